"""Findings about what was said: subjects, promises, demands, warnings, amounts, contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from compare.amounts import DATE, MEASURE, Amount, written
from compare.analysis import Reading
from compare.carrying import carried
from compare.evidence import Finding, Quote, Quoting, Searched, Side, country, search_of, short, the_text
from compare.pairing import Bead
from compare.passing import Passing, describe
from compare.promises import people
from compare.records import PUBLISHER, Evidence
from compare.relations import CONTRADICTS, OPPOSED, Pair
from compare.saying import ALL, GENERAL, THIRD, Saying
from compare.topics import label, topics
from readouts.model import Event, Fidelity

DIGEST_NOTE = "Only a digest or an excerpt was searched: its silence is not the silence of the text."

_ANSWERED = 0.7
"""Likeness at which a statement answers another even where its own topic was read differently."""

WATCHED = frozenset({"taiwan", "south_china_sea", "iran", "ukraine", "middle_east", "korea", "visit"})
"""Subjects on which silence is read as a signal, however short the other side's mention of it."""

_NAMES = {
    "visit": "leaders’ visits to each other",
    "nuclear_arms": "strategic stability or nuclear arms",
    "multilateral": "alliances or multilateral bodies",
    "human_rights": "human rights, the political system or detained citizens",
    "japan_history": "Japan or the Second World War",
    "agriculture": "farm goods",
    "people": "exchanges between people",
    "korea": "the Korean Peninsula",
    "middle_east": "the Middle East",
    "south_china_sea": "the South China Sea",
    "military": "the military",
}
_PROPER = frozenset({"taiwan", "iran", "ukraine"})


def thing(topic: str) -> str:
    """A topic as a sentence names it."""
    text = label(topic)
    return _NAMES.get(topic) or (text if topic in _PROPER else text[:1].lower() + text[1:])


def _on(topic: str) -> str:
    return "" if topic in GENERAL or not topic else f" on {thing(topic)}"


def owner(side: str) -> str:
    """A side as the owner of something: “China’s”, “the United States’”."""
    name = country(side)
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _silent(side: Side, what: str, topic: str = "") -> str:
    """The half of a sentence that says a side's text has nothing, as far as it was read.

    A text that has a word of the topic in passing is not silent: the word is named, and what it was read under.
    """
    aside = side.in_passing(topic) if topic and topic not in GENERAL else []
    if aside:
        reading, p = aside[0]
        text = the_text(side.code, (reading,))
        under = [thing(t) for t in p.under if t not in GENERAL]
        read = f", read there as part of {' and '.join(under[:2])}" if under else ""
        word = p.quote if reading.revision.fidelity == Fidelity.DIGEST else f"“{p.quote}”"
        return f"{text} has no more than the word {word}{read}"
    told = f"{side.text} {side.does('does', 'do')} not mention {what}"
    return f"{told} (the text itself was not searched)" if side.silent_digest else told


