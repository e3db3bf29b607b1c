"""Two texts word by word: what was inserted, deleted, replaced or moved, and which phrases they share.

Blocks that both texts hold in common are found first, wherever they stand (Heckel, CACM 21/4, 1978). The heaviest
chain of blocks in the same order is equal; a block outside the chain has moved. What lies between is compared by
RapidFuzz's longest common subsequence on words. The work is near-linear, and bounded where texts are very long.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml
from rapidfuzz.distance import Indel

from compare.statements import jieba_words

EQUAL, INSERT, DELETE, REPLACE, MOVED = "equal", "insert", "delete", "replace", "moved"

MOVED_WORDS = 5
"""A block that changed its place counts as moved from so many tokens on; shorter ones are chance."""

_BLOCK = 4  # tokens of the seeds from which common blocks grow
_CANDIDATES = 8  # places at which one seed is tried
_CELLS = 400_000_000  # size of a stretch (tokens × tokens) that is still compared word by word
_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*|[^\w\s]|_")
_WORDLIKE = re.compile(r"[^\W_]")
_QUOTES = {ord(a): b for a, b in zip("’‘“”„«»‐‑–—", '\'\'"""""----', strict=True)}
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
    return unicodedata.normalize("NFKC", text).translate(_QUOTES).lower().replace("ё", "е")


def tokens(text: str, language: str) -> tuple[Token, ...]:
    """Words and marks of a text; Chinese is cut by jieba. White space belongs to no token.

    text (str): any. language: 'en', 'zh', 'ru'. Slicing the text by a token's span gives its ``text``.
    """
    if language == "zh":
        low = _level(text)
        cut = low if len(low) == len(text) else text
        spans = [(a, b) for a, b in jieba_words(cut) if not cut[a:b].isspace()]
        return tuple(Token(a, b, text[a:b], _level(text[a:b])) for a, b in spans)
    low = _level(text)
    if len(low) == len(text):
        return tuple(Token(a, b, text[a:b], low[a:b]) for a, b in (m.span() for m in _TOKEN.finditer(low)))
    return tuple(Token(*m.span(), m.group(), _level(m.group())) for m in _TOKEN.finditer(text))


def encode(*sequences: Sequence[str]) -> list[str]:
    """Sequences of words as strings with one character per word, the same word the same character throughout."""
    codes: dict[str, str] = {}
    result = []
    for words in sequences:
        for word in words:
            if word not in codes:
                n = len(codes) + 2  # 0 and 1 stand for moved words, which match nothing
                codes[word] = chr(n if n < 0xD800 else n + 0x800)
        result.append("".join([codes[w] for w in words]))
    return result


Range = tuple[str, int, int, int, int]
"""tag, token range on the left, token range on the right."""


def compare_words(a: Sequence[str], b: Sequence[str]) -> list[Range]:
    """Differences of two texts given as words, mirrored exactly when the arguments are swapped."""
    if a == b:
        return [(EQUAL, 0, len(a), 0, len(b))] if a else []
    if (len(a), a) <= (len(b), b):
        return _compare(*encode(a, b))
    flip = {INSERT: DELETE, DELETE: INSERT}
    found = [(flip.get(t, t), k, m, i, j) for t, i, j, k, m in _compare(*encode(b, a))]
    return sorted(found, key=lambda r: (r[1], r[2], r[3], r[4]))


def _blocks(a: str, b: str) -> list[tuple[int, int, int]]:
    """Common blocks (start in a, start in b, length), longest first, no token used twice."""
    places: dict[str, list[int]] = defaultdict(list)
    for k in range(len(b) - _BLOCK + 1):
        seen = places[b[k : k + _BLOCK]]
        if len(seen) < _CANDIDATES:
            seen.append(k)
    found = []
    i, n, m = 0, len(a), len(b)
    while i <= n - _BLOCK:
        best = (0, 0)
        for k in places.get(a[i : i + _BLOCK], ()):
            length = _BLOCK
            while i + length < n and k + length < m and a[i + length] == b[k + length]:
                length += 1
            if length > best[0]:
                best = (length, k)
        if best[0]:
            found.append((i, best[1], best[0]))
            i += best[0] - _BLOCK + 1
        else:
            i += 1
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


