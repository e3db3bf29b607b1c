"""Properties that hold for any text."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.analysis import analyse
from compare.records import Context, Statement
from readouts.model import Participant

CONTEXT = Context(
    "ru", "RU", (Participant("Putin", "RU", {"en": "Vladimir Putin"}), Participant("Xi", "CN", {"en": "Xi Jinping"}))
)
PIECES = st.sampled_from(
    [
        "Владимир Путин", "Си Цзиньпин", "заявил", ", что", "стороны", "должны", "«", "»", ".", "!", "…", "\n", " ",
        "* * *", "События", "География", "Статус материала Опубликован", "5 мая 2025 года 10:00", "Смотрите также",
        "В.Путин:", "и", "торговля", "\u00ad", "\u0301", "т.д.", "<!--", "-->", "Путин Путин Владимир Президент России",
    ]
)  # fmt: skip


def check(text: str) -> tuple[Statement, ...]:
    found = analyse(text, CONTEXT)
    for s in found.statements:
        assert text[s.start : s.end] == s.text
        assert all(s.start <= a < b <= s.end for a, b in s.own)
        for e in (*s.evidence, *s.tone.evidence):
            assert text[e.start : e.end] == e.quote
    return found.statements


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_pieces_of_readouts(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


def test_soft_hyphens_leave_words_whole() -> None:
    text = "Обсуждены вопросы энер\u00adгетики."
    (found,) = check(text)
    assert found.topics == ("energy",)


def test_same_again() -> None:
    text = "Владимир Путин и Си Цзиньпин обсудили торговлю. Условлено о контактах."
    first = analyse(text, CONTEXT)
    analyse("Совсем другой текст о Тайване.", CONTEXT)
    assert analyse(text, CONTEXT) == first


def test_time_is_linear() -> None:
    sentence = "Владимир Путин отметил, что торговля растёт, и выразил готовность развивать связи. "
    analyse(sentence, CONTEXT)

    def seconds(n: int) -> float:
        start = time.perf_counter()
        analyse(sentence * n, CONTEXT)
        return time.perf_counter() - start

    assert seconds(400) < 12 * seconds(50) + 0.5


def test_hostile_texts() -> None:
    for text in (
        "А" * 50_000,
        "«" * 20_000,
        "и, " * 10_000,
        ". " * 20_000,
        "Путин " * 5_000,
        "1. " * 10_000,
        "-" * 50_000,
    ):
        check(text)


def test_words_around_a_card_are_quoted_as_they_stand() -> None:
    text = "Си Цзиньпин Си Цзиньпин Председатель КНР поблагодарил хозяев."
    (found,) = check(text)
    assert found.speaker == "Xi"
    assert found.words == 4


def test_two_texts_joined_are_their_union() -> None:
    first = "События Встреча лидеров Состоялась встреча лидеров. 5 мая 2031 года 10:00 Обсуждена торговля."
    second = "События Беседа лидеров Состоялась беседа лидеров. 6 мая 2031 года 10:00 Обсуждена энергетика."
    joined = first + "\n\n" + second
    apart = [(s.text, s.speaker, s.topics, s.tone.warmth) for t in (first, second) for s in check(t)]
    assert [(s.text, s.speaker, s.topics, s.tone.warmth) for s in check(joined)] == apart
