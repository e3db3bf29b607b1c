"""A draft: a text with everything guessed of it, and how a user's corrections change it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from readouts import guess as g
from readouts.days import guess_day, guess_published
from readouts.documents import FORMATS, Document
from readouts.duplicates import Duplicate, find_duplicates
from readouts.errors import InputError
from readouts.given import (
    POST_PUBLISHER,
    check_fidelity,
    check_kind,
    check_language,
    check_side,
    check_text,
    parse_participant,
    parse_published,
)
from readouts.guess import Guess
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant
from readouts.sources.broadcast import Choice
from readouts.sources.publishers import site_for
from readouts.sources.site import Page, Site
from readouts.titles import TitleReading
from readouts.visible import reveal

T = TypeVar("T")

FIELDS = (
    *("text", "title", "language", "side", "publisher", "kind", "fidelity", "published", "url", "note"),
    *("event", "event_date", "event_kind", "participants", "event_title", "place"),
)
"""What a user may correct."""


@dataclass(frozen=True, slots=True)
class Published:
    """When a text was published: at, with its zone, where known; else text as the publisher gives it."""

    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be saved. Every guess carries its reason and how sure it is.

    text: as it will be stored. format: what the source was, in words. event: id of an event of the library, '' where a
    new one is made. new_event: that one, None where day or people are missing. warnings: what is suspicious.
    dropped: what stood there and was left out. notes: what was repaired. duplicates: what of the library it repeats.
    items: of the programme it was cut out of, () for any other text.
    """

    text: str
    format: str
    title: Guess[str]
    language: Guess[str]
    side: Guess[str]
    publisher: Guess[str]
    kind: Guess[Kind]
    fidelity: Guess[Fidelity]
    published: Guess[Published]
    event_date: Guess[date | None]
    event_kind: Guess[EventKind]
    participants: Guess[tuple[Participant, ...]]
    event: Guess[str]
    new_event: Event | None
    url: str = ""
    source_url: str = ""
    source_sha256: str = ""
    retrieved_at: datetime | None = None
    raw: bytes | None = None
    note: str = ""
    group: str = ""
    warnings: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    items: tuple[Choice, ...] = ()

    @property
    def of_publication(self) -> tuple[Guess[Any], ...]:
        """The guesses on the publication, without those on its event."""
        return (self.title, self.language, self.side, self.publisher, self.kind, self.fidelity, self.published)


_BUILT = 0.9
"""How sure the build of a page without address makes its publisher."""


def draft_of(
    document: Document,
    *,
    page: Page | None = None,
    url: str = "",
    name: str = "",
    library: Library | None = None,
    raw: bytes | None = None,
    source_url: str = "",
    source_sha256: str = "",
    retrieved_at: datetime | None = None,
    note: str = "",
    events: Iterable[Event] | None = None,
) -> Draft:
    """A draft of a document's text. page: as its publisher's rule read it. events: of the library, if read already.

    Raises InputError where there is no text.
    """
    shown, warnings = reveal(document.text)
    text = check_text(shown, name or "The text")
    title_text, title_warnings = reveal(" ".join((document.title or _first_heading(text)).split())[:500])
    site = page.site if page is not None else site_for(url) if url else None
    fields = document.fields
    language = _language(fields, site, text)
    side, publisher = _publisher(fields, site, text, language.value, title_text)
    built = page.built_as if page is not None else None
    if built is not None and built.side and side.confidence < _BUILT and publisher.confidence < _BUILT:
        reason = f"the page is built as pages of {built.publisher} are"
        side, publisher = Guess(built.side, reason, _BUILT), Guess(built.publisher, reason, _BUILT)
    kind = _kind(fields, site, title_text, text)
    published = _published(document, page, text, title_text, url, side.value)
    day = _day(published.value)
    event_date = _given_day(fields) or guess_day(title_text, text, day)
    day = event_date.value or day
    people, reading = _people(fields, title_text, text, side.value, language.value, day, publisher.value)
    event_kind = _event_kind(fields, reading, title_text, text)
    draft = Draft(
        text=text,
        format=FORMATS[document.format],
        title=Guess(
            title_text,
            "as it stands there" if document.title else "the first line" if title_text else "nothing stands out as one",
            0.9 if title_text else 0.0,
        ),
        language=language,
        side=side,
        publisher=publisher,
        kind=kind,
        fidelity=_fidelity(fields, site, side.value, language.value),
        published=published,
        event_date=event_date,
        event_kind=event_kind,
        participants=people,
        event=Guess(fields.get("event", ""), "the front matter names it", 0.99) if fields.get("event") else _no_event(),
        new_event=None,
        url=url,
        source_url=source_url,
        source_sha256=source_sha256,
        retrieved_at=retrieved_at,
        raw=raw,
        note=note,
        group=reading.group,
        warnings=tuple(dict.fromkeys((*warnings, *title_warnings))),
        dropped=page.dropped if page is not None else document.dropped,
        notes=(*document.notes, *(page.notes if page is not None else ())),
    )
    return located(draft, library, events)


