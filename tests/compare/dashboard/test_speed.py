"""What keeps the dashboard quick, as counts and bounds: no test here looks at a clock to judge."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from compare.dashboard import followed, library, store
from compare.dashboard.worker import Worker
from readouts.claims import ClaimBook, folder_beside, make_claim
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant

CHEN = Participant("Chen", "CN", {"en": "Chen Wei"})
ROE = Participant("Roe", "US", {"en": "Jane Roe"})
TEXT = "The two presidents spoke. President Roe said that China must stop the pressure on Taiwan. They agreed to meet."
PAGES = ("call", "side-by-side", "tone", "wording", "over-time", "claims", "library", "add")


def _fill(where: str, calls: int) -> None:
    with Library.open(where) as filled:
        for n in range(calls):
            day = date(2020, 1, 1) + timedelta(days=n)
            event = Event(f"{day.isoformat()}-chen-roe", day, EventKind.CALL, (CHEN, ROE))
            texts = [_text(event.id, side, f"{TEXT} Item {n}.") for side in ("CN", "US")]
            filled.add_many(texts, events=[event])


def _text(event_id: str, side: str, text: str, **more: Any) -> dict[str, Any]:
    fields = {"kind": Kind.READOUT, "language": "en", "text_language": "en", "fidelity": Fidelity.OFFICIAL}
    return {"event_id": event_id, "side": side, "publisher": f"{side} office", "text": text, **fields, **more}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[str]:
    """The address of an empty library that the dashboard shows."""
    store.forget()
    yield str(tmp_path / "library.sqlite3")
    store.forget()


def _page(name: str) -> None:
    import importlib

    from compare.dashboard.shell import page

    module = importlib.import_module(f"compare.dashboard.{name.replace('-', '_')}")
    page(name, module.body, picks_call=name not in ("library", "add"))()


def _statements(name: str, event: str) -> tuple[int, int]:
    """SQL statements and elements of the third run of a page: everything that is kept is there by then."""
    app = AppTest.from_function(_page, kwargs={"name": name}, default_timeout=60)
    app.query_params["event"] = event
    app.run()
    app.run()
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    sa.event.listen(sa.engine.Engine, "before_cursor_execute", note)
    try:
        app.run()
    finally:
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", note)
    assert not app.exception
    return len(seen), len(app.main)


@pytest.mark.parametrize("name", PAGES)
def test_a_rerun_asks_the_library_no_more_where_it_is_larger(here: str, name: str) -> None:
    _fill(here, 3)
    small = _statements(name, "2020-01-03-chen-roe")
    store.forget()
    Path(here).unlink()
    _fill(here, 90)
    large = _statements(name, "2020-01-03-chen-roe")
    assert large[0] <= small[0] <= 8
    assert small[1] > 3


def test_the_state_changes_with_everything_that_is_shown(here: str, tmp_path: Path, monkeypatch: Any) -> None:
    _fill(here, 2)
    rules = tmp_path / "rules"
    rules.mkdir()
    monkeypatch.setenv("READOUTS_RULES", str(rules))
    seen = [store.state()]

    def changed() -> bool:
        seen.append(store.state())
        return len(set(seen)) == len(seen)

    assert store.state() == seen[0]
    event = "2020-01-01-chen-roe"
    # Another connection stands for another program: `readouts import` beside the open dashboard.
    with Library.open(here) as other:
        added = other.add(**_text(event, "CN", "A later text of our own."))
        assert changed()
        other.delete(added.readout.id)
        assert changed()
        other.undo()
        assert changed()
        other.undo()
        assert changed()
        other.cache("some key", [1])
        assert not changed()
        seen.pop()
        for n in range(150):
            other.save_event(Event("2021-01-01-chen-roe", date(2021, 1, 1), EventKind.CALL, (CHEN, ROE), f"Title {n}"))
        assert changed()
        for _ in range(149):
            other.undo()
        assert changed()
    first, second = rules / "topics.en.yaml", rules / "warning.en.yaml"
    first.write_text("[]")
    assert changed()
    second.write_text("[]")
    assert changed()
    first.unlink()
    assert changed()
    second.write_text("[ ]")
    assert changed()
    book = ClaimBook(folder_beside(here))
    book.save(make_claim({"id": "own", "text": "It got harder.", "call": event, "side": "CN"}))
    assert changed()
    book.delete("own")
    store.state()


def test_one_look_holds_for_a_run_and_no_longer(here: str) -> None:
    _fill(here, 1)
    with store.one_look():
        before = store.state()
        _fill(here, 3)
        assert store.state() == before
        assert len(store.events()) in (1, 3)
    assert store.state() != before
    assert len(store.events()) == 3


def test_a_call_is_read_anew_only_for_its_own_sake(here: str) -> None:
    _fill(here, 3)
    first, second = "2020-01-01-chen-roe", "2020-01-02-chen-roe"
    key, other, read = store.call_key(first), store.call_key(second), store.comparison(first)
    with Library.open(here) as elsewhere:
        elsewhere.add(**_text(second, "US", "The other call has a new text."))
    assert store.call_key(first) == key
    assert store.comparison(first) is read
    assert store.call_key(second) != other
    assert len(store.comparison(second).readings) == 2
    texts = {r.revision.text for r in store.comparison(second).readings}
    assert "The other call has a new text." in texts


def test_texts_are_left_out_until_they_are_asked_for(here: str) -> None:
    _fill(here, 2)
    bare = [v for r in store.all_readouts() for v in r.revisions]
    assert {v.text for v in bare} == {""}
    whole = store.with_texts(bare[:2])
    assert [TEXT in v.text for v in whole.values()] == [True, True]
    assert {v.sha256 for v in whole.values()} == {v.sha256 for v in bare[:2]}
    with Library.open(here) as library_:
        assert [r.id for r in store.all_readouts()] == [r.id for r in library_.readouts()]


def test_the_library_is_turned_page_by_page(here: str) -> None:
    _fill(here, 2 * library.PAGE + 5)
    events = store.events()
    drawn = [e.id for start in ("", str(library.PAGE), str(2 * library.PAGE)) for e in library.part(events, start)[1]]
    assert drawn == [e.id for e in events]
    assert library.part(events, "99999999")[0] == 2 * library.PAGE
    for odd in ("-3", "x", "７", "9" * 40, "41"):
        assert library.part(events, odd)[0] in (0, library.PAGE)
    assert library.part([], "40") == (0, [])
    assert [e.id for e in library.matching("2020-01-07 cn office")] == ["2020-01-07-chen-roe"]
    assert library.matching("nowhere") == []
    assert len(library.matching(" ")) == len(events)
    app = AppTest.from_function(_page, kwargs={"name": "library"}, default_timeout=60)
    app.query_params["start"] = str(library.PAGE)
    app.run()
    page = " ".join(str(h.value) for h in app.get("html"))
    assert page.count('class="shelf') == library.PAGE
    assert f"Calls {library.PAGE + 1} to {2 * library.PAGE} of {len(events)}" in page


def test_what_is_kept_has_a_bound(here: str) -> None:
    _fill(here, store.CALLS_KEPT + 4)
    first = store.events()[0].id
    read = store.comparison(first)
    assert store.comparison(first) is read
    for event in store.events():
        store.comparison(event.id)
    assert store.comparison(first) is not read


def test_who_waits_is_served_before_who_has_left() -> None:
    worker = Worker("test", backlog=3)
    gate, started, order = threading.Event(), threading.Event(), []

    def hold() -> None:
        started.set()
        gate.wait(10)

    worker.submit(hold)
    assert started.wait(10)
    jobs = {name: worker.submit(lambda name=name: order.append(name)) for name in "abc"}  # type: ignore[misc]
    worker.ask(jobs["a"])
    jobs["d"] = worker.submit(lambda: order.append("d"))
    # “b” was asked for longest ago: nobody waits for it, and the list is full.
    assert jobs["b"].cancelled()
    assert worker.waiting() == 3
    gate.set()
    for name in "acd":
        jobs[name].result(10)
    assert order == ["a", "c", "d"]
    with pytest.raises(CancelledError):
        jobs["b"].result(1)
    assert worker.submit(lambda: 1).result(10) == 1


def test_the_time_line_follows_changes_long_past_the_last_ones(here: str) -> None:
    _fill(here, 2)
    before = followed.begin().work.result(60)
    assert followed.begin().work.result(1) is before
    with Library.open(here) as other:
        for n in range(120):
            other.save_event(Event("2021-01-01-chen-roe", date(2021, 1, 1), EventKind.CALL, (CHEN, ROE), f"Title {n}"))
        now = followed.begin().work.result(60)
        assert now.events["2021-01-01-chen-roe"].title == "Title 119"
        for _ in range(120):
            other.undo()
    assert "2021-01-01-chen-roe" not in followed.begin().work.result(60).events
