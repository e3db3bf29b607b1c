"""Text in every colour of the theme passes AA on its background, in both themes, and sides stay apart."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from compare import palette
from compare.dashboard import shell
from compare.topics import topics
from readouts.model import Fidelity

CSS = (Path(shell.__file__).parent / "theme.css").read_text("utf-8")
PAIRS = {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", CSS)}


def _rgb(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.1."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_colours_pass_aa(theme: int, ground: str) -> None:
    text = [n for n in PAIRS if n not in ("paper", "panel", "rule", "hair", "dim")]
    assert len(text) > 12
    weak = {n: round(contrast(PAIRS[n][theme], PAIRS[ground][theme]), 2) for n in text}
    assert {n: c for n, c in weak.items() if c < 4.5} == {}
    assert contrast(PAIRS["dim"][theme], PAIRS["paper"][theme]) >= 4.5


def test_sides_differ_in_shape_and_colour() -> None:
    sides = ["CN", "US", "RU", "EU", "UA", "TW", "JP"]
    assert len({palette.side_shape(s) for s in sides}) == len(sides)
    for a, b in combinations([palette.side_class(s).removeprefix("side-") for s in sides], 2):
        assert PAIRS[a] != PAIRS[b]


def test_everything_has_a_look() -> None:
    assert {t.id for t in topics() if palette.family(t.id) == "other"} == {"other"}
    assert set(palette.FIDELITY_NOTES) == set(Fidelity)
    assert palette.family("a_topic_of_mine") == "other"