def upper(text: str) -> str:
    """A sentence with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _best(found: Sequence[Saying]) -> Saying:
    """The statement that says most of a topic: the sternest, then the longest, then the first."""
    return max(
        found, key=lambda s: (s.warning, s.obligation, s.commitment, min(s.statement.words, 40), -s.statement.start)
    )


def _examples(found: Sequence[Saying], quoting: Quoting) -> tuple[Quote, ...]:
    """The best statement first with its English, then the others of its text, then one of every other text."""
    best = _best([s for s in found if s.readout_id == found[0].readout_id])
    quotes = [*quoting.both(best)]
    quotes += [quoting.quote(s) for s in found if s.readout_id == best.readout_id and s is not best]
    for readout_id in dict.fromkeys(s.readout_id for s in found if s.readout_id != best.readout_id):
        quotes.append(quoting.quote(_best([s for s in found if s.readout_id == readout_id])))
    return tuple(dict.fromkeys(quotes))


def indicative(*sides: Side) -> bool:
    """Whether a finding on these sides rests on anything but official text."""
    return any(side.lead.indicative for side in sides)


def one_sided_topics(here: Side, there: Side, pairs: Sequence[Pair], quoting: Quoting) -> list[Finding]:
    """Subjects that only one side's texts bring up, with the terms searched on the other.

    A statement that the other side answers (likeness, or the same ministers and places) is no silence.
    """
    result = []
    answered = {
        (p.left.readout_id, p.left.statement.index) for p in pairs if p.left and p.right and p.likeness >= _ANSWERED
    }
    for topic in topics():
        found = here.mentions(topic.id)
        if topic.id in GENERAL or not found or there.mentions(topic.id) or there.negates(topic.id):
            continue
        if all((s.readout_id, s.statement.index) in answered or _answered_by_names(s, there) for s in found):
            continue
        lead = [s for s in found if s.readout_id == found[0].readout_id]
        total = sum(s.statement.words for s in here.sayings[lead[0].readout_id]) or 1
        share = sum(s.statement.words for s in lead) / total
        force = max(_force(s) for s in found)
        watched = 10 if topic.id in WATCHED else 0
        aside = there.in_passing(topic.id)
        digest = here.digest_only(found)
        if digest:
            only = the_text(here.code, [r for r in here.readings if r.revision.fidelity == Fidelity.DIGEST])
            told = "; ".join(quoting.words(s, "topic", 80).rstrip(".") for s in _first_and_best(lead))
            start = f"Only {only} brings up {thing(topic.id)}: {told}"
        else:
            told = "; ".join(dict.fromkeys(quoting.told(s, "topic", 80) for s in _first_and_best(lead)))
            start = f"Only {here.text} {here.does('brings', 'bring')} up {thing(topic.id)}"
            start += f"{' as a subject' if aside else ''}: {told}"
        sentence = f"{start}; {_silent(there, 'it', topic.id)}."
        result.append(
            Finding(
                "one-sided topic",
                sentence,
                round(min(96.0, 68 + 30 * share + force + watched) - (30 if aside or digest else 0), 1),
                here.code,
                topic.id,
                _examples(found, quoting),
                _quotes_aside(aside, quoting),
                () if aside else search_of(there, topic.id),
                digest or indicative(here, there),
                _why_aside(aside) if aside else DIGEST_NOTE if there.silent_digest else "",
                {"statements": len(lead), "share": round(share, 4)},
            )
        )
    return result


def _quotes_aside(aside: Iterable[tuple[Reading, Passing]], quoting: Quoting) -> tuple[Quote, ...]:
    """The statements in which words of a topic stand in passing."""
    found = (quoting.span(r.readout.id, p.statement.start, p.statement.end, p.statement.speaker) for r, p in aside)
    return tuple(dict.fromkeys(found))


def _why_aside(aside: Iterable[tuple[Reading, Passing]]) -> str:
    return f"Not counted as a mention: {describe(dict.fromkeys(p for _, p in aside))}."


def _force(s: Saying) -> int:
    """Weight of what a statement itself says; what its enumeration says of many subjects weighs on none of them."""
    tone = s.statement.tone
    asked = 3 * s.obligation if s.addressee and tone.obligation else 0
    return 4 * tone.warning + asked + (2 * s.commitment if tone.commitment else 0)


def _first_and_best(found: Sequence[Saying]) -> list[Saying]:
    """The statement that says most, and before it the first where that is another."""
    first, best = found[0], _best(found)
    return [best] if best is first else sorted((first, best), key=lambda s: s.statement.start)


def _answered_by_names(s: Saying, there: Side) -> bool:
    mine = people(s)
    return bool(mine) and any(mine <= people(o) for o in there.everything)


def said_not_discussed(here: Side, there: Side, quoting: Quoting) -> list[Finding]:
    """Subjects that a text says were not discussed, and what the other side's text says of them.

    Where the same side's texts go into the subject elsewhere, only the matter denied is named.
    """
    result = []
    for topic in topics():
        denied = here.negates(topic.id)
        if not denied:
            continue
        quotes = tuple(quoting.quote(s) for s in denied)
        if here.mentions(topic.id):
            result.append(_one_matter_denied(here, there, topic.id, denied, quoting))
            continue
        start = f"{upper(here.text)} {here.does('says', 'say')} that {thing(topic.id)} was not discussed"
        start += f" ({quoting.marked(denied[0], short(denied[0].sentence))})"
        mentioned, also = there.mentions(topic.id), there.negates(topic.id)
        answer: tuple[Quote, ...] = ()
        if mentioned:
            answer = _examples(mentioned, quoting)
            sentence = f"{start}; {there.text} {there.does('says', 'say')} it was: {quoting.told(_best(mentioned))}."
            kind, weight = "contradiction", 98.0
        elif also:
            answer = tuple(quoting.quote(s) for s in also)
            sentence, kind, weight = f"{start}; so {there.does('does', 'do')} {there.text}.", "said not discussed", 50.0
        else:
            sentence, kind, weight = f"{start}; {_silent(there, 'it', topic.id)} either.", "said not discussed", 74.0
            answer = _quotes_aside(there.in_passing(topic.id), quoting)
        searched = () if answer else search_of(there, topic.id)
        note = DIGEST_NOTE if there.silent_digest and not answer else ""
        result.append(
            Finding(
                kind, sentence, weight, here.code, topic.id, quotes, answer, searched, indicative(here, there), note
            )
        )
    return result


def _one_matter_denied(here: Side, there: Side, topic: str, denied: Sequence[Saying], quoting: Quoting) -> Finding:
    """A matter said not to have been discussed in a text that speaks of its subject elsewhere: no denial of that."""
    words = "; ".join(dict.fromkeys(quoting.marked(s, short(s.sentence)) for s in denied))
    start = f"{upper(here.text)} {here.does('says', 'say')} of one matter that it was not discussed: {words}"
    other = there.mentions(topic)
    end = f"{there.text} {there.does('speaks', 'speak')} of {thing(topic)}: {quoting.told(_best(other))}"
    return Finding(
        "said not discussed",
        f"{start}; {end if other else _silent(there, 'the subject', topic)}.",
        46.0,
        here.code,
        topic,
        tuple(quoting.quote(s) for s in denied),
        _examples(other, quoting) if other else _quotes_aside(there.in_passing(topic), quoting),
        () if other else search_of(there, topic),
        indicative(here, there),
        DIGEST_NOTE if there.silent_digest and not other else "",
    )


def language_findings(here: Side, there: Side, quoting: Quoting) -> list[Finding]:
    """Demands on the other side, and warnings, that only this side's text makes or makes more strongly."""
    result = []
    told: set[tuple[str, int]] = set()
    for topic in sorted(topics(), key=lambda t: t.id in GENERAL):
        mine = [s for s in here.said if topic.id in s.topics and s.speaker_side in (here.code, "")]
        # One sentence is one demand or warning, however many subjects it lists.
        mine = [s for s in mine if (s.readout_id, s.sentence_start) not in told]
        theirs = there.mentions(topic.id)
        stern = [s for s in warned_on(here, topic.id) if s.warning >= 2 and s.readout_id == here.lead.readout.id]
        stern = [s for s in stern if s.speaker_side in (here.code, "")]
        warned = [s for s in stern if (s.readout_id, s.sentence_start) not in told]
        demands = [s for s in mine if s.obligation and s.addressee and s.addressee != here.code and not invites(s)]
        told |= {(s.readout_id, s.sentence_start) for s in (*warned, *demands)}
        nobody = [s for s in mine if s.speaker_side == here.code and (s.readout_id, s.sentence_start) not in told]
        nobody = [s for s in nobody if _of_nobody(s)]
        told |= {(s.readout_id, s.sentence_start) for s in nobody}
        if nobody:
            result += _impersonal(here, there, topic.id, nobody, theirs, quoting)
        if demands:
            result += _demand(here, there, topic.id, demands, theirs, quoting)
        if warned:
            result += _warning(here, there, topic.id, warned, theirs, quoting)
    return result


