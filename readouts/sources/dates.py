"""Dates and times as publishers write them, in English, Chinese and Russian.

Examples: ``2026-02-04 23:40`` · ``2026年2月4日 23:40`` · ``二〇二六年二月四日`` · ``February 4, 2026`` ·
``Feb. 4, 2026 9:30 PM EST`` · ``4 February 2026, 20:00`` · ``4 февраля 2026 года, 23:15 МСК`` · ``04.02.2026``.
Figures between slashes are read where only one order gives a day: ``02/24/2026``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_EN = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_RU = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_MONTHS = (
    {name: number for number, name in enumerate(_EN, 1)}
    | {name[:3]: number for number, name in enumerate(_EN, 1)}
    | {"sept": 9}
    | {name: number for number, name in enumerate(_RU, 1)}
)
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ISO = re.compile(
    rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)"
    r"(?:[T -](?P<rest>\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?))?"
)
_ZH = re.compile(rf"(?:{_YEAR} ?年 ?)?(?<!\d)(?P<month>\d{{1,2}}) ?月 ?(?P<day>\d{{1,2}}) ?日")
_MDY = re.compile(rf"\b(?P<month>{_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? {_YEAR}\b)?", re.IGNORECASE)
_DMY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_NAMES})\b\.?(?:,? {_YEAR}\b)?", re.IGNORECASE
)
_DOTS = re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?![\d.])")
_SLASHES = re.compile(rf"(?<![\d/])(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})/{_YEAR}(?![\d/])")
_FIGURES = "零〇一二三四五六七八九"
_ZH_WORDS = re.compile(
    r"(?P<year>[一二][〇零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_OFFSET = re.compile(r"[\s(（]*(?:(?:UTC|GMT) ?)?(?P<sign>[+-])(?P<h>[01]\d):?(?P<m>[0-5]\d)(?!\d)")
_ZONES = {
    "UTC": "UTC",
    "GMT": "UTC",
    "Z": "UTC",
    "EST": "-5",
    "EDT": "-4",
    "ET": "America/New_York",
    "PST": "-8",
    "PDT": "-7",
    "CET": "+1",
    "CEST": "+2",
    "MSK": "Europe/Moscow",
    "МСК": "Europe/Moscow",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
}
"""Zones by what stands behind a clock. CST, IST and BST are each of several countries: they are not read."""
_ZONE = re.compile(
    r"[\s(（]*(?:(?P<code>UTC|GMT|Z|E[SD]T|E\.?T\.?|P[SD]T|CES?T|MSK|МСК|[JK]ST)\b"
    r"|(?P<beijing>Beijing time|北京时间)|(?P<moscow>Moscow time|по московскому времени|по Москве)"
    r"|(?P<eastern>Eastern(?: Standard| Daylight)?(?: Time)?\b))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?P<half> ?[ap]\.?m\.?)?(?![\d:])", re.IGNORECASE
)
_SECONDS = re.compile(r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?!\d)")
_NEAR = 40
"""A clock time stands within this many characters of the date it belongs to."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text. day: None in year where the text gives none. start, end: where it stands.

    year: as written, or None. moment: date and time with zone, where both are known. clock: a time of day stands
    beside it, with or without its zone.
    """

    month: int
    day: int
    year: int | None
    start: int
    end: int
    moment: datetime | None = None
    clock: bool = False

    def on(self, year: int) -> date | None:
        """The date in its own year, or in this one where it names none; None where there is no such day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def find_dates(text: str, zone: str = "") -> list[Found]:
    """All dates in a text, in their order. zone: IANA name for times that name none; '' leaves such times out."""
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_ISO, _ZH, _ZH_WORDS, _DMY, _MDY, _DOTS, _SLASHES):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            one = _read(match, text, zone)
            if one is not None:
                found.append(one)
                taken.append(match.span())
    return sorted(found, key=lambda f: f.start)


