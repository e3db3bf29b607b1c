"""The tables: one column contract for screen, command line and export alike.

Every table is a pandas DataFrame in long format. `CONTRACT` names each column with what it holds;
the data dictionary in ``docs/data-dictionary.md`` is made from it, and a test holds both together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from compare import topics as topics_module
from compare.analysis import Comparison, Reading
from compare.carrying import carried
from compare.columns import typed
from compare.passing import describe, in_passing, without
from compare.records import Evidence, Obligation, Statement, Tone
from compare.report_words import signed
from compare.saying import GENERAL
from readouts import __version__
from readouts.model import Fidelity, Readout

MENTIONED = "mentioned"
SAID_NOT_DISCUSSED = "said not to have been discussed"
WORD_ONLY = "word only"
NOT_MENTIONED = "not mentioned"
NOT_IN_DIGEST = "not in the digest"
NOT_IN_EXCERPT = "not in the excerpt"
NOTHING_ELSE = "nothing else"

STATUSES = (MENTIONED, SAID_NOT_DISCUSSED, WORD_ONLY, NOT_MENTIONED, NOT_IN_DIGEST, NOT_IN_EXCERPT, NOTHING_ELSE)
"""Values of a coverage cell. “Word only”: a word of the topic stands there, in passing or as part of something else.

