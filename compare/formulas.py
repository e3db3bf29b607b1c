"""Set phrases (tifa) as data: the formulas, the ladders they stand on, and users' own.

``compare/formulas.yaml`` holds both. A user's ``formulas.yaml`` in the folder named by READOUTS_RULES has the same
form: an entry with a known id replaces it, ``off: true`` drops it, and a faulty entry costs only itself.
How wordings are written is described in `compare.phrases`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from compare import lexicon
from compare.phrases import Found, Phrase, best, level, phrase
from readouts.errors import RuleError

FILE = Path(__file__).parent / "formulas.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
AXES = ("status", "force")
"""The two ladders that are scored: what is claimed about the matter, and how hard is demanded or warned."""
LANGUAGES = ("zh", "en", "ru")


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder. source: where the order is published, or 'ours'."""

    level: int
    name: str
    gloss: str
    source: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs from low to high. scored: whether shifts use it; a ladder reported for comparison is not scored."""

    id: str
    label: str
    source: str
    scored: bool
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A set phrase.

    axis, rung: its place on a scored ladder, '' and None without one. topic: topic id it belongs to, '' for none.
    wordings: language → phrases. polarity 'any': the phrase names a notion that is as a rule rejected ("zero-sum
    game"), so that a negation before it denies nothing. also: place on other ladders, ladder id → rung.
    source: where the phrase is attested or explained. origin: 'built in' or the user's file and line.
    """

    id: str
    family: str
    gloss: str
    axis: str
    rung: int | None
    topic: str
    wordings: dict[str, tuple[Phrase, ...]]
    source: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    polarity: str = "own"
    also: dict[str, int] = field(default_factory=dict)
    origin: str = "built in"

    def patterns(self, language: str) -> tuple[str, ...]:
        """The wordings of a language as written in the file."""
        return tuple(p.pattern for p in self.wordings.get(language, ()))

    def find(self, text: str, language: str, levelled: str | None = None) -> list[Found]:
        """Where the formula stands in a text; of overlapping matches the unaltered and longer one."""
        phrases = self.wordings.get(language, ())
        if not phrases:
            return []
        plain = level(text, language) if levelled is None else levelled
        found = [f for p in phrases for f in p.find(text, plain)]
        return best(found) if len(found) > 1 else found


