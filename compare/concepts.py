"""What two languages say in common: concepts with their wording in Chinese and English, found in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as record_field
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "concepts.yaml"

GAPS = ("minor", "degree", "substantive")
"""Classes of a gap between two versions of one statement, after Mokry (2022): lightest first."""

_NEGATED = {
    "en": re.compile(
        r"(?:\b(?:not|never|no|nor|neither|without|cannot|refuses? to|ceases? to|stops?|against)\b|n['’]t\b)"
        r"(?:\s+(?:to|any|be|been|seek|intend|want|longer|its?|their|explicitly|in|all)\b){0,2}\s*$",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:不|没有|没|未|从未|绝不|决不|并不|停止|拒绝|无意|避免)(?:再|会|能|应|寻求|想|打算|表示|明确)?$"
    ),
    "ru": re.compile(r"\b(?:не|ни|нет|без)\s*$", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: what says it in each language, and what passes for it (`ok`) where the other version has it."""

    id: str
    field: str
    level: float
    alone: str
    polar: bool
    says: Mapping[str, re.Pattern[str]] = record_field(compare=False, repr=False)
    ok: Mapping[str, re.Pattern[str]] = record_field(compare=False, repr=False)
    pair: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of meaning.

    differ: class of the gap where two versions use different levels of it, '' for none. ordered: whether its concepts
    have an order; where they have not, another concept is another thing said.
    """

    id: str
    reads: str
    differ: str
    ordered: bool
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A concept found at ``[start, end)``; negated where a negation stands directly before it."""

    concept: Concept
    start: int
    end: int
    quote: str
    negated: bool


def _compile(text: str, language: str) -> re.Pattern[str]:
    return re.compile(text) if language == "zh" else re.compile(rf"\b(?:{text})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    """All fields in the order of the file."""
    result = []
    for raw in yaml.safe_load(FILE.read_text("utf-8")):
        concepts = tuple(
            Concept(
                c["id"],
                raw["field"],
                float(c.get("level", 1)),
                c.get("alone", ""),
                bool(c.get("polar")),
                {code: _compile(c[code], code) for code in _NEGATED if c.get(code)},
                {code: _compile(c[f"{code}_ok"], code) for code in _NEGATED if c.get(f"{code}_ok")},
                tuple(c.get("pair", ())),
            )
            for c in raw["concepts"]
        )
        result.append(Field(raw["field"], raw["reads"], raw.get("differ", ""), raw.get("kind") != "set", concepts))
    return tuple(result)


_LOOSE = ("names", "things")
"""Fields that only say what a sentence is about: there a word may count for several concepts."""


@lru_cache(maxsize=4096)
def find(text: str, language: str) -> tuple[Found, ...]:
    """Concepts a text says, in text order; within one field a match inside a longer one does not count.

    Russian wording is known of fewer concepts; nothing is found in any other language.
    """
    result: list[Found] = []
    if language not in _NEGATED:
        return ()
    for one in fields():
        here = [
            (m.start(), m.end(), c) for c in one.concepts if language in c.says for m in c.says[language].finditer(text)
        ]
        for start, end, concept in here:
            if one.id not in _LOOSE and any(
                a <= start and end <= b and b - a > end - start and other is not concept for a, b, other in here
            ):
                continue
            before = text[max(0, start - 40) : start]
            negated = concept.polar and bool(_NEGATED[language].search(before))
            result.append(Found(concept, start, end, text[start:end], negated))
    return tuple(sorted(result, key=lambda f: (f.start, f.end)))


def ids(text: str, language: str) -> frozenset[str]:
    """Ids of the concepts a text says, those that only pass for one included."""
    found = {f.concept.id for f in find(text, language)}
    if language in _NEGATED:
        found |= {c.id for f in fields() for c in f.concepts if language in c.ok and c.ok[language].search(text)}
    return frozenset(found)
