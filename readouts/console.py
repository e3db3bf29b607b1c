"""What the command line shows of its own work: progress, reports, checks, and the dashboard's start."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from readouts.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from readouts.doctor import Check
    from readouts.sync import SyncReport

APP = Path(__file__).resolve().parent.parent / "app.py"


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[int, int | None, str], None] | None]:
    """A progress bar on standard error; None where it should be quiet."""
    if quiet:
        yield None
        return
    columns = (BarColumn(bar_width=30), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int | None, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what[:60])

        yield advance


def report_sync(console: Console, report: SyncReport) -> None:
    """What came, what failed and why, and what is still a digest."""
    grid = Table(title="Texts in the library", title_justify="left")
    for column in ("Event", "Publication", "Held as", "From"):
        grid.add_column(column, overflow="fold")
    for item in report.items:
        style = "" if item.state == "official" else "yellow" if item.state == "digest" else "dim"
        grid.add_row(Text(item.event_id), Text(item.label), Text(item.held_as, style=style), Text(item.source))
    console.print(grid)
    failed = [item for item in report.items if item.failures]
    reasons = [failure for item in failed for failure in item.failures]
    if reasons and not report.count("official") and all("is there a network" in reason for reason in reasons):
        console.print(
            f"No network was reached: none of {len(reasons)} addresses is known here. The dashboard shows our digests, "
            "marked as such; run `readouts sync` again where there is a network, or with --mirror."
        )
    elif failed:
        console.print(Text("Places that did not give the text:", style="bold"))
        for item in failed:
            console.print(Text(f"– {item.event_id}, {item.label}: {_tried(item.failures)}", style="dim"))
    console.print(
        f"{report.count('official')} official texts, {report.count('digest')} still digests, "
        f"{report.count('none')} without any text."
    )


def _tried(failures: Iterable[str]) -> str:
    """Failures in one line: addresses cut to host and last part, those with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for failure in failures:
        address, _, reason = failure.partition(" ") if failure.startswith("http") else ("", "", failure)
        host, _, path = address.partition("://")[2].partition("/")
        last = path.rstrip("/").rpartition("/")[2][-32:]
        by_reason.setdefault(reason, []).append(f"{host}/…{last}" if address else "")
    return "; ".join(
        " ".join((", ".join(filter(None, places)), reason)).strip() for reason, places in by_reason.items()
    )


def print_checks(console: Console, rows: Sequence[Check]) -> None:
    """The doctor's findings."""
    marks = {"fine": ("✓", "green"), "missing": ("–", "yellow"), "wrong": ("✗", "red")}
    for row in rows:
        mark, style = marks[row.state]
        console.print(Text(f"{mark} ", style=style) + Text(f"{row.name}: ", style="bold") + Text(row.message))


def _open_when_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Open the browser, where there is one, once the dashboard answers."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                break
        except OSError:
            time.sleep(0.3)
    else:
        return
    webbrowser.open(address)


def run_dashboard(*, port: int, host: str, browser: bool, library: str) -> int:
    """Start Streamlit on the dashboard and wait for it; its exit code. Raises InputError where it is not here."""
    if not APP.exists():
        raise InputError(f"The dashboard is not at {APP}. Run `readouts serve` from a checkout installed with `make`.")
    environment = dict(os.environ)
    if library:
        environment["READOUTS_LIBRARY"] = library
    command = [
        sys.executable,
        "-m",
        "compare.dashboard",
        f"--server.port={port}",
        f"--server.address={host}",
        # Streamlit's own way of opening a browser asks a new user for an e-mail address first.
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        *([f"--secrets.files={secrets}"] if (secrets := os.environ.get("READOUTS_SECRETS")) else []),
    ]
    process = subprocess.Popen(command, env=environment, cwd=APP.parent)  # noqa: S603 - our own interpreter and file
    if browser:
        everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
        address = f"http://{'127.0.0.1' if everywhere else host}:{port}"
        threading.Thread(target=_open_when_up, args=(address, process), daemon=True).start()
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait(timeout=10)
        return 0
