"""The menu on a call that hands out its brief: what `readouts brief` writes, made when a format is pressed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import partial

import streamlit as st

from compare.analysis import Comparison
from compare.dashboard import store
from compare.dashboard.files import XLSX, choice
from compare.export import file_name
from compare.report import Brief, make_brief, render
from readouts.claims import all_claims, folder_beside

CHOICES = (
    ("Web page (HTML)", "html", "text/html"),
    ("Word document", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("Excel workbook", "xlsx", XLSX),
    ("Markdown", "md", "text/markdown"),
)
"""What the menu offers: name, format, media type."""

_MOST = 4  # briefs kept: the next format of the same call is quick, memory stays bounded

_lock = threading.Lock()
_kept: OrderedDict[tuple[str, str], Brief] = OrderedDict()


def draw(comparison: Comparison) -> None:
    """Put the menu on the page; nothing where no text of the call is here."""
    if not comparison.readings:
        return
    event = comparison.event.id
    with st.container(key="brief"), st.popover("Brief of this call", icon=":material/article:"):
        for label, form, mime in CHOICES:
            choice(label, partial(made, event, form), file_name(event, "brief", form), mime, key=f"brief-{form}")


def made(event: str, form: str) -> bytes:
    """The brief of an event as a file. Raises InputError where the event has no text."""
    return render(brief(event), form)


def brief(event: str) -> Brief:
    """The brief of an event: that made last where neither the library nor a rule nor a claim has changed since."""
    library, key = store.library(), (store.state(), event)
    # Two readers who press at once wait for one brief instead of making two.
    with _lock:
        known = _kept.get(key)
        if known is None:
            claims, _ = all_claims(folder_beside(library.name))
            known = _kept[key] = make_brief(library, event, claims=claims)
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
        return known
