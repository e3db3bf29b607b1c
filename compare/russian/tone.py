"""The scales of a stretch of Russian text: who must, who will, how warm, how sharp."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compare import lexicon
from compare.matching import LemmaView, Match, find, longest_wins, with_holder
from compare.prefilter import WordIndex, index_of
from compare.records import BOTH, PUBLISHER, Commitment, Evidence, Obligation, Tone
from compare.russian import denial, names
from compare.russian.morph import Token
from compare.russian.people import Mention, Scanner

SCALES = ("warmth", "obligation", "commitment", "warning", "emphasis")
_THIRD = frozenset(("ukraine", "middle_east", "iran", "korea", "other", "japan_history"))
_ABOUT_THINGS = frozenset(("ru.warm.satisfied", "ru.warm.growth", "ru.warm.support"))
_COUNTRY_OF = {"ukraine": "UA", "iran": "IR", "japan_history": "JP", "korea": "KP"}
_FOREIGN_CRISES = frozenset(("ukraine", "middle_east", "korea", "iran", "other"))
_BY_BOTH = re.compile(r"\b(?:обе(?:их|ими)\s+(?:\w+\s+)?(?:стран|сторон|государств)|обоюдн\w+)\b")
_CLAUSE = re.compile(r",\s+(?:что|чтобы|а|но|котор\w+)\s|[;:]\s")
_THIRD_PARTIES = re.compile(
    r"\b(?:Запад\w*|[Зз]ападн\w+\s+стран\w+|НАТО|Европ\w+|Евросоюз\w*|Киев\w*|режим\w*|украинск\w+\s+сторон\w+"
    r"|международн\w+\s+сообществ\w+|ООН|ОБСЕ|МАГАТЭ|вс[её]\s+стороны|конфликтующ\w+|никто|третьи\s+страны)\b"
)
_ROLE_OF_OTHERS = re.compile(r"\s+(?:сыграть|внести|стать)\s+(?:\w+\s+){0,3}(?:ООН|ОБСЕ|МАГАТЭ|Совет\w*)\b")
_WHEN = re.compile(
    r"\b(?:как\s+только|если|когда|после\s+того,?\s+как|до\s+тех\s+пор|прежде\s+чем)\b[^,;:]*$", re.IGNORECASE
)
_CRISIS = re.compile(r"\b(?:конфликт|кризис|урегулировани|перемири|кровопролити)\w*", re.IGNORECASE)
_NOT = re.compile(r"\b(?:не|нет|без|отсутстви\w+)\s+(?:был[аио]?\s+|являет\w+\s+)?$", re.IGNORECASE)
_DELEGATES = re.compile(
    r"\b(?:представители|делегации|министры|министерства|ведомства|правительства|эксперты|команды|помощники)\b[^,;:]*$",
    re.IGNORECASE,
)
_WE = re.compile(r"\bмы\b[^,;:.]*$", re.IGNORECASE)
_WE_TOGETHER = re.compile(
    r"\bмы\s+(?:с\s+[Вв]ами\b|(?:\w+\s+)?(?:вместе|сообща|совместно)\b)[^,;:.]*$"
    r"|\b(?:вместе|сообща|совместно)\s+\w+м(?:ся)?$|\bс\s+обеих\s+сторон\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b[Вв]ы\b(?:\s+(?!не\b)[\w-]+){0,4}$")
"""The one spoken to as the subject of the verb: «Вы приняли приглашение»."""
_DENIABLE = frozenset(
    f"ru.{rule}"
    for rule in (
        *("warm.regret", "warm.denounce", "warn.concern", "warn.oppose", "warn.condemn", "warn.condition"),
        *("obl.call", "obl.invite", "obl.hope", "obl.propose", "obl.favour", "obl.obliged", "obl.urgent"),
    )
)
"""Entries of which a «не» before them leaves nothing: «не возражает», «не призвал», «не обязан»."""
_SAYING = re.compile(
    r"(?:отмечу|скажу|подчеркну|напомню|добавлю|назову|повторю|выражу|упомяну|начну|позволю|поясню|замечу)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w-])\d+(?:[.,]\d+)?(?:[-–]\w+)?|\b(?:январ|феврал|март|апрел|ма[яе]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*\b"
)
_NAMED = re.compile(
    r"[«\"][А-ЯЁA-Z][^»\"]{2,80}[»\"]"
    r"|\b(?:Договор|Соглашени|Меморандум|Декларац|Совместн\w+ заявлени|План действий|Указ)\w*"
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What the scales of a sentence depend on beside its words."""

    speaker: str
    side: str
    home: str
    mentions: Sequence[Mention]
    topics: tuple[str, ...]
    scanner: Scanner
    rules: Mapping[str, WordIndex]


