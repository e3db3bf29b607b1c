"""Writes the reference pages that are made from the code: ``python docs/generate.py``.

``docs/data-dictionary.md`` comes from the column contracts, ``docs/commands.md`` from the command line.
A test fails when either is out of date.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer.main
from typer.core import TyperArgument, TyperOption

from compare import (
    claims,
    edits,
    evidence,
    finding_tables,
    holdings,
    ledger,
    promises,
    relations,
    report_tables,
    shift,
    tables,
)
from compare import timeline_tables as timeline
from compare.columns import KINDS, column
from compare.topics import topics
from readouts.cli import app
from readouts.model import LANGUAGES, EventKind, Fidelity, Kind

DOCS = Path(__file__).resolve().parent

CONTRACTS = {
    name: columns
    for module in (tables, finding_tables, timeline, report_tables, holdings)
    for name, columns in module.CONTRACT.items()
}
"""Every table → column → what it holds."""

_COMPARE = "`readouts compare EVENT --format csv --table {}`"

TABLES = {
    "publications": ("a publication of a call", "Call", _COMPARE),
    "coverage": ("a topic in a publication", "Call", _COMPARE),
    "tone": ("a topic, a publication and a speaker", "Tone", _COMPARE),
    "statements": ("a statement", "Side by side", _COMPARE),
    "findings": ("a finding", "Call", "`readouts findings EVENT --format csv`"),
    "pairs": (
        "two statements of two sides that answer each other",
        "Side by side shows them",
        "`readouts pairs EVENT`",
    ),
    "versions": ("sentences of two versions of one text", "Wording; Side by side, beside its translation", ""),
    "promises": ("something undertaken", "Call", "`readouts promises EVENT --format csv`"),
    "diff": ("a stretch that is equal, or is not", "Wording", "`readouts diff FIRST SECOND --format csv`"),
    "phrases": ("a phrase that two texts share", "Wording", ""),
    "variants": ("a family of set phrases worded differently", "Wording", ""),
    "trace": ("a call and a scale", "Over time", "`readouts trace --topic ID --side CODE --format csv`"),
    "ledger": ("a set phrase and a call", "Over time", "`readouts ledger --side CODE --format csv`"),
    "formulas": ("a set phrase that is known", "", "`compare.timeline_tables.formulas_table` in Python"),
    "ladders": ("a rung of a ladder", "Over time, under What the scales mean", ""),
    "shift": ("a comparison of two calls and a scale", "Over time", "`readouts shift … --format csv`"),
    "claims": ("a claim and what it was held against", "Claims", "`readouts claims --format csv`"),
    "edits": ("a difference between two revisions", "Over time", "`readouts revisions ID --format csv`"),
    "candidates": ("a run of words that recurs", "", "`compare.timeline_tables.candidates_table` in Python"),
    "trends": ("a period and a topic", "", "`readouts trends --side CODE --format csv`"),
    "keyness": ("a word that sets two groups apart", "", "`compare.timeline_tables.keyness_table` in Python"),
    "events": ("a call", "", "`readouts list --format csv`"),
    "holdings": ("a publication of any call", "Library", ""),
    "quotes": ("a quote in a brief", "", "`readouts brief EVENT -o brief.xlsx`"),
}
"""Table → what one row is, the page that shows and downloads it, the command that writes it."""

FILES = {
    "csv": (
        "one table. UTF-8, comma, CRLF, first row the column names. With a byte-order mark for spreadsheets that need "
        "one (`--bom`; *CSV for Excel* in the dashboard). Text that a spreadsheet would run (`=`, `+`, `-`, `@` first) "
        "gets an apostrophe before it"
    ),
    "xlsx": (
        "one sheet per table: typed cells, first row frozen, filters; text is never a formula or a link. "
        "A last sheet *About* says event, versions and limits; a brief begins with a sheet *Topics*, topics down and "
        "texts across, for readers"
    ),
    "json": "one object: `about`, and a list of rows per table, values unchanged; empty cells are `null`",
    "md": "tables in GitHub's Markdown, everything that Markdown or HTML would interpret escaped",
    "html": "the brief: one page without scripts and without a network, which a browser prints to PDF",
    "docx": "the brief for word processors, with real headings and tables",
}
"""Format of a file → what is in it."""

VARIABLES = {
    "READOUTS_LIBRARY": "the library: a path or a SQLAlchemy URL; by default a file in the platform's data folder",
    "READOUTS_MIRROR": "a folder that holds `https://host/path` as `host/path`: texts are read there, not fetched",
    "READOUTS_RULES": "a folder of your own topics, lexicon entries and set phrases; see [rules](rules.md)",
    "READOUTS_CATALOGUE": "a folder of your own events; see [the catalogue](catalogue.md)",
    "READOUTS_READ_ONLY": "`1`: nothing can be added, deleted or undone; see [hosting](hosting.md)",
    "READOUTS_SIGN_IN": "`1`: the dashboard asks everybody to sign in; see [hosting](hosting.md#with-sign-in)",
    "READOUTS_EDITORS": "e-mail addresses of those who may change the library when signed in, separated by commas",
    "READOUTS_TRUST_EMAIL": "`1`: believe addresses of which the provider does not say whether they are verified",
    "READOUTS_SECRETS": "the file with the section `[auth]` for signing in; by default `.streamlit/secrets.toml`",
    "READOUTS_CACHE": "where the copy of the archive of posts is kept; by default the platform's folder for such",
    "READOUTS_SHARED": "tests and benchmarks only: the folder of official texts and their annotations",
    "READOUTS_RATCHET": "tests only: `raise` writes the agreement reached as the level to hold",
    "READOUTS_KILLS": "tests only: how often an import is killed and begun again",
}
"""Environment variable → what it does."""

EXIT_CODES = (
    "Exit codes: 0 done, 1 done in part, 2 the input cannot be used, 3 a catalogue or rule file is wrong, "
    "4 the library cannot be opened or written, 5 a text could not be fetched, "
    "6 a text could not be read."
)


def _words() -> dict[str, dict[str, str]]:
    """Lists of the words that cells use: title → word → what it says, '' where the word says it."""
    return {
        "Topics": {t.id: f"{t.label}: {t.covers}" for t in topics()},
        "Kinds of finding": dict(evidence.KINDS),
        "Status of a topic in a text": {
            **dict.fromkeys(tables.STATUSES, ""),
            tables.WORD_ONLY: "a word of it stands there, in passing or as part of something else; see `not_counted`",
        },
        "Fidelity of a text": {
            Fidelity.OFFICIAL: "the publisher's own text in this language",
            Fidelity.OFFICIAL_TRANSLATION: "the same publisher's translation",
            Fidelity.UNOFFICIAL_TRANSLATION: "anybody else's translation; scores are indicative",
            Fidelity.EXCERPT: "a part; scores are indicative",
            Fidelity.DIGEST: "our own words; scores are indicative",
        },
        "Kinds of publication": dict.fromkeys(Kind, ""),
        "Kinds of event": dict.fromkeys(EventKind, ""),
        "Languages": dict(LANGUAGES),
        "Relation of two statements": dict.fromkeys(relations.RELATIONS, ""),
        "Status of a promise": {
            promises.CONFIRMED: "the other side's text says so too",
            promises.NARROWER: "the other side's text says so for a time, on a condition, in part, or as a proposal it "
            "welcomed; see `limits`",
            promises.ONE_SIDED: "the other side's text is on the subject, and does not say so",
            promises.CONTRADICTED: "the other side's text denies it or gives another amount",
            promises.SILENT: "the other side's text is not on the subject",
        },
        "Status of a set phrase": dict.fromkeys(ledger.STATUSES, ""),
        "Direction of a change": dict.fromkeys(shift.DIRECTIONS, ""),
        "Verdict on a claim": dict.fromkeys(claims.VERDICTS, ""),
        "Kinds of edit": dict.fromkeys(edits.KINDS, ""),
    }


def data_dictionary() -> str:
    """Files, kinds of value, the words that cells use, and the columns of every table, as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Every table on screen, on the command line and in a file has these columns, in this order.",
        "Made from the code by `python docs/generate.py`; do not edit by hand.",
        "",
        "## Tables",
        "",
        *_table(
            ("table", "one row is", "in the dashboard", "as a file"),
            (
                (f"[`{name}`](#{name})", row, page or "–", command.format(name) or "–")
                for name, (row, page, command) in TABLES.items()
            ),
        ),
        "",
        "The table *Alignment* of the Wording page has one column per text chosen and is not listed.",
        "",
        "## Files",
        "",
        *_table(("format", "holds"), ((f"`.{name}`", holds) for name, holds in FILES.items())),
        "",
        "Offsets count Unicode code points in the stored text: slicing the text by them gives the quote back.",
        "",
        "## Kinds of value",
        "",
        *_table(("kind", "written"), KINDS.items()),
        "",
        "## Words in cells",
    ]
    for title, words in _words().items():
        lines += ["", f"### {title}", ""]
        if any(words.values()):
            lines += _table(("word", "says"), ((f"`{word}`", says) for word, says in words.items()))
        else:
            lines.append(" · ".join(f"`{word}`" for word in words))
    for name, columns in CONTRACTS.items():
        lines += ["", f"## {name}", "", f"One row is {TABLES[name][0]}.", ""]
        lines += _table(
            ("column", "kind", "range, unit", "holds"),
            ((f"`{c}`", column(name, c).kind, column(name, c).range, holds) for c, holds in columns.items()),
        )
    return "\n".join(lines) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    names = list(head)
    body = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return [
        "| " + " | ".join(names) + " |",
        "|" + " --- |" * len(names),
        *(line.replace("|  |", "| |") for line in body),
    ]


def commands() -> str:
    """The commands with their arguments and options, exit codes and environment variables, as Markdown."""
    group = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. `--help` says the same.",
        "",
        "`--library PATH|URL` (or `READOUTS_LIBRARY`) names the library for every command and may stand anywhere.",
        "",
        EXIT_CODES,
        "",
        "## Environment variables",
        "",
        *_table(("variable", "does"), ((f"`{name}`", does) for name, does in VARIABLES.items())),
    ]
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        lines += ["", f"## readouts {name}", "", _paragraph(command.help or ""), ""]
        lines += [_parameter(p) for p in command.params if p.name != "help"]
    return "\n".join(lines).rstrip() + "\n"


def _paragraph(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _parameter(parameter: TyperArgument | TyperOption) -> str:
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
