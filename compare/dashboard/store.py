"""The open library and what was read from it, kept between reruns and shared by all browser sessions."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from compare import lexicon
from compare.analysis import Comparison, compare_event
from compare.tables import coverage_table, tone_table
from readouts.library import Library
from readouts.model import Event, Readout


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
    _open.clear()
    _events.clear()
    _readouts.clear()
    _comparison.clear()
    _coverage.clear()
    _tone.clear()


def state() -> str:
    """Changes whenever the library or a user's rule does: the key of everything cached here."""
    changes = ",".join(f"{c.id}{'u' if c.undone_at else ''}" for c in library().history(100))
    folder = lexicon.user_folder()
    rules = max((f.stat().st_mtime for f in folder.glob("*.yaml")), default=0.0) if folder else 0.0
    return f"{location()}|{changes}|{rules}"


@st.cache_resource(show_spinner=False, max_entries=4)
def _events(key: str) -> tuple[Event, ...]:
    return tuple(sorted(library().events(), key=lambda e: (e.date, e.id), reverse=True))


def events() -> Sequence[Event]:
    """Every event, newest first."""
    return _events(state())


def opening_call(events: Iterable[Event], readouts: Iterable[Readout]) -> str:
    """Id of the call to open with: the newest with two texts at least, else with one, else the newest; '' for none."""
    texts = Counter(r.event_id for r in readouts if r.revisions)
    ranked = max(events, key=lambda e: (min(texts[e.id], 2), e.date, e.id), default=None)
    return ranked.id if ranked else ""


@st.cache_resource(show_spinner=False, max_entries=4)
def _readouts(key: str) -> tuple[Readout, ...]:
    return tuple(library().readouts())


def all_readouts() -> Sequence[Readout]:
    """Every publication of the library."""
    return _readouts(state())


@st.cache_resource(show_spinner="Reading the texts …", max_entries=64)
def _comparison(key: str, event_id: str) -> Comparison:
    return compare_event(library(), event_id)


def comparison(event_id: str) -> Comparison:
    """All texts of an event as read."""
    return _comparison(state(), event_id)


@st.cache_resource(show_spinner=False, max_entries=64)
def _coverage(key: str, event_id: str) -> pd.DataFrame:
    return coverage_table(_comparison(key, event_id), only_found=True)


def coverage(event_id: str) -> pd.DataFrame:
    """The coverage table of the topics that the texts of an event bring up. Shared: not to be changed."""
    return _coverage(state(), event_id)


@st.cache_resource(show_spinner=False, max_entries=64)
def _tone(key: str, event_id: str) -> pd.DataFrame:
    return tone_table(_comparison(key, event_id))


def tone(event_id: str) -> pd.DataFrame:
    """The tone table of an event. Shared: not to be changed."""
    return _tone(state(), event_id)
