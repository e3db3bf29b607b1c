"""Who is who in an English text: participants by name, title and pronoun, sides by country, and everybody else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from compare.english.countries import FAMILY_NAME_FIRST, country, lower, mentions
from compare.records import BOTH, PUBLISHER, Context
from readouts.model import Participant

_TITLES = (
    "acting president|vice president|deputy prime minister|prime minister|president|chancellor|premier|taoiseach|"
    "secretary[- ]general|general secretary|secretary of state|high representative|state councilou?r"
    "|chairman|chairwoman|"
    "chairperson|crown prince|prince|king|queen|emir|amir|sultan|sheikh|pope|foreign minister|foreign secretary|"
    "defen[cs]e minister|minister|secretary|ambassador|special envoy|envoy|national security advis[oe]r"
    "|adviser|advisor|"
    "senator|governor|general|mr\\.?|mrs\\.?"
    "|ms\\.?|dr\\.?"
    "|sir|shri|spokesperson|spokesman|spokeswoman|director|commissioner|leader|chair"
)
_LEADER_TITLES = (
    "acting president|prime minister|president|chancellor|premier|taoiseach|secretary[- ]general|general secretary|"
    "chairman|crown prince|king|queen|emir|amir|sultan|pope|supreme leader"
)
_NAME = r"(?:[A-ZÀ-ÖØ-ÞŁŠŽČİ]\.|[A-ZÀ-ÖØ-ÞŁŠŽČİ][\w’'\-]*)"
_FULL_NAME = rf"{_NAME}(?:\s+(?:(?:de|da|dos|del|van|von|der|den|bin|bint|al|el|ben|la|i|y)\s+)*{_NAME}){{0,4}}"
_SOMEBODY = re.compile(
    rf"\b(?P<title>(?i:{_TITLES}))\s+(?P<name>{_FULL_NAME})(?:,?\s+Jr\.?)?"
    rf"(?P<of>,?\s+of\s+(?:the\s+)?(?P<country>{_FULL_NAME}))?"
)
_FAMILY = frozenset(
    [
        "Xi",
        "Li",
        "Wang",
        "Kim",
        "Moon",
        "Yoon",
        "Lee",
        "Hu",
        "Wen",
        "Jiang",
        "Tsai",
        "Lai",
        "Nguyen",
        "Pham",
        "To",
        "Phạm",
        "Nguyễn",
        "Hun",
    ]
)
_FIRST_WORD = re.compile(r"\w+")
_TITLED = re.compile(rf"\b(?:{_TITLES})\s+(?:(?!and\b|of\b|to\b|with\b|the\b)[\w.’'\-]+\s+){{0,3}}$")
_STOP_NAME = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "at",
        "also",
        "today",
        "said",
        "his",
        "her",
        "of",
        "to",
        "both",
        "a",
        "an",
        "general",
        "council",
        "state",
        "affairs",
        "security",
    ]
)
_HEADS = {
    **dict.fromkeys(
        re.findall(r"\w+", "GB JP IN CA AU NZ IT IL ES PT NL BE GR SE NO DK SG MY TH PK BD NP IQ ET KH HU BG"),
        "prime minister",
    ),
    **dict.fromkeys(("DE", "AT"), "chancellor"),
    **dict.fromkeys(("SA", "JO", "BH", "MA"), "king"),
    **dict.fromkeys(("UN", "NATO"), "secretary general"),
}
"""Title of the person who speaks for a side with other countries, where it is not “president”."""
_TITLE_SAYS = (
    "underlined|said|stressed|noted|conveyed|thanked|invited|reiterated|expressed|emphasi[sz]ed|welcomed|highlighted|"
    "congratulated|extended|appreciated|recalled|affirmed|reaffirmed|called|underscored|stated|added|urged"
    "|raised|shared|briefed"
)
_PLURAL = (
    r"(?:leaders|presidents|prime ministers|premiers|chancellors|heads of (?:state|government)|sides|counterparts"
    r"|statesmen|interlocutors)"
)
_OF_BOTH = r"(?:\s+of\s+(?:the\s+)?[a-z. ]{2,30}?\s+and\s+(?:the\s+)?[a-z.]{2,20})?"
_BOTH = (
    rf"(?:the\s+|these\s+|our\s+|their\s+)?(?:two|both)\s+(?:of\s+(?:them|us|the)\s+)?(?:[a-z]+\s+)?{_PLURAL}"
    rf"|(?:the\s+)?{_PLURAL}(?=\s+of\s+(?:the\s+)?(?:two|both)\b)|the\s+(?:{_PLURAL}|parties|pair"
    rf"|delegations)\b{_OF_BOTH}"
    rf"|the\s+(?:{_LEADER_TITLES})\s+and\s+(?:the\s+)?(?:{_LEADER_TITLES})"
    r"(?=\s+(?:also\s+|both\s+|then\s+|jointly\s+)?(?:\w+ed|undertook|spoke|held|met|took|had|were|are|have)\b)"
    r"|both\s+(?:countries|parties|nations|governments|delegations)|the\s+two\s+(?:countries|nations|governments|"
    r"parties|delegations|men|teams)|the\s+two(?=\s+(?:also\s+|further\s+)?[a-z]+ed\b)|\btheir\s+teams"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named in the text. kind: person, title, pronoun, both, they, country or somebody.

    who: short name of the person, ``both``, or '' where only a side is named. side: its code.
    """

    start: int
    end: int
    kind: str
    who: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """The participants as this text names them.

    index: first word of a mention → kind, person and pattern of what may begin with it.
    titles: lower-case title → short names that bear it.
    author: short name of the first-person author, '' where there is none.
    """

    people: tuple[Participant, ...]
    side: str
    author: str
    index: dict[str, list[tuple[str, str, re.Pattern[str]]]] = field(default_factory=dict)
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def person(self, short: str) -> Participant | None:
        """The participant of a short name, or None."""
        return next((p for p in self.people if p.short == short), None)

    def side_of(self, speaker: str) -> str:
        """Side of a speaker; the publisher's for narration, '' for both or an unknown person."""
        if speaker == PUBLISHER:
            return self.side
        found = self.person(speaker)
        return found.side if found else ""

    def home(self) -> Participant | None:
        """The participant of the publisher's side."""
        return next((p for p in self.people if p.side == self.side), None)


