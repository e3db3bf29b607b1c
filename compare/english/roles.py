"""Who has to do, or will do, what a modal or verb says: the words beside it, else the parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from compare.english.countries import lower, mentions
from compare.english.parties import Actor, Parties, actors
from compare.english.sentences import Sentence
from compare.language import english
from compare.records import BOTH, PUBLISHER

SELF, OTHER, THIRD = "self", "other", "third"

_BESIDE = re.compile(
    r"(?:['’]s?)?(?:\s+(?:side|sides|government|administration|people|president|team|teams))?(?:\s*\([^)]{1,40}\))?"
    r"(?:\s+(?:also|always|both|all|never|now|still|further|jointly|each|then|certainly|so|just|have|has|had"
    r"|do|does|[a-z]+ly))*"
    r"\s+",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:['’]s)?,?\s*(?:and|&|as well as|together with|along with|,)\s*(?:the\s+|both\s+)?", re.IGNORECASE
)
_GOVERNED = re.compile(
    r"\b(?:of|in|with|to|from|by|for|between|against|about|on|over|toward|towards|into|under|across"
    r"|regarding|than|as|at)\s+"
    r"(?:the\s+|both\s+)?$",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|us|our|ours|let['’]s)\b", re.IGNORECASE)
_BOTH_WORDS = re.compile(
    r"\b(?:disagreements|differences|neither side|(?:two|both)\s+(?:\w+\s+)?(?:sides|countries|nations|peoples"
    r"|leaders|presidents|governments|teams"
    r"|parties|powers|"
    r"economies|militaries|societies|states|heads)|the two|(?:their|our|this|the"
    r"|bilateral) (?:\w+ )?(?:differences|competition|relationship|relations|ties)|each other|each side"
    r"|either side|their (?:\w+ )?(?:teams?|governments|"
    r"officials|ministers|countries|nations|delegations|advis[eo]rs|representatives|staffs?)"
    r"|(?:the )?leaders|the presidents|"
    r"both|respective (?:teams|ministers|officials|governments)|key senior officials|senior officials|you and i)\b",
    re.IGNORECASE,
)
_THIRD_WORDS = re.compile(
    r"\b(?:all|various|other|relevant|warring|conflicting|regional|opposing|international)\s+(?:\w+"
    r"\s+)?(?:sides|parties|countries|"
    r"nations|actors|states|stakeholders|members|community|armies)\b|\bwarring\b|\bboth\s+(?:armies|warring)\b",
    re.IGNORECASE,
)
_TO_OR_THAT = re.compile(r"\s+(?:to|that|not to)\s+", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|should|must|can|could|may|might|shall|to|is|are|be|does|do|not)\b", re.IGNORECASE)
_RECIPROCAL = re.compile(
    r"^\W*(?:\w+\s+){0,3}?(?:meet(?!ing with)|meeting(?! with)|speak(?:ing)?(?! (?:with|to))"
    r"|talk(?:ing)?(?! (?:with|to))|work(?:ing)? "
    r"(?:very |so )?(?:closely |well )?(?:together|with each)|cooperat\w+(?! with)|trade together"
    r"|be in touch|stay in touch|visit(?:ing)?"
    r" each other)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party named in a sentence: side codes, or one of ``we``, ``I``, ``you``, ``they``, ``it``, ``both``."""

    start: int
    end: int
    sides: frozenset[str]
    word: str = ""


