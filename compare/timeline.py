"""The same side over time: every text of a library in compact form, one pass, cached by text and rules.

`survey` reads all publications; `calls` picks, event by event, the texts that may be compared (originals with
originals); `trace` follows one side and speaker on one topic. Ledger, shift and claims build on these.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from compare import extracts as extracts_module
from compare import formulas as formulas_module
from compare import lexicon, sightings
from compare.analysis import Store, context_of, read_revision
from compare.extracts import Extract, Saying, keep, key_of, mark_of, recall, sayings_of
from compare.formulas import Formulas
from compare.passing import every_word
from compare.records import BOTH, PUBLISHER
from compare.sightings import OWN, Sighting
from compare.topics import searched
from readouts import listing
from readouts.errors import InputError, ReadingError
from readouts.model import LANGUAGES, Event, Fidelity, Kind, Readout, Revision

T = TypeVar("T")

ORIGINAL_LANGUAGE = {"CN": "zh", "TW": "zh", "RU": "ru"}
"""Language in which a side writes first, of those that are read here; English for all others."""

SCALES = ("demand", "warning", "force", "status", "warmth", "commitment")
"""Scales followed over time, in table order."""
HARDER_UP = {"demand": True, "warning": True, "force": True, "status": True, "warmth": False}
"""Scale → whether a higher value is harder. Commitment is only followed: more of it is neither."""


def scale_name(scale: str) -> str:
    """A scale as readers know it: what is followed as a demand is the obligation laid on the other side."""
    return "obligation" if scale == "demand" else scale


MENTIONED, SILENT, WORD_ONLY = "mentioned", "not mentioned", "word only"
NOT_IN_DIGEST, NOT_IN_EXCERPT = "not in the digest", "not in the excerpt"
SILENCES = (SILENT, NOT_IN_DIGEST, NOT_IN_EXCERPT)
"""A topic that was searched for and not found; a digest's silence is not the text's."""
NO_TEXT, DIGEST_ONLY, EXCERPT_ONLY, TRANSLATION_ONLY = "no text", "digest only", "excerpt only", "translation only"
NOT_READ = "could not be read"
NO_ORIGINAL = (NO_TEXT, DIGEST_ONLY, EXCERPT_ONLY, TRANSLATION_ONLY, NOT_READ)
"""Why a call cannot be compared in the original wording."""

_KEEP_EVERY = 30.0
"""Seconds of reading after which what is new is kept: a reading that is cut off goes on from there."""


class Archive(Store, listing.Library, Protocol):
    """What the time line needs of the library."""

    name: str

    def events(self) -> list[Event]:
        """All events, oldest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One publication in the survey: the revision chosen, and its extract."""

    event: Event
    readout: Readout
    revision: Revision
    extract: Extract

    @property
    def text(self) -> str:
        """The text read."""
        return self.revision.text

    @property
    def moment(self) -> str:
        """ISO time of release, or the day of the event where no exact time is known."""
        at = self.readout.published_at
        return at.isoformat(timespec="minutes") if at else self.event.date.isoformat()


@dataclass(frozen=True, slots=True)
class Call:
    """One event seen from one side: the texts to compare, or why there are none.

    reason: '' where ``lines`` are official texts in the original language, else one of NO_ORIGINAL. With digests
    allowed, ``lines`` then hold the next best text and ``indicative`` is true.
    pair: short names of the participants, sorted. others: publications of the side without any text.
    """

    event: Event
    side: str
    language: str
    pair: tuple[str, ...]
    lines: tuple[Line, ...]
    reason: str = ""
    others: tuple[Readout, ...] = ()

    @property
    def indicative(self) -> bool:
        """Whether what is read here is not the original wording."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Survey:
    """All publications with text, by date, and those without. formulas: the set phrases that were looked for.

    unread: id → reason of those of ``without_text`` that have a text on which the reader failed.
    """

    lines: tuple[Line, ...]
    without_text: tuple[Readout, ...]
    events: Mapping[str, Event]
    formulas: Formulas
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """Words behind a value: scale, value, the deciding words, the whole statement, and where it stands."""

    scale: str
    value: int
    quote: str
    statement: str
    speaker: str
    readout_id: str
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """The values of one call on one topic. peak: scale → value, only for scales with any evidence.

    For warmth ``peak`` is the lowest and ``top`` the highest value. statements: how many mention the topic.
    """

    statements: int
    peak: Mapping[str, int]
    top: int
    proofs: tuple[Proof, ...]
    phrases: tuple[str, ...] = ()

    def value(self, scale: str) -> int:
        """Value of a scale, 0 where nothing was said."""
        return self.peak.get(scale, 0)

    def of(self, scale: str) -> tuple[Proof, ...]:
        """Proofs of one scale, the strongest first."""
        chosen = [p for p in self.proofs if p.scale == scale]
        return tuple(sorted(chosen, key=lambda p: (-abs(p.value), p.start)))


