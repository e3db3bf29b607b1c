"""What a text is, guessed from its words: language, date, side, kind, who took part. Each with reason and confidence.

A guess is a proposal for a form, not a fact: the user corrects it before anything is saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from readouts.given import DEFAULT_PUBLISHERS, known_leaders
from readouts.model import LANGUAGES, SIDES, Event, EventKind, Kind, Participant
from readouts.titles import TitleReading, kind_of, lands_in_chinese_title, named_in, read_title

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guess(Generic[T]):
    """A value with why it was taken and how sure that is: 1 stands there, 0.5 is a coin's toss, 0 is not known."""

    value: T
    reason: str
    confidence: float


_HEADS: tuple[tuple[str, str, date, date], ...] = (
    ("CN", "Xi Jinping", date(2013, 3, 14), date.max),
    ("RU", "Vladimir Putin", date(2012, 5, 7), date.max),
    ("US", "Barack Obama", date(2009, 1, 20), date(2017, 1, 20)),
    ("US", "Donald Trump", date(2017, 1, 20), date(2021, 1, 20)),
    ("US", "Joe Biden", date(2021, 1, 20), date(2025, 1, 20)),
    ("US", "Donald Trump", date(2025, 1, 20), date.max),
)
"""Who "the President" of a text is when it names nobody: side, name, from, until."""

_ENGLISH = frozenset(
    (
        *("the", "of", "and", "to", "in", "that", "is", "was", "on", "for", "with", "as", "by", "it", "at", "from"),
        *(
            "this",
            "be",
            "are",
            "have",
            "has",
            "their",
            "his",
            "will",
            "both",
            "he",
            "she",
            "they",
            "we",
            "our",
            "between",
        ),
    )
)
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> Guess[str]:
    """The language of a text: by its script, and in Latin script by its commonest words, else by lingua.

    '' where it is none of those that are read.
    """
    sample = text[:4_000]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return Guess("", "there are no letters", 0.0)
    han = sum("\u3400" <= c <= "\u9fff" for c in letters) / len(letters)
    kana = sum("\u3040" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7af" for c in letters) / len(letters)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters) / len(letters)
    if han > 0.3 and kana < 0.1:
        return Guess("zh", f"{han:.0%} of its letters are Chinese characters", min(0.99, 0.6 + han / 2))
    if kana >= 0.1:
        return Guess("", "Japanese or Korean letters: that language is not read", 0.9)
    words = [w.lower() for w in _WORD.findall(sample)]
    if cyrillic > 0.5:
        other = len(re.findall("[іїєґўћђјљњџ]", sample.lower())) / len(letters)
        if other > 0.01:
            return Guess("", "Cyrillic letters that are not Russian: that language is not read", 0.9)
        return Guess("ru", f"{cyrillic:.0%} of its letters are Cyrillic", min(0.98, 0.5 + cyrillic / 2))
    share = sum(w in _ENGLISH for w in words) / len(words)
    if share > 0.15 and len(words) >= 20:
        return Guess("en", f"{share:.0%} of its words are the commonest English ones", 0.97)
    return _by_lingua(sample)


def _by_lingua(sample: str) -> Guess[str]:
    found = _detector().compute_language_confidence_values(sample[:2000])
    if not found or found[0].value < 0.2:
        return Guess("", "the language could not be told", 0.0)
    code = found[0].language.iso_code_639_1.name.lower()
    if code not in LANGUAGES:
        return Guess("", f"it looks {found[0].language.name.capitalize()}: that language is not read", found[0].value)
    return Guess(code, "by its letters and words", round(min(0.9, found[0].value), 2))


@cache
def _detector():  # type: ignore[no-untyped-def]
    # Loaded when first needed: its models take a while.
    from lingua import Language, LanguageDetectorBuilder

    wanted = ("ENGLISH", "CHINESE", "RUSSIAN", "UKRAINIAN", "FRENCH", "GERMAN", "SPANISH", "ITALIAN", "PORTUGUESE")
    languages = [getattr(Language, name) for name in wanted]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.FACT_SHEET, r"^fact ?sheet|事实清单|成果清单|^list of outcomes"),
    (
        Kind.BRIEFING,
        r"press (?:briefing|conference|gaggle)|regular press|briefing by|例行记者会|记者问|答记者问"
        r"|брифинг|комментарий|ответы на вопросы",
    ),
    (Kind.TRANSCRIPT, r"^remarks (?:by|following|at)|transcript|^speech|начало встречи|стенограмма|致辞|讲话"),
    (Kind.POST, r"^\(?post of|truth social"),
)


