"""What the brief says in words of its own, the same in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.analysis import Reading
from compare.evidence import Finding, Searched
from compare.palette import language_name, side_name
from compare.promises import CONFIRMED, CONTRADICTED, NARROWER, ONE_SIDED, SILENT, Promise
from compare.report import Brief, TopicRow
from compare.report_words import clock, plural, signed, terms
from compare.tables import NOT_IN_DIGEST, REMAINDER, SAID_NOT_DISCUSSED
from readouts.model import Event

LEGEND = (
    "What each text says on a topic: the strongest tone in words, the words themselves, and how much of the text the "
    "topic takes. After a tone, “other side”, “both sides” or “own side” says who has to or who undertakes, seen from "
    "the speaker. Where a text is silent, the revision and the terms searched are named."
)

SHARES = (
    "Share of a text’s words, a statement on several topics counting in equal parts for each; the number of "
    "statements; the strongest tone. The darker, the larger the share."
)

TONE_HEADS = (
    *("Topic", "Text", "Speaker", "St."),
    *("Warmth", "Obligation", "Commitment", "Warning", "Emph. / spec.", "Words"),
)
"""Columns of the tone table, the same in every format; those from Warmth on are `tone_values`, but for the words."""

TONE = (
    "Strongest value of each scale, and the mean over the statements in brackets: warmth −2 to +2, the others 0 to 3. "
    "Other, both, self, third: who has to, or who undertakes, seen from the speaker. Emph. / spec.: emphasis "
    "(exclamations, capitals, intensifiers) and specificity (numbers, dates, named deliverables), each per 100 words."
)

TONE_IN_BRIEF = f"{TONE} The number after words is that of the statement."

PROMISE_STATUS = {
    CONFIRMED: "{side} says so too",
    NARROWER: "{side} says so for a time, on a condition, in part, or as a proposal it welcomed",
    ONE_SIDED: "{side} speaks of the subject, not of the promise",
    CONTRADICTED: "{side} says otherwise",
    SILENT: "{side} does not speak of it",
    NOT_IN_DIGEST: "only a digest of {side}’s text was searched",
}
"""Status of a promise → what it means; ``{side}`` is the side that was searched."""

_WHO = {"other": "other side", "both": "both sides", "self": "own side", "third": "third party"}
_UNDERTAKES = {3: "does or will do", 2: "intends", 1: "considers"}
_MINOR = 45.0  # weight below which a finding is set smaller


def facts(event: Event) -> list[tuple[str, str]]:
    """Name and value of what is known of the event beside day, people and publications."""
    known = [("Place", event.place), ("Length of the talks", event.duration)]
    return [(name, value) for name, value in known if value]


def asked_by(event: Event) -> list[tuple[str, str]]:
    """Side and what it says about who asked for the talks."""
    return [(side, said) for side, said in event.initiator.items() if said]


def glance(brief: Brief) -> list[tuple[str, str, list[str]]]:
    """Side ('' for all), label and topics: what only one side brings up, and what all do. Empty with a single side."""
    if len(brief.sides) < 2:
        return []
    everyone = "Both sides" if len(brief.sides) == 2 else "Every side"
    listed = [t for t in brief.topics if t.topic != REMAINDER]
    shared = [t.label for t in listed if len(t.speaking) == len(brief.sides)]
    alone = [
        (side, f"Only {side_name(side)}", [t.label for t in listed if t.speaking == (side,) and not t.passing])
        for side in brief.sides
    ]
    return [("", everyone, shared), *alone]


def between(brief: Brief) -> str:
    """What can be said of the order of release; '' of a single publication."""
    known = [r.readout for r in brief.texts] + list(brief.without_text)
    if len(known) < 2:
        return ""
    exact = [r for r in known if r.published_at]
    if len(exact) == len(known):
        return "Minutes are counted from the first publication."
    if len(exact) > 1:
        return "Minutes are counted from the first publication with an exact time; the others have none."
    return "No minutes between the publications: an exact time is known for " + (
        "one of them only." if exact else "none of them."
    )


def whose(brief: Brief, row: TopicRow) -> str:
    """``only China``, ``both sides``, ``China, Russia``; '' of what remains beside the topics."""
    if row.topic == REMAINDER:
        return ""
    speaking = row.speaking
    if not speaking:
        held = {c.row["status"] for cells in row.cells.values() for c in cells}
        return "named as not discussed" if SAID_NOT_DISCUSSED in held else "word only" if row.passing else "no text"
    if len(brief.sides) == 1:
        return ""
    if len(speaking) == len(brief.sides):
        return "both sides" if len(speaking) == 2 else "every side"
    word = f"; word only: {', '.join(map(side_name, row.passing))}" if row.passing else ""
    return ("only " if len(speaking) == 1 and not word else "") + ", ".join(map(side_name, speaking)) + word


def tone_words(tone: str) -> str:
    """``must (other) · warning 2`` → ``must (other side) · warning 2``."""
    for code, name in _WHO.items():
        tone = tone.replace(f"({code})", f"({name})")
    return tone


def tone_values(row: Mapping[Any, Any]) -> list[str]:
    """Warmth, obligation, commitment and warning of a row of the tone table: ``2 both (0.286)``; ``0`` for nothing.

    Behind them emphasis and specificity: ``5.71 / 0``.
    """
    return [
        _value(signed(row["warmth_strongest"]), "", signed(row["warmth_mean"])),
        _value(str(row["obligation_max"]), row["obligation_holder"], f"{row['obligation_mean']:g}"),
        _value(str(row["commitment_max"]), row["commitment_actor"], f"{row['commitment_mean']:g}"),
        _value(str(row["warning_max"]), "", f"{row['warning_mean']:g}"),
        f"{row['emphasis_per_100']:g} / {row['specificity_per_100']:g}",
    ]


def _value(strongest: str, who: str, mean: str) -> str:
    return "0" if strongest == mean == "0" else f"{strongest}{f' {who}' if who else ''} ({mean})"


def no_promises(brief: Brief) -> str:
    """Why a brief lists no promise."""
    tone = " Words of commitment stand under Tone." if bool((brief.tone["commitment_max"] > 0).any()) else ""
    if len(brief.sides) < 2:
        held = ", ".join(map(side_name, brief.sides))
        return f"Only one side’s text is held ({held}): what it says was promised can be looked for in no other.{tone}"
    if tone:
        return f"No promise was found that could be looked for in the other side’s text.{tone}"
    return "No text says that anybody undertook anything."


def minor(finding: Finding) -> bool:
    """Whether a finding is of the smaller sort."""
    return finding.weight < _MINOR


def level_words(level: int) -> str:
    """What a level of commitment means."""
    return _UNDERTAKES.get(level, "")


def undertaker(promise: Promise) -> str:
    """The side that undertakes, by name."""
    return "Both sides" if promise.actor == "both" else side_name(promise.actor)


def searched_line(brief: Brief, s: Searched) -> str:
    """``T1, Xinhua, revision 1, captured 22 Nov 2026, 16:17 UTC, for 16 terms (…)``."""
    number = brief.number(s.readout_id)
    reading = brief.comparison.reading(s.readout_id)
    fidelity = f", {s.fidelity}" if reading.indicative else ""
    what = f", for {terms(s.terms)}" if s.terms else ", statement by statement"
    captured = clock(reading.revision.retrieved_at)
    return f"T{number} {s.publisher}, revision {s.revision}{fidelity}, captured {captured}{what}"


def text_facts(reading: Reading) -> list[tuple[str, str]]:
    """Name and value of all that identifies a text: the version, its sums, where it came from, what read it."""
    readout, revision = reading.readout, reading.revision
    language = language_name(readout.language)
    if revision.language != readout.language:
        language = f"{language}, read in {language_name(revision.language)}"
    published = clock(readout.published_at) if readout.published_at else readout.published_text or "time not known"
    length = f"{plural(reading.analysis.words, 'word')}, {plural(len(reading.analysis.statements), 'statement')}"
    known = [
        ("Publisher", f"{side_name(readout.side)}, {readout.publisher}"),
        ("Published", f"{published} ({readout.kind.value})"),
        ("Language", language),
        ("Fidelity", revision.fidelity.value),
        ("Length", length),
        ("Revision", f"{revision.number} of {max((r.number for r in readout.revisions), default=revision.number)}"),
        ("Captured", clock(revision.retrieved_at)),
        ("Text sha256", revision.sha256),
        ("Fetched from", revision.source_url or "pasted or read from a file"),
        ("Bytes sha256", revision.source_sha256),
        ("Address", readout.url),
        ("Rules", reading.analysis.rules),
        ("Note", revision.note),
    ]
    return [(name, value) for name, value in known if value]
