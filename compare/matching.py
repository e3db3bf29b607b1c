"""Where the entries of a lexicon match a text, and which matches count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from compare.lexicon import Entry, Lexicon
from compare.prefilter import WordIndex
from compare.records import Evidence

INSIDE_LONGER = "inside the longer match of"
OWN_COUNTRY = "names a participant's own country"
OWN_NAME = "a participant's name"
PARTNER = "names a partner in the talks, not a subject"
OWN_PAIR = "the participants' own pair of countries"
OTHER_PAIR = "a pair of countries other than the participants'"
OWN_SIDE = "is a side of these talks"
"""Reasons for which a match is no word of its subject at all: part of another term, or a name of who takes part."""


def with_holder(who: str, level: int) -> str | int:
    """The value of evidence of obligation or commitment: whose it is and the level, ``other 3``."""
    return f"{who} {level}" if who else level


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that matched ``[start, end)``; ``blocked`` says why it does not count, '' when it does."""

    entry: Entry
    start: int
    end: int
    blocked: str = ""

    def evidence(self, text: str, value: str | int | None = None) -> Evidence:
        """The match as evidence, its value the entry's topic or level unless one is given."""
        e = self.entry
        layer = "topic" if e.layer == "topics" else e.layer
        return Evidence(
            self.start,
            self.end,
            text[self.start : self.end],
            layer,
            e.id,
            (e.topic or e.level) if value is None else value,
            self.blocked,
        )


@dataclass(frozen=True, slots=True)
class LemmaView:
    """A text as lemmas joined by single blanks, and the way back to the offsets of the original.

    lemmas: the joined string. starts: offset of each lemma in it. spans: span of each token in the text.
    """

    lemmas: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, tokens: Iterable[tuple[str, int, int]]) -> LemmaView:
        """From (lemma, start, end) triples in text order."""
        parts: list[str] = []
        starts: list[int] = []
        spans: list[tuple[int, int]] = []
        at = 0
        for lemma, start, end in tokens:
            parts.append(lemma)
            starts.append(at)
            spans.append((start, end))
            at += len(lemma) + 1
        return cls(" ".join(parts), tuple(starts), tuple(spans))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the joined lemmas stands for."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        return self.spans[first][0], self.spans[last][1]


@lru_cache(maxsize=4096)
def _option(pattern: str, language: str) -> re.Pattern[str]:
    return re.compile(pattern, 0 if language == "zh" else re.IGNORECASE)


_PIECE = re.compile(r"[,;:()，；：（）、]")


def _reason(entry: Entry, text: str, start: int, end: int, low: int, high: int) -> str:
    """Why the surroundings within ``[low, high)`` keep a match from counting, or ''.

    unless: a pattern that must not occur in the sentence. unless_before / unless_after: must not stand
    directly before / after (up to 60 characters). needs: must occur in the sentence. needs_before, needs_after.
    unless_near / needs_near: the same within the piece of the sentence between commas, semicolons and brackets.
    """
    options = entry.options
    before, after = text[max(low, start - 60) : start], text[end : min(high, end + 60)]
    sentence = text[low:high]
    near = ""
    if "unless_near" in options or "needs_near" in options:
        left = max((m.end() for m in _PIECE.finditer(text, low, start)), default=low)
        right = _PIECE.search(text, end, high)
        near = text[left : right.start() if right else high]
    for key, where, wanted in (
        ("unless", sentence, False),
        ("unless_near", near, False),
        ("needs_near", near, True),
        ("unless_before", before, False),
        ("unless_after", after, False),
        ("needs", sentence, True),
        ("needs_before", before, True),
        ("needs_after", after, True),
    ):
        pattern = options.get(key)
        if not pattern:
            continue
        if key.endswith("_before"):
            pattern = rf"(?:{pattern})\s*$"
        elif key.endswith("_after"):
            pattern = rf"^\s*(?:{pattern})"
        hit = _option(pattern, entry.language).search(where)
        if hit and not wanted:
            return f"{key.replace('_', ' ')}: “{hit.group().strip()}”"
        if wanted and not hit:
            return f"{key.replace('_', ' ')} what is not there"
    return ""


_BESIDE = re.compile(r"unless[\w ]*: (“.+”)", re.DOTALL)


# “Ruritania's return to …”: what has an owner before it is no verb, so that nobody comes or goes.
_GENITIVE = re.compile(r"unless before: “(?:[’']s|its|their|his|her)”")


def is_no_word(blocked: str) -> bool:
    """Whether a match was kept from counting because what stands there is no word of its subject at all."""
    return (
        blocked in (OWN_COUNTRY, OWN_NAME, PARTNER, OWN_PAIR, OTHER_PAIR)
        or blocked.startswith(INSIDE_LONGER)
        or blocked.endswith(OWN_SIDE)
        or bool(_GENITIVE.fullmatch(blocked))
    )


def in_words(blocked: str) -> str:
    """Why a match does not count, for readers: the conditions of entries (see `_reason`) told without their names."""
    if beside := _BESIDE.fullmatch(blocked):
        return f"beside {beside[1]}"
    return "without the words that would make it the subject" if blocked.startswith("needs") else blocked


def find(
    lexicon: Lexicon | WordIndex | Sequence[Entry],
    text: str,
    start: int,
    end: int,
    *,
    lemmas: LemmaView | None = None,
) -> list[Match]:
    """All matches of a lexicon in ``text[start:end]``, in text order, blocked ones included.

    An entry's own conditions (see `_reason`) and then length decide: a match inside a longer one that counts is
    blocked, so that "Strait of Hormuz" is not also "Strait". A `WordIndex` of a lexicon finds the same, faster.
    Entries with ``on: lemma`` need ``lemmas``, a view
    of the same stretch.
    """
    found: list[Match] = []
    if isinstance(lexicon, WordIndex):
        found += [Match(e, a, b, _reason(e, text, a, b, start, end)) for e, a, b in lexicon.spans(text, start, end)]
        entries: Sequence[Entry] = lexicon.always
    else:
        entries = lexicon.entries if isinstance(lexicon, Lexicon) else lexicon
    for entry in entries:
        if entry.level == 0 and entry.layer not in ("topics", "speech", "emphasis") and not entry.options:
            continue
        if entry.on == "lemma":
            if lemmas is None:
                continue
            spans = [
                lemmas.back(m.start(), m.end()) for m in entry.regex.finditer(lemmas.lemmas) if m.end() > m.start()
            ]
            spans = [(a, b) for a, b in spans if start <= a and b <= end]
        else:
            spans = [m.span() for m in entry.regex.finditer(text, start, end) if m.end() > m.start()]
        found += [Match(entry, a, b, _reason(entry, text, a, b, start, end)) for a, b in spans]
    found.sort(key=lambda m: (m.start, -m.end, m.entry.id))
    return longest_wins(found)


def longest_wins(found: Sequence[Match]) -> list[Match]:
    """Block every match that lies within a longer one that counts. ``found`` is sorted by start, longer first."""
    result = []
    # In this order whatever covers a match comes before it, so the furthest end so far is all there is to know;
    # looking at every pair would take minutes on a long text that repeats one word.
    cover: Match | None = None
    for m in found:
        if m.blocked:
            result.append(m)
            continue
        if cover and m.end <= cover.end and m.end - m.start < cover.end - cover.start:
            result.append(replace(m, blocked=f"{INSIDE_LONGER} {cover.entry.id}"))
        else:
            result.append(m)
        if cover is None or m.end > cover.end:
            cover = m
    return result