_INVITES = re.compile(r"invit|welcom|邀|欢迎|приглаш|приглас|приветств", re.IGNORECASE)


def invites(s: Saying) -> bool:
    """Whether all that a statement asks is to come, to take part, to study: a courtesy, and no demand."""
    asked = s.quotes("obligation")
    return bool(asked) and s.obligation == 1 and all(_INVITES.search(e.quote) for e in asked)


_CONSEQUENCES = re.compile(r"consequence|后果|影响|危机|последстви", re.IGNORECASE)


def _names_consequences(e: Evidence) -> bool:
    return bool(_CONSEQUENCES.search(f"{e.rule} {e.quote}"))


def _warns(s: Saying) -> tuple[str, str]:
    """What a warning does, as a verb: naming what would follow is no line drawn."""
    first = next((e for e in s.quotes("warning") if e.value == s.warning), None)
    if s.warning == 2 and first and _names_consequences(first):
        return "names consequences", "name consequences"
    return _WARNS[s.warning]


def warned_on(side: Side, topic: str) -> list[Saying]:
    """Statements of a side's texts that warn on a subject, the lead text's first.

    Who would suffer ("a crisis of trade, energy, food") is not what is warned of: a sentence that names only them
    warns on what stands before in its paragraph.
    """
    own = [s for s in side.everything if s.warning and topic in s.topics]
    first = side.lead.readout.id
    return sorted([*own, *(s for s in _consequences(side) if topic in s.topics)], key=lambda s: s.readout_id != first)


