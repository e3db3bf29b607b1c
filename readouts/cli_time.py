"""Commands over time: trace, ledger, claims, revisions, shift, trends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from readouts.cli_base import BomOption, FormatOption, OutputOption, emit, open_library, screen
from readouts.errors import InputError

if TYPE_CHECKING:
    from compare.timeline import Survey
    from readouts.library import Library

TopicOption = Annotated[str, typer.Option("--topic", help="Topic id.")]
SpeakerOption = Annotated[str, typer.Option("--speaker", help="Short name: whose words. Anybody by default.")]
WithOption = Annotated[str, typer.Option("--with", help="Only calls with this side.")]
LanguageOption = Annotated[str, typer.Option("--language", help="Of the texts; the side's original by default.")]


def _survey(library: Library) -> Survey:
    from compare.timeline import survey

    found = survey(library)
    for why in found.unread.values():
        typer.echo(f"Left out: {why}", err=True)
    return found


def trace(
    topic: TopicOption,
    side: Annotated[str, typer.Option("--side", help="Side code of the publisher.")],
    speaker: SpeakerOption = "",
    other: WithOption = "",
    language: LanguageOption = "",
    scale: Annotated[list[str] | None, typer.Option("--scale", help="Only these scales.")] = None,
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Follow one side on one topic, call by call: the strongest value of every scale, with its words.

    Example: `readouts trace --topic taiwan --side CN --speaker Xi --with US`
    """
    from compare import timeline
    from compare.timeline_tables import trace_table
    from compare.topics import known_only
    from readouts.intake import check_side

    known_only([topic])
    with open_library() as library:
        points = timeline.trace(
            _survey(library), side=check_side(side), topic=topic, speaker=speaker, other=other, language=language
        )
    table = trace_table(points, topic=topic, speaker=speaker, scales=scale or ())
    if form == "table":
        # A call without a text, or silent on the topic, is one line; so is a scale at rest left out.
        spoken = table["value"].notna() & (table["value"] != 0)
        table = table[spoken | (~table["event"].isin(table[spoken]["event"]) & ~table.duplicated("event"))]
    columns = ("date", "event", "scale", "value", "status", "fidelity", "quotes")
    emit(table, form, output, title=f"{side} on {topic}", columns=columns, group="event", name="trace", bom=bom)


