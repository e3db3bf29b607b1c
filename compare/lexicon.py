"""Lexicons are data: rule files, how they are read, checked, extended by the user, and matched.

A file ``compare/lexicons/<layer>.<language>.yaml`` holds entries

    - id: obl.must                  # unique over all files; user files override by the same id
      pattern: '\\bmust\\b'           # a regular expression (Python ``re``, case-insensitive for en and ru)
      on: text                      # what it is matched on: text (default) or lemma (ru: lemmas joined by spaces)
      level: 3                      # or `topic: taiwan` in the topics files
      gloss: must                   # in English, for the reader
      source: ours                  # or where the rule is published
      yes: The U.S. must stop.      # an example it must match
      no: Mustard is a plant.       # one it must not

Further keys of an entry are kept in ``options`` for the language's own rules.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from readouts.errors import RuleError

FOLDER = Path(__file__).parent / "lexicons"
USER_RULES = "READOUTS_RULES"
"""Environment variable naming the folder of the user's own rule files."""

LAYERS = ("topics", "warmth", "obligation", "commitment", "warning", "emphasis", "speech")
"""Kinds of lexicon file. ``speech`` holds reporting verbs."""

_KNOWN = {"id", "pattern", "on", "level", "topic", "gloss", "source", "yes", "no"}


# libyaml reads the rules several times faster where PyYAML was built with it.
_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type]
    """YAML in which only true and false are truth values: `yes`, `no`, `on` and `off` are keys of an entry."""


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of a lexicon."""

    id: str
    layer: str
    language: str
    pattern: str
    on: str
    level: int
    topic: str
    gloss: str
    source: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    file: str = ""
    line: int = 0
    regex: re.Pattern[str] = field(default=re.compile(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries of one layer and language, and the problems met in users' own files."""

    layer: str
    language: str
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()


def _examples(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


def _entry(raw: Any, layer: str, language: str, file: Path, line: int) -> Entry:
    where = f"{file.name}, line {line}"
    if isinstance(raw, dict) and raw.get("id") and raw.get("off"):
        raw = {"pattern": r"(?!)", **raw}
    if not isinstance(raw, dict) or not raw.get("id") or not isinstance(raw.get("pattern"), str):
        raise RuleError(f"{where}: an entry needs at least `id` and `pattern`; see docs/rules.md.")
    on = raw.get("on", "text")
    if on not in ("text", "lemma"):
        raise RuleError(f"{where}, entry {raw['id']}: `on` is {on!r}; use text or lemma.")
    level = raw.get("level", 0)
    if not isinstance(level, int):
        raise RuleError(f"{where}, entry {raw['id']}: `level` is {level!r}; use a whole number.")
    if layer == "topics" and not raw.get("off") and not isinstance(raw.get("topic"), str):
        raise RuleError(f"{where}, entry {raw['id']}: a topic trigger needs `topic`, an id from topics.yaml.")
    try:
        regex = re.compile(raw["pattern"], 0 if language == "zh" else re.IGNORECASE)
    except re.error as error:
        raise RuleError(f"{where}, entry {raw['id']}: the pattern is no regular expression: {error}.") from None
    if regex.search(""):
        raise RuleError(f"{where}, entry {raw['id']}: the pattern matches nothing at all, so it would fire everywhere.")
    return Entry(
        id=str(raw["id"]),
        layer=layer,
        language=language,
        pattern=raw["pattern"],
        on=on,
        level=level,
        topic=raw.get("topic", ""),
        gloss=str(raw.get("gloss", "")),
        source=str(raw.get("source", "ours")),
        yes=_examples(raw.get("yes")),
        no=_examples(raw.get("no")),
        options={k: v for k, v in raw.items() if k not in _KNOWN},
        file=file.name,
        line=line,
        regex=regex,
    )


def read_file(file: Path, layer: str, language: str) -> tuple[list[Entry], list[str]]:
    """Entries of one rule file and the problems in it: a faulty entry costs only itself."""
    try:
        node = yaml.compose(file.read_text("utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return [], [f"{file}: cannot be read as YAML: {' '.join(str(error).split())}"]
    if node is None:
        return [], []
    if not isinstance(node, yaml.SequenceNode):
        return [], [f"{file}: a rule file is a list of entries, each beginning with `- id:`."]
    entries, problems = [], []
    build = _Loader("")
    for child in node.value:
        try:
            raw = build.construct_object(child, deep=True)
            entries.append(_entry(raw, layer, language, file, child.start_mark.line + 1))
        except (RuleError, yaml.YAMLError) as error:
            problems.append(f"{file.parent}: {error}")
    return entries, problems


def user_folder() -> Path | None:
    """The folder of the user's own rules, if one is set."""
    name = os.environ.get(USER_RULES)
    return Path(name) if name else None


def load(layer: str, language: str) -> Lexicon:
    """The lexicon of a layer and language with the user's entries: the same id overrides, `off: true` drops it."""
    folder = user_folder()
    return _load(layer, language, str(folder) if folder else "", _stamp(folder, layer, language))


def _stamp(folder: Path | None, layer: str, language: str) -> float:
    file = folder / f"{layer}.{language}.yaml" if folder else None
    return file.stat().st_mtime if file and file.exists() else 0.0


@lru_cache(maxsize=64)
def _load(layer: str, language: str, folder: str, stamp: float) -> Lexicon:
    file = FOLDER / f"{layer}.{language}.yaml"
    entries, problems = read_file(file, layer, language) if file.exists() else ([], [])
    if problems:
        raise RuleError(problems[0])
    chosen = {e.id: e for e in entries}
    if folder and (Path(folder) / file.name).exists():
        own, problems = read_file(Path(folder) / file.name, layer, language)
        for e in own:
            chosen[e.id] = e
            if e.options.get("off"):
                del chosen[e.id]
    return Lexicon(layer, language, tuple(chosen.values()), tuple(problems))


def version(language: str) -> str:
    """Twelve hex digits that change whenever a rule of the language, the code, or a user's rule changes."""
    package = Path(__file__).parent
    folder = user_folder()
    files = [f for name in _READING if (f := package / name).exists()]
    files += FOLDER.glob(f"*.{language}.yaml")
    files += _folder(PACKAGES[language]).glob("*.py") if language in PACKAGES else []
    files += folder.glob("*.yaml") if folder and folder.exists() else []
    return _digest(tuple(sorted((str(f), f.stat().st_mtime_ns) for f in files)))


_READING = (
    "records.py",
    "matching.py",
    "lexicon.py",
    "statements.py",
    "carrying.py",
    "language.py",
    "topics.py",
    "topics.yaml",
)
"""The shared files a reading depends on; tables and pages may change without anything being read again."""

PACKAGES = {"en": "compare.english", "zh": "compare.chinese", "ru": "compare.russian"}
"""Language → the package that reads it; docs/languages.md says what it has to do."""


@lru_cache(maxsize=16)
def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuleError(f"There is no package {package!r} to read texts with; see docs/languages.md.")
    return Path(spec.origin).parent


@lru_cache(maxsize=16)
def _digest(files: tuple[tuple[str, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, _ in files:
        digest.update(Path(name).name.encode() + b"\0" + Path(name).read_bytes())
    return digest.hexdigest()[:12]


def problems() -> tuple[str, ...]:
    """Everything wrong in the user's own rule files, each with file and line; the rest of them is in use."""
    return tuple(p for layer in LAYERS for language in PACKAGES for p in load(layer, language).problems)
