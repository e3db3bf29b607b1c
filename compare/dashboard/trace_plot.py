"""One side over the calls as small multiples: a strip per scale on one true time axis, a mark per call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from compare.dashboard.address import View, href
from compare.dashboard.followed import Choice, moment
from compare.dashboard.parts import clock, day, event_title, plural
from compare.formulas import Formulas
from compare.markup import Markup, join, line, tag, tip
from compare.palette import language_name, side_class, side_name, side_shape
from compare.timeline import DIGEST_ONLY, EXCERPT_ONLY, MENTIONED, TRANSLATION_ONLY, Point

PLACEHOLDERS = {DIGEST_ONLY: "digest", EXCERPT_ONLY: "excerpt", TRANSLATION_ONLY: "translation"}
_APART = 1.1
"""Marks nearer to each other than this many per cent of the axis are set apart, or neither could be hit."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A scale as it is drawn. step: height of one level in pixels."""

    id: str
    name: str
    low: int
    high: int
    words: dict[int, str]
    definition: str
    step: int


def strips(known: Formulas) -> tuple[Strip, ...]:
    """The five scales, the two of set phrases with the rungs of their ladders."""
    made = [
        Strip(
            "demand",
            "Obligation",
            0,
            3,
            {0: "none", 1: "asks", 2: "should", 3: "must"},
            "The strongest obligation laid on the other side.",
            20,
        ),
        Strip(
            "warning",
            "Warning",
            0,
            3,
            {0: "none", 1: "objects", 2: "draws a line", 3: "ruin"},
            "The strongest warning: opposition stated, a line drawn, conflict or ruin threatened.",
            20,
        ),
    ]
    about = {
        "force": ("Force", "The highest rung of a set phrase on the ladder of what is asked and warned of.", 11),
        "status": ("Status", "The highest rung of a set phrase on the ladder of what is claimed.", 15),
    }
    for scale, (name, definition, step) in about.items():
        ladder = known.ladder(scale)
        rungs = {r.level: r.name for r in ladder.rungs} if ladder else {}
        words = {0: "no phrase", **rungs}
        made.append(Strip(scale, name, 0, max(words), words, f"{definition} Rungs are ours unless sourced.", step))
    made.append(
        Strip(
            "warmth",
            "Warmth",
            -2,
            2,
            {-2: "−2", -1: "−1", 0: "neutral", 1: "+1", 2: "+2"},
            "From the coldest to the warmest statement about the other side, the relationship or the talks.",
            18,
        )
    )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Axis:
    """The time axis: first and last moment, and where each point stands, in per cent."""

    first: datetime
    last: datetime
    places: tuple[float, ...]

    def at(self, when: datetime) -> float:
        """Place of a moment in per cent."""
        return round(2 + 96 * ((when - self.first) / (self.last - self.first)), 2)


def axis(points: Sequence[Point]) -> Axis:
    """The axis for some points, oldest first. A single call stands in the middle of two months."""
    moments = [moment(p.call) for p in points]
    first, last = min(moments), max(moments)
    if last - first < timedelta(days=60):
        first, last = first - timedelta(days=30), last + timedelta(days=30)
    bare = Axis(first, last, ())
    places: list[float] = []
    for when in sorted(moments):
        place = bare.at(when)
        places.append(place if not places else max(place, round(places[-1] + _APART, 2)))
    return Axis(first, last, tuple(places))


def plot(points: Sequence[Point], chosen: Choice, known: Formulas, view: View) -> Markup:
    """The strips under one axis. points: oldest first, at least one."""
    ordered = sorted(points, key=lambda p: moment(p.call))
    made = axis(ordered)
    rows = [tag("tr", _head(s, ordered), tag("td", _track(s, ordered, made, chosen, view))) for s in strips(known)]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", f"{side_name(chosen.side)} over time, one row per scale, one mark per call", cls="sr"),
            tag(
                "thead",
                tag(
                    "tr",
                    tag("th", "Calls", scope="col"),
                    tag("th", _calls(ordered, made, chosen, view), scope="col", cls="axis"),
                ),
            ),
            tag("tbody", *rows),
            cls=f"strips {side_class(chosen.side)}",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label="Scales over time",
    )


def _head(strip: Strip, points: Sequence[Point]) -> Markup:
    """Name of the scale, and the words of the levels that are reached."""
    reached = {0, strip.low, strip.high} if strip.high - strip.low < 5 else {0}
    reached |= {p.measure.value(strip.id) for p in points if p.measure}
    ladder = [line(f"{level} {words}") for level, words in sorted(strip.words.items(), reverse=True)]
    note = tip(tag("b", strip.name), line(strip.definition), *ladder)
    levels = [
        tag("span", f"{level} " if strip.high > 5 and level else None, words, style=f"bottom:{_up(strip, level)}px")
        for level, words in strip.words.items()
        if level in reached
    ]
    return tag(
        "th",
        tag("span", strip.name, note, cls="scale", data_tip=True, tabindex=0),
        tag("span", *levels, cls="levels", aria_hidden="true"),
        scope="row",
    )


