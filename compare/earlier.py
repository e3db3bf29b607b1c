"""The earlier readouts that the words of a call are measured against, the same for screen, command line and brief."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from typing import Protocol

from compare import lexicon
from compare.analysis import Comparison, Reading, Store, read_revision
from compare.extracts import mark_of
from compare.manner import BaseRate, may_have_mood, moods_in, rates_of
from readouts import listing
from readouts.errors import ReadingError
from readouts.model import Event, Readout, Revision

MOST = 120
"""Latest readouts that base rates are counted over; a library of thousands is not read anew for one call."""


class Shelf(Store, listing.Library, Protocol):
    """What looking back needs of the library."""

    def events(self) -> list[Event]:
        """Every event."""


def earlier(library: Shelf, comparison: Comparison, *, most: int = MOST) -> list[Reading]:
    """The latest official readouts of the same sides on earlier calls, oldest first, ``most`` of them."""
    chosen = _before(library, comparison, most)
    texts = _texts(library, [v for _, _, v in chosen])
    found = []
    for event, readout, bare in chosen:
        # A text on which the reader fails costs only itself.
        with suppress(ReadingError):
            if (revision := texts.get(bare.id)) is not None:
                found.append(read_revision(event, readout, revision, library))
    return found


def rates(library: Shelf, comparison: Comparison, *, most: int = MOST) -> dict[tuple[str, str], BaseRate]:
    """Base rates of atmosphere words over the `earlier` readouts; only those that have such a word are read."""
    before = _before(library, comparison, most)
    rules = {language: lexicon.version(language) for language in {v.language for _, _, v in before}}
    chosen = [(e, r, v, _key(e, r, v, rules[v.language])) for e, r, v in before]
    texts = _texts(library, [v for _, _, v, key in chosen if key not in _moods])
    found = []
    for event, readout, bare, key in chosen:
        words = _moods.get(key)
        if words is None and (revision := texts.get(bare.id)) is not None:
            heard = may_have_mood(revision.text, revision.language)
            with suppress(ReadingError):
                words = moods_in(read_revision(event, readout, revision, library)) if heard else frozenset()
                _remember(key, words)
        if words is not None:
            found.append((readout.side, readout.event_id, words))
    return rates_of(found)


def _before(library: Shelf, comparison: Comparison, most: int) -> list[tuple[Event, Readout, Revision]]:
    """Event, publication and revision, whose text is left out, in order of time."""
    sides = {r.readout.side for r in comparison.readings}
    event = comparison.event
    before = {e.id: e for e in library.events() if (e.date, e.id) < (event.date, event.id)}
    chosen = [
        (before[r.event_id], r, r.latest)
        for r in listing.publications(library)
        if r.side in sides and r.event_id in before and r.latest is not None and not r.latest.fidelity.indicative
    ]
    chosen.sort(key=lambda x: (x[0].date, x[0].id, x[1].id))
    return chosen[-most:]


def _texts(library: Shelf, revisions: Iterable[Revision]) -> dict[int, Revision]:
    wanted = [r.id for r in revisions]
    return {r.id: r for r in listing.with_texts(library, wanted)} if wanted else {}


_moods: dict[str, frozenset[str]] = {}
_MEMORY_LIMIT = 20_000


def _key(event: Event, readout: Readout, revision: Revision, rules: str) -> str:
    parts = (revision.sha256, revision.language, readout.side, readout.kind, revision.fidelity, mark_of(event), rules)
    return hashlib.blake2b("|".join(parts).encode(), digest_size=16).hexdigest()


def _remember(key: str, words: frozenset[str]) -> None:
    if len(_moods) >= _MEMORY_LIMIT:
        _moods.pop(next(iter(_moods)), None)
    _moods[key] = words
