"""What a text says, made comparable across sides: who says it, who must, who undertakes, how much, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compare import concepts
from compare.amounts import Amount, amounts
from compare.analysis import Reading
from compare.carrying import carried
from compare.records import BOTH, PUBLISHER, Context, Evidence, Statement

GENERAL = frozenset({"relationship", "other"})
"""Topics so wide that naming both says little."""

ALL, THIRD = "both", "third"
"""Sides of an obligation or promise that lies with the participants together, or with somebody else."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement of a publication with its references resolved.

    speaker_side: side code of the speaker, '' for both. obliged, actor: side code of who has to, and of who undertakes
    ('both', 'third', '' for nobody). obligation, commitment, warning: levels as in the scales, those of the
    enumerating sentence counting for its items. positions: stance → whether it is negated.
    sentence, sentence_start: the whole sentence and where it begins, for an item that of its enumeration.
    """

    readout_id: str
    side: str
    language: str
    statement: Statement
    speaker: str
    speaker_side: str
    topics: tuple[str, ...]
    negated: tuple[str, ...]
    obligation: int
    obliged: str
    commitment: int
    actor: str
    warning: int
    warmth: int
    positions: tuple[tuple[str, bool], ...]
    amounts: tuple[Amount, ...]
    evidence: tuple[Evidence, ...]
    sentence: str
    sentence_start: int

    @property
    def text(self) -> str:
        """The words."""
        return self.statement.text

    @property
    def specific(self) -> frozenset[str]:
        """Topics other than the general ones."""
        return frozenset(self.topics) - GENERAL

    @property
    def addressee(self) -> str:
        """Side that is asked or told something, '' where none is."""
        return self.obliged if self.obliged not in ("", ALL, THIRD) else ""

    def quotes(self, layer: str) -> tuple[Evidence, ...]:
        """Evidence of one layer that counted."""
        return tuple(e for e in self.evidence if e.layer == layer and not e.blocked)


def resolve(role: str, speaker: str, context: Context) -> str:
    """Side code of 'self' or 'other' as the speaker means it; 'both' and 'third' stay as they are."""
    if role in (ALL, THIRD, ""):
        return role
    own = context.side_of(speaker) or context.side
    if role == "self":
        return own
    others = [p.side for p in context.participants if p.side != own]
    return others[0] if others else ""


def sayings(reading: Reading) -> tuple[Saying, ...]:
    """The sayings of a publication in text order. An enumerating sentence speaks through its items."""
    context = reading.context
    statements = carried(reading.analysis.statements)
    frames = {s.group: s for s in statements if s.role == "frame"}
    result = []
    for s in statements:
        if s.role == "frame" and not s.topics and any(o.group == s.group and o.role == "item" for o in statements):
            continue
        frame = frames.get(s.group) if s.role == "item" else None
        result.append(_saying(reading, context, s, frame))
    return tuple(result)


def _saying(reading: Reading, context: Context, s: Statement, frame: Statement | None) -> Saying:
    own = s.tone
    obligation, commitment = own.obligation, own.commitment
    evidence = (*own.evidence, *s.evidence)
    language = reading.revision.language
    positions = {
        (f.concept.id, f.negated)
        for f in concepts.find(s.text, language)
        if f.concept.id in ("stance.support", "stance.oppose")
    }
    return Saying(
        reading.readout.id,
        reading.readout.side,
        language,
        s,
        s.speaker,
        "" if s.speaker == BOTH else context.side_of(s.speaker),
        s.mentioned,
        s.negated,
        obligation.level if obligation else 0,
        resolve(obligation.holder, s.speaker, context) if obligation else "",
        commitment.level if commitment else 0,
        resolve(commitment.actor, s.speaker, context) if commitment else "",
        own.warning,
        own.warmth,
        tuple(sorted(positions)),
        amounts(s.text, language, s.start),
        evidence,
        frame.text if frame else s.text,
        frame.start if frame else s.start,
    )


def persons(found: Iterable[Saying]) -> frozenset[str]:
    """Persons who are made to speak."""
    return frozenset(s.speaker for s in found if s.speaker not in (BOTH, PUBLISHER))
