"""What an item of an enumeration inherits from its sentence."""

from compare.saying import Saying, sayings
from tests.compare.events import event, reading


def said(text: str, language: str = "en", side: str = "US") -> list[Saying]:
    return list(sayings(reading(event(), side, language, text)))


def test_what_is_kept_out_of_a_promise_is_not_promised() -> None:
    text = "President Trump said that the United States will keep protecting its chips, without limiting trade."
    made = [s for s in said(text) if s.topics]
    assert [(s.text.split()[0], s.commitment) for s in made if "trade" in s.topics] == [("without", 0)]
    assert [s.commitment for s in made if "technology" in s.topics] == [3]


def test_what_stands_after_rather_than_is_not_promised() -> None:
    text = "President Trump said that the United States will protect its chips rather than limit farm imports."
    assert [s.commitment for s in said(text) if "agriculture" in s.topics] == [0]
