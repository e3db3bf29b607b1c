"""Opening a library: where it is, what is no library, its schema, and several who use it at once."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from readouts import database, schema
from readouts.errors import LibraryError
from readouts.library import Library
from tests.readouts.stored import EVENT, add


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3") as opened:
        opened.save_event(EVENT)
        yield opened


# Places


def test_the_environment_names_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("READOUTS_LIBRARY", str(tmp_path / "new" / "mine.sqlite3"))
    with Library.open() as library:
        library.save_event(EVENT)
    with Library.open(f"sqlite:///{tmp_path}/new/mine.sqlite3") as library:
        assert library.events() == [EVENT]


def test_without_a_name_the_library_is_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("READOUTS_LIBRARY", raising=False)
    monkeypatch.setattr("readouts.database.user_data_dir", lambda name: str(tmp_path / name))
    Library.open().close()
    assert (tmp_path / "readouts" / "library.sqlite3").exists()


def test_odd_names_are_files_like_any_other(tmp_path: Path):
    for name in ("with space & 100%.db", "词库?.sqlite3", "a#b.db"):
        with Library.open(tmp_path / name) as library:
            library.save_event(EVENT)
        with Library.open(tmp_path / name, read_only=True) as library:
            assert library.events() == [EVENT]
    assert len([p for p in tmp_path.iterdir() if not p.name.endswith(("-wal", "-shm"))]) == 3


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(LibraryError, match="is a folder: give the library's file"):
        Library.open(tmp_path)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_library_in_memory_is_refused(url: str):
    with pytest.raises(LibraryError, match="needs a file"):
        Library.open(url)


def test_an_unknown_database_is_said_to_be_one():
    with pytest.raises(LibraryError, match="no database driver"):
        Library.open("nosuch://host/db")


@pytest.mark.parametrize("content", [b"not a database at all, only words", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path, content: bytes):
    path = tmp_path / "library.sqlite3"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"damaged|no SQLite database"):
        Library.open(path)
    assert path.read_bytes() == content


def test_damage_found_later_is_one_sentence(tmp_path: Path):
    path = tmp_path / "library.sqlite3"
    with Library.open(path) as library:
        library.save_event(EVENT)
        for number in range(50):
            add(library, "words " * 500 + str(number), url=f"https://ministry.example/{number}")
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\xaa" * (len(data) - 12288)
    path.write_bytes(data)
    with pytest.raises(LibraryError, match="is damaged"), Library.open(path) as library:
        library.readouts()


def test_another_programs_database_is_refused(tmp_path: Path):
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE invoices (id)")
    with pytest.raises(LibraryError, match="another program"):
        Library.open(path)


def test_a_newer_library_is_refused(tmp_path: Path):
    path = tmp_path / "library.sqlite3"
    Library.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LibraryError, match=r"newer version of Readouts \(schema 9999"):
        Library.open(path)


def test_read_only_reads_and_refuses_to_write(tmp_path: Path):
    path = tmp_path / "library.sqlite3"
    with pytest.raises(LibraryError, match="there is no library at"):
        Library.open(path, read_only=True)
    with Library.open(path) as library:
        library.save_event(EVENT)
        stored = add(library).readout
    with Library.open(path, read_only=True) as library:
        assert library.read_only
        assert library.readouts() == [stored]
        library.cache("k", 1)
        assert library.cached("k") is None
        with pytest.raises(LibraryError, match="is read-only: nothing was saved"):
            library.delete(stored.id)


def _as_nobody(path: Path, answer) -> None:
    """Open the library as a user who may not write it."""
    try:
        if os.geteuid() == 0:
            os.setuid(65534)
        with Library.open(path) as library:
            seen = len(library.readouts())
            try:
                library.delete("x")
                refusal = ""
            except LibraryError as error:
                refusal = str(error)
            answer.put((library.read_only, seen, refusal))
    except LibraryError as error:
        answer.put(str(error))


def ask_nobody(path: Path):
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    process = context.Process(target=_as_nobody, args=(path, answer))
    process.start()
    result = answer.get(timeout=20)
    process.join()
    return result


@pytest.mark.skipif(os.name == "nt", reason="file modes of POSIX")
def test_a_file_or_folder_without_write_permission_is_opened_for_reading(tmp_path: Path):
    # Another user needs a way in, which pytest's own folders do not give.
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    path = tmp_path / "library.sqlite3"
    with Library.open(path) as library:
        library.save_event(EVENT)
        add(library)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        read_only, seen, refusal = ask_nobody(path)
        assert (read_only, seen) == (True, 1)
        assert "read-only" in refusal
        assert "is read-only; choose another place" in ask_nobody(tmp_path / "new.sqlite3")
    finally:
        tmp_path.chmod(0o755)


def test_a_full_disk_loses_nothing_saved(library: Library):
    saved = add(library).readout

    @sa.event.listens_for(library._engine, "connect")
    def fill(connection, _record) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    library._engine.dispose()
    with pytest.raises(LibraryError, match="disk is full: nothing of this change was saved"):
        add(library, "long " * 20_000)
    assert library.readouts() == [saved]


# Schema


def test_the_migrations_make_the_tables_of_the_schema(library: Library):
    with library._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_the_named_head_is_the_newest_migration():
    assert ScriptDirectory(str(database.MIGRATIONS)).get_current_head() == database.HEAD


def test_an_interrupted_migration_leaves_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "library.sqlite3"
    create, calls = sa.schema.CreateTable.__init__, []

    def fail(self, element, **options):
        calls.append(element.name)
        if element.name == "revisions":
            raise RuntimeError("interrupted")
        create(self, element, **options)

    monkeypatch.setattr(sa.schema.CreateTable, "__init__", fail)
    with pytest.raises(RuntimeError):
        Library.open(path)
    assert "readouts" in calls
    monkeypatch.undo()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    Library.open(path).close()


# Together


def test_threads_share_one_library(library: Library):
    def work(number: int) -> None:
        for turn in range(5):
            add(library, f"Text {number} {turn}.", url=f"https://ministry.example/{number}")
            library.readouts()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(r.revisions) for r in library.readouts()] == [5] * 6


def _add_many(path: Path, start, name: str, answer) -> None:
    start.wait()
    with Library.open(path) as library:
        library.save_event(EVENT)
        outcomes = [add(library, f"Shared {n}.").outcome for n in range(15)]
        for n in range(15):
            outcomes.append(add(library, f"Own {n}.", url=f"https://{name}.example/").outcome)
    answer.put(outcomes)


def test_two_processes_open_a_new_library_and_add_at_once(tmp_path: Path):
    path = tmp_path / "library.sqlite3"
    context = multiprocessing.get_context("fork")
    start, answer = context.Event(), context.Queue()
    processes = [context.Process(target=_add_many, args=(path, start, name, answer)) for name in ("one", "two")]
    for process in processes:
        process.start()
    start.set()
    outcomes = answer.get(timeout=60) + answer.get(timeout=60)
    for process in processes:
        process.join()
    assert [p.exitcode for p in processes] == [0, 0]
    with Library.open(path) as library:
        assert sorted(len(r.revisions) for r in library.readouts()) == [15, 15, 15]
    assert outcomes.count("unchanged") == 15
    assert outcomes.count("added") == 3
