"""The page *Library*: what is here, how near it is to what was published, and how more gets in or out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from compare.dashboard import address, signin, store
from compare.dashboard.address import View, href
from compare.dashboard.files import downloads
from compare.dashboard.parts import clock, event_title, fidelity_badge, outside, plural, short_name, show, side_mark
from compare.holdings import holdings_table
from compare.markup import Markup, plain_label, tag
from compare.palette import language_name, side_class
from readouts.errors import ReadoutsError
from readouts.model import Event, Fidelity, Readout

PAGE = 40
"""Calls drawn at once; a library of thousands is turned page by page."""
MOST_DELETED = 20
"""Deleted publications drawn at once; the search finds the others."""


def body(view: View) -> None:
    """Draw the page."""
    library = store.library()
    shelf = store.shelf()
    versions = sum(len(r.revisions) for r in shelf.readouts)
    may = not library.read_only and signin.reader_may_change()
    show(
        tag("h1", "Library", cls="page-title"),
        tag(
            "p",
            f"{plural(len(shelf.events), 'call')}, {plural(len(shelf.readouts), 'publication')}, "
            f"{plural(versions, 'revision')} of their texts: {_fidelities()}. Kept in ",
            tag("code", library.name),
            ".",
            cls="deck",
        ),
    )
    _said()
    if library.read_only:
        show(
            tag(
                "p",
                "This library is read-only: everything can be read and exported, nothing can be added or deleted. "
                "To change it, make its file and folder writable, or start with another library (",
                tag("code", "--library PATH"),
                ").",
                cls="warn",
                role="status",
            )
        )
    elif may:
        link = tag("a", "Add a text", href=href("add", View(event=view.event)), data_go=True, cls="next")
        show(tag("p", link))
    wanted = _search() if shelf.events or store.deleted() else ""
    _contents(view, wanted, may=may)
    if may:
        _deleted(wanted)


def _fidelities() -> str:
    """How many publications stand there in which fidelity: ``15 official, 9 digest, 40 without text``."""
    found = Counter(r.fidelity for r in store.all_readouts())
    parts = [f"{found[f]} {f.value}" for f in Fidelity if found[f]]
    return ", ".join([*parts, *([f"{found[None]} without text"] if found[None] else [])]) or "none"


def _said() -> None:
    """What the last action did, with the way back where there is one."""
    said = st.session_state.get("said")
    if not said:
        return
    message, readout_id = said
    with st.container(horizontal=True, key="said", vertical_alignment="center"):
        show(tag("p", message, role="status"), cls="said")
        if readout_id and st.button("Undo", key="undo"):
            _restore(readout_id)
        if st.button("Close", key="close-said", type="tertiary"):
            st.session_state.pop("said", None)
            st.rerun()


def _search() -> str:
    return st.text_input(
        "Find a call or a publication",
        key="find",
        placeholder="Name, date, publisher or title",
        width=460,
        # What is found begins anew on its first page.
        on_change=lambda: address.show(address.current().with_(start="")),
    )


@st.cache_resource(show_spinner=False, max_entries=2)
def _haystacks(key: str) -> dict[str, str]:
    shelf = store.shelf()
    return {e.id: _haystack(e, shelf.by_event.get(e.id, ())) for e in shelf.events}


def matching(wanted: str) -> Sequence[Event]:
    """The calls in whose names, dates, publishers or titles every word of the search stands, newest first."""
    words = wanted.casefold().split()
    shelf = store.shelf()
    if not words:
        return shelf.events
    haystacks = _haystacks(store.looked().library)
    return [e for e in shelf.events if all(w in haystacks[e.id] for w in words)]


def part(events: Sequence[Event], start: str) -> tuple[int, Sequence[Event]]:
    """The calls to draw and the number of the first, 0 being the newest. start: as in the address."""
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0
    first = min(first, max(len(events) - 1, 0)) // PAGE * PAGE
    return first, events[first : first + PAGE]


def _contents(view: View, wanted: str, *, may: bool) -> None:
    by_event = store.shelf().by_event
    if not store.events():
        return
    found = matching(wanted)
    if not found:
        show(tag("p", f"Nothing in this library matches “{wanted}”.", cls="absent"))
        return
    first, shown = part(found, view.start)

    def table() -> pd.DataFrame:
        return holdings_table(found, [r for e in found for r in by_event.get(e.id, ())])

    downloads("library", "holdings", table, name="holdings")
    turn = _turn(view, first, len(found))
    show(turn, *(_event(e, by_event.get(e.id, ()), view) for e in shown), turn)
    if may:
        _delete([r for e in shown for r in by_event.get(e.id, ())], store.shelf().known)


def _turn(view: View, first: int, number: int) -> Markup | None:
    """Which part of the calls is drawn, and the way to the others."""
    if number <= PAGE:
        return None

    def link(words: str, start: int, key: str) -> Markup:
        to = href("library", view.with_(start=str(start) if start else ""))
        free = 0 <= start < number
        return tag(
            "a",
            words,
            href=to if free else None,
            data_go=free,
            data_key=f"calls-{key}",
            role="button",
            aria_disabled=None if free else "true",
            cls="chip" + ("" if free else " none"),
        )

    last = min(first + PAGE, number)
    return tag(
        "div",
        tag("span", f"Calls {first + 1:,} to {last:,} of {number:,}, newest first", cls="label"),
        link("Newer", first - PAGE, "newer"),
        link("Older", first + PAGE, "older"),
        cls="chips",
        role="group",
        aria_label="Part of the list",
    )


def _haystack(event: Event, readouts: Sequence[Readout]) -> str:
    words = [event.id, event_title(event), f"{event.date:%d %B %Y}", *(p.name("en") for p in event.participants)]
    for r in readouts:
        words += [r.id, r.publisher, r.title, r.side, r.fidelity.value if r.fidelity else "no text"]
    return " ".join(words).casefold()


def _event(event: Event, readouts: Sequence[Readout], view: View) -> Markup:
    title = tag("a", event_title(event), href=href("call", View(event=event.id)), data_go=True)
    head = tag("h2", tag("time", f"{event.date.day} {event.date:%b %Y}", datetime=event.date.isoformat()), " ", title)
    rows = [_row(r) for r in readouts]
    table = (
        tag("table", tag("tbody", *rows), cls="holdings") if rows else tag("p", "Nothing published yet.", cls="absent")
    )
    return tag("section", head, table, cls="shelf" + (" chosen" if event.id == view.event else ""))


def _row(readout: Readout) -> Markup:
    latest = readout.latest
    when = clock(readout.published_at) if readout.published_at else readout.published_text or "time not known"
    versions = f"{plural(len(readout.revisions), 'revision')}, last {latest.retrieved_at:%d %b %Y}" if latest else None
    return tag(
        "tr",
        tag("td", side_mark(readout.side), " ", readout.side, cls=f"who {side_class(readout.side)}"),
        tag(
            "td",
            tag("span", readout.publisher, cls="pub"),
            " ",
            tag("span", outside(readout.url, readout.title), lang=readout.language, cls="title"),
        ),
        tag("td", f"{language_name(readout.language)}, {readout.kind.value}"),
        tag("td", when),
        tag("td", versions),
        tag("td", fidelity_badge(readout.fidelity)),
    )


def _delete(readouts: Sequence[Readout], events: Mapping[str, Event]) -> None:
    def line(readout: Readout) -> str:
        return f"{events[readout.event_id].date.isoformat()} · {short_name(readout)} · {readout.title}"

    if not readouts:
        return
    with st.expander("Delete a publication"):
        chosen = st.selectbox("Publication", readouts, format_func=line, index=None, key="delete-which")
        if st.button("Delete", key="delete", disabled=chosen is None) and chosen is not None:
            try:
                store.library().delete(chosen.id)
                st.session_state["said"] = (f"Deleted: {line(chosen)}", chosen.id)
            except ReadoutsError as error:
                st.session_state["said"] = (f"Not deleted. {error}", "")
            st.session_state.pop("delete-which", None)
            st.rerun()


def _deleted(wanted: str) -> None:
    gone = store.deleted()
    if not gone:
        return
    words = wanted.casefold().split()
    found = [r for r in gone if all(w in f"{r.event_id} {short_name(r)} {r.title}".casefold() for w in words)]
    with st.expander(f"Deleted, can be brought back ({len(gone)})"):
        for readout in found[:MOST_DELETED]:
            with st.container(horizontal=True, vertical_alignment="center"):
                show(tag("p", f"{readout.event_id} · {short_name(readout)} · {readout.title}"))
                if st.button("Restore", key=f"restore-{plain_label(readout.id)}"):
                    _restore(readout.id)
        if len(gone) > len(found[:MOST_DELETED]):
            more = len(gone) - len(found[:MOST_DELETED])
            show(tag("p", f"{more} more: search above to see others.", cls="foot"))


def _restore(readout_id: str) -> None:
    try:
        store.library().restore(readout_id)
        st.session_state["said"] = (f"Brought back: {readout_id}", "")
    except ReadoutsError as error:
        st.session_state["said"] = (f"Not brought back. {error}", "")
    st.rerun()
