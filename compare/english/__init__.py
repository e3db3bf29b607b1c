"""The English reader: text → statements with speaker, topics, tone and the evidence for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare import lexicon
from compare.english import items as enumeration
from compare.english import speakers, topics
from compare.english.parties import build
from compare.english.sentences import Sentence, split
from compare.english.speakers import Voice
from compare.english.tone import Reader
from compare.english.topics import OTHER, Subject
from compare.records import Context, Evidence, Statement, Tone
from compare.statements import count_words

Furniture = list[tuple[int, int, str]]


def read(text: str, context: Context) -> tuple[list[Statement], Furniture]:
    """Read an English text.

    Returns the statements in text order (a frame before its items) and the furniture left out: (start, end, reason).
    """
    original, text = text, _even(text)
    names = tuple(w.lower() for p in context.participants for w in p.name("en").split() if len(w) > 2)
    sentences, furniture = split(text, names)
    text = text.replace("\n", " ")
    parties = build(context, text, sentences[0].start if sentences else 0)
    speech = lexicon.load("speech", "en")
    sentences = speakers.split_subjects(text, sentences, parties, speech)
    voices = speakers.voices(text, sentences, parties, speech)
    subjects = topics.subjects(text, sentences, voices, parties, topics.entries(lexicon.load("topics", "en"), context))
    reader = Reader(text, parties)
    statements: list[Statement] = []
    group = 0
    for s, voice, subject in zip(sentences, voices, subjects, strict=True):
        made = _statements(text, s, voice, subject, reader, len(statements), group)
        group += len(made) > 1
        statements += made
    return [s if s.text == original[s.start : s.end] else _restored(s, original) for s in statements], furniture


_BLANK = {
    ord(c): " "
    for c in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}


def _even(text: str) -> str:
    """The text with every kind of blank as a plain one, so that patterns need to know only that. Offsets are kept."""
    return text.translate(_BLANK)


def _restored(s: Statement, original: str) -> Statement:
    """A statement with its text and quotations as they stand in the original."""

    def own(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
        return tuple(replace(e, quote=original[e.start : e.end]) for e in found)

    tone = s.tone
    quotes = {(e.layer, e.quote): original[e.start : e.end] for e in tone.evidence if not e.blocked}
    obligation, commitment = tone.obligation, tone.commitment
    if obligation:
        obligation = replace(obligation, quote=quotes.get(("obligation", obligation.quote), obligation.quote))
    if commitment:
        commitment = replace(commitment, quote=quotes.get(("commitment", commitment.quote), commitment.quote))
    tone = replace(tone, obligation=obligation, commitment=commitment, evidence=own(tone.evidence))
    return replace(s, text=original[s.start : s.end], tone=tone, evidence=own(s.evidence))


@dataclass(frozen=True, slots=True)
class _Part:
    """What a statement is made of: its span and role, subjects, tone and the evidence for subjects and speaker."""

    start: int
    end: int
    role: str
    topics: tuple[str, ...]
    tone: Tone
    evidence: tuple[Evidence, ...]
    own: tuple[tuple[int, int], ...] = ()


def _statements(
    text: str, s: Sentence, voice: Voice, subject: Subject, reader: Reader, index: int, group: int
) -> list[Statement]:
    """One sentence as a statement, or as a frame and its items."""
    parts = _parts(text, s, voice, subject, reader)
    made = []
    for number, part in enumerate(parts):
        spans = part.own or ((part.start, part.end),)
        made.append(
            Statement(
                index=index + number,
                start=part.start,
                end=part.end,
                text=text[part.start : part.end],
                paragraph=s.paragraph,
                role=part.role,
                group=group if len(parts) > 1 else -1,
                speaker=voice.who,
                topics=part.topics,
                negated=tuple(t for t in part.topics if t in subject.negated),
                tone=part.tone,
                words=sum(count_words(text[a:b], "en") for a, b in spans),
                own=part.own,
                evidence=part.evidence,
            )
        )
    return made


def _parts(text: str, s: Sentence, voice: Voice, subject: Subject, reader: Reader) -> list[_Part]:
    tone = reader.tone(s, voice, subject)
    about = topics.evidence(text, s, subject)
    counted = [m for m in subject.matches if not m.blocked and m.entry.topic in subject.topics]
    plain = [m for m in counted if not m.entry.options.get("weak")]
    found = [] if subject.inherited else enumeration.items(text, s.start, s.end, plain)
    if not found:
        return [_Part(s.start, s.end, "sentence", subject.topics, tone.all(), about + voice.evidence)]
    own = _rest(s.start, s.end, [(p.start, p.end) for p in found])
    left = [m.entry.topic for m in plain if not any(p.start <= m.start < p.end for p in found)]
    added = [t for t in subject.topics if all(m.entry.topic != t for m in counted)]
    frame = tuple(dict.fromkeys(t for t in (*left, *added) if t != OTHER))
    items = [
        _Part(p.start, p.end, "item", p.topics, tone.within(((p.start, p.end),)), _inside(about, ((p.start, p.end),)))
        for p in found
    ]
    evidence = _inside(about, own) + voice.evidence
    return [_Part(s.start, s.end, "frame", frame, tone.within(own), evidence, own), *items]


def _inside(found: Sequence[Evidence], spans: Sequence[tuple[int, int]]) -> tuple[Evidence, ...]:
    return tuple(e for e in found if any(a <= e.start < b for a, b in spans))


def _rest(start: int, end: int, taken: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """What is left of a span without some pieces of it."""
    left, at = [], start
    for a, b in sorted(taken):
        if a > at:
            left.append((at, a))
        at = max(at, b)
    if at < end:
        left.append((at, end))
    return tuple(left)


__all__ = ["read"]