def _up(strip: Strip, level: float) -> float:
    return (level - strip.low) * strip.step


def _calls(points: Sequence[Point], made: Axis, chosen: Choice, view: View) -> Markup:
    """The lane of calls: a mark each with its date where there is room, years beneath."""
    marks, labels = [], []
    shown = _labelled(points, made, chosen.event.id)
    for point, place in zip(points, made.places, strict=True):
        event = point.call.event
        on = event.id == chosen.event.id
        marks.append(
            tag(
                "a",
                _sign(point),
                tag("span", f"{day(event.date)}, {event_title(event)}: {state(point)}", cls="sr"),
                call_note(point),
                href=href("over-time", view.with_(event=event.id, row="")),
                data_go=True,
                data_tip=True,
                data_key=f"call-{event.id}",
                aria_current="true" if on else None,
                style=f"left:{place}%",
                cls="dot" + (" on" if on else ""),
            )
        )
        if event.id in shown:
            labels.append(
                tag(
                    "span",
                    f"{event.date.day} {event.date:%b}",
                    style=f"left:{place}%",
                    cls="when" + (" on" if on else ""),
                )
            )
    return tag("div", tag("div", *_years(made), *labels, aria_hidden="true"), *marks, cls="lane calls")


def _labelled(points: Sequence[Point], made: Axis, chosen: str) -> set[str]:
    """Ids of the calls whose dates can be written without one lying on another, the chosen call first."""
    taken: list[float] = []
    found = set()
    ranked = sorted(
        zip(points, made.places, strict=True), key=lambda x: (x[0].call.event.id != chosen, not x[0].call.lines, -x[1])
    )
    for point, place in ranked:
        if all(abs(place - other) >= 5 for other in taken):
            taken.append(place)
            found.add(point.call.event.id)
    return found


def _years(made: Axis) -> list[Markup]:
    found = []
    for year in range(made.first.year, made.last.year + 2):
        place = made.at(datetime(year, 1, 1))
        if 0 <= place <= 100:
            found += [
                tag("i", cls="year", style=f"left:{place}%"),
                tag("span", str(year), cls="year-name", style=f"left:{place}%"),
            ]
    first = made.first.year
    if made.at(datetime(first, 1, 1)) < 0 and (len(found) < 2 or made.at(datetime(first + 1, 1, 1)) > 8):
        found.append(tag("span", str(first), cls="year-name", style="left:0%"))
    return found


def state(point: Point) -> str:
    """What is there of a call, in words."""
    if not point.call.lines:
        return f"{point.call.reason}: a gap"
    reading = PLACEHOLDERS.get(point.call.reason, "official text")
    return reading if point.status == MENTIONED else f"{reading}, topic {point.status}"


def _sign(point: Point) -> Markup:
    if not point.call.lines:
        return tag("span", "×", cls="sign", aria_hidden="true")
    if point.status != MENTIONED:
        return tag("span", _dash(point), cls="sign", aria_hidden="true")
    return _mark(point)


def _dash(point: Point) -> str:
    """The sign of silence: whole for an original, broken where only a digest or an excerpt is silent."""
    return "┄" if point.call.indicative else "–"


def _mark(point: Point) -> Markup:
    hollow = " hollow" if point.call.indicative else ""
    return tag("span", cls=f"mark-side {side_shape(point.call.side)}{hollow}", aria_hidden="true")


def call_note(point: Point) -> Markup:
    """The note of a call: date, who, what was published when, and what is missing."""
    call = point.call
    lines = [
        line(
            f"{x.readout.publisher}, {language_name(x.revision.language)}, {x.revision.fidelity.value}; ",
            f"published {clock(x.readout.published_at)}"
            if x.readout.published_at
            else x.readout.published_text or "time of release not known",
        )
        for x in call.lines
    ]
    missing = [line(f"No text here of {r.publisher} ({language_name(r.language)}).") for r in call.others]
    why = line(f"Not in the original wording: {call.reason}.") if call.reason else None
    silent = None
    if call.lines and point.status != MENTIONED:
        terms = ", ".join(point.searched[:12]) + (" …" if len(point.searched) > 12 else "")
        silent = (
            line(f"Topic: word only, {'; '.join(point.aside)}.")
            if point.aside
            else line(f"Topic {point.status}. Searched for: {terms or 'every set phrase'}.")
        )
    return tip(tag("b", f"{day(call.event.date)} · {'–'.join(call.pair)}"), *lines, why, silent, *missing)


