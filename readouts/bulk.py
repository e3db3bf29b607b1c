"""Many readouts at once: a folder, a ZIP archive or a table into the library.

Texts are written in batches, each whole or not at all. Running it again goes on where it stopped: what is here
already is recognised by its text. One bad item costs only itself and stands in the report with the reason.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from readouts.bulk_items import Item, count, items
from readouts.documents import Document, read_document
from readouts.documents.plain import page_as_text
from readouts.drafts import Draft, corrected, draft_of, located
from readouts.errors import InputError, ReadoutsError, SourceError
from readouts.given import DEFAULT_PUBLISHERS, check_language, check_side, parse_published
from readouts.guess import LIKELY, Guess
from readouts.intake import programme_in
from readouts.library import Library
from readouts.model import SIDES, Event
from readouts.sources.dates import first_moment
from readouts.sources.extracted import html_text
from readouts.sources.kremlin_csv import read_page as read_kremlin
from readouts.sources.publishers import publication_key, read_page

BATCH = 100
MAX_KEPT_FAILURES = 1_000
"""Reasons kept for the report; further items are only counted."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "full_text", "fulltext", "body", "article_text", "content", "html", "article_full_text_1"),
    "title": ("title", "headline", "name", "subject"),
    "url": ("url", "link", "source_url", "address", "permalink", "href"),
    "published": ("published_at", "published_time", "published", "created_at", "datetime", "date", "pubdate", "time"),
    "language": ("language", "lang", "locale"),
    "side": ("side", "country", "country_code"),
    "publisher": ("publisher", "source", "outlet", "author"),
    "kind": ("kind", "type", "category"),
    "fidelity": ("fidelity",),
    "event": ("event", "event_id"),
    "event_date": ("event_date",),
    "event_kind": ("event_kind",),
    "participants": ("participants", "people"),
}
"""Field → the columns it is looked for under, in this order, where no mapping says otherwise."""
_STRICT = frozenset(("language", "side", "kind", "fidelity", "event_date", "event_kind", "participants"))
"""Fields in which a word that means nothing here is passed over when its column was only guessed."""

Progress = Callable[[int, int | None, str], None]
"""Called with items done, items in all (None where unknown) and the name of the last one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that was not imported, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. added: new readouts. revisions: new texts of known ones. unchanged: here already.

    events: events made. skipped: the first MAX_KEPT_FAILURES items that were not taken; skipped_count: all of them.
    guessed: how many took a field from a guess instead of the source, by field.
    """

    seen: int = 0
    added: int = 0
    revisions: int = 0
    unchanged: int = 0
    events: int = 0
    skipped_count: int = 0
    skipped: tuple[Failure, ...] = ()
    guessed: Mapping[str, int] = field(default_factory=dict)


def import_many(
    library: Library,
    source: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, Any] | None = None,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> ImportReport:
    """Import all texts of a folder, a ZIP archive, or a JSON, JSONL, CSV or Parquet table.

    mapping: field of COLUMNS → column of a table. defaults: corrections for every item, such as
    ``{"side": "US"}``; what an item says itself goes before. batch: texts written at once.
    Raises InputError where the source cannot be read or a mapping names an unknown field, LibraryError when the
    library cannot be written: what was reported as done before is kept.
    """
    unknown = [name for name in mapping or {} if name not in COLUMNS]
    if unknown:
        raise InputError(f"There is no field {unknown[0]!r} to map. Fields: {', '.join(COLUMNS)}.")
    if not source.exists():
        raise InputError(f"There is no {source}.")
    total = count(source)
    part_of = library.begin_import(str(source.absolute()))
    run = _Run(library, batch, (source.name, part_of), dict(defaults or {}), dict(mapping or {}))
    for item in items(source):
        for part in _parts(item):
            run.take(part)
        if progress and run.seen % 20 == 0:
            progress(run.seen, total, item.name)
    run.flush()
    library.finish_import(part_of)
    if progress:
        progress(run.seen, total, "")
    return run.report()


