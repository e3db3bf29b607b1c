"""Imports killed at any moment, two at once: what was reported is there, and the import goes on."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readouts.bulk import import_many
from readouts.errors import LibraryError
from readouts.library import Library
from tests.readouts.test_bulk import markdown

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")

KILLS = int(os.environ.get("READOUTS_KILLS", "8"))
"""How often an import is killed; the long run takes 200."""
TEXTS = 80


def _import(path: Path, folder: Path, report: int) -> None:
    with Library.open(path) as library:

        def said(done: int, total: int | None, name: str) -> None:
            counts = library.counts()
            os.write(report, f"{counts['revisions']}\n".encode())

        import_many(library, folder, batch=5, progress=said)


def test_killed_imports_go_on(tmp_path: Path) -> None:
    folders = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        for number in range(TEXTS):
            text = markdown(number + 500 * len(folders), words=f"{name} ")
            (folder / f"{number:03d}.md").write_text(text.replace("gov/x/", f"gov/{name}/"), "utf-8")
        folders.append(folder)
    chance = random.Random(5)
    context = multiprocessing.get_context("fork")
    path = tmp_path / "library.sqlite3"
    reported = 0
    for turn in range(KILLS):
        if turn % 20 == 0 and turn:
            path, reported = tmp_path / f"library{turn}.sqlite3", 0
        writers = []
        for folder in folders:
            read, write = os.pipe()
            process = context.Process(target=_import, args=(path, folder, write))
            process.start()
            os.close(write)
            writers.append((process, read))
        time.sleep(chance.uniform(0.02, 0.5))
        for process, _ in writers:
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        for _, read in writers:
            with os.fdopen(read) as pipe:
                reported = max([reported, *map(int, pipe.read().split())])
        with Library.open(path) as library:
            assert library.counts()["revisions"] >= reported
            assert all(r.revisions for r in library.readouts())
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with Library.open(path) as library:
        for folder in folders:
            import_many(library, folder)
            assert import_many(library, folder).unchanged == TEXTS
        assert library.counts()["readouts"] == 2 * TEXTS
        # However often it was killed, an import is one change: cut off and run again it goes on under its name.
        assert {c.sentence for c in library.history()} == {f"import {name} ({TEXTS} texts)" for name in ("one", "two")}
        last = library.undo()
        assert last is not None
        assert library.counts()["readouts"] == TEXTS
        assert not any(f"gov/{last.target}/" in r.url for r in library.readouts())
        library.undo()
        assert library.counts()["readouts"] == library.counts()["events"] == 0


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of one megabyte and a half, where that may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True)
    except OSError as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], capture_output=True)


def test_a_full_disk_loses_nothing_that_was_saved(small_disk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03d}.md").write_text(markdown(number, words="Pears and plums. " * 400), "utf-8")
    reported = 0
    with Library.open(small_disk / "library.sqlite3") as library:

        def said(done: int, total: int | None, name: str) -> None:
            nonlocal reported
            reported = library.counts()["revisions"]

        with pytest.raises(LibraryError, match="disk is full"):
            import_many(library, folder, batch=10, progress=said)
        held = library.counts()["revisions"]
        assert held >= reported > 0
    with Library.open(small_disk / "library.sqlite3", read_only=True) as library:
        assert library.counts()["revisions"] == held
        assert all(len(r.revisions[0].text) > 5000 for r in library.readouts())
