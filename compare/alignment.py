"""Which sentences of one text say what which sentences of another version of it say, in order.

A monotone alignment by dynamic programming (Gale and Church, CL 19/1, 1993; with sentence vectors as in Vecalign,
Thompson and Koehn, EMNLP 2019). A lead sentence that sums up a later one is found afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from compare import concepts
from compare.amounts import numbers
from compare.records import BOTH, PUBLISHER
from compare.vectors import Cache, Encoder, Vectors, vectors

SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
"""Sentences of the left and of the right text that one bead may hold."""

_FLOOR = 0.36  # likeness of a bead worth nothing
_MORE = 0.02  # what each sentence of a bead beyond one and one costs
_ALONE = 0.08  # what a sentence left alone costs
_CONCEPTS = 0.35  # weight of shared names, numbers and concepts beside the vectors
_LENGTH = 0.08  # weight of unlikely lengths
_SPEAKER = 0.25  # taken off where different persons are made to speak
_LEAD = 0.4  # likeness, of vectors and of concepts, at which a sentence left alone joins a bead elsewhere
_JOINED = 400  # sentences of a side up to which joined sentences get a vector of their own
_CELLS = 300_000  # cells of the table; a larger one is cut to a band about its diagonal


@dataclass(frozen=True, slots=True)
class Aligned:
    """Numbers of the sentences that belong together; one side is empty where a sentence stands alone.

    likeness: cosine of the vectors, −1…1; 0.0 for a sentence alone. crossing: joined out of order.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float = 0.0
    crossing: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    texts: tuple[str, ...]
    language: str
    size: float
    vectors: tuple[Vectors, ...]
    terms: tuple[frozenset[str], ...]
    speakers: tuple[str, ...] = ()

    def terms_of(self, start: int, count: int) -> frozenset[str]:
        """Concepts and amounts of neighbouring sentences together."""
        return self.terms[start].union(*self.terms[start + 1 : start + count]) if count > 1 else self.terms[start]


def _side(
    texts: Sequence[str], language: str, speakers: Sequence[str], encoder: Encoder | None, cache: Cache | None
) -> _Side:
    n = len(texts)
    glue = "" if language == "zh" else " "
    size = sum(len(t) for t in texts) or 1
    terms = tuple(_terms(t, language) for t in texts)
    if n > _JOINED:
        single = vectors(texts, encoder, cache)
        many = [single]
        for count in (2, 3):
            summed = sum(single[k : n - count + 1 + k] for k in range(count))
            many.append(summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9))
        return _Side(tuple(texts), language, size, tuple(many), terms, tuple(speakers))
    wanted = [[glue.join(texts[i : i + count]) for i in range(max(0, n - count + 1))] for count in (1, 2, 3)]
    every = vectors([t for part in wanted for t in part], encoder, cache)
    cuts = np.cumsum([len(part) for part in wanted])
    parts = (every[: cuts[0]], every[cuts[0] : cuts[1]], every[cuts[1] :])
    return _Side(tuple(texts), language, size, parts, terms, tuple(speakers))


class _Scores:
    """Likeness of every bead of two sides, worked out when asked for."""

    def __init__(self, left: _Side, right: _Side) -> None:
        self._left, self._right = left, right
        self._ratio = math.log(left.size / right.size)
        self.cosine = {(x, y): left.vectors[x - 1] @ right.vectors[y - 1].T for x, y in SHAPES}

    def shared(self, i: int, x: int, j: int, y: int) -> float:
        """Dice coefficient of concepts and numbers, 0…1."""
        return _dice(self._left.terms_of(i, x), self._right.terms_of(j, y))

    def value(self, i: int, x: int, j: int, y: int) -> float:
        cosine = float(self.cosine[x, y][i, j])
        if cosine < 0.02:
            return cosine
        a = sum(len(t) for t in self._left.texts[i : i + x])
        b = sum(len(t) for t in self._right.texts[j : j + y])
        off = abs(math.log((a + 1) / (b + 1)) - self._ratio)
        value = cosine + _CONCEPTS * self.shared(i, x, j, y) - _LENGTH * max(0.0, off - 0.3)
        return value - _SPEAKER * self._other_speaker(i, x, j, y)

    def _other_speaker(self, i: int, x: int, j: int, y: int) -> bool:
        """Whether any two sentences of the bead are said by different persons."""
        named = {*self._left.speakers[i : i + x], *self._right.speakers[j : j + y]} - {"", BOTH, PUBLISHER}
        return len(named) > 1

    def lead(self, i: int, j: int) -> float:
        """How surely one sentence sums up another: the lesser of vectors and of concepts beyond names."""
        if self._other_speaker(i, 1, j, 1):
            return 0.0
        a = _terms(self._left.texts[i], self._left.language, names=False)
        b = _terms(self._right.texts[j], self._right.language, names=False)
        if len(a) + len(b) < 8:
            return 0.0
        return min(float(self.cosine[1, 1][i, j]), 2 * len(a & b) / (len(a) + len(b)))


