from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from compare import ledger, timeline
from compare.dashboard import followed, ledger_grid, shift_view, trace_plot
from compare.dashboard.address import View
from compare.dashboard.followed import Baseline, Choice
from compare.dashboard.over_time import remarks
from compare.shift import compare
from compare.timeline import HARDER_UP, Survey
from readouts.library import Library
from tests.browser.texts_over_time import DIGEST, FIRST, GAP, NOW, fill
from tests.compare import over_time


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    path: Path = tmp_path_factory.mktemp("followed") / "library.sqlite3"
    fill(path)
    with Library.open(path) as library:
        return timeline.survey(library)


def _choice(survey: Survey, **given: str) -> Choice:
    return followed.choice(View(event=NOW, topic="taiwan", **given), survey)


def test_an_address_says_whose_words_and_its_call_the_rest(survey: Survey) -> None:
    assert (_choice(survey).side, _choice(survey).other) == ("CN", "US")
    assert _choice(survey, side="FR", other="any").side == "CN"
    assert _choice(survey, other="any").other == ""


def test_a_side_with_a_text_of_the_call_comes_first(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.sqlite3") as library:
        over_time.add(library, "2030-01-10", over_time.SOFT)
        event = over_time.add(library, "2030-05-10", "We spoke of trade.", side="US", language="en")
        timeline.forget()
        made = timeline.survey(library)
    assert followed.sides(made)[0] == "CN"
    assert followed.choice(View(event=event), made).side == "US"
    assert followed.texts_of(made, made.events[event]) == ("US",)
    asked = followed.choice(View(event=event, side="CN"), made)
    assert asked.side == "CN"
    told = remarks(asked, View(event=event, side="CN"), made)
    assert "No text of China" in told[0]
    assert "side=US" in told[0]
    assert remarks(followed.choice(View(event=event), made), View(event=event), made) == []


def test_a_side_that_publishes_nothing_here_is_not_taken_silently_for_another(survey: Survey) -> None:
    told = remarks(_choice(survey, side="ZZ"), View(event=NOW, side="ZZ"), survey)
    assert "No side “ZZ” publishes here. China is shown." in told[0]


def test_the_first_year_is_asked_for_or_near_the_call(survey: Survey) -> None:
    points = timeline.trace(survey, side="CN", topic="taiwan")
    event = survey.events[NOW]
    assert followed.since(View(since="2030"), points, event) == 2030
    assert followed.since(View(since="all"), points, event) == 0
    assert followed.since(View(), points, event) == 0
    assert followed.since(View(), points * 2, event) == 2030


def test_places_follow_time_and_keep_apart(survey: Survey) -> None:
    points = timeline.trace(survey, side="CN", topic="taiwan")
    made = trace_plot.axis(points)
    assert made.places[0] == 2
    assert made.places[-1] == 98
    assert made.at(datetime(2030, 4, 3, 12)) == pytest.approx(made.places[2], abs=0.05)
    close = trace_plot.axis([points[0], points[0], points[-1]])
    assert close.places[1] - close.places[0] >= 1.1
    assert trace_plot.axis(points[:1]).places == (50,)


def test_a_mark_a_dash_or_a_gap_for_every_call(survey: Survey) -> None:
    points = timeline.trace(survey, side="CN", topic="taiwan")
    markup = trace_plot.plot(points, _choice(survey), survey.formulas, View(event=NOW, topic="taiwan"))
    assert [trace_plot.state(p) for p in points] == [
        "official text",
        "digest, topic not in the digest",
        "no text: a gap",
        "official text",
    ]
    assert markup.count('class="gap"') == 5
    assert markup.count("┄") == 6
    assert 'data-key="force|2029-02-01-chen-roe-0"' in markup
    # Nothing joins the first call to the last: what lies between was not read.
    assert "clip-path" not in markup


def test_rows_that_cannot_be_compared_share_a_line(survey: Survey) -> None:
    calls = {c.event.id: c for c in timeline.calls(survey, "CN")}
    after = calls[NOW]
    found = [
        Baseline(
            e, (calls[e],), compare(survey, [calls[e]], after, topic="taiwan", speaker="", scales=tuple(HARDER_UP))
        )
        for e in (GAP, DIGEST, FIRST)
    ]
    assert followed.usual_baseline(after, found) == FIRST
    markup = shift_view.matrix(after, found, FIRST, View(event=NOW))
    assert markup.count("<tr") == 4
    twice = shift_view.matrix(after, [found[0], found[0], found[2]], FIRST, View(event=NOW))
    assert twice.count("<tr") == 3
    assert "▼" in shift_view.words(found[2], after)


def test_cells_of_the_grid_say_what_was_searched(survey: Survey) -> None:
    book = ledger.ledger(survey, "CN")
    entries = ledger_grid.entries(book, "taiwan")
    assert "玩火者必自焚" in [ledger_grid.wording(e) for e in entries]
    markup = ledger_grid.grid(book, entries, NOW, View(event=NOW))
    assert markup.count("not searched") == 2 * len(entries)
    assert "absent in 0 of 1 earlier calls of Chen–Roe" in markup
    gone = ledger_grid.missing_line(book, NOW, "all")
    assert gone is not None
    assert f"not in this one: {len(entries)}" in gone
    assert ledger_grid.missing_line(book, GAP, "all") is None


def test_a_release_goes_before_the_day_of_the_call(survey: Survey) -> None:
    call = timeline.calls(survey, "CN")[0]
    assert followed.moment(call) == datetime(2029, 2, 1, 9)
    assert followed.moment(timeline.calls(survey, "CN")[2]).date() == date(2030, 4, 3)
