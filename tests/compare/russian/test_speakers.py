import pytest

from .conftest import Reader


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Состоялся телефонный разговор лидеров.", ["publisher"]),
        ("Обсуждены вопросы торговли.", ["both"]),
        ("Дональд Трамп отметил успехи.", ["Trump"]),
        ("Президент США заверил, что Россия услышит ответ.", ["Trump"]),
        ("С российской стороны выражена озабоченность. Отмечены также риски.", ["Putin", "Putin"]),
        ("С обеих сторон отмечена важность диалога.", ["both"]),
        ("Лидерами подчёркнута роль ООН.", ["both"]),
        ("Владимир Путин и Дональд Трамп условились о контактах.", ["both"]),
        ("Как Россия, так и США готовы к диалогу.", ["both"]),
        ("Владимир Путин поздравил коллегу. Он также передал привет.", ["Putin", "Putin"]),
        ("Дональд Трамп пригласил Владимира Путина в гости. Приглашение было принято.", ["Trump", "Putin"]),
        ("По словам американского лидера, переговоры сложны.", ["Trump"]),
        ("Сергей Лавров рассказал о переговорах.", ["Lavrov"]),
        ("Подтверждена готовность российской стороны к диалогу.", ["Putin"]),
    ],
)
def test_speakers(read: Reader, text: str, speakers: list[str]) -> None:
    assert [s.speaker for s in read(text)] == speakers


def test_transcript(read: Reader) -> None:
    found = read("В.Путин: Рад встрече.\nД.Трамп: Спасибо.\nВопрос: Когда визит?")
    assert [s.speaker for s in found] == ["Putin", "Trump", "publisher"]


def test_author_of_a_post(read: Reader) -> None:
    assert {s.speaker for s in read("Я говорил с ним. Мы договорились.", author="Trump")} == {"Trump"}
