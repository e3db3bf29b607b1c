"""What the statements of two sides are to each other: likeness proposes, checks decide one by one.

Two statements may sound alike and say the opposite ("does support" and "does not support"), so a relation rests on
named checks: speaker, addressee, persons named, polarity, position, obligation, warning, commitment, amounts, dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from compare import concepts
from compare.alignment import likeness_of_terms
from compare.amounts import DATE, Amount
from compare.analysis import Reading
from compare.saying import ALL, GENERAL, Saying, persons, sayings
from compare.vectors import Cache, Encoder, vectors
from compare.wording import tokens

SAME, REWORDED, STRONGER, WEAKER, MORE_SPECIFIC, CONTRADICTS, ONLY_HERE = (
    "same",
    "reworded",
    "stronger",
    "weaker",
    "more specific",
    "contradicts",
    "only here",
)
RELATIONS = (SAME, REWORDED, STRONGER, WEAKER, MORE_SPECIFIC, CONTRADICTS, ONLY_HERE)
"""What the first statement is to the second. `more specific` names the side in ``by``."""

AGREE, DIFFERS, LEFT, RIGHT, OPPOSED = "agree", "differs", "left", "right", "opposed"
"""Verdicts of a check: nothing between them · not the same · left or right goes further · they exclude each other."""

_PROPOSE = 0.42  # likeness from which two statements answer each other
_WITHIN_TOPIC = 0.3  # the same where both are on one specific topic
_PARTNERS = 3  # answers kept for one statement
_BARE = 3  # words up to which an item is only the name of its topic, whose one answer is any statement on it
_ALIKE = 0.72  # likeness from which equal checks mean "same" rather than "reworded"
_WORDS_ALIKE = 0.9  # the same for the words of one language
_MOST = 250_000  # pairs compared one by one; of longer texts only those on one specific topic are


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison that was made. verdict: one of the verdicts above. left, right: what was found on each side."""

    name: str
    verdict: str
    left: str
    right: str

    def mirrored(self) -> Check:
        """The check with the sides exchanged."""
        return Check(self.name, {LEFT: RIGHT, RIGHT: LEFT}.get(self.verdict, self.verdict), self.right, self.left)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement of one side and its answer on the other.

    left, right: one of them is None for `only here`. relation: one of RELATIONS, said of the left statement.
    by: 'left' or 'right', the side that is more specific (or alone), else ''. topics: those both are on.
    likeness: 0…1, what proposed the pair. checks: everything compared, in order.
    """

    left: Saying | None
    right: Saying | None
    relation: str
    by: str
    topics: tuple[str, ...]
    likeness: float
    checks: tuple[Check, ...]

    @property
    def decided_by(self) -> tuple[Check, ...]:
        """The checks that found a difference."""
        return tuple(c for c in self.checks if c.verdict != AGREE)

    def mirrored(self) -> Pair:
        """The pair with the sides exchanged."""
        return Pair(
            self.right,
            self.left,
            {STRONGER: WEAKER, WEAKER: STRONGER}.get(self.relation, self.relation),
            {"left": "right", "right": "left", "": ""}[self.by],
            self.topics,
            self.likeness,
            tuple(c.mirrored() for c in self.checks),
        )


def pair_sides(
    left: Reading, right: Reading, *, encoder: Encoder | None = None, cache: Cache | None = None
) -> list[Pair]:
    """Pair the statements of two sides, many to many, within topics and across the whole text.

    Every statement stands in at least one pair; one without an answer is `only here`. Swapping the sides mirrors
    every pair.
    """
    return pair_sayings(sayings(left), sayings(right), encoder=encoder, cache=cache)


def pair_sayings(
    left: Sequence[Saying], right: Sequence[Saying], *, encoder: Encoder | None = None, cache: Cache | None = None
) -> list[Pair]:
    """`pair_sides` for sayings already made."""
    likeness = _proposals(left, right, encoder, cache)
    kept = {pair for side, said in enumerate((left, right)) for pair in _best(likeness, side, said)}
    pairs = [relate(left[i], right[j], likeness[i, j]) for i, j in sorted(kept)]
    answered = {i for i, _ in kept}, {j for _, j in kept}
    pairs += [Pair(s, None, ONLY_HERE, "left", s.topics, 0.0, ()) for i, s in enumerate(left) if i not in answered[0]]
    pairs += [Pair(None, s, ONLY_HERE, "right", s.topics, 0.0, ()) for j, s in enumerate(right) if j not in answered[1]]
    return pairs


def _best(likeness: dict[tuple[int, int], float], side: int, said: Sequence[Saying]) -> list[tuple[int, int]]:
    """The likeliest answers of every statement of a side; of a bare item the one likeliest."""
    groups: dict[int, list[tuple[float, tuple[int, int]]]] = {}
    for pair, value in likeness.items():
        groups.setdefault(pair[side], []).append((value, pair))
    result = []
    for number, found in groups.items():
        found.sort(key=lambda f: (-f[0], f[1][1 - side]))
        most = 1 if said[number].statement.words <= _BARE else _PARTNERS
        result += [pair for value, pair in found[:most] if value >= found[0][0] - 0.25]
    return result


def _proposals(
    left: Sequence[Saying], right: Sequence[Saying], encoder: Encoder | None, cache: Cache | None
) -> dict[tuple[int, int], float]:
    if not left or not right:
        return {}
    cosine = vectors([s.text for s in left], encoder, cache) @ vectors([s.text for s in right], encoder, cache).T
    every = len(left) * len(right) <= _MOST
    found = {}
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            shared = (a.specific | frozenset(a.negated)) & (b.specific | frozenset(b.negated))
            if not every and not shared:
                continue
            near = float(cosine[i, j])
            if not shared and near < 0.2:
                continue
            value = 0.65 * max(0.0, near) + 0.35 * likeness_of_terms(a.text, a.language, b.text, b.language)
            if a.language == b.language:
                value = max(value, 0.8 * fuzz.token_sort_ratio(a.text[:400], b.text[:400]) / 100)
            general = set(a.topics) & set(b.topics) & GENERAL
            bound = _WITHIN_TOPIC if shared else _PROPOSE if general else _PROPOSE + 0.08
            bare = shared and min(a.statement.words, b.statement.words) <= _BARE
            if value >= bound or bare:
                found[i, j] = round(value, 4)
    return found


def relate(left: Saying, right: Saying, likeness: float | None = None) -> Pair:
    """The relation of two statements, with every check.

    likeness: what proposed the pair, 0…1; worked out where it is not given.
    """
    if likeness is None:
        likeness = _proposals([left], [right], None, None).get((0, 0), 0.0)
    checks = _checks(left, right)
    relation, by = _decide(left, right, checks, likeness)
    topics = tuple(t for t in left.topics + left.negated if t in right.topics + right.negated)
    return Pair(left, right, relation, by, tuple(dict.fromkeys(topics)), likeness, checks)


def _decide(left: Saying, right: Saying, checks: Sequence[Check], likeness: float) -> tuple[str, str]:
    verdicts = {c.name: c.verdict for c in checks}
    if OPPOSED in verdicts.values():
        return CONTRADICTS, ""
    force = [verdicts[n] for n in ("position", "obligation", "warning", "commitment") if n in verdicts]
    if LEFT in force and RIGHT not in force:
        return STRONGER, ""
    if RIGHT in force and LEFT not in force:
        return WEAKER, ""
    if force and {LEFT, RIGHT} <= set(force):
        return REWORDED, ""
    detail = {verdicts[n] for n in ("amounts", "dates", "detail") if n in verdicts} & {LEFT, RIGHT}
    if len(detail) == 1 and not {DIFFERS} & {verdicts.get("amounts"), verdicts.get("dates")}:
        return MORE_SPECIFIC, detail.pop()
    alike = all(v == AGREE for v in verdicts.values())
    words = _words_alike(left, right)
    if alike and (words >= _WORDS_ALIKE if words is not None else likeness >= _ALIKE):
        return SAME, ""
    return REWORDED, ""


def _words_alike(left: Saying, right: Saying) -> float | None:
    """Likeness of the words in their order, 0…1; None across languages."""
    if left.language != right.language:
        return None
    a, b = ([t.norm for t in tokens(s.text, s.language)] for s in (left, right))
    return fuzz.ratio(a, b) / 100


_LEVEL = {0: "none", 1: "asks", 2: "should", 3: "must"}
_DOES = {0: "none", 1: "considers", 2: "intends", 3: "commits"}


def _checks(a: Saying, b: Saying) -> tuple[Check, ...]:
    """All checks that apply, each on its own."""
    found = [
        _speaker(a, b),
        _addressee(a, b),
        _order_of_persons(a, b),
        _discussed(a, b),
        _negation(a, b),
        _position(a, b),
        _level("obligation", a.obligation, b.obligation, _LEVEL, a.obliged, b.obliged),
        _level("warning", a.warning, b.warning, {0: "none", 1: "opposes", 2: "draws a line", 3: "threatens"}, "", ""),
        _level("commitment", a.commitment, b.commitment, _DOES, a.actor, b.actor),
        _amounts(a, b),
        _dates(a, b),
        _detail(a, b),
    ]
    return tuple(c for c in found if c is not None)


def _speaker(a: Saying, b: Saying) -> Check:
    named = persons([a]) and persons([b])
    same = a.speaker == b.speaker or not named
    return Check("speaker", AGREE if same else DIFFERS, a.speaker, b.speaker)


def _addressee(a: Saying, b: Saying) -> Check | None:
    """Who is asked. The same demand laid on the other side is the opposite demand."""
    if not a.addressee or not b.addressee:
        return None
    if a.addressee == b.addressee:
        return Check("addressee", AGREE, a.addressee, b.addressee)
    return Check("addressee", OPPOSED if a.specific & b.specific else DIFFERS, a.addressee, b.addressee)


def _order_of_persons(a: Saying, b: Saying) -> Check | None:
    """Who did it to whom, in two statements of nearly the same words."""
    if a.language != b.language:
        return None
    one, two = _named(a), _named(b)
    if len(one) < 2 or sorted(one) != sorted(two):
        return None
    alike = fuzz.token_sort_ratio(a.text, b.text) >= 90
    verdict = AGREE if one == two else OPPOSED if alike else DIFFERS
    return Check("who to whom", verdict, " → ".join(one), " → ".join(two))


_NAMES = ("name.xi", "name.trump", "name.biden", "name.putin", "name.zelensky", "name.china", "name.us", "name.russia")


def _named(s: Saying) -> list[str]:
    order = [f.concept.id.partition(".")[2] for f in concepts.find(s.text, s.language) if f.concept.id in _NAMES]
    return list(dict.fromkeys(order))


def _discussed(a: Saying, b: Saying) -> Check | None:
    left, right = set(a.negated) & set(b.topics), set(b.negated) & set(a.topics)
    if left or right:
        word = ("said not discussed", "discussed") if left else ("discussed", "said not discussed")
        return Check("discussed", OPPOSED, *word)
    if set(a.negated) & set(b.negated):
        return Check("discussed", AGREE, "said not discussed", "said not discussed")
    return None


_NOT = {
    "en": re.compile(r"\b(?:not|never|no|nothing|nor|neither|cannot|without)\b|n['’]t\b", re.IGNORECASE),
    "zh": re.compile(r"(?<!不)不(?!断|仅|久|少|同|但|要忘)|没有|未|绝非|无意|无法"),
    "ru": re.compile(r"\b(?:не|ни|нет|никогда|нельзя|без)\b", re.IGNORECASE),
}


def _negation(a: Saying, b: Saying) -> Check | None:
    """Negations of two statements in one language that are otherwise worded alike."""
    if min(a.statement.words, b.statement.words) <= _BARE:
        # A bare item names its subject and asserts nothing that could be denied.
        return None
    if a.language != b.language:
        return None
    counts = [len(_NOT[s.language].findall(s.text)) for s in (a, b)]
    if counts[0] == counts[1]:
        return Check("negation", AGREE, str(counts[0]), str(counts[1])) if counts[0] else None
    bare = [_NOT[s.language].sub(" ", s.text) for s in (a, b)]
    alike = fuzz.token_set_ratio(*bare) >= 88
    return Check("negation", OPPOSED if alike else DIFFERS, str(counts[0]), str(counts[1])) if alike else None


_STANDS = {
    ("stance.support", False): (3, "supports"),
    ("stance.oppose", True): (2, "does not oppose"),
    ("stance.support", True): (1, "does not support"),
    ("stance.oppose", False): (0, "opposes"),
}


def _position(a: Saying, b: Saying) -> Check | None:
    """Support, not support, oppose. For and against exclude each other; opposing goes further than not supporting."""
    if not a.positions or not b.positions or not (a.specific & b.specific or a.language == b.language):
        return None
    left = {_STANDS[p] for p in a.positions if p in _STANDS}
    right = {_STANDS[p] for p in b.positions if p in _STANDS}
    words = ", ".join(w for _, w in sorted(left)), ", ".join(w for _, w in sorted(right))
    if left == right:
        return Check("position", AGREE, *words)
    if len(left) == 1 and len(right) == 1:
        (x, _), (y, _) = next(iter(left)), next(iter(right))
        if likeness_of_terms(a.text, a.language, b.text, b.language) < 0.5:
            return Check("position", DIFFERS, *words)  # very likely of different things
        if (x >= 2) != (y >= 2):
            return Check("position", OPPOSED, *words)
        far = x > y if x >= 2 else x < y
        return Check("position", LEFT if far else RIGHT, *words)
    return Check("position", DIFFERS, *words)


def _level(name: str, a: int, b: int, words: dict[int, str], who_a: str, who_b: str) -> Check | None:
    """Levels of one scale; they are ranked only where the same side has to, or undertakes it."""
    if not a and not b:
        return None
    left, right = (f"{words[n]} ({who})" if n and who else words[n] for n, who in ((a, who_a), (b, who_b)))
    if a and b and who_a != who_b and ALL not in (who_a, who_b):
        return Check(name, DIFFERS, left, right)
    return Check(name, AGREE if a == b else LEFT if a > b else RIGHT, left, right)


def _amounts(a: Saying, b: Saying) -> Check | None:
    return _compare_amounts("amounts", *([m for m in s.amounts if m.kind != DATE] for s in (a, b)))


def _dates(a: Saying, b: Saying) -> Check | None:
    return _compare_amounts("dates", *([m for m in s.amounts if m.kind == DATE] for s in (a, b)))


def _compare_amounts(name: str, a: Sequence[Amount], b: Sequence[Amount]) -> Check | None:
    """Amounts of one unit that differ exclude each other; amounts on one side only make that side more specific."""
    if not a and not b:
        return None
    words = "; ".join(dict.fromkeys(m.quote for m in a)), "; ".join(dict.fromkeys(m.quote for m in b))
    left, right = {m.key for m in a}, {m.key for m in b}
    if left == right:
        return Check(name, AGREE, *words)
    if left >= right:
        return Check(name, LEFT, *words)
    if right >= left:
        return Check(name, RIGHT, *words)
    units = {m.unit for m in a} & {m.unit for m in b} - {""}
    clash = any({v for v, u in left if u == unit}.isdisjoint({v for v, u in right if u == unit}) for unit in units)
    return Check(name, OPPOSED if clash and name == "amounts" else DIFFERS, *words)


def _detail(a: Saying, b: Saying) -> Check | None:
    """A bare item against a statement with words about it."""
    x, y = a.statement.words, b.statement.words
    if min(x, y) > 6 or max(x, y) < 3 * min(x, y):
        return None
    return Check("detail", LEFT if x > y else RIGHT, f"{x} words", f"{y} words")


def across(pairs: Sequence[Pair], topic: str) -> list[Pair]:
    """The pairs of one topic, those that differ most first."""
    order = {CONTRADICTS: 0, STRONGER: 1, WEAKER: 1, MORE_SPECIFIC: 2, ONLY_HERE: 3, REWORDED: 4, SAME: 5}
    about = [p for p in pairs if topic in p.topics]
    return sorted(about, key=lambda p: (order[p.relation], -p.likeness))