def located(draft: Draft, library: Library | None, events: Iterable[Event] | None = None) -> Draft:
    """The draft with the event it belongs to, a new one where the library has none, and what it repeats."""
    known = list(events) if events is not None else library.events() if library is not None else []
    if draft.event.value and draft.event.value not in {e.id for e in known}:
        draft = replace(draft, event=_no_event())
    if not draft.event.value:
        kind, people = draft.event_kind.value, draft.participants.value
        draft = replace(draft, event=g.match_event(known, people, draft.event_date, kind))
        draft = _dated(draft, known)
    known_ids = {e.id: e for e in known}
    draft = replace(draft, new_event=None) if draft.event.value else _with_proposal(draft, known_ids)
    if library is not None:
        found = find_duplicates(
            library,
            draft.text,
            url=draft.url,
            event_id=draft.event.value,
            side=draft.side.value,
            language=draft.language.value,
        )
        same = next((d for d in found if d.relation != "near"), None)
        if same is not None and not draft.event.value:
            event = Guess(same.readout.event_id, "a version of this publication belongs to it", 0.95)
            draft = replace(draft, event=event, new_event=None)
        draft = replace(draft, duplicates=found)
    return draft


def _dated(draft: Draft, known: Iterable[Event]) -> Draft:
    """The draft with the kind of its call, and with its day where the text gives one without a year."""
    event = next((event for event in known if event.id == draft.event.value), None)
    if event is None or draft.event.confidence <= g.LIKELY:
        return draft
    if draft.event_kind.confidence < 1 and draft.event_kind.value is not event.kind:
        draft = replace(draft, event_kind=Guess(event.kind, "that of the call it belongs to", 0.9))
    if draft.event_date.confidence > g.YEARLESS:
        return draft
    return replace(draft, event_date=Guess(event.date, "the day of the call it belongs to", 0.8))


def _with_proposal(draft: Draft, known: Mapping[str, Event]) -> Draft:
    event = proposed_event(draft)
    same = known.get(event.id) if event is not None else None
    if event is not None and same is not None and same.kind == event.kind and same.participants == event.participants:
        return replace(draft, event=Guess(same.id, "the same people on the same day", 0.9), new_event=None)
    return replace(draft, new_event=proposed_event(draft, known))


def proposed_event(draft: Draft, taken: Iterable[str] = ()) -> Event | None:
    """The event a draft would make; None where its day or its people are not known. taken: ids not to use."""
    # As the catalogue has them, whoever's text came first: China, then by the code of the side.
    day, people = draft.event_date.value, tuple(sorted(draft.participants.value, key=_place))
    if day is None or not people or (len(people) < 2 and not draft.group):
        return None
    slugs = [slug(p.short) or p.side.lower() for p in people[:4]]
    if len(people) < 2:
        slugs.append(slug(draft.group)[:40].strip("-") or "others")
    stem = f"{day.isoformat()}-{'-'.join(slugs)}"[:110].strip("-")
    kind = draft.event_kind.value
    used = set(taken)
    names = (
        stem if n == 1 else f"{stem}-{kind.value.replace(' ', '-')}" if n == 2 else f"{stem}-{n}" for n in range(1, 100)
    )
    event_id = next((n for n in names if n not in used), stem)
    with_whom = "–".join(p.short for p in people) + (f" with {draft.group}" if len(people) < 2 else "")
    return Event(event_id, day, kind, people, f"{with_whom}, {kind.value}")


def _place(person: Participant) -> tuple[bool, str]:
    return person.side != "CN", person.side


