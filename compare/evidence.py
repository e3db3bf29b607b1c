"""Findings as records: a sentence to print, the words it rests on, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from compare.alignment import likeness_of_terms
from compare.analysis import Comparison, Reading
from compare.carrying import governed_from
from compare.pairing import Bead
from compare.passing import Passing, in_passing, without
from compare.saying import Saying, sayings
from compare.topics import searched
from readouts.model import SIDES, Fidelity

KINDS = {
    "contradiction": "the two texts exclude each other",
    "said not discussed": "one text says a subject was not discussed",
    "one-sided topic": "only one side's text brings a subject up",
    "promise": "something one text says was undertaken, and the other does not confirm",
    "stronger language": "a demand or a warning that only one side's text makes, or makes more strongly",
    "version gap": "a side's own versions of one statement do not say the same",
    "number": "an amount that only one side's text gives",
    "date": "a date that only one side's text gives",
    "initiator": "who is said to have asked for the call",
    "names": "different names for the same thing",
    "share": "how much of each text is given to whom, and to what",
    "order": "what each text comes to first",
    "atmosphere": "words for the atmosphere of the talks",
    "release": "which text was out first",
}
"""Kinds of finding and what each tells."""

ADJECTIVES = {
    "CN": "Chinese",
    "US": "U.S.",
    "RU": "Russian",
    "UA": "Ukrainian",
    "TW": "Taiwanese",
    "JP": "Japanese",
    "KR": "South Korean",
    "KP": "North Korean",
    "IN": "Indian",
    "IR": "Iranian",
    "GB": "British",
    "FR": "French",
    "DE": "German",
}


def the_text(side: str, readings: Sequence[Reading] = ()) -> str:
    """“the Chinese text”, “the Chinese texts”, “the digest of the Chinese text” as the readings are."""
    kinds = {r.revision.fidelity for r in readings}
    noun = f"{ADJECTIVES.get(side, side)} text{'s' if len(readings) > 1 else ''}"
    if kinds == {Fidelity.DIGEST}:
        return f"the digest of the {ADJECTIVES.get(side, side)} text"
    if kinds == {Fidelity.EXCERPT}:
        return f"the excerpt of the {noun}"
    return f"the {noun}"


def country(side: str) -> str:
    """The side in a sentence: “China”, “the United States”."""
    name = SIDES.get(side, side)
    return f"the {name}" if name.startswith(("United", "European")) else name


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one publication, with the version they stand in.

    start, end: code points in the text of that revision; slicing it gives ``quote``.
    """

    readout_id: str
    side: str
    publisher: str
    language: str
    speaker: str
    start: int
    end: int
    quote: str
    revision: int
    sha256: str
    fidelity: str

    @property
    def shown(self) -> str:
        """The words in quotation marks; a digest is in our own words and gets none."""
        return self.quote if self.fidelity == Fidelity.DIGEST else f"“{self.quote}”"


@dataclass(frozen=True, slots=True)
class Searched:
    """A text that was searched and did not have it: version, time of capture and terms."""

    readout_id: str
    side: str
    publisher: str
    revision: int
    sha256: str
    retrieved_at: str
    fidelity: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence an editor could print.

    kind: one of KINDS. weight: 0…100, what comes first. side: the side whose text says it, '' where both do.
    topic: topic id or ''. topics: all topics its words are on, the one it is sorted under first. here, there: the words
    it rests on, on that side and on the other. searched: texts that are silent. indicative: rests on a digest, an
    excerpt or an unofficial translation. note: what to keep in mind. counts: raw numbers behind it. part: tells
    findings of one kind apart that rest on no words. id: stable within a comparison.
    """

    kind: str
    sentence: str
    weight: float
    side: str = ""
    topic: str = ""
    here: tuple[Quote, ...] = ()
    there: tuple[Quote, ...] = ()
    searched: tuple[Searched, ...] = ()
    indicative: bool = False
    note: str = ""
    counts: Mapping[str, float] = field(default_factory=dict)
    part: str = ""
    topics: tuple[str, ...] = ()

    def on(self, topic: str) -> bool:
        """Whether its words are on a topic, be it the one it is sorted under or another."""
        return topic == self.topic or topic in self.topics

    @property
    def id(self) -> str:
        """Kind, side, topic, part and first place: the same finding has the same id on every run."""
        first = f"{self.here[0].readout_id}@{self.here[0].start}" if self.here else ""
        return ":".join(x for x in (self.kind.replace(" ", "-"), self.side, self.topic, self.part, first) if x)


@dataclass(frozen=True, slots=True)
class Side:
    """All that one side published on the event. lead: the publication its findings are quoted from first."""

    code: str
    readings: tuple[Reading, ...]
    sayings: Mapping[str, tuple[Saying, ...]]

    @property
    def lead(self) -> Reading:
        """The nearest to an original text: best fidelity, then the order of the comparison."""
        order = list(Fidelity)
        return min(self.readings, key=lambda r: order.index(r.revision.fidelity))

    @property
    def said(self) -> tuple[Saying, ...]:
        """Sayings of the lead publication."""
        return self.sayings[self.lead.readout.id]

    @property
    def everything(self) -> tuple[Saying, ...]:
        """Sayings of all its publications, the lead first."""
        first = self.lead.readout.id
        return self.said + tuple(s for key, found in self.sayings.items() if key != first for s in found)

    @property
    def silent_digest(self) -> bool:
        """Whether only digests or excerpts were read, whose silence is not the text's."""
        return all(r.revision.fidelity in (Fidelity.DIGEST, Fidelity.EXCERPT) for r in self.readings)

    def mentions(self, topic: str) -> list[Saying]:
        """Statements on a topic, lead publication first."""
        return [s for s in self.everything if topic in s.topics]

    def negates(self, topic: str) -> list[Saying]:
        """Statements that say a topic was not discussed."""
        return [s for s in self.everything if topic in s.negated]

    def in_passing(self, topic: str) -> list[tuple[Reading, Passing]]:
        """Words of a topic that stand in its texts without counting as a mention, those of official texts first."""
        order = list(Fidelity)
        texts = sorted(self.readings, key=lambda r: (order.index(r.revision.fidelity), r is not self.lead))
        return [(r, p) for r in texts for p in in_passing(r.analysis.statements, topic)]

    def digest_only(self, found: Iterable[Saying]) -> bool:
        """Whether statements stand in a digest alone, which is not in the words of the side."""
        digests = {r.readout.id for r in self.readings if r.revision.fidelity == Fidelity.DIGEST}
        return all(s.readout_id in digests for s in found)

    @property
    def text(self) -> str:
        """How a sentence calls what this side published."""
        return the_text(self.code, self.readings)

    def does(self, one: str, many: str) -> str:
        """A verb that agrees with `text`: “the Chinese texts say”."""
        single = len(self.readings) == 1 or {r.revision.fidelity for r in self.readings} <= {Fidelity.DIGEST}
        return one if single else many


