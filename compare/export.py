"""Tables as files: CSV, XLSX, JSON and Markdown, equal to what the screen shows and safe to open."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pandas as pd
import xlsxwriter

from readouts.errors import InputError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text cell that begins with one of these may be run by a spreadsheet (OWASP, CSV injection)."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_MOST_LINES = 6  # of a row; longer text is read in the cell
_CELL_LIMIT = 32_767  # characters a cell of an XLSX file can hold


def defuse(value: object) -> object:
    """A value safe for a spreadsheet: text that looks like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    value = _CONTROL.sub("\ufffd", value)
    return "'" + value if value.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS) else value


def to_csv(table: pd.DataFrame, *, bom: bool = False) -> bytes:
    """The table as CSV (UTF-8, with a byte-order mark on request, for spreadsheets that need one)."""
    text = table.map(defuse).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig" if bom else "utf-8")


def to_json(table: pd.DataFrame) -> bytes:
    """The table as a JSON list of objects, values unchanged."""
    rows = json.loads(table.to_json(orient="records", force_ascii=False))
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def to_markdown(table: pd.DataFrame) -> bytes:
    """The table in GitHub's Markdown. Everything that Markdown or HTML would interpret is escaped."""
    lines = ["| " + " | ".join(map(str, table.columns)) + " |", "|" + " --- |" * len(table.columns)]
    for row in table.itertuples(index=False):
        lines.append("| " + " | ".join(_markdown(value) for value in row) + " |")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _markdown(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    text = _CONTROL.sub("\ufffd", str(value)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]|$#~:!])", r"\\\1", text)
    return " ".join(text.split())


def to_xlsx(
    sheets: Mapping[str, pd.DataFrame], about: Mapping[str, str] | None = None, *, made_at: datetime | None = None
) -> bytes:
    """Tables as a workbook: typed cells, bold frozen header, filters, one sheet per table.

    Text is written as text, never as a formula or a link. about: title → value for a last sheet "About".
    made_at: the time the file states, now by default; with it the same tables give the same bytes.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        if made_at:
            book.set_properties({"created": made_at})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        cell = book.add_format({"valign": "top"})
        wrap = book.add_format({"valign": "top", "text_wrap": True})
        for name, table in sheets.items():
            sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31])
            lines = [1] * len(table)
            for j, column in enumerate(table.columns):
                sheet.write_string(0, j, str(column), head)
                widest = 0
                for i, value in enumerate(table[column], start=1):
                    widest = max(widest, len(str(value)))
                    _write(sheet, i, j, value, wrap if widest > 40 else cell)
                width = min(60, max(len(str(column)) + 2, widest + 1))
                sheet.set_column(j, j, width)
                for i, value in enumerate(table[column]):
                    lines[i] = max(lines[i], -(-_room(str(value)) // width))
            for i, needed in enumerate(lines, start=1):
                # Not every program fits rows to wrapped text by itself.
                sheet.set_row(i, 15 * min(needed, _MOST_LINES))
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.repeat_rows(0)
            if len(table.columns):
                sheet.autofilter(0, 0, max(1, len(table)), len(table.columns) - 1)
        if about:
            sheet = book.add_worksheet("About")
            sheet.set_column(0, 0, 24)
            sheet.set_column(1, 1, 100)
            for i, (key, value) in enumerate(about.items()):
                sheet.write_string(i, 0, key, head)
                sheet.write_string(i, 1, str(defuse(value)), wrap)
    return buffer.getvalue()


def _room(text: str) -> int:
    """How wide a text is in Latin letters: Chinese ones count two."""
    return len(text) + sum(1 for c in text if c >= "\u2e80")


def _write(sheet: object, i: int, j: int, value: object, form: object) -> None:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        sheet.write_blank(i, j, None, form)  # type: ignore[attr-defined]
    elif isinstance(value, (bool, np.bool_)):
        sheet.write_boolean(i, j, bool(value), form)  # type: ignore[attr-defined]
    elif isinstance(value, (int, float)) or hasattr(value, "item"):
        sheet.write_number(i, j, float(value), form)  # type: ignore[attr-defined, arg-type]
    else:
        sheet.write_string(i, j, str(defuse(str(value)))[:_CELL_LIMIT], form)  # type: ignore[attr-defined]


def file_name(event: str, what: str, extension: str) -> str:
    """A sensible name for a download: ``readouts_2026-02-04-xi-trump_tone.csv``."""
    safe = re.sub(r"[^\w.-]+", "-", f"readouts_{event}_{what}").strip("-")
    return f"{safe}.{extension}"


FORMATS = ("table", "csv", "xlsx", "json", "md")
"""What ``--format`` takes."""


def render(
    tables: Mapping[str, pd.DataFrame], form: str, *, table: str, about: Mapping[str, str], bom: bool = False
) -> bytes:
    """Tables in one of FORMATS (but the screen's own): all of them, or for CSV the one named.

    Raises InputError for a format that is no file.
    """
    if form == "csv":
        return to_csv(tables[table], bom=bom)
    if form == "xlsx":
        return to_xlsx({name.capitalize(): frame for name, frame in tables.items()}, about)
    if form == "json":
        rows = {name: json.loads(frame.to_json(orient="records", force_ascii=False)) for name, frame in tables.items()}
        whole = {"about": dict(about), **rows}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
    if form == "md":
        parts = [f"# {_markdown(about.get('Event', 'Comparison'))}\n".encode()]
        for name, frame in tables.items():
            parts += [f"\n## {name.capitalize()}\n\n".encode(), to_markdown(frame)]
        parts.append(b"\n## About\n\n")
        parts += [
            f"- {_markdown(key)}: {_markdown(value)}\n".encode("utf-8", "replace") for key, value in about.items()
        ]
        return b"".join(parts)
    raise InputError(f"There is no file format {form!r}. Use csv, xlsx, json or md.")
