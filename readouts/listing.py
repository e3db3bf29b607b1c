"""What a library holds, without the texts: quick in a library of thousands, and a stamp that says when it changed."""

from __future__ import annotations

import sqlalchemy as sa

from readouts import rows
from readouts import schema as t
from readouts.library import Library
from readouts.model import Readout, Revision

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


def with_texts(library: Library, revisions: list[Revision]) -> list[Revision]:
    """Revisions with their texts, in the order given; in one statement. Those that are gone are left out."""
    query = sa.select(*t.REVISION_COLUMNS).where(t.revisions.c.id.in_([r.id for r in revisions]))
    found = library.reading(lambda c: {row.id: t.read_revision(row) for row in c.execute(query)})
    return [found[r.id] for r in revisions if r.id in found]
