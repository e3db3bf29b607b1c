"""Addresses: every view has one, and one brings its view back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

PAGES = {
    "call": "",
    "side-by-side": "side-by-side",
    "tone": "tone",
    "wording": "wording",
    "over-time": "over-time",
    "claims": "claims",
    "library": "library",
    "add": "add",
}
"""Page → its path."""

_PLAIN = ("side", "other", "since", "against", "family", "doc", "scope", "start")
_ID = re.compile(r"[^\x00-\x1f\x7f]{1,200}")


@dataclass(frozen=True, slots=True)
class View:
    """What an address says besides the page.

    event, topic: ids, '' where none is chosen. readouts: ids of the publications shown, () for the usual ones.
    scale: scale of the tone page. row: on the tone page ``readout|topic|speaker``
    whose evidence is open, in the library the id of a publication that is to get a text. speaker: filter of speakers.
    kind: kind of finding shown, 'all' for every one. mode: how texts are laid out. at: statements to bring into view,
    each ``readout@start``. left, right, texts: texts compared word by word, each ``readout`` or ``readout@revision``.
    side: whose texts are followed over time. other: side that takes part in these calls. since: first year shown.
    against: what a call is compared with: an event id, 'previous' or 'mean:3'. family: family of set phrases, 'all' for
    every one. doc: id of the publication whose edits are shown. scope: 'all' for claims about every call.
    start: number of the first call drawn in the library, '' for the newest.
    """

    event: str = ""
    topic: str = ""
    readouts: tuple[str, ...] = ()
    row: str = ""
    speaker: str = ""
    kind: str = ""
    mode: str = ""
    at: tuple[str, ...] = ()
    left: str = ""
    right: str = ""
    texts: tuple[str, ...] = ()
    side: str = ""
    other: str = ""
    since: str = ""
    against: str = ""
    family: str = ""
    doc: str = ""
    scope: str = ""
    start: str = ""

    def with_(self, **changes: str | tuple[str, ...]) -> View:
        """The view with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def params(self) -> dict[str, str]:
        """The query parameters, those that are empty left out."""
        found = {
            "event": self.event,
            "topic": self.topic,
            "readouts": ",".join(self.readouts),
            "row": self.row,
            "speaker": self.speaker,
            "kind": self.kind,
            "mode": self.mode,
            "at": ",".join(self.at),
            "left": self.left,
            "right": self.right,
            "texts": ",".join(self.texts),
            **{name: getattr(self, name) for name in _PLAIN},
        }
        return {key: value for key, value in found.items() if value}


def href(page: str, view: View) -> str:
    """Relative address of a page with a view, right from every page and under any base path."""
    query = urlencode(view.params())
    return f"./{PAGES[page]}" + (f"?{query}" if query else "")


def current() -> View:
    """The view of the address the browser shows."""

    def one(name: str) -> str:
        value = str(st.query_params.get(name, ""))
        return value if _ID.fullmatch(value) else ""

    def several(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r for r in str(st.query_params.get(name, ""))[:2000].split(",") if r))

    return View(
        event=one("event"),
        topic=one("topic"),
        readouts=several("readouts"),
        row=one("row"),
        speaker=one("speaker"),
        kind=one("kind"),
        mode=one("mode"),
        at=several("at"),
        left=one("left"),
        right=one("right"),
        texts=several("texts"),
        **{name: one(name) for name in _PLAIN},
    )


def show(view: View) -> None:
    """Write a view into the address without leaving the page."""
    params = view.params()
    if dict(st.query_params) != params:
        st.query_params.from_dict(params)


def toggled(chosen: Iterable[str], one: str) -> tuple[str, ...]:
    """The chosen ids with one added or taken away."""
    chosen = tuple(chosen)
    return tuple(c for c in chosen if c != one) if one in chosen else (*chosen, one)
