"""Findings about how it was told: who asked for the call, share and order, names, atmosphere, release."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from compare import concepts
from compare.analysis import Comparison, Reading
from compare.evidence import Finding, Quote, Quoting, Side, search_of, the_text
from compare.records import BOTH, PUBLISHER, Statement
from compare.report_words import clock, percent
from compare.saying import GENERAL
from compare.substance import DIGEST_NOTE, thing
from compare.wording import variants
from readouts.errors import InputError

_REQUEST = {
    "en": re.compile(
        r"\b(?:at|upon) (?:the (?:request|initiative|invitation)(?: of [^,.;]{2,40})?|(?:his|her|[A-Z][\w.]+"
        r"(?: [A-Z][\w.]+)?['’]s) (?:request|initiative|invitation)|request|invitation)\b"
        r"|\b(?:initiated|requested) (?:by|the call)\b"
    ),
    "zh": re.compile(r"应约|应[^，。；]{2,14}?(?:请求|要求|提议)"),
    "ru": re.compile(
        r"\bпо (?:инициативе|просьбе|запросу)(?: [^,.;]{2,40}?(?= состоял| прошл| с |,|\.|$))?", re.IGNORECASE
    ),
}
_OPENING = 3
"""Statements at the start of a text among which it says who asked for the call."""

_TALKS = {
    "en": re.compile(
        r"\b(?:call|conversation|discussions?|talks?|meeting|exchanged?|views|dialogue|met|spoke)\b", re.IGNORECASE
    ),
    "zh": re.compile(r"通话|会谈|会晤|交换(?:了)?意见|对话|讨论|(?:进行[^，。；]{0,14}|深入|坦诚|充分)交流"),
    "ru": re.compile(r"\b(?:разговор|бесед|переговор|встреч|обмен|обсу)\w*", re.IGNORECASE),
}
_FUTURE = re.compile(r"\b(?:will|would|should|must|keep|continue|maintain)\b|继续|保持|加强|应该|愿", re.IGNORECASE)


_CLAUSE = {
    # A comma that only separates adjectives ("long, candid and useful") does not end a clause.
    "en": re.compile(r"[;:.!?]|,(?= (?:and|but|which|where|who|with|as|while|when|he|she|they|the|both)\b)"),
    "zh": re.compile(r"[，；：。！？]"),
    "ru": re.compile(r"[;:.!?]|,(?= (?:а|но|и|котор\w+|что|где|в том числе)\b)"),
}


@dataclass(frozen=True, slots=True)
class Mood:
    """A word for the atmosphere of talks, by language."""

    id: str
    patterns: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def moods() -> tuple[Mood, ...]:
    """The words for atmosphere that are looked for."""
    rows = yaml.safe_load((Path(__file__).parent / "atmosphere.yaml").read_text("utf-8"))
    return tuple(
        Mood(r["id"], {code: re.compile(r[code], re.IGNORECASE) for code in ("en", "zh", "ru") if r.get(code)})
        for r in rows
    )


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often a side's readouts in the library use an atmosphere word: ``uses`` of ``n`` readouts."""

    side: str
    mood: str
    uses: int
    n: int


def base_rates(readings: Iterable[Reading]) -> dict[tuple[str, str], BaseRate]:
    """(side, mood) → base rate over many readouts; of several versions of one event a side counts once."""
    return rates_of((r.readout.side, r.readout.event_id, moods_in(r)) for r in readings if not r.indicative)


def moods_in(reading: Reading) -> frozenset[str]:
    """The atmosphere words that a publication uses of the talks."""
    language = reading.revision.language
    return frozenset(mood for s in reading.analysis.statements for mood, *_ in _moods_of(s, language))


def may_have_mood(text: str, language: str) -> bool:
    """Whether an atmosphere word stands anywhere in a text: where none does, it need not be read to know."""
    return any(pattern.search(text) for m in moods() if (pattern := m.patterns.get(language)))


def rates_of(found: Iterable[tuple[str, str, frozenset[str]]]) -> dict[tuple[str, str], BaseRate]:
    """(side, mood) → base rate. found: side, event and atmosphere words of every publication."""
    seen: dict[str, dict[str, set[str]]] = {}
    for side, event_id, words in found:
        seen.setdefault(side, {}).setdefault(event_id, set()).update(words)
    return {
        (side, m.id): BaseRate(side, m.id, sum(m.id in words for words in events.values()), len(events))
        for side, events in seen.items()
        for m in moods()
    }


