"""Words of a subject that stand in a text without counting as a mention: said in passing, or of something else.

A text that has such a word is not silent: its cell says “word only”, with the word and why it did not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.matching import in_words, is_no_word
from compare.records import Statement
from compare.saying import GENERAL
from compare.topics import label


@dataclass(frozen=True, slots=True)
class Passing:
    """A word of a subject that did not count. start, end: code points in the text. under: topics it was read under."""

    start: int
    end: int
    quote: str
    why: str
    under: tuple[str, ...]
    statement: Statement

    @property
    def reason(self) -> str:
        """Why it did not count, and what the statement was read as instead."""
        read = f"read under {', '.join(map(label, self.under))}" if self.under else ""
        return "; ".join(filter(None, (self.why, read)))


def in_passing(statements: Iterable[Statement], topic: str) -> tuple[Passing, ...]:
    """The words of a topic that stand in some statements and did not count, each word once, in text order."""
    found = [
        Passing(e.start, e.end, e.quote, in_words(e.blocked), tuple(t for t in s.mentioned if t != topic), s)
        for s in statements
        for e in s.evidence
        if e.layer == "topic" and e.value == topic and e.blocked and e.quote and not is_no_word(e.blocked)
    ]
    first: dict[str, Passing] = {}
    for p in sorted(found, key=lambda p: p.start):
        first.setdefault(p.quote.casefold(), p)
    return tuple(first.values())


def every_word(statements: Sequence[Statement]) -> tuple[tuple[str, str, str], ...]:
    """Topic, speaker and word with its reason, of all topics that some statements have no more than a word of."""
    named = {t for s in statements for t in (*s.mentioned, *s.negated)} | GENERAL
    blocked = dict.fromkeys(str(e.value) for s in statements for e in s.evidence if e.layer == "topic" and e.blocked)
    return tuple(
        (topic, p.statement.speaker, describe([p]))
        for topic in blocked
        if topic not in named
        for p in in_passing(statements, topic)
    )


def describe(found: Iterable[Passing]) -> str:
    """The words with the reason of each: ``“Energy” (beside “Ceasefire”; read under Ukraine)``."""
    return "; ".join(f"“{p.quote}” ({p.reason})" for p in found)


def without(terms: Iterable[str], text: str, language: str) -> tuple[str, ...]:
    """The terms that really do not stand in a text: a rule may pass over a word that is there as part of another."""
    bound = "" if language == "zh" else r"\b"
    return tuple(t for t in terms if not re.search(rf"{bound}{re.escape(t)}{bound}", text, re.IGNORECASE))
