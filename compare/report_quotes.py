"""Quotes for the brief: exact slices of a text, cut to a readable length, each with its source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from compare.analysis import Reading
from compare.records import BOTH, PUBLISHER, Statement
from compare.timeline import Line, Survey
from readouts.model import LANGUAGES, Fidelity

LONGEST = 200
"""Columns a quote may take: a Latin or Cyrillic letter is one, a Chinese character two."""

_BREAKS = " \n\t，。；、！？,;.!?»”）)"
_FEW = 4  # words up to which an item of a list is shown with the list around it

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The version that words stand in. number: of the text in the brief's list, 0 for a text of another call."""

    number: int
    event: str
    readout_id: str
    side: str
    publisher: str
    language: str
    revision: int
    sha256: str
    fidelity: Fidelity

    def label(self) -> str:
        """``T1 · Xinhua, Chinese, revision 1``, with the call where it is another, and the fidelity below official."""
        parts = [f"T{self.number}" if self.number else self.event]
        named = f"{self.publisher}, {LANGUAGES.get(self.language, self.language)}, revision {self.revision}"
        parts.append(named)
        if self.fidelity is Fidelity.DIGEST:
            parts.append("digest in our own words")
        elif self.fidelity is not Fidelity.OFFICIAL:
            parts.append(self.fidelity.value)
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Cited:
    """Words with their source. ``quote`` is ``text[start:end]`` of that revision exactly.

    statements: numbers of the statements the words stand in, from 0. before, after: whether the statement goes on
    there. strong: spans within the quote that decide, for emphasis. speaker: who is made to say it.
    """

    source: Source
    start: int
    end: int
    quote: str
    speaker: str
    statements: tuple[int, ...]
    before: bool = False
    after: bool = False
    strong: tuple[Span, ...] = ()

    def parts(self) -> list[tuple[str, bool]]:
        """The quote with its ellipses in pieces, each with whether it is to be emphasised."""
        found: list[tuple[str, bool]] = [("…", False)] if self.before else []
        at = 0
        for start, end in self.strong:
            found += [(self.quote[at:start], False), (self.quote[start:end], True)]
            at = end
        found.append((self.quote[at:], False))
        if self.after:
            found.append(("…", False))
        return [(text, strong) for text, strong in found if text]

    def shown(self) -> str:
        """The quote in one line, with ellipses where it was cut."""
        return " ".join("".join(text for text, _ in self.parts()).split())

    def marked(self) -> str:
        """The quote in one line in quotation marks; a digest is in our own words and gets none."""
        return self.shown() if self.source.fidelity is Fidelity.DIGEST else f"“{self.shown()}”"

    def place(self) -> str:
        """``statement 12``, ``statements 3–4``."""
        if not self.statements:
            return "outside the statements"
        first, last = self.statements[0], self.statements[-1]
        return f"statement {first}" if first == last else f"statements {first}–{last}"

    def whole_source(self) -> str:
        """Publisher, language, revision and statement number in one line."""
        return f"{self.source.label()}, {self.place()}"


def voice(speaker: str) -> str:
    """Who is made to say it, for a reader."""
    return {PUBLISHER: "narration", BOTH: "both leaders", "": "narration"}.get(speaker, speaker)


def columns(text: str) -> int:
    """How much room a text takes: wide characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clip(text: str, start: int, end: int, *, focus: int | None = None, limit: int = LONGEST) -> Span:
    """The part of ``text[start:end]`` to show: at most ``limit`` columns, ``focus`` in sight, cut between words."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if columns(text[start:end]) <= limit:
        return start, end
    focus = start if focus is None else min(max(focus, start), end - 1)
    begin = start
    if columns(text[start:focus]) > limit // 2:
        begin = focus
        while begin > start and columns(text[begin - 1 : focus]) <= limit // 3:
            begin -= 1
        begin = next((i + 1 for i in range(begin, focus) if text[i] in _BREAKS), begin)
    stop = begin
    room = limit
    while stop < end and room > 0:
        room -= columns(text[stop])
        stop += 1
    if stop < end:
        low = begin + (stop - begin) * 3 // 5
        # A Chinese clause may run on; a cut inside it is better than half a line.
        stop = next(
            (i for i in range(stop, max(low, focus + 1), -1) if text[i] in " \n" or text[i - 1] in _BREAKS), stop
        )
    while stop > begin and (text[stop - 1].isspace() or text[stop - 1] in ",;，；、"):
        stop -= 1
    return begin, stop


