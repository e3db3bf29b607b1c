"""Topics: their ids and labels, users' own topics, and which triggers were searched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from compare import lexicon
from readouts.errors import RuleError

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


def label(topic: str) -> str:
    """The label of a topic id; the id itself where it is unknown."""
    return next((t.label for t in topics() if t.id == topic), topic)


def searched(topic: str, language: str) -> tuple[str, ...]:
    """The triggers that were searched for a topic in a language, as glosses or patterns, for “not mentioned” cells."""
    return tuple(e.gloss or e.pattern for e in lexicon.load("topics", language).entries if e.topic == topic)
