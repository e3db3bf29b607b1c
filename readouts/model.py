"""The records of what was published: plain, frozen, comparable by value.

An :class:`Event` is a call or meeting. Each side publishes :class:`Readout` s on it, and every
readout has one or more :class:`Revision` s: the text as it stood when it was captured.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

LANGUAGES = {"en": "English", "zh": "Chinese", "ru": "Russian"}
"""Languages the comparison reads, by ISO 639-1 code."""

SIDES = {
    "CN": "China",
    "US": "United States",
    "RU": "Russia",
    "EU": "European Union",
    "UA": "Ukraine",
    "TW": "Taiwan",
    "JP": "Japan",
    "KR": "South Korea",
    "KP": "North Korea",
    "IN": "India",
    "IR": "Iran",
    "GB": "United Kingdom",
    "FR": "France",
    "DE": "Germany",
    "NATO": "NATO",
    "UN": "United Nations",
}
"""Sides known by name. Any ISO 3166 alpha-2 code is a valid side; these have a label."""


class Fidelity(StrEnum):
    """How near a stored text is to what was published. Ordered from nearest to furthest."""

    OFFICIAL = "official"
    OFFICIAL_TRANSLATION = "official translation"
    UNOFFICIAL_TRANSLATION = "unofficial translation"
    EXCERPT = "excerpt"
    DIGEST = "digest"

    @property
    def indicative(self) -> bool:
        """Wording scores on anything but official text are indicative only."""
        return self not in (Fidelity.OFFICIAL, Fidelity.OFFICIAL_TRANSLATION)


class Kind(StrEnum):
    """What sort of publication a readout is."""

    READOUT = "readout"
    POST = "post"
    TRANSCRIPT = "transcript"
    FACT_SHEET = "fact sheet"
    BRIEFING = "briefing"


class EventKind(StrEnum):
    """How the leaders met."""

    CALL = "call"
    VIDEO_CALL = "video call"
    MEETING = "meeting"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part.

    short (str): the name used as speaker in every table, e.g. ``Xi``.
    side (str): side code, e.g. ``CN``.
    names (mapping): full name by language, e.g. ``{"en": "Xi Jinping", "zh": "习近平"}``.
    titles (mapping): title by language, e.g. ``{"en": "President", "zh": "国家主席"}``.
    """

    short: str
    side: str
    names: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """The name in a language, else in English, else the short name."""
        return self.names.get(language) or self.names.get("en") or self.short


@dataclass(frozen=True, slots=True)
class Event:
    """A call or meeting between leaders.

    id (str): ``YYYY-MM-DD-name-name``. date: the day it took place (at the first side's place).
    initiator: side → what that side's text says about who asked for it.
    aliases: topic id → words by which these texts call it, e.g. ``{"visit": ["April trip"]}``.
    """

    id: str
    date: date
    kind: EventKind
    participants: tuple[Participant, ...]
    title: str = ""
    place: str = ""
    initiator: Mapping[str, str] = field(default_factory=dict)
    duration: str = ""
    notes: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[str, ...]:
        """Side codes in the order of the participants, each once."""
        return tuple(dict.fromkeys(p.side for p in self.participants))


@dataclass(frozen=True, slots=True)
class Revision:
    """The text of a readout as captured once.

    text: as stored; every offset in Readouts counts Unicode code points in this string.
    language: of this text, which for a digest or a translation is not that of the publication.
    sha256: of the UTF-8 bytes of ``text``. retrieved_at: when captured, with time zone.
    source_url: where these bytes came from ('' when pasted). source_sha256: of the bytes fetched.
    """

    id: int
    number: int
    text: str
    language: str
    sha256: str
    retrieved_at: datetime
    fidelity: Fidelity
    source_url: str = ""
    source_sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Readout:
    """One publication of one side on one event. ``published_at`` carries its time zone, or is None.

    published_text: the date as the publisher gives it, when no exact time is known ('2026-02-04, night').
    """

    id: str
    event_id: str
    side: str
    publisher: str
    kind: Kind
    language: str
    title: str = ""
    url: str = ""
    published_at: datetime | None = None
    published_text: str = ""
    revisions: tuple[Revision, ...] = ()

    @property
    def latest(self) -> Revision | None:
        """The revision to read: the newest of the best fidelity (official text before a digest)."""
        if not self.revisions:
            return None
        order = list(Fidelity)
        return min(self.revisions, key=lambda r: (order.index(r.fidelity), -r.number))

    @property
    def fidelity(self) -> Fidelity | None:
        """Fidelity of the latest revision, or None where there is no text yet."""
        latest = self.latest
        return latest.fidelity if latest else None


def normalise_text(text: str) -> str:
    """Text as it is stored: NFC, ``\\n`` line ends, no byte-order mark, no trailing white space."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).lstrip("\ufeff")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def text_sha256(text: str) -> str:
    """Hex sha256 of the UTF-8 bytes of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
