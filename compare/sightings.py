"""Where set phrases stand in one text, in whose mouth, and whether the speaker stands by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare.formulas import Formula
from compare.phrases import level
from compare.records import PUBLISHER, Context, Statement

OWN, QUOTING, DENIED, ASKED = "own", "quoting", "denied", "asked"
"""Voices: the speaker's own words, the other side's words recalled, a phrase the speaker rejects or is said not to have
said, an assurance the speaker wants of the other side."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One occurrence of a formula, ``[start, end)`` in the text. altered, reworded: see `compare.phrases.Found`.

    speaker: who is made to say it. voice: one of OWN, QUOTING, DENIED.
    """

    formula: str
    start: int
    end: int
    altered: tuple[str, ...]
    reworded: bool
    speaker: str
    voice: str


# “总统先生刚才又重申，美方不…” and “不支持‘台独’的积极表态”: the other side's assurance, held up to it.
_RECALLED_BEFORE = {
    "zh": re.compile(
        r"(?:总统先生|总统|你|您|美方|美国|俄方|对方|贵方)[^。！？；\n]{0,12}?"
        r"(?:重申|讲过|表示过|说过|承诺|作出的?|表明)[^。！？\n]{0,140}$"
    ),
    "en": re.compile(
        r"\b(?:you|your side|the (?:U\.S\.|US|American|Russian|Chinese) side|(?:your|his|the other side's)"
        r" (?:commitments?|statements?|assurances?|promises?|remarks?))\b[^.!?\n]{0,40}?"
        r"(?:reiterat|reaffirm|said|stated|promis|pledg|commit|assur|that|on|of)\w*\b[^.!?\n]{0,160}$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?:\bпо словам|\bкак (?:сказал|заявил|отметил|заверил)|\bВаш\w* (?:заявлен|заверен)\w*)[^.!?\n]{0,160}$",
        re.IGNORECASE,
    ),
}
_RECALLED_AFTER = {
    "zh": re.compile(r"^[”’」』]?的[^，。！？；\n]{0,8}?(?:表态|承诺|讲话|说法|保证|立场表明)"),
    "en": re.compile(
        r"^[”\"]?,? (?:as (?:you|he|the other side) (?:said|promised)|commitments?\b|assurances?\b)", re.IGNORECASE
    ),
    "ru": re.compile(r"^,? (?:как (?:сказал|заявил|обещал))", re.IGNORECASE),
}
_DENYING = {
    "zh": re.compile(r"(?:不是|并非|并不是|不再|不会再|从未|没有|无需|不必|不存在|谈不上)[“‘「『]?$"),
    "en": re.compile(
        r"(?:\bnot|\bnever|\bno longer|\bwithout|\bneither|\bnor|n['’]t|\bno)(?: (?:any|a|the|to|be|more))?[ “\"]*$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?:\bне|\bнет|\bникогда не|\bбез|\bбольше не)(?: (?:является|будет|было))?[ «\"]*$", re.IGNORECASE
    ),
}
# “did not say that …”, 没有承诺…, «не подтвердил, что …»: what is denied is the saying, however far the phrase stands.
_UNSAID = {
    "zh": re.compile(
        r"(?:没有|没|未|未能|并未|从未|尚未|不会|不再|不愿|不肯|不打算|拒绝|避免|回避)(?:再|在[^，。！？；]{1,12}|就[^，。！？；]{1,12}|公开|明确)?"
        r"(?:重申|承诺|表示|说|同意|表态|确认|声明|提及|提到|保证|作出|肯定)[^，。！？；\n]{0,80}$"
    ),
    "en": re.compile(
        r"(?:\b(?:not|never|neither)|n['’]t)(?! only)(?: \w+){0,2} (?:say|said|state[ds]?|reiterat\w+"
        r"|reaffirm\w*|confirm\w*|promise[ds]?"
        r"|commit\w*|pledge[ds]?|repeat\w*|agree[ds]?|declare[ds]?|undert\w+|endorse[ds]?|mention\w*|tell|told|guarantee[ds]?)"
        r"\b(?:(?!\bbut\b)[^.!?;,\n]){0,140}$"
        r"|\b(?:refus\w+|declin\w+|fail(?:ed|s|ing)?|avoid\w*|stopp?(?:ed|s|ing)? short of) (?:to |from )?"
        r"(?:say|state|reiterat|reaffirm|confirm|promis|commit|pledg|repeat|agree|declar|guarantee)\w*"
        r"\b(?:(?!\bbut\b)[^.!?;,\n]){0,140}$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\bне (?:стал\w* )?(?:сказал|говорил|заявил|заявля|подтвержда|подтвердил|повтор|обеща|гарантир"
        r"|согласил|упомян)\w*"
        r"(?:(?!\bно\b)[^.!?;\n]){0,140}$"
        r"|\bотказал\w* (?:подтвердить|заявить|сказать|повторить|обещать|гарантировать)(?:(?!\bно\b)[^.!?;\n]){0,140}$",
        re.IGNORECASE,
    ),
}
_ASKED_BEFORE = {
    "zh": re.compile(
        r"(?:希望|要求|敦促|呼吁|督促|期待|促请)(?:美方|美国|美|日方|日本|俄方|贵方|对方|你们?|您|总统先生)[^，。！？；\n]{0,12}$"
        r"|(?:美方|美国|日方|日本|俄方|贵方|对方|你们?|您)[^，。！？；\n]{0,8}(?:务必|必须|应当?|应该|须|要)[^，。！？；\n]{0,8}$"
    ),
    "en": re.compile(
        r"\b(?:hop(?:es?|ed|ing)|urg(?:es?|ed|ing)|asks?|asked|call(?:s|ed|ing)? (?:up)?on|expect(?:s|ed)?"
        r"|demand(?:s|ed)?"
        r"|wants?|wanted|press(?:es|ed)) (?:that )?(?!to\b)\w[^.!?;,\n]{0,50}$"
        r"|\b(?:should|must|needs? to|has to|ought to) (?:\w+ ){0,3}$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:надеется|надеются|рассчитыва\w+|призва\w+|потребова\w+|требу\w+|проси\w*)\b[^.!?;\n]{0,60}$"
        r"|\b(?:долж(?:ен|на|но|ны)|следует|обязан\w*)\b[^.!?;\n]{0,30}$",
        re.IGNORECASE,
    ),
}
_ASSURANCES = "assurances"
"""Family of the phrases in which one side gives the other its word: asked for, it has not been given."""
_SENTENCE_END = {"zh": "。！？\n", "en": ".!?\n", "ru": ".!?\n"}
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr)\.")
_REACH = 200
"""How far back, in characters, a recalling or denying word may stand."""


def find(
    text: str, context: Context, statements: Sequence[Statement], formulas: Sequence[Formula]
) -> tuple[Sighting, ...]:
    """Every occurrence of the formulas in a text, in text order.

    statements: of the same text; they say who speaks. A place outside all statements belongs to the publisher.
    """
    language = context.language
    plain = level(text, language)
    result = []
    for formula in formulas:
        for f in formula.find(text, language, plain):
            speaker = speaker_at(statements, f.start, f.end)
            result.append(
                Sighting(
                    formula.id,
                    f.start,
                    f.end,
                    f.altered,
                    f.reworded,
                    speaker,
                    _voice(text, language, f.start, f.end, formula),
                )
            )
    return tuple(sorted(result, key=lambda s: (s.start, s.end, s.formula)))


def speaker_at(statements: Sequence[Statement], start: int, end: int) -> str:
    """Speaker of the innermost statement that holds the larger part of a span."""
    best, key = PUBLISHER, (0, 0)
    for s in statements:
        shared = min(end, s.end) - max(start, s.start)
        if shared > 0 and (shared, s.start - s.end) > key:
            best, key = s.speaker, (shared, s.start - s.end)
    return best


def _voice(text: str, language: str, start: int, end: int, formula: Formula) -> str:
    # The dots of “U.S.” end no sentence.
    window = _ABBREVIATION.sub(lambda m: m[0].replace(".", "·"), text[max(0, start - _REACH) : start])
    before = window[max((window.rfind(c) for c in _SENTENCE_END[language]), default=-1) + 1 :]
    after = text[end : end + 40]
    if formula.polarity != "any" and _UNSAID[language].search(before):
        return DENIED
    if _RECALLED_BEFORE[language].search(before) or _RECALLED_AFTER[language].search(after):
        return QUOTING
    if formula.polarity != "any" and _DENYING[language].search(before):
        return DENIED
    if formula.family == _ASSURANCES and _ASKED_BEFORE[language].search(before):
        return ASKED
    return OWN
