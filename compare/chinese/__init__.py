"""Reading Chinese: sentences, who is made to say them, what they are about, and in what tone."""

from __future__ import annotations

from dataclasses import replace

from compare import lexicon
from compare.chinese import cast as cast_of
from compare.chinese.items import split_items
from compare.chinese.sentences import Sentence, split
from compare.chinese.speakers import OFFICE, Voice, attribute, split_subjects
from compare.chinese.tone import Mark, Marks, Scales, demands, evidence, heads, read_marks, strongest, warmth_of
from compare.chinese.topics import Subjects, read_topics
from compare.records import PUBLISHER, Commitment, Context, Evidence, Obligation, Statement, Tone
from compare.statements import count_words

Spans = tuple[tuple[int, int], ...]


def read(text: str, context: Context) -> tuple[list[Statement], list[tuple[int, int, str]]]:
    """Statements of a Chinese text in order, and the spans left out with the reason.

    Offsets are code points into ``text``. The result depends on nothing but the arguments and the rules.
    """
    sentences, furniture = split(text)
    cast = cast_of.build(text, context)
    sentences = split_subjects(text, sentences, cast)
    voices = attribute(text, sentences, cast, lexicon.load("speech", "zh"), context.author)
    speakers = [v.reader for v in voices]
    said: dict[str, list[str]] = {}
    for s, speaker in zip(sentences, speakers, strict=True):
        if speaker not in cast.sides and speaker != OFFICE:
            said.setdefault(speaker, []).append(text[s.start : s.end])
    cast = cast_of.with_strangers(cast, {who: "".join(parts) for who, parts in said.items()})
    subjects = read_topics(text, sentences, speakers, cast, context, lexicon.load("topics", "zh"))
    asking = lexicon.load("obligation", "zh")
    plain = replace(asking, entries=tuple(e for e in asking.entries if not e.options.get("goes_on")))
    scales = Scales(
        lexicon.load("warmth", "zh"),
        plain,
        asking,
        *(lexicon.load(name, "zh") for name in ("commitment", "warning", "emphasis")),
    )
    statements: list[Statement] = []
    holder, group, asked = "", 0, False
    lead: Sentence | None = None
    for s, voice, about in zip(sentences, voices, subjects, strict=True):
        told = voice.reader == PUBLISHER and not about.topics
        going = demands(text, s, lead, asked)
        before = "" if s.first else holder
        marks = read_marks(text, s, voice.reader, about.topics, cast, scales, before, told=told, goes_on=going)
        holder, asked = marks.holder, any(m.match.entry.level == 2 for m in marks.obligation)
        lead = lead if heads(text, s) else s
        items = split_items(text, s.start, s.end, (*about.hits, *about.aside), _modals(marks))
        if not items:
            own: Spans = ((s.start, s.end),)
            statements.append(
                _statement(
                    text,
                    len(statements),
                    s,
                    (s.start, s.end),
                    "sentence",
                    -1,
                    own,
                    voice,
                    about,
                    about.topics,
                    marks,
                    (),
                )
            )
            continue
        taken = tuple((i.start, i.end) for i in items)
        rest = _rest(s.start, s.end, taken)
        listed = {t for i in items for t in i.topics}
        frame = tuple(t for t in about.topics if t not in listed)
        statements.append(
            _statement(
                text, len(statements), s, (s.start, s.end), "frame", group, rest, voice, about, frame, marks, taken
            )
        )
        for item in items:
            span = (item.start, item.end)
            statements.append(
                _statement(text, len(statements), s, span, "item", group, (span,), voice, about, item.topics, marks, ())
            )
        group += 1
    return statements, furniture


def _modals(marks: Marks) -> Spans:
    return tuple(sorted((m.match.start, m.match.end) for m in (*marks.obligation, *marks.commitment)))


def _rest(start: int, end: int, taken: Spans) -> Spans:
    """What is left of a span without the parts taken out of it."""
    left, at = [], start
    for a, b in sorted(taken):
        if a > at:
            left.append((at, a))
        at = max(at, b)
    if at < end:
        left.append((at, end))
    return tuple(left)


def _statement(
    text: str,
    index: int,
    s: Sentence,
    span: tuple[int, int],
    role: str,
    group: int,
    own: Spans,
    voice: Voice,
    about: Subjects,
    topics: tuple[str, ...],
    marks: Marks,
    taken: Spans,
) -> Statement:
    """One statement with what falls into its own words: marks inside an item belong to the item."""

    def mine(start: int, end: int) -> bool:
        return span[0] <= start and end <= span[1] and not any(a <= start and end <= b for a, b in taken)

    def kept(found: tuple[Mark, ...]) -> list[Mark]:
        return [m for m in found if mine(m.match.start, m.match.end)]

    warmth, duties, vows, warnings, stress = (
        kept(x) for x in (marks.warmth, marks.obligation, marks.commitment, marks.warning, marks.emphasis)
    )
    duty, vow = strongest(duties), strongest(vows)
    numbers = [(a, b) for a, b in marks.specificity if mine(a, b)]
    scale_evidence = [
        *(e for found in (warmth, duties, vows, warnings, stress) for e in evidence(text, found)),
        *(Evidence(a, b, text[a:b], "specificity", "zh.specific", 1) for a, b in numbers),
        *(m.evidence(text) for m in marks.blocked if mine(m.start, m.end)),
    ]
    tone = Tone(
        warmth=warmth_of(warmth),
        obligation=Obligation(duty.who, duty.match.entry.level, text[duty.match.start : duty.match.end])
        if duty
        else None,
        commitment=Commitment(vow.who, vow.match.entry.level, text[vow.match.start : vow.match.end]) if vow else None,
        warning=max((m.match.entry.level for m in warnings), default=0),
        emphasis=len(stress),
        specificity=len(numbers),
        evidence=tuple(sorted(scale_evidence, key=lambda e: (e.start, e.end, e.rule))),
    )
    return Statement(
        index=index,
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        paragraph=s.paragraph,
        role=role,
        group=group,
        speaker=voice.speaker,
        topics=topics,
        negated=tuple(t for t in topics if t in about.negated),
        tone=tone,
        words=sum(count_words(text[a:b], "zh") for a, b in own),
        own=own,
        evidence=(*voice.evidence, *(e for e in about.evidence if mine(e.start, e.end))),
    )
