"""Tables of what differs: findings, pairs across sides, versions of one side, promises, word differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from compare.analysis import Comparison
from compare.collation import Row
from compare.columns import typed
from compare.evidence import Finding, Quote, Searched
from compare.findings import find, pairs_of, promises_of, versions_of
from compare.manner import BaseRate
from compare.pairing import Bead
from compare.promises import Promise
from compare.relations import Pair
from compare.vectors import Cache, Encoder
from compare.wording import Phrase, Variant, WordDiff

CONTRACT: dict[str, dict[str, str]] = {
    "findings": {
        "event": "event id",
        "finding": "id of the finding, the same on every run",
        "kind": "kind of finding",
        "weight": "0–100, weightiest first",
        "side": "side code whose text says it, '' where both do",
        "topic": "topic id, '' for none",
        "topics": "all topics its words are on, separated by blanks",
        "sentence": "the finding in one sentence",
        "here": "the words it rests on: “quote” (publication, revision, start–end)",
        "there": "the words on the other side, in the same form",
        "searched": "texts that do not have it: publication, revision, sha256, time of capture, terms",
        "indicative": "true when it rests on anything but official text",
        "note": "what to keep in mind",
        "counts": "raw numbers behind it",
    },
    "pairs": {
        "event": "event id",
        "left_readout": "publication of the first side",
        "right_readout": "publication of the other side",
        "relation": "what the left statement is to the right: same, reworded, stronger, weaker, more specific, "
        "contradicts, only here",
        "by": "side that is more specific, or alone: left or right; '' else",
        "topics": "topics both are on, separated by blanks",
        "likeness": "0–1, what proposed the pair; it decides nothing",
        "left_speaker": "who is made to say the left statement",
        "left_start": "first code point of the left statement",
        "left_end": "code point after its last",
        "left_text": "the left statement",
        "right_speaker": "who is made to say the right statement",
        "right_start": "first code point of the right statement",
        "right_end": "code point after its last",
        "right_text": "the right statement",
        "decided_by": "checks that found a difference: name: left / right",
        "checks": "every check that was made, with its verdict",
    },
    "versions": {
        "event": "event id",
        "side": "side code",
        "left_readout": "publication of the other version",
        "right_readout": "publication of the lead text",
        "relation": "paired, only left or only right",
        "gap": "minor, degree or substantive; empty where none is seen or a sentence stands alone",
        "why": "what the gap rests on: field: words left against words right",
        "likeness": "cosine of the sentence vectors, −1…1",
        "crossing": "true when a lead sentence was joined out of order",
        "left": "sentences of the other version",
        "right": "sentences of the lead text",
        "left_spans": "their code points: start–end, separated by blanks",
        "right_spans": "their code points",
    },
    "promises": {
        "event": "event id",
        "readout_id": "publication that says it",
        "side": "side code of its publisher",
        "said_by": "who is made to say it",
        "actor": "side code that undertakes it, or both",
        "level": "3 does or will do, 2 intends, 1 considers",
        "put_in_mouth": "true when the text says what the other side undertook, or has its leader say what both did",
        "status": "on the other side: confirmed, confirmed in narrower terms, one-sided, contradicted, silent",
        "limits": "what makes the answer narrower, where it is: its words, or what they are",
        "topics": "topic ids, separated by blanks",
        "trigger": "the words of undertaking",
        "amounts": "amounts as written",
        "dates": "dates as written",
        "start": "first code point of the statement",
        "end": "code point after its last",
        "content": "the statement",
        "answer_readout": "publication of the statement the status rests on",
        "answer": "that statement",
        "searched": "publications of the other side that were read",
    },
    "diff": {
        "op": "equal, insert, delete, replace or moved",
        "left_start": "first code point on the left; equal to the end where nothing stands there",
        "left_end": "code point after the last",
        "right_start": "first code point on the right",
        "right_end": "code point after the last",
        "left": "words on the left",
        "right": "words on the right",
    },
    "phrases": {
        "phrase": "words that both texts use, as the left text has them",
        "words": "how many, marks counted",
        "left_places": "where in the left text: start–end, separated by blanks",
        "right_places": "where in the right text",
    },
    "variants": {
        "family": "id of the family of set phrases",
        "meaning": "what the family is about",
        "left": "set phrases of the family on the left",
        "right": "set phrases of the family on the right",
        "left_words": "the words they rest on",
        "right_words": "the words on the right",
        "left_places": "where in the left text: start–end, separated by blanks",
        "right_places": "where in the right text",
    },
}
"""Table → column → what it holds, in column order. `collation` has one column per text and is not listed."""


def _frame(rows: Sequence[dict[str, Any]], table: str) -> pd.DataFrame:
    return typed(pd.DataFrame(list(rows), columns=list(CONTRACT[table])), table)


def _cite(quotes: Iterable[Quote]) -> str:
    return "; ".join(f"{q.shown} ({q.readout_id}, revision {q.revision}, {q.start}–{q.end})" for q in quotes)


def _sought(found: Iterable[Searched]) -> str:
    return "; ".join(
        f"{s.readout_id}, revision {s.revision}, sha256 {s.sha256[:12]}, captured {s.retrieved_at}, {s.fidelity}"
        + (f": {', '.join(s.terms)}" if s.terms else "")
        for s in found
    )


def findings_table(
    comparison: Comparison,
    findings: Sequence[Finding] | None = None,
    *,
    rates: dict[tuple[str, str], BaseRate] | None = None,
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> pd.DataFrame:
    """One row per finding, weightiest first. Columns: ``CONTRACT["findings"]``. findings: made here by default."""
    found = find(comparison, rates=rates, encoder=encoder, cache=cache) if findings is None else findings
    rows = [
        {
            "event": comparison.event.id,
            "finding": f.id,
            "kind": f.kind,
            "weight": f.weight,
            "side": f.side,
            "topic": f.topic,
            "topics": " ".join(f.topics) or f.topic,
            "sentence": f.sentence,
            "here": _cite(f.here),
            "there": _cite(f.there),
            "searched": _sought(f.searched),
            "indicative": f.indicative,
            "note": f.note,
            "counts": "; ".join(f"{k}: {v:g}" for k, v in f.counts.items()),
        }
        for f in found
    ]
    return _frame(rows, "findings")


def pairs_table(
    comparison: Comparison,
    pairs: Sequence[Pair] | None = None,
    *,
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> pd.DataFrame:
    """One row per pair of statements between two sides. Columns: ``CONTRACT["pairs"]``."""
    found = pairs_of(comparison, encoder=encoder, cache=cache) if pairs is None else pairs
    rows = []
    for p in found:
        row: dict[str, Any] = {
            "event": comparison.event.id,
            "relation": p.relation,
            "by": p.by,
            "topics": " ".join(p.topics),
            "likeness": p.likeness,
            "decided_by": "; ".join(f"{c.name}: {c.left} / {c.right}" for c in p.decided_by),
            "checks": "; ".join(f"{c.name} {c.verdict}" for c in p.checks),
        }
        for name, said in (("left", p.left), ("right", p.right)):
            row |= {
                f"{name}_readout": said.readout_id if said else "",
                f"{name}_speaker": said.speaker if said else "",
                f"{name}_start": said.statement.start if said else None,
                f"{name}_end": said.statement.end if said else None,
                f"{name}_text": said.text if said else "",
            }
        rows.append(row)
    return _frame(rows, "pairs")


def versions_table(
    comparison: Comparison,
    versions: Sequence[tuple[str, str, list[Bead]]] | None = None,
    *,
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> pd.DataFrame:
    """One row per bead of every side's own versions. Columns: ``CONTRACT["versions"]``."""
    found = versions_of(comparison, encoder=encoder, cache=cache) if versions is None else versions
    texts = {r.readout.id: r.revision.text for r in comparison.readings}
    sides = {r.readout.id: r.readout.side for r in comparison.readings}
    rows = [
        {
            "event": comparison.event.id,
            "side": sides[first],
            "left_readout": first,
            "right_readout": second,
            "relation": bead.relation,
            "gap": bead.gap or "",
            "why": describe_reasons(bead),
            "likeness": bead.likeness,
            "crossing": bead.crossing,
            "left": " ".join(texts[first][a:b] for a, b in bead.left),
            "right": " ".join(texts[second][a:b] for a, b in bead.right),
            "left_spans": " ".join(f"{a}–{b}" for a, b in bead.left),
            "right_spans": " ".join(f"{a}–{b}" for a, b in bead.right),
        }
        for first, second, beads in found
        for bead in beads
    ]
    return _frame(rows, "versions")


