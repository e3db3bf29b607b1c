"""Findings about what was said: subjects, promises, demands, warnings, amounts, contradictions, own versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.amounts import DATE, MEASURE, Amount
from compare.evidence import Finding, Quote, Quoting, Side, country, search_of, short
from compare.pairing import Bead
from compare.promises import CONFIRMED, CONTRADICTED, ONE_SIDED, Promise, people
from compare.relations import CONTRADICTS, Pair
from compare.saying import ALL, GENERAL, Saying
from compare.topics import label, topics
from readouts.model import Event

_ANSWERED = 0.5
"""Likeness at which a statement answers another even where its own topic was read differently."""

DIGEST_NOTE = "Only a digest or an excerpt was searched: its silence is not the silence of the text."


def _words(quote: Quote, limit: int = 90) -> str:
    return f"“{short(quote.quote, limit)}”"


def _silent(side: Side, what: str) -> str:
    """The half of a sentence that says a side's text has nothing, as far as it was read."""
    name = side.text
    if side.silent_digest:
        return f"{name} does not mention {what} (the text itself was not searched)"
    return f"{name} do{'' if len(side.readings) > 1 else 'es'} not mention {what}"


def thing(topic: str) -> str:
    """A topic inside a sentence: labels with a first letter that is only a capital of position go lower."""
    text = label(topic)
    names = {"taiwan", "iran", "ukraine", "korea", "japan_history", "middle_east", "south_china_sea"}
    return text if topic in names or topic not in {t.id for t in topics()} else text[0].lower() + text[1:]


def _best(found: Sequence[Saying]) -> Saying:
    """The statement that says most of a topic: the sternest, then the longest, then the first."""
    return max(
        found, key=lambda s: (s.warning, s.obligation, s.commitment, min(s.statement.words, 40), -s.statement.start)
    )


def _examples(found: Sequence[Saying], quoting: Quoting) -> tuple[Quote, ...]:
    """The best statement first, then one of every other publication (another language)."""
    best = _best(found)
    result = [quoting.quote(best)]
    for readout_id in dict.fromkeys(s.readout_id for s in found):
        if readout_id != best.readout_id:
            result.append(quoting.quote(_best([s for s in found if s.readout_id == readout_id])))
    rest = [quoting.quote(s) for s in found if s.readout_id == best.readout_id and s is not best]
    return tuple(result + rest)


def _readable(quotes: Sequence[Quote]) -> Quote:
    """The quote to print in an English sentence: English where the side has it."""
    return next((q for q in quotes if q.language == "en"), quotes[0])


def one_sided_topics(here: Side, there: Side, pairs: Sequence[Pair], quoting: Quoting) -> list[Finding]:
    """Subjects that only one side's texts bring up, with the terms searched on the other."""
    result = []
    answered = {
        (p.left.readout_id, p.left.statement.index) for p in pairs if p.left and p.right and p.likeness >= _ANSWERED
    }
    for topic in topics():
        if topic.id in GENERAL:
            continue
        found = here.mentions(topic.id)
        if not found or there.mentions(topic.id) or there.negates(topic.id):
            continue
        if all((s.readout_id, s.statement.index) in answered or _answered_by_names(s, there) for s in found):
            continue
        quotes = _examples(found, quoting)
        lead = [s for s in found if s.readout_id == found[0].readout_id]
        share = sum(s.statement.words for s in lead) / max(
            1, sum(s.statement.words for s in here.sayings[lead[0].readout_id])
        )
        force = max(4 * s.warning + 3 * s.obligation + 2 * s.commitment for s in found)
        sentence = (
            f"Only {here.text} bring{'s' if len(here.readings) == 1 else ''} up {thing(topic.id)}: "
            f"{_words(_readable(quotes))}; {_silent(there, 'it')}."
        )
        result.append(
            Finding(
                "one-sided topic",
                sentence,
                round(min(96.0, 66 + 30 * share + force), 1),
                here.code,
                topic.id,
                quotes,
                (),
                search_of(there, topic.id),
                _indicative(here, there),
                DIGEST_NOTE if there.silent_digest else "",
                {"statements": len(lead), "share": round(share, 4)},
            )
        )
    return result


