from __future__ import annotations

from datetime import date
from pathlib import Path

from readouts import analyses, listing
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind


def _add(library: Library, text: str, publisher: str = "Office") -> str:
    return library.add(
        event_id="2030-01-01-a",
        side="CN",
        publisher=publisher,
        kind=Kind.READOUT,
        language="en",
        text=text,
        text_language="en",
        fidelity=Fidelity.OFFICIAL,
    ).readout.id


def _library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "listed.sqlite3")
    library.save_event(Event("2030-01-01-a", date(2030, 1, 1), EventKind.CALL, ()))
    return library


def test_publications_are_those_of_the_library_without_texts(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        kept, gone = _add(library, "One."), _add(library, "Two.", "Other")
        _add(library, "One, later.")
        library.delete(gone)
        listed = listing.publications(library)
        assert [r.id for r in listed] == [r.id for r in library.readouts()] == [kept]
        assert [(v.id, v.text, v.sha256) for v in listed[0].revisions] == [
            (v.id, "", v.sha256) for v in library.readouts()[0].revisions
        ]
        assert [r.id for r in listing.publications(library, deleted=True)] == [gone]
        ids = [v.id for v in listed[0].revisions]
        assert {v.text for v in listing.with_texts(library, [*ids, 999])} == {"One.", "One, later."}


def test_the_stamp_changes_with_every_change_and_with_nothing_else(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        seen = [listing.stamp(library)]
        library.cache("k", 1)
        assert listing.stamp(library) == seen[0]
        for act in (
            lambda: _add(library, "One."),
            lambda: library.undo(),
            lambda: library.undo(),
            lambda: library.save_event(Event("2030-01-02-a", date(2030, 1, 2), EventKind.CALL, ())),
            lambda: library.delete_event("2030-01-02-a"),
            lambda: library.restore_event("2030-01-02-a"),
        ):
            act()
            seen.append(listing.stamp(library))
        assert len(set(seen)) == len(seen)


def test_vectors_push_no_analysis_out(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(analyses, "KEPT_VECTORS", 20)
    monkeypatch.setattr(analyses, "KEPT_ANALYSES", 20)
    with _library(tmp_path) as library:
        library.cache("reading", [1])
        library.cache_many({f"vector:{n:064x}": n for n in range(600)})
        library.cache("another", [2])
        kept = library.cached_many(["reading", "another", "nothing", f"vector:{0:064x}", f"vector:{599:064x}"])
        assert kept == {"reading": [1], "another": [2], f"vector:{599:064x}": 599}
        assert library.counts()["analyses"] < 60
