import pytest

from compare.analysis import analyse
from compare.records import Context
from readouts.model import Participant

from .conftest import Reader


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Обсуждены поставки газа.", ("energy",)),
        ("Обсуждена обстановка в Газе.", ("middle_east",)),
        ("Россия ответит на недружественные шаги.", ()),
        ("Затронута иранская ядерная программа.", ("iran",)),
        ("Нанесены удары по объектам энергетики Украины.", ("ukraine",)),
        ("Обсуждены отношения двух стран в сфере экономики.", ("trade",)),
        ("Обсуждены российско-американские отношения.", ("relationship",)),
        ("Обсуждены российско-сербские отношения.", ("other",)),
        ("Подчёркнута роль Устава ООН.", ("multilateral",)),
        ("Партия одержала победы на выборах.", ("other",)),
        ("Владимир Путин посетит Вашингтон.", ("visit",)),
        ("Обсуждены американо-российские отношения.", ("relationship",)),
        ("Обсуждены китайско-американские отношения.", ("other",)),
        ("Обсуждены торгово-экономические консультации.", ("trade",)),
        ("Обсуждён ход реализации договорённостей.", ("relationship",)),
        ("Нужна экологически чистая посуда.", ()),
        ("Он высоко оценил посреднические усилия Катара.", ("relationship",)),
        ("Подведены итоги недавнего визита.", ("relationship",)),
        ("Согласованы сроки встречи.", ("visit",)),
        ("Обсуждены атаки на российские аэродромы.", ("ukraine",)),
        ("Обсуждены удары по самолётам.", ()),
        ("Обсуждены поставки самолётов.", ("aviation",)),
        ("Обсуждено освобождение заложников.", ("middle_east",)),
        ("Обсуждён экспортный контроль.", ("technology",)),
        ("Обсуждены экспортные ограничения на редкоземельные металлы.", ("minerals",)),
    ],
)
def test_word_sense(read: Reader, text: str, topics: tuple[str, ...]) -> None:
    assert tuple(t for s in read(text) for t in s.topics) == topics


def test_partner_is_no_subject() -> None:
    cast = (Participant("Putin", "RU", {"en": "Vladimir Putin"}), Participant("Raisi", "IR", {"en": "Ebrahim Raisi"}))
    (found,) = analyse("Обсуждено сотрудничество с Ираном.", Context("ru", "RU", cast)).statements
    assert found.topics == ("relationship",)
    assert any("partner" in e.blocked for e in found.evidence)


def test_inherited(read: Reader) -> None:
    found = read("Обсуждён украинский кризис. Подчёркнуто, что решение возможно.")
    assert found[1].topics == ("ukraine",)
    assert "ru.topic.inherited" in {e.rule for e in found[1].evidence}


def test_a_list_is_not_gone_on_with_by_the_next_to_speak(read: Reader) -> None:
    text = "Обсуждены энергетика и визит в Москву. {} рассказал о шагах руководства."
    assert read(text.format("Дональд Трамп"))[-1].topics == ()
    assert read(text.format("В этой связи Дональд Трамп"))[-1].topics == ("visit",)


def test_negated(read: Reader) -> None:
    (found,) = read("Вопросы ядерных вооружений не обсуждались.")
    assert found.topics == found.negated == ("nuclear_arms",)
    assert found.mentioned == ()


def test_aliases() -> None:
    context = Context("ru", "RU", aliases={"visit": ("весенняя поездка",)})
    (found,) = analyse("Упомянута весенняя поездка.", context).statements
    assert found.topics == ("visit",)


def test_items(read: Reader) -> None:
    text = "Затронуты темы Ближнего Востока, торговли, а также ядерного нераспространения."
    frame, *items = read(text)
    assert (frame.role, frame.topics) == ("frame", ())
    assert [(i.role, i.topics) for i in items] == [
        ("item", ("middle_east",)),
        ("item", ("trade",)),
        ("item", ("nuclear_arms",)),
    ]
    assert all(text[i.start : i.end] == i.text for i in items)
    assert {i.group for i in items} == {frame.group}
    assert all(not (a < i.end and i.start < b) for a, b in frame.own for i in items)