def _answered_by_names(s: Saying, there: Side) -> bool:
    """Whether the other side speaks of the same rare names (ministers, places) as this statement."""
    mine = people(s)
    return bool(mine) and any(mine <= people(o) for o in there.everything)


def _indicative(*sides: Side) -> bool:
    return any(side.lead.indicative for side in sides)


def said_not_discussed(here: Side, there: Side, quoting: Quoting) -> list[Finding]:
    """Subjects that a text says were not discussed, and what the other side's text says of them."""
    result = []
    for topic in topics():
        denied = here.negates(topic.id)
        if not denied:
            continue
        quotes = tuple(quoting.span(s.readout_id, *_sentence_span(s, here), s.speaker) for s in denied)
        mentioned = there.mentions(topic.id)
        also = there.negates(topic.id)
        start = f"{_upper(here.text)} says that {thing(topic.id)} was not discussed ({_words(quotes[0])})"
        if mentioned:
            answer = _examples(mentioned, quoting)
            sentence = f"{start}; {there.text} says it was: {_words(_readable(answer))}."
            kind, weight = "contradiction", 98.0
        elif also:
            answer = tuple(quoting.quote(s) for s in also)
            sentence, kind, weight = f"{start}; so does {there.text}.", "said not discussed", 50.0
        else:
            answer = ()
            sentence, kind, weight = f"{start}; {_silent(there, 'it')} either.", "said not discussed", 74.0
        result.append(
            Finding(
                kind,
                sentence,
                weight,
                here.code,
                topic.id,
                quotes,
                answer,
                () if answer else search_of(there, topic.id),
                _indicative(here, there),
                DIGEST_NOTE if there.silent_digest and not answer else "",
            )
        )
    return result


def _sentence_span(s: Saying, side: Side) -> tuple[int, int]:
    reading = next(r for r in side.readings if r.readout.id == s.readout_id)
    frame = next(
        (o for o in reading.analysis.statements if o.group == s.statement.group != -1 and o.role == "frame"),
        s.statement,
    )
    return frame.start, frame.end


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def promise_findings(here: Side, there: Side, made: Sequence[Promise], quoting: Quoting) -> list[Finding]:
    """One-sided and contradicted promises; items of one sentence together. Confirmed ones are no finding."""
    groups: dict[tuple[object, ...], list[Promise]] = {}
    for p in made:
        if p.status == CONFIRMED or (
            not p.saying.specific and p.actor == here.code and p.saying.speaker_side == here.code
        ):
            continue
        group = p.saying.statement.group
        key = (p.saying.readout_id, group if group >= 0 else f"s{p.saying.statement.index}", p.status, p.actor)
        groups.setdefault(key, []).append(p)
    return [_promise(here, there, found, quoting) for found in groups.values()]


def _promise(here: Side, there: Side, found: Sequence[Promise], quoting: Quoting) -> Finding:
    first = found[0]
    quotes = tuple(quoting.quote(p.saying) for p in found)
    answer = tuple(dict.fromkeys(quoting.quote(p.answer) for p in found if p.answer))
    who = "both sides" if first.actor == ALL else country(first.actor)
    verb = {
        3: "undertakes" if first.actor != ALL else "undertake",
        2: "is willing" if first.actor != ALL else "are willing",
    }
    does = verb.get(first.level, "considers" if first.actor != ALL else "consider")
    told = (
        f"{_upper(here.text)} says that {who} {does}: "
        if first.level != 2
        else f"{_upper(here.text)} says {who} {does}: "
    )
    if first.put_in_mouth and first.saying.speaker_side == first.actor:
        told = f"{_upper(here.text)} has {first.said_by} say: "
    words = "; ".join(_words(q, 70) for q in quotes[:3]) + ("; …" if len(quotes) > 3 else "")
    if first.status == CONTRADICTED:
        end = f"{there.text} contradicts it: {_words(answer[0])}."
    elif first.status == ONE_SIDED and answer:
        end = f"{there.text} does not say so; nearest to it is {_words(answer[0])}."
    else:
        end = f"{there.text} says nothing of it."
    if there.silent_digest and first.status != CONTRADICTED:
        end = f"{there.text} says nothing of it (the text itself was not searched)."
    topic = next((t for p in found for t in p.topics if t not in GENERAL), first.topics[0] if first.topics else "")
    weight = (
        52.0 + 6 * first.level + (12 if first.put_in_mouth else 0) + (12 if any(_measured(p) for p in found) else 0)
    )
    weight += 6 if topic == "taiwan" else 0
    weight -= 14 if topic in GENERAL or not topic else 0
    if first.status == CONTRADICTED:
        weight = 95.0
    return Finding(
        "promise",
        told + words + "; " + end,
        min(weight, 96.0),
        here.code,
        topic,
        quotes,
        answer,
        () if first.status == CONTRADICTED else search_of(there, topic if topic not in GENERAL else ""),
        _indicative(here, there),
        DIGEST_NOTE if there.silent_digest and first.status != CONTRADICTED else "",
        {"level": first.level},
    )


