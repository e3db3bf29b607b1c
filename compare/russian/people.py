"""Who is named where: participants by name, title or country, and other named persons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from compare.records import BOTH, Context
from compare.russian import names
from compare.russian.morph import Token, is_ordinary, read_word, tokens

_TITLES = (
    r"[Пп]резидент\w{0,3}|[Пп]ремьер-министр\w{0,3}|[Пп]ремьер\w{0,3}|[Пп]редседател\w{1,3}|[Кк]орол[ьяеюём]\w{0,2}"
    r"|[Ээ]мир\w{0,2}|[Сс]ултан\w{0,2}|[Нн]аследн\w+ принц\w{0,2}|(?:[Фф]едеральн\w+ )?[Кк]анцлер\w{0,2}"
    r"|[Лл]идер\w{0,2}"
    r"|[Гг]енеральн\w+ секретар\w{1,3}|[Гг]осударственн\w+ советник\w{0,2}|[Вв]ерховн\w+ правител\w{1,3}"
    r"|[Гг]лав[аыеуой]{1,2}(?: государства)?|[Пп]ервый секретар\w{1,3}|[Гг]енсек\w{0,2}|[Мм]онарх\w{0,2}"
)
_HEADWORD = (
    r"(?:президент|премьер(?:-министр)?|лидер|руководител[ьяеюём]|коллег[аеиуой]|партн[её]р|канцлер|монарх"
    r"|глав[аеуы])\w{0,3}"
)
_STATE_WORDS = (
    r"(?:Республик\w+|Исламск\w+|Государств\w+|Королевств\w+|Народн\w+|Демократическ\w+|Союз\w*|Федеративн\w+|Арабск\w+"
    r"|Социалистическ\w+|Боливарианск\w+|Кооперативн\w+|Совет\w*|министров|Правительств\w*|Центральн\w+|комитет\w*|Партии"
    r"|Коммунистическ\w+|партии|Турецк\w+|переходного|периода|государственных|дел|и|Трудовой|Султанат\w*|Временного)"
)
_OTHER_TITLES = re.compile(
    r"\b(?:Премьер-министр\w{0,2}|Наследн\w+ принц\w{0,2}|Корол[ьяеюём]\w{0,2}|Эмир\w{0,2}|Султан\w{0,2}"
    r"|(?:Федеральн\w+ )?[Кк]анцлер\w{0,2})\b(?!\s+[А-ЯЁ])"
)
_OWN_TITLE = re.compile(
    r"\b(?:Президент|[Гг]лава государства)(?=\s+(?:[а-яё-]+\s+){0,4}?[а-яё]+(?:[ияаеёу]л|[иаея]лся|[ие]т|[ие]тся)\b)"
)
_GROUPS = re.compile(
    r"\b(?:[Лл]идер(?:ы|ов|ам|ами|ах)|[Пп]резидент(?:ы|ов|ами|ам)"
    r"|[Гг]лав(?:ы|ами|ам)\s+(?:(?:двух|обоих)\s+)?(?:государств|стран|правительств)"
    r"|(?:[Рр]уководител(?:и|ями|ей)|[Пп]ремьер(?:ы|-министры))\s+(?:двух|обеих|наших)?\s?(?:стран|государств|правительств)?"
    r"|[Сс]обеседник(?:и|ами|ов)|[Пп]олитик(?:и|ами)(?=\s+[а-яё]+ли\b)"
    r"|(?<!ой )(?<!ей )(?<!их )(?<!ых )[Сс]торон(?:ы|ами|ам)\b(?!\s+(?:конфликта|противостояния))"
    r"|[Оо]б(?:а|оими|оих)\s+(?:лидера|президента|президентами|главы|лидерами|премьер\w*)"
    r"|[Оо]бе(?:ими)?\s+(?:страны|стороны|странами|сторонами|державы)|[Дд]ве\s+страны"
    r"|[Нн]аши\s+(?:страны|государства|народы)|[Пп]ереговорщики"
    r"|[Уу]частники\s+(?:разговора|беседы|встречи|переговоров))\b"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as this text writes the name. words: the name's words in the nominative, family name last known."""

    short: str
    side: str
    words: tuple[str, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, a group of both, or a country's side at ``[start, end)``.

    kind: 'person', 'group', 'side' (российская сторона, Москва) or 'stranger' (a named person who takes no part).
    nominative, instrumental: whether the head can stand in that case.
    """

    start: int
    end: int
    who: str
    side: str
    kind: str
    nominative: bool
    instrumental: bool = False


def people(text: str, context: Context) -> tuple[Person, ...]:
    """The participants of a text, their Russian names looked up, or guessed from the text where none are given."""
    found = []
    for p in context.participants:
        name = p.names.get("ru") or _known(p.short, p.names.get("en", ""), p.side) or _spelt(text, p.short)
        found.append(_person(p.short, p.side, name))
    return tuple(found) if found else _guessed(text)


def _person(short: str, side: str, name: str) -> Person:
    words = tuple(w for w in re.split(r"[\s.]+", name) if w)
    eastern = side in ("CN", "KR", "KP", "VN", "KH", "MM") and len(words) > 1
    family = words[0] if eastern and len(words[0]) > 3 else words[-1] if words else ""
    return Person(short, side, words, family)


def _known(short: str, english: str, side: str) -> str:
    """The Russian name of a leader known by name whose short or family name agrees; the likeliest of several."""
    key = names.likeness_key(short.split()[-1])
    wanted = _key_of(english or short)
    rows = [
        row
        for row in names.leaders()
        if row[2] == side
        and (
            row[1] == short
            or names.likeness_key(row[1].split()[-1]) == key
            or fuzz.token_sort_ratio(wanted, _key_of(names.latin(row[0]))) >= 85
        )
    ]
    return max(rows, key=lambda row: fuzz.token_sort_ratio(wanted, _key_of(names.latin(row[0]))))[0] if rows else ""


def _key_of(name: str) -> str:
    return " ".join(names.likeness_key(word) for word in name.split())


def _spelt(text: str, short: str) -> str:
    """The word of the text that spells a name in Cyrillic, in the nominative; '' where none comes near."""
    key = names.likeness_key(short.split()[-1])
    best, score = "", 79.0
    seen: set[str] = set()
    for word in tokens(text[:6000]):
        if not word.capital or len(word.text) < 3 or word.text in seen:
            continue
        seen.add(word.text)
        for form in (word.text, read_word(word.text.lower()).lemma):
            likeness = fuzz.ratio(key, names.likeness_key(names.latin(form)))
            if likeness > score or (likeness == score and len(form) < len(best)):
                best, score = form.capitalize(), likeness
    return best


def _guessed(text: str) -> tuple[Person, ...]:
    """Leaders known by name near the beginning, else «title of a country, then a name»."""
    head = text[:2500]
    capitals = [w for w in tokens(head) if w.capital]
    result: list[Person] = []
    for name, short, side in names.leaders():
        person = _person(short, side, name)
        if person.family[:4] not in head:
            continue
        at = [w for w in capitals if _same_name(w.text, person.family)]
        first = [w for w in capitals if at and _same_name(w.text, person.words[0])]
        initial = any(
            head[max(0, a.start - 2) : a.start] == person.words[0][0] + "."
            or re.search(rf"{person.words[0][0]}\.\s?[А-ЯЁ]\.\s?$", head[max(0, a.start - 6) : a.start])
            for a in at
        )
        if initial or (at and first and any(abs(a.start - b.start) < 40 for a in at for b in first)):
            result.append(person)
    order = {p.short: (m.start() if (m := re.search(re.escape(p.family[:-1]), head)) else 0) for p in result}
    result = sorted(
        {p.side: p for p in sorted(result, key=lambda p: -order[p.short])}.values(), key=lambda p: order[p.short]
    )
    if len(result) < 2:
        result += [p for p in _titled(head) if p.side not in {q.side for q in result}][: 2 - len(result)]
    return tuple(result)


def _titled(head: str) -> list[Person]:
    found = []
    for m in re.finditer(
        rf"\b(?:{_TITLES})\s+(?P<rest>(?:[\w-]+\s+){{1,7}}?)(?P<name>[А-ЯЁ]\w+(?:[ -][А-ЯЁ]\w+){{0,4}})", head
    ):
        if is_ordinary(m.group("name").split()[0]) or m.group("name").isupper():
            continue
        for code in names.countries():
            pattern = names.country_name(code)
            if pattern and pattern.search(m.group("rest")):
                words = [_nominative(w) for w in m.group("name").split()]
                found.append(Person(names.latin(words[-1]), code, tuple(words), words[-1]))
                break
    return found


def _nominative(word: str) -> str:
    reading = read_word(word.lower())
    if "Surn" in reading.tags or "Name" in reading.tags:
        return reading.lemma.capitalize()
    return re.sub(r"(?<=\w\w\w)(?:ом|ем)$", "", word)


def _same_name(word: str, nominative: str) -> bool:
    """Whether a word is a name in any case: Эрдогана, Эрдоганом for Эрдоган."""
    a, b = word.lower().replace("ё", "е"), nominative.lower().replace("ё", "е")
    if a == b:
        return True
    stem = b[:-1] if b[-1:] in "аяйьоеиу" and len(b) > 3 else b
    return (
        a.startswith(stem)
        and len(a) - len(stem) <= 3
        and a[len(stem) :].isalpha()
        and _ENDING.match(a[len(stem) :]) is not None
    )


_OBLIQUE = re.compile(r"\w+(?:ого|ому|ыми?|ими?|ой|ом|ую)\s", re.IGNORECASE)
"""An adjective before the head that is in no nominative: «французского коллеги»."""
_ENDING = re.compile(r"(?:а|у|ом|ем|е|ым|ого|ому|им|его|ему|я|ю|и|ы|ой|ей|ою|ью|ин|иным|ины|ию|ия|ии|ием|ией|ям)?$")


class Scanner:
    """Finds mentions in stretches of one text. Holds the patterns built from its participants."""

    def __init__(self, cast: tuple[Person, ...], home: str) -> None:
        """Take the cast of a text and the side that published it."""
        self.cast = cast
        self.home = home
        self._by_side = {p.side: p for p in reversed(cast)}
        self._titles: list[tuple[re.Pattern[str], str]] = []
        self._sides: list[tuple[re.Pattern[str], str]] = []
        for code in dict.fromkeys([*(p.side for p in cast), "RU", "UA", "US"]):
            name = names.country_name(code)
            if name is None:
                continue
            adjective = names.adjective(code)
            self._titles.append(
                (
                    re.compile(
                        rf"\b(?P<head>{_TITLES})(?:,?\s+(?:{_STATE_WORDS}|[Пп]ремьер-министр\w*|[Пп]редседател\w+))*?\s+"
                        rf"(?:{_STATE_WORDS}\s+)*?{name.pattern}"
                        rf"|\b{adjective}\w{{2,3}}\s+(?P<head2>{_HEADWORD})"
                        rf"|\b(?P<head3>[Гг]лав\w{{1,2}})\s+{adjective}ого\s+(?:государства|правительства|кабинета|руководства)",
                        re.IGNORECASE,
                    ),
                    code,
                )
            )
            self._sides.append(
                (
                    re.compile(
                        rf"\b{adjective}(?P<form>\w{{2,3}})\s+(?:сторон\w{{1,2}}|руководств\w{{1,2}}|правительств\w{{1,2}}|администраци\w)\b"
                        rf"|(?P<name>{name.pattern})",
                        re.IGNORECASE,
                    ),
                    code,
                )
            )

    def speaker_of(self, side: str) -> str:
        """Short name of the participant of a side, or ''."""
        person = self._by_side.get(side)
        return person.short if person else ""

    def scan(self, text: str, start: int, end: int) -> list[Mention]:
        """Mentions within ``[start, end)`` in text order; a title and the name after it are one."""
        words = tokens(text, start, end)
        found = self._names(words, text)
        found += self._titled(text, start, end)
        found += [_group(m) for m in _GROUPS.finditer(text, start, end)]
        found += self._bare(text, start, end, found)
        found += self._strangers(words, found, text)
        found = _joined(found, text)
        found += [
            m for m in self._countries(text, start, end) if not any(f.start < m.end and m.start < f.end for f in found)
        ]
        return sorted(found, key=lambda m: m.start)

    def _names(self, words: Sequence[Token], text: str) -> list[Mention]:
        found = []
        for person in self.cast:
            run: list[Token] = []
            for word in [*words, None]:
                hit = word is not None and word.capital and any(_same_name(word.text, w) for w in person.words)
                if word is None or not hit or (run and not _adjoin(text[run[-1].end : word.start], run[-1])):
                    if run:
                        found += self._run(run, person)
                    run = [word] if word is not None and hit else []
                elif word is not None:
                    run.append(word)
        return found

    def _run(self, run: list[Token], person: Person) -> list[Mention]:
        families = [w for w in run if _same_name(w.text, person.family)]
        if not families and len(run) < 2:
            return []
        if len(run) == 1 and len(person.family) < 4 and len(person.words) > 1:
            return []
        nominative = all(
            w.text.lower().replace("ё", "е") in {p.lower().replace("ё", "е") for p in person.words} for w in run
        )
        instrumental = any(re.search(r"(?:ом|ем|ым|им|ой)$", w.text.lower()) for w in run) and not nominative
        return [Mention(run[0].start, run[-1].end, person.short, person.side, "person", nominative, instrumental)]

    def _titled(self, text: str, start: int, end: int) -> list[Mention]:
        found = []
        for pattern, code in self._titles:
            who = self.speaker_of(code)
            for m in pattern.finditer(text, start, end):
                head = (m.group("head") or m.group("head2") or m.group("head3")).split()[-1 if m.group("head") else 0]
                reading = read_word(head.lower())
                if "plur" in reading.numbers and "sing" not in reading.numbers:
                    continue
                found.append(
                    Mention(
                        m.start(), m.end(), who, code, "person" if who else "outsider",
                        _is_case("nomn", head, m.group()) and not _OBLIQUE.match(m.group()), "ablt" in reading.cases,
                    )
                )  # fmt: skip
        return found

    def _bare(self, text: str, start: int, end: int, found: list[Mention]) -> list[Mention]:
        """«Президент», «Глава государства» alone: the publisher's own; another title: the participant who bears it."""
        result = []
        for m in _OWN_TITLE.finditer(text, start, end):
            a, b = m.span()
            who = self.speaker_of(self.home)
            if who and not any(f.start <= a < f.end for f in found):
                result.append(Mention(a, b, who, self.home, "person", True))
        guests = [p for p in self.cast if p.side != self.home]
        for m in _OTHER_TITLES.finditer(text, start, end) if len(guests) == 1 else ():
            if not any(f.start < m.end() and m.start() < f.end for f in found):
                nominative = _is_case("nomn", m.group().split()[-1], m.group())
                result.append(Mention(m.start(), m.end(), guests[0].short, guests[0].side, "person", nominative))
        return result

    def _strangers(self, words: Sequence[Token], found: list[Mention], text: str) -> list[Mention]:
        """Given name and family name of somebody who takes no part, in the nominative."""
        result = []
        for first, second in pairwise(words):
            if not (first.capital and second.capital) or text[first.end : second.start].strip():
                continue
            if any(f.start <= first.start < f.end for f in found):
                continue
            if "Name" in first.reading.tags and (
                "Surn" in second.reading.tags or second.text[-2:] in ("ов", "ев", "ин", "ий")
            ):
                nominative = "nomn" in first.reading.cases and "nomn" in second.reading.cases
                result.append(Mention(first.start, second.end, names.latin(second.text), "", "stranger", nominative))
        return result

    def _countries(self, text: str, start: int, end: int) -> list[Mention]:
        found = []
        for pattern, code in self._sides:
            for m in pattern.finditer(text, start, end):
                if m.group("name"):
                    last = m.group().split()[-1]
                    reading = read_word(last.lower())
                    before = text[start : m.start()].rstrip()
                    opens = not before or re.search(r"(?:[,–—:;(.)]|\b(?:что|и|а|но|как|так))$", before) is not None
                    if last.isupper():
                        # an abbreviation has no cases: it is a subject only where a clause begins, or beside another
                        other = re.search(r"\b([А-ЯЁ]\w+)\s+и$", before)
                        opens = "nomn" in read_word(other.group(1).lower()).cases if other else opens
                        found.append(Mention(m.start(), m.end(), self.speaker_of(code), code, "side", opens))
                        continue
                    nominative = (
                        "nomn" in reading.cases
                        and (opens or "accs" not in reading.cases)
                        and not re.search(
                            r"\b(?:в|во|на|с|со|у|из|к|о|об|от|для|между|Республики|Государства|через|за|против)\s+$",
                            text[max(start, m.start() - 14) : m.start()],
                        )
                    )
                else:
                    nominative = m.group("form").lower() in ("ая", "ое", "ий", "яя")
                found.append(Mention(m.start(), m.end(), self.speaker_of(code), code, "side", nominative))
        return found


def _adjoin(gap: str, before: Token) -> bool:
    """Whether two words of a name may belong together: only an initial takes a full stop."""
    return not gap.strip() or (gap.strip() == "." and len(before.text) == 1)


def _is_case(case: str, head: str, phrase: str) -> bool:
    if phrase.lower().startswith(("наследн", "генеральн", "государственн", "верховн", "федеральн")):
        first = phrase.split()[0].lower()
        return (case in read_word(first).cases) and not first.endswith(("ого", "ому", "ым", "им"))
    return case in read_word(head.lower()).cases


def _group(m: re.Match[str]) -> Mention:
    word = m.group().split()[0].lower()
    nominative = word.endswith(("ы", "и", "е", "а", "ели")) and not word.endswith(("ами", "ями", "ими"))
    return Mention(m.start(), m.end(), BOTH, "", "group", nominative, word.endswith(("ами", "ями", "ими")))


def _joined(found: list[Mention], text: str) -> list[Mention]:
    """A title with the name after it made one mention; what lies inside another mention dropped."""
    found = sorted(found, key=lambda m: (m.start, -m.end))
    result: list[Mention] = []
    for m in found:
        last = result[-1] if result else None
        if last and m.end <= last.end:
            continue
        if (
            last
            and last.kind in ("person", "outsider")
            and m.kind in ("person", "stranger")
            and (m.who == last.who or last.kind == "outsider")
            and not text[last.end : m.start].strip()
        ):
            nominative = last.nominative and (m.nominative or m.kind == "stranger")
            result[-1] = Mention(last.start, m.end, m.who, last.side, m.kind, nominative, last.instrumental)
            continue
        if last and m.start < last.end:
            continue
        result.append(m)
    return result