def plain(name: str) -> str:
    """A name without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _forms(person: Participant) -> list[str]:
    """What a participant is called: full name, family name, short name, with and without accents."""
    full = person.name("en")
    tokens = [t for t in re.split(r"\s+", full) if t]
    short = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", person.short)
    forms = [full, short]
    if tokens and person.side not in FAMILY_NAME_FIRST and short.lower() not in full.lower():
        forms.append(tokens[-1])
    if len(tokens) > 2 and person.side == "VN":
        forms.append(tokens[-1])
    forms += [plain(f) for f in forms]
    return sorted({f for f in forms if len(f) > 1}, key=len, reverse=True)


def build(context: Context, text: str, start: int = 0) -> Parties:
    """The parties of a text: those of the context, else those its beginning names.

    start (int): where its first sentence begins.
    """
    people = context.participants
    if len(people) < 2:
        known = {p.side for p in people if p.side} | {p.short for p in people}
        people += tuple(
            p for p in guess(text[start:], context.side) if p.short not in known and (not p.side or p.side not in known)
        )
    index: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}

    def add(word: str, kind: str, who: str, pattern: str) -> None:
        index.setdefault(word, []).append((kind, who, _compiled(pattern)))

    titles: dict[str, list[str]] = {}
    low = lower(text)
    for person in people:
        forms = [f.lower() for f in _forms(person)]
        for form in forms:
            first = _FIRST_WORD.match(form)
            if first:
                name = re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]")
                add(first.group(), "person", person.short, rf"{name}\b")
        for title in _titles_of(person, forms, low):
            titles.setdefault(title, []).append(person.short)
    home = next((p for p in people if p.side == context.side), None)
    if home and not any(home.short in bearers for bearers in titles.values()):
        titles.setdefault(_HEADS.get(home.side, "president"), []).append(home.short)
    sides = [p.side for p in people]
    for person in people:
        named = country(person.side) if sides.count(person.side) == 1 else None
        if named:
            where = lower(named.pattern)
            add(
                "the",
                "person",
                person.short,
                rf"the\s+(?:(?:{where})\s+(?:{_LEADER_TITLES}|leader|head of (?:state|government))\b"
                rf"|(?:{_LEADER_TITLES}|leader)\s+of\s+(?:the\s+)?(?:{where}))",
            )
    for word in ("the", "these", "our", "their", "two", "both", "leaders", "presidents"):
        add(word, "both", BOTH, _BOTH)
    add("the", "title", "", rf"the\s+(?:{_LEADER_TITLES})\b(?!\s+of\b)")
    add("both", "both", BOTH, r"both(?=\s+(?:also\s+)?(?:\w+ed|remain|stressed|are|were|have|look|said|noted)\b)")
    for title in titles:
        add(
            title.split()[0],
            "title",
            "",
            rf"{re.escape(title)}(?=\s+(?:also\s+|then\s+|further\s+)?(?:{_TITLE_SAYS})\b)",
        )
    for word, kind in (("he", "pronoun"), ("she", "pronoun"), ("they", "they")):
        add(word, kind, BOTH if kind == "they" else "", word)
    author = context.author or _author(text[start:], people, context.side)
    return Parties(tuple(people), context.side, author, index, {k: tuple(dict.fromkeys(v)) for k, v in titles.items()})


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _titles_of(person: Participant, forms: list[str], low: str) -> list[str]:
    """Leaders' titles a participant bears: as given, and as written before his name where it first has one."""
    found = [m.group().lower() for m in _A_TITLE.finditer(person.titles.get("en", ""))]
    for form in forms:
        at = -1
        for _ in range(5):
            at = low.find(form, at + 1)
            if at < 0:
                break
            m = _TITLE_BEFORE.search(low, max(0, at - 60), at)
            if m:
                return [*found, m.group(1)]
    return found