def slug(name: str) -> str:
    """A name in the letters of an id: ``López Obrador`` → ``lopez-obrador``; '' for names without Latin letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def corrected(draft: Draft, corrections: Mapping[str, Any], library: Library | None = None) -> Draft:
    """The draft with a user's corrections, and everything that follows from them found anew.

    corrections: field (one of FIELDS) → value as text or record: language, side, kind, fidelity and published as on
    the command line; event an id of the library, or 'new'; event_date a date or ``2026-02-04``; participants a list of
    Participant or of ``Xi Jinping=CN``. Raises InputError for an unknown field or a wrong value.
    """
    unknown = [name for name in corrections if name not in FIELDS]
    if unknown:
        raise InputError(f"There is no field {unknown[0]!r} to correct. Fields: {', '.join(FIELDS)}.")
    said = {name: value for name, value in corrections.items() if value is not None}
    changes: dict[str, Any] = {}
    if "text" in said:
        shown, warnings = reveal(str(said["text"]))
        changes |= {"text": check_text(shown), "warnings": warnings}
    for name in ("title", "publisher"):
        if name in said:
            changes[name] = _said(str(said[name]).strip())
    for name in ("url", "note"):
        if name in said:
            changes[name] = str(said[name]).strip()
    if url := changes.get("url"):
        _check_address(url)
    checks = {"language": check_language, "side": check_side, "kind": check_kind, "fidelity": check_fidelity}
    changes |= {name: _said(check(str(said[name]))) for name, check in checks.items() if name in said}
    theirs = g.side_of(changes["publisher"].value) if "publisher" in said else ""
    if theirs and "side" not in said and not is_said(draft.side):
        changes["side"] = Guess(theirs, f"{changes['publisher'].value} is of it", 0.95)
    made_post = "kind" in said and changes["kind"].value is Kind.POST
    # What an address, front matter or the user says is at 0.95 and above; the rest was told from the words alone.
    if made_post and "publisher" not in said and draft.publisher.confidence < 0.95:
        changes["publisher"] = Guess("", POST_PUBLISHER, 0.0)
    if "published" in said:
        value = said["published"]
        changes["published"] = _said(value if isinstance(value, Published) else Published(*parse_published(str(value))))
    if "event_date" in said:
        changes["event_date"] = _said(as_day(said["event_date"]))
    if "event_kind" in said:
        changes["event_kind"] = _said(_as_event_kind(said["event_kind"]))
    if "participants" in said:
        people = tuple(p if isinstance(p, Participant) else parse_participant(str(p)) for p in said["participants"])
        changes["participants"] = _said(people)
    final = replace(draft, **changes) if changes else draft
    return _with_event(final, said, library)


def _with_event(final: Draft, said: Mapping[str, Any], library: Library | None) -> Draft:
    chosen = str(said.get("event", "") or "")
    if chosen and chosen != "new":
        if library is not None:
            library.event(chosen)
        return located(replace(final, event=_said(chosen), new_event=None), library)
    about = {"event_date", "event_kind", "participants", "event_title", "place"} & set(said)
    if chosen == "new" or about:
        taken = {e.id for e in library.events()} if library is not None else set()
        event = proposed_event(final, taken)
        if event is None:
            raise InputError("A new event needs its day and at least two participants, each as “Name=SIDE”.")
        event = replace(
            event, title=str(said.get("event_title") or event.title), place=str(said.get("place") or event.place)
        )
        return replace(
            final, event=_no_event() if chosen == "new" or not final.event.value else final.event, new_event=event
        )
    return final


_SAID = "said by the user"


def _said(value: T) -> Guess[T]:
    return Guess(value, _SAID, 1.0)


def is_said(guess: Guess[Any]) -> bool:
    """Whether the user said it."""
    return guess.reason == _SAID


def _no_event() -> Guess[str]:
    return Guess("", "no event here has these people on these days", 0.0)


def _first_heading(text: str) -> str:
    first = text.split("\n", 1)[0].strip()
    ends = re.search(r"[.!?。！？;；,，:：]$", first)
    return first if len(first) <= 200 and "\n" in text and not ends and not first.startswith("<!--") else ""


def _language(fields: Mapping[str, str], site: Site | None, text: str) -> Guess[str]:
    guessed = g.guess_language(text)
    said = fields.get("language", "") or fields.get("lang", "")
    if said and re.fullmatch("[a-z]{2}", said.lower()):
        return Guess(said.lower(), "the front matter says so", 0.98)
    if site is not None and site.language and guessed.value in ("", site.language):
        return Guess(site.language, f"pages of {site.publisher} at this address are in it", 0.95)
    return guessed


def _publisher(
    fields: Mapping[str, str], site: Site | None, text: str, language: str, title: str
) -> tuple[Guess[str], Guess[str]]:
    if site is not None and site.side:
        reason = f"the address is one of {site.publisher}"
        side, publisher = Guess(site.side, reason, 0.98), Guess(site.publisher, reason, 0.98)
    else:
        found = g.guess_side(text, language, title)
        side = Guess(found.value[0], found.reason, found.confidence)
        publisher = Guess(found.value[1], found.reason, found.confidence)
    if fields.get("side"):
        side = Guess(check_side(fields["side"]), "the front matter says so", 0.98)
    if fields.get("publisher"):
        publisher = Guess(fields["publisher"], "the front matter says so", 0.98)
    return side, publisher


def _kind(fields: Mapping[str, str], site: Site | None, title: str, text: str) -> Guess[Kind]:
    if fields.get("kind"):
        return Guess(check_kind(fields["kind"]), "the front matter says so", 0.98)
    return g.guess_kind(title, text, post=site is not None and site.kind is Kind.POST)


def _fidelity(fields: Mapping[str, str], site: Site | None, side: str, language: str) -> Guess[Fidelity]:
    if fields.get("fidelity"):
        return Guess(check_fidelity(fields["fidelity"]), "the front matter says so", 0.98)
    if site is not None and site.side:
        return Guess(site.fidelity, f"from {site.publisher} itself", 0.95)
    if language == "en" and side in ("CN", "RU", "JP"):
        return Guess(Fidelity.OFFICIAL_TRANSLATION, f"English of {side}, whose own texts are in another language", 0.6)
    return Guess(Fidelity.OFFICIAL, "taken to be the publisher's own words: correct it if they are not", 0.5)


def _published(document: Document, page: Page | None, text: str, title: str, url: str, side: str) -> Guess[Published]:
    if page is not None and (page.published_at or page.published_text):
        return Guess(Published(page.published_at, page.published_text), "the page says so", 0.95)
    if document.published_at or document.published_text:
        where = "date of the mail" if document.format == "eml" else "it stands in the file"
        sure = 0.6 if document.format == "eml" else 0.95
        return Guess(Published(document.published_at, document.published_text), where, sure)
    in_address = re.search(r"/t?(20\d\d)[-/]?(\d\d)[-/]?(\d\d)(?=[/_.-]|\d{0,6}[/_])", document.url or url)
    if in_address and _is_day("-".join(in_address.groups())):
        return Guess(Published(None, "-".join(in_address.groups())), "the address gives the day", 0.85)
    moment, day, reason = guess_published(text, title, side)
    return Guess(Published(moment, day), reason, 0.6 if day else 0.0)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _day(published: Published) -> date | None:
    if published.at is not None:
        return published.at.date()
    return date.fromisoformat(published.text[:10]) if _is_day(published.text[:10]) else None


def _given_day(fields: Mapping[str, str]) -> Guess[date | None] | None:
    value = fields.get("event_date", "")[:10]
    return Guess(date.fromisoformat(value), "the front matter says so", 0.98) if _is_day(value) else None


def _people(
    fields: Mapping[str, str], title: str, text: str, side: str, language: str, day: date | None, publisher: str
) -> tuple[Guess[tuple[Participant, ...]], TitleReading]:
    guessed, reading = g.guess_people(title, text, side=side, language=language, day=day, publisher=publisher)
    if fields.get("participants"):
        named = tuple(parse_participant(p) for p in re.split(r"[,;]\s*", fields["participants"]) if p.strip())
        return Guess(named, "the front matter names them", 0.98), reading
    return guessed, reading


def _event_kind(fields: Mapping[str, str], reading: TitleReading, title: str, text: str) -> Guess[EventKind]:
    if fields.get("event_kind"):
        return Guess(_as_event_kind(fields["event_kind"]), "the front matter says so", 0.98)
    return g.guess_event_kind(reading, title, text)


def _as_event_kind(value: object) -> EventKind:
    try:
        return EventKind(str(value).strip().lower().replace("_", " ").replace("-", " "))
    except ValueError:
        raise InputError(
            f"{value!r} is no kind of event. Use one of: {', '.join(k.value for k in EventKind)}."
        ) from None


def as_day(value: object) -> date:
    """A date, from a date or ``2026-02-04``. Raises InputError."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise InputError(f"{value!r} is no date. Write 2026-02-04.") from None


def _check_address(url: str) -> None:
    if not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", url):
        raise InputError(f"Address {url!r} is no web address. Begin it with https://, or leave it empty.")
