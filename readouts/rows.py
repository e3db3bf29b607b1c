"""What the library does on an open connection: checks before writing, selects, and the log of changes."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import count
from typing import Any, NoReturn

import sqlalchemy as sa

from readouts import schema as t
from readouts.errors import InputError
from readouts.model import SIDES, Event, Fidelity, Kind, Readout, Revision, text_sha256

_EVENT_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(-[a-z0-9]+)*")
_READOUT_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


def check_strings(**fields: str) -> None:
    """Raises InputError when a field holds NUL characters or lone surrogates."""
    for name, value in fields.items():
        if "\0" in value:
            raise InputError(f"the {name} holds a NUL character: is it a text?")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"the {name} holds a broken character at position {error.start}: was it read with the right encoding?"
            ) from error


def check_code(name: str, pattern: re.Pattern[str], value: str, example: str) -> None:
    """Raises InputError when a value is not written like the example."""
    if not pattern.fullmatch(value):
        raise InputError(f"{value!r} is no {name}: write it like {example}")


def check_zone(name: str, value: datetime | None) -> datetime | None:
    """A datetime as it was given. Raises InputError when it has no time zone."""
    if value is not None and value.utcoffset() is None:
        raise InputError(f"{name} needs a time zone: {value.isoformat()} has none")
    return value


def _check_side(side: str) -> None:
    if side not in SIDES and not re.fullmatch("[A-Z]{2}", side):
        raise InputError(f"{side!r} is no side: use a two-letter country code, or one of {', '.join(SIDES)}")


def check_event(event: Event) -> None:
    """Raises InputError for an event the library cannot hold."""
    check_code("event id", _EVENT_ID, event.id, "2026-02-04-xi-trump")
    check_strings(title=event.title, place=event.place, notes=event.notes, duration=event.duration)
    for person in event.participants:
        _check_side(person.side)
        check_strings(name=person.short, names="".join([*person.names.values(), *person.titles.values()]))


def check_readout(readout: Readout) -> None:
    """Raises InputError for a readout the library cannot hold."""
    check_code("readout id", _READOUT_ID, readout.id, "2026-02-04-xi-trump.cn.zh")
    _check_side(readout.side)
    check_code("language", LANGUAGE_CODE, readout.language, "'en', 'zh' or 'ru'")
    check_strings(
        publisher=readout.publisher,
        title=readout.title,
        url=readout.url,
        published=readout.published_text,
    )
    check_zone("published_at", readout.published_at)


def raise_missing(c: sa.Connection, noun: str, table: sa.Table, key: str) -> NoReturn:
    """Raise InputError for an id that is not there, naming what is near."""
    rows = c.execute(sa.select(table.c.id, table.c.deleted_at)).all()
    if any(row.id == key for row in rows):
        raise InputError(f"the {noun} {key} was deleted: restore it first")
    near = get_close_matches(key, [row.id for row in rows if row.deleted_at is None], n=3, cutoff=0.5)
    hint = f"; near it: {', '.join(near)}" if near else f"; it holds {len(rows)} {noun}s"
    raise InputError(f"there is no {noun} {key!r} in this library{hint}")


def exists(c: sa.Connection, table: sa.Table, key: str) -> bool:
    """Whether a row is there, deleted or not."""
    return c.scalar(sa.select(table.c.id).where(table.c.id == key)) is not None


def is_deleted(c: sa.Connection, table: sa.Table, key: str) -> bool:
    """Whether a row is there and marked as deleted."""
    return c.scalar(sa.select(table.c.deleted_at).where(table.c.id == key)) is not None


def mark_deleted(c: sa.Connection, table: sa.Table, key: str | int, moment: datetime | None) -> None:
    """Mark a row as deleted at a moment, or with None as not deleted."""
    c.execute(sa.update(table).where(table.c.id == key).values(deleted_at=moment))


def log_change(c: sa.Connection, action: str, target: str, before: Mapping[str, Any] | None) -> None:
    """Write down a change with what is needed to undo it."""
    c.execute(sa.insert(t.changes).values(at=t.now(), action=action, target=target, before=before))


def select_events(c: sa.Connection, *where: sa.ColumnElement[bool]) -> list[Event]:
    """Events with their participants in two selects, oldest first."""
    rows = c.execute(sa.select(t.events).where(*where).order_by(t.events.c.date, t.events.c.id)).all()
    people: dict[str, list[sa.Row[Any]]] = {}
    query = sa.select(t.participants).join(t.events).where(*where).order_by(t.participants.c.position)
    for person in c.execute(query):
        people.setdefault(person.event_id, []).append(person)
    return [t.read_event(row, people.get(row.id, [])) for row in rows]


def put_event(c: sa.Connection, event: Event) -> None:
    """Insert an event or replace it, with its participants."""
    values = t.event_values(event)
    if exists(c, t.events, event.id):
        c.execute(sa.update(t.events).where(t.events.c.id == event.id).values(**values))
        c.execute(sa.delete(t.participants).where(t.participants.c.event_id == event.id))
    else:
        c.execute(sa.insert(t.events).values(**values))
    if event.participants:
        c.execute(sa.insert(t.participants), t.participant_values(event))


def select_readouts(
    c: sa.Connection,
    *where: sa.ColumnElement[bool],
    columns: Sequence[sa.ColumnElement[Any]] = t.REVISION_COLUMNS,
) -> list[Readout]:
    """Readouts and their revisions in two selects, however many there are. columns: what of the revisions is read."""
    joined = t.readouts.join(t.events)
    rows = c.execute(
        sa.select(t.readouts)
        .select_from(joined)
        .where(*where)
        .order_by(t.events.c.date, t.events.c.id, t.readouts.c.side, t.readouts.c.id)
    ).all()
    texts: dict[str, list[Revision]] = {}
    query = (
        sa.select(*columns, t.revisions.c.readout_id)
        .select_from(t.revisions.join(joined, t.revisions.c.readout_id == t.readouts.c.id))
        .where(t.revisions.c.deleted_at.is_(None), *where)
        .order_by(t.revisions.c.number)
    )
    for row in c.execute(query):
        texts.setdefault(row.readout_id, []).append(t.read_revision(row))
    return [t.read_readout(row, tuple(texts.get(row.id, ()))) for row in rows]


def select_readout(c: sa.Connection, readout_id: str) -> Readout:
    """One readout by id, deleted or not. Raises InputError naming the nearest ids."""
    found = select_readouts(c, t.readouts.c.id == readout_id)
    return found[0] if found else raise_missing(c, "readout", t.readouts, readout_id)


def match_readout(c: sa.Connection, given: Readout, readout_id: str | None) -> Readout:
    """The readout a text belongs to, with what is newly known of it filled in."""
    if readout_id is not None:
        return given
    same: list[Readout] = select_readouts(
        c,
        t.readouts.c.event_id == given.event_id,
        t.readouts.c.side == given.side,
        t.readouts.c.publisher == given.publisher,
        t.readouts.c.language == given.language,
    )
    # A fact sheet stands beside the readout of its publisher, whatever address either has.
    same = [r for r in same if r.kind is given.kind or Kind.FACT_SHEET not in (r.kind, given.kind)]
    exact = [r for r in same if r.url == given.url]
    if not exact and not given.url and len(same) == 1:
        exact = same
    if not exact:
        return replace(given, id=_new_id(c, given))
    known = exact[0]
    return replace(
        known,
        title=known.title or given.title,
        published_at=known.published_at or given.published_at,
        published_text=known.published_text or given.published_text,
    )


def _new_id(c: sa.Connection, readout: Readout) -> str:
    stem = new_id(readout)
    taken = set(c.scalars(sa.select(t.readouts.c.id).where(t.readouts.c.id.startswith(stem, autoescape=True))))
    names = (stem if number == 1 else f"{stem}.{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def new_id(readout: Readout) -> str:
    """The id a readout has when it is the first of its event, side, language and publisher."""
    plain = unicodedata.normalize("NFKD", readout.publisher).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain)[:6])[:60]
    return ".".join([readout.event_id, readout.side.lower(), readout.language, *([name] if name else [])])


def put_readout(c: sa.Connection, readout: Readout) -> tuple[Readout, str]:
    """Insert a readout or change it; says whether it is 'new' (then the caller logs it), 'back' or 'known'.

    What is empty in ``readout`` keeps its stored value. Raises InputError for an unknown event, and for an
    id that belongs to another event.
    """
    if not exists(c, t.events, readout.event_id) or is_deleted(c, t.events, readout.event_id):
        raise_missing(c, "event", t.events, readout.event_id)
    if not exists(c, t.readouts, readout.id):
        c.execute(sa.insert(t.readouts).values(**t.readout_values(readout)))
        return select_readout(c, readout.id), "new"
    stored = select_readout(c, readout.id)
    if stored.event_id != readout.event_id:
        raise InputError(f"the readout {readout.id} belongs to {stored.event_id}, not to {readout.event_id}")
    changed = replace(
        readout,
        title=readout.title or stored.title,
        url=readout.url or stored.url,
        published_at=readout.published_at or stored.published_at,
        published_text=readout.published_text or stored.published_text,
        revisions=stored.revisions,
    )
    deleted = is_deleted(c, t.readouts, readout.id)
    if changed == stored and not deleted:
        return stored, "known"
    values = t.readout_values(changed)
    c.execute(sa.update(t.readouts).where(t.readouts.c.id == readout.id).values(**values, deleted_at=None))
    log_change(c, "change readout", readout.id, {"readout": t.readout_json(stored), "deleted": deleted})
    return select_readout(c, readout.id), "back" if deleted else "known"


def put_revision(c: sa.Connection, readout_id: str, values: Mapping[str, Any]) -> int:
    """Insert a revision under the next number and return its id."""
    # Deleted revisions count: a number is never given twice.
    last = c.scalar(sa.select(sa.func.max(t.revisions.c.number)).where(t.revisions.c.readout_id == readout_id))
    made = c.execute(sa.insert(t.revisions).values(readout_id=readout_id, number=(last or 0) + 1, **values))
    key: int = made.inserted_primary_key[0] if made.inserted_primary_key else 0
    return key


def revive_text(c: sa.Connection, readout_id: str) -> int | None:
    """Bring back the newest revision of a readout whose adding was undone, and return its id; else None."""
    mine = sa.select(t.revisions.c.id).where(t.revisions.c.readout_id == readout_id)
    if c.scalar(mine.where(t.revisions.c.deleted_at.is_(None)).limit(1)) is not None:
        return None
    newest: int | None = c.scalar(mine.order_by(t.revisions.c.number.desc()).limit(1))
    if newest is not None:
        mark_deleted(c, t.revisions, newest, None)
    return newest


def revive_same(c: sa.Connection, readout_id: str, values: Mapping[str, Any]) -> int | None:
    """Bring back the revision with this very text whose adding was undone, and return its id; else None."""
    same = (
        sa.select(t.revisions.c.id)
        .where(t.revisions.c.readout_id == readout_id, t.revisions.c.deleted_at.is_not(None))
        .where(t.revisions.c.sha256 == values["sha256"], t.revisions.c.fidelity == values["fidelity"])
        .order_by(t.revisions.c.number.desc())
        .limit(1)
    )
    found: int | None = c.scalar(same)
    if found is not None:
        mark_deleted(c, t.revisions, found, None)
    return found


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked text on its way in: what is known of its publication, and the row of its revision."""

    readout: Readout
    values: Mapping[str, Any]


