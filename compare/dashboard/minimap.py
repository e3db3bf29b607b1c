"""A small map of a text: its statements in order, as wide as they are long, in the colours of their topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

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


MOST = 90
"""Pieces of a map: more are too narrow to be seen or hit in a column, and would run out of it."""


def pieces(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements of a text in at most MOST pieces, in order.

    A statement each; of a longer text neighbours on one topic, or where that is not enough, stretches of equal length.
    """
    if len(statements) <= MOST:
        return [[s] for s in statements]
    runs = [list(run) for _, run in groupby(statements, key=lambda s: s.topics[:1])]
    if len(runs) <= MOST:
        return runs
    total, done = sum(s.words for s in statements), 0
    stretches: dict[int, list[Statement]] = {}
    for s in statements:
        stretches.setdefault(MOST * done // total, []).append(s)
        done += s.words
    return list(stretches.values())


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
        tag("div", *(_piece(reading, found, view) for found in pieces(statements)), cls="map"),
        tag("ol", *named, tag("li", f"and {more} more") if more > 0 else None, cls="order") if named else None,
        cls="mini",
        aria_label="Order of topics",
    )


def _piece(reading: Reading, statements: Sequence[Statement], view: View) -> Markup:
    """One piece, in the colour of the chosen topic where it is on it, else of the topic with most words."""
    words: Counter[str] = Counter()
    for s in statements:
        words.update(dict.fromkeys(s.topics[:1], s.words))
    every = {t for s in statements for t in s.topics}
    topics = [t for t, _ in words.most_common()]
    topics += [t for s in statements for t in s.topics if t not in topics]
    colour = view.topic if view.topic in every else topics[0] if topics else "none"
    places = [place(reading.readout.id, s) for s in statements]
    names = ", ".join(map(label, dict.fromkeys(topics))) or "no topic"
    length = plural(sum(s.words for s in statements), "word")
    if len(statements) > 1:
        length = f"{plural(len(statements), 'statement')}, {length}"
    return tag(
        "a",
        tag("span", names, cls="sr"),
        tip(tag("b", names), line(length), line(statements[0].text[:140], cls="quote")),
        href=href("side-by-side", view.with_(at=(places[0],))),
        data_go=True,
        data_key=f"map-{places[0]}",
        data_scroll=f"at-{places[0]}",
        data_map=" ".join(places),
        data_tip=True,
        tabindex=-1,
        cls=f"piece fam-{family(colour) if topics else 'none'}"
        + (" off" if view.topic and view.topic not in every else ""),
        style=f"flex-grow:{sum(s.words for s in statements)}",
    )