class _Run:
    """One import: the texts that wait to be written, the events known, and what became of the items."""

    def __init__(
        self, library: Library, batch: int, name: tuple[str, str], defaults: dict[str, Any], mapping: dict[str, str]
    ) -> None:
        self._library = library
        self._batch = batch
        self._label, self._part_of = name
        self._defaults = defaults
        self._mapping = mapping
        self._events = _Events(library.events(), library.sides_with_text())
        self._waiting: list[tuple[str, dict[str, Any], Event | None]] = []
        self._outcomes: Counter[str] = Counter()
        self._guessed: Counter[str] = Counter()
        self._failures: list[Failure] = []
        self.seen = 0

    def take(self, item: Item) -> None:
        """Read one item; write a batch when it is full."""
        self.seen += 1
        try:
            if item.error:
                raise InputError(item.error)
            draft = self._draft(item)
            text, event = self._text(draft)
        except ReadoutsError as error:
            self._fail(item.name, str(error))
            return
        except Exception as error:
            # Parsers of other houses meet files of strangers here; one of them must not end the import.
            self._fail(item.name, f"it cannot be read ({type(error).__name__}: {str(error)[:100]})")
            return
        self._waiting.append((item.name, text, event))
        if len(self._waiting) >= self._batch:
            self.flush()

    def flush(self) -> None:
        """Write what waits, in one transaction."""
        if not self._waiting:
            return
        events = {e.id: e for _, _, e in self._waiting if e is not None}
        results = self._library.add_many(
            [text for _, text, _ in self._waiting],
            events=list(events.values()),
            label=self._label,
            part_of=self._part_of,
        )
        self._outcomes["events"] += len(events)
        for (name, _, _), result in zip(self._waiting, results, strict=True):
            if isinstance(result, InputError):
                self._fail(name, str(result))
            else:
                self._outcomes[result.outcome] += 1
        self._waiting.clear()

    def report(self) -> ImportReport:
        """What became of everything."""
        done = self._outcomes
        return ImportReport(
            self.seen,
            done["added"],
            done["revision"],
            done["unchanged"],
            done["events"],
            done["skipped"],
            tuple(self._failures),
            dict(self._guessed),
        )

    def _fail(self, name: str, reason: str) -> None:
        self._outcomes["skipped"] += 1
        if len(self._failures) < MAX_KEPT_FAILURES:
            self._failures.append(Failure(name, reason))

    def _draft(self, item: Item) -> Draft:
        own: dict[str, Any] = {}
        if item.content:
            document = _document(item)
        else:
            document, own = _from_row(item.row, self._mapping)
        draft = draft_of(
            document,
            url=document.url,
            name=item.name,
            raw=item.content or None,
            source_url=document.url,
            source_sha256=hashlib.sha256(item.content).hexdigest() if item.content else "",
            retrieved_at=datetime.now(UTC),
            note=f"imported from {item.name}"[:300],
            events=(),
        )
        said = {k: v for k, v in self._defaults.items() if k not in document.fields} | own
        named = said.pop("event", None) or document.fields.get("event")
        draft = corrected(draft, said) if said else draft
        if named:
            if named not in self._events.by_id:
                raise InputError(f"there is no event {named}: make it first, or leave the column out")
            return replace(draft, event=Guess(str(named), "the item names it", 1.0), new_event=None)
        return self._events.locate(draft)

    def _text(self, draft: Draft) -> tuple[dict[str, Any], Event | None]:
        side = check_side(draft.side.value) if draft.side.value else ""
        if not side:
            raise InputError("nothing says which side published it: name the side for all, or map a column")
        if not draft.language.value:
            raise InputError(f"its language is not known: {draft.language.reason}")
        language = check_language(draft.language.value)
        event_id = draft.event.value or (draft.new_event.id if draft.new_event else "")
        if not event_id or (draft.event.value and draft.event.confidence <= LIKELY):
            missing = "its day is not known" if draft.event_date.value is None else "nothing says who took part"
            raise InputError(f"no event could be made: {missing}")
        for name in ("language", "side", "event_date", "participants"):
            if getattr(draft, name).confidence < 0.9:
                self._guessed[name] += 1
        text = {
            "event_id": event_id,
            "side": side,
            "publisher": draft.publisher.value or DEFAULT_PUBLISHERS.get(side, SIDES.get(side, side)),
            "kind": draft.kind.value,
            "language": language,
            "text": draft.text,
            "text_language": language,
            "fidelity": draft.fidelity.value,
            "title": draft.title.value,
            "url": draft.url,
            "published_at": draft.published.value.at,
            "published_text": draft.published.value.text,
            "source_url": draft.source_url,
            "source_sha256": draft.source_sha256,
            "raw": draft.raw,
            "retrieved_at": draft.retrieved_at,
            "note": draft.note,
        }
        return text, draft.new_event if not draft.event.value else None


class _Events:
    """The events of the library by day, so that a thousand texts do not each ask for all of them."""

    def __init__(self, events: list[Event], sides: Iterable[tuple[str, str]]) -> None:
        self.by_id = {event.id: event for event in events}
        self._by_day: dict[date, list[Event]] = {}
        self._of_publication: dict[str, str] = {}
        self._sides = set(sides)
        for event in events:
            self._by_day.setdefault(event.date, []).append(event)

    def locate(self, draft: Draft) -> Draft:
        """The draft with its event; a new one is known from then on."""
        key = publication_key(draft.url)
        if key and key in self._of_publication:
            same = Guess(self._of_publication[key], "a text at the same address belongs to it", 0.95)
            return replace(draft, event=same, new_event=None)
        day = draft.event_date.value
        near = list(self._by_day.get(day, ())) if day else []
        for beside in (day - timedelta(days=1), day + timedelta(days=1)) if day else ():
            # A side that has its text on that day's event speaks of another one now.
            near += [e for e in self._by_day.get(beside, ()) if (e.id, draft.side.value) not in self._sides]
        found = located(draft, None, near)
        if found.new_event is not None:
            self.by_id[found.new_event.id] = found.new_event
            self._by_day.setdefault(found.new_event.date, []).append(found.new_event)
        event_id = found.event.value or (found.new_event.id if found.new_event else "")
        self._sides.add((event_id, draft.side.value))
        if key:
            self._of_publication[key] = event_id
        return found


