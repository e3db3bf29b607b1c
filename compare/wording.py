"""Two texts word by word: what was inserted, deleted, replaced or moved, and which phrases they share.

Blocks that both texts hold in common are found first, wherever they stand (Heckel, CACM 21/4, 1978). The heaviest
chain of blocks in the same order is equal; a block outside the chain has moved. What lies between is compared by
RapidFuzz's longest common subsequence on words. The work is near-linear, and bounded where texts are very long.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from compare.statements import jieba_words

EQUAL, INSERT, DELETE, REPLACE, MOVED = "equal", "insert", "delete", "replace", "moved"

MOVED_WORDS = 7
"""A block that changed its place counts as moved from so many tokens on; shorter ones are chance."""

_BLOCK = 7  # tokens of the seeds from which common blocks grow
_CANDIDATES = 8  # places at which one seed is tried
_CELLS = 400_000_000  # size of a stretch (tokens × tokens) that is still compared word by word
_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*|[^\w\s]|_")
_WORDLIKE = re.compile(r"[^\W_]")
_QUOTES = tuple(zip("’‘“”„«»‐‑–—ё", '\'\'"""""----е', strict=True))
_SMALL = frozenset(
    re.findall(r"\S+", "a an the of to and in on for at by with that as is are it its и в на с о к по 的 了 和 在")
)


class Token(NamedTuple):
    """A word or mark ``[start, end)`` of a text. text: as shown. norm: as compared (case, width, quotes levelled)."""

    start: int
    end: int
    text: str
    norm: str


class Op(NamedTuple):
    """One stretch of a difference.

    tag: equal, insert, delete, replace or moved. left, right: spans in code points; empty (start = end, the place
    where something is missing) on the left of an insert and on the right of a delete. A moved block has both.
    """

    tag: str
    left: tuple[int, int]
    right: tuple[int, int]

    def swapped(self) -> Op:
        """The same stretch seen from the other side."""
        return Op({INSERT: DELETE, DELETE: INSERT}.get(self.tag, self.tag), self.right, self.left)


@dataclass(frozen=True, slots=True)
class WordDiff:
    """Differences of two texts, in the order of the left one. Every token of both stands in exactly one op.

    words_left, words_right: tokens of each side; equal, moved: tokens in equal and in moved stretches.
    """

    left: str
    right: str
    ops: tuple[Op, ...]
    words_left: int
    words_right: int
    equal: int
    moved: int

    @property
    def likeness(self) -> float:
        """Share of tokens that both texts have, moved or not: 0 (nothing) to 1 (the same text)."""
        total = self.words_left + self.words_right
        return round(2 * (self.equal + self.moved) / total, 4) if total else 1.0

    def mirrored(self) -> WordDiff:
        """The same differences with the sides exchanged."""
        return WordDiff(
            self.right,
            self.left,
            tuple(sorted((op.swapped() for op in self.ops), key=_order)),
            self.words_right,
            self.words_left,
            self.equal,
            self.moved,
        )

    def right_order(self) -> tuple[Op, ...]:
        """The ops in the order of the right text."""
        return tuple(sorted(self.ops, key=lambda op: _order(op.swapped())))


def _order(op: Op) -> tuple[int, int, int, int]:
    return (*op.left, *op.right)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that both texts use. left, right: where (spans in code points). words: how many tokens."""

    text: str
    words: int
    left: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """Different set phrases of one family on the two sides, e.g. “with prudence” and “with utmost caution”."""

    family: str
    gloss: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_spans: tuple[tuple[int, int], ...]
    right_spans: tuple[tuple[int, int], ...]


def _level(text: str) -> str:
    low = text.lower()
    if not text.isascii():
        low = unicodedata.normalize("NFKC", low)
        for mark, plain in _QUOTES:
            low = low.replace(mark, plain)
    return low


def tokens(text: str, language: str) -> tuple[Token, ...]:
    """Words and marks of a text; Chinese is cut by jieba. White space belongs to no token.

    text (str): any. language: 'en', 'zh', 'ru'. Slicing the text by a token's span gives its ``text``.
    """
    spans, norms = cut(text, language)
    return tuple(Token(a, b, text[a:b], norm) for (a, b), norm in zip(spans, norms, strict=True))


def cut(text: str, language: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Spans of the tokens of a text, and their normal forms: `tokens` without the records, for whole texts."""
    low = _level(text)
    same = len(low) == len(text)  # levelling may lengthen a text; then every word is levelled on its own
    base = low if same else text
    if language == "zh":
        spans = [(a, b) for a, b in jieba_words(base) if not base[a:b].isspace()]
    else:
        spans = [m.span() for m in _TOKEN.finditer(base)]
    words = [base[a:b] for a, b in spans]
    return spans, words if same else [_level(w) for w in words]


