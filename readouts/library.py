"""The library: what was published, with every version of every text and where it came from.

A :class:`Library` is safe to use from several threads, and several processes may write to one library at
once. Nothing is overwritten and nothing is lost by deleting: texts become revisions, deletions and edits
can be undone.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import sqlalchemy as sa

from readouts import analyses, changes, rows
from readouts import schema as t
from readouts.batch import put_events, put_texts
from readouts.changes import Change
from readouts.database import WRITE, explained, locate, open_database, retry
from readouts.errors import InputError, LibraryError
from readouts.model import Event, Fidelity, Kind, Readout, Revision, normalise_text

MAX_TEXT_BYTES = 5_000_000
"""Longest text of one revision, in UTF-8 bytes."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AddResult:
    """What adding a text did. outcome: 'added' (new readout), 'revision' (new text), 'unchanged'."""

    readout: Readout
    revision: Revision
    outcome: str


class Library:
    """The store of events, readouts and revisions. Make one with :meth:`open`; close it or use ``with``."""

    def __init__(self, engine: sa.Engine, name: str, *, read_only: bool) -> None:
        self._engine = engine
        self.name = name
        self.read_only = read_only

    @classmethod
    def open(cls, location: str | Path | None = None, *, read_only: bool = False) -> Library:
        """Open a library, making it where there is none.

        location: a path or SQLAlchemy URL; None means ``READOUTS_LIBRARY``, then the user's data folder.
        Raises LibraryError when it is damaged, newer, another program's, a folder, or cannot be made.
        A library that cannot be written is opened for reading: see ``read_only``. So is every library where
        ``READOUTS_READ_ONLY`` is set, which is how a dashboard is shown to people who may not change it.
        """
        place = locate(location)
        engine, read_only = open_database(place, read_only=read_only or told_read_only())
        return cls(engine, place.name, read_only=read_only)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def reading(self, work: Callable[[sa.Connection], T]) -> T:
        """Do something with one reading transaction: for modules of this package that move rows themselves."""
        return self._read(work)

    def writing(self, work: Callable[[sa.Connection], T]) -> T:
        """Do something with one writing transaction, whole or not at all; it may be called again after a clash."""
        return self._write(work)

    def _read(self, work: Callable[[sa.Connection], T]) -> T:
        # One transaction: two selects see the same moment.
        with explained(self.name), self._engine.connect() as connection, connection.begin():
            return work(connection)

    def _write(self, work: Callable[[sa.Connection], T]) -> T:
        if self.read_only:
            raise LibraryError(f"the library {self.name} is read-only: nothing was saved")

        def once() -> T:
            with (
                self._engine.connect().execution_options(**{WRITE: True}) as connection,
                connection.begin(),
            ):
                return work(connection)

        with explained(self.name):
            result: T = retry(once)
            return result

    # Events

    def events(self) -> list[Event]:
        """All events that are not deleted, oldest first."""
        return self._read(lambda c: rows.select_events(c, t.events.c.deleted_at.is_(None)))

    def event(self, event_id: str) -> Event:
        """An event by id. Raises InputError naming the nearest ids."""

        def work(c: sa.Connection) -> Event:
            found = rows.select_events(c, (t.events.c.id == event_id) & t.events.c.deleted_at.is_(None))
            return found[0] if found else rows.raise_missing(c, "event", t.events, event_id)

        return self._read(work)

    def save_event(self, event: Event) -> Event:
        """Store an event, new or changed; a deleted one comes back. Raises InputError for bad fields."""
        rows.check_event(event)

        def work(c: sa.Connection) -> Event:
            before = rows.select_events(c, t.events.c.id == event.id)
            deleted = bool(before) and rows.is_deleted(c, t.events, event.id)
            if before and before[0] == event and not deleted:
                return event
            rows.put_event(c, event)
            if deleted:
                rows.mark_deleted(c, t.events, event.id, None)
            log = {"event": t.event_json(before[0]) if before else None, "deleted": deleted}
            rows.log_change(c, "change event" if before else "add event", event.id, log)
            return event

        return self._write(work)

    def delete_event(self, event_id: str) -> None:
        """Hide an event and with it its readouts. Raises InputError for an unknown one."""
        self._set_deleted("event", t.events, event_id, deleted=True)

    def restore_event(self, event_id: str) -> None:
        """Bring a deleted event back. Raises InputError when it is not deleted."""
        self._set_deleted("event", t.events, event_id, deleted=False)

    def deleted_events(self) -> list[Event]:
        """Events that can be restored."""
        return self._read(lambda c: rows.select_events(c, t.events.c.deleted_at.is_not(None)))

    # Readouts

    def readouts(self, event_id: str | None = None, *, include_deleted: bool = False) -> list[Readout]:
        """Readouts with their revisions in order, those of one event or all, sorted by event and side.

        Raises InputError for an unknown event.
        """

        def work(c: sa.Connection) -> list[Readout]:
            where: list[sa.ColumnElement[bool]] = []
            if event_id is not None:
                where.append(t.readouts.c.event_id == event_id)
            if not include_deleted:
                where += [t.readouts.c.deleted_at.is_(None), t.events.c.deleted_at.is_(None)]
            found = rows.select_readouts(c, *where)
            if event_id is not None and not found and not rows.exists(c, t.events, event_id):
                rows.raise_missing(c, "event", t.events, event_id)
            return found

        return self._read(work)

    def readout(self, readout_id: str) -> Readout:
        """A readout by id, deleted ones included. Raises InputError naming the nearest ids."""
        return self._read(lambda c: rows.select_readout(c, readout_id))

    def sides_with_text(self) -> list[tuple[str, str]]:
        """Event and side of every publication that has a text, without reading the texts."""
        query = (
            sa.select(t.readouts.c.event_id, t.readouts.c.side)
            .join(t.revisions, t.revisions.c.readout_id == t.readouts.c.id)
            .where(t.readouts.c.deleted_at.is_(None))
            .distinct()
        )
        return self._read(lambda c: [(row.event_id, row.side) for row in c.execute(query)])

    def find(self, *, sha256: str = "", url_part: str = "") -> list[Readout]:
        """Readouts that have a text of this sha256, or an address with this part; deleted ones left out."""
        either: list[sa.ColumnElement[bool]] = []
        if sha256:
            of_text = sa.select(t.revisions.c.readout_id).where(
                t.revisions.c.sha256 == sha256, t.revisions.c.deleted_at.is_(None)
            )
            either.append(t.readouts.c.id.in_(of_text))
        if url_part:
            held = t.revisions.c.source_url.contains(url_part, autoescape=True)
            either.append(t.readouts.c.url.contains(url_part, autoescape=True))
            either.append(t.readouts.c.id.in_(sa.select(t.revisions.c.readout_id).where(held)))
        if not either:
            return []
        there = (t.readouts.c.deleted_at.is_(None), t.events.c.deleted_at.is_(None))
        return self._read(lambda c: rows.select_readouts(c, sa.or_(*either), *there))

    def revision(self, revision_id: int) -> Revision:
        """A revision by id. Raises InputError for an unknown one."""

        def work(c: sa.Connection) -> Revision:
            row = c.execute(sa.select(*t.REVISION_COLUMNS).where(t.revisions.c.id == revision_id)).one_or_none()
            if row is None:
                raise InputError(f"there is no revision {revision_id} in this library")
            return t.read_revision(row)

        return self._read(work)

    def raw(self, revision_id: int) -> bytes | None:
        """The bytes a revision was read from, or None where they were not kept.

        Raises InputError for an unknown revision, LibraryError when the stored bytes are damaged.
        """
        row = self._read(
            lambda c: c.execute(sa.select(t.revisions.c.raw).where(t.revisions.c.id == revision_id)).one_or_none()
        )
        if row is None:
            raise InputError(f"there is no revision {revision_id} in this library")
        try:
            return None if row.raw is None else zlib.decompress(row.raw)
        except zlib.error as error:
            raise LibraryError(f"the kept bytes of revision {revision_id} in {self.name} are damaged") from error

    def save_readout(self, readout: Readout) -> Readout:
        """Store what is known of a publication, without text; revisions in ``readout`` are ignored.

        Returns the stored readout. A deleted one comes back.
        Raises InputError for bad fields, an unknown event, or an id that belongs to another event.
        """
        rows.check_readout(readout)

        def work(c: sa.Connection) -> Readout:
            stored, status = rows.put_readout(c, readout)
            if status == "new":
                rows.log_change(c, "add readout", stored.id, None)
            return stored

        return self._write(work)

    def add(
        self,
        *,
        event_id: str,
        side: str,
        publisher: str,
        kind: Kind,
        language: str,
        text: str,
        text_language: str,
        fidelity: Fidelity,
        title: str = "",
        url: str = "",
        published_at: datetime | None = None,
        published_text: str = "",
        source_url: str = "",
        source_sha256: str = "",
        raw: bytes | None = None,
        retrieved_at: datetime | None = None,
        note: str = "",
        readout_id: str | None = None,
        live: bool = False,
    ) -> AddResult:
        """Add the text of a publication: a new readout, a new revision of a known one, or nothing new.

        The readout is the one with ``readout_id``; without it, the one of the same event, side, publisher,
        language and url, where an empty url also means the only such readout. The text is stored as
        :func:`~readouts.model.normalise_text` makes it and is unchanged when a revision of the same fidelity
        has it already. live: the text was captured from a page just now, so a page that went back to an
        earlier text is a new revision too.
        Raises InputError for an empty or over-long text, NUL characters, bad fields or an unknown event.
        """
        prepared = rows.prepare(
            Readout(
                id=readout_id or "new",
                event_id=event_id,
                side=side,
                publisher=publisher.strip(),
                kind=kind,
                language=language,
                title=title.strip(),
                url=url.strip(),
                published_at=published_at,
                published_text=published_text.strip(),
            ),
            check_text(text),
            text_language=text_language,
            fidelity=fidelity,
            source_url=source_url,
            source_sha256=source_sha256,
            raw=raw,
            retrieved_at=retrieved_at,
            note=note,
        )
        return self._write(lambda c: AddResult(*rows.put_text(c, prepared, readout_id, live=live)))

    def add_many(
        self, texts: Sequence[Mapping[str, Any]], *, events: Sequence[Event] = (), label: str = "", part_of: str = ""
    ) -> list[AddResult | InputError]:
        """Add many texts in one transaction, each as :meth:`add` would: all of them are on disk, or none is.

        texts: the arguments of :meth:`add`. events: stored before, where they are not there yet. label: what the
        history calls it; one :meth:`undo` takes the whole of it back, and all others that are part_of the same import
        (see :meth:`begin_import`). A text that is wrong costs only itself: in its
        place stands the error. Raises InputError for a wrong event, LibraryError when nothing can be written.
        """
        for event in events:
            rows.check_event(event)
        prepared = [_prepared(text) for text in texts]

        def work(c: sa.Connection) -> list[AddResult | InputError]:
            before = changes.last_change(c)
            put_events(c, events)
            results = [
                found if isinstance(found, InputError) else AddResult(*found) for found in put_texts(c, prepared)
            ]
            changes.fold_changes(c, before, label or "several texts", part_of)
            return results

        return self._write(work)

    def delete(self, readout_id: str) -> None:
        """Hide a readout; :meth:`restore` brings it back. Raises InputError for an unknown one."""
        self._set_deleted("readout", t.readouts, readout_id, deleted=True)

    def restore(self, readout_id: str) -> None:
        """Bring a deleted readout back. Raises InputError when it is not deleted."""
        self._set_deleted("readout", t.readouts, readout_id, deleted=False)

    def deleted(self) -> list[Readout]:
        """Readouts that can be restored."""
        return self._read(lambda c: rows.select_readouts(c, t.readouts.c.deleted_at.is_not(None)))

    def _set_deleted(self, noun: str, table: sa.Table, key: str, *, deleted: bool) -> None:
        def work(c: sa.Connection) -> None:
            if not rows.exists(c, table, key):
                rows.raise_missing(c, noun, table, key)
            if rows.is_deleted(c, table, key) == deleted:
                raise InputError(f"the {noun} {key} is {'already' if deleted else 'not'} deleted")
            rows.mark_deleted(c, table, key, t.now() if deleted else None)
            revived = rows.revive_text(c, key) if noun == "readout" and not deleted else None
            log = {"revision": revived} if revived is not None else None
            rows.log_change(c, f"{'delete' if deleted else 'restore'} {noun}", key, log)

        self._write(work)

    # History

    def history(self, limit: int = 50) -> list[Change]:
        """The last changes, newest first; an import is one, however many texts it brought."""
        return self._read(lambda c: changes.history(c, limit))

    def undo(self, expected: int | None = None) -> Change | None:
        """Take back the last change that was not taken back yet, an import as a whole; None where there is none.

        expected: id of the change that is meant. Raises InputError where the last one is another by now.
        """
        return self._write(lambda c: changes.undo(c, expected))

    def begin_import(self, source: str) -> str:
        """The name for :meth:`add_many` by which all texts of an import are one change.

        source: what it reads, such as a path: an import of it that was cut off is gone on with under its old name.
        """
        return self._read(lambda c: changes.begin(c, source))

    def finish_import(self, part_of: str) -> None:
        """Say that an import has read all it had to read."""
        self._write(lambda c: changes.finish(c, part_of))

    # Analyses

    def cached(self, key: str) -> Any | None:
        """What was kept under a key, or None."""
        return self.cached_many([key]).get(key)

    def cached_many(self, keys: Sequence[str]) -> dict[str, Any]:
        """What was kept under each of several keys; those without are left out."""
        return self._read(lambda c: analyses.get(c, keys))

    def cache(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key (at most 200 characters). A read-only library keeps nothing."""
        self.cache_many({key: value})

    def cache_many(self, values: Mapping[str, Any]) -> None:
        """Keep several JSON values in one transaction, each under its key. A read-only library keeps nothing."""
        if self.read_only or not values:
            return
        blobs = {key: analyses.pack(value) for key, value in values.items()}
        self._write(lambda c: analyses.put(c, blobs))

    def counts(self) -> dict[str, int]:
        """How many events, readouts, revisions, deleted readouts and kept analyses there are."""

        def work(c: sa.Connection) -> dict[str, int]:
            def count(table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
                return c.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0

            return {
                "events": count(t.events, t.events.c.deleted_at.is_(None)),
                "readouts": count(t.readouts, t.readouts.c.deleted_at.is_(None)),
                "revisions": count(t.revisions, t.revisions.c.deleted_at.is_(None)),
                "deleted": count(t.readouts, t.readouts.c.deleted_at.is_not(None)),
                "analyses": count(t.analyses),
            }

        return self._read(work)


def told_read_only() -> bool:
    """Whether ``READOUTS_READ_ONLY`` says that nothing may be changed."""
    return os.environ.get("READOUTS_READ_ONLY", "").strip().lower() not in ("", "0", "no", "false")


def _prepared(text: Mapping[str, Any]) -> tuple[rows.Prepared, str | None] | InputError:
    fields = {"title": "", "url": "", "published_text": "", "published_at": None} | dict(text)
    own = fields.pop("readout_id", None)
    try:
        readout = Readout(
            id=own or "new",
            event_id=fields.pop("event_id"),
            side=fields.pop("side"),
            publisher=fields.pop("publisher").strip(),
            kind=fields.pop("kind"),
            language=fields.pop("language"),
            title=fields.pop("title").strip(),
            url=fields.pop("url").strip(),
            published_at=fields.pop("published_at"),
            published_text=fields.pop("published_text").strip(),
        )
        return rows.prepare(readout, check_text(fields.pop("text")), **fields), own
    except InputError as error:
        return error


def check_text(text: str) -> str:
    """A text as it is stored. Raises InputError when it is empty, over 5 MB, or holds NUL characters."""
    rows.check_strings(text=text)
    text = normalise_text(text)
    if not text:
        raise InputError("the text is empty: nothing was saved")
    size = len(text.encode())
    if size > MAX_TEXT_BYTES:
        raise InputError(f"the text has {size:,} bytes; one text may have {MAX_TEXT_BYTES:,}: is this the right file?")
    return text
