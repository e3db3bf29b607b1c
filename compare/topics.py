"""Topics: their ids and labels, users' own topics, and which triggers were searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from compare import lexicon, terms
from readouts.errors import InputError, RuleError

FILE = Path(__file__).parent / "topics.yaml"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. covers: what falls under it, in a few words."""

    id: str
    label: str
    covers: str


def topics() -> tuple[Topic, ...]:
    """All topics in table order, the user's own (``topics.yaml`` in the rules folder) after ours, before `other`."""
    folder = lexicon.user_folder()
    own = folder / "topics.yaml" if folder else None
    return _topics(str(own) if own and own.exists() else "", own.stat().st_mtime if own and own.exists() else 0.0)


@lru_cache(maxsize=8)
def _topics(own: str, stamp: float) -> tuple[Topic, ...]:
    known = {t.id: t for t in _read(FILE)}
    other = known.pop("other")
    if own:
        known.update({t.id: t for t in _read(Path(own))})
    return (*known.values(), other)


def _read(file: Path) -> list[Topic]:
    try:
        rows = yaml.safe_load(file.read_text("utf-8")) or []
        return [Topic(str(r["id"]), str(r.get("label") or r["id"]), str(r.get("covers", ""))) for r in rows]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        raise RuleError(
            f"{file}: cannot be read as a list of topics ({' '.join(str(error).split())}). "
            "Each topic is `- {id: my_topic, label: My topic, covers: …}`."
        ) from None


def known_only(wanted: Iterable[str]) -> tuple[str, ...]:
    """The topic ids as given. Raises InputError for one there is not: nothing is silent on a topic nobody defined."""
    ids = tuple(wanted)
    known = [t.id for t in topics()]
    if unknown := [t for t in ids if t not in known]:
        raise InputError(f"Unknown topic {', '.join(unknown)}. Topics are: {', '.join(sorted(known))}.")
    return ids


def label(topic: str) -> str:
    """The label of a topic id; the id itself where it is unknown."""
    return next((t.label for t in topics() if t.id == topic), topic)


def searched(topic: str, language: str) -> tuple[str, ...]:
    """The words searched for a topic in a language, as “not mentioned” cells name them.

    A phrase that holds another of the words is left out: who searched for “台独” has searched for “反对台独”.
    """
    lexicon_entries = lexicon.load("topics", language).entries
    return _searched(tuple(e.pattern for e in lexicon_entries if e.topic == topic))


@lru_cache(maxsize=256)
def _searched(patterns: tuple[str, ...]) -> tuple[str, ...]:
    spelled = (word.strip(_QUOTES) for pattern in patterns for word in terms.terms(pattern))
    words = dict.fromkeys(word for word in spelled if len(word) > 1)
    return tuple(w for w in words if not any(o != w and o in w for o in words))


_QUOTES = " \"'“”‘’«»「」"
