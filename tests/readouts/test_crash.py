"""A process killed at any moment leaves the library whole, with everything it reported as saved."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")

KILLS = 12


def _write_until_killed(path: Path, name: str, report: int) -> None:
    with Library.open(path) as library:
        event = Event(f"2031-05-06-{name}", date(2031, 5, 6), EventKind.CALL, ())
        library.save_event(event)
        for number in range(100_000):
            result = library.add(
                event_id=event.id,
                side="CN",
                publisher=name,
                kind=Kind.READOUT,
                language="en",
                text=f"{name} says {number}. " * 40,
                text_language="en",
                fidelity=Fidelity.OFFICIAL,
                url=f"https://{name}.example/{number % 7}",
                raw=os.urandom(2000),
            )
            os.write(report, f"{result.revision.id} {result.revision.sha256}\n".encode())


def _reported(fd: int) -> list[tuple[int, str]]:
    with os.fdopen(fd) as pipe:
        lines = pipe.read().splitlines()
    return [(int(line.split()[0]), line.split()[1]) for line in lines]


@pytest.mark.parametrize("fresh", [True, False], ids=["from the first moment", "into a library that is there"])
def test_kill_at_random_moments_with_two_writers(tmp_path: Path, fresh: bool):
    context = multiprocessing.get_context("fork")
    chance = random.Random(11 + fresh)
    path = tmp_path / "library.sqlite3"
    saved: list[tuple[int, str]] = []
    for turn in range(KILLS // 2):
        if fresh:
            path, saved = tmp_path / f"library{turn}.sqlite3", []
        writers = []
        for name in (f"one{turn}", f"two{turn}"):
            read, write = os.pipe()
            process = context.Process(target=_write_until_killed, args=(path, name, write))
            process.start()
            os.close(write)
            writers.append((process, read))
        time.sleep(chance.uniform(0.0, 0.25 if fresh else 0.4))
        for process, _ in writers:
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            assert process.exitcode == -signal.SIGKILL
        for _, read in writers:
            saved += _reported(read)
        with Library.open(path) as library:
            held = {r.id: r.sha256 for readout in library.readouts() for r in readout.revisions}
            assert all(held[key] == sha256 for key, sha256 in saved)
            for readout in library.readouts():
                assert readout.revisions, "a readout without its text was left behind"
                numbers = [r.number for r in readout.revisions]
                assert numbers == list(range(1, len(numbers) + 1))
            if saved:
                assert len(library.raw(saved[-1][0])) == 2000
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert saved or fresh
