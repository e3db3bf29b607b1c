"""Amounts and dates with what they count: “25 Million Tons”, 六点倡议, «80-летие», April."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_EN_NUMBERS = {w: n for n, w in enumerate(re.findall(r"\w+", _WORDS))}
_EN_NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}
_EN_NUMBERS |= {"first": 1, "second": 2, "third": 3, "fourth": 4}
_EN_NUMBER = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?P<n>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?\b(?:[\s-]+(?P<x>thousand|million|billion|trillion)\b)?"
    r"|\b(?P<w>"
    + "|".join(_EN_NUMBERS)
    + r")\b(?!-year plan)(?:[\s-]+(?P<y>hundred|thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_ZH_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ZH_NUMBER = re.compile(
    r"(?<=百分之)(?P<share>[一二三四五六七八九十百零]+)|[“\"]?(?P<plan>[一二三四五六七八九十]{1,3})五[”\"]?(?=规划|开局|时期|计划)"
    r"|(?P<n>\d[\d,]*(?:\.\d+)?)(?P<x>万亿|亿|万|千|百)?|(?<![几数])(?P<w>[一二三四五六七八九十百千零〇两]+)(?P<y>万亿|亿|万)?"
    r"(?=[个年月日号周届点条项轮次位名吨多倍度万亿人艘架辆家所座艇桶元批]|国(?!集团))"
)
_ZH_SCALE = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_RU_SCALE = re.compile(r"\s*(тыс\w*|миллион\w*|млн|миллиард\w*|млрд|триллион\w*|трлн)", re.IGNORECASE)
_MONTHS: tuple[str, ...] = tuple(
    re.findall(r"\w+", "january february march april may june july august september october november december")
)
_EN_DATE = re.compile(
    r"\b(?P<month>"
    + "|".join(_MONTHS)
    + r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?:\s+(?P<day>\d{1,2})\b)?",
    re.IGNORECASE,
)


_RU_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_RU_DATE = re.compile(
    r"(?:\b(?P<day>\d{1,2})\s+)?\b(?P<month>(?:"
    + "|".join(_RU_MONTHS[:4] + _RU_MONTHS[5:])
    + r")[а-я]{0,3}|ма[йея])\b",
    re.IGNORECASE,
)
_RU_SCALES = (
    ("тыс", 1e3),
    ("миллион", 1e6),
    ("млн", 1e6),
    ("миллиард", 1e9),
    ("млрд", 1e9),
    ("трил", 1e12),
    ("трлн", 1e12),
)


def _chinese(digits: str) -> float:
    total, unit = 0, 0
    for c in digits:
        if c in _ZH_DIGITS:
            unit = _ZH_DIGITS[c]
        else:
            total += (unit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            unit = 0
    return float(total + unit)


@dataclass(frozen=True, slots=True)
class Number:
    """A number said. value: as counted (2.5 billion is 2.5e9). date: a day, month or year rather than an amount."""

    value: float
    start: int
    end: int
    quote: str
    date: bool


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Numbers of a text, spelled ones below 21 included, with months as dates (June is month 6)."""
    return tuple(_chinese_numbers(text) if language == "zh" else _latin_numbers(text, language))


def _chinese_numbers(text: str) -> list[Number]:
    result = []
    for m in _ZH_NUMBER.finditer(text):
        if m["share"]:
            value = _chinese(m["share"])
        elif m["plan"]:
            value = _chinese(m["plan"])
        elif m["n"]:
            value = float(m["n"].replace(",", "")) * _ZH_SCALE.get(m["x"] or "", 1)
        else:
            value = _chinese(m["w"]) * _ZH_SCALE.get(m["y"] or "", 1)
        after = text[m.end() : m.end() + 1]
        result.append(Number(value, *m.span(), m.group(), after in "年月日号" and after != ""))
    return result


