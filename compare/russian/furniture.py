"""What stands on a Kremlin page around the text: headings, dates, person cards, links, tags."""

from __future__ import annotations

import re

from compare.russian.morph import read_word

Span = tuple[int, int, str]

_MONTH = r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
_DATE = rf"\d{{1,2}}(?:\s*[–−-]\s*\d{{1,2}})?\s+{_MONTH}\s+\d{{4}}\s+года"
_STAMP = re.compile(
    rf"{_DATE},?\s+\d{{1,2}}[:.]\d{{2}}"
    r"(?P<place>(?:,?\s+(?:Москва|Санкт-Петербург|Сочи|Казань|Екатеринбург|Владивосток|Волгоград|Мурманск"
    r"|Московская область|Ленинградская область|Пекин|Шанхай|Астана|Минск|Ташкент|Самарканд|Бишкек|Душанбе"
    r"|Ашхабад|Ереван|Тегеран|Анкара|Стамбул|Дели|Нью-Дели|Ханой|Пхеньян|Улан-Батор|Хельсинки|Женева|Анкоридж"
    r"|Кремль|Ново-Огар[её]во|Константиновский дворец|Бочаров Ручей|Валдай)\b)*)"
)
_NOTICE = re.compile(
    rf"Анонс на {_DATE}(?:\s+Добавить в Календарь(?:\s+Календари)?(?:\s+Яндекс)?(?:\s+iCal)?(?:\s+Google)?)?"
)
_MORE = re.compile(rf"(?:Смотрите также|Дополнительно|Материалы по теме)\s+[^.!?:\n]{{0,220}}?{_DATE}")
_MORE_NEXT = re.compile(rf"\s+[^.!?:\n]{{3,220}}?{_DATE}(?!,?\s+\d{{1,2}}:)")
_TAGS = re.compile(r"\b(?:География|Темы|Лица|Смотрите также)\b")
_STATUS = re.compile(r"Статус материала\s+Опубликован|Опубликован[оа]? в раздел(?:е|ах):")
_TAIL = re.compile(r"Текстовая версия|Ссылка на материал:\s*\S+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<…>|<\.\.\.>", re.DOTALL)
_LINES = re.compile(
    r"(?m)^[ \t]*(?:События|Новости|Главная|Поделиться|Распечатать|Версия для печати|Текстовая версия|Все материалы"
    r"|Стенограмма|Фото|Видео|Аудио|Показать предыдущее|Следующая новость|Президент России"
    r"|Официальные сетевые ресурсы|[*#\\_=·•\-–— ]{3,}|https?://\S+|Ссылка на материал:.*|Дата публикации:.*"
    r"|Опубликован[оа]? в раздел.*|Статус материала.*|(?:География|Темы|Лица)(?:[ \t]+[А-ЯЁ][^.!?\n]{0,120})?)[ \t]*$"
)
_STARS = re.compile(r"(?:\*\s?){3,}")
_HEADINGS = (
    r"Телефонн\w+ разговор|Видеоконференция|Встреча|Рабочая встреча|Беседа|Переговоры"
    r"|\w{3,40}-\w{3,40} (?:переговоры|консультации)"
    r"|Саммит|Поздравлени\w+|Соболезновани\w+|Обмен|Ответы|Заявлени\w+|Пресс-конференция|Совместная|Совещание|Визит"
    r"|Посещение|Церемония|\d{1,2}(?:[–-]\d{1,2})? [а-я]+ (?:состо|Владимир|Президент|Председател)"
)
_PAGE = re.compile(r"(?m)^[ \t]*(?P<page>События)\s")
_HEADING = re.compile(rf"(?:События\s+)?(?={_HEADINGS})")
_OPENING = re.compile(
    r"\s(?=(?:Состоял(?:ся|ась|ось|ись)|Владимир Путин|Президент (?!а\b)\w+|Глав[аы] (?:государств|российск|Российск)"
    r"|Лидер\w?\b|В (?:Кремле|Москве|ходе|рамках|преддверии|Екатерининском|Большом|Санкт-Петербурге|режиме|телефонном)"
    r"|По (?:инициативе|видеосвязи|телефону|итогам|случаю|приглашению|просьбе)|Накануне|Сегодня|Прошл[иа]|Проводящ"
    r"|Нач(?:ался|алась|ались)|Стороны|Обсужд|С российской|\d{1,2} [а-я]+ (?:в |состо|Влад)|[А-ЯЁ]\.[А-ЯЁ][а-яё]+\s?:))"
)
_TITLE = (
    r"(?:Президент|Премьер-министр|Министр|Председатель|Генеральный секретарь|Король|Эмир|Султан|Наследный принц"
    r"|Федеральный канцлер|Канцлер|Государственный секретарь|Посол|Чрезвычайный|Глава|глава|помощник|заместитель"
    r"|Заместитель|советник|Первый|первый|генеральный директор|Генеральный директор|Директор|директор|специальный"
    r"|Специальный|Секретарь|секретарь|губернатор|Губернатор|руководитель|Руководитель|пресс-секретарь|Временно)"
)
_CARD = re.compile(
    rf"(?<![\w-])(?P<run>(?:[А-ЯЁ][\w’'-]{{1,30}}|[Бб]ен|[Ии]бн|[Аа]ль|фон|дер|да)(?:\s+(?:[А-ЯЁ][\w’'-]{{1,30}}|[Бб]ен|[Ии]бн|[Аа]ль|фон|дер|да)){{1,9}}?)"
    rf"\s+(?P<title>{_TITLE})\b"
)
_CARD_END = re.compile(r"\s(?=[.,;:)])")
_STOP_POS = frozenset(("VERB", "PRTS", "PREP", "CONJ", "PRCL", "NPRO", "ADVB", "INFN", "GRND", "PRED"))