def guess_kind(title: str, text: str, *, post: bool = False) -> Guess[Kind]:
    """What sort of publication it is, by its title and its first words."""
    if post:
        return Guess(Kind.POST, "the address is that of a post", 0.99)
    for kind, pattern in _KINDS:
        match = re.search(pattern, title, re.IGNORECASE)
        if match:
            return Guess(kind, f"the title says “{match[0]}”", 0.9)
    if re.search(r"\breadout\b", title, re.IGNORECASE):
        return Guess(Kind.READOUT, "the title says “readout”", 0.98)
    turns = len(
        re.findall(r"^(?:[A-ZА-ЯЁ][A-ZА-ЯЁ .]{2,40}|[А-ЯЁ]\.[А-ЯЁ][а-яё]+|Q|Q\.|A|问|答)\s*[:：]", text, re.MULTILINE)
    )
    if turns >= 3:
        return Guess(Kind.TRANSCRIPT, f"{turns} turns of speakers", 0.8)
    return Guess(Kind.READOUT, "nothing says otherwise", 0.6)


_PUBLISHED_BY: tuple[tuple[str, str, str], ...] = (
    ("CN", "Xinhua", r"\(Xinhua\)|新华社(?:北京|[\u4e00-\u9fff]{2,4})?\d+月\d+日电|^Xinhua\b"),
    ("CN", "CCTV", r"央视网消息|（新闻联播）|央视新闻客户端"),
    (
        "CN",
        "Ministry of Foreign Affairs of China",
        r"Ministry of Foreign Affairs of the People|外交部网站|mfa\.gov\.cn",
    ),
    ("US", "White House", r"^The White House\s*$|FOR IMMEDIATE RELEASE|Office of the Press Secretary|whitehouse\.gov"),
    ("US", "U.S. Department of State", r"Department Spokesperson|Office of the Spokesperson|state\.gov"),
    ("RU", "Kremlin", r"kremlin\.ru|Президент России\s*$|пресс-служб\w+ Кремля"),
    ("GB", "UK Government", r"\bgov\.uk\b|10 Downing Street|The Prime Minister spoke to"),
    ("UA", "Office of the President of Ukraine", r"president\.gov\.ua"),
    ("JP", "Ministry of Foreign Affairs of Japan", r"mofa\.go\.jp"),
)


def guess_side(text: str, language: str, title: str = "") -> Guess[tuple[str, str]]:
    """The side and the publisher of a text without an address: by what it calls itself, else by how it speaks.

    A text calls the other side's leader by country ("President Putin of Russia") and its own by office alone.
    """
    head, tail = text[:1500], text[-600:]
    for side, publisher, pattern in _PUBLISHED_BY:
        match = re.search(pattern, f"{title}\n{head}\n{tail}", re.MULTILINE)
        if match:
            return Guess((side, publisher), f"the text says “{' '.join(match[0].split())}”", 0.9)
    if language in _AT_HOME:
        return _by_language(text, language, title)
    if re.search(r"\breadout of (?:president|vice president)\b", title, re.IGNORECASE):
        return Guess(("US", "White House"), "the title is built as the White House builds them", 0.85)
    own = _own_voice(head)
    if own is not None:
        side, words = own
        return Guess(
            (side, DEFAULT_PUBLISHERS.get(side, SIDES.get(side, side))), f"it speaks as that side: “{words}”", 0.6
        )
    return Guess(("", ""), "nothing in the text says who published it", 0.0)


def agency_of(text: str, side: str) -> str:
    """The news agency or broadcaster of a side that signs a text at its head; '' where none does.

    Another's report of a call is no version of the ministry's own, however alike they are.
    """
    agencies = [p for p in _PUBLISHED_BY if p[0] == side and p[1] in ("Xinhua", "CCTV")]
    return next((name for _, name, signed in agencies if re.search(signed, text[:300], re.MULTILINE)), "")


_AT_HOME = {
    "zh": (
        "CN",
        "Chinese",
        re.compile(r"中方|我国|中国[^，。]{0,8}(?:主席|总理|部长|特使)|国家主席|国务院|中共中央|外交部长"),
    ),
    "ru": ("RU", "Russian", re.compile(r"Росси|российск|Кремл|глав\w+ государства", re.IGNORECASE)),
}
"""Whose texts are in a language, and how they name themselves at their head."""
_TRADITIONAL = frozenset("國與總統習電話談對說開會們這為發時過還後實際經關係兩邊臺灣華灣賴")


