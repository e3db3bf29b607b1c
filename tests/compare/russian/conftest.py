from collections.abc import Callable

import pytest

from compare.analysis import analyse
from compare.records import Context, Statement
from readouts.model import Participant

NAMES = {
    "Putin": ("Vladimir Putin", "RU"),
    "Trump": ("Donald Trump", "US"),
    "Xi": ("Xi Jinping", "CN"),
    "Modi": ("Narendra Modi", "IN"),
}

Reader = Callable[..., list[Statement]]


@pytest.fixture
def read() -> Reader:
    """Reads a text as one that the Russian side published on talks with the named guests."""

    def reader(text: str, *guests: str, author: str = "") -> list[Statement]:
        cast = tuple(Participant(s, NAMES[s][1], {"en": NAMES[s][0]}) for s in ("Putin", *(guests or ("Trump",))))
        return list(analyse(text, Context("ru", "RU", cast, author)).statements)

    return reader
