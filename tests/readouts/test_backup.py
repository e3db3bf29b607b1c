"""A library out to files and back: exact, and nothing lost when a file is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readouts import schema as t
from readouts.backup import export_library, import_library
from readouts.claims import ClaimBook, folder_beside, make_claim
from readouts.errors import InputError
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Participant, normalise_text
from tests.readouts.stored import fields

XI = Participant("Xi", "CN", {"en": "Xi Jinping", "zh": "习近平"}, {"en": "President"})
EVENT = Event(
    "2031-02-04-xi-trump",
    date(2031, 2, 4),
    EventKind.CALL,
    (XI, Participant("Trump", "US", {"en": "Donald Trump"})),
    "Call: “pears” & more",
    initiator={"CN": "not stated"},
    notes="a: b\n- c",
    aliases={"visit": ("April trip", "四月")},
)
NIGHT = datetime(2031, 2, 4, 23, 40, tzinfo=timezone(timedelta(hours=8)))


def content(library: Library) -> list[Any]:
    """All rows, deleted ones included."""
    tables = (t.events, t.participants, t.readouts, t.revisions, t.changes)
    return library.reading(
        lambda c: [[tuple(r) for r in c.execute(sa.select(x).order_by(*x.primary_key.columns))] for x in tables]
    )


def add(library: Library, text: str, **changes: Any):
    return library.add(**(fields(text, EVENT) | changes))


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "one.sqlite3") as opened:
        opened.save_event(EVENT)
        yield opened


def there_and_back(library: Library, tmp_path: Path) -> list[Any]:
    export_library(library, tmp_path / "out")
    with Library.open(tmp_path / "two.sqlite3") as other:
        report = import_library(other, tmp_path / "out")
        assert report.problems == ()
        return content(other)


def test_the_round_trip_is_exact(library: Library, tmp_path: Path) -> None:
    add(
        library,
        "第一句。\n\n---\n第二句。",
        published_at=NIGHT,
        raw=b"<p>x</p>" * 50,
        source_url="https://a.example/?q=1",
    )
    add(library, "第一句，改了。", note="edited: 'so'", retrieved_at=datetime(2031, 2, 5, 1, 2, 3, 4, tzinfo=UTC))
    add(library, "A digest.", fidelity=Fidelity.DIGEST, text_language="en", side="US", publisher="House", language="en")
    gone = add(library, "To be deleted.", url="https://ministry.example/2")
    library.delete(gone.readout.id)
    assert there_and_back(library, tmp_path) == content(library)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
        lambda s: normalise_text(s) != ""
    ),
    title=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    note=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
)
def test_whatever_the_text_is(text: str, title: str, note: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("trip")
    with Library.open(place / "one.sqlite3") as library:
        library.save_event(EVENT)
        add(library, text, title=title, note=note)
        assert there_and_back(library, place) == content(library)


def test_an_export_again_touches_only_what_changed(library: Library, tmp_path: Path) -> None:
    first = add(library, "第一句。")
    out = tmp_path / "out"
    export_library(library, out)
    times = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    add(library, "第二句。")
    export_library(library, out)
    after = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    assert {p.name for p in after if p not in times} == {"0002.md"}
    assert [p.name for p, stamp in times.items() if after[p] != stamp] == ["history.jsonl"]
    before = (out / "history.jsonl").stat().st_mtime_ns
    export_library(library, out)
    assert (out / "history.jsonl").stat().st_mtime_ns == before
    assert (out / EVENT.id / first.readout.id / "0001.md").read_text("utf-8").endswith("---\n第一句。\n")


def test_reading_into_the_same_library_changes_nothing(library: Library, tmp_path: Path) -> None:
    add(library, "第一句。", raw=b"bytes")
    before = content(library)
    export_library(library, tmp_path / "out")
    report = import_library(library, tmp_path / "out")
    assert (report.events, report.readouts, report.revisions, report.unchanged) == (0, 0, 0, 1)
    assert content(library) == before


def test_a_wrong_file_costs_only_what_it_holds(library: Library, tmp_path: Path) -> None:
    kept = add(library, "第一句。")
    spoilt = add(library, "第二句。", url="https://ministry.example/2")
    out = tmp_path / "out"
    export_library(library, out)
    file = out / EVENT.id / spoilt.readout.id / "0001.md"
    file.write_bytes(file.read_bytes().replace("第二句".encode(), "第三句".encode()))
    (out / "2031-02-05-nobody").mkdir()
    (out / "2031-02-06-x").mkdir()
    (out / "2031-02-06-x" / "event.yaml").write_text("id: ../../evil\n")
    with Library.open(tmp_path / "two.sqlite3") as other:
        report = import_library(other, out)
        assert [r.id for r in other.readouts()] == [kept.readout.id]
    assert len(report.problems) == 3
    assert any("was changed: its sha256" in p for p in report.problems)


def test_folders_of_something_else_are_left_alone(library: Library, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.md").write_text("x")
    with pytest.raises(InputError, match="holds something else"):
        export_library(library, tmp_path / "mine")
    with pytest.raises(InputError):
        import_library(library, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.md").read_text() == "x"


def test_undo_goes_on_in_the_copy_where_it_was(library: Library, tmp_path: Path) -> None:
    first = add(library, "第一句。")
    part_of = library.begin_import("somewhere")
    many = [{**fields(f"第{n}篇。", EVENT), "url": f"https://ministry.example/{n}"} for n in range(5)]
    library.add_many(many[:3], label="somewhere", part_of=part_of)
    library.add_many(many[3:], label="somewhere", part_of=part_of)
    library.finish_import(part_of)
    library.undo()
    library.delete(first.readout.id)
    export_library(library, tmp_path / "out")
    with Library.open(tmp_path / "two.sqlite3") as other:
        import_library(other, tmp_path / "out")
        assert other.history() == library.history()
        assert content(other) == content(library)
        other.undo()
        assert [r.latest.text for r in other.readouts()] == ["第一句。"]
        export_library(other, tmp_path / "out")
    with Library.open(tmp_path / "three.sqlite3") as third:
        import_library(third, tmp_path / "out")
        assert third.undo().sentence == f"add readout {first.readout.id}"


def test_into_a_library_that_has_its_own_log_it_is_one_change(library: Library, tmp_path: Path) -> None:
    add(library, "第一句。")
    library.save_event(replace(EVENT, id="2031-03-01-lin-weber", date=date(2031, 3, 1)))
    export_library(library, tmp_path / "out")
    with Library.open(tmp_path / "two.sqlite3") as other:
        other.save_event(replace(EVENT, id="2031-05-06-own"))
        import_library(other, tmp_path / "out")
        assert [c.sentence for c in other.history()] == ["import library out (1 text)", "add event 2031-05-06-own"]
        other.undo()
        assert [e.id for e in other.events()] == ["2031-05-06-own"]
        assert other.readouts() == []


def test_an_import_cut_off_goes_on_and_brings_the_log(library: Library, tmp_path: Path) -> None:
    add(library, "第一句。")
    library.save_event(replace(EVENT, id="2031-03-01-lin-weber", date=date(2031, 3, 1)))
    export_library(library, tmp_path / "out")

    class Cut(Exception): ...

    def cut(done: int, total: int | None, name: str) -> None:
        if done:
            raise Cut

    with Library.open(tmp_path / "two.sqlite3") as other:
        with pytest.raises(Cut):
            import_library(other, tmp_path / "out", progress=cut)
        assert len(other.events()) == 1
        import_library(other, tmp_path / "out")
        assert content(other) == content(library)


@pytest.mark.parametrize(
    "line", ["", "{}", "[]", "nul", "[" * 100_000, '{"id": 2}', '{"id": "1", "at": "yesterday"}', "\x00"]
)
def test_a_broken_log_is_said_and_the_texts_are_read(line: str, library: Library, tmp_path: Path) -> None:
    add(library, "第一句。")
    export_library(library, tmp_path / "out")
    log = tmp_path / "out" / "history.jsonl"
    log.write_text(f"{log.read_text('utf-8')}{line}\n", "utf-8")
    with Library.open(tmp_path / "two.sqlite3") as other:
        report = import_library(other, tmp_path / "out")
        assert [r.latest.text for r in other.readouts()] == ["第一句。"]
        assert "no entry of a log" in report.problems[0]
        assert [c.sentence for c in other.history()] == ["import library out (1 text)"]


def test_claims_beside_the_library_come_along(library: Library, tmp_path: Path) -> None:
    claim = {"id": "softer-on-pears", "text": "Softer on pears.", "call": EVENT.id, "side": "CN"}
    ClaimBook(folder_beside(library.name)).save(make_claim(claim))
    export_library(library, tmp_path / "out")
    assert (tmp_path / "out" / "claims" / "softer-on-pears.yaml").is_file()
    (tmp_path / "else").mkdir()
    with Library.open(tmp_path / "else" / "two.sqlite3") as other:
        assert import_library(other, tmp_path / "out").problems == ()
        book = ClaimBook(folder_beside(other.name))
        assert [c.text for c in book.load()[0]] == ["Softer on pears."]
        book.save(make_claim({**claim, "text": "Harder on pears."}))
        assert "says something else" in import_library(other, tmp_path / "out").problems[0]
        assert [c.text for c in book.load()[0]] == ["Harder on pears."]
    ClaimBook(folder_beside(library.name)).delete("softer-on-pears")
    export_library(library, tmp_path / "out")
    assert not (tmp_path / "out" / "claims").exists()
