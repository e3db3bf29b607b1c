from __future__ import annotations

from datetime import UTC, datetime

import pytest

from compare.findings import find
from compare.manner import moods_in
from compare.report_words import percent
from compare.tables import coverage_table
from tests.compare.events import comparison, event, reading


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "两国文化年取得圆满成功，人文交流更加密切。", set()),
        ("zh", "两国元首进行了坦诚、深入的交流。", {"candid", "in-depth"}),
        (
            "en",
            "My conversation this morning with the President of that large old nation was a useful one.",
            {"useful"},
        ),
        ("en", "They held a call, and the farm year was successful.", set()),
        ("en", "The call was long, candid and useful.", {"long", "candid", "useful"}),
        ("ru", "Состоялся углублённый обмен мнениями.", {"in-depth"}),
    ],
)
def test_the_word_stands_in_one_clause_with_the_talks(language, text, expected):
    assert moods_in(reading(event(), "CN" if language == "zh" else "US", language, text)) == expected


def _two(chinese: str, english: str):
    at = datetime(2026, 1, 5, 12, tzinfo=UTC)
    return comparison(
        reading(event(), "CN", "zh", chinese, published=at),
        reading(event(), "US", "en", english, published=at.replace(hour=14)),
    )


CHINESE = "双方同意发展两国关系。双方讨论了大豆贸易。双方讨论了台湾问题。"
ENGLISH = "They discussed Taiwan. They discussed several subjects, including the purchase of soybeans, Iran and trade."


def test_the_order_says_what_comes_after_the_relationship():
    told = next(f.sentence for f in find(_two(CHINESE, ENGLISH)) if f.kind == "order")
    assert "after the relationship, the Chinese text comes first to" in told
    assert "the U.S. text comes first to Taiwan" in told


def test_shares_are_those_of_the_topic_table():
    both = _two(CHINESE, ENGLISH)
    told = next(f.sentence for f in find(both) if f.kind == "share" and f.part == "topics")
    table = coverage_table(both, ["taiwan"])
    share = table[table.readout_id == "us-en"].share.iloc[0]
    assert f"Taiwan ({percent(share)})" in told.partition("U.S.")[2]


def test_a_base_rate_names_the_word_of_the_text():
    both = _two("双方通话。", "They had a thorough call.")
    note = next(f.note for f in find(both, rates={}) if f.kind == "atmosphere")
    assert "No earlier readout" in note


def test_settlement_is_no_name_of_the_fighting():
    happened = event("Trump", "Putin")
    both = comparison(
        reading(happened, "US", "en", "They spoke of the war in Ukraine."),
        reading(happened, "RU", "ru", "Причины конфликта, урегулирование на Украине и боевые действия."),
        happened=happened,
    )
    told = next(f.sentence for f in find(both) if f.kind == "names")
    assert "settlement" not in told
    assert "(conflict, hostilities)" in told