def likeness_of_terms(a: str, language_a: str, b: str, language_b: str) -> float:
    """Share of concepts and amounts that two sentences have in common (Dice), 0…1."""
    return _dice(_terms(a, language_a), _terms(b, language_b))


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


@lru_cache(maxsize=20_000)
def _terms(text: str, language: str, *, names: bool = True) -> frozenset[str]:
    said = {f.concept.id for f in concepts.find(text, language) if names or f.concept.field != "names"}
    return frozenset(said | {f"#{n.value:g}" for n in numbers(text, language) if n.value > 2})


def align(
    left: Sequence[str],
    right: Sequence[str],
    language_left: str,
    language_right: str,
    *,
    speakers_left: Sequence[str] = (),
    speakers_right: Sequence[str] = (),
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> list[Aligned]:
    """Align the sentences of two versions of one text.

    left, right: sentences in order. speakers_left, speakers_right: who is made to say each of them, where known.
    Every sentence stands in exactly one result; results follow the left text, right ones left alone stand where
    they fall. Swapping the sides gives the same beads with the sides exchanged.
    """
    if not left or not right:
        return [Aligned((i,), ()) for i in range(len(left))] + [Aligned((), (j,)) for j in range(len(right))]
    if (language_right, len(right), tuple(right)) < (language_left, len(left), tuple(left)):
        swapped = align(
            right,
            left,
            language_right,
            language_left,
            speakers_left=speakers_right,
            speakers_right=speakers_left,
            encoder=encoder,
            cache=cache,
        )
        return _sorted([Aligned(b.right, b.left, b.likeness, b.crossing) for b in swapped])
    scores = _Scores(
        _side(left, language_left, speakers_left, encoder, cache),
        _side(right, language_right, speakers_right, encoder, cache),
    )
    beads = _path(scores, len(left), len(right))
    return _sorted(_leads(beads, scores))


def _sorted(beads: Sequence[Aligned]) -> list[Aligned]:
    """In the order of the left text; a right sentence alone goes before the bead that its successor stands in."""
    after: list[tuple[float, float, Aligned]] = []
    lefts = sorted((b.right[-1], b.left[-1]) for b in beads if b.left and b.right and not b.crossing)
    for bead in beads:
        if bead.left:
            after.append((bead.left[-1], 0, bead))
        else:
            before = [i for j, i in lefts if j < bead.right[0]]
            after.append(((before[-1] if before else -1) + 0.5, bead.right[0], bead))
    return [bead for _, _, bead in sorted(after, key=lambda a: a[:2])]


def _path(scores: _Scores, n: int, m: int) -> list[Aligned]:
    wide = m + 1 if n * m <= _CELLS else max(30, _CELLS // max(n, 1))
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(n + 1):
        centre = i * m // n
        for j in range(max(0, centre - wide), min(m, centre + wide) + 1):
            here = best.get((i, j))
            if here is None:
                continue
            for x, y in ((1, 0), (0, 1), *SHAPES):
                if i + x > n or j + y > m:
                    continue
                gain = scores.value(i, x, j, y) - _FLOOR - _MORE * (x + y - 2) if x and y else -_ALONE
                value = here[0] + gain
                if (i + x, j + y) not in best or value > best[i + x, j + y][0] + 1e-9:
                    best[i + x, j + y] = (value, x, y)
    beads, i, j = [], n, m
    while i or j:
        _, x, y = best[i, j]
        i, j = i - x, j - y
        likeness = float(scores.cosine[x, y][i, j]) if x and y else 0.0
        beads.append(Aligned(tuple(range(i, i + x)), tuple(range(j, j + y)), round(likeness, 3)))
    return beads[::-1]


def _leads(beads: list[Aligned], scores: _Scores) -> list[Aligned]:
    """Let a sentence left alone join the bead elsewhere that says the same: a news lead sums up what follows."""
    result = list(beads)
    for side in ("left", "right"):
        for bead in [b for b in result if not (b.left and b.right)]:
            alone = bead.left if side == "left" else bead.right
            if not alone:
                continue
            best: tuple[float, Aligned | None, float] = (_LEAD, None, 0.0)
            for other in result:
                facing = other.right if side == "left" else other.left
                own = other.left if side == "left" else other.right
                if other is bead or not facing or len(facing) > 1 or len(own) > 2:
                    continue
                i, j = (alone[0], facing[0]) if side == "left" else (facing[0], alone[0])
                value = scores.lead(i, j)
                if value > best[0]:
                    best = (value, other, float(scores.cosine[1, 1][i, j]))
            if best[1] is not None:
                other = best[1]
                result = [b for b in result if b is not bead and b is not other]
                result.append(
                    Aligned(
                        tuple(sorted(other.left + bead.left)),
                        tuple(sorted(other.right + bead.right)),
                        other.likeness if other.likeness else round(best[2], 3),
                        True,
                    )
                )
    return result
