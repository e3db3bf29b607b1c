"""A new readout: from an address, a file, bytes or pasted text to a draft, and from a draft into the library.

A :class:`Draft` shows what would be saved: the text as it will be stored, what was guessed of it and why, what was
left out, what is suspicious, and what of the library it repeats. Nothing is stored before :func:`save`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from readouts import post_archive
from readouts.days import ASSUMED
from readouts.documents import MAX_DOCUMENT, Document, plain, read_document
from readouts.documents.plain import page_as_text
from readouts.drafts import Draft, Published, corrected, draft_of, is_said
from readouts.duplicates import check_version
from readouts.errors import FetchError, InputError, SourceError
from readouts.fetch import Fetched, Fetcher, Progress
from readouts.given import (
    DEFAULT_PUBLISHERS,
    MAX_BYTES,
    Slot,
    check_fidelity,
    check_kind,
    check_language,
    check_side,
    check_text,
    decode,
    known_leaders,
    make_event,
    parse_participant,
    parse_published,
    place_for,
    read_text,
)
from readouts.guess import LIKELY, Guess
from readouts.library import AddResult, Library
from readouts.model import Kind, Readout
from readouts.sources import broadcast, truthsocial
from readouts.sources.broadcast import Broadcast
from readouts.sources.publishers import read_page, site_for, text_address
from readouts.sources.site import Page
from readouts.visible import marked, reveal

__all__ = [
    "DEFAULT_PUBLISHERS",
    "MAX_BYTES",
    "MAX_DOCUMENT",
    "Draft",
    "Guess",
    "Published",
    "Slot",
    "check_fidelity",
    "check_kind",
    "check_language",
    "check_side",
    "check_text",
    "corrected",
    "decode",
    "draft_from_bytes",
    "draft_from_file",
    "draft_from_text",
    "draft_from_url",
    "find_posts",
    "known_leaders",
    "make_event",
    "parse_participant",
    "parse_published",
    "place_for",
    "read_text",
    "save",
]

MAX_RAW = 2_000_000
"""Bytes of a source kept with its text; of larger ones only address and sum are kept."""


def draft_from_url(url: str, fetcher: Fetcher, library: Library | None = None, *, item: str = "") -> Draft:
    """A draft of what an address holds: a page, a document, or a post by way of the archive of posts.

    item: heading of one item, where it is a whole news programme; see :func:`draft_from_bytes`.

    Raises FetchError where it cannot be had, SourceError where it holds no text, InputError for a file that cannot
    be read; each says what to do, which for sites that refuse programs is to paste the text.
    """
    url = url.strip()
    if truthsocial.post_id(url) is not None:
        return _draft_from_post(url, fetcher, library)
    site = site_for(url)
    if site is not None and site.refuses:
        raise FetchError(f"{url} was not fetched: {site.refuses}")
    try:
        return draft_from_fetched(fetcher.fetch(text_address(url)), url, library, item=item)
    except (FetchError, SourceError) as error:
        second = site.fallback(url) if site is not None and site.fallback is not None else ""
        if second:
            with suppress(FetchError, SourceError):
                return draft_from_fetched(fetcher.fetch(second), url, library)
        if isinstance(error, SourceError):
            raise
        publisher = f" {site.publisher} may refuse programs:" if site is not None and " 403" in str(error) else ""
        raise FetchError(
            f"{error}.{publisher} Open the page in a browser and paste its text, or save the page and give the file."
        ) from error


def draft_from_fetched(fetched: Fetched, url: str, library: Library | None = None, *, item: str = "") -> Draft:
    """A draft of bytes that were fetched. url: the address as the reader knows it. Raises as draft_from_url does."""
    # A redirect to another publication names it; one to an API does not.
    shown = url if fetched.url != url or site_for(fetched.final_url) is None else fetched.final_url
    return draft_from_bytes(
        fetched.content,
        name=url,
        url=shown,
        content_type=fetched.content_type,
        library=library,
        source_url=fetched.final_url,
        retrieved_at=fetched.retrieved_at,
        item=item,
    )


def draft_from_file(
    path: Path, library: Library | None = None, *, encoding: str = "", url: str = "", item: str = ""
) -> Draft:
    """A draft of a file: PDF, Word, RTF, mail, saved page, HTML, Markdown or plain text.

    encoding: of plain text, '' to tell it from the bytes. url: where the file comes from, if known.
    Raises InputError for a file that cannot be read, saying what to do.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder. `readouts import {path}` reads all texts in it.")
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_DOCUMENT + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', '') or error}.") from None
    return draft_from_bytes(content, name=path.name, url=url, library=library, encoding=encoding, item=item)


