"""The ``readouts`` command.

Exit codes: 0 done · 1 done in part, the report says what is missing · 2 the input cannot be used ·
3 a catalogue or rule file is wrong · 4 the library cannot be opened or written · 5 a text could not be fetched.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from readouts import __version__, cli_brief, cli_differences, cli_intake, cli_reading, cli_time
from readouts.cli_base import (
    BomOption,
    FormatOption,
    JsonOption,
    OutputOption,
    emit,
    library_location,
    open_library,
    print_json,
    screen,
    sentence,
    use_library,
)
from readouts.console import progress_bar
from readouts.errors import InputError, ReadoutsError
from readouts.model import EventKind

app = typer.Typer(
    name="readouts",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Compare what governments publish about one call: side by side, by topic, with the words behind every figure.",
    epilog=(
        "Examples:  `readouts sync 2026-02-04-xi-trump` · `readouts compare 2026-02-04-xi-trump --topic taiwan` · "
        "`readouts add text.txt --event 2026-02-04-xi-trump --side CN --language en`\n\n"
        "Exit codes: 0 done, 1 done in part, 2 input cannot be used, 3 catalogue or rule file wrong, "
        "4 library, 5 fetching."
    ),
)

GLOBAL_OPTIONS = ("--library",)
"""Options that may stand anywhere on the command line."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"readouts {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    library: Annotated[
        str, typer.Option("--library", envvar="READOUTS_LIBRARY", help="Path or SQLAlchemy URL of the library.")
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and stop.")
    ] = False,
) -> None:
    use_library(library)


@app.command()
def init(as_json: JsonOption = False) -> None:
    """Make the library and put the catalogue and its digests into it. Needs no network; run it as often as you like."""
    from readouts.catalogue import load_catalogue
    from readouts.sync import store_catalogue

    catalogue = load_catalogue()
    with open_library(new=True) as library:
        stored = store_catalogue(library, catalogue)
        counts = library.counts()
        name = library.name
    if as_json:
        print_json({"library": name, **counts, "problems": list(catalogue.problems)})
    else:
        typer.echo(f"Library {name}: {counts['events']} events, {counts['readouts']} publications.")
        typer.echo(f"{stored} digests in our own words are in; `readouts sync` fetches the official texts.")
    _report_problems(catalogue.problems)


def _report_problems(problems: Iterable[str]) -> None:
    for problem in problems:
        typer.echo(f"Catalogue: {problem}", err=True)


@app.command()
def sync(
    events: Annotated[list[str] | None, typer.Argument(help="Event ids; all events when none is given.")] = None,
    mirror: Annotated[
        Path | None,
        typer.Option("--mirror", envvar="READOUTS_MIRROR", help="Folder that holds https://host/path as host/path."),
    ] = None,
    online: Annotated[bool, typer.Option("--online", help="With a mirror: ask the network for what it lacks.")] = False,
    patience: Annotated[
        float, typer.Option("--patience", help="Seconds to wait for a host before giving it up.")
    ] = 30.0,
    as_json: JsonOption = False,
) -> None:
    """Fetch the official texts the catalogue names, check their sha256, and keep them in the library.

    Places are tried in order; a failure is reported and the rest goes on. Example:
    `READOUTS_MIRROR=mirror readouts sync 2026-02-04-xi-trump`
    """
    from readouts.catalogue import load_catalogue
    from readouts.console import report_sync
    from readouts.fetch import Fetcher
    from readouts.sync import sync as run

    catalogue = load_catalogue()
    fetcher = Fetcher(mirror=mirror, online=online or mirror is None, timeout=patience)
    with open_library(new=True) as library, fetcher, progress_bar(quiet=as_json) as progress:
        report = run(library, catalogue, tuple(events or ()), fetcher=fetcher, progress=progress)
    if as_json:
        print_json(asdict(report))
    else:
        report_sync(screen(), report)
    _report_problems(catalogue.problems)


@app.command("list")
def list_(
    event: Annotated[str, typer.Argument(help="Event id; without it all events are listed.")] = "",
    as_json: JsonOption = False,
    form: FormatOption = "table",
    output: OutputOption = None,
    bom: BomOption = False,
) -> None:
    """List the events, or the publications of one event, with what is held of each.

    `--format` writes the same with every column: `readouts list 2026-02-04-xi-trump --format csv -o texts.csv`
    """
    from compare import console
    from compare.analysis import compare_event
    from compare.holdings import events_table
    from compare.tables import publications_table

    with open_library() as library:
        if event:
            table = publications_table(compare_event(library, event))
        else:
            table = events_table(library.events(), library.readouts())
    if as_json:
        print_json(json.loads(table.to_json(orient="records")))
    elif form != "table":
        emit(
            table,
            form,
            output,
            title=event or "Library",
            columns=(),
            name="publications" if event else "events",
            bom=bom,
        )
    elif event:
        screen().print(console.readouts_grid(table))
    elif len(table):
        screen().print(console.events_grid(table))
    else:
        typer.echo("The library is empty. `readouts init` puts the catalogue in; `readouts add` adds a text of yours.")


