"""Downloads: what a page shows as a table, in every format, behind one small menu for each table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from compare.export import file_name, render

FOLDER = Path(__file__).parent
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CHOICES = (
    ("CSV", "csv", False, "text/csv"),
    ("CSV for Excel", "csv", True, "text/csv"),
    ("Excel workbook", "xlsx", False, XLSX),
    ("JSON", "json", False, "application/json"),
    ("Markdown", "md", False, "text/markdown"),
)
"""What the menu offers: name, format, whether a byte-order mark stands first, media type."""


_menus = st.components.v2.component("readouts_menus", js=(FOLDER / "files.js").read_text("utf-8"), isolate_styles=False)


def menus() -> None:
    """Put the looks and the keys of the menus on the page, once; and the looks of the page on paper."""
    st.html(FOLDER / "files.css")
    st.html(FOLDER / "print.css")
    _menus(key="menus")


def downloads(
    event: str,
    what: str,
    table: Callable[[], pd.DataFrame],
    about: Mapping[str, str] | None = None,
    *,
    name: str = "",
) -> None:
    """A menu that hands out a table, which is made when a format is pressed.

    what: for the file name. name: of the table in words, for the menu, the sheet and the field of the JSON;
    ``what`` where it is empty. about: title → value of what else the file is to say.
    """
    name = name or what.replace("_", " ")
    facts = {"Event": event, **(about or {})}
    with st.popover(f"Download {name}", key=f"{what}-files", icon=":material/download:"):
        for label, form, bom, mime in CHOICES:
            file = partial(made, table, form, name=name, about=facts, bom=bom)
            choice(label, file, file_name(event, what, form), mime, key=f"{what}-{form}{'-bom' if bom else ''}")


def choice(label: str, make: Callable[[], bytes], name: str, mime: str, *, key: str) -> None:
    """One line of a menu: a file that is made when it is pressed."""
    st.download_button(label, make, name, mime, on_click="ignore", type="tertiary", width="stretch", key=key)


def made(
    table: Callable[[], pd.DataFrame], form: str, *, name: str, about: Mapping[str, str], bom: bool = False
) -> bytes:
    """The file: a table alone, with what there is to say about it where the format has room for that."""
    return render({name: table()}, form, table=name, about=about, bom=bom)
