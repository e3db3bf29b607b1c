import pytest

from compare.russian.sentences import cut


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("В.В.Путин приехал. Он доволен.", ["В.В.Путин приехал.", "Он доволен."]),
        ("Сумма – 5 млрд долл. США. Это много.", ["Сумма – 5 млрд долл. США.", "Это много."]),
        ("Нефть, газ и т.д. обсуждены.", ["Нефть, газ и т.д. обсуждены."]),
        ("Открыта выставка «Урал. Новый век». Гости рады.", ["Открыта выставка «Урал. Новый век».", "Гости рады."]),
        ("Он сказал: «Хватит!» Все ушли.", ["Он сказал: «Хватит!»", "Все ушли."]),
        ("1. Первый пункт. 2. Второй пункт.", ["1. Первый пункт.", "2. Второй пункт."]),
    ],
)
def test_cut(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in cut(text).sentences] == sentences


def test_turns_of_a_transcript() -> None:
    text = "Начало беседы В.Путин: Добрый день! Рад встрече. Д.Трамп (как переведено): Спасибо."
    found = [(s.label, text[s.start : s.end]) for s in cut(text).sentences]
    assert found == [("", "Начало беседы"), ("В.Путин", "Добрый день!"), ("", "Рад встрече."), ("Д.Трамп", "Спасибо.")]


def test_paragraphs_are_numbered() -> None:
    assert [s.paragraph for s in cut("Раз.\n\nДва. Три.\nЧетыре.").sentences] == [0, 1, 1, 2]
