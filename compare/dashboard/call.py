"""The page *Call*: what happened, who published what and when, and which topics each text brings up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from compare.analysis import Comparison
from compare.dashboard import background, brief_button, findings_panel, store
from compare.dashboard.address import View, href
from compare.dashboard.files import downloads
from compare.dashboard.heatmap import coverage_map, one_sided
from compare.dashboard.parts import (
    clock,
    day,
    empty_state,
    event_title,
    fidelity_badge,
    language_of,
    outside,
    plural,
    records,
    show,
    side_label,
    side_mark,
)
from compare.markup import Markup, join, tag
from compare.palette import family, side_class, side_name
from compare.tables import REMAINDER, publications_table
from compare.topics import topics
from readouts.model import Event, Readout, Revision

FOLDER = Path(__file__).parent


def body(view: View) -> None:
    """Draw the page."""
    event = store.shelf().known[view.event]
    st.html(FOLDER / "findings.css")
    show(head(event))
    comparison = store.comparison(view.event)
    brief_button.draw(comparison)
    found = st.empty()
    known = not comparison.readings or background.differences(comparison).done()
    if comparison.readings and known:
        findings_panel.fill(found, comparison, view)
    elif comparison.readings:
        findings_panel.loading(found)
    show(publications(comparison, view))
    downloads(view.event, "publications", lambda: publications_table(comparison))
    if not comparison.readings:
        empty_state(
            "No text of this call yet",
            tag(
                "p", "Run ", tag("code", f"readouts sync {event.id}"), " to fetch the texts, or ", _add_link(view), "."
            ),
        )
        return
    coverage(comparison, view)
    promised = st.empty()
    with st.container(key="call-next"):
        show(
            tag("p", tag("a", "Read the texts side by side", href=href("side-by-side", view), data_go=True, cls="next"))
        )
    if not known:
        findings_panel.fill(found, comparison, view)
    findings_panel.promises(promised, comparison, view)


def _add_link(view: View, readout_id: str = "") -> Markup:
    words = "add its text" if readout_id else "add one"
    return tag("a", words, href=href("add", View(event=view.event, row=readout_id)), data_go=True)


def head(event: Event) -> Markup:
    """Date, title, who took part, where, and who asked for it as each side states it."""
    people = [
        tag(
            "li",
            side_mark(p.side),
            " ",
            " ".join(filter(None, [p.titles.get("en", ""), p.name("en")])),
            cls=side_class(p.side),
        )
        for p in event.participants
    ]
    facts: list[tuple[str, Any]] = [("Took part", tag("ul", *people, cls="people"))]
    if event.place:
        facts.append(("Place", event.place))
    if event.duration:
        facts.append(("Length", event.duration))
    if event.initiator:
        asked = [tag("li", side_label(side), ": ", words) for side, words in event.initiator.items()]
        facts.append(("Who asked for it", tag("ul", *asked, cls="people")))
    return tag(
        "section",
        tag("p", f"{event.kind.value.capitalize()} · {day(event.date)}", cls="kicker"),
        tag("h1", event_title(event)),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts), cls="facts"),
        tag("details", tag("summary", "Notes on this call"), tag("p", event.notes)) if event.notes else None,
        cls="head",
    )


def publications(comparison: Comparison, view: View) -> Markup:
    """Who published what and when: a time line in order of release, then what has no exact time."""
    readouts: dict[str, tuple[Readout, Revision | None]] = {
        **{r.readout.id: (r.readout, r.revision) for r in comparison.readings},
        **{r.id: (r, None) for r in comparison.without_text},
    }
    rows = records(publications_table(comparison))
    timed = sorted((r for r in rows if readouts[r["readout_id"]][0].published_at), key=lambda r: _moment(readouts, r))
    untimed = [r for r in rows if not readouts[r["readout_id"]][0].published_at]
    first = "first" if not untimed else "first with an exact time"
    entries = [_entry(row, *readouts[row["readout_id"]], first, view) for row in timed]
    others = [_entry(row, *readouts[row["readout_id"]], first, view) for row in untimed]
    return tag(
        "section",
        tag("h2", "Who published what, and when"),
        tag("ol", *entries, cls="release") if timed else None,
        tag("p", "Without an exact time, so not in order of release", cls="kicker") if timed and untimed else None,
        tag("ol", *others, cls="release untimed") if untimed else None,
        cls="releases",
    )


def _moment(readouts: dict[str, tuple[Readout, Revision | None]], row: dict[str, Any]) -> datetime:
    moment = readouts[row["readout_id"]][0].published_at
    assert moment is not None
    return moment


def after_first(minutes: int, first: str = "first") -> str:
    """``first`` for 0, ``+42 min``, ``+5 h 30 min``."""
    if minutes == 0:
        return first
    hours, rest = divmod(minutes, 60)
    return f"+{hours} h {rest:02} min" if hours else f"+{rest} min"


def _entry(row: dict[str, Any], readout: Readout, revision: Revision | None, first: str, view: View) -> Markup:
    when: Markup | str
    if readout.published_at:
        when = join(
            tag("time", clock(readout.published_at), datetime=readout.published_at.isoformat()),
            tag("span", f"{readout.published_at.astimezone(UTC):%H:%M} UTC", cls="after")
            if readout.published_at.utcoffset()
            else None,
            tag("span", after_first(int(row["minutes_after_first"]), first), cls="after"),
        )
    else:
        when = readout.published_text or "time not known"
    length = f"{plural(row['words'], 'word')} · {plural(row['statements'], 'statement')}" if revision else None
    language = language_of(readout, revision.language) if revision else language_of(readout, readout.language)
    return tag(
        "li",
        tag("div", when, cls="when"),
        tag("div", side_mark(readout.side), cls="dot"),
        tag(
            "div",
            tag("p", side_name(readout.side), " · ", readout.publisher, cls="pub"),
            tag("p", outside(readout.url, readout.title or "(without title)"), cls="title", lang=readout.language),
            tag("p", f"{readout.kind.value} · {language}", f" · {length}" if length else None, cls="meta"),
        ),
        tag(
            "div",
            fidelity_badge(revision.fidelity if revision else None),
            None if revision else tag("p", _add_link(view, readout.id), cls="meta"),
            cls="state-of",
        ),
        cls=side_class(readout.side),
    )


def coverage(comparison: Comparison, view: View) -> None:
    """The one-sided topics in a line each, then the heat map."""
    table = store.coverage(view.event)
    alone = one_sided(comparison, table)
    show(
        tag("section", tag("h2", "What each text brings up"), _alone(alone, view) if alone else None),
    )
    show(coverage_map(comparison, table, view))
    downloads(view.event, "coverage", lambda: table)
    absent = [t.label for t in topics() if t.id not in set(table["topic"]) and t.id != REMAINDER]
    show(
        tag("p", tag("b", "In none of these texts: "), ", ".join(absent), ".", cls="absent") if absent else None,
        tag(
            "p",
            "Share: part of the text’s words, a statement on several topics counting in equal parts for each. "
            "A dash is a finding: hover, focus or tap it for the terms searched and the revision of the text. ",
            tag("span", "⊘", aria_hidden="true"),
            " marks a topic that the text itself says was not discussed; “word only” one of which a word stands there "
            "in passing or as part of something else, with the word and the reason in the note.",
            cls="foot",
        ),
    )


def _alone(alone: dict[str, list[tuple[str, str]]], view: View) -> Markup:
    def names(found: list[tuple[str, str]]) -> list[Markup]:
        return [
            tag(
                "a",
                name,
                href=href("side-by-side", view.with_(topic=topic)),
                data_go=True,
                cls=f"topic fam-{family(topic)}",
            )
            for topic, name in found
        ]

    rows = [
        tag(
            "div",
            tag("dt", "Only ", side_label(side)),
            tag("dd", names(found) or tag("span", "nothing", cls="nothing")),
        )
        for side, found in alone.items()
        if side
    ]
    everyone = "Both sides" if len(rows) == 2 else "Every side"
    shared = tag("div", tag("dt", everyone), tag("dd", names(alone[""]) or tag("span", "nothing", cls="nothing")))
    return tag("dl", shared, *rows, cls="alone")
