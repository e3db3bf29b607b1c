"""A text on the page: its statements as blocks, the words that decide a score marked, the speaker in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.analysis import Reading
from compare.markup import Markup, join, line, tag, tip
from compare.palette import family, side_name
from compare.records import BOTH, PUBLISHER, Evidence, Statement
from compare.tables import COMMITMENT_WORDS, OBLIGATION_WORDS, evidence_of
from compare.topics import label

LAYER_NAMES = {
    "obligation": "Obligation",
    "commitment": "Commitment",
    "warning": "Warning",
    "warmth": "Warmth",
    "topic": "Topic",
    "speaker": "Speaker",
}


@dataclass(frozen=True, slots=True)
class Change:
    """Words ``[start, end)`` that another text has not, or has otherwise.

    kind: CSS class. note: said on hover. sign: before the words. stop: whether the keyboard stops there.
    """

    start: int
    end: int
    kind: str
    note: Markup
    sign: str = ""
    stop: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """What a statement is to those in other columns.

    tags: said below it. answers: places of its answers with the relation, for the browser. alone: whether it has none.
    """

    tags: tuple[Markup, ...] = ()
    answers: str = ""
    alone: bool = False


def place(readout_id: str, statement: Statement) -> str:
    """Name of a statement in addresses: ``readout@start``."""
    return f"{readout_id}@{statement.start}"


def runs(length: int, statements: Sequence[Statement]) -> list[tuple[int, int, Statement | None]]:
    """The whole text cut by owner: (start, end, statement or None for what stands between statements).

    An item owns its span; the sentence around it owns the rest. Every code point is in exactly one run.
    """
    cuts = sorted({0, length, *(s.start for s in statements), *(s.end for s in statements)})
    items = [s for s in statements if s.role == "item"]
    others = [s for s in statements if s.role != "item"]
    found: list[tuple[int, int, Statement | None]] = []
    for start, end in pairwise(cuts):
        owner = next((s for group in (items, others) for s in group if s.start <= start and end <= s.end), None)
        if found and found[-1][2] is owner:
            found[-1] = (found[-1][0], end, owner)
        else:
            found.append((start, end, owner))
    return found


def marked(
    text: str, start: int, end: int, evidence: Iterable[Evidence] = (), changes: Iterable[Change] = ()
) -> Markup:
    """``text[start:end]`` with the words of each evidence or change marked; a note on each says rule and value."""
    marks: list[Evidence | Change] = [*evidence, *changes]
    inside = [e for e in marks if e.start < end and e.end > start and e.end > e.start]
    cuts = sorted({start, end, *(max(start, e.start) for e in inside), *(min(end, e.end) for e in inside)})
    parts: list[Markup | str] = []
    for a, b in pairwise(cuts):
        here = [e for e in inside if e.start <= a and b <= e.end]
        if not here:
            parts.append(text[a:b])
            continue
        classes = " ".join(dict.fromkeys(_mark_class(e) for e in here))
        notes = [describe(e) if isinstance(e, Evidence) else e.note for e in here]
        signs = [e.sign for e in here if isinstance(e, Change) and e.sign and e.start == a]
        sign = tag("sup", *signs) if signs else None
        stop = 0 if any(isinstance(e, Evidence) or e.stop for e in here) else None
        parts.append(tag("mark", sign, text[a:b], tip(*notes), cls=classes, data_tip=True, tabindex=stop))
    return join(*parts)


def _mark_class(e: Evidence | Change) -> str:
    if isinstance(e, Change):
        return e.kind
    if e.layer == "warmth":
        return "m-warmth cold" if isinstance(e.value, int) and e.value < 0 else "m-warmth"
    return f"m-{e.layer}"


def describe(e: Evidence) -> Markup:
    """One evidence as a line of a note: scale and value, the words, the rule."""
    value = label(str(e.value)) if e.layer == "topic" else value_words(e.layer, e.value)
    name = LAYER_NAMES.get(e.layer, e.layer.capitalize())
    return tag(
        "span",
        tag("b", f"{name}: {value}"),
        tag("span", "“", e.quote, "”", cls="q") if e.quote else None,
        tag("span", f"rule {e.rule}", f" · not counted: {e.blocked}" if e.blocked else None, cls="rule"),
        cls="ev",
    )


def value_words(layer: str, value: str | int) -> str:
    """A value with its meaning: ``3 of 3, must (other)``; warmth with its sign. ``"other 3"`` names the holder too."""
    holder, _, level = str(value).rpartition(" ")
    if not level.lstrip("-").isdigit():
        return str(value)
    if layer == "warmth":
        return f"{int(level):+d} (−2 to +2)".replace("-", "−")
    words = {"obligation": OBLIGATION_WORDS, "commitment": COMMITMENT_WORDS}.get(layer, {}).get(int(level))
    return f"{level} of 3" + (f", {words}" if words else "") + (f" ({holder})" if holder else "")


def tone_tags(statement: Statement) -> list[Markup]:
    """What the statement scores, strongest scales first, each with its evidence in a note."""
    tone = statement.tone
    shown: list[tuple[str, str]] = []
    if tone.obligation:
        shown.append(("obligation", f"{OBLIGATION_WORDS[tone.obligation.level]} ({tone.obligation.holder})"))
    if tone.warning:
        shown.append(("warning", f"warning {tone.warning}"))
    if tone.commitment:
        shown.append(("commitment", f"{COMMITMENT_WORDS[tone.commitment.level]} ({tone.commitment.actor})"))
    if tone.warmth:
        shown.append(("warmth", f"warmth {tone.warmth:+d}".replace("-", "−")))
    return [_tone_tag(layer, words, [e for e in tone.evidence if e.layer == layer]) for layer, words in shown]


def _tone_tag(layer: str, words: str, evidence: Sequence[Evidence]) -> Markup:
    cold = " cold" if layer == "warmth" and "−" in words else ""
    note = tip(*map(describe, evidence)) if evidence else None
    return tag("span", words, note, cls=f"tone t-{layer}{cold}", data_tip=bool(note), tabindex=0 if note else None)


def speaker_words(reading: Reading, speaker: str) -> tuple[str, str]:
    """A speaker for the margin, and who that is: ('Trump', 'as China’s text has him say')."""
    publisher = side_name(reading.readout.side)
    if speaker == PUBLISHER:
        return "narration", f"Nobody is made to say this: {publisher}’s text reports it."
    if speaker == BOTH:
        return "both", f"Said of both leaders together by {publisher}’s text."
    side = reading.context.side_of(speaker)
    if side and side != reading.readout.side:
        return speaker, f"{speaker} as quoted by {publisher}’s text: not {side_name(side)}’s own words."
    return speaker, f"Attributed to {speaker} by {publisher}’s own text."


def other_mouth(reading: Reading, speaker: str) -> bool:
    """Whether words are put into the mouth of another side than the publisher's."""
    side = reading.context.side_of(speaker)
    return bool(side) and side != reading.readout.side


