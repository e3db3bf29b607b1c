"""Set phrases not yet in the ledger: runs of words that recur over a side's texts and then vanish or change."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import yaml
from rapidfuzz import fuzz, process

from compare.records import PUBLISHER
from compare.timeline import Call, Survey, calls, original_language
from compare.wording import Token, tokens

VANISHED, CHANGED, STEADY = "vanished", "changed", "steady"
LONGEST = {"zh": 9, "en": 8, "ru": 7}
SHORTEST = {"zh": 2, "en": 3, "ru": 2}
_LEAST_CHARACTERS = {"zh": 5, "en": 14, "ru": 14}
_MOST_CALLS = 400
_ALIKE = 72.0
"""Likeness (0–100, RapidFuzz ratio) from which a run in the last text counts as a changed form of the phrase."""
_SMALL = {
    "zh": frozenset("的了和与及在对向把将是为等也都而同就并以从给让一个这那我你他们"),
    "en": frozenset(
        "the a an of to in on and or for with by at as is are was were be been that this it its their".split()  # noqa: SIM905
    ),
    "ru": frozenset("и в во на с со по к о об от до за из у не что как его её их для при а но".split()),  # noqa: SIM905
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recurring run of words. state: VANISHED, CHANGED or STEADY, as seen in the last call with text.

    calls: events in which it stands. nearest: for a changed one the run of the last text that is most like it.
    """

    text: str
    words: int
    state: str
    calls: tuple[str, ...]
    first: str
    last: str
    nearest: str
    likeness: float

    def entry(self, language: str) -> str:
        """A formula entry for the user's ``formulas.yaml``, to be completed."""
        values = {
            "id": f"own.{hashlib.sha256(self.text.encode()).hexdigest()[:8]}",
            "family": "own",
            "gloss": f"recurs in {len(self.calls)} calls, {self.first} to {self.last}",
            language: [self.text],
            "yes": [self.text],
            "no": [{"zh": "别的话。", "en": "Other words.", "ru": "Другие слова."}[language]],
        }
        return str(yaml.safe_dump([values], allow_unicode=True, sort_keys=False))


def candidates(
    survey: Survey,
    side: str,
    *,
    language: str = "",
    other: str = "",
    minimum: int = 3,
    limit: int = 60,
) -> tuple[Candidate, ...]:
    """Runs of words that stand in at least ``minimum`` calls of a side: the vanished, the changed, then the steady.

    Runs that a known formula covers, that begin or end with a small word, or that only occur inside a longer run of
    the same calls are left out. At most the last 400 calls are read.
    """
    language = language or original_language(side)
    found = [c for c in calls(survey, side, language=language, other=other) if not c.reason][-_MOST_CALLS:]
    if len(found) < minimum:
        return ()
    where: dict[tuple[str, ...], set[int]] = defaultdict(set)
    shown: dict[tuple[str, ...], str] = {}
    last_runs: dict[str, str] = {}
    for number, call in enumerate(found):
        for run, text in _runs(call, language):
            where[run].add(number)
            shown.setdefault(run, text)
            if number == len(found) - 1:
                last_runs[" ".join(run)] = text
    kept = {run: seen for run, seen in where.items() if len(seen) >= minimum}
    inner = _inner(kept)
    whole = [run for run in kept if run not in inner]
    made = [_candidate(run, shown[run], sorted(kept[run]), found, last_runs) for run in whole]
    order = {VANISHED: 0, CHANGED: 0, STEADY: 1}
    made.sort(key=lambda c: (order[c.state], -len(c.calls), -c.words, c.text))
    return tuple(made[:limit])


def _runs(call: Call, language: str) -> list[tuple[tuple[str, ...], str]]:
    result: dict[tuple[str, ...], str] = {}
    for line in call.lines:
        # Who met whom is no set phrase: narration and names are left out like what the ledger has already.
        names = {n for p in line.event.participants for n in (*p.names.values(), p.short) if n}
        covered = [(s.start, s.end) for s in line.extract.sightings]
        said = [(s.start, s.end) for s in line.extract.sayings if s.speaker != PUBLISHER]
        covered += [m.span() for n in names for m in re.finditer(re.escape(n), line.text)]
        for piece in _pieces(tokens(line.text, language)):
            for n in range(SHORTEST[language], LONGEST[language] + 1):
                for i in range(len(piece) - n + 1):
                    run = piece[i : i + n]
                    start, end = run[0].start, run[-1].end
                    if (
                        end - start < _LEAST_CHARACTERS[language]
                        or run[0].norm in _SMALL[language]
                        or run[-1].norm in _SMALL[language]
                        or any(a < end and start < b for a, b in covered)
                        or not any(a <= start and end <= b for a, b in said)
                    ):
                        continue
                    result.setdefault(tuple(t.norm for t in run), line.text[start:end])
    return list(result.items())


def _pieces(words: Sequence[Token]) -> list[list[Token]]:
    """The words between marks: no run goes over a mark."""
    pieces: list[list[Token]] = [[]]
    for t in words:
        if any(c.isalnum() for c in t.text):
            pieces[-1].append(t)
        else:
            pieces.append([])
    return [p for p in pieces if p]


def _inner(kept: dict[tuple[str, ...], set[int]]) -> set[tuple[str, ...]]:
    """Runs that only occur inside a run one word longer, of the same calls."""
    inner = set()
    for run, seen in kept.items():
        for part in (run[1:], run[:-1]):
            if kept.get(part) == seen:
                inner.add(part)
    return inner


def _candidate(
    run: tuple[str, ...], text: str, seen: list[int], found: Sequence[Call], last_runs: dict[str, str]
) -> Candidate:
    nearest, likeness, state = "", 0.0, STEADY
    if len(found) - 1 not in seen:
        state = VANISHED
        best = process.extractOne(" ".join(run), last_runs.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best:
            state, nearest, likeness = CHANGED, last_runs[best[0]], round(best[1], 1)
    ids = tuple(found[i].event.id for i in seen)
    return Candidate(text, len(run), state, ids, ids[0], ids[-1], nearest, likeness)
