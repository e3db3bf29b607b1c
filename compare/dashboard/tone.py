"""The page *Tone*: how each side speaks on each topic, the table behind the plots, and the words behind the table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from compare.analysis import Comparison, Reading
from compare.carrying import carried
from compare.dashboard import address, reader, store
from compare.dashboard.address import View, href
from compare.dashboard.files import downloads
from compare.dashboard.heatmap import searched_terms
from compare.dashboard.parts import (
    empty_state,
    fidelity_badge,
    no_such_topic,
    provenance,
    records,
    show,
    side_label,
    side_mark,
    text_labels,
)
from compare.dashboard.scales import SCALES, definitions, plot, row_key
from compare.markup import Markup, join, tag
from compare.palette import family, language_name, side_class, side_name
from compare.report_quotes import voice
from compare.report_text import TONE, TONE_HEADS, tone_values
from compare.tables import CONTRACT, NO_TOPIC, QUOTED, coverage_table, words_alone
from compare.topics import label

SHOWN = (
    "topic_label",
    "side",
    "publisher",
    "speaker",
    "text_language",
    "statements",
    "words",
    "warmth_strongest",
    "warmth_mean",
    "obligation_max",
    "obligation_holder",
    "obligation_mean",
    "commitment_max",
    "commitment_actor",
    "commitment_mean",
    "warning_max",
    "warning_mean",
    "emphasis_per_100",
    "specificity_per_100",
    "fidelity",
    "revision",
    "quotes",
)
"""Columns of the table on the screen, in their order; the others are hidden there and stand in the downloads."""

ROW = 35
"""Height of a row of the table in pixels."""

HEADS = {
    "topic_label": "Topic",
    "side": "Side",
    "publisher": "Publisher",
    "speaker": "Speaker",
    "text_language": "Text in",
    "statements": "Statements",
    "words": "Words",
    "warmth_strongest": "Warmth",
    "warmth_mean": "mean",
    "obligation_max": "Obligation",
    "obligation_holder": "who has to",
    "obligation_mean": "mean ",
    "commitment_max": "Commitment",
    "commitment_actor": "who undertakes",
    "commitment_mean": "mean  ",
    "warning_max": "Warning",
    "warning_mean": "mean   ",
    "emphasis_per_100": "Emphasis /100",
    "specificity_per_100": "Specificity /100",
    "fidelity": "Fidelity",
    "revision": "Rev.",
    "quotes": "Words behind it",
}


def body(view: View) -> None:
    """Draw the page."""
    comparison = store.comparison(view.event)
    if not comparison.readings:
        link = tag("a", "Add one", href=href("add", View(event=view.event)), data_go=True)
        empty_state("No text of this call yet", tag("p", "There is no tone to measure. ", link, "."))
        return
    everything = store.tone(view.event)
    table = filtered(everything, view)
    show(
        tag("h1", "Tone", (tag("em", f" on {label(view.topic)}") if view.topic else None), cls="page-title"),
        tag(
            "p",
            "Each mark is the strongest value of a scale for one speaker in one publication. A filled mark is the "
            "publisher’s own side or both leaders; a hollow one, words it puts in the other side’s mouth. "
            "Choose a mark to read the sentences.",
            cls="deck",
        ),
        _filters(comparison, everything, view),
    )
    if no_such_topic(view.topic):
        return
    if table.empty:
        _nothing(comparison, everything, view)
        return
    indicative = dict.fromkeys(table.loc[table["indicative"], "fidelity"])
    if indicative:
        words = f"Scores from a text that is a {' or an '.join(indicative)} are indicative only."
        show(tag("p", words, cls="warn"))
    show(_key(comparison), plot(comparison, table[table["topic"] != NO_TOPIC], view))
    with st.expander("What the scales mean"):
        show(definitions())
    _table(comparison, table, view)


def _nothing(comparison: Comparison, everything: pd.DataFrame, view: View) -> None:
    """Why the choice leaves nothing: none of the texts is on the topic, or the speaker says nothing on it."""
    everything_link = tag("p", tag("a", "Show everything", href=href("tone", View(event=view.event)), data_go=True))
    if view.topic and view.topic not in set(everything["topic"]):
        rows = records(coverage_table(comparison, [view.topic]))
        lines = [_searched(comparison.reading(row["readout_id"]), row) for row in rows]
        title = f"None of these texts speaks of {label(view.topic)}"
        empty_state(title, tag("ul", *lines, cls="searched"), everything_link)
        return
    who = {"both": "both leaders", "publisher": "the narration"}.get(view.speaker, view.speaker)
    on = f" on {label(view.topic)}" if view.topic else ""
    words = f"No statement here is by {who}{on}."
    empty_state("Nothing to show for this choice", tag("p", words), everything_link)


def _searched(reading: Reading, row: dict[str, Any]) -> Markup:
    said = row["not_counted"] or (row["quotes"] if row["status"] in QUOTED else "")
    terms = searched_terms(row["searched"]) or "no terms in this language"
    return tag(
        "li",
        side_label(reading.readout.side),
        f" · {reading.readout.publisher}: {row['status']}",
        f" ({said})" if said else None,
        tag("p", f"Searched for: {terms}.", cls="prov"),
        provenance(reading),
    )


def filtered(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of the topic and the speaker that the view asks for."""
    if view.topic:
        table = table[table["topic"] == view.topic]
    if view.speaker:
        table = table[table["speaker"] == view.speaker]
    return table.reset_index(drop=True)


