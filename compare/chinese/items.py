"""A sentence that enumerates subjects → its items, each with exact offsets, and the frame that is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from compare.chinese.topics import Hit

_CLAUSE = re.compile(r"[，；：,;:]|——")
_COMMA = re.compile(r"[、/]")
_AND = re.compile(r"以及|(?<![涉以])及|和|与|并")
_CIRCUMSTANCE = re.compile(
    r"(?:[^，。]{2,16}(?:指出|表示|强调)，)?(?:面对|不论|无论(?!是)|尽管|随着|鉴于|当前|当今|目前|(?:两国|双方)?(?:要|应)?(?:把握|顺应)|为[^，。]{0,20}(?:和平|繁荣|稳定)[^，。]{0,6}作)"
)
_BROAD = {"relationship", "other"}
_WITH = re.compile(r"(?:继续|进一步|积极)?[同与][^，。；、]{1,6}?(?:方|国)(?:一道|共同|携手)?，?")
_CLOSER = re.compile(r"等|(?:两|三|四|多)?(?:大|个)?领域|方面")
_OPENERS = re.compile(
    r"包括|例如|就|在|对|加强|深化|拓展|扩大|推进|推动|促进|开展|增进|涉及|涵盖|围绕|应对|关于|用好|建立|共同|签署|深挖|挖掘|做强|培育|打造|密切"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One listed subject: its span and topics."""

    start: int
    end: int
    topics: tuple[str, ...]


def split_items(
    text: str, start: int, end: int, hits: tuple[Hit, ...], modals: tuple[tuple[int, int], ...] = ()
) -> list[Item]:
    """Items of a sentence; [] where it does not enumerate at least two different subjects.

    modals: spans of what is asked or undertaken. One that stands before the first item only holds for all of them
    and stays in the frame.
    """
    named = sorted((h for h in hits if not h.inherited), key=lambda h: (h.start, -h.end))
    if len({h.topic for h in named}) < 2:
        return []
    clauses = _spans(text, start, end, _CLAUSE)
    pieces: list[Item] = []
    aside: list[Hit] = []
    for a, b in clauses:
        inside = [h for h in named if a <= h.start and h.end <= b]
        if not inside:
            continue
        if _CIRCUMSTANCE.match(text, a, b):
            aside += inside
            continue
        pieces += _list_parts(text, a, b, inside)
    crossing = [h for h in named if h not in aside and not any(p.start <= h.start and h.end <= p.end for p in pieces)]
    if crossing or len(pieces) < 2:
        return []
    if len({p.topics for p in pieces}) < 2:
        return []
    return [_without_modal(text, pieces[0], named, modals, pieces[1:]), *pieces[1:]]


def _without_modal(
    text: str, first: Item, named: list[Hit], modals: tuple[tuple[int, int], ...], later: list[Item]
) -> Item:
    if any(p.start <= a < p.end for a, _ in modals for p in later):
        return first
    hit = next(h for h in named if first.start <= h.start and h.end <= first.end)
    ends = [b for a, b in modals if first.start <= a and b <= hit.start]
    if not ends:
        return first
    with_whom = _WITH.match(text, ends[-1], hit.start)
    return Item(with_whom.end() if with_whom else ends[-1], first.end, first.topics)


def _spans(text: str, start: int, end: int, cut: re.Pattern[str]) -> list[tuple[int, int]]:
    found, at, depth = [], start, 0
    marks = {m.start(): m.end() for m in cut.finditer(text, start, end)}
    for i in range(start, end):
        depth += text[i] in "《（("
        depth -= text[i] in "》）)" and depth > 0
        if i in marks and not depth:
            found.append((at, i))
            at = marks[i]
    stop = end - 1 if end > start and text[end - 1] in "。！？!?" else end
    found.append((at, max(at, stop)))
    return [(a, b) for a, b in found if b > a]


def _topics_of(hits: list[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h.topic for h in hits))


def _list_parts(text: str, a: int, b: int, inside: list[Hit]) -> list[Item]:
    """The parts of one clause: split at 、 and, between two different subjects, at 和."""
    bounds = [m.span() for m in _COMMA.finditer(text, a, b)]
    for left, right in pairwise(inside):
        if left.topic != right.topic and not any(left.end <= x <= right.start for x, _ in bounds):
            joint = _AND.search(text, left.end, right.start)
            if joint or (left.end == right.start and not {left.topic, right.topic} & _BROAD):
                bounds.append(joint.span() if joint else (left.end, left.end))
    bounds.sort()
    edges = [a, *(y for _, y in bounds)]
    stops = [*(x for x, _ in bounds), b]
    groups: list[tuple[int, int, list[Hit]]] = []
    for x, y in zip(edges, stops, strict=True):
        own = [h for h in inside if x <= h.start and h.end <= y]
        if own:
            groups.append((x, y, own))
    if len({_topics_of(g[2]) for g in groups}) < 2:
        return [Item(a, b, _topics_of(inside))] if all(any(h in g[2] for g in groups) for h in inside) else []
    parts = []
    for n, (x, y, own) in enumerate(groups):
        if n == 0:
            openers = list(_OPENERS.finditer(text, x, own[0].start))
            x = openers[-1].end() if openers else own[0].start
            while x > a and text[x - 1] in "“《":
                x -= 1
        if n == len(groups) - 1:
            closer = _CLOSER.search(text, own[-1].end, y)
            y = closer.start() if closer else y
        parts.append(Item(x, y, _topics_of(own)))
    return parts
