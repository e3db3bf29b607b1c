"""The command that writes the brief of a call: brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readouts.cli_base import open_library, write
from readouts.errors import InputError

_ENDINGS = {"htm": "html", "markdown": "md"}


def brief(
    event: Annotated[str, typer.Argument(help="Event id; see `readouts list`.")],
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="File to write: .html, .md, .docx or .xlsx; may be given several times."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="html, md, docx or xlsx; by default what the file's name ends in, else md.")
    ] = "",
    readout: Annotated[list[str] | None, typer.Option("--readout", help="Only these publications.")] = None,
) -> None:
    """Write the brief of a call: findings with their quotes, topics side by side, promises, tone, claims, versions.

    HTML needs nothing but a browser, which also prints it to PDF. Example:
    `readouts brief 2026-02-04-xi-trump -o brief.html -o brief.docx`
    """
    from compare.report import make_brief, render
    from readouts.claims import all_claims, folder_beside

    files: list[Path | None] = [*output] if output else [None]
    targets = [(file, _form(file, form)) for file in files]
    with open_library() as library:
        claims, problems = all_claims(folder_beside(library.name))
        made = make_brief(library, event, claims=claims, readout_ids=readout or None)
    for file, kind in targets:
        write(render(made, kind), file, kind)
    for problem in problems:
        typer.echo(f"Claims of your own: {problem}", err=True)


def _form(file: Path | None, form: str) -> str:
    """The format asked for, or that of a file's name. Raises InputError where it is none of a brief's."""
    from compare.report import FORMATS

    ending = file.suffix.lstrip(".").lower() if file else ""
    chosen = form or _ENDINGS.get(ending, ending) or "md"
    if chosen == "pdf":
        raise InputError("A PDF is printed from the page: write -o brief.html, open it, and print to PDF.")
    if chosen not in FORMATS:
        where = f"{file.name}: a" if file and not form else "A"
        raise InputError(f"{where} brief cannot be written as {chosen!r}. Use {', '.join(FORMATS)}.")
    return chosen


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(brief)
