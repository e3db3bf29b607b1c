"""What would keep a page waiting, worked out beside it by one thread: findings, promises, pairs, versions.

The first of these loads the sentence encoder, which takes seconds; a page draws what it has and puts this in later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from compare import findings
from compare.analysis import Comparison, Reading, compare_event
from compare.dashboard import store
from compare.dashboard.worker import Worker
from compare.earlier import rates
from compare.evidence import Finding
from compare.pairing import Bead, pair_readings
from compare.promises import Promise
from compare.relations import Pair, pair_sides
from readouts.library import Library

T = TypeVar("T")

# One thread: the encoder takes every core it is given, and pages of others have to be drawn meanwhile.
_work = Worker("differences")

PATIENCE = 0.1
"""Seconds between two looks at work under way; a reader who goes on meanwhile is not held longer than this."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between the texts of a call, what they say was promised, and how a side's own versions answer.

    versions: (readout, readout of the side's lead text, beads).
    """

    findings: tuple[Finding, ...]
    promises: tuple[Promise, ...]
    versions: tuple[tuple[str, str, list[Bead]], ...]


@dataclass(frozen=True, slots=True)
class Links:
    """What answers what between two publications.

    pairs: statements of two sides. beads: sentences of two versions of one side. The other of them is empty.
    """

    pairs: tuple[Pair, ...] = ()
    beads: tuple[Bead, ...] = ()


def differences(comparison: Comparison) -> Future[Differences]:
    """The findings and promises of a call, begun at once and done once."""
    return _begun(_differences, store.texts_state(), comparison.event.id, comparison)


def _begun(kept: Any, *key: Any) -> Future[Any]:
    """The work kept under a key; begun anew where it was dropped because nobody waited for it."""
    work: Future[Any] = kept(*key)
    if work.cancelled():
        kept.clear(*key)
        work = kept(*key)
    return work


@st.cache_resource(show_spinner=False, max_entries=store.CALLS_KEPT)
def _differences(key: str, event_id: str, _comparison: Comparison) -> Future[Differences]:
    library = store.library()
    return _work.submit(lambda: find(library, _comparison))


def find(library: Library, comparison: Comparison) -> Differences:
    """Findings, with base rates of earlier calls of the same sides, promises and versions."""
    found = findings.find(comparison, rates=rates(library, comparison), cache=library)
    promised = findings.promises_of(comparison, cache=library)
    return Differences(tuple(found), tuple(promised), tuple(findings.versions_of(comparison, cache=library)))


def prepare(event_id: str) -> None:
    """Do the work for a call while nobody waits for it: the encoder is loaded and what it finds is kept."""

    def work() -> None:
        with Library.open(store.location() or None) as library:
            find(library, compare_event(library, event_id))

    _work.submit(work)


def links(left: Reading, right: Reading) -> Future[Links]:
    """What answers what between two publications of a call."""
    return _begun(_links, store.call_key(left.readout.event_id), left.readout.id, right.readout.id, left, right)


@st.cache_resource(show_spinner=False, max_entries=3 * store.CALLS_KEPT)
def _links(key: str, left_id: str, right_id: str, _left: Reading, _right: Reading) -> Future[Links]:
    library = store.library()
    return _work.submit(lambda: answer(library, _left, _right))


def answer(library: Library, left: Reading, right: Reading) -> Links:
    """Pairs of statements between two sides, beads between versions of one."""
    if left.readout.side == right.readout.side:
        return Links(beads=tuple(pair_readings(left, right, cache=library)))
    return Links(pairs=tuple(pair_sides(left, right, cache=library)))


def ready(work: Sequence[Future[Any]]) -> bool:
    """Whether all of it is done."""
    return all(w.done() for w in work)


def wait(begin: Callable[[], Future[T]], forget: Callable[[], None]) -> T:
    """The result of some work, waited for so that a reader who goes to another page is let go.

    begin: gives the work, and begins it again where it was dropped. forget: called before an error is raised, so that
    the next attempt begins anew.
    """
    while True:
        work = begin()
        _work.ask(work)
        try:
            return work.result(timeout=PATIENCE)
        except CancelledError:
            continue
        except TimeoutError:
            if work.done():
                forget()
                raise
            # Asking the session for anything is where Streamlit ends a run that has been overtaken.
            _ = "call" in st.session_state
        except Exception:
            forget()
            raise


def found(comparison: Comparison) -> Differences:
    """`differences`, waited for."""
    key = store.texts_state(), comparison.event.id, comparison
    return wait(lambda: differences(comparison), lambda: _differences.clear(*key))


def linked(left: Reading, right: Reading) -> Links:
    """`links`, waited for."""
    key = store.call_key(left.readout.event_id), left.readout.id, right.readout.id, left, right
    return wait(lambda: links(left, right), lambda: _links.clear(*key))
