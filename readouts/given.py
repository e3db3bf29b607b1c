"""Text that a user hands over: read safely from a file, standard input or a form, and checked."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import yaml

from readouts.errors import InputError
from readouts.model import (
    LANGUAGES,
    SIDES,
    Event,
    EventKind,
    Fidelity,
    Kind,
    Participant,
    Readout,
    normalise_text,
)
from readouts.sources.dates import ambiguous, find_dates

MAX_BYTES = 5_000_000
"""Largest text file taken. The longest official readout is below 100 kB; anything near this is no readout."""

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database",
    b"\x1f\x8b": "a gzip archive",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SIDE = re.compile(r"[A-Z]{2,5}")


def read_text(source: Path | BinaryIO, *, name: str = "", encoding: str = "", normalise: bool = True) -> str:
    """The text of a file or stream, normalised as it would be stored.

    encoding: of the bytes; by default UTF-8, or UTF-16 where a byte-order mark says so.
    normalise: False keeps every code point, so that offsets count in the file as it is.
    Raises InputError for a missing, empty, too large, binary or wrongly encoded file.
    """
    where = name or str(source)
    try:
        if isinstance(source, Path):
            if source.is_dir():
                raise InputError(f"{where} is a folder. Give one text file.")
            with source.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
        else:
            raw = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{where} cannot be read: {error.strerror or error}.") from None
    return decode(raw, where, encoding, normalise=normalise)


def decode(raw: bytes, where: str, encoding: str = "", *, normalise: bool = True) -> str:
    """Bytes → text as stored. Raises InputError that names ``where`` and says what to do."""
    if len(raw) > MAX_BYTES:
        raise InputError(
            f"{where} is larger than {MAX_BYTES // 1_000_000} MB. A readout is a few pages: give its text alone."
        )
    if not raw.strip():
        raise InputError(f"{where} is empty. Nothing was added.")
    for magic, kind in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(f"{where} is {kind}, not text. Copy its text into a .txt file, or paste it.")
    if not encoding:
        encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise InputError(f"There is no encoding {encoding!r}. Common ones: utf-8, gb18030, windows-1251.") from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where} is not {error.encoding} text (byte {error.start}). Save it as UTF-8, or name its encoding "
            "(--encoding gb18030 for older Chinese files, windows-1251 for older Russian ones)."
        ) from None
    checked = check_text(text, where)
    return checked if normalise else text


def check_text(text: str, where: str = "The text") -> str:
    """The text normalised. Raises InputError where it is empty, binary or too long."""
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > max(8, len(text) // 100):
        raise InputError(f"{where} holds control characters as binary files do. Give the text alone.")
    text = normalise_text(_CONTROL.sub("", text))
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise InputError(f"{where} has no words in it. Nothing was added.")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InputError(f"{where} is larger than {MAX_BYTES // 1_000_000} MB. Give the text of the readout alone.")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InputError(f"{where} has broken Unicode (lone surrogates). Copy the text again from its source.")
    return text


def check_side(side: str) -> str:
    """A side code. Raises InputError for anything that is not one."""
    code = side.strip().upper()
    if not _SIDE.fullmatch(code) or (len(code) > 2 and code not in SIDES):
        known = ", ".join(f"{k} ({v})" for k, v in list(SIDES.items())[:6])
        raise InputError(f"{side!r} is no side code. Use a two-letter country code such as {known}.")
    return code


def check_language(language: str) -> str:
    """A language code that is read. Raises InputError otherwise."""
    code = language.strip().lower()
    if code not in LANGUAGES:
        known = ", ".join(f"{k} ({v})" for k, v in LANGUAGES.items())
        raise InputError(f"Language {language!r} is not read. Use one of {known}.")
    return code


def check_fidelity(value: str) -> Fidelity:
    """A fidelity by its name. Raises InputError otherwise."""
    try:
        return Fidelity(value.strip().lower().replace("_", " ").replace("-", " "))
    except ValueError:
        raise InputError(f"{value!r} is no fidelity. Use one of: {', '.join(f.value for f in Fidelity)}.") from None


def check_kind(value: str) -> Kind:
    """A kind of publication by its name. Raises InputError otherwise."""
    try:
        return Kind(value.strip().lower().replace("_", " ").replace("-", " "))
    except ValueError:
        raise InputError(f"{value!r} is no kind. Use one of: {', '.join(k.value for k in Kind)}.") from None


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a new text belongs: a known publication (``readout_id``), or a new one with these properties."""

    readout_id: str
    publisher: str
    kind: Kind
    title: str
    url: str
    published_at: datetime | None
    published_text: str
    fidelity: Fidelity


