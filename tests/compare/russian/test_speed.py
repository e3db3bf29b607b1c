"""The word index finds what a search of every pattern finds, and a long text is read at speed."""

import time

import pytest

from compare import lexicon, prefilter
from compare.analysis import analyse
from compare.lexicon import Entry
from compare.matching import find
from compare.prefilter import index_of
from compare.records import Context
from compare.russian import topics

EXAMPLES = [x for layer in lexicon.LAYERS for e in lexicon.load(layer, "ru").entries for x in (*e.yes, *e.no)]


@pytest.mark.parametrize("layer", lexicon.LAYERS)
def test_index_finds_the_same(layer: str) -> None:
    known = lexicon.load(layer, "ru")
    for text in (*EXAMPLES, " ".join(EXAMPLES), " ".join(EXAMPLES).upper(), "-".join(EXAMPLES)):
        assert find(index_of(known), text, 0, len(text)) == find(known, text, 0, len(text))


def test_reading_is_the_same_without_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(EXAMPLES)
    fast = analyse(text, Context("ru", "RU"))

    def forget() -> None:
        index_of.cache_clear()
        topics._sorted.cache_clear()

    monkeypatch.setattr(prefilter, "beginnings", lambda entry: None)
    forget()
    slow = analyse(text, Context("ru", "RU"))
    monkeypatch.undo()
    forget()
    assert fast == slow


def test_few_patterns_are_searched_everywhere() -> None:
    for layer in lexicon.LAYERS:
        slow: list[Entry] = index_of(lexicon.load(layer, "ru")).always
        assert len(slow) <= 6, [e.id for e in slow]


def test_speed() -> None:
    text = "\n".join(EXAMPLES) * 3
    analyse(text, Context("ru", "RU"))
    start = time.process_time()
    words = analyse(text + "\nКонец.", Context("ru", "RU")).words
    # 15,000 and more on an idle machine; a busy one must not fail the test
    assert words / (time.process_time() - start) > 5_000