def encode(*sequences: Sequence[str]) -> list[str]:
    """Sequences of words as strings with one character per word, the same word the same character throughout."""
    vocabulary = dict.fromkeys(chain.from_iterable(sequences))
    codes = dict(zip(vocabulary, _alphabet(len(vocabulary))))  # noqa: B905  the alphabet is longer
    return ["".join(itemgetter(*words)(codes)) if words else "" for words in sequences]


def _alphabet(size: int) -> str:
    """So many different characters; 0 and 1 stand for moved words, and surrogates are no characters."""
    return _COMMON if size <= len(_COMMON) else "".join(map(chr, chain(range(2, 0xD800), range(0xE000, 0x110000))))


_COMMON = "".join(map(chr, range(2, 0xD800)))


Range = tuple[str, int, int, int, int]
"""tag, token range on the left, token range on the right."""


_place = itemgetter(1, 2, 3, 4)
_FLIP = {INSERT: DELETE, DELETE: INSERT, EQUAL: EQUAL, REPLACE: REPLACE, MOVED: MOVED}


def compare_words(a: Sequence[str], b: Sequence[str]) -> list[Range]:
    """Differences of two texts given as words, mirrored exactly when the arguments are swapped."""
    if a == b:
        return [(EQUAL, 0, len(a), 0, len(b))] if a else []
    # One direction is worked out, whichever way round the texts come: ties would fall differently in the other.
    swapped = (len(b), b) < (len(a), a)
    found, moved = _compare(*encode(b, a)) if swapped else _compare(*encode(a, b))
    if swapped:
        found = [(_FLIP[tag], k, m, i, j) for tag, i, j, k, m in found]
    for block in moved:
        insort(found, (MOVED, block[3], block[4], block[1], block[2]) if swapped else block, key=_place)
    return found


def _seeds(a: str, b: str) -> tuple[list[int], list[int]]:
    """Where in each text runs of `_BLOCK` words begin that stand somewhere else too: only these are looked at."""
    if min(len(a), len(b)) < _BLOCK:
        return [], []
    x, y = _hashes(a), _hashes(b)
    every = np.concatenate((x, y))
    every.sort()
    twice = every[1:][every[1:] == every[:-1]]
    if not twice.size:
        return [], []
    at = [np.searchsorted(twice, h).clip(max=twice.size - 1) for h in (x, y)]
    found: list[list[int]] = [np.flatnonzero(twice[i] == h).tolist() for i, h in zip(at, (x, y), strict=True)]
    return found[0], found[1]


def _hashes(codes: str) -> NDArray[np.uint64]:
    """A number for every run of `_BLOCK` words."""
    c = np.frombuffer(codes.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    size = len(c) - _BLOCK + 1
    hashed = c[:size].copy()
    for step in range(1, _BLOCK):
        hashed *= np.uint64(0x9E3779B97F4A7C15)
        hashed += c[step : step + size]
    return hashed


def _blocks(a: str, b: str) -> list[tuple[int, int, int]]:
    """Common blocks (start in a, start in b, length), longest first, no token used twice."""
    seeds, answers = _seeds(a, b)
    places: dict[str, list[int]] = defaultdict(list)
    for k in answers:
        seen = places[b[k : k + _BLOCK]]
        if len(seen) < _CANDIDATES:
            seen.append(k)
    found = []
    n, m, after = len(a), len(b), 0
    for i in seeds:
        if i < after:
            continue
        best = (0, 0)
        for k in places.get(a[i : i + _BLOCK], ()):
            length = _BLOCK
            while i + length < n and k + length < m and a[i + length] == b[k + length]:
                length += 1
            if length > best[0]:
                best = (length, k)
        if best[0]:
            found.append((i, best[1], best[0]))
            after = i + best[0] - _BLOCK + 1
    used_a, used_b = bytearray(n), bytearray(m)
    chosen = []
    for i, k, length in sorted(found, key=lambda f: (-f[2], f[0], f[1])):
        # Whatever a longer block took already is cut off from the ends.
        while length and (used_a[i] or used_b[k]):
            i, k, length = i + 1, k + 1, length - 1
        while length and (used_a[i + length - 1] or used_b[k + length - 1]):
            length -= 1
        if length < _BLOCK or any(used_a[i : i + length]) or any(used_b[k : k + length]):
            continue
        used_a[i : i + length] = b"\1" * length
        used_b[k : k + length] = b"\1" * length
        chosen.append((i, k, length))
    return sorted(chosen)


def _chain(blocks: Sequence[tuple[int, int, int]]) -> set[int]:
    """Numbers of the blocks of the heaviest chain that runs forward in both texts (Fenwick tree, O(n log n))."""
    ends = sorted({k for _, k, _ in blocks})
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ends) + 1)
    back: list[int] = []
    top = (0, -1)
    for number, (_, k, length) in enumerate(blocks):
        at, best = bisect_left(ends, k), (0, -1)
        while at:
            best = max(best, tree[at])
            at &= at - 1
        back.append(best[1])
        mine = (best[0] + length, number)
        top = max(top, mine)
        at = bisect_left(ends, k) + 1
        while at < len(tree):
            tree[at] = max(tree[at], mine)
            at += at & -at
    chain, number = set(), top[1]
    while number >= 0:
        chain.add(number)
        number = back[number]
    return chain


