"""Which statement answers which between the columns, as tags below the statements and marks for the browser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import quote

from compare.analysis import Reading
from compare.dashboard.address import View, href
from compare.dashboard.background import Links
from compare.dashboard.parts import side_mark
from compare.dashboard.reader import Beside, place
from compare.gaps import Reason
from compare.markup import Markup, join, line, tag, tip
from compare.pairing import Bead
from compare.palette import language_name, side_class, side_name
from compare.records import Statement
from compare.relations import CONTRADICTS, MORE_SPECIFIC, REWORDED, SAME, STRONGER, WEAKER, Check, Pair
from readouts.model import Fidelity

LESS_SPECIFIC = "less specific"
SIGNS = {SAME: "=", REWORDED: "≈", STRONGER: ">", WEAKER: "<", MORE_SPECIFIC: "⊃", LESS_SPECIFIC: "⊂", CONTRADICTS: "≠"}
"""Relation, as said of the statement below which it stands → its sign."""

THAN = {
    STRONGER: " than",
    WEAKER: " than",
    MORE_SPECIFIC: " than",
    LESS_SPECIFIC: " than",
    SAME: " as",
    REWORDED: " in",
}
INVERSE = {STRONGER: WEAKER, WEAKER: STRONGER, MORE_SPECIFIC: LESS_SPECIFIC, LESS_SPECIFIC: MORE_SPECIFIC}
"""What an answer is to the statement, where that is another word than the other way round."""

GAPS = {"substantive": ("●", "gap of substance"), "degree": ("◐", "gap of degree"), "minor": ("○", "nuance")}
"""Gap between two versions of one side → sign and words."""

RETOLD = "retold in our digest"

MOST = 1  # answers of one column that are named below a statement; all of them are marked on hover


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a statement. word: what the statement is to it. likeness: how near it is."""

    reading: Reading
    statement: Statement
    word: str
    likeness: float
    checks: tuple[Check, ...] = ()
    reasons: tuple[Reason, ...] = ()
    gap: str = ""


Found = dict[str, dict[int, list[Answer]]]
"""Readout → number of the statement → its answers."""


def answers(readings: Sequence[Reading], links: Mapping[tuple[str, str], Links]) -> Found:
    """The answers of every statement. links: (readout, readout) in the order of the readings → what was found."""
    found: Found = {r.readout.id: defaultdict(list) for r in readings}
    for left, right in combinations(readings, 2):
        between = links[left.readout.id, right.readout.id]
        for pair in between.pairs:
            _pair(found, left, right, pair)
        for bead in between.beads:
            _bead(found, left, right, bead)
    for left, right in combinations(readings, 2):
        for bead in links[left.readout.id, right.readout.id].beads:
            _alike(found, left, right, bead)
    return found


def _pair(found: Found, left: Reading, right: Reading, pair: Pair) -> None:
    if pair.left is None or pair.right is None:
        return
    for p, mine, other in ((pair, left, right), (pair.mirrored(), right, left)):
        assert p.left is not None
        assert p.right is not None
        word = LESS_SPECIFIC if p.relation == MORE_SPECIFIC and p.by == "right" else p.relation
        found[mine.readout.id][p.left.statement.index].append(
            Answer(other, p.right.statement, word, p.likeness, p.decided_by)
        )


def _bead(found: Found, left: Reading, right: Reading, bead: Bead) -> None:
    ours = _retold(left, right)
    for b, mine, other in ((bead, left, right), (bead.mirrored(), right, left)):
        theirs = _within(other, b.right)
        for s in _within(mine, b.left):
            if ours:
                # Where our words differ from the publisher's is no gap between two versions of the publisher's.
                found[mine.readout.id][s.index] += [Answer(other, t, RETOLD, b.likeness) for t in theirs]
                continue
            reasons = _reasons(s, _within(mine, b.left), b)
            gap = min((r.gap for r in reasons), key=list(GAPS).index, default="")
            word = GAPS[gap][1] if gap else "its other version"
            found[mine.readout.id][s.index] += [Answer(other, t, word, b.likeness, (), reasons, gap) for t in theirs]


def _retold(left: Reading, right: Reading) -> bool:
    return any(r.revision.fidelity is Fidelity.DIGEST for r in (left, right))


def _reasons(s: Statement, together: Sequence[Statement], bead: Bead) -> tuple[Reason, ...]:
    """What of a gap lies in one of the statements that are paired together.

    A reason lies where its words stand; one without words on this side, in the first statement.
    """

    def at(r: Reason) -> Statement:
        return next((t for t in together for a, _ in r.left_spans if t.start <= a < t.end), together[0])

    return tuple(r for r in bead.reasons if at(r) is s)


def _alike(found: Found, left: Reading, right: Reading, bead: Bead) -> None:
    """Two versions of one statement are to another side's text what one of them was found to be.

    Where they part by a nuance or a degree they are no more than worded otherwise; where in substance, neither speaks
    for the other.
    """
    pair = _within(left, bead.left), _within(right, bead.right)
    if len(pair[0]) != 1 or len(pair[1]) != 1 or bead.gap == "substantive" or _retold(left, right):
        return
    (one,), (two,) = pair
    for mine, s, partner, t in ((left, one, right, two), (right, two, left, one)):
        own = found[mine.readout.id][s.index]
        answered = {a.reading.readout.id for a in own}
        for a in found[partner.readout.id][t.index]:
            there = a.reading.readout
            if there.side == mine.readout.side or there.id in answered:
                continue
            kept = not bead.gap or a.word == CONTRADICTS
            word, checks = (a.word, a.checks) if kept else (REWORDED, ())
            own.append(Answer(a.reading, a.statement, word, a.likeness, checks))
            back = INVERSE.get(word, word)
            mirrored = tuple(c.mirrored() for c in checks)
            found[there.id][a.statement.index].append(Answer(mine, s, back, a.likeness, mirrored))


