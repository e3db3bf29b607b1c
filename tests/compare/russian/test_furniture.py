from compare.russian.furniture import furniture
from compare.russian.sentences import cut

PAGE = (
    "События Телефонный разговор с Президентом Монголии Ухнагийн Хурэлсухом Состоялся телефонный разговор лидеров. "
    "3 июня 2031 года 10:00 Москва, Кремль Ухнагийн Хурэлсух Хурэлсух Ухнагийн Президент Монголии поблагодарил хозяев. "
    "Смотрите также Переговоры в Улан-Баторе 1 мая 2031 года "
    "География Монголия Темы Космос Статус материала Опубликован в разделе: Новости "
    "Дата публикации: 3 июня 2031 года, 10:00 Ссылка на материал: kremlin.ru/d/1 Текстовая версия"
)


def test_page_is_reduced_to_its_sentences() -> None:
    page = cut(PAGE)
    assert [PAGE[s.start : s.end].split()[-1] for s in page.sentences] == ["лидеров.", "хозяев."]
    assert PAGE[page.sentences[0].start :].startswith("Состоялся")
    assert PAGE[page.sentences[1].start :].startswith("Ухнагийн")


def test_reasons() -> None:
    reasons = {reason for _, _, reason in furniture(PAGE)}
    assert {"heading", "date and place line", "person card", "tags and page data"} <= reasons


def test_card_is_cut_out_of_its_sentence() -> None:
    (card,) = [PAGE[a:b] for a, b, reason in furniture(PAGE) if reason == "person card"]
    assert card == "Хурэлсух Ухнагийн Президент Монголии"


def test_plain_text_keeps_every_word() -> None:
    text = "Обсуждены планы.\n\nСтороны довольны."
    assert furniture(text) == []
