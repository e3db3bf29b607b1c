"""Numbers as readers see them."""

from __future__ import annotations

import pytest

from compare.report_words import figure, percent, signed


@pytest.mark.parametrize(
    ("value", "words"),
    [(4 / 3, "1.33"), (-2, "−2"), (3.0, "3"), (-0.001, "0"), (0, "0"), (-0.5, "−0.5"), (1_200_000, "1200000")],
)
def test_figures_have_two_decimals_and_a_real_minus(value: float, words: str) -> None:
    assert figure(value) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0%"),
        (0.0058, "<1%"),
        (0.01, "1%"),
        (0.014, "1%"),
        (0.054981, "6%"),
        (0.055, "6%"),
        (0.145, "15%"),
        (1, "100%"),
    ],
)
def test_a_share_is_one_figure_however_many_decimals_it_was_kept_with(share: float, words: str) -> None:
    assert percent(share) == words
    assert percent(round(share, 4)) == words


def test_signed() -> None:
    assert [signed(v) for v in (1, -2, 0, 0.5)] == ["+1", "−2", "0", "+0.5"]