def describe_reasons(bead: Bead) -> str:
    """What a gap rests on in one line: ``degree, demand: must against 应当``."""
    return "; ".join(
        f"{r.gap}, {r.check}: {' · '.join(r.left) or 'nothing'} against {' · '.join(r.right) or 'nothing'}"
        for r in bead.reasons
    )


def promises_table(
    comparison: Comparison,
    promises: Sequence[Promise] | None = None,
    *,
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> pd.DataFrame:
    """One row per promise and other side. Columns: ``CONTRACT["promises"]``."""
    found = promises_of(comparison, encoder=encoder, cache=cache) if promises is None else promises
    rows = [
        {
            "event": comparison.event.id,
            "readout_id": p.saying.readout_id,
            "side": p.saying.side,
            "said_by": p.said_by,
            "actor": p.actor,
            "level": p.level,
            "put_in_mouth": p.put_in_mouth,
            "status": p.status,
            "limits": "; ".join(p.limits),
            "topics": " ".join(p.topics),
            "trigger": p.trigger,
            "amounts": "; ".join(p.amounts),
            "dates": "; ".join(p.dates),
            "start": p.saying.statement.start,
            "end": p.saying.statement.end,
            "content": p.content,
            "answer_readout": p.answer.readout_id if p.answer else "",
            "answer": p.answer.text if p.answer else "",
            "searched": " ".join(p.searched),
        }
        for p in found
    ]
    return _frame(rows, "promises")


def diff_table(diff: WordDiff) -> pd.DataFrame:
    """One row per stretch of a word difference, in the order of the left text. Columns: ``CONTRACT["diff"]``."""
    rows = [
        {
            "op": op.tag,
            "left_start": op.left[0],
            "left_end": op.left[1],
            "right_start": op.right[0],
            "right_end": op.right[1],
            "left": diff.left[slice(*op.left)],
            "right": diff.right[slice(*op.right)],
        }
        for op in diff.ops
    ]
    return _frame(rows, "diff")


def phrases_table(phrases: Iterable[Phrase]) -> pd.DataFrame:
    """One row per phrase that two texts share, longest first. Columns: ``CONTRACT["phrases"]``."""
    rows = [
        {"phrase": p.text, "words": p.words, "left_places": _places(p.left), "right_places": _places(p.right)}
        for p in phrases
    ]
    return _frame(rows, "phrases")


def variants_table(found: Iterable[Variant], left: str, right: str) -> pd.DataFrame:
    """One row per family of set phrases worded differently. Columns: ``CONTRACT["variants"]``.

    left, right: the two texts, from which the words are taken.
    """
    rows = [
        {
            "family": v.family,
            "meaning": v.gloss,
            "left": " · ".join(v.left),
            "right": " · ".join(v.right),
            "left_words": " · ".join(left[a:b] for a, b in v.left_spans),
            "right_words": " · ".join(right[a:b] for a, b in v.right_spans),
            "left_places": _places(v.left_spans),
            "right_places": _places(v.right_spans),
        }
        for v in found
    ]
    return _frame(rows, "variants")


def _places(spans: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{a}–{b}" for a, b in spans)


def collation_table(rows: Sequence[Row], names: Sequence[str]) -> pd.DataFrame:
    """An alignment table: ``kind``, then one column per text under its name, '' where it has nothing.

    names: one per text, in the order in which they were collated.
    """
    return pd.DataFrame(
        [(row.kind, *(cell.text if cell else "" for cell in row.cells)) for row in rows], columns=["kind", *names]
    )
