"""Russian words: tokens with their possible parts of speech, cases and lemmas, from pymorphy3."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from compare.matching import LemmaView

_TOKEN = re.compile(r"[^\W_]+(?:[-‑’'][^\W_]+)*")
_CYRILLIC = re.compile(r"[а-яё]+(?:[-‑’'][а-яё\d]+)*")
_LIKELY = 0.05
"""Readings below this probability are left out: they are homographs nobody means."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word can be. pos, cases, numbers: grammemes over all likely readings. lemma: of the likeliest."""

    lemma: str
    pos: frozenset[str]
    cases: frozenset[str]
    numbers: frozenset[str]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Token:
    """A word at ``[start, end)`` of the text."""

    start: int
    end: int
    text: str

    @property
    def reading(self) -> Reading:
        """The word's reading (cached by form)."""
        return read_word(self.text.lower())

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def read_word(word: str) -> Reading:
    """Possible readings of a lower-case word; what is not written in Cyrillic has none."""
    if not _CYRILLIC.fullmatch(word):
        # the dictionary raises on letters that have no name in Unicode
        return Reading(word, frozenset(), frozenset(), frozenset(), frozenset())
    parses = _analyser().parse(word[:60])
    likely = [p for p in parses if p.score >= _LIKELY] or parses[:1]
    grammemes = [frozenset(str(p.tag).replace(" ", ",").split(",")) for p in likely]
    return Reading(
        lemma=likely[0].normal_form,
        pos=frozenset(str(p.tag.POS) for p in likely if p.tag.POS),
        cases=frozenset(str(p.tag.case) for p in likely if p.tag.case),
        numbers=frozenset(str(p.tag.number) for p in likely if p.tag.number),
        tags=frozenset().union(*grammemes),
    )


@lru_cache(maxsize=2)
def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words of a stretch, hyphenated ones whole. Kept for the next who asks: one rule after another does."""
    stop = len(text) if end is None else end
    return tuple(Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, stop))


def lemma_view(words: Sequence[Token]) -> LemmaView:
    """The words as lemmas, for patterns with ``on: lemma``."""
    return LemmaView.of((w.reading.lemma, w.start, w.end) for w in words)


def is_finite(word: Token) -> bool:
    """Whether the word can only be a predicate: a finite verb or a short passive participle."""
    pos = word.reading.pos
    return bool(pos) and pos <= {"VERB", "PRTS"}


def is_ordinary(word: str) -> bool:
    """Whether a word is in the dictionary and is nobody's name."""
    reading = read_word(word.lower())
    return (
        bool(reading.pos)
        and bool(_analyser().word_is_known(word.lower()))
        and not reading.tags & {"Name", "Surn", "Patr"}
    )
