"""Marks on a scale as small pictures without a letter in them: words stand around them, in the reader's own font."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from compare.palette import side_shape, tint
from compare.report_charts import corners

_DPI = 240
_FINE = 3  # drawn larger and made smaller: Pillow does not smooth edges itself
_RULE, _ZERO, _PAPER = (217, 212, 200, 255), (140, 135, 125, 255), (255, 255, 255, 255)
_FAINT = 0.38

Colour = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on a scale. hollow: words put in another side's mouth."""

    side: str
    value: int
    hollow: bool = False


def at(value: int, low: int, high: int) -> float:
    """Where a value stands, as a part of the width of a strip."""
    return 0.07 + 0.86 * (value - low) / (high - low)


def strip(lanes: Sequence[Sequence[Mark]], low: int, high: int, width: float, lane: float) -> bytes:
    """Lanes of marks on one scale, as PNG bytes with a clear ground.

    low, high: ends of the scale. width of the whole, lane: height of one, both in cm.
    """
    canvas = _Canvas(width, lane * max(1, len(lanes)))
    for value in range(low, high + 1):
        canvas.line((at(value, low, high), 0), (at(value, low, high), 1), _ZERO if value == 0 else _RULE, 0.018)
    for number, marks in enumerate(lanes):
        y = (number + 0.5) / len(lanes)
        for mark in marks:
            canvas.line((at(0, low, high), y), (at(mark.value, low, high), y), _rgb(mark.side, 0.55), 0.03)
        seen: dict[int, int] = {}
        for mark in marks:
            nth = seen.get(mark.value, 0)
            seen[mark.value] = nth + 1
            inwards = -1 if mark.value == high else 1
            canvas.mark(mark, at(mark.value, low, high), y, inwards * nth)
    return canvas.png()


def sign(side: str, *, hollow: bool = False) -> bytes:
    """The mark of a side alone, for a key, as PNG bytes."""
    canvas = _Canvas(0.3, 0.3)
    canvas.mark(Mark(side, 1, hollow), 0.5, 0.5, 0)
    return canvas.png()


def _rgb(side: str, strength: float = 1.0) -> Colour:
    digits = tint(side, strength)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16), 255


class _Canvas:
    def __init__(self, width: float, height: float) -> None:
        self.unit = _DPI / 2.54
        self.size = (round(width * self.unit), round(height * self.unit))
        self.image = Image.new("RGBA", (self.size[0] * _FINE, self.size[1] * _FINE), (255, 255, 255, 0))
        self.draw = ImageDraw.Draw(self.image)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return x * self.image.width, y * self.image.height

    def line(self, start: tuple[float, float], end: tuple[float, float], ink: Colour, thick: float) -> None:
        """A line between two places given in parts of width and height. thick: in cm."""
        self.draw.line((self._place(*start), self._place(*end)), ink, max(1, round(thick * self.unit * _FINE)))

    def mark(self, mark: Mark, x: float, y: float, aside: int) -> None:
        """The sign of a side; ``aside`` steps beside its place where another stands there already."""
        half = 0.105 * self.unit * _FINE
        left, top = self._place(x, y)
        left += aside * 2.4 * half
        ink = _rgb(mark.side, _FAINT if mark.value == 0 else 1.0)
        shape = side_shape(mark.side)
        inside = _PAPER if mark.hollow or shape == "ring" else ink
        thick = round(0.035 * self.unit * _FINE)
        if shape in ("circle", "ring"):
            self.draw.ellipse((left - half, top - half, left + half, top + half), inside, ink, thick)
        else:
            points = [(left + dx, top + dy) for dx, dy in corners(shape, half)]
            self.draw.polygon(points, inside, ink, thick)

    def png(self) -> bytes:
        """The picture at its own size."""
        buffer = io.BytesIO()
        self.image.resize(self.size, Image.Resampling.LANCZOS).save(buffer, "PNG", dpi=(_DPI, _DPI), optimize=True)
        return buffer.getvalue()
