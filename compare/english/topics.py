"""What each sentence is about: triggers with word sense, what is said not to have come up, and subjects that run on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.english import silence
from compare.english.countries import mentions
from compare.english.parties import Parties, actors
from compare.english.sentences import Sentence
from compare.english.speakers import Voice
from compare.lexicon import Entry, Lexicon
from compare.matching import OWN_COUNTRY, OWN_NAME, Match, find
from compare.prefilter import index_of
from compare.records import Context, Evidence

RELATIONSHIP, OTHER = "relationship", "other"

_RUNS_ON = re.compile(
    r"^\W*(?:it|its|this|that|these|those|such|in (?:this|that) (?:regard"
    r"|respect|context)|to (?:this|that) "
    r"end|on this)\b(?!\s+is\s+(?:an?\s+)?(?:always|honou?r|pleasure))"
    r"|\b(?:this|these|those|such)\s+(?!and\b|(?:\w+\s+)?(?:year|month|week|day|morning|afternoon|evening|time"
    r"|moment|call|meeting"
    r"|visit|trip|conversation|summit|occasion|relations?|relationship|competition|cooperation|partnership"
    r"|friendship|is|was|will|has|are|were|have|would)\b)\w+"
    r"|\b(?:the|that|said)\s+(?:entire |whole |new )?(?:agreements?|deals?|mechanisms?|consensus|conflict"
    r"|question|negotiations?|talks"
    r"|process|truce|ceasefire|crisis|war|situation|initiatives?|proposals?|violence)\b(?! in )",
    re.IGNORECASE,
)
_LEAD_ONLY = re.compile(
    r"^\W*(?:(?:I|we)\s+)?(?:have\s+|had\s+)?(?:just|today|also)?\s*(?:now\s+)?(?:completed|concluded"
    r"|finished|ended|spoke|had|met|got\s+off)\b"
    r"[^,;:]{0,120}\W*$|^\W*(?:it|(?:the|our|this)\s+\w+)\s+lasted\b[^,;:]{0,60}\W*$|^\W*(?:present|attending"
    r"|also present|in attendance)\b|\b(?:in attendance"
    r"|were (?:also )?present|also "
    r"(?:attended|participated|joined)|was joined by|were joined by)\b|^\W*thank\s+you\b",
    re.IGNORECASE,
)
_SPEAKS_OF_PARTIES = re.compile(r"\b(?:we|us|our|both|two|each other|together|I)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence is about. matches: every trigger, blocked ones too.

    inherited: where topics came from, '' where they are named. denials: topics denied, the words that deny them,
    and whether less than the whole topic is denied.
    """

    topics: tuple[str, ...]
    negated: tuple[str, ...]
    matches: tuple[Match, ...]
    inherited: str = ""
    denials: tuple[tuple[str, silence.Span, bool], ...] = ()

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Topics really spoken of."""
        return tuple(t for t in self.topics if t not in self.negated)


def entries(lexicon: Lexicon, context: Context) -> Lexicon:
    """The topic lexicon with the event's own words for topics added."""
    extra = [
        Entry(
            id=f"alias.{topic}",
            layer="topics",
            language="en",
            pattern=word,
            on="text",
            level=0,
            topic=topic,
            gloss=word,
            source="event",
            yes=(),
            no=(),
            regex=re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE),
        )
        for topic, words in context.aliases.items()
        for word in words
        if word.strip() and word.isascii()
    ]
    return Lexicon(lexicon.layer, lexicon.language, (*lexicon.entries, *extra), lexicon.problems) if extra else lexicon


