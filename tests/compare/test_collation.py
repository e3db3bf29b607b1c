from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.collation import AGREED, MISSING, MOST_TEXTS, VARIANT, collate
from compare.wording import tokens
from readouts.errors import InputError

WORDS = st.lists(st.sampled_from(["peace", "talks", "must", "should", "not", ",", "Taiwan"]), max_size=30).map(" ".join)


def test_three_texts_with_an_empty_cell():
    rows = collate(["the two sides must meet soon", "the two sides should meet", "the sides must meet soon"], ["en"])
    assert [[c.text if c else None for c in r.cells] for r in rows] == [
        ["the", "the", "the"],
        ["two", "two", None],
        ["sides", "sides", "sides"],
        ["must", "should", "must"],
        ["meet", "meet", "meet"],
        ["soon", None, "soon"],
    ]
    assert [r.kind for r in rows] == [AGREED, MISSING, AGREED, VARIANT, AGREED, MISSING]


def test_rows_of_one_pattern_are_joined():
    rows = collate(["peace and quiet for all of them", "peace and quiet for some"], ["en"])
    assert rows[0].cells[0].text == "peace and quiet for"


def test_a_moved_sentence_keeps_the_order_of_both_texts():
    one, two = "The ministers met twice in the old town.", "Farm trade grew by a tenth in a year."
    rows = collate([f"{one} {two}", f"{two} {one}"], ["en"])
    for column in (0, 1):
        starts = [r.cells[column].start for r in rows if r.cells[column]]
        assert starts == sorted(starts)


@given(st.lists(WORDS, min_size=1, max_size=4))
@settings(max_examples=120, deadline=None)
def test_every_word_stands_in_one_cell_in_order(texts):
    rows = collate(texts, ["en"], join=False)
    for column, text in enumerate(texts):
        cells = [r.cells[column] for r in rows if r.cells[column]]
        assert [(c.start, c.end) for c in cells] == [(t.start, t.end) for t in tokens(text, "en")]


@given(WORDS, WORDS)
@settings(max_examples=120, deadline=None)
def test_two_texts_swapped_give_the_mirrored_table(a, b):
    rows = [tuple(c and c.text for c in r.cells) for r in collate([a, b], ["en"], join=False)]
    swapped = [tuple(c and c.text for c in r.cells)[::-1] for r in collate([b, a], ["en"], join=False)]
    assert sorted(map(str, rows)) == sorted(map(str, swapped))


def test_limits_are_errors_with_advice():
    with pytest.raises(InputError, match=str(MOST_TEXTS)):
        collate(["x"] * (MOST_TEXTS + 1), ["en"])
    with pytest.raises(InputError, match="one language each"):
        collate(["x", "y", "z"], ["en", "zh"])


def test_thin_and_long_input():
    assert collate([], ["en"]) == ()
    assert [r.cells[1] for r in collate(["peace", ""], ["en"])] == [None]
    start = time.monotonic()
    collate([" ".join(f"w{i}" for i in range(20_000)), "w5 w7 " * 50], ["en"])
    assert time.monotonic() - start < 10
