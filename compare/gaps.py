"""Where two versions of one statement part: the gap between a Chinese and an English wording, with its reasons.

Classes after Mokry (2022): *minor* (a nuance), *degree* (the same said more or less strongly) and *substantive*
(something else is said). A gap always rests on words: concepts of one field (concepts.yaml) that the versions do not
share, numbers, negation, speakers. Likeness of vectors never makes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare import concepts
from compare.amounts import Number, numbers
from compare.concepts import GAPS, Concept, Field, Found
from compare.records import BOTH, PUBLISHER

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a pair: its sentences with the place of each in the whole text, and who is made to say it."""

    text: str
    spans: Spans
    language: str
    speakers: tuple[str, ...] = ()

    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Offset and words of every sentence."""
        return tuple((a, self.text[a:b]) for a, b in self.spans)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two versions part.

    gap: minor, degree or substantive. check: field or check that decided. why: what it tells. named: what each side
    says of it, '' for nothing. left, right: the words on each side, with spans in code points of the whole text;
    empty where a side has nothing to answer with.
    """

    gap: str
    check: str
    why: str
    named: tuple[str, str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_spans: Spans
    right_spans: Spans

    def mirrored(self) -> Reason:
        """The same reason with the sides exchanged."""
        return Reason(
            self.gap,
            self.check,
            self.why,
            self.named[::-1],
            self.right,
            self.left,
            self.right_spans,
            self.left_spans,
        )

    def __str__(self) -> str:
        return f"{self.why}: {self.named[0] or 'nothing'} against {self.named[1] or 'nothing'}"


@dataclass(frozen=True, slots=True)
class _Said:
    """The concepts of one version by field, and the ids that wording of it would pass for."""

    found: dict[str, list[Found]]
    ids: frozenset[str]


def _read(version: Version) -> _Said:
    found: dict[str, list[Found]] = {}
    ids: frozenset[str] = frozenset()
    for offset, sentence in version.sentences():
        ids |= concepts.ids(sentence, version.language)
        for f in concepts.find(sentence, version.language):
            moved = Found(f.concept, f.start + offset, f.end + offset, f.quote, f.negated)
            found.setdefault(f.concept.field, []).append(moved)
    return _Said(found, ids)


def gaps(left: Version, right: Version) -> tuple[Reason, ...]:
    """Every difference between two versions of one statement, gravest first; empty where none is seen.

    Two languages are compared by concept; other languages than Chinese and English by numbers and speakers alone.
    """
    a, b = _read(left), _read(right)
    reasons: list[Reason] = []
    for field in concepts.fields() if {left.language, right.language} <= {"en", "zh"} else ():
        if field.differ or any(c.alone for c in field.concepts):
            reasons += _field(field, a, b)
    reasons += _speakers(left, right)
    reasons += _numbers(left, right)
    return tuple(sorted(reasons, key=lambda r: -GAPS.index(r.gap)))


def gravest(reasons: Iterable[Reason]) -> str | None:
    """Class of the gravest reason, None where there is none."""
    return max((r.gap for r in reasons), key=GAPS.index, default=None)


def _field(field: Field, a: _Said, b: _Said) -> list[Reason]:
    """Concepts of one field that only one version has: answered by another one of the field, or by nothing."""
    mine, yours = a.found.get(field.id, []), b.found.get(field.id, [])
    only_a = _unshared(mine, b)
    only_b = _unshared(yours, a)
    result = _reversed_polarity(field, mine, yours)
    if not field.differ:
        only_a, only_b = [f for f in only_a if f.concept.alone], [f for f in only_b if f.concept.alone]
    elif only_a and only_b:
        x, y = _top(only_a), _top(only_b)
        gap = field.differ if x.level != y.level or not field.ordered else "minor"
        result.append(_reason(gap, field.id, field.reads, (_name(x), _name(y)), _of(only_a, x), _of(only_b, y)))
        only_a = [f for f in only_a if f.concept.id != x.id]
        only_b = [f for f in only_b if f.concept.id != y.id]
    for concept in _alone(only_a):
        named = (_name(concept), "")
        result.append(_reason(concept.alone, field.id, field.reads, named, _of(only_a, concept), []))
    for concept in _alone(only_b):
        named = ("", _name(concept))
        result.append(_reason(concept.alone, field.id, field.reads, named, [], _of(only_b, concept)))
    return result


def _name(concept: Concept) -> str:
    return concept.id.partition(".")[2].replace("_", " ")


def _unshared(found: Sequence[Found], other: _Said) -> list[Found]:
    return [f for f in found if f.concept.id not in other.ids]


def _top(found: Sequence[Found]) -> Concept:
    return max((f.concept for f in found), key=lambda c: (c.level, c.id))


def _of(found: Sequence[Found], concept: Concept) -> list[Found]:
    return [f for f in found if f.concept.id == concept.id]


def _alone(found: Sequence[Found]) -> list[Concept]:
    return [c for c in dict.fromkeys(f.concept for f in found) if c.alone]


def _reversed_polarity(field: Field, mine: Sequence[Found], yours: Sequence[Found]) -> list[Reason]:
    """The same stance, negated in one version and never in the other."""
    result = []
    for concept in field.concepts:
        x, y = _of(mine, concept), _of(yours, concept)
        if concept.polar and x and y and {f.negated for f in x}.isdisjoint({f.negated for f in y}):
            named = tuple(f"not {_name(concept)}" if found[0].negated else _name(concept) for found in (x, y))
            result.append(_reason("substantive", "negation", "negated in one version only", (named[0], named[1]), x, y))
    return result


def _reason(
    gap: str, check: str, why: str, named: tuple[str, str], left: Sequence[Found], right: Sequence[Found]
) -> Reason:
    return Reason(
        gap,
        check,
        why,
        named,
        tuple(f.quote for f in left),
        tuple(f.quote for f in right),
        tuple((f.start, f.end) for f in left),
        tuple((f.start, f.end) for f in right),
    )


def _speakers(left: Version, right: Version) -> list[Reason]:
    known = {"", PUBLISHER, BOTH}
    a, b = set(left.speakers) - known, set(right.speakers) - known
    if not a or not b or a & b:
        return []
    named = ", ".join(sorted(a)), ", ".join(sorted(b))
    return [Reason("substantive", "speaker", "who is made to say it", named, (), (), left.spans, right.spans)]


def _numbers(left: Version, right: Version) -> list[Reason]:
    """Amounts that differ are substantive, one in one version only is minor; dates are often added or left out."""
    a, b = _amounts(left), _amounts(right)
    only_a = [n for n in a if not any(n.value == m.value for m in b)]
    only_b = [m for m in b if not any(n.value == m.value for n in a)]
    result = []
    for dated, one, other in ((False, "amounts differ", "amount in one version only"), (True, "dates differ", "")):
        x, y = [n for n in only_a if n.date == dated], [m for m in only_b if m.date == dated]
        if x and y:
            result.append(_number_reason("substantive", one, x, y))
        elif (x or y) and other:
            result.append(_number_reason("minor", other, x, y))
    return result


def _number_reason(gap: str, why: str, x: Sequence[Number], y: Sequence[Number]) -> Reason:
    return Reason(
        gap,
        "numbers",
        why,
        (", ".join(n.quote for n in x), ", ".join(n.quote for n in y)),
        tuple(n.quote for n in x),
        tuple(n.quote for n in y),
        tuple((n.start, n.end) for n in x),
        tuple((n.start, n.end) for n in y),
    )


_SMALL = 3
"""Numbers up to this are words of grammar as often as amounts ("the two sides", 一条)."""


def _amounts(version: Version) -> list[Number]:
    return [
        Number(n.value, n.start + offset, n.end + offset, n.quote, n.date)
        for offset, sentence in version.sentences()
        for n in numbers(sentence, version.language)
        if n.value > _SMALL or n.date
    ]
