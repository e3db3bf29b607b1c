"""Many texts at once as an alignment table: rows are units, columns are texts, and a cell may be empty.

The model of collation scholars (Dekker and Middell, CollateX, 2011): tokens in a form to show and a form to compare,
texts aligned one after another, and neighbouring rows of one pattern joined. Each text is aligned with the earlier
text most like it by common blocks and longest common subsequences, which keeps the work near-linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from compare.wording import EQUAL, REPLACE, compare_words, cut, encode
from readouts.errors import InputError

AGREED, VARIANT, MISSING = "agreed", "variant", "missing"
"""A row all texts share · one that some word differently · one that some do not have."""

MOST_TEXTS = 60
"""Texts that are set side by side at once."""


class Cell(NamedTuple):
    """Words of one text in a row. start, end: code points in that text."""

    start: int
    end: int
    text: str


class Row(NamedTuple):
    """A unit across texts: one cell per text in the order given, None where a text has nothing there.

    kind: agreed, variant or missing.
    """

    kind: str
    cells: tuple[Cell | None, ...]


def collate(texts: Sequence[str], languages: Sequence[str], *, join: bool = True) -> tuple[Row, ...]:
    """Set texts side by side, word by word.

    texts: 1 to `MOST_TEXTS` texts. languages: one per text, or one for all. join: put neighbouring words of one
    pattern into one row; otherwise every row holds single words.
    Every word of every text stands in exactly one cell, in order. Raises InputError for too many texts, or for a
    number of languages that fits neither.
    """
    if len(texts) > MOST_TEXTS:
        raise InputError(f"{len(texts)} texts cannot be set side by side; choose at most {MOST_TEXTS}.")
    if len(languages) not in (1, len(texts)):
        raise InputError(f"{len(texts)} texts need one language each, or one for all; {len(languages)} were given.")
    codes = list(languages) * (len(texts) if len(languages) == 1 else 1)
    cuts = [cut(text, language) for text, language in zip(texts, codes, strict=True)]
    words = [w for _, w in cuts]
    table = _rows(words)
    patterns = [_pattern(row, words) for row in table]
    columns = [(text, spans) for text, (spans, _) in zip(texts, cuts, strict=True)]
    rows = []
    start = 0
    for r in range(1, len(table) + 1):
        if join and r < len(table) and patterns[r] == patterns[start]:
            continue
        ends = zip(columns, table[start], table[r - 1], strict=True)
        cells = tuple([None if x < 0 else _cell(text, spans[x][0], spans[y][1]) for (text, spans), x, y in ends])
        rows.append(Row(_kind(patterns[start]), cells))
        start = r
    return tuple(rows)


def _rows(words: Sequence[Sequence[str]]) -> list[list[int]]:
    """The table as numbers of words, −1 for an empty cell."""
    count = len(words)
    if not count:
        return []
    table = [[i] + [-1] * (count - 1) for i in range(len(words[0]))]
    coded = encode(*words) if count > 2 else []
    for new in range(1, count):
        near = 0 if new == 1 else max(range(new), key=lambda k: Indel.normalized_similarity(coded[k], coded[new]))
        table = _add(table, words, near, new)
    return table


def _add(table: list[list[int]], words: Sequence[Sequence[str]], near: int, new: int) -> list[list[int]]:
    """Put a text into the table along its differences from the text nearest to it."""
    count = len(words)
    at = [r for r, row in enumerate(table) if row[near] >= 0]
    result: list[list[int]] = []
    done = 0
    for tag, i, j, k, m in _in_order(compare_words(words[near], words[new])):
        if tag == EQUAL:
            for row_number, x in zip(at[i:j], range(k, m), strict=True):
                table[row_number][new] = x
            result += table[done : at[j - 1] + 1]
            done = at[j - 1] + 1
            continue
        end = at[j] if j < len(at) else len(table)
        start = done
        if tag == REPLACE:
            # Words that stand for others share their rows from the left, as far as both go.
            start = at[i]
            result += table[done:start]
        free = table[start:end] if tag == REPLACE or k < m else []
        if not free:
            result += [[-1] * new + [x] + [-1] * (count - new - 1) for x in range(k, m)]
            continue
        for x, row in zip(range(k, m), free, strict=False):
            row[new] = x
        result += free
        result += [[-1] * new + [x] + [-1] * (count - new - 1) for x in range(k + len(free), m)]
        done = end
    return result + table[done:]


def _in_order(ranges: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Differences with moved blocks taken apart into what is missing here and what is added there.

    A table keeps the order of every text, so that a word that moved stands in two rows.
    """
    plain = [r for r in ranges if r[0] != "moved"]
    moved = [r for r in ranges if r[0] == "moved"]
    if not moved:
        return plain
    equal = sorted((r for r in plain if r[0] == EQUAL), key=lambda r: r[1])
    result: list[tuple[str, int, int, int, int]] = []
    i = k = 0
    last_i = max((r[2] for r in ranges), default=0)
    last_k = max((r[4] for r in ranges), default=0)
    for tag, a, b, c, d in [*equal, (EQUAL, last_i, last_i, last_k, last_k)]:
        if a > i or c > k:
            result.append((REPLACE if a > i and c > k else "delete" if a > i else "insert", i, a, k, c))
        if b > a:
            result.append((tag, a, b, c, d))
        i, k = b, d
    return result


def _pattern(row: Sequence[int], words: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Which texts have the row, and which of them agree: −1 for an empty cell, else the number of the wording."""
    if len(row) == 2:
        i, k = row
        if i >= 0 and k >= 0:
            return (0, 0) if words[0][i] == words[1][k] else (0, 1)
        return (0, -1) if i >= 0 else (-1, 0)
    seen: dict[str, int] = {}
    return tuple(-1 if i < 0 else seen.setdefault(words[c][i], len(seen)) for c, i in enumerate(row))


def _kind(pattern: Sequence[int]) -> str:
    return MISSING if -1 in pattern else VARIANT if any(pattern) else AGREED


def _cell(text: str, start: int, end: int) -> Cell:
    return Cell(start, end, text[start:end])
