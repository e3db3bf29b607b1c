"""What the title of a readout says: who met or spoke with whom, and how.

``Readout of President Biden’s Call with Prime Minister Kishida of Japan`` → a call of Biden (US), Kishida (JP).
Chinese and Russian titles likewise: 习近平同美国总统特朗普通电话,
Телефонный разговор с Президентом США Дональдом Трампом.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from readouts.countries import side_in_chinese, side_named, side_of_adjective
from readouts.given import family_name, known_leaders
from readouts.model import EventKind, Participant


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a title says. kind: None where it does not say. participants: those it names, in its order.

    group: the words for a party of many (``European Allies``), '' where single people are named.
    """

    kind: EventKind | None
    participants: tuple[Participant, ...]
    group: str = ""


_KINDS: tuple[tuple[EventKind, str], ...] = (
    (
        EventKind.VIDEO_CALL,
        r"\bvideo ?(?:tele)?-?(?:call|conference|conversation|meeting|talks)|\bvirtual(?:ly)?\b"
        r"|视频|видеоконферен|видеосвяз|видеовстреч",
    ),
    (
        EventKind.CALL,
        r"\b(?:tele)?phone\b|\bcalls?\b|\bconversations? with\b|\bspoke (?:today |by phone |yesterday )?with\b"
        r"|通电话|通话|телефонн|звон",
    ),
    (EventKind.VISIT, r"\bvisit(?:s|ed)?\b|\btrip\b|国事访问|进行.{0,6}访问|(?:государственн|официальн)\w+ визит"),
    (
        EventKind.MEETING,
        r"\bmeet(?:s|ing)?\b|\bmet\b|\btalks\b|\bengagement\b|\bpull[- ]aside\b|\bparticipation\b|\bbriefing\b"
        r"|\bconvening\b|\bsummit\b|会见|会谈|会晤|会议|встреч|переговор|бесед|саммит",
    ),
)

_OFFICE = (
    r"(?:(?:acting|former|opposition|deputy|vice|crown|foreign|prime|chief|general|high|grand|interim|executive)[ -])*"
    r"(?:president|minister|chancellor|king|queen|prince|princess|sultan|amir|emir|sheikh|secretary[- ]general"
    r"|secretary|taoiseach|pope|premier|chairman|chairperson|adviser|advisor|leader|cardinal|patriarch|representative"
    r"|governor|speaker|senator|administrator|commissioner|commander|director|envoy|mayor|(?:all-)?holiness|majesty"
    r"|highness|excellency)"
    r"(?:[ -](?:elect|designate|general|of state|of foreign affairs))?"
)
_PARTICLE = r"(?:(?:al|el|Al|El)[-–][\w’']+|(?:[Bb]in|[Ii]bn|[Aa]l|da|de|von|der|van|den|dos|di|del|la|le)\b)"
_NAME = rf"[A-ZÀ-Ž][\w.'’-]*(?: (?:{_PARTICLE}|[A-ZÀ-Ž][\w.'’-]*))*"
_LEAD = re.compile(
    rf"(?<!\bthe )\b(?P<office>(?i:(?:(?:his|her|their) )?{_OFFICE}(?: {_OFFICE})*))"
    rf"(?: of (?P<land1>(?:the )?{_NAME}(?: of (?:the )?{_NAME})*))?(?: (?P<name>{_NAME}))?(?: of (?P<land2>.+))?"
)
_NEXT = re.compile(rf",? (?:and|&) (?=(?i:{_OFFICE})\b)|, (?=(?i:{_OFFICE})\b)")
_AT_HOME = re.compile(
    r"\b(?:governors?|speaker|senators?|senate|house|congress\w*|caucus|legislators|regulators|fema|mayors?|commissioner|"
    r"cabinet|economists|economic team|advisory board|council of advisors|members|plaintiffs|labor leaders|officials|"
    r"administrator|coast guard|lieutenant|business|energy sector|negotiators|leaders schumer|supply chain"
    r"|severe weather|hurricane|fentanyl|preparedness|bridge collapse|war cabinet)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:(?:call|conversation|meeting|talk|engagement|aside|visit|talks|conference)s?|spoke|speaks?|meets?|met|talked)"
    r"(?: (?:by (?:tele)?phone|today|virtually|over the phone))? (?:with|to) (?P<others>.+)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r" (?:on|in advance of|regarding|about|ahead of|at|to discuss|after|following) (?=[A-Z\w]).*", re.DOTALL
)


