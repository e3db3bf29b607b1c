from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.wording import EQUAL, INSERT, MOVED, REPLACE, diff, shared_phrases, tokens, variants

WORDS = st.lists(st.sampled_from(["peace", "talks", "must", "should", "not", ",", ".", "Taiwan", "Ёлка"]), max_size=60)


def _said(result, tag):
    return [(result.left[slice(*o.left)], result.right[slice(*o.right)]) for o in result.ops if o.tag == tag]


def test_one_word_replaced():
    result = diff("The sides should meet soon.", "The sides must meet soon.", "en")
    assert _said(result, REPLACE) == [("should", "must")]
    assert result.likeness == pytest.approx(10 / 12, abs=1e-3)


def test_inserted_negation_is_an_insertion():
    result = diff("Our country supports that plan.", "Our country never supports that plan.", "en")
    assert _said(result, INSERT) == [("", "never")]


def test_two_swapped_sentences_are_a_move():
    first = "The ministers met twice in the old harbour town last autumn."
    second = "Farm trade grew by a tenth within one single year, officials noted."
    result = diff(f"{first} {second}", f"{second} {first}", "en")
    assert len(_said(result, MOVED)) == 1
    assert {o.tag for o in result.ops} == {EQUAL, MOVED}
    assert _said(result, MOVED)[0][0] in (first, second, first[:-1], second[:-1])


def test_swapped_chinese_clauses_are_a_move():
    one, two = "双方代表昨天在港口城市开了三个小时的会。", "农产品贸易一年里增长了一成多。"
    result = diff(one + two, two + one, "zh")
    assert len(_said(result, MOVED)) == 1
    assert result.likeness == 1


def test_case_width_and_quotes_are_not_differences():
    assert diff("“Peace” — NOW’s the time", '"peace" - now\'s the time', "en").likeness == 1
    assert diff("ＡＰＥＣ会议", "APEC会议", "zh").likeness == 1


@given(st.text(max_size=200), st.sampled_from(["en", "zh", "ru"]))
@settings(max_examples=60, deadline=None)
def test_tokens_slice_back(text, language):
    assert all(text[t.start : t.end] == t.text for t in tokens(text, language))


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_swapping_the_sides_mirrors_everything(a, b):
    left, right = " ".join(a), " ".join(b)
    result = diff(left, right, "en")
    assert diff(right, left, "en") == result.mirrored()
    assert result.mirrored().mirrored() == result
    phrases = shared_phrases(left, right, "en", minimum=2)
    mirrored = shared_phrases(right, left, "en", minimum=2)
    if left != right:
        assert [(p.words, p.left, p.right) for p in phrases] == [(p.words, p.right, p.left) for p in mirrored]


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_every_word_stands_in_exactly_one_op(a, b):
    left, right = " ".join(a), " ".join(b)
    result = diff(left, right, "en")
    for text, side in ((left, "left"), (right, "right")):
        for token in tokens(text, "en"):
            assert sum(getattr(o, side)[0] <= token.start < getattr(o, side)[1] for o in result.ops) == 1
    for op in result.ops:
        if op.tag in (EQUAL, MOVED):
            same = [[t.norm for t in tokens(s, "en")] for s in (left[slice(*op.left)], right[slice(*op.right)])]
            assert same[0] == same[1]


def test_shared_phrases_longest_first():
    a = "Both sides will keep the lines of communication open. They spoke of mutual respect and of trade."
    b = "They agreed to keep the lines of communication open, and named mutual respect and of trade flows."
    found = shared_phrases(a, b, "en")
    assert [p.text for p in found] == ["keep the lines of communication open", "mutual respect and of trade"]
    assert a[slice(*found[0].left[0])] == b[slice(*found[0].right[0])]


def test_variants_of_a_set_phrase():
    found = variants("It must be handled with prudence.", "It must be handled with utmost caution.", "en")
    assert [(v.family, v.left, v.right) for v in found] == [("care", ("care",), ("utmost care",))]
    assert variants("It was handled with care.", "这件事要慎重处理。", "en", "zh") == ()


@pytest.mark.parametrize("pair", [("", ""), ("", "one word"), ("same text twice", "same text twice"), ("…", "!!!")])
def test_thin_input(pair):
    result = diff(*pair, "en")
    assert result.mirrored() == diff(pair[1], pair[0], "en")


def test_long_and_repetitive_input_stays_bounded():
    start = time.monotonic()
    diff("word " * 20_000, "other word " * 50, "en")
    diff(" ".join(f"w{i % 900}" for i in range(20_000)), " ".join(f"w{i % 700}" for i in range(20_000)), "en")
    shared_phrases("peace talks " * 10_000, "peace talks and " * 5_000, "en")
    assert time.monotonic() - start < 20
