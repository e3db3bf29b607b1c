"""The page *Add*: a new text from an address, a file or the clipboard, looked at before it is saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from compare.dashboard import add_form, add_preview, add_side, add_sources, notice, shell, signin, store
from compare.dashboard.add_sources import COUNT, DRAFT, TROUBLE
from compare.dashboard.address import View, href
from compare.dashboard.parts import plural, show
from compare.markup import tag
from readouts import intake
from readouts.drafts import Draft, corrected
from readouts.errors import InputError, ReadoutsError
from readouts.library import AddResult, Library
from readouts.model import Readout

STYLE = Path(__file__).with_name("add.css")


def body(view: View) -> None:
    """Draw the page."""
    st.html(STYLE)
    show(
        tag("h1", "Add a text", cls="page-title"),
        tag(
            "p",
            "A page, a document or pasted words. What it is, is guessed and shown with the reason; you correct it, see "
            "how it is read, and save. Nothing is stored before that.",
            cls="deck",
        ),
    )
    library = store.library()
    if library.read_only or not signin.reader_may_change():
        show(
            tag(
                "p",
                "Nothing can be added here: this library is open for reading only. ",
                tag("a", "See what is in it", href=href("library", View(event=view.event)), data_go=True),
                ".",
                cls="warn",
                role="status",
            )
        )
        return
    listed = next((r for r in store.all_readouts() if r.id == view.row), None)
    # The side helps to begin; a draft needs the whole width and all attention.
    beginning = not isinstance(st.session_state.get(DRAFT), Draft)
    left, right = st.columns([5, 3], gap="large") if beginning else (st.container(), None)
    with left:
        way = add_sources.source(view.row, library, listed)
        if trouble := st.session_state.get(TROUBLE):
            show(tag("p", trouble, cls="warn", role="alert"))
    draft = st.session_state.get(DRAFT)
    if isinstance(draft, Draft) == beginning:
        # The layout is that of another moment: draw the page anew.
        st.rerun()
    if isinstance(draft, Draft):
        _look(draft, view, library)
    elif right is not None:
        with left:
            add_side.about(way)
        with right:
            add_side.side(view, library)


def _look(draft: Draft, view: View, library: Library) -> None:
    """Guesses to correct, what to look out for, how it is read, and saving."""
    show(
        tag("h2", "What it is"),
        tag("p", f"Read as {draft.format}, {plural(len(draft.text), 'character')}. Correct what is wrong.", cls="meta"),
    )
    add_sources.items(draft)
    add_preview.cautions(draft)
    try:
        given = add_form.form(draft, view, int(st.session_state[COUNT]))
        final = corrected(draft, given.corrections, library)
        known = library.readout(given.into) if given.into else None
        event = (
            final.new_event
            if given.corrections.get("event") == add_form.NEW
            else library.event(_event_id(final, known))
        )
        if event is None:
            raise InputError(
                "Which call it is, is not known yet: give its day, and at least two people with their sides."
            )
        show(tag("h2", "What would be saved"))
        add_preview.repeats(final, given.into)
        reading = add_preview.reading_of(final, event, known)
    except ReadoutsError as error:
        show(tag("p", str(error), cls="warn", role="alert"))
        return
    if final.warnings != draft.warnings:
        add_preview.cautions(final)
    add_preview.preview(reading)
    if st.button("Save and compare", key="add-save", type="primary"):
        is_new = event.id not in {e.id for e in store.events()}
        try:
            result = intake.save(library, final, into=given.into)
        except ReadoutsError as error:
            show(tag("p", f"Not saved. {error}", cls="warn", role="alert"))
            return
        _arrive(library, result, is_new=is_new)


def _event_id(final: Draft, known: Readout | None) -> str:
    if known is not None:
        return known.event_id
    if not final.event.value:
        raise InputError("Which call it belongs to is not known yet. Choose it under “Call”.")
    return final.event.value


def _arrive(library: Library, result: AddResult, *, is_new: bool) -> None:
    """Leave the form, and stand on the side-by-side page of the call."""
    # The number of the draft goes on: what a field of that number was given must not come back.
    for key in [k for k in st.session_state if str(k).startswith("add-") and k != COUNT]:
        del st.session_state[key]
    readout = result.readout
    said = {
        "added": "Saved as a new publication",
        "revision": f"Saved as revision {result.revision.number} of a publication that was here",
        "unchanged": "Nothing to save: this very text is in the library already",
    }[result.outcome]
    newest = next((c.id for c in library.history(5) if c.undone_at is None), 0)
    undo = None if result.outcome == "unchanged" else partial(take_back, library, result, is_new=is_new, change=newest)
    notice.say("side-by-side", f"{said}: {readout.publisher}, {readout.event_id}.", undo)
    shell.go("side-by-side", View(event=readout.event_id))


def take_back(library: Library, result: AddResult, *, is_new: bool, change: int) -> str:
    """Undo a saving. change: the last change of the library after it. Raises InputError after changes by others."""
    readout = result.readout
    if result.outcome == "added":
        library.delete(readout.id)
        if is_new and not library.readouts(readout.event_id):
            library.delete_event(readout.event_id)
        return f"Taken back: {readout.publisher}. It can be restored on the Library page."
    try:
        library.undo(change)
    except InputError as error:
        raise InputError(
            "The library was changed since, so this cannot be taken back alone: see the Library page."
        ) from error
    return f"Taken back: revision {result.revision.number} of {readout.publisher}."
