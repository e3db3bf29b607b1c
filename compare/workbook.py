"""Tables as an XLSX workbook: typed cells, frozen heads, filters, widths that fit, and pages that print."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from compare.columns import DAY, column
from compare.export import defuse

_MOST_LINES = 6  # of a row; longer text is read in the cell
_CELL_LIMIT = 32_767  # characters a cell can hold
_WIDEST = 60  # letters
_NARROW = 24  # the same for what has no words
_HEAD = 26  # letters of a head in one line
_A4, _A3 = 9, 8
_PAGE = 190  # letters across, from which a sheet is printed on the larger paper
_WHOLE, _DECIMALS, _PERCENT, _DATE = "0", "0.00", "0.0%", "yyyy-mm-dd"

_DAY = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d")


def to_xlsx(
    sheets: Mapping[str, pd.DataFrame],
    about: Mapping[str, str] | None = None,
    *,
    made_at: datetime | None = None,
    grounds: Mapping[str, str] | None = None,
) -> bytes:
    """Tables as a workbook: typed cells, bold frozen header, filters, one sheet per table.

    Text is written as text, never as a formula or a link. about: title → value for a last sheet "About".
    made_at: the time the file states, now by default; with it the same tables give the same bytes.
    grounds: column → colour (six hexadecimal digits) that its cells take the more of, the larger they are.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        if made_at:
            book.set_properties({"created": made_at})
        looks = _Looks(book)
        for name, table in sheets.items():
            sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31])
            _fill(sheet, table, looks, grounds or {})
        if about:
            sheet = book.add_worksheet("About")
            sheet.set_column(0, 0, 24)
            sheet.set_column(1, 1, 100)
            for i, (key, value) in enumerate(about.items()):
                sheet.write_string(i, 0, str(defuse(key)), looks.head)
                sheet.write_string(i, 1, str(defuse(value)), looks.of("", wrap=True))
            _print(sheet, 124)
    return buffer.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "indent": 1})

    def of(self, number: str, *, wrap: bool) -> Any:
        """The format of a cell. number: how a number is written, '' for text."""
        if (number, wrap) not in self._made:
            known: dict[str, object] = {"valign": "top"}
            known |= {"text_wrap": True} if wrap else {}
            known |= {"num_format": number} if number else {"indent": 1}
            self._made[number, wrap] = self._book.add_format(known)
        return self._made[number, wrap]


def _fill(sheet: Any, table: pd.DataFrame, looks: _Looks, grounds: Mapping[str, str]) -> None:
    lines = [1] * len(table)
    across = 0
    for j, name in enumerate(map(str, table.columns)):
        sheet.write_string(0, j, str(defuse(name)), looks.head)
        values = list(table[name])
        widest = max((_room(str(value)) for value in values), default=0)
        words = any(" " in str(value) or _room(str(value)) > len(str(value)) for value in values)
        # Sums, ids and addresses are not read: they need no room, and a second line would not help.
        most = _WIDEST if words else _NARROW
        width = min(most, max(min(len(name), _HEAD) + 2, widest + 3))
        across += width
        for i, value in enumerate(values, start=1):
            _write(sheet, i, j, value, name, looks, wrap=words and widest > width)
            lines[i - 1] = max(lines[i - 1], -(-_room(str(value)) // width) if words else 1)
        sheet.set_column(j, j, width)
        if name in grounds and values:
            scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": f"#{grounds[name]}"}
            sheet.conditional_format(1, j, len(values), j, {**scale, "min_type": "num", "min_value": 0})
    if any(len(str(name)) > _HEAD for name in table.columns):
        sheet.set_row(0, 30)
    for i, needed in enumerate(lines, start=1):
        # Not every program fits rows to wrapped text by itself.
        sheet.set_row(i, 15 * min(needed, _MOST_LINES))
    sheet.freeze_panes(1, 0)
    if len(table.columns):
        sheet.autofilter(0, 0, max(1, len(table)), len(table.columns) - 1)
    sheet.repeat_rows(0)
    _print(sheet, across)


def _print(sheet: Any, across: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3 if across > _PAGE else _A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8&A&R&8&P / &N")


def _room(text: str) -> int:
    """How wide a text is in Latin letters: Chinese ones count two."""
    return len(text) + sum(1 for c in text if c >= "\u2e80")


def _write(sheet: Any, i: int, j: int, value: object, name: str, looks: _Looks, *, wrap: bool) -> None:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        sheet.write_blank(i, j, None, looks.of("", wrap=wrap))
    elif isinstance(value, (bool, np.bool_)):
        sheet.write_boolean(i, j, bool(value), looks.of("", wrap=wrap))
    elif isinstance(value, (int, np.integer)):
        sheet.write_number(i, j, int(value), looks.of(_WHOLE, wrap=wrap))
    elif isinstance(value, (float, np.floating)):
        share = name == "share" or name.endswith(" share")
        sheet.write_number(i, j, float(value), looks.of(_PERCENT if share else _DECIMALS, wrap=wrap))
    elif column("", name).kind == DAY and _DAY.fullmatch(str(value)):
        sheet.write_datetime(i, j, date.fromisoformat(str(value)), looks.of(_DATE, wrap=wrap))
    else:
        sheet.write_string(i, j, str(defuse(str(value)))[:_CELL_LIMIT], looks.of("", wrap=wrap))