def _consequences(side: Side) -> list[Saying]:
    """Sentences whose warning governs none of their items, on the subject that stands before the warning."""
    result = []
    for reading in side.readings:
        said = [s for s in side.sayings[reading.readout.id] if s.specific]
        for frame in carried(reading.analysis.statements):
            words = [e for e in frame.tone.evidence if e.layer == "warning" and not e.blocked]
            if frame.role != "frame" or frame.topics or not frame.tone.warning or not words:
                continue
            place = min(e.start for e in words)
            near = [s for s in said if s.statement.paragraph == frame.paragraph and s.statement.start < place]
            if near:
                whole = replace(near[-1], statement=frame, sentence=frame.text, sentence_start=frame.start)
                result.append(replace(whole, warning=frame.tone.warning, evidence=tuple(words)))
    return result


_MUST = {1: "is asked to do", 2: "should do", 3: "must do"}
_WARNS = {
    1: ("states a position", "state a position"),
    2: ("draws a line", "draw a line"),
    3: ("threatens", "threaten"),
}


def _demand(
    here: Side, there: Side, topic: str, demands: Sequence[Saying], theirs: Sequence[Saying], quoting: Quoting
) -> list[Finding]:
    top = max(demands, key=lambda s: (s.obligation, -s.statement.start))
    answer = max(
        (s for s in theirs if s.obligation and s.obliged in (top.addressee, ALL)),
        key=lambda s: s.obligation,
        default=None,
    )
    if answer and answer.obligation >= top.obligation:
        return []
    # A version that asks more or less than the lead text is no illustration of it.
    same = quoting.english(top).obligation == top.obligation
    words = quoting.told(top, "obligation") if same else quoting.marked(top, short(top.text))
    told = f"what {country(top.addressee)} {_MUST[top.obligation]}{_on(topic)}: {words}"
    start = f"{upper(here.text)} {here.does('says', 'say')} {told}"
    if top.speaker_side:
        start = f"{upper(here.text)} {here.does('has', 'have')} {top.speaker} say {told}"
    return [_harder(here, there, topic, start, 40.0, top, answer, theirs, quoting)]


def _harder(
    here: Side,
    there: Side,
    topic: str,
    start: str,
    weight: float,
    top: Saying,
    answer: Saying | None,
    theirs: Sequence[Saying],
    quoting: Quoting,
) -> Finding:
    """A demand that the other text has no like of, or only a milder one. start: the finding's sentence so far."""
    if answer:
        end = f"{there.text} {there.does('is', 'are')} milder: {quoting.told(answer, 'obligation')}"
    else:
        end = _no_such(there, topic, theirs, "no such demand", quoting)
    word = quoting.marked(top, next((e.quote for e in top.quotes("obligation")), ""))
    return Finding(
        "stronger language",
        f"{start}; {end}.",
        weight + 9 * top.obligation + (20 if topic == "taiwan" else 0) - (10 if topic in GENERAL else 0),
        here.code,
        topic,
        quoting.both(top),
        tuple(quoting.quote(s) for s in theirs[:3]),
        search_of(there, topic),
        indicative(here, there),
        DIGEST_NOTE if there.silent_digest else f"Decided by {word} (obligation {top.obligation}).",
        {"obligation": top.obligation, "obligation_there": answer.obligation if answer else 0},
    )


_ENDING = re.compile(
    r"\b(?:end|ends|ended|ending|stop|stopp\w+|cease|ceas\w+|halt\w*|withdraw\w*|refrain\w*)\b"
    r"|\b(?:прекращ|прекрат|остановк|останов(?:ит|ле)|приостан|вывод|вывест|отказ)\w*"
    r"|停止|结束|终止|停火|撤军|撤出|放弃|不得",
    re.IGNORECASE,
)


def _of_nobody(s: Saying) -> bool:
    """Whether a statement demands without saying of whom, and no matter of course: that something end, or else."""
    return s.obligation >= 2 and s.obliged == THIRD and bool(s.warning or _ENDING.search(s.text))


