"""Writes the reference pages that are made from the code: ``python docs/generate.py``.

``docs/data-dictionary.md`` comes from the column contracts, ``docs/commands.md`` from the command line.
A test fails when either is out of date.
"""

from __future__ import annotations

from pathlib import Path

import click
import typer.main

from compare import finding_tables, report_tables, tables, timeline_tables
from readouts.cli import app

DOCS = Path(__file__).resolve().parent


def data_dictionary() -> str:
    """The columns of every table, as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Every table on screen, on the command line and in a file has these columns, in this order.",
        "Made from the code by `python docs/generate.py`; do not edit by hand.",
    ]
    contracts = (tables, finding_tables, timeline_tables, report_tables)
    for name, columns in {name: c for module in contracts for name, c in module.CONTRACT.items()}.items():
        lines += ["", f"## {name}", "", "| column | holds |", "| --- | --- |"]
        lines += [f"| `{column}` | {holds} |" for column, holds in columns.items()]
    return "\n".join(lines) + "\n"


def commands() -> str:
    """The commands with their arguments and options, as Markdown."""
    group = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. `--help` says the same.",
        "",
        "`--library PATH|URL` (or `READOUTS_LIBRARY`) names the library for every command and may stand anywhere.",
        "",
        "Exit codes: 0 done, 1 done in part, 2 the input cannot be used, 3 a catalogue or rule file is wrong, "
        "4 the library cannot be opened or written, 5 a text could not be fetched.",
    ]
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        lines += ["", f"## readouts {name}", "", _paragraph(command.help or ""), ""]
        lines += [_parameter(p) for p in command.params if p.name != "help"]
    return "\n".join(lines).rstrip() + "\n"


def _paragraph(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _parameter(parameter: click.Parameter) -> str:
    names = ", ".join((*parameter.opts, *parameter.secondary_opts))
    shown = names if names.startswith("-") else names.upper()
    text = " ".join((getattr(parameter, "help", None) or "").split())
    variable = f" Environment: `{parameter.envvar}`." if parameter.envvar else ""
    return f"- `{shown}`{': ' + text if text else ''}{variable}"


PAGES = {"data-dictionary.md": data_dictionary, "commands.md": commands}


def main() -> None:
    """Write the pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), "utf-8")


if __name__ == "__main__":
    main()