def subjects(
    text: str, sentences: Sequence[Sentence], voices: Sequence[Voice], parties: Parties, lexicon: Lexicon
) -> list[Subject]:
    """The subject of every sentence, in order."""
    result: list[Subject] = []
    sides = {p.side for p in parties.people}
    names = {w for p in parties.people for w in p.name("en").lower().split()} | {
        p.short.lower() for p in parties.people
    }
    memory = _Memory()
    index = index_of(lexicon)
    for number, (s, voice) in enumerate(zip(sentences, voices, strict=True)):
        matches = [
            _own_side(m, text, sides, names, voice.narration and not _TALKED.search(text, s.start, m.start))
            for m in find(index, text, s.start, s.end)
        ]
        strong = [m for m in matches if not m.blocked and not m.entry.options.get("weak") and m.entry.topic != OTHER]
        other = [m for m in matches if not m.blocked and m.entry.topic == OTHER]
        weak = [m for m in matches if not m.blocked and m.entry.options.get("weak")]
        lead = voice.narration or bool(_LEAD_ONLY.search(text[s.start : s.end]))
        previous = result[-1] if result else None
        before = sentences[number - 1] if number else None
        if _ATTENDANCE.search(text[s.start : s.end]) and (voice.narration or voice.carried):
            subject = Subject((), (), tuple(matches))
        elif strong:
            matches = [_outdone(m) for m in matches]
            strong = _at_home(strong, text, sides)
            subject = _of(strong + other, matches)
            if previous and previous.topics and before and _adds(text, s, before, subject):
                subject = replace(subject, topics=tuple(dict.fromkeys((*subject.topics, *previous.mentioned))))
            elif previous and _THE_WAR.search(text, s.start, s.end):
                wars = [t for t in previous.mentioned if t in _WARS and not set(subject.topics) & set(_WARS)]
                subject = replace(subject, topics=(*subject.topics, *wars))
        elif lead:
            counted = (
                [m for m in weak if m.entry.id != "top.rel.talk" and _in_purpose(text, s, m)]
                if voice.narration
                else weak
            )
            subject = _of(counted, matches)
        elif (
            _TEAMS.search(text, s.start, s.end)
            and not _THOSE.search(text, s.start, s.end)
            and voice.carried
            and memory.main()
        ):
            subject = Subject(memory.main(), (), tuple(matches), "goes back to the main subject of the text")
        elif (fought := memory.conflict(text, s, sides)) and not lead:
            subject = Subject((fought,), (), tuple(matches), "speaks of the war this text is about")
        elif (
            previous
            and voices[number - 1].who == voice.who
            and (place := [t for t in previous.mentioned if t in _TERRITORIES])
            and _TERRITORY.search(text, s.start, s.end)
            and not _MUTUALLY.search(text, s.start, s.end)
        ):
            subject = Subject(tuple(place), (), tuple(matches), "sovereignty over the place just spoken of")
        elif (
            previous
            and previous.topics
            and before
            and _goes_on(text, s, before, voice, voices[number - 1], opening=bool(other))
        ):
            subject = Subject(previous.mentioned or memory.last, (), tuple(matches), "runs on from the sentence before")
        elif recalled := memory.recall(text, s):
            subject = Subject(recalled, (), tuple(matches), "names an agreement or meeting spoken of before")
        elif weak:
            subject = _of(weak + other, matches)
        elif other:
            subject = _of(other, matches)
        elif (
            previous and previous.topics and voice.carried and before and before.paragraph == s.paragraph
            and not any(a.kind == "person" for a in actors(parties, text, s.start, s.end))
        ):  # fmt: skip
            subject = Subject(
                previous.mentioned or memory.last, (), tuple(matches), "same speaker, no new subject named"
            )
        elif _THANKS_FOR.search(text, s.start, s.end):
            subject = Subject((OTHER,), (), tuple(matches), "thanks for something not known")
        elif (
            _SPEAKS_OF_PARTIES.search(text, s.start, s.end)
            or sides & {code for *_, code in mentions(text, s.start, s.end)}
            or (
                parties.author
                and not _WAR.search(text, s.start, s.end)
                and any(a.kind == "person" for a in actors(parties, text, s.start, s.end))
            )
        ):
            subject = Subject((RELATIONSHIP,), (), tuple(matches), "speaks of the two sides, names no subject")
        else:
            subject = Subject((OTHER,), (), tuple(matches), "no subject known")
        subject = _negate(text, s, subject)
        memory.keep(text, s, subject)
        result.append(subject)
    return _undone(result)