Silence of a digest or an excerpt is not silence of the text. “Nothing else”: nothing remains beside the topics.
"""

REMAINDER = "other"
"""What remains beside the topics, by its id: no topic of its own, of which a text could be silent."""

_SILENCES = (NOT_MENTIONED, NOT_IN_DIGEST, NOT_IN_EXCERPT)

SIGNS = {SAID_NOT_DISCUSSED: "⊘ ", WORD_ONLY: "· "}
"""Status → the sign before it in a cell; a dash before any other that is no mention."""

QUOTED = (SAID_NOT_DISCUSSED, WORD_ONLY)
"""Statuses of a text that does not speak of a topic and yet has words to be quoted."""

NO_TOPIC = "none"
"""Topic of statements that are about no listed subject: who called whom, who attended."""

OBLIGATION_WORDS = {1: "asks", 2: "should", 3: "must"}
COMMITMENT_WORDS = {1: "considers", 2: "intends", 3: "commits"}

_SOURCE = {
    "event": "event id",
    "readout_id": "id of the publication in the library",
    "side": "side code of the publisher (CN, US, RU, …)",
    "publisher": "who published the text",
    "language": "language of the publication (ISO 639-1)",
    "text_language": "language of the text read: for a digest or a translation not that of the publication",
    "fidelity": "official, official translation, unofficial translation, excerpt or digest (our own words)",
    "indicative": "true when wording scores are only indicative: the text is not an official one",
    "revision": "number of the revision read",
    "sha256": "sha256 of the text read (UTF-8)",
    "retrieved_at": "when that revision was captured (UTC)",
    "rules": "version of the rules that read it",
}

_SCALES = {
    "warmth_strongest": "warmth furthest from 0, −2…+2",
    "warmth_min": "lowest warmth, −2…+2",
    "warmth_max": "highest warmth, −2…+2",
    "warmth_mean": "mean warmth over the statements",
    "obligation_max": "strongest obligation, 0–3 (1 asked, 2 should, 3 must)",
    "obligation_holder": "who has to, seen from the speaker: other, both, third, self (the first of these if several)",
    "obligation_mean": "mean obligation over all statements, none counting 0",
    "obligations": "number of statements with an obligation",
    "commitment_max": "strongest commitment, 0–3 (1 considers, 2 intends, 3 does or will do)",
    "commitment_actor": "who undertakes, seen from the speaker: self, other, both; '' without commitment",
    "commitment_mean": "mean commitment over all statements, none counting 0",
    "commitments": "number of statements with a commitment",
    "warning_max": "strongest warning, 0–3 (1 opposition or concern, 2 line drawn, 3 conflict or ruin threatened)",
    "warning_mean": "mean warning over all statements",
    "warnings": "number of statements with a warning of 1 or more",
    "emphasis_per_100": "exclamations, capitals, intensifiers per 100 words",
    "specificity_per_100": "numbers, dates, named deliverables per 100 words",
}

CONTRACT: dict[str, dict[str, str]] = {
    "publications": {
        **{k: _SOURCE[k] for k in ("event", "readout_id", "side", "publisher")},
        "kind": "readout, post, transcript, fact sheet or briefing",
        "language": _SOURCE["language"],
        "text_language": _SOURCE["text_language"],
        "title": "title as published",
        "url": "official address, '' where none is known",
        "published_at": "time of publication with zone, empty where no exact time is known",
        "published_text": "date or time as the publisher gives it",
        "minutes_after_first": "minutes after the first publication with an exact time",
        "words": "words of the text (jieba words for Chinese)",
        "statements": "number of statements found",
        **{k: _SOURCE[k] for k in ("fidelity", "indicative", "revision", "sha256", "retrieved_at", "rules")},
    },
    "coverage": {
        "event": _SOURCE["event"],
        "topic": "topic id",
        "topic_label": "label of the topic",
        **{k: _SOURCE[k] for k in ("readout_id", "side", "publisher", "language", "text_language")},
        "status": "; ".join(STATUSES),
        "share": "share of the text's words, 0–1; a statement's words are split evenly over its topics",
        "statements": "number of statements that mention the topic",
        "first_at": "position of the first mention, 0 (start) to 1 (end); empty where not mentioned",
        "warmth_strongest": _SCALES["warmth_strongest"],
        "obligation_max": _SCALES["obligation_max"],
        "commitment_max": _SCALES["commitment_max"],
        "warning_max": _SCALES["warning_max"],
        "strongest_tone": "the strongest tone in words",
        "quotes": "the words the tone rests on, or those of the mention",
        "searched": "terms searched for the topic in this language; of a silent text those it really does not have",
        "not_counted": "where the status is “word only”: the words that stand there, and why each did not count",
        **{k: _SOURCE[k] for k in ("fidelity", "indicative", "revision", "sha256", "retrieved_at", "rules")},
    },
    "tone": {
        "event": _SOURCE["event"],
        "topic": f"topic id; {NO_TOPIC} for statements about no listed subject",
        "topic_label": "label of the topic",
        **{k: _SOURCE[k] for k in ("readout_id", "side", "publisher")},
        "speaker": "who is made to say it: a person's short name, both, or publisher (narration)",
        "language": _SOURCE["language"],
        "text_language": _SOURCE["text_language"],
        "statements": "number of statements",
        "words": "their words",
        **_SCALES,
        "quotes": "evidence: scale and value: the words (rule id)",
        **{k: _SOURCE[k] for k in ("fidelity", "indicative", "revision", "sha256", "retrieved_at", "rules")},
    },
    "statements": {
        "event": _SOURCE["event"],
        **{k: _SOURCE[k] for k in ("readout_id", "side", "publisher", "language", "text_language")},
        "statement": "number of the statement in the text, from 0",
        "start": "first code point of the statement in the stored text",
        "end": "code point after its last",
        "role": "sentence, frame (what an enumerating sentence says of all its items) or item",
        "speaker": "who is made to say it",
        "topics": "topic ids, separated by blanks",
        "negated": "those of them said not to have been discussed",
        "words": "number of words",
        "warmth": "−2…+2",
        "obligation": "0–3",
        "obligation_holder": _SCALES["obligation_holder"],
        "commitment": "0–3",
        "commitment_actor": _SCALES["commitment_actor"],
        "warning": "0–3",
        "quotes": "evidence of the tone",
        "text": "the statement",
        **{k: _SOURCE[k] for k in ("fidelity", "indicative", "revision", "sha256", "rules")},
    },
}
"""Table → column → what it holds, in column order."""

_SCALE_LAYERS = ("obligation", "warning", "commitment", "warmth")


def _source(reading: Reading, event: str) -> dict[str, Any]:
    return {
        "event": event,
        "readout_id": reading.readout.id,
        "side": reading.readout.side,
        "publisher": reading.readout.publisher,
        "language": reading.readout.language,
        "text_language": reading.revision.language,
        "fidelity": reading.revision.fidelity.value,
        "indicative": reading.indicative,
        "revision": reading.revision.number,
        "sha256": reading.revision.sha256,
        "retrieved_at": _iso(reading.revision.retrieved_at),
        "rules": reading.analysis.rules,
    }


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _frame(rows: Sequence[dict[str, Any]], table: str) -> pd.DataFrame:
    return typed(pd.DataFrame(list(rows), columns=list(CONTRACT[table])), table)


def evidence_of(tone: Tone) -> tuple[Evidence, ...]:
    """The evidence that counted, strongest scales first: obligation, warning, commitment, warmth."""
    return tuple(e for layer in _SCALE_LAYERS for e in tone.evidence if e.layer == layer and not e.blocked and e.value)


def ranked_evidence(tones: Sequence[Tone]) -> list[Evidence]:
    """The evidence of some statements, what decides first: by scale, then level, then the strongest demand's words."""
    demand = hardest(t.obligation for t in tones)
    words = demand.quote if demand else ""

    def place(e: Evidence) -> tuple[int, int, bool]:
        level = re.search(r"[-+]?\d+", str(e.value))
        decides = e.layer == "obligation" and bool(words) and (e.quote in words or words in e.quote)
        return _SCALE_LAYERS.index(e.layer), -abs(int(level.group())) if level else 0, not decides

    return sorted((e for t in tones for e in evidence_of(t)), key=place)


