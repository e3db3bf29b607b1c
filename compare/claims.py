"""Claims put to the test: what the wording of the texts says to a claim, and against which baseline.

A claim of change is tried against every earlier call that can be compared; where some comparisons show it and others
do not, the verdict is that it depends on the baseline, and the table shows on which. Where none shows it and some go
both ways, no comparison shows it. Of accounts of one call that differ, one may say so alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.report_words import figure
from compare.shift import HARDER, MIXED, NO_CHANGE, NOT_COMPARABLE, SOFTER, ScaleShift, Shift, compare
from compare.timeline import (
    HARDER_UP,
    MENTIONED,
    SCALES,
    SILENCES,
    SILENT,
    Call,
    Line,
    Point,
    Proof,
    Survey,
    calls,
    point,
    scale_name,
)
from compare.topics import label, searched
from readouts.claims import Claim
from readouts.errors import InputError
from readouts.model import SIDES

SUPPORTED, CONTRADICTED = "supported by the wording", "contradicted"
NOT_SHOWN, DEPENDS = "no comparison shows it", "depends on the baseline"
ONE_ACCOUNT, SOME_ACCOUNTS = "only one account says so", "not every account says so"
NOT_TESTABLE = "not testable from the texts"
VERDICTS = (SUPPORTED, CONTRADICTED, NOT_SHOWN, DEPENDS, ONE_ACCOUNT, SOME_ACCOUNTS, NOT_TESTABLE)


@dataclass(frozen=True, slots=True)
class Trial:
    """One line of a verdict's table.

    baseline: what the claim was held against: an earlier call, a mean, another call, or a side's text.
    direction: what the wording shows there, or why it shows nothing. agrees: whether that is what the claim says;
    None where nothing can be said. scales: 'obligation 0 → 3 (harder)' and so on.
    """

    baseline: str
    event_id: str
    direction: str
    agrees: bool | None
    scales: tuple[str, ...]
    before: tuple[Proof, ...]
    after: tuple[Proof, ...]
    note: str = ""
    searched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A claim with its verdict, a sentence that can be quoted, and the trials behind it."""

    claim: Claim
    verdict: str
    sentence: str
    trials: tuple[Trial, ...]
    caveats: tuple[str, ...] = ()


def check_all(survey: Survey, claims: Iterable[Claim], *, digests: bool = False) -> tuple[Check, ...]:
    """Check several claims; one that names an unknown call or scale is not testable, with the reason."""
    result = []
    for claim in claims:
        try:
            result.append(check(survey, claim, digests=digests))
        except InputError as error:
            result.append(Check(claim, NOT_TESTABLE, f"Not testable: {error}", ()))
    return tuple(result)


def check(survey: Survey, claim: Claim, *, digests: bool = False) -> Check:
    """Check one claim against the texts of the library.

    digests: let digests stand in for texts that are not there; what rests on them is marked indicative.
    Raises InputError for an unknown call or scale.
    """
    if claim.call not in survey.events:
        raise InputError(f"the library has no call {claim.call!r}.")
    if wrong := [s for s in claim.scales if s not in SCALES]:
        raise InputError(f"there is no scale {wrong[0]!r}; scales: {', '.join(SCALES)}.")
    test = {"change": _change, "contrast": _contrast, "mention": _mention, "commitment": _commitment}[claim.test]
    return test(survey, claim, digests)


def _side_calls(survey: Survey, side: str, digests: bool) -> dict[str, Call]:
    return {c.event.id: c for c in calls(survey, side, digests=digests)}


def _wanted(claim: Claim) -> tuple[str, ...]:
    return claim.scales or tuple(HARDER_UP)


def _change(survey: Survey, claim: Claim, digests: bool) -> Check:
    found = _side_calls(survey, claim.side, digests)
    after = found.get(claim.call)
    if after is None or not after.lines:
        return _untestable(claim, f"{_who(claim.side)} has no comparable text on {claim.call}")
    counterpart = next((s for s in after.event.sides if s != claim.side), "")
    earlier = [
        c
        for c in found.values()
        if (c.event.date, c.event.id) < (after.event.date, after.event.id) and counterpart in c.event.sides
    ]
    with_text = [c for c in earlier if c.lines]
    runs: list[tuple[str, Sequence[Call]]] = []
    if claim.baseline.startswith("mean:"):
        k = int(claim.baseline[5:])
        runs.append((f"mean of the {len(with_text[-k:])} calls before", with_text[-k:]))
    elif claim.baseline == "previous":
        runs += [(c.event.id, [c]) for c in with_text[-1:]]
    elif claim.baseline:
        runs += [(c.event.id, [c]) for c in found.values() if c.event.id == claim.baseline]
    else:
        runs += [(c.event.id, [c]) for c in earlier]
    trials = tuple(_trial(survey, claim, name, before, after) for name, before in runs)
    told = [t for t in trials if t.agrees is not None]
    if not told:
        return _untestable(claim, "no earlier call can be compared in the original wording", trials)
    extra = () if claim.baseline else _means(survey, claim, with_text, after)
    verdict = _ruling([t for t in (*told, *extra) if t.agrees is not None])
    silent = all(t.direction == NO_CHANGE for t in told) and _point(survey, claim, after).status in SILENCES
    if silent and claim.topic:
        return _untestable(claim, f"{label(claim.topic)} comes up in none of these texts", trials)
    return Check(claim, verdict, _sentence(claim, verdict, told, after, survey), trials + extra, _notes(survey, after))