def read_title(title: str, *, heads: Iterable[Participant] = ()) -> TitleReading:
    """What a title says. heads: the leaders of the publisher's side, to know whose call it was."""
    words = " ".join(title.replace("\xa0", " ").replace("\u2060", "").split())
    kind = kind_of(words)
    if re.search(r"[\u3400-\u9fff]", words):
        return TitleReading(kind, _chinese(words))
    if re.search(r"[А-Яа-я]{3}", words):
        return TitleReading(kind, named_in(words, "ru"))
    body = re.sub(r"^(?:joint )?(?:readout|summary|statement) (?:of|on|from) (?:the )?", "", words, flags=re.IGNORECASE)
    match = _WITH.search(body)
    if not match:
        return TitleReading(kind, named_in(words, "en"), _group(body))
    first = named_in(body[: match.start()], "en") or _of_heads(body[: match.start()], heads)
    others = _others(match["others"]) or named_in(match["others"], "en")
    if not others and _AT_HOME.search(match["others"]) and first:
        label = _TOPIC.sub("", match["others"]).strip(" .")[:60]
        return TitleReading(kind, (*first[:1], Participant(label, first[0].side, {"en": label})), label)
    group = "" if others else _TOPIC.sub("", match["others"]).strip(" .")[:60]
    return TitleReading(kind, _once((*first, *others)), group)


def kind_of(words: str) -> EventKind | None:
    """How people met, by the first word in a title or sentence that tells; None where none does."""
    for kind, pattern in _KINDS:
        if re.search(pattern, words, re.IGNORECASE):
            return kind
    return None


def named_in(text: str, language: str) -> tuple[Participant, ...]:
    """The leaders a text names by their full names, or by office and surname, in the order of first mention."""
    found: list[tuple[int, Participant]] = []
    for pattern, person in _patterns(language):
        match = pattern.search(text)
        if match:
            found.append((match.start(), person))
    return _once(person for _, person in sorted(found, key=lambda pair: pair[0]))


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Participant], ...]:
    people: dict[str, Participant] = {p.name("en"): p for p in known_leaders().values()}
    return tuple((re.compile(_pattern(p, language), re.UNICODE), p) for p in people.values())


def _pattern(person: Participant, language: str) -> str:
    if language == "zh":
        return re.escape(person.names.get("zh", person.short))
    if language == "ru":
        words = person.names.get("ru", person.short).split()
        declined = [_declined(w) for w in words]
        # A surname alone will do where it is long enough to be nobody else's.
        alone = rf"|\b{declined[-1]}\b" if len(words) > 1 and len(words[-1]) > 4 else ""
        return rf"\b{' '.join(declined)}\b{alone}"
    full = [
        re.escape(spelling)
        for spelling, p in known_leaders().items()
        if p is person or p.name("en") == person.name("en")
    ]
    office = (
        r"(?:President|Premier|Minister|Chancellor|Chairman|King|Prince|Secretary(?:[- ]General)?|Mr\.|State Councilor)"
    )
    return rf"(?i:\b(?:{'|'.join(sorted(full, key=len, reverse=True))})\b)|\b{office} {re.escape(person.short)}\b"


def _declined(name: str) -> str:
    """A pattern of a Russian name in all its cases: ``Трамп`` → Трампа, Трампу, Трампом …"""
    base = re.sub(r"(?:ий|ый|ой|[аяйь])$", "", name) if len(name) > 3 else name
    return rf"{re.escape(base)}(?:а|я|у|ю|е|ы|и|ь|й|ом|ем|ём|ым|им|ой|ей|ий|ый|ого|его|ому|ему|ою|ею)?"


