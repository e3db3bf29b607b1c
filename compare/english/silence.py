"""Subjects a sentence says were not spoken of: which words deny it, and how far the denial reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.matching import Match

_VERB = (
    r"(?:discuss(?:ed|ing)?|(?:talk|speak)(?:ed|ing)?\s+(?:of|about)|spoke(?:n)?\s+(?:of|about)|rais(?:ed?|ing)"
    r"|mention(?:ed|ing)?|address(?:ed|ing)?|touch(?:ed|ing)?\s+(?:on|upon)|bring(?:ing)?\s+up|brought\s+up|broach(?:ed|ing)?"
    r"|refer(?:red|ring)?\s+to|exchang(?:ed?|ing)\s+(?:\w+\s+)?views\s+on|tak(?:e|ing|en)\s+up|took\s+up|cover(?:ed|ing)?)"
)
_DONE = (
    r"(?:discussed|raised|mentioned|addressed|brought\s+up|touched\s+(?:on|upon)|on\s+the\s+agenda|broached|covered"
    r"|taken\s+up|referred\s+to|spoken\s+of|talked\s+about|part\s+of\s+the\s+(?:talks|call|conversation|discussions?|agenda)"
    r"|(?:a|the)\s+(?:topic|subject)\b|among\s+the\s+(?:topics|subjects|issues))"
)
_NO = r"(?:did\s+not|didn['’]t|never|ha(?:ve|s|d)\s+not|ha(?:ve|s|d)n['’]t|without)"
_ADVERB = r"(?:(?:even|ever|also|once|at\s+all|actually|really|explicitly)\s+)?"
_OF_NOTHING = re.compile(
    rf"\b{_NO}\s+{_ADVERB}{_VERB}\b"
    rf"|\bnor\s+(?:did|was|were|has|have)\s+(?:\w+\s+){{0,3}}?{_VERB}\b"
    r"|\b(?:(?:neither|no)\s+(?:\w+\s+)?(?:leaders?|sides?|party|parties|presidents?|participants?|delegations?|countr(?:y|ies))"
    rf"|(?:neither|none)\s+of(?:\s+\w+){{1,3}}?|neither|nobody|no\s+one)\s+(?:even\s+|ever\s+|has\s+|had\s+)*{_VERB}\b"
    rf"|\bstop(?:s|ped)\s+short\s+of\s+{_VERB}\b"
    r"|\bnothing\b[^.;]{0,30}\b(?:discussed|said|mentioned|raised)\b"
    r"|\bno\s+(?:discussions?|mention|talk|word|reference)\s+(?:was\s+made\s+)?(?:of|about|on|to)\b"
    r"|\b(?:spent|spend)\s+no\s+time\s+on\b|\bavoid(?:ed|ing|s)?\s+(?:any\s+|all\s+|the\s+)?"
    r"(?:mention|discussions?|talk|topic|subject|issue|question)\s+(?:of|about)\b"
    rf"|\bnot\s+{_DONE}\s+(?:was|were)\b",
    re.IGNORECASE,
)
"""“did not discuss X”, “neither leader mentioned X”: what follows was not spoken of."""
_UNSPOKEN = re.compile(
    rf"\b(?:was|were|been|is|are|got)\s+(?:not|never)\s+{_ADVERB}(?:been\s+)?{_DONE}|\b(?:was|were)n['’]t\s+{_ADVERB}{_DONE}"
    rf"|\bha(?:s|ve|d)(?:\s+(?:not|never)|n['’]t)\s+{_ADVERB}been\s+{_DONE}"
    rf"|\b(?:did\s+not|didn['’]t|never)\s+{_ADVERB}(?:come|came)\s+up\b"
    r"|\b(?:did\s+not|didn['’]t|never)\s+(?:arise|arose|figured?|featured?)\b|\bwent\s+unmentioned\b"
    rf"|(?<=\bnor )(?:[\w’'-]+\s+){{1,5}}?(?:(?:was|were)\s+{_DONE}|came\s+up)",
    re.IGNORECASE,
)
"""“X was not raised”, “neither X nor Y came up”: what stands before was not spoken of."""
_LEFT_OUT = re.compile(r"\b(?:was|were|did)\s+not\b(?=\s*(?:[.!;,)]|\Z))", re.IGNORECASE)
"""“X was raised but Y was not”."""
_WAS_SPOKEN = re.compile(rf"\b(?:(?:was|were)\s+{_DONE}|came\s+up)", re.IGNORECASE)
_RIGHT = re.compile(
    r";|:|\s[–—-]+\s|—|\b(?:but|however|while|whereas|although|though|instead|because|when|after|before|during|amid|despite"
    r"|which|who)\b|,?\s+and\s+(?:(?:he|she|it|they|we|i|also|instead|only|both|then|the\s+\w+|[\w.]+\s+\w+)\s+){0,2}?"
    r"(?:(?:agreed|discuss|talk|spoke|rais|focus|said|stress|underscor|reaffirm|address|welcom|decid|express|cover)\w*|did"
    r"|will|would|instead)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:other\s+than|except|apart\s+from|aside\s+from|besides|beyond|only)\b", re.IGNORECASE)
_LEFT = re.compile(
    r";|:|\s[–—-]+\s|—|\b(?:but|however|while|whereas|although|though|that|because|when)\b", re.IGNORECASE
)
_SPOKEN_OF = re.compile(
    r"\b(?:discussed|talked|spoke|raised|addressed|agreed|reviewed|covered|exchanged|focused|mentioned|said|stressed)\b",
    re.IGNORECASE,
)
_PIECE = re.compile(r",\s*(?:and\s+)?|\band\s+", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot\s+(?:only|just|merely)\b", re.IGNORECASE)
_IN_PART = re.compile(
    r"\b(?:in\s+(?:any\s+|great\s+|much\s+|more\s+)?(?:detail|depth|public)|at\s+(?:any\s+|great\s+|much\s+)?length"
    r"|extensively|substantively|publicly|directly|much|again|since|until|enough)\b|\bso\s+\w+ly\b|\bbefore\b(?!\s+the)"
    r"|\A\s*(?:an?\s+|any\s+|its\s+|their\s+|the\s+|his\s+|no\s+)?(?:\w+\s+)?(?:objections?|concerns?|tariffs?|duties|rates?"
    r"|prices?|taxes|quotas?|wages|levels?|money|costs?|sanctions|expectations|hopes)\b(?<!the sanctions)",
    re.IGNORECASE,
)
"""“not discussed in detail”, “did not raise its tariffs”: it was spoken of, or nothing is said about speaking."""
_NOT_OF_THE_TALK = re.compile(
    r"\b(?:will|would|should|must|can|could|shall|may|to|if|let|be)\s+(?:there\s+be\s+)?\Z", re.IGNORECASE
)
_RAISE = re.compile(r"rais(?:ed?|ing)\Z", re.IGNORECASE)

Span = tuple[int, int]


def denied(text: str, low: int, high: int) -> list[tuple[Span, Span]]:
    """The words in a sentence ``[low, high)`` that say something was not spoken of, each with how far they reach."""
    found: list[tuple[Span, Span]] = []
    for m in _OF_NOTHING.finditer(text, low, high):
        stop = _RIGHT.search(text, m.end(), high)
        reach = (m.end(), stop.start() if stop else high)
        earlier = stop is not None and stop.group().lower() == "before"
        if not earlier and not _EXCEPT.search(text, *reach) and _denies(text, low, m, reach[1]):
            found.append((m.span(), reach))
    passive = [*_UNSPOKEN.finditer(text, low, high)]
    passive += [m for m in _LEFT_OUT.finditer(text, low, high) if _WAS_SPOKEN.search(text, low, m.start())]
    for m in passive:
        if _denies(text, low, m, high):
            found.append((m.span(), (_begin(text, low, m), m.end())))
    return found


def _denies(text: str, low: int, m: re.Match[str], stop: int) -> bool:
    if _NOT_ONLY.search(text, max(low, m.start() - 12), m.end() + 12):
        return False
    if _NOT_OF_THE_TALK.search(text, max(low, m.start() - 30), m.start()):
        return False
    part = _IN_PART.search(text[m.end() : stop])
    return part is None or (part.start() == 0 and part[0][:1].isspace() and not _RAISE.search(m.group()))


def _begin(text: str, low: int, m: re.Match[str]) -> int:
    """Where the subject of “… was not raised” begins."""
    begin = max((b.end() for b in _LEFT.finditer(text, low, m.start())), default=low)
    other = _SPOKEN_OF.search(text, begin, m.start())
    return max((b.end() for b in _PIECE.finditer(text, other.end(), m.start())), default=begin) if other else begin


_NAME = frozenset({"taiwan", "iran", "ukraine", "middle_east", "korea", "south_china_sea", "fentanyl", "japan_history"})
"""Topics that one name stands for; what is denied of the others is always less than the whole."""
_LESS_BEFORE = re.compile(
    r"\b(?!(?:issues?|questions?|topics?|subjects?|matters?|situation|mention|discussions?|talk|problem|conflict|war|crisis"
    r"|file)\b)[\w-]+\s+(?:of|to|in|on|over|for|with|against|from|between)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_LESS_AFTER = re.compile(
    r"['’]s?\s+(?!issue|question|situation|war|conflict)\w+"
    r"|(?<=[ne]se|ian)\s+(?!issue|question|file|situation|war|conflict|crisis|matter)\w+",
    re.IGNORECASE,
)

_LESS_WITHIN = re.compile(r"\s(?:of|to)\s|one[- ]china|assurances|\bact\b", re.IGNORECASE)


def narrow(text: str, topic: str, matches: Sequence[Match], reach: Span) -> bool:
    """Whether what is denied is less than a whole topic: “the sale of arms to Taiwan”, a chip, a date."""
    words = [m for m in matches if m.entry.topic == topic and reach[0] <= m.start < reach[1]]
    return topic not in _NAME or all(
        _LESS_BEFORE.search(text, reach[0], m.start)
        or _LESS_WITHIN.search(text, m.start, m.end)
        or _LESS_AFTER.match(text, m.end, reach[1])
        for m in words
    )
