"""Reading Russian readouts: statements with speaker, topics and tone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compare import lexicon
from compare.matching import Match
from compare.prefilter import WordIndex
from compare.records import BOTH, PUBLISHER, Context, Evidence, Statement, Tone
from compare.russian import denial
from compare.russian.cleaning import clean, restored
from compare.russian.items import Span, subjects
from compare.russian.morph import lemma_view, tokens
from compare.russian.people import Mention, Scanner, people
from compare.russian.sentences import Sentence, cut
from compare.russian.speakers import Voice, voices
from compare.russian.tone import Setup, matches, rules, tone
from compare.russian.topics import Setting, ordered, setting, triggers
from compare.statements import count_words

_LEAD = re.compile(
    r"\b(?:состоял|началась|начал[ис]сь|прош[лё]|принял|встретил|присутств|связал|поговорил|позвонил|церемони|провел|пров[её]л"
    r"|провед[её][нт]|посетит|встретится|длил|продлил|продолжал)",
    re.IGNORECASE,
)
_SPIRIT = re.compile(
    r"\bносил|\bв\s+(?:[\w,-]+\s+){1,4}(?:ключе|духе|атмосфере|обстановке)\b|\bбыл[аи]?\s+\w+(?:ым|ой|ыми)\b"
)
_GREETING = re.compile(
    r"\b(?:[Уу]важаем\w+|[Дд]орог(?:ой|ие|ая)\s+\w+|[Сс]пасибо|[Зз]дравствуйте|[Дд]обрый\s+\w+)\b.{0,60}$"
)
_POINTS_BACK = re.compile(
    r"\b(?:эт(?:о|от|ой|ого|ому|им|их|ими|а|и|у)|данн\w+|так(?:ой|ие|их|ое|ую)|его|е[её]|их|сво\w+|здесь|там|при\s+этом)\b",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(r"\b(?:соответствующ|все[мх]?\s+эт|указанн|названн|перечисленн|упомянут)\w*", re.IGNORECASE)


_WHOLE, _PART = "ru.topic.negated", "ru.topic.negated_part"
"""Rules of the words that say a topic, or only a part of it, was not discussed."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Topics that a sentence hands on: the last it named, and all of them. listed: the last is the end of a list."""

    last: tuple[str, ...] = ()
    everything: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What every sentence of a text is read by. lemmas: whether any rule is written on lemmas."""

    text: str
    scanner: Scanner
    where: Setting
    rules: Mapping[str, WordIndex]
    lemmas: bool


def read(text: str, context: Context) -> tuple[list[Statement], list[tuple[int, int, str]]]:
    """Read a Russian text.

    Returns its statements in text order and the spans left out, with the reason. Offsets are code points into ``text``.
    """
    plain, places = clean(text)
    page = cut(plain)
    cast = people(plain, context)
    home = context.side or ("RU" if not cast or any(p.side == "RU" for p in cast) else cast[0].side)
    scanner = Scanner(cast, home)
    ground = Ground(page.masked, scanner, setting(context, [p.side for p in cast], home), rules(), _needs_lemmas())
    heard = voices(page.masked, page.sentences, scanner, context)
    statements: list[Statement] = []
    carried = Carried()
    group = 0
    for sentence, (voice, mentions) in zip(page.sentences, heard, strict=True):
        if sentence.label:
            # another speaker takes the floor: he does not go on with the other's subject
            carried = Carried()
        made, carried = _statements(ground, sentence, voice, mentions, carried, group)
        group += len(made) > 1
        statements += [replace(s, index=len(statements) + n) for n, s in enumerate(made)]
    statements = _undone(statements)
    if places is None:
        return [_spelt_out(s, text) for s in statements], list(page.furniture)
    return restored(statements, page.furniture, places, text)


def _undone(statements: Sequence[Statement]) -> list[Statement]:
    """The statements; what denies a part of a topic does not deny the topic where another sentence names it."""
    named = {
        (t, s.start)
        for s in statements
        for t in s.mentioned
        if not any(e.rule == "ru.topic.inherited" and e.value == t for e in s.evidence)
    }
    result = []
    for s in statements:
        gone = {
            str(e.value)
            for e in s.evidence
            if e.rule == _PART and any(t == e.value and start != s.start for t, start in named)
        }
        if gone:
            kept = tuple(e for e in s.evidence if e.rule != _PART or e.value not in gone)
            s = replace(s, negated=tuple(t for t in s.negated if t not in gone), evidence=kept)
        result.append(s)
    return result


def _spelt_out(s: Statement, text: str) -> Statement:
    """The statement and its evidence with their words as the text has them, furniture inside included."""

    def spelt(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
        return tuple(replace(e, quote=text[e.start : e.end]) for e in found)

    return replace(
        s,
        text=text[s.start : s.end],
        evidence=spelt(s.evidence),
        tone=replace(s.tone, evidence=spelt(s.tone.evidence)),
    )


def _statements(
    ground: Ground, sentence: Sentence, voice: Voice, mentions: list[Mention], carried: Carried, group: int
) -> tuple[list[Statement], Carried]:
    """The statement of a sentence, or the frame and items of one that enumerates; and the topics the next inherits."""
    text, scanner = ground.text, ground.scanner
    start, end = sentence.start, sentence.end
    words = tokens(text, start, end)
    view = lemma_view(words) if ground.lemmas else None
    if carried.listed and voice.how == "named" and not _POINTS_BACK.search(text, start, end):
        # somebody who takes the floor after a list does not go on with its last entry
        carried = Carried()
    found = triggers(text, start, end, ground.where, view)
    if voice.how == "narration" and _is_lead(text, sentence, voice):
        kept = ("visit", "japan_history")
        found = [
            m if m.entry.topic in kept else replace(m, blocked=m.blocked or "narration of the event") for m in found
        ]
    if carried.last and not any(not m.blocked and not m.entry.options.get("yields") for m in found):
        found = [replace(m, blocked=m.blocked or "goes on with the subject before it") for m in found]
    topics = ordered(found)
    no = denial.not_discussed(text, start, end, words)
    inherited = (
        not topics
        and not no
        and voice.how != "narration"
        and bool(carried.last)
        and not _GREETING.search(text, start, end)
    )
    passed_on = carried.everything if _ALL_OF_THEM.search(text, start, end) else carried.last
    shown = passed_on if inherited else topics
    home = scanner.home
    side = next((p.side for p in scanner.cast if p.short == voice.who), home if voice.who in (BOTH, PUBLISHER) else "")
    setup = Setup(voice.who, side, home, mentions, shown, scanner, ground.rules)
    scales = matches(text, start, end, words, setup, view)
    parts = subjects(text, start, end, found, words)
    said_not = _denied(text, found, no)
    evidence = [m.evidence(text) for m in found] + list(voice.evidence)
    if inherited:
        evidence += [Evidence(start, start, "", "topic", "ru.topic.inherited", t) for t in shown]
    if no:
        evidence += [
            Evidence(*no[0].span(), no[0].group(), "topic", _PART if part else _WHOLE, t)
            for t, part in said_not.items()
        ]

    def make(role: str, a: int, b: int, spans: tuple[Span, ...], about: tuple[str, ...], number: int) -> Statement:
        own = _without(spans, sentence.holes)
        mine = [
            e
            for e in evidence
            if (role != "item" and e.layer == "speaker") or any(x <= e.start < max(y, x + 1) for x, y in spans)
        ]
        here = replace(setup, topics=about or shown)
        return Statement(
            index=0,
            start=a,
            end=b,
            text=text[a:b],
            paragraph=sentence.paragraph,
            role=role,
            group=number,
            speaker=voice.who,
            topics=about,
            negated=tuple(t for t in about if t in said_not),
            tone=tone(text, spans, scales, here, words, start, end),
            words=sum(count_words(text[x:y], "ru") for x, y in own),
            own=own if role == "frame" or sentence.holes else (),
            evidence=tuple(mine),
        )

    if not parts:
        following = shown if not no and (voice.how != "narration" or topics) else ()
        return [make("sentence", start, end, ((start, end),), shown, -1)], Carried(following, following)
    spans = _without(((start, end),), tuple(span for span, _ in parts))
    framed = tuple(t for t in topics if any(m.entry.topic == t and not m.blocked and _in(m, spans) for m in found))
    made = [make("frame", start, end, spans, framed, group)]
    made += [make("item", a, b, ((a, b),), about, group) for (a, b), about in parts]
    return made, Carried(parts[-1][1], topics, listed=True)


def _denied(text: str, found: Sequence[Match], no: tuple[re.Match[str], int, int] | None) -> dict[str, bool]:
    """Topics whose every word stands in the clause that says what was not discussed → whether only a part is named."""
    denied: dict[str, bool] = {}
    for topic in ordered(found) if no else ():
        words = [m for m in found if not m.blocked and m.entry.topic == topic]
        if no and topic not in ("relationship", "other") and all(no[1] <= m.start < no[2] for m in words):
            denied[topic] = all(denial.narrow(text, topic, m.start, no[1]) for m in words)
    return denied


def _in(m: Match, spans: Sequence[Span]) -> bool:
    return any(a <= m.start < b for a, b in spans)


def _without(spans: tuple[Span, ...], holes: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans less the holes."""
    result: list[Span] = []
    for a, b in spans:
        position = a
        for low, high in sorted(holes):
            if high <= position or low >= b:
                continue
            if low > position:
                result.append((position, low))
            position = max(position, high)
        if position < b:
            result.append((position, b))
    return tuple(result)


def _is_lead(text: str, sentence: Sentence, voice: Voice) -> bool:
    """Whether narration only tells that the event took place, who came and who was there."""
    span = sentence.start, sentence.end
    return voice.who == PUBLISHER and bool(_LEAD.search(text, *span)) and not _SPIRIT.search(text, *span)


def _needs_lemmas() -> bool:
    """Whether any rule, a user's own included, is written on lemmas."""
    return any(e.on == "lemma" for layer in lexicon.LAYERS for e in lexicon.load(layer, "ru").entries)


__all__ = ["Tone", "read"]