_A_TITLE = re.compile(_LEADER_TITLES, re.IGNORECASE)
_TITLE_BEFORE = re.compile(rf"\b({_LEADER_TITLES})\s+(?:[\w.’'\-]+\s+){{0,3}}?$")


_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:ve|m|d|ll)|my|me)\b", re.IGNORECASE)
_POST_OPENING = re.compile(
    r"\s*(?:just\s+(?:now\s+)?(?:completed|concluded|finished|had|spoke|got off|met)|had an?|spoke (?:to"
    r"|with)|great (?:call|"
    r"meeting|conversation)|glad to|happy to|pleased to|delighted to|thank you|congratulations|good (?:call"
    r"|meeting))\b",
    re.IGNORECASE,
)


_WE_OPENING = re.compile(
    r"\W*we\s+(?:just|have|had|discussed|spoke|talked|agreed|met|made|will|both|are)\b", re.IGNORECASE
)


def _author(text: str, people: tuple[Participant, ...], side: str) -> str:
    """The author of a first-person post: the only participant of the publisher's side, where the text opens with I."""
    own = [p.short for p in people if p.side == side]
    if len(own) != 1:
        return ""
    opening = re.split(r"(?<=[.!?])\s", text.strip()[:600])[:2]
    first = next((_FIRST_PERSON.search(s) for s in opening if _FIRST_PERSON.search(s)), None)
    if _POST_OPENING.match(text) or _WE_OPENING.match(text):
        return own[0]
    if first is None:
        return ""
    before = text.strip()[: first.start()] if _FIRST_PERSON.search(opening[0]) else opening[0]
    reported = re.search(
        r"[“\"]|\b(?:said|noted|stated|stressed|pointed out|emphasi[sz]ed|that)\b", before, re.IGNORECASE
    )
    return "" if reported else own[0]


