"""A small map of a text: its statements in order, as wide as they are long, in the colours of their topics."""

from __future__ import annotations

import pandas as pd

from compare.analysis import Reading
from compare.dashboard.address import View, href
from compare.dashboard.parts import plural
from compare.dashboard.reader import place
from compare.markup import Markup, line, tag, tip
from compare.palette import family
from compare.records import Statement
from compare.report_words import percent
from compare.tables import MENTIONED
from compare.topics import label

NAMED = 5
"""Topics named below the map, in the order in which the text first comes to them."""


def minimap(reading: Reading, coverage: pd.DataFrame, view: View) -> Markup:
    """The map of a text and the shares of its topics. coverage: the coverage table of the call."""
    statements = [s for s in reading.analysis.statements if s.words]
    rows = coverage[(coverage["readout_id"] == reading.readout.id) & (coverage["status"] == MENTIONED)]
    shares = dict(zip(rows["topic"], rows["share"], strict=True))
    order = [t for t in dict.fromkeys(t for s in statements for t in s.mentioned) if t in shares]
    named = [
        tag("li", tag("span", label(t), cls=f"topic fam-{family(t)}"), f" {percent(shares[t])}") for t in order[:NAMED]
    ]
    more = len(order) - NAMED
    return tag(
        "nav",
        tag("div", *(_piece(reading, s, view) for s in statements), cls="map"),
        tag("ol", *named, tag("li", f"and {more} more") if more > 0 else None, cls="order") if named else None,
        cls="mini",
        aria_label="Order of topics",
    )


def _piece(reading: Reading, statement: Statement, view: View) -> Markup:
    topics = statement.topics
    where = place(reading.readout.id, statement)
    names = ", ".join(label(t) for t in topics) or "no topic"
    dim = " off" if view.topic and view.topic not in topics else ""
    return tag(
        "a",
        tag("span", names, cls="sr"),
        tip(tag("b", names), line(plural(statement.words, "word")), line(statement.text[:140], cls="quote")),
        href=href("side-by-side", view.with_(at=(where,))),
        data_go=True,
        data_key=f"map-{where}",
        data_scroll=f"at-{where}",
        data_map=where,
        data_tip=True,
        tabindex=-1,
        cls=f"piece fam-{family(topics[0]) if topics else 'none'}{dim}",
        style=f"flex-grow:{statement.words}",
    )
