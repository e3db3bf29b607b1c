"""Pages of the Kremlin's site in a CSV file, the whole page as one line of text.

A row's text is the page with its furniture, cut into columns of 30,000 characters:

    События TITLE LEAD DATE TIME PLACE body … География … Темы … Лица … Статус материала … Текстовая версия

In the body, a name that carries a card is followed by the card: "с Иваном Петровым Петров Иван Министр
культуры обсуждены". Cards go by this rule: the surname repeats in the nominative, and the full name is in
the page's list of persons or ends in a patronymic.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

import pymorphy3

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, decode, nearest, required

MOSCOW = timezone(timedelta(hours=3))
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_DATE = rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}}) года"
_PUBLISHED = re.compile(rf"Дата публикации: {_DATE}, (\d{{1,2}}):(\d{{2}})")
_NOTICE = re.compile(r"Анонс на [^.]{3,40}? года(?: Добавить в Календарь)?(?: Календари Яндекс iCal Google)?(?:\s|$)")
_HEAD_DATE = re.compile(rf"(?:^|(?<=\s)){_DATE} (\d{{1,2}}):(\d{{2}})(?:\s|$)")
_TAIL = re.compile(
    r"(?:(?:^|\s)(?:Смотрите также|Дополнительно) (?:(?!Смотрите также|География |Статус материала).){1,600}?)?"
    r"(?:(?:^|\s)География (?:(?!География ).){1,200}?)?"
    r"(?:(?:^|\s)Темы (?:(?!Темы ).){1,300}?)?"
    r"(?:(?:^|\s)Лица (?P<people>(?:(?!Лица ).){1,600}?))?"
    r"(?:^|\s)Статус материала Опубликован в раздел(?:е|ах):.*\Z"
)
_PATRONYMIC = re.compile(r"\w+(?:ич|вна|чна)\Z")
_WORD = re.compile(r"[А-ЯЁ][\w.\-]*\Z")
_MAX_TITLE = 30
_PREPOSITIONS = frozenset(
    ["в", "на", "с", "со", "о", "об", "к", "ко", "из", "за", "от", "у", "до", "во", "для", "после"]
)


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The page whose address ends with ``locator["url_ends_with"]``.

    Raises SourceError naming the nearest addresses, or the columns when the file has others.
    """
    wanted = required(locator, "url_ends_with")
    field = str(locator.get("text_field") or "article_full_text_1")
    reader = csv.DictReader(io.StringIO(decode(content), newline=""))
    columns = reader.fieldnames or []
    if "url" not in columns or field not in columns:
        raise SourceError(f"the table lacks the columns 'url' and {field!r}; it has {', '.join(columns[:12])}")
    numbers: list[str] = []
    try:
        for row in reader:
            url = (row["url"] or "").rstrip("/")
            if url == wanted or url.endswith("/" + wanted.lstrip("/")):
                return read_page(row.get("title") or "", _joined(row, field), url)
            numbers.append(url.rpartition("/")[2])
    except csv.Error as error:
        raise SourceError(f"line {reader.line_num} of the table cannot be read: {error}") from error
    raise SourceError(f"no page ends with {wanted!r}; {nearest(wanted, numbers)}")


def _joined(row: Mapping[str, str | None], field: str) -> str:
    """The text of a row; ``text_1``, ``text_2`` … are one text cut into pieces."""
    match = re.fullmatch(r"(.*_)1", field)
    if not match:
        return row[field] or ""
    pieces = (row.get(f"{match[1]}{number}") or "" for number in range(1, 100))
    return "".join(pieces)


def read_page(title: str, page: str, url: str | None = None) -> Extracted:
    """A page's own text out of the page's whole text. title: as in the table, '' where unknown."""
    dropped: list[str] = []
    title = " ".join(title.split())
    page = " ".join(page.split())
    people = ""
    tail = _TAIL.search(page)
    if tail:
        people = tail["people"] or ""
        dropped.append(page[tail.start() :].strip())
        page = page[: tail.start()]
    for start in ("События", title):
        if start and page.startswith(start + " "):
            dropped.append(start)
            page = page[len(start) + 1 :]
    lead = ""
    stamp = _PUBLISHED.search(dropped[0]) if dropped else None
    published_at = _moment(stamp) if stamp else None
    notice = _NOTICE.search(page[:2000])
    if notice:
        dropped.append(notice[0].strip())
        page = page[: notice.start()] + page[notice.end() :]
    date = _HEAD_DATE.search(page[:2000])
    if date:
        published_at = published_at or _moment(date)
        lead, page = page[: date.start()].strip(), page[date.end() :].strip()
        dropped.append(date[0].strip())
    place = re.match(r"(?:Москва, Кремль|Москва|Московская область, Ново-Огарёво|Санкт-Петербург)(?= [А-ЯЁ])", page)
    if place:
        dropped.append(place[0])
        page = page[place.end() :].strip()
    lead, cards = without_cards(lead, people)
    body, more = without_cards(page, people)
    return Extracted(
        title=title,
        text="\n\n".join(part for part in (lead, body) if part),
        published_at=published_at,
        url=url,
        dropped=(*dropped, *cards, *more),
    )