def draft_from_bytes(
    content: bytes,
    *,
    name: str = "",
    url: str = "",
    content_type: str = "",
    library: Library | None = None,
    encoding: str = "",
    source_url: str = "",
    retrieved_at: datetime | None = None,
    item: str = "",
) -> Draft:
    """A draft of a file's bytes. name: as shown in messages. Raises InputError or SourceError.

    item: of a whole news programme, the heading of the item meant or words of it; '' for the first about leaders.
    """
    site = site_for(url) if url else None
    programme = programme_in(content, encoding) if len(content) <= MAX_DOCUMENT else None
    if programme is not None:
        document = programme.item(item)
    elif site is not None and site.read_json is not None and content.lstrip()[:1] in (b"{", b"["):
        document = Document("html", "", url=url, page=content)
    else:
        document = read_document(content, name, encoding=encoding)
    page: Page | None = None
    if item and programme is None:
        raise InputError(f"{name or 'The text'} is no news programme with items to choose from. Leave the item out.")
    if document.page:
        document, page = _with_page(document, url or document.url, content_type, whole=not url)
    whole_page = document.page
    draft = draft_of(
        document,
        page=page,
        url=document.url if programme is not None else url or document.url,
        name=name,
        library=library,
        raw=content if len(content) <= MAX_RAW else None,
        source_url=source_url or url,
        source_sha256=hashlib.sha256(content).hexdigest(),
        retrieved_at=retrieved_at or datetime.now(UTC),
    )
    if whole_page and not draft.warnings:
        draft = replace(draft, warnings=_lost_on_the_way(whole_page, draft.text))
    return replace(draft, items=programme.choices) if programme is not None else draft


def _lost_on_the_way(page: bytes, text: str) -> tuple[str, ...]:
    """Warnings of tricks in the lines of a page that its text was made of: finding the main text drops what hides."""
    try:
        plain = page_as_text(page).text
    except (SourceError, InputError):
        return ()
    kept = "".join(text.split())
    tricky = [line for line in plain.split("\n") if marked(line) != line]
    return reveal("\n".join(line for line in tricky if "".join(reveal(line)[0].split()) in kept))[1]


def programme_in(content: bytes, encoding: str = "") -> Broadcast | None:
    """The news programme that a file holds, if it is one. Raises InputError where it is no text."""
    # Items may be lines of HTML, so the format says little; the first heading does.
    if not re.match(rb"(?:\xef\xbb\xbf)?\s{0,10}#[ \t]", content) or b"###" not in content:
        return None
    return broadcast.read(plain.read_text(content, encoding).text)


def draft_from_text(text: str, library: Library | None = None, *, url: str = "", title: str = "") -> Draft:
    """A draft of pasted text. url, title: as the reader knows them. Raises InputError where there is no text."""
    if len(text) > MAX_BYTES:
        raise InputError(f"The text is larger than {MAX_BYTES // 1_000_000} MB. Paste the readout alone.")
    document = Document("text", text, title)
    return draft_of(document, url=url.strip(), library=library, retrieved_at=datetime.now(UTC), note="pasted")


def find_posts(
    fetcher: Fetcher, *, day: date | None = None, words: str = "", limit: int = 20, progress: Progress | None = None
) -> list[truthsocial.Post]:
    """Posts of the public archive of a day with such words, likest first; see :func:`truthsocial.search`.

    progress: called while the archive comes over the network. Raises FetchError where the archive cannot be had,
    SourceError where it is broken.
    """
    return truthsocial.search(post_archive.archive(fetcher, progress).content, day=day, words=words, limit=limit)


