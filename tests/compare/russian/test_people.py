import pytest

from compare.records import BOTH, Context
from compare.russian.people import Scanner, people
from readouts.model import Participant


def scanner(*cast: tuple[str, str, str]) -> Scanner:
    parts = tuple(Participant(short, side, {"en": name}) for short, side, name in cast)
    return Scanner(people("", Context("ru", "RU", parts)), "RU")


PAIR = (("Putin", "RU", "Vladimir Putin"), ("Erdogan", "TR", "Recep Tayyip Erdoğan"))


@pytest.mark.parametrize(
    ("text", "who", "nominative"),
    [
        ("Реджеп Тайип Эрдоган", "Erdogan", True),
        ("Эрдоганом", "Erdogan", False),
        ("Президента Турецкой Республики Реджепа Тайипа Эрдогана", "Erdogan", False),
        ("Президент Турции", "Erdogan", True),
        ("турецкий лидер", "Erdogan", True),
        ("глава российского государства", "Putin", True),
        ("Президент России Владимир Путин", "Putin", True),
        ("Турецкая сторона", "Erdogan", True),
        ("Главы государств", BOTH, True),
        ("Сергей Лавров", "Lavrov", True),
    ],
)
def test_mentions(text: str, who: str, nominative: bool) -> None:
    (found,) = scanner(*PAIR).scan(text, 0, len(text))
    assert (found.start, found.end, found.who, found.nominative) == (0, len(text), who, nominative)


def test_name_is_found_by_its_spelling() -> None:
    text = "Премьер-министр Камбоджи Хун Манет благодарен."
    cast = people(text, Context("ru", "RU", (Participant("Manet", "KH", {"en": "Hun Manet"}),)))
    assert cast[0].family == "Манет"


def test_cast_is_guessed() -> None:
    text = "Состоялась беседа Владимира Путина с Председателем КНР Си Цзиньпином."
    assert [(p.short, p.side) for p in people(text, Context("ru"))] == [("Putin", "RU"), ("Xi", "CN")]


def test_countries_are_no_names() -> None:
    assert people("Встреча Президента Турции и США.", Context("ru")) == ()
