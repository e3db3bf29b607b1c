"""One side followed over time: what the address asks for, and what was worked out for it, kept between reruns."""

from __future__ import annotations

import gc
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from compare import ledger as ledgers
from compare import shift as shifts
from compare import timeline
from compare.dashboard import background, store
from compare.dashboard.address import View
from compare.dashboard.worker import Worker
from compare.ledger import Ledger
from compare.shift import Shift
from compare.timeline import HARDER_UP, Call, Line, Point, Survey
from readouts.model import Event

ANYBODY = "any"
MOST_CALLS = 60
"""Calls drawn at once; of longer rows the latest."""
MOST_BASELINES = 12
MEANS = (3, 5)


_reading = Worker("reading", backlog=2)
_EVERY = 0.25
"""Seconds between two words about progress."""


@dataclass(slots=True)
class _Reading:
    """The reading of all texts under way or done: for which state, its result, and how far it is."""

    key: str
    work: Future[Survey]
    done: int = 0
    total: int = 0


_lock = threading.Lock()
_latest: list[_Reading] = []


def survey() -> Survey:
    """Every text of the library in compact form; while texts are read for the first time, the page says how far.

    The reading goes on when the reader leaves the page, and who comes back finds it further on.
    """
    reading = begin()
    if reading.work.done():
        return _result(reading)
    place = st.empty()
    shown = time.monotonic()
    with place, st.spinner("Reading all texts of the library …"):
        while not reading.work.done():
            wait_for([reading.work], timeout=background.PATIENCE)
            # Also where Streamlit ends a run that has been overtaken.
            _ = "call" in st.session_state
            if reading.total and time.monotonic() - shown > _EVERY:
                shown = time.monotonic()
                words = f"Reading all texts of the library: {reading.done:,} of {reading.total:,}"
                place.progress(reading.done / reading.total, words)
    place.empty()
    return _result(reading)


def begin() -> _Reading:
    """The reading of the library as it is now, begun where it was not."""
    key = store.texts_state()
    with _lock:
        if _latest and _latest[0].key == key and not _latest[0].work.cancelled():
            return _latest[0]
        archive = store.library()

        def progress(done: int, total: int) -> None:
            made.done, made.total = done, total

        def work() -> Survey:
            found = timeline.survey(archive, progress=progress)
            rest()
            return found

        made = _Reading(key, _reading.submit(work))
        _latest[:] = [made]
        return made


def _result(reading: _Reading) -> Survey:
    try:
        return reading.work.result()
    except Exception:
        with _lock:
            if reading in _latest:
                _latest.remove(reading)
        raise


def rest() -> None:
    """Take what has come to stay out of the sight of the garbage collector.

    Looking through the statements of thousands of texts again and again stops every page for a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


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


def texts_of(survey: Survey, event: Event) -> tuple[str, ...]:
    """Sides that have a text of a call here, in the order of the call."""
    found = {x.readout.side for x in survey.lines if x.event.id == event.id}
    return tuple(s for s in event.sides if s in found) + tuple(sorted(found - set(event.sides)))


def choice(view: View, survey: Survey) -> Choice:
    """What an address asks for, the rest filled in from its call: first a side that has a text of it."""
    event = survey.events[view.event]
    known = sides(survey)
    held = texts_of(survey, event)
    own = sorted((s for s in event.sides if s in known), key=lambda s: s not in held)
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
    return _points(store.texts_state(), chosen.side, chosen.speaker, chosen.topic, chosen.other)


@st.cache_resource(show_spinner=False, max_entries=32)
def _book(key: str, side: str, speaker: str, other: str) -> Ledger:
    return ledgers.ledger(survey(), side, speaker=speaker, other=other)


def book(chosen: Choice) -> Ledger:
    """The ledger of set phrases of all families."""
    return _book(store.texts_state(), chosen.side, chosen.speaker, chosen.other)


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


@st.cache_resource(show_spinner=False, max_entries=32)
def _topics_of(key: str, side: str, _survey: Survey) -> list[str]:
    return topics_of(_survey, side)


def topics(chosen: Choice, survey: Survey) -> list[str]:
    """`topics_of` the chosen side, worked out once."""
    return _topics_of(store.texts_state(), chosen.side, survey)


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
    return _baselines(store.texts_state(), c.event.id, c.side, c.speaker, c.topic, c.other, c.digests)


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