def _moods_of(s: Statement, language: str) -> list[tuple[str, int, int]]:
    """Atmosphere words of a statement about the talks themselves: mood, start, end."""
    if s.role == "item" or language not in _TALKS or not _TALKS[language].search(s.text):
        return []
    cuts = [0, *(m.end() for m in _CLAUSE[language].finditer(s.text)), len(s.text)]
    result = []
    for mood in moods():
        pattern = mood.patterns.get(language)
        for m in pattern.finditer(s.text) if pattern else ():
            # The word must stand in one clause with the talks; a festival that "was a success" is none of them.
            place = bisect_right(cuts, m.start())
            clause = s.text[cuts[place - 1] : cuts[min(place, len(cuts) - 1)]]
            near = s.text[max(0, m.start() - 40) : m.end() + 40]
            ahead = _FUTURE.search(s.text[max(0, m.start() - 25) : m.start()])
            if _TALKS[language].search(clause) and not ahead and not _elsewhere(near, language):
                result.append((mood.id, s.start + m.start(), s.start + m.end()))
    return result


_EARLIER = re.compile(
    r"\b(?:last|previous|earlier|ago|recent(?:ly)?|past|since)\b|上个?月|去年|此前|以来|过去|近期|прошл\w+|ранее|недавн\w+",
    re.IGNORECASE,
)
_PARTIES = frozenset(
    f"name.{n}" for n in ("china", "us", "russia", "xi", "trump", "biden", "putin", "ukraine", "europe")
)


def _elsewhere(words: str, language: str) -> bool:
    """Whether words are about an earlier meeting: they name another place, or a time gone by."""
    places = {f.concept.id for f in concepts.find(words, language) if f.concept.field == "names"} - _PARTIES
    return bool(places) or bool(_EARLIER.search(words))


def initiator(comparison: Comparison, sides: Sequence[Side], quoting: Quoting) -> list[Finding]:
    """Who is said to have asked for the call, and which side's text does not say."""
    told: dict[str, Quote] = {}
    for side in sides:
        for reading in side.readings:
            language = reading.revision.language
            for s in reading.analysis.statements[:_OPENING]:
                m = _REQUEST[language].search(s.text) if language in _REQUEST else None
                if m and side.code not in told:
                    told[side.code] = quoting.span(reading.readout.id, s.start + m.start(), s.start + m.end())
    if not told:
        return []
    parts = []
    for side in sides:
        quote = told.get(side.code)
        if quote:
            asked = _asked(quote)
            parts.append(f"{side.text} {side.does('says', 'say')} it took place {asked} ({quote.shown})")
        elif side.silent_digest:
            parts.append(f"{side.text} does not say who asked for it (the text itself was not searched)")
        else:
            parts.append(f"{side.text} {side.does('does', 'do')} not say who asked for it")
    silent = [side for side in sides if side.code not in told]
    return [
        Finding(
            "initiator",
            _sentence("; ".join(parts)),
            60.0 if silent else 45.0,
            next(iter(told)) if len(told) == 1 else "",
            "",
            tuple(told.values()),
            (),
            tuple(x for side in silent for x in search_of(side, terms=("at the request of", "应约", "по инициативе"))),
            any(s.lead.indicative for s in sides),
            DIGEST_NOTE if any(s.silent_digest for s in silent) else "",
        )
    ]


