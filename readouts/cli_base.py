"""What the commands share: the library named on the command line, output, and options."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from readouts.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from compare.records import Context
    from readouts.library import Library

_state: dict[str, str] = {"library": ""}


def use_library(location: str) -> None:
    """Set the library that the commands open; '' means the default."""
    _state["library"] = location


def library_location() -> str:
    """What was named on the command line, or ''."""
    return _state["library"]


def open_library(*, read_only: bool = False, new: bool = False) -> Library:
    """The library of this run. new: making one is what the command is for, so it needs no word on that."""
    from readouts.database import locate
    from readouts.library import Library

    place = locate(_state["library"] or None)
    begun = place.path is not None and not place.path.exists()
    library = Library.open(_state["library"] or None, read_only=read_only)
    if begun and not new:
        typer.echo(
            f"There was no library at {place.name}: an empty one was made. "
            "If you meant another, look at --library and READOUTS_LIBRARY.",
            err=True,
        )
    return library


def screen() -> Console:
    """Where tables are printed."""
    # A pipe has no width: give tables room instead of folding them at 80 columns.
    return Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160, highlight=False)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def write(data: bytes, output: Path | None, form: str) -> None:
    """Write a file, or standard output. Raises InputError where that cannot be."""
    if output is None:
        if form in ("xlsx", "docx") and sys.stdout.isatty():
            raise InputError(f"A .{form} file is not for the screen. Name a file: -o call.{form}")
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror or error}.") from None
    typer.echo(f"Wrote {output} ({len(data):,} bytes).", err=True)


def emit(
    table: pd.DataFrame,
    form: str,
    output: Path | None,
    *,
    title: str,
    columns: Sequence[str],
    name: str,
    group: str = "",
    bom: bool = False,
) -> None:
    """Print a table, or write it in another format with all its columns.

    columns: those shown on the screen. group: column whose repeated values are left blank there. name: of the table.
    bom: a byte-order mark before CSV.
    Raises InputError for an unknown format.
    """
    from compare import console, export

    if form not in export.FORMATS:
        raise InputError(f"There is no format {form!r}. Use one of {', '.join(export.FORMATS)}.")
    if form == "table":
        screen().print(console.any_grid(table, title=title, columns=columns, group=group))
    else:
        write(export.render({name: table}, form, table=name, about={"Event": title}, bom=bom), output, form)


def context(language: str, side: str, participants: list[str], event: str) -> Context:
    """What the options say of a text. Raises InputError for a wrong code, name or event."""
    from compare.records import Context
    from readouts import intake

    if event:
        with open_library() as library:
            known = library.event(event)
        return Context(
            intake.check_language(language), side and intake.check_side(side), known.participants, "", known.aliases
        )
    people = tuple(intake.parse_participant(p) for p in participants)
    return Context(intake.check_language(language), side and intake.check_side(side), people)


def sentence(message: str, arguments: Sequence[str] = ()) -> str:
    """A message with a capital first letter, unless it begins with a name: of a file, an address, an option's value."""
    first = re.match(r"[a-z]+(?=[ ,]|: |$)", message)
    named = first is not None and any(first[0] in (argument, Path(argument).name) for argument in arguments)
    return message if first is None or named else f"{message[:1].upper()}{message[1:]}"


def read_input(file: str) -> str:
    """The text of a file, or of standard input for ``-``, with every code point where it is."""
    from readouts import intake

    source = sys.stdin.buffer if file == "-" else Path(file)
    return intake.read_text(source, name="Standard input" if file == "-" else file, normalise=False)


JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]
FileArgument = Annotated[str, typer.Argument(help="A text file (UTF-8), or - for standard input.")]
LanguageOption = Annotated[str, typer.Option("--language", help="en, zh or ru.")]
SideOption = Annotated[str, typer.Option("--side", help="Side code of the publisher.")]
PeopleOption = Annotated[list[str] | None, typer.Option("--participant", help='"Xi Jinping=CN"; once per participant.')]
EventOption = Annotated[str, typer.Option("--event", help="Take participants from an event of the library.")]
FormatOption = Annotated[str, typer.Option("--format", help="table, csv, xlsx, json or md.")]
BomOption = Annotated[bool, typer.Option("--bom", help="For csv: byte-order mark, for spreadsheets that need it.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
