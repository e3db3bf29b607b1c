"""The scales of English sentences: what fires, who it is about, and what keeps it from counting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from compare import lexicon
from compare.english import denial
from compare.english.countries import mentions
from compare.english.parties import Parties, actors
from compare.english.roles import OTHER, SELF, THIRD, Roles
from compare.english.sentences import Sentence
from compare.english.speakers import Voice
from compare.english.topics import Subject
from compare.matching import Match, find, with_holder
from compare.prefilter import index_of
from compare.records import BOTH, Commitment, Evidence, Obligation, Tone

_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|neither|without|isn['’]t|wasn['’]t|aren['’]t|hardly|lack of|less)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])(?:[$€£¥]\s?)?\d[\d,.]*\d?(?:\s?(?:%|percent|per cent|million|billion|trillion|tons?"
    r"|dollars?|days?|months?|years?))?(?![\w])",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?:january|february|march|april|june|july|august|september|october|november|december)(?:"
    r"\s+\d{1,2})?(?:,?\s+\d{4})?|"
    r"(?:next|this|last|later this|early next|by the end of the|at the end of the|over the next"
    r"|in the coming)\s+(?:week|month|year|"
    r"spring|summer|autumn|fall|season|days|weeks|months|years)|tomorrow|today|yesterday|monday|tuesday"
    r"|wednesday|thursday|friday|"
    r"saturday|sunday)\b",
    re.IGNORECASE,
)
_DELIVERABLE = re.compile(
    r"\b(?:memorandum of (?:understanding|cooperation)|joint (?:statement|declaration|communiqu[ée]"
    r"|working group)|treaty|signing of|"
    r"protocol|roadmap|action plan|working groups?|hotline|framework agreement|trade deal|contract"
    r"|(?:\w+ ){0,2}agreement on)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
_ACRONYMS = frozenset(
    [
        "NATO",
        "APEC",
        "ASEAN",
        "BRICS",
        "AUKUS",
        "DPRK",
        "OPEC",
        "UNESCO",
        "UNRWA",
        "OSCE",
        "USMCA",
        "IPEF",
        "JCPOA",
        "COVID",
        "COVAX",
        "IAEA",
        "UNGA",
        "CSTO",
        "EAEU",
        "QUAD",
        "PEPFAR",
    ]
)
_AND_I_AGREE = re.compile(r"\band\s+(?:I|we|he|she)\s+(?:fully\s+|also\s+)?agreed?\b", re.IGNORECASE)
_HOST = re.compile(r"\s+host\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\s+(?:\w+\s+){0,2}?be\s+(?:\w+ly\s+)?\w+(?:ed|en|ught|lt)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|urg(?:es|ed|ing)|call(?:s|ed|ing) (?:on|for)|demand(?:s|ed)|request(?:s|ed)"
    r"|wish(?:es|ed)?|expect(?:s|ed)?|if)\b",
    re.IGNORECASE,
)
_VICTIM = re.compile(
    r"\b(?:against|targeting|victims? of|attacks? (?:on|in|against)|assault on|upon)\s+(?:the\s+)?$", re.IGNORECASE
)
_OWNS = re.compile(r"\s*|['’]s?\s+(?:[\w-]+\s+){0,3}")
"""Between a party and a bad word of its own: “Freedonia's war of aggression”."""
_ITS_OWN = re.compile(r"[^.;]{0,60}\b(?:its|their)\s+(?:[\w-]+\s+){0,3}", re.IGNORECASE)
"""Between a party and what it is to answer for: “holding Freedonia accountable for its atrocities”."""
_OBJECT = 40
"""How far after a condemnation a further bad word still belongs to what is condemned."""
_BREAK = re.compile(r"[,;:]|\band\b", re.IGNORECASE)
_CONDEMNS = re.compile(r"\b(?:condemn|denounc|deplor)\w*", re.IGNORECASE)
_BY = re.compile(r"[^,;.]{0,60}\bby\s+(?:the\s+)?\Z", re.IGNORECASE)
_AND_THEN = re.compile(r"\band\b", re.IGNORECASE)
_NEXT_ACT = re.compile(
    r",?\s+and\s+(?:(?:also|he|she|they|further|again)\s+)*(?:underscor|stress|emphasi|reaffirm|reiterat|express"
    r"|called|urged|welcom|highlight|rais|not|thank|encourag|warn|condemn)\w*\b",
    re.IGNORECASE,
)
"""Where the speaker goes on to another point: what is named after it is no target of the words before."""
_STOP = re.compile(
    r"\s+(?:(?:an?|the|immediate|swift|unconditional|early|full)\s+)*(?:releas|end|halt|stop|cessation|restraint"
    r"|lifting|remov|"
    r"withdraw|access|return)\w*",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(r"\band\s+(?:(?:also|together|further|jointly|both|\w+ly)\s+)?\Z", re.IGNORECASE)
_SHARED = re.compile(
    r"\b(?:shared|mutual|joint|common|their respective|our two countries['’])\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_TOGETHER = re.compile(r"\bwe\b|\bagreed\s+with\b", re.IGNORECASE)
_VIEW = re.compile(
    r"\s+(?:that\s+)?(?!(?:that|it|they|we|the two|both|their|our|there)\b)(?:the\s+)?"
    r"(?:(?!will\b|would\b|to\b)[\w’'-]+,?\s+){1,9}?"
    r"(?:is|are|was|were|remains?|must|cannot|poses?|constitutes?)\b(?!\s+(?:to|going|committed|ready)\b)",
    re.IGNORECASE,
)
"""“agreed that diplomacy is the only way”: what is agreed on is how things are, or what somebody else must do."""
_FOR_HIS = re.compile(
    r"\b(?:thank|appreciat|commend|prais|applaud|congratulat|grateful)\w*\b[^.;]{1,80}?\bfor\s+(?:his|her|its"
    r"|their|the)\s+"
    r"(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_THAT = re.compile(r"(\w+)(?:,?\s+(?:that|which|whom)|,\s+(?:where|when))\s+$", re.IGNORECASE)
_TOLD = re.compile(
    r"\s*(?:(?:during|in|at|on|after|by|over|president|prime minister|king|chancellor|the president"
    r"|the prime minister)\s[^,;]{0,40})?",
    re.IGNORECASE,
)
"""What may stand between a reporting verb and the last word before its “that”: when it was said, or to whom."""
_CONTENT_VERB = re.compile(
    r"(?:ed|said|says?|states?|notes?|doubt|believe|think|hope|hopes|clear|sure|confident|fact|and|view"
    r"|assurances?|understanding|know|ing|"
    r"agrees?|message|told|feel|felt|made|president|xi|minister)$",
    re.IGNORECASE,
)
_VALUES_OR_NAMES = re.compile(
    r"\b(?:(?P<values>(?:re)?affirm|underscor|underlin|welcom|commend|prais|applaud|not|stress|emphasi|recogni|reflect"
    r"|celebrat|point|appreciat|express|value|highlight|thank|enjoy|convey|said|say|told|acknowledg|recall|hail"
    r"|congratulat|attach|believ|describ|assess)\w*"
    r"|(?P<names>(?:discuss|address|review|exchang|consult)\w*|vision|commit(?:ment|ted)? to|support(?:ing)? for"
    r"|(?:advanc|promot|strengthen|deepen|build|develop|pursu|expand|maintain|preserv|enhanc|bolster|foster"
    r"|cultivat|seek|attain|achiev|reach|ensur)"
    r"(?:e|ing)?\b))",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"(?:refus(?:es|ed)|failed) to\b", re.IGNORECASE)
_PROTESTS = frozenset({"wrn.concern", "wrn.oppose", "wrn.warn", "wrn.deplore", "wrn.conduct", "wrn.unfair"})
"""Warnings that are a verb or noun of protest: what stands directly before may negate them."""
_JOINS = frozenset("-–")
_AT_HOME = {
    "ukraine": frozenset({"UA"}),
    "middle_east": frozenset({"IL", "PS", "LB", "SY", "YE"}),
    "iran": frozenset({"IR"}),
    "korea": frozenset({"KP"}),
}
"""Sides for which a war or a file is their own affair: a need named to them is theirs to meet."""
_THIRD_TOPICS = frozenset({"ukraine", "middle_east", "korea", "iran"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading of some words: its evidence, and what it says on its layer."""

    evidence: Evidence
    level: int
    who: str = ""

    @property
    def counts(self) -> bool:
        """Whether it was not blocked."""
        return not self.evidence.blocked


@dataclass(frozen=True, slots=True)
class Marks:
    """Every mark in one sentence, from which the tone of the sentence or of a part of it is made."""

    found: tuple[Mark, ...]

    def all(self) -> Tone:
        """Tone of the whole sentence."""
        return _tone(self.found)

    def within(self, spans: Sequence[tuple[int, int]]) -> Tone:
        """Tone of what begins inside some spans of it."""
        return _tone([m for m in self.found if any(a <= m.evidence.start < b for a, b in spans)])


def _tone(found: Iterable[Mark]) -> Tone:
    marks = list(found)
    counted = [m for m in marks if m.counts]

    def strongest(layer: str) -> Mark | None:
        return max((m for m in counted if m.evidence.layer == layer), key=lambda m: m.level, default=None)

    obligation, commitment, warning = strongest("obligation"), strongest("commitment"), strongest("warning")
    warmth = max((m.level for m in counted if m.evidence.layer == "warmth"), key=lambda v: (abs(v), -v), default=0)
    return Tone(
        warmth=warmth,
        obligation=Obligation(obligation.who, obligation.level, obligation.evidence.quote) if obligation else None,
        commitment=Commitment(commitment.who, commitment.level, commitment.evidence.quote) if commitment else None,
        warning=warning.level if warning else 0,
        emphasis=sum(m.evidence.layer == "emphasis" for m in counted),
        specificity=sum(m.evidence.layer == "specificity" for m in counted),
        evidence=tuple(
            m.evidence for m in sorted(marks, key=lambda m: (m.evidence.start, m.evidence.end, m.evidence.rule))
        ),
    )


class Reader:
    """Reads the tone of the sentences of one text."""

    def __init__(self, text: str, parties: Parties) -> None:
        self.text, self.parties = text, parties
        self.layers = {
            layer: index_of(lexicon.load(layer, "en"))
            for layer in ("obligation", "commitment", "warning", "warmth", "emphasis")
        }

    def tone(self, s: Sentence, voice: Voice, subject: Subject) -> Marks:
        """All marks of a sentence."""
        roles = Roles(self.text, s, self.parties, voice.who)
        marks = self._obligations(s, voice, subject, roles)
        marks += self._commitments(s, voice, roles)
        marks += self._warnings(s, voice, roles)
        marks += self._warmth(s, voice, subject, roles)
        marks += self._emphasis(s)
        return Marks(tuple(marks))

    def _find(self, layer: str, s: Sentence) -> list[Match]:
        return find(self.layers[layer], self.text, s.start, s.end)

    def _mark(self, m: Match, who: str = "", blocked: str = "", level: int | None = None) -> Mark:
        level = m.entry.level if level is None else level
        shown = m if m.blocked or not blocked else replace(m, blocked=blocked)
        return Mark(shown.evidence(self.text, with_holder(who, level)), level, who)

    def _obligations(self, s: Sentence, voice: Voice, subject: Subject, roles: Roles) -> list[Mark]:
        marks = []
        for m in self._find("obligation", s):
            if m.blocked:
                marks.append(self._mark(m))
                continue
            holder, blocked = self._holder(m, s, voice, subject, roles)
            if denied := self._denied(m, s):
                blocked = f"denied: “{denied}”"
            marks.append(self._mark(m, holder, blocked))
        return marks

    def _denied(self, m: Match, s: Sentence) -> str:
        """The words that deny a demand or a warning: the clause it stands in, or the verb of asking itself."""
        asks = m.entry.options.get("role", "subject") != "subject" or m.entry.id in _PROTESTS
        verb = denial.direct(self.text, s.start, m.start, m.end) if asks else ""
        return verb or denial.spoken(self.text, s.start, m.start)

    def _holder(self, m: Match, s: Sentence, voice: Voice, subject: Subject, roles: Roles) -> tuple[str, str]:
        """Who has to do what an obligation asks, and what keeps it from counting."""
        role = m.entry.options.get("role", "subject")
        if role in ("both", "other"):
            if role == "other" and voice.who == BOTH:
                return "both", ""
            return role, ""
        if role == "span":
            kind = roles.kind(m.start, m.end)
            return ("both" if kind == THIRD and not mentions(self.text, m.start, m.end) else kind), ""
        if role == "none":
            return self._asked(m, s, voice, subject, roles), ""
        if role == "subject":
            span = roles.subject(m.start, m.end)
            if span is None:
                return self._impersonal(voice, subject), ""
            holder = roles.kind(*span, after=m.end)
            if m.entry.id == "obl.need_to" and roles.relative(m.start, m.end):
                return holder, "what something is needed for"
            if holder == THIRD and self._undergone(m.end, s, voice, subject):
                return OTHER, ""
            return holder, ""
        span = roles.object(m.end) if role in ("object", "for") else roles.clause(m.end)
        if span is None and role == "object" and (beside := [p for p in roles.named() if 0 <= p.start - m.end < 6]):
            span = (beside[0].start, beside[0].end)
        if span is None:
            return self._impersonal(voice, subject), ""
        if role == "clause" and self._undergone(span[1] - 1, s, voice, subject):
            return OTHER, ""
        holder = roles.kind(*span)
        unnamed = not any(span[0] <= p.start < span[1] for p in roles.named())
        if holder == THIRD and role == "for" and unnamed and not roles.third_words(*span):
            return self._impersonal(voice, subject), ""
        if holder == SELF and m.entry.options.get("own") is False:
            return holder, "hope about one's own conduct is a commitment"
        if m.entry.id == "obl.invite" and re.search(
            r"\b(?:reciprocat|in return|also invited)", self.text[m.end : s.end], re.I
        ):
            return "both", ""
        if holder == SELF and role == "object":
            me = re.search(r"\b(?:me|us)\b", self.text[slice(*span)], re.IGNORECASE)
            return (SELF if me and self.parties.author == voice.who else OTHER), ""
        return holder, ""

    def _undergone(self, after: int, s: Sentence, voice: Voice, subject: Subject) -> bool:
        """Whether China puts what has to happen about Taiwan in the passive: it is the other side that must act."""
        if self.parties.side_of(voice.who) not in ("CN", ""):
            return False
        return "taiwan" in subject.topics and bool(_PASSIVE.match(self.text, after, s.end))

    def _asked(self, m: Match, s: Sentence, voice: Voice, subject: Subject, roles: Roles) -> str:
        """Who is asked by “called for …”: the first party named after it, else the counterpart named before it."""
        impersonal = self._impersonal(voice, subject)
        if voice.who == BOTH or impersonal == THIRD or m.entry.id != "obl.call_for":
            return impersonal
        kinds = [
            roles.kind(p.start, p.end)
            for p in roles.named()
            if p.sides
            and p.start >= m.end
            and not {self.text[p.start - 1 : p.start], self.text[p.end : p.end + 1]} & _JOINS
        ]
        if {SELF, OTHER} <= set(kinds):
            return "both"
        before = [roles.kind(p.start, p.end) for p in roles.named() if p.sides and p.end <= m.start]
        if kinds[:1] == [OTHER] or (not kinds and OTHER in before) or _STOP.match(self.text, m.end, s.end):
            return OTHER
        return impersonal

    def _impersonal(self, voice: Voice, subject: Subject) -> str:
        about = set(subject.topics) - {"other"}
        if not about or not about <= _THIRD_TOPICS:
            return "both"
        sides = {p.side for p in self.parties.people if p.short != voice.who}
        if any(sides & _AT_HOME[topic] for topic in about):
            return "both" if voice.who == BOTH else OTHER
        return THIRD

    def _commitments(self, s: Sentence, voice: Voice, roles: Roles) -> list[Mark]:
        marks = []
        for m in self._find("commitment", s):
            if m.blocked:
                marks.append(self._mark(m))
                continue
            actor, blocked = self._actor(m, s, voice, roles)
            if m.entry.id.startswith(("com.will", "com.would", "com.doing")):
                asked = _ASKED.search(self.text, s.start, m.start)
                if asked and not re.search(r"[;,]|\b(?:and|but)\b", self.text[asked.end() : m.start]):
                    blocked = f"what is asked or hoped for: “{asked.group()}”"
            if denied := denial.undertaking(self.text, s.start, m.start, m.end, s.end):
                blocked = f"denied: “{denied}”"
            marks.append(self._mark(m, actor, blocked))
        return marks

    @staticmethod
    def _speaker_at(at: int, voice: Voice) -> str:
        """The speaker's own part seen from the sentence's speaker: whoever was named last before some words."""
        said = [e for e in voice.evidence if e.start <= at and e.layer == "speaker"]
        who = str(said[-1].value) if said else voice.who
        if who == BOTH:
            return "both"
        return SELF if who == voice.who else OTHER

    def _actor(self, m: Match, s: Sentence, voice: Voice, roles: Roles) -> tuple[str, str]:
        """Who undertakes a commitment, and what keeps it from counting."""
        role = m.entry.options.get("role", "subject")
        speaker = self._speaker_at(m.start, voice)
        if m.entry.id == "com.agreed" and _VIEW.match(self.text, m.end, s.end):
            return speaker, "a view both hold"
        if role == "other":
            owner = [p for p in roles.named() if p.sides and p.end <= m.start and m.start - p.end < 30]
            if owner and roles.kind(owner[-1].start, owner[-1].end) == THIRD:
                return THIRD, "a third party's"
        if role in ("both", "other"):
            return role, ""
        if role == "speaker":
            return speaker, ""
        if role == "owner":
            before = [p for p in roles.named() if m.start - 45 < p.start and p.end <= m.start]
            owned = before and re.fullmatch(
                r"(?:['’]s?|s['’])?\s*(?:(?!and\b|to\b|for\b|reaffirmed\b|that\b)[\w-]+\s+){0,3}",
                self.text[before[-1].end : m.start],
                re.I,
            )
            if _SHARED.search(self.text, max(s.start, m.start - 30), m.start):
                return "both", ""
            if re.search(r"\bour\s+(?:[\w-]+,?\s+){0,3}$", self.text[s.start : m.start], re.IGNORECASE):
                return ("both" if voice.who == BOTH else SELF), ""
            if not owned or re.search(
                r"\b(?:his|her|their|its)\s+(?:[\w-]+\s+){0,3}$", self.text[s.start : m.start], re.I
            ):
                return (OTHER if _FOR_HIS.search(self.text, s.start, m.start) else speaker), ""
            kind = roles.kind(before[-1].start, before[-1].end)
            if kind == THIRD:
                return kind, "a third party's"
            return ("both" if voice.who == BOTH and kind != SELF else kind), ""
        if m.entry.options.get("said") and _AND_ALSO.search(self.text, max(s.start, m.start - 20), m.start):
            return speaker, ""
        span = (max(s.start, m.start - 25), m.end) if role == "phrase" else roles.subject(m.start, m.end)
        if span is None:
            return speaker, ""
        if m.entry.options.get("said") is None and self._relative(s, span[0], voice):
            return THIRD, "in a relative clause, said by the way"
        kind = roles.kind(*span, after=m.end)
        if m.entry.id.startswith("com.agreed") and kind == SELF and _TOGETHER.search(self.text[span[0] : m.end + 6]):
            return "both", ""
        if m.entry.options.get("said"):
            named = any(span[0] <= p.start < span[1] for p in roles.named())
            if kind == THIRD and not named:
                return speaker, ""
            if (
                re.match(r"\s+that\b", self.text[m.end : s.end])
                and (clause := roles.clause(m.end))
                and roles.kind(*clause) == "both"
            ):
                return "both", ""
        if _HOST.match(self.text, m.end, s.end) and not any(
            a.kind in ("person", "title", "pronoun") for a in actors(self.parties, self.text, *span)
        ):
            return kind, "an event on the calendar"
        if _AND_I_AGREE.search(self.text, m.end, s.end) and kind in (OTHER, SELF):
            return "both", ""
        if m.entry.id.startswith("com.will") and re.match(
            r"\s+(?:\w+\s+)?be\s+\w+(?:ed|en)\b(?! to)", self.text[m.end : s.end]
        ):
            return kind, "passive: somebody else acts"
        if kind == THIRD:
            inside = {p_side for p in roles.named() if span[0] <= p.start < span[1] for p_side in p.sides}
            if inside & roles.all_sides - {roles.own}:
                return OTHER, ""
            return kind, "a third party's"
        if span and self.text[span[0] : span[1]].lower() in ("it", "this", "that", "there"):
            return kind, "no actor"
        return kind, ""

    def _relative(self, s: Sentence, at: int, voice: Voice) -> bool:
        """Whether a clause beginning at ``at`` hangs on a noun: “the trip that I will make”."""
        m = _THAT.search(self.text, max(s.start, at - 40), at)
        if m is None or _CONTENT_VERB.search(m[1]):
            return False
        return not any(
            m.start() < e.end <= at or (e.end <= m.start() and _TOLD.fullmatch(self.text, e.end, m.start()))
            for e in voice.evidence
        )

    def _warnings(self, s: Sentence, voice: Voice, roles: Roles) -> list[Mark]:
        marks = []
        for m in self._find("warning", s):
            blocked = ""
            if not m.blocked and m.entry.options.get("target") == "other" and self._target(m, voice, roles) != OTHER:
                blocked = "aimed at a third party"
            only = m.entry.options.get("only_with")
            if only and (voice.who == BOTH or not {p.side for p in self.parties.people} & set(only)):
                blocked = "said to a side it is no warning for"
            if denied := self._denied(m, s):
                blocked = f"denied: “{denied}”"
            marks.append(self._mark(m, blocked=blocked))
        return marks

    @staticmethod
    def _target(m: Match, voice: Voice, roles: Roles) -> str:
        """At whom a bad word is aimed: the first party named after it, else before it, else the counterpart."""
        named = [
            p
            for p in roles.named()
            if p.sides
            and (
                not _VICTIM.search(roles.text, max(roles.s.start, p.start - 25), p.start)
                or (p.end <= m.start and _OWNS.fullmatch(roles.text, p.end, m.start))
            )
        ]
        turn = _NEXT_ACT.search(roles.text, m.end, roles.s.end)
        stop = turn.start() if turn else roles.s.end
        aimed = m.entry.options.get("aimed") == "named"
        later = [p for p in named if m.start <= p.start < stop] or [
            p for p in named if p.start > roles.s.start + 30 and p.end <= m.start and not aimed
        ]
        near = [
            p
            for p in named
            if p.end <= m.start and m.start - p.end < 30 and not _AND_THEN.search(roles.text, p.end, m.start)
        ]
        earlier = [p for p in named if p.end <= m.start and not aimed]
        beside = [p for p in named if 0 <= p.start - m.end <= 2]
        agent = [p for p in later if _BY.match(roles.text, m.end, p.start)][:1]
        owner = [p for p in named if p.end <= m.start][-1:]
        owner = [p for p in owner if _ITS_OWN.fullmatch(roles.text, p.end, m.start)]
        for p in [*beside, *agent, *near[-1:], *owner, *later, *reversed(earlier)]:
            kind = roles.kind(p.start, p.end)
            if kind in (OTHER, THIRD):
                return kind
        return THIRD if voice.who == BOTH or aimed else OTHER

    def _warmth(self, s: Sentence, voice: Voice, subject: Subject, roles: Roles) -> list[Mark]:
        marks = []
        condemned = -_OBJECT
        for m in self._find("warmth", s):
            blocked = ""
            if not m.blocked:
                before = self.text[max(s.start, m.start - 30) : m.start]
                negated = _NEGATED.search(before)
                if negated:
                    blocked = f"negated: “{negated.group().strip()}”"
                elif _REFUSES.match(self.text, m.start, m.end) and self._own_act(m, roles):
                    blocked = "not the other side's doing"
                elif m.entry.options.get("said") == "valued" and (neutral := self._only_named(m, s)):
                    blocked = f"only what is spoken of or wished for: “{neutral}”"
                elif m.entry.options.get("target") == "other":
                    if voice.who == BOTH:
                        blocked = "said by both together"
                    elif self._condemned(condemned, m.start) or self._target(m, voice, roles) != OTHER:
                        blocked = "aimed at a third party"
                        if _CONDEMNS.match(self.text, m.start):
                            condemned = m.end
            marks.append(self._mark(m, blocked=blocked))
        return marks

    @staticmethod
    def _own_act(m: Match, roles: Roles) -> bool:
        """Whether the speaker, or both, are the subject of a verb."""
        subject = roles.subject(m.start, m.end)
        return subject is not None and roles.kind(*subject) in (SELF, BOTH)

    def _condemned(self, after: int, at: int) -> bool:
        """Whether words at ``at`` are part of what a condemnation that ends at ``after`` is about."""
        return 0 <= at - after < _OBJECT and not _BREAK.search(self.text, after, at)

    def _only_named(self, m: Match, s: Sentence) -> str:
        """The verb that makes a good word only name a subject (“discussed the partnership”), '' where one values it."""
        verbs = list(_VALUES_OR_NAMES.finditer(self.text, s.start, m.start))
        return verbs[-1].group() if verbs and verbs[-1].lastgroup == "names" else ""

    def _emphasis(self, s: Sentence) -> list[Mark]:
        text = self.text
        marks = [self._mark(m, level=1) for m in self._find("emphasis", s)]
        for m in _CAPITALS.finditer(text, s.start, s.end):
            if m.group() not in _ACRONYMS:
                marks.append(Mark(Evidence(m.start(), m.end(), m.group(), "emphasis", "emp.capitals", 1), 1))
        for rule, pattern in (("spc.number", _NUMBER), ("spc.date", _DATE), ("spc.deliverable", _DELIVERABLE)):
            for m in pattern.finditer(text, s.start, s.end):
                marks.append(Mark(Evidence(m.start(), m.end(), m.group(), "specificity", rule, 1), 1))
        return marks