def _track(strip: Strip, points: Sequence[Point], made: Axis, chosen: Choice, view: View) -> Markup:
    height = _up(strip, strip.high)
    grid = [
        tag("i", cls="level" + (" base" if level == 0 else ""), style=f"bottom:{_up(strip, level)}px")
        for level in strip.words
        if strip.high - strip.low < 7 or level % 2 == 0
    ]
    years = [m for m in _years(made) if 'class="year"' in m]
    marks: list[Markup] = []
    for point, place in zip(points, made.places, strict=True):
        if point.call.event.id == chosen.event.id:
            grid.append(tag("i", cls="now", style=f"left:{place}%"))
        if not point.call.lines:
            grid.append(tag("i", cls="gap", style=f"left:{place}%"))
        elif point.status != MENTIONED:
            grid.append(tag("i", _dash(point), cls="silent", style=f"left:{place}%;bottom:{_up(strip, 0)}px"))
        else:
            marks += _marks(strip, point, place, view)
    return tag(
        "div",
        tag("div", *years, *grid, *_links(strip, points, made), cls="grid", aria_hidden="true"),
        *marks,
        cls="track",
        style=f"height:{height:g}px",
    )


def _marks(strip: Strip, point: Point, place: float, view: View) -> list[Markup]:
    measure = point.measure
    if measure is None:
        return []
    value = measure.value(strip.id)
    ends = [value]
    if strip.id == "warmth" and measure.top != value:
        ends.append(measure.top)
    key = f"{strip.id}|{point.call.event.id}"
    found = []
    if len(ends) > 1:
        low, high = _up(strip, min(ends)), _up(strip, max(ends))
        found.append(tag("i", cls="span", style=f"left:{place}%;bottom:{low}px;height:{high - low}px"))
    for number, end in enumerate(ends):
        proofs = measure.of(strip.id)
        deciding = [p for p in proofs if p.value == end] or list(proofs)
        shown = f"{end:+d}".replace("-", "−") if strip.id == "warmth" and end else str(end)
        words = strip.words.get(end, "")
        title = f"{strip.name} {shown}" + (f", {words}" if strip.id != "warmth" else "")
        note = tip(
            tag("b", title),
            line(f"{day(point.call.event.date)} · {'–'.join(point.call.pair)}"),
            *(line("“", p.quote, "”", cls="q") for p in deciding[:3]),
            line(f"{plural(measure.statements, 'statement')} here on this."),
            line(f"{point.call.reason.capitalize()}: indicative only.") if point.call.indicative else None,
        )
        found.append(
            tag(
                "a",
                _mark(point),
                tag("span", f"{title}, {day(point.call.event.date)}, {state(point)}", cls="sr"),
                note,
                href=href("over-time", view.with_(row=key)),
                data_go=True,
                data_tip=True,
                data_key=f"{key}-{number}",
                data_scroll=key,
                style=f"left:{place}%;bottom:{_up(strip, end)}px",
                cls="dot" + (" on" if key == view.row else "") + (" zero" if end == 0 else ""),
            )
        )
    return found


def _links(strip: Strip, points: Sequence[Point], made: Axis) -> list[Markup]:
    """Lines between neighbours in time that were both read; a missing or silent text breaks them."""
    total = _up(strip, strip.high) or 1
    found = []
    pairs = list(zip(points, made.places, strict=True))
    for (one, x1), (two, x2) in pairwise(pairs):
        if {one.status, two.status} != {MENTIONED}:
            continue
        y1, y2 = (100 - 100 * _up(strip, p.measure.value(strip.id)) / total for p in (one, two) if p.measure)
        shape = (
            f"polygon({x1}% calc({y1:.1f}% - 1px), {x2}% calc({y2:.1f}% - 1px), "
            f"{x2}% calc({y2:.1f}% + 1px), {x1}% calc({y1:.1f}% + 1px))"
        )
        faint = " faint" if one.call.indicative or two.call.indicative else ""
        found.append(tag("i", cls=f"link{faint}", style=f"clip-path:{shape}"))
    return found


def key(points: Sequence[Point], side: str) -> Markup:
    """What the marks mean, only those that occur."""
    full = tag("span", cls=f"mark-side {side_shape(side)}", aria_hidden="true")
    hollow = tag("span", cls=f"mark-side {side_shape(side)} hollow", aria_hidden="true")
    drawn: list[tuple[bool, Markup]] = [
        (any(p.call.lines and not p.call.indicative for p in points), join(full, " official text")),
        (any(p.call.lines and p.call.indicative for p in points), join(hollow, " digest or translation: indicative")),
        (
            any(p.call.lines and p.status != MENTIONED and not p.call.indicative for p in points),
            join(tag("span", "–", cls="sign"), " searched, silent on this"),
        ),
        (
            any(p.call.lines and p.status != MENTIONED and p.call.indicative for p in points),
            join(tag("span", "┄", cls="sign"), " not in the digest: the text may say it"),
        ),
        (any(not p.call.lines for p in points), join(tag("span", "×", cls="sign"), " no text here: a gap")),
    ]
    return tag("ul", *(tag("li", words) for there, words in drawn if there), cls=f"key {side_class(side)}")