def sides_of(comparison: Comparison) -> list[Side]:
    """The sides of a comparison that published a text, in the order of its readings."""
    groups: dict[str, list[Reading]] = {}
    for reading in comparison.readings:
        if reading.analysis.statements:  # of a text that says nothing, silence is no finding
            groups.setdefault(reading.readout.side, []).append(reading)
    return [Side(code, tuple(found), {r.readout.id: sayings(r) for r in found}) for code, found in groups.items()]


BARE = 8
"""Words up to which an item is quoted with its sentence around it."""


class Quoting:
    """Makes quotes from sayings: knows every reading of a comparison, and a side's own English for its other texts."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = {r.readout.id: r for r in readings}
        self._english: dict[tuple[str, int], Saying] = {}

    def learn(self, side: Side, other: str, lead: str, beads: Iterable[Bead]) -> None:
        """Take the English version of a side's lead text: which saying there answers which saying of the lead.

        Only the side's own English will do: a digest or a stranger's translation is never quoted in its name.
        """
        if self._readings[other].revision.language != "en" or self._readings[other].indicative:
            return
        for bead in beads:
            versions = [s for s in side.sayings[other] if _within(s, bead.left)]
            for s in side.sayings[lead]:
                if versions and _within(s, bead.right):
                    near = max(versions, key=lambda o: _closeness(s, o))
                    self._english.setdefault((lead, s.statement.start), near)

    def english(self, s: Saying) -> Saying:
        """The saying in the side's own English where it has one, else the saying itself."""
        key = s.readout_id, s.statement.start
        if key in self._english or s.statement.end - s.statement.start != len(s.sentence):
            return self._english.get(key, s)
        # A whole sentence whose items alone were aligned: the English sentence of its first item.
        places = (at for name, at in self._english if name == s.readout_id and key[1] <= at < s.statement.end)
        first = min(places, default=None)
        return s if first is None else _whole(self._english[s.readout_id, first])

    def quote(self, s: Saying, start: int | None = None, end: int | None = None) -> Quote:
        """A saying as a quote, what governs it included, or the part ``[start, end)`` of the text in its name."""
        begin = governed_from(s.statement) if start is None else start
        return self.span(s.readout_id, begin, s.statement.end if end is None else end, s.speaker)

    def both(self, s: Saying) -> tuple[Quote, ...]:
        """A saying as quoted, and its own side's English beside it where there is one."""
        other = self.english(s)
        return (self.quote(s),) if other is s else (self.quote(s), self.quote(other))

    def told(self, s: Saying, layer: str = "", limit: int = 90) -> str:
        """The `words` of a saying in quotation marks; those of a digest, which are ours, without.

        A translation that asks, undertakes or warns more or less than the original is named as one, with its word.
        """
        words = self.words(s, layer, limit)
        own = self._otherwise_in_the_original(s, words)
        told = f" (official translation; the original has {self.marked(s, own)})" if own else ""
        return self.marked(s, words) + told

    def _otherwise_in_the_original(self, s: Saying, words: str) -> str:
        """The word of force of an original, where words quoted from its translation have another level; else ''."""
        other = self.english(s)
        if other is s:
            return ""
        for scale in ("obligation", "commitment", "warning"):
            levels = getattr(s, scale), getattr(other, scale)
            if not all(levels) or levels[0] == levels[1]:
                continue
            if any(e.quote in words for e in other.quotes(scale)):
                return next((e.quote for e in s.quotes(scale)), "")
        return ""

    def marked(self, s: Saying, words: str) -> str:
        """Some words of a saying in quotation marks, unless it stands in a digest."""
        return words if self._readings[s.readout_id].revision.fidelity is Fidelity.DIGEST else f"“{words}”"

    def words(self, s: Saying, layer: str = "", limit: int = 90) -> str:
        """The words of a saying for a sentence: in English where the side has it, about the words of a layer.

        An item is quoted with its sentence where those words stand outside the item, or where no layer is given.
        """
        other = self.english(s)
        first = next(iter(other.quotes(layer)), None) if layer else None
        inside = first is None or other.statement.start <= first.start < other.statement.end
        if inside and (layer or other.statement.words > BARE):
            at = first.start - other.statement.start if first else 0
            return short(other.text, limit, at)
        place = first.start if first else other.statement.start
        return short(other.sentence, limit, place - other.sentence_start)

    def span(self, readout_id: str, start: int, end: int, speaker: str = "") -> Quote:
        """A span of a publication as a quote."""
        reading = self._readings[readout_id]
        revision, readout = reading.revision, reading.readout
        return Quote(
            readout_id,
            readout.side,
            readout.publisher,
            revision.language,
            speaker,
            start,
            end,
            revision.text[start:end],
            revision.number,
            revision.sha256,
            revision.fidelity.value,
        )


