"""Downloads: what a page shows as a table, as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from compare.export import file_name, to_csv, to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(
    event: str,
    what: str,
    table: Callable[[], pd.DataFrame],
    about: Mapping[str, str] | None = None,
    *,
    name: str = "",
) -> None:
    """Two buttons for a table, which is made when one is pressed.

    what: for the file name. name: for the buttons and the sheet, ``what`` in words where it is empty.
    """
    name = name or what.replace("_", " ")
    with st.container(horizontal=True, key=f"{what}-files", width="content"):
        _buttons(event, what, name, table, about or {})


def _buttons(event: str, what: str, name: str, table: Callable[[], pd.DataFrame], about: Mapping[str, str]) -> None:
    for kind, mime, made in (
        ("CSV", "text/csv", lambda: to_csv(table(), bom=True)),
        ("XLSX", XLSX, lambda: to_xlsx({name.capitalize(): table()}, {"Event": event, **about})),
    ):
        st.download_button(
            f"{name.capitalize()} as {kind}",
            made,
            file_name(event, what, kind.lower()),
            mime,
            on_click="ignore",
            key=f"{what}-{kind}",
        )
