"""Dates and times as publishers write them, in English, Chinese and Russian.

Examples: ``2026-02-04 23:40`` · ``2026年2月4日 23:40`` · ``February 4, 2026`` · ``4 February 2026, 20:00`` ·
``4 февраля 2026 года, 20:00``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
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
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_NAMES})\b\.?(?:,? {_YEAR}\b)?", re.IGNORECASE
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

    year: as written, or None. moment: date and time with zone, where both are known.
    """

    month: int
    day: int
    year: int | None
    start: int
    end: int
    moment: datetime | None = None

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
    for pattern in (_ISO, _ZH, _DMY, _MDY):
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


def _read(match: re.Match[str], text: str, zone: str) -> Found | None:
    parts = match.groupdict()
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS[month]
    year = int(parts["year"]) if parts["year"] else None
    try:
        day = date(year or 2000, number, int(parts["day"]))
    except ValueError:
        return None
    return Found(number, day.day, year, *match.span(), _moment(match, text, day, zone) if year else None)


def _moment(match: re.Match[str], text: str, day: date, zone: str) -> datetime | None:
    rest = match.groupdict().get("rest")
    if rest:
        try:
            moment = datetime.fromisoformat(f"{day.isoformat()}T{_padded(rest)}")
        except ValueError:
            return None
        return moment if moment.utcoffset() is not None else _zoned(moment, zone)
    near = text[match.end() : match.end() + _NEAR]
    clock = (
        _SECONDS.search(near) or _CLOCK.search(near) or _CLOCK.search(text[max(0, match.start() - 12) : match.start()])
    )
    if clock is None:
        return None
    hour = int(clock["hour"])
    half = (clock.groupdict().get("half") or "").strip().lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    second = int(clock.groupdict().get("second") or 0)
    return _zoned(datetime(day.year, day.month, day.day, hour, int(clock["minute"]), second), zone)


def _padded(clock: str) -> str:
    clock = clock.replace(" ", "")
    return clock if clock[1:2].isdigit() else f"0{clock}"


def _zoned(moment: datetime, zone: str) -> datetime | None:
    return moment.replace(tzinfo=ZoneInfo(zone)) if zone else None
