"""What differs between the texts of an event: findings, ranked, each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from compare import manner, substance, undertakings
from compare.analysis import Comparison
from compare.evidence import KINDS, Finding, Quote, Quoting, Searched, Side, sides_of
from compare.manner import BaseRate
from compare.pairing import Bead, pair_readings
from compare.promises import Promise, joined, promises
from compare.relations import Pair, pair_sayings
from compare.vectors import Cache, Encoder

__all__ = ["KINDS", "Finding", "Quote", "Searched", "find", "finding_json", "pairs_of", "promises_of", "versions_of"]

_LONGEST = 1500
"""Statements of one text up to which findings are looked for statement by statement."""

_AGAIN = 15.0
"""What a finding loses for each weightier one on the same subject of the same side."""


def find(
    comparison: Comparison,
    *,
    rates: Mapping[tuple[str, str], BaseRate] | None = None,
    encoder: Encoder | None = None,
    cache: Cache | None = None,
) -> list[Finding]:
    """All findings of an event, weightiest first.

    comparison: the readings of the event. rates: base rates of atmosphere words (`manner.base_rates`), where known.
    One side alone gives only the gaps between its own versions; no text gives an empty list.
    """
    quoting = Quoting(comparison.readings)
    sides = sides_of(comparison)
    found: list[Finding] = []
    for side in sides:
        for first, second, beads in _versions(side, encoder, cache):
            quoting.learn(side, first, second, beads)
            found += substance.version_findings(side, first, second, beads, quoting)
    for left, right in combinations(sides, 2):
        found += _between(comparison, left, right, quoting, rates, encoder, cache)
    if len(sides) > 1:
        found += manner.initiator(comparison, sides, quoting)
        found += manner.shares(sides)
        found += manner.release(comparison, sides)
    return spread({f.sentence: f for f in found}.values())


def spread(found: Iterable[Finding]) -> list[Finding]:
    """Findings weightiest first, where each further one on the same subject of the same side weighs _AGAIN less.

    What a side's own versions do not say alike is another matter than what the sides do not, and counts by itself.
    An editor reads the first five: three of them on one purchase would hide that a war is left out.
    """
    left = sorted(found, key=lambda f: (-f.weight, f.kind, f.sentence))
    seen: Counter[tuple[str, str, bool]] = Counter()
    result: list[Finding] = []

    def key(f: Finding) -> tuple[str, str, bool]:
        return f.side, f.topic, f.kind == "version gap"

    def weight(f: Finding) -> float:
        return round(max(0.0, f.weight - _AGAIN * seen[key(f)]), 1) if f.topic else f.weight

    while left:
        best = max(left, key=weight)
        result.append(replace(best, weight=weight(best)))
        left.remove(best)
        seen[key(best)] += 1
    return result


def _between(
    comparison: Comparison,
    left: Side,
    right: Side,
    quoting: Quoting,
    rates: Mapping[tuple[str, str], BaseRate] | None,
    encoder: Encoder | None,
    cache: Cache | None,
) -> list[Finding]:
    pairs = pair_sayings(left.everything[:_LONGEST], right.everything[:_LONGEST], encoder=encoder, cache=cache)
    turned = [p.mirrored() for p in pairs]
    leads = {left.lead.readout.id, right.lead.readout.id}
    found = substance.contradictions(
        left, right, [p for p in pairs if {s.readout_id for s in (p.left, p.right) if s} <= leads], quoting
    )
    for here, there, mine in ((left, right, pairs), (right, left, turned)):
        found += substance.one_sided_topics(here, there, mine, quoting)
        found += substance.said_not_discussed(here, there, quoting)
        made = promises([here.lead], there.readings, encoder=encoder, cache=cache)
        found += undertakings.promise_findings(here, there, made, quoting)
        found += substance.language_findings(here, there, quoting)
        found += substance.number_findings(here, there, comparison.event, quoting)
    found += manner.names(left, right, quoting)
    found += manner.atmosphere(left, right, quoting, rates)
    return found


def _versions(side: Side, encoder: Encoder | None, cache: Cache | None) -> list[tuple[str, str, list[Bead]]]:
    """The pairs of a side's own versions in different languages: the lead against every other, digests left out."""
    lead = side.lead
    return [
        (r.readout.id, lead.readout.id, pair_readings(r, lead, encoder=encoder, cache=cache))
        for r in side.readings
        if r is not lead and r.revision.language != lead.revision.language and not (r.indicative or lead.indicative)
    ]


def pairs_of(comparison: Comparison, *, encoder: Encoder | None = None, cache: Cache | None = None) -> list[Pair]:
    """Statement pairs between the lead texts of every two sides (see `relations.pair_sides`)."""
    return [
        pair
        for left, right in combinations(sides_of(comparison), 2)
        for pair in pair_sayings(left.said, right.said, encoder=encoder, cache=cache)
    ]


def promises_of(comparison: Comparison, *, encoder: Encoder | None = None, cache: Cache | None = None) -> list[Promise]:
    """Promises in the lead text of every side with their status in the texts of each other side, one per sentence."""
    sides = sides_of(comparison)
    return [
        promise
        for here in sides
        for there in sides
        if here is not there
        for promise in joined(promises([here.lead], there.readings, encoder=encoder, cache=cache))
    ]


def versions_of(
    comparison: Comparison, *, encoder: Encoder | None = None, cache: Cache | None = None
) -> list[tuple[str, str, list[Bead]]]:
    """(readout id, readout id of the lead text, beads) for every side that published in more than one language."""
    return [found for side in sides_of(comparison) for found in _versions(side, encoder, cache)]


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as one JSON object, evidence and versions in full."""

    def plain(record: Quote | Searched) -> dict[str, Any]:
        return {name: getattr(record, name) for name in record.__slots__}

    return {
        "id": finding.id,
        "kind": finding.kind,
        "sentence": finding.sentence,
        "weight": finding.weight,
        "side": finding.side,
        "topic": finding.topic,
        "topics": list(finding.topics or filter(None, (finding.topic,))),
        "here": [plain(q) for q in finding.here],
        "there": [plain(q) for q in finding.there],
        "searched": [plain(s) for s in finding.searched],
        "indicative": finding.indicative,
        "note": finding.note,
        "counts": dict(finding.counts),
    }