def _impersonal(
    here: Side, there: Side, topic: str, demands: Sequence[Saying], theirs: Sequence[Saying], quoting: Quoting
) -> list[Finding]:
    """The hardest demand on a subject that names nobody who has to meet it, where the other text asks for less."""
    top = max(demands, key=lambda s: (s.obligation, s.warning, -s.statement.start))
    same = (s for s in theirs if s.obligation and _ENDING.search(s.text))
    answer = max(same, key=lambda s: s.obligation, default=None)
    if answer and answer.obligation >= top.obligation:
        return []
    what = f"what {'must' if top.obligation == 3 else 'should'} be done{_on(topic)}"
    says = f"{here.does('says', 'say')} {what}" if top.speaker == PUBLISHER else ""
    says = says or f"{here.does('has', 'have')} {top.speaker} say {what}"
    start = f"{upper(here.text)} {says}: {quoting.told(top, 'obligation', 140)}"
    return [_harder(here, there, topic, start, 56.0 if top.warning else 40.0, top, answer, theirs, quoting)]


def _no_such(there: Side, topic: str, theirs: Sequence[Saying], what: str, quoting: Quoting) -> str:
    if theirs and topic not in GENERAL:
        near = max(theirs, key=lambda s: (s.warning, s.obligation, min(s.statement.words, 30), -s.statement.start))
        return f"{there.text} {there.does('brings', 'bring')} the subject up with {what}: {quoting.told(near, 'topic')}"
    if topic in GENERAL:
        return f"{there.text} {there.does('has', 'have')} {what}"
    return _silent(there, "the subject", topic)


def _warning(
    here: Side, there: Side, topic: str, warned: Sequence[Saying], theirs: Sequence[Saying], quoting: Quoting
) -> list[Finding]:
    warned = sorted(warned, key=lambda s: (-s.warning, s.statement.start))
    other = max(warned_on(there, topic), key=lambda s: s.warning, default=None)
    # Said of other things, in a passage on this subject.
    apart = other is not None and topic not in other.statement.topics
    if other and other.warning >= warned[0].warning and not apart:
        return []
    words = "; ".join(dict.fromkeys(quoting.told(s, "warning", 80) for s in warned[:2]))
    start = f"{upper(here.text)} {here.does(*_warns(warned[0]))}{_on(topic)}: {words}"
    if other and apart:
        end = f"{there.text} {there.does(*_warns(other))} of another kind: {quoting.told(other, 'warning')}"
    elif other and other.warning:
        goes = there.does(*_warns(other))
        end = f"{there.text} {goes} and {there.does('goes', 'go')} no further: {quoting.told(other, 'warning')}"
    else:
        end = _no_such(there, topic, theirs, "no such warning", quoting)
    return [
        Finding(
            "stronger language",
            f"{start}; {end}.",
            43.0 + 9 * warned[0].warning + (18 if topic == "taiwan" else 0) - (8 if topic in GENERAL else 0),
            here.code,
            topic,
            tuple(dict.fromkeys(q for s in warned for q in quoting.both(s))),
            tuple(quoting.quote(s) for s in theirs[:3]),
            search_of(there, topic),
            indicative(here, there),
            DIGEST_NOTE if there.silent_digest else "",
            {"warning": warned[0].warning, "warning_there": other.warning if other else 0},
        )
    ]


def number_findings(here: Side, there: Side, event: Event, quoting: Quoting) -> list[Finding]:
    """Amounts and dates that only one side's text gives. Goods and money by topic, other figures together."""
    theirs = {m.key for s in there.everything for m in s.amounts}
    only = [(s, m) for s in here.said for m in s.amounts if m.key not in theirs and not _of_event(m, event)]
    result = []
    for kind, units, weight in (("number", None, 78.0), ("date", ("month", "day"), 58.0)):
        by_topic: dict[str, list[tuple[Saying, Amount]]] = {}
        for s, m in only:
            wanted = m.kind == MEASURE if units is None else m.kind == DATE and m.unit in units and bool(s.specific)
            if wanted:
                by_topic.setdefault(next((t for t in s.topics if t not in GENERAL), ""), []).append((s, m))
        for topic, found in by_topic.items():
            given = " and ".join(dict.fromkeys(quoting.marked(s, m.quote) for s, m in found))
            about = f" ({thing(topic)})" if topic else ""
            verb = "stands" if len({m.quote for _, m in found}) == 1 else "stand"
            start = f"{'The date ' if kind == 'date' else ''}{given}{about} {verb} only in {here.text}"
            result.append(_figures(here, there, found, start, weight, topic, kind, quoting))
    counts = [(s, m) for s, m in only if m.kind not in (MEASURE, DATE) and m.unit]
    if counts:
        given = ", ".join(dict.fromkeys(quoting.marked(s, m.quote) for s, m in counts[:6]))
        start = f"Only {here.text} {here.does('gives', 'give')} such figures as {given}"
        result.append(_figures(here, there, counts, start, 24.0, "", "number", quoting))
    return result


