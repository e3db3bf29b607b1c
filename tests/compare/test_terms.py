"""Patterns spelled out for the reader of a “not mentioned” cell."""

from __future__ import annotations

import re

import pytest

from compare import lexicon, topics
from compare.terms import terms


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bIran\b", ("Iran",)),
        (r"\barms (?:sales?|deals)\b", ("arms sale", "arms sales", "arms deals")),
        (r"台(?:湾|海)|一个中国", ("台湾", "台海", "一个中国")),
        (r"Strait\s+of\s+Hormuz", ("Strait of Hormuz",)),
        (r"(?<!South )Korean?", ("Korea", "Korean")),
        (r"visit.{0,20}Beijing", ("visit…Beijing",)),
    ],
)
def test_spelled_out(pattern: str, words: tuple[str, ...]) -> None:
    assert terms(pattern) == words


def test_no_pattern_grows_without_bound() -> None:
    assert len(terms("(a|b|c|d)(a|b|c|d)(a|b|c|d)(a|b|c|d)")) <= 42


@pytest.mark.parametrize("language", ["en", "zh", "ru"])
def test_every_topic_says_what_was_searched(language: str) -> None:
    for topic in topics.topics():
        if topic.id not in ("other",):
            assert topics.searched(topic.id, language), topic.id
    for entry in lexicon.load("topics", language).entries:
        assert all(not re.search(r"[\\^$]|\(\?", word) for word in terms(entry.pattern))