@app.command()
def show(
    what: Annotated[str, typer.Argument(help="A readout id (see `readouts list EVENT`).")],
    revision: Annotated[int, typer.Option("--revision", help="Number of the revision; the best one by default.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Print the stored text of a publication, with where it comes from."""
    from compare.report_words import clock

    with open_library() as library:
        readout = library.readout(what)
    chosen = next((r for r in readout.revisions if r.number == revision), None) if revision else readout.latest
    if chosen is None:
        numbers = ", ".join(str(r.number) for r in readout.revisions) or "none"
        raise InputError(f"{what} has no revision {revision or ''}. It has: {numbers}. `readouts sync` fetches texts.")
    if as_json:
        print_json({**asdict(readout), "revision": asdict(chosen)})
        return
    typer.echo(f"{readout.side} · {readout.publisher} · {readout.language} · {readout.title}", err=True)
    typer.echo(
        f"{chosen.fidelity.value} · revision {chosen.number} of {len(readout.revisions)} · sha256 {chosen.sha256} · "
        f"captured {clock(chosen.retrieved_at)} · {chosen.source_url or 'pasted'}\n",
        err=True,
    )
    typer.echo(chosen.text)


@app.command()
def add(
    file: Annotated[
        str,
        typer.Argument(help="An address, a file (text, HTML, PDF, Word, RTF, mail, MHTML), or - for standard input."),
    ],
    event: Annotated[str, typer.Option("--event", help="Event id; see `readouts list`. Guessed when left out.")] = "",
    side: Annotated[str, typer.Option("--side", help="Who published it: CN, US, RU, … Guessed when left out.")] = "",
    language: Annotated[str, typer.Option("--language", help="en, zh or ru. Guessed when left out.")] = "",
    title: Annotated[str, typer.Option("--title", help="Title as published.")] = "",
    url: Annotated[str, typer.Option("--url", help="Official address.")] = "",
    published: Annotated[str, typer.Option("--published", help="2026-02-04 or 2026-02-04T23:40+08:00.")] = "",
    fidelity: Annotated[
        str,
        typer.Option("--fidelity", help="official, official translation, unofficial translation, excerpt, digest."),
    ] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="As it should stand in tables.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="readout, post, transcript, fact sheet, briefing.")] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="Of the file, when it is not UTF-8.")] = "",
    item: Annotated[
        str, typer.Option("--item", help="Of a whole news programme: the heading of the item meant, or words of it.")
    ] = "",
    preview: Annotated[bool, typer.Option("--preview", help="Show what would be stored, and save nothing.")] = False,
    mirror: cli_intake.MirrorOption = None,
    online: cli_intake.OnlineOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a text to an event. The same text again is recognised; a changed text becomes a new revision.

    What is not said is guessed, and told with its reason: `readouts add page.html --preview`.

    Example: `readouts add mfa.txt --event 2026-02-04-xi-trump --side CN --language en --published 2026-02-04`
    """
    from readouts import duplicates, guess, intake

    if preview or item or cli_intake.is_source(file) or not (event and side and language):
        options = {"event": event, "side": side, "language": language, "title": title, "url": url}
        options |= {"published": published, "fidelity": fidelity, "publisher": publisher, "kind": kind}
        said = {name: value for name, value in options.items() if value}
        cli_intake.add_source(
            file, said, mirror=mirror, online=online, encoding=encoding, item=item, preview=preview, as_json=as_json
        )
        return

    text = intake.read_text(
        sys.stdin.buffer if file == "-" else Path(file),
        name="Standard input" if file == "-" else file,
        encoding=encoding,
    )
    side, language = intake.check_side(side), intake.check_language(language)
    published_at, published_text = intake.parse_published(published)
    chosen = intake.check_fidelity(fidelity) if fidelity else None
    sort = intake.check_kind(kind) if kind else None
    publisher = publisher or guess.agency_of(text, side)
    with open_library() as library:
        library.event(event)
        place = intake.place_for(
            library.readouts(event), side=side, language=language, publisher=publisher, url=url, kind=sort
        )
        if place.readout_id and not publisher and not url:
            duplicates.check_version(library.readout(place.readout_id), text, language)
        result = library.add(
            event_id=event,
            side=side,
            publisher=place.publisher,
            kind=sort or place.kind,
            language=language,
            title=title or place.title,
            url=url or place.url,
            published_at=published_at or place.published_at,
            published_text=published_text or place.published_text,
            text=text,
            text_language=language,
            fidelity=chosen or place.fidelity,
            readout_id=place.readout_id or None,
        )
    if as_json:
        print_json({"outcome": result.outcome, "readout": result.readout.id, "revision": result.revision.number})
        return
    for line in cli_intake.result_lines(result):
        typer.echo(line)


@app.command("new-event")
def new_event(
    event: Annotated[str, typer.Argument(help="Id: date and names, such as 2026-11-20-xi-trump.")],
    participant: Annotated[list[str], typer.Option("--participant", help='"Xi Jinping=CN"; once per participant.')],
    kind: Annotated[EventKind, typer.Option("--kind", help="How they met.")] = EventKind.CALL,
    title: Annotated[str, typer.Option("--title", help="Made of the names by default.")] = "",
    place: Annotated[str, typer.Option("--place", help="Where they met.")] = "",
) -> None:
    """Make an event that the catalogue does not know, so that texts can be added to it.

    Example: `readouts new-event 2026-11-20-xi-trump --participant "Xi Jinping=CN" --participant "Donald Trump=US"`
    """
    from readouts import intake

    made = intake.make_event(event, [intake.parse_participant(p) for p in participant], kind, title, place)
    with open_library() as library:
        if any(known.id == made.id for known in library.events()):
            raise InputError(
                f"There is an event {made.id} already: `readouts list {made.id}`. Nothing was changed. A second call "
                f"of these people on that day needs another id, such as {made.id}-2."
            )
        library.save_event(made)
    typer.echo(f"Event {made.id} is there. Add a text: readouts add FILE --event {made.id} --side CN --language en")


@app.command()
def delete(readout: Annotated[str, typer.Argument(help="A readout id.")]) -> None:
    """Take a publication out of the library. `readouts undo` or `readouts restore` brings it back."""
    with open_library() as library:
        library.delete(readout)
    typer.echo(f"Deleted {readout}. Bring it back with: readouts restore {readout}")


@app.command()
def restore(readout: Annotated[str, typer.Argument(help="Id of a deleted readout.")]) -> None:
    """Bring a deleted publication back, with all its revisions."""
    with open_library() as library:
        library.restore(readout)
    typer.echo(f"{readout} is back.")


@app.command()
def undo() -> None:
    """Take back the last change to the library; an import counts as one, whatever it brought."""
    with open_library() as library:
        change = library.undo()
    typer.echo(f"Taken back: {change.sentence}." if change else "There is nothing to take back.")


@app.command()
def history(
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many changes.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """What was changed in the library, newest first."""
    with open_library() as library:
        changes = library.history(limit)
    if as_json:
        print_json([asdict(c) for c in changes])
        return
    for c in changes:
        typer.echo(f"{c.at:%Y-%m-%d %H:%M %Z}  {c.sentence}{'  (taken back)' if c.undone_at else ''}")


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8501,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; this machine only by default.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Open the dashboard. Stop it with Ctrl-C."""
    from readouts.console import run_dashboard

    raise typer.Exit(run_dashboard(port=port, host=host, browser=browser, library=library_location()))


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Check the installation: versions, library, language models, rules, catalogue, browser."""
    from readouts.console import print_checks
    from readouts.doctor import checks

    rows = checks(library_location() or None)
    if as_json:
        print_json([asdict(r) for r in rows])
    else:
        print_checks(screen(), rows)
    if any(r.state == "wrong" for r in rows):
        raise typer.Exit(1)


cli_reading.register(app)
cli_differences.register(app)
cli_time.register(app)
cli_brief.register(app)
cli_intake.register(app)


def main(argv: list[str] | None = None) -> None:
    """Run the command. Errors meant for the user become one line on standard error and an exit code."""
    arguments = _global_first(sys.argv[1:] if argv is None else argv)
    try:
        app(arguments, standalone_mode=True)
    except ReadoutsError as error:
        typer.echo(f"readouts: {sentence(str(error), arguments)}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        typer.echo("Stopped. What was saved before is kept.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _global_first(arguments: list[str]) -> list[str]:
    """Options such as --library may stand after the command, where people write them."""
    front: list[str] = []
    rest: list[str] = []
    queue = list(arguments)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        name, equals, _ = word.partition("=")
        if name in GLOBAL_OPTIONS:
            front.append(word)
            if not equals and queue:
                front.append(queue.pop(0))
        else:
            rest.append(word)
    return front + rest


if __name__ == "__main__":
    main()
