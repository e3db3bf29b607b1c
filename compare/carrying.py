"""Sentences that enumerate: what their head says of every item, carried over to the items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from compare.records import Evidence, Statement, Tone

_NEAR = 60
"""Characters."""
_FORCE = ("warmth", "obligation", "commitment", "warning")
_KEPT_OUT = re.compile(
    r"(?:without|rather than|instead of|except|excluding)\b|(?:кроме|исключая|вместо|за исключением)\b", re.IGNORECASE
)
_OWN_SUBJECT = re.compile(
    r"(?:he|she|they|it|we|i)\s+\w+|(?:он|она|они|мы|я)\s+\w+"
    r"|[“「]?(?:[\u3400-\u9fff]方|双边|双方|两国|各方|各国|我们?|你们?|他们?|中国|美国|俄罗斯|国际社会|[\u3400-\u9fff]{1,6}是)",
    re.IGNORECASE,
)
_CONSEQUENCES = (".consequence", ".ruin", ".danger", ".danger.abroad", ".only_leads", ".risk", ".harm", ".drag")
_BREAK = re.compile(r"[;，；。]|,(?!\s+(?:including|such as|namely|especially|in particular|включая|в том числе)\b)")
_CLAUSES = re.compile(r"[\u3400-\u9fff]")


def carried(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, each item with the tone of what governs it besides its own.

    What stands before an item in its sentence governs it (“raised concerns over A and B”, 应该…A，…B), unless the item
    is named as kept out (“without limiting trade”) or has a subject of its own. Warmth and warnings govern only the
    clause they stand in. A frame without a topic keeps what governs none of its items.
    """
    groups: dict[int, list[Statement]] = {}
    for s in statements:
        if s.role in ("frame", "item"):
            groups.setdefault(s.group, []).append(s)
    made: dict[int, Statement] = {}
    for members in groups.values():
        frame = next((s for s in members if s.role == "frame"), None)
        items = sorted((s for s in members if s.role == "item"), key=lambda s: s.start)
        if frame and items:
            made |= _group(frame, items)
    return tuple(made.get(s.index, s) for s in statements)


def governed_from(s: Statement) -> int:
    """Where a quote of a carried statement begins: at the word that governs it, where that stands near before it."""
    heads = (e.start for e in s.tone.evidence if e.layer in _FORCE and not e.blocked and e.start < s.start)
    begin = min(heads, default=s.start)
    return begin if s.start - begin <= _NEAR else s.start


def _group(frame: Statement, items: list[Statement]) -> dict[int, Statement]:
    made: dict[int, Statement] = {}
    given: set[Evidence] = set()
    before: Statement | None = None
    since = frame.start
    for item in items:
        if _OWN_SUBJECT.match(item.text):
            since = item.start
        heads = [] if _KEPT_OUT.match(item.text) else _governing(frame, items, item, since)
        tone = _with(item.tone, frame.tone, heads)
        if before is not None and since != item.start and not heads and _runs_on(frame, before, item):
            tone = _with(tone, before.tone, [e for e in before.tone.evidence if e.layer in _FORCE[1:3]])
        given |= set(heads)
        made[item.index] = before = replace(item, tone=tone)
    if not frame.topics:
        made[frame.index] = replace(frame, tone=_left(frame.tone, given))
    return made


def _left(tone: Tone, given: set[Evidence]) -> Tone:
    """The tone of a frame without the scales all of whose marks its items have taken over."""
    kept = {e.layer for e in tone.evidence if not e.blocked and e not in given}
    gone = {e.layer for e in given if e.layer in _FORCE} - kept
    return replace(
        tone,
        warmth=0 if "warmth" in gone else tone.warmth,
        obligation=None if "obligation" in gone else tone.obligation,
        commitment=None if "commitment" in gone else tone.commitment,
        warning=0 if "warning" in gone else tone.warning,
        evidence=tuple(e for e in tone.evidence if e.blocked or e.layer not in gone),
    )


def _governing(frame: Statement, items: Sequence[Statement], item: Statement, since: int) -> list[Evidence]:
    """The marks of the frame that govern an item. since: where the clause began in which the item stands."""
    found = []
    for e in frame.tone.evidence:
        if e.blocked or not since <= e.start < item.start:
            continue
        if e.layer in ("warmth", "warning"):
            first = next(i.start for i in items if i.start > e.start)
            # “would bring a crisis of trade, food …”: those that a consequence would strike are not what is warned of.
            struck = [i for i in items if i.start < e.end and e.start < i.end]
            if e.rule.endswith(_CONSEQUENCES) or (len(struck) > 1 and e.value not in (1, -1)):
                continue
            if len(struck) == 1 and item not in struck:
                continue
            if _BREAK.search(frame.text, e.end - frame.start, first - frame.start):
                continue
        found.append(e)
    return found


def _runs_on(frame: Statement, before: Statement, item: Statement) -> bool:
    """应该…，解开…: in Chinese the clauses after the first share its subject and what is asked of it."""
    gap = frame.text[before.end - frame.start : item.start - frame.start]
    return gap == "，" and bool(_CLAUSES.search(item.text)) and not (item.tone.obligation or item.tone.commitment)


def _with(own: Tone, above: Tone, heads: Sequence[Evidence]) -> Tone:
    """A tone with what governs it: the item's own values where it has any."""
    layers = {e.layer for e in heads}
    return replace(
        own,
        warmth=own.warmth or (above.warmth if "warmth" in layers else 0),
        obligation=own.obligation or (above.obligation if "obligation" in layers else None),
        commitment=own.commitment or (above.commitment if "commitment" in layers else None),
        warning=own.warning or (above.warning if "warning" in layers else 0),
        evidence=(*own.evidence, *(e for e in heads if e not in own.evidence)),
    )
