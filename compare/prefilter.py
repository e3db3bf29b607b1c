"""Where the entries of a lexicon can begin to match, told from the beginnings of words.

Most entries begin with a word boundary and a few fixed letters. They are kept by those letters and only tried at the
words that begin so; the rest are searched for in the whole text. The result is the same, a good deal faster.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from compare.lexicon import Entry, Lexicon

_LENGTH = 4
_REMEMBERED = 20_000
_WORD = re.compile(r"\w+")
_SRE: Any = importlib.import_module("re._parser")
_NAMES: Any = importlib.import_module("re._constants")


class WordIndex:
    """The entries of a lexicon by the first letters of what they match."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.always: list[Entry] = []
        self._by_prefix: dict[str, list[int]] = {}
        self._begun: dict[str, tuple[int, ...]] = {}
        for number, entry in enumerate(self.entries):
            prefixes = beginnings(entry) if entry.on == "text" else None
            if prefixes is None:
                self.always.append(entry)
            else:
                for prefix in prefixes:
                    self._by_prefix.setdefault(prefix, []).append(number)

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[Entry, int, int]]:
        """Every match of the indexed entries in ``text[start:end]``, those of one entry not overlapping."""
        taken: dict[int, int] = {}
        begun = self._begun
        for at, letters in _starts(text, start, end):
            numbers = begun.get(letters)
            if numbers is None:
                numbers = self._with(letters)
            for number in numbers:
                if taken.get(number, -1) > at:
                    continue
                m = self.entries[number].regex.match(text, at, end)
                if m and m.end() > at:
                    taken[number] = m.end()
                    yield self.entries[number], at, m.end()

    def _with(self, letters: str) -> tuple[int, ...]:
        """The entries a word that begins with these letters can begin; remembered for the next such word."""
        found = sorted({n for length in range(1, len(letters) + 1) for n in self._by_prefix.get(letters[:length], ())})
        if len(self._begun) >= _REMEMBERED:
            self._begun.clear()
        self._begun[letters] = tuple(found)
        return self._begun[letters]


@lru_cache(maxsize=2)
def _starts(text: str, start: int, end: int) -> tuple[tuple[int, str], ...]:
    """Where the words of a stretch begin, and with which letters: asked for by one lexicon after another."""
    return tuple((m.start(), m.group()[:_LENGTH].lower()) for m in _WORD.finditer(text, start, end))


@lru_cache(maxsize=32)
def index_of(lexicon: Lexicon) -> WordIndex:
    """The word index of a lexicon, made once."""
    return WordIndex(lexicon.entries)


def beginnings(entry: Entry) -> frozenset[str] | None:
    """First letters (at most four) of everything an entry can match, or None where that cannot be told."""
    try:
        tree = _SRE.parse(entry.pattern, entry.regex.flags & ~re.UNICODE)
        found = _first(list(tree), False)
    except (re.error, RecursionError, AttributeError, KeyError):
        return None
    if found is None or "" in found:
        return None
    return frozenset(found)


def _first(ops: list[Any], bound: bool) -> set[str] | None:
    """Beginnings of a sequence of parsed operations; '' stands for one that may match nothing."""
    n = _NAMES
    for at, (op, value) in enumerate(ops):
        if op is n.AT and value in (n.AT_BOUNDARY, n.AT_BEGINNING, n.AT_BEGINNING_STRING):
            bound = True
        elif op in (n.ASSERT, n.ASSERT_NOT):
            continue
        elif op is n.LITERAL:
            return {_run(ops[at:])} if bound and _letter(value) else None
        elif op is n.IN:
            letters = [v for o, v in value if o is n.LITERAL]
            if not bound or len(letters) != len(value) or not all(_letter(v) for v in letters):
                return None
            return {chr(v).lower() for v in letters}
        elif op is n.SUBPATTERN:
            return _then(_first(list(value[3]), bound), ops[at + 1 :], bound)
        elif op is n.BRANCH:
            union: set[str] = set()
            for branch in value[1]:
                part = _first(list(branch), bound)
                if part is None:
                    return None
                union |= part
            return _then(union, ops[at + 1 :], bound)
        elif op in (n.MAX_REPEAT, n.MIN_REPEAT):
            low, _, body = value
            inner = _first(list(body), bound)
            if inner is None:
                return None
            return _then(inner | ({""} if low == 0 else set()), ops[at + 1 :], bound)
        else:
            return None
    return {""}


def _then(found: set[str] | None, rest: list[Any], bound: bool) -> set[str] | None:
    if found is None or "" not in found:
        return found
    after = _first(rest, bound)
    return None if after is None else (found - {""}) | after


def _letter(code: int) -> bool:
    return chr(code).isalnum() or code == 0x5F


def _run(ops: list[Any]) -> str:
    letters = ""
    for op, value in ops:
        if op is not _NAMES.LITERAL or not _letter(value) or len(letters) == _LENGTH:
            break
        letters += chr(value).lower()
    return letters
