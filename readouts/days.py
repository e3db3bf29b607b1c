"""When a call was, and when its text was published, as the text's own first words tell it.

Three things give a date at the head of a text: the line of publication (``2026-02-05 00:31``), the sentence on the
call (``On the evening of February 4``), and what is recalled or announced (``when we last spoke``, ``will visit on``).
Only the second is the day of the call; the first is the day from which "yesterday" and "on Wednesday" count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from readouts.guess import YEARLESS, Guess
from readouts.sources.dates import Found, ambiguous, find_dates
from readouts.titles import kind_of

ZONES = {
    "CN": ("Asia/Shanghai", "Beijing"),
    "RU": ("Europe/Moscow", "Moscow"),
    "US": ("America/New_York", "Washington"),
    "UA": ("Europe/Kyiv", "Kyiv"),
    "JP": ("Asia/Tokyo", "Tokyo"),
    "KR": ("Asia/Seoul", "Seoul"),
    "IN": ("Asia/Kolkata", "New Delhi"),
    "GB": ("Europe/London", "London"),
    "FR": ("Europe/Paris", "Paris"),
    "DE": ("Europe/Berlin", "Berlin"),
}
"""In whose time a publisher writes a clock without a zone: side → IANA zone, its city."""

ASSUMED = "time assumed"
"""Ends the words of a time whose zone the text does not give; such a time is proposed, never kept as exact unasked."""
HEAD = 700
"""Characters of a text in which its day is looked for."""
_FUTURE = timedelta(days=3)
"""A call lies no further ahead of its readout: beyond, a day without a year is last year's."""

_SENTENCES = re.compile(
    r"\n+|(?<=[。！？!?；;])\s*|(?<=[a-zа-яё0-9)”\"]\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bJr\.)\s+(?=[A-ZА-ЯЁ“«\"])"
)
_SIGNED = re.compile(r"\s*(?:\([A-Z][\w. -]{2,20}\)|[电電讯]|/ТАСС/|\. ?/ТАСС/)")
"""Behind the date of an agency's line: ``BEIJING, Nov. 19 (Xinhua)``, ``新华社北京11月19日电``."""
_RECALLED = re.compile(
    r"\b(?:last|previous(?:ly)?|earlier(?! (?:today|this))|since|following|after|before|until|till|when|as agreed"
    r"|reached|starting|effective|beginning|will|would|shall|to (?:meet|visit|travel|host)|upcoming|next|scheduled"
    r"|planned|anniversary) (?:[^\s,;]+ ){0,9}$"
    r"|(?:上次|此前|去年|前次|自|继|将于|拟于|定于)[^，。]{0,12}$"
    r"|\b(?:ранее|прошл\w+|предыдущ\w+|после|начиная|состоится|запланирован\w*|намечен\w*|достигнут\w+)"
    r" (?:[^\s,;]+ ){0,6}$",
    re.IGNORECASE,
)
_RECALLED_BEHIND = re.compile(r"[^，。]{0,10}(?:以来|之后|达成|共识)")
_FEW = 6
"""Words, or pairs of Chinese characters, that may stand beside the date in a line of publication."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date of the head. role: 'line', 'signed', 'told' or 'recalled'. first: in the title or the first sentence."""

    found: Found
    words: str
    role: str
    first: bool
    about_call: bool


def _dated(title: str, text: str) -> Iterator[_Dated]:
    """The dates of the title and the head of a text, in their order."""
    told = 0
    for part in (title, *_SENTENCES.split(text[:HEAD])):
        sentence = (part or "").strip()
        about = kind_of(sentence) is not None
        prose = False
        for found in find_dates(sentence):
            role = _role(found, sentence, about)
            prose = prose or role != "line"
            yield _Dated(found, sentence[found.start : found.end], role, told == 0, about)
        told += bool(sentence) and sentence != title.strip() and (prose or _said(sentence) > _FEW)


def _said(sentence: str) -> float:
    """How much a sentence says: words, two Chinese characters being one."""
    han = len(_HAN.findall(sentence))
    return han / 2 + sum(not _HAN.match(word) for word in _WORD.findall(sentence))


def _role(found: Found, sentence: str, about_call: bool) -> str:
    before, behind = sentence[: found.start], sentence[found.end :]
    if len(before) < 60 and _SIGNED.match(behind):
        return "signed"
    if not about_call and _said(f"{before} {behind}") <= _FEW:
        return "line"
    if _RECALLED.search(before) or _RECALLED_BEHIND.match(behind):
        return "recalled"
    return "told"


def _in_year(found: Found, anchor: date) -> date | None:
    """A date in the year of an anchor, or the one before where it would lie ahead of it."""
    day = found.on(anchor.year)
    if day is not None and found.year is None and day > anchor + _FUTURE:
        day = found.on(anchor.year - 1)
    return day


