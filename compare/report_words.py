"""Words and numbers as the brief writes them: days, times with their zone, gaps, counts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from readouts.model import Event

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text that a file can hold: control characters, and marks that turn the direction of writing, become U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def day(moment: date) -> str:
    """``4 February 2026``."""
    return f"{moment.day} {moment:%B %Y}"


def zone(moment: datetime) -> str:
    """``UTC+8``; ``UTC`` for no offset."""
    offset = moment.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def clock(moment: datetime) -> str:
    """``4 Feb 2026, 23:40 UTC+8``, and the same in UTC behind it where the zone is another."""
    told = f"{moment.day} {moment:%b %Y, %H:%M} {zone(moment)}"
    return f"{told} ({moment.astimezone(UTC):%H:%M} UTC)" if moment.utcoffset() else told


def later(minutes: int) -> str:
    """``first`` for 0, ``42 min later``, ``5 h 30 min later``."""
    if minutes == 0:
        return "first"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min later" if hours else f"{rest} min later"


def plural(number: int, noun: str) -> str:
    """``1 statement``, ``1,200 words``."""
    return f"{number:,} {noun}" + ("s" if number != 1 else "")


def figure(value: float) -> str:
    """``1.33``, ``−2``, ``3``: two decimals at most, and a minus that is one."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def signed(value: float) -> str:
    """``+1``, ``−2``, ``0``, ``+0.5``."""
    return f"{value:+g}".replace("-", "−") if value else "0"


def percent(share: float) -> str:
    """A share of 0–1 as every page and file gives it: ``6%``, half a per cent up, and ``<1%`` for what is less.

    It is that of the tables, four decimals: a share worked out anew must not come to another figure.
    """
    kept = round(share, 4)
    return "<1%" if 0 < kept < 0.01 else f"{int(100 * kept + 0.5 + 1e-9)}%"


def terms(words: tuple[str, ...] | list[str], limit: int = 5) -> str:
    """``16 terms (大豆, 农产品, …)``."""
    shown = ", ".join(words[:limit]) + (", …" if len(words) > limit else "")
    return f"{plural(len(words), 'term')} ({shown})" if words else "no terms in this language"


def title(event: Event) -> str:
    """Title of an event; who with whom where it has none."""
    names = [p.name("en") for p in event.participants]
    return event.title or " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or event.id