def rules() -> Mapping[str, WordIndex]:
    """The lexicons of the scales, the user's own rules included."""
    return {layer: index_of(lexicon.load(layer, "ru")) for layer in SCALES}


def matches(
    text: str, start: int, end: int, words: Sequence[Token], setup: Setup, view: LemmaView | None
) -> list[Match]:
    """Matches of all scales within a sentence, those that do not count blocked with the reason."""
    found: list[Match] = []
    for layer in SCALES:
        hits = [
            _checked(m, text, start, end, words, setup) for m in find(setup.rules[layer], text, start, end, lemmas=view)
        ]
        if layer == "commitment":
            hits += _futures(text, start, end, words, setup, hits)
        found += longest_wins(sorted(hits, key=lambda m: (m.start, -m.end)))
    return found


def _checked(m: Match, text: str, start: int, end: int, words: Sequence[Token], setup: Setup) -> Match:
    if m.blocked:
        return m
    if m.entry.layer == "commitment" and (denied := denial.undertaking(text, start, m.start, m.end, end)):
        return replace(m, blocked=f"denied: “{denied}”")
    if m.entry.id in _DENIABLE and (denied := denial.protest(text, start, m.start)):
        return replace(m, blocked=f"denied: “{denied}”")
    kind = m.entry.options.get("kind")
    we = text[m.start : m.end].lower().startswith("будем")
    if kind == "agent" and not we and not _agent(text, start, m.start, words, setup):
        return replace(m, blocked="no person, group or side is its subject")
    if kind == "favour" and (m.entry.layer == "obligation") != bool(_THIRD & set(setup.topics)):
        return replace(
            m,
            blocked="said of what others do" if m.entry.layer == "commitment" else "said of what the two do themselves",
        )
    if kind == "cold" and not _about_counterpart(setup) and not _aimed_at_counterpart(m, setup):
        return replace(m, blocked="not about the counterpart or the relationship")
    if (
        m.entry.layer in ("warmth", "commitment")
        and m.entry.level > 0
        and _NOT.search(text, max(start, m.start - 24), m.start)
        and not text[m.start : m.end].lower().startswith("не ")
    ):
        return replace(m, blocked="negated")
    if (
        m.entry.id in _ABOUT_THINGS
        and setup.topics == ("other",)
        and not any(x.who for x in setup.mentions if x.side not in ("", setup.home) or x.kind == "group")
    ):
        return replace(m, blocked="not about the counterpart or the relationship")
    if m.entry.id == "ru.warm.ready" and set(setup.topics) & _FOREIGN_CRISES and _BY_BOTH.search(text, start, end):
        return replace(m, blocked="what both will do about a crisis elsewhere")
    if (
        m.entry.layer == "warmth"
        and "«" in text[start : m.start]
        and text.count("«", start, m.start) > text.count("»", start, m.start)
    ):
        return replace(m, blocked="inside a quoted name")
    return m


def _aimed_at_counterpart(m: Match, setup: Setup) -> bool:
    """Whether the counterpart's country follows the word of blame: «деструктивная линия Запада, включая Германию»."""
    guests = {p.side for p in setup.scanner.cast} - {setup.side}
    return bool(setup.side) and any(
        x.kind == "side" and x.side in guests and m.end <= x.start < m.end + 60 for x in setup.mentions
    )


