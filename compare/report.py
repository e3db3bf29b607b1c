"""The brief of an event: what a newsroom takes away from a comparison, as one record that every format is written from.

`make_brief` gathers findings, tables, promises, set phrases and claims; `render` writes HTML, Markdown, DOCX or XLSX.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from compare import ledger as ledgers
from compare import tables
from compare.analysis import Comparison, Reading, compare_event
from compare.carrying import carried, governed_from
from compare.claims import Check, check_all
from compare.earlier import rates
from compare.evidence import Finding, Quoting, Side, sides_of
from compare.findings import find, promises_of, versions_of
from compare.ledger import BaseRate, Ledger
from compare.pairing import Bead
from compare.passing import in_passing
from compare.promises import SILENT, Promise
from compare.records import Statement
from compare.report_quotes import Cited, Citer, Span, once
from compare.report_words import title
from compare.saying import GENERAL
from compare.shift import NOT_COMPARABLE
from compare.timeline import Archive, Proof, Survey, survey
from compare.timeline_tables import ledger_table
from compare.topics import topics
from readouts import __version__
from readouts.claims import Claim
from readouts.errors import InputError
from readouts.model import Event, Fidelity, Readout

FORMATS = ("html", "md", "docx", "xlsx")
"""What a brief can be written as."""

_SHORT = 120  # columns of a quote in a table cell
_NEAR = 76  # the same for a set phrase
_PROOFS = 2  # quotes shown for each side of a trial
_FORCE = ("obligation", "warning", "commitment", "warmth")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its quotes. number: from 1, weightiest first."""

    number: int
    finding: Finding
    here: tuple[Cited, ...]
    there: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One text on one topic. number: of the text. row: of the coverage table. quotes: the strongest words."""

    number: int
    row: Mapping[str, Any]
    quotes: tuple[Cited, ...]

    @property
    def mentioned(self) -> bool:
        """Whether the text speaks of the topic."""
        return bool(self.row["status"] == tables.MENTIONED)

    @property
    def why(self) -> str:
        """The words that stand there in passing, and why they are no mention; '' where there are none."""
        return str(self.row["not_counted"])

    @property
    def searched(self) -> list[str]:
        """The terms searched for."""
        return [t for t in str(self.row["searched"]).split(", ") if t]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic over all sides. speaking: sides whose texts mention it."""

    topic: str
    label: str
    cells: Mapping[str, tuple[Cell, ...]]

    @property
    def speaking(self) -> tuple[str, ...]:
        """Sides that bring the topic up."""
        return tuple(side for side, cells in self.cells.items() if any(c.mentioned for c in cells))

    @property
    def passing(self) -> tuple[str, ...]:
        """Sides whose texts have no more than a word of it."""
        rest = ((side, cells) for side, cells in self.cells.items() if side not in self.speaking)
        return tuple(side for side, cells in rest if any(c.row["status"] == tables.WORD_ONLY for c in cells))


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A promise with its words (in the original, and the side's own English where there is one) and the answer to it.

    against: the side whose texts were searched. status: as in `compare.promises`, or that only a digest was searched.
    """

    promise: Promise
    against: str
    status: str
    words: tuple[Cited, ...]
    answer: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A set phrase in this call. status: as in `compare.ledger`."""

    formula: str
    gloss: str
    status: str
    quotes: tuple[Cited, ...]
    altered: tuple[str, ...]
    base: BaseRate


@dataclass(frozen=True, slots=True)
class Phrases:
    """The set phrases of a side: those found, and those absent that the same two leaders' calls had before.

    reason: why nothing was searched, '' where the original wording is there.
    """

    side: str
    language: str
    reason: str
    found: tuple[PhraseRow, ...]
    absent: tuple[PhraseRow, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a claim was held against, with the words there. searched: the terms, where a text is silent."""

    baseline: str
    shown: str
    scales: tuple[str, ...]
    words: tuple[Cited, ...]
    note: str
    searched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim with its verdict, its trials, the words of this call, and what could not be compared."""

    check: Check
    trials: tuple[Trial, ...]
    now: tuple[Cited, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief says. sides: in the order of their columns. nowhere: labels of topics no text mentions.

    ledger, publications, coverage, tone: the tables behind it. tone_words: for every row of `tone` the deciding words.
    """

    event: Event
    title: str
    made_at: datetime
    comparison: Comparison
    sides: tuple[str, ...]
    findings: tuple[Told, ...]
    topics: tuple[TopicRow, ...]
    nowhere: tuple[str, ...]
    promises: tuple[Undertaking, ...]
    phrases: tuple[Phrases, ...]
    verdicts: tuple[Verdict, ...]
    ledger: pd.DataFrame
    publications: pd.DataFrame
    coverage: pd.DataFrame
    tone: pd.DataFrame
    tone_words: tuple[tuple[Cited, ...], ...]
    versions: Mapping[str, str]
    limits: tuple[str, ...]

    @property
    def texts(self) -> tuple[Reading, ...]:
        """The texts, T1 first."""
        return self.comparison.readings

    @property
    def without_text(self) -> tuple[Readout, ...]:
        """Publications of which no text is held."""
        return self.comparison.without_text

    def number(self, readout_id: str) -> int:
        """Number of a text, 0 where there is none."""
        return next((i for i, r in enumerate(self.texts, start=1) if r.readout.id == readout_id), 0)


def make_brief(
    archive: Archive,
    event_id: str,
    *,
    claims: Iterable[Claim] = (),
    readout_ids: Iterable[str] | None = None,
    made_at: datetime | None = None,
) -> Brief:
    """The brief of an event.

    archive: the library. claims: those about this call are tried. readout_ids: only these publications.
    made_at: the time it is to state, now by default; everything else depends on texts, rules and claims alone.
    Raises InputError for an unknown event or readout, and where the event has no text yet.
    """
    comparison = compare_event(archive, event_id, readout_ids=readout_ids)
    if not comparison.readings:
        raise InputError(f"{event_id} has no text yet. `readouts sync {event_id}` fetches it; `readouts add` adds one.")
    known = survey(archive)
    citer = Citer(comparison.readings, known)
    sides = sides_of(comparison)
    codes = tuple(s.code for s in sides)
    coverage = tables.coverage_table(comparison, only_found=True)
    found = find(comparison, rates=rates(archive, comparison), cache=archive)
    about_call = [c for c in claims if c.call == event_id]
    present = set(coverage["topic"])
    tone = tables.tone_table(comparison)
    books = {code: ledgers.ledger(known, code) for code in codes}
    phrases = [_phrases(book, event_id, citer) for book in books.values()]
    ledger_tables = [_of_call(book, event_id) for book in books.values()]
    keys = tone["readout_id"], tone["topic"], tone["speaker"]
    return Brief(
        comparison.event,
        title(comparison.event),
        made_at or datetime.now(UTC),
        comparison,
        codes,
        tuple(_told(i, f, citer) for i, f in enumerate(found, start=1)),
        tuple(_topic_rows(comparison, coverage, codes, citer)),
        tuple(t.label for t in topics() if t.id not in present and t.id != tables.REMAINDER),
        tuple(_undertakings(comparison, sides, citer, archive)),
        tuple(phrases),
        tuple(_verdict(c, citer) for c in check_all(known, about_call)),
        pd.concat(ledger_tables, ignore_index=True),
        tables.publications_table(comparison),
        coverage,
        tone,
        tuple(_tone_words(comparison.reading(r), t, w, citer) for r, t, w in zip(*keys, strict=True)),
        _versions(comparison, known),
        tuple(_limits(comparison, known)),
    )


def render(brief: Brief, form: str) -> bytes:
    """A brief as a file. form: one of FORMATS. Raises InputError for any other."""
    if form == "html":
        from compare.report_html import to_html

        return to_html(brief)
    if form == "md":
        from compare.report_markdown import to_markdown

        return to_markdown(brief)
    if form == "docx":
        from compare.report_docx import to_docx

        return to_docx(brief)
    if form == "xlsx":
        from compare.report_tables import to_workbook

        return to_workbook(brief)
    raise InputError(f"A brief cannot be written as {form!r}. Use {', '.join(FORMATS)}.")


def _told(number: int, finding: Finding, citer: Citer) -> Told:
    here, there = (
        tuple(citer.cite(q.readout_id, q.start, q.end, speaker=q.speaker) for q in quotes)
        for quotes in (finding.here, finding.there)
    )
    return Told(number, finding, once(here), once(there))


def _topic_rows(
    comparison: Comparison, coverage: pd.DataFrame, sides: tuple[str, ...], citer: Citer
) -> Iterable[TopicRow]:
    rows = {(r["topic"], r["readout_id"]): r for r in coverage.to_dict("records")}
    for topic, name in dict(zip(coverage["topic"], coverage["topic_label"], strict=True)).items():
        cells: dict[str, list[Cell]] = {side: [] for side in sides}
        for number, reading in enumerate(comparison.readings, start=1):
            row = {str(k): v for k, v in rows[topic, reading.readout.id].items()}
            cells[reading.readout.side].append(Cell(number, row, _strongest(reading, str(topic), citer)))
        yield TopicRow(str(topic), str(name), {side: tuple(found) for side, found in cells.items()})


def _strongest(reading: Reading, topic: str, citer: Citer) -> tuple[Cited, ...]:
    """The statement each scale's strongest value rests on, two at most; without tone the first that names the topic."""
    about = [s for s in carried(reading.analysis.statements) if topic in s.topics]
    about = [s for s in about if topic in s.mentioned] or about
    if not about and topic not in GENERAL:
        return _aside(reading, topic, citer)
    chosen: dict[int, Statement] = {}
    for layer in _FORCE:
        best = max(about, key=lambda s: (_level(s, layer), _aimed(s, layer), -s.start), default=None)
        if best is not None and _level(best, layer):
            chosen.setdefault(best.index, best)
    picked = list(chosen.values())[:2] or about[:1]
    return once(
        citer.cite(
            reading.readout.id, governed_from(s), s.end, speaker=s.speaker, strong=_deciding(s, topic), limit=_SHORT
        )
        for s in picked
    )


def _aside(reading: Reading, topic: str, citer: Citer) -> tuple[Cited, ...]:
    """The first statement in which a word of the topic stands without counting as a mention."""
    found = in_passing(reading.analysis.statements, topic)[:1]
    return tuple(
        citer.cite(
            reading.readout.id,
            p.statement.start,
            p.statement.end,
            speaker=p.statement.speaker,
            strong=[(p.start, p.end)],
            limit=_SHORT,
        )
        for p in found
    )


def _tone_words(reading: Reading, topic: str, speaker: str, citer: Citer) -> tuple[Cited, ...]:
    """The first words behind the strongest value of each scale, of what one speaker says on a topic in one text."""
    about = [
        s
        for s in carried(reading.analysis.statements)
        if s.speaker == speaker and (topic in s.mentioned or (topic == tables.NO_TOPIC and not s.topics))
    ]
    found = []
    for layer in _FORCE:
        best = max(about, key=lambda s: (_level(s, layer), _aimed(s, layer), -s.start), default=None)
        spans = _of_layer(best, layer) if best is not None else []
        found += [citer.cite(reading.readout.id, a, b, speaker=speaker, alone=True) for a, b in spans[:1]]
    return once(found)


def _aimed(s: Statement, layer: str) -> bool:
    """A demand on the other side is the harder of two equally strong obligations."""
    return layer == "obligation" and s.tone.obligation is not None and s.tone.obligation.holder == "other"


def _of_layer(s: Statement, layer: str) -> list[Span]:
    """The words that gave a scale its value in a statement. A value is a level, or who and a level: 3, ``self 3``."""
    level = _level(s, layer)
    found = [e for e in tables.evidence_of(s.tone) if e.layer == layer]
    return [(e.start, e.end) for e in found if str(e.value).endswith(str(level))] if level else []


def _level(s: Statement, layer: str) -> int:
    if layer == "obligation":
        return s.tone.obligation.level if s.tone.obligation else 0
    if layer == "commitment":
        return s.tone.commitment.level if s.tone.commitment else 0
    return abs(s.tone.warmth) if layer == "warmth" else s.tone.warning


def _deciding(s: Statement, topic: str) -> list[Span]:
    """The words that gave the strongest scale of a statement its value; without tone those that name the topic."""
    for layer in _FORCE:
        if spans := _of_layer(s, layer):
            return spans
    named = [e for e in s.evidence if e.layer == "topic" and e.value == topic and not e.blocked]
    return [(e.start, e.end) for e in named]


def quoting_of(comparison: Comparison, versions: Iterable[tuple[str, str, list[Bead]]]) -> Quoting:
    """What quotes the texts of a comparison, each side's own English beside its original.

    versions: as `compare.findings.versions_of` gives them.
    """
    quoting = Quoting(comparison.readings)
    by_code = {s.code: s for s in sides_of(comparison)}
    for first, lead, beads in versions:
        quoting.learn(by_code[comparison.reading(lead).readout.side], first, lead, beads)
    return quoting


def promised(promise: Promise, quoting: Quoting, citer: Citer) -> tuple[Cited, ...]:
    """The words of a promise, those of undertaking emphasised, and the side's own English where there is one."""
    return once(
        citer.cite(q.readout_id, q.start, q.end, speaker=q.speaker, strong=_undertaken(promise, q.readout_id))
        for q in quoting.both(promise.saying)
    )


def _undertakings(comparison: Comparison, sides: list[Side], citer: Citer, archive: Archive) -> Iterable[Undertaking]:
    quoting = quoting_of(comparison, versions_of(comparison, cache=archive))
    by_code = {s.code: s for s in sides}
    for promise in promises_of(comparison, cache=archive):
        against = comparison.reading(promise.searched[0]).readout.side
        status = promise.status
        if status == SILENT and by_code[against].silent_digest:
            status = tables.NOT_IN_DIGEST
        words = promised(promise, quoting, citer)
        answer = [quoting.quote(promise.answer)] if promise.answer else []
        cited = tuple(citer.cite(q.readout_id, q.start, q.end, speaker=q.speaker) for q in answer)
        yield Undertaking(promise, against, status, words, cited)


def _undertaken(promise: Promise, readout_id: str) -> list[Span]:
    if readout_id != promise.saying.readout_id:
        return []
    return [(e.start, e.end) for e in promise.saying.quotes("commitment")]


def _place(book: Ledger, event_id: str) -> int | None:
    return next((i for i, c in enumerate(book.calls) if c.event.id == event_id), None)


def _of_call(book: Ledger, event_id: str) -> pd.DataFrame:
    """The ledger of one call."""
    number = _place(book, event_id)
    table = ledger_table(book, last=len(book.calls) - number if number is not None else 1)
    return table[table["event"] == event_id]


def _phrases(book: Ledger, event_id: str, citer: Citer) -> Phrases:
    side, number = book.side, _place(book, event_id)
    if number is None:
        return Phrases(side, book.language, ledgers.NOT_SEARCHED, (), ())
    if book.calls[number].reason:
        return Phrases(side, book.language, book.calls[number].reason, (), ())
    pair = set(book.by_pair.get(book.calls[number].pair, ()))
    found, absent = [], []
    for entry in book.entries:
        row = _phrase(book, entry, number, citer)
        if row.status == ledgers.ABSENT:
            if any(i in pair and i < number for i in entry.used):
                absent.append(row)
        else:
            found.append(row)
    absent.sort(key=lambda r: (r.base.absent / max(1, r.base.calls), r.base.absent_all, r.formula))
    found.sort(key=lambda r: (r.quotes[0].start if r.quotes else 0, r.formula))
    return Phrases(side, book.language, "", tuple(found), tuple(absent))


def _phrase(book: Ledger, entry: ledgers.Entry, number: int, citer: Citer) -> PhraseRow:
    cell = book.cell(entry, number)
    quotes = (
        citer.cite(q.readout_id, q.start, q.end, speaker=q.speaker, limit=_NEAR)
        for q in cell.quotes
        if citer.knows(q.readout_id)
    )
    return PhraseRow(entry.formula.id, entry.formula.gloss, cell.status, once(quotes), cell.altered, cell.base)


def _verdict(check: Check, citer: Citer) -> Verdict:
    told = [t for t in check.trials if t.direction != NOT_COMPARABLE]
    over_time = check.claim.test in ("change", "contrast")
    trials = tuple(
        Trial(t.baseline, t.direction, t.scales, _proofs(t.before if over_time else t.after, citer), t.note, t.searched)
        for t in told
    )
    now = next((t.after for t in told if t.after), ()) if over_time else ()
    without = tuple(
        t.note if t.baseline in t.note else f"{t.baseline}: {t.note or t.direction}"
        for t in check.trials
        if t not in told
    )
    return Verdict(check, trials, _proofs(now, citer, 2 * _PROOFS), without)


def _proofs(proofs: Iterable[Proof], citer: Citer, most: int = _PROOFS) -> tuple[Cited, ...]:
    known = [p for p in proofs if citer.knows(p.readout_id)]
    known.sort(key=lambda p: -abs(p.value))
    cited = once(citer.cite(p.readout_id, p.start, p.end, speaker=p.speaker, limit=_SHORT) for p in known)
    return cited[:most]


def _versions(comparison: Comparison, known: Survey) -> dict[str, str]:
    rules = {r.revision.language: r.analysis.rules for r in comparison.readings}
    return {
        "Readouts": __version__,
        **{f"Rules ({language})": version for language, version in sorted(rules.items())},
        "Set phrases": known.formulas.version,
        "Texts in the library": str(len(known.lines)),
    }


def _limits(comparison: Comparison, known: Survey) -> Iterable[str]:
    yield (
        "The scales are ours and ordinal (warmth −2 to +2; obligation, commitment, warning 0 to 3). They rank wording, "
        "not intentions; every value rests on the words shown."
    )
    yield (
        "“Not mentioned” holds for the revision named and the terms searched; another release of the same side may "
        "mention the subject."
    )
    weak = [i for i, r in enumerate(comparison.readings, start=1) if r.indicative]
    if weak:
        names = ", ".join(f"T{i}" for i in weak)
        yield f"Scores of {names} are indicative only: what was read there is not an official text."
    if any(r.revision.fidelity is Fidelity.DIGEST for r in comparison.readings):
        yield "A digest is in our own words: it is no quotation, and its silence is not the silence of the text."
    yield (
        "What answers what across texts is proposed by likeness of sentences and decided by rules; read both quotes "
        "before you print a finding."
    )
    yield "One pair of texts carries no statistics: shares and counts are given, significance is not."
    yield (
        f"Base rates, set phrases and claims look back over the {len(known.lines)} texts of this library, no further."
    )
