"""The page *Side by side*: two to six publications in columns, one topic brought out in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from compare.analysis import Comparison, Reading
from compare.dashboard import reader, store
from compare.dashboard.address import View, href, toggled
from compare.dashboard.heatmap import percent
from compare.dashboard.markup import Child, Markup, join, tag
from compare.dashboard.palette import FAMILY_LABELS, family, language_name, side_class, side_name
from compare.dashboard.parts import (
    clock,
    empty_state,
    fidelity_badge,
    language_of,
    outside,
    provenance,
    records,
    show,
    side_label,
    side_mark,
)
from compare.tables import MENTIONED, SAID_NOT_DISCUSSED, coverage_table
from compare.topics import label

FEWEST, MOST, USUAL = 2, 6, 3


def body(view: View) -> None:
    """Draw the page."""
    comparison = store.comparison(view.event)
    if not comparison.readings:
        link = tag("a", "Add one by paste", href=href("library", view), data_go=True)
        empty_state("No text of this call yet", tag("p", "There is nothing to set side by side. ", link, "."))
        return
    readings, unknown = chosen(comparison, view.readouts)
    table = store.coverage(view.event)
    if view.topic and view.topic not in set(table["topic"]):
        table = pd.concat([table, coverage_table(comparison, [view.topic] if _known(view.topic) else [])])
    show(
        tag("h1", "Side by side", cls="page-title"),
        tag("p", f"Not shown, as this call has no such text: {', '.join(unknown)}.", cls="warn") if unknown else None,
        publication_chips(comparison, readings, view),
        topic_chips(comparison, table, view),
    )
    if view.topic:
        show(lane(readings, table, view))
    show(columns(readings, view))
    show(legend(readings))


def _known(topic: str) -> bool:
    return label(topic) != topic or topic == "other"


def chosen(comparison: Comparison, wanted: Sequence[str]) -> tuple[list[Reading], list[str]]:
    """The readings to show and the ids that were asked for but are not there.

    Without a choice: the first text of every side, then further language versions, up to three.
    """
    have = {r.readout.id: r for r in comparison.readings}
    unknown = [w for w in wanted if w not in have]
    picked = [have[w] for w in wanted if w in have][:MOST]
    if picked:
        return picked, unknown
    first = {r.readout.side: r for r in reversed(comparison.readings)}
    usual = {r.readout.id for r in first.values()}
    for r in comparison.readings:
        if len(usual) >= USUAL:
            break
        usual.add(r.readout.id)
    return [r for r in comparison.readings if r.readout.id in usual][:MOST], unknown


def publication_chips(comparison: Comparison, shown: Sequence[Reading], view: View) -> Markup:
    """A switch per publication; two stay on at least where there are two, six at most."""
    on = [r.readout.id for r in shown]
    chips = []
    for r in comparison.readings:
        id_ = r.readout.id
        after = toggled(on, id_)
        free = min(FEWEST, len(comparison.readings)) <= len(after) <= MOST
        words = join(side_mark(r.readout.side), f" {language_name(r.readout.language)} · {r.readout.publisher}")
        pressed = id_ in on
        chips.append(
            tag(
                "a",
                words,
                href=href("side-by-side", view.with_(readouts=after)) if free else None,
                data_go=free,
                data_key=f"pub-{id_}",
                role="button",
                aria_pressed="true" if pressed else "false",
                aria_disabled=None if free else "true",
                tabindex=0,
                title=None if free else "At least two publications stay" if pressed else "Six at most",
                cls=f"chip {side_class(r.readout.side)}" + (" on" if pressed else ""),
            )
        )
    return tag("div", tag("span", "Texts", cls="label"), *chips, cls="chips", role="group", aria_label="Texts shown")


def topic_chips(comparison: Comparison, table: pd.DataFrame, view: View) -> Markup:
    """A link per topic of these texts, with the marks of the sides that bring it up."""

    def chip(topic: str, *words: Child) -> Markup:
        on = topic == view.topic
        return tag(
            "a",
            *words,
            href=href("side-by-side", view.with_(topic="" if on else topic)),
            data_go=True,
            data_key=f"topic-{topic or 'all'}",
            role="button",
            aria_pressed="true" if on else "false",
            cls=f"chip topic fam-{family(topic)}" + (" on" if on else ""),
        )

    chips = [chip("", "All topics")]
    for (topic, name), rows in table.groupby(["topic", "topic_label"], sort=False):
        speaking = dict.fromkeys(rows.loc[rows["status"] == MENTIONED, "side"])
        marks = [tag("span", side_mark(side), cls=side_class(side)) for side in speaking]
        chips.append(chip(str(topic), str(name), tag("span", marks, cls="sides"), _sr(", ", map(side_name, speaking))))
    return tag("div", tag("span", "Topic", cls="label"), *chips, cls="chips topics", role="group", aria_label="Topic")


def _sr(between: str, words: Any) -> Markup:
    found = list(words)
    return tag("span", f" ({between.join(found) or 'no side'})", cls="sr")


def lane(readings: Sequence[Reading], table: pd.DataFrame, view: View) -> Markup:
    """What each text says on the chosen topic, or that it says nothing and what was searched."""
    rows = {r["readout_id"]: r for r in records(table[table["topic"] == view.topic])}
    cards = [_card(r, rows.get(r.readout.id), view.topic) for r in readings]
    tone = tag("a", "Tone on this topic", href=href("tone", view), data_go=True, cls="next small")
    return tag(
        "section",
        tag(
            "div",
            tag("h2", "On ", tag("em", label(view.topic), cls=f"fam-{family(view.topic)}")),
            tone,
            cls="lane-head",
        ),
        tag("div", *cards, cls=f"cols n{len(readings)}"),
        cls="lane",
        data_for=f"lane-{view.topic}",
    )


def _card(reading: Reading, row: dict[str, Any] | None, topic: str) -> Markup:
    side = reading.readout.side
    language = tag("span", language_name(reading.readout.language), cls="lang")
    head = tag("h3", side_label(side), language, fidelity_badge(reading.revision.fidelity))
    about = [s for s in reading.analysis.statements if topic in s.topics]
    if row is None or not about:
        status = row["status"] if row else "unknown topic"
        searched = row["searched"] if row else ""
        terms = tag("details", tag("summary", "Terms searched"), tag("p", searched or "none in this language"))
        return tag(
            "article",
            head,
            tag("p", tag("span", "–", cls="sign", aria_hidden="true"), " ", status, cls="silence"),
            terms,
            provenance(reading),
            cls=f"card empty {side_class(side)}",
        )
    summary = f"{percent(row['share'])} of the words"
    if row["status"] == SAID_NOT_DISCUSSED:
        summary = row["status"]
    blocks, speaker = [], ""
    for s in about:
        spans = s.own if s.role == "frame" and s.own else ((s.start, s.end),)
        blocks.append(reader.block(reading, s, spans, topic=topic, show_speaker=s.speaker != speaker))
        speaker = s.speaker
    tone = row["strongest_tone"]
    return tag(
        "article",
        head,
        tag("p", summary, f" · {tone}" if tone else None, cls="meta"),
        *blocks,
        cls=f"card {side_class(side)}",
    )


def columns(readings: Sequence[Reading], view: View) -> Markup:
    """The full texts."""
    return tag(
        "section",
        tag("h2", "Full texts") if view.topic else None,
        tag("div", *(_column(r, view) for r in readings), cls=f"cols n{len(readings)}"),
        cls="texts" + (" focused" if view.topic else ""),
    )


def _column(reading: Reading, view: View) -> Markup:
    readout, revision = reading.readout, reading.revision
    when = clock(readout.published_at) if readout.published_at else readout.published_text or "time not known"
    head = tag(
        "header",
        tag("p", side_label(readout.side), " ", fidelity_badge(revision.fidelity), cls="line"),
        tag("p", readout.publisher, cls="pub"),
        tag("h3", outside(readout.url, readout.title), lang=readout.language, cls="title") if readout.title else None,
        tag("p", f"{language_of(readout, revision.language)} · {when} · {reading.analysis.words:,} words", cls="meta"),
    )
    return tag(
        "article",
        head,
        tag("div", reader.full_text(reading, view.topic), cls="text"),
        provenance(reading),
        cls=f"column {side_class(readout.side)}",
        aria_label=f"{side_name(readout.side)}, {readout.publisher}",
    )


def legend(readings: Sequence[Reading]) -> Markup:
    """What the marks mean."""
    marks = [
        tag("span", tag("mark", "must, should, asks", cls="m-obligation"), " obligation"),
        tag("span", tag("mark", "commits, intends", cls="m-commitment"), " commitment"),
        tag("span", tag("mark", "warning 1–3", cls="m-warning"), " warning"),
        tag("span", tag("mark", "+1 +2", cls="m-warmth"), " ", tag("mark", "−1 −2", cls="m-warmth cold"), " warmth"),
    ]
    seen = dict.fromkeys(family(t) for r in readings for s in r.analysis.statements for t in s.topics)
    families = [tag("span", FAMILY_LABELS[f], cls=f"topic fam-{f}") for f in FAMILY_LABELS if f in seen]
    note = "Hover, focus or tap a marked word for the rule and its value; a name in italics is quoted by another side."
    return tag(
        "div", tag("p", *marks), tag("p", *families) if families else None, tag("p", note, cls="foot"), cls="legend"
    )