def _about_counterpart(setup: Setup) -> bool:
    if "ukraine" in setup.topics or "middle_east" in setup.topics or "other" in setup.topics:
        return any(
            x.kind == "side" and x.who and x.side != setup.home and x.nominative for x in setup.mentions
        ) and not ({"ukraine", "middle_east"} & set(setup.topics))
    return bool(set(setup.topics) - {"japan_history"})


def _agent(text: str, start: int, verb: int, words: Sequence[Token], setup: Setup) -> Mention | None:
    """The mention that is subject of a verb: the nearest nominative before it, else right after it."""
    before = [m for m in setup.mentions if m.nominative and m.end <= verb]
    if before and verb - before[-1].end < 90:
        gap = text[before[-1].end : verb]
        if not re.search(r"\b(?:котор\w+|это|что)\b", gap) or re.match(r"\s*\w+,\s+что\s+\w*\s*$", gap):
            return before[-1]
    after = [m for m in setup.mentions if m.nominative and verb <= m.start < verb + 60]
    return after[0] if after and not before else None


_FUTURE_ENTRY = lexicon.Entry(
    "ru.com.future",
    "commitment",
    "ru",
    "perfective future",
    "text",
    3,
    "",
    "will do",
    "ours",
    (),
    (),
    {"kind": "agent"},
)


def _futures(
    text: str, start: int, end: int, words: Sequence[Token], setup: Setup, hits: Sequence[Match]
) -> list[Match]:
    """Perfective futures («выполнит», «направят»): commitments where a person, group or side is the subject."""
    found = []
    for word in words:
        tags = word.reading.tags
        if (
            word.reading.pos != {"VERB"}
            or "futr" not in tags
            or tags & {"past", "pres", "impf"}
            or ("impr" in tags and not _we_will(text, start, word))
            or word.text.lower().startswith(("буд", "смо", "состо", "стан"))
        ):
            continue
        if any(m.start <= word.start < m.end for m in hits):
            continue
        m = Match(_FUTURE_ENTRY, word.start, word.end)
        agent = (
            "1per" in tags
            or _agent(text, start, word.start, words, setup)
            or _DELEGATES.search(text, max(start, word.start - 60), word.start)
        )
        why = "" if agent else "no person, group or side is its subject"
        if re.search(r"\bне\s+(?:\w+\s+)?$", text[max(start, word.start - 20) : word.start]):
            why = "negated"
        elif denied := denial.undertaking(text, start, word.start, word.end, end):
            why = f"denied: “{denied}”"
        elif "1per" not in tags and (hope := denial.hoped(text, start, word.start)):
            why = f"only hoped or asked for: “{hope}”"
        elif _WHEN.search(text, max(start, word.start - 60), word.start):
            why = "in a condition"
        elif _SAYING.match(word.text):
            why = "says what is being said"
        found.append(replace(m, blocked=why))
    return found


def _we_will(text: str, start: int, word: Token) -> bool:
    """Whether a form that may be an invitation («отметим») is told of the future: its subject «мы» is named."""
    return "1per" in word.reading.tags and bool(_WE.search(text, max(start, word.start - 40), word.start))


def tone(
    text: str,
    spans: Sequence[tuple[int, int]],
    found: Sequence[Match],
    setup: Setup,
    words: Sequence[Token],
    start: int,
    end: int,
) -> Tone:
    """The scales of the stretches of one statement, from the matches that begin in them."""
    mine = [m for m in found if any(a <= m.start < b for a, b in spans)]
    by = {layer: [m for m in mine if m.entry.layer == layer and not m.blocked] for layer in SCALES}
    warm = max((m.entry.level for m in by["warmth"]), key=abs, default=0)
    concern = next((m for m in by["warning"] if _reproaches(text, m, setup, end)), None)
    warm = min(warm, -1) if concern and warm >= -1 and not by["warmth"] else warm
    if warm < 0 and any(m.entry.level > 0 for m in by["warmth"]) and warm == -1:
        warm = 0
    holder = {m: _holder(text, m, setup, words, start, end) for m in by["obligation"]}
    actor = {m: _actor(text, m, setup, words, start) for m in by["commitment"]}
    duty, vow = _strongest(by["obligation"]), _strongest(by["commitment"])
    evidence = [m.evidence(text, with_holder((holder | actor).get(m, ""), m.entry.level)) for m in mine]
    if concern and warm == -1:
        where = concern.start, concern.end, text[concern.start : concern.end]
        evidence.append(Evidence(*where, "warmth", "ru.warm.reproach", -1))
    specific = _specific(text, spans)
    evidence += specific
    return Tone(
        warmth=warm,
        obligation=Obligation(holder[duty], duty.entry.level, text[duty.start : duty.end]) if duty else None,
        commitment=Commitment(actor[vow], vow.entry.level, text[vow.start : vow.end]) if vow else None,
        warning=max((m.entry.level for m in by["warning"]), default=0),
        emphasis=len(by["emphasis"]),
        specificity=len(specific),
        evidence=tuple(evidence),
    )


