"""The library: what is stored comes back, nothing is overwritten, every change can be undone."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readouts.errors import InputError
from readouts.library import Library
from readouts.model import Fidelity, Kind, Readout, normalise_text, text_sha256
from tests.readouts.stored import EVENT, NIGHT, add


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3") as opened:
        opened.save_event(EVENT)
        yield opened


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
    monkeypatch.setattr("readouts.analyses.KEPT_ANALYSES", 10)
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


def test_retrieval_times_are_utc(library: Library):
    assert add(library, retrieved_at=NIGHT).revision.retrieved_at == NIGHT.astimezone(UTC)
