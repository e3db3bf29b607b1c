"""Reading texts: one text to its statements, and all texts of an event to a comparison, with a cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module
from typing import Any, Protocol

from compare import lexicon
from compare.records import Analysis, Commitment, Context, Evidence, Obligation, Statement, Tone
from compare.statements import count_words
from readouts.errors import InputError, LibraryError, ReadingError, ReadoutsError
from readouts.model import LANGUAGES, Event, Kind, Readout, Revision


class Store(Protocol):
    """What a comparison needs of the library."""

    def event(self, event_id: str) -> Event:
        """The event of an id."""

    def readouts(self, event_id: str | None = None) -> list[Readout]:
        """The readouts of an event."""

    def cached(self, key: str) -> Any | None:
        """A JSON value kept under a key, or None."""

    def cache(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One publication as read: the revision chosen, and what was found in it."""

    readout: Readout
    revision: Revision
    context: Context
    analysis: Analysis

    @property
    def indicative(self) -> bool:
        """Whether wording scores are only indicative (anything but official text)."""
        return self.revision.fidelity.indicative


@dataclass(frozen=True, slots=True)
class Comparison:
    """The readings of one event, in order of sides and release, and the publications without any text.

    unread: those of ``without_text`` that have a text which could not be read, with the reason.
    """

    event: Event
    readings: tuple[Reading, ...]
    without_text: tuple[Readout, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)

    def reading(self, readout_id: str) -> Reading:
        """The reading of a readout. Raises InputError where there is none."""
        for reading in self.readings:
            if reading.readout.id == readout_id:
                return reading
        known = ", ".join(r.readout.id for r in self.readings) or "none"
        raise InputError(f"No text of {readout_id!r} in {self.event.id}. There are: {known}.")


def analyse(text: str, context: Context) -> Analysis:
    """Read a text.

    text (str): as stored. context: language, side, participants.
    Offsets in the result are code points into ``text``. The result depends on nothing but the
    arguments and the rules. Raises InputError for a language that is not read, ReadingError where the reader fails.
    """
    package = lexicon.PACKAGES.get(context.language)
    if package is None:
        known = ", ".join(f"{code} ({LANGUAGES.get(code, code)})" for code in lexicon.PACKAGES)
        raise InputError(f"Language {context.language!r} is not read; use one of {known}.")
    try:
        statements, furniture = import_module(package).read(text, context)
    except (ReadoutsError, MemoryError):
        raise
    except Exception as error:
        raise ReadingError(
            f"This text could not be read: {type(error).__name__}: {error}. Other texts are not concerned; "
            "please report it with the text."
        ) from error
    return Analysis(
        tuple(statements),
        context.language,
        count_words(text, context.language),
        tuple(furniture),
        lexicon.version(context.language),
    )


def context_of(event: Event, readout: Readout, revision: Revision) -> Context:
    """What is known of a revision before it is read. A post has an author; a digest of it has not."""
    side = [p.short for p in event.participants if p.side == readout.side]
    first_person = readout.kind is Kind.POST and len(side) == 1 and revision.fidelity.value != "digest"
    return Context(
        revision.language, readout.side, event.participants, side[0] if first_person else "", dict(event.aliases)
    )


def read_revision(event: Event, readout: Readout, revision: Revision, store: Store | None = None) -> Reading:
    """Read one revision, from the store's cache where the same text was read by the same rules before."""
    context = context_of(event, readout, revision)
    key = _key(revision.text, context)
    found = _remembered(key)
    if found is None and store is not None:
        kept = store.cached(key)
        found = from_dict(kept) if kept else None
    if found is None:
        try:
            found = analyse(revision.text, context)
        except ReadingError as error:
            raise ReadingError(f"{readout.id}, revision {revision.number}: {error}") from error
        if store is not None:
            # A cache that cannot be written costs time, never the reading.
            with suppress(LibraryError):
                store.cache(key, asdict(found))
    _remember(key, found)
    return Reading(readout, revision, context, found)


def compare_event(store: Store, event_id: str, *, readout_ids: Iterable[str] | None = None) -> Comparison:
    """Read every publication of an event (or those named) and set them side by side.

    A text that cannot be read costs only itself: it counts as without text, with the reason in ``unread``.
    Raises InputError for an unknown event or readout.
    """
    event = store.event(event_id)
    readouts = store.readouts(event_id)
    if readout_ids is not None:
        wanted = list(readout_ids)
        unknown = set(wanted) - {r.id for r in readouts}
        if unknown:
            raise InputError(
                f"{event_id} has no readout {', '.join(sorted(unknown))}. It has: {', '.join(r.id for r in readouts)}."
            )
        readouts = [r for r in readouts if r.id in wanted]
    order = {side: i for i, side in enumerate(event.sides)}
    readouts.sort(key=lambda r: (order.get(r.side, len(order)), r.language != "zh", r.language, r.publisher, r.id))
    readings, empty, unread = [], [], {}
    for readout in readouts:
        if readout.latest is None:
            empty.append(readout)
            continue
        try:
            readings.append(read_revision(event, readout, readout.latest, store))
        except ReadingError as error:
            empty.append(readout)
            unread[readout.id] = str(error)
    return Comparison(event, tuple(readings), tuple(empty), unread)


def _key(text: str, context: Context) -> str:
    parts = json.dumps([text, asdict(context), lexicon.version(context.language)], ensure_ascii=False, default=str)
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


_memory: dict[str, Analysis] = {}
_MEMORY_LIMIT = 512


def _remembered(key: str) -> Analysis | None:
    return _memory.get(key)


def _remember(key: str, analysis: Analysis) -> None:
    if len(_memory) >= _MEMORY_LIMIT:
        # Oldest first: dictionaries keep the order of insertion.
        _memory.pop(next(iter(_memory)), None)
    _memory[key] = analysis


def from_dict(raw: Mapping[str, Any]) -> Analysis:
    """The analysis that ``dataclasses.asdict`` turned into plain values."""
    return Analysis(
        tuple(_statement(s) for s in raw["statements"]),
        raw["language"],
        raw["words"],
        tuple((a, b, why) for a, b, why in raw["furniture"]),
        raw["rules"],
    )


def _statement(raw: Mapping[str, Any]) -> Statement:
    tone = dict(raw["tone"])
    tone["obligation"] = Obligation(**tone["obligation"]) if tone["obligation"] else None
    tone["commitment"] = Commitment(**tone["commitment"]) if tone["commitment"] else None
    tone["evidence"] = tuple(Evidence(**e) for e in tone["evidence"])
    return Statement(
        **{
            **raw,
            "topics": tuple(raw["topics"]),
            "negated": tuple(raw["negated"]),
            "tone": Tone(**tone),
            "own": tuple((a, b) for a, b in raw["own"]),
            "evidence": tuple(Evidence(**e) for e in raw["evidence"]),
        }
    )
