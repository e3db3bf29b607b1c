"""Small texts of our own, read as if two leaders had met."""

from collections.abc import Callable

import pytest

from compare.english import read
from compare.records import Context, Statement
from readouts.model import Participant

XI = Participant("Xi", "CN", {"en": "Xi Jinping"}, {"en": "President"})
BIDEN = Participant("Biden", "US", {"en": "Joe Biden"}, {"en": "President"})
TRUMP = Participant("Trump", "US", {"en": "Donald Trump"}, {"en": "President"})

Reads = Callable[..., list[Statement]]


@pytest.fixture
def us() -> Reads:
    """A White House text on Biden and Xi."""
    return lambda text: read(text, Context("en", "US", (BIDEN, XI)))[0]


@pytest.fixture
def cn() -> Reads:
    """A Chinese text in English on Xi and Biden."""
    return lambda text: read(text, Context("en", "CN", (XI, BIDEN)))[0]


@pytest.fixture
def post() -> Reads:
    """A post by Trump after a call with Xi."""
    return lambda text: read(text, Context("en", "US", (TRUMP, XI)))[0]
