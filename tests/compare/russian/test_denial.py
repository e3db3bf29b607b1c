import pytest

from .conftest import Reader

HEAD = "Лидеры обсудили рыболовство. "


def tone(read: Reader, text: str):
    return read(HEAD + text)[-1].tone


@pytest.mark.parametrize(
    "text",
    [
        "Дональд Трамп не подтвердил готовность снять ограничения.",
        "Дональд Трамп не подтвердил, что примет участие в параде.",
        "Владимир Путин опроверг, что Россия согласилась на перемирие.",
        "Дональд Трамп отказался гарантировать поставки.",
        "Стороны не смогли договориться о перемирии.",
        "Договорённости достигнуто не было.",
        "Неизвестно, согласится ли Дональд Трамп на это.",
        "Дональд Трамп не обещал уступок.",
        "Владимир Путин не видит готовности Киева к миру.",
        "Сообщения о том, что Россия согласилась на это, не соответствуют действительности.",
        "Владимир Путин выразил надежду, что Вашингтон снимет ограничения.",
        "Владимир Путин призвал к тому, чтобы Вашингтон снял ограничения.",
    ],
)
def test_what_is_denied_left_open_or_only_hoped_for_is_no_undertaking(read: Reader, text: str) -> None:
    assert tone(read, text).commitment is None


@pytest.mark.parametrize(
    ("text", "actor", "level"),
    [
        ("Дональд Трамп подтвердил готовность снять ограничения.", "self", 2),
        ("Дональд Трамп не скрывал готовности снять ограничения.", "self", 2),
        ("Владимир Путин опроверг слухи и подтвердил готовность России помочь.", "self", 2),
        ("Владимир Путин подчеркнул, что Россия не откажется от целей и будет выполнять договор.", "self", 3),
        ("Дональд Трамп пообещал снять ограничения.", "self", 3),
        ("Президент США заверил, что американская сторона выполнит договор.", "self", 3),
    ],
)
def test_what_is_only_near_a_denial_is_undertaken(read: Reader, text: str, actor: str, level: int) -> None:
    vow = tone(read, text).commitment
    assert vow
    assert (vow.actor, vow.level) == (actor, level)


def test_what_is_denied_says_so(read: Reader) -> None:
    blocked = {
        e.rule: e.blocked for e in tone(read, "Дональд Трамп не подтвердил готовность снять ограничения.").evidence
    }
    assert blocked["ru.com.ready"] == "denied: “не подтвердил”"


@pytest.mark.parametrize(
    ("text", "obligation", "warning", "warmth"),
    [
        ("Владимир Путин не призвал партнёров к уступкам.", None, 0, 0),
        ("Россия не возражает против этих контактов.", None, 0, 0),
        ("Владимир Путин не обвинил США.", None, 0, 0),
        ("Владимир Путин возражает против этих контактов.", None, 1, 0),
        ("Владимир Путин призвал партнёров к уступкам.", ("other", 1), 0, 0),
    ],
)
def test_what_is_not_asked_and_not_opposed(
    read: Reader, text: str, obligation: tuple[str, int] | None, warning: int, warmth: int
) -> None:
    found = tone(read, text)
    duty = (found.obligation.holder, found.obligation.level) if found.obligation else None
    assert (duty, found.warning, found.warmth) == (obligation, warning, warmth)


@pytest.mark.parametrize(
    ("text", "topics", "negated"),
    [
        ("Тайвань в ходе беседы не упоминался.", ("taiwan",), ("taiwan",)),
        ("Об Иране речи не было.", ("iran",), ("iran",)),
        ("Об Иране речь не шла.", ("iran",), ("iran",)),
        ("Тема Ирана не возникала.", ("iran",), ("iran",)),
        ("Вопроса о Тайване не касались.", ("taiwan",), ("taiwan",)),
        ("Вопрос о сроках встречи не обсуждался.", ("visit",), ("visit",)),
        ("Обсуждалась Сирия, но Тайвань не упоминался.", ("middle_east", "taiwan"), ("taiwan",)),
        ("Лидеры обсудили Сирию, Иран не затрагивался.", ("middle_east", "iran"), ("iran",)),
        ("Президенты не только обсудили Иран, но и упомянули Сирию.", ("iran", "middle_east"), ()),
        ("Соединённые Штаты не поднимали пошлины.", ("trade",), ()),
        ("Лидеры договорились не обсуждать Украину публично.", ("ukraine",), ()),
        ("Украина, в отличие от Ирана, не обсуждалась.", ("ukraine", "iran"), ()),
        ("Санкции не затронули поставки зерна.", ("trade", "agriculture"), ()),
    ],
)
def test_subjects_said_not_to_have_come_up(
    read: Reader, text: str, topics: tuple[str, ...], negated: tuple[str, ...]
) -> None:
    said = read(text)
    assert tuple(dict.fromkeys(t for s in said for t in s.topics)) == topics
    assert tuple(t for s in said for t in s.negated) == negated


def test_a_part_that_did_not_come_up_does_not_deny_the_whole(read: Reader) -> None:
    part, whole = read("Тема санкций не поднималась. Дональд Трамп рассказал о новых пошлинах.")
    assert (part.negated, whole.negated) == ((), ())
    assert read("Тема санкций не поднималась.")[0].negated == ("trade",)


def test_what_a_sentence_takes_over_is_never_denied_and_a_denied_subject_not_handed_on(read: Reader) -> None:
    assert read("Обсуждена торговля. Этот вопрос подробно не затрагивался.")[-1].negated == ()
    assert read("Вопросы ядерного разоружения не обсуждались. Работа продолжится.")[-1].topics == ()
