"""Text → statements: what the languages share. The cutting rules of each language stand in its own package."""

from __future__ import annotations

import re
from functools import lru_cache

_PARAGRAPH = re.compile(r"[^\n]+")
# jieba's time grows with the square of an unbroken stretch; no sentence has a run of letters this long.
_RUN = re.compile(r"[^\s，。；：！？、]{1,400}")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs (lines with something on them), stripped of white space."""
    spans = []
    for m in _PARAGRAPH.finditer(text):
        line = m.group()
        start = m.start() + len(line) - len(line.lstrip())
        end = m.start() + len(line.rstrip())
        if end > start:
            spans.append((start, end))
    return spans


def count_words(text: str, language: str) -> int:
    """Number of words: runs of letters or digits; for Chinese the words jieba finds, punctuation left out."""
    if language == "zh":
        tokenizer = _jieba()
        return sum(1 for run in _RUN.finditer(text) for word in tokenizer.cut(run.group()) if _WORD.search(word))
    return sum(1 for _ in _WORD.finditer(text))


@lru_cache(maxsize=1)
def _jieba():  # type: ignore[no-untyped-def]
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def jieba_words(text: str) -> list[tuple[int, int]]:
    """Spans of the words and marks that jieba cuts a Chinese text into; together they are the whole text."""
    spans, at = [], 0
    for word in _jieba().cut(text):
        spans.append((at, at + len(word)))
        at += len(word)
    return spans
