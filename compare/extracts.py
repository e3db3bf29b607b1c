"""What is kept of one text for the time line, and how it is kept: a few large pieces in the library's cache.

One entry per text would make ten thousand reads of every survey; texts are therefore kept in shards, by a key that
depends on the text, on who took part, and on the rules.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from compare.carrying import carried
from compare.records import Analysis
from compare.sightings import Sighting
from readouts.errors import LibraryError
from readouts.model import Event, Readout, Revision

_SHARDS = 64


class Cache(Protocol):
    """Where JSON values can be kept."""

    def cached(self, key: str) -> Any | None:
        """A JSON value kept under a key, or None."""

    def cache(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with what is followed over time. Levels are 0 where there is nothing.

    holder, actor: as in `compare.records`. The quotes are the words that decided the level.
    """

    start: int
    end: int
    speaker: str
    topics: tuple[str, ...]
    warmth: int
    obligation: int
    holder: str
    commitment: int
    actor: str
    warning: int
    quotes: tuple[str, str, str, str]
    """Words behind warmth, obligation, commitment, warning."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What is kept of one text. aside: topic, speaker and word of what it has in passing only."""

    sayings: tuple[Saying, ...]
    sightings: tuple[Sighting, ...]
    aside: tuple[tuple[str, str, str], ...] = ()


def sayings_of(analysis: Analysis) -> tuple[Saying, ...]:
    """The statements of an analysis, reduced to what is followed over time."""
    result = []
    for s in carried(analysis.statements):
        o, c = s.tone.obligation, s.tone.commitment
        heard = {e.layer: e.quote for e in reversed(s.tone.evidence) if not e.blocked}
        result.append(
            Saying(
                s.start,
                s.end,
                s.speaker,
                s.mentioned,
                s.tone.warmth,
                o.level if o else 0,
                o.holder if o else "",
                c.level if c else 0,
                c.actor if c else "",
                s.tone.warning,
                (
                    _decider(s.tone.evidence, "warmth", s.tone.warmth) or heard.get("warmth", ""),
                    o.quote if o else "",
                    c.quote if c else "",
                    _decider(s.tone.evidence, "warning", s.tone.warning) or heard.get("warning", ""),
                ),
            )
        )
    return tuple(result)


def _decider(evidence: Iterable[Any], layer: str, value: int) -> str:
    return next((e.quote for e in evidence if e.layer == layer and not e.blocked and e.value == value), "")


def mark_of(event: Event) -> str:
    """What of an event a reading depends on."""
    people = [(p.short, p.side, *sorted(p.names.items()), *sorted(p.titles.items())) for p in event.participants]
    return repr((people, sorted((k, tuple(v)) for k, v in event.aliases.items())))


def key_of(readout: Readout, revision: Revision, mark: str, version: str) -> str:
    """Key of a text's extract. mark: of its event, see `mark_of`. version: of the rules of its language."""
    parts = f"{revision.sha256}|{revision.language}|{readout.side}|{readout.kind}|{revision.fidelity}|{mark}|{version}"
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


_memory: dict[str, Extract] = {}
_MEMORY_LIMIT = 30_000


def forget() -> None:
    """Let go of what is held in memory; what the library keeps stays."""
    _memory.clear()


def _remember(key: str, extract: Extract) -> None:
    if len(_memory) >= _MEMORY_LIMIT:
        _memory.pop(next(iter(_memory)), None)
    _memory[key] = extract


def _shard(key: str, versions: Mapping[str, str]) -> str:
    rules = hashlib.blake2b("|".join(versions.values()).encode(), digest_size=8).hexdigest()
    return f"timeline2:{rules}:{int(key[:4], 16) % _SHARDS:02d}"


def recall(archive: Cache, keys: Sequence[str], versions: Mapping[str, str]) -> dict[str, Extract]:
    """The extracts that are kept, from memory and then from the cache."""
    found = {k: _memory[k] for k in keys if k in _memory}
    wanted = {k for k in keys if k not in found}
    for name in sorted({_shard(k, versions) for k in wanted}):
        for key, raw in (archive.cached(name) or {}).items():
            if key in wanted:
                found[key] = _from_json(raw)
                _remember(key, found[key])
    return found


def keep(archive: Cache, made: Mapping[str, Extract], versions: Mapping[str, str]) -> None:
    """Keep new extracts, in memory and in the cache."""
    by_shard: dict[str, dict[str, Extract]] = defaultdict(dict)
    for key, extract in made.items():
        by_shard[_shard(key, versions)][key] = extract
        _remember(key, extract)
    for name, extracts in by_shard.items():
        # A cache that cannot be written costs time, never the result.
        with suppress(LibraryError):
            archive.cache(name, {**(archive.cached(name) or {}), **{k: _to_json(x) for k, x in extracts.items()}})


def _to_json(extract: Extract) -> list[Any]:
    return [
        [
            [
                s.start,
                s.end,
                s.speaker,
                list(s.topics),
                s.warmth,
                s.obligation,
                s.holder,
                s.commitment,
                s.actor,
                s.warning,
                list(s.quotes),
            ]
            for s in extract.sayings
        ],
        [[x.formula, x.start, x.end, list(x.altered), x.reworded, x.speaker, x.voice] for x in extract.sightings],
        [list(x) for x in extract.aside],
    ]


def _from_json(raw: list[Any]) -> Extract:
    return Extract(
        tuple(Saying(a, b, c, tuple(d), e, f, g, h, i, j, tuple(k)) for a, b, c, d, e, f, g, h, i, j, k in raw[0]),
        tuple(Sighting(a, b, c, tuple(d), e, f, g) for a, b, c, d, e, f, g in raw[1]),
        tuple((a, b, c) for a, b, c in raw[2]),
    )
