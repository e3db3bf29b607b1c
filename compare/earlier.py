"""The earlier readouts that the words of a call are measured against, the same for screen, command line and brief."""

from __future__ import annotations

from typing import Protocol

from compare.analysis import Comparison, Reading, Store, read_revision
from readouts.model import Event, Readout

MOST = 120
"""Latest readouts that base rates are counted over; a library of thousands is not read anew for one call."""


class Shelf(Store, Protocol):
    """What looking back needs of the library."""

    def events(self) -> list[Event]:
        """Every event."""

    def readouts(self, event_id: str | None = None) -> list[Readout]:
        """The readouts of an event, or all."""


def earlier(library: Shelf, comparison: Comparison, *, most: int = MOST) -> list[Reading]:
    """The latest official readouts of the same sides on earlier calls, oldest first, ``most`` of them."""
    sides = {r.readout.side for r in comparison.readings}
    event = comparison.event
    before = {e.id: e for e in library.events() if (e.date, e.id) < (event.date, event.id)}
    chosen = [
        (before[r.event_id], r, r.latest)
        for r in library.readouts()
        if r.side in sides and r.event_id in before and r.latest is not None and not r.latest.fidelity.indicative
    ]
    chosen.sort(key=lambda x: (x[0].date, x[0].id, x[1].id))
    return [read_revision(e, r, revision, library) for e, r, revision in chosen[-most:]]
