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
        ("Лидеры отметили, что в Ливии важную роль должны сыграть усилия ООН.", ("third", 2)),
        ("Си Цзиньпин подчеркнул, что обе страны должны беречь мир.", ("both", 2)),
        ("Си Цзиньпин подчеркнул, что российская сторона должна помочь.", ("other", 2)),
        ("Си Цзиньпин пригласил российского лидера в Пекин.", ("other", 1)),
        ("Подчёркнута необходимость совместной работы.", ("both", 2)),
        ("Урегулирование на Украине должно быть прочным.", ("third", 2)),
        ("Си Цзиньпин отметил, что России следует помочь.", ("other", 2)),
        ("Си Цзиньпин попросил обеспечить порядок.", ("other", 1)),
        ("Владимир Путин призвал китайского коллегу повлиять на Киев.", ("other", 1)),
        ("Си Цзиньпин отметил, что Россия и Китай должны беречь мир.", ("both", 2)),
        ("Владимир Путин подчеркнул, что США не должны этого делать.", ("third", 2)),
        ("Владимир Путин поблагодарил за приглашение.", None),
        ("Владимир Путин предложил помощь.", None),
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
        ("Владимир Путин надеется продолжить работу.", ("self", 2)),
        ("Владимир Путин предложил помощь.", ("self", 2)),
        ("Представители двух стран займутся планом.", ("both", 3)),
        ("Россия этого не оставит.", None),
        ("Россия и США привержены соблюдению договора.", ("both", 3)),
        ("Подтверждён график предстоящих встреч.", ("both", 3)),
        ("Обсуждены пути расширения торговли.", ("both", 1)),
        ("Обсуждены итоги визита.", None),
        ("Это даёт возможность: у нас будет возможность поговорить.", None),
    ],
)
def test_commitment(read: Reader, text: str, expected: tuple[str, int] | None) -> None:
    assert scales(read, text)[2] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("В.Путин: Вы приняли наше приглашение.", ("other", 3)),
        ("В.Путин: Мы вместе отметим этот праздник.", ("both", 3)),
        ("В.Путин: Мы подготовим программу.", ("self", 3)),
        ("В.Путин: Отметим главное.", None),
    ],
)
def test_commitment_of_those_who_speak_to_one_another(
    read: Reader, text: str, expected: tuple[str, int] | None
) -> None:
    assert scales(read, text)[2] == expected


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Выражена озабоченность обострением.", 1),
        ("Это красная линия для России.", 2),
        ("Новые поставки приведут к эскалации.", 2),
        ("Те, кто играет с огнём, поплатятся.", 3),
        ("Обсуждены вопросы торговли.", 0),
        ("Стороны должны уважать озабоченности друг друга.", 0),
        ("Санкции могут вызвать разрыв отношений.", 2),
        ("В ядерной войне нет победителей.", 0),
        ("Такие войска станут законной целью.", 2),
        ("Ответ России будет жёстким.", 2),
        ("Ответ России будет дан.", 0),
        ("Ключевым условием мира должно стать прекращение помощи.", 1),
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
        ("Владимир Путин выразил озабоченность действиями США.", -1),
        ("Владимир Путин выразил озабоченность действиями Киева.", 0),
        ("Подчёркнута готовность обеих стран содействовать миру на Украине.", 0),
        ("Дональд Трамп назвал коллегу мудрым лидером.", 2),
        ("Позвольте мне сердечно вас приветствовать.", 1),
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


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("США не должны поставлять оружие.", "не должны"),
        ("Не следует нагнетать обстановку.", "Не следует"),
        ("США должны прекратить поставки.", "должны"),
    ],
)
def test_the_words_of_a_prohibition_hold_its_negation(read: Reader, text: str, quote: str) -> None:
    duty = read(text)[-1].tone.obligation
    assert duty
    assert duty.quote == quote


@pytest.mark.parametrize("asked", ["Белый дом", "вашингтонскую администрацию", "Вашингтон"])
def test_who_is_asked_by_the_name_of_his_house(read: Reader, asked: str) -> None:
    duty = read(f"Владимир Путин призвал {asked} воздействовать на Киев.")[-1].tone.obligation
    assert duty
    assert duty.holder == "other"