def _figures(
    here: Side,
    there: Side,
    found: Sequence[tuple[Saying, Amount]],
    start: str,
    weight: float,
    topic: str,
    kind: str,
    quoting: Quoting,
) -> Finding:
    return Finding(
        kind,
        f"{start}{' (the other text itself was not searched)' if there.silent_digest else ''}.",
        weight,
        here.code,
        topic,
        tuple(quoting.quote(s, m.start, m.end) for s, m in found),
        (),
        _searched_for(there, found),
        indicative(here, there),
        DIGEST_NOTE if there.silent_digest else "",
    )


def _searched_for(there: Side, found: Sequence[tuple[Saying, Amount]]) -> tuple[Searched, ...]:
    """The texts of the other side as searched for amounts, each as its language writes them."""
    result = []
    languages = {r.readout.id: r.revision.language for r in there.readings}
    for one in search_of(there):
        code = languages[one.readout_id]
        terms = [m.quote if s.language == code else written(m, code) or _NO_EQUAL for s, m in found]
        result.append(replace(one, terms=tuple(dict.fromkeys(terms))))
    return tuple(result)


_NO_EQUAL = "no equal amount"


def _of_event(m: Amount, event: Event) -> bool:
    """The day, month or year of the event itself."""
    return m.kind == DATE and m.value in (event.date.day, event.date.month, event.date.year)


def contradictions(left: Side, right: Side, pairs: Iterable[Pair], quoting: Quoting) -> list[Finding]:
    """Statements of the two sides that exclude each other, with the check that found it."""
    result = []
    for p in pairs:
        checks = [c for c in p.checks if c.verdict == OPPOSED and c.name != "discussed"]
        if p.relation != CONTRADICTS or not p.left or not p.right or not checks:
            continue
        why = "; ".join(f"{c.name}: {c.left} / {c.right}" for c in checks)
        words = f"{quoting.told(p.left)} / {quoting.told(p.right)}"
        result.append(
            Finding(
                "contradiction",
                f"{upper(left.text)} and {right.text} do not agree{_on(next(iter(p.topics), ''))}: {words} ({why}).",
                90.0,
                "",
                p.topics[0] if p.topics else "",
                quoting.both(p.left),
                quoting.both(p.right),
                (),
                indicative(left, right),
            )
        )
    return result


_MODAL = {"demand": 64.0, "readiness": 60.0}
"""Weight of a gap in how strongly something is asked or undertaken: before all others between versions."""


def version_findings(side: Side, first: str, second: str, beads: Sequence[Bead], quoting: Quoting) -> list[Finding]:
    """Gaps of degree or substance between two of a side's own versions (readout ids ``first`` and ``second``)."""
    result = []
    for bead in beads:
        heavy = [r for r in bead.reasons if r.gap in ("degree", "substantive") and (r.left or r.right)]
        if not heavy:
            continue
        here = tuple(quoting.span(first, a, b) for a, b in bead.left)
        there = tuple(quoting.span(second, a, b) for a, b in bead.right)
        starts = [s for s in side.sayings[first] if any(a <= s.statement.start < b for a, b in bead.left)]
        about = [t for s in starts for t in s.topics]
        topic = next((t for t in about if t not in GENERAL), about[0] if about else "")
        parts = [f"{_either(r.left)} against {_either(r.right)} ({r.why})" for r in heavy]
        names = [f"{q.publisher}, {q.language}" for q in (here[0], there[0])]
        modal = next((w for check, w in _MODAL.items() if any(r.check == check for r in heavy)), 0.0)
        serious = any(r.check in ("stance", "negation", "numbers") for r in heavy)
        weight = modal or 36.0 + (8 if bead.gap == "substantive" else 0) + (8 if serious else 0)
        result.append(
            Finding(
                "version gap",
                f"{upper(owner(side.code))} own versions differ{_on(topic)}: {'; '.join(parts)} "
                f"[{names[0]} | {names[1]}], a gap of {'substance' if bead.gap == 'substantive' else 'degree'}.",
                weight + (6 if topic == "taiwan" else 0),
                side.code,
                topic,
                here,
                there,
                (),
                indicative(side),
                "; ".join(map(str, heavy)),
            )
        )
    return result


def _either(words: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(f"“{w}”" for w in words)) or "nothing"
