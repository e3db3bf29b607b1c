"""What would be saved: warnings, what was left out, what of the library it repeats, and how it is read."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import streamlit as st

from compare.analysis import Reading, read_revision
from compare.dashboard import reader
from compare.dashboard.address import View, href
from compare.dashboard.parts import clock, plural, short_name, show
from compare.markup import Markup, tag
from compare.topics import label
from readouts.drafts import Draft
from readouts.duplicates import Duplicate
from readouts.errors import InputError
from readouts.model import Event, Readout, Revision, text_sha256

UNSAVED = "unsaved"


def reading_of(draft: Draft, event: Event, known: Readout | None) -> Reading:
    """A corrected draft as it would be read. known: the listed publication it is a version of.

    Raises InputError where side or language is missing.
    """
    side = known.side if known else draft.side.value
    if not side:
        raise InputError("The side is not known yet. Choose who published the text under “Side”.")
    if not draft.language.value:
        raise InputError(
            f"The language is not known ({draft.language.reason}). Choose it under “Language of the text”."
        )
    if known is None and not draft.publisher.value:
        raise InputError("The publisher is not known yet. Name it under “Publisher”, for example the ministry.")
    readout = known or Readout(
        UNSAVED,
        event.id,
        side,
        draft.publisher.value,
        draft.kind.value,
        draft.language.value,
        draft.title.value,
        draft.url,
    )
    return _read(
        text_sha256(draft.text), repr((event, side, draft.language.value, draft.fidelity.value)), event, readout, draft
    )


@st.cache_resource(show_spinner="Reading the text …", max_entries=16)
def _read(sha256: str, about: str, _event: Event, _readout: Readout, _draft: Draft) -> Reading:
    when = _draft.retrieved_at or datetime.now(UTC)
    revision = Revision(0, 1, _draft.text, _draft.language.value, sha256, when, _draft.fidelity.value, note=_draft.note)
    return read_revision(_event, _readout, revision)


def cautions(draft: Draft) -> None:
    """What is suspicious, what was repaired, and what was left out."""
    if draft.warnings:
        show(
            tag(
                "section",
                tag("b", "Look at this before you save"),
                tag("ul", *(tag("li", w) for w in draft.warnings)),
                cls="warn",
                role="alert",
            )
        )
    notes = [tag("li", n) for n in draft.notes]
    dropped = [tag("li", d) for d in draft.dropped]
    show(
        tag("details", tag("summary", f"Repaired: {len(notes)}"), tag("ul", *notes), cls="listed") if notes else None,
        tag("details", tag("summary", f"Left out: {plural(len(dropped), 'piece')}"), tag("ul", *dropped), cls="listed")
        if dropped
        else None,
    )


def repeats(draft: Draft, into: str) -> None:
    """Publications of the library that the text repeats, with what differs."""
    if draft.duplicates:
        show(*(_duplicate(d, into) for d in draft.duplicates[:3]))


def _duplicate(found: Duplicate, into: str) -> Markup:
    readout = found.readout
    where = f"{short_name(readout)}, revision {found.revision.number} of {clock(found.revision.retrieved_at)}"
    said = {
        "same": "This very text is in the library already: saving it changes nothing.",
        "revision": "This is a new revision of a publication that is here: it is kept beside the old one.",
        "near": "Much the same words are here already"
        + (
            " as a revision of this publication."
            if readout.id == into
            else " as another publication, such as a repost."
        ),
    }[found.relation]
    gone = [tag("li", tag("del", s)) for s in found.removed]
    come = [tag("li", tag("ins", s)) for s in found.added]
    difference = tag(
        "div",
        tag("div", tag("h4", "Only in the revision here"), tag("ul", *gone)) if gone else None,
        tag("div", tag("h4", "Only in the new text"), tag("ul", *come)) if come else None,
        cls="difference",
        lang=found.revision.language,
    )
    link = tag("a", "Open its call", href=href("call", View(event=readout.event_id)), data_go=True)
    return tag(
        "section",
        tag("p", tag("b", said)),
        tag("p", f"{where}; {found.likeness:.0%} of the words are the same. ", link, cls="meta"),
        difference if gone or come else None,
        cls="repeats",
    )


def preview(reading: Reading) -> None:
    """The statements with their topics and speakers."""
    statements = reading.analysis.statements
    topics = Counter(t for s in statements for t in s.topics)
    speakers = Counter(s.speaker for s in statements)
    found = ", ".join(f"{label(t)} ({n})" for t, n in topics.most_common()) or "no listed topic"
    voices = ", ".join(f"{reader.speaker_words(reading, s)[0]} ({n})" for s, n in speakers.most_common())
    show(
        tag(
            "section",
            tag("h3", "How it is read"),
            tag("p", f"{plural(reading.analysis.words, 'word')}, {plural(len(statements), 'statement')}.", cls="meta"),
            tag("p", tag("b", "Topics: "), f"{found}.", cls="meta"),
            tag("p", tag("b", "Speakers: "), f"{voices or 'nobody'}.", cls="meta"),
            tag("div", reader.full_text(reading), cls="text"),
            cls="preview",
            tabindex=0,
            role="region",
            aria_label="Preview",
        )
    )
