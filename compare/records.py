"""The records of the comparison: statements, their tone, and the evidence behind every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from readouts.model import Participant

BOTH, PUBLISHER = "both", "publisher"
"""Speakers that are no single person: the two leaders together, and unattributed narration."""

HOLDERS = ("other", "both", "self", "third")
"""Who has to do what an obligation asks, seen from the speaker."""

ACTORS = ("self", "other", "both")
"""Who undertakes a commitment, seen from the speaker."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a text before it is read.

    language: 'en', 'zh' or 'ru'. side: the publisher's side code.
    participants: who took part; speakers are their ``short`` names.
    author (str): short name of the person who wrote a first-person post, '' where none did.
    aliases: topic id → further words for it in this event's texts.
    """

    language: str
    side: str = ""
    participants: tuple[Participant, ...] = ()
    author: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def side_of(self, speaker: str) -> str:
        """Side code of a speaker; the publisher's own for narration; '' for ``both``."""
        if speaker == PUBLISHER:
            return self.side
        return next((p.side for p in self.participants if p.short == speaker), "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule that fired, or was kept from firing, on some words.

    start, end: code points in the text of the revision; ``quote`` is exactly that slice.
    layer: 'topic', 'speaker', 'warmth', 'obligation', 'commitment', 'warning', 'emphasis', 'specificity'.
    rule: id of the rule or lexicon entry. value: what it says: topic id, speaker, level.
    blocked (str): '' when the rule counted, else the reason it did not.
    """

    start: int
    end: int
    quote: str
    layer: str
    rule: str
    value: str | int
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """What somebody must (3), should (2) or is asked to (1) do. holder: one of HOLDERS."""

    holder: str
    level: int
    quote: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody does or will do (3), intends (2) or considers (1). actor: one of ACTORS."""

    actor: str
    level: int
    quote: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that will become a statement.

    paragraph: number of the paragraph it stands in. role: 'sentence', 'frame' (the part of an enumerating
    sentence that holds for all items) or 'item'. group: number shared by a frame and its items, -1 alone.
    A frame's span is the whole sentence; its ``own`` spans are what is left of it without the items.
    """

    start: int
    end: int
    paragraph: int
    role: str = "sentence"
    group: int = -1
    own: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tone:
    """The scales of one statement.

    warmth −2…+2; obligation and commitment or None; warning 0…3 (see the lexicons for definitions).
    emphasis, specificity: number of marks found; tables divide by words.
    """

    warmth: int = 0
    obligation: Obligation | None = None
    commitment: Commitment | None = None
    warning: int = 0
    emphasis: int = 0
    specificity: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A span ``[start, end)`` of a text with what it says, who is made to say it, and in what tone.

    ``text[start:end]`` of the analysed text is ``self.text`` exactly.
    topics: ids in the order they come up. negated: those of them said *not* to have been discussed.
    words: number of words in the statement's own spans (jieba words for Chinese).
    """

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    role: str
    group: int
    speaker: str
    topics: tuple[str, ...]
    negated: tuple[str, ...]
    tone: Tone
    words: int
    own: tuple[tuple[int, int], ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Topics really spoken of: without the negated ones."""
        return tuple(t for t in self.topics if t not in self.negated)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read from one text. furniture: spans left out (menus, tags, signatures), with the reason."""

    statements: tuple[Statement, ...]
    language: str
    words: int
    furniture: tuple[tuple[int, int, str], ...] = ()
    rules: str = ""
