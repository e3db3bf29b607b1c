"""Harder or softer: one call of a side against an earlier one, or against the mean of several, scale by scale.

Originals are compared with originals. Where one of the texts is missing, a digest or a translation, the answer is
"not comparable", with the reason, unless digests are asked for; then every direction is marked indicative.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.report_words import figure
from compare.timeline import (
    HARDER_UP,
    MENTIONED,
    SCALES,
    SILENT,
    WORD_ONLY,
    Call,
    Measure,
    Point,
    Proof,
    Survey,
    calls,
    point,
)
from readouts.errors import InputError
from readouts.model import LANGUAGES

HARDER, SOFTER, MIXED, NO_CHANGE = "harder", "softer", "mixed", "no change"
MORE, LESS = "more", "less"
NOT_COMPARABLE = "not comparable"
DIRECTIONS = (HARDER, SOFTER, MIXED, NO_CHANGE, MORE, LESS, NOT_COMPARABLE)
"""Values of a shift. MORE and LESS are for commitment only, which is neither hard nor soft."""

MEAN_STEP = 0.5
"""A value must differ from a mean of earlier calls by at least this much to count as a change (ours)."""


@dataclass(frozen=True, slots=True)
class ScaleShift:
    """One scale. before: the earlier value or the mean of several; after: the later one.

    proofs_before, proofs_after: the statements that decide, strongest first. note: what the numbers leave open.
    """

    scale: str
    direction: str
    before: float
    after: float
    proofs_before: tuple[Proof, ...]
    proofs_after: tuple[Proof, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """A call against its baseline. direction: over all scales asked for. caveats: what limits the comparison.

    before: the calls of the baseline. topic_before, topic_after: whether the topic came up at all.
    """

    side: str
    speaker: str
    topic: str
    before: tuple[Call, ...]
    after: Call
    direction: str
    scales: tuple[ScaleShift, ...]
    topic_before: str
    topic_after: str
    caveats: tuple[str, ...] = ()

    @property
    def indicative(self) -> bool:
        """Whether a digest or a translation stands in for an original."""
        return self.after.indicative or any(c.indicative for c in self.before)

    def scale(self, name: str) -> ScaleShift | None:
        """The shift on one scale, or None where it was not compared."""
        return next((s for s in self.scales if s.scale == name), None)


def shift(
    survey: Survey,
    *,
    side: str,
    topic: str,
    call: str,
    against: str | int,
    speaker: str = "",
    other: str = "",
    scales: Iterable[str] = (),
    digests: bool = False,
) -> Shift:
    """One call of a side against an earlier one, or against the mean of its k predecessors.

    call: event id. against: event id, or the number k ≥ 1 of predecessors with comparable text.
    speaker: short name, '' for all who speak for the side. topic: id, '' for everything. other: side code that must
    take part in the predecessors; with a number it defaults to the counterpart of ``call``. scales: some of SCALES,
    all but commitment when empty. Raises InputError for an unknown call, baseline or scale.
    """
    chosen = _scales(scales)
    found = {c.event.id: c for c in calls(survey, side, digests=digests)}
    after = _call(found, call, side)
    if isinstance(against, int):
        if against < 1:
            raise InputError(f"The number of earlier calls to compare with is {against}; use 1 or more.")
        other = other or next((s for s in after.event.sides if s != side), "")
        earlier = [
            c
            for c in found.values()
            if (c.event.date, c.event.id) < (after.event.date, after.event.id)
            and c.lines
            and (not other or other in c.event.sides)
        ]
        before = tuple(earlier[-against:])
    else:
        before = (_call(found, against, side),)
    return compare(survey, before, after, topic=topic, speaker=speaker, scales=chosen)


def _scales(scales: Iterable[str]) -> tuple[str, ...]:
    chosen = tuple(scales) or tuple(HARDER_UP)
    if wrong := [s for s in chosen if s not in SCALES]:
        raise InputError(f"There is no scale {wrong[0]!r}. Scales: {', '.join(SCALES)}.")
    return chosen


def _call(found: Mapping[str, Call], event_id: str, side: str) -> Call:
    if event_id not in found:
        near = ", ".join(sorted(found)[-6:]) or "none"
        raise InputError(f"{side} has no publication on {event_id!r}. Calls of {side}: {near}.")
    return found[event_id]


def compare(
    survey: Survey, before: Sequence[Call], after: Call, *, topic: str, speaker: str, scales: Sequence[str]
) -> Shift:
    """A call against one or several earlier ones, which may have no text."""
    side = after.side
    reasons = [f"{c.event.id}: {c.reason or 'no text'}" for c in (*before, after) if not c.lines]
    if not before:
        reasons.append("no earlier call with text to compare with")
    if reasons:
        return Shift(side, speaker, topic, tuple(before), after, NOT_COMPARABLE, (), "", "", tuple(reasons))
    later = point(after, survey, topic=topic, speaker=speaker)
    earlier = [point(c, survey, topic=topic, speaker=speaker) for c in before]
    made = tuple(_scale(name, earlier, later) for name in scales)
    status = next((s for s in (MENTIONED, WORD_ONLY) if any(p.status == s for p in earlier)), SILENT)
    direction = overall(s.direction for s in made)
    return Shift(
        side,
        speaker,
        topic,
        tuple(before),
        after,
        direction,
        made,
        status,
        later.status,
        tuple(_caveats(before, after, status, later.status, speaker)),
    )


def _caveats(before: Sequence[Call], after: Call, status_before: str, status_after: str, speaker: str) -> list[str]:
    notes = []
    for c in (*before, after):
        if c.indicative:
            line = c.lines[0]
            notes.append(
                f"{c.event.id}: {line.revision.fidelity.value} in "
                f"{LANGUAGES.get(line.revision.language, line.revision.language)}, so indicative only"
            )
    languages = {c.lines[0].revision.language for c in (*before, after)}
    if len(languages) > 1:
        notes.append(f"languages differ ({', '.join(sorted(languages))}): wording cannot be set against wording")
    pairs = {c.pair for c in (*before, after)}
    if len(pairs) > 1:
        notes.append("different leaders: " + "; ".join("–".join(p) for p in sorted(pairs)))
    if status_before != MENTIONED == status_after:
        notes.append("the topic does not come up in the earlier text: anything said is counted as harder than silence")
    if status_after != MENTIONED == status_before:
        notes.append("the topic does not come up in the later text: silence is counted as softer than anything said")
    if speaker:
        shorts = {p.short for p in after.event.participants}
        if speaker not in shorts:
            notes.append(f"{speaker} took no part in {after.event.id}")
    return notes


def _scale(name: str, earlier: Sequence[Point], later: Point) -> ScaleShift:
    measures = [p.measure for p in earlier if p.measure is not None]
    now = later.measure
    if now is None or not measures:
        return ScaleShift(name, NOT_COMPARABLE, 0.0, 0.0, (), ())
    mean = sum(m.value(name) for m in measures) / len(measures)
    after = now.value(name)
    proofs_before = tuple(p for m in measures for p in _deciding(m, name))
    proofs_after = _deciding(now, name)
    if name == "warmth":
        direction, note = _warmth(measures, now)
    else:
        step = _step(after - mean, len(measures))
        direction = _word(name, step)
        note = "same peak; " + _counts(name, measures, now) if not step and mean else ""
    return ScaleShift(name, direction, round(mean, 2), float(after), proofs_before, proofs_after, note)


def _step(difference: float, texts: int) -> int:
    if abs(difference) < (1 if texts == 1 else MEAN_STEP):
        return 0
    return 1 if difference > 0 else -1


def _word(name: str, step: int) -> str:
    if name == "commitment":
        return {1: MORE, -1: LESS}.get(step, NO_CHANGE)
    return {1: HARDER, -1: SOFTER}.get(step if HARDER_UP[name] else -step, NO_CHANGE)


def _warmth(measures: Sequence[Measure], now: Measure) -> tuple[str, str]:
    """Warmth has two ends: the coldest and the warmest statement. Moving apart or together at once is mixed."""
    low = _step(now.value("warmth") - sum(m.value("warmth") for m in measures) / len(measures), len(measures))
    high = _step(now.top - sum(m.top for m in measures) / len(measures), len(measures))
    note = f"warmest {figure(sum(m.top for m in measures) / len(measures))} → {figure(now.top)}"
    if low * high < 0:
        return MIXED, note
    return _word("warmth", low or high), note


def _deciding(m: Measure, name: str, limit: int = 3) -> tuple[Proof, ...]:
    return m.of(name)[:limit]


def _counts(name: str, measures: Sequence[Measure], now: Measure) -> str:
    before = sum(len(m.of(name)) for m in measures) / len(measures)
    return f"{figure(before)} → {len(now.of(name))} places"


def overall(directions: Iterable[str]) -> str:
    """One direction over several scales: harder and softer together are mixed."""
    found = set(directions)
    if found and found <= {NOT_COMPARABLE}:
        return NOT_COMPARABLE
    if MIXED in found or {HARDER, SOFTER} <= found:
        return MIXED
    return HARDER if HARDER in found else SOFTER if SOFTER in found else NO_CHANGE