def save(library: Library, draft: Draft, corrections: Mapping[str, Any] | None = None, *, into: str = "") -> AddResult:
    """Put a draft into the library, with what the user corrected.

    corrections: see :func:`~readouts.drafts.corrected`. An event that is not there yet is made.
    into: id of the publication that the text is a version of, where the user said so; that keeps its own data.
    Raises InputError for what is missing or wrong, naming the field; LibraryError when nothing can be written.
    """
    final = corrected(draft, corrections or {}, library)
    if into:
        return _save_version(library, final, into)
    side = check_side(final.side.value) if final.side.value else ""
    if not side:
        raise InputError("The side is not known. Say who published the text: CN, US, RU, …")
    language = check_language(final.language.value) if final.language.value else ""
    if not language:
        raise InputError(f"The language is not known ({final.language.reason}). Say en, zh or ru.")
    event_id = final.event.value
    if event_id and final.event.confidence <= LIKELY:
        raise InputError(f"The text gives no day. Is it on {event_id}? Name the event, or give the day of a new one.")
    if not event_id and final.new_event is None:
        raise InputError("The event is not known. Name one of the library, or the day and who took part.")
    known = library.readouts(event_id) if event_id else []
    slot = _place(final, known)
    if not event_id and final.new_event is not None:
        event_id = library.save_event(final.new_event).id
    named = is_said(final.publisher)
    same = next((d for d in final.duplicates if d.relation != "near" and d.readout.event_id == event_id), None)
    if same and same.readout.side != side:
        if not named:
            raise InputError(
                f"This text is here already as {same.readout.id}, published by {same.readout.side}. "
                f"Nothing was changed. If {side} published the same words, name the publisher."
            )
        same = None
    if same and same.relation == "same" and not any(is_said(guess) for guess in final.of_publication):
        # What is here already keeps what is known of it: a guess does not overwrite it.
        return AddResult(same.readout, same.revision, "unchanged")
    if same is None and slot.readout_id and not named and not final.url:
        check_version(next(r for r in known if r.id == slot.readout_id), final.text, language)
    published = final.published.value
    if published.text.endswith(ASSUMED) and not is_said(final.published):
        # The order of release matters: a zone that nobody gave is told in words and puts nothing on the time line.
        published = Published(None, published.text)
    return library.add(
        event_id=event_id,
        side=side,
        publisher=same.readout.publisher if same else slot.publisher,
        kind=final.kind.value if final.kind.confidence > 0.6 or not slot.readout_id else slot.kind,
        language=language,
        title=final.title.value or slot.title,
        url=same.readout.url if same and same.readout.url else final.url or slot.url,
        published_at=published.at or slot.published_at,
        published_text=published.text or slot.published_text,
        text=final.text,
        text_language=language,
        fidelity=final.fidelity.value,
        source_url=final.source_url,
        source_sha256=final.source_sha256,
        raw=final.raw,
        retrieved_at=final.retrieved_at,
        note=final.note,
        readout_id=same.readout.id if same else slot.readout_id or None,
    )


def version_of(library: Library, draft: Draft) -> Readout | None:
    """The publication whose next revision a draft would be if it were saved as it is; None for a new one."""
    known = library.readouts(draft.event.value) if draft.event.value else []
    if not draft.side.value or draft.event.confidence <= LIKELY:
        return None
    with suppress(InputError):
        slot = _place(draft, known)
        return next((r for r in known if r.id == slot.readout_id and r.revisions), None)
    return None


def _place(draft: Draft, known: list[Readout]) -> Slot:
    return place_for(
        known,
        side=draft.side.value,
        language=draft.language.value,
        publisher=draft.publisher.value,
        url=draft.url,
        kind=draft.kind.value if draft.kind.confidence >= 0.9 else None,
    )


def _save_version(library: Library, final: Draft, readout_id: str) -> AddResult:
    known = library.readout(readout_id)
    return library.add(
        event_id=known.event_id,
        side=known.side,
        publisher=known.publisher,
        kind=known.kind,
        language=known.language,
        title=known.title or final.title.value,
        url=known.url or final.url,
        published_at=known.published_at or final.published.value.at,
        published_text=known.published_text or final.published.value.text,
        text=final.text,
        text_language=check_language(final.language.value),
        fidelity=final.fidelity.value,
        source_url=final.source_url,
        source_sha256=final.source_sha256,
        raw=final.raw,
        retrieved_at=final.retrieved_at,
        note=final.note,
        readout_id=known.id,
    )


def _draft_from_post(url: str, fetcher: Fetcher, library: Library | None) -> Draft:
    account, number = truthsocial.post_id(url) or ("", "")
    try:
        archive, found = post_archive.post(fetcher, number)
    except (FetchError, SourceError) as error:
        moment = truthsocial.time_of(number)
        when = f" By its number it was published at {moment:%Y-%m-%d %H:%M} UTC." if moment else ""
        raise FetchError(f"Truth Social answers no program, and {error}.{when} Paste the text of the post.") from error
    document = Document("html", found.text, "", found.published_at, "", url, notes=found.notes)
    draft = draft_of(
        document,
        url=url,
        library=library,
        source_url=truthsocial.ARCHIVE,
        source_sha256=archive.sha256,
        retrieved_at=archive.retrieved_at,
    )
    publisher = Guess(f"Truth Social @{account}", "the account in the address", 0.99)
    return replace(
        draft,
        format="post of the public archive",
        publisher=publisher,
        kind=Guess(Kind.POST, "the address is that of a post", 0.99),
    )


def _with_page(document: Document, url: str, content_type: str, *, whole: bool) -> tuple[Document, Page | None]:
    """The text of a page by its publisher's rule, or its main text; whole: all its words where none is found."""
    try:
        page = read_page(document.page, url, content_type)
    except SourceError:
        if not whole or re.match(rb"\s*[\[{]", document.page):
            raise
        try:
            plain = page_as_text(document.page)
        except SourceError as error:
            raise InputError(f"the page cannot be read: {error}") from error
        note = "no main text was found on the page, so all its words were taken: cut away what is no part of it"
        return replace(plain, format=document.format, url=document.url, notes=(*plain.notes, note)), None
    return replace(document, text=page.text, title=page.title or document.title), page
