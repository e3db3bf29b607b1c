"""The English reader: text → statements with speaker, topics, tone and the evidence for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare import lexicon
from compare.english import items as enumeration
from compare.english import speakers, topics
from compare.english.parties import Parties, build
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
    voices = speakers.voices(text, sentences, parties, lexicon.load("speech", "en"))
    subjects = topics.subjects(
        text, sentences, voices, parties, topics.entries(lexicon.load("topics", "en"), context)
    )
    reader = Reader(text, parties)
    statements: list[Statement] = []
    group = 0
    for s, voice, subject in zip(sentences, voices, subjects, strict=True):
        made = _statements(text, s, voice, subject, reader, len(statements), group)
        group += len(made) > 1
        statements += made
    return [s if s.text == original[s.start : s.end] else _restored(s, original) for s in statements], furniture


_BLANK = {ord(c): " " for c in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"}


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


def _statements(
    text: str, s: Sentence, voice: Voice, subject: Subject, reader: Reader, index: int, group: int
) -> list[Statement]:
    """One sentence as a statement, or as a frame and its items."""
    tone = reader.tone(s, voice, subject)
    counted = [
        m for m in subject.matches
        if not m.blocked and m.entry.topic in subject.topics and not m.entry.options.get("weak")
    ]  # fmt: skip
    parts = enumeration.items(text, s.start, s.end, counted) if not subject.inherited else []
    about = topics.evidence(text, s, subject)
    if not parts:
        return [
            _statement(text, s, s.start, s.end, "sentence", -1, voice, subject.topics, subject.negated, tone.all(), index, (), about)
        ]
    own = _rest(s.start, s.end, [(p.start, p.end) for p in parts])
    inside = {t for p in parts for t in p.topics}
    left = [m.entry.topic for m in counted if not any(p.start <= m.start < p.end for p in parts)]
    frame_topics = tuple(dict.fromkeys(t for t in left if t != OTHER or not inside))
    made = [
        _statement(
            text, s, s.start, s.end, "frame", group, voice, frame_topics,
            tuple(t for t in subject.negated if t in frame_topics), tone.within(own), index, own, _inside(about, own) + voice.evidence,
        )
    ]  # fmt: skip
    for number, p in enumerate(parts, 1):
        span = ((p.start, p.end),)
        negated = tuple(t for t in p.topics if t in subject.negated)
        made.append(
            _statement(
                text, s, p.start, p.end, "item", group, voice, p.topics, negated, tone.within(span), index + number, (), _inside(about, span)
            )
        )
    return made


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


def _statement(
    text: str, s: Sentence, start: int, end: int, role: str, group: int, voice: Voice, about: tuple[str, ...],
    negated: tuple[str, ...], tone: Tone, index: int, own: tuple[tuple[int, int], ...], evidence: tuple[Evidence, ...],
) -> Statement:  # fmt: skip
    words = sum(count_words(text[a:b], "en") for a, b in own) if own else count_words(text[start:end], "en")
    if role == "sentence":
        evidence = evidence + voice.evidence
    return Statement(
        index, start, end, text[start:end], s.paragraph, role, group, voice.who, about, negated, tone, words, own, evidence
    )


__all__ = ["Parties", "read"]
