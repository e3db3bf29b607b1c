"""Exports hold what the table holds, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import export
from readouts.errors import InputError

NASTY = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "<script>alert(1)</script>",
    "a|b\n*c* $x$",
]


def _table() -> pd.DataFrame:
    return pd.DataFrame({"text": NASTY, "level": range(len(NASTY)), "share": [0.5] * len(NASTY)})


def test_csv_defuses_formulas_and_keeps_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(export.to_csv(_table()).decode())))
    assert [r["text"][0] for r in rows[:6]] == ["'"] * 6
    assert rows[6]["text"] == NASTY[6]
    assert [r["level"] for r in rows] == [str(i) for i in range(len(NASTY))]


def test_csv_mark_only_on_request() -> None:
    assert export.to_csv(_table(), bom=True).startswith(b"\xef\xbb\xbf")
    assert not export.to_csv(_table()).startswith(b"\xef\xbb\xbf")


def test_negative_numbers_stay_numbers() -> None:
    table = pd.DataFrame({"warmth": [-2, 1]})
    assert export.to_csv(table).decode().split("\r\n")[1] == "-2"


def test_workbook_is_typed_frozen_and_filtered() -> None:
    table = pd.DataFrame({"text": NASTY[:2], "n": [1, 2], "ok": [True, False], "none": [None, pd.NA]})
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx({"Tone": table}, {"Event": "=1"})))
    sheet = book["Tone"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "b", "n"]
    assert sheet["A2"].value == "'" + NASTY[0]
    assert book["About"]["B1"].value == "'=1"


def test_markdown_escapes_what_would_be_read_as_markup() -> None:
    text = export.to_markdown(_table()).decode()
    assert "<script" not in text
    assert "a\\|b \\*c\\* \\$x\\$" in text
    assert len(text.splitlines()) == len(NASTY) + 2


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_survives_every_format(texts: list[str]) -> None:
    table = pd.DataFrame({"text": texts})
    for form in ("csv", "xlsx", "json", "md"):
        assert export.render({"tone": table}, form, table="tone", about={"Event": "x"})
    back = json.loads(export.to_json(table.map(lambda v: v.encode("utf-8", "replace").decode())))
    assert len(back) == len(texts)
    rows = list(csv.reader(io.StringIO(export.to_csv(table).decode("utf-8"), newline="")))
    assert not any(cell.startswith(export.FORMULA_STARTS) for row in rows[1:] for cell in row)


def test_unknown_format() -> None:
    with pytest.raises(InputError, match="no file format"):
        export.render({"tone": _table()}, "pdf", table="tone", about={})


def test_file_names_are_safe() -> None:
    assert export.file_name("2026-02-04-xi-trump", "tone table", "csv") == "readouts_2026-02-04-xi-trump_tone-table.csv"
    assert "/" not in export.file_name("../../etc", "x", "csv")


def test_truth_values_of_numpy_are_truth_values_and_long_text_gets_room() -> None:
    table = pd.DataFrame({"sure": pd.Series([np.bool_(True), np.bool_(False)], dtype=object), "text": ["x" * 200, "y"]})
    sheet = openpyxl.load_workbook(io.BytesIO(export.to_xlsx({"T": table})))["T"]
    assert [sheet["A2"].value, sheet["A3"].value] == [True, False]
    assert sheet["A2"].data_type == "b"
    assert sheet.row_dimensions[2].height == 15 * 4
    assert sheet.row_dimensions[3].height in (None, 15)
