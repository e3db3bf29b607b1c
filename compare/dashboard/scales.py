"""The tone table as dot plots: topics down, one narrow plot per scale across, sides in their colours and shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.analysis import Comparison, Reading
from compare.dashboard.address import View, href
from compare.dashboard.parts import plural, records, text_labels
from compare.dashboard.reader import other_mouth
from compare.markup import Markup, line, tag, tip
from compare.palette import family, language_name, side_class, side_name, side_shape


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordinal scale. low, high: its ends. words: value → short word on the axis. definition: in full."""

    id: str
    name: str
    low: int
    high: int
    words: dict[int, str]
    definition: str

    @property
    def strongest(self) -> str:
        """Column of the tone table that holds the value to plot."""
        return "warmth_strongest" if self.id == "warmth" else f"{self.id}_max"


SCALES = (
    Scale(
        "warmth",
        "Warmth",
        -2,
        2,
        {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"},
        "How a statement evaluates the other side, the relationship or the talks, not the subject matter. "
        "−2 blames or denounces · −1 complains or regrets · 0 neutral · +1 positive · +2 enthusiastic.",
    ),
    Scale(
        "obligation",
        "Obligation",
        0,
        3,
        {0: "none", 1: "asks", 2: "should", 3: "must"},
        "What somebody is told to do, and who: other, both, self or third, seen from the speaker. "
        "1 hopes, urges, invites · 2 should, needs to · 3 must, may not.",
    ),
    Scale(
        "commitment",
        "Commitment",
        0,
        3,
        {0: "none", 1: "considers", 2: "intends", 3: "commits"},
        "What somebody undertakes, and who: self, other or both, seen from the speaker. "
        "1 considers, will discuss · 2 is willing, plans · 3 agreed, will do, has done.",
    ),
    Scale(
        "warning",
        "Warning",
        0,
        3,
        {0: "none", 1: "objects", 2: "line", 3: "ruin"},
        "Lines and consequences. 1 states opposition, concern or a firm position · 2 draws a line · "
        "3 threatens conflict or ruin.",
    ),
)


def row_key(row: dict[str, Any]) -> str:
    """The name of a row of the tone table in an address."""
    return f"{row['readout_id']}|{row['topic']}|{row['speaker']}"


def plot(comparison: Comparison, tone: pd.DataFrame, view: View) -> Markup:
    """One row per topic, a column per scale; in each cell a line per publication with a mark per speaker."""
    readings = {r.readout.id: r for r in comparison.readings}
    labels = text_labels(comparison.readings)
    head = [
        tag(
            "th",
            tag("span", s.name, tip(tag("b", s.name), line(s.definition)), cls="scale", data_tip=True, tabindex=0),
            _axis(s),
            scope="col",
        )
        for s in SCALES
    ]
    # Grouped by hand: pandas takes twenty times as long over so many small groups.
    by_topic: dict[str, list[dict[str, Any]]] = {}
    for row in records(tone):
        by_topic.setdefault(row["topic"], []).append(row)
    rows = [
        tag(
            "tr",
            tag("th", _topic(topic, group[0]["topic_label"], view), scope="row"),
            tag("td", *(_text(readings[id_], labels[id_]) for id_ in _texts(group)), cls="texts"),
            *(tag("td", _track(s, group, readings, view)) for s in SCALES),
        )
        for topic, group in by_topic.items()
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "Strongest value of each scale by topic, publication and speaker", cls="sr"),
            tag(
                "thead", tag("tr", tag("th", "Topic", scope="col"), tag("th", "Text", scope="col", cls="texts"), *head)
            ),
            tag("tbody", *rows),
            cls="scales",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label="Tone by topic and scale",
    )


def _topic(topic: str, name: str, view: View) -> Markup:
    on = topic == view.topic
    return tag(
        "a",
        name,
        href=href("tone", view.with_(topic="" if on else topic, row="")),
        data_go=True,
        data_key=f"tone-{topic}",
        cls=f"topic fam-{family(topic)}" + (" on" if on else ""),
        title="Show all topics" if on else "Show this topic alone",
    )