def _latin_numbers(text: str, language: str) -> list[Number]:
    result = []
    dated: list[tuple[int, int]] = []
    for m in (_EN_DATE if language == "en" else _RU_DATE).finditer(text):
        name = (m["month"]).lower()
        if name == "may" and not (m["day"] or re.search(r"\b(?:in|of|last|since|by)\s+$", text[: m.start()], re.I)):
            continue
        names = _MONTHS if language == "en" else _RU_MONTHS
        month = next((i for i, full in enumerate(names, 1) if full.startswith(name[:3])), 5)
        result.append(Number(float(month), *m.span("month"), m["month"], True))
        dated.append(m.span())
    for m in _EN_NUMBER.finditer(text):
        end = m.end()
        if m["n"]:
            value = float(m["n"].replace(",", "") or 0) * _SCALE.get((m["x"] or "").lower(), 1)
            if language == "ru" and (scale := _RU_SCALE.match(text, m.end())):
                end, word = scale.end(), scale[1].lower()
                value *= next(factor for start, factor in _RU_SCALES if word.startswith(start))
        elif language == "en":
            value = _EN_NUMBERS[m["w"].lower()] * _SCALE.get((m["y"] or "").lower(), 1)
        else:
            continue
        date = any(a <= m.start() < b for a, b in dated) or (
            m["n"] is not None and 1900 <= value <= 2100 and not m["x"]
        )
        result.append(Number(float(value), m.start(), end, text[m.start() : end], date))
    return sorted(result, key=lambda n: n.start)


MEASURE, DATE, COUNT = "measure", "date", "count"
"""Kinds of amount: goods, money and shares · days, months, years · anything else counted."""

