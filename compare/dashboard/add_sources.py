"""Where a new text comes from: an address, a file, the clipboard, or the archive of posts. Each ends in a draft."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Literal

import streamlit as st

from compare.dashboard.parts import plural, short_name, show
from compare.markup import plain_label, tag
from readouts import intake
from readouts.drafts import Draft
from readouts.errors import InputError, ReadoutsError
from readouts.fetch import Fetcher, Progress
from readouts.library import Library
from readouts.model import Readout
from readouts.sources.truthsocial import WASHINGTON, Post

WAYS = {
    "address": "From its address",
    "file": "From a file",
    "paste": "Paste the text",
    "posts": "From the post archive",
}
FORMATS = ["pdf", "docx", "rtf", "eml", "mhtml", "mht", "html", "htm", "txt", "md", "markdown"]
DRAFT, COUNT, TROUBLE = "add-draft", "add-count", "add-trouble"
KEPT: Literal["session"] = "session"
"""How long a field keeps what was written in it: also while another page, or another way, is looked at."""
_READ, _POSTS, _LOOKED_FOR = "add-read-again", "add-posts", "add-looked-for"
_SHOWN = 220
"""Characters of a post in the list."""

_POSTS_SHOWN = 10

Read = Callable[[str], Draft]
"""Makes the draft; given the heading of an item, of that item where the source is a whole news programme."""


def source(row: str, library: Library, listed: Readout | None) -> str:
    """The fields of the chosen way, whose key is returned; whatever is read becomes the draft.

    row: id of a listed publication, or ''.
    """
    if listed is not None:
        show(tag("p", f"A text for {short_name(listed)}: {listed.title or listed.kind.value}.", cls="meta"))
    address = listed.url if listed else ""
    way = st.segmented_control(
        "Where the text is",
        list(WAYS),
        default="address" if address or listed is None else "paste",
        format_func=WAYS.__getitem__,
        key=f"add-way-{row}",
        required=True,
        persist_state=KEPT,
    )
    if way == "address":
        _from_address(library, address, row)
    elif way == "file":
        _from_file(library)
    elif way == "posts":
        _from_posts(library)
    else:
        _from_paste(library, address, row)
    return str(way)


def items(draft: Draft) -> None:
    """The other items of the news programme that a draft was cut out of."""
    if not draft.items:
        return
    about = {choice.heading: choice.proposed for choice in draft.items}
    headings = list(about)
    here = draft.title.value if draft.title.value in about else headings[0]
    chosen = st.selectbox(
        f"This is a news programme of {len(headings)} items; those about leaders stand first",
        headings,
        index=headings.index(here),
        format_func=lambda h: f"{h} · about leaders" if about[h] else h,
        key=f"add-item-{st.session_state[COUNT]}",
        persist_state=KEPT,
    )
    if chosen != here:
        _begin(st.session_state[_READ], "Reading the item …", chosen)
        st.rerun()


def _online() -> bool:
    """Whether the network may be asked; with a mirror only where the reader says so."""
    if not os.environ.get("READOUTS_MIRROR"):
        return True
    return st.checkbox("Ask the network for what the mirror lacks", key="add-online", persist_state=KEPT)


def _from_address(library: Library, address: str, row: str) -> None:
    url = st.text_input(
        "Address of the page", address, key=f"add-address-{row}", placeholder="https://…", persist_state=KEPT
    )
    online = _online()
    if st.button("Fetch it", key="add-fetch", type="primary"):

        def fetched(item: str) -> Draft:
            if not url.strip().startswith(("http://", "https://")):
                raise InputError("This is no web address. Begin it with https://.")
            with Fetcher(online=online) as fetcher:
                return intake.draft_from_url(url, fetcher, library, item=item)

        _begin(fetched, "Fetching the page …")


def _from_file(library: Library) -> None:
    file = st.file_uploader(
        "A file: PDF, Word, RTF, mail, saved page, HTML, text or Markdown", type=FORMATS, key="add-file"
    )
    if file is None:
        st.session_state.pop("add-file-read", None)
    elif st.session_state.get("add-file-read") != file.file_id:
        st.session_state["add-file-read"] = file.file_id
        content, name = file.getvalue(), file.name
        _begin(
            lambda item: intake.draft_from_bytes(content, name=name, library=library, item=item), "Reading the file …"
        )


def _from_paste(library: Library, address: str, row: str) -> None:
    text = st.text_area(
        "Text", key="add-paste", height=240, placeholder="Paste the text of the readout.", persist_state=KEPT
    )
    url = st.text_input(
        "Its address, if you know it",
        address,
        key=f"add-paste-url-{row}",
        placeholder="https://…",
        persist_state=KEPT,
    )
    if st.button("Read it", key="add-read", type="primary"):

        def pasted(_: str) -> Draft:
            if not text.strip():
                raise InputError("The text is empty. Paste the text of the readout, then choose “Read it” again.")
            return intake.draft_from_text(text, library, url=url)

        _begin(pasted, "Reading the text …")


def _from_posts(library: Library) -> None:
    """Posts of the public archive: looked for by day and words, one of them taken."""
    a, b = st.columns([1, 2])
    day = a.date_input("Day in Washington", None, key="add-post-day", min_value=date(2022, 2, 1), persist_state=KEPT)
    words = b.text_input(
        "Words of the post", key="add-post-words", placeholder="call with President …", persist_state=KEPT
    )
    online = _online()
    if st.button("Find posts", key="add-find", type="primary"):
        _find(day if isinstance(day, date) else None, words.strip(), online)
    found: list[Post] | None = st.session_state.get(_POSTS)
    if found is None:
        return
    if not found:
        show(tag("p", f"No post of the archive has {st.session_state[_LOOKED_FOR]}.", cls="absent", role="status"))
        return
    chosen = st.radio(
        f"{plural(len(found), 'post')} with {st.session_state[_LOOKED_FOR]}",
        range(len(found)),
        index=None,
        format_func=lambda n: plain_label(_line(found[n])),
        key="add-post",
    )
    if st.button("Take this post", key="add-take", disabled=chosen is None) and chosen is not None:
        url = found[chosen].url
        del st.session_state[_POSTS]

        def taken(_: str) -> Draft:
            with Fetcher(online=online) as fetcher:
                return intake.draft_from_url(url, fetcher, library)

        _begin(taken, "Reading the post …")


def _line(post: Post) -> str:
    words = " ".join(post.text.split())
    cut = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()} …"
    if post.published_at is None:
        return cut
    local = post.published_at.astimezone(WASHINGTON)
    return f"{local.day} {local:%b %Y, %H:%M} in Washington: {cut}"


def _find(day: date | None, words: str, online: bool) -> None:
    for key in (DRAFT, TROUBLE, _POSTS):
        st.session_state.pop(key, None)
    said = [f"“{words}”"] if words else []
    said += [f"the day {day:%d %b %Y}"] if day else []
    st.session_state[_LOOKED_FOR] = " and ".join(said)
    place = st.empty()
    try:
        if not said:
            raise InputError("Give words of the post, its day, or both.")
        with st.spinner("Looking through the archive …"), Fetcher(online=online) as fetcher:
            found = intake.find_posts(fetcher, day=day, words=words, limit=_POSTS_SHOWN, progress=_bar(place))
        # Only a post with an address can be taken.
        st.session_state[_POSTS] = [post for post in found if post.url]
    except ReadoutsError as error:
        st.session_state[TROUBLE] = str(error)
    place.empty()


def _bar(place: st.delta_generator.DeltaGenerator) -> Progress:
    """Draws how much of the archive has come, a hundred times at most."""
    drawn = -1

    def advance(done: int, total: int | None) -> None:
        nonlocal drawn
        # The archive has some 20 MB; where the server does not say, that is what is expected.
        share = min(99, 100 * done // max(total or 25_000_000, 1))
        if share > drawn:
            drawn = share
            place.progress(share / 100, f"Fetching the archive: {done / 1e6:.0f} MB. It is kept for an hour.")

    return advance


def _begin(read: Read, waiting: str, item: str = "") -> None:
    """Make a draft, or keep the reason why there is none."""
    for key in (DRAFT, TROUBLE):
        st.session_state.pop(key, None)
    st.session_state[_READ] = read
    try:
        with st.spinner(waiting):
            st.session_state[DRAFT] = read(item)
    except ReadoutsError as error:
        st.session_state[TROUBLE] = str(error)
    st.session_state[COUNT] = int(st.session_state.get(COUNT, 0)) + 1
