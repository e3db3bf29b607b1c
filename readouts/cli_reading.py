"""Commands that read and compare: statements, explain, compare."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from readouts.cli_base import (
    BomOption,
    EventOption,
    FileArgument,
    FormatOption,
    JsonOption,
    LanguageOption,
    OutputOption,
    PeopleOption,
    SideOption,
    context,
    open_library,
    print_json,
    read_input,
    screen,
    write,
)
from readouts.errors import InputError, ReadingError

if TYPE_CHECKING:
    from compare.records import Statement


def statement_json(s: Statement) -> dict[str, Any]:
    """A statement in the form that ``readouts statements`` prints; the contract with annotation tools."""
    return {
        "start": s.start,
        "end": s.end,
        "text": s.text,
        "speaker": s.speaker,
        "topics": list(s.topics),
        "negated": list(s.negated),
        "warmth": s.tone.warmth,
        "obligation": asdict(s.tone.obligation) if s.tone.obligation else None,
        "commitment": asdict(s.tone.commitment) if s.tone.commitment else None,
        "warning": s.tone.warning,
        "role": s.role,
        "evidence": [asdict(e) for e in (*s.evidence, *s.tone.evidence)],
    }


def statements(
    file: FileArgument,
    language: LanguageOption,
    side: SideOption = "",
    participant: PeopleOption = None,
    event: EventOption = "",
) -> None:
    """Read one text and print its statements, one JSON object a line, with speaker, topics, tone and evidence.

    Example: `readouts statements zh.txt --language zh --side CN --participant "Xi Jinping=CN"`
    """
    from compare.analysis import analyse

    analysis = analyse(read_input(file), context(language, side, participant or [], event))
    for s in analysis.statements:
        typer.echo(json.dumps(statement_json(s), ensure_ascii=False))


def explain(
    file: FileArgument,
    language: LanguageOption = "en",
    statement: Annotated[int, typer.Option("--statement", help="Number of the statement; all by default.")] = -1,
    side: SideOption = "",
    participant: PeopleOption = None,
    event: EventOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show which rule fired on which words of a statement, and which rules were kept from firing, and why."""
    from compare.analysis import analyse
    from compare.explain import explain_statement

    found = analyse(read_input(file), context(language, side, participant or [], event)).statements
    if statement >= len(found):
        raise InputError(f"{file} has {len(found)} statements, numbered from 0; there is no {statement}.")
    chosen = [found[statement]] if statement >= 0 else list(found)
    if as_json:
        print_json([{"statement": s.index, **statement_json(s)} for s in chosen])
        return
    terminal = screen()
    for s in chosen:
        terminal.print(explain_statement(s, language))


def compare(
    event: Annotated[str, typer.Argument(help="Event id; see `readouts list`.")],
    topic: Annotated[list[str] | None, typer.Option("--topic", help="Topic id; may be given several times.")] = None,
    form: FormatOption = "table",
    table: Annotated[
        str, typer.Option("--table", help="For csv: coverage, tone, statements or publications.")
    ] = "tone",
    output: OutputOption = None,
    bom: BomOption = False,
    readout: Annotated[list[str] | None, typer.Option("--readout", help="Only these publications.")] = None,
) -> None:
    """Compare what each side published: coverage by topic, and tone with the words it rests on.

    Examples: `readouts compare 2026-02-04-xi-trump` · `readouts compare 2026-02-04-xi-trump --topic taiwan
    --format xlsx -o taiwan.xlsx`
    """
    from compare import console, export, tables
    from compare.analysis import compare_event

    if form not in export.FORMATS:
        raise InputError(f"There is no format {form!r}. Use one of {', '.join(export.FORMATS)}.")
    if table not in tables.CONTRACT:
        raise InputError(f"There is no table {table!r}. Use one of {', '.join(tables.CONTRACT)}.")
    with open_library() as library:
        comparison = compare_event(library, event, readout_ids=readout or None)
    if not comparison.readings:
        if comparison.unread:
            raise ReadingError(" ".join(comparison.unread.values()))
        raise InputError(f"{event} has no text yet. `readouts sync {event}` fetches it; `readouts add` adds one.")
    found = tables.all_tables(comparison, topic or None)
    if form == "table":
        terminal = screen()
        shown = found["coverage"] if topic else tables.coverage_table(comparison, only_found=True)
        terminal.print(console.coverage_grid(comparison, shown))
        terminal.print(console.tone_grid(comparison, found["tone"]))
        if any(r.indicative for r in comparison.readings):
            terminal.print(Text("* not an official text: wording scores are indicative.", style="dim"))
        for note in console.silence_notes(comparison, shown):
            terminal.print(Text(f"– {note}", style="dim"))
        for missing in comparison.without_text:
            why = comparison.unread.get(missing.id)
            line = f"– {why or f'No text yet: {missing.side} {missing.publisher} ({missing.language}).'}"
            terminal.print(Text(line, style="dim"))
        return
    data = export.render(found, form, table=table, about=tables.about(comparison), bom=bom)
    write(data, output, form)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (statements, explain, compare):
        app.command()(command)