def _measured(p: Promise) -> bool:
    return any(m.kind == MEASURE for m in p.saying.amounts)


_FORCE = {1: "opposes", 2: "draws a line", 3: "threatens consequences"}


def language_findings(here: Side, there: Side, quoting: Quoting) -> list[Finding]:
    """Demands on the other side, and warnings, that only this side's text makes or makes more strongly."""
    result = []
    for topic in topics():
        mine = [s for s in here.said if topic.id in s.topics and s.speaker_side in (here.code, "")]
        theirs = [s for s in there.everything if topic.id in s.topics]
        demands = [s for s in mine if s.obligation and s.addressee and s.addressee != here.code]
        if demands:
            result += _demand(here, there, topic.id, demands, theirs, quoting)
        warned = [s for s in mine if s.warning >= 2]
        if warned:
            result += _warning(here, there, topic.id, warned, theirs, quoting)
    return result


_ASKS = {1: "asks of", 2: "says what it should do to", 3: "says what it must do to"}


def _demand(
    here: Side, there: Side, topic: str, demands: Sequence[Saying], theirs: Sequence[Saying], quoting: Quoting
) -> list[Finding]:
    top = max(demands, key=lambda s: s.obligation)
    answer = max(
        (s for s in theirs if s.obligation and s.addressee == top.addressee), key=lambda s: s.obligation, default=None
    )
    if answer and answer.obligation >= top.obligation:
        return []
    word = next((e.quote for e in top.quotes("obligation")), "")
    quote = quoting.quote(top)
    english = _same_in_english(here, top, quoting)
    told = english or quote
    on = "" if topic in GENERAL else f" on {thing(topic)}"
    what = {1: "asks something of", 2: "says what should be done by", 3: "says what must be done by"}[top.obligation]
    start = f"{_upper(here.text)} {what} {country(top.addressee)}{on}: {_words(told)}"
    if top.speaker_side:
        start = f"{_upper(here.text)} has {top.speaker} say what {country(top.addressee)} {_must(top.obligation)}{on}: {_words(told)}"
    if answer:
        end = f"{there.text} is milder: {_words(quoting.quote(answer))}."
    elif theirs:
        end = f"{there.text} names the subject but no such demand: {_words(quoting.quote(_nearest(theirs)))}."
    else:
        end = f"{_silent(there, 'the subject')}." if topic not in GENERAL else f"{there.text} has no such demand."
    weight = 40.0 + 9 * top.obligation + (20 if topic == "taiwan" else 0) - (10 if topic in GENERAL else 0)
    return [
        Finding(
            "stronger language",
            f"{start}; {end}",
            weight,
            here.code,
            topic,
            tuple(q for q in (quote, english) if q),
            tuple(quoting.quote(s) for s in theirs[:3]),
            search_of(there, topic),
            _indicative(here, there),
            DIGEST_NOTE
            if there.silent_digest
            else f"Decided by “{word}” (obligation {top.obligation})."
            if word
            else "",
            {"obligation": top.obligation, "obligation_there": answer.obligation if answer else 0},
        )
    ]


