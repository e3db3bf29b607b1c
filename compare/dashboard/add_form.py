"""The fields of a new text: every guess with its reason, to be corrected before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from compare.dashboard import store
from compare.dashboard.add_sources import KEPT
from compare.dashboard.address import View
from compare.dashboard.parts import event_title, short_name, show
from compare.markup import tag
from readouts.days import ASSUMED
from readouts.drafts import Draft, Published, corrected
from readouts.errors import InputError
from readouts.given import place_for
from readouts.guess import Guess
from readouts.model import LANGUAGES, SIDES, Event, EventKind, Fidelity, Kind, Participant, Readout

NEW = "new"
OTHER_SIDE = "other"
ZONES = {
    "": "not known",
    "Asia/Shanghai": "Beijing",
    "America/New_York": "Washington",
    "Europe/Moscow": "Moscow",
    "Europe/Brussels": "Brussels",
    "Europe/Kyiv": "Kyiv",
    "Asia/Tokyo": "Tokyo",
    "UTC": "UTC",
}
SURE, LIKELY = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Given:
    """What the form holds. corrections: for `readouts.drafts.corrected`. into: id of the publication it belongs to."""

    corrections: dict[str, Any]
    into: str = ""


def how_sure(confidence: float) -> tuple[str, str]:
    """A confidence as (CSS class, word)."""
    if confidence >= SURE:
        return "sure", "sure"
    if confidence >= LIKELY:
        return "likely", "likely"
    return ("unsure", "a guess") if confidence > 0 else ("unknown", "not known")


def form(draft: Draft, view: View, generation: int) -> Given:
    """Draw the fields. generation: number of the draft, so that another draft gets fresh fields."""
    events = {e.id: e for e in store.events()}
    corrections: dict[str, Any] = {}
    show(tag("h3", "Which call"))
    event_id = _event(draft, events, view, generation, corrections)
    show(tag("h3", "Which publication"))
    into = _publication(draft, event_id, view, generation, corrections)
    if not into:
        _about(draft, generation, corrections)
    _of_text(draft, into, generation, corrections)
    return Given(corrections, into)


def _why(guess: Guess[Any], *, corrected: bool = False) -> None:
    if corrected:
        show(tag("p", "as you say", cls="why said"))
        return
    name, word = how_sure(guess.confidence)
    show(tag("p", tag("b", word), f": {guess.reason}", cls=f"why {name}"))


def _event(draft: Draft, events: Mapping[str, Event], view: View, generation: int, corrections: dict[str, Any]) -> str:
    """The call: an event id, or NEW."""
    guess = draft.event
    proposed = guess.value if guess.value in events else ""
    listed = next((r for r in store.all_readouts() if r.id == view.row), None)
    if listed is not None and listed.event_id in events:
        proposed, guess = listed.event_id, Guess(listed.event_id, "the publication you chose belongs to it", 1.0)
    elif not proposed and draft.new_event is None and view.event in events:
        proposed, guess = view.event, Guess(view.event, "the text does not say; it is the call you came from", 0.3)
    options = [NEW, *events]
    chosen = st.selectbox(
        "Call",
        options,
        index=options.index(proposed or NEW),
        format_func=lambda id_: "A new call …" if id_ == NEW else f"{events[id_].date} · {event_title(events[id_])}",
        key=f"add-event-{generation}",
        persist_state=KEPT,
    )
    if chosen != (proposed or NEW):
        _why(guess, corrected=True)
    elif proposed:
        _why(guess)
    else:
        reason = "no call of the library fits; these are its day and people" if draft.new_event else guess.reason
        _why(Guess("", reason, 0.6 if draft.new_event else 0.0))
    if chosen != NEW:
        if chosen != draft.event.value:
            corrections["event"] = chosen
        return chosen
    corrections["event"] = NEW
    a, b, c = st.columns(3)
    with a:
        day = st.date_input(
            "Day of the call",
            value=draft.event_date.value,
            key=f"add-day-{generation}",
            min_value=date(1945, 1, 1),
            persist_state=KEPT,
        )
        _why(draft.event_date, corrected=day != draft.event_date.value)
    with b:
        kinds = list(EventKind)
        kind = st.selectbox(
            "How they met",
            kinds,
            index=kinds.index(draft.event_kind.value),
            format_func=str,
            key=f"add-met-{generation}",
            persist_state=KEPT,
        )
        _why(draft.event_kind, corrected=kind is not draft.event_kind.value)
    with c:
        named = people_words(draft.participants.value)
        people = st.text_input(
            "Who took part",
            named,
            key=f"add-people-{generation}",
            placeholder="Xi Jinping=CN, Donald Trump=US",
            persist_state=KEPT,
        )
        _why(draft.participants, corrected=people != named)
    if day is not None and day != draft.event_date.value:
        corrections["event_date"] = day
    if kind is not draft.event_kind.value:
        corrections["event_kind"] = kind
    if people != named:
        corrections["participants"] = [p.strip() for p in people.replace(";", ",").split(",") if p.strip()]
    return NEW


def people_words(people: Sequence[Participant]) -> str:
    """Participants as they are written in the form: ``Xi Jinping=CN, Donald Trump=US``."""
    return ", ".join(f"{p.name('en')}={p.side}" for p in people)


def _publication(draft: Draft, event_id: str, view: View, generation: int, corrections: Mapping[str, Any]) -> str:
    """Id of a publication that is listed already, '' for one that is not."""
    known = {r.id: r for r in store.all_readouts() if r.event_id == event_id}
    if not known:
        return ""
    if corrections:
        # Another call than the one guessed: what the text repeats is looked for there.
        draft = corrected(draft, corrections, store.library())
    likely, guess = likely_publication(draft, list(known.values()), view.row)
    options = [NEW, *known]
    chosen = st.selectbox(
        "Publication",
        options,
        index=options.index(likely or NEW),
        format_func=lambda id_: "One that is not listed yet …" if id_ == NEW else _line(known[id_]),
        key=f"add-publication-{generation}-{event_id}",
        persist_state=KEPT,
        help="A text for a publication that is listed becomes its next revision; nothing is overwritten.",
    )
    _why(guess, corrected=chosen != (likely or NEW))
    return "" if chosen == NEW else chosen


def likely_publication(draft: Draft, known: Sequence[Readout], wanted: str) -> tuple[str, Guess[str]]:
    """The listed publication a draft belongs to, '' for none, with the reason. wanted: id the user came with."""
    ids = {r.id for r in known}
    if wanted in ids:
        return wanted, Guess(wanted, "the publication you chose", 1.0)
    same = next((d for d in draft.duplicates if d.readout.id in ids), None)
    if same is not None and same.relation != "near":
        return same.readout.id, Guess(same.readout.id, "it has this address or this very text", 0.95)
    if same is not None and not draft.url:
        reason = f"{same.likeness:.0%} of its words are the same"
        return same.readout.id, Guess(same.readout.id, reason, same.likeness)
    side, language = draft.side.value, draft.language.value
    if not side:
        return "", Guess("", "its side is not known yet", 0.0)
    publisher = draft.publisher.value if draft.publisher.confidence >= SURE else ""
    sheet = draft.kind.value is Kind.FACT_SHEET
    alike = [r for r in known if (r.kind is Kind.FACT_SHEET) == sheet and (publisher or not _kept(r, language))]
    slot = place_for(alike, side=side, language=language, publisher=publisher, url=draft.url)
    if slot.readout_id:
        return slot.readout_id, Guess(slot.readout_id, "same side and language, and the publisher fits", 0.7)
    return "", Guess("", "none of the call’s publications has this side, language and publisher", 0.8)


def _kept(readout: Readout, language: str) -> bool:
    """Whether a text of it is here: then another is its version by its words or its publisher, not by its side."""
    return any(r.language == language and not r.fidelity.indicative for r in readout.revisions)


def _line(readout: Readout) -> str:
    text = "" if readout.latest else "no text yet"
    return " · ".join(filter(None, [short_name(readout), readout.kind.value, readout.title, text]))


def _choose(
    label: str, options: Sequence[Any], guess: Guess[Any], words: Callable[[Any], str], key: str
) -> tuple[Any, bool]:
    """A menu with the guess chosen; where nothing is guessed, nothing is."""
    index = list(options).index(guess.value) if guess.value in options else None
    chosen = st.selectbox(
        label, options, index=index, format_func=words, key=key, placeholder="choose …", persist_state=KEPT
    )
    changed = chosen is not None and chosen != guess.value
    _why(guess, corrected=changed)
    return chosen, changed


def _about(draft: Draft, generation: int, corrections: dict[str, Any]) -> None:
    """Side, publisher, kind, title, address, release."""
    a, b, c = st.columns(3)
    with a:
        options = [*dict.fromkeys([*SIDES, *([draft.side.value] if draft.side.value else [])]), OTHER_SIDE]
        side, changed = _choose(
            "Side",
            options,
            draft.side,
            lambda s: "Another …" if s == OTHER_SIDE else f"{s} · {SIDES.get(s, s)}",
            f"add-side-{generation}",
        )
        if side == OTHER_SIDE:
            side = st.text_input("Its two-letter code", key=f"add-code-{generation}", max_chars=5, persist_state=KEPT)
        if changed:
            corrections["side"] = side
    with b:
        _line_of("publisher", draft.publisher, generation, corrections)
    with c:
        kind, changed = _choose("Kind", list(Kind), draft.kind, str, f"add-kind-{generation}")
        if changed:
            corrections["kind"] = kind
    a, b = st.columns(2)
    with a:
        _line_of("title", draft.title, generation, corrections)
    with b:
        url = st.text_input(
            "Address", draft.url, key=f"add-url-{generation}", placeholder="https://…", persist_state=KEPT
        )
        if url != draft.url:
            corrections["url"] = url
    _release(draft, generation, corrections)


def _line_of(field: str, guess: Guess[str], generation: int, corrections: dict[str, Any]) -> None:
    """A line to write in, with the guess in it."""
    value = st.text_input(field.capitalize(), guess.value, key=f"add-{field}-{generation}", persist_state=KEPT)
    changed = value != guess.value
    _why(guess, corrected=changed)
    if changed:
        corrections[field] = value


def _release(draft: Draft, generation: int, corrections: dict[str, Any]) -> None:
    guess = draft.published
    day, at, zone = release_fields(guess.value)
    a, b, c = st.columns(3)
    with a:
        new_day = st.date_input(
            "Published on", day, key=f"add-published-{generation}", min_value=date(1945, 1, 1), persist_state=KEPT
        )
    with b:
        new_at = st.time_input("at", at, key=f"add-at-{generation}", step=60, persist_state=KEPT)
    with c:
        zones = list(ZONES)
        new_zone = st.selectbox(
            "Time zone",
            zones,
            index=zones.index(zone),
            format_func=ZONES.__getitem__,
            key=f"add-zone-{generation}",
            persist_state=KEPT,
        )
    changed = (new_day, new_at, new_zone) != (day, at, zone)
    _why(guess, corrected=changed)
    # A zone that was taken to be the publisher's stands in the form to be seen: who saves it says it.
    if changed or guess.value.text.endswith(ASSUMED):
        corrections["published"] = published(new_day, new_at, new_zone)


def release_fields(value: Published) -> tuple[date | None, time | None, str]:
    """A release as the form shows it: day, time, zone; times of a zone that is not listed become UTC."""
    if value.at is None:
        try:
            return date.fromisoformat(value.text[:10]), None, ""
        except ValueError:
            return None, None, ""
    zone = next((z for z in ZONES if z and value.at.astimezone(ZoneInfo(z)).utcoffset() == value.at.utcoffset()), "UTC")
    local = value.at.astimezone(ZoneInfo(zone))
    return local.date(), local.time().replace(second=0, microsecond=0), zone


def published(day: date | None, at: time | None, zone: str) -> Published:
    """Day, time and zone as a release. Raises InputError for a time without day or zone."""
    if day is None:
        if at is not None:
            raise InputError("“Published on” is empty but a time is given. Choose the day too, or clear the time.")
        return Published(None, "")
    if at is None:
        return Published(None, day.isoformat())
    if not zone:
        raise InputError(
            "The time has no zone: 23:40 in Beijing is not 23:40 in Washington. Choose one, or clear the time."
        )
    moment = datetime.combine(day, at, UTC if zone == "UTC" else ZoneInfo(zone))
    return Published(moment, moment.isoformat())


def _of_text(draft: Draft, into: str, generation: int, corrections: dict[str, Any]) -> None:
    """Language, fidelity, and the text itself."""
    a, b = st.columns(2)
    with a:
        language, changed = _choose(
            "Language of the text", list(LANGUAGES), draft.language, LANGUAGES.__getitem__, f"add-language-{generation}"
        )
        if changed:
            corrections["language"] = language
    with b:
        fidelity, changed = _choose("Fidelity", list(Fidelity), draft.fidelity, str, f"add-fidelity-{generation}")
        if changed:
            corrections["fidelity"] = fidelity
    with st.expander("The text as it will be stored: cut away what is no part of it"):
        text = st.text_area("Text", draft.text, key=f"add-text-{generation}", height=320, persist_state=KEPT)
        if text != draft.text:
            corrections["text"] = text