class _Memory:
    """Which subjects the places and agreements named so far stood beside, and the last subject really spoken of."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[str, ...]] = {}
        self.last: tuple[str, ...] = ()
        self.counts: dict[str, int] = {}

    def keep(self, text: str, s: Sentence, subject: Subject) -> None:
        """Remember the subject of a sentence."""
        if subject.mentioned:
            self.last = subject.mentioned
        for topic in subject.mentioned:
            if topic not in (RELATIONSHIP, OTHER):
                # Put back at the end: of two spoken of as often, the later counts.
                self.counts[topic] = self.counts.pop(topic, 0) + 1
        for m in _PLACE.finditer(text, s.start, s.end):
            self.places.setdefault((m[1] or m[2]).lower(), subject.mentioned)

    def main(self) -> tuple[str, ...]:
        """The subject spoken of most so far, the last of several, () before there is one."""
        return (max(reversed(self.counts), key=lambda topic: self.counts[topic]),) if self.counts else ()

    def conflict(self, text: str, s: Sentence, sides: set[str]) -> str:
        """The war that “the war” or “a ceasefire” means: the last one spoken of, else that of a side at war, or ''."""
        if not _WAR.search(text, s.start, s.end):
            return ""
        known = [topic for topic in self.counts if topic in _WARS]
        if known:
            return known[-1]
        if sides & {"IL", "PS", "LB", "SY", "YE"}:
            return "middle_east"
        return "ukraine" if "UA" in sides or {"RU", "US"} <= sides else ""

    def recall(self, text: str, s: Sentence) -> tuple[str, ...]:
        """The subject of the agreement a sentence names by its place, () where none is known."""
        for m in _PLACE.finditer(text, s.start, s.end):
            known = self.places.get((m[1] or "").lower())
            if known:
                return known
        return ()


_PLACE = re.compile(
    r"\b(?!(?:the|an?|this|that|our|their|its|last|next|reached|recent|new|good|trade|successful"
    r"|peace)\b)(\w{4,})\s+(?:agreements?|deal|"
    r"consensus|talks|understandings?|framework|accords?)\b|\b(?:meeting|talks|agreement|deal|consultations"
    r"|understandings?|consensus)"
    r"\b[\w ]{0,20}?\s+in\s+(\w{4,})\b",
    re.IGNORECASE,
)
_THANKS_FOR = re.compile(r"\bthank\w*\b[^.;]{1,80}?\bfor\b", re.IGNORECASE)
_WARS = ("ukraine", "middle_east", "iran", "korea")
_WAR = re.compile(
    r"\b(?:(?<!trade )(?<!cold )(?<!world )war\b(?! of| on| crim)|ceasefire|cease-fire|truce|armistice"
    r"|peace (?:deal|agreement|talks"
    r"|plan|process|settlement|negotiations)|violence|make peace|bloodshed|no more (?:shooting|killing|death)"
    r"|slaughter(?:ed|ing)?|(?:attacks?|strikes?|raids?) (?:on|against) (?:\w+ ){0,3}?(?:airfields?|air ?bases?"
    r"|(?:air)?planes|bombers|cities|civilians)|blood has been|the (?:killing|fighting"
    r"|hostilities|conflict)|cessation of hostilities|(?:just|lasting|durable|enduring) peace\b)",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(
    r"^\W*(?:present|attending|also present|in attendance)\b|\b(?:in attendance|were (?:also )?present"
    r"|(?:was|were) (?:also )?(?:joined|"
    r"accompanied|attended) by)\b",
    re.IGNORECASE,
)
_TEAMS = re.compile(
    r"\b(?:teams|negotiat(?:ions|ors)|advis[eo]rs|envoys|representatives|this effort|these efforts)\b", re.IGNORECASE
)
_THOSE = re.compile(r"\b(?:those|these) (?:negotiations|talks|discussions|consultations)\b", re.IGNORECASE)
_THE_WAR = re.compile(r"\b(?:this|the) (?:crisis|war|conflict|invasion|aggression)\b", re.IGNORECASE)
_TERRITORIES = frozenset({"taiwan", "south_china_sea", "ukraine"})
_TERRITORY = re.compile(r"\b(?:sovereignty|territorial integrity|independence|its territory)\b", re.IGNORECASE)
_MUTUALLY = re.compile(
    r"\b(?:each other|one another|mutual\w*|both|two (?:sides|countries)|all (?:countries|states)|every|charter)\b",
    re.IGNORECASE,
)
"""Sovereignty said of the relationship or of everybody, not of one place."""
_THESE = re.compile(
    r"\b(?:in|on) (?:these|those|this|that) (?:areas?|issues?|fields?|matters?|front)\b(?! and)"
    r"|\bthese (?:\w+ )?(?:efforts|programs|programmes)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"^\W*(?:it|this|that)\s+(?:has |have )?(?:\w+ed|shows|proves|is)\b", re.IGNORECASE)


def _adds(text: str, s: Sentence, before: Sentence, subject: Subject) -> bool:
    """Whether a sentence that names a subject of its own also goes on about the one before."""
    if before.paragraph != s.paragraph:
        return False
    maxim = any(m.entry.id == "top.rel.maxim" and not m.blocked for m in subject.matches)
    return bool(_THESE.search(text, s.start, s.end)) or bool(maxim and _IT.match(text[s.start : s.end]))


def _at_home(strong: list[Match], text: str, sides: set[str]) -> list[Match]:
    """A side's own laws and elections are no war: beside them its bare name is no subject."""
    if all(m.entry.topic != "human_rights" for m in strong):
        return strong

    def bare(m: Match) -> bool:
        named = mentions(text, m.start, m.end)
        return m.entry.topic in _WARS and len(named) == 1 and named[0][2] in sides and named[0][:2] == (m.start, m.end)

    return [m for m in strong if not bare(m)]