def _compare(a: str, b: str) -> tuple[list[Range], list[Range]]:
    """Differences of two encoded texts in the order in which they align, and the blocks that moved."""
    blocks = _blocks(a, b)
    chain = _chain(blocks)
    moved: list[Range] = []
    for number, (i, k, length) in enumerate(blocks):
        if number not in chain and length >= MOVED_WORDS:
            moved.append((MOVED, i, i + length, k, k + length))
            a = a[:i] + "\0" * length + a[i + length :]
            b = b[:k] + "\1" * length + b[k + length :]
    if len(a) * len(b) <= _CELLS and not moved:
        return _between(a, b, 0, len(a), 0, len(b)), moved
    i = k = 0
    found: list[Range] = []
    for x, y, length in [blocks[number] for number in sorted(chain)] + [(len(a), len(b), 0)]:
        stretch = _between(a, b, i, x, k, y)
        _join(found, _without_moved(stretch, moved, a, b))
        if length:
            _join(found, [(EQUAL, x, x + length, y, y + length)])
        i, k = x + length, y + length
    return found, moved


def _between(a: str, b: str, i: int, j: int, k: int, m: int) -> list[Range]:
    """Differences of a stretch by the longest common subsequence; of a stretch too large, replacement as a whole."""
    if i == j and k == m:
        return []
    if i == j or k == m or (j - i) * (m - k) > _CELLS:
        return [(_change(j - i, m - k), i, j, k, m)]
    result: list[Range] = []
    add = result.append
    x, y = i, k
    for u, v, size in Indel.opcodes(a[i:j], b[k:m]).as_matching_blocks():
        u, v = u + i, v + k
        if u > x:
            add((REPLACE if v > y else DELETE, x, u, y, v))
        elif v > y:
            add((INSERT, x, u, y, v))
        x, y = u + size, v + size
        if size:
            add((EQUAL, u, x, v, y))
    return result


def _without_moved(stretch: list[Range], moved: Sequence[Range], a: str, b: str) -> list[Range]:
    """Changes without the words that stand in moved blocks; only the changes where a block stands are touched."""
    hit: set[int] = set()
    for _, i, _, k, _ in moved:
        hit.add(bisect_right(stretch, i, key=itemgetter(1)) - 1)
        hit.add(bisect_right(stretch, k, key=itemgetter(3)) - 1)
    for number in sorted(hit - {-1}, reverse=True):
        tag, i, j, k, m = stretch[number]
        gone, new = _runs(a, i, j, "\0"), _runs(b, k, m, "\1")
        if tag == EQUAL or ((gone == [(i, j)] or i == j) and (new == [(k, m)] or k == m)):
            continue
        if len(gone) == 1 and len(new) == 1:
            stretch[number] = (REPLACE, *gone[0], *new[0])
        else:
            stretch[number : number + 1] = [(DELETE, x, y, k, k) for x, y in gone] + [
                (INSERT, j, j, x, y) for x, y in new
            ]
    return stretch


def _runs(codes: str, start: int, end: int, mask: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.compile(f"[^{mask}]+").finditer(codes, start, end)]


def _join(found: list[Range], more: list[Range]) -> None:
    """Put ranges behind others, two equal neighbours as one."""
    if found and more and found[-1][0] == EQUAL == more[0][0] and found[-1][2::2] == more[0][1::2]:
        more[0] = (EQUAL, found[-1][1], more[0][2], found[-1][3], more[0][4])
        found.pop()
    found += more


def _change(left: int, right: int) -> str:
    return REPLACE if left and right else DELETE if left else INSERT


def diff(a: str, b: str, language_a: str, language_b: str = "") -> WordDiff:
    """Word differences of two texts.

    a, b (str): any length. language_a, language_b: 'en', 'zh' or 'ru'; the second defaults to the first.
    Swapping the sides mirrors the result exactly: ``diff(b, a, …) == diff(a, b, …).mirrored()``.
    """
    (left, words_a), (right, words_b) = cut(a, language_a), cut(b, language_b or language_a)
    ranges = compare_words(words_a, words_b)
    ops = tuple(sorted((Op(t, _span(left, i, j), _span(right, k, m)) for t, i, j, k, m in ranges), key=_order))
    same = sum(j - i for t, i, j, _, _ in ranges if t == EQUAL)
    moved = sum(j - i for t, i, j, _, _ in ranges if t == MOVED)
    return WordDiff(a, b, ops, len(left), len(right), same, moved)