def prepare(
    readout: Readout,
    text: str,
    *,
    text_language: str,
    fidelity: Fidelity,
    source_url: str = "",
    source_sha256: str = "",
    raw: bytes | None = None,
    retrieved_at: datetime | None = None,
    note: str = "",
) -> Prepared:
    """A text as its rows will be. text: normalised. Raises InputError for bad fields."""
    check_readout(readout)
    check_code("language of the text", LANGUAGE_CODE, text_language, "'en', 'zh' or 'ru'")
    check_strings(source_url=source_url, source_sha256=source_sha256, note=note)
    retrieved = check_zone("retrieved_at", retrieved_at) or t.now()
    values = {
        "text": text,
        "language": text_language,
        "sha256": text_sha256(text),
        "retrieved_at": retrieved.astimezone(UTC),
        "fidelity": Fidelity(fidelity).value,
        "source_url": source_url,
        "source_sha256": source_sha256,
        "note": note,
        "raw": None if raw is None else zlib.compress(raw),
    }
    return Prepared(readout, values)


def put_text(
    c: sa.Connection, prepared: Prepared, readout_id: str | None, *, live: bool = False
) -> tuple[Readout, Revision, str]:
    """Add a text to its publication: the readout, the revision, and 'added', 'revision' or 'unchanged'.

    Raises InputError for an unknown event, before anything is written.
    """
    values = prepared.values
    stored, status = put_readout(c, match_readout(c, prepared.readout, readout_id))
    same = [r for r in stored.revisions if r.fidelity.value == values["fidelity"]]
    for revision in reversed(same[-1:] if live else same):
        if revision.sha256 == values["sha256"]:
            return stored, revision, "added" if status == "back" else "unchanged"
    first = not stored.revisions
    key = (None if live else revive_same(c, stored.id, values)) or put_revision(c, stored.id, values)
    log_change(c, "add readout" if status == "new" else "add revision", stored.id, {"revision": key})
    stored = select_readout(c, stored.id)
    added = next(r for r in stored.revisions if r.id == key)
    return stored, added, "added" if first or status == "back" else "revision"
