"""What each text says that somebody undertook, and what the other side's text says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz

from compare import concepts
from compare.acts import accepted, same_act, same_object, scheduled
from compare.alignment import likeness_of_terms
from compare.amounts import DATE, MEASURE, Amount
from compare.analysis import Reading
from compare.limits import limits
from compare.relations import CONTRADICTS, relate
from compare.saying import ALL, Saying, sayings
from compare.vectors import Cache, Encoder, vectors

CONFIRMED, NARROWER, ONE_SIDED, CONTRADICTED, SILENT = (
    "confirmed",
    "confirmed in narrower terms",
    "one-sided",
    "contradicted",
    "silent",
)
STATUSES = (CONFIRMED, NARROWER, ONE_SIDED, CONTRADICTED, SILENT)
"""The other side says so too · says so for a time, on a condition, in part, or as a proposal it welcomed · speaks of
the topic, not of the promise · denies it · does not speak of the topic."""

_LIKE, _LIKE_JOINT = 0.4, 0.27  # likeness from which a commitment is the same: one side's, and one of both together
_WITHIN, _WITHIN_JOINT = 0.33, 0.24  # the same where both are on one specific topic
_NEAR = 0.15  # likeness from which a statement is shown as the nearest the other side comes to a general promise
_NEAR_MIXED = 0.2  # the same with the concepts they share
_OWN = 0.1  # what it adds to likeness that the promiser speaks, and that he undertakes something
_TERMS_JOINT = 0.3  # concepts that a joint commitment on no common topic must share


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that a text says somebody undertook.

    said_by: who is made to say it. actor: side code that undertakes it, or 'both'. level: 3 does or will do, 2 intends,
    1 considers. trigger: the words of undertaking. content: the words of the statement. amounts, dates: as written.
    put_in_mouth: whether the text speaks of what the other side undertook, or has the other side's leader speak of what
    both did. status: on the other side. answer: the statement there that the status rests on, or None. searched:
    readouts of the other side that were read. limits: what makes the answer narrower, as a reader would be told.
    """

    saying: Saying
    said_by: str
    actor: str
    level: int
    trigger: str
    content: str
    topics: tuple[str, ...]
    amounts: tuple[str, ...]
    dates: tuple[str, ...]
    put_in_mouth: bool
    status: str
    answer: Saying | None
    searched: tuple[str, ...]
    limits: tuple[str, ...] = ()

    @property
    def apart(self) -> bool:
        """Whether the words of undertaking stand in the statement itself, not in the sentence that lists it."""
        found = self.saying.quotes("commitment")
        return not found or self.saying.statement.start <= found[0].start < self.saying.statement.end


def promises(
    here: Sequence[Reading], there: Sequence[Reading], *, encoder: Encoder | None = None, cache: Cache | None = None
) -> list[Promise]:
    """Promises in the texts of one side with their status in the texts of the other, in text order.

    A digest's silence is given as the silence it is; see ``Finding.note`` for how it is worded.
    """
    mine = [s for r in here for s in sayings(r)]
    theirs = [s for r in there for s in sayings(r)]
    made = [_promised(s) for s in mine if s.commitment and s.actor and not _conditional(s) and s.obliged != s.actor]
    made = [s for s in made if not _done(s)]
    made = [s for i, s in enumerate(made) if not any(_retold(s, o) for o in made[:i])]
    near: list[list[float]] = [[] for _ in made]
    if made and theirs:
        # An item is judged with the sentence that governs it as well as alone, on both sides.
        ours = [vectors(texts, encoder, cache) for texts in ([s.text for s in made], [s.sentence for s in made])]
        yours = [vectors(texts, encoder, cache) for texts in ([s.text for s in theirs], [s.sentence for s in theirs])]
        best = np.maximum.reduce([a @ b.T for a in ours for b in yours])
        near = [[float(v) for v in row] for row in best]
    welcomed = accepted(theirs)
    subjects: dict[tuple[str, int, str], frozenset[str]] = {}
    for s in made:
        key = s.readout_id, s.sentence_start, s.actor
        subjects[key] = subjects.get(key, frozenset()) | s.specific
    result = []
    for i, s in enumerate(made):
        listed = subjects[s.readout_id, s.sentence_start, s.actor]
        status, answer, narrower = _status(s, theirs, near[i], welcomed, listed)
        triggers = s.quotes("commitment")
        result.append(
            Promise(
                s,
                s.speaker,
                s.actor,
                s.commitment,
                triggers[0].quote if triggers else "",
                s.text,
                s.topics,
                tuple(m.quote for m in s.amounts if m.kind != DATE),
                tuple(dict.fromkeys(m.quote for m in s.amounts if m.kind == DATE)),
                s.speaker_side not in (s.side, "") if s.actor == ALL else s.actor != s.side,
                status,
                answer,
                tuple(r.readout.id for r in there),
                narrower,
            )
        )
    return result


_WEIGHT = (CONTRADICTED, NARROWER, CONFIRMED, ONE_SIDED, SILENT)


