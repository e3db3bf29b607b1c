"""Enumerating sentences: which stretch of a sentence belongs to which subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from compare.matching import Match
from compare.russian.morph import Token, is_finite

_BREAK = re.compile(
    r",?\s+(?:а\s+также|в\s+том\s+числе|включая|равно\s+как\s+и|так\s+и|а\s+равно|наряду\s+с|с\s+(?:\w+\s+)?(?:акцентом|упором)\s+на)\s+|[,;:]\s+(?:и\s+|а\s+|как\s+)?|\s+(?:и(?!\s+(?:далее|впредь|других|иных)\b)|или|либо)\s+"
)
_BETWEEN = re.compile(r"\bмежду\s+\w+$")
_NAME_BEFORE = re.compile(r"\b[А-ЯЁ][\w-]*$")
Span = tuple[int, int]


def subjects(
    text: str, start: int, end: int, found: Sequence[Match], words: Sequence[Token]
) -> list[tuple[Span, tuple[str, ...]]]:
    """Spans of the subjects that a sentence enumerates, with their topics; empty where it names at most one.

    A sentence enumerates where its triggers stand on different sides of a comma or conjunction and differ in topic.
    Stretches without a trigger belong to the subject before them.
    """
    hits = [m for m in found if not m.blocked]
    if len({m.entry.topic for m in hits}) < 2:
        return []
    edges = [start, *(m.end() for m in _BREAK.finditer(text, start, end) if not _inside(m, hits)), end]
    stops = {m.end(): m.start() for m in _BREAK.finditer(text, start, end)}
    groups: list[tuple[int, int, tuple[str, ...]]] = []
    waiting = -1
    for low, high in pairwise(edges):
        if waiting >= 0:
            low, waiting = waiting, -1
        topics = tuple(dict.fromkeys(m.entry.topic for m in hits if low <= m.start < high))
        if not topics:
            if (
                groups
                and any(low <= w.start < high and is_finite(w) for w in words)
                and any(m.start >= high for m in hits)
            ):
                # a clause of its own: it leads up to the subject that follows
                waiting = low
            elif groups:
                groups[-1] = (groups[-1][0], high, groups[-1][2])
            continue
        if groups and (set(topics) == set(groups[-1][2]) or topics == groups[-1][2][-1:]):
            groups[-1] = (groups[-1][0], high, groups[-1][2])
        else:
            groups.append((low, high, topics))
    if len(groups) < 2:
        return []
    spans = []
    for n, (low, high, topics) in enumerate(groups):
        first = min(m.start for m in hits if low <= m.start < high)
        begin = _begin(text, low, first, words) if n == 0 else low
        finish = stops.get(high, high)
        while finish > begin and text[finish - 1] in " .!?…,;:\n":
            finish -= 1
        spans.append(((begin, finish), topics))
    return spans


def _inside(edge: re.Match[str], hits: Sequence[Match]) -> bool:
    """Whether a comma or conjunction stands inside a trigger, or joins the two ends of «между … и …»."""
    if edge.group().strip() == "и":
        if _BETWEEN.search(edge.string, max(0, edge.start() - 40), edge.start()):
            return True
        # «служб России и Белоруссии»: two names that share the word before them, unless the second is a subject
        named = _NAME_BEFORE.search(edge.string, max(0, edge.start() - 30), edge.start())
        if (
            named
            and edge.string[edge.end() : edge.end() + 1].isupper()
            and not any(m.start == edge.end() for m in hits)
        ):
            return True
    return any(m.start < edge.start() and edge.end() < m.end for m in hits)


def _begin(text: str, low: int, first: int, words: Sequence[Token]) -> int:
    """Where the first subject begins: after the last predicate or general word before its trigger."""
    begin = low
    for word in words:
        if low <= word.start and word.end <= first and is_finite(word):
            begin = word.end
    while begin < first and not text[begin].isalnum() and text[begin] not in '«"':
        begin += 1
    return begin
