"""The form for a claim of one's own: checked against the texts while it is written, saved when it is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from compare.dashboard import address, notice, store
from compare.dashboard.address import View
from compare.dashboard.parts import event_title, show
from compare.markup import tag
from compare.palette import side_name
from compare.timeline import HARDER_UP, scale_name
from compare.topics import label, topics
from readouts.claims import DIRECTIONS, TESTS, Claim, ClaimBook, make_claim
from readouts.drafts import slug
from readouts.errors import ReadoutsError
from readouts.model import Event

TEST_WORDS = {
    "change": "The wording got harder or softer",
    "mention": "A subject is named or left out",
    "commitment": "Something was undertaken",
    "contrast": "One call sounds milder than another",
}
BASELINES = {
    "": "every earlier call",
    "previous": "the call before",
    "mean:3": "the mean of the 3 calls before",
    "mean:5": "the mean of the 5 calls before",
}
OWN_ID_WORDS = 7


_SAVED = "claims-saved"


def text_key() -> str:
    """Key of the field of the sentence: a saved claim leaves an empty form behind."""
    return f"claim-text-{st.session_state.get(_SAVED, 0)}"


def form(view: View, book: ClaimBook, taken: Sequence[str]) -> None:
    """The fields, the verdict at once, and saving."""
    from compare.dashboard.claims import article, checked

    fields = _fields(view)
    if not fields["text"].strip():
        show(tag("p", "Write the claim in a sentence; the verdict appears below as soon as there is one.", cls="meta"))
        return
    try:
        claim = make_claim(values(fields, view.event, taken))
    except ReadoutsError as error:
        show(tag("p", str(error), cls="warn", role="alert"))
        return
    check = checked([claim])[0]
    show(tag("section", tag("h2", "What the texts say to it"), article(check, view, opened=True), cls="preview"))
    if st.button("Save this claim", key="claim-save", type="primary"):
        _save(book, claim)


def _fields(view: View) -> dict[str, Any]:
    events = {e.id: e for e in store.events()}
    event = events[view.event]
    n = st.session_state.get(_SAVED, 0)
    fields: dict[str, Any] = {
        "text": st.text_area("The claim, in a sentence", key=text_key(), height=80, max_chars=2000)
    }
    a, b = st.columns(2)
    fields["test"] = a.selectbox("What it says", TESTS, format_func=TEST_WORDS.__getitem__, key="claim-test")
    test = fields["test"]
    fields["direction"] = b.selectbox("Namely", DIRECTIONS[test], key=f"claim-direction-{test}")
    a, b, c = st.columns(3)
    sides = [*event.sides] if test in ("change", "contrast") else ["", *event.sides]
    fields["side"] = a.selectbox(
        "In whose text",
        sides,
        format_func=lambda s: side_name(s) if s else "every side’s",
        key=f"claim-side-{test}-{event.id}",
    )
    people = [p.short for p in event.participants]
    fields["speaker"] = b.selectbox(
        "Said by",
        ["", *people],
        format_func=lambda s: s or "anybody who speaks for the side",
        key=f"claim-speaker-{event.id}",
    )
    ids = [t.id for t in topics() if t.id != "other"]
    subjects = ["", *ids] if test in ("change", "contrast") else ids
    fields["topic"] = c.selectbox(
        "On",
        subjects,
        index=subjects.index(view.topic) if view.topic in subjects else 0,
        format_func=lambda t: label(t) if t else "every subject",
        key=f"claim-topic-{test}-{view.topic}",
    )
    fields |= {"scales": [], "baseline": "", "versus": ""}
    if test in ("change", "contrast"):
        a, b = st.columns(2)
        fields["scales"] = a.multiselect(
            "Scales that count",
            list(HARDER_UP),
            format_func=scale_name,
            key=f"claim-scales-{n}",
            placeholder="all of them",
        )
        if test == "change":
            earlier = _earlier(events, event)
            fields["baseline"] = b.selectbox(
                "Compared with",
                [*BASELINES, *earlier],
                format_func=lambda v: BASELINES.get(v) or f"{v[:10]} · {event_title(events[v])}",
                key=f"claim-baseline-{event.id}",
            )
        else:
            others = [e for e in events if e != event.id]
            fields["versus"] = b.selectbox(
                "The other call",
                others,
                format_func=lambda v: f"{v[:10]} · {event_title(events[v])}",
                key=f"claim-versus-{event.id}",
            )
    a, b, c, d = st.columns(4)
    fields["claimant"] = a.text_input("Who claims it", key=f"claim-claimant-{n}")
    fields["source"] = b.text_input("Where", key=f"claim-source-{n}")
    fields["url"] = c.text_input("Address", key=f"claim-url-{n}", placeholder="https://…")
    fields["made"] = d.date_input("On which day", value=None, key=f"claim-made-{n}")
    return fields


def _earlier(events: Mapping[str, Event], event: Event) -> list[str]:
    return [e.id for e in events.values() if (e.date, e.id) < (event.date, event.id)]


def values(fields: Mapping[str, Any], event_id: str, taken: Sequence[str]) -> dict[str, Any]:
    """The form as the values of a claim; its id is made of its first words, and is nobody else's."""
    words = re.findall(r"[^\W_]+", str(fields["text"]))[:OWN_ID_WORDS]
    stem = slug(" ".join(words))[:70].strip("-") or "claim"
    names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 1000))
    found = {k: v for k, v in fields.items() if v not in ("", None, [])}
    found["text"] = " ".join(str(fields["text"]).split())
    found["made"] = fields["made"].isoformat() if fields.get("made") else ""
    for name in ("claimant", "source", "url"):
        found[name] = str(fields.get(name) or "").strip()
    return found | {"id": next(n for n in names if n not in taken), "call": event_id}


def _save(book: ClaimBook, claim: Claim) -> None:
    try:
        book.save(claim)
    except ReadoutsError as error:
        show(tag("p", f"Not saved. {error}", cls="warn", role="alert"))
        return
    notice.say("claims", f"Saved: {claim.text}", partial(_take_back, book))
    st.session_state[_SAVED] = int(st.session_state.get(_SAVED, 0)) + 1
    address.show(address.current().with_(row=claim.id))
    st.rerun()


def _take_back(book: ClaimBook) -> str:
    return f"Undone: {book.undo() or 'there was nothing to take back'}."