def _others(words: str) -> tuple[Participant, ...]:
    """The people after "with", each with office, name and country."""
    flat = re.sub(r"(?<=\w)['’](?=s?\b|\s)(?:s\b\.?)?", "", words)
    people: list[Participant] = []
    for part in _NEXT.split(flat):
        match = _LEAD.search(part)
        if match is None or not (match["name"] or match["land1"]):
            continue
        before = re.sub(r"^and ", "", part[: match.start()].strip(" ,"))
        land = match["land2"] or match["land1"] or ""
        name = match["name"] or ""
        # "Prime Minister of Italy Giorgia Meloni": the country runs into the name.
        if match["land1"] and not name:
            land, name = _land_and_name(match["land1"])
        side = side_named(_TOPIC.sub("", land)) or side_of_adjective(before) or side_named(before)
        office = match["office"]
        if not side and re.search(r"(?i)\bpope\b", f"{office} {name}"):
            side = "VA"
        if not side and _AT_HOME.search(f"{office} {name}"):
            side = "US"
        person = _person(name, side, office)
        if person is not None:
            people.append(person)
    shared = [p.side for p in people if p.side]
    # "President Ghani and Chairman Abdullah of Afghanistan": one country for both.
    return tuple(p if p.side else replace(p, side=shared[-1]) for p in people if p.side or shared)


def _land_and_name(words: str) -> tuple[str, str]:
    parts = words.split()
    for length in range(len(parts), 0, -1):
        if side_named(" ".join(parts[:length])):
            return " ".join(parts[:length]), " ".join(parts[length:])
    return words, ""


def _person(name: str, side: str, office: str) -> Participant | None:
    name = re.sub(r"^(?:(?:Sheikh|King|Sultan|Amir|Minister|President|Pope|Mr\.|Dr\.) )+", "", name.strip())
    if not name:
        return None
    folded = fold(name)
    by_name, by_short = _leaders()
    exact = by_name.get(folded)
    if exact is not None and (not side or exact.side == side):
        return exact
    for short in (folded, folded.split()[-1]):
        same = [p for p in by_short.get(short, ()) if p.side == side or (not side and short == folded)]
        if same:
            return same[0]
    return Participant(family_name(name, side), side, {"en": name}, {"en": " ".join(office.split())})


@cache
def _leaders() -> tuple[Mapping[str, Participant], Mapping[str, list[Participant]]]:
    by_name = {fold(spelling): person for spelling, person in known_leaders().items()}
    by_short: dict[str, list[Participant]] = {}
    for person in dict.fromkeys(p.name("en") for p in by_name.values()):
        one = by_name[fold(person)]
        by_short.setdefault(fold(one.short), []).append(one)
    return by_name, by_short


def fold(name: str) -> str:
    """A name in small letters without accents: ``Erdoğan`` → ``erdogan``."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def _of_heads(words: str, heads: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple(h for h in heads if re.search(rf"\b{re.escape(h.short)}\b", words))[:1]


def _once(people: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple({(p.short, p.side): p for p in people}.values())


def _group(words: str) -> str:
    match = re.search(r"\b(?:participation in|briefing on|meeting (?:on|to)|trip to) (.{0,60})", words, re.IGNORECASE)
    # "President Biden’s Supply Chain Convening": what is his.
    match = match or re.search(r"['’]s?\.? (.{3,60})", words)
    return match[1].strip() if match else ""


_OFFICE_ZH = (
    r"(?:总统|主席|总理|首相|国王|外长|外交部长|国务卿|总书记|秘书长|王储|埃米尔|苏丹|议长|防长|财长|贸易代表"
    r"|国家安全事务助理|当选总统)"
)
_OTHER_ZH = re.compile(
    rf"(?:应约同|应约与|同|与|和|会见|、|接到)(?P<land>[\u4e00-\u9fff]{{2,12}}?)(?P<office>{_OFFICE_ZH})"
    r"(?P<name>[\u4e00-\u9fff·]{0,10}?)(?=通电话|通话|举行|会谈|会晤|视频|、|共同|在|$|[，。 ])"
)


def _chinese(title: str) -> tuple[Participant, ...]:
    people = list(named_in(title, "zh"))
    for match in _OTHER_ZH.finditer(title):
        side = side_in_chinese(match["land"])
        name = match["name"]
        if side and name and not any(p.side == side for p in people):
            people.append(Participant(name, side, {"zh": name}, {"zh": match["office"]}))
    return _once(people)


def lands_in_chinese_title(title: str) -> tuple[str, ...]:
    """Sides of offices a Chinese title gives without a name: 同美国总统通电话 → US."""
    return tuple(side for m in _OTHER_ZH.finditer(title) if (side := side_in_chinese(m["land"])))


def by_side(people: Iterable[Participant]) -> Mapping[str, Participant]:
    """The first of each side."""
    found: dict[str, Participant] = {}
    for person in people:
        found.setdefault(person.side, person)
    return found