def _within(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[Statement]:
    """The statements of some sentences: whole ones, and the items of those that speak through their items."""
    told = _told(reading)
    whole = {s.group for s in told if s.role == "frame"}
    return [s for s in told if not (s.role == "item" and s.group in whole) and any(a <= s.start < b for a, b in spans)]


def beside(readings: Sequence[Reading], found: Found, view: View) -> dict[str, dict[int, Beside]]:
    """What to say below every statement of every column, and which words mark its answers while it is looked at."""
    ours = shadowed(readings)
    return {r.readout.id: {s.index: _beside(r, s, readings, found, view, ours) for s in _told(r)} for r in readings}


def shadowed(readings: Sequence[Reading]) -> set[str]:
    """Digests that stand beside a text of their side: what our words are to another side's is not worth a label."""
    spoken = {r.readout.side for r in readings if r.revision.fidelity is not Fidelity.DIGEST}
    return {r.readout.id for r in readings if r.revision.fidelity is Fidelity.DIGEST and r.readout.side in spoken}


def _told(reading: Reading) -> list[Statement]:
    # A sentence that only lists its items speaks through them.
    statements = reading.analysis.statements
    listing = {s.group for s in statements if s.role == "item"}
    return [s for s in statements if not (s.role == "frame" and not s.topics and s.group in listing)]


def _beside(
    mine: Reading, s: Statement, readings: Sequence[Reading], found: Found, view: View, ours: set[str]
) -> Beside:
    every = sorted(found[mine.readout.id].get(s.index, ()), key=lambda a: (a.word != CONTRADICTS, -a.likeness))
    tags: list[Markup] = []
    for other in readings:
        here = [a for a in every if a.reading is other]
        same_side = other.readout.side == mine.readout.side
        if not ours.isdisjoint((mine.readout.id, other.readout.id)):
            continue
        tags += [_tag(a, view) for a in here[:MOST] if a.gap or not same_side]
        if same_side and other is not mine and not here and s.role != "item":
            tags.append(_missing(other))
    foreign = [r for r in readings if r.readout.side != mine.readout.side]
    alone = bool(foreign) and mine.readout.id not in ours and not any(a.reading in foreign for a in every)
    if alone:
        versions = any(r.readout.side == mine.readout.side and r is not mine for r in readings)
        tags.append(_only_here(foreign, named=versions))
    marks = ";".join(
        f"{quote(place(a.reading.readout.id, a.statement))}~{quote(INVERSE.get(a.word, a.word))}" for a in every
    )
    return Beside(tuple(tags), marks, alone)


def _name(reading: Reading) -> Markup:
    return join(tag("span", side_mark(reading.readout.side), cls=side_class(reading.readout.side)), _short(reading))


def _short(reading: Reading) -> str:
    return f" {reading.readout.side} {reading.revision.language}"


def _said(a: Answer) -> str:
    words = a.statement.text[:240]
    return words if a.reading.revision.fidelity is Fidelity.DIGEST else f"“{words}”"


def _tag(a: Answer, view: View) -> Markup:
    sign = GAPS[a.gap][0] if a.gap else SIGNS[a.word]
    link = " to" if a.gap else THAN.get(a.word, "")
    where = place(a.reading.readout.id, a.statement)
    note = tip(
        tag("b", f"{a.word[:1].upper()}{a.word[1:]}{link} {side_name(a.reading.readout.side)}"),
        line(_said(a), cls="quote"),
        [line(f"{c.name}: {c.left or 'nothing'} / {c.right or 'nothing'}") for c in a.checks],
        [line(f"{r.gap}: {r}") for r in a.reasons],
        line("Choose it to go there.", cls="prov"),
    )
    return tag(
        "a",
        tag("span", sign, cls="sign", aria_hidden="true"),
        f" {a.word}{link} ",
        _name(a.reading),
        note,
        href=href("side-by-side", view.with_(at=(where,))),
        data_go=True,
        data_key=f"to-{where}",
        data_scroll=f"at-{where}",
        data_tip=True,
        cls=f"rel is-{a.word.replace(' ', '-')}",
    )


def _missing(other: Reading) -> Markup:
    return tag(
        "span",
        tag("span", "◇", cls="sign", aria_hidden="true"),
        " not in ",
        _name(other),
        tip(line(f"No sentence of the {language_name(other.revision.language)} version answers this one.")),
        cls="rel lone",
        data_tip=True,
        tabindex=0,
    )


def _only_here(foreign: Sequence[Reading], *, named: bool) -> Markup:
    """That no text of another side answers. named: say which; beside its own version a statement is not only here."""
    names = ", ".join(f"{r.readout.publisher} ({language_name(r.revision.language)})" for r in foreign)
    weak = any(r.indicative for r in foreign)
    note = tip(
        None if named else tag("b", "Only here"),
        line(f"Nothing answers this in: {names}."),
        line("Silence of a digest or an excerpt is not silence of the text itself.") if weak else None,
    )
    sign = tag("span", "◇", cls="sign", aria_hidden="true")
    words = join(" not in ", *(join(", " if n else None, _name(r)) for n, r in enumerate(foreign)))
    return tag("span", sign, words if named else " only here", note, cls="rel lone", data_tip=True, tabindex=0)
