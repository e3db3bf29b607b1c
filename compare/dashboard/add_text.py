"""The form that takes a pasted text: checked and shown as statements before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from compare.analysis import Reading, read_revision
from compare.dashboard import address, reader, store
from compare.dashboard.address import View
from compare.dashboard.markup import tag
from compare.dashboard.parts import event_title, short_name, show
from compare.topics import label
from readouts.errors import InputError, ReadoutsError
from readouts.intake import check_side, check_text, parse_participant
from readouts.model import (
    LANGUAGES,
    SIDES,
    Event,
    EventKind,
    Fidelity,
    Kind,
    Readout,
    Revision,
    text_sha256,
)

NEW = "new"
OTHER_SIDE = "other"
UNSAVED = "unsaved"
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


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked form: what would be saved."""

    event: Event
    is_new_event: bool
    readout: Readout
    revision: Revision


def form(view: View) -> None:
    """The form, its preview, and saving."""
    events = {event.id: event for event in store.events()}
    fields = _fields(events, view)
    draft: Draft | None = None
    if st.button("Preview", key="preview", type="primary"):
        st.session_state["add-text"] = True
    if st.session_state.get("add-text"):
        try:
            draft = check(fields, events)
            reading = read_revision(draft.event, draft.readout, draft.revision)
        except ReadoutsError as error:
            show(tag("p", str(error), cls="warn", role="alert"))
            return
        _preview(reading)
        if st.button("Save to the library", key="save", type="primary"):
            _save(draft)


def _fields(events: Mapping[str, Event], view: View) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    options = [NEW, *events]
    start = options.index(view.event) if view.event in events else min(1, len(events))
    fields["event"] = st.selectbox(
        "Call",
        options,
        index=start,
        format_func=lambda id_: "A new call …" if id_ == NEW else f"{events[id_].date} · {event_title(events[id_])}",
        key=f"add-event-{view.event}-{view.row}",
    )
    if fields["event"] == NEW:
        a, b, c = st.columns(3)
        fields["date"] = a.date_input("Date of the call", value=None, key="add-date", min_value=date(1945, 1, 1))
        fields["kind_of_event"] = b.selectbox("How they met", list(EventKind), format_func=str, key="add-event-kind")
        fields["participants"] = c.text_input(
            "Who took part", key="add-participants", placeholder="Xi Jinping=CN, Donald Trump=US"
        )
    fields["readout"] = _known_publication(fields["event"], view)
    if fields["readout"] is None:
        _publication_fields(fields)
    a, b = st.columns(2)
    usual = fields["readout"].language if fields["readout"] else "en"
    fields["language"] = a.selectbox(
        "Language of the text",
        list(LANGUAGES),
        index=list(LANGUAGES).index(usual) if usual in LANGUAGES else 0,
        format_func=LANGUAGES.__getitem__,
        key=f"add-language-{usual}",
    )
    fields["fidelity"] = b.selectbox(
        "Fidelity", list(Fidelity), format_func=str, key="add-fidelity", help="How near the text is to the original."
    )
    fields["text"] = st.text_area("Text", key="add-body", height=240, placeholder="Paste the text of the readout.")
    return fields


def _known_publication(event_id: str, view: View) -> Readout | None:
    """A publication of the call that is listed already, chosen by the user; None for one that is not."""
    known = {r.id: r for r in store.all_readouts() if r.event_id == event_id}
    if not known:
        return None
    options = [NEW, *known]
    chosen = st.selectbox(
        "Publication",
        options,
        index=options.index(view.row) if view.row in known else 0,
        format_func=lambda id_: "One that is not listed yet …" if id_ == NEW else _line(known[id_]),
        key=f"add-publication-{event_id}-{view.row}",
        help="A text for a publication that is listed becomes its next version; nothing is overwritten.",
    )
    return known.get(chosen)


def _line(readout: Readout) -> str:
    return " · ".join(filter(None, [short_name(readout), readout.kind.value, readout.title]))


def _publication_fields(fields: dict[str, Any]) -> None:
    a, b, c = st.columns(3)
    fields["side"] = a.selectbox(
        "Side",
        [*SIDES, OTHER_SIDE],
        format_func=lambda s: f"{s} · {SIDES[s]}" if s in SIDES else "Another …",
        key="add-side",
    )
    if fields["side"] == OTHER_SIDE:
        fields["side"] = a.text_input("Its two-letter code", key="add-side-code", max_chars=5)
    fields["publisher"] = b.text_input("Publisher", key="add-publisher", placeholder="Ministry of Foreign Affairs")
    fields["kind"] = c.selectbox("Kind", list(Kind), format_func=str, key="add-kind")
    a, b = st.columns(2)
    fields["title"] = a.text_input("Title", key="add-title")
    fields["url"] = b.text_input("Address", key="add-url", placeholder="https://…")
    a, b, c = st.columns(3)
    fields["published_date"] = a.date_input(
        "Published on", value=None, key="add-published-date", min_value=date(1945, 1, 1)
    )
    fields["published_time"] = b.time_input("at", value=None, key="add-published-time", step=60)
    fields["zone"] = c.selectbox("Time zone", list(ZONES), format_func=ZONES.__getitem__, key="add-zone")


