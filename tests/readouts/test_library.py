"""The library: what is stored comes back, nothing is overwritten, and a bad place is said to be one."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readouts import database, schema
from readouts.errors import InputError, LibraryError
from readouts.library import AddResult, Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant, Readout, normalise_text, text_sha256

EVENT = Event(
    id="2031-05-06-lin-weber",
    date=date(2031, 5, 6),
    kind=EventKind.CALL,
    participants=(
        Participant("Lin", "CN", {"en": "Lin Hao", "zh": "林浩"}, {"en": "President"}),
        Participant("Weber", "DE", {"en": "Ida Weber"}),
    ),
    title="Call of spring",
    initiator={"CN": "at request"},
    aliases={"visit": ("May trip",)},
)
NIGHT = datetime(2031, 5, 6, 23, 40, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3") as opened:
        opened.save_event(EVENT)
        yield opened


def add(library: Library, text: str = "Both sides spoke.", **changes) -> AddResult:
    fields = {
        "event_id": EVENT.id,
        "side": "CN",
        "publisher": "Ministry",
        "kind": Kind.READOUT,
        "language": "zh",
        "text": text,
        "text_language": "zh",
        "fidelity": Fidelity.OFFICIAL,
        "url": "https://ministry.example/1",
    }
    return library.add(**(fields | changes))


def test_what_is_stored_comes_back_equal(library: Library):
    result = add(library, "第一句。\r\n\r\n第二句。  ", published_at=NIGHT, raw=b"<p>bytes</p>" * 100, note="by hand")
    assert library.events() == [EVENT]
    assert library.event(EVENT.id) == EVENT
    stored = library.readout(result.readout.id)
    assert stored == result.readout
    assert library.readouts() == [stored]
    assert library.revision(result.revision.id) == result.revision
    assert result.revision.text == "第一句。\n\n第二句。"
    assert result.revision.sha256 == text_sha256(result.revision.text)
    assert result.revision.retrieved_at.utcoffset() == timedelta(0)
    assert result.revision.note == "by hand"
    assert library.raw(result.revision.id) == b"<p>bytes</p>" * 100


def test_the_time_zone_of_a_release_is_kept(library: Library):
    stored = library.readout(add(library, published_at=NIGHT).readout.id)
    assert stored.published_at == NIGHT
    assert stored.published_at.utcoffset() == timedelta(hours=8)


def test_the_same_text_is_recognised_and_a_changed_one_is_a_revision(library: Library):
    assert add(library, "One text.").outcome == "added"
    assert add(library, "One text.\r\n").outcome == "unchanged"
    changed = add(library, "Another text.")
    assert changed.outcome == "revision"
    assert [r.text for r in changed.readout.revisions] == ["One text.", "Another text."]
    assert [r.number for r in changed.readout.revisions] == [1, 2]
    assert add(library, "One text.").outcome == "unchanged"


def test_a_live_page_that_goes_back_is_a_revision(library: Library):
    for text in ("One text.", "Another text."):
        add(library, text, live=True)
    back = add(library, "One text.", live=True)
    assert back.outcome == "revision"
    assert back.readout.latest == back.revision
    assert add(library, "One text.", live=True).outcome == "unchanged"


def test_a_digest_never_hides_an_official_text(library: Library):
    add(library, "Our own words.", text_language="en", fidelity=Fidelity.DIGEST)
    official = add(library, "官方文字。")
    later = add(library, "Our better words.", text_language="en", fidelity=Fidelity.DIGEST)
    assert later.readout.latest == official.revision
    assert later.readout.fidelity == Fidelity.OFFICIAL


def test_the_same_words_of_better_fidelity_are_kept(library: Library):
    add(library, "Words.", fidelity=Fidelity.UNOFFICIAL_TRANSLATION)
    assert add(library, "Words.").outcome == "revision"
    assert library.readouts()[0].fidelity == Fidelity.OFFICIAL


def test_what_tells_readouts_apart(library: Library):
    first = add(library)
    assert add(library, "Else.", url="https://ministry.example/2").readout.id != first.readout.id
    assert add(library, "Else.", language="en").readout.id != first.readout.id
    assert add(library, "Else.", side="DE", url="").outcome == "added"
    assert len(library.readouts(EVENT.id)) == 4
    assert add(library, "New.", side="DE", url="").outcome == "revision"


def test_a_text_without_address_belongs_to_the_only_readout_of_its_publisher(library: Library):
    first = add(library, title="Readout")
    same = add(library, "Changed.", url="", published_at=NIGHT)
    assert same.readout.id == first.readout.id
    assert (same.readout.url, same.readout.title) == ("https://ministry.example/1", "Readout")
    assert same.readout.published_at == NIGHT


def test_a_given_id_decides(library: Library):
    first = add(library, readout_id="2031-05-06-lin-weber-cn-zh", title="Readout")
    same = add(library, "New.", readout_id=first.readout.id, url="https://elsewhere.example/", title="")
    assert same.readout.id == first.readout.id
    assert same.readout.url == "https://elsewhere.example/"
    assert same.readout.title == "Readout"
    library.save_event(replace(EVENT, id="2031-06-01-lin-weber"))
    with pytest.raises(InputError, match="belongs to 2031-05-06-lin-weber"):
        add(library, readout_id=first.readout.id, event_id="2031-06-01-lin-weber")


def test_a_publication_without_text_is_known(library: Library):
    saved = library.save_readout(
        Readout("x.1", EVENT.id, "DE", "Chancellery", Kind.FACT_SHEET, "en", title="Sheet", published_text="May")
    )
    assert library.readouts() == [saved]
    assert saved.latest is None
    assert add(library, readout_id="x.1", side="DE", publisher="Chancellery").outcome == "added"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "  \n "}, "empty"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "a" * 5_000_001}, "5,000,001 bytes"),
        ({"text": "a\ud800"}, "broken character"),
        ({"side": "China"}, "'China' is no side"),
        ({"language": "Chinese"}, "'Chinese' is no language"),
        ({"text_language": ""}, "language of the text"),
        ({"published_at": datetime(2031, 5, 6)}, "time zone"),
        ({"event_id": "2031-05-06-lin-webber"}, "near it: 2031-05-06-lin-weber"),
        ({"title": "a\0"}, "title holds a NUL"),
        ({"readout_id": "../x"}, "readout id"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(library: Library, changes: dict, message: str):
    with pytest.raises(InputError, match=message):
        add(library, **changes)
    assert library.readouts() == []
    assert [c.action for c in library.history()] == ["add event"]


def test_unknown_ids_name_what_is_near(library: Library):
    with pytest.raises(InputError, match="near it: 2031-05-06-lin-weber"):
        library.event("2031-05-06-lin-wber")
    with pytest.raises(InputError, match="near it"):
        library.readouts("2031-05-06-lin-wber")
    known = add(library).readout.id
    with pytest.raises(InputError, match=known):
        library.readout(known[:-1])
    with pytest.raises(InputError, match="no revision 99"):
        library.revision(99)
    with pytest.raises(InputError, match="no revision 99"):
        library.raw(99)


def test_deleting_hides_and_restoring_brings_back(library: Library):
    stored = add(library).readout
    library.delete(stored.id)
    assert library.readouts() == []
    assert library.readouts(EVENT.id, include_deleted=True) == [stored]
    assert library.deleted() == [stored]
    with pytest.raises(InputError, match="already deleted"):
        library.delete(stored.id)
    library.restore(stored.id)
    assert library.readouts() == [stored]
    with pytest.raises(InputError, match="not deleted"):
        library.restore(stored.id)


def test_a_deleted_event_hides_its_readouts(library: Library):
    stored = add(library).readout
    library.delete_event(EVENT.id)
    assert library.events() == library.readouts() == []
    with pytest.raises(InputError, match="was deleted: restore it first"):
        library.event(EVENT.id)
    with pytest.raises(InputError, match="restore it first"):
        add(library, "More.")
    assert library.deleted_events() == [EVENT]
    library.restore_event(EVENT.id)
    assert library.readouts() == [stored]


def test_adding_to_a_deleted_readout_brings_it_back(library: Library):
    stored = add(library).readout
    library.delete(stored.id)
    assert add(library).outcome == "added"
    assert library.readouts() == [stored]
    library.undo()
    assert library.readouts() == []


def test_an_addition_taken_back_leaves_no_trace_in_the_revisions(library: Library):
    first = add(library, "Wrong text.")
    library.undo()
    assert library.readouts() == []
    right = add(library, "Right text.")
    assert right.outcome == "added"
    assert [r.text for r in right.readout.revisions] == ["Right text."]
    library.delete(first.readout.id)
    library.restore(first.readout.id)
    assert library.readouts() == [right.readout]


def test_an_addition_taken_back_can_be_restored(library: Library):
    first = add(library)
    library.undo()
    library.restore(first.readout.id)
    assert library.readouts() == [first.readout]
    library.undo()
    assert library.readouts() == []


def test_every_change_can_be_undone(library: Library):
    first = add(library, title="First")
    states = [(library.events(), library.readouts())]

    def step() -> None:
        states.append((library.events(), library.readouts()))

    add(library, "Second text.")
    step()
    library.save_event(replace(EVENT, place="Hamburg", participants=EVENT.participants[:1]))
    step()
    library.save_readout(replace(first.readout, title="Renamed", published_at=NIGHT))
    step()
    library.delete(first.readout.id)
    step()
    library.restore(first.readout.id)
    step()
    library.delete_event(EVENT.id)
    step()
    library.restore_event(EVENT.id)
    for expected in reversed(states):
        assert library.undo().undone_at is not None
        assert (library.events(), library.readouts()) == expected
    assert library.undo().sentence == f"add readout {first.readout.id}"
    assert library.readouts() == []
    assert library.undo().sentence == f"add event {EVENT.id}"
    assert library.events() == []
    assert library.undo() is None
    assert all(change.undone_at for change in library.history())


STEPS = {
    "text": lambda library, n: add(library, f"Text {n % 3}."),
    "other": lambda library, n: add(library, f"Text {n % 3}.", url=f"https://ministry.example/{n % 2}"),
    "digest": lambda library, n: add(library, f"Words {n}.", fidelity=Fidelity.DIGEST, live=True),
    "rename": lambda library, n: library.save_readout(replace(library.readouts()[0], title=f"Title {n}")),
    "delete": lambda library, n: library.delete(library.readouts()[-1].id),
    "restore": lambda library, n: library.restore(library.deleted()[0].id),
    "event": lambda library, n: library.save_event(replace(EVENT, place=f"Place {n}")),
    "delete event": lambda library, n: library.delete_event(EVENT.id),
    "restore event": lambda library, n: library.restore_event(EVENT.id),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9)), max_size=14))
def test_undoing_walks_back_through_every_state(tmp_path: Path, steps: list[tuple[str, int]]):
    with Library.open(tmp_path / f"{os.urandom(8).hex()}.sqlite3") as library:
        library.save_event(EVENT)
        states = []
        for name, number in steps:
            before = (len(library.history(999)), library.events(), library.readouts())
            try:
                STEPS[name](library, number)
            except (InputError, IndexError):
                assert (len(library.history(999)), library.events(), library.readouts()) == before
                continue
            changes = len(library.history(999)) - before[0]
            states += [(changes, before[1:])] if changes else []
        for changes, expected in reversed(states):
            for _ in range(changes):
                assert library.undo() is not None
            assert (library.events(), library.readouts()) == expected


def test_a_number_is_never_given_twice(library: Library):
    add(library, "One.")
    add(library, "Two.")
    library.undo()
    assert [r.number for r in add(library, "Three.").readout.revisions] == [1, 3]


def test_analyses_are_kept_and_replaced(library: Library, monkeypatch: pytest.MonkeyPatch):
    assert library.cached("k") is None
    library.cache("k", {"warmth": [1, None, "暖"]})
    library.cache("k", {"warmth": 2})
    assert library.cached("k") == {"warmth": 2}
    monkeypatch.setattr("readouts.library.KEPT_ANALYSES", 10)
    for number in range(300):
        library.cache(f"key {number}", number)
    assert library.counts()["analyses"] < 70
    assert library.cached("key 299") == 299
    assert library.cached("key 0") is None


def test_saving_the_same_event_again_is_no_change(library: Library):
    library.save_event(EVENT)
    assert len(library.history()) == 1


def test_reading_takes_as_many_selects_for_many_as_for_one(library: Library):
    seen: list[str] = []
    sa.event.listen(library._engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    for number in range(30):
        add(library, f"Text {number}.", url=f"https://ministry.example/{number}")
    seen.clear()
    assert len(library.readouts()) == 30
    assert len([s for s in seen if s.startswith("SELECT")]) == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=8))
def test_any_text_is_refused_or_comes_back_as_normalised(library: Library, texts: list[str]):
    url = f"https://ministry.example/{os.urandom(8).hex()}"
    kept: list[str] = []
    for text in texts:
        if not normalise_text(text):
            with pytest.raises(InputError):
                add(library, text, url=url)
            continue
        result = add(library, text, url=url)
        if normalise_text(text) not in kept:
            kept.append(normalise_text(text))
            assert result.outcome != "unchanged"
    found = [r for r in library.readouts() if r.url == url]
    assert [r.text for readout in found for r in readout.revisions] == kept


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


def test_retrieval_times_are_utc(library: Library):
    assert add(library, retrieved_at=NIGHT).revision.retrieved_at == NIGHT.astimezone(UTC)