def _by_language(text: str, language: str, title: str) -> Guess[tuple[str, str]]:
    """The side that writes in a language, unless the text says that it is another's: Singapore writes Chinese too."""
    side, name, own = _AT_HOME[language]
    head = f"{title}\n{text[:600]}"
    if language == "zh" and len(_TRADITIONAL & set(head)) >= 3:
        return Guess(("", ""), "it is in traditional characters: Beijing writes simplified ones", 0.0)
    named = named_in(head, language)
    if named and not any(p.side == side for p in named) and not own.search(head):
        who = named[0].name("en")
        return Guess(("", ""), f"it is in {name}, but names {who} and nobody of {SIDES[side]}", 0.0)
    if not named and not own.search(head):
        return Guess((side, DEFAULT_PUBLISHERS[side]), f"it is in {name}, and names nobody known", 0.5)
    return Guess((side, DEFAULT_PUBLISHERS[side]), f"it is in {name}", 0.75)


def side_of(publisher: str) -> str:
    """The side of a publisher by its name, '' where the name does not tell."""
    known = [(name, side) for side, name, _ in _PUBLISHED_BY]
    known += [(account, known_leaders()[name.lower()].side) for account, name in _ACCOUNTS.items()]
    return next((side for name, side in known if name in publisher), "")


_VOICES: tuple[tuple[str, str], ...] = (
    (
        "CN",
        r"\bthe Chinese side\b|\bChina is (?:ready|willing) to\b|\bthe U\.S\. side\b"
        r"|\bChinese President Xi Jinping (?:on|spoke|talked|met|held|said)\b",
    ),
    (
        "US",
        r"\bI (?:just |have just )?(?:had|spoke|concluded)\b|\bPresident of the United States\b"
        r"|\bour (?:great )?(?:Country|farmers)\b|\b[Mm]y (?:very )?(?:good|great|long|productive)\b",
    ),
    ("RU", r"\bVladimir Putin had\b|\bthe (?:Russian|Head of the Russian) (?:leader|State)\b"),
)


def _own_voice(head: str) -> tuple[str, str] | None:
    for side, pattern in _VOICES:
        match = re.search(pattern, head)
        if match:
            return side, match[0]
    return _side_not_explained(head)


def _side_not_explained(head: str) -> tuple[str, str] | None:
    """The side whose leader the text names without his country, where it gives the other's: "U.S. President …"."""
    plain: list[tuple[str, str]] = []
    explained = False
    for person in named_in(head, "en"):
        name = rf"(?:{re.escape(person.name('en'))}|(?:\w+\. )?{re.escape(person.short)})"
        land = rf"(?:{'|'.join(_LANDS.get(person.side, ('nowhere',)))})"
        behind = re.search(rf"{name},? (?:Jr\. )?of (?:the )?{land}", head)
        before = re.search(rf"\b{land}(?:'s|’s)? (?:[A-Z]\w+ ){{0,3}}{name}", head)
        if behind or before:
            explained = True
        else:
            first = re.search(rf"(?:\w+ )?{name}", head)
            plain.append((person.side, first[0] if first else person.short))
    return plain[0] if explained and len({side for side, _ in plain}) == 1 else None


_LANDS = {
    "US": ("United States", r"U\.S\.", "US", "American"),
    "CN": (r"People['’]s Republic of China", "China", "PRC", "Chinese"),
    "RU": ("Russia", "Russian Federation", "Russian"),
    "UA": ("Ukraine", "Ukrainian"),
    "JP": ("Japan", "Japanese"),
    "KR": ("Republic of Korea", "South Korea", "Korean"),
    "IN": ("India", "Indian"),
    "GB": ("United Kingdom", "UK", "British"),
    "FR": ("France", "French"),
    "DE": ("Germany", "German"),
}


def guess_people(
    title: str, text: str, *, side: str, language: str, day: date | None, publisher: str = ""
) -> tuple[Guess[tuple[Participant, ...]], TitleReading]:
    """Who took part, the publisher's side first; and what the title says.

    From the title where it names them; the rest from the first paragraphs; last the head of the publisher's side,
    or whose account a post stands on, whatever his office was on that day.
    """
    heads = _author(publisher) or heads_of(side, day)
    reading = read_title(title, heads=heads) if title else TitleReading(None, ())
    people = list(reading.participants)
    reason, confidence = ("the title names them", 0.95) if len(people) > 1 else ("", 0.0)
    opening = text[:1500]
    if len(people) < 2 and not reading.group:
        lands = lands_in_chinese_title(title) if language == "zh" else ()
        named = [p for p in named_in(opening, language) if not lands or p.side in lands or p.side == side]
        before = len(people)
        for person in _both(named, heads, side):
            if len(people) < 2 and not any(p.side == person.side for p in people):
                people.append(person)
        if len(people) > before:
            reason, confidence = f"the first paragraphs name {'them' if len(people) > 1 else 'one'}", 0.75
    if heads and side and not any(p.side == side for p in people):
        people.insert(0, heads[0])
        reason = f"{reason or 'nobody is named'}; {heads[0].name('en')} led that side then"
        confidence = min(confidence, 0.7) if confidence else 0.4
    ordered = tuple(sorted(people, key=lambda p: p.side != side))
    if not ordered:
        return Guess((), "nobody is named whom the list of leaders knows", 0.0), reading
    if len(ordered) < 2:
        confidence = min(confidence or 0.4, 0.4)
        reason = reason or "the title names one"
    return Guess(ordered, reason, confidence), reading