def check(fields: Mapping[str, Any], events: Mapping[str, Event]) -> Draft:
    """What the form holds as records. Raises InputError that says which field is wrong and what to do."""
    if not str(fields["text"] or "").strip():
        raise InputError("The text is empty. Paste the text of the readout, then choose Preview again.")
    text = check_text(str(fields["text"]))
    is_new = fields["event"] == NEW
    event = _new_event(fields) if is_new else events[str(fields["event"])]
    if is_new and event.id in events:
        raise InputError(f"A call {event.id} is in the library already. Choose it under “Call”.")
    language = str(fields["language"])
    readout: Readout = fields["readout"] or _new_readout(fields, event.id, language)
    now = datetime.now(UTC)
    revision = Revision(0, 1, text, language, text_sha256(text), now, fields["fidelity"], note="pasted")
    return Draft(event, is_new, readout, revision)


def _new_readout(fields: Mapping[str, Any], event_id: str, language: str) -> Readout:
    publisher = str(fields["publisher"] or "").strip()
    if not publisher:
        raise InputError("Publisher is empty. Name who published the text, for example the ministry or the agency.")
    url = str(fields["url"] or "").strip()
    if url and not re.match(r"https?://\S+$", url):
        raise InputError(f"Address {url!r} is no web address. Begin it with https://, or leave it empty.")
    moment, words = published(fields["published_date"], fields["published_time"], str(fields["zone"]))
    return Readout(
        UNSAVED,
        event_id,
        check_side(str(fields["side"])),
        publisher,
        fields["kind"],
        language,
        str(fields["title"] or "").strip(),
        url,
        moment,
        words,
    )


def _new_event(fields: Mapping[str, Any]) -> Event:
    if not fields.get("date"):
        raise InputError("Date of the call is empty. Choose the day on which it took place.")
    named = [p for p in re.split(r"[,;\n]", str(fields.get("participants") or "")) if p.strip()]
    if len(named) < 2:
        raise InputError("Who took part? Name at least two, each with the side: Xi Jinping=CN, Donald Trump=US.")
    people = tuple(parse_participant(p.strip()) for p in named)
    slug = "-".join(re.sub(r"[^a-z0-9]+", "", p.short.lower()) or p.side.lower() for p in people)
    day = fields["date"]
    kind = EventKind(fields["kind_of_event"])
    return Event(f"{day.isoformat()}-{slug}", day, kind, people, f"{'–'.join(p.short for p in people)} {kind.value}")


def published(day: date | None, at: time | None, zone: str) -> tuple[datetime | None, str]:
    """Day, time and zone as (exact time or None, words). Raises InputError for a time without day or zone."""
    if day is None:
        if at is not None:
            raise InputError("“Published on” is empty but a time is given. Choose the day too, or clear the time.")
        return None, ""
    if at is None:
        return None, day.isoformat()
    if not zone:
        raise InputError(
            "The time has no zone: 23:40 in Beijing is not 23:40 in Washington. Choose one, or clear the time."
        )
    return datetime.combine(day, at, ZoneInfo(zone)), ""


def _preview(reading: Reading) -> None:
    statements = reading.analysis.statements
    topics = dict.fromkeys(t for s in statements for t in s.topics)
    found = ", ".join(label(t) for t in topics) or "no listed topic"
    show(
        tag(
            "section",
            tag("h2", "Preview"),
            tag("p", f"{reading.analysis.words:,} words, {len(statements)} statements; topics: {found}.", cls="meta"),
            tag("div", reader.full_text(reading), cls="text"),
            cls="preview",
        )
    )


def _save(draft: Draft) -> None:
    r, v = draft.readout, draft.revision
    library = store.library()
    try:
        if draft.is_new_event:
            library.save_event(draft.event)
        result = library.add(
            event_id=r.event_id,
            side=r.side,
            publisher=r.publisher,
            kind=r.kind,
            language=r.language,
            text=v.text,
            text_language=v.language,
            fidelity=v.fidelity,
            title=r.title,
            url=r.url,
            published_at=r.published_at,
            published_text=r.published_text,
            note=v.note,
            readout_id=None if r.id == UNSAVED else r.id,
        )
    except ReadoutsError as error:
        show(tag("p", f"Not saved. {error}", cls="warn", role="alert"))
        return
    words = {
        "added": "Saved as a new publication" if r.id == UNSAVED else "Saved as the first text",
        "revision": f"Saved as version {result.revision.number} of a publication that was here already",
        "unchanged": "Nothing to save: this very text is in the library already",
    }[result.outcome]
    for key in ("add-text", "add-body", "add-title", "add-url", "add-publisher"):
        st.session_state.pop(key, None)
    st.session_state["said"] = (f"{words}: {r.publisher}, {draft.event.id}.", "")
    address.show(View(event=draft.event.id))
    st.rerun()
