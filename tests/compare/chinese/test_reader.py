import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.analysis import analyse
from compare.records import Context
from readouts.model import Participant

CONTEXT = Context(
    "zh", "CN", (Participant("Xi", "CN", {"en": "Xi Jinping"}), Participant("Biden", "US", {"en": "Joe Biden"}))
)
WORDS = [
    *"，。、；“”《》要愿将和同的不我（）#\n",
    *("习近平", "拜登", "指出", "应该", "希望", "美方", "中方", "双方", "台湾", "经贸", "能源", "<p>", "<!--", "一是"),
]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=60).map("".join)))
@settings(max_examples=300, deadline=None)
def test_offsets_slice_back_and_nothing_crashes(text: str) -> None:
    result = analyse(text, CONTEXT)
    for s in result.statements:
        assert text[s.start : s.end] == s.text
        for e in (*s.evidence, *s.tone.evidence):
            assert text[e.start : e.end] == e.quote
    assert all(0 <= a <= b <= len(text) for a, b, _ in result.furniture)


def test_earlier_texts_leave_no_trace() -> None:
    text = "习近平指出，双方要扩大贸易。"
    first = analyse(text, CONTEXT)
    analyse("拜登强调，各方应尽快停火。", CONTEXT)
    assert analyse(text, CONTEXT) == first


def test_own_words_of_frame_and_items_do_not_overlap() -> None:
    frame, *items = analyse("习近平指出，双方要深化农业、能源、科技合作。", CONTEXT).statements
    taken = {i for s in items for a, b in s.own for i in range(a, b)}
    left = {i for a, b in frame.own for i in range(a, b)}
    assert not taken & left
    assert left | taken == set(range(frame.start, frame.end))


@pytest.mark.parametrize("unit", ["要", "台湾、能源、", "“希望", "《", "习近平指出，双方要合作。\n"])
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        begin = time.perf_counter()
        analyse((unit * size)[:size], CONTEXT)
        return time.perf_counter() - begin

    seconds(2000)
    assert seconds(24000) < 12 * max(seconds(6000), 0.05)
