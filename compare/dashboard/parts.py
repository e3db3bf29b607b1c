"""Small pieces that recur on every page: the mark of a side, badges, a publication's name, empty states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from compare.analysis import Reading
from compare.markup import Child, Markup, join, line, safe_url, tag, tip
from compare.palette import FIDELITY_NOTES, language_name, side_class, side_name, side_shape
from compare.report_words import day as day
from compare.report_words import plural as plural
from compare.report_words import zone as zone
from compare.topics import topics
from readouts.model import Event, Fidelity, Readout


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each as column → value."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def clock(moment: datetime) -> str:
    """``4 Feb 2026, 23:40 UTC+8``."""
    return f"{moment.day} {moment:%b %Y, %H:%M} {zone(moment)}"


def side_mark(side: str) -> Markup:
    """The shape of a side in its colour, named for those who do not see it."""
    return tag("span", cls=f"mark-side {side_shape(side)}", aria_hidden="true")


def side_label(side: str) -> Markup:
    """Mark and name of a side."""
    return tag("span", side_mark(side), " ", side_name(side), cls=f"side {side_class(side)}")


def fidelity_badge(fidelity: Fidelity | None) -> Markup:
    """The badge that says how near a text is to what was published."""
    if fidelity is None:
        return tag("span", "no text yet", cls="badge none")
    return tag(
        "span",
        fidelity.value,
        tip(tag("b", fidelity.value.capitalize()), line(FIDELITY_NOTES[fidelity])),
        cls=f"badge {'indicative' if fidelity.indicative else 'official'}",
        data_tip=True,
        tabindex=0,
    )


def outside(url: str, *children: Child) -> Markup:
    """A link out of the app; the words alone where the address is none a browser should open."""
    address = safe_url(url)
    if address is None:
        return join(*children)
    return tag("a", *children, href=address, target="_blank", rel="noopener noreferrer", cls="out")


def short_name(readout: Readout) -> str:
    """``CN · Chinese · CCTV``, for menus."""
    return f"{readout.side} · {language_name(readout.language)} · {readout.publisher}"


def language_of(readout: Readout, text_language: str) -> str:
    """Language of a publication, and of the text that stands for it where that is another."""
    name = language_name(readout.language)
    return name if text_language == readout.language else f"{name}, here in {language_name(text_language)}"


def provenance(reading: Reading) -> Markup:
    """Which version of which text: revision, capture, sums, and the rules that read it."""
    revision = reading.revision
    return tag(
        "p",
        f"Revision {revision.number}, {revision.fidelity.value}, captured {clock(revision.retrieved_at)}. ",
        f"sha256 {revision.sha256[:12]}…, rules {reading.analysis.rules}.",
        cls="prov",
    )


def event_title(event: Event) -> str:
    """Who with whom."""
    names = [p.name("en") for p in event.participants]
    return event.title or " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def show(*children: Child, cls: str = "") -> None:
    """Put markup on the page. It is sanitised once more by the browser side of Streamlit."""
    st.html(tag("div", *children, cls=f"ro {cls}".strip()))


def text_labels(readings: Sequence[Reading]) -> dict[str, str]:
    """A short name for every text, by which its line in a drawing is told from others of its side.

    The language, where no side has two texts in one; else ``T1``, ``T2`` … as the brief numbers them.
    """
    kinds = [(r.readout.side, r.revision.language) for r in readings]
    if len(set(kinds)) == len(kinds):
        return {r.readout.id: r.revision.language for r in readings}
    return {r.readout.id: f"T{n}" for n, r in enumerate(readings, start=1)}


def no_such_topic(topic: str) -> bool:
    """Say that an address asks for a topic there is none of; whether it does."""
    if not topic or topic in {t.id for t in topics()}:
        return False
    empty_state("No such topic", tag("p", f"The address asks for the topic “{topic}”. Choose one above."))
    return True


def empty_state(title: str, *children: Child, kind: str = "empty") -> None:
    """A calm box that says what is missing and what to do."""
    role = "alert" if kind == "error" else None
    show(tag("section", tag("h2", title), *children, cls=f"state {kind}", role=role))