def joined(made: Sequence[Promise]) -> list[Promise]:
    """Promises with the items that one word of undertaking governs as one promise: the sentence.

    What is contradicted in one item is contradicted; what is confirmed in half of them or more is confirmed, and in
    narrower terms where one item is; what is confirmed in fewer is one-sided.
    """
    groups: dict[tuple[str, ...], list[Promise]] = {}
    for n, p in enumerate(made):
        whole = (p.saying.readout_id, str(p.saying.sentence_start), p.actor, *p.searched)
        groups.setdefault((str(n),) if p.apart else whole, []).append(p)
    return [_one(found) if len(found) > 1 else found[0] for found in groups.values()]


def _one(found: Sequence[Promise]) -> Promise:
    best = min(found, key=lambda p: _WEIGHT.index(p.status))
    borne_out = (CONFIRMED, NARROWER)
    if best.status in borne_out and 2 * sum(p.status in borne_out for p in found) < len(found):
        best = replace(best, status=ONE_SIDED, limits=())
    s = best.saying
    statement = replace(
        s.statement, start=s.sentence_start, end=s.sentence_start + len(s.sentence), text=s.sentence, role="sentence"
    )
    topics = tuple(dict.fromkeys(t for p in found for t in p.topics))
    return replace(
        best,
        saying=replace(s, statement=statement, topics=topics),
        level=max(p.level for p in found),
        content=s.sentence,
        topics=topics,
        amounts=tuple(dict.fromkeys(a for p in found for a in p.amounts)),
        dates=tuple(dict.fromkeys(d for p in found for d in p.dates)),
    )


_IF = {
    "en": re.compile(r"\b(?:if|unless|provided|as long as|should the)\b[^.;]*$", re.IGNORECASE),
    "zh": re.compile(r"(?:如果|若|只要|倘若|一旦|除非)[^。；]*$"),
    "ru": re.compile(r"\bесли\b[^.;]*$", re.IGNORECASE),
}


def _conditional(s: Saying) -> bool:
    """Whether the undertaking stands under a condition ("if the other side is willing to …")."""
    triggers = s.quotes("commitment")
    if not triggers or s.language not in _IF:
        return False
    return bool(_IF[s.language].search(s.text[: max(0, triggers[0].start - s.statement.start)]))


_MAXIM = re.compile(r"言必行|言必信|行必果|说到做到|一言九鼎|言出必行")
_PAST = re.compile(r"(?:执行|履行|落实|兑现)了$")
_REVIEW = re.compile(r"(?:相继|先后)[^，。]{0,4}(?:主办|举办|举行|签署|达成)")


def _done(s: Saying) -> bool:
    """Whether the words of undertaking tell of what is done already, or are a maxim that undertakes nothing named."""
    triggers = s.quotes("commitment")
    if not triggers:
        return False
    if all(e.rule == "com.for_the_act" or _MAXIM.search(e.quote) or _PAST.search(e.quote) for e in triggers):
        return True
    place = triggers[0].start - s.statement.start
    return s.language == "zh" and bool(_REVIEW.search(s.text[: max(0, place)]))


def _aside(s: Saying) -> tuple[int, int] | None:
    """The parenthesis in which the words of undertaking stand ("up to 20 tons (they have promised 25)"), if any."""
    for e in s.quotes("commitment"):
        for m in _PARENTHESIS.finditer(s.text):
            if m.start() <= e.start - s.statement.start < m.end():
                return m.start() + 1, m.end() - 1
    return None


_PARENTHESIS = re.compile(r"[(（][^()（）]{3,400}[)）]")


def _promised(s: Saying) -> Saying:
    """The statement cut to the parenthesis that alone undertakes something."""
    aside = _aside(s)
    if aside is None:
        return s
    start, end = s.statement.start + aside[0], s.statement.start + aside[1]
    part = replace(s.statement, start=start, end=end, text=s.text[aside[0] : aside[1]])
    return replace(s, statement=part, amounts=tuple(a for a in s.amounts if start <= a.start < end))


def _retold(s: Saying, earlier: Saying) -> bool:
    """Whether somebody only repeats what an earlier statement of the same text has the promiser say."""
    if s.readout_id != earlier.readout_id or s.actor != earlier.actor or s.speaker == earlier.speaker:
        return False
    return fuzz.ratio(s.text, earlier.text) >= 80


