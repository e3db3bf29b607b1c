"""A call and a way to add texts to it, for the tests of the library."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from readouts.library import AddResult, Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant

EVENT = Event(
    id="2031-05-06-lin-weber",
    date=date(2031, 5, 6),
    kind=EventKind.CALL,
    participants=(
        Participant("Lin", "CN", {"en": "Lin Hao", "zh": "林浩"}, {"en": "President"}),
        Participant("Weber", "DE", {"en": "Ida Weber"}),
    ),
    title="Call of spring",
    initiator={"CN": "at request"},
    aliases={"visit": ("May trip",)},
)
NIGHT = datetime(2031, 5, 6, 23, 40, tzinfo=timezone(timedelta(hours=8)))


def fields(text: str, event: Event = EVENT) -> dict[str, Any]:
    """What `Library.add` is given, where a test does not say otherwise."""
    return {
        "event_id": event.id,
        "side": "CN",
        "publisher": "Ministry",
        "kind": Kind.READOUT,
        "language": "zh",
        "text": text,
        "text_language": "zh",
        "fidelity": Fidelity.OFFICIAL,
        "url": "https://ministry.example/1",
    }


def add(library: Library, text: str = "Both sides spoke.", **changes) -> AddResult:
    return library.add(**(fields(text) | changes))