def _reproaches(text: str, m: Match, setup: Setup, end: int) -> bool:
    """Whether a concern is about what the counterpart does: «озабоченность действиями Вашингтона»."""
    if m.entry.id != "ru.warn.concern" or setup.speaker == BOTH:
        return False
    for p in setup.scanner.cast:
        if p.side != setup.side and setup.side:
            name = names.country_name(p.side)
            after = text[m.end : min(end, m.end + 60)]
            if (name and name.search(after)) or re.search(rf"\b{names.adjective(p.side)}\w{{2,3}}\b", after):
                return True
    return False


def _strongest(hits: Sequence[Match]) -> Match | None:
    """The highest level; of equals the first."""
    return max(hits, key=lambda h: (h.entry.level, -h.start), default=None)


def _holder(text: str, m: Match, setup: Setup, words: Sequence[Token], start: int, end: int) -> str:
    """Who has to do it, seen from the speaker: by subject of the modal, object of the call, subject matter."""
    rule = m.entry.id
    if rule.endswith(("invite",)):
        return "both" if setup.speaker == BOTH else "other"
    window = text[m.end : min(end, m.end + 90)]
    near = [x for x in setup.mentions if m.start - 60 <= x.start < m.end + 60 and x.start != start]
    if addressed := _addressed(text, m, setup, start):
        return addressed
    if rule.startswith("ru.obl.should") or rule.startswith("ru.obl.obliged") or rule.startswith("ru.obl.cannot"):
        clause = max((c.end() for c in _CLAUSE.finditer(text, start, m.start)), default=start)
        near = [x for x in setup.mentions if x.nominative and clause <= x.start and x.end <= m.start]
        if _joined(text, near):
            return "both"
        if _THIRD_PARTIES.search(text, clause, m.start) or _ROLE_OF_OTHERS.match(text, m.end, end):
            return "third"
    elif rule.endswith(("call", "hope", "propose", "favour")):
        near = [x for x in setup.mentions if x.start >= m.end and (x.nominative or not rule.endswith("hope"))]
        if re.search(r"сторон\w*\s+конфликта|вс\w+\s+сторон|международн\w+\s+сообществ|Киев|Украин", window):
            return "third"
    else:
        near = [x for x in near if x.start > m.start and x.nominative]
    if rule.endswith(("should", "obliged", "cannot")):
        near.reverse()
    for x in near:
        if x.kind == "group":
            return "both"
        if x.side and not x.who:
            return "third"
        if x.side and x.who:
            if setup.speaker == BOTH:
                return "both"
            return "self" if x.side == setup.side else "other"
    if rule.endswith("inadmissible"):
        return "third"
    if re.search(r"\b[Мм]ы(?:\s+\w+){0,2}\s+(?:не\s+)?$", text[max(start, m.start - 30) : m.start]):
        return "both"
    at_home = any(_COUNTRY_OF.get(t) in {p.side for p in setup.scanner.cast} for t in setup.topics)
    if set(setup.topics) & _THIRD and not at_home and not (set(setup.topics) & {"relationship", "trade", "visit"}):
        # terrorism and the memory of the war are fought for by both; a crisis is for those in it
        crisis = setup.topics[0] == "other" and _CRISIS.search(text, start, end)
        if setup.topics[0] in ("other", "japan_history") and setup.speaker == BOTH and not crisis:
            return "both"
        return "third"
    if rule.endswith(("call", "hope", "propose")) and setup.speaker != BOTH:
        return "other"
    return "both"