def block(
    reading: Reading,
    statement: Statement,
    spans: Sequence[tuple[int, int]],
    *,
    topic: str = "",
    tail: str = "",
    show_speaker: bool = True,
    again: bool = False,
    beside: Beside | None = None,
    changes: Sequence[Change] | None = None,
    anchor: str = "",
    here: bool = False,
) -> Markup:
    """A statement, or a piece of one, as a block.

    spans: the pieces of text to show. tail: punctuation after them. again: a further piece, without labels.
    beside: its answers in other columns. changes: marked instead of the words that decide the tone.
    anchor: prefix of the name by which it is brought into view. here: whether the address asks for it.
    """
    text = reading.revision.text
    evidence = [*evidence_of(statement.tone), *_topic_words(statement, topic)] if changes is None else []
    first = statement.topics[0] if statement.topics else "none"
    chosen = "" if not topic else " on" if topic in statement.topics else " off"
    who, note = speaker_words(reading, statement.speaker)
    quoted = " quoted" if other_mouth(reading, statement.speaker) else ""
    margin: Markup | None = None
    if show_speaker:
        margin = _margin(statement, who, note, quoted)
    elif not again and statement.role != "item":
        # A reader in the middle of a text still sees who speaks; where the speaker changes stands out.
        margin = tag("span", who, cls=f"name same{quoted}")
    said = [marked(text, a, b, evidence, changes or ()) for a, b in spans]
    labels = [_topic_tag(statement, t) for t in statement.topics]
    more = beside.tags if beside else ()
    tags = tag("p", *labels, *tone_tags(statement), *more, cls="tags") if not again else None
    name = place(reading.readout.id, statement)
    extra = " here" * here + " unanswered" * bool(beside and beside.alone)
    return tag(
        "div",
        tag("div", margin, cls="who"),
        tag(
            "div", tag("p", *said, tag("span", tail, cls="gap") if tail else None, lang=reading.revision.language), tags
        ),
        cls=f"st {statement.role} fam-{family(first)}{chosen}" + (" again" if again else "") + extra,
        data_st=name if beside else None,
        data_answers=beside.answers if beside and beside.answers else None,
        data_for=f"{anchor}-{name}" if anchor and not again else None,
    )


