"""What the last action did, said once on the page it leads to, with the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from compare.dashboard.parts import show as show_markup
from compare.markup import tag
from readouts.errors import ReadoutsError

_KEY = "notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for one page. undo: takes the action back and says in words what it did; None without one."""

    page: str
    message: str
    undo: Callable[[], str] | None = None


def say(page: str, message: str, undo: Callable[[], str] | None = None) -> None:
    """Leave a message for a page; it stands there until it is closed or another follows."""
    st.session_state[_KEY] = Notice(page, message, undo)


def show(page: str) -> None:
    """The message that was left for this page, if any."""
    notice = st.session_state.get(_KEY)
    if not isinstance(notice, Notice) or notice.page != page:
        return
    with st.container(horizontal=True, key="notice", vertical_alignment="center"):
        show_markup(tag("p", notice.message, role="status"), cls="said")
        if notice.undo is not None and st.button("Undo", key="notice-undo"):
            try:
                say(page, notice.undo())
            except ReadoutsError as error:
                say(page, f"Not undone. {error}")
            st.rerun()
        if st.button("Close", key="notice-close", type="tertiary"):
            st.session_state.pop(_KEY, None)
            st.rerun()
