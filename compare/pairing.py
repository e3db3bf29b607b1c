"""Which statement answers which: two versions of one text, in two languages or from two outlets, laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from compare import alignment
from compare.analysis import Reading, analyse
from compare.gaps import Reason, Version, gaps, gravest
from compare.records import Analysis, Context, Statement
from compare.vectors import Cache, Encoder
from readouts.given import known_leaders
from readouts.model import Participant

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of two versions that belong together.

    left, right: spans in code points of each text; one side is empty where a sentence stands alone.
    gap: None, 'minor', 'degree' or 'substantive'. reasons: what the gap rests on, gravest first.
    likeness: cosine of the sentence vectors, −1…1. crossing: joined out of order (a lead that sums up).
    left_numbers, right_numbers: numbers of the sentences, from 0.
    """

    left: Spans
    right: Spans
    gap: str | None
    reasons: tuple[Reason, ...]
    likeness: float
    crossing: bool
    left_numbers: tuple[int, ...]
    right_numbers: tuple[int, ...]

    @property
    def relation(self) -> str:
        """'paired', 'only left' or 'only right'."""
        return "paired" if self.left and self.right else "only left" if self.left else "only right"

    def mirrored(self) -> Bead:
        """The same bead with the sides exchanged."""
        return Bead(
            self.right,
            self.left,
            self.gap,
            tuple(r.mirrored() for r in self.reasons),
            self.likeness,
            self.crossing,
            self.right_numbers,
            self.left_numbers,
        )


def bead_json(bead: Bead) -> dict[str, Any]:
    """A bead as one JSON object: left and right spans, gap, relation, likeness and the reasons in full."""
    return {
        "left": [list(s) for s in bead.left],
        "right": [list(s) for s in bead.right],
        "gap": bead.gap,
        "relation": bead.relation,
        "likeness": bead.likeness,
        "crossing": bead.crossing,
        "reasons": [
            {
                "gap": r.gap,
                "check": r.check,
                "why": str(r),
                "left": [{"quote": q, "start": a, "end": b} for q, (a, b) in zip(r.left, r.left_spans, strict=False)],
                "right": [
                    {"quote": q, "start": a, "end": b} for q, (a, b) in zip(r.right, r.right_spans, strict=False)
                ],
            }
            for r in bead.reasons
        ],
    }


def named_leaders(*texts: str) -> tuple[Participant, ...]:
    """Known leaders whom every text names, by which speakers are told apart where no event is given."""
    leaders = dict.fromkeys(p.short for p in known_leaders().values())
    people = {p.short: p for p in known_leaders().values()}
    return tuple(people[short] for short in leaders if all(_named(people[short], t) for t in texts))


def _named(person: Participant, text: str) -> bool:
    if person.short in text:
        return True
    names = [n for n in person.names.values() if n]
    # Russian declines the family name, so that its beginning is looked for.
    return any(n in text for n in names) or any(
        n.split()[-1][:-1] in text for n in names if " " in n and not n.isascii()
    )


def pair_texts(
    text_a: str,
    text_b: str,
    language_a: str,
    language_b: str,
    *,
    participants: Sequence[Participant] | None = None,
    side: str = "",
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> list[Bead]:
    """Pair the sentences of two versions of one text and class the gaps between them.

    text_a, text_b (str): as stored. language_a, language_b: 'en', 'zh' or 'ru'. participants: who took part; by
    default the known leaders whom both texts name. side: code of the publisher, where known.
    Every sentence stands in exactly one bead. Swapping the texts gives the same beads with the sides exchanged.
    Raises InputError for a language that is not read.
    """
    people = tuple(participants) if participants is not None else named_leaders(text_a, text_b)
    a = analyse(text_a, Context(language_a, side, people))
    b = analyse(text_b, Context(language_b, side, people))
    return pair_analyses(text_a, a, text_b, b, encoder=encoder, cache=cache)


def pair_readings(
    left: Reading, right: Reading, *, encoder: Encoder | None = None, cache: Cache | None = None
) -> list[Bead]:
    """Pair two publications of one side: another language, or another outlet."""
    return pair_analyses(
        left.revision.text, left.analysis, right.revision.text, right.analysis, encoder=encoder, cache=cache
    )


def pair_analyses(
    text_a: str,
    analysis_a: Analysis,
    text_b: str,
    analysis_b: Analysis,
    *,
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> list[Bead]:
    """Pair two texts that have been read already. Enumerating sentences are paired whole."""
    left, right = sentences(analysis_a.statements), sentences(analysis_b.statements)
    aligned = alignment.align(
        [s.text for s in left],
        [s.text for s in right],
        analysis_a.language,
        analysis_b.language,
        speakers_left=[s.speaker for s in left],
        speakers_right=[s.speaker for s in right],
        encoder=encoder,
        cache=cache,
    )
    result = []
    for found in aligned:
        a = _version(text_a, analysis_a.language, [left[i] for i in found.left])
        b = _version(text_b, analysis_b.language, [right[j] for j in found.right])
        reasons = gaps(a, b) if found.left and found.right else ()
        result.append(
            Bead(a.spans, b.spans, gravest(reasons), reasons, found.likeness, found.crossing, found.left, found.right)
        )
    return result


def sentences(statements: Iterable[Statement]) -> list[Statement]:
    """The whole sentences among statements: frames stand for their items."""
    return [s for s in statements if s.role != "item"]


def _version(text: str, language: str, chosen: Sequence[Statement]) -> Version:
    return Version(text, tuple((s.start, s.end) for s in chosen), language, tuple(s.speaker for s in chosen))