def _span(spans: Sequence[tuple[int, int]], i: int, j: int) -> tuple[int, int]:
    if i < j:
        return spans[i][0], spans[j - 1][1]
    at = spans[i - 1][1] if i else 0
    return at, at


def shared_phrases(
    a: str, b: str, language_a: str, language_b: str = "", *, minimum: int = 3, limit: int = 50
) -> tuple[Phrase, ...]:
    """Phrases of at least ``minimum`` tokens that both texts use, longest first, at most ``limit``.

    A phrase neither begins nor ends with a mark or a small word, and one that only occurs inside a longer shared
    phrase is left out.
    """
    if (len(b), b) < (len(a), a):
        other = shared_phrases(b, a, language_b or language_a, language_a, minimum=minimum, limit=limit)
        return tuple(Phrase(a[slice(*p.right[0])], p.words, p.right, p.left) for p in other)
    (left, words_a), (right, words_b) = cut(a, language_a), cut(b, language_b or language_a)
    code_a, code_b = encode(words_a, words_b)
    places: dict[str, list[int]] = defaultdict(list)
    for k in range(len(code_b) - minimum + 1):
        if len(seen := places[code_b[k : k + minimum]]) < _CANDIDATES:
            seen.append(k)
    where: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
    i = 0
    while i <= len(code_a) - minimum:
        best, at = 0, 0
        for k in places.get(code_a[i : i + minimum], ()):
            length = minimum
            while i + length < len(code_a) and k + length < len(code_b) and code_a[i + length] == code_b[k + length]:
                length += 1
            if length > best:
                best, at = length, k
        start, length = _trim(words_a, i, best)
        if length >= minimum:
            key = " ".join(words_a[start : start + length])
            spans = where.setdefault(key, ([], []))
            spans[0].append(_span(left, start, start + length))
            spans[1].append(_span(right, at + start - i, at + start - i + length))
        i += best or 1
    found = [
        Phrase(a[slice(*x[0])], len(key.split(" ")), tuple(dict.fromkeys(x)), tuple(sorted(set(y))))
        for key, (x, y) in where.items()
    ]
    return tuple(sorted(found, key=_phrase_order)[:limit])


def _phrase_order(p: Phrase) -> tuple[int, str]:
    return -p.words, p.text.casefold()


def _trim(words: Sequence[str], start: int, length: int) -> tuple[int, int]:
    def weak(word: str) -> bool:
        return word in _SMALL or not _WORDLIKE.search(word)

    while length and weak(words[start]):
        start, length = start + 1, length - 1
    while length and weak(words[start + length - 1]):
        length -= 1
    return start, length


@dataclass(frozen=True, slots=True)
class _Family:
    id: str
    gloss: str
    members: tuple[tuple[str, str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _families() -> tuple[_Family, ...]:
    rows = yaml.safe_load((Path(__file__).parent / "variants.yaml").read_text("utf-8"))
    return tuple(
        _Family(
            row["id"],
            row["gloss"],
            tuple(
                (language, member["as"], re.compile(member["pattern"], re.IGNORECASE))
                for language in ("en", "zh", "ru")
                for member in row.get(language, ())
            ),
        )
        for row in rows
    )


def variants(a: str, b: str, language_a: str, language_b: str = "") -> tuple[Variant, ...]:
    """Set phrases of one family that the two texts word differently (or in different force across languages)."""
    result = []
    for family in _families():
        left, right = _members(family, a, language_a), _members(family, b, language_b or language_a)
        if left and right and set(left) != set(right):
            result.append(
                Variant(
                    family.id,
                    family.gloss,
                    tuple(left),
                    tuple(right),
                    tuple(s for spans in left.values() for s in spans),
                    tuple(s for spans in right.values() for s in spans),
                )
            )
    return tuple(result)


def _members(family: _Family, text: str, language: str) -> dict[str, list[tuple[int, int]]]:
    """Members found, by their name, which is shared by equal ones of different languages; the longest wins."""
    taken: list[tuple[int, int]] = []
    found: dict[str, list[tuple[int, int]]] = {}
    for code, name, pattern in family.members:
        if code != language:
            continue
        for m in pattern.finditer(text):
            if not any(x < m.end() and m.start() < y for x, y in taken):
                taken.append(m.span())
                found.setdefault(name, []).append(m.span())
    return found