def _must(level: int) -> str:
    return {1: "is asked to do", 2: "should do", 3: "must do"}[level]


def _nearest(theirs: Sequence[Saying]) -> Saying:
    return max(theirs, key=lambda s: (s.warning, s.obligation, min(s.statement.words, 30), -s.statement.start))


def _warning(
    here: Side, there: Side, topic: str, warned: Sequence[Saying], theirs: Sequence[Saying], quoting: Quoting
) -> list[Finding]:
    top = max(warned, key=lambda s: (s.warning, -s.statement.start))
    other = max((s.warning for s in theirs), default=0)
    if other >= top.warning:
        return []
    quotes = [quoting.quote(s) for s in sorted(warned, key=lambda s: (-s.warning, s.statement.start))]
    english = [q for s in warned if (q := _same_in_english(here, s, quoting))]
    on = "" if topic in GENERAL else f" on {thing(topic)}"
    words = "; ".join(_words(q, 70) for q in (english or quotes)[:2])
    start = f"{_upper(here.text)} {_FORCE[top.warning]}{on}: {words}"
    if other:
        end = f"{there.text} {_FORCE[other]} at most: {_words(quoting.quote(_nearest(theirs)))}."
    elif theirs:
        end = f"{there.text} names the subject and warns of nothing: {_words(quoting.quote(_nearest(theirs)))}."
    else:
        end = f"{_silent(there, 'the subject')}." if topic not in GENERAL else f"{there.text} has no such warning."
    return [
        Finding(
            "stronger language",
            f"{start}; {end}",
            42.0 + 9 * top.warning + (18 if topic == "taiwan" else 0) - (8 if topic in GENERAL else 0) + 1,
            here.code,
            topic,
            tuple(dict.fromkeys(quotes + english)),
            tuple(quoting.quote(s) for s in theirs[:3]),
            search_of(there, topic),
            _indicative(here, there),
            DIGEST_NOTE if there.silent_digest else "",
            {"warning": top.warning, "warning_there": other},
        )
    ]


def _same_in_english(side: Side, s: Saying, quoting: Quoting) -> Quote | None:
    """The same statement in the side's own English version, found by speaker, topics and scales."""
    if s.language == "en":
        return None
    for o in side.everything:
        if (
            o.language == "en"
            and o.speaker == s.speaker
            and o.specific == s.specific
            and (o.obligation > 0, o.warning > 1, o.commitment > 0)
            == (s.obligation > 0, s.warning > 1, s.commitment > 0)
            and {m.key for m in o.amounts} == {m.key for m in s.amounts}
        ):
            return quoting.quote(o)
    return None


def number_findings(here: Side, there: Side, event: Event, quoting: Quoting) -> list[Finding]:
    """Amounts and dates that only one side's text gives. Goods and money one by one, other figures together."""
    theirs = {m.key for s in there.everything for m in s.amounts}
    only = [(s, m) for s in here.said for m in s.amounts if m.key not in theirs and not _of_event(m, event)]
    result = []
    measured: dict[str, list[tuple[Saying, Amount]]] = {}
    for s, m in only:
        if m.kind == MEASURE:
            measured.setdefault(next(iter(s.topics), ""), []).append((s, m))
    for topic, found in measured.items():
        given = " and ".join(f"“{m.quote}”" for _, m in found)
        on = f" ({thing(topic)})" if topic else ""
        result.append(
            _figures(
                here,
                there,
                found,
                f"{given}{on} stand{'s' if len(found) == 1 else ''} only in",
                78.0,
                topic,
                "number",
                quoting,
            )
        )
    dates = [(s, m) for s, m in only if m.kind == DATE and m.unit in ("month", "day") and s.specific]
    by_topic: dict[str, list[tuple[Saying, Amount]]] = {}
    for s, m in dates:
        by_topic.setdefault(sorted(s.specific)[0], []).append((s, m))
    for topic, found in by_topic.items():
        given = ", ".join(dict.fromkeys(f"“{m.quote}”" for _, m in found))
        result.append(
            _figures(
                here, there, found, f"The date {given} ({thing(topic)}) stands only in", 58.0, topic, "date", quoting
            )
        )
    counts = [(s, m) for s, m in only if m.kind not in (MEASURE, DATE) and m.unit]
    if counts:
        given = ", ".join(dict.fromkeys(f"“{m.quote}”" for _, m in counts[:6]))
        result.append(
            _figures(here, there, counts, f"Figures such as {given} stand only in", 24.0, "", "number", quoting)
        )
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
        f"{start} {here.text}.",
        weight,
        here.code,
        topic,
        tuple(quoting.quote(s, m.start, m.end) for s, m in found),
        (),
        search_of(there, terms=tuple(dict.fromkeys(m.quote for _, m in found))),
        _indicative(here, there),
        DIGEST_NOTE if there.silent_digest else "",
    )


