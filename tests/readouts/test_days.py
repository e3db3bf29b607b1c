"""The day of a call and the time of publication, as the first words of a text tell them."""

from __future__ import annotations

from datetime import date

import pytest

from readouts.days import ASSUMED, guess_day, guess_published
from readouts.intake import draft_from_text, save
from readouts.library import Library
from readouts.sources.dates import ambiguous, find_dates

FOURTH = date(2031, 2, 4)
TALK = "President Chen Wei spoke with President Jane Roe on the phone about pears."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"2031-02-05 00:31\n\nOn the evening of February 4, {TALK}", FOURTH),
        ("2031-02-05 00:40\n2月4日晚，陈伟主席同罗伊总统通电话，谈到梨。", FOURTH),
        (f"Updated: February 5, 2031 00:31\n{TALK[:-1]} on February 4.", FOURTH),
        (f"February 4, 2031\n\n{TALK}", FOURTH),
        ("BEIJING, Feb. 5, 2031 (Xinhua) -- Chen Wei spoke with Jane Roe on the phone on Tuesday evening.", FOURTH),
        ("新华社北京2031年2月5日电 陈伟同罗伊周二晚通电话。", FOURTH),
        ("5 февраля 2031 года\n\nВо вторник состоялся телефонный разговор Петрова с Джейн Роу.", FOURTH),
        ("5 февраля 2031 года, 10:15 МСК\n\nВчера Петров говорил по телефону с Джейн Роу.", FOURTH),
    ],
)
def test_the_sentence_on_the_call_gives_its_day(text: str, day: date) -> None:
    assert guess_day("", text, None).value == day


@pytest.mark.parametrize(
    "text",
    [
        "I had a very good call with President Chen. The last time we spoke was November 24, 2030, about pears.",
        "A good call with President Chen. I will be visiting his orchard on April 9, 2031, a great honor!",
        "陈伟同罗伊通电话。双方自2030年11月24日通话以来保持联系。",
        "Петров говорил с Джейн Роу. Следующая встреча запланирована на 9 апреля 2031 года.",
    ],
)
def test_what_is_recalled_or_announced_is_no_day_of_the_call(text: str) -> None:
    guess = guess_day("", text, None)
    assert (guess.value, guess.confidence) == (None, 0.0)


def test_a_date_of_two_readings_is_asked_for() -> None:
    assert ambiguous("03/04/2031") == "03/04/2031"
    assert ambiguous("13/04/2031, 04/04/2031") == ""
    guess = guess_day("", f"03/04/2031\n{TALK}", None)
    assert guess.value is None
    assert "03/04/2031" in guess.reason


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Feb. 4, 2031 9:30 PM EST", "2031-02-04T21:30:00-05:00"),
        ("9:30 p.m. ET, February 4, 2031", "2031-02-04T21:30:00-05:00"),
        ("04 Feb 2031 21:30 -0500", "2031-02-04T21:30:00-05:00"),
        ("Tue, 4 Feb 2031 21:30:00 GMT", "2031-02-04T21:30:00+00:00"),
        ("4 февраля 2031 года, 23:15 МСК", "2031-02-04T23:15:00+03:00"),
        ("2031年2月4日 23:40（北京时间）", "2031-02-04T23:40:00+08:00"),
        ("北京时间2031年2月4日 23:40", "2031-02-04T23:40:00+08:00"),
        ("2031-02-04 23:40 CST", None),
        ("2031-02-04 23:40", None),
    ],
)
def test_a_clock_counts_with_the_zone_that_stands_beside_it(words: str, moment: str | None) -> None:
    (found,) = find_dates(words)
    assert found.clock
    assert (found.moment.isoformat() if found.moment else None) == moment


@pytest.mark.parametrize(
    "words", ["二〇三一年二月四日", "二零三一年二月四日", "4th of February, 2031", "04.02.2031", "2031/2/4"]
)
def test_days_in_other_forms(words: str) -> None:
    assert [f.on(1999) for f in find_dates(words)] == [FOURTH]


def test_numbers_that_are_no_dates() -> None:
    assert find_dates("version 1.2.2031.4, 31.02.2031, 31/31/2031") == []
    assert find_dates("十十月") == []


def test_figures_of_any_script_are_figures() -> None:
    assert [f.on(1999) for f in find_dates("20٣١年٢月٤日")] == [FOURTH]


def test_a_clock_without_zone_is_proposed_and_not_kept_as_exact(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = "2031-02-05 00:40\n\n2月4日晚，国家主席习近平同美国总统特朗普通电话，谈到梨和花园。"
    moment, words, reason = guess_published(text, "", "CN")
    assert moment is not None
    assert moment.isoformat() == "2031-02-05T00:40:00+08:00"
    assert words == f"2031-02-05 00:40, Beijing {ASSUMED}"
    assert "no zone" in reason
    assert guess_published(text, "") == (None, "2031-02-05", "a line gives “2031-02-05 00:40”")
    with Library.open(tmp_path / "library.sqlite3") as library:
        kept = save(library, draft_from_text(text, library)).readout
        assert (kept.published_at, kept.published_text) == (None, words)
        said = save(library, draft_from_text(text, library), {"published": "2031-02-05T00:40+08:00"}).readout
        assert said.published_at is not None


def test_a_line_of_prose_gives_no_time_of_publication() -> None:
    assert guess_published(f"On February 4, 2031, {TALK}", "")[1] == ""
