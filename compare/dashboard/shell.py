"""The frame around every page: masthead, the call that is chosen, and what happens when something is wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from compare.dashboard import address, files, notice, signin, store
from compare.dashboard.address import View
from compare.dashboard.parts import empty_state, show
from compare.markup import tag
from readouts.errors import LibraryError, ReadoutsError

FOLDER = Path(__file__).parent
TITLES = {
    "call": "Call",
    "side-by-side": "Side by side",
    "tone": "Tone",
    "wording": "Wording",
    "over-time": "Over time",
    "claims": "Claims",
    "library": "Library",
    "add": "Add",
}

_log = logging.getLogger(__name__)


_router = st.components.v2.component(
    "readouts_router", js=(FOLDER / "router.js").read_text("utf-8"), isolate_styles=False
)


def page(name: str, body: Callable[[View], None], *, picks_call: bool = True) -> Callable[[], None]:
    """A page of the app: ``body`` in the common frame, given the view that the address asks for."""

    def run() -> None:
        st.set_page_config(page_title=f"{TITLES[name]} · Readouts", layout="wide", initial_sidebar_state="collapsed")
        st.html(FOLDER / "theme.css")
        view = address.current()
        signin.gate()
        try:
            masthead(name, view)
            signin.who()
            with store.one_look():
                notice.show(name)
                if picks_call:
                    view = _with_call(view)
                    if not view.event:
                        return
                body(view)
        except LibraryError as error:
            _library_trouble(error)
        except ReadoutsError as error:
            empty_state("This cannot be shown", tag("p", str(error)), kind="error")
        except Exception:
            _log.exception("page %s", name)
            empty_state(
                "Something went wrong on this page",
                tag("p", "Nothing in the library was changed. The details stand in the terminal that runs Readouts."),
                tag("p", tag("a", "Start again from the newest call", href=address.href("call", View()), data_go=True)),
                kind="error",
            )

    run.__name__ = name.replace("-", "_")
    return run


def go(page: str, view: View) -> None:
    """Leave for another page with a view, as after saving. Ends the run."""
    # Streamlit knows a page by its path: one made here stands for the page that the app runs under it.
    st.switch_page(st.Page(lambda: None, url_path=address.PAGES[page]), query_params=view.params())


def masthead(name: str, view: View) -> None:
    """Name of the paper and the way to the other pages, the chosen call and topic kept."""
    kept = View(event=view.event, topic=view.topic, readouts=view.readouts)
    links = [
        tag(
            "a",
            title,
            href=address.href(page, kept),
            data_go=True,
            data_key=f"nav-{page}",
            aria_current="page" if page == name else None,
        )
        for page, title in TITLES.items()
    ]
    show(
        tag(
            "header",
            tag("a", "Readouts", href=address.href("call", View()), data_go=True, cls="wordmark"),
            tag("p", "What each side says was said", cls="motto"),
            tag("nav", *links, aria_label="Pages"),
            cls="masthead",
        )
    )
    with st.container(key="router"):
        _router(key="links")
        files.menus()


def _with_call(view: View) -> View:
    """The view with a call that exists, and the menu to choose another."""
    events = store.events()
    if not events:
        empty_state(
            "The library is empty",
            tag("p", "There is no call to show yet. Two ways to begin:"),
            tag(
                "ol",
                tag(
                    "li",
                    "Run ",
                    tag("code", "readouts sync"),
                    " in a terminal: it fills the library from the catalogue.",
                ),
                tag("li", tag("a", "Add a text", href=address.href("add", View()), data_go=True), "."),
            ),
        )
        return View()
    known = store.shelf().menu
    if view.event and view.event not in known:
        empty_state(
            "No such call in this library",
            tag("p", f"The address asks for “{view.event}”. Choose another below, or add its texts on the Add page."),
        )
    chosen = view.event if view.event in known else store.shelf().opening
    if st.session_state.get("call") != chosen:
        st.session_state["call"] = chosen
    st.selectbox(
        "Call",
        list(known),
        format_func=known.__getitem__,
        key="call",
        on_change=_picked,
        width=460,
        label_visibility="collapsed",
    )
    if view.event and view.event not in known:
        return View()
    if not view.event:
        view = view.with_(event=chosen)
        address.show(view)
    return view


def _picked() -> None:
    # Another call has other publications; the topic stays, so that one subject can be followed from call to call.
    view = address.current()
    address.show(View(event=str(st.session_state["call"]), topic=view.topic))


def _library_trouble(error: LibraryError) -> None:
    empty_state("The library cannot be opened", tag("p", str(error)), kind="error")
    if st.button("Try again", key="retry"):
        store.forget()
        st.rerun()
