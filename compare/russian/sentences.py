"""Russian text → sentences, with page furniture cut out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from compare.russian.furniture import Span, furniture
from compare.statements import paragraphs

_STOP = re.compile(r"[.!?…]+(?:\[\d+\])?[»”\"’)\]]*(?=\s|$)|;(?=\s*\n|\s+\d+\.\s)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"„–—-])(?:г|гг|в|вв|им|ул|д|стр|см|ср|св|тов|проф|акад|ген|долл|руб|млн|млрд|трлн|тыс|кв|куб|км|напр"
    r"|т\.\s?[екдп]|и\s+др|и\s+пр|н\.\s?э|и\.\s?о|врио|пп|ст|пер|пос|обл|респ|англ|рус|кит|с\.\s?г|[А-ЯЁA-Z]|[А-ЯЁ]\.\s?[А-ЯЁ])$"
)
_ENDS_ANYWAY = re.compile(r"(?:г|гг|руб|долл|тыс|млн|млрд|трлн|и\s+др|и\s+пр|т\.\s?[дп])$")
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")
_MORE = r"(?:[ -](?:[А-ЯЁ][\w’'-]*|[Бб]ен|[Ии]бн|[Аа]ль|фон|дер|да|ди|эль)){0,7}"
_INITIALS = r"[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?\s?"
_WORDS = rf"[А-ЯЁ][\w’'-]+{_MORE}"
_ASIDE = r"\([^)]{4,60}\)"
_LABEL = re.compile(
    rf"(?:(?P<name>{_INITIALS}{_WORDS}|Вопрос|Реплика|Ответ)\s*(?:{_ASIDE})?"
    rf"|(?P<full>{_WORDS})\s*\((?:как переведено|по-[а-я]+|через переводчика)[^)]{{0,30}}\))\s*:\s+"
)
_TURN = re.compile(rf"\s(?P<name>{_INITIALS}{_WORDS})\s*(?:{_ASIDE}\s*)?:\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``[start, end)``. holes: furniture inside it. label: name before a turn of a transcript, or ''."""

    start: int
    end: int
    paragraph: int
    holes: tuple[tuple[int, int], ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A text ready for reading: furniture blanked out at the same offsets, its sentences, what was left out."""

    text: str
    masked: str
    sentences: tuple[Sentence, ...]
    furniture: tuple[Span, ...]


def _masked(text: str, left_out: list[Span]) -> str:
    parts, position = [], 0
    for start, end, reason in left_out:
        parts.append(text[position:start])
        # a card stands inside a sentence; everything else ends one
        filler = " " if reason in ("person card", "comment or omission mark") else "\n"
        parts.append(filler * (end - start))
        position = end
    parts.append(text[position:])
    return "".join(parts)


def cut(text: str) -> Page:
    """Sentences of a text. Offsets are code points; linear in the length of the text."""
    left_out = furniture(text)
    masked = _masked(text, left_out)
    starts = [a for a, _ in paragraphs(text)]
    holes = [(a, b) for a, b, reason in left_out if reason in ("person card", "comment or omission mark")]
    sentences: list[Sentence] = []
    for low, high in paragraphs(masked):
        number = max(0, bisect_right(starts, low) - 1)
        for start, end in _split(masked, low, high):
            label = _LABEL.match(masked, start, end)
            name = (label.group("full") or label.group("name")) if label else ""
            if label and not label.group("full") and not _is_label(name, start, low, masked):
                name = ""
            begin = label.end() if label and name else start
            if name and label:
                left_out.append((start, begin, "name of who speaks"))
            if not re.search(r"\w", masked[begin:end]):
                left_out.append((begin, end, "no words"))
                continue
            inside = tuple((a, b) for a, b in holes if begin < b and a < end)
            sentences.append(Sentence(begin, end, number, inside, name))
    return Page(text, masked, tuple(sentences), tuple(sorted(left_out)))


def _is_label(name: str, start: int, low: int, text: str) -> bool:
    """A turn begins a line or follows the end of a sentence, and its name has initials or is a role."""
    before = text[max(low, start - 3) : start].rstrip()
    return "." in name or (name in ("Вопрос", "Реплика", "Ответ") and (not before or before[-1] in ".!?…»)*>"))


def _split(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Sentences of a line; the name of who speaks next («В.Путин:») begins a new one wherever it stands."""
    turns = [m.start("name") for m in _TURN.finditer(text, low, high) if m.start("name") > low]
    edges = [low, *turns, high]
    return [span for a, b in pairwise(edges) for span in _split_turn(text, a, b)]


def _split_turn(text: str, low: int, high: int) -> list[tuple[int, int]]:
    spans = []
    begin = low
    while high > low and text[high - 1].isspace():
        high -= 1
    for m in _STOP.finditer(text, low, high):
        if m.group()[0] == "." and _goes_on(text, begin, m.start(), m.end(), high):
            continue
        spans.append((begin, m.end()))
        begin = m.end()
        while begin < high and text[begin].isspace():
            begin += 1
    if begin < high:
        spans.append((begin, high))
    return spans


def _goes_on(text: str, begin: int, dot: int, after: int, high: int) -> bool:
    """Whether a full stop belongs to an abbreviation, initials or the number of a list entry."""
    head = text[max(begin, dot - 24) : dot]
    name = text[begin:dot].rfind("«")
    if (
        name >= 0
        and "»" not in text[begin + name : dot]
        and text[begin : begin + name].rstrip()[-1:] not in (":", "")
        and re.match(r"[^.!?«»]{1,50}»", text[after : after + 60])
    ):
        # a full stop inside a short name in quotation marks: «ИННОПРОМ. Центральная Азия»
        return dot - begin - name < 40
    rest = text[after:high].lstrip()
    following = rest[:1]
    if head.endswith(("долл", "тыс", "млн", "млрд", "трлн")) and rest.startswith("США"):
        return True
    if following and (following.islower() or following in ",;:"):
        return True
    if _NUMBER.search(head) and len(text[begin:dot].strip()) <= 2:
        return True
    if not _ABBREVIATION.search(head):
        return False
    return not (_ENDS_ANYWAY.search(head) and (not following or following.isupper() or following in '«"–—'))
