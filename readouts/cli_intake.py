"""Commands that bring texts in and keep them safe: import, check, export-library, import-library, posts.

``add_source`` is what ``readouts add`` does with an address or a document.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from readouts.cli_base import JsonOption, open_library, print_json, screen
from readouts.console import progress_bar
from readouts.errors import InputError

if TYPE_CHECKING:
    from readouts.drafts import Draft
    from readouts.fetch import Fetcher
    from readouts.guess import Guess
    from readouts.library import AddResult, Library
    from readouts.model import Readout
    from readouts.recheck import CheckItem

MirrorOption = Annotated[
    Path | None,
    typer.Option("--mirror", envvar="READOUTS_MIRROR", help="Folder that holds https://host/path as host/path."),
]
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|(?:[a-z0-9-]+\.){1,5}[a-z]{2,12}/)", re.IGNORECASE)
"""What is meant for an address though it does not begin with http."""
_BEGUN = 90
"""Characters shown of a statement."""

OnlineOption = Annotated[bool, typer.Option("--online", help="With a mirror: ask the network for what it lacks.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress bar.")]


def add_source(
    source: str,
    corrections: Mapping[str, Any],
    *,
    mirror: Path | None = None,
    online: bool = False,
    encoding: str = "",
    item: str = "",
    preview: bool = False,
    as_json: bool = False,
) -> None:
    """Add what an address, a file of any format, or ``-`` (standard input) holds, and say what was guessed.

    corrections: what the user says of it; see readouts.drafts.corrected. preview: show everything and save nothing.
    """
    from readouts import intake

    with open_library(read_only=False) as library:
        draft = _draft(source, library, mirror=mirror, online=online, encoding=encoding, item=item)
        about_leaders = [choice.heading for choice in draft.items if choice.proposed]
        if len(about_leaders) != 1 and draft.items and not item and not preview:
            which = about_leaders or [choice.heading for choice in draft.items]
            raise InputError(
                f"{source} is a news programme with {len(draft.items)} items, {len(about_leaders) or 'none'} of them "
                f"about leaders. Choose with --item: {'; '.join(which)}. `readouts import` takes all about leaders."
            )
        draft = intake.corrected(draft, corrections, library)
        if preview:
            print_json(draft_json(draft)) if as_json else show_draft(draft, intake.version_of(library, draft))
            return
        _ask_what_is_doubtful(draft)
        result = intake.save(library, draft)
    if as_json:
        print_json({**result_json(result), "draft": draft_json(draft)})
        return
    for line in result_lines(result):
        typer.echo(line)
    for warning in draft.warnings:
        typer.echo(f"Look at this: {warning}", err=True)
    unsure = [name for name, guess in _guesses(draft) if guess.confidence < 0.7]
    if unsure and result.outcome != "unchanged":
        typer.echo(f"Guessed without being sure: {', '.join(unsure)}. `readouts add … --preview` shows why.", err=True)


_SIDE_SURE, _DAY_SURE = 0.7, 0.6
"""Confidence below which the side, or the day of a new event, is asked for: a text under the wrong one misleads."""


def _ask_what_is_doubtful(draft: Draft) -> None:
    """Raise InputError where what decides on the place of a text is hardly known, before anything is saved."""
    if any(d.relation != "near" for d in draft.duplicates):
        return  # its place is known: it is here already, or its address is
    asked: list[tuple[str, Guess[Any]]] = []
    if draft.side.value and draft.side.confidence < _SIDE_SURE:
        asked.append(("--side", draft.side))
    if draft.new_event is not None and draft.event_date.confidence < _DAY_SURE:
        asked.append(("--event, or its day in the text", draft.event_date))
    doubtful = [f"{option} ({_shown(guess.value)}? {guess.reason})" for option, guess in asked]
    if doubtful:
        raise InputError(
            f"Nothing was saved: say {' and '.join(doubtful)}. `readouts add … --preview` shows all that was guessed."
        )


def is_source(source: str) -> bool:
    """Whether what was given is an address, or a document that is more than plain text."""
    return (
        source.startswith(("http://", "https://"))
        or _is_no_file(source)
        or Path(source).suffix.lower()
        in (*(".pdf", ".docx", ".rtf", ".eml", ".mhtml", ".mht", ".html", ".htm", ".md", ".markdown"),)
    )


def _is_no_file(source: str) -> bool:
    return _ADDRESS.match(source) is not None and not Path(source).exists()


def _draft(source: str, library: Library, *, mirror: Path | None, online: bool, encoding: str, item: str) -> Draft:
    from readouts import intake

    if source.startswith(("http://", "https://")):
        with _fetcher(mirror, online) as fetcher:
            return intake.draft_from_url(source, fetcher, library, item=item)
    if source == "-":
        content = sys.stdin.buffer.read(intake.MAX_DOCUMENT + 1)
        return intake.draft_from_bytes(content, name="Standard input", library=library, encoding=encoding, item=item)
    if _is_no_file(source):
        if "://" in source:
            raise InputError(f"{source} was not fetched: only addresses that begin with https:// or http:// are.")
        raise InputError(f"There is no file {source}. If it is an address, begin it with https://: https://{source}")
    return intake.draft_from_file(Path(source), library, encoding=encoding, item=item)


def _fetcher(mirror: Path | None, online: bool) -> Fetcher:
    from readouts.fetch import Fetcher

    return Fetcher(mirror=mirror, online=online or mirror is None)


def result_json(result: AddResult) -> dict[str, Any]:
    """What adding did, as ``readouts add --json`` prints it."""
    return {
        "outcome": result.outcome,
        "event": result.readout.event_id,
        "readout": result.readout.id,
        "revision": result.revision.number,
    }


def result_lines(result: AddResult) -> list[str]:
    """What adding did, in words."""
    outcome = {
        "added": "Added",
        "revision": f"Kept as revision {result.revision.number} of",
        "unchanged": "This text is here already:",
    }[result.outcome]
    lines = [f"{outcome} {result.readout.id} ({result.readout.publisher}, {result.revision.fidelity.value})."]
    if result.outcome != "unchanged":
        lines.append(f"See it: readouts compare {result.readout.event_id} · take it back: readouts undo")
    return lines


def _guesses(draft: Draft) -> Iterator[tuple[str, Any]]:
    names = ("title", "language", "side", "publisher", "kind", "fidelity", "published")
    for name in (*names, "event_date", "event_kind", "participants", "event"):
        yield name.replace("_", " "), getattr(draft, name)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{p.name('en')} ({p.side})" for p in value)
    if hasattr(value, "at"):
        return value.at.isoformat() if value.at else str(value.text)
    return "" if value is None else str(value)


def draft_json(draft: Draft) -> dict[str, Any]:
    """A draft as JSON: every guess with reason and confidence, warnings, what was left out, what it repeats."""
    guesses = {
        n: {"value": _shown(g.value), "reason": g.reason, "confidence": g.confidence} for n, g in _guesses(draft)
    }
    new = draft.new_event
    return {
        "format": draft.format,
        "guesses": guesses,
        "new_event": new.id if new is not None else None,
        "text": draft.text,
        "warnings": list(draft.warnings),
        "notes": list(draft.notes),
        "dropped": list(draft.dropped),
        "items": [asdict(choice) for choice in draft.items],
        "duplicates": [
            {
                "readout": d.readout.id,
                "revision": d.revision.number,
                "relation": d.relation,
                "likeness": d.likeness,
                "added": list(d.added),
                "removed": list(d.removed),
            }
            for d in draft.duplicates
        ],
    }


def show_draft(draft: Draft, known: Readout | None = None) -> None:
    """Print a draft: guesses, text as it would be stored, its statements, what was left out, what it repeats.

    known: the publication whose next revision it would be.
    """
    console = screen()
    grid = Table(title=f"Draft from a {draft.format}: nothing is saved yet", title_justify="left")
    for column in ("Field", "Taken to be", "Because", "Sure"):
        grid.add_column(column, overflow="fold")
    for name, guess in _guesses(draft):
        style = "yellow" if guess.confidence < 0.7 else ""
        value = _shown(guess.value)
        if name == "event" and draft.new_event is not None and not value:
            value = f"new: {draft.new_event.id}"
        grid.add_row(name, Text(value), Text(guess.reason), Text(f"{guess.confidence:.0%}", style=style))
    console.print(grid)
    for warning in draft.warnings:
        console.print(Text(f"Look at this: {warning}", style="bold red"))
    for note in draft.notes:
        console.print(Text(f"– {note}", style="dim"))
    for left_out in draft.dropped:
        console.print(Text(f"– left out: {left_out}", style="dim"))
    if known is not None and not any(d.relation == "same" for d in draft.duplicates):
        console.print(Text(f"Saved like this, it is revision {len(known.revisions) + 1} of {known.id}.", style="bold"))
    _show_duplicates(console, draft)
    _show_reading(console, draft)
    console.print(Text(f"\n{draft.text}"))


def _show_duplicates(console: Console, draft: Draft) -> None:
    said = {"same": "is here already as", "revision": "would be a new revision of", "near": "is much like"}
    for d in draft.duplicates:
        console.print(Text(f"This text {said[d.relation]} {d.readout.id} ({d.likeness:.0%} alike).", style="bold"))
        for sentence in d.removed:
            console.print(Text(f"  − {sentence}", style="red"))
        for sentence in d.added:
            console.print(Text(f"  + {sentence}", style="green"))


def _show_reading(console: Console, draft: Draft) -> None:
    """The statements, numbered as ``readouts explain`` numbers them."""
    from compare.analysis import analyse
    from compare.lexicon import PACKAGES
    from compare.records import Context
    from compare.tables import describe_tone
    from compare.topics import label

    if draft.language.value not in PACKAGES:
        return
    found = analyse(draft.text, Context(draft.language.value, draft.side.value, draft.participants.value)).statements
    grid = Table(title=f"Its statements: {len(found)}", title_justify="left")
    for column in ("", "Speaker", "Topics", "Tone", "Words"):
        grid.add_column(column, overflow="fold")
    for s in found:
        topics = ", ".join(f"not {label(t)}" if t in s.negated else label(t) for t in s.topics)
        words = " ".join(s.text.split())
        begun = words if len(words) <= _BEGUN else f"{words[:_BEGUN].rstrip()} …"
        grid.add_row(str(s.index), *map(Text, (s.speaker, topics, describe_tone([s.tone]), begun)))
    console.print(grid)


def import_(
    source: Annotated[Path, typer.Argument(help="A folder, a ZIP archive, or a .json, .jsonl, .csv, .parquet table.")],
    column: Annotated[
        list[str] | None, typer.Option("--column", help="field=column of a table, e.g. text=body; several times.")
    ] = None,
    side: Annotated[str, typer.Option("--side", help="Of all texts that do not say it themselves.")] = "",
    language: Annotated[str, typer.Option("--language", help="Of all texts that do not say it themselves.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Of all texts that do not say it themselves.")] = "",
    fidelity: Annotated[str, typer.Option("--fidelity", help="Of all texts that do not say it themselves.")] = "",
    report: Annotated[Path | None, typer.Option("--report", help="Write what was skipped and why as JSON.")] = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Import many texts. Run it again after an interruption: what is here already is recognised.

    Event, participants and kind come out of each title; one bad item costs only itself. Examples:
    `readouts import folder` · `readouts import posts.jsonl --column text=body --column published=created_at --side US`
    """
    from readouts.bulk import import_many

    mapping = dict(_pair(value) for value in column or ())
    said = {"side": side, "language": language, "publisher": publisher, "fidelity": fidelity}
    with open_library(new=True) as library, progress_bar(quiet=quiet or as_json) as progress:
        done = import_many(
            library,
            source,
            mapping=mapping,
            defaults={k: v for k, v in said.items() if v},
            progress=progress,
        )
    if report is not None:
        _write_report(report, [asdict(f) for f in done.skipped])
    if as_json:
        print_json(asdict(done))
    else:
        typer.echo(
            f"{done.seen} items: {done.added} added, {done.revisions} new revisions, {done.unchanged} here already, "
            f"{done.skipped_count} skipped; {done.events} events made."
        )
        for failure in done.skipped[:20]:
            typer.echo(f"– {failure.name}: {failure.reason}")
        if done.skipped_count > 20:
            typer.echo(f"– and {done.skipped_count - 20} more; --report FILE writes them all.")
    if done.skipped_count:
        raise typer.Exit(1)