def furniture(text: str) -> list[Span]:
    """Spans of a text that are page furniture, with the reason, in text order and without overlaps."""
    spans: list[Span] = [(m.start(), m.end(), "comment or omission mark") for m in _COMMENT.finditer(text)]
    spans += [(m.start(), m.end(), "page element") for m in _LINES.finditer(text) if m.group().strip()]
    spans += [(m.start(), m.end(), "separator") for m in _STARS.finditer(text)]
    spans += [(m.start(), m.end(), "date and place line") for m in _STAMP.finditer(text)]
    spans += [(m.start(), m.end(), "announcement line") for m in _NOTICE.finditer(text)]
    spans += _links(text)
    spans += _footer(text)
    starts = {len(text) - len(text.lstrip()), *(m.start("page") for m in _PAGE.finditer(text))}
    for start in sorted(starts):
        spans += _heading(text, start)
    spans += _cards(text)
    return _merged(spans)


def _merged(spans: list[Span]) -> list[Span]:
    result: list[Span] = []
    for start, end, reason in sorted(spans, key=lambda s: (s[0], -s[1])):
        if result and start < result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end, result[-1][2])
        elif end > start:
            result.append((start, end, reason))
    return result


def _links(text: str) -> list[Span]:
    spans = []
    for m in _MORE.finditer(text):
        end = m.end()
        while further := _MORE_NEXT.match(text, end):
            end = further.end()
        spans.append((m.start(), end, "links to other pages"))
    return spans


def _footer(text: str) -> list[Span]:
    spans = []
    for m in _STATUS.finditer(text):
        low = max(text.rfind(mark, max(0, m.start() - 700), m.start()) for mark in (". ", "! ", "? ", "… ", "> ", "\n"))
        low = max(low, m.start() - 700, -1) + 1
        tag = _TAGS.search(text, low, m.start())
        tail = _TAIL.search(text, m.end(), m.end() + 400)
        while tail and (more := _TAIL.search(text, tail.end(), tail.end() + 40)):
            tail = more
        line = text.find("\n", m.end())
        end = tail.end() if tail else line if line >= 0 else len(text)
        spans.append((tag.start() if tag else m.start(), end, "tags and page data"))
    return spans


def _heading(text: str, start: int) -> list[Span]:
    """A heading at the beginning of a page, on its own line or running into the first sentence."""
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    spans: list[Span] = []
    if text.startswith("События", start):
        spans.append((start, start + len("События"), "page element"))
    m = _HEADING.match(text, start)
    if not m:
        return spans
    stamp = _STAMP.search(text, m.end(), min(line_end, m.end() + 330))
    stop = re.compile(r"[.!?](?:\s|$)").search(text, m.end(), line_end)
    limit = min(stop.start() if stop else line_end, stamp.start() if stamp else line_end)
    if line_end - start < 250 and not stop and line_end < len(text):
        spans.append((start, line_end, "heading"))
        return spans
    if not text.startswith("События", start) and not stamp:
        return spans
    opening = _OPENING.search(text, m.end() + 8, limit)
    if opening:
        spans.append((start, opening.start(), "heading"))
    elif stamp and limit == stamp.start():
        spans.append((start, limit, "heading"))
    return spans


def _stem(word: str) -> str:
    return word.lower().rstrip("аеёиоуыьэюяйм")[:8]


def _cards(text: str) -> list[Span]:
    """Cards in the middle of a sentence: a name in the text, then «Surname Given-name Title» of that person."""
    spans = []
    position = 0
    while m := _CARD.search(text, position):
        position = m.start() + max(1, len(m.group("run").split()[0]))
        words = [(w.start() + m.start("run"), _stem(w.group())) for w in re.finditer(r"\S+", m.group("run"))]
        cut = next(
            (
                k
                for k in range(2, len(words))
                if words[k][1] in {s for _, s in words[:k]}
                and len({s for _, s in words[k : k + 4]} & {s for _, s in words[:k]}) >= min(2, len(words) - k)
            ),
            None,
        )
        if (
            cut is None
            and len(words) > 1
            and words[0][1] == words[1][1]
            and re.search(r"[А-ЯЁ]\.\s?$", text[max(0, m.start() - 3) : m.start()])
        ):
            cut = 1
        if cut is None:
            continue
        end = _card_end(text, m.end())
        spans.append((words[cut][0], end, "person card"))
        position = end
    return spans


def _card_end(text: str, start: int) -> int:
    """Where the title on a card ends: at a blank before punctuation, else before the sentence goes on."""
    mark = _CARD_END.search(text, start, start + 260)
    if mark and not any(
        read_word(w.lower()).pos <= {"VERB", "PRTS"} and read_word(w.lower()).pos
        for w in re.findall(r"[\w-]+", text[start : mark.start()])
    ):
        return mark.start()
    end = start
    for w in re.finditer(r"\s*([\w«»\"()-]+)([,.;:]?)", text[start : start + 200]):
        word = w.group(1).strip('«»"()').lower()
        if word and read_word(word).pos and read_word(word).pos & _STOP_POS and not w.group(1)[0].isupper():
            break
        end = start + w.end(1)
        if w.group(2):
            break
    return end
