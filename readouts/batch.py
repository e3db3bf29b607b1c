"""Many texts in one transaction, with a few statements for all of them instead of a dozen for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import sqlalchemy as sa

from readouts import rows
from readouts import schema as t
from readouts.errors import InputError
from readouts.model import Event, Readout, Revision

Outcome = tuple[Readout, Revision, str]
Text = tuple[rows.Prepared, str | None]


def put_events(c: sa.Connection, events: Sequence[Event]) -> None:
    """Store the events that are not there yet; deleted ones come back as they were."""
    here = sa.select(t.events.c.id, t.events.c.deleted_at).where(t.events.c.id.in_([e.id for e in events]))
    there = {row.id: row.deleted_at for row in c.execute(here)}
    for event_id in [key for key, deleted in there.items() if deleted is not None]:
        rows.mark_deleted(c, t.events, event_id, None)
        rows.log_change(c, "restore event", event_id, None)
    new = [event for event in events if event.id not in there]
    if not new:
        return
    c.execute(sa.insert(t.events), [t.event_values(event) for event in new])
    people = [values for event in new for values in t.participant_values(event)]
    if people:
        c.execute(sa.insert(t.participants), people)
    before = {"event": None, "deleted": False}
    _log(c, [("add event", event.id, before) for event in new])


def put_texts(c: sa.Connection, texts: Sequence[Text | InputError]) -> list[Outcome | InputError]:
    """Add texts, each as :func:`readouts.rows.put_text` would, and say what became of each.

    Texts of events without any publication, and texts that are here already, are settled together; only what may
    be a revision takes the long way. What is wrong with a text stands in its place.
    """
    events = {text[0].readout.event_id for text in texts if not isinstance(text, InputError)}
    there = _there(c, events)
    known = _by_event(c, events)
    new: dict[int, rows.Prepared] = {}
    results: dict[int, Outcome | InputError] = {}
    for number, text in enumerate(texts):
        if isinstance(text, InputError):
            results[number] = text
            continue
        prepared, own = text
        event_id = prepared.readout.event_id
        if own is not None or event_id not in there:
            continue
        readouts = known.setdefault(event_id, [])
        match = _match(readouts, prepared.readout)
        if match is None:
            readout = replace(prepared.readout, id=_free_id(readouts, prepared.readout))
            readouts.append(readout)
            new[number] = replace(prepared, readout=readout)
        elif (revision := _same_text(match, prepared)) is not None:
            results[number] = (match, revision, "unchanged")
    results |= _insert(c, new)
    for number, text in enumerate(texts):
        if number not in results and not isinstance(text, InputError):
            results[number] = _one(c, text)
    return [results[number] for number in range(len(texts))]


def _one(c: sa.Connection, text: Text) -> Outcome | InputError:
    try:
        # What is wrong with a text is found before anything of it is written.
        return rows.put_text(c, *text)
    except InputError as error:
        return error


def _there(c: sa.Connection, events: set[str]) -> set[str]:
    found = sa.select(t.events.c.id).where(t.events.c.id.in_(events), t.events.c.deleted_at.is_(None))
    return set(c.scalars(found))


def _by_event(c: sa.Connection, events: set[str]) -> dict[str, list[Readout]]:
    """All readouts of events, deleted ones with a mark: no text."""
    deleted = set(c.scalars(sa.select(t.readouts.c.id).where(t.readouts.c.deleted_at.is_not(None))))
    found: dict[str, list[Readout]] = {}
    for readout in rows.select_readouts(c, t.readouts.c.event_id.in_(events)):
        shown = replace(readout, revisions=()) if readout.id in deleted else readout
        found.setdefault(readout.event_id, []).append(shown)
    return found


def _match(readouts: Sequence[Readout], given: Readout) -> Readout | None:
    """The readout a text belongs to, by the rule of :func:`readouts.rows.match_readout`."""
    of = (given.side, given.publisher, given.language)
    same = [r for r in readouts if (r.side, r.publisher, r.language) == of]
    exact = [r for r in same if r.url == given.url]
    return exact[0] if exact else same[0] if not given.url and len(same) == 1 else None


def _free_id(readouts: Sequence[Readout], given: Readout) -> str:
    stem, taken = rows.new_id(given), {r.id for r in readouts}
    names = (stem if number == 1 else f"{stem}.{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _same_text(readout: Readout, prepared: rows.Prepared) -> Revision | None:
    values = prepared.values
    of = (values["sha256"], values["fidelity"])
    return next((r for r in readout.revisions if (r.sha256, r.fidelity.value) == of), None)


def _insert(c: sa.Connection, first: dict[int, rows.Prepared]) -> dict[int, Outcome]:
    if not first:
        return {}
    c.execute(sa.insert(t.readouts), [t.readout_values(p.readout) for p in first.values()])
    c.execute(sa.insert(t.revisions), [{"readout_id": p.readout.id, "number": 1, **p.values} for p in first.values()])
    ids = [p.readout.id for p in first.values()]
    made = c.execute(sa.select(*t.REVISION_COLUMNS, t.revisions.c.readout_id).where(t.revisions.c.readout_id.in_(ids)))
    revisions: dict[str, Revision] = {row.readout_id: t.read_revision(row) for row in made}
    _log(c, [("add readout", key, {"revision": revisions[key].id}) for key in ids])
    return {
        number: (replace(p.readout, revisions=(revisions[p.readout.id],)), revisions[p.readout.id], "added")
        for number, p in first.items()
    }


def _log(c: sa.Connection, made: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
    at = t.now()
    c.execute(
        sa.insert(t.changes),
        [{"at": at, "action": action, "target": target, "before": before} for action, target, before in made],
    )
