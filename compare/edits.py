"""Silent edits: two revisions of one page, their differences ranked by what they change in the meaning.

A changed modal, negation, number, name, topic or set phrase comes first, punctuation last. The words themselves
are compared by `compare.wording.diff`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare import formulas, lexicon
from compare.matching import find
from compare.phrases import level
from compare.statements import paragraphs
from compare.wording import DELETE, EQUAL, INSERT, MOVED, diff
from readouts.errors import InputError
from readouts.model import Participant, Readout, Revision

KINDS = ("modal", "negation", "number", "name", "topic", "set phrase", "words", "moved", "punctuation")
"""Kinds of edit, from the one that matters most for the meaning to the one that matters least (order ours)."""

_LAYERS = {"obligation": "modal", "commitment": "modal", "warning": "modal", "topics": "topic"}
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*%?|[一二三四五六七八九十百千万亿两]{1,6}(?=[年月日个项条次点万亿吨架名])|百分之\w+"
)
_NEGATION = {
    "en": re.compile(r"\b(?:not|no|never|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE),
    "zh": re.compile(r"不|没有|未|无|非|勿|莫|绝不"),
    "ru": re.compile(r"\b(?:не|ни|нет|без|никогда|нельзя)\b", re.IGNORECASE),
}
_CAPITAL = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZА-ЯЁ][\w’'-]+", re.MULTILINE)
_WORDLIKE = re.compile(r"\w")
_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference. left, right: spans in the earlier and the later text; before, after: the words there.

    kind: one of KINDS; rank: its place in KINDS, 0 first. why: what made it that kind, e.g. “must” for “should”.
    """

    kind: str
    rank: int
    before: str
    after: str
    left: tuple[int, int]
    right: tuple[int, int]
    why: str
    context: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str
    value: str


def edits(before: str, after: str, language: str, participants: Iterable[Participant] = ()) -> tuple[Edit, ...]:
    """Differences of two texts, the weightiest first, then in text order.

    before, after: texts of two revisions. language: 'en', 'zh' or 'ru'. participants: their names count as names.
    """
    people = tuple(participants)
    marks_left, marks_right = _marks(before, language, people), _marks(after, language, people)
    found = []
    for op in diff(before, after, language).ops:
        if op.tag == EQUAL:
            continue
        kind, why = _kind(before, after, op.tag, op.left, op.right, marks_left, marks_right)
        low, high = max(0, op.right[0] - _CONTEXT), op.right[1] + _CONTEXT
        found.append(
            Edit(
                kind,
                KINDS.index(kind),
                before[slice(*op.left)],
                after[slice(*op.right)],
                op.left,
                op.right,
                why,
                " ".join(after[low:high].split()),
            )
        )
    return tuple(sorted(found, key=lambda e: (e.rank, e.right, e.left)))


def revision_edits(
    readout: Readout, first: int = 0, second: int = 0, participants: Iterable[Participant] = ()
) -> tuple[Revision, Revision, tuple[Edit, ...]]:
    """The edits between two revisions of a readout.

    first, second: revision numbers; the last two revisions of one fidelity and language when 0.
    Raises InputError where there are no two revisions that can be compared.
    """
    chosen = {r.number: r for r in readout.revisions}
    known = ", ".join(f"{r.number} ({r.fidelity.value})" for r in readout.revisions) or "none"
    if first and second:
        if lacking := [n for n in (first, second) if n not in chosen]:
            raise InputError(f"{readout.id} has no revision {lacking[0]}. It has: {known}.")
        one, two = chosen[first], chosen[second]
        if one.language != two.language:
            raise InputError(
                f"Revision {first} of {readout.id} is in {one.language!r}, revision {second} in {two.language!r}: "
                "edits are found within one language."
            )
    else:
        latest = readout.latest
        same = [
            r for r in readout.revisions if latest and (r.fidelity, r.language) == (latest.fidelity, latest.language)
        ]
        if len(same) < 2:
            raise InputError(f"{readout.id} has no two revisions of one sort to compare. It has: {known}.")
        one, two = same[-2], same[-1]
    return one, two, edits(one.text, two.text, two.language, participants)


def edited(readouts: Iterable[Readout]) -> tuple[Readout, ...]:
    """Those readouts of which two revisions of one fidelity and language differ."""
    result = []
    for r in readouts:
        kinds = Counter((v.fidelity, v.language) for v in r.revisions)
        if any(n > 1 for n in kinds.values()):
            result.append(r)
    return tuple(result)


def _marks(text: str, language: str, people: Sequence[Participant]) -> list[_Mark]:
    marks = [_Mark(*m.span(), "number", m.group()) for m in _NUMBER.finditer(text)]
    marks += [_Mark(*m.span(), "negation", m.group().lower()) for m in _NEGATION[language].finditer(text)]
    if language != "zh":
        marks += [_Mark(*m.span(), "name", m.group()) for m in _CAPITAL.finditer(text) if not m.group().isupper()]
    for name in {n for p in people for n in (*p.names.values(), p.short) if n}:
        marks += [_Mark(*m.span(), "name", name) for m in re.finditer(re.escape(name), text)]
    for layer, kind in _LAYERS.items():
        entries = lexicon.load(layer, language)
        for low, high in paragraphs(text):
            for match in find(entries, text, low, high):
                if not match.blocked:
                    value = match.entry.topic or f"{layer} {match.entry.level}"
                    marks.append(_Mark(match.start, match.end, kind, value))
    plain = level(text, language)
    for formula in formulas.load().formulas:
        for f in formula.find(text, language, plain):
            marks.append(_Mark(f.start, f.end, "set phrase", " ".join((formula.id, *f.altered))))
    return marks


def _touched(marks: Iterable[_Mark], span: tuple[int, int]) -> list[_Mark]:
    low, high = span if span[0] < span[1] else (span[0] - 1, span[1] + 1)
    return [m for m in marks if m.start < high and low < m.end]


def _kind(
    before: str,
    after: str,
    tag: str,
    left: tuple[int, int],
    right: tuple[int, int],
    marks_left: Sequence[_Mark],
    marks_right: Sequence[_Mark],
) -> tuple[str, str]:
    if tag == MOVED:
        return "moved", "the same words elsewhere"
    if not _WORDLIKE.search(before[slice(*left)] + after[slice(*right)]):
        return "punctuation", "only marks"
    there, here = _touched(marks_left, left), _touched(marks_right, right)
    reasons: dict[str, str] = {}
    for kind in KINDS[:6]:
        was = Counter(m.value for m in there if m.kind == kind)
        now = Counter(m.value for m in here if m.kind == kind)
        if was != now:
            reasons[kind] = _reason(kind, was - now, now - was)
    if "negation" in reasons and _only(there, before, left) and _only(here, after, right):
        # A modal is quoted with its negation; where that alone came or went, the modal stayed.
        reasons.pop("modal", None)
    if reasons:
        return next(iter(reasons)), "; ".join(reasons.values())
    return "words", {INSERT: "added", DELETE: "left out"}.get(tag, "reworded")


def _only(marks: Iterable[_Mark], text: str, span: tuple[int, int]) -> bool:
    """Whether a span holds nothing but negations."""
    words = text[slice(*span)].lower().split()
    return set(words) <= {m.value for m in marks if m.kind == "negation"}


def _reason(kind: str, gone: Counter[str], come: Counter[str]) -> str:
    left, right = ", ".join(sorted(gone)), ", ".join(sorted(come))
    if left and right:
        return f"{kind}: {right} for {left}"
    return f"{kind}: {right} added" if right else f"{kind}: {left} left out"
