import pytest

from .conftest import Reader


def scales(read: Reader, text: str, *guests: str) -> tuple[int, tuple[str, int] | None, tuple[str, int] | None, int]:
    tone = read(text, *guests)[-1].tone
    duty, promise = tone.obligation, tone.commitment
    return (
        tone.warmth,
        (duty.holder, duty.level) if duty else None,
        (promise.actor, promise.level) if promise else None,
        tone.warning,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Киев не может уклоняться от мира.", ("third", 3)),
        ("Си Цзиньпин подчеркнул, что обе страны должны беречь мир.", ("both", 2)),
        ("Си Цзиньпин подчеркнул, что российская сторона должна помочь.", ("other", 2)),
        ("Си Цзиньпин пригласил российского лидера в Пекин.", ("other", 1)),
        ("Подчёркнута необходимость совместной работы.", ("both", 2)),
        ("Урегулирование на Украине должно быть прочным.", ("third", 2)),
        ("Он вернул долг.", None),
        ("По приглашению хозяев он приехал.", None),
        ("Отмечена важность торговли.", None),
    ],
)
def test_obligation(read: Reader, text: str, expected: tuple[str, int] | None) -> None:
    assert scales(read, text, "Xi")[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Лидеры условились о контактах.", ("both", 3)),
        ("Владимир Путин выразил готовность помочь.", ("self", 2)),
        ("Президент США заверил, что американская сторона выполнит обещанное.", ("self", 3)),
        ("Выражена обоюдная заинтересованность в диалоге.", ("both", 1)),
        ("Стороны продолжат работу.", ("both", 3)),
        ("Это решение придаст импульс торговле.", None),
        ("Владимир Путин согласился с Дональдом Трампом в том, что мир нужен.", None),
        ("Обсуждена договорённость о моратории.", None),
        ("Россия не намерена уступать.", ("self", 2)),
    ],
)
def test_commitment(read: Reader, text: str, expected: tuple[str, int] | None) -> None:
    assert scales(read, text)[2] == expected


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Выражена озабоченность обострением.", 1),
        ("Это красная линия для России.", 2),
        ("Новые поставки приведут к эскалации.", 2),
        ("Те, кто играет с огнём, поплатятся.", 3),
        ("Обсуждены вопросы торговли.", 0),
    ],
)
def test_warning(read: Reader, text: str, level: int) -> None:
    assert scales(read, text)[3] == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Владимир Путин высоко оценил усилия американского лидера.", 2),
        ("Владимир Путин поблагодарил коллегу.", 1),
        ("Отмечена положительная динамика двусторонних связей.", 1),
        ("Обсуждены вопросы торговли.", 0),
        ("Владимир Путин осудил варварские удары по Украине.", 0),
        ("Владимир Путин выразил сожаление о состоянии двусторонних отношений.", -1),
    ],
)
def test_warmth(read: Reader, text: str, level: int) -> None:
    assert scales(read, text)[0] == level


def test_what_is_kept_from_counting_says_why(read: Reader) -> None:
    tone = read("Это решение придаст импульс торговле.")[0].tone
    assert [e.blocked for e in tone.evidence if e.rule == "ru.com.future"] == [
        "no person, group or side is its subject"
    ]


def test_counts(read: Reader) -> None:
    tone = read("Крайне важно: 5 мая подписан Договор!")[0].tone
    assert tone.emphasis == 2
    assert tone.specificity == 3
