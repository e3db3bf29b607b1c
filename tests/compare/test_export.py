"""Exports hold what the table holds, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import export
from compare.workbook import to_xlsx
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
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx({"Tone": table}, {"Event": "=1"})))
    sheet = book["Tone"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "b", "n"]
    assert sheet["A2"].value == "'" + NASTY[0]
    assert book["About"]["B1"].value == "'=1"


def test_workbook_writes_days_as_days_shares_as_per_cent_and_prints_on_one_page_across() -> None:
    table = pd.DataFrame(
        {"date": ["2026-02-04", "unknown"], "share": [0.25, None], "mean": [1.5, 2.0], "sha256": ["f" * 64, ""]}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx({"T": table}, grounds={"share": "B04400"})))["T"]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (datetime(2026, 2, 4), "yyyy-mm-dd")
    assert sheet["A3"].value == "unknown"
    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.25, "0.0%")
    assert sheet["B3"].value is None
    assert sheet["C2"].number_format == "0.00"
    assert sheet.column_dimensions["D"].width < 30
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert [str(r.sqref) for r in sheet.conditional_formatting] == ["B2:B3"]


def test_marks_that_turn_the_direction_of_writing_are_made_visible() -> None:
    table = pd.DataFrame({"text": ["a\u202eb\u2066c"]})
    for form in ("csv", "md"):
        text = export.render({"t": table}, form, table="t", about={}).decode()
        assert "a\ufffdb\ufffdc" in text
    found = export.to_json(table).decode()
    assert "a\\u202eb\\u2066c" in found
    assert json.loads(found) == [{"text": "a\u202eb\u2066c"}]


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
    table = pd.DataFrame(
        {"sure": pd.Series([np.bool_(True), np.bool_(False)], dtype=object), "text": ["word " * 40, "y"]}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx({"T": table})))["T"]
    assert [sheet["A2"].value, sheet["A3"].value] == [True, False]
    assert sheet["A2"].data_type == "b"
    assert sheet.row_dimensions[2].height == 15 * 4
    assert sheet.row_dimensions[3].height in (None, 15)
