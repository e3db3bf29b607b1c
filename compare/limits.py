"""What the answer to a promise takes back: a term, a condition, a part in place of the whole, a proposal only."""

from __future__ import annotations

import re

from compare.saying import Saying

PROPOSED = "a proposal that was welcomed"

_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety"
_TERM = {
    "en": re.compile(
        rf"\bfor (?:(?:a|an|the) (?:next |first |period of )?)?(?:\d+|{_NUMBERS})[ -](?:hour|day|week|month|year)s?\b"
        rf"|\b(?:\d+|{_NUMBERS})-(?:hour|day|week|month)\b|\btemporar(?:y|ily)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:为期|期限为?)[\d一二两三四五六七八九十]+(?:小时|天|日|周|个月|年)|(?<![\d第])\d+天(?![内前后])(?=的?[暂停])|临时|暂时|暂停"
    ),
    "ru": re.compile(
        r"\bна (?:срок )?(?:\d+|один|два|три|шесть|десять|тридцать) (?:час|дн|день|недел|месяц|год|лет)\w*"
        r"|\b\d+-?(?:ти|и)?-?(?:часов|дневн|недельн|месячн)\w+|\bвременн\w+",
        re.IGNORECASE,
    ),
}
_CONDITION = {
    "en": re.compile(
        r"\b(?:provided (?:that\b)?|on (?:the )?condition (?:that|of)|as long as|only if|unless|subject to)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"前提是|条件是|以[^，。；]{1,20}为(?:前提|条件)|在[^，。；]{1,20}(?:前提|条件)下|只要|除非"),
    "ru": re.compile(r"\b(?:при условии|только если|только после|если)\b", re.IGNORECASE),
}
_PART = {
    "en": re.compile(
        r"\b(?:some|certain|several|individual|part of|partial(?:ly)?|limited|only|solely)\b", re.IGNORECASE
    ),
    "zh": re.compile(r"部分|某些|有限|仅(?!仅)|个别"),
    "ru": re.compile(r"\b(?:отдельн|некотор|частичн|ограниченн)\w+|\b(?:только|лишь)\b", re.IGNORECASE),
}
_WHOLE = {
    "en": re.compile(r"\b(?:all|every|entire(?:ly)?|complete(?:ly)?|total(?:ly)?|full(?:y)?)\b", re.IGNORECASE),
    "zh": re.compile(r"所有|一切|全部|全面|完全|彻底"),
    "ru": re.compile(r"\b(?:все|всех|всем|всеми|весь|вся|всю|всей|всё|полн\w+|всеобщ\w+)\b", re.IGNORECASE),
}


def limits(s: Saying, o: Saying, *, welcomed: bool = False) -> tuple[str, ...]:
    """What limits an answer that the promise itself does not name, as a reader would be told; () for nothing.

    s: the promise. o: the other side's answer. welcomed: whether the answer is a proposal that was only welcomed.
    A part in the answer counts against a whole in the promise; a whole without one in the answer is told beside
    another limit, and is none by itself: few answers repeat an “all”.
    """
    if s.language not in _TERM or o.language not in _TERM:
        return ()
    found = [f"“{m.group().strip()}”" for m in (_only(_TERM, s, o), _only(_CONDITION, s, o)) if m]
    whole, part = _WHOLE[s.language].search(s.sentence), _PART[o.language].search(o.sentence)
    if whole and part and not _PART[s.language].search(s.sentence):
        found.append(f"“{part.group()}” for “{whole.group()}”")
    if welcomed:
        found.append(PROPOSED)
    if found and whole and not part and not _WHOLE[o.language].search(o.sentence):
        found.append(f"no word for “{whole.group()}”")
    return tuple(found)


def _only(words: dict[str, re.Pattern[str]], s: Saying, o: Saying) -> re.Match[str] | None:
    """The first words of a kind that only the answer has."""
    return None if words[s.language].search(s.sentence) else words[o.language].search(o.sentence)
