"""The open library and what was read from it, kept between reruns and shared by all browser sessions.

Everything kept has a key that says what it depends on: a call is read anew when one of its own texts or a rule has
changed, a list when anything in the library has. How much is kept is bounded in every place.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import pandas as pd
import streamlit as st

from compare import lexicon
from compare.analysis import Comparison, compare_event
from compare.report_words import title
from compare.tables import coverage_table, tone_table
from readouts import listing
from readouts.claims import folder_beside
from readouts.library import Library
from readouts.model import Event, Readout, Revision

CALLS_KEPT = 48
"""Calls kept as read; a comparison with its statements takes about a megabyte."""


def location() -> str:
    """Where the library is, '' for the platform's usual place."""
    return os.environ.get("READOUTS_LIBRARY", "")


@st.cache_resource(show_spinner=False)
def _open(where: str) -> Library:
    return Library.open(where or None)


def library() -> Library:
    """The library, opened once per process. Raises LibraryError where it cannot be opened."""
    return _open(location())


def forget() -> None:
    """Open the library anew and read everything again."""
    for kept in (_open, _shelf, _deleted, _comparison, _coverage, _tone):
        kept.clear()
    _texts.cache_clear()


@dataclass(frozen=True, slots=True)
class State:
    """What the dashboard shows, in keys. library: changes with its texts. rules, claims: with a user's own files."""

    library: str
    rules: str
    claims: str

    @property
    def texts(self) -> str:
        """What everything read from texts depends on."""
        return f"{self.library}|{self.rules}"


_seen: ContextVar[State | None] = ContextVar("seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Look at the state once for the whole block: a page drawn in one run shows one state of things."""
    token = _seen.set(_look())
    try:
        yield
    finally:
        _seen.reset(token)


def _look() -> State:
    here = library()
    return State(f"{location()}|{listing.stamp(here)}", _files(lexicon.user_folder()), _files(folder_beside(here.name)))


def _files(folder: Path | None) -> str:
    """Changes when a YAML file of the folder comes, goes or is written."""
    if folder is None or not folder.is_dir():
        return ""
    found = sorted((f.name, f.stat()) for f in folder.glob("*.yaml") if f.is_file())
    marks = repr([(name, s.st_mtime_ns, s.st_size) for name, s in found])
    return blake2b(marks.encode(), digest_size=8).hexdigest()


def looked() -> State:
    """The state this run of a page shows."""
    return _seen.get() or _look()


def state() -> str:
    """Changes whenever the library, a user's rule or a user's claim does, by whatever program."""
    found = looked()
    return f"{found.texts}|{found.claims}"


def texts_state() -> str:
    """Changes whenever the library or a user's rule does: the key of what is worked out from all texts."""
    return looked().texts


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands in the library, without the texts. events: newest first. menu: event id → line of the call menu."""

    events: tuple[Event, ...]
    readouts: tuple[Readout, ...]
    known: Mapping[str, Event]
    by_event: Mapping[str, tuple[Readout, ...]]
    by_id: Mapping[str, Readout]
    menu: Mapping[str, str]
    opening: str


@st.cache_resource(show_spinner=False, max_entries=2)
def _shelf(key: str) -> Shelf:
    here = library()
    events = tuple(sorted(here.events(), key=lambda e: (e.date, e.id), reverse=True))
    readouts = tuple(listing.publications(here))
    by_event: dict[str, list[Readout]] = {}
    for readout in readouts:
        by_event.setdefault(readout.event_id, []).append(readout)
    return Shelf(
        events,
        readouts,
        {e.id: e for e in events},
        {id_: tuple(found) for id_, found in by_event.items()},
        {r.id: r for r in readouts},
        {e.id: f"{e.date.day} {e.date:%b %Y} · {title(e)}" for e in events},
        opening_call(events, readouts),
    )


def shelf() -> Shelf:
    """What stands in the library."""
    return _shelf(looked().library)


def events() -> Sequence[Event]:
    """Every event, newest first."""
    return shelf().events


def opening_call(events: Iterable[Event], readouts: Iterable[Readout]) -> str:
    """Id of the call to open with: the newest with two texts at least, else with one, else the newest; '' for none."""
    texts = Counter(r.event_id for r in readouts if r.revisions)
    ranked = max(events, key=lambda e: (min(texts[e.id], 2), e.date, e.id), default=None)
    return ranked.id if ranked else ""


def all_readouts() -> Sequence[Readout]:
    """Every publication of the library. Their revisions come without texts: `with_texts` has those."""
    return shelf().readouts


@st.cache_resource(show_spinner=False, max_entries=2)
def _deleted(key: str) -> tuple[Readout, ...]:
    return tuple(listing.publications(library(), deleted=True))


def deleted() -> Sequence[Readout]:
    """Every publication that can be restored, without texts."""
    return _deleted(looked().library)


def with_texts(revisions: Iterable[Revision]) -> dict[int, Revision]:
    """Revision id → the revision with its text. Those that are gone meanwhile are left out."""
    return {r.id: r for r in _texts(location(), tuple(sorted({(r.id, r.sha256) for r in revisions})))}


@lru_cache(maxsize=16)
def _texts(_where: str, wanted: tuple[tuple[int, str], ...]) -> tuple[Revision, ...]:
    # The text of a revision never changes: no state belongs into the key.
    return tuple(listing.with_texts(library(), [id_ for id_, _ in wanted]))


def call_key(event_id: str) -> str:
    """Changes when the event, one of its publications or revisions, or a rule does; not with other calls."""
    shown = shelf()
    parts = repr((shown.known.get(event_id), shown.by_event.get(event_id))).encode("utf-8", "surrogatepass")
    return f"{location()}|{looked().rules}|{blake2b(parts, digest_size=16).hexdigest()}"


@st.cache_resource(show_spinner="Reading the texts …", max_entries=CALLS_KEPT)
def _comparison(key: str, event_id: str) -> Comparison:
    return compare_event(library(), event_id)


def comparison(event_id: str) -> Comparison:
    """All texts of an event as read."""
    return _comparison(call_key(event_id), event_id)


@st.cache_resource(show_spinner=False, max_entries=CALLS_KEPT)
def _coverage(key: str, event_id: str) -> pd.DataFrame:
    return coverage_table(_comparison(key, event_id), only_found=True)


def coverage(event_id: str) -> pd.DataFrame:
    """The coverage table of the topics that the texts of an event bring up. Shared: not to be changed."""
    return _coverage(call_key(event_id), event_id)


@st.cache_resource(show_spinner=False, max_entries=CALLS_KEPT)
def _tone(key: str, event_id: str) -> pd.DataFrame:
    return tone_table(_comparison(key, event_id))


def tone(event_id: str) -> pd.DataFrame:
    """The tone table of an event. Shared: not to be changed."""
    return _tone(call_key(event_id), event_id)