def _filters(comparison: Comparison, table: pd.DataFrame, view: View) -> Markup:
    speakers = list(dict.fromkeys(table["speaker"]))
    chips = [
        tag(
            "a",
            {"": "All speakers", "publisher": "narration", "both": "both leaders"}.get(name, name),
            href=href("tone", view.with_(speaker=name, row="")),
            data_go=True,
            data_key=f"speaker-{name or 'all'}",
            role="button",
            aria_pressed="true" if name == view.speaker else "false",
            cls="chip" + (" on" if name == view.speaker else ""),
        )
        for name in ("", *speakers)
    ]
    topic = None
    if view.topic:
        everything = href("tone", view.with_(topic="", row=""))
        topic = join(
            tag("span", "Topic", cls="label"),
            tag("span", label(view.topic), cls=f"chip topic on fam-{family(view.topic)}"),
            tag("a", "All topics", href=everything, data_go=True, data_key="tone-all", cls="chip"),
        )
    read = tag(
        "a",
        "Read side by side",
        href=href("side-by-side", view.with_(row="", speaker="")),
        data_go=True,
        cls="next small",
    )
    return tag(
        "div", tag("span", "Said by", cls="label"), *chips, topic, read, cls="chips", role="group", aria_label="Choice"
    )


def _key(comparison: Comparison) -> Markup:
    labels = text_labels(comparison.readings)
    lines = [
        tag(
            "li",
            side_mark(r.readout.side),
            tag("b", f" {labels[r.readout.id]}"),
            f" {side_name(r.readout.side)}, {r.readout.publisher} ({language_name(r.readout.language)}) ",
            fidelity_badge(r.revision.fidelity),
            cls=side_class(r.readout.side),
        )
        for r in comparison.readings
    ]
    return tag("ul", *lines, cls="key")


