"""Tables of the time line: trace, ledger, shifts, claims, edits, candidates, trends, keyness.

One column contract for screen, command line and export, in the manner of `compare.tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from compare.candidates import Candidate
from compare.claims import Check
from compare.columns import typed
from compare.edits import Edit
from compare.formulas import Formulas
from compare.ledger import ALTERED, Cell, Ledger
from compare.shift import Shift
from compare.timeline import SCALES, Call, Point, Proof
from compare.topics import label
from compare.trends import Keyness, Trend

_CALL = {
    "event": "event id",
    "date": "day of the event",
    "pair": "short names of the participants",
    "published_at": "release of the text read: time with zone, or the day of the event where none is known",
    "readout_id": "ids of the publications read, separated by blanks",
    "fidelity": "official, official translation, unofficial translation, excerpt or digest",
    "language": "language of the text read (ISO 639-1)",
    "indicative": "true when the text read is not the original wording",
    "revision": "numbers of the revisions read",
    "sha256": "sha256 of the texts read",
    "retrieved_at": "when they were captured (UTC)",
}

CONTRACT: dict[str, dict[str, str]] = {
    "trace": {
        **_CALL,
        "side": "side code of the publisher",
        "speaker": "whose words are followed; '' for all who speak for the side",
        "topic": "topic id, '' for everything",
        "topic_label": "label of the topic",
        "scale": ", ".join(SCALES),
        "value": "demand, warning, commitment 0–3; force, status: rung; warmth −2…+2 (the coldest); empty without text",
        "top": "warmth only: the warmest statement",
        "status": "mentioned, word only, not mentioned, or why no text can be compared",
        "statements": "number of statements on the topic",
        "places": "number of places the value could rest on",
        "quotes": "the deciding words, with the rule or formula; of “word only” the words and why they did not count",
        "searched": "where the topic is not mentioned: the terms searched for",
    },
    "ledger": {
        "formula": "id of the set phrase",
        "family": "family of the set phrase",
        "gloss": "what it means",
        "axis": "status, force, or '' without a rung",
        "rung": "place on that ladder, empty without one",
        "side": "side code of the publisher",
        "speaker": "in whose mouth; '' for anybody",
        **_CALL,
        "status": "present, altered, absent, only quoted …, only denied, only asked …, or why it was not searched",
        "altered": "what differs from the phrase as it is known",
        "quotes": "the words found",
        "absent_before": "earlier calls of the same two leaders, with original text, that lack the formula",
        "calls_before": "earlier calls of the same two leaders with original text (the denominator)",
        "absent_before_all": "the same over the side's calls with any leader",
        "calls_before_all": "its denominator",
        "base_rate": "the rate in words",
        "first_seen": "first event in which it is used",
        "last_seen": "last event in which it is used",
        "source": "where the phrase is attested or explained",
        "wordings": "what was searched for in this language",
    },
    "formulas": {
        "formula": "id",
        "family": "family",
        "gloss": "what it means",
        "axis": "status, force or ''",
        "rung": "place on that ladder, empty without one",
        "topic": "topic id or ''",
        "zh": "Chinese wordings",
        "en": "English wordings",
        "ru": "Russian wordings",
        "also": "place on other published ladders",
        "source": "where it is attested or explained",
        "origin": "built in, or the user's file and line",
    },
    "ladders": {
        "ladder": "id",
        "label": "label",
        "scored": "whether shifts use it",
        "rung": "place, 1 is lowest",
        "name": "name of the rung",
        "gloss": "what it means",
        "source": "where the order is published, or ours",
        "ladder_source": "source of the ladder as a whole",
    },
    "shift": {
        "side": "side code",
        "speaker": "whose words",
        "topic": "topic id, '' for everything",
        "before": "event ids of the baseline",
        "after": "event id of the later call",
        "scale": ", ".join(SCALES),
        "value_before": "earlier value, or mean of several",
        "value_after": "later value",
        "direction": "harder, softer, mixed, no change, more, less, not comparable",
        "overall": "direction over all scales of this comparison",
        "quotes_before": "the deciding words before",
        "quotes_after": "the deciding words after",
        "note": "what the numbers leave open",
        "caveats": "fidelity, language, leaders, silence",
        "indicative": "true when a digest or a translation stands in for an original",
    },
    "claims": {
        "claim": "id",
        "text": "what is claimed",
        "claimant": "who claims it",
        "source": "where",
        "url": "address",
        "made": "day it was claimed",
        "side": "side whose text decides, '' for all",
        "speaker": "whose words",
        "topic": "topic id, '' for everything",
        "test": "change, mention, commitment, contrast",
        "direction": "what the claim says the wording shows",
        "call": "event id",
        "baseline_asked": "baseline the claim names, '' for every earlier call",
        "verdict": "supported by the wording; contradicted; no comparison shows it; depends on the baseline; only one "
        "account says so; not every account says so; not testable from the texts",
        "sentence": "the verdict in words, with quotes",
        "baseline": "what it was held against: a call, a mean, a side's text",
        "shown": "what the wording shows there",
        "agrees": "whether that is what the claim says; empty where nothing can be said",
        "scales": "values per scale, before and after",
        "quotes_before": "the words there",
        "quotes_after": "the words of the call the claim is about",
        "note": "caveats, or what was searched",
        "origin": "built in, or the user's file",
    },
    "edits": {
        "readout_id": "id of the publication",
        "from_revision": "number of the earlier revision",
        "to_revision": "number of the later revision",
        "rank": "0 for what matters most",
        "kind": "modal, negation, number, name, topic, set phrase, words, moved, punctuation",
        "before": "words before",
        "after": "words after",
        "why": "what makes it that kind",
        "context": "the later text around it",
        "start": "first code point in the later text",
        "end": "code point after the last",
    },
    "candidates": {
        "text": "the run of words",
        "words": "number of words",
        "state": "vanished, changed or steady in the last call",
        "calls": "number of calls that have it",
        "first": "first of them",
        "last": "last of them",
        "nearest": "for a changed one: the most similar run of the last text",
        "likeness": "0–100 (RapidFuzz ratio)",
    },
    "trends": {
        "side": "side code of the publisher",
        "speaker": "whose words, '' for anybody",
        "topic": "topic id",
        "topic_label": "label of the topic",
        "period": "month, quarter or year",
        "texts": "official texts of the period (denominator of share)",
        "mentioning": "those that mention the topic",
        "share": "mentioning / texts",
        "statements": "statements on the topic (denominator of the means)",
        "warmth_mean": "mean warmth; empty without a statement",
        "demands": "statements with a demand on the other side",
        "demand_mean": "mean demand, none counting 0",
        "warnings": "statements with a warning",
        "warning_mean": "mean warning",
    },
    "keyness": {
        "word": "the word",
        "group": "group that has more of it",
        "count_a": "occurrences in group a",
        "count_b": "occurrences in group b",
        "texts_a": "texts of group a that have it",
        "texts_b": "texts of group b that have it",
        "per_10k_a": "per 10,000 words of group a",
        "per_10k_b": "per 10,000 words of group b",
        "log_ratio": "log2 of the ratio of rates (Hardie 2014), 0.5 standing in for 0",
        "log_odds": "log-odds ratio with informative Dirichlet prior (Monroe et al. 2008)",
        "z": "its z-score",
        "all_texts_a": "texts in group a",
        "all_texts_b": "texts in group b",
        "all_words_a": "words in group a (denominator)",
        "all_words_b": "words in group b (denominator)",
    },
}
"""Table → column → what it holds, in column order."""


def _frame(rows: Sequence[dict[str, Any]], table: str) -> pd.DataFrame:
    return typed(pd.DataFrame(list(rows), columns=list(CONTRACT[table])), table)


def _call(call: Call) -> dict[str, Any]:
    lines = call.lines
    return {
        "event": call.event.id,
        "date": call.event.date.isoformat(),
        "pair": "–".join(call.pair),
        "published_at": lines[0].moment if lines else call.event.date.isoformat(),
        "readout_id": " ".join(x.readout.id for x in lines),
        "fidelity": lines[0].revision.fidelity.value if lines else "",
        "language": lines[0].revision.language if lines else call.language,
        "indicative": call.indicative,
        "revision": " ".join(str(x.revision.number) for x in lines),
        "sha256": " ".join(x.revision.sha256 for x in lines),
        "retrieved_at": " ".join(x.revision.retrieved_at.isoformat(timespec="minutes") for x in lines),
    }


def quotes(proofs: Iterable[Proof]) -> str:
    """Proofs as ``scale value: “words” (rule)``, separated by ``; ``."""
    return "; ".join(f"{p.scale} {p.value}: “{p.quote}”" + (f" ({p.rule})" if p.rule else "") for p in proofs)


def trace_table(points: Iterable[Point], *, topic: str, speaker: str = "", scales: Iterable[str] = ()) -> pd.DataFrame:
    """A trace, one row per call and scale, oldest first; see CONTRACT['trace']."""
    rows = []
    name = label(topic) if topic else ""
    for p in points:
        head = _call(p.call)
        for scale in tuple(scales) or SCALES:
            m = p.measure
            proofs = m.of(scale) if m else ()
            rows.append(
                {
                    **head,
                    "side": p.call.side,
                    "speaker": speaker,
                    "topic": topic,
                    "topic_label": name,
                    "scale": scale,
                    "value": m.value(scale) if m else None,
                    "top": m.top if m and scale == "warmth" else None,
                    "status": p.status,
                    "statements": m.statements if m else None,
                    "places": len(proofs) if m else None,
                    "quotes": quotes(proofs[:5]) or "; ".join(p.aside),
                    "searched": ", ".join(p.searched),
                }
            )
    return _frame(rows, "trace")


def ledger_table(book: Ledger, *, last: int = 30, used_only: bool = True) -> pd.DataFrame:
    """A ledger, one row per formula and call; see CONTRACT['ledger'].

    last: the last so many calls (0 for all; base rates count all earlier calls in any case). used_only: leave out
    formulas the side never used in these texts.
    """
    numbers = range(len(book.calls))[-last:] if last else range(len(book.calls))
    heads = {i: _call(book.calls[i]) for i in numbers}
    rows = []
    for entry in book.entries:
        if used_only and not entry.places:
            continue
        f = entry.formula
        first, final = book.first_seen(entry), book.last_seen(entry)
        same = {
            "formula": f.id,
            "family": f.family,
            "gloss": f.gloss,
            "axis": f.axis,
            "rung": f.rung,
            "side": book.side,
            "speaker": book.speaker,
            "first_seen": first.event.id if first else "",
            "last_seen": final.event.id if final else "",
            "source": f.source,
            "wordings": " · ".join(f.patterns(book.language)),
        }
        rows += [{**same, **heads[i], **_cell(book.cell(entry, i))} for i in numbers]
    return _frame(rows, "ledger")


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "status": cell.status,
        "altered": "; ".join(cell.altered) if cell.status == ALTERED else "",
        "quotes": "; ".join(dict.fromkeys(f"“{q.words}” ({q.speaker})" for q in cell.quotes)),
        "absent_before": cell.base.absent,
        "calls_before": cell.base.calls,
        "absent_before_all": cell.base.absent_all,
        "calls_before_all": cell.base.calls_all,
        "base_rate": cell.base.sentence(),
    }


def ledger_grid(table: pd.DataFrame) -> pd.DataFrame:
    """The ledger as a grid: formulas down, calls across (in order of date), statuses in the cells."""
    if table.empty:
        return pd.DataFrame()
    grid = table.pivot_table(index=["family", "formula"], columns="event", values="status", aggfunc="first", sort=False)
    return grid.reset_index()


def formulas_table(known: Formulas) -> pd.DataFrame:
    """All set phrases in use; see CONTRACT['formulas']."""
    rows = [
        {
            "formula": f.id,
            "family": f.family,
            "gloss": f.gloss,
            "axis": f.axis,
            "rung": f.rung,
            "topic": f.topic,
            **{lang: " · ".join(f.patterns(lang)) for lang in ("zh", "en", "ru")},
            "also": ", ".join(f"{k} {v}" for k, v in f.also.items()),
            "source": f.source,
            "origin": f.origin,
        }
        for f in known.formulas
    ]
    return _frame(rows, "formulas")


def ladders_table(known: Formulas) -> pd.DataFrame:
    """The ladders with their sources; see CONTRACT['ladders']."""
    rows = [
        {
            "ladder": x.id,
            "label": x.label,
            "scored": x.scored,
            "rung": r.level,
            "name": r.name,
            "gloss": r.gloss,
            "source": r.source,
            "ladder_source": x.source,
        }
        for x in known.ladders
        for r in x.rungs
    ]
    return _frame(rows, "ladders")


def shift_table(shifts: Iterable[Shift]) -> pd.DataFrame:
    """Shifts, one row per comparison and scale (one row alone where nothing can be compared)."""
    rows = []
    for s in shifts:
        same = {
            "side": s.side,
            "speaker": s.speaker,
            "topic": s.topic,
            "before": " ".join(c.event.id for c in s.before),
            "after": s.after.event.id,
            "overall": s.direction,
            "caveats": "; ".join(s.caveats),
            "indicative": s.indicative,
        }
        rows += [
            {
                **same,
                "scale": x.scale,
                "value_before": x.before,
                "value_after": x.after,
                "direction": x.direction,
                "quotes_before": quotes(x.proofs_before),
                "quotes_after": quotes(x.proofs_after),
                "note": x.note,
            }
            for x in s.scales
        ] or [{**same, "direction": s.direction}]
    return _frame(rows, "shift")


def claims_table(checks: Iterable[Check]) -> pd.DataFrame:
    """Checked claims, one row per claim and trial; see CONTRACT['claims']."""
    rows = []
    for c in checks:
        claim = c.claim
        same = {
            "claim": claim.id,
            "baseline_asked": claim.baseline,
            "verdict": c.verdict,
            "sentence": c.sentence,
            **{
                k: getattr(claim, k)
                for k in (
                    "text",
                    "claimant",
                    "source",
                    "url",
                    "made",
                    "side",
                    "speaker",
                    "topic",
                    "test",
                    "direction",
                    "call",
                    "origin",
                )
            },
        }
        rows += [
            {
                **same,
                "baseline": t.baseline,
                "shown": t.direction,
                "agrees": t.agrees,
                "scales": "; ".join(t.scales),
                "quotes_before": quotes(t.before),
                "quotes_after": quotes(t.after),
                "note": "; ".join(
                    n for n in (t.note, "searched for: " + ", ".join(t.searched) if t.searched else "") if n
                ),
            }
            for t in c.trials
        ] or [same]
    return _frame(rows, "claims")


def edits_table(readout_id: str, first: int, second: int, found: Iterable[Edit]) -> pd.DataFrame:
    """Edits between two revisions, the weightiest first; see CONTRACT['edits']."""
    rows = [
        {
            "readout_id": readout_id,
            "from_revision": first,
            "to_revision": second,
            "rank": e.rank,
            "kind": e.kind,
            "before": e.before,
            "after": e.after,
            "why": e.why,
            "context": e.context,
            "start": e.right[0],
            "end": e.right[1],
        }
        for e in found
    ]
    return _frame(rows, "edits")


def candidates_table(found: Iterable[Candidate]) -> pd.DataFrame:
    """Candidates for the ledger; see CONTRACT['candidates']."""
    rows = [
        {
            "text": c.text,
            "words": c.words,
            "state": c.state,
            "calls": len(c.calls),
            "first": c.first,
            "last": c.last,
            "nearest": c.nearest,
            "likeness": c.likeness,
        }
        for c in found
    ]
    return _frame(rows, "candidates")


def trends_table(found: Iterable[Trend]) -> pd.DataFrame:
    """Trends by period and topic; see CONTRACT['trends']."""
    columns = [c for c in CONTRACT["trends"] if c != "topic_label"]
    rows = [{**{c: getattr(t, c) for c in columns}, "topic_label": label(t.topic)} for t in found]
    return _frame(rows, "trends")


def keyness_table(found: Keyness) -> pd.DataFrame:
    """Keyness with both raw counts and both denominators; see CONTRACT['keyness']."""
    columns = [c for c in CONTRACT["keyness"] if hasattr(found.keys[0], c)] if found.keys else []
    rows = [
        {
            **{c: getattr(k, c) for c in columns},
            "group": found.label_a if k.z > 0 else found.label_b,
            "all_texts_a": found.texts_a,
            "all_texts_b": found.texts_b,
            "all_words_a": found.words_a,
            "all_words_b": found.words_b,
        }
        for k in found.keys
    ]
    return _frame(rows, "keyness")