def _of_event(m: Amount, event: Event) -> bool:
    """The day, month or year of the event itself."""
    return m.kind == DATE and m.value in (event.date.day, event.date.month, event.date.year)


def contradictions(left: Side, right: Side, pairs: Iterable[Pair], quoting: Quoting) -> list[Finding]:
    """Statements of the two sides that exclude each other, with the check that found it."""
    result = []
    for p in pairs:
        if p.relation != CONTRADICTS or not p.left or not p.right:
            continue
        checks = [c for c in p.checks if c.verdict == "opposed"]
        if all(c.name == "discussed" for c in checks):
            continue
        a, b = quoting.quote(p.left), quoting.quote(p.right)
        why = "; ".join(f"{c.name}: {c.left} / {c.right}" for c in checks)
        result.append(
            Finding(
                "contradiction",
                f"{_upper(left.text)} and {right.text} do not agree: {_words(a)} / {_words(b)} ({why}).",
                90.0,
                "",
                p.topics[0] if p.topics else "",
                (a,),
                (b,),
                (),
                _indicative(left, right),
            )
        )
    return result


def version_findings(side: Side, first: str, second: str, beads: Sequence[Bead], quoting: Quoting) -> list[Finding]:
    """Gaps of degree or substance between two of a side's own versions (readout ids ``first`` and ``second``)."""
    result = []
    for bead in beads:
        heavy = [r for r in bead.reasons if r.gap in ("degree", "substantive")]
        if not heavy:
            continue
        here = tuple(quoting.span(first, a, b) for a, b in bead.left)
        there = tuple(quoting.span(second, a, b) for a, b in bead.right)
        about = [
            t for s in side.sayings[first] for t in s.topics if any(a <= s.statement.start < b for a, b in bead.left)
        ]
        topic = next((t for t in about if t not in GENERAL), about[0] if about else "")
        parts = [
            f"{' · '.join(f'“{q}”' for q in r.left[:2]) or 'nothing'} against {' · '.join(f'“{q}”' for q in r.right[:2]) or 'nothing'}"
            for r in heavy
            if r.left or r.right
        ]
        on = "" if topic in GENERAL or not topic else f" on {thing(topic)}"
        name = {q.readout_id: f"{q.language.upper()}, {q.publisher}" for q in (*here, *there)}
        demand = any(r.check in ("demand", "stance", "negation", "numbers") for r in heavy)
        weight = (
            36.0 + (14 if bead.gap == "substantive" else 0) + (14 if demand else 0) + (12 if topic == "taiwan" else 0)
        )
        result.append(
            Finding(
                "version gap",
                f"China’s own versions differ{on}: {'; '.join(parts)} ({name[first]} against {name[second]}; gap of {bead.gap if bead.gap != 'substantive' else 'substance'})."
                if side.code == "CN"
                else f"The {side.text[4:]} differ{on}: {'; '.join(parts)} ({name[first]} against {name[second]}; gap of {bead.gap}).",
                weight,
                side.code,
                topic,
                here,
                there,
                (),
                _indicative(side),
                "; ".join(r.why for r in heavy),
            )
        )
    return result
