"""Findings about promises: what one text says was undertaken, and how far the other side's text bears it out."""

from __future__ import annotations

from collections.abc import Sequence

from compare.acts import same_object
from compare.amounts import MEASURE
from compare.evidence import Finding, Quoting, Side, search_of
from compare.promises import CONFIRMED, CONTRADICTED, NARROWER, ONE_SIDED, SILENT, Promise, covers, people
from compare.saying import ALL, GENERAL
from compare.substance import DIGEST_NOTE, indicative, owner, upper


def promise_findings(here: Side, there: Side, made: Sequence[Promise], quoting: Quoting) -> list[Finding]:
    """One-sided and contradicted promises; items of one sentence together. Confirmed ones are no finding."""
    groups: dict[tuple[str, int, str], list[Promise]] = {}
    for p in made:
        own_word = not p.saying.specific and p.actor == here.code and p.saying.speaker_side == here.code
        if p.status == CONFIRMED or own_word:
            continue
        groups.setdefault((p.saying.readout_id, p.saying.sentence_start, p.actor), []).append(p)
    settled = {(p.saying.readout_id, p.saying.sentence_start) for p in made if p.status == CONFIRMED and not p.apart}
    return [
        _promise(here, there, found, quoting)
        for (readout_id, start, _), found in groups.items()
        # One undertaking over several items that is confirmed for one of them is confirmed.
        if (readout_id, start) not in settled
    ]


_UNDERTAKES = {3: "commitment", 2: "intention", 1: "consideration"}
_TOLD_FIRST = (CONTRADICTED, NARROWER, ONE_SIDED, SILENT)


def _promise(here: Side, there: Side, found: Sequence[Promise], quoting: Quoting) -> Finding:
    first = min(found, key=lambda p: _TOLD_FIRST.index(p.status))
    quotes = tuple(dict.fromkeys(q for p in found for q in quoting.both(p.saying)))
    ordered = sorted(found, key=lambda p: ("taiwan" not in p.topics, not p.saying.specific))
    first = next((p for p in ordered if p.status == first.status and p.answer and p.saying.specific), first)
    answer = tuple(dict.fromkeys(quoting.quote(p.answer) for p in (first, *found) if p.answer))
    if first.put_in_mouth and first.saying.speaker_side == first.actor:
        start = f"{upper(here.text)} {here.does('has', 'have')} {first.said_by} say: "
    else:
        whose = "a joint" if first.actor == ALL else owner(first.actor)
        names = here.does("names", "name")
        if first.saying.speaker_side not in (here.code, ""):
            names = f"{here.does('has', 'have')} {first.said_by} name"
        start = f"{upper(here.text)} {names} as {whose} {_UNDERTAKES[first.level]}: "
    words = list(dict.fromkeys(quoting.told(p.saying, "commitment", 80) for p in ordered))
    start += "; ".join(words[:3]) + ("; …" if len(words) > 3 else "")
    about = tuple(dict.fromkeys(t for p in ordered for t in p.topics if t not in GENERAL))
    topic = next(iter(about), first.topics[0] if first.topics else "")
    base = 64.0 if first.put_in_mouth else 54.0 if first.actor == ALL else 40.0
    weight = base + 6 * first.level + (12 if any(_measured(p) for p in found) else 0)
    weight += (6 if topic == "taiwan" else 0) - (26 if topic in GENERAL or not topic else 0)
    note = DIGEST_NOTE if there.silent_digest else ""
    if first.status == CONTRADICTED and first.answer:
        end, weight, note = f"{there.text} {there.does('says', 'say')}: {quoting.told(first.answer)}", 95.0, ""
    elif first.status == NARROWER and first.answer:
        weight, note = weight + _NARROWER, ""
        limits = ", ".join(dict.fromkeys(x for p in found for x in p.limits))
        end = f"{there.text} {there.does('says', 'say')} so in narrower terms ({limits}): {quoting.told(first.answer)}"
    elif first.status == ONE_SIDED and first.answer and topic in GENERAL and not _by_name(first):
        end = f"nothing in {there.text} answers it closely; nearest is {quoting.told(first.answer)}"
    elif first.status == ONE_SIDED and first.answer and _otherwise(found, first):
        end = f"{there.text} {there.does('says', 'say')} it otherwise: {quoting.told(first.answer)}"
    elif first.status == ONE_SIDED and first.answer and first.actor == ALL == first.answer.actor:
        names = there.does("names", "name")
        end = f"{there.text} {names} another joint undertaking on the subject: {quoting.told(first.answer)}"
    elif first.status == ONE_SIDED and first.answer:
        end = f"{there.text} {there.does('does', 'do')} not say so; nearest to it is {quoting.told(first.answer)}"
    else:
        end = f"{there.text} {there.does('has', 'have')} no such statement"
    if there.silent_digest and first.status not in (CONTRADICTED, NARROWER):
        end += " (the text itself was not searched)"
    return Finding(
        "promise",
        f"{start}; {end}.",
        min(weight, 96.0),
        here.code,
        topic,
        quotes,
        answer,
        () if first.status in (CONTRADICTED, NARROWER) else search_of(there, topic if topic not in GENERAL else ""),
        indicative(here, there),
        note,
        {"level": first.level},
        topics=about,
    )


_NARROWER = 16.0
"""What a promise weighs more that the other side bears out in narrower terms: both texts are at odds on one act."""


def _otherwise(found: Sequence[Promise], first: Promise) -> bool:
    """Whether an answer that confirms nothing is on the same act, or lists the same subjects."""
    if not first.answer:
        return False
    listed = frozenset(t for p in found for t in p.saying.specific)
    return same_object(first.saying, first.answer) or covers(listed, first.answer.specific) or _by_name(first)


def _by_name(p: Promise) -> bool:
    """Whether the answer names every minister and place that the promise names."""
    mine = people(p.saying)
    return bool(mine) and p.answer is not None and mine <= people(p.answer)


def _measured(p: Promise) -> bool:
    return any(m.kind == MEASURE for m in p.saying.amounts)