@dataclass(frozen=True, slots=True)
class Formulas:
    """All formulas and ladders in use, the problems met in the user's file, and a version of the whole."""

    ladders: tuple[Ladder, ...]
    formulas: tuple[Formula, ...]
    problems: tuple[str, ...]
    version: str
    by_id: dict[str, Formula] = field(default_factory=dict, compare=False, repr=False)
    by_topic: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def formula(self, formula_id: str) -> Formula | None:
        """The formula of an id, or None."""
        return self.by_id.get(formula_id)

    def of_topic(self, topic: str) -> frozenset[str]:
        """Ids of the formulas of a topic."""
        return self.by_topic.get(topic, frozenset())

    def ladder(self, ladder_id: str) -> Ladder | None:
        """The ladder of an id, or None."""
        return next((x for x in self.ladders if x.id == ladder_id), None)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[a-z0-9]+([.\-][a-z0-9]+)*$")
    family: str = ""
    gloss: str = ""
    axis: Literal["", "status", "force"] = ""
    rung: int | None = Field(default=None, ge=1, le=20)
    topic: str = ""
    zh: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)
    ru: list[str] = Field(default_factory=list)
    source: str = "ours"
    yes: list[str] = Field(default_factory=list)
    no: list[str] = Field(default_factory=list)
    polarity: Literal["own", "any"] = "own"
    also: dict[str, int] = Field(default_factory=dict)
    off: bool = False

    @field_validator("zh", "en", "ru", "yes", "no", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _whole(self) -> _Entry:
        if self.off:
            return self
        if not self.gloss:
            raise ValueError("needs a `gloss`: what it means, in English")
        if not (self.zh or self.en or self.ru):
            raise ValueError("needs a wording in `zh`, `en` or `ru`")
        if bool(self.axis) != (self.rung is not None):
            raise ValueError("needs both `axis` and `rung`, or neither")
        if not self.yes or not self.no:
            raise ValueError("needs an example it must match (`yes`) and one it must not (`no`)")
        return self


def language_of(text: str) -> str:
    """'zh' for a text with Han characters, 'ru' with Cyrillic, else 'en'."""
    return "zh" if re.search(r"[\u3400-\u9fff]", text) else "ru" if re.search(r"[А-Яа-я]", text) else "en"


def _formula(raw: Any, origin: str) -> Formula:
    entry = _Entry.model_validate(raw)
    made = Formula(
        id=entry.id,
        family=entry.family or "own",
        gloss=entry.gloss,
        axis=entry.axis,
        rung=entry.rung,
        topic=entry.topic,
        wordings={
            lang: tuple(phrase(p, lang) for p in getattr(entry, lang)) for lang in LANGUAGES if getattr(entry, lang)
        },
        source=entry.source,
        yes=tuple(entry.yes),
        no=tuple(entry.no),
        polarity="off" if entry.off else entry.polarity,
        also=dict(entry.also),
        origin=origin,
    )
    for example, wanted in [(e, True) for e in made.yes] + [(e, False) for e in made.no]:
        if bool(made.find(example, language_of(example))) != wanted:
            raise RuleError(f"{'does not match' if wanted else 'matches'} its example {example!r}.")
    return made


def read_file(file: Path, *, built_in: bool = False) -> tuple[list[Ladder], list[Formula], list[str]]:
    """Ladders and formulas of one file, and a sentence with file and line for every entry that is wrong."""
    try:
        root = yaml.compose(file.read_text("utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        return [], [], [f"{file}: cannot be read as YAML: {' '.join(str(error).split())}"]
    if root is None:
        return [], [], []
    sections = {}
    if isinstance(root, yaml.MappingNode):
        sections = {k.value: v for k, v in root.value if isinstance(k, yaml.ScalarNode)}
    elif isinstance(root, yaml.SequenceNode):
        sections = {"formulas": root}
    entries = sections.get("formulas")
    if not isinstance(entries, yaml.SequenceNode):
        return [], [], [f"{file}: holds no list `formulas:` of entries, each beginning with `- id:`."]
    build = _LOADER("")
    formulas, problems = [], []
    for node in entries.value:
        line = node.start_mark.line + 1
        name = f"{file}, line {line}"
        try:
            raw = build.construct_object(_plain_keys(node), deep=True)
            name += f", entry {raw['id']}" if isinstance(raw, dict) and raw.get("id") else ""
            formulas.append(_formula(raw, "built in" if built_in else f"{file.name}, line {line}"))
        except ValidationError as error:
            for fault in error.errors():
                where = ".".join(map(str, fault["loc"])) or "the entry"
                problems.append(f"{name}: {where}: {fault['msg'].removeprefix('Value error, ')}.")
        except (RuleError, yaml.YAMLError, TypeError) as error:
            problems.append(f"{name}: {' '.join(str(error).split())}")
    ladders = []
    if built_in and "ladders" in sections:
        ladders = [_ladder(raw) for raw in build.construct_object(sections["ladders"], deep=True)]
    return ladders, formulas, problems


def _plain_keys(node: yaml.Node) -> yaml.Node:
    """The node with its keys as written: YAML 1.1 takes the keys `yes`, `no` and `off` for truth values."""
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            key.tag = "tag:yaml.org,2002:str"
    return node


def _ladder(raw: Any) -> Ladder:
    rungs = tuple(Rung(r["level"], r["name"], r.get("gloss", ""), r.get("source", "ours")) for r in raw["rungs"])
    return Ladder(raw["id"], raw["label"], raw["source"], bool(raw.get("scored")), rungs)


def load() -> Formulas:
    """The formulas in use: the built-in ones and the user's. Raises RuleError only when the built-in file is wrong."""
    folder = lexicon.user_folder()
    own = folder / "formulas.yaml" if folder else None
    there = own is not None and own.exists()
    return _load(str(own) if there else "", own.stat().st_mtime_ns if there and own else 0, FILE.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load(own: str, _own_stamp: int, _stamp: int) -> Formulas:
    ladders, formulas, problems = read_file(FILE, built_in=True)
    if problems:
        raise RuleError(problems[0])
    chosen = {f.id: f for f in formulas}
    if len(chosen) != len(formulas):
        raise RuleError(f"{FILE.name}: an id stands twice.")
    digest = hashlib.sha256(FILE.read_bytes())
    if own:
        _, added, problems = read_file(Path(own))
        for f in added:
            chosen[f.id] = f
            if f.polarity == "off":
                del chosen[f.id]
        digest.update(b"\0" + Path(own).read_bytes())
    # The code that matches is part of the version: what was kept must not outlive a change of the rules.
    for module in ("phrases.py", "formulas.py", "sightings.py", "extracts.py"):
        digest.update(b"\0" + (FILE.parent / module).read_bytes())
    by_topic = {t: frozenset(f.id for f in chosen.values() if f.topic == t) for t in {f.topic for f in chosen.values()}}
    return Formulas(tuple(ladders), tuple(chosen.values()), tuple(problems), digest.hexdigest()[:12], chosen, by_topic)