def _both(named: Sequence[Participant], heads: Sequence[Participant], side: str) -> list[Participant]:
    """Of those a text names, one of its own side and one of another: who writes as "I" does not name himself.

    Somebody else of the own side counts where he is among the first two: a minister's call names him at once.
    """
    own = [p for p in named if p.side == side]
    if not heads or not side or any(p.side == side for p in named[:2]):
        return list(named)
    leader = next((p for p in own if p in heads), None)
    others = [p for p in named if p.side != side]
    return [leader, *others] if leader is not None else others[:1]


def _author(publisher: str) -> tuple[Participant, ...]:
    """Whose account a post stands on; () where that is not known."""
    return tuple(known_leaders()[name.lower()] for account, name in _ACCOUNTS.items() if account in publisher)


_ACCOUNTS = {"@realDonaldTrump": "Donald Trump"}


def heads_of(side: str, day: date | None) -> tuple[Participant, ...]:
    """Who led a side on a day (today where it is None); () where that is not known."""
    on = day or date.today()
    names = [name for s, name, start, end in _HEADS if s == side and start <= on < end]
    return tuple(known_leaders()[name.lower()] for name in names)


def guess_event_kind(reading: TitleReading, title: str, text: str) -> Guess[EventKind]:
    """How they met: by the title, else by the first sentences."""
    if reading.kind is not None:
        return Guess(reading.kind, "the title says so", 0.95)
    # Sentence by sentence: a later one may recall an earlier meeting.
    for sentence in re.split(r"(?<=[.!?。！？])\s*|\n+", text[:600]):
        found = kind_of(sentence)
        if found is not None:
            return Guess(found, "the first sentences say so", 0.75)
    return Guess(EventKind.CALL, "nothing says how: most readouts are of calls", 0.3)


YEARLESS = 0.55
"""Confidence of a day whose year nothing gives."""


def _apart(day: date, guessed: Guess[date | None]) -> int:
    if guessed.value is None:
        return 99
    if guessed.confidence == YEARLESS:
        try:
            return abs((day - guessed.value.replace(year=day.year)).days)
        except ValueError:
            return 99
    return abs((day - guessed.value).days)


LIKELY = 0.4
"""Confidence of an event proposed without knowing the day: to be shown, never to be saved unasked."""


def _last_event(events: Sequence[Event], people: Sequence[Participant]) -> Guess[str]:
    wanted = {p.short for p in people}
    same = [e for e in events if len(wanted & {p.short for p in e.participants}) >= 2 and e.date <= date.today()]
    if not same:
        return Guess("", "no event here has these people", 0.0)
    last = max(same, key=lambda e: e.date)
    return Guess(last.id, "the last event here with these people; the text gives no day", LIKELY)


def match_event(
    events: Iterable[Event], people: Iterable[Participant], day: Guess[date | None], kind: EventKind
) -> Guess[str]:
    """The event of the library that a text belongs to: the same people on the day, or one apart: an evening in
    Washington is a morning in Beijing. '' where there is none. A day whose year was not given may be that of any year.
    """
    people, events = tuple(people), tuple(events)
    if day.value is None:
        return _last_event(events, people)
    wanted = {p.short for p in people}
    sides = {p.side for p in people}
    best: tuple[float, Event, int] | None = None
    for event in events:
        apart = _apart(event.date, day)
        if apart > 1:
            continue
        there = {p.short for p in event.participants}
        same = len(wanted & there)
        of_sides = len(sides & set(event.sides))
        if same < 2 and not (same == 1 and of_sides >= 2 and len(wanted) < 2):
            continue
        # Who said "call" of what another says was a video call means the same event; a meeting is another.
        calls = (EventKind.CALL, EventKind.VIDEO_CALL)
        fits = event.kind == kind or (event.kind in calls) == (kind in calls)
        score = same - 0.3 * apart - (0.0 if event.kind == kind else 0.1 if fits else 0.5)
        if best is None or score > best[0]:
            best = (score, event, apart)
    if best is None:
        return Guess("", "no event here has these people on these days", 0.0)
    _, event, apart = best
    when = "on the same day" if not apart else f"{apart} day{'s' if apart > 1 else ''} apart"
    return Guess(event.id, f"the same people {when}", 0.95 if not apart and event.kind == kind else 0.7)
