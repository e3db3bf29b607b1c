"""What a Russian sentence denies or leaves open, and the subjects it says were not discussed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.russian.morph import Token, is_finite

_VERBS = (
    r"(?:подтвержд|подтверди|вид|усматрива|вырази|выража|высказ|заяв|обещ|пообещ|соглас|соглаш|гарантир|дал|дава|взя|приня|приним"
    r"|объяв|объяви|сообщ|сказа|говор|утвержда|завер|обяз|поруч|реши|решен|договор|услов|достиг|достич|прояв|демонстрир"
    r"|продемонстр|указ|изъяв|предостав|получ|прозвуч|призна|намек|повтор|удалось|удал|уточн|раскры|поддержа|считает"
    r"|исходит|уверен|убежд)\w*"
)
_NOT = (
    r"(?:так\s+и\s+|никогда\s+|пока\s+|ещ[её]\s+|отнюдь\s+|вовсе\s+)*не\s+"
    r"(?:был[аои]?\s+|стал[аи]?\s+|буд(?:ет|ут)\s+)?"
)
_CANNOT = (
    r"(?:смог(?:л[аи])?|сумел[аи]?|мо(?:жет|гут|г|гл[аи])|готов[аы]?|хо(?:чет|тят|тел[аи]?)|намерен[аы]?|собира\w+|планиру\w+"
    r"|стремится|спешит|решил\w*ся)\s+"
)
_BEFORE = re.compile(
    rf"\b{_NOT}(?:\w+(?:о|ски)\s+)?(?:{_CANNOT})?(?:\w+(?:о|ски)\s+)?{_VERBS}\s+"
    r"(?:(?:об?|никак\w+|как\w+-либо|сво\w+|ч[её]тк\w+|однозначн\w+|тв[её]рд\w+|такой|такого|такую)\s+){0,3}$"
    rf"|\b{_NOT}{_CANNOT}(?:\w+(?:о|ски)\s+)?$"
    r"|\b(?:без|отсутстви\w+|нет|никак\w+|ни\s+одн\w+)\s+(?:(?:как\w+-либо|ч[её]тк\w+|ясн\w+|тв[её]рд\w+)\s+)?$",
    re.IGNORECASE,
)
"""«не подтвердил свою …», «не смогли …», «без …»: directly before what would be undertaken."""
_REFUSED = re.compile(
    r"(?<!не )\b(?:отказ(?:ал(?:ся|ась|ись|ось)|ыва(?:ется|ются|лся|лась|лись))|уклон(?:ил|ила|или|яется|яются)\w*"
    r"|воздерж(?:ал|алась|ались|ался|ива)\w*)\s+(?:от\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?<!не )\b(?:опроверг\w*|отрица(?:ет|ют|л|ла|ли)|отверг\w*|усомнил\w*|сомнева\w+)\b"
    rf"|\b{_NOT}(?:\w+(?:о|ски)\s+)?(?:подтверд|подтвержд|заяв|обещ|пообещ|гарантир|сообщ|сказа|говори|утвержда|завер|призна|уточн"
    r"|счита|увер|указ)\w*"
    r"(?=,?\s+(?:что|когда|будто|какие|каким|сколько)\b)"
    r"|\bотказа(?:лся|лась|лись)\s+(?:\w+ть)(?=,?\s+(?:что|когда)\b)"
    r"|\b(?:неизвестно|неясно|непонятно|под\s+вопросом"
    r"|нет\s+(?:никаких\s+)?(?:гарантий|уверенности|подтверждени\w|доказательств|данных))\b",
    re.IGNORECASE,
)
"""«опроверг, что …», «не подтвердил, что …»: what follows in the clause is not undertaken."""
_ON = re.compile(
    r"[;:]|\b(?:но|однако|зато|при\s+этом|вместе\s+с\s+тем|напротив)\b"
    r"|,?\s+(?:и|а)\s+(?:\w+\s+){0,2}(?:отмет|подчеркн|заяв|сообщ|сказа|вырази|подтверд|предлож|призва|добав|напомн|завери|указа|пообещ)\w*",
    re.IGNORECASE,
)
"""Where a denial no longer holds: the other half of a contrast, or the next thing said."""
_ASKED, _ASKS = re.compile(r"\bли\b", re.IGNORECASE), re.compile(r"\w*\s+ли\b", re.IGNORECASE)
_UNTRUE = re.compile(
    r"[^;.]{0,60}\b(?:не\s+соответству\w+\s+действительности|неправд\w+|ложь\b|ложн\w+|домысл\w*|фейк\w*|вымысел)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:так\s+и\s+)?не\s+(?:был[аои]?|удалось)\b"
    r"|[^,;:.]{0,40}\bне\s+(?:был[аои]?\s+)?(?:подтвержд|достигнут|выражен|высказан|прозвуч|дан[аоы]\b|удалось)\w*",
    re.IGNORECASE,
)
"""«достигнуто не было», «готовность … не подтверждена»."""
_HOPED = re.compile(
    r"\b(?:надежд\w+|наде(?:ется|ются|юсь|емся|ялся|ялась|ялись)|рассчитыва(?:ет|ют|л\w*)|ожида(?:ет|ют|л\w*)|увер(?:ен[аы]?|енность)"
    r"|убежд[её]н[аы]?|не\s+сомнева\w+|призв?а(?:л|ла|ли|ет|ют)|призыва\w+|попросил\w*|предложил\w*|потребова\w+|настаива\w+"
    r"|предположил\w*|допустил\w*)(?:,|\s+(?:в\s+том|на\s+то|о\s+том),)?\s+(?:что|чтобы)\b",
    re.IGNORECASE,
)
"""«выразил надежду, что …»: what somebody hopes, trusts or asks for is undertaken by nobody."""
_PROTEST_NOT = re.compile(r"\bне\s+(?:\w+(?:о|ски)\s+)?$", re.IGNORECASE)
_TOPIC = r"(?:тем|вопрос|проблем|тематик|сюжет)\w*"
_SELF = r"(?:ся|ась|ись|ось)"
_ANY = r"(?:(?:затрагива|затрону|поднима|подня|каса|косну|рассматрива|возника)л\w*|возник(?:л\w*)?)"
"""Verbs of speaking only where a subject is named as such: prices are raised too, and duties touch goods."""
NOT_DISCUSSED = re.compile(
    r"\bне\s+(?:был[аио]?\s+)?(?:обсуд(?:ил|или)|обсужд(?:ал\w*|[её]н\w*)|упоминал\w*|упомян\w+|вспоминал\w*|фигурировал\w*|затронут\w*|поднят\w*"
    rf"|рассмотрен\w*|(?:затрагивал|поднимал|рассматривал){_SELF}|(?:стал[аио]?\s+)?предметом\s+(?:разговора|обсуждения|беседы)"
    r"|вош(?:л\w+|[её]л)\s+в\s+повестк\w+|стоял\w*\s+(?:в|на)\s+повестк\w+|(?:шла|заходила)\s+речь|говорил[аи]?(?!,?\s+(?:что|ли)\b)"
    r"|обменял\w+\s+мнениями|обменивал\w+\s+мнениями)\b"
    rf"|\bне\s+{_ANY}\s+(?:\w+\s+){{0,2}}{_TOPIC}|\b{_TOPIC}[^,;:.]{{0,60}}\bне\s+{_ANY}"
    r"|\bречь\s+не\s+(?:шла|заходила)\b"
    r"|\b(?:речи|разговора)\s+(?:(?:об?|про)\b.{0,60}?)?не\s+(?:было|шло|заходило)|\bобош\w+\s+(?:молчанием|стороной)"
    r"|\bостал\w+\s+(?:за\s+рамками|вне\s+повестки|за\s+скобками)|\bни\s+слова\s+не\s+(?:было\s+)?(?:сказа\w+|прозвучало|об?)\b",
    re.IGNORECASE,
)
"""«… не обсуждался», «об … речи не было»."""
_CUT = re.compile(r"[;:]|,\s+(?:но|а(?!\s+также)|однако|зато|хотя|тогда\s+как|в\s+то\s+время\s+как)\b|\s+но\s+")
_COMMA = re.compile(r",|\s+и\s+(?=не\s)")
_JOINT = re.compile(r",|\s+и\s+")
_TOO_MUCH = re.compile(
    r"\bне\s+(?:только|просто|раз|один\s+раз)\b|\b(?:подробно|детально|публично|глубоко)\s+не\b|\bне\s+говоря\b"
    r"|\w\s+(?:подробно|детально|публично|глубоко)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:в\s+отличие\s+от|кроме|помимо|за\s+исключением|наряду\s+с)\b", re.IGNORECASE)
_NAMES = frozenset(
    ("taiwan", "iran", "ukraine", "middle_east", "korea", "south_china_sea", "fentanyl", "japan_history")
)
"""Topics that one name stands for; what is denied of the others is always less than the whole."""
_LESS_BEFORE = re.compile(
    r"(?:поставк|продаж|санкци|удар|войск|размещени|членств|вступлени|визит|закупк|помощ)\w*\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


def undertaking(text: str, start: int, at: int, end: int, high: int) -> str:
    """The words that deny or leave open what ``text[at:end]`` would undertake in ``text[start:high]``, or ''."""
    clause = max((c.end() for c in re.finditer(r"[,;:]", text[start:at])), default=0) + start
    for pattern in (_BEFORE, _REFUSED):
        if m := pattern.search(text, max(clause, at - 80), at):
            return m.group().strip()
    for m in _DENIED.finditer(text, start, at):
        if not _ON.search(text, m.end(), at):
            return m.group()
    if (m := _ASKED.search(text, clause, at)) or (m := _ASKS.match(text, end, high)):
        return m.group().strip()
    m = _AFTER.match(text, end, high) or _UNTRUE.match(text, end, high)
    return m.group()[-24:].strip() if m else ""


def hoped(text: str, start: int, at: int) -> str:
    """The hope, trust or demand in whose clause ``at`` stands, or ''."""
    for m in _HOPED.finditer(text, start, at):
        if not _ON.search(text, m.end(), at):
            return m.group()
    return ""


def protest(text: str, start: int, at: int) -> str:
    """The negation directly before ``at``: «не возражает», «не призвал», or ''."""
    m = _PROTEST_NOT.search(text, max(start, at - 30), at)
    return m.group().strip() if m else ""


def not_discussed(text: str, start: int, end: int, words: Sequence[Token]) -> tuple[re.Match[str], int, int] | None:
    """The words in ``text[start:end]`` that say a subject was not discussed, and the clause they stand in; or None."""
    m = NOT_DISCUSSED.search(text, start, end)
    if not m or _TOO_MUCH.search(text, max(start, m.start() - 14), min(end, m.end() + 14)):
        return None
    low = max((c.end() for c in _CUT.finditer(text, start, m.start())), default=start)
    stop = _CUT.search(text, m.end(), end)
    high = stop.start() if stop else end
    predicates = [w for w in words if is_finite(w) and not m.start() <= w.start < m.end()]
    for comma in _COMMA.finditer(text, low, m.start()):
        # «обсудили Сирию, Иран не затрагивали»: what has a verb of its own is another clause
        if any(low <= w.start < comma.start() for w in predicates):
            low = comma.end()
    for comma in _JOINT.finditer(text, m.end(), high):
        if any(comma.end() <= w.start < high for w in predicates):
            high = comma.start()
            break
    # «Украина, в отличие от Ирана, не обсуждалась»: whose turn it was not can no longer be told by place
    return None if _EXCEPT.search(text, low, high) else (m, low, high)


def narrow(text: str, topic: str, start: int, low: int) -> bool:
    """Whether a word of a topic at ``start`` names less than the whole of it: «поставки оружия Тайваню», a date."""
    return topic not in _NAMES or _LESS_BEFORE.search(text, low, start) is not None
