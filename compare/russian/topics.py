"""What a stretch of Russian text is about: triggers with their conditions, event aliases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from compare import lexicon
from compare.lexicon import Entry, Lexicon
from compare.matching import OTHER_PAIR, OWN_PAIR, PARTNER, LemmaView, Match, find
from compare.prefilter import WordIndex
from compare.records import Context
from compare.russian import names


@dataclass(frozen=True, slots=True)
class Setting:
    """What the triggers of a text depend on.

    sides: those that take part. home: the publisher's. named: triggers of subjects. general: triggers of general
    words, which give way to a subject. pairs: triggers that depend on who takes part. aliases: the event's own words.
    """

    sides: frozenset[str]
    home: str
    named: WordIndex
    general: WordIndex
    pairs: WordIndex
    aliases: tuple[Entry, ...]


def setting(context: Context, sides: Sequence[str], home: str) -> Setting:
    """The setting of a text. sides: of its participants. home: the publisher's side."""
    aliases = tuple(
        Entry(
            f"alias.{topic}.{n}", "topics", "ru", re.escape(word), "text", 0, topic, word, "event", (), (),
            regex=re.compile(rf"\b{re.escape(word)}\w{{0,3}}\b", re.IGNORECASE),
        )
        for topic, words in sorted(context.aliases.items())
        for n, word in enumerate(words)
        if word.strip()
    )  # fmt: skip
    return Setting(frozenset(sides), home, *_sorted(lexicon.load("topics", "ru"), frozenset(sides)), aliases)


@lru_cache(maxsize=128)
def _sorted(known: Lexicon, sides: frozenset[str]) -> tuple[WordIndex, WordIndex, WordIndex]:
    """The triggers of subjects, of general words, and those that depend on who takes part."""
    named: list[Entry] = []
    general: list[Entry] = []
    pairs: list[Entry] = []
    for e in known.entries:
        depends = e.options.get("kind") or sides & set(str(e.options.get("foreign", "")).split())
        (pairs if depends else general if e.options.get("weak") else named).append(e)
    return WordIndex(named), WordIndex(general), WordIndex(pairs)


def triggers(text: str, start: int, end: int, where: Setting, view: LemmaView | None) -> list[Match]:
    """Topic matches within a sentence, blocked ones included, in text order."""
    # apart, so that a general word or a pair of countries never swallows a subject that stands inside it
    found = [m for part in (where.named, where.general) for m in find(part, text, start, end, lemmas=view)]
    if where.aliases:
        found += find(where.aliases, text, start, end, lemmas=view)
    found += [_by_country(m, text, where) for m in find(where.pairs, text, start, end, lemmas=view)]
    return _strong_only(sorted(found, key=lambda m: (m.start, -m.end, m.entry.id)))


def _by_country(m: Match, text: str, where: Setting) -> Match:
    """Block names of a partner, and pairs of countries that are not, or are, the participants'; see `setting`."""
    if m.blocked:
        return m
    foreign = str(m.entry.options.get("foreign", "")).split()
    if foreign and where.sides & set(foreign):
        return replace(m, blocked=PARTNER)
    kind = m.entry.options.get("kind")
    if kind in ("pair", "third"):
        ours = _pair_is_ours(text[m.start : m.end].lower(), where)
        if kind == "pair" and not ours:
            return replace(m, blocked=OTHER_PAIR)
        if kind == "third" and ours:
            return replace(m, blocked=OWN_PAIR)
    return m


_SHORT = {"франко": "FR", "англо": "GB", "греко": "GR", "германо": "DE", "индо": "IN", "арабо": "SA"}
"""First halves of compounds that are no beginning of the country's adjective."""


def _pair_is_ours(phrase: str, where: Setting) -> bool:
    """Whether «российско-турецкий …» or «диалог с США» names the participants of this text."""
    guests = [code for code in where.sides if code != where.home]
    if not guests:
        return True
    compound = phrase.split()[0]
    if "-" in compound:
        halves = compound.split("-")
        return all(any(_means(half, code) for code in (*guests, where.home)) for half in halves)
    return any(
        (name := names.country_name(code)) and name.search(phrase.upper() if code == "US" else phrase.title())
        for code in guests
    )


def _means(half: str, code: str) -> bool:
    """Whether half of a compound («американо», «китайских») is the adjective of a country."""
    if re.match(names.adjective(code), half):
        return True
    stem = half.removesuffix("о")
    return half.endswith("о") and (
        _SHORT.get(half) == code
        or (len(stem) > 2 and any(a.startswith(stem) for a in names.adjective(code)[3:-1].split("|")))
    )


def _strong_only(found: list[Match]) -> list[Match]:
    """Block weak triggers, of general words such as «сотрудничество», beside a subject that is named."""
    strong = {m.entry.topic for m in found if not m.blocked and not m.entry.options.get("weak")}

    def gives_way(m: Match) -> bool:
        # thanks and praise stay beside what belongs to no subject of its own
        return bool(m.entry.options.get("weak") and strong - {m.entry.options.get("beside")})

    return [
        replace(m, blocked="a general word beside a subject that is named") if gives_way(m) and not m.blocked else m
        for m in found
    ]


def ordered(found: Sequence[Match]) -> tuple[str, ...]:
    """Topic ids of the matches that count, each once, in text order."""
    return tuple(dict.fromkeys(m.entry.topic for m in found if not m.blocked))
