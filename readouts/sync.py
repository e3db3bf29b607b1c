"""From the catalogue into the library: events, official texts where they can be had, digests where not.

One place that fails costs only itself. Whoever ran it is told at the end what is official text, what is
still a digest in our own words, and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from readouts.catalogue import Catalogue, CatalogueEntry, Place, Publication
from readouts.errors import FetchError, InputError, ReadoutsError, SourceError
from readouts.fetch import Fetched, Fetcher
from readouts.library import Library
from readouts.model import Event, Fidelity, Participant, Readout
from readouts.sources import Extracted, extract

MAX_RAW = 1_000_000
"""Bytes of a source kept with the text; of larger ones only address and sum are kept."""
MAX_NOTE = 600
SHORTEST = {"zh": 30}
"""Fewest characters of a page's text by language; else SHORTEST_ELSE."""
SHORTEST_ELSE = 80

Progress = Callable[[int, int, str], None]
"""Called with publications done, publications in all, and what is being done."""


@dataclass(frozen=True, slots=True)
class SyncItem:
    """What became of one publication.

    state: 'official' (text or official translation), 'unofficial', 'digest', 'none', or 'deleted' (by the user;
    left alone). held_as: the fidelity, '' without text. source: address the text came from.
    outcome: 'added', 'revision', 'unchanged', 'kept' (nothing new could be had) or 'none'.
    failures: one sentence per place that did not give the text.
    """

    publication_id: str
    event_id: str
    label: str
    state: str
    held_as: str = ""
    source: str = ""
    outcome: str = "none"
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What became of every publication, in the order of the catalogue."""

    items: tuple[SyncItem, ...]

    def count(self, state: str) -> int:
        """How many publications are in a state."""
        return sum(item.state == state for item in self.items)

    @property
    def failures(self) -> tuple[str, ...]:
        """All failures, each with its publication."""
        return tuple(f"{item.publication_id}: {failure}" for item in self.items for failure in item.failures)


def store_catalogue(library: Library, catalogue: Catalogue, event_ids: Iterable[str] = ()) -> int:
    """Put events, publications and digests into the library, without fetching anything.

    Returns how many publications are held as digests. A digest is stored only where there is no other text.
    Raises InputError for an unknown event, LibraryError when the library cannot be written.
    """
    digests = 0
    for entry, publication, deleted in _publications(library, catalogue, event_ids):
        if not deleted:
            readout, _ = _with_digest(library, _stored(library, entry, publication), publication)
            digests += readout.fidelity is Fidelity.DIGEST
    return digests


def sync(
    library: Library,
    catalogue: Catalogue,
    event_ids: Iterable[str] = (),
    *,
    fetcher: Fetcher,
    progress: Progress | None = None,
) -> SyncReport:
    """Fetch the text of every publication from the first of its places that has it.

    event_ids: events to fetch, all where none are given. What the user deleted stays deleted.
    Raises InputError for an unknown event, LibraryError when the library cannot be written; failures of single
    places are in the report.
    """
    todo = list(_publications(library, catalogue, event_ids))
    once = _FetchOnce(fetcher, Counter(_key(place) for _, p, _ in todo for place in p.places))
    items: list[SyncItem] = []
    for done, (entry, publication, deleted) in enumerate(todo):
        if progress:
            progress(done, len(todo), f"{entry.event.id} {_label(publication)}")
        if deleted:
            items.append(SyncItem(publication.id, entry.event.id, _label(publication), "deleted"))
        else:
            readout = _stored(library, entry, publication)
            items.append(_fetch_text(library, entry.event, publication, readout, once))
    if progress:
        progress(len(todo), len(todo), "")
    return SyncReport(tuple(items))


class _FetchOnce:
    """Fetches every address once, and holds its bytes only as long as a publication still needs them."""

    def __init__(self, fetcher: Fetcher, uses: Counter[tuple[str, str]]) -> None:
        self._fetcher = fetcher
        self._uses = uses
        self._held: dict[tuple[str, str], Fetched | FetchError] = {}

    def get(self, place: Place) -> Fetched:
        """The bytes of a place. Raises FetchError, the same one again where it failed before."""
        key = _key(place)
        if key not in self._held:
            try:
                self._held[key] = self._fetcher.fetch(place.url, sha256=place.sha256)
            except FetchError as error:
                self._held[key] = error
        found = self._held[key]
        self.done_with(place)
        if isinstance(found, FetchError):
            raise found
        return found

    def done_with(self, place: Place) -> None:
        """One publication less needs this address."""
        self._uses[_key(place)] -= 1
        if self._uses[_key(place)] <= 0:
            self._held.pop(_key(place), None)


def _key(place: Place) -> tuple[str, str]:
    return place.url, place.sha256


def _publications(
    library: Library, catalogue: Catalogue, event_ids: Iterable[str]
) -> Iterator[tuple[CatalogueEntry, Publication, bool]]:
    """Publications of the events asked for, each event stored before, and whether the user deleted it."""
    wanted = list(dict.fromkeys(event_ids))
    entries = [catalogue.entry(key) for key in wanted] if wanted else list(catalogue.entries)
    events = {event.id for event in library.deleted_events()}
    readouts = {readout.id for readout in library.deleted()}
    for entry in entries:
        if entry.event.id not in events:
            library.save_event(entry.event)
        for publication in entry.publications:
            yield entry, publication, entry.event.id in events or publication.id in readouts


def _stored(library: Library, entry: CatalogueEntry, publication: Publication) -> Readout:
    """The publication's readout in the library, made or brought up to date."""
    return library.save_readout(
        Readout(
            id=publication.id,
            event_id=entry.event.id,
            side=publication.side,
            publisher=publication.publisher,
            kind=publication.kind,
            language=publication.language,
            title=publication.title,
            url=publication.url,
            published_at=publication.published_at,
            published_text=publication.published_text,
        )
    )