@dataclass(frozen=True, slots=True)
class Point:
    """One call in a trace.

    status: MENTIONED, WORD_ONLY, one of SILENCES, or one of NO_ORIGINAL where no text may be compared.
    aside: the words that stand there in passing, each with why it did not count.
    """

    call: Call
    status: str
    measure: Measure | None
    searched: tuple[str, ...] = field(default=())
    aside: tuple[str, ...] = ()


def forget() -> None:
    """Let go of what is held in memory; what the library keeps stays."""
    _latest.clear()
    extracts_module.forget()


class _Borrowed:
    """A store that is only read: a survey of thousands of texts must not push everything else out of the cache."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def event(self, event_id: str) -> Event:
        return self._archive.event(event_id)

    def readouts(self, event_id: str | None = None) -> list[Readout]:
        return self._archive.readouts(event_id)

    def cached(self, key: str) -> Any | None:
        return self._archive.cached(key)

    def cache(self, key: str, value: Any) -> None:
        return None


_latest: list[tuple[tuple[Any, ...], Survey]] = []


def survey(archive: Archive, *, progress: Callable[[int, int], None] | None = None) -> Survey:
    """Read every publication of the library once.

    A text on which the reader fails costs only itself: it is left out, and named with the reason in ``unread``.
    What was read before is taken from the cache (by text, participants and rules), in a few large pieces; while
    neither the library nor a rule has changed, the survey made last is handed out again.
    progress: called with (done, all) while new texts are read.
    """
    known = formulas_module.load()
    versions = {language: f"{lexicon.version(language)}-{known.version}" for language in LANGUAGES}
    stamp = (archive.name, listing.stamp(archive), *versions.items())
    if _latest and _latest[0][0] == stamp:
        return _latest[0][1]
    made = _survey(archive, known, versions, progress)
    _latest[:] = [(stamp, made)]
    return made


def _survey(
    archive: Archive, known: Formulas, versions: Mapping[str, str], progress: Callable[[int, int], None] | None
) -> Survey:
    events = {e.id: e for e in archive.events()}
    readouts = [r for r in archive.readouts() if r.event_id in events]
    chosen = [(r, revision) for r in readouts if (revision := r.latest) is not None and revision.language in LANGUAGES]
    marks = {event_id: mark_of(event) for event_id, event in events.items()}
    keys = [key_of(r, v, marks[r.event_id], versions[v.language]) for r, v in chosen]
    extracts = recall(archive, keys, versions)
    missing = [i for i, key in enumerate(keys) if key not in extracts]
    made: dict[str, Extract] = {}
    unread: dict[str, str] = {}
    borrowed = _Borrowed(archive)
    kept = time.monotonic()
    for done, i in enumerate(missing):
        readout, revision = chosen[i]
        event = events[readout.event_id]
        try:
            reading = read_revision(event, readout, revision, borrowed)
        except ReadingError as error:
            unread[readout.id] = str(error)
            continue
        found = sightings.find(
            revision.text, context_of(event, readout, revision), reading.analysis.statements, known.formulas
        )
        made[keys[i]] = Extract(sayings_of(reading.analysis), found, every_word(reading.analysis.statements))
        if time.monotonic() - kept > _KEEP_EVERY:
            keep(archive, made, versions)
            extracts.update(made)
            made, kept = {}, time.monotonic()
        if progress:
            progress(done + 1, len(missing))
    if made:
        keep(archive, made, versions)
        extracts.update(made)
    lines = [
        Line(events[r.event_id], r, v, extracts[k])
        for (r, v), k in zip(chosen, keys, strict=True)
        if r.id not in unread
    ]
    lines.sort(key=lambda x: (x.event.date, x.event.id, x.readout.side, x.readout.id))
    without = tuple(r for r in readouts if r.latest is None or r.id in unread)
    return Survey(tuple(lines), without, events, known, unread)


_NEXT_BEST = (Fidelity.OFFICIAL, Fidelity.OFFICIAL_TRANSLATION, Fidelity.UNOFFICIAL_TRANSLATION, Fidelity.EXCERPT)
_SPOKEN = (Kind.READOUT, Kind.POST, Kind.TRANSCRIPT)


def original_language(side: str) -> str:
    """Language in which a side's own texts are compared: 'zh', 'ru' or 'en'."""
    return ORIGINAL_LANGUAGE.get(side, "en")