def ledger(
    side: Annotated[str, typer.Option("--side", help="Side code of the publisher.")],
    speaker: SpeakerOption = "",
    other: WithOption = "",
    language: LanguageOption = "",
    family: Annotated[list[str] | None, typer.Option("--family", help="Only these families of set phrases.")] = None,
    last: Annotated[int, typer.Option("--last", min=1, help="How many of the latest calls.")] = 12,
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Set phrases (tifa) over the calls: present, altered or absent, with the base rate of absence.

    Example: `readouts ledger --side CN --with US --family taiwan`
    """
    from compare import ledger as book
    from compare.timeline_tables import ledger_table
    from readouts.intake import check_side

    with open_library() as library:
        found = book.ledger(
            _survey(library), check_side(side), speaker=speaker, other=other, language=language, families=family or ()
        )
    table = ledger_table(found, last=last)
    columns = ("formula", "gloss", "date", "status", "quotes", "base_rate")
    emit(table, form, output, title=f"Set phrases of {side}", columns=columns, group="formula", name="ledger", bom=bom)
    for problem in found.problems:
        typer.echo(f"Rules of your own: {problem}", err=True)


def claims(
    claim: Annotated[str, typer.Argument(help="Id of one claim; all when none is given.")] = "",
    call: Annotated[str, typer.Option("--call", help="Only claims about this event.")] = "",
    digests: Annotated[bool, typer.Option("--digests", help="Let digests stand in, marked indicative.")] = False,
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Check what is claimed of a call against the wording, baseline by baseline.

    Example: `readouts claims --call 2026-02-04-xi-trump`
    """
    from compare.claims import check_all
    from compare.timeline_tables import claims_table
    from readouts.claims import all_claims, folder_beside

    with open_library() as library:
        known, problems = all_claims(folder_beside(library.name))
        chosen = [c for c in known if (not claim or c.id == claim) and (not call or c.call == call)]
        if call and not claim and not chosen:
            typer.echo(f"No claims about {library.event(call).id}.", err=True)
        elif not chosen:
            raise InputError(f"There is no such claim. Claims are: {', '.join(c.id for c in known) or 'none'}.")
        checks = check_all(_survey(library), chosen, digests=digests)
    if form != "table":
        emit(claims_table(checks), form, output, title="Claims", columns=(), name="claims", bom=bom)
    else:
        terminal = screen()
        for check in checks:
            terminal.print(Text(f"\n{check.claim.text}", style="bold") + Text(f"  [{check.claim.id}]", style="dim"))
            terminal.print(Text(check.verdict.upper(), style="bold yellow"))
            terminal.print(Text(check.sentence))
            for trial in check.trials:
                scales = f" ({'; '.join(trial.scales)})" if trial.scales else ""
                terminal.print(Text(f"  – against {trial.baseline}: {trial.direction}{scales}", style="dim"))
            for caveat in check.caveats:
                terminal.print(Text(f"  ! {caveat}", style="dim"))
    for problem in problems:
        typer.echo(f"Claims of your own: {problem}", err=True)


def revisions(
    readout: Annotated[str, typer.Argument(help="Readout id; without it, those with edits are listed.")] = "",
    first: Annotated[int, typer.Option("--from", help="Number of the earlier revision.")] = 0,
    second: Annotated[int, typer.Option("--to", help="Number of the later revision.")] = 0,
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Show silent edits: what changed between two revisions of a page, the weightiest first."""
    from compare.edits import edited, revision_edits
    from compare.timeline_tables import edits_table

    with open_library() as library:
        if not readout:
            found = edited(library.readouts())
            for r in found:
                typer.echo(f"{r.id}  {len(r.revisions)} revisions")
            if not found:
                typer.echo("No publication has two revisions of one sort.")
            return
        known = library.readout(readout)
        people = library.event(known.event_id).participants
    one, two, changes = revision_edits(known, first, second, people)
    table = edits_table(known.id, one.number, two.number, changes)
    columns = ("kind", "before", "after", "why", "context")
    title = f"{known.id}: revision {one.number} to {two.number}"
    emit(table, form, output, title=title, columns=columns, name="edits", bom=bom)


def shift(
    topic: TopicOption,
    side: Annotated[str, typer.Option("--side", help="Side code of the publisher.")],
    after: Annotated[str, typer.Option("--call", help="Event id of the later call.")],
    before: Annotated[
        list[str] | None, typer.Option("--before", help="Event ids; every earlier call by default.")
    ] = None,
    speaker: SpeakerOption = "",
    digests: Annotated[bool, typer.Option("--digests", help="Let digests stand in, marked indicative.")] = False,
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Compare one side's wording on a topic between calls: harder, softer, mixed or no change, per scale.

    Example: `readouts shift --topic taiwan --side CN --speaker Xi --call 2026-02-04-xi-trump`
    """
    from compare import shift as shifts
    from compare.timeline import calls
    from compare.timeline_tables import shift_table
    from compare.topics import known_only
    from readouts.intake import check_side

    known_only([topic])
    side = check_side(side)
    with open_library() as library:
        survey = _survey(library)
        later = library.event(after)
        others = [s for s in later.sides if s != side]
        earlier = [
            c.event.id
            for c in calls(survey, side, other=others[0] if others else "", digests=digests)
            if (c.event.date, c.event.id) < (later.date, later.id)
        ]
        found = [
            shifts.shift(survey, side=side, topic=topic, speaker=speaker, call=after, against=b, digests=digests)
            for b in before or earlier
        ]
    columns = (
        "before",
        "scale",
        "direction",
        "value_before",
        "value_after",
        "quotes_before",
        "quotes_after",
        "caveats",
    )
    emit(
        shift_table(found),
        form,
        output,
        title=f"{side} on {topic}, {after}",
        columns=columns,
        group="before",
        name="shift",
        bom=bom,
    )


def trends(
    side: Annotated[str, typer.Option("--side", help="Side code of the publisher.")],
    topic: Annotated[list[str] | None, typer.Option("--topic", help="Topic ids; all by default.")] = None,
    speaker: SpeakerOption = "",
    period: Annotated[str, typer.Option("--period", help="month, quarter or year.")] = "year",
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """Count over many readouts: per period and topic, how many texts mention it and in which tone."""
    from compare.timeline_tables import trends_table
    from compare.trends import trends as count
    from readouts.intake import check_side

    with open_library() as library:
        found = count(_survey(library), side=check_side(side), speaker=speaker, topic_ids=topic or (), period=period)
    table = trends_table([t for t in found if t.mentioning or topic])
    columns = (
        "period",
        "topic_label",
        "mentioning",
        "texts",
        "share",
        "statements",
        "warmth_mean",
        "demands",
        "warnings",
    )
    emit(table, form, output, title=f"{side} by {period}", columns=columns, group="period", name="trends", bom=bom)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (trace, ledger, claims, revisions, shift, trends):
        app.command()(command)