def describe_evidence(evidence: Iterable[Evidence]) -> str:
    """Evidence in one line: ``obligation 3: “must handle” (obl.must)``, each once."""
    return "; ".join(dict.fromkeys(f"{e.layer} {_signed(e)}: “{e.quote}” ({e.rule})" for e in evidence))


def words_alone(quotes: str, limit: int = 3) -> str:
    """The quoted words of a table's evidence, without scales and rules: the first ``limit``."""
    parts = [part.split(": ", 1)[-1].rsplit(" (", 1)[0] for part in quotes.split("; ") if part]
    return " ".join(dict.fromkeys(parts[:limit])) + (" …" if len(parts) > limit else "")


def _signed(e: Evidence) -> str:
    return signed(e.value) if e.layer == "warmth" and isinstance(e.value, int) else str(e.value)


def strongest(values: Iterable[int]) -> int:
    """The value furthest from 0; of two equally far the negative one, which is the graver claim."""
    return min(values, key=lambda v: (-abs(v), v), default=0)


_HOLDER_RANK = {"other": 3, "both": 2, "third": 1, "self": 0}


def hardest(obligations: Iterable[Obligation | None]) -> Obligation | None:
    """The strongest obligation; of two equally strong the one on the other side, which is the demand."""
    found = [o for o in obligations if o]
    return max(found, key=lambda o: (o.level, _HOLDER_RANK.get(o.holder, 0)), default=None)


def describe_tone(tones: Sequence[Tone]) -> str:
    """The strongest tone of some statements in a few words, e.g. ``must (other) · warning 2``."""
    parts = []
    obligation = hardest(t.obligation for t in tones)
    if obligation:
        parts.append(f"{OBLIGATION_WORDS[obligation.level]} ({obligation.holder})")
    warning = max((t.warning for t in tones), default=0)
    if warning:
        parts.append(f"warning {warning}")
    commitment = max((t.commitment for t in tones if t.commitment), key=lambda c: c.level, default=None)
    if commitment:
        parts.append(f"{COMMITMENT_WORDS[commitment.level]} ({commitment.actor})")
    warmth = strongest(t.warmth for t in tones)
    if warmth:
        parts.append(f"warmth {signed(warmth)}")
    return " · ".join(parts)


def _missing(readout: Readout, comparison: Comparison) -> str:
    return "could not be read" if readout.id in comparison.unread else "no text yet"


def publications_table(comparison: Comparison) -> pd.DataFrame:
    """One row per publication, with or without text. Columns: ``CONTRACT["publications"]``."""
    known = [r.readout for r in comparison.readings] + list(comparison.without_text)
    times = [r.published_at for r in known if r.published_at]
    first = min(times) if times else None
    readings = {r.readout.id: r for r in comparison.readings}
    rows = []
    for readout in known:
        reading = readings.get(readout.id)
        rows.append(
            {
                "event": comparison.event.id,
                "readout_id": readout.id,
                "side": readout.side,
                "publisher": readout.publisher,
                "language": readout.language,
                "kind": readout.kind.value,
                "title": readout.title,
                "url": readout.url,
                "published_at": _iso(readout.published_at),
                "published_text": readout.published_text,
                "minutes_after_first": round((readout.published_at - first).total_seconds() / 60)
                if readout.published_at and first
                else None,
                **(_source(reading, comparison.event.id) if reading else {"fidelity": _missing(readout, comparison)}),
                "words": reading.analysis.words if reading else 0,
                "statements": len(reading.analysis.statements) if reading else 0,
            }
        )
    return _frame(rows, "publications")


def _silence(fidelity: Fidelity) -> str:
    return {Fidelity.DIGEST: NOT_IN_DIGEST, Fidelity.EXCERPT: NOT_IN_EXCERPT}.get(fidelity, NOT_MENTIONED)


