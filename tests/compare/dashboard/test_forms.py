from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from compare.dashboard import add, add_form, claim_form
from compare.dashboard.address import View, href, toggled
from compare.dashboard.call import after_first
from compare.dashboard.heatmap import searched_terms, shade
from compare.dashboard.minimap import MOST, pieces
from compare.dashboard.parts import clock, zone
from compare.dashboard.store import opening_call
from compare.records import Statement, Tone
from readouts import intake
from readouts.claims import make_claim
from readouts.documents import Document
from readouts.drafts import Published, corrected, draft_of
from readouts.errors import InputError
from readouts.given import parse_participant
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Readout, Revision

EVENT = Event("2031-05-06-chen-roe", date(2031, 5, 6), EventKind.CALL, ())


def _draft(text: str = "Xi Jinping said on 4 February 2026 that all is well.") -> intake.Draft:
    return draft_of(Document("text", text))


def test_a_release_goes_through_the_form_unchanged() -> None:
    moment = datetime.fromisoformat("2026-02-04T23:40+08:00")
    day, at, zone = add_form.release_fields(Published(moment, ""))
    assert (day, at, zone) == (date(2026, 2, 4), time(23, 40), "Asia/Shanghai")
    assert add_form.published(day, at, zone).at == moment
    odd = datetime.fromisoformat("2026-02-04T23:40+05:30")
    assert add_form.published(*add_form.release_fields(Published(odd, ""))).at == odd
    assert add_form.release_fields(Published(None, "2026-02-04, night")) == (date(2026, 2, 4), None, "")
    assert add_form.release_fields(Published(None, "some day")) == (None, None, "")


@pytest.mark.parametrize(
    ("fields", "words"),
    [((None, time(1), ""), "Choose the day"), ((date(2031, 5, 6), time(1), ""), "no zone")],
)
def test_half_a_time_is_refused(fields: tuple[Any, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        add_form.published(*fields)


@pytest.mark.parametrize(
    ("confidence", "word"), [(1.0, "sure"), (0.9, "sure"), (0.6, "likely"), (0.3, "a guess"), (0.0, "not known")]
)
def test_how_sure_a_guess_is(confidence: float, word: str) -> None:
    assert add_form.how_sure(confidence)[1] == word


def test_the_publication_a_draft_belongs_to() -> None:
    draft = corrected(_draft(), {"side": "US", "publisher": "White House", "language": "en"})
    listed = Readout("r1", EVENT.id, "US", "White House", Kind.POST, "en")
    other = Readout("r2", EVENT.id, "CN", "Ministry", Kind.READOUT, "zh")
    assert add_form.likely_publication(draft, [other, listed], "")[0] == "r1"
    assert add_form.likely_publication(draft, [other], "")[0] == ""
    assert add_form.likely_publication(draft, [other, listed], "r2")[0] == "r2"
    nobody = corrected(_draft("The pears are ripe."), {"language": "en"})
    assert nobody.side.value == ""
    assert add_form.likely_publication(nobody, [other, listed], "")[0] == ""
    sheet = corrected(draft, {"kind": "fact sheet"})
    assert add_form.likely_publication(sheet, [other, listed], "")[0] == ""
    by_side_alone = corrected(_draft("The U.S. side is ready. Pears are ripe."), {"side": "US", "language": "en"})
    now = datetime(2031, 5, 6, tzinfo=UTC)
    text = Revision(1, 1, "Something else.", "en", "0" * 64, now, Fidelity.OFFICIAL)
    assert add_form.likely_publication(by_side_alone, [listed], "")[0] == "r1"
    assert add_form.likely_publication(by_side_alone, [replace(listed, revisions=(text,))], "")[0] == ""


def test_people_are_written_so_that_they_can_be_read_back() -> None:
    words = add_form.people_words([parse_participant("Xi Jinping=CN"), parse_participant("Jane Roe=US")])
    assert words == "Xi Jinping=CN, Jane Roe=US"


def test_a_saving_is_taken_back_unless_others_came_between(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.sqlite3") as library:
        people = {"event_date": "2031-05-06", "participants": ["Chen Wei=CN", "Jane Roe=US"]}
        given = {"event": "new", "side": "CN", "publisher": "Ministry", "language": "en", **people}
        first = intake.save(library, _draft("China said that all is well."), given)
        again = {"event": first.readout.event_id, "language": "en"}
        second = intake.save(library, _draft("China said that all is lost."), again, into=first.readout.id)
        assert (second.outcome, second.readout.publisher) == ("revision", "Ministry")
        with pytest.raises(InputError, match="changed since"):
            add.take_back(library, second, is_new=False, change=0)
        newest = library.history(1)[0].id
        assert "revision 2" in add.take_back(library, second, is_new=False, change=newest)
        add.take_back(library, first, is_new=True, change=0)
        assert library.events() == []


def test_a_claim_gets_an_id_of_its_own() -> None:
    fields = {"text": "  Beijing was\n softer!", "test": "change", "direction": "softer", "side": "CN", "made": None}
    assert claim_form.values(fields, EVENT.id, [])["id"] == "beijing-was-softer"
    made = make_claim(claim_form.values(fields, EVENT.id, ["beijing-was-softer"]))
    assert (made.id, made.text, made.made) == ("beijing-was-softer-2", "Beijing was softer!", "")
    assert claim_form.values({"text": "更软了", "made": None}, EVENT.id, [])["id"] == "claim"


def test_addresses() -> None:
    view = View("2031", "taiwan", ("a", "b c"))
    assert href("tone", view) == "./tone?event=2031&topic=taiwan&readouts=a%2Cb+c"
    assert href("call", View()) == "./"
    assert toggled(("a", "b"), "a") == ("b",)
    assert toggled(("a",), "b") == ("a", "b")


def _said(index: int, topic: str, words: int = 5) -> Statement:
    return Statement(
        index, index * 10, index * 10 + 9, "word " * words, 0, "sentence", -1, "Li", (topic,), (), Tone(), words
    )


@pytest.mark.parametrize("topics", ["a", "ab", "abc"])
@pytest.mark.parametrize("number", [1, MOST, MOST + 1, 1500])
def test_a_map_has_no_more_pieces_than_can_be_seen(number: int, topics: str) -> None:
    statements = [_said(i, topics[i % len(topics)], words=1 + i % 7) for i in range(number)]
    made = pieces(statements)
    assert len(made) <= MOST
    assert [s for found in made for s in found] == statements
    assert all(made)
    assert len(made) == number or number > MOST


def test_neighbours_on_one_topic_are_one_piece_of_a_long_text() -> None:
    statements = [_said(i, "taiwan" if i < 60 else "trade") for i in range(MOST + 10)]
    assert [len(found) for found in pieces(statements)] == [60, MOST - 50]


def test_small_words() -> None:
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
