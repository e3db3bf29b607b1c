"""The page *Add*: a new text from an address, a file or the clipboard, looked at before it is saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from compare.dashboard import add_form, add_preview, notice, shell, signin, store
from compare.dashboard.address import View, href
from compare.dashboard.parts import plural, short_name, show
from compare.markup import tag
from readouts import intake
from readouts.drafts import Draft, corrected
from readouts.errors import InputError, ReadoutsError
from readouts.fetch import Fetcher
from readouts.library import AddResult, Library
from readouts.model import Readout

STYLE = Path(__file__).with_name("add.css")
WAYS = {"address": "From its address", "file": "From a file", "paste": "Paste the text"}
FORMATS = ["pdf", "docx", "rtf", "eml", "mhtml", "mht", "html", "htm", "txt", "md", "markdown"]
_DRAFT, _COUNT, _TROUBLE = "add-draft", "add-count", "add-trouble"


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
    _source(view, library, listed)
    if trouble := st.session_state.get(_TROUBLE):
        show(tag("p", trouble, cls="warn", role="alert"))
    draft = st.session_state.get(_DRAFT)
    if isinstance(draft, Draft):
        _look(draft, view, library)


def _source(view: View, library: Library, listed: Readout | None) -> None:
    """Where the text comes from; whatever is read becomes the draft."""
    if listed is not None:
        show(tag("p", f"A text for {short_name(listed)}: {listed.title or listed.kind.value}.", cls="meta"))
    address = listed.url if listed else ""
    way = st.segmented_control(
        "Where the text is",
        list(WAYS),
        default="address" if address or listed is None else "paste",
        format_func=WAYS.__getitem__,
        key=f"add-way-{view.row}",
        required=True,
    )
    if way == "address":
        _from_address(library, address, view.row)
    elif way == "file":
        _from_file(library)
    else:
        _from_paste(library, address, view.row)


def _from_address(library: Library, address: str, row: str) -> None:
    url = st.text_input("Address of the page", address, key=f"add-address-{row}", placeholder="https://…")
    mirrored = bool(os.environ.get("READOUTS_MIRROR"))
    online = st.checkbox("Ask the network for what the mirror lacks", key="add-online") if mirrored else True
    if st.button("Fetch it", key="add-fetch", type="primary"):

        def fetched() -> Draft:
            if not url.strip().startswith(("http://", "https://")):
                raise InputError("This is no web address. Begin it with https://.")
            with Fetcher(online=online) as fetcher:
                return intake.draft_from_url(url, fetcher, library)

        _begin(fetched, "Fetching the page …")


def _from_file(library: Library) -> None:
    file = st.file_uploader(
        "A file: PDF, Word, RTF, mail, saved page, HTML, text or Markdown", type=FORMATS, key="add-file"
    )
    if file is None:
        st.session_state.pop("add-file-read", None)
    elif st.session_state.get("add-file-read") != file.file_id:
        st.session_state["add-file-read"] = file.file_id
        _begin(lambda: intake.draft_from_bytes(file.getvalue(), name=file.name, library=library), "Reading the file …")


def _from_paste(library: Library, address: str, row: str) -> None:
    text = st.text_area("Text", key="add-paste", height=240, placeholder="Paste the text of the readout.")
    url = st.text_input("Its address, if you know it", address, key=f"add-paste-url-{row}", placeholder="https://…")
    if st.button("Read it", key="add-read", type="primary"):

        def pasted() -> Draft:
            if not text.strip():
                raise InputError("The text is empty. Paste the text of the readout, then choose “Read it” again.")
            return intake.draft_from_text(text, library, url=url)

        _begin(pasted, "Reading the text …")


def _begin(read: Callable[[], Draft], waiting: str) -> None:
    """Make a draft, or keep the reason why there is none."""
    for key in (_DRAFT, _TROUBLE):
        st.session_state.pop(key, None)
    try:
        with st.spinner(waiting):
            st.session_state[_DRAFT] = read()
    except ReadoutsError as error:
        st.session_state[_TROUBLE] = str(error)
    st.session_state[_COUNT] = int(st.session_state.get(_COUNT, 0)) + 1


def _look(draft: Draft, view: View, library: Library) -> None:
    """Guesses to correct, what to look out for, how it is read, and saving."""
    show(
        tag("h2", "What it is"),
        tag("p", f"Read as {draft.format}, {plural(len(draft.text), 'character')}. Correct what is wrong.", cls="meta"),
    )
    add_preview.cautions(draft)
    try:
        given = add_form.form(draft, view, int(st.session_state[_COUNT]))
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
    for key in [k for k in st.session_state if str(k).startswith("add-")]:
        del st.session_state[key]
    readout = result.readout
    said = {
        "added": "Saved as a new publication",
        "revision": f"Saved as version {result.revision.number} of a publication that was here",
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
    newest = next((c for c in library.history(5) if c.undone_at is None), None)
    if newest is None or newest.id != change:
        raise InputError("The library was changed since, so this cannot be taken back alone: see the Library page.")
    library.undo()
    return f"Taken back: version {result.revision.number} of {readout.publisher}."
