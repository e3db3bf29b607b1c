"""The log of changes: what belongs together, what it looks like, and how it is taken back.

Texts of one import are written in many transactions. Their entries share the name of the import, so that one undo takes
all of it back. An import that was cut off is open, and the next run from the same source goes on with it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from readouts import rows
from readouts import schema as t
from readouts.errors import InputError, LibraryError


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the library's history. undone_at: when it was undone, or None.

    id: of its last part, where it has several. texts: how many texts it brought, 0 where it is of another kind.
    """

    id: int
    at: datetime
    action: str
    target: str
    undone_at: datetime | None = None
    texts: int = 0

    @property
    def sentence(self) -> str:
        """What was done, for people: ``delete readout 2026-02-04-xi-trump.cn.zh``."""
        many = f" ({self.texts} text{'' if self.texts == 1 else 's'})" if self.texts else ""
        return f"{self.action} {self.target}{many}"


def last_change(c: sa.Connection) -> int:
    """The id of the newest change, 0 where there is none."""
    return c.scalar(sa.select(sa.func.max(t.changes.c.id))) or 0


def fold_changes(c: sa.Connection, after: int, label: str, part_of: str = "") -> None:
    """Make the changes since one (of this very transaction) a single one, which one undo takes back.

    part_of: name of the import they belong to, '' for none.
    """
    made = c.execute(sa.select(t.changes).where(t.changes.c.id > after).order_by(t.changes.c.id)).all()
    if not made or (len(made) < 2 and not part_of):
        return
    c.execute(sa.delete(t.changes).where(t.changes.c.id > after))
    c.execute(
        sa.insert(t.changes).values(
            at=t.now(),
            action="import",
            target=label[:200],
            before={"changes": [[row.action, row.target, row.before] for row in made]},
            part_of=part_of or None,
            texts=sum(row.action in ("add readout", "add revision") for row in made),
            open=bool(part_of),
        )
    )


def begin(c: sa.Connection, source: str) -> str:
    """The name under which an import logs its parts: that of an open one from the same source, else a new one."""
    mark = f"{hashlib.sha256(source.encode()).hexdigest()[:24]}-"
    unfinished = (
        sa.select(t.changes.c.part_of)
        .where(t.changes.c.part_of.startswith(mark), t.changes.c.open, t.changes.c.undone_at.is_(None))
        .order_by(t.changes.c.id.desc())
        .limit(1)
    )
    return c.scalar(unfinished) or f"{mark}{uuid.uuid4().hex[:16]}"


def finish(c: sa.Connection, part_of: str) -> None:
    """Close an import: a later one from the same source is another."""
    c.execute(sa.update(t.changes).where(t.changes.c.part_of == part_of).values(open=False))


def history(c: sa.Connection, limit: int) -> list[Change]:
    """The last changes, newest first; an import is one of them, however many parts it has."""
    later = t.changes.alias()
    is_last = ~sa.exists().where(later.c.part_of == t.changes.c.part_of, later.c.id > t.changes.c.id)
    found = c.execute(sa.select(*_SHOWN).where(is_last).order_by(t.changes.c.id.desc()).limit(limit)).all()
    texts = _texts(c, [row.part_of for row in found if row.part_of])
    return [_change(row, texts) for row in found]


_SHOWN = [column for column in t.changes.c if column.name != "before"]


def _change(row: Any, texts: Mapping[str | None, int]) -> Change:
    return Change(row.id, row.at, row.action, row.target, row.undone_at, texts.get(row.part_of, row.texts or 0))


def _texts(c: sa.Connection, imports: Sequence[str]) -> dict[str | None, int]:
    """How many texts each import brought."""
    if not imports:
        return {}
    of = t.changes.c.part_of
    counted = c.execute(sa.select(of, sa.func.sum(t.changes.c.texts)).where(of.in_(imports)).group_by(of))
    return {name: number or 0 for name, number in counted}


def undo(c: sa.Connection, expected: int | None = None) -> Change | None:
    """Take back the last change that was not taken back yet, an import with all its parts; None where there is none.

    expected: id the caller takes it to have. Raises InputError where it has another by now.
    """
    last = c.execute(
        sa.select(t.changes.c.id, t.changes.c.part_of)
        .where(t.changes.c.undone_at.is_(None))
        .order_by(t.changes.c.id.desc())
        .limit(1)
    ).one_or_none()
    if expected is not None and (last is None or last.id != expected):
        raise InputError("the library was changed since: look at its history, then undo again")
    if last is None:
        return None
    whole = t.changes.c.part_of == last.part_of if last.part_of else t.changes.c.id == last.id
    keys = list(
        c.scalars(
            sa.select(t.changes.c.id).where(whole, t.changes.c.undone_at.is_(None)).order_by(t.changes.c.id.desc())
        )
    )
    moment = t.now()
    for key in keys:
        row = c.execute(sa.select(t.changes).where(t.changes.c.id == key)).one()
        try:
            take_back(c, row.action, row.target, row.before)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise LibraryError(f"the change {row.id} of the log is damaged and cannot be undone ({error})") from error
    c.execute(sa.update(t.changes).where(t.changes.c.id.in_(keys)).values(undone_at=moment, open=False))
    texts = _texts(c, [last.part_of] if last.part_of else [])
    row = c.execute(sa.select(*_SHOWN).where(t.changes.c.id == last.id)).one()
    return _change(row, texts)


def take_back(c: sa.Connection, action: str, target: str, before: Mapping[str, Any] | None) -> None:
    """Undo one change from the log. What others added to it meanwhile stays."""
    if before and "revision" in before:
        rows.mark_deleted(c, t.revisions, before["revision"], t.now())
    match action:
        case "add revision":
            pass
        case "import" if before:
            for made, of, known in reversed(before["changes"]):
                take_back(c, made, of, known)
        case "add event" if _holds(c, t.readouts, t.readouts.c.event_id == target):
            pass
        case "add readout" if _holds(c, t.revisions, t.revisions.c.readout_id == target):
            pass
        case "add event" | "restore event":
            rows.mark_deleted(c, t.events, target, t.now())
        case "add readout" | "restore readout":
            rows.mark_deleted(c, t.readouts, target, t.now())
        case "delete event":
            rows.mark_deleted(c, t.events, target, None)
        case "delete readout":
            rows.mark_deleted(c, t.readouts, target, None)
        case "change event" if before:
            rows.put_event(c, t.event_from_json(before["event"]))
            rows.mark_deleted(c, t.events, target, t.now() if before["deleted"] else None)
        case "change readout" if before:
            values = t.readout_values(t.readout_from_json(before["readout"]))
            c.execute(sa.update(t.readouts).where(t.readouts.c.id == target).values(**values))
            rows.mark_deleted(c, t.readouts, target, t.now() if before["deleted"] else None)
        case _:
            raise LibraryError(f"the change {action!r} of {target} is of a kind this version cannot undo")


def _holds(c: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> bool:
    return c.scalar(sa.select(table.c.id).where(where, table.c.deleted_at.is_(None)).limit(1)) is not None