def _place(scale: Scale, value: float) -> float:
    return round(100 * (value - scale.low) / (scale.high - scale.low), 1)


def _axis(scale: Scale) -> Markup:
    ticks = [
        tag("span", words, style=f"left:{_place(scale, value):.1f}%", cls=_edge(scale, value))
        for value, words in scale.words.items()
    ]
    return tag("span", *ticks, cls="axis", aria_hidden="true")


def _edge(scale: Scale, value: int) -> str:
    return "first" if value == scale.low else "last" if value == scale.high else ""


def _texts(group: list[dict[str, Any]]) -> list[str]:
    """The texts that are on a topic, in the order of their lines."""
    return list(dict.fromkeys(row["readout_id"] for row in group))


def _text(reading: Reading, name: str) -> Markup:
    note = tip(line(f"{side_name(reading.readout.side)} · {reading.readout.publisher}"))
    return tag("div", name, note, data_tip=True, cls=f"lane-line {side_class(reading.readout.side)}")


def _track(scale: Scale, group: list[dict[str, Any]], readings: dict[str, Reading], view: View) -> Markup:
    lanes = []
    for readout_id in _texts(group):
        reading = readings[readout_id]
        values: dict[int, int] = {}
        marks = []
        for row in (row for row in group if row["readout_id"] == readout_id):
            value = int(row[scale.strongest])
            marks.append(_mark(scale, row, reading, value, values.get(value, 0), view))
            values[value] = values.get(value, 0) + 1
        ends = [_place(scale, v) for v in (*values, 0)]
        line = tag("i", cls="line", style=f"left:{min(ends):.1f}%;width:{max(ends) - min(ends):.1f}%")
        lanes.append(tag("div", line, *marks, cls=f"lane-line {side_class(reading.readout.side)}"))
    grid = [tag("i", cls="tick", style=f"left:{_place(scale, v):.1f}%") for v in scale.words]
    return tag("div", tag("div", *grid, cls="grid", aria_hidden="true"), *lanes, cls="track")


def _mark(scale: Scale, row: dict[str, Any], reading: Reading, value: int, nth: int, view: View) -> Markup:
    side = reading.readout.side
    quoted = other_mouth(reading, row["speaker"])
    who = row["speaker"] + (f", as quoted by {side_name(side)}" if quoted else "")
    number = f"{value:+d}".replace("-", "−") if scale.id == "warmth" and value else str(value)
    mean = row[f"{scale.id}_mean"]
    words = scale.words[value]
    note = tip(
        tag("b", f"{scale.name} {number}" + (f", {words}" if scale.id != "warmth" else "")),
        line(f"{row['topic_label']} · {side_name(side)} · {reading.readout.publisher}"),
        line(f"Said by {who}, in {language_name(row['text_language'])}."),
        line(f"{plural(row['statements'], 'statement')}, mean {mean:g}."),
        line(f"{row['fidelity'].capitalize()}: indicative only.") if row["indicative"] else None,
    )
    key = row_key(row)
    return tag(
        "a",
        tag("span", cls=f"mark-side {side_shape(side)}" + (" hollow" if quoted else ""), aria_hidden="true"),
        tag("span", f"{scale.name} {number}, {row['topic_label']}, {side_name(side)}, {who}", cls="sr"),
        note,
        href=href("tone", view.with_(row=key)),
        data_go=True,
        data_tip=True,
        data_key=f"{scale.id}-{key}",
        data_scroll=key,
        style=f"left:{_place(scale, value):.1f}%;--n:{nth}",
        cls="dot" + (" on" if key == view.row else "") + (" zero" if value == 0 else ""),
    )


def definitions() -> Markup:
    """The scales in words."""
    return tag(
        "dl",
        *(
            tag("div", tag("dt", s.name, f" ({s.low} to {s.high})".replace("-", "−")), tag("dd", s.definition))
            for s in SCALES
        ),
        tag(
            "div",
            tag("dt", "Emphasis and specificity"),
            tag("dd", "Exclamation, capitals, intensifiers; numbers, dates, named deliverables: each per 100 words."),
        ),
        cls="definitions",
    )
