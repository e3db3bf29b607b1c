"""Tables as files: CSV, XLSX, JSON and Markdown, equal to what the screen shows and safe to open."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pandas as pd

from readouts.errors import InputError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text cell that begins with one of these may be run by a spreadsheet (OWASP, CSV injection)."""

# Marks that turn the direction of writing would turn that of what stands beside them too.
_TURNS = "\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_TURNS}\ufffe\uffff]|[\ud800-\udfff]")
_UNSEEN = re.compile(rf"[\x7f{_TURNS}]")


def defuse(value: object) -> object:
    """A value safe for a spreadsheet: text that looks like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    value = _CONTROL.sub("\ufffd", value)
    return "'" + value if value.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS) else value


def to_csv(table: pd.DataFrame, *, bom: bool = False) -> bytes:
    """The table as CSV (UTF-8, with a byte-order mark on request, for spreadsheets that need one)."""
    text = table.map(defuse).rename(columns=defuse).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig" if bom else "utf-8")


def to_json(table: pd.DataFrame) -> bytes:
    """The table as a JSON list of objects, values unchanged."""
    return _json(_rows(table))


def _rows(table: pd.DataFrame) -> list[dict[str, object]]:
    return list(json.loads(table.to_json(orient="records", force_ascii=False)))


def _json(value: object) -> bytes:
    """JSON as UTF-8; what cannot be seen, or would turn the direction of writing, as an escape of the same value."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", text).encode("utf-8", "surrogatepass")


def to_markdown(table: pd.DataFrame) -> bytes:
    """The table in GitHub's Markdown. Everything that Markdown or HTML would interpret is escaped."""
    # Names of our own are left as they are, for those who read the source; a publisher's may be a column too.
    heads = [name if re.fullmatch(r"\w+", name) else _markdown(name) for name in map(str, table.columns)]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(table.columns)]
    for row in table.itertuples(index=False):
        lines.append("| " + " | ".join(_markdown(value) for value in row) + " |")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _markdown(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    text = _CONTROL.sub("\ufffd", str(value)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]|$#~:!])", r"\\\1", text)
    return " ".join(text.split())


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
        from compare.workbook import to_xlsx

        return to_xlsx({name.capitalize(): frame for name, frame in tables.items()}, about)
    if form == "json":
        return _json({"about": dict(about), **{name: _rows(frame) for name, frame in tables.items()}})
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