def _whole(s: Saying) -> Saying:
    """The sentence that an item stands in."""
    end = s.sentence_start + len(s.sentence)
    return replace(s, statement=replace(s.statement, start=s.sentence_start, end=end, text=s.sentence))


def _within(s: Saying, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a <= s.statement.start < b for a, b in spans)


def _closeness(s: Saying, o: Saying) -> float:
    """How near two versions of a bead are: shared terms, topics, and the same scales in use."""
    same = (s.obligation > 0) == (o.obligation > 0), (s.commitment > 0) == (o.commitment > 0), s.warning == o.warning
    terms = likeness_of_terms(s.text, s.language, o.text, o.language)
    return terms + 0.2 * sum(same) + 0.3 * bool(set(s.topics) & set(o.topics))


def search_of(side: Side, topic: str = "", terms: Sequence[str] = ()) -> tuple[Searched, ...]:
    """The texts of a side as searched for a topic, or for terms."""
    return tuple(
        Searched(
            r.readout.id,
            r.readout.side,
            r.readout.publisher,
            r.revision.number,
            r.revision.sha256,
            r.revision.retrieved_at.isoformat() if r.revision.retrieved_at else "",
            r.revision.fidelity.value,
            tuple(terms) or _absent(r, topic),
        )
        for r in side.readings
    )


def _absent(r: Reading, topic: str) -> tuple[str, ...]:
    """The words of a topic that a text really does not have."""
    return without(searched(topic, r.revision.language), r.revision.text, r.revision.language) if topic else ()


_CLAUSE = re.compile(r"[,;:(]\s*|\s[–—]\s|[，；：。（、]")
_DENIES = re.compile(
    r"\b(?:not?|never|nor|neither|without|cannot|ни|не|нет|без|никогда)\b|n[’']t\b|不|没|未|无", re.IGNORECASE
)
_REACH = 110
"""Characters that a quote may begin before the place in question rather than be cut within a clause; twice as many
where the clause denies something."""


def short(text: str, limit: int = 90, at: int = 0) -> str:
    """Words of a quote cut to fit into a sentence, the place ``at`` kept in sight.

    The cut falls between clauses where one begins near; what denies the words in question is never cut away, and the
    quote may then be longer than ``limit``.
    """
    lead = ""
    if at > limit * 0.6 and len(text) > limit:
        start = _beginning(text, limit, at)
        text, lead, at = text[start:], "…" if start else "", at - start
    text = " ".join(text.split())
    # A quote that begins further off still has to reach the place it is quoted for.
    limit = max(limit, at + limit * 3 // 5) if at > limit * 0.6 else limit
    if len(text) <= limit:
        return lead + text
    cut = text[:limit]
    return lead + (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,;，、；") + "…"


def _beginning(text: str, limit: int, at: int) -> int:
    """Where a quote about the place ``at`` begins: at a clause near before it, else with the clause it stands in."""
    near = max(0, at - limit // 3)
    clause = _CLAUSE.search(text, max(0, near - limit // 6), at)
    if clause:
        return clause.end()
    around = max((m.end() for m in _CLAUSE.finditer(text, 0, at)), default=0)
    if at - around <= (2 * _REACH if _DENIES.search(text, around, at) else _REACH):
        return around
    return text.find(" ", near, at) + 1 if " " in text[near:at] else near