def first_moment(texts: Iterator[str] | list[str], zone: str = "") -> tuple[datetime | None, str]:
    """The first time with zone in texts such as a page's time line, and the day; (None, day) without a clock time."""
    day = ""
    for text in texts:
        for found in find_dates(" ".join(text.split())[:500], zone):
            if found.moment is not None:
                return found.moment, found.moment.date().isoformat()
            if found.year and not day and (on := found.on(found.year)):
                day = on.isoformat()
    return None, day


def ambiguous(text: str) -> str:
    """The first date of a text whose day and month may each be the other, as ``03/04/2026``; '' where there is none."""
    found = (m for m in _SLASHES.finditer(text) if max(int(m["one"]), int(m["other"])) <= 12)
    return next((m[0] for m in found if m["one"] != m["other"]), "")


def _read(match: re.Match[str], text: str, zone: str) -> Found | None:
    parts = match.groupdict()
    year = _number(parts["year"]) if parts["year"] else None
    if "one" in parts:
        one, other = int(parts["one"]), int(parts["other"])
        if max(one, other) <= 12 and one != other:
            return None
        number, of_month = (other, one) if one > 12 else (one, other)
    else:
        number, of_month = _MONTHS.get(parts["month"].lower()) or _number(parts["month"]), _number(parts["day"])
    try:
        day = date(year or 2000, number, of_month)
    except ValueError:
        return None
    moment, clock = _moment(match, text, day, zone)
    return Found(number, day.day, year, *match.span(), moment if year else None, clock)


def _number(figures: str) -> int:
    """``2026``, ``二〇二六`` or ``二十四`` as a number."""
    if figures.isdecimal():
        return int(figures)
    if "十" not in figures:
        return int("".join(str(max(0, _FIGURES.index(c) - 1)) for c in figures))
    tens, _, ones = figures.partition("十")
    return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)


def _moment(match: re.Match[str], text: str, day: date, zone: str) -> tuple[datetime | None, bool]:
    rest = match.groupdict().get("rest")
    if rest:
        try:
            moment = datetime.fromisoformat(f"{day.isoformat()}T{_padded(rest)}")
        except ValueError:
            return None, False
        if moment.utcoffset() is not None:
            return moment, True
        return _zoned(moment, zone, text[match.end() :]), True
    near = text[match.end() : match.end() + _NEAR]
    clock = _SECONDS.search(near) or _CLOCK.search(near)
    behind = near[clock.end() :] if clock else ""
    if clock is None:
        before = text[max(0, match.start() - 24) : match.start()]
        clock = _CLOCK.search(before)
        behind = before[clock.end() :] if clock else ""
    if clock is None:
        return None, False
    hour = int(clock["hour"])
    half = (clock.groupdict().get("half") or "").strip().lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    second = int(clock.groupdict().get("second") or 0)
    moment = datetime(day.year, day.month, day.day, hour, int(clock["minute"]), second)
    # 北京时间 stands before its date and clock.
    stated = "北京时间" if text[: match.start()].endswith(("北京时间", "北京时间 ")) else behind
    return _zoned(moment, zone, stated), True


def _padded(clock: str) -> str:
    clock = clock.replace(" ", "")
    return clock if clock[1:2].isdigit() else f"0{clock}"


def _zoned(moment: datetime, zone: str, behind: str) -> datetime | None:
    """The time in the zone named behind its clock, else in ``zone``; None where there is neither."""
    stated = _stated(behind)
    return moment.replace(tzinfo=stated or ZoneInfo(zone)) if stated or zone else None


def _stated(behind: str) -> tzinfo | None:
    offset = _OFFSET.match(behind)
    if offset:
        apart = timedelta(hours=int(offset["h"]), minutes=int(offset["m"]))
        return timezone(-apart if offset["sign"] == "-" else apart)
    named = _ZONE.match(behind)
    if named is None:
        return None
    if named["code"] is None:
        return ZoneInfo(
            "Asia/Shanghai" if named["beijing"] else "Europe/Moscow" if named["moscow"] else "America/New_York"
        )
    zone = _ZONES[named["code"].upper().replace(".", "")]
    return timezone(timedelta(hours=int(zone))) if zone[0] in "+-" else ZoneInfo(zone)