def _table(comparison: Comparison, table: pd.DataFrame, view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="table-head"):
        show(
            tag("h2", "The tone table"),
            tag(
                "p", "Choose a row to read its sentences. The downloads hold these rows, with every column.", cls="foot"
            ),
        )
        what = "_".join(filter(None, ["tone", view.topic, view.speaker]))
        downloads(view.event, what, lambda: table, _about(view), name="tone")
    event = st.dataframe(
        table,
        column_order=SHOWN,
        column_config=_columns(),
        hide_index=True,
        selection_mode="single-row",
        on_select="rerun",
        key=f"tone-{view.event}-{view.topic}-{view.speaker}",
        height=min(ROW * (len(table) + 1) + 3, 15 * ROW),
    )
    show(_printed(comparison, table))
    rows = event.selection.rows if hasattr(event, "selection") else []
    keys = [row_key(row) for row in records(table)]
    picked = keys[rows[0]] if rows and rows[0] < len(keys) else ""
    if picked and picked != st.session_state.get("tone-picked"):
        # Only a new choice in the table moves the address: a mark chosen later stays chosen.
        view = view.with_(row=picked)
        address.show(view)
    st.session_state["tone-picked"] = picked
    if view.row in keys:
        show(evidence(comparison, records(table)[keys.index(view.row)]))
    elif view.row:
        show(
            tag(
                "p",
                "The row this address asks for is not in this table: the text or the rules have changed.",
                cls="warn",
            )
        )


def _printed(comparison: Comparison, table: pd.DataFrame) -> Markup:
    """The table on paper, where a grid that scrolls would show a part of itself: every row, with what decides."""
    labels = text_labels(comparison.readings)
    rows = [
        tag(
            "tr",
            tag("th", row["topic_label"], scope="row"),
            tag("td", f"{row['side']} {labels[row['readout_id']]}" + (" *" if row["indicative"] else "")),
            tag("td", voice(row["speaker"])),
            tag("td", str(row["statements"])),
            *(tag("td", value) for value in tone_values(row)),
            tag("td", words_alone(row["quotes"], 4)),
        )
        for row in records(table)
    ]
    weak = " * not an official text: indicative only." if bool(table["indicative"].any()) else ""
    return tag(
        "div",
        tag("table", tag("thead", tag("tr", *(tag("th", h, scope="col") for h in TONE_HEADS))), tag("tbody", *rows)),
        tag("p", TONE, weak, cls="foot"),
        cls="on-paper",
    )


def _columns() -> dict[str, Any]:
    contract = CONTRACT["tone"]
    config: dict[str, Any] = {}
    for name in SHOWN:
        note = contract[name]
        if name.endswith(("_mean", "_per_100")):
            config[name] = st.column_config.NumberColumn(HEADS[name], help=note, format="%.2f", width=72)
        elif name.endswith(("_max", "_strongest")) or name in ("statements", "words", "revision"):
            config[name] = st.column_config.NumberColumn(HEADS[name], help=note, format="%d", width=84)
        else:
            wide = name in ("publisher", "topic_label")
            config[name] = st.column_config.TextColumn(
                HEADS[name], help=note, width="large" if name == "quotes" else "medium" if wide else "small"
            )
    return config


def _about(view: View) -> dict[str, str]:
    return {
        "Topic": view.topic or "all",
        "Speaker": view.speaker or "all",
        **{f"{s.name} ({s.low} to {s.high})": s.definition for s in SCALES},
    }


def evidence(comparison: Comparison, row: dict[str, Any]) -> Markup:
    """The sentences behind one row of the tone table, the deciding words marked."""
    reading = comparison.reading(row["readout_id"])
    about = [
        s
        for s in carried(reading.analysis.statements)
        if s.speaker == row["speaker"] and (row["topic"] in s.mentioned or (row["topic"] == NO_TOPIC and not s.topics))
    ]
    blocks = []
    for number, s in enumerate(about):
        spans = s.own if s.role == "frame" and s.own else ((s.start, s.end),)
        topic = "" if row["topic"] == NO_TOPIC else row["topic"]
        blocks.append(reader.block(reading, s, spans, topic=topic, show_speaker=number == 0))
    side = reading.readout.side
    title = ("h2", f"{row['topic_label']}, said by {row['speaker']}")
    return tag(
        "section",
        tag(title[0], title[1]),
        tag(
            "p",
            side_label(side),
            f" · {reading.readout.publisher} · ",
            fidelity_badge(reading.revision.fidelity),
            cls="meta",
        ),
        *blocks,
        provenance(reading),
        cls=f"evidence {side_class(side)}",
        data_for=row_key(row),
    )