def _fetch_text(
    library: Library, event: Event, publication: Publication, readout: Readout, once: _FetchOnce
) -> SyncItem:
    failures: list[str] = []
    outcome = ""
    for number, place in enumerate(publication.places):
        try:
            readout, outcome = _add_text(library, event, publication, place, once.get(place))
        except (FetchError, SourceError, InputError) as error:
            failures.append(_failure(place, error))
            continue
        for unused in publication.places[number + 1 :]:
            once.done_with(unused)
        break
    if not outcome:
        readout, outcome = _with_digest(library, readout, publication)
    latest = readout.latest
    return SyncItem(
        publication_id=publication.id,
        event_id=event.id,
        label=_label(publication),
        state=_state(readout.fidelity),
        held_as=latest.fidelity.value if latest else "",
        source=latest.source_url if latest else "",
        outcome=outcome,
        failures=tuple(failures),
    )


def _add_text(
    library: Library, event: Event, publication: Publication, place: Place, fetched: Fetched
) -> tuple[Readout, str]:
    found = extract(place.source, fetched.content, {"url": fetched.final_url, **place.locator})
    if place.source == "page":
        doubt = page_doubt(found.text, publication.language, publication.side, event.participants)
        if doubt:
            raise SourceError(doubt)
    result = library.add(
        readout_id=publication.id,
        event_id=event.id,
        side=publication.side,
        publisher=publication.publisher,
        kind=publication.kind,
        language=publication.language,
        title=publication.title or found.title,
        url=publication.url or found.url or "",
        published_at=publication.published_at or found.published_at,
        published_text=publication.published_text,
        text=found.text,
        text_language=publication.language,
        fidelity=publication.fidelity,
        source_url=fetched.final_url,
        source_sha256=fetched.sha256,
        raw=fetched.content if len(fetched.content) < MAX_RAW else None,
        retrieved_at=fetched.retrieved_at,
        note=_note(found),
        # A pinned file is one moment of the past; only a page can have gone back to an earlier text.
        live=not place.sha256,
    )
    return result.readout, result.outcome


def _with_digest(library: Library, readout: Readout, publication: Publication) -> tuple[Readout, str]:
    """The readout with its digest, where it has no other text; and what that did."""
    if not publication.digest_text or readout.fidelity not in (None, Fidelity.DIGEST):
        return readout, "kept" if readout.revisions else "none"
    result = library.add(
        readout_id=readout.id,
        event_id=readout.event_id,
        side=readout.side,
        publisher=readout.publisher,
        kind=readout.kind,
        language=readout.language,
        text=publication.digest_text,
        text_language="en",
        fidelity=Fidelity.DIGEST,
        note="in our own words, from the catalogue",
    )
    return result.readout, result.outcome


def _state(fidelity: Fidelity | None) -> str:
    if fidelity is None:
        return "none"
    if fidelity is Fidelity.DIGEST:
        return "digest"
    return "unofficial" if fidelity.indicative else "official"


def _label(publication: Publication) -> str:
    return f"{publication.side} {publication.language}, {publication.publisher}"


def _failure(place: Place, error: ReadoutsError) -> str:
    reason = str(error)
    return reason if place.url in reason else f"{place.url}: {reason}"


def _note(found: Extracted) -> str:
    left_out = f"left out: {' | '.join(found.dropped)}" if found.dropped else ""
    note = "; ".join([*found.notes, *([left_out] if left_out else [])])
    return note if len(note) <= MAX_NOTE else note[: MAX_NOTE - 1] + "…"


_SCRIPTS = {
    "zh": (re.compile(r"[\u3400-\u9fff]"), 0.3),
    "ru": (re.compile(r"[А-Яа-яЁё]"), 0.5),
    "en": (re.compile(r"[A-Za-z]"), 0.6),
}


def page_doubt(text: str, language: str, side: str, participants: tuple[Participant, ...]) -> str:
    """Why the text of a page is hardly the readout it should be; '' where nothing speaks against it.

    A page that keeps programs out, a start page or a page in another language answers like any other; its words
    must not pass for an official text. So it must be long enough, in the right script, and name somebody of
    another side.
    """
    shortest = SHORTEST.get(language, SHORTEST_ELSE)
    if len(text) < shortest:
        return f"the page holds only {len(text)} characters of text; a readout has more than {shortest}"
    letters = sum(c.isalpha() for c in text) or 1
    pattern, share = _SCRIPTS.get(language, (None, 0.0))
    if pattern is not None and len(pattern.findall(text)) / letters < share:
        return f"the page is hardly in the language it should be in ({language})"
    others = [p for p in participants if p.side != side] or list(participants)
    if others and not any(_is_named(person, text, language) for person in others):
        return f"the page does not name {' or '.join(p.name(language) for p in others)}"
    return ""


def _is_named(person: Participant, text: str, language: str) -> bool:
    """Whether a text holds the surname of a person; in Russian without its ending."""
    name = person.name(language)
    if language == "zh":
        return name in text
    surname = name.split()[-1] if name.split() else person.short
    if language == "ru":
        return re.search(rf"\b{re.escape(surname[: max(4, len(surname) - 2)])}", text, re.IGNORECASE) is not None
    return re.search(rf"\b(?:{re.escape(surname)}|{re.escape(person.short)})\b", text, re.IGNORECASE) is not None