def guess(text: str, side: str) -> tuple[Participant, ...]:
    """The two leaders a text names first by title, where nobody said who took part."""
    found: dict[str, Participant] = {}
    for m in _SOMEBODY.finditer(text[:4000]):
        if not re.fullmatch(_LEADER_TITLES, m["title"], re.IGNORECASE):
            continue
        tokens = [
            t
            for t in re.split(r"[\s]+", m["name"].rstrip("."))
            if t and t not in ("Jr.", "Jr", "Sr.", "II", "III", "IV")
        ]
        while tokens and tokens[-1].lower() in _STOP_NAME:
            tokens.pop()
        if not tokens or tokens[0].lower() in _STOP_NAME:
            continue
        before = mentions(text, max(0, m.start() - 40), m.start())
        near = before[-1][2] if before and text[before[-1][1] : m.start()].strip() in ("", "’s", "'s") else ""
        if m["country"]:
            named = mentions(text, m.start("country"), m.end("country"))
            near = named[0][2] if named else near
        family = tokens[0] if (near in FAMILY_NAME_FIRST or tokens[0] in _FAMILY) and len(tokens) > 1 else tokens[-1]
        key = next((k for k in found if k in tokens), family)
        if key in found:
            if near and not found[key].side:
                found[key] = Participant(key, near, found[key].names, found[key].titles)
            continue
        found[key] = Participant(key, near, {"en": " ".join(tokens)}, {"en": m["title"].title()})
        if len(found) == 2:
            break
    people = list(found.values())
    if side and people and not any(p.side == side for p in people):
        free = next((i for i, p in enumerate(people) if not p.side), None)
        if free is not None:
            people[free] = Participant(people[free].short, side, people[free].names, people[free].titles)
    return tuple(people)


_JUNIOR = re.compile(r"(?:,?\s+jr\b\.?|\s+(?:i{1,3}|iv|vi?)\b)?")
"""What may follow a name and belongs to it."""


def actors(parties: Parties, text: str, start: int, end: int) -> list[Actor]:
    """Everybody mentioned in a stretch of text, in order; titles before a name belong to the mention."""
    stretch = lower(text[start:end])
    found: list[Actor] = []
    at = 0
    for word in _FIRST_WORD.finditer(stretch):
        a = word.start()
        if a < at:
            continue
        for kind, who, pattern in parties.index.get(word.group(), ()):
            m = pattern.match(stretch, a)
            if not m:
                continue
            b = m.end()
            if kind == "title":
                found.append(_bearer(parties, m.group(), start + a, start + b))
            elif kind == "person":
                b = _JUNIOR.match(stretch, b).end()  # type: ignore[union-attr]
                before = _TITLED.search(stretch, at, a)
                first = before.start() if before else a
                found.append(Actor(start + first, start + b, kind, who, parties.side_of(who)))
            else:
                found.append(Actor(start + a, start + b, kind, who))
            at = b
            break
    return found


def _bearer(parties: Parties, words: str, start: int, end: int) -> Actor:
    """Who “the President” is: the only bearer of the title, else the publisher's own."""
    title = re.sub(r"^the\s+", "", words)
    bearers = parties.titles.get(title, ())
    home = parties.home()
    if home and (home.short in bearers or not bearers):
        return Actor(start, end, "title", home.short, home.side)
    if bearers:
        return Actor(start, end, "title", bearers[0], parties.side_of(bearers[0]))
    return Actor(start, end, "title", "")


def somebody(parties: Parties, text: str, start: int, end: int) -> list[Actor]:
    """Persons with a title and a name who are no participants, each by family name."""
    taken = {f.lower() for p in parties.people for f in _forms(p)}
    found = []
    for m in _SOMEBODY.finditer(text, start, end):
        tokens = [t.strip(".,") for t in m["name"].split()]
        tokens = tokens[: next((i for i, t in enumerate(tokens) if t.lower() in _STOP_NAME), len(tokens))]
        if not tokens or any(t.lower() in taken for t in tokens) or mentions(tokens[0]):
            continue
        stop = m.start("name") + len(m["name"])
        family = tokens[0] if tokens[0] in ("Wang", "Li", "Zhao", "Yang", "He", "Liu", "Han", "Dong") else tokens[-1]
        found.append(Actor(m.start(), stop, "somebody", family))
    return found