class Citer:
    """Makes quotes: knows the readings of a comparison by number, and the texts of other calls from a survey."""

    def __init__(self, readings: Sequence[Reading], survey: Survey | None = None) -> None:
        self._readings = {r.readout.id: r for r in readings}
        self._numbers = {r.readout.id: i for i, r in enumerate(readings, start=1)}
        self._lines = {x.readout.id: x for x in survey.lines} if survey else {}

    def knows(self, readout_id: str) -> bool:
        """Whether there is a text of a readout to quote from."""
        return readout_id in self._readings or readout_id in self._lines

    def source(self, readout_id: str) -> Source:
        """The version of a readout that is quoted."""
        held: Reading | Line = self._readings.get(readout_id) or self._lines[readout_id]
        readout, revision = held.readout, held.revision
        return Source(
            self._numbers.get(readout_id, 0),
            readout.event_id,
            readout_id,
            readout.side,
            readout.publisher,
            revision.language,
            revision.number,
            revision.sha256,
            revision.fidelity,
        )

    def cite(
        self,
        readout_id: str,
        start: int,
        end: int,
        *,
        speaker: str = "",
        strong: Iterable[Span] = (),
        limit: int = LONGEST,
        alone: bool = False,
    ) -> Cited:
        """The words of a span, cut to ``limit`` columns.

        Less than a statement is shown with the statement around it unless ``alone``.
        """
        spans = self._spans(readout_id)
        text = self._text(readout_id)
        low, high, marks = start, end, list(strong)
        home = next((s for s in spans if s[0] <= start and end <= s[1]), None)
        if home is not None and (start, end) != home[:2] and not alone:
            low, high, marks = home[0], home[1], [(start, end)]
        around = None if alone else self._list_around(readout_id, low, high)
        if around is not None:
            marks = marks or [(low, high)]
            low, high = around
        marks = _joined(marks)
        begin, stop = clip(text, low, high, focus=marks[0][0] if marks else None, limit=limit)
        inside = tuple((max(a, begin) - begin, min(b, stop) - begin) for a, b in marks if a < stop and b > begin)
        at = start if start >= begin else begin
        numbers = tuple(n for a, b, n in spans if a < max(end, at + 1) and b > start)
        narrow = [n for a, b, n in spans if a <= start and end <= b]
        return Cited(
            self.source(readout_id),
            begin,
            stop,
            text[begin:stop],
            speaker,
            (narrow[0],) if narrow else tuple(sorted(numbers)),
            bool(text[low:begin].strip()),
            bool(text[stop:high].strip()),
            inside,
        )

    def _text(self, readout_id: str) -> str:
        held: Reading | Line = self._readings.get(readout_id) or self._lines[readout_id]
        return held.revision.text

    def _spans(self, readout_id: str) -> list[tuple[int, int, int]]:
        """Start, end and number of every statement, the narrowest first; frames only where nothing else is."""
        reading = self._readings.get(readout_id)
        if reading is None:
            found = [(s.start, s.end, i) for i, s in enumerate(self._lines[readout_id].extract.sayings)]
        else:
            found = [(s.start, s.end, s.index) for s in reading.analysis.statements]
        return sorted(found, key=lambda s: (s[1] - s[0], s[0]))

    def _list_around(self, readout_id: str, start: int, end: int) -> Span | None:
        """The list a bare item stands in: “Taiwan” alone tells a reader nothing."""
        reading = self._readings.get(readout_id)
        if reading is None:
            return None
        item = next((s for s in reading.analysis.statements if (s.start, s.end) == (start, end)), None)
        if item is None or item.role != "item" or item.words > _FEW:
            return None
        frame = _frame_of(reading, item)
        return (frame.start, frame.end) if frame else None


def _frame_of(reading: Reading, item: Statement) -> Statement | None:
    return next((s for s in reading.analysis.statements if s.role == "frame" and s.group == item.group), None)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found


def once(quotes: Iterable[Cited]) -> tuple[Cited, ...]:
    """Each place once: what stands within another quote is emphasised there instead of being repeated."""
    found = list(quotes)
    kept: list[Cited] = []
    for i, q in enumerate(found):
        if any(_holds(o, q) and (not _holds(q, o) or j < i) for j, o in enumerate(found) if j != i):
            continue
        marks = [(a + q.start, b + q.start) for a, b in q.strong]
        for o in found:
            if o is not q and _holds(q, o):
                marks += [(a + o.start, b + o.start) for a, b in o.strong] or [(o.start, o.end)]
        strong = ((a - q.start, b - q.start) for a, b in _joined(marks))
        # All in bold emphasises nothing.
        kept.append(replace(q, strong=tuple(s for s in strong if s != (0, len(q.quote)))))
    return tuple(kept)


def _holds(outer: Cited, inner: Cited) -> bool:
    return outer.source == inner.source and outer.start <= inner.start and inner.end <= outer.end


_SCRIPTS = re.compile(
    r"(?P<zh>[\u3400-\u9fff\uf900-\ufaff]+(?:[\u3000-\u303f\uff00-\uffef\d“”‘’]*[\u3400-\u9fff\uf900-\ufaff]+)*)"
    r"|(?P<ru>[\u0400-\u04ff]+(?:[ \-,]+[\u0400-\u04ff]+)*)"
)


def by_script(text: str) -> list[tuple[str, str]]:
    """A sentence in pieces, each with its language: '' for Latin letters, 'zh', 'ru'. Joined they give it back."""
    found: list[tuple[str, str]] = []
    at = 0
    for m in _SCRIPTS.finditer(text):
        found += [(text[at : m.start()], ""), (m[0], m.lastgroup or "")]
        at = m.end()
    return [(piece, language) for piece, language in [*found, (text[at:], "")] if piece]