DEFAULT_PUBLISHERS = {
    "CN": "Ministry of Foreign Affairs",
    "US": "White House",
    "RU": "Kremlin",
    "EU": "European Commission",
}
"""Who is taken to have published a text of a side when nobody is named; of a post nobody is."""

POST_PUBLISHER = "a post is published where it stands: name it, such as “Truth Social @realDonaldTrump”"


def place_for(
    readouts: Iterable[Readout],
    *,
    side: str,
    language: str,
    publisher: str = "",
    url: str = "",
    kind: Kind | None = None,
) -> Slot:
    """The publication of an event that a text of this side and language belongs to.

    A known one with the same address, else with the same publisher, else the only one there is, else the one of
    the side's usual publisher; a new publication where none fits. Chinese ministry English is the official
    translation of a Chinese original, so English of a side whose readout is in another language is taken as such.
    kind: of the text where it is known: a post or fact sheet is a version of its like only, and a new post needs its
    publisher named.
    Raises InputError for such a post without a publisher.
    """
    known = list(readouts)
    near = [r for r in known if r.side == side and r.language == language]
    if kind is not None:
        near = [r for r in near if r.kind is kind]
    usual = "" if kind is Kind.POST else DEFAULT_PUBLISHERS.get(side, SIDES.get(side, side))
    wanted = publisher or usual
    match = (
        next((r for r in known if url and r.url == url and (r.side, r.language) == (side, language)), None)
        or next((r for r in near if wanted and _same_publisher(r.publisher, wanted) and (not url or not r.url)), None)
        or (near[0] if len(near) == 1 and not publisher and not url else None)
    )
    translated = language == "en" and any(r.side == side and r.language in ("zh", "ru") for r in known)
    fidelity = Fidelity.OFFICIAL_TRANSLATION if translated else Fidelity.OFFICIAL
    if match is None and not wanted and not side:
        raise InputError("The side is not known. Say who published the text: CN, US, RU, …")
    if match is None and not wanted:
        raise InputError(f"The publisher is not known: {POST_PUBLISHER}.")
    if match is None:
        return Slot("", wanted, kind or Kind.READOUT, "", url, None, "", fidelity)
    return Slot(
        match.id,
        match.publisher,
        match.kind,
        match.title,
        match.url,
        match.published_at,
        match.published_text,
        fidelity,
    )


def _same_publisher(known: str, wanted: str) -> bool:
    short = {"mfa": "ministry of foreign affairs"}
    a, b = (re.sub(r"[^\w ]", " ", short.get(x.strip().lower(), x.lower())).split() for x in (known, wanted))
    return a == b or " ".join(b) in " ".join(a) or (a[:1] == ["mfa"] and b[:1] == ["ministry"])


_EVENT_ID = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[a-z0-9]+)+")


def make_event(
    event_id: str, participants: Sequence[Participant], kind: EventKind, title: str = "", place: str = ""
) -> Event:
    """An event of the user's own. Raises InputError for a bad id, date, or fewer than two participants."""
    form = _EVENT_ID.fullmatch(event_id)
    if not form:
        raise InputError(f"{event_id!r} is no event id. Write the date and the names: 2026-11-20-xi-trump.")
    try:
        day = date.fromisoformat(form.group(1))
    except ValueError:
        raise InputError(f"{event_id!r} begins with {form.group(1)}, which is no date.") from None
    if len(participants) < 2:
        raise InputError('An event needs at least two participants, each as "Name=SIDE".')
    names = " and ".join(p.name("en") for p in participants)
    return Event(event_id, day, kind, tuple(participants), title or f"{names}, {kind.value}", place)


