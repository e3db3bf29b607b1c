"""The tables of the library and how their rows become records.

``migrations/versions`` builds these tables; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from readouts.model import Event, EventKind, Fidelity, Kind, Participant, Readout, Revision


class ZonedDateTime(TypeDecorator[datetime]):
    """A date and time with its zone, as ISO 8601 text.

    SQLite drops the zone of its own DateTime, and the zone is what release order is read from.
    """

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The ISO text of a datetime with a zone."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The datetime back from its text."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

events = Table(
    "events",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("date", Date, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("initiator", JSON, nullable=False),
    Column("duration", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("deleted_at", ZonedDateTime),
)

participants = Table(
    "participants",
    metadata,
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("short", Text, nullable=False),
    Column("side", String(10), nullable=False),
    Column("names", JSON, nullable=False),
    Column("titles", JSON, nullable=False),
)

readouts = Table(
    "readouts",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False),
    Column("side", String(10), nullable=False),
    Column("publisher", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("language", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("published_at", ZonedDateTime),
    Column("published_text", Text, nullable=False),
    Column("deleted_at", ZonedDateTime),
    Index(None, "event_id"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("readout_id", ForeignKey("readouts.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(10), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("retrieved_at", ZonedDateTime, nullable=False),
    Column("fidelity", String(30), nullable=False),
    Column("source_url", Text, nullable=False),
    Column("source_sha256", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("raw", LargeBinary),
    Column("deleted_at", ZonedDateTime),
    UniqueConstraint("readout_id", "number"),
    Index(None, "sha256"),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", ZonedDateTime, nullable=False),
    Column("action", String(30), nullable=False),
    Column("target", String(200), nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("undone_at", ZonedDateTime),
    Column("part_of", String(64)),
    Column("texts", Integer),
    Column("open", Boolean, nullable=False, server_default=false()),
    Index(None, "part_of"),
    sqlite_autoincrement=True,
)

analyses = Table(
    "analyses",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("value", LargeBinary, nullable=False),
    Column("made_at", ZonedDateTime, nullable=False),
    sqlite_autoincrement=True,
)

REVISION_COLUMNS = [c for c in revisions.c if c.name not in ("raw", "deleted_at")]
"""What a :class:`Revision` is read from; the raw bytes are fetched only when asked for."""


def event_values(event: Event) -> dict[str, Any]:
    """The row of an event, in JSON types but for ``date``; participants are rows of their own."""
    return {
        "id": event.id,
        "date": event.date,
        "kind": event.kind.value,
        "title": event.title,
        "place": event.place,
        "initiator": dict(event.initiator),
        "duration": event.duration,
        "notes": event.notes,
        "aliases": {topic: list(words) for topic, words in event.aliases.items()},
    }


def participant_values(event: Event) -> list[dict[str, Any]]:
    """The rows of an event's participants, in their order."""
    return [
        {
            "event_id": event.id,
            "position": position,
            "short": p.short,
            "side": p.side,
            "names": dict(p.names),
            "titles": dict(p.titles),
        }
        for position, p in enumerate(event.participants)
    ]


def read_event(row: Any, people: list[Any]) -> Event:
    """An event from its row and the rows of its participants."""
    return Event(
        id=row.id,
        date=row.date,
        kind=EventKind(row.kind),
        participants=tuple(Participant(short=p.short, side=p.side, names=p.names, titles=p.titles) for p in people),
        title=row.title,
        place=row.place,
        initiator=row.initiator,
        duration=row.duration,
        notes=row.notes,
        aliases={topic: tuple(words) for topic, words in row.aliases.items()},
    )


def event_json(event: Event) -> dict[str, Any]:
    """An event as JSON, for the log of changes."""
    values = event_values(event)
    values["date"] = event.date.isoformat()
    values["participants"] = participant_values(event)
    return values


def event_from_json(values: dict[str, Any]) -> Event:
    """An event back from the log of changes."""
    people = tuple(
        Participant(short=p["short"], side=p["side"], names=p["names"], titles=p["titles"])
        for p in values["participants"]
    )
    rest = {k: v for k, v in values.items() if k not in ("participants", "date", "kind", "aliases")}
    return Event(
        **rest,
        date=date.fromisoformat(values["date"]),
        kind=EventKind(values["kind"]),
        participants=people,
        aliases={topic: tuple(words) for topic, words in values["aliases"].items()},
    )


def readout_values(readout: Readout) -> dict[str, Any]:
    """The row of a readout, without its revisions."""
    return {
        "id": readout.id,
        "event_id": readout.event_id,
        "side": readout.side,
        "publisher": readout.publisher,
        "kind": readout.kind.value,
        "language": readout.language,
        "title": readout.title,
        "url": readout.url,
        "published_at": readout.published_at,
        "published_text": readout.published_text,
    }


def readout_json(readout: Readout) -> dict[str, Any]:
    """A readout without its revisions as JSON, for the log of changes."""
    values = readout_values(readout)
    values["published_at"] = readout.published_at.isoformat() if readout.published_at else None
    return values


def readout_from_json(values: dict[str, Any]) -> Readout:
    """A readout without revisions back from the log of changes."""
    at = values["published_at"]
    return Readout(
        **{
            **values,
            "kind": Kind(values["kind"]),
            "published_at": datetime.fromisoformat(at) if at else None,
        }
    )


def read_readout(row: Any, texts: tuple[Revision, ...]) -> Readout:
    """A readout from its row and its revisions."""
    return Readout(
        id=row.id,
        event_id=row.event_id,
        side=row.side,
        publisher=row.publisher,
        kind=Kind(row.kind),
        language=row.language,
        title=row.title,
        url=row.url,
        published_at=row.published_at,
        published_text=row.published_text,
        revisions=texts,
    )


def read_revision(row: Any) -> Revision:
    """A revision from its row."""
    return Revision(
        id=row.id,
        number=row.number,
        text=row.text,
        language=row.language,
        sha256=row.sha256,
        retrieved_at=row.retrieved_at,
        fidelity=Fidelity(row.fidelity),
        source_url=row.source_url,
        source_sha256=row.source_sha256,
        note=row.note,
    )


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)
