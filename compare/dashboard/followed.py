"""One side followed over time: what the address asks for, and what was worked out for it, kept between reruns."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from compare import ledger as ledgers
from compare import shift as shifts
from compare import timeline
from compare.dashboard import store
from compare.dashboard.address import View
from compare.ledger import Ledger
from compare.shift import Shift
from compare.timeline import HARDER_UP, Call, Line, Point, Survey
from readouts.model import Event

ANYBODY = "any"
MOST_CALLS = 60
"""Calls drawn at once; of longer rows the latest."""
MOST_BASELINES = 12
MEANS = (3, 5)


_lock = threading.Lock()
_kept: list[tuple[str, Survey]] = []
_EVERY = 0.25
"""Seconds between two words about progress."""


def survey() -> Survey:
    """Every text of the library in compact form; while texts are read for the first time, the page says how far."""
    key = store.state()
    if _kept and _kept[0][0] == key:
        return _kept[0][1]
    place = st.empty()
    with place, st.spinner("Reading all texts of the library …"), _lock:
        if not _kept or _kept[0][0] != key:
            _kept[:] = [(key, timeline.survey(store.library(), progress=_progress(place)))]
    place.empty()
    return _kept[0][1]


def _progress(place: Any) -> Callable[[int, int], None]:
    last = [time.monotonic()]

    def say(done: int, total: int) -> None:
        if time.monotonic() - last[0] > _EVERY:
            last[0] = time.monotonic()
            place.progress(done / total, f"Reading all texts of the library: {done:,} of {total:,}")

    return say


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose words are followed. other: side that takes part, '' for any. digests: may stand in for originals."""

    event: Event
    side: str
    speaker: str
    topic: str
    other: str
    digests: bool


def sides(survey: Survey) -> list[str]:
    """Sides that published anything, those of most calls first."""
    found = {(x.event.id, x.readout.side) for x in survey.lines}
    found |= {(r.event_id, r.side) for r in survey.without_text}
    return [side for side, _ in Counter(side for _, side in sorted(found)).most_common()]


def choice(view: View, survey: Survey) -> Choice:
    """What an address asks for, the rest filled in from its call."""
    event = survey.events[view.event]
    known = sides(survey)
    own = [s for s in event.sides if s in known]
    side = view.side if view.side in known else (own or known or [""])[0]
    other = view.other
    if other == ANYBODY:
        other = ""
    elif not other:
        other = next((s for s in event.sides if s != side), "") if side in event.sides else ""
    return Choice(event, side, view.speaker, view.topic, other, view.mode == "digests")


@st.cache_resource(show_spinner=False, max_entries=64)
def _points(key: str, side: str, speaker: str, topic: str, other: str) -> tuple[Point, ...]:
    found = survey()
    if not timeline.calls(found, side, other=other):
        return ()
    return timeline.trace(found, side=side, topic=topic, speaker=speaker, other=other)


def points(chosen: Choice) -> tuple[Point, ...]:
    """The trace, oldest first; () where the side published nothing on such calls."""
    return _points(store.state(), chosen.side, chosen.speaker, chosen.topic, chosen.other)


@st.cache_resource(show_spinner=False, max_entries=32)
def _book(key: str, side: str, speaker: str, other: str) -> Ledger:
    return ledgers.ledger(survey(), side, speaker=speaker, other=other)


def book(chosen: Choice) -> Ledger:
    """The ledger of set phrases of all families."""
    return _book(store.state(), chosen.side, chosen.speaker, chosen.other)


def moment(call: Call) -> datetime:
    """When a call's text came out, as far as known: the release of what is read, else the day of the call."""
    lines = call.lines
    at = lines[0].readout.published_at if lines else next((r.published_at for r in call.others if r.published_at), None)
    return at.replace(tzinfo=None) if at else datetime.combine(call.event.date, datetime.min.time()).replace(hour=12)


def since(view: View, found: Sequence[Point], event: Event) -> int:
    """First year to draw, 0 for all: as asked, else the year before the chosen call where four calls fall in it."""
    if view.since.isdigit():
        return int(view.since)
    year = event.date.year - 1
    near = [p for p in found if p.call.event.date >= date(year, 1, 1)]
    return year if not view.since and 4 <= len(near) < len(found) else 0


def speakers(found: Sequence[Point], side: str) -> dict[str, bool]:
    """Short names that can be followed, latest first → whether they speak for the side itself."""
    people = [p for x in reversed(found) for p in x.call.event.participants]
    return {p.short: p.side == side for p in sorted(people, key=lambda p: p.side != side)}


def topics_of(survey: Survey, side: str) -> list[str]:
    """Topics that the texts of a side bring up, the most usual first."""
    lines = [x for x in survey.lines if x.readout.side == side]
    found = Counter(t for x in lines for t in {t for s in x.extract.sayings for t in s.topics})
    return [topic for topic, _ in found.most_common()]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a call is compared with. key: as in the address: an event id, or 'mean:3'."""

    key: str
    calls: tuple[Call, ...]
    shift: Shift


def baselines(chosen: Choice) -> tuple[Call | None, list[Baseline]]:
    """The chosen call, and its shift against each earlier call, the latest first, then against means of several."""
    c = chosen
    return _baselines(store.state(), c.event.id, c.side, c.speaker, c.topic, c.other, c.digests)


@st.cache_resource(show_spinner=False, max_entries=64)
def _baselines(
    key: str, event_id: str, side: str, speaker: str, topic: str, other: str, digests: bool
) -> tuple[Call | None, list[Baseline]]:
    everything = survey()
    strict = timeline.calls(everything, side, other=other)
    loose = timeline.calls(everything, side, other=other, digests=True) if digests else strict
    after = next((c for c in loose if c.event.id == event_id), None)
    if after is None:
        return None, []
    earlier = [c for c in loose if (c.event.date, c.event.id) < (after.event.date, after.event.id)]
    runs: list[tuple[str, tuple[Call, ...]]] = [(c.event.id, (c,)) for c in reversed(earlier[-MOST_BASELINES:])]
    worded = [c for c in earlier if c.lines]
    runs += [(f"mean:{k}", tuple(worded[-k:])) for k in MEANS if len(worded) >= k]
    return after, [
        Baseline(
            key,
            before,
            shifts.compare(everything, before, after, topic=topic, speaker=speaker, scales=tuple(HARDER_UP)),
        )
        for key, before in runs
    ]


def usual_baseline(after: Call, found: Sequence[Baseline]) -> str:
    """The call before with the same people whose text can be compared, else the call before with anybody."""
    able = [b for b in found if b.shift.scales and len(b.calls) == 1]
    same = [b for b in able if b.calls[0].pair == after.pair]
    return (same or able)[0].key if able else ""


def line_of(call: Call, readout_id: str) -> Line | None:
    """The text of a call that a proof comes from."""
    return next((x for x in call.lines if x.readout.id == readout_id), None)
