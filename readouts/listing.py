"""What a library holds, without the texts: quick in a library of thousands, and a stamp that says when it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

import sqlalchemy as sa

from readouts import rows
from readouts import schema as t
from readouts.model import Readout, Revision

T = TypeVar("T")


class Library(Protocol):
    """What is needed of a library."""

    def reading(self, work: Callable[[sa.Connection], T]) -> T:
        """Do something with one reading transaction."""


_BARE = [sa.literal("").label("text") if c.name == "text" else c for c in t.REVISION_COLUMNS]


def stamp(library: Library) -> str:
    """A short string that changes with every change of the library, undone or imported ones and other programs' too.

    What is kept of analyses does not count. One statement, whatever the size of the library.
    """
    log = t.changes.c
    query = sa.select(
        sa.func.max(log.id),
        sa.func.count(),
        sa.func.count(log.undone_at),
        sa.func.max(log.at),
        sa.func.max(log.undone_at),
        sa.select(sa.func.max(t.revisions.c.id)).scalar_subquery(),
    )
    return library.reading(lambda c: "|".join(str(value) for value in c.execute(query).one()))


def publications(library: Library, *, deleted: bool = False) -> list[Readout]:
    """Every publication with its revisions, whose texts are left out: ``text`` of each is ''.

    Sorted as `Library.readouts` gives them. deleted: those that can be restored, instead of those that are there.
    """
    hidden = t.readouts.c.deleted_at.is_not(None)
    where = [hidden] if deleted else [t.readouts.c.deleted_at.is_(None), t.events.c.deleted_at.is_(None)]
    return library.reading(lambda c: rows.select_readouts(c, *where, columns=_BARE))


def with_texts(library: Library, ids: Iterable[int]) -> list[Revision]:
    """The revisions of these ids with their texts, in one statement. Those that are gone are left out."""
    query = sa.select(*t.REVISION_COLUMNS).where(t.revisions.c.id.in_(list(ids)))
    return library.reading(lambda c: [t.read_revision(row) for row in c.execute(query)])