class Roles:
    """Finds subjects in one sentence; parses it only when the words beside a trigger do not settle it."""

    def __init__(self, text: str, s: Sentence, parties: Parties, speaker: str) -> None:
        self.text, self.s, self.parties, self.speaker = text, s, parties, speaker
        self.own = parties.side_of(speaker) if speaker != BOTH else ""
        self.all_sides = {p.side or f"?{p.short}" for p in parties.people}
        self._parties: list[Party] | None = None
        self._doc: Doc | None = None

    def named(self) -> list[Party]:
        """Everybody named in the sentence, in order, without overlaps."""
        if self._parties is None:
            text, s = self.text, self.s
            found = [_party(a, self.speaker) for a in actors(self.parties, text, s.start, s.end)]
            found += [Party(a, b, frozenset({code})) for a, b, code in mentions(text, s.start, s.end)]
            found += [
                Party(m.start(), m.end(), frozenset(), m.group().lower())
                for m in _PRONOUN.finditer(text, s.start, s.end)
            ]
            found.sort(key=lambda p: (p.start, -p.end))
            kept: list[Party] = []
            for p in found:
                if not kept or p.start >= kept[-1].end:
                    kept.append(p)
            self._parties = kept
        return self._parties

    def kind(self, start: int, end: int, after: int | None = None) -> str:
        """Self, other, both or third for a phrase, seen from the speaker. after: where the verb's own words begin."""
        phrase = self.text[start:end]
        inside = [p for p in self.named() if start <= p.start < end]
        sides = {side for p in inside for side in p.sides}
        words = {p.word for p in inside}
        ours = self.own or self.parties.side
        if _THIRD_WORDS.search(phrase):
            return THIRD
        if (self.own in sides and (sides & self.all_sides) - {ours}) or (
            not self.own and len(sides & self.all_sides) > 1
        ):
            return BOTH
        foreign = sides - self.all_sides
        reported = bool(self.parties.author) and self.speaker != self.parties.author and not self._in_quotation(start)
        if words & {"we", "us", "our"} and not sides:
            return BOTH if reported else self._we(phrase, start, after)
        if words & {"i", "me", "my"}:
            if reported:
                return OTHER
            return BOTH if sides & self.all_sides - {ours} else SELF
        if "you" in words or "your" in words:
            return OTHER
        if sides & self.all_sides:
            if words & {"he", "she"} and not self.parties.author and ours not in sides:
                return BOTH
            return SELF if ours in sides else OTHER
        if foreign:
            return THIRD
        if _BOTH_WORDS.search(phrase) or "both" in words:
            return BOTH
        if "they" in words:
            return (SELF if reported else OTHER) if self.parties.author else BOTH
        if words & {"he", "she"}:
            return OTHER if self.parties.author and not reported else SELF
        return THIRD

    def third_words(self, start: int, end: int) -> bool:
        """Whether a phrase speaks of others in general: “all nations”, “the warring parties”."""
        return bool(_THIRD_WORDS.search(self.text, start, end))

    def relative(self, start: int, end: int) -> bool:
        """Whether a verb stands in a clause about its object: “the equipment it needs to …”."""
        token = _token_at(self.doc(), start - self.s.start)
        verb = token.head if token is not None and token.dep_ in ("aux", "neg", "advmod") else token
        return (
            verb is not None
            and verb.dep_ == "relcl"
            and not any(
                c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in ("who", "which", "that") for c in verb.children
            )
        )

    def _in_quotation(self, at: int) -> bool:
        """Whether words at ``at`` stand inside quotation marks opened in the sentence."""
        before = self.text[self.s.start : at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _we(self, phrase: str, start: int, after: int | None) -> str:
        own = bool(self.parties.author) or (self.speaker not in (BOTH, PUBLISHER) and self._in_quotation(start))
        if not own or _BOTH_WORDS.search(phrase) or re.search(r"\bteams\b", phrase, re.IGNORECASE):
            return BOTH
        tail = self.text[after : self.s.end] if after is not None else ""
        return (
            BOTH
            if _RECIPROCAL.match(tail) or re.search(r"\bboth\b", self.text[self.s.start : self.s.end], re.I)
            else SELF
        )

    def subject(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the subject of the verb or modal at ``[start, end)``, or None where it has none."""
        within = next(((p.start, p.end) for p in self.named() if p.start == start and p.end < end), None)
        return within or self._beside(start) or self._noun_phrase(start) or self._parsed(start, end)

    def _noun_phrase(self, at: int) -> tuple[int, int] | None:
        """A plain noun phrase that opens a clause and ends directly before a verb: “…, the joint effort will”."""
        m = _OPENED.fullmatch(self.text, self.s.start, at) if at - self.s.start < 60 else None
        m = m or _AFTER_BREAK.search(self.text, max(self.s.start, at - 60), at)
        return m.span("np") if m else None

    def _beside(self, at: int) -> tuple[int, int] | None:
        """The party that stands directly before a modal, with what it is joined to."""
        named = [p for p in self.named() if p.end <= at]
        if not named or not _BESIDE.fullmatch(self.text, named[-1].end, at):
            return None
        first = named[-1]
        for p in reversed(named[:-1]):
            if not _JOINED.fullmatch(self.text, p.end, first.start):
                break
            first = p
        return (
            None
            if _GOVERNED.search(self.text, max(self.s.start, first.start - 20), first.start)
            else (first.start, named[-1].end)
        )

    def doc(self) -> Doc:
        """The sentence as parsed."""
        if self._doc is None:
            words = self.text[self.s.start : self.s.end]
            self._doc = parse(truecase(words) if self.parties.author else words)
        return self._doc

    def _parsed(self, start: int, end: int) -> tuple[int, int] | None:
        doc = self.doc()
        token = _token_at(doc, start - self.s.start)
        subject = _subject(token) if token is not None else None
        if subject is None:
            return None
        if subject.lower_ in ("which", "who", "that") and subject.head.dep_ == "relcl":
            subject = subject.head.head
        a, b = _phrase(subject)
        return self.s.start + a, self.s.start + b

    def object(self, end: int, limit: int = 110) -> tuple[int, int] | None:
        """The phrase after ``urged``, ``called on``, ``need for``: up to the infinitive it is asked to do."""
        stop = min(self.s.end, end + limit)
        m = _TO_OR_THAT.search(self.text, end, stop)
        if m is None or m.start() <= end:
            return None
        phrase = self.text[end : m.start()]
        comma = phrase.find(",")
        if comma > 0 and any(end <= p.start < end + comma for p in self.named()):
            return (end, end + comma)
        return (
            None
            if re.search(r"[;:]|,\s+(?!and\b|including\b)|\b(?:and|which|who)\s+\w+ed\b", phrase)
            else (end, m.start())
        )

    def clause(self, end: int) -> tuple[int, int] | None:
        """The subject of the clause after “hope that …”: the words up to its modal or verb."""
        stop = min(self.s.end, end + 120)
        m = _MODAL.search(self.text, end, stop)
        return (end, m.start()) if m and m.start() > end else None


_NOUNS = (
    r"(?P<np>(?:the|this|these|those|his|her|our|their|its|every|all|both|no|an?)"
    r"(?:\s+(?!(?:of|in|on|for|to|with|from|at|by|that|which|who|and|or|as|between|has|have|is|are|was"
    r"|were)\b)[\w’'-]+){1,4}?)"
    r"\s+(?:(?:also|now|firmly|jointly)\s+)?"
)
_OPENED = re.compile(_NOUNS, re.IGNORECASE)
_AFTER_BREAK = re.compile(r"(?:[,;:(]|\b(?:that|where|how|whether|but|while|and))\s+" + _NOUNS + r"\Z", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:we|us|our|i|me|my|you|your|they|it|both)\b(?![-.]\w)", re.IGNORECASE)


def _party(a: Actor, speaker: str) -> Party:
    if a.kind in ("both", "they"):
        return Party(a.start, a.end, frozenset(), "both" if a.kind == "both" else "they")
    if a.kind == "pronoun":
        return Party(a.start, a.end, frozenset(), "he")
    return Party(a.start, a.end, frozenset({a.side or f"?{a.who}"}) if a.who else frozenset())


@lru_cache(maxsize=512)
def parse(sentence: str) -> Doc:
    """A sentence parsed; very long ones only in their first 4000 characters."""
    return english()(sentence[:4000])


_PROPER = re.compile(
    r"\b(?:i|president|prime minister|chancellor|secretary|taiwan|world war|congress|army|navy|january"
    r"|february|april|june|july|"
    r"august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)


def truecase(sentence: str) -> str:
    """A sentence with capitals only where names need them, so that shouting is parsed like speech."""
    low = lower(sentence)
    chars = list(low)
    spans = [(a, b) for a, b, _ in mentions(low)] + [m.span() for m in _PROPER.finditer(low)]
    for a, b in spans:
        for i in range(a, b):
            if i == a or not low[i - 1].isalnum():
                upper = low[i].upper()
                chars[i] = upper if len(upper) == 1 else low[i]
    if chars and len(chars[0].upper()) == 1:
        chars[0] = chars[0].upper()
    return "".join(chars)


def _token_at(doc: Doc, at: int) -> Token | None:
    return next((t for t in doc if t.idx <= at < t.idx + len(t.text)), None)


def _subject(token: Token) -> Token | None:
    """Subject of the verb a token belongs to, looked for up the tree at most six steps."""
    verb = token.head if token.dep_ in ("aux", "auxpass", "neg", "advmod") else token
    for _ in range(6):
        found = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)
        if found is not None:
            return found
        if verb.dep_ in ("xcomp", "ccomp"):
            controlled = next((c for c in verb.head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
            if controlled is not None and verb.dep_ == "xcomp":
                return controlled
        if verb.dep_ == "acl" or verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ == "ROOT" or verb.head is verb:
            return None
        verb = verb.head
    return None


def _phrase(token: Token) -> tuple[int, int]:
    """Span of a noun phrase without the clauses that hang on it."""
    words: list[Token] = [token]
    queue: list[Token] = [token]
    while queue:
        for child in queue.pop().children:
            if child.dep_ not in ("relcl", "acl", "punct", "appos", "advcl", "parataxis"):
                words.append(child)
                queue.append(child)
    return min(t.idx for t in words), max(t.idx + len(t.text) for t in words)
