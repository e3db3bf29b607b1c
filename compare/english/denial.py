"""What a text denies or leaves open: words that keep an undertaking, a demand or a subject from being one."""

from __future__ import annotations

import re

_NOT = r"(?:not|never|no longer|neither|nor|hardly|cannot|\w+n['’]t)"
_BETWEEN = (
    r"(?:(?!only\b|merely\b|simply\b)\w+ly\s+|yet\s+|ever\s+|even\s+|also\s+|so\s+far\s+|in\s+any\s+way\s+"
    r"|be(?:en)?\s+)"
)
_VERB_GROUP = re.compile(
    rf"\b{_NOT}\s+(?:{_BETWEEN}|have\s+|want\s+to\s+|wish\s+to\s+){{0,3}}(?:\w+ed\s+n?or\s+)?\Z", re.IGNORECASE
)
"""“did not yet promise”, “neither offered nor promised”: directly before the verb."""
_NOBODY = re.compile(
    r"(?:\b(?:neither|no|none\s+of\s+the)\s+(?:\w+\s+)?(?:sides?|leaders?|party|parties|presidents?|countr(?:y|ies)"
    r"|governments?|delegations?|of\s+(?:them|the\s+two))|\b(?:neither|nobody|no\s+one|nothing))\s+"
    r"(?:(?:has|have|had|was|were|is|are|did|does|do)\s+)?(?:yet\s+|\w+ly\s+)?\Z",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:refus(?:e|es|ed|ing|al)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing|ure)?|unable|unwilling|reluctant|hesitat(?:es|ed)"
    r"|not\s+(?:ready|willing|prepared|able|going|in\s+a\s+position))\s+to\s+(?:\w+ly\s+|even\s+)?(?:be(?:en)?\s+)?\Z"
    r"|\b(?:stop(?:s|ped)|f[ae]ll(?:s)?)\s+short\s+of\s+(?:\w+ly\s+)?\Z|\b(?:avoid|resist|evad)(?:s|es|ed|ing)\s+\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:commitments?|pledge|promise|guarantee|dedication|agreement|understanding|consensus|resolve|determination|desire"
    r"|intention|intent|readiness|willingness|aspiration|preparedness|openness|decision|move|interest|concerns?|objections?|opposition)\b",
    re.IGNORECASE,
)
_A_NOUN = (
    r"(?:(?:an?|any|the|such|his|her|its|their)\s+)?"
    r"(?:(?!and\b|but\b|or\b|of\b|in\b|to\b|for\b|about\b|on\b)[\w’'-]+\s+){0,2}\Z"
)
_NO_NOUN = re.compile(rf"\b(?:no|without|lack\s+of|absence\s+of)\s+{_A_NOUN}", re.IGNORECASE)
"""“no firm commitment”: directly before the noun."""
_NOT_MADE = re.compile(
    rf"(?:\b{_NOT}\s+{_BETWEEN}*|\bwithout\s+|\b(?:refus|declin|fail)\w*\s+to\s+|\bunable\s+to\s+)"
    r"(?:reach|ma[dk]e|making|g[ai]ve|giving|offer|come|conclude|receive|secure|obtain|get|got|find|confirm|reaffirm"
    rf"|reiterate|repeat|renew|express|voice|state|declare|announce|show|raise|lodge|convey)(?:ing|e?d)?\s+(?:to\s+)?{_A_NOUN}",
    re.IGNORECASE,
)
"""“did not make any commitment”, “failed to reach an agreement”."""
_SPOKEN = (
    r"(?:say|said|state[ds]?|confirm(?:s|ed)?|announced?|indicated?|specif(?:y|ied)|disclosed?|reveal(?:ed)?|mention(?:ed)?"
    r"|repeat(?:ed)?|reaffirm(?:ed)?|reiterated?|claim(?:ed)?|suggest(?:ed)?|impl(?:y|ied)|mean(?:t)?|promised?|pledged?"
    r"|guaranteed?|assured?|agreed?|accept(?:ed)?|expect(?:ed)?|believed?|think|thought|know|knew|decided?|acknowledged?"
    r"|committ?(?:ed)?|comment(?:ed)?|rule[ds]?\s+out)"
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|disavow(?:s|ed)?|disagree[sd]?"
    r"|(?<!no )(?<!not )(?<!never )(?<!any )(?<!little )(?<!beyond )(?<!one )(?<!body )doubt(?:s|ed|ing)?"
    r"|falsely\s+\w+ed|(?:is|was)\s+false)\b"
    r"|\b(?:reject|dismiss|contradict)(?:s|ed|ing)?\s+(?:(?:any|the|all|such|media|press|recent|his|her|its|their)\s+)*"
    r"(?:claims?|reports?|suggestions?|allegations?|assertions?|rumou?rs|ideas?|notions?|statements?)\b"
    rf"|\b{_NOT}\s+{_BETWEEN}*{_SPOKEN}\b(?!\s+(?:only|just|merely)\b)"
    rf"|\b(?:refus(?:es|ed|ing)|declin(?:es|ed|ing)|fail(?:s|ed)|unable|unwilling)\s+to\s+(?:\w+ly\s+)?{_SPOKEN}\b"
    r"|\b(?:no|without(?:\s+any)?)\s+(?:\w+\s+)?(?:guarantees?|assurances?|indications?|signs?|evidence|certainty|promises?"
    r"|commitments?|confirmation|word|decisions?|truth)\b"
    r"|\b(?:not\s+(?:yet\s+|\w+ly\s+)?|un)(?:clear|certain|sure|true|known|decided|convinced)\b",
    re.IGNORECASE,
)
"""“denied that …”, “did not say that …”, “no guarantee that …”: what follows in the clause is not undertaken."""
_CLAUSE = re.compile(
    r"\s+(?:\w+\s+){0,3}?(?:that|whether|if|when|where|how|why|what|having|he|she|it|they|we|i)\b", re.IGNORECASE
)
_ASKED = re.compile(
    r"\bwhether\b|\b(?:ask|wonder|know|see|say|said|decid|clear|certain|sure|discuss|question|consider)\w*\s+if\b"
    r"|\b(?:question|issue|matter)\s+of\s+(?:if|whether|when)\b",
    re.IGNORECASE,
)
"""An indirect question leaves open what stands in it."""
_END = re.compile(
    r";|:|\bbut\b|\bhowever\b|\byet\s+(?:he|she|it|they)\b|\b(?:while|whereas|although|though|instead)\b"
    r"|,?\s+and\s+(?:(?:he|she|it|they|we|I|both|also|then|instead|further|president|prime|the|\w+ly)\s+(?:\w+\s+)?){0,3}?"
    r"(?:said|stat|stress|emphasi|underscor|reaffirm|reiterat|add|not(?:ed|ing)|express|urg|call|welcom|thank|point|told"
    r"|highlight|warn|condemn|ask|invit|explain|insist|made\s+clear)\w*\b",
    re.IGNORECASE,
)
"""Where a denial no longer holds: the other half of a contrast, or the next thing said."""
_PHRASE_END = re.compile(r",|\band\b|\bor\b", re.IGNORECASE)
"""Where it no longer holds when a thing is denied and no clause: “did not accept the terms and will …”."""
_AFTER_QUESTION = re.compile(r",|\band\s+(?:\w+ly\s+)?\Z", re.IGNORECASE)
_MAIN_VERB = re.compile(
    r"(?:agreed|decided|committed|pledged|promised|vowed|tasked|instructed|accepted|announced)\b", re.I
)
_COMMA = re.compile(r",")
_HEAD_AFTER = re.compile(
    r"\s+(?:\w+ly\s+|yet\s+|even\s+|also\s+)?(?:(?:be\s+)?(?:commit|agree|promise|pledge|guarantee|say|confirm|disclose"
    r"|comment|specify|reveal|speculate|answer|be\s+drawn|rule\s+out))\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\s+(?:not|never)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_MODAL = re.compile(r"(?:will|shall|would|won['’]t|\w+['’]ll)\b", re.IGNORECASE)
_ELLIPSIS = re.compile(
    r"\s*(?:[.!?;)”\"]|\Z|,\s*(?:but|so|because|if|when|though|although|while)\b"
    r"|,\s+and\s+(?:he|she|it|they|we|i|that|this|so|the)\b)",
    re.IGNORECASE,
)
_LOOK = 80


def undertaking(text: str, low: int, start: int, end: int, high: int) -> str:
    """The words that deny or leave open what ``text[start:end]`` would undertake in a sentence ``[low, high)``, or ''.

    A modal is denied by what it governs too (“would not commit to …”) and says nothing alone (“and they won't!”).
    """
    return direct(text, low, start, end) or spoken(text, low, start) or _modal(text, start, end, high)


def direct(text: str, low: int, start: int, end: int) -> str:
    """The words directly before ``text[start:end]`` that negate or refuse what it says, or ''."""
    before = text[max(low, start - _LOOK) : start]
    noun = (_NO_NOUN, _NOT_MADE) if _NOUN.match(text, start, end) else ()
    for pattern in (_VERB_GROUP, _NOBODY, _REFUSED, *noun):
        m = pattern.search(before)
        if m:
            return " ".join(m.group().split())
    return ""


def spoken(text: str, low: int, start: int) -> str:
    """The denial or indirect question whose clause ``start`` stands in, or ''."""
    for m in _DENIED.finditer(text, low, start):
        clause = _CLAUSE.match(text, m.end(), start)
        if not _END.search(text, m.end(), start) and (clause or not _PHRASE_END.search(text, m.end(), start)):
            return m.group()
    over = _AFTER_QUESTION if _MAIN_VERB.match(text, start) else _COMMA
    for m in _ASKED.finditer(text, low, start):
        if not _END.search(text, m.end(), start) and not over.search(text, m.end(), start):
            return m.group()
    return ""


def _modal(text: str, start: int, end: int, high: int) -> str:
    if not _MODAL.match(text, start, end):
        return ""
    after, negated = end, _NEGATED.search(text, start, end) is not None
    if not negated and (m := _NEGATION.match(text, end, high)):
        negated, after = True, m.end()
    head = _HEAD_AFTER.match(text, after, high) if negated else None
    if head:
        return text[start : head.end()]
    return text[start:after] if _ELLIPSIS.match(text[after:high]) else ""
