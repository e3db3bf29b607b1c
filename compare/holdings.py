"""What a library holds, as tables: one row per call, one row per publication. No text is read for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.columns import typed
from compare.report_words import title
from readouts.model import Event, Fidelity, Readout

CONTRACT: dict[str, dict[str, str]] = {
    "events": {
        "event": "event id",
        "date": "day of the call, at the first side's place",
        "kind": "call, video call, meeting or visit",
        "title": "title of the event",
        "participants": "who took part, by short names",
        "official": "publications whose text is here, official or officially translated",
        "digests": "publications of which only a digest in our own words is here",
        "without_text": "publications without any text yet",
    },
    "holdings": {
        "event": "event id",
        "date": "day of the call, at the first side's place",
        "event_title": "title of the event",
        "readout_id": "id of the publication in the library",
        "side": "side code of the publisher (CN, US, RU, …)",
        "publisher": "who published the text",
        "kind": "readout, post, transcript, fact sheet or briefing",
        "language": "language of the publication (ISO 639-1)",
        "title": "title as published",
        "url": "official address, '' where none is known",
        "published_at": "time of publication with zone, '' where no exact time is known",
        "published_text": "date or time as the publisher gives it",
        "fidelity": "that of the text read: official, …, digest; '' without any text",
        "text_language": "language of the text read",
        "revisions": "number of versions of the text kept",
        "revision": "number of the version read",
        "sha256": "its sha256 (UTF-8)",
        "retrieved_at": "when it was captured (UTC)",
        "source_url": "where it was fetched from, '' where it was pasted or read from a file",
    },
}
"""Table → column → what it holds, in column order."""


def events_table(events: Iterable[Event], readouts: Iterable[Readout]) -> pd.DataFrame:
    """One row per event in the order given. Columns: ``CONTRACT["events"]``."""
    by_event: dict[str, list[Readout]] = {}
    for readout in readouts:
        by_event.setdefault(readout.event_id, []).append(readout)
    return _frame("events", [_event(e, by_event.get(e.id, [])) for e in events])


def holdings_table(events: Iterable[Event], readouts: Iterable[Readout]) -> pd.DataFrame:
    """One row per publication in the order given, of these events only. Columns: ``CONTRACT["holdings"]``."""
    known = {e.id: e for e in events}
    return _frame("holdings", [_publication(known[r.event_id], r) for r in readouts if r.event_id in known])


def _frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return typed(pd.DataFrame(rows, columns=list(CONTRACT[name])), name)


def _event(event: Event, readouts: list[Readout]) -> dict[str, Any]:
    held = [r.fidelity for r in readouts]
    return {
        "event": event.id,
        "date": event.date.isoformat(),
        "kind": event.kind.value,
        "title": title(event),
        "participants": ", ".join(p.short for p in event.participants),
        "official": sum(f in (Fidelity.OFFICIAL, Fidelity.OFFICIAL_TRANSLATION) for f in held),
        "digests": sum(f is Fidelity.DIGEST for f in held),
        "without_text": sum(f is None for f in held),
    }


def _publication(event: Event, readout: Readout) -> dict[str, Any]:
    latest = readout.latest
    return {
        "event": event.id,
        "date": event.date.isoformat(),
        "event_title": title(event),
        "readout_id": readout.id,
        "side": readout.side,
        "publisher": readout.publisher,
        "kind": readout.kind.value,
        "language": readout.language,
        "title": readout.title,
        "url": readout.url,
        "published_at": readout.published_at.isoformat() if readout.published_at else "",
        "published_text": readout.published_text,
        "fidelity": latest.fidelity.value if latest else "",
        "text_language": latest.language if latest else "",
        "revisions": len(readout.revisions),
        "revision": latest.number if latest else None,
        "sha256": latest.sha256 if latest else "",
        "retrieved_at": latest.retrieved_at.isoformat() if latest else "",
        "source_url": latest.source_url if latest else "",
    }