def parse_published(value: str) -> tuple[datetime | None, str]:
    """A date or time of publication → (time with zone or None, the words as given).

    Besides ISO forms, those that publishers write (``Feb. 4, 2026 9:30 PM EST``) and seconds since 1970 are taken.
    Only a time with its zone counts as exact: release order matters, and 23:40 in Beijing is not 23:40 in Washington.
    Raises InputError for something that is neither a date nor a time, or is one of two days.
    """
    text = value.strip()
    if not text:
        return None, ""
    if re.fullmatch(r"(?:9|1\d)\d{8}(?:\d{3})?", text):
        return datetime.fromtimestamp(int(text[:10]), UTC), text
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return _as_publishers_write(text)
    if len(text) <= 10:
        return None, text
    if moment.tzinfo is None:
        raise InputError(f"{value!r} has no time zone. Write for example {text}+08:00 (Beijing) or {text}Z (UTC).")
    return moment, text


def _as_publishers_write(text: str) -> tuple[datetime | None, str]:
    found = find_dates(text)
    if len(found) != 1 or found[0].year is None:
        unclear = ambiguous(text)
        why = f"{unclear!r} is one of two days" if unclear else f"{text!r} is no date"
        raise InputError(f"{why}. Write 2026-02-04, or with time and zone 2026-02-04T23:40+08:00.")
    day = found[0].on(found[0].year)
    if found[0].moment is None and found[0].clock:
        raise InputError(
            f"{text!r} has no time zone. Write for example {day}T23:40+08:00 (Beijing) or {day}T15:40Z (UTC)."
        )
    return found[0].moment, text if found[0].moment is not None else str(day)


def parse_participant(value: str) -> Participant:
    """``Xi Jinping=CN`` → a participant. Raises InputError where it is not of that form.

    The short name, by which tables call the speaker, is the family name as it was written: the first word of a
    Chinese, Korean or Vietnamese name, else the last with its particles. Write ``Short:Full Name=CN`` to
    set it.
    """
    name, equals, side = value.rpartition("=")
    short, colon, full = name.partition(":")
    if not equals or not name.strip():
        raise InputError(f'{value!r} is no participant. Write "Xi Jinping=CN" (name, equals sign, side code).')
    code = check_side(side)
    full = (full if colon else name).strip()
    if not full:
        raise InputError(f'{value!r} has no name before the side. Write "Xi Jinping=CN".')
    known = known_leaders().get(full.lower())
    if known and not colon:
        return replace(known, side=code, short=_as_written(known.short, full) or family_name(full, code))
    return Participant(short.strip() if colon else family_name(full, code), code, {"en": full})


def _as_written(short: str, full: str) -> str:
    """The words of a full name that are its short name, accents and hyphens aside; '' where it has none such."""

    def plain(words: str) -> str:
        letters = (c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
        return "".join(letters).replace("-", " ")

    words = full.replace(",", " ").split()
    length = len(short.split())
    runs = (" ".join(words[i : i + length]) for i in range(len(words)))
    found = next((run for run in runs if plain(run) == plain(short)), "")
    return found or (short if plain(full).endswith(f" {plain(short)}") else "")


def family_name(full: str, side: str) -> str:
    """The name by which tables call somebody: the first word of a Chinese or Korean name, else the last.

    Particles belong to it (von der Leyen, bin Salman, Al Thani), an article in small letters does not (Bashar
    al-Assad is Assad). A number or *Jr.* behind a name is none:
    ``King Charles III`` is Charles.
    """
    full = full.replace(",", " ")
    words = [w for w in full.split() if not re.fullmatch(r"(?:Jr|Sr)\.?|[IVX]{1,5}", w)] or full.split()
    if side in _FAMILY_FIRST:
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return re.sub(r"^(?:al|el)-", "", " ".join(words[first:]))


_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ben",
        "abu",
        "von",
        "zu",
        "der",
        "den",
        "van",
        "ter",
        "de",
        "del",
        "da",
        "dos",
        "du",
    }
)
_FAMILY_FIRST = frozenset({"CN", "TW", "KR", "KP", "VN", "KH"})


@lru_cache(maxsize=1)
def known_leaders() -> Mapping[str, Participant]:
    """English name (every spelling, lower case) → participant with names and titles in the three languages."""
    rows = yaml.safe_load((Path(__file__).parent / "leaders.yaml").read_text("utf-8"))
    return {
        spelling.lower(): Participant(
            row["short"], row["side"], {code: row[code] for code in LANGUAGES if code in row}, row.get("title", {})
        )
        for row in rows
        for spelling in (row["en"], *row.get("also", ()))
    }