_AGO = (
    (re.compile(r"\byesterday\b|昨[天日晚]|вчера", re.IGNORECASE), 1),
    (re.compile(r"\btoday\b|\bthis (?:morning|afternoon|evening)\b|今[天日晚]|сегодня", re.IGNORECASE), 0),
)
_WEEKDAY = re.compile(
    r"(?<!next )(?<!last )\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:周|星期|礼拜)([一二三四五六日天])"
    r"|\b[Вв]о? (понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)\b"
)
_NUMBER = {
    name: number
    for names in (
        ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"),
        "一二三四五六日",
        ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
    )
    for number, name in enumerate(names)
} | {"天": 6}
_BARE_DAY = re.compile(r"(?<![\d月]) ?(\d{1,2}) ?日(?=凌晨|早|上午|中午|下午|傍晚|晚|夜|在|同|应约)")
"""A day without its month, as the news gives it: 18日晚."""


def guess_day(title: str, text: str, published: date | None) -> Guess[date | None]:
    """The day of the event: as the sentence on the call gives it, by date, "yesterday" or weekday; else publication's.

    published: day of publication where something besides the text gives it. What is recalled or announced is left out.
    """
    dates = list(_dated(title, text))
    line = next((d for d in dates if d.role in ("signed", "line")), None)
    anchor = published or (_in_year(line.found, date.today()) if line else None)
    sure = published is not None or (line is not None and line.found.year is not None)
    weak: Guess[date | None] | None = None
    for d in dates:
        if d.role != "told":
            continue
        day = _in_year(d.found, anchor or date.today())
        if day is None or (published is not None and not timedelta(days=-3) <= published - day <= timedelta(days=31)):
            continue
        certain = 0.9 if d.found.year or sure else YEARLESS
        year = "" if certain != YEARLESS else ", and no year"
        if d.first or d.about_call:
            return Guess(day, f"the text gives “{d.words}”{year}", certain)
        weak = weak or Guess(day, f"a later sentence gives “{d.words}”{year}", min(certain, 0.5))
    said = _by_anchor(text, anchor, sure) if anchor is not None else None
    if said is not None:
        return said
    if weak is not None:
        return weak
    if anchor is None:
        unclear = ambiguous(f"{title}\n{text[:HEAD]}")
        if unclear:
            return Guess(None, f"“{unclear}” is one of two days: give it as 2026-02-04", 0.0)
        return Guess(None, "neither the text nor its address gives the day of the call", 0.0)
    return Guess(anchor, "the day of publication", 0.6 if sure else YEARLESS)


def _by_anchor(text: str, anchor: date, sure: bool) -> Guess[date | None] | None:
    """The day as words tell it that count from the day of publication."""
    said = f"published {anchor}, and it says"
    bare = _BARE_DAY.search(text[:400])
    day = _day_before(anchor, int(bare[1])) if bare else None
    if bare and day is not None:
        return Guess(day, f"{said} “{bare[0]}”", 0.85 if sure else YEARLESS)
    for pattern, ago in _AGO:
        match = pattern.search(text[:500])
        if match:
            return Guess(anchor - timedelta(days=ago), f"{said} “{match[0]}”", 0.9 if sure else YEARLESS)
    match = _WEEKDAY.search(text[:500])
    if match:
        back = (anchor.weekday() - _NUMBER[next(name for name in match.groups() if name)]) % 7
        return Guess(anchor - timedelta(days=back), f"{said} “{match[0]}”", 0.85 if sure else YEARLESS)
    return None


def _day_before(published: date, number: int) -> date | None:
    """The last day of this number on or before a date, not more than a month back; None where there is none."""
    back = (published - timedelta(days=days) for days in range(28))
    return next((day for day in back if day.day == number), None)


def guess_published(text: str, title: str, side: str = "") -> tuple[datetime | None, str, str]:
    """When a text without an address was published, by a line in its first or last ones: (time, day, reason).

    side: a clock without a zone is taken in the time of that side's capital, and the reason says so.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    zone, city = ZONES.get(side, ("", ""))
    for line in [title, *lines[:4], *lines[-2:]]:
        if len(line) > 200:
            continue
        stated, assumed = find_dates(line), find_dates(line, zone)
        for found, with_zone in zip(stated, assumed, strict=True):
            day = found.on(found.year) if found.year else None
            if day is None or _role(found, line, kind_of(line) is not None) not in ("line", "signed"):
                continue
            reason = f"a line gives “{line[found.start : found.end]}”"
            if found.moment is None and with_zone.moment is not None:
                shown = f"{with_zone.moment:%Y-%m-%d %H:%M}, {city} {ASSUMED}"
                return with_zone.moment, shown, f"{reason} and no zone: taken to be {city} time"
            return found.moment, day.isoformat(), reason
    unclear = next((one for one in map(ambiguous, [title, *lines[:4]]) if one), "")
    if unclear:
        return None, "", f"“{unclear}” is one of two days: give it as 2026-02-04"
    return None, "", "no line gives a date with its year"