def _moment(match: re.Match[str]) -> datetime | None:
    day, month, year, hour, minute = match.groups()
    try:
        return datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=MOSCOW)
    except ValueError:
        return None


def without_cards(text: str, people: str) -> tuple[str, tuple[str, ...]]:
    """A text without its persons' cards, and the cards. people: the page's list of persons, as one line."""
    tokens = text.split(" ")
    kept: list[str] = []
    cards: list[str] = []
    here = 0
    while here < len(tokens):
        length = _card_name(tokens, here, kept, people)
        if not length:
            kept.append(tokens[here])
            here += 1
            continue
        end = here + length + _title_length(tokens[here + length :])
        cards.append(" ".join(tokens[here:end]))
        here = end
        if here < len(tokens) and re.fullmatch(r"[.,:;!?)]+", tokens[here]):
            kept[-1] += tokens[here]
            here += 1
    return " ".join(kept), tuple(cards)


def _card_name(tokens: list[str], here: int, before: list[str], people: str) -> int:
    """How many words the name of a card at this place has; 0 where there is no card."""
    for doubled in (2, 1):
        names = tokens[here : here + doubled]
        if len(names) < doubled or len(before) < doubled:
            continue
        if not all(map(_same_name, before[-doubled:], names)):
            continue
        length = doubled
        while here + length < len(tokens) and _listed(tokens[here : here + length + 1], people):
            length += 1
        if _listed(tokens[here : here + length], people) and length >= 2:
            return length
        if doubled == 1 and here + 2 < len(tokens) and _PATRONYMIC.match(tokens[here + 2]):
            return 3
    return 0


def _listed(words: list[str], people: str) -> bool:
    return f" {' '.join(words)} " in f" {people} "


def _same_name(inflected: str, nominative: str) -> bool:
    """Whether two words are one name, whatever the case: ``Петровым`` and ``Петров``, ``И.Петров`` too."""
    if not (_WORD.match(inflected) and _WORD.match(nominative)):
        return False
    inflected = inflected.rpartition(".")[2]
    shared = max(2, len(nominative) - 2)
    return len(inflected) >= shared and inflected[:shared] == nominative[:shared]


def _title_length(rest: list[str]) -> int:
    """How many words of what follows a name on its card are the person's title.

    A punctuation mark standing alone closes the card. Else the title ends before the first verb, or before a
    preposition: rather a word of the title left in the text than a word of the text lost.
    """
    preposition = 0
    for length, word in enumerate(rest[:_MAX_TITLE]):
        if word.startswith("(") or not (re.search(r"\w", word) or word in ("–", "—", "-")):
            return length
        if length and (_ends_title(word) or _begins_person(word, rest[length + 1 :])):
            return preposition or (length - 1 if rest[length - 1] in ("и", "а", "но") else length)
        if length and word in _PREPOSITIONS and not preposition:
            preposition = length
        if re.search(r"[.!?:;]\Z", word):
            return preposition
    return preposition


def _ends_title(word: str) -> bool:
    return _tag(word).POS in ("VERB", "PRTS", "INFN", "GRND", "NPRO", "PRED", "ADVB", "PRCL")


def _begins_person(word: str, following: list[str]) -> bool:
    """Whether the title of another person begins here: ``и Министр …``, in the nominative."""
    if word != "и" or not following:
        return False
    tags = [parse.tag for parse in _morphology().parse(following[0].strip('«»"(),'))]
    return any("nomn" in tag for tag in tags) and not any("gent" in tag for tag in tags)


def _tag(word: str) -> Any:
    return _morphology().parse(word.strip('«»"(),'))[0].tag


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")