def _ruling(told: Sequence[Trial]) -> str:
    """The verdict on comparisons that could be made: the one that their count bears out."""
    agree = sum(bool(t.agrees) for t in told)
    if agree:
        return SUPPORTED if agree == len(told) else DEPENDS
    return NOT_SHOWN if any(t.direction == MIXED for t in told) else CONTRADICTED


def _means(survey: Survey, claim: Claim, with_text: Sequence[Call], after: Call) -> tuple[Trial, ...]:
    return tuple(
        _trial(survey, claim, f"mean of the {k} calls before", with_text[-k:], after)
        for k in (3, 5)
        if len(with_text) >= k
    )


def _trial(survey: Survey, claim: Claim, name: str, before: Sequence[Call], after: Call) -> Trial:
    made = compare(survey, before, after, topic=claim.topic, speaker=claim.speaker, scales=_wanted(claim))
    event_id = before[0].event.id if len(before) == 1 else ""
    if made.direction == NOT_COMPARABLE:
        return Trial(name, event_id, NOT_COMPARABLE, None, (), (), (), "; ".join(made.caveats))
    return Trial(
        name,
        event_id,
        made.direction,
        made.direction == claim.direction,
        _in_words(made, claim.scales),
        _shown(made, earlier=True),
        _shown(made, earlier=False),
        "; ".join(made.caveats),
    )


def _in_words(made: Shift, named: Sequence[str]) -> tuple[str, ...]:
    """What each scale shows, silent ones left out unless the claim names them and has to answer for them."""

    def line(s: ScaleShift) -> str:
        note = f", {s.note}" if s.scale == "warmth" and s.note else ""
        return f"{scale_name(s.scale)} {figure(s.before)} → {figure(s.after)}{note} ({s.direction})"

    return tuple(line(s) for s in made.scales if s.before or s.after or s.direction != NO_CHANGE or s.scale in named)


def _shown(made: Shift, *, earlier: bool) -> tuple[Proof, ...]:
    """The words that decide, once each: the strongest of every scale first."""
    sides = [s.proofs_before if earlier else s.proofs_after for s in made.scales]
    proofs = [p for n in range(3) for group in sides for p in group[n : n + 1]]
    return tuple({(p.readout_id, p.start, p.end): p for p in reversed(proofs)}.values())[::-1]


def _sentence(claim: Claim, verdict: str, told: Sequence[Trial], after: Call, survey: Survey) -> str:
    subject = label(claim.topic) if claim.topic else "all subjects"
    head = f"{claim.speaker or _who(claim.side)} on {subject}, {after.event.date.isoformat()}: "
    now = f" The words now: {_words(_shown_now(survey, claim, after), 5)}."
    if verdict not in (DEPENDS, NOT_SHOWN):
        return f"{head}{_grouped(told)}.{now} The claim is {verdict}."
    same = [t for t in told if t.event_id and _pair(survey, t.event_id) == after.pair]
    rest = [t for t in told if t not in same]
    parts = [
        f"against {who}: {_grouped(group)}" for who, group in (("the same leader", same), ("others", rest)) if group
    ]
    way = "unchanged" if claim.direction == NO_CHANGE else claim.direction
    ruling = "it depends on the baseline" if verdict == DEPENDS else f"no comparison shows {way} wording"
    return f"{head}{ruling}. " + ". ".join(p[0].upper() + p[1:] for p in parts) + f".{now}"


def _pair(survey: Survey, event_id: str) -> tuple[str, ...]:
    return tuple(sorted(p.short for p in survey.events[event_id].participants))


def _grouped(told: Sequence[Trial]) -> str:
    parts = []
    for word in (SOFTER, HARDER, MIXED, NO_CHANGE):
        members = [f"{t.event_id[:10] or t.baseline} ({_words(t.before, 3)})" for t in told if t.direction == word]
        if members:
            parts.append(f"{word} {'than' if word in (SOFTER, HARDER) else 'against'} {'; '.join(members)}")
    return ", ".join(parts)


