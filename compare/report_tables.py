"""The brief as tables and as a workbook: those of the screen, and every quote with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare import tables
from compare.finding_tables import findings_table, promises_table
from compare.palette import language_name, side_name, tint
from compare.report import Brief
from compare.report_quotes import Cited
from compare.report_text import tone_words, whose
from compare.timeline_tables import claims_table
from compare.workbook import to_xlsx

_QUOTE = {
    "readout_id": "id of the publication quoted",
    "side": "side code of the publisher",
    "publisher": "who published the text",
    "language": "language of the text quoted (ISO 639-1)",
    "fidelity": "official, official translation, unofficial translation, excerpt or digest (our own words)",
    "revision": "number of the revision quoted",
    "sha256": "sha256 of the text quoted (UTF-8)",
    "statement": "number of the statement the words stand in, from 0; the first of several; empty outside statements",
    "speaker": "who is made to say it",
    "start": "first code point of the quote in the stored text",
    "end": "code point after its last",
    "quote": "the words, exactly as they stand there",
}

CONTRACT: dict[str, dict[str, str]] = {
    "quotes": {
        "used_in": "finding, promise, answer, topic, tone, set phrase or claim",
        "number": "number of the finding or promise in the brief; id of the topic, set phrase or claim",
        **_QUOTE,
    },
}
"""Table that only a brief has → column → what it holds, in column order."""


def brief_tables(brief: Brief) -> dict[str, pd.DataFrame]:
    """The tables of a brief by name, with the columns they have on screen, and every quote with its place."""
    return {
        "findings": findings_table(brief.comparison, [t.finding for t in brief.findings]),
        "coverage": brief.coverage,
        "tone": brief.tone,
        "promises": promises_table(brief.comparison, [p.promise for p in brief.promises]),
        "ledger": brief.ledger,
        "claims": claims_table(v.check for v in brief.verdicts),
        "quotes": pd.DataFrame(list(_quotes(brief)), columns=list(CONTRACT["quotes"])).astype({"statement": "Int64"}),
        "publications": brief.publications,
    }


def to_workbook(brief: Brief) -> bytes:
    """The brief as an XLSX workbook: topics by texts, one sheet per table, a last one about versions and limits."""
    about = {**tables.about(brief.comparison), "Made at": brief.made_at.isoformat(timespec="seconds")}
    about |= {f"Version: {name}": value for name, value in brief.versions.items()}
    about |= {f"Limit {i}": limit for i, limit in enumerate(brief.limits, start=1)}
    sheets = {"Topics": topics_matrix(brief)}
    sheets |= {name.capitalize(): table for name, table in brief_tables(brief).items()}
    grounds = {f"{text} share": tint(r.readout.side, 0.42) for text, r in zip(_texts(brief), brief.texts, strict=True)}
    return to_xlsx(sheets, about, made_at=brief.made_at, grounds=grounds)


def topics_matrix(brief: Brief) -> pd.DataFrame:
    """Topics down, texts across: the share each gives to a topic (empty where silent), and its tone or its silence.

    For readers: the same figures stand in the table ``coverage``, one row per cell.
    """
    rows = []
    for row in brief.topics:
        cells = {c.number: c for found in row.cells.values() for c in found}
        line: dict[str, Any] = {"Topic": row.label}
        for number, text in enumerate(_texts(brief), start=1):
            cell = cells[number]
            line[f"{text} share"] = float(cell.row["share"]) if cell.mentioned else None
            tone = tone_words(str(cell.row["strongest_tone"])) or "no tone"
            line[f"{text} tone"] = tone if cell.mentioned else str(cell.row["status"])
        rows.append({**line, "Brought up by": whose(brief, row)})
    return pd.DataFrame(rows)


def _texts(brief: Brief) -> list[str]:
    """``T1 China, Chinese``."""
    return [
        f"T{i} {side_name(r.readout.side)}, {language_name(r.revision.language)}"
        for i, r in enumerate(brief.texts, start=1)
    ]


def quotes_of(brief: Brief) -> Iterable[tuple[str, str, Cited]]:
    """Every quote of a brief with where it is used: section, number or id, and the quote."""
    for told in brief.findings:
        yield from (("finding", str(told.number), c) for c in (*told.here, *told.there))
    for row in brief.topics:
        yield from (("topic", row.topic, c) for cells in row.cells.values() for cell in cells for c in cell.quotes)
    for number, p in enumerate(brief.promises, start=1):
        yield from (("promise", str(number), c) for c in p.words)
        yield from (("answer", str(number), c) for c in p.answer)
    for topic, quotes in zip(brief.tone["topic"], brief.tone_words, strict=True):
        yield from (("tone", str(topic), c) for c in quotes)
    for found in brief.phrases:
        yield from (("set phrase", r.formula, c) for r in (*found.found, *found.absent) for c in r.quotes)
    for v in brief.verdicts:
        yield from (("claim", v.check.claim.id, c) for c in v.now)
        yield from (("claim", v.check.claim.id, c) for t in v.trials for c in t.words)


def _quotes(brief: Brief) -> Iterable[dict[str, Any]]:
    for where, number, c in quotes_of(brief):
        s = c.source
        yield {
            "used_in": where,
            "number": number,
            **{k: getattr(s, k) for k in ("readout_id", "side", "publisher", "language", "revision", "sha256")},
            "fidelity": s.fidelity.value,
            "statement": c.statements[0] if c.statements else None,
            "speaker": c.speaker,
            "start": c.start,
            "end": c.end,
            "quote": c.quote,
        }