_UNITS = (
    ("tons", MEASURE, r"(?:metric )?tons?\b|tonnes?\b|吨|тонн\w*"),
    ("barrels", MEASURE, r"barrels?\b|桶|баррел\w*"),
    ("dollars", MEASURE, r"(?:U\.?S\.? )?dollars?\b|美元|доллар\w*"),
    ("yuan", MEASURE, r"yuan\b|元|юан\w*"),
    ("percent", MEASURE, r"per ?cent\b|percentage points?\b|[%％]|个?百分点|процент\w*"),
    ("aircraft", MEASURE, r"(?:aircraft|planes?|airplanes?|jets?|engines?)\b|架|самол[её]т\w*"),
    ("bushels", MEASURE, r"bushels?\b|蒲式耳"),
    ("degrees", MEASURE, r"degrees?\b|度(?!会)"),
    ("years", COUNT, r"years?\b|年(?!\d|来|内瓦)|周年|(?:st|nd|rd|th)? ?anniversar\w+|лет\w*|год\w*"),
    ("months", COUNT, r"months?\b|个月|месяц\w*"),
    ("weeks", COUNT, r"weeks?\b|周(?!年)|недел\w*"),
    ("days", COUNT, r"days?\b|天|日内|дн\w*"),
    ("hours", COUNT, r"hours?\b|minutes?\b|小时|分钟|час\w*|минут\w*"),
    ("points", COUNT, r"-?points?\b|点|条|пункт\w*"),
    ("people", COUNT, r"(?:people|persons?|students?|lives|soldiers?|civilians?)\b|人|человек\w*"),
)
_UNIT = [
    (name, kind, re.compile(r"^[\s\-–]*(?:[a-z]+ ){0,1}?(?:" + p + ")", re.IGNORECASE)) for name, kind, p in _UNITS
]
_MONEY = re.compile(r"(?:US?\$|\$|€|£|¥|￥)\s*$")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount said. value in single units (25 million is 2.5e7). unit: what it counts, '' where not known.

    quote: the words with their unit; start, end: code points of the whole text. kind: measure, date or count.
    """

    value: float
    unit: str
    kind: str
    start: int
    end: int
    quote: str

    @property
    def key(self) -> tuple[float, str]:
        """What makes two amounts of different texts the same."""
        return self.value, self.unit


@lru_cache(maxsize=4096)
def amounts(text: str, language: str, offset: int = 0) -> tuple[Amount, ...]:
    """Amounts and dates of a text in order, spans moved by ``offset``."""
    result = []
    for n in numbers(text, language):
        if n.date:
            unit = _date_unit(n, text)
            end = n.end + (language == "zh")  # with its 年, 月 or 日
            result.append(Amount(n.value, unit, DATE, n.start + offset, end + offset, text[n.start : end]))
            continue
        name, kind, end = _unit(text, n.end)
        if text[: n.start].endswith("百分之"):
            name, kind = "percent", MEASURE
        if not n.quote[0].isdigit() and (n.value <= 2 or (not name and n.value <= 20)) and kind != MEASURE:
            continue  # "one", "the two sides", 一条: words of grammar more often than amounts
        if not name and _MONEY.search(text[max(0, n.start - 4) : n.start]):
            name, kind = "dollars", MEASURE
        start, value = n.start, n.value
        hours = _HOURS[language].search(text, max(0, n.start - 24), n.start) if name == "hours" else None
        if hours:  # "one hour and 25 minutes" is one length of time
            start, value = hours.start(), 60 * _hours(hours[1]) + value
            result = [a for a in result if a.start < start + offset]
        result.append(Amount(value, name, kind, start + offset, end + offset, text[start:end]))
    return _whole_dates(result, text, offset)


_HOURS = {
    "en": re.compile(r"\b(an|one|two|three|four|\d+) hours?,?(?: and)? $", re.IGNORECASE),
    "zh": re.compile(r"(\d+|[一两三四])个?小时零?$"),
    "ru": re.compile(r"\b(\d+|одного|двух|тр[её]х|один|два|три) час\w*(?: и)? $", re.IGNORECASE),
}
_HOUR = {"a": 1, "o": 1, "tw": 2, "th": 3, "f": 4, "一": 1, "两": 2, "三": 3, "四": 4, "о": 1, "д": 2, "т": 3}


def _hours(word: str) -> float:
    if word.isdigit():
        return float(word)
    return next(float(n) for start, n in _HOUR.items() if word.lower().startswith(start))


def _whole_dates(found: list[Amount], text: str, offset: int) -> tuple[Amount, ...]:
    """Days and months that stand together ("19 марта", April 12), each quoted with the other."""
    result = list(found)
    for i in range(len(result) - 1):
        a, b = result[i], result[i + 1]
        apart = a.kind != DATE or b.kind != DATE or {a.unit, b.unit} != {"day", "month"}
        if apart or text[a.end - offset : b.start - offset].strip():
            continue
        quote = text[a.start - offset : b.end - offset]
        result[i], result[i + 1] = (replace(x, start=a.start, end=b.end, quote=quote) for x in (a, b))
    return tuple(result)


_NAMED = re.findall(r"\w+", "tons barrels percent aircraft bushels dollars yuan years months weeks days points people")
_WRITTEN = {
    code: dict(zip(_NAMED, words, strict=True))
    for code, words in {
        "en": _NAMED,
        "zh": re.findall(r"\S+", "吨 桶 % 架 蒲式耳 美元 元 年 个月 周 天 点 人"),
        "ru": re.findall(
            r"\S+", "тонн баррелей % самолётов бушелей долларов юаней лет месяцев недель дней пунктов человек"
        ),
    }.items()
}
_LARGE = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "ru": ((1e12, " трлн"), (1e9, " млрд"), (1e6, " млн")),
}


def written(amount: Amount, language: str) -> str:
    """An amount as another language writes it (2000万吨), for a search there; '' where its unit has no name."""
    value = amount.value
    if amount.kind == DATE:
        if amount.unit == "month":
            names = {"en": _MONTHS[int(value) - 1].capitalize(), "ru": _RU_MONTHS[int(value) - 1] + "…"}
            return names.get(language, f"{value:g}月")
        return f"{value:g}" + ({"day": "日", "year": "年"}.get(amount.unit, "") if language == "zh" else "")
    unit = _WRITTEN.get(language, {}).get(amount.unit, "")
    if not unit:
        return ""
    factor, word = next(((f, w) for f, w in _LARGE[language] if value >= f), (1.0, ""))
    return f"{value / factor:g}{word}{'' if language == 'zh' or unit == '%' else ' '}{unit}"


def _date_unit(n: Number, text: str) -> str:
    after = text[n.end : n.end + 1]
    if after in ("年", "月", "日", "号") and after:
        return {"年": "year", "月": "month", "日": "day", "号": "day"}[after]
    return "year" if n.value >= 1900 else "month" if not n.quote[0].isdigit() else "day"


def _unit(text: str, end: int) -> tuple[str, str, int]:
    rest = text[end : end + 30]
    for name, kind, pattern in _UNIT:
        m = pattern.match(rest)
        if m:
            return name, kind, end + m.end()
    return "", COUNT, end
