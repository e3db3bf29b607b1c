"""What two languages say in common: concepts with their wording in Chinese and English, found in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    "zh": re.compile(r"(?:不|没有|没|未|从未|绝不|决不|并不|停止|拒绝|无意|避免)(?:再|会|能|应|寻求|想|打算|表示|明确)?$"),
}


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: what says it in each language, and what passes for it (`ok`) where the other version has it."""

    id: str
    field: str
    level: float
    alone: str
    polar: bool
    says: Mapping[str, re.Pattern[str]] = field(compare=False, repr=False)
    ok: Mapping[str, re.Pattern[str]] = field(compare=False, repr=False)
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
    return re.compile(rf"\b(?:{text})\b", re.IGNORECASE) if language == "en" else re.compile(text)


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
                {code: _compile(c[code], code) for code in ("en", "zh")},
                {code: _compile(c[f"{code}_ok"], code) for code in ("en", "zh") if c.get(f"{code}_ok")},
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

    Nothing is found in a language other than Chinese and English.
    """
    result: list[Found] = []
    if language not in _NEGATED:
        return ()
    for one in fields():
        here = [(m.start(), m.end(), c) for c in one.concepts for m in c.says[language].finditer(text)]
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


_EN_NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(" ")
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "first": 1, "second": 2, "third": 3, "fourth": 4}
_EN_NUMBER = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?P<n>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?\b(?:[\s-]+(?P<x>thousand|million|billion|trillion)\b)?"
    r"|\b(?P<w>" + "|".join(_EN_NUMBERS) + r")\b(?!-year plan)(?:[\s-]+(?P<y>hundred|thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_ZH_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ZH_NUMBER = re.compile(
    r"[“\"]?(?P<plan>[一二三四五六七八九十]{1,3})五[”\"]?(?=规划|开局|时期|计划)"
    r"|(?P<n>\d[\d,]*(?:\.\d+)?)(?P<x>万亿|亿|万|千|百)?|(?<![几数])(?P<w>[一二三四五六七八九十百千零〇两]+)(?P<y>万亿|亿|万)?"
    r"(?=[个年月日号周届点条项轮次位名吨多倍度万亿人]|国(?!集团))"
)
_ZH_SCALE = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_RU_SCALE = re.compile(r"^\s*(тыс\w*|миллион\w*|млн|миллиард\w*|млрд|триллион\w*|трлн)", re.IGNORECASE)
_MONTHS = (
    "january february march april may june july august september october november december".split(" ")
)
_EN_DATE = re.compile(r"\b(" + "|".join(_MONTHS) + r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?:\s+(\d{1,2})\b)?", re.IGNORECASE)


def _chinese(digits: str) -> float:
    total, unit = 0, 0
    for c in digits:
        if c in _ZH_DIGITS:
            unit = _ZH_DIGITS[c]
        else:
            total += (unit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            unit = 0
    return float(total + unit)


@dataclass(frozen=True, slots=True)
class Number:
    """A number said. value: as counted (2.5 billion is 2.5e9). date: a day, month or year rather than an amount."""

    value: float
    start: int
    end: int
    quote: str
    date: bool


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Numbers of a text, spelled ones below 21 included, with months as dates (June is month 6)."""
    return tuple(_chinese_numbers(text) if language == "zh" else _latin_numbers(text, language))


def _chinese_numbers(text: str) -> list[Number]:
    result = []
    for m in _ZH_NUMBER.finditer(text):
        if m["plan"]:
            value = _chinese(m["plan"])
        elif m["n"]:
            value = float(m["n"].replace(",", "")) * _ZH_SCALE.get(m["x"] or "", 1)
        else:
            value = _chinese(m["w"]) * _ZH_SCALE.get(m["y"] or "", 1)
        after = text[m.end() : m.end() + 1]
        result.append(Number(value, *m.span(), m.group(), after in "年月日号" and after != ""))
    return result


def _latin_numbers(text: str, language: str) -> list[Number]:
    result = []
    dated: list[tuple[int, int]] = []
    if language == "en":
        for m in _EN_DATE.finditer(text):
            name = m[1].lower()
            if name == "may" and not (m[2] or re.search(r"\b(?:in|of|last|since|by)\s+$", text[: m.start()], re.I)):
                continue
            month = next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))
            result.append(Number(float(month), m.start(1), m.end(1), m[1], True))
            dated.append(m.span())
    for m in _EN_NUMBER.finditer(text):
        if m["n"]:
            value = float(m["n"].replace(",", "") or 0) * _SCALE.get((m["x"] or "").lower(), 1)
            if language == "ru" and (scale := _RU_SCALE.match(text, m.end())):
                value *= {"ты": 1e3, "ми": 1e6, "мл": 1e6, "тр": 1e12}[scale[1].lower()[:2]]
                value *= 1e3 if scale[1].lower().startswith(("миллиард", "млрд")) else 1
        elif language == "en":
            value = _EN_NUMBERS[m["w"].lower()] * _SCALE.get((m["y"] or "").lower(), 1)
        else:
            continue
        date = any(a <= m.start() < b for a, b in dated) or (m["n"] is not None and 1900 <= value <= 2100 and not m["x"])
        result.append(Number(float(value), *m.span(), m.group(), date))
    return sorted(result, key=lambda n: n.start)
