"""A small run of what fuzz/readers.py does at length."""

import pytest

from fuzz.readers import LANGUAGES, growth, in_line, run


def test_any_text_is_read_in_every_language() -> None:
    assert run(count=150, seed=7) == 450


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", ["President Biden said that he must act. ", "习近平指出，", "что ", "<!-- ", "("])
def test_time_grows_in_line_with_length(unit: str, language: str) -> None:
    assert in_line(*growth(unit, language, 4000))