def _parts(item: Item) -> Iterator[Item]:
    """The item, or what of a whole news programme is about calls and meetings of leaders."""
    programme = None
    if item.content and b"###" in item.content:
        # What cannot be read gets its reason where it is taken.
        with suppress(ReadoutsError):
            programme = programme_in(item.content)
    if programme is None:
        yield item
    elif not programme.proposed:
        none = (
            f"none of the {len(programme.choices)} items of this news programme is about a call or meeting of leaders"
        )
        yield replace(item, content=b"", error=none)
    for heading in programme.proposed if programme is not None else ():
        yield replace(item, name=f"{item.name}, {heading}", heading=heading)


def _document(item: Item) -> Document:
    programme = programme_in(item.content) if item.heading else None
    if programme is not None:
        return programme.item(item.heading)
    document = read_document(item.content, item.name)
    if not document.page:
        return document
    try:
        page = read_page(document.page, document.url)
    except SourceError:
        return replace(page_as_text(document.page), url=document.url)
    return replace(
        document,
        text=page.text,
        title=page.title or document.title,
        published_at=page.published_at,
        published_text=page.published_text,
    )


def _from_row(row: Mapping[str, Any], mapping: Mapping[str, str]) -> tuple[Document, dict[str, Any]]:
    """A row as a document, and what its columns say of it. Raises InputError where there is no text."""
    columns = {str(key).strip().lower(): key for key in row}
    found: dict[str, str] = {}
    sure: set[str] = set()
    for name, usual in COLUMNS.items():
        wanted = mapping.get(name)
        if wanted is not None and wanted.lower() not in columns:
            raise InputError(f"it has no column {wanted!r}; it has {', '.join(map(str, list(row)[:12]))}")
        for column in (wanted,) if wanted is not None else usual:
            value = _value(row[columns[column.lower()]]) if column and column.lower() in columns else ""
            if value:
                found[name] = value
                if wanted is not None or column == name:
                    sure.add(name)
                break
    text = found.pop("text", "")
    if not text:
        meant = [mapping["text"]] if "text" in mapping else COLUMNS["text"]
        if empty := next((columns[name.lower()] for name in meant if name.lower() in columns), ""):
            raise InputError(f"its column of the text, {empty!r}, is empty here")
        raise InputError(f"it has no text; its columns are {', '.join(map(str, list(row)[:12]))}. Map one to text")
    if "Статус материала" in text and "kremlin.ru" in found.get("url", ""):
        return _kremlin_row(row, found["url"])
    if re.search(r"</?(?:p|br|div|span|a)\b[^>]{0,300}>", text[:5000], re.IGNORECASE):
        text = html_text(text)
    moment, day = _published(found.pop("published", ""))
    url = found.pop("url", "")
    url = url if re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", url) else ""
    title = found.pop("title", "")
    said: dict[str, Any] = {}
    said |= {name: value for name, value in found.items() if name not in _STRICT or name in sure or _fits(name, value)}
    if "participants" in said:
        said["participants"] = [p.strip() for p in re.split(r"[;|]", said["participants"]) if p.strip()]
    return Document("text", text, title, moment, day, url), said


def _kremlin_row(row: Mapping[str, Any], url: str) -> tuple[Document, dict[str, Any]]:
    """A row of a table of the Kremlin's pages, whose text is the whole page in numbered columns."""
    pieces = (str(row.get(f"article_full_text_{n}") or "") for n in range(1, 100))
    page = "".join(pieces) or str(row.get("text") or "")
    found = read_kremlin(str(row.get("title") or ""), page, url)
    day = found.published_at.date().isoformat() if found.published_at else ""
    return Document("text", found.text, found.title, found.published_at, day, url, found.dropped), {}


def _value(value: Any) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "; ".join(str(v) for v in value)
    return "" if value is None or value != value else str(value).strip()


def _published(value: str) -> tuple[datetime | None, str]:
    if not value:
        return None, ""
    try:
        moment, text = parse_published(value)
    except InputError:
        return first_moment([value])
    return moment, text if moment is None else moment.date().isoformat()


def _fits(name: str, value: str) -> bool:
    """Whether a word in a guessed column means something here: a *type* of "article" does not."""
    try:
        if name == "language":
            check_language(value)
        elif name == "side":
            check_side(value)
        else:
            return False
    except InputError:
        return False
    return True
