from __future__ import annotations

import pytest

from compare import concepts
from compare.amounts import amounts, numbers, written

ALL = [c for f in concepts.fields() for c in f.concepts]


@pytest.mark.parametrize("concept", [c for c in ALL if c.pair], ids=lambda c: c.id)
def test_both_wordings_say_the_concept(concept):
    english, chinese = concept.pair
    assert concept.id in {f.concept.id for f in concepts.find(english, "en")}
    assert concept.id in {f.concept.id for f in concepts.find(chinese, "zh")}


def test_ids_are_unique_and_classes_are_known():
    ids = [c.id for c in ALL]
    assert len(ids) == len(set(ids))
    assert {c.alone for c in ALL} | {f.differ for f in concepts.fields()} <= {"", *concepts.GAPS}
    assert all(c.pair for f in concepts.fields() if f.differ for c in f.concepts)


def test_negation_directly_before_a_stance():
    said = {
        f.concept.id: f.negated
        for f in concepts.find("They do not support it and oppose the plan.", "en")
        if f.concept.polar
    }
    assert said == {"stance.support": True, "stance.oppose": False}
    assert [f.negated for f in concepts.find("我们不支持这项计划", "zh") if f.concept.id == "stance.support"] == [True]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("20 Million Tons", "en", [(2e7, "tons")]),
        ("2500万吨", "zh", [(2.5e7, "tons")]),
        ("25 миллионов тонн", "ru", [(2.5e7, "tons")]),
        ("百分之五", "zh", [(5.0, "percent")]),
        ("$3.5 billion", "en", [(3.5e9, "dollars")]),
        ("in April 2027", "en", [(4.0, "month"), (2027.0, "year")]),
        ("12 февраля", "ru", [(12.0, "day"), (2.0, "month")]),
        ("the two sides, one by one", "en", []),
        ("双方一致同意", "zh", []),
    ],
)
def test_amounts(text, language, expected):
    assert [a.key for a in amounts(text, language)] == expected


def test_names_with_digits_are_no_amounts():
    assert numbers("COVID-19", "en") == ()
    assert [n.value for n in numbers("二十国集团峰会", "zh")] == []
    assert [n.value for n in numbers("the 15th Five-Year Plan", "en")] == [15.0]
    assert [n.value for n in numbers("“十五五”规划", "zh")] == [15.0]


@pytest.mark.parametrize(
    ("text", "language", "quotes"),
    [
        ("They spoke for one hour and 25 minutes.", "en", ["one hour and 25 minutes"]),
        ("Встреча пройдёт 19 марта в Осло.", "ru", ["19 марта", "19 марта"]),
        ("会议于3月19日举行。", "zh", ["3月19日", "3月19日"]),
    ],
)
def test_amounts_are_quoted_whole(text, language, quotes):
    assert [a.quote for a in amounts(text, language)] == quotes


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("20 Million Tons", "zh", "2000万吨"),
        ("in November", "zh", "11月"),
        ("in November", "ru", "ноябр…"),
        ("$3 billion", "ru", "3 млрд долларов"),
    ],
)
def test_amounts_as_the_other_language_writes_them(text, language, expected):
    assert written(amounts(text, "en")[0], language) == expected