def check(
    events: Annotated[list[str] | None, typer.Argument(help="Event ids; all events when none is given.")] = None,
    mirror: MirrorOption = None,
    online: OnlineOption = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch official pages again and keep silent edits as new revisions, the weightiest change first.

    Nothing is overwritten: `readouts show ID --revision 1` prints what was held before.
    """
    from readouts.recheck import check as run

    with (
        open_library() as library,
        _fetcher(mirror, online) as fetcher,
        progress_bar(quiet=quiet or as_json) as progress,
    ):
        found = run(library, tuple(events or ()), fetcher=fetcher, progress=progress)
        weighed = [(item, weigh(library, item)) for item in found.items]
    weighed.sort(key=lambda pair: -max((w for w, _, _ in pair[1]), default=-1.0))
    if as_json:
        print_json([check_json(item, changes) for item, changes in weighed])
    else:
        for item, changes in weighed:
            if item.state == "edited" and item.old and item.new:
                typer.echo(
                    f"{item.readout_id}: edited; revision {item.new.number} kept beside {item.old.number} "
                    f"({item.likeness:.0%} alike)."
                )
                for _, sign, sentence in changes:
                    typer.echo(f"  {sign} {sentence}")
            elif item.state != "unchanged":
                typer.echo(f"{item.readout_id}: {item.state}{f': {item.reason}' if item.reason else ''}")
        typer.echo(
            ", ".join(f"{found.count(s)} {s}" for s in ("edited", "new", "unchanged", "gone", "failed", "skipped"))
        )
    if found.count("failed") or found.count("gone"):
        raise typer.Exit(1)


def weigh(library: Library, item: CheckItem) -> list[tuple[float, str, str]]:
    """The changed sentences of an edit as (weight, '−' or '+', sentence), the weightiest first.

    A sentence weighs by what is at stake in it: warning, obligation, commitment and warmth as read by the engine, and
    one more for each topic.
    """
    from compare.analysis import read_revision

    if item.old is None or item.new is None:
        return []
    event, readout = library.event(item.event_id), library.readout(item.readout_id)
    found: list[tuple[float, str, str]] = []
    for revision, sign, sentences in ((item.old, "−", item.removed), (item.new, "+", item.added)):
        statements = read_revision(event, readout, revision, library).analysis.statements
        for sentence in sentences:
            here = revision.text.find(sentence)
            of = [s for s in statements if s.start < here + len(sentence) and here < s.end]
            found.append((sum(_weight(s) for s in of), sign, sentence))
    return sorted(found, key=lambda row: -row[0])


def _weight(statement: Any) -> float:
    tone = statement.tone
    levels = [held.level for held in (tone.obligation, tone.commitment) if held is not None]
    return float(2 * (tone.warning or 0) + sum(levels) + abs(tone.warmth or 0) + len(statement.topics))


def check_json(item: CheckItem, changes: list[tuple[float, str, str]]) -> dict[str, Any]:
    """One checked publication as JSON."""
    return {
        "event": item.event_id,
        "readout": item.readout_id,
        "url": item.url,
        "state": item.state,
        "reason": item.reason,
        "old": item.old.number if item.old else None,
        "new": item.new.number if item.new else None,
        "likeness": item.likeness,
        "changes": [{"weight": w, "change": sign, "sentence": s} for w, sign, s in changes],
    }


def export_library_(
    folder: Annotated[Path, typer.Argument(help="A new folder, or one of an earlier export.")],
    raw: Annotated[bool, typer.Option("--raw/--no-raw", help="Also the bytes that texts were read from.")] = True,
    quiet: QuietOption = False,
) -> None:
    """Write the whole library as Markdown files with front matter, for git; `import-library` reads them back."""
    from readouts.backup import export_library

    with open_library() as library, progress_bar(quiet=quiet) as progress:
        done = export_library(library, folder, raw=raw, progress=progress)
    typer.echo(f"{folder}: {done.events} events, {done.readouts} publications, {done.revisions} revisions.")


def import_library_(
    folder: Annotated[Path, typer.Argument(help="A folder that `readouts export-library` wrote.")],
    quiet: QuietOption = False,
) -> None:
    """Read an exported library back, exactly. What is here already is left as it is."""
    from readouts.backup import import_library

    with open_library(new=True) as library, progress_bar(quiet=quiet) as progress:
        done = import_library(library, folder, progress=progress)
    typer.echo(
        f"{done.events} events, {done.readouts} publications and {done.revisions} revisions read; "
        f"{done.unchanged} revisions were here already."
    )
    for problem in done.problems:
        typer.echo(f"– {problem}", err=True)
    if done.problems:
        raise typer.Exit(1)


def posts(
    words: Annotated[str, typer.Argument(help="Words of the post.")] = "",
    day: Annotated[str, typer.Option("--day", help="Day in Washington, 2026-02-04; the days around it count.")] = "",
    mirror: MirrorOption = None,
    online: OnlineOption = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find a post in the public archive of Truth Social by its day and words; `readouts add ADDRESS` adds it."""
    from readouts.drafts import as_day
    from readouts.intake import find_posts

    if not words and not day:
        raise InputError("Give words of the post, or its day.")
    with _fetcher(mirror, online) as fetcher, progress_bar(quiet=quiet or as_json) as bar:

        def came(done: int, total: int | None) -> None:
            if bar is not None:
                bar(done // 1000, total // 1000 if total else None, "kB of the archive, kept for an hour")

        found = find_posts(fetcher, day=as_day(day) if day else None, words=words, progress=came)
    if as_json:
        print_json([asdict(p) for p in found])
        return
    for post in found:
        when = f"{post.published_at:%Y-%m-%d %H:%M} UTC" if post.published_at else "no time"
        typer.echo(f"{when}  {post.url}\n  {' '.join(post.text.split())[:160]}")
    if not found:
        typer.echo("No post of the archive has these words on that day.")


def _pair(value: str) -> tuple[str, str]:
    name, equals, column = value.partition("=")
    if not equals or not name.strip() or not column.strip():
        raise InputError(f"{value!r} is no mapping. Write field=column, such as text=body.")
    return name.strip(), column.strip()


def _write_report(path: Path, rows: list[dict[str, Any]]) -> None:
    try:
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from None


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for name, command in (
        ("import", import_),
        ("check", check),
        ("export-library", export_library_),
        ("import-library", import_library_),
        ("posts", posts),
    ):
        app.command(name)(command)
