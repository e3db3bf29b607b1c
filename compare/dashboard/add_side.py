"""Beside the fields of *Add*: what is taken, whose pages are known, what waits for a text, what was done last."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from compare.dashboard import notice, store
from compare.dashboard.address import View, href
from compare.dashboard.parts import clock, event_title, plural, short_name, show, side_mark
from compare.markup import Markup, tag
from compare.palette import side_class
from readouts.changes import Change
from readouts.errors import ReadoutsError
from readouts.library import Library
from readouts.model import Event, Readout
from readouts.sources.publishers import sites

_LAST = 5
_WAITING = 4
_ACTIONS = {
    "add readout": "Added",
    "add revision": "New revision",
    "change readout": "Changed",
    "delete readout": "Deleted",
    "restore readout": "Brought back",
    "add event": "New call",
    "change event": "Changed call",
    "delete event": "Deleted call",
    "restore event": "Brought back call",
    "import": "Import",
}


def side(view: View, library: Library) -> None:
    """What was done last and what waits for a text."""
    _last(library)
    _waiting(view)


def about(way: str) -> None:
    """What the chosen way takes, below its fields. way: a key of `add_sources.WAYS`."""
    show(tag("h2", _ABOUT[way][0]), *(_known() if way == "address" else ()), tag("p", *_ABOUT[way][1:]), cls="aside")


_ABOUT: dict[str, tuple[str | Markup, ...]] = {
    "address": (
        "Whose pages are known",
        "Any other page is read by its main text. X and Truth Social answer no program: take posts from the archive, "
        "or paste them. A page that refuses can be saved in the browser (“web page, single file”) and given as a file.",
    ),
    "file": (
        "What is read",
        "PDF with a text layer, Word (.docx), RTF, mail (.eml), saved web pages (.mhtml), HTML, Markdown and plain "
        "text, up to 20 MB, in English, Chinese or Russian. A scan needs text recognition first. A script of the "
        "evening news is cut into its items. Many files at once: ",
        tag("code", "readouts import"),
        " in a terminal.",
    ),
    "paste": (
        "What becomes of it",
        "Invisible characters and marks that turn the direction of writing are taken out and named; look-alike letters "
        "stay and are named. With its address, the text becomes a revision of that publication, on whichever of the "
        "publisher’s hosts it was found. A line such as “4 February 2026, 23:40” gives the day.",
    ),
    "posts": (
        "Which archive",
        "A public copy of the posts of @realDonaldTrump, some 20 MB, kept here for an hour once fetched. Days are "
        "those of Washington, and the nights around one count. Repeats of other accounts are left out.",
    ),
}


def _known() -> list[Markup]:
    """The publishers whose pages have a rule, by side."""
    by_side: dict[str, dict[str, dict[str, None]]] = {}
    for site in sites():
        if site.body and site.side:
            by_side.setdefault(site.side, {}).setdefault(site.publisher, {})[site.hosts[0]] = None
    rows = [
        tag(
            "li",
            side_mark(code),
            " ",
            "; ".join(f"{name} ({', '.join(hosts)})" for name, hosts in names.items()),
            cls=side_class(code),
        )
        for code, names in by_side.items()
    ]
    return [tag("ul", *rows, cls="known")]


def _waiting(view: View) -> None:
    """Publications that are listed and have no text: those of the call the reader came from, else of the newest."""
    events = {e.id: e for e in store.events()}
    bare = [r for r in store.all_readouts() if not r.revisions and r.event_id in events]
    here = [r for r in bare if r.event_id == view.event]
    chosen = here or sorted(bare, key=lambda r: events[r.event_id].date, reverse=True)
    if not chosen:
        return
    rows = [_listed(r, events[r.event_id]) for r in chosen[:_WAITING]]
    more = f"and {len(chosen) - _WAITING} more on the Library page" if len(chosen) > _WAITING else ""
    show(
        tag("h2", "Listed, without a text"),
        tag("ul", *rows),
        tag("p", more, cls="meta") if more else None,
        cls="aside",
    )


def _listed(readout: Readout, event: Event) -> Markup:
    view = View(event=event.id, row=readout.id)
    link = tag("a", readout.title or f"{readout.publisher}, {readout.kind.value}", href=href("add", view), data_go=True)
    where = f"{short_name(readout)}; {event.date.day} {event.date:%b %Y}, {event_title(event)}"
    return tag("li", link, tag("span", where, cls="meta"), lang=readout.language if readout.title else None)


def _last(library: Library) -> None:
    """The last changes in words, with links to their calls, and the way back from the very last."""
    done = [c for c in library.history(4 * _LAST) if c.undone_at is None][:_LAST]
    if not done:
        return
    show(tag("h2", "Last changes"), cls="aside")
    readouts = {r.id: r for r in store.all_readouts()}
    events = {e.id: e for e in store.events()}
    with st.container(horizontal=True, key="add-last", vertical_alignment="top"):
        show(tag("ul", _change(done[0], readouts, events)), cls="aside newest")
        # Bound when it is drawn: what another changes before the click is not taken back unseen.
        st.button(
            "Undo",
            key="add-undo",
            help="Takes this change back; an import as a whole.",
            on_click=_undo,
            args=(library, done[0]),
        )
    show(tag("ul", *(_change(c, readouts, events) for c in done[1:])), cls="aside")


def _undo(library: Library, change: Change) -> None:
    try:
        taken = library.undo(change.id)
    except ReadoutsError as error:
        notice.say("add", f"Not undone: {error}.")
    else:
        notice.say("add", f"Taken back: {taken.sentence}." if taken else "There was nothing to take back.")


def _change(change: Change, readouts: dict[str, Readout], events: dict[str, Event]) -> Markup:
    readout = readouts.get(change.target)
    event = events.get(readout.event_id if readout else change.target)
    what: Iterable[Markup | str]
    if event is not None:
        name = short_name(readout) if readout else ""
        link = tag("a", event_title(event), href=href("call", View(event=event.id)), data_go=True)
        what = [f"{name}, " if name else "", link]
    else:
        what = [change.target, f", {plural(change.texts, 'text')}" if change.texts else ""]
    when = tag("span", clock(change.at), cls="meta")
    return tag("li", tag("b", _ACTIONS.get(change.action, change.action)), ": ", *what, when)
