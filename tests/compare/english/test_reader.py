import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.english import read
from compare.english.roles import truecase
from compare.prefilter import WordIndex
from compare.records import Context, Evidence, Statement
from tests.compare.english.conftest import TRUMP, XI, Reads

CONTEXT = Context("en", "US", (TRUMP, XI))
POST = (
    "I just had an excellent call with President Xi, of China. We discussed Trade, Taiwan, the trip to China in April "
    "(which I look forward to!), and Iran. They have agreed to buy 20 million tons of corn. Nothing was said about "
    "Russia/Ukraine. The U.S. must be respected! Our teams will meet soon."
)


def bare(s: Statement) -> Statement:
    """A statement without its words, its emphasis and the words of its evidence."""

    def kept(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(e, quote="", blocked=e.blocked.lower()) for e in found if e.layer != "emphasis")

    o, c = s.tone.obligation, s.tone.commitment
    tone = replace(
        s.tone,
        emphasis=0,
        evidence=kept(s.tone.evidence),
        obligation=replace(o, quote="") if o else None,
        commitment=replace(c, quote="") if c else None,
    )
    return replace(s, text="", tone=tone, evidence=kept(s.evidence))


def test_capitals_change_emphasis_only() -> None:
    quiet, loud = read(POST, CONTEXT)[0], read(POST.upper(), CONTEXT)[0]
    assert [bare(s) for s in quiet] == [bare(s) for s in loud]
    assert sum(s.tone.emphasis for s in loud) > sum(s.tone.emphasis for s in quiet)


def test_reading_leaves_nothing_behind() -> None:
    first = read(POST, CONTEXT)
    read("President Xi said that Taiwan is part of China.", Context("en", "CN", (XI, TRUMP)))
    assert read(POST, CONTEXT) == first


def test_joined_texts_give_the_union(us: Reads) -> None:
    one = "The two leaders discussed oil. They agreed to meet."
    two = "President Biden raised concerns about Tibet. He urged China to talk."
    joined = us(f"{one}\n\n{two}")
    assert [(s.text, s.speaker, s.topics) for s in joined] == [(s.text, s.speaker, s.topics) for s in us(one) + us(two)]


def test_unusual_blanks_are_blanks() -> None:
    text = "The two leaders stressed the importance of maintaining peace and stability across the Taiwan\u2002Strait."
    (s,), _ = read(text, Context("en", "US"))
    assert s.tone.warning == 1
    assert s.text == text
    assert all(e.quote == text[e.start : e.end] for e in (*s.evidence, *s.tone.evidence))


@pytest.mark.parametrize("text", ["", " \n ", "###", "\u200b", "(" * 500, ". " * 500, "a" * 5000, "U.S. " * 300])
def test_odd_texts(text: str) -> None:
    read(text, CONTEXT)


WORDS = st.sampled_from(
    re.findall(
        r"\S+|\n",
        "President Xi Biden said that the U.S. must not should will agreed to ( ) “ ” . , ! ; and \n U.S. Taiwan trade "
        "I we they İ ﬁ ẞ 台湾 Тайвань 😀 \u202e \u0301 --- ### <!-- --> hope for which 1. - Jr.",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_is_read_and_slices_back(text: str) -> None:
    statements, furniture = read(text, CONTEXT)
    for s in statements:
        assert text[s.start : s.end] == s.text
        for e in (*s.evidence, *s.tone.evidence):
            assert text[e.start : e.end] == e.quote
    assert all(0 <= a <= b <= len(text) for a, b, _ in furniture)


def test_truecase_keeps_every_place() -> None:
    assert truecase("THE U.S. AND CHINA MUST TALK") == "The U.S. and China must talk"


def test_the_word_index_finds_what_a_search_finds() -> None:
    from compare import lexicon
    from compare.matching import find

    for layer in lexicon.LAYERS:
        entries = lexicon.load(layer, "en").entries
        assert find(WordIndex(entries), POST, 0, len(POST)) == find(entries, POST, 0, len(POST))