def _compare(a: str, b: str) -> list[Range]:
    blocks = _blocks(a, b)
    chain = _chain(blocks)
    result: list[Range] = []
    masked_a, masked_b = list(a), list(b)
    for number, (i, k, length) in enumerate(blocks):
        if number not in chain and length >= MOVED_WORDS:
            result.append((MOVED, i, i + length, k, k + length))
            masked_a[i : i + length] = "\0" * length
            masked_b[k : k + length] = "\1" * length
    a, b = "".join(masked_a), "".join(masked_b)
    i = k = 0
    raw: list[Range] = []
    for number in sorted(chain):
        x, y, length = blocks[number]
        raw += _between(a, b, i, x, k, y)
        raw.append((EQUAL, x, x + length, y, y + length))
        i, k = x + length, y + length
    raw += _between(a, b, i, len(a), k, len(b))
    result += _tidy(_without_moved(raw, a, b))
    return sorted(result, key=lambda r: (r[1], r[2], r[3], r[4]))


def _between(a: str, b: str, i: int, j: int, k: int, m: int) -> list[Range]:
    """Differences of a stretch by the longest common subsequence; of a stretch too large, replacement as a whole."""
    if i == j and k == m:
        return []
    if (j - i) * (m - k) > _CELLS:
        return [(DELETE, i, j, k, k), (INSERT, j, j, k, m)]
    if i == j or k == m:
        return [(DELETE if i < j else INSERT, i, j, k, m)]
    return [
        (o.tag, o.src_start + i, o.src_end + i, o.dest_start + k, o.dest_end + k) for o in Indel.opcodes(a[i:j], b[k:m])
    ]


def _without_moved(raw: Iterable[Range], a: str, b: str) -> list[Range]:
    """Deletions and insertions without the words that stand in moved blocks."""
    result: list[Range] = []
    for tag, i, j, k, m in raw:
        if tag == EQUAL:
            result.append((tag, i, j, k, m))
        elif tag == DELETE:
            result += [(tag, x, y, k, k) for x, y in _runs(a, i, j, "\0")]
        else:
            result += [(tag, i, i, x, y) for x, y in _runs(b, k, m, "\1")]
    return result


def _runs(codes: str, start: int, end: int, mask: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.compile(f"[^{mask}]+").finditer(codes, start, end)]


def _tidy(ops: Sequence[Range]) -> list[Range]:
    """Neighbours joined: delete and insert to replace, equal to equal."""
    result: list[Range] = []
    for op in ops:
        if result:
            tag, i, j, k, m = result[-1]
            if j == op[1] and m == op[3] and (tag == op[0] == EQUAL or EQUAL not in (tag, op[0])):
                joined = (
                    EQUAL if tag == EQUAL else REPLACE if op[2] > i and op[4] > k else DELETE if op[2] > i else INSERT
                )
                result[-1] = (joined, i, op[2], k, op[4])
                continue
        result.append(op)
    return result


def _change(left: int, right: int) -> str:
    return REPLACE if left and right else DELETE if left else INSERT


def diff(a: str, b: str, language_a: str, language_b: str = "") -> WordDiff:
    """Word differences of two texts.

    a, b (str): any length. language_a, language_b: 'en', 'zh' or 'ru'; the second defaults to the first.
    Swapping the sides mirrors the result exactly: ``diff(b, a, …) == diff(a, b, …).mirrored()``.
    """
    left, right = tokens(a, language_a), tokens(b, language_b or language_a)
    ranges = compare_words([t.norm for t in left], [t.norm for t in right])
    ops = tuple(sorted((Op(t, _span(left, i, j), _span(right, k, m)) for t, i, j, k, m in ranges), key=_order))
    same = sum(j - i for t, i, j, _, _ in ranges if t == EQUAL)
    moved = sum(j - i for t, i, j, _, _ in ranges if t == MOVED)
    return WordDiff(a, b, ops, len(left), len(right), same, moved)


def _span(words: Sequence[Token], i: int, j: int) -> tuple[int, int]:
    if i < j:
        return words[i].start, words[j - 1].end
    at = words[i - 1].end if i else 0
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
    left, right = tokens(a, language_a), tokens(b, language_b or language_a)
    code_a, code_b = encode([t.norm for t in left], [t.norm for t in right])
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
        start, length = _trim(left, i, best)
        if length >= minimum:
            key = " ".join(t.norm for t in left[start : start + length])
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


def _trim(words: Sequence[Token], start: int, length: int) -> tuple[int, int]:
    def weak(token: Token) -> bool:
        return token.norm in _SMALL or not _WORDLIKE.search(token.norm)

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
