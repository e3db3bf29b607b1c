"""Commands for what differs: findings, pairs, promises, diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from readouts.cli_base import BomOption, FormatOption, OutputOption, emit, open_library, read_input, screen
from readouts.errors import InputError
from readouts.model import Fidelity


def findings(
    event: Annotated[str, typer.Argument(help="Event id; see `readouts list`.")],
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only findings of this kind.")] = None,
    topic: Annotated[list[str] | None, typer.Option("--topic", help="Only findings on this topic.")] = None,
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Say what differs in sentences that can be printed, weightiest first, with the words on both sides.

    Example: `readouts findings 2026-02-04-xi-trump`
    """
    from compare import findings as find
    from compare.analysis import compare_event
    from compare.earlier import rates
    from compare.finding_tables import findings_table
    from compare.topics import known_only

    known_only(topic or ())
    if unknown := set(kind or ()) - set(find.KINDS):
        raise InputError(f"There is no kind of finding {min(unknown)!r}. Kinds are: {', '.join(find.KINDS)}.")
    with open_library() as library:
        comparison = compare_event(library, event)
        found = find.find(comparison, rates=rates(library, comparison), cache=library)
    every, found = found, [f for f in found if (not kind or f.kind in kind) and (not topic or any(map(f.on, topic)))]
    if form != "table":
        emit(findings_table(comparison, found), form, output, title=event, columns=(), name="findings", bom=bom)
        return
    terminal = screen()
    if not every:
        terminal.print("No findings: one side alone, or no text. `readouts list` shows what is here.")
    elif not found:
        terminal.print(f"No finding of this kind or on this topic among {len(every)}.")
    for number, finding in enumerate(found, start=1):
        mark = " (indicative: not an official text)" if finding.indicative else ""
        terminal.print(Text(f"{number:>3}. {finding.sentence}", style="bold") + Text(mark, style="yellow"))
        for quote in (*finding.here, *finding.there):
            source = f"{quote.side} {quote.language}, {quote.publisher}, revision {quote.revision}"
            if quote.fidelity != Fidelity.OFFICIAL:
                source += ", digest in our own words" if quote.fidelity == Fidelity.DIGEST else f", {quote.fidelity}"
            voice = f"{quote.speaker}: " if quote.speaker else ""
            terminal.print(Text(f"       {voice}{quote.shown} ({source})", style="dim"))
        for s in finding.searched:
            line = f"       searched: {s.publisher}, revision {s.revision}, {s.fidelity}, sha256 {s.sha256[:12]}"
            terminal.print(Text(line, style="dim"))
        if finding.note:
            terminal.print(Text(f"       {finding.note}", style="dim"))


def pairs(
    first: Annotated[str, typer.Argument(help="Event id, or a text file.")],
    second: Annotated[str, typer.Argument(help="A second text file: the other version of the first.")] = "",
    language_a: Annotated[str, typer.Option("--language-a", help="Language of the first file.")] = "en",
    language_b: Annotated[str, typer.Option("--language-b", help="Language of the second file.")] = "zh",
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Pair statements: two versions of one text sentence by sentence, or the sides of an event.

    With two files, one JSON object a line: `left` and `right` spans, `gap` (null, minor, degree, substantive), reasons.
    With an event, what answers what across the sides. Example: `readouts pairs en.txt zh.txt --language-b zh`
    """
    from compare.finding_tables import pairs_table
    from compare.pairing import bead_json, pair_texts

    if second:
        for bead in pair_texts(read_input(first), read_input(second), language_a, language_b):
            typer.echo(json.dumps(bead_json(bead), ensure_ascii=False))
        return
    if Path(first).is_file():
        raise InputError(f"{first} is one file. Give the file of the other version too, or an event id.")
    from compare.analysis import compare_event

    with open_library() as library:
        comparison = compare_event(library, first)
        table = pairs_table(comparison, cache=library)
    columns = ("relation", "topics", "left_speaker", "left_text", "right_speaker", "right_text", "decided_by")
    emit(table, form, output, title=f"Statements across sides, {first}", columns=columns, name="pairs", bom=bom)


def promises(
    event: Annotated[str, typer.Argument(help="Event id; see `readouts list`.")],
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """List what each text says somebody undertook, and whether the other side's text says so too."""
    from compare.analysis import compare_event
    from compare.finding_tables import promises_table

    with open_library() as library:
        table = promises_table(compare_event(library, event), cache=library)
    columns = ("side", "said_by", "actor", "status", "trigger", "amounts", "content", "answer")
    emit(table, form, output, title=f"Promises, {event}", columns=columns, name="promises", bom=bom)


def diff(
    first: Annotated[str, typer.Argument(help="A text file or a readout id.")],
    second: Annotated[str, typer.Argument(help="A text file or a readout id.")],
    language: Annotated[str, typer.Option("--language", help="Of files: en, zh or ru.")] = "en",
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Compare two texts word by word: what was put in, left out, replaced, or moved.

    Example: `readouts diff old.txt new.txt --language zh`
    """
    from compare.finding_tables import diff_table
    from compare.wording import diff as compare_words

    (a, language_a), (b, language_b) = (_text(name, language) for name in (first, second))
    found = compare_words(a, b, language_a, language_b)
    if form != "table":
        emit(diff_table(found), form, output, title=f"{first} / {second}", columns=(), name="diff", bom=bom)
        return
    shown = Text()
    for op in found.ops:
        left, right = a[slice(*op.left)], b[slice(*op.right)]
        if op.tag == "equal":
            shown.append(right)
        elif op.tag == "moved":
            shown.append(f"⟦moved: {right.strip()}⟧ ", style="blue")
        else:
            if left:
                shown.append(f"[-{left.strip()}-]", style="red strike")
            if right:
                shown.append(f"{{+{right.strip()}+}}", style="green")
            shown.append(" " if language_b != "zh" else "")
    terminal = screen()
    terminal.print(shown)
    terminal.print(Text(f"\nWords in both: {found.likeness:.0%}; moved: {found.moved}.", style="dim"))


def _text(name: str, language: str) -> tuple[str, str]:
    if name == "-" or Path(name).is_file():
        return read_input(name), language
    with open_library() as library:
        readout = library.readout(name)
    if readout.latest is None:
        raise InputError(f"{name} has no text yet. `readouts sync {readout.event_id}` fetches it.")
    return readout.latest.text, readout.latest.language


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (findings, pairs, promises, diff):
        app.command()(command)
