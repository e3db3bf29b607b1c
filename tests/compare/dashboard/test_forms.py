from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from compare.dashboard import add_text
from compare.dashboard.address import View, href, toggled
from compare.dashboard.call import after_first
from compare.dashboard.heatmap import percent, searched_terms, shade
from compare.dashboard.parts import clock, zone
from compare.dashboard.store import opening_call
from readouts.errors import InputError
from readouts.model import Event, EventKind, Fidelity, Kind, Readout, Revision

EVENT = Event("2031-05-06-chen-roe", date(2031, 5, 6), EventKind.CALL, ())


def _fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "event": EVENT.id,
        "readout": None,
        "side": "CN",
        "language": "en",
        "kind": Kind.READOUT,
        "fidelity": Fidelity.OFFICIAL,
        "publisher": "Ministry",
        "title": "",
        "url": "",
        "published_date": None,
        "published_time": None,
        "zone": "",
        "text": "China said that all is well.",
    }
    return fields | changes


def test_a_form_becomes_a_draft() -> None:
    fields = _fields(published_date=date(2031, 5, 6), published_time=time(23, 40), zone="Asia/Shanghai")
    draft = add_text.check(fields, {EVENT.id: EVENT})
    assert draft.event is EVENT
    assert draft.readout.published_at is not None
    assert draft.readout.published_at.astimezone(UTC) == datetime(2031, 5, 6, 15, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "  \n"}, "text is empty"),
        ({"text": "a\x00b"}, "control characters"),
        ({"publisher": " "}, "Publisher is empty"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"side": "x"}, "no side code"),
        ({"published_time": time(1)}, "Choose the day"),
        ({"published_date": date(2031, 5, 6), "published_time": time(1)}, "no zone"),
        ({"event": "new", "date": None}, "Date of the call is empty"),
        ({"event": "new", "date": date(2031, 1, 1), "participants": "Chen Wei=CN"}, "Name at least two"),
        ({"event": "new", "date": date(2031, 1, 1), "participants": "Chen Wei, Jane Roe"}, "is no participant"),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        add_text.check(_fields(kind_of_event=EventKind.CALL, **changes), {EVENT.id: EVENT})


def test_a_listed_publication_gets_a_version_and_keeps_its_data() -> None:
    listed = Readout("r1", EVENT.id, "US", "White House", Kind.POST, "en", "A title")
    draft = add_text.check(_fields(readout=listed, publisher="", language="zh"), {EVENT.id: EVENT})
    assert draft.readout is listed
    assert draft.revision.language == "zh"


def test_a_new_call_gets_an_id_and_cannot_hide_another() -> None:
    fields = _fields(
        event="new", date=EVENT.date, kind_of_event=EventKind.CALL, participants="Chen Wei=CN, Jane Roe=US"
    )
    assert add_text.check(fields, {}).event.id == EVENT.id
    with pytest.raises(InputError, match="in the library already"):
        add_text.check(fields, {EVENT.id: EVENT})


def test_addresses() -> None:
    view = View("2031", "taiwan", ("a", "b c"))
    assert href("tone", view) == "./tone?event=2031&topic=taiwan&readouts=a%2Cb+c"
    assert href("call", View()) == "./"
    assert toggled(("a", "b"), "a") == ("b",)
    assert toggled(("a",), "b") == ("a", "b")


def test_small_words() -> None:
    assert [percent(s) for s in (0, 0.004, 0.014, 1)] == ["0 %", "<1 %", "1 %", "100 %"]
    assert [shade(s) for s in (0.001, 0.02, 0.1, 0.2, 0.9)] == [1, 2, 3, 4, 5]
    assert [after_first(m) for m in (0, 42, 330)] == ["first", "+42 min", "+5 h 30 min"]
    assert searched_terms("a, b, c", 2) == "a, b and 1 more"
    moment = datetime.fromisoformat("2031-05-06T23:40+05:30")
    assert (zone(moment), clock(moment)) == ("UTC+5:30", "6 May 2031, 23:40 UTC+5:30")


def test_the_call_that_opens_first_has_texts_to_compare() -> None:
    revision = Revision(1, 1, "x", "en", "", datetime(2031, 1, 1, tzinfo=UTC), Fidelity.OFFICIAL)

    def event(id_: str, month: int) -> Event:
        return Event(id_, date(2031, month, 1), EventKind.CALL, ())

    def readout(id_: str, event_id: str) -> Readout:
        return Readout(id_, event_id, "CN", "M", Kind.READOUT, "en", revisions=(revision,))

    events = [event("old", 1), event("one", 3), event("two", 2)]
    assert opening_call([], []) == ""
    assert opening_call(events, []) == "one"
    assert opening_call(events, [readout("a", "old")]) == "old"
    assert opening_call(events, [readout("a", "one"), readout("b", "two"), readout("c", "two")]) == "two"
