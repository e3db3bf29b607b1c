"""Whether one statement says what another has somebody do: the acts of both, beyond names and subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from compare import concepts
from compare.amounts import MEASURE
from compare.saying import ALL, Saying

_SUBJECTS = frozenset(
    f"t.{n}"
    for n in re.findall(
        r"\w+",
        "trade tariff sanction tech agri energy minerals drugs climate arms military law one_china reunify student war "
        "peace conflict crisis security humanitarian infrastructure",
    )
)
"""Concepts that say what an act is about rather than what is done."""
_EMPTY = frozenset(
    f"t.{n}"
    for n in re.findall(r"\w+", "relations leader people community benefit progress agree host direction momentum task")
)
"""Concepts that nearly every statement on two states has."""
_DOING = frozenset({"things", "stance", "removal"})
_KIN = {"t.visit": "t.talks", "t.dialogue": "t.communicate"}
_SHARE = 0.5  # share of the acts of one statement that the other must have
_SURE = 0.5  # likeness that stands for the act where no concept names it

_SCHEDULED = {
    "en": re.compile(r"\b(?:upcoming|forthcoming|scheduled|planned)\b", re.IGNORECASE),
    "zh": re.compile(r"即将|将于|近期"),
    "ru": re.compile(r"\b(?:предстоящ|запланированн|намеченн)\w*", re.IGNORECASE),
}
_PROPOSED = {
    "en": re.compile(r"\b(?:propos(?:ed|al|es)|suggest(?:ed|ion|s)|initiative|offer(?:ed)?)\b", re.IGNORECASE),
    "zh": re.compile(r"提议|建议|倡议"),
    "ru": re.compile(r"\b(?:предложени|предложил|инициатив|выдвин)\w*", re.IGNORECASE),
}
_WELCOMED = {
    "en": re.compile(r"\bresponded (?:positively|favou?rably) to (?:this|that|the|it)\b", re.IGNORECASE),
    "zh": re.compile(r"(?:积极|正面)回应"),
    "ru": re.compile(r"\b(?:положительно|позитивно) (?:откликн|отреагир|воспринял)\w*", re.IGNORECASE),
}
_AGREED = {
    "en": re.compile(r"(?<!not )\b(?:accepted|agreed to) (?:this|that|the|it)\b", re.IGNORECASE),
    "zh": re.compile(r"(?<![没不未])(?<!没有)(?:接受|同意)(?:了)?(?:这|该|上述|此)"),
    "ru": re.compile(r"(?<!не )\b(?:принял|поддержал)\w* (?:эту|это|данн\w+)", re.IGNORECASE),
}


def _said(text: str, language: str, other: str) -> list[str]:
    """Concepts of doing in text order, those left out that the other language has no wording for."""
    found = concepts.find(text, language)
    names = [(f.start, f.end) for f in found if f.concept.field == "names"]
    return list(
        dict.fromkeys(
            _KIN.get(f.concept.id, f.concept.id)
            for f in found
            if f.concept.field in _DOING
            and f.concept.id not in _EMPTY
            and other in f.concept.says
            # The words of a name ("Organisation of Cooperation") are no act.
            and not any(a <= f.start and f.end <= b for a, b in names)
        )
    )


def same_act(s: Saying, o: Saying, likeness: float) -> bool:
    """Whether ``o`` says what ``s`` has somebody do.

    likeness: 0…1, of the two statements; it decides only where no concept names the act. The other statement is read
    with the sentence that governs it. The head of an item must be shared: a schedule of meetings is no celebration.
    """
    mine = _said(s.text, s.language, o.language)
    theirs = set(_said(o.sentence, o.language, s.language))
    amounts = {m.key for m in s.amounts if m.kind == MEASURE}
    if amounts & {m.key for m in o.amounts}:
        return True
    acts = [a for a in mine if a not in _SUBJECTS]
    if not acts:
        common = sum(a in theirs for a in mine)
        return likeness >= (_SURE / 2 if common and common >= _SHARE * len(mine) else _SURE)
    head = acts[-1] if s.language == "zh" else acts[0]
    if s.statement.role == "item" and head not in theirs:
        return False
    return sum(a in theirs for a in acts) >= _SHARE * len(acts)


def same_object(s: Saying, o: Saying) -> bool:
    """Whether both speak of doing something about the same thing: half the concepts of ``s``, and two at least.

    What another side than the promiser says or does of its own is something else.
    """
    if s.actor != ALL and (o.actor or o.speaker_side) not in (s.actor, ALL, ""):
        return False
    mine = _said(s.text, s.language, o.language)
    common = set(mine) & set(_said(o.sentence, o.language, s.language))
    return len(common) >= max(2, _SHARE * len(mine)) and not common <= _SUBJECTS | {"removal.solve"}


def scheduled(o: Saying) -> bool:
    """Whether a statement takes what it names as settled to come ("the upcoming visit")."""
    return o.language in _SCHEDULED and bool(_SCHEDULED[o.language].search(o.text))


def accepted(said: Sequence[Saying]) -> dict[tuple[str, int], bool]:
    """Proposals that the next sentence of the same text takes up, and whether they were accepted or only welcomed.

    Keys are publication and number of statement; a proposal “responded to positively” has not been agreed to.
    """
    return {
        (a.readout_id, a.statement.index): bool(_AGREED[a.language].search(b.text))
        for a, b in pairwise(said)
        if a.language in _PROPOSED
        and a.readout_id == b.readout_id
        and a.sentence_start != b.sentence_start
        and a.speaker_side != b.speaker_side
        and _PROPOSED[a.language].search(a.sentence)
        and (_WELCOMED[a.language].search(b.text) or _AGREED[a.language].search(b.text))
    }