def _addressed(text: str, m: Match, setup: Setup, start: int) -> str:
    """Who is named right beside the word: «США следует …», «призвал коллегу …», «попросил …»; '' where nobody is."""
    rule = m.entry.id.rpartition(".")[2]
    if rule in ("need", "necessary", "urgent"):
        beside = [
            x for x in setup.mentions if x.end <= m.start and re.fullmatch(r"\s+(?:\w+о\s+)?", text[x.end : m.start])
        ]
        if rule == "urgent":
            # «настаивает на том, чтобы Киев …»: who insists stands before, who must do it after
            beside = [x for x in setup.mentions if m.end <= x.start < m.end + 40 and x.side != setup.side]
    elif rule in ("call", "propose"):
        beside = [
            x for x in setup.mentions if m.end <= x.start and re.fullmatch(r"\s+(?:\w+\s+)?", text[m.end : x.start])
        ]
    else:
        return ""
    for x in beside:
        if x.kind == "group":
            return "both"
        if x.side:
            return "third" if not x.who else "both" if setup.speaker == BOTH else _seen(x, setup)
    asked = text[m.start : m.end].lower().startswith("попросил")
    return "other" if asked and setup.speaker not in (BOTH, PUBLISHER) else ""


def _seen(x: Mention, setup: Setup) -> str:
    return "self" if x.side == setup.side else "other"


def _joined(text: str, near: Sequence[Mention]) -> bool:
    """Whether the subject is two participants at once: «Россия и Китай»."""
    two = near[-2:]
    return (
        len(two) == 2
        and bool(two[0].who and two[1].who)
        and two[0].side != two[1].side
        and re.fullmatch(r"(?:\s+(?:и|с)|,\s+так\s+и)\s+(?:[А-ЯЁ][\w-]+\s+){0,4}", text[two[0].end : two[1].start])
        is not None
    )


def _actor(text: str, m: Match, setup: Setup, words: Sequence[Token], start: int) -> str:
    near = [x for x in setup.mentions if x.nominative and x.end <= m.start] or [
        x for x in setup.mentions if x.nominative and 0 < x.start - m.end < 4
    ]
    if m.entry.id.endswith("agreed") or _joined(text, near) or _WE_TOGETHER.search(text, start, m.end):
        return "both"
    if owner := re.match(r"\s+(\w+(?:ой|их|ого))\s+(?:сторон\w*|стран)", text[m.end : m.end + 40]):
        if re.match(r"(?:обе|дву)", owner.group(1)):
            return "both"
        for p in setup.scanner.cast:
            if setup.side and re.match(names.adjective(p.side), owner.group(1), re.IGNORECASE):
                return "self" if p.side == setup.side else "other"
    if setup.speaker == BOTH:
        return "both"
    if _YOU.search(text, start, m.end):
        return "other"
    if m.entry.id.endswith("rely"):
        # whose help others may count on is not the subject of the sentence
        return "self"
    for x in reversed(near):
        if x.kind == "group":
            return "both"
        if x.who and x.kind in ("side", "person"):
            return "self" if x.side == setup.side or x.who == setup.speaker else "other"
    if setup.speaker == PUBLISHER:
        guests = [p for p in setup.scanner.cast if p.side != setup.home]
        for p in guests:
            if re.search(
                rf"\b{names.adjective(p.side)}\w{{2,3}}\s+(?:представител|делегаци|лидер)",
                text[start : m.start],
                re.IGNORECASE,
            ):
                return "other"
        return "both"
    return "self"


def _specific(text: str, spans: Sequence[tuple[int, int]]) -> list[Evidence]:
    found = []
    for a, b in spans:
        for pattern, rule in ((_NUMBER, "ru.spec.number"), (_NAMED, "ru.spec.named")):
            found += [
                Evidence(m.start(), m.end(), m.group(), "specificity", rule, 1) for m in pattern.finditer(text, a, b)
            ]
    return sorted(found, key=lambda e: e.start)
