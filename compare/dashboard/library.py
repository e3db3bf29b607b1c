"""The page *Library*: what is here, how near it is to what was published, and how more gets in or out."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from compare.dashboard import signin, store
from compare.dashboard.address import View, href
from compare.dashboard.files import downloads
from compare.dashboard.parts import clock, event_title, fidelity_badge, outside, plural, short_name, show, side_mark
from compare.holdings import holdings_table
from compare.markup import Markup, plain_label, tag
from compare.palette import language_name, side_class
from readouts.errors import ReadoutsError
from readouts.model import Event, Fidelity, Readout

_PAGE = 40  # events drawn at once: a library of thousands stays quick


def body(view: View) -> None:
    """Draw the page."""
    library = store.library()
    counts = library.counts()
    may = not library.read_only and signin.reader_may_change()
    show(
        tag("h1", "Library", cls="page-title"),
        tag(
            "p",
            f"{plural(counts['events'], 'call')}, {plural(counts['readouts'], 'publication')}, "
            f"{plural(counts['revisions'], 'version')} of their texts: {_fidelities()}. Kept in ",
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
    _contents(view, may=may)
    if may:
        _deleted()


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


def _contents(view: View, *, may: bool) -> None:
    events = store.events()
    if not events:
        return
    wanted = st.text_input(
        "Find a call or a publication", key="find", placeholder="Name, date, publisher or title", width=460
    )
    by_event: dict[str, list[Readout]] = {}
    for readout in store.all_readouts():
        by_event.setdefault(readout.event_id, []).append(readout)
    found = [(e, by_event.get(e.id, [])) for e in events]
    words = wanted.casefold().split()
    if words:
        found = [(e, r) for e, r in found if all(w in _haystack(e, r) for w in words)]
    if not found:
        show(tag("p", f"Nothing in this library matches “{wanted}”.", cls="absent"))
        return
    calls, publications = [e for e, _ in found], [r for _, readouts in found for r in readouts]
    downloads("library", "holdings", lambda: holdings_table(calls, publications), name="holdings")
    show(*(_event(e, r, view) for e, r in found[:_PAGE]))
    if len(found) > _PAGE:
        show(tag("p", f"{len(found) - _PAGE} more calls: narrow the search to see them.", cls="foot"))
    if may:
        _delete([r for _, readouts in found[:_PAGE] for r in readouts], {e.id: e for e, _ in found})


def _haystack(event: Event, readouts: list[Readout]) -> str:
    words = [event.id, event_title(event), f"{event.date:%d %B %Y}", *(p.name("en") for p in event.participants)]
    for r in readouts:
        words += [r.id, r.publisher, r.title, r.side, r.fidelity.value if r.fidelity else "no text"]
    return " ".join(words).casefold()


def _event(event: Event, readouts: list[Readout], view: View) -> Markup:
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
    versions = f"{plural(len(readout.revisions), 'version')}, last {latest.retrieved_at:%d %b %Y}" if latest else None
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


def _delete(readouts: list[Readout], events: dict[str, Event]) -> None:
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


def _deleted() -> None:
    gone = store.library().deleted()
    if not gone:
        return
    with st.expander(f"Deleted, can be brought back ({len(gone)})"):
        for readout in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                show(tag("p", f"{readout.event_id} · {short_name(readout)} · {readout.title}"))
                if st.button("Restore", key=f"restore-{plain_label(readout.id)}"):
                    _restore(readout.id)


def _restore(readout_id: str) -> None:
    try:
        store.library().restore(readout_id)
        st.session_state["said"] = (f"Brought back: {readout_id}", "")
    except ReadoutsError as error:
        st.session_state["said"] = (f"Not brought back. {error}", "")
    st.rerun()