def coverage_table(
    comparison: Comparison, topics: Iterable[str] | None = None, *, only_found: bool = False
) -> pd.DataFrame:
    """Topics × publications, one row per pair. Columns: ``CONTRACT["coverage"]``.

    topics: ids to show, all by default. only_found: leave out topics of which no publication has a word.
    """
    chosen = _chosen(topics)
    if only_found:
        found = {t for r in comparison.readings for s in r.analysis.statements for t in s.topics}
        chosen = [t for t in chosen if t.id in found or _in_passing_anywhere(comparison, t.id)]
    told = [(reading, carried(reading.analysis.statements)) for reading in comparison.readings]
    rows = [_cell(comparison.event.id, topic, *one) for topic in chosen for one in told]
    return _frame(rows, "coverage").astype({"first_at": "Float64"})


def _in_passing_anywhere(comparison: Comparison, topic: str) -> bool:
    return topic not in GENERAL and any(in_passing(r.analysis.statements, topic) for r in comparison.readings)


def _chosen(topics: Iterable[str] | None) -> list[topics_module.Topic]:
    every = topics_module.topics()
    if topics is None:
        return list(every)
    wanted = topics_module.known_only(topics)
    return [t for t in every if t.id in wanted]


def _cell(event: str, topic: topics_module.Topic, reading: Reading, statements: Sequence[Statement]) -> dict[str, Any]:
    about = [s for s in statements if topic.id in s.mentioned]
    denied = [s for s in statements if topic.id in s.negated]
    aside = () if about or denied or topic.id in GENERAL else in_passing(statements, topic.id)
    silence = WORD_ONLY if aside else _silence(reading.revision.fidelity)
    if topic.id == REMAINDER:
        silence = NOTHING_ELSE
    status = MENTIONED if about else SAID_NOT_DISCUSSED if denied else silence
    total = sum(s.words for s in statements)
    language = reading.revision.language
    terms = topics_module.searched(topic.id, language)
    tones = [s.tone for s in about]
    words = sum(s.words / max(1, len(s.mentioned)) for s in about)
    length = len(reading.revision.text)
    quotes = describe_evidence(ranked_evidence(tones)) or _mentions(topic.id, about or denied)
    quotes = quotes or "; ".join(f"“{p.quote}”" for p in aside)
    return {
        **_source(reading, event),
        "topic": topic.id,
        "topic_label": topic.label,
        "status": status,
        "share": round(words / total, 4) if total else 0.0,
        "statements": len(about),
        "first_at": round(min(s.start for s in about) / length, 4) if about and length else None,
        "warmth_strongest": strongest(t.warmth for t in tones),
        "obligation_max": max((t.obligation.level for t in tones if t.obligation), default=0),
        "commitment_max": max((t.commitment.level for t in tones if t.commitment), default=0),
        "warning_max": max((t.warning for t in tones), default=0),
        "strongest_tone": describe_tone(tones),
        "quotes": quotes,
        "searched": ", ".join(_sought(terms, status, reading)),
        "not_counted": describe(aside),
    }


def _sought(terms: Sequence[str], status: str, reading: Reading) -> Sequence[str]:
    if status == NOTHING_ELSE:
        return ()
    return without(terms, reading.revision.text, reading.revision.language) if status in _SILENCES else terms


def _mentions(topic: str, statements: Iterable[Statement]) -> str:
    words = (
        e.quote for s in statements for e in s.evidence if e.layer == "topic" and e.value == topic and not e.blocked
    )
    return "; ".join(dict.fromkeys(f"“{w}”" for w in words if w))


def tone_table(comparison: Comparison, topics: Iterable[str] | None = None) -> pd.DataFrame:
    """Topic × publication × speaker. Columns: ``CONTRACT["tone"]``.

    A statement on several topics counts for each of them. A topic said not to have been discussed does not count.
    """
    chosen = {t.id: t.label for t in _chosen(topics)}
    if topics is None:
        chosen[NO_TOPIC] = "No single topic"
    groups: dict[tuple[str, int, str], list[Statement]] = {}
    for number, reading in enumerate(comparison.readings):
        for s in carried(reading.analysis.statements):
            for topic in s.mentioned or ((NO_TOPIC,) if not s.topics else ()):
                if topic in chosen:
                    groups.setdefault((topic, number, s.speaker), []).append(s)
    place = {topic: i for i, topic in enumerate(chosen)}
    rows = []
    for (topic, number, speaker), statements in sorted(groups.items(), key=lambda g: (place[g[0][0]], g[0][1])):
        reading = comparison.readings[number]
        rows.append(
            {
                **_source(reading, comparison.event.id),
                "topic": topic,
                "topic_label": chosen[topic],
                "speaker": speaker,
                **summarise(statements),
            }
        )
    return _frame(rows, "tone")