def _asked(quote: Quote) -> str:
    return (
        "at the other side’s request" if quote.language == "zh" or "latter" in quote.quote else "at somebody’s request"
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def shares(sides: Sequence[Side]) -> list[Finding]:
    """Share of each lead text per quoted speaker and per topic, and what it comes to first."""
    voices, subjects, orders = [], [], []
    counts: dict[str, float] = {}
    for side in sides:
        said = side.lead.analysis.statements
        total = sum(s.words for s in said) or 1  # the words the topic table divides by
        by_speaker: Counter[str] = Counter()
        by_topic: Counter[str] = Counter()
        for s in said:
            by_speaker[s.speaker] += s.words
            for topic in s.mentioned:
                by_topic[topic] += s.words / len(s.mentioned)  # type: ignore[assignment]
        counts |= {f"{side.code} words": float(side.lead.analysis.words)}
        counts |= {f"{side.code} {who}": round(n / total, 3) for who, n in by_speaker.items()}
        names = {BOTH: "both leaders together", PUBLISHER: "narration"}
        told = ", ".join(f"{names.get(who, who)} {percent(n / total)}" for who, n in by_speaker.most_common(4))
        voices.append(f"{_the_lead(side)} ({side.lead.analysis.words} words) gives {told}")
        top = [(t, n) for t, n in by_topic.most_common() if t not in GENERAL][:3]
        if top:
            subjects.append(
                f"{_the_lead(side)} gives most to " + ", ".join(f"{thing(t)} ({percent(n / total)})" for t, n in top)
            )
        order = list(dict.fromkeys(t for s in said for t in s.mentioned if t != "other"))
        first = [t for t in order if t not in GENERAL][:3]
        if first:
            after = "after the relationship, " if order[0] == "relationship" else ""
            orders.append(f"{after}{_the_lead(side)} comes first to {', then '.join(thing(t) for t in first)}")
    indicative = any(s.lead.indicative for s in sides)
    note = "Shares of words, of jieba words in Chinese; one pair of texts carries no statistics."
    result = []
    if len(voices) > 1:
        result.append(
            Finding(
                "share",
                _sentence("Share of voice: " + "; ".join(voices)),
                34.0,
                indicative=indicative,
                note=note,
                counts=counts,
            )
        )
    if len(subjects) > 1:
        result.append(
            Finding(
                "share",
                _sentence("Space beyond the relationship: " + "; ".join(subjects)),
                32.0,
                part="topics",
                indicative=indicative,
                note=note,
            )
        )
    if len(orders) > 1 and len({o.partition(" comes first to ")[2] for o in orders}) > 1:
        result.append(Finding("order", _sentence("Order: " + "; ".join(orders)), 22.0, indicative=indicative))
    return result


def _the_lead(side: Side) -> str:
    return the_text(side.code, [side.lead])


def names(left: Side, right: Side, quoting: Quoting) -> list[Finding]:
    """Different set phrases or names of one family in the lead texts."""
    a, b = left.lead, right.lead
    result = []
    for v in variants(a.revision.text, b.revision.text, a.revision.language, b.revision.language):
        if v.family == "talks":
            continue
        here = tuple(quoting.span(a.readout.id, x, y) for x, y in v.left_spans)
        there = tuple(quoting.span(b.readout.id, x, y) for x, y in v.right_spans)
        told = [
            f"{side.text} {side.does('has', 'have')} {_listed(quotes)} ({', '.join(members)})"
            for side, quotes, members in ((left, here, v.left), (right, there, v.right))
        ]
        result.append(
            Finding(
                "names",
                _sentence(f"{v.gloss}: {', '.join(told)}"),
                44.0,
                "",
                v.family,
                here,
                there,
                (),
                left.lead.indicative or right.lead.indicative,
            )
        )
    return result


def _listed(quotes: Sequence[Quote]) -> str:
    return ", ".join(dict.fromkeys(q.shown for q in quotes))


def atmosphere(
    left: Side, right: Side, quoting: Quoting, rates: Mapping[tuple[str, str], BaseRate] | None = None
) -> list[Finding]:
    """Words for the atmosphere of the talks: shared ones and those of one side, with their base rates where given."""
    found: list[dict[str, list[Quote]]] = []
    for side in (left, right):
        words: dict[str, list[Quote]] = {}
        for reading in side.readings:
            for s in reading.analysis.statements:
                for mood, start, end in _moods_of(s, reading.revision.language):
                    words.setdefault(mood, []).append(quoting.span(reading.readout.id, start, end, s.speaker))
        found.append(words)
    both = [m for m in found[0] if m in found[1]]
    result = []
    groups = [("both", both, found[0], found[1])]
    groups += [("left", [m for m in found[0] if m not in found[1]], found[0], {})]
    groups += [("right", [m for m in found[1] if m not in found[0]], found[1], {})]
    for which, chosen, mine, theirs in groups:
        if not chosen:
            continue
        side, other = (left, right) if which != "right" else (right, left)
        said = [mine[m][0].shown + (f" / {theirs[m][0].shown}" if theirs else "") for m in chosen]
        names_ = f"{left.text} and {right.text} both call"
        if which != "both":
            names_ = f"only {side.text} {side.does('calls', 'call')}"
        spoken = {m: next((q.quote for q in mine[m] if q.language == "en"), m) for m in chosen}
        rate = _rates([left.code, right.code] if which == "both" else [side.code], spoken, rates)
        result.append(
            Finding(
                "atmosphere",
                _sentence(f"{names_} the talks {', '.join(said)}") + (f" {rate}" if rate else ""),
                40.0 if which == "both" else 28.0,
                "" if which == "both" else side.code,
                "",
                tuple(q for m in chosen for q in mine[m]),
                tuple(q for m in chosen for q in theirs.get(m, ())),
                () if which == "both" else search_of(other, terms=tuple(chosen)),
                left.lead.indicative or right.lead.indicative,
                "" if rate else _NO_RATE[rates is not None],
            )
        )
    return result


_NO_RATE = {
    True: "No earlier readout of this side in the library to count such words in.",
    False: "How often a side uses such a word is not known: give the library for base rates.",
}


def _rates(codes: Sequence[str], spoken: Mapping[str, str], rates: Mapping[tuple[str, str], BaseRate] | None) -> str:
    """Base rates in words. spoken: mood → the word as a text has it; the rate is of all words of the mood."""
    told = [
        f"“{word}” or the like in {r.uses} of {r.n} {code} readouts"
        for code in codes
        for m, word in spoken.items()
        if rates and (r := rates.get((code, m))) and r.n
    ]
    return f"Base rate: {'; '.join(told)}." if told else ""


def release(comparison: Comparison, sides: Sequence[Side]) -> list[Finding]:
    """Which side's text was out first, and by how much, where exact times are known."""
    times = {
        side.code: min(t for r in side.readings if (t := r.readout.published_at))
        for side in sides
        if any(r.readout.published_at for r in side.readings)
    }
    if len(times) < 2:
        return []
    (first, at), (second, later) = sorted(times.items(), key=lambda x: x[1])[:2]
    names_ = {s.code: s.text for s in sides}
    minutes = round((later - at).total_seconds() / 60)
    gap = f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"
    was = "were" if names_[first].endswith("texts") else "was"
    sentence = (
        f"{names_[first]} {was} out first, {gap} before {names_[second]}: {clock(at)} against {clock(later)}"
        if minutes
        else f"{names_[first]} and {names_[second]} were out in the same minute: {clock(at)}"
    )
    return [Finding("release", _sentence(sentence), 30.0, first, counts={"minutes": minutes})]


def keyness(texts: Sequence[tuple[str, Counter[str]]], *, least: int = 20) -> dict[str, float]:
    """Log-odds of words between two groups of readouts, with an informative prior (Monroe et al., 2008), as z-scores.

    texts: (group, words of one readout); two groups. Positive scores lean to the group that sorts first. A word's
    |z| > 1.96 is unlikely to be chance. Raises InputError with the reason for fewer than ``least`` readouts a group:
    on one pair of texts such figures say nothing.
    """
    groups = sorted({g for g, _ in texts})
    sizes = Counter(g for g, _ in texts)
    if len(groups) != 2 or min(sizes.values(), default=0) < least:
        told = ", ".join(f"{g}: n = {sizes[g]}" for g in groups) or "no texts"
        raise InputError(
            f"Keyness needs two groups of at least {least} readouts each ({told}): on so few texts a difference of "
            "counts is chance. Use the raw counts beside each word."
        )
    totals = {g: Counter[str]() for g in groups}
    for g, words in texts:
        totals[g].update(words)
    prior = totals[groups[0]] + totals[groups[1]]
    size = {g: sum(totals[g].values()) for g in groups}
    scale = sum(prior.values())
    return {
        w: _log_odds(w, totals[groups[0]], totals[groups[1]], prior, size[groups[0]], size[groups[1]], scale)
        for w in prior
    }


def _log_odds(w: str, a: Counter[str], b: Counter[str], prior: Counter[str], n_a: int, n_b: int, scale: int) -> float:
    import math

    alpha = 500 * prior[w] / scale
    x, y = a[w] + alpha, b[w] + alpha
    delta = math.log(x / (n_a + 500 - x)) - math.log(y / (n_b + 500 - y))
    return round(delta / math.sqrt(1 / x + 1 / y), 3)