def _status(
    s: Saying,
    theirs: Sequence[Saying],
    near: Sequence[float],
    welcomed: Mapping[tuple[str, int], bool],
    subjects: frozenset[str],
) -> tuple[str, Saying | None, tuple[str, ...]]:
    """Status of a promise on the other side, the statement it rests on, and what makes that narrower.

    welcomed: proposals the other side's text says were taken up, and whether they were accepted (see
    `acts.accepted`); they count as joint undertakings. subjects: of the whole sentence that the promise stands in.
    """
    ranked = sorted(zip(near, range(len(theirs)), theirs, strict=True), key=lambda n: (-n[0], n[1]))
    spoken_of = frozenset(t for o in theirs for t in o.topics)
    # Where the text goes into the subject elsewhere, the denial is of one matter within it, not of the promise.
    denied = next((o for _, _, o in ranked if set(o.negated) & s.specific - spoken_of), None)
    if denied:
        return CONTRADICTED, denied, ()
    for value, _, o in ranked:
        if not people(s) or not people(s) <= people(o) or not same_act(s, o, value):
            continue
        undertaken = scheduled(o) or (o.commitment and o.actor in (s.actor, ALL))
        if undertaken and likeness_of_terms(s.text, s.language, o.text, o.language) >= _TERMS_JOINT:
            return _borne_out(s, o)
    for value, _, other in ranked:
        key = other.readout_id, other.statement.index
        yes = key in welcomed
        if not yes and (not other.commitment or other.actor not in (s.actor, ALL)):
            continue
        shared = bool(s.specific & other.specific)
        terms = likeness_of_terms(s.sentence, s.language, other.sentence, other.language)
        mixed = 0.65 * value + 0.35 * terms
        together = yes or (other.actor == ALL and other.commitment == 3)
        joint = s.actor == ALL and s.commitment == 3 and together and (shared or terms >= _TERMS_JOINT)
        if mixed < ((_WITHIN_JOINT if shared else _LIKE_JOINT) if joint else _WITHIN if shared else _LIKE):
            continue
        if _clash(s.amounts, other.amounts) or relate(s, other, mixed).relation == CONTRADICTS:
            return CONTRADICTED, other, ()
        if not same_act(s, other, value):
            continue
        if _measures(s.amounts) <= _measures(other.amounts):
            return _borne_out(s, other, welcomed=not welcomed.get(key, True))
        return ONE_SIDED, other, ()
    about = nearest(s, theirs, near, subjects)
    return (ONE_SIDED, about, ()) if about else (SILENT, None, ())


def _borne_out(s: Saying, o: Saying, *, welcomed: bool = False) -> tuple[str, Saying, tuple[str, ...]]:
    found = limits(s, o, welcomed=welcomed)
    return (NARROWER if found else CONFIRMED), o, found


def nearest(
    s: Saying, theirs: Sequence[Saying], near: Sequence[float], subjects: frozenset[str] = frozenset()
) -> Saying | None:
    """The statement with which another side's text comes nearest to a promise, None where none comes near.

    near: likeness of each statement, −1…1. subjects: those of the whole sentence of the promise. On a specific subject,
    what the promiser is made to say and an undertaking count more than other words, and a sentence that lists most of
    a list's subjects more than one on a single one.
    """
    whole: dict[tuple[str, int], frozenset[str]] = {}
    for o in theirs:
        key = o.readout_id, o.sentence_start
        whole[key] = whole.get(key, frozenset()) | o.specific
    ranked = []
    for value, o in zip(near, theirs, strict=True):
        listed = whole[o.readout_id, o.sentence_start]
        whole_list = covers(subjects, listed)
        if s.specific and not (s.specific & o.specific or people(s) & people(o) or whole_list):
            continue
        mixed = 0.65 * value + 0.35 * likeness_of_terms(s.sentence, s.language, o.sentence, o.language)
        if s.specific:
            own = s.actor == ALL or (o.actor or o.speaker_side) in (s.actor, ALL, "")
            mixed += _OWN * own + _OWN * bool(o.commitment and o.actor in (s.actor, ALL))
        many = len(subjects & listed) if whole_list else 0
        ranked.append((many, same_object(s, o), mixed, value, o, listed))
    if not ranked:
        return None
    many, _, mixed, value, best, listed = max(ranked, key=lambda r: r[:3])
    if not s.specific and (value < _NEAR or mixed < _NEAR_MIXED):
        return None
    return _listing(best, listed) if many else best


def covers(mine: frozenset[str], listed: frozenset[str]) -> bool:
    """Whether a sentence lists the subjects that a list does: three of them at least, and half."""
    return len(mine & listed) >= max(3, len(mine) / 2)


def _listing(s: Saying, listed: frozenset[str]) -> Saying:
    """The whole sentence of an item, with all its subjects."""
    end = s.sentence_start + len(s.sentence)
    whole = replace(s.statement, start=s.sentence_start, end=end, text=s.sentence, role="sentence")
    return replace(s, statement=whole, topics=tuple(dict.fromkeys((*s.topics, *sorted(listed)))))


_EVERYBODY = frozenset(f"name.{n}" for n in ("china", "us", "russia", "xi", "trump", "biden", "putin", "europe", "un"))


def people(s: Saying) -> frozenset[str]:
    """Concepts of names beyond those of the parties: ministers, places."""
    found = {f.concept.id for f in concepts.find(s.text, s.language) if f.concept.field == "names"}
    return frozenset(found) - _EVERYBODY - {f"name.{t}" for t in s.topics}


def _measures(found: Sequence[Amount]) -> set[tuple[float, str]]:
    return {m.key for m in found if m.kind == MEASURE}


def _clash(a: Sequence[Amount], b: Sequence[Amount]) -> bool:
    """Whether both name amounts of one measure and none of them agree."""
    units = {u for _, u in _measures(a)} & {u for _, u in _measures(b)}
    return any(
        {v for v, u in _measures(a) if u == unit}.isdisjoint({v for v, u in _measures(b) if u == unit})
        for unit in units
    )
