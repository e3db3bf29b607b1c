"""The brief as tables and as a workbook: findings, quotes, promises, set phrases, claims, the tables behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare import tables
from compare.export import to_xlsx
from compare.report import Brief
from compare.report_quotes import Cited

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
    "findings": {
        "finding": "number in the brief, weightiest first",
        "id": "stable within a comparison",
        "kind": "kind of finding",
        "side": "side whose text says it, '' where both do",
        "topic": "topic id, '' for none",
        "weight": "0–100, what comes first",
        "sentence": "the finding in a sentence",
        "here": "the words it rests on, on that side",
        "there": "the words on the other side",
        "searched": "texts that are silent: publication, revision, time of capture",
        "terms": "terms searched for there",
        "indicative": "true when it rests on anything but official text",
        "note": "what to keep in mind",
    },
    "quotes": {
        "used_in": "finding, promise, answer, topic, tone, set phrase or claim",
        "number": "number of the finding, promise or claim; topic or phrase id",
        **_QUOTE,
    },
    "promises": {
        "promise": "number in the brief",
        "actor": "side code that undertakes it, or both",
        "level": "3 does or will do, 2 intends, 1 considers",
        "told_by": "side code of the text that says so",
        "said_by": "who is made to say it",
        "topics": "topic ids, separated by blanks",
        "trigger": "the words of undertaking",
        "content": "the words of the statement",
        "amounts": "amounts as written",
        "dates": "dates as written",
        "put_in_mouth": "true when the text speaks of what the other side undertook",
        "status": "confirmed, one-sided, contradicted, silent or not in the digest",
        "against": "side code of the texts searched for an answer",
        "answer": "the nearest statement there, '' for none",
        "searched": "ids of the publications read for it",
    },
    "set phrases": {
        "side": "side code of the publisher",
        "formula": "id of the set phrase",
        "gloss": "what it means",
        "status": "as in the table `ledger`; absent only where an earlier call of the same two leaders has it",
        "altered": "what differs from the phrase as it is known",
        "quotes": "the words found",
        "absent_before": "earlier calls of the same two leaders, with original text, that lack the phrase",
        "calls_before": "earlier calls of the same two leaders with original text (the denominator)",
        "absent_before_all": "the same over the side's calls with any leader",
        "calls_before_all": "its denominator",
    },
    "claims": {
        "claim": "id",
        "text": "what is claimed",
        "claimant": "who claims it",
        "source": "where",
        "url": "address of the source",
        "made": "day on which it was made",
        "verdict": "supported by the wording, contradicted, depends on the baseline, not testable from the texts",
        "sentence": "the verdict in a sentence",
        "baseline": "what it was held against",
        "shown": "what the wording shows there",
        "scales": "values and directions",
        "quotes": "the words there",
    },
}
"""Table of a brief → column → what it holds, in column order."""


def brief_tables(brief: Brief) -> dict[str, pd.DataFrame]:
    """The tables of a brief by name: those of CONTRACT, and coverage, tone and publications as they are on screen."""
    return {
        "findings": _frame("findings", _findings(brief)),
        "coverage": brief.coverage,
        "tone": brief.tone,
        "promises": _frame("promises", _promises(brief)),
        "set phrases": _frame("set phrases", _phrases(brief)),
        "claims": _frame("claims", _claims(brief)),
        "quotes": _frame("quotes", _quotes(brief)).astype({"statement": "Int64"}),
        "publications": brief.publications,
    }


def to_workbook(brief: Brief) -> bytes:
    """The brief as an XLSX workbook: one sheet per table, and a last one about texts, versions and limits."""
    about = {**tables.about(brief.comparison), "Made at": brief.made_at.isoformat(timespec="seconds")}
    about |= {f"Version: {name}": value for name, value in brief.versions.items()}
    about |= {f"Limit {i}": limit for i, limit in enumerate(brief.limits, start=1)}
    sheets = {name.capitalize(): table for name, table in brief_tables(brief).items()}
    return to_xlsx(sheets, about, made_at=brief.made_at)


def _frame(name: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(CONTRACT[name]))


def _listed(quotes: Iterable[Cited]) -> str:
    return "; ".join(f"“{c.shown()}” ({c.whole_source()})" for c in quotes)


def _findings(brief: Brief) -> Iterable[dict[str, Any]]:
    for told in brief.findings:
        f = told.finding
        yield {
            "finding": told.number,
            "id": f.id,
            "kind": f.kind,
            "side": f.side,
            "topic": f.topic,
            "weight": f.weight,
            "sentence": f.sentence,
            "here": _listed(told.here),
            "there": _listed(told.there),
            "searched": "; ".join(f"{s.readout_id} revision {s.revision}, {s.retrieved_at}" for s in f.searched),
            "terms": "; ".join(", ".join(s.terms) for s in f.searched if s.terms),
            "indicative": f.indicative,
            "note": f.note,
        }


def _promises(brief: Brief) -> Iterable[dict[str, Any]]:
    for number, p in enumerate(brief.promises, start=1):
        yield {
            "promise": number,
            "actor": p.promise.actor,
            "level": p.promise.level,
            "told_by": p.promise.saying.side,
            "said_by": p.promise.said_by,
            "topics": " ".join(p.promise.topics),
            "trigger": p.promise.trigger,
            "content": p.promise.content,
            "amounts": "; ".join(p.promise.amounts),
            "dates": "; ".join(p.promise.dates),
            "put_in_mouth": p.promise.put_in_mouth,
            "status": p.status,
            "against": p.against,
            "answer": p.promise.answer.text if p.promise.answer else "",
            "searched": " ".join(p.promise.searched),
        }


def _phrases(brief: Brief) -> Iterable[dict[str, Any]]:
    for found in brief.phrases:
        for row in (*found.found, *found.absent):
            yield {
                "side": found.side,
                "formula": row.formula,
                "gloss": row.gloss,
                "status": row.status,
                "altered": "; ".join(row.altered),
                "quotes": _listed(row.quotes),
                "absent_before": row.base.absent,
                "calls_before": row.base.calls,
                "absent_before_all": row.base.absent_all,
                "calls_before_all": row.base.calls_all,
            }


def _claims(brief: Brief) -> Iterable[dict[str, Any]]:
    for v in brief.verdicts:
        claim = v.check.claim
        same = {k: getattr(claim, k) for k in ("text", "claimant", "source", "url", "made")}
        same |= {"claim": claim.id, "verdict": v.check.verdict, "sentence": v.check.sentence}
        for t in v.trials:
            told = {"baseline": t.baseline, "shown": t.shown, "scales": "; ".join(t.scales)}
            yield {**same, **told, "quotes": _listed(t.words)}
        if not v.trials:
            yield same


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
