from __future__ import annotations

import pytest

from compare.relations import CONTRADICTS, MORE_SPECIFIC, ONLY_HERE, SAME, STRONGER, pair_sayings, pair_sides, relate
from compare.saying import Saying, sayings
from tests.compare.events import event, reading


def _one(text: str, side: str = "US", language: str = "en") -> Saying:
    found = sayings(reading(event(), side, language, text))
    assert len(found) == 1, [s.text for s in found]
    return found[0]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "The United States does not support Taiwan independence.",
            "The United States does support Taiwan independence.",
        ),
        ("President Xi urged President Trump to lift the ban.", "President Trump urged President Xi to lift the ban."),
        ("China will buy 20 million tons of soybeans.", "China will buy 25 million tons of soybeans."),
        ("China will never buy soybeans.", "China will buy soybeans."),
    ],
)
def test_alike_in_words_and_never_the_same(a, b):
    pair = relate(_one(a), _one(b))
    assert pair.relation == CONTRADICTS
    assert pair.decided_by
    assert relate(_one(b), _one(a)).relation == CONTRADICTS


def test_the_same_statement_is_the_same():
    text = "China will buy 25 million tons of soybeans."
    assert relate(_one(text), _one(text)).relation == SAME


def test_must_is_stronger_than_should():
    pair = relate(
        _one("President Xi said the United States must handle Taiwan with care.", "CN"),
        _one("President Xi said the United States should handle Taiwan with care.", "CN"),
    )
    assert pair.relation == STRONGER
    assert [(c.name, c.verdict) for c in pair.decided_by] == [("obligation", "left")]
    assert pair.mirrored().relation == "weaker"


def test_an_amount_makes_more_specific():
    pair = relate(_one("China will buy soybeans."), _one("China will buy 25 million tons of soybeans."))
    assert (pair.relation, pair.by) == (MORE_SPECIFIC, "right")


def test_said_not_discussed_against_discussed():
    left = sayings(reading(event(), "US", "en", "Iran was not discussed."))
    right = sayings(reading(event(), "CN", "zh", "两国元首讨论了伊朗局势。"))
    relations = {p.relation for p in pair_sayings(left, right)}
    assert CONTRADICTS in relations


def test_what_has_no_answer_stands_alone_and_sides_mirror():
    left = reading(event(), "CN", "zh", "习近平强调，美方务必慎重处理台湾问题。双方应扩大渔业合作。")
    right = reading(event(), "US", "en", "President Trump spoke of airplane engines. They discussed Taiwan.")
    pairs = pair_sides(left, right)
    assert any(p.relation == STRONGER and p.topics == ("taiwan",) for p in pairs)
    assert any(p.relation == ONLY_HERE and p.by == "right" and p.right and "engines" in p.right.text for p in pairs)
    key = lambda p: (p.left and p.left.statement.start, p.right and p.right.statement.start, p.relation, p.by)  # noqa: E731
    assert {key(p.mirrored()) for p in pair_sides(right, left)} == {key(p) for p in pairs}


def test_a_bare_item_denies_nothing():
    left = _one("China will never allow Taiwan to be separated.", "CN")
    items = sayings(
        reading(event(), "US", "en", "President Trump discussed many subjects, including Trade, Taiwan and Iran.")
    )
    bare = next(s for s in items if s.text.strip() == "Taiwan")
    assert relate(left, bare).relation != CONTRADICTS
    assert relate(bare, left).relation != CONTRADICTS