def _of(counted: Sequence[Match], matches: Sequence[Match]) -> Subject:
    ordered = sorted(counted, key=lambda m: m.start)
    return Subject(tuple(dict.fromkeys(m.entry.topic for m in ordered)), (), tuple(matches))


def _own_side(m: Match, text: str, sides: set[str], names: set[str], narration: bool) -> Match:
    """The bare name of a participant's own country is no subject by itself, nor is the place of a meeting."""
    if m.blocked:
        return m
    options = m.entry.options
    if options.get("not_with") in sides:
        return replace(m, blocked=OWN_COUNTRY)
    if "only_with" in options and sides.isdisjoint(options["only_with"]):
        return replace(m, blocked="a subject only where certain sides speak")
    if options.get("place") and not any(a - m.end < 6 for a, *_ in mentions(text, m.end, m.end + 30)):
        return replace(m, blocked="no country follows")
    if text[m.start : m.end].lower() in names:
        return replace(m, blocked=OWN_NAME)
    if narration and m.entry.topic not in _WARS and _VENUE.search(text, max(0, m.start - 40), m.start):
        return replace(m, blocked="only where they met")
    if m.entry.topic in _COUNTRY_TOPICS and sides:
        named = mentions(text, m.start, m.end)
        if len(named) == 1 and named[0][2] in sides and named[0][0] == m.start and m.end - named[0][1] <= 1:
            around = text[max(0, m.start - 45) : m.end + 30]
            if (
                named[0][2] not in _AT_ISSUE
                or _BILATERAL.search(around)
                or text[m.start - 1 : m.start] in "-–"
                or text[m.end : m.end + 1] in ("-", "–")
                or _TITLE_OF.search(text, max(0, m.start - 80), m.start)
                or _OF_TITLE.match(text, m.end)
            ):
                return replace(m, blocked=OWN_COUNTRY)
    return m


_COUNTRY_TOPICS = frozenset(
    {"multilateral", "ukraine", "middle_east", "iran", "japan_history", "taiwan", "korea", "other"}
)
_TALKED = re.compile(
    r"\b(?:discuss|about|regarding|address|condemn|express|reaffirm|underscore|reiterate|support)\b", re.IGNORECASE
)
_AT_ISSUE = frozenset({"UA", "IL", "PS", "IR", "KP", "TW", "SY", "LB"})
"""Sides whose own country is a subject of its own: a war or a file other countries speak about."""

