"""Dot plots for the brief: inline SVG, one per scale, topics down, a mark per publication and speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.analysis import Reading
from compare.markup import Markup, tag
from compare.palette import side_class, side_name, side_shape
from compare.report_quotes import voice
from compare.report_words import signed
from compare.tables import NO_TOPIC

_LEFT, _WIDTH, _RIGHT = 134.0, 400.0, 16.0
_LANE, _PAD, _TOP = 11.0, 9.0, 26.0
_SIZE = 3.9
_LABEL = 21  # characters of a topic's label in one line


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordinal scale. ticks: value → word on the axis. meaning: one line beneath the name."""

    id: str
    name: str
    ticks: dict[int, str]
    meaning: str

    @property
    def strongest(self) -> str:
        """Column of the tone table that holds the value."""
        return "warmth_strongest" if self.id == "warmth" else f"{self.id}_max"

    def shown(self, value: int) -> str:
        """``+1``, ``3``."""
        return signed(value) if self.id == "warmth" else str(value)


SCALES = (
    Scale(
        "warmth",
        "Warmth",
        {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"},
        "how the other side, the relationship or the talks are evaluated",
    ),
    Scale("obligation", "Obligation", {0: "0", 1: "asks", 2: "should", 3: "must"}, "what somebody is told to do"),
    Scale(
        "commitment",
        "Commitment",
        {0: "0", 1: "considers", 2: "intends", 3: "commits"},
        "what somebody undertakes",
    ),
    Scale("warning", "Warning", {0: "0", 1: "objects", 2: "line", 3: "ruin"}, "lines drawn and consequences"),
)


def dot_plot(scale: Scale, tone: pd.DataFrame, readings: dict[str, Reading], key: str) -> Markup:
    """The strongest value of one scale for every topic, publication and speaker of the tone table.

    key: makes ids on the page unique.
    """
    bands: list[Markup] = []
    rows: list[Markup] = []
    y = _TOP
    told = tone[tone["topic"] != NO_TOPIC]
    for number, (_, group) in enumerate(told.groupby("topic", sort=False)):
        lanes = list(group.groupby("readout_id", sort=False))
        lines = _wrapped(str(group["topic_label"].iloc[0]))
        height = max(len(lanes) * _LANE, len(lines) * 12.0) + _PAD
        if number % 2 == 0:
            bands.append(tag("rect", x=0, y=_n(y), width=_n(_WIDTH), height=_n(height), cls="band"))
        rows += _name(lines, y + height / 2)
        middle = y + (height - (len(lanes) - 1) * _LANE) / 2
        for i, (readout_id, lane) in enumerate(lanes):
            rows.append(_lane(scale, lane, readings[str(readout_id)], middle + i * _LANE))
        y += height
    grid = [
        tag("line", x1=_n(_x(scale, v)), x2=_n(_x(scale, v)), y1=_n(_TOP - 4), y2=_n(y), cls="zero" if v == 0 else None)
        for v in scale.ticks
    ]
    axis = [
        tag("text", words, x=_n(_x(scale, v)), y=14, text_anchor=_anchor(scale, v), cls="tick")
        for v, words in scale.ticks.items()
    ]
    name = f"{key}-{scale.id}"
    return tag(
        "svg",
        tag("title", f"{scale.name}: strongest value by topic, text and speaker", id=name),
        *bands,
        tag("g", *grid, cls="grid"),
        *axis,
        *rows,
        viewBox=f"0 0 {_n(_WIDTH)} {_n(y + 2)}",
        role="img",
        aria_labelledby=name,
        xmlns="http://www.w3.org/2000/svg",
    )


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _x(scale: Scale, value: int) -> float:
    low, high = min(scale.ticks), max(scale.ticks)
    return _LEFT + 12 + (_WIDTH - _LEFT - _RIGHT - 12) * (value - low) / (high - low)


def _anchor(scale: Scale, value: int) -> str:
    return "end" if value == max(scale.ticks) else "middle"


def _wrapped(label: str) -> list[str]:
    """A label in two lines at most."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LABEL:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], lines[1] + "…"]
    return [line if len(line) <= _LABEL + 2 else line[:_LABEL] + "…" for line in lines]


def _name(lines: list[str], middle: float) -> list[Markup]:
    first = middle + 4 - (len(lines) - 1) * 6
    return [tag("text", line, x=4, y=_n(first + i * 12), cls="name") for i, line in enumerate(lines)]


def _lane(scale: Scale, rows: pd.DataFrame, reading: Reading, y: float) -> Markup:
    values: dict[int, int] = {}
    marks: list[Markup] = []
    for row in rows.to_dict("records"):
        value = int(row[scale.strongest])
        marks.append(_mark(scale, {str(k): v for k, v in row.items()}, reading, value, values.get(value, 0), y))
        values[value] = values.get(value, 0) + 1
    ends = [_x(scale, v) for v in (*values, 0)]
    stem = tag("line", x1=_n(min(ends)), x2=_n(max(ends)), y1=_n(y), y2=_n(y), cls="stem")
    return tag("g", stem, *marks, cls=side_class(reading.readout.side))


def _mark(scale: Scale, row: dict[str, Any], reading: Reading, value: int, nth: int, y: float) -> Markup:
    side = reading.readout.side
    quoted = put_in_mouth(reading, str(row["speaker"]))
    inwards = -1 if value == max(scale.ticks) else 1
    x = _x(scale, value) + inwards * nth * 2.4 * _SIZE
    who = voice(row["speaker"]) + (f", as told by {side_name(side)}" if quoted else "")
    words = f"{row['topic_label']} · {scale.name} {scale.shown(value)} · {who} · {row['publisher']}"
    classes = ["mark", "hollow" if quoted else "", "zero" if value == 0 else ""]
    return tag("g", tag("title", words), _shape(side_shape(side), x, y), cls=" ".join(filter(None, classes)))


def put_in_mouth(reading: Reading, speaker: str) -> bool:
    """Whether a publisher makes somebody of another side say it."""
    spoken_for = reading.context.side_of(speaker)
    return bool(spoken_for) and spoken_for != reading.readout.side


def _shape(shape: str, x: float, y: float) -> Markup:
    if shape == "circle":
        return tag("circle", cx=_n(x), cy=_n(y), r=_n(_SIZE))
    if shape == "ring":
        return tag("circle", cx=_n(x), cy=_n(y), r=_n(_SIZE), cls="ring")
    return tag("polygon", points=" ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in corners(shape, _SIZE)))


def corners(shape: str, s: float) -> list[tuple[float, float]]:
    """The corners of a mark around 0, 0. shape: of `palette.side_shape`, but for circle and ring. s: half its width."""
    return {
        "square": [(-s, -s), (s, -s), (s, s), (-s, s)],
        "diamond": [(0, -1.3 * s), (1.3 * s, 0), (0, 1.3 * s), (-1.3 * s, 0)],
        "triangle": [(0, -1.15 * s), (1.15 * s, s), (-1.15 * s, s)],
        "down": [(0, 1.15 * s), (1.15 * s, -s), (-1.15 * s, -s)],
        "bar": [(-0.5 * s, -1.15 * s), (0.5 * s, -1.15 * s), (0.5 * s, 1.15 * s), (-0.5 * s, 1.15 * s)],
    }[shape]
