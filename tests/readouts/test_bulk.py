"""Imports of folders, archives and tables: all of what is good, and a reason for all that is not."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from readouts import schema
from readouts.bulk import import_many
from readouts.bulk_items import items
from readouts.errors import InputError
from readouts.library import Library
from readouts.model import EventKind, Fidelity
from tests.readouts import files
from tests.readouts.pages import EN

NAMES = ["Emmanuel Macron of France", "Olaf Scholz of Germany", "Keir Starmer of the United Kingdom"]


def markdown(number: int, words: str = "") -> str:
    """A statement of one day and leader, as the archive of the White House has them."""
    day = f"2022-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"
    office = "Chancellor" if "Germany" in NAMES[number % 3] else "President"
    return (
        f"---\ntitle: Readout of President Biden’s Call with {office} {NAMES[number % 3]}\n"
        f"published_time: {day} 11:05:00-05:00\nsource_url: https://bidenwhitehouse.archives.gov/x/{number}/\n---\n\n"
        f"President Biden spoke today about pear number {number}. {words}{EN[1]}\n\n\\###\n"
    )


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "many"
    (made / "deeper").mkdir(parents=True)
    for number in range(30):
        place = made / "deeper" if number % 2 else made
        (place / f"{number:03d}.md").write_text(markdown(number), "utf-8")
    return made


def test_a_folder_comes_in_with_events_and_comes_in_once(library: Library, folder: Path) -> None:
    done = import_many(library, folder, batch=7)
    assert (done.seen, done.added, done.skipped_count) == (30, 30, 0)
    event = library.event("2022-01-01-macron-biden")
    assert event.kind is EventKind.CALL
    assert event.sides == ("FR", "US")
    again = import_many(library, folder)
    assert (again.added, again.revisions, again.unchanged, again.events) == (0, 0, 30, 0)


def test_a_bad_item_costs_only_itself(library: Library, folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"---\ntitle: [\n---\nx")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "nobody.txt").write_text("Pears are ripe in the garden and the plums are too. " * 3)
    (folder / "thing.xyz").write_bytes(b"x")
    (folder / "scan.pdf").write_bytes(files.pdf([[]], picture=True))
    os.symlink("/etc/passwd", folder / "link.txt")
    done = import_many(library, folder)
    reasons = {f.name: f.reason for f in done.skipped}
    assert done.added == 30
    assert set(reasons) == {"bad.md", "empty.txt", "nobody.txt", "thing.xyz", "scan.pdf", "link.txt"}
    assert "no YAML" in reasons["bad.md"]
    assert "is a scan" in reasons["scan.pdf"]
    assert "which side" in reasons["nobody.txt"]
    assert "only files" in reasons["link.txt"]


def test_one_undo_takes_the_whole_import_back(library: Library, folder: Path) -> None:
    import_many(library, folder, batch=7)
    assert [c.sentence for c in library.history()] == ["import many (30 texts)"]
    undone = library.undo()
    assert undone is not None
    assert (undone.sentence, bool(undone.undone_at)) == ("import many (30 texts)", True)
    assert library.counts()["readouts"] == library.counts()["events"] == 0
    assert library.undo() is None
    assert import_many(library, folder, batch=7).added == 30
    assert [bool(c.undone_at) for c in library.history()] == [False, True]


def test_an_import_that_was_cut_off_and_run_again_is_one(library: Library, folder: Path) -> None:
    class Cut(Exception): ...

    def cut(done: int, total: int | None, name: str) -> None:
        raise Cut

    with pytest.raises(Cut):
        import_many(library, folder, batch=7, progress=cut)
    assert library.counts()["readouts"] == 14
    other = folder.parent / "other"
    other.mkdir()
    (other / "1.md").write_text(markdown(77), "utf-8")
    import_many(library, other)
    assert import_many(library, folder, batch=7).added == 16
    assert [c.sentence for c in library.history()] == ["import many (30 texts)", "import other (1 text)"]
    library.undo()
    assert library.counts()["readouts"] == 1
    # Finished imports are left as they are: the same folder again is another import.
    (other / "2.md").write_text(markdown(78), "utf-8")
    import_many(library, other)
    assert [c.texts for c in library.history()] == [1, 30, 1]


def test_undoing_an_import_leaves_what_others_added_to_it(library: Library, folder: Path) -> None:
    import_many(library, folder, batch=7)
    event = library.event("2022-01-01-macron-biden")
    first = library.readouts(event.id)[0]
    part_of = library.begin_import("elsewhere")
    mine = {"kind": first.kind, "language": "en", "text_language": "en", "fidelity": Fidelity.OFFICIAL}
    theirs = {"event_id": event.id, "side": "FR", "publisher": "Elysée", "text": "The pears are ripe.", **mine}
    edited = {
        "event_id": event.id,
        "side": "US",
        "publisher": first.publisher,
        "text": "Plums.",
        "url": first.url,
        **mine,
    }
    library.add_many([theirs, edited], label="elsewhere", part_of=part_of)
    library._write(lambda c: c.execute(sa.update(schema.changes).values(id=-schema.changes.c.id)))
    assert library.undo().target == "many"
    assert [r.publisher for r in library.readouts()] == ["Elysée", first.publisher]
    assert library.readouts()[1].latest.text == "Plums."
    assert [e.id for e in library.events()] == [event.id]


def test_undo_of_a_change_that_is_no_longer_the_last(library: Library, folder: Path) -> None:
    import_many(library, folder)
    shown = library.history(1)[0].id
    library.delete(library.readouts()[0].id)
    with pytest.raises(InputError, match="was changed since"):
        library.undo(shown)
    assert library.counts()["readouts"] == 29


def test_an_archive_is_read_without_unpacking_it(library: Library, tmp_path: Path) -> None:
    archive = tmp_path / "many.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a/1.md", markdown(1))
        out.writestr("2.docx", files.docx(["x"]))
        out.writestr("../../evil.md", markdown(2))
        out.writestr("/abs.md", markdown(3))
        out.writestr("C:\\win.md", markdown(4))
        out.writestr("inner.zip", b"PK\x03\x04")
        out.writestr("bomb.txt", b"a" * 30_000_000)
        out.writestr(
            "rows.jsonl",
            json.dumps(
                {
                    "text": EN[0] * 3,
                    "title": "Readout of President Biden’s Call with Prime Minister Kishida of Japan",
                    "date": "2022-05-01",
                }
            ),
        )
    done = import_many(library, archive)
    reasons = {f.name: f.reason for f in done.skipped}
    assert done.added == 2
    assert "leads out" in reasons["../../evil.md"]
    assert "leads out" in reasons["/abs.md"]
    assert any("leads out" in r for n, r in reasons.items() if "win.md" in n)
    assert "archive inside" in reasons["inner.zip"]
    assert "unpacks to far more" in reasons["bomb.txt"]
    assert not (tmp_path.parent / "evil.md").exists()
    assert library.event("2022-05-01-kishida-biden")


def test_a_file_without_a_name_in_an_archive(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("q", b"words")
    raw = bytearray(out.getvalue())
    for magic, place in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        at = raw.index(magic) + place
        # The name's only letter becomes the first byte of the extra field behind it.
        raw[at : at + 4] = b"\x00\x00\x01\x00"
    file = tmp_path / "nameless.zip"
    file.write_bytes(raw)
    assert [item.error for item in items(file)] == ["files ending in nothing are not read"]


ROWS = [
    {
        "headline": f"Readout of President Biden’s Call with President {NAMES[0]}",
        "body": f"<p>Pear number {n} was discussed.</p><p>{EN[0]}</p>",
        "when": f"2022-03-{n + 1:02d}T11:05:00-05:00",
        "link": f"https://example.org/{n}",
    }
    for n in range(12)
]
MAPPING = {"text": "body", "title": "headline", "published": "when", "url": "link"}


def _table(form: str) -> bytes:
    if form == "jsonl":
        return "\n".join(json.dumps(row) for row in ROWS).encode() + b"\nbroken {\n"
    if form == "json":
        return json.dumps(ROWS, indent=2).encode()
    if form == "wrapped.json":
        return json.dumps({"items": ROWS}).encode()
    if form == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, fieldnames=list(ROWS[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(ROWS)
        return b"\xef\xbb\xbf" + out.getvalue().encode()
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), sink)
    return sink.getvalue()


@pytest.mark.parametrize("form", ["jsonl", "json", "wrapped.json", "csv", "parquet"])
def test_tables_with_a_mapping_of_columns(form: str, library: Library, tmp_path: Path) -> None:
    file = tmp_path / f"rows.{form}"
    file.write_bytes(_table(form))
    done = import_many(library, file, mapping=MAPPING, defaults={"publisher": "Office of Pears"})
    assert done.added == 12
    assert done.skipped_count == (1 if form == "jsonl" else 0)
    readout = library.readouts("2022-03-01-macron-biden")[0]
    assert readout.publisher == "Office of Pears"
    assert readout.url == "https://example.org/0"
    assert readout.revisions[0].text.startswith("Pear number 0 was discussed.\n\n")
    assert readout.published_at is not None


def test_a_row_may_name_its_event(library: Library, tmp_path: Path) -> None:
    import_many(library, _file(tmp_path, [ROWS[0]]), mapping=MAPPING)
    rows = [
        {"text": EN[0], "event": "2022-03-01-macron-biden", "side": "FR", "language": "en"},
        {"text": EN[1], "event": "2022-03-01-nobody", "side": "FR", "language": "en"},
    ]
    done = import_many(library, _file(tmp_path, rows))
    assert done.added == 1
    assert "no event 2022-03-01-nobody" in done.skipped[0].reason
    assert {r.side for r in library.readouts("2022-03-01-macron-biden")} == {"US", "FR"}


def _file(folder: Path, rows: list[dict[str, str]]) -> Path:
    file = folder / "some.json"
    file.write_text(json.dumps(rows), "utf-8")
    return file


def test_a_mapping_that_fits_nothing_is_said(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    file.write_bytes(_table("json"))
    with pytest.raises(InputError, match="no field 'words'"):
        import_many(library, file, mapping={"words": "body"})
    done = import_many(library, file, mapping={"text": "nothing"})
    assert done.skipped_count == 12
    assert "no column 'nothing'; it has headline" in done.skipped[0].reason


@pytest.mark.parametrize("content", [b"[{", b'[{"a":1}, x]', b"12", b"", b"[" * 100_000, b'{"a": {"b": 1}', b"[1, 2]"])
def test_broken_json_ends_in_a_reason(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    file.write_bytes(content)
    found = list(items(file))
    assert found == [] or found[-1].error


def test_a_missing_source_is_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no"):
        import_many(library, tmp_path / "none")


@pytest.mark.corpus
def test_the_readouts_of_a_president(library: Library, shared: Path) -> None:
    done = import_many(library, shared / "corpus" / "bulk" / "whitehouse")
    assert done.seen == 269
    assert done.added == 269
    events = library.events()
    with_two = [e for e in events if len(e.participants) >= 2]
    assert len(with_two) >= 240
    assert all(any(p.short == "Biden" for p in e.participants) for e in events)
    assert {e.kind for e in events} >= {EventKind.CALL, EventKind.MEETING, EventKind.VIDEO_CALL}
    again = import_many(library, shared / "corpus" / "bulk" / "whitehouse")
    assert (again.added, again.events) == (0, 0)


def test_an_empty_cell_is_called_empty(library: Library, tmp_path: Path) -> None:
    table = tmp_path / "some.csv"
    table.write_text("prose,title\n,Call about pears\n", "utf-8")
    said = import_many(library, table, mapping={"text": "prose"}).skipped[0].reason
    assert said == "its column of the text, 'prose', is empty here"
    assert "Map one to text" in import_many(library, table).skipped[0].reason
    table.write_text("Text,title\n,Call about pears\n", "utf-8")
    assert "'Text', is empty" in import_many(library, table).skipped[0].reason