def calls(
    survey: Survey,
    side: str,
    *,
    language: str = "",
    pair: Iterable[str] = (),
    other: str = "",
    digests: bool = False,
) -> tuple[Call, ...]:
    """The events on which a side published (or is known to have published), oldest first.

    language: of the texts compared; the side's original language when empty. pair: short names that must take part.
    other: side code that must take part. digests: use the next best text where there is no official original.
    """
    language = language or original_language(side)
    wanted = set(pair)
    lines: dict[str, list[Line]] = defaultdict(list)
    for line in survey.lines:
        if line.readout.side == side:
            lines[line.event.id].append(line)
    bare: dict[str, list[Readout]] = defaultdict(list)
    for readout in survey.without_text:
        if readout.side == side:
            bare[readout.event_id].append(readout)
    result = []
    for event_id in sorted({*lines, *bare}, key=lambda e: (survey.events[e].date, e)):
        event = survey.events[event_id]
        if not wanted <= {p.short for p in event.participants} or (other and other not in event.sides):
            continue
        call = _call(event, side, language, lines[event_id], bare[event_id], digests=digests)
        if call.reason == NO_TEXT and any(r.id in survey.unread for r in bare[event_id]):
            call = replace(call, reason=NOT_READ)
        result.append(call)
    return tuple(result)


def _call(
    event: Event, side: str, language: str, lines: Sequence[Line], bare: Sequence[Readout], *, digests: bool
) -> Call:
    pair = tuple(sorted(p.short for p in event.participants))
    official = [x for x in lines if x.revision.language == language and _original(x)]
    spoken = [x for x in official if x.readout.kind in _SPOKEN]
    if spoken or official:
        return Call(event, side, language, pair, tuple(spoken or official), "", tuple(bare))
    ranked = sorted(lines, key=lambda x: (_rank(x), x.readout.language != language))
    if not ranked:
        return Call(event, side, language, pair, (), NO_TEXT, tuple(bare))
    fidelity = ranked[0].revision.fidelity
    reason = (
        DIGEST_ONLY
        if fidelity is Fidelity.DIGEST
        else EXCERPT_ONLY
        if fidelity is Fidelity.EXCERPT
        else TRANSLATION_ONLY
    )
    return Call(event, side, language, pair, tuple(ranked[:1]) if digests else (), reason, tuple(bare))


def _original(line: Line) -> bool:
    # English of a side that writes English first is the original even when a page is marked a translation of none.
    return line.revision.fidelity is Fidelity.OFFICIAL or (
        line.revision.fidelity is Fidelity.OFFICIAL_TRANSLATION
        and line.revision.language != original_language(line.readout.side)
        and line.revision.language == line.readout.language
    )


def _rank(line: Line) -> tuple[int, bool]:
    fidelity = line.revision.fidelity
    place = _NEXT_BEST.index(fidelity) if fidelity in _NEXT_BEST else len(_NEXT_BEST)
    return place, line.readout.kind not in _SPOKEN


def measure(
    lines: Sequence[Line], known: Formulas, *, topic: str = "", speaker: str = "", own_side: bool = True
) -> Measure:
    """What some texts of one call say on a topic.

    topic: '' for everything. speaker: a short name; '' for everybody who speaks for the publisher's side: its own
    leader, both leaders together, and narration (own_side), or really everybody.
    demand counts obligations laid on the other side (level 0–3); force and status are rungs of set phrases that
    stand unaltered or only with words inserted.
    """
    proofs: list[Proof] = []
    phrases: list[str] = []
    warm: list[int] = []
    count = 0
    for line in lines:
        heard = _voices(line, speaker, own_side)
        marked = _marked(line, known, topic)
        for i, s in enumerate(line.extract.sayings):
            if (heard is not None and s.speaker not in heard) or (topic and topic not in s.topics and i not in marked):
                continue
            count += 1
            warm.append(s.warmth)
            proofs += _tone_proofs(line, s)
        if topic and not marked and not count:
            continue
        for x in line.extract.sightings:
            formula = known.formula(x.formula)
            if formula is None or x.voice != OWN or (heard is not None and x.speaker not in heard):
                continue
            at = _sayings_at(line, x)
            if topic and not any(i in marked or topic in line.extract.sayings[i].topics for i in at):
                continue
            phrases.append(x.formula)
            if formula.axis and formula.rung and not x.reworded:
                proofs.append(
                    _proof(line, formula.axis, formula.rung, x.start, x.end, x.start, x.end, x.speaker, formula.id)
                )
    peak: dict[str, int] = {}
    for p in proofs:
        old = peak.get(p.scale)
        peak[p.scale] = p.value if old is None else min(old, p.value) if p.scale == "warmth" else max(old, p.value)
    if warm:
        peak["warmth"] = min(warm)
    return Measure(count, peak, max(warm, default=0), tuple(proofs), tuple(dict.fromkeys(phrases)))


