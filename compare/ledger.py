"""The ledger of set phrases: which formula a side used when, what was changed in it, and how usual its absence is.

A single omission says little: a phrase may have been left out before. So each absence carries its base rate, for
instance "absent in 3 of 7 earlier calls of this pair with official Chinese text", where the denominator counts
only calls whose original wording is in the library.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from operator import itemgetter

from compare.formulas import Formula
from compare.sightings import ASKED, DENIED, OWN, QUOTING, Sighting
from compare.timeline import (
    DIGEST_ONLY,
    EXCERPT_ONLY,
    NO_TEXT,
    NOT_IN_DIGEST,
    NOT_IN_EXCERPT,
    NOT_READ,
    TRANSLATION_ONLY,
    Call,
    Line,
    Survey,
    calls,
    original_language,
)
from readouts.errors import InputError
from readouts.model import LANGUAGES

PRESENT, ALTERED, ABSENT = "present", "altered", "absent"
ONLY_QUOTED, ONLY_DENIED = "only quoted from the other side", "only denied"
ONLY_ASKED = "only asked of the other side"
NOT_SEARCHED = "no original text"
STATUSES = (
    PRESENT,
    ALTERED,
    ABSENT,
    ONLY_QUOTED,
    ONLY_DENIED,
    ONLY_ASKED,
    NOT_IN_DIGEST,
    NOT_IN_EXCERPT,
    NOT_SEARCHED,
    NO_TEXT,
)
"""Values of a ledger cell. Only PRESENT, ALTERED, ABSENT and the three ONLY_… come from original wording."""

ANYBODY = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a sighting and where they stand."""

    words: str
    altered: tuple[str, ...]
    speaker: str
    voice: str
    readout_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often a formula was absent in earlier calls with original text.

    absent, calls: earlier calls of the same two leaders. absent_all, calls_all: earlier calls of the side with anybody.
    """

    absent: int
    calls: int
    absent_all: int
    calls_all: int
    pair: str
    language: str

    def sentence(self) -> str:
        """The rate in words, with what the denominator counts."""
        if not self.calls:
            first = f"no earlier call of {self.pair} with official {LANGUAGES.get(self.language, self.language)} text"
        else:
            first = (
                f"absent in {self.absent} of {self.calls} earlier calls of {self.pair} "
                f"with official {LANGUAGES.get(self.language, self.language)} text"
            )
        return f"{first}; in {self.absent_all} of {self.calls_all} with any leader"


@dataclass(frozen=True, slots=True)
class Cell:
    """One formula in one call. quotes: what was found, in any voice."""

    call: Call
    status: str
    quotes: tuple[Quote, ...]
    base: BaseRate

    @property
    def altered(self) -> tuple[str, ...]:
        """What differs from the phrase as it is known, where the status is ALTERED."""
        return tuple(dict.fromkeys(a for q in self.quotes for a in q.altered)) if self.status == ALTERED else ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A formula over all calls. places: number of the call, text and sighting, in order of the calls.

    used: calls in which it counts as used. used_by_pair: the same, by the leaders who took part.
    """

    formula: Formula
    places: tuple[tuple[int, Line, Sighting], ...]
    used: tuple[int, ...]
    used_by_pair: Mapping[tuple[str, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The formulas of a side and speaker over its calls. comparable: numbers of the calls with original text."""

    side: str
    speaker: str
    language: str
    calls: tuple[Call, ...]
    entries: tuple[Entry, ...]
    comparable: tuple[int, ...]
    by_pair: Mapping[tuple[str, ...], tuple[int, ...]]
    problems: tuple[str, ...] = ()

    def entry(self, formula_id: str) -> Entry:
        """The entry of a formula. Raises InputError for an unknown one."""
        for e in self.entries:
            if e.formula.id == formula_id:
                return e
        raise InputError(f"There is no formula {formula_id!r} in this ledger; `readouts ledger` lists them.")

    def first_seen(self, entry: Entry) -> Call | None:
        """The first call in which the formula was used, or None."""
        return self.calls[entry.used[0]] if entry.used else None

    def last_seen(self, entry: Entry) -> Call | None:
        """The last call in which the formula was used, or None."""
        return self.calls[entry.used[-1]] if entry.used else None

    def base_rate(self, entry: Entry, number: int) -> BaseRate:
        """How often the formula was absent before call ``number``."""
        pair = self.calls[number].pair
        earlier, earlier_all = bisect_left(self.by_pair.get(pair, ()), number), bisect_left(self.comparable, number)
        used, used_all = bisect_left(entry.used_by_pair.get(pair, ()), number), bisect_left(entry.used, number)
        return BaseRate(earlier - used, earlier, earlier_all - used_all, earlier_all, "–".join(pair), self.language)

    def cell(self, entry: Entry, number: int) -> Cell:
        """The cell of a formula and a call."""
        call = self.calls[number]
        low = bisect_left(entry.places, number, key=itemgetter(0))
        found = list(takewhile(lambda place: place[0] == number, islice(entry.places, low, None)))
        quotes = tuple(
            Quote(x.text[s.start : s.end], s.altered, s.speaker, s.voice, x.readout.id, s.start, s.end)
            for _, x, s in found
        )
        return Cell(call, _status(call, [s for _, _, s in found]), quotes, self.base_rate(entry, number))


def _status(call: Call, found: Sequence[Sighting]) -> str:
    own = [s for s in found if s.voice == OWN]
    if own:
        return ALTERED if all(s.altered for s in own) else PRESENT
    if any(s.voice == QUOTING for s in found):
        return ONLY_QUOTED
    if any(s.voice == DENIED for s in found):
        return ONLY_DENIED
    if any(s.voice == ASKED for s in found):
        return ONLY_ASKED
    return {
        "": ABSENT,
        NO_TEXT: NO_TEXT,
        DIGEST_ONLY: NOT_IN_DIGEST if call.lines else NOT_SEARCHED,
        EXCERPT_ONLY: NOT_IN_EXCERPT if call.lines else NOT_SEARCHED,
        TRANSLATION_ONLY: NOT_SEARCHED,
        NOT_READ: NOT_SEARCHED,
    }[call.reason]


def ledger(
    survey: Survey,
    side: str,
    *,
    speaker: str = ANYBODY,
    language: str = "",
    pair: Iterable[str] = (),
    other: str = "",
    families: Iterable[str] = (),
    formula_ids: Iterable[str] = (),
) -> Ledger:
    """The ledger of one side.

    speaker: a short name: whose mouth the words are put in; '' for anybody in the side's texts.
    language: of the texts; the side's original language when empty. pair, other: as in `compare.timeline.calls`.
    families, formula_ids: only these. Formulas without a wording in the language are left out: they were not
    searched. Raises InputError for an unknown family or formula.
    """
    language = language or original_language(side)
    known = survey.formulas
    chosen = _chosen(known.formulas, tuple(families), tuple(formula_ids))
    found_calls = calls(survey, side, language=language, pair=pair, other=other)
    comparable = tuple(i for i, c in enumerate(found_calls) if not c.reason)
    by_pair: dict[tuple[str, ...], list[int]] = defaultdict(list)
    seen: dict[str, list[tuple[int, Line, Sighting]]] = defaultdict(list)
    for i in comparable:
        call = found_calls[i]
        by_pair[call.pair].append(i)
        for line in call.lines:
            for s in line.extract.sightings:
                if not speaker or s.speaker == speaker:
                    seen[s.formula].append((i, line, s))
    entries = []
    for formula in chosen:
        if language not in formula.wordings:
            continue
        places = tuple(seen.get(formula.id, ()))
        used = tuple(dict.fromkeys(i for i, _, s in places if s.voice == OWN))
        used_by_pair: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i in used:
            used_by_pair[found_calls[i].pair].append(i)
        entries.append(Entry(formula, places, used, {p: tuple(x) for p, x in used_by_pair.items()}))
    return Ledger(
        side,
        speaker,
        language,
        found_calls,
        tuple(entries),
        comparable,
        {p: tuple(x) for p, x in by_pair.items()},
        known.problems,
    )


def _chosen(formulas: Sequence[Formula], families: Sequence[str], ids: Sequence[str]) -> list[Formula]:
    all_families, all_ids = {f.family for f in formulas}, {f.id for f in formulas}
    if wrong := [f for f in families if f not in all_families]:
        raise InputError(f"There is no family {wrong[0]!r}. Families: {', '.join(sorted(all_families))}.")
    if wrong := [f for f in ids if f not in all_ids]:
        raise InputError(f"There is no formula {wrong[0]!r}; `readouts ledger` lists them.")
    return [f for f in formulas if (not families or f.family in families) and (not ids or f.id in ids)]


def vanished(book: Ledger, number: int) -> tuple[tuple[Entry, BaseRate], ...]:
    """Formulas used in the call of the same pair before this one, and not in this one; the most usual first.

    Only among calls with original text. The base rate says how much the omission can mean.
    """
    same = book.by_pair.get(book.calls[number].pair, ())
    at = bisect_left(same, number)
    if book.calls[number].reason or not at:
        return ()
    before = same[at - 1]
    gone = [e for e in book.entries if before in e.used and number not in e.used]
    rated = [(e, book.base_rate(e, number)) for e in gone]
    return tuple(sorted(rated, key=lambda r: (r[1].absent / max(1, r[1].calls), r[0].formula.id)))