def _words(proofs: Sequence[Proof], limit: int = 4) -> str:
    """The words of some proofs, those inside longer ones left out."""
    quotes = list(dict.fromkeys(p.quote.strip("“”") for p in proofs))
    whole = [q for q in quotes if not any(q != o and q in o for o in quotes)][:limit]
    return ", ".join(f"“{_cut(q)}”" for q in whole) or "nothing said"


def _point(survey: Survey, claim: Claim, call: Call) -> Point:
    return point(call, survey, topic=claim.topic, speaker=claim.speaker)


def _shown_now(survey: Survey, claim: Claim, call: Call) -> tuple[Proof, ...]:
    measure = _point(survey, claim, call).measure
    if measure is None:
        return ()
    return tuple(p for n in range(2) for s in _wanted(claim) for p in measure.of(s)[n : n + 1])


def _notes(survey: Survey, call: Call) -> tuple[str, ...]:
    notes = []
    if call.indicative:
        notes.append("rests on a text that is not the original wording: indicative only")
    notes.append(
        "read: "
        + ", ".join(
            f"{x.readout.id} revision {x.revision.number}, captured {x.revision.retrieved_at:%Y-%m-%d}"
            for x in call.lines
        )
    )
    return tuple(notes)


def _contrast(survey: Survey, claim: Claim, digests: bool) -> Check:
    found = _side_calls(survey, claim.side, digests)
    one, other = found.get(claim.call), found.get(claim.versus)
    lacking = [i for i, c in ((claim.call, one), (claim.versus, other)) if c is None or not c.lines]
    if lacking or one is None or other is None:
        return _untestable(claim, f"{_who(claim.side)} has no comparable text on {' and '.join(lacking)}")
    trial = _trial(survey, claim, other.event.id, [other], one)
    verdict = _ruling([trial])
    sentence = (
        f"{one.event.id} set against {other.event.id}: {trial.direction}; {'; '.join(trial.scales)}. "
        f"There: {_words(trial.before, 6)}. Here: {_words(trial.after, 6)}."
    )
    if verdict == NOT_SHOWN:
        sentence += " Which of the two sounds milder depends on the scale."
    same = [s.split()[0] for s in trial.scales if s.endswith(f"({NO_CHANGE})")]
    if verdict == SUPPORTED and same:
        sentence += f" Only the other scales bear it out: no difference in {' or '.join(same)}."
    return Check(claim, verdict, sentence, (trial,), (*_notes(survey, one), *_notes(survey, other)))


def _texts(survey: Survey, claim: Claim, digests: bool) -> list[tuple[str, Call | None]]:
    event = survey.events[claim.call]
    sides = [claim.side] if claim.side else list(event.sides)
    return [(side, _side_calls(survey, side, digests).get(claim.call)) for side in sides]


def _mention(survey: Survey, claim: Claim, digests: bool) -> Check:
    trials = []
    for side, call in _texts(survey, claim, digests):
        if call is None or not call.lines:
            trials.append(_no_text(side, claim.call, call))
            continue
        seen = _point(survey, claim, call)
        proofs = _mentions(call.lines, claim)
        named = seen.status == MENTIONED
        trials.append(
            Trial(
                f"text of {_who(side)}",
                claim.call,
                seen.status,
                named == (claim.direction == "mentions"),
                (),
                (),
                proofs,
                "" if named else f"not counted: {'; '.join(seen.aside)}" if seen.aside else _where(call.lines),
                () if named or seen.aside else searched(claim.topic, call.lines[0].revision.language),
            )
        )
    others = _elsewhere(survey, claim, digests)
    told = [t for t in trials if t.agrees is not None]
    if not told:
        return _untestable(claim, "none of the texts is there in the original wording", tuple(trials))
    agree = [t for t in told if t.agrees]
    verdict = SUPPORTED if len(agree) == len(told) else CONTRADICTED if not agree else _by_some(agree)
    parts = [f"{t.baseline}: {t.direction}" + (f" ({_words(t.after, 3)})" if t.after else "") for t in (*told, *others)]
    return Check(claim, verdict, f"{label(claim.topic)}: {'; '.join(parts)}.", (*trials, *others))


def _elsewhere(survey: Survey, claim: Claim, digests: bool) -> tuple[Trial, ...]:
    """What the other sides' texts of the same call say on the topic: an omission means more where they name it."""
    if not claim.side:
        return ()
    result = []
    for side in survey.events[claim.call].sides:
        call = _side_calls(survey, side, digests).get(claim.call)
        if side == claim.side or call is None or not call.lines:
            continue
        seen = point(call, survey, topic=claim.topic)
        proofs = _mentions(call.lines, claim, any_speaker=True)
        status = MENTIONED if proofs else seen.status
        result.append(Trial(f"text of {_who(side)}", claim.call, status, None, (), (), proofs, "for comparison"))
    return tuple(result)