def summarise(statements: Sequence[Statement]) -> dict[str, Any]:
    """The scales of some statements: strongest and mean values, counts, evidence. Keys: columns of the tone table."""
    tones = [s.tone for s in statements]
    n = len(tones) or 1
    words = sum(s.words for s in statements)
    obligations = [t.obligation for t in tones if t.obligation]
    commitments = [t.commitment for t in tones if t.commitment]
    demand = hardest(obligations)
    firmest = max(commitments, key=lambda c: c.level, default=None)
    warmth = [t.warmth for t in tones]
    return {
        "statements": len(tones),
        "words": words,
        "warmth_strongest": strongest(warmth),
        "warmth_min": min(warmth, default=0),
        "warmth_max": max(warmth, default=0),
        "warmth_mean": round(sum(warmth) / n, 3),
        "obligation_max": demand.level if demand else 0,
        "obligation_holder": demand.holder if demand else "",
        "obligation_mean": round(sum(o.level for o in obligations) / n, 3),
        "obligations": len(obligations),
        "commitment_max": firmest.level if firmest else 0,
        "commitment_actor": firmest.actor if firmest else "",
        "commitment_mean": round(sum(c.level for c in commitments) / n, 3),
        "commitments": len(commitments),
        "warning_max": max((t.warning for t in tones), default=0),
        "warning_mean": round(sum(t.warning for t in tones) / n, 3),
        "warnings": sum(t.warning > 0 for t in tones),
        "emphasis_per_100": round(100 * sum(t.emphasis for t in tones) / words, 2) if words else 0.0,
        "specificity_per_100": round(100 * sum(t.specificity for t in tones) / words, 2) if words else 0.0,
        "quotes": describe_evidence(ranked_evidence(tones)),
    }


def statements_table(comparison: Comparison) -> pd.DataFrame:
    """One row per statement. Columns: ``CONTRACT["statements"]``."""
    rows = [
        {
            **_source(reading, comparison.event.id),
            "statement": s.index,
            "start": s.start,
            "end": s.end,
            "role": s.role,
            "speaker": s.speaker,
            "topics": " ".join(s.topics),
            "negated": " ".join(s.negated),
            "words": s.words,
            "warmth": s.tone.warmth,
            "obligation": s.tone.obligation.level if s.tone.obligation else 0,
            "obligation_holder": s.tone.obligation.holder if s.tone.obligation else "",
            "commitment": s.tone.commitment.level if s.tone.commitment else 0,
            "commitment_actor": s.tone.commitment.actor if s.tone.commitment else "",
            "warning": s.tone.warning,
            "quotes": describe_evidence(evidence_of(s.tone)),
            "text": s.text,
        }
        for reading in comparison.readings
        for s in reading.analysis.statements
    ]
    return _frame([{k: v for k, v in row.items() if k != "retrieved_at"} for row in rows], "statements")


def all_tables(comparison: Comparison, topics: Iterable[str] | None = None) -> dict[str, pd.DataFrame]:
    """Every table of a comparison by its name in CONTRACT."""
    chosen = list(topics) if topics is not None else None
    statements = statements_table(comparison)
    if chosen is not None:
        wanted = set(chosen)
        statements = statements[[bool(wanted & set(t.split())) for t in statements["topics"]]].reset_index(drop=True)
    return {
        "publications": publications_table(comparison),
        "coverage": coverage_table(comparison, chosen),
        "tone": tone_table(comparison, chosen),
        "statements": statements,
    }


def about(comparison: Comparison) -> dict[str, str]:
    """What an export says of itself: the event, the texts with their sums and capture times, rules, scales."""
    lines = {
        "Event": f"{comparison.event.title or comparison.event.id} ({comparison.event.date.isoformat()})",
        "Event id": comparison.event.id,
        "Readouts version": __version__,
        "Made at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    for number, reading in enumerate(comparison.readings, start=1):
        readout, revision = reading.readout, reading.revision
        lines[f"Text {number}"] = (
            f"{readout.side}, {readout.publisher}, {readout.language}: {revision.fidelity.value}, revision "
            f"{revision.number}, sha256 {revision.sha256}, captured {revision.retrieved_at.isoformat()}, "
            f"{revision.source_url or readout.url or 'pasted'}, read by rules {reading.analysis.rules}"
        )
    lines["Indicative"] = "Scores of anything but official text are indicative; a digest's silence is not the text's."
    lines["Scales"] = "warmth −2…+2; obligation, commitment, warning 0–3: ours, defined in docs/method.md"
    return lines