def _voices(line: Line, speaker: str, own_side: bool) -> set[str] | None:
    if speaker:
        return {speaker}
    if not own_side:
        return None
    return {p.short for p in line.event.participants if p.side == line.readout.side} | {BOTH, PUBLISHER}


def _sayings_at(line: Line, x: Sighting) -> list[int]:
    return [i for i, s in enumerate(line.extract.sayings) if s.start < x.end and x.start < s.end]


def _marked(line: Line, known: Formulas, topic: str) -> set[int]:
    """Sayings that a set phrase of the topic puts on it, though they do not name it.

    “Handled badly, the two countries will clash”: the sentence before named the matter. Only within a paragraph
    that does name it.
    """
    named = [s for s in line.extract.sayings if topic in s.topics] if topic else []
    if not named:
        return set()
    result = set()
    phrases = known.of_topic(topic)
    for x in line.extract.sightings:
        if x.formula not in phrases or x.voice != OWN:
            continue
        low, high = line.text.rfind("\n", 0, x.start) + 1, line.text.find("\n", x.end)
        if any(low <= s.start and (high < 0 or s.start < high) for s in named):
            result.update(_sayings_at(line, x))
    return result


def _tone_proofs(line: Line, s: Saying) -> list[Proof]:
    warmth, obligation, commitment, warning = s.quotes
    result = []
    if s.warmth:
        result.append(_quoted(line, s, "warmth", s.warmth, warmth))
    if s.obligation and s.holder == "other":
        result.append(_quoted(line, s, "demand", s.obligation, obligation))
    if s.commitment and s.actor in ("self", "both"):
        result.append(_quoted(line, s, "commitment", s.commitment, commitment))
    if s.warning:
        result.append(_quoted(line, s, "warning", s.warning, warning))
    return result


def _quoted(line: Line, s: Saying, scale: str, value: int, quote: str) -> Proof:
    at = line.text.find(quote, s.start, s.end) if quote else -1
    start, end = (at, at + len(quote)) if at >= 0 else (s.start, s.end)
    return _proof(line, scale, value, start, end, s.start, s.end, s.speaker, "")


def _proof(
    line: Line, scale: str, value: int, start: int, end: int, low: int, high: int, speaker: str, rule: str
) -> Proof:
    for s in line.extract.sayings if rule else ():
        if s.start <= start and end <= s.end:
            low, high = s.start, s.end
            break
    return Proof(scale, value, line.text[start:end], line.text[low:high], speaker, line.readout.id, start, end, rule)


def trace(
    survey: Survey,
    *,
    side: str,
    topic: str,
    speaker: str = "",
    pair: Iterable[str] = (),
    other: str = "",
    language: str = "",
    digests: bool = True,
) -> tuple[Point, ...]:
    """One side (and speaker) on one topic, call by call, oldest first.

    Calls without an official original are there too: with their digest, marked indicative, or without a measure.
    Raises InputError where the side has no publication in the library.
    """
    found = calls(survey, side, language=language, pair=pair, other=other, digests=digests)
    if not found:
        sides = sorted({x.readout.side for x in survey.lines} | {r.side for r in survey.without_text})
        raise InputError(
            f"No publication of {side!r} fits in this library. Sides there are: {', '.join(sides) or '–'}."
        )
    terms = _terms(topic)
    return tuple(point(call, survey, topic=topic, speaker=speaker, terms=terms) for call in found)


def point(
    call: Call,
    survey: Survey,
    *,
    topic: str,
    speaker: str = "",
    terms: Mapping[str, tuple[str, ...]] | None = None,
) -> Point:
    """One call of a trace. terms: what is searched for the topic by language, where that is known already."""
    if not call.lines:
        return Point(call, call.reason, None)
    values = measure(call.lines, survey.formulas, topic=topic, speaker=speaker)
    if values.statements or (topic and values.phrases):
        return Point(call, MENTIONED, values)
    words = tuple(
        word
        for line in call.lines
        for subject, voice, word in line.extract.aside
        if subject == topic and ((heard := _voices(line, speaker, True)) is None or voice in heard)
    )
    if words:
        return Point(call, WORD_ONLY, values, (), words)
    if terms is None:
        terms = _terms(topic)
    silence = {DIGEST_ONLY: NOT_IN_DIGEST, EXCERPT_ONLY: NOT_IN_EXCERPT}.get(call.reason, SILENT)
    return Point(call, silence, values, terms.get(call.lines[0].revision.language, ()))


def _terms(topic: str) -> dict[str, tuple[str, ...]]:
    return {language: searched(topic, language) for language in LANGUAGES} if topic else {}


def day(value: date | datetime) -> str:
    """ISO day."""
    return value.strftime("%Y-%m-%d")