def _mentions(lines: Sequence[Line], claim: Claim, *, any_speaker: bool = False) -> tuple[Proof, ...]:
    return tuple(
        Proof(
            "topic", 1, _cut(x.text[s.start : s.end]), x.text[s.start : s.end], s.speaker, x.readout.id, s.start, s.end
        )
        for x in lines
        for s in x.extract.sayings
        if claim.topic in s.topics and (any_speaker or not claim.speaker or s.speaker == claim.speaker)
    )


def _cut(text: str, most: int = 120) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _commitment(survey: Survey, claim: Claim, digests: bool) -> Check:
    """A claim that something was undertaken: each text by itself, for silence of one is no denial of the other."""
    trials = []
    for side, call in _texts(survey, claim, digests):
        if call is None or not call.lines:
            trials.append(_no_text(side, claim.call, call))
            continue
        proofs = _undertaken(call.lines, claim)
        mentions = _mentions(call.lines, claim)
        best = max((p.value for p in proofs), default=0)
        announced = tuple(p for p in mentions if _ANNOUNCED[call.lines[0].revision.language].search(p.statement))
        if not mentions:
            direction, agrees = SILENT, None
        elif best >= 3:
            direction, agrees = "undertaken", True
        elif announced:
            direction, agrees, proofs = "announced as a fact", True, announced
        elif best:
            direction, agrees = {1: "considered", 2: "intended"}[best], False
        else:
            direction, agrees = "named, nothing undertaken", None
        trials.append(
            Trial(
                f"text of {_who(side)}",
                claim.call,
                direction,
                agrees,
                (f"commitment {best}",) if mentions else (),
                (),
                proofs or mentions,
                "" if mentions else _where(call.lines),
                () if mentions else searched(claim.topic, call.lines[0].revision.language),
            )
        )
    others = _elsewhere(survey, claim, digests)
    told = [t for t in trials if t.agrees is not None]
    parts = [
        f"{t.baseline}: {t.direction}" + (f" ({_words(t.after, 2)})" if t.after else "") for t in (*trials, *others)
    ]
    sentence = f"{label(claim.topic)}: {'; '.join(parts)}."
    if not told:
        return Check(
            claim,
            NOT_TESTABLE,
            f"{sentence} The wording neither undertakes nor denies it, so it bears out nothing.",
            (*trials, *others),
        )
    agree = [t for t in told if t.agrees]
    if len(agree) == len(trials):
        verdict = SUPPORTED
    elif agree:
        verdict = _by_some(agree)
        sentence += f" {verdict.capitalize()}."
    else:
        verdict = CONTRADICTED
        sentence += " What the wording says is weaker than the claim."
    return Check(claim, verdict, sentence, (*trials, *others))


def _by_some(agree: Sequence[Trial]) -> str:
    return ONE_ACCOUNT if len(agree) == 1 else SOME_ACCOUNTS


# An announcement in the indicative ("the trip that I will be making") undertakes as much as "I will".
_ANNOUNCED = {
    "en": re.compile(
        r"\bwill (?:be )?(?:making|visit\w*|travel\w*|go(?:ing)?|host\w*|receive|attend\w*)\b", re.IGNORECASE
    ),
    "zh": re.compile(r"将(?:于[^，。]{1,12})?(?:应邀)?(?:对[^，。]{1,8}进行|赴|访)"),
    "ru": re.compile(r"\b(?:посетит|прибудет|состоится|совершит)\b", re.IGNORECASE),
}


def _undertaken(lines: Sequence[Line], claim: Claim) -> tuple[Proof, ...]:
    proofs = []
    for x in lines:
        for s in x.extract.sayings:
            if claim.topic in s.topics and s.commitment and (not claim.speaker or s.speaker == claim.speaker):
                whole = x.text[s.start : s.end]
                proofs.append(
                    Proof(
                        "commitment",
                        s.commitment,
                        s.quotes[2] or _cut(whole),
                        whole,
                        s.speaker,
                        x.readout.id,
                        s.start,
                        s.end,
                    )
                )
    return tuple(sorted(proofs, key=lambda p: -p.value))


def _no_text(side: str, event_id: str, call: Call | None) -> Trial:
    reason = call.reason if call else "nothing published that the library knows of"
    return Trial(f"text of {_who(side)}", event_id, NOT_COMPARABLE, None, (), (), (), reason)


def _where(lines: Sequence[Line]) -> str:
    return "searched " + ", ".join(
        f"{x.readout.id} revision {x.revision.number} (captured {x.revision.retrieved_at:%Y-%m-%d %H:%M} UTC)"
        for x in lines
    )


def _who(side: str) -> str:
    return SIDES.get(side, side) or "both sides"


def _untestable(claim: Claim, why: str, trials: tuple[Trial, ...] = ()) -> Check:
    return Check(claim, NOT_TESTABLE, f"Not testable from the texts: {why}.", trials)