def _margin(statement: Statement, who: str, note: str, quoted: str) -> Markup:
    why = [describe(e) for e in statement.evidence if e.layer == "speaker"]
    return tag("span", who, tip(line(note), *why), cls=f"name{quoted}", data_tip=True, tabindex=0)


def _topic_evidence(statement: Statement, topic: str) -> list[Evidence]:
    return [e for e in statement.evidence if e.layer == "topic" and e.value == topic]


def _topic_words(statement: Statement, topic: str) -> list[Evidence]:
    # A topic carried over from the sentence before has no word here to mark.
    return [e for e in _topic_evidence(statement, topic) if not e.blocked and e.quote]


def _topic_tag(statement: Statement, topic: str) -> Markup:
    evidence = _topic_evidence(statement, topic)
    note = tip(*map(describe, evidence)) if evidence else None
    negated = " (said not discussed)" if topic in statement.negated else None
    return tag(
        "span",
        label(topic),
        negated,
        note,
        cls=f"topic fam-{family(topic)}",
        data_tip=bool(note),
        tabindex=0 if note else None,
    )


def full_text(
    reading: Reading,
    topic: str = "",
    *,
    beside: Mapping[int, Beside] | None = None,
    changes: Sequence[Change] | None = None,
    at: Iterable[str] = (),
) -> Markup:
    """The whole text of a reading as blocks, furniture and all, in its order.

    beside: answers by number of the statement. changes: see `block`. at: places the address asks for.
    """
    wanted = set(at)
    text, language = reading.revision.text, reading.revision.language
    parts: list[Markup] = []
    before: Statement | None = None
    seen: set[int] = set()
    for start, end, tail, statement in _pieces(text, reading.analysis.statements):
        if statement is None:
            words = marked(text, start, end, (), changes or ())
            parts.append(tag("p", words, tail, cls="furniture", lang=language))
            continue
        if before is not None and statement.paragraph != before.paragraph:
            parts.append(tag("div", cls="par"))
        parts.append(
            block(
                reading,
                statement,
                [(start, end)],
                topic=topic,
                tail=tail,
                show_speaker=before is None or statement.speaker != before.speaker,
                again=statement.index in seen,
                beside=(beside or {}).get(statement.index, Beside()),
                changes=changes,
                anchor="at",
                here=place(reading.readout.id, statement) in wanted,
            )
        )
        seen.add(statement.index)
        before = statement
    return join(*parts)


def _pieces(text: str, statements: Sequence[Statement]) -> list[tuple[int, int, str, Statement | None]]:
    """The runs of a text that have words: (start, end, punctuation up to the next of them, owner)."""
    pieces: list[tuple[int, int, str, Statement | None]] = []
    for start, end, owner in runs(len(text), statements):
        piece = text[start:end]
        worded = next((i for i, c in enumerate(piece) if c not in _CLOSING), len(piece))
        if pieces and worded and owner is not None and not any(c in "\n" for c in piece[:worded]):
            # What a piece begins with belongs to the line before it: ", and others" after an item.
            a, b, tail, before = pieces[-1]
            pieces[-1] = (a, b, (tail + piece[:worded]).rstrip(), before)
            start += worded
        elif pieces and owner is None and not any(c.isalnum() for c in piece):
            a, b, tail, before = pieces[-1]
            pieces[-1] = (a, b, (tail + piece).rstrip(), before)
            continue
        if text[start:end].strip():
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            pieces.append((start + lead, start + len(text[start:end].rstrip()), "", owner))
    return pieces


_CLOSING = frozenset(" \n,;:.!?)]”’»、，。；：！？）》】」』…")