_VENUE = re.compile(
    r"\b(?:at|on the (?:margins|sidelines) of|during|ahead of|following|in)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BILATERAL = re.compile(
    r"\b(?:between|relationship|ties|relations|partnership|friendship|bonds?|president of|minister of"
    r"|people of|visit(?:ing)?)\b",
    re.IGNORECASE,
)

_TITLE_OF = re.compile(
    r"\b(?:president|prime minister|chancellor|premier|king|queen|emir|amir|sultan|prince|minister|chairman|pope)\b,?"
    r"(?:\s+(?!(?:on|to|in|the|and|with|about|for|that|his|her|by|is|was|also)\b)[\w.’'-]+,?){0,5}\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_TITLE = re.compile(
    r"\s+(?:authority\s+)?(?:president|prime minister|chancellor|premier|king|queen|emir|amir|sultan|leader"
    r"|counterpart)\b",
    re.I,
)
"""What stands before or after a country that only belongs to somebody's title."""


def _outdone(m: Match) -> Match:
    if m.blocked or not m.entry.options.get("weak"):
        return m
    return replace(m, blocked="a plainer subject is named")


def _in_purpose(text: str, s: Sentence, m: Match) -> bool:
    """Whether a word of a lead sentence stands in its purpose: “met … to strengthen cooperation”."""
    return (
        bool(re.search(r"\bto\s+(?!the\b|a\b)\w+", text[s.start : m.start], re.IGNORECASE))
        or "builds" in text[s.start : m.start]
    )


def _goes_on(text: str, s: Sentence, before: Sentence, voice: Voice, earlier: Voice, *, opening: bool) -> bool:
    """Whether a sentence points back at the subject of the one before. opening: only with its first words counts."""
    if before.paragraph != s.paragraph and not (voice.carried and voice.who == earlier.who):
        return False
    back = _RUNS_ON.search(text[s.start : s.end])
    return back is not None and not (opening and back.start() > 40)


def _negate(text: str, s: Sentence, subject: Subject) -> Subject:
    """A subject with the topics whose every word in the sentence is denied to have come up."""
    if subject.inherited:
        return subject
    denied = silence.denied(text, s.start, s.end)
    found = []
    for topic in subject.topics if denied else ():
        words = [m for m in subject.matches if not m.blocked and m.entry.topic == topic]
        reached = [(mark, reach) for mark, reach in denied if any(reach[0] <= m.start < reach[1] for m in words)]
        beyond = [m for m in words if not any(a <= m.start < b for _, (a, b) in reached)]
        if reached and not beyond and topic not in (RELATIONSHIP, OTHER):
            mark, _ = reached[0]
            found.append((topic, mark, all(silence.narrow(text, topic, words, reach) for _, reach in reached)))
    return replace(subject, negated=tuple(t for t, *_ in found), denials=tuple(found)) if found else subject


def _undone(found: list[Subject]) -> list[Subject]:
    """The subjects of a text; what denies a part of a topic does not deny the topic where another sentence names it."""
    named = [set() if subject.inherited else set(subject.mentioned) for subject in found]

    def elsewhere(topic: str, number: int) -> bool:
        return any(topic in topics for n, topics in enumerate(named) if n != number)

    result = []
    for number, subject in enumerate(found):
        kept = tuple(d for d in subject.denials if not (d[2] and elsewhere(d[0], number)))
        result.append(replace(subject, negated=tuple(t for t, *_ in kept), denials=kept))
    return result


def evidence(text: str, s: Sentence, subject: Subject) -> tuple[Evidence, ...]:
    """Triggers, negation and inheritance of a sentence as evidence."""
    found = [m.evidence(text) for m in subject.matches if not m.blocked and m.entry.topic in subject.topics]
    found += [m.evidence(text) for m in subject.matches if m.blocked]
    found += [Evidence(a, b, text[a:b], "topic", "top.not_discussed", t) for t, (a, b), _ in subject.denials]
    if subject.inherited:
        # What the sentence before named has no word of its own here.
        found += [Evidence(s.start, s.start, "", "topic", "top.inherited", t, "") for t in subject.topics]
    return tuple(found)
