"""Sentences that enumerate subjects: one item per subject, and the frame that holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare.matching import Match

_SEPARATOR = re.compile(
    r"[,;]\s+(?:(?:and|or|but|as well as|along with|including|such as|also|while|plus|with|on)\s+)?"
    r"|\s+(?:and|as well as|along with|including|such as)\s+"
    # What is kept out is a subject of its own, and the word that keeps it out is part of it.
    r"|\s+(?=(?:without|rather than|instead of|except|excluding)\b)|\s*:\s+|\s+[–—]\s+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\b(?:discuss(?:ed|ing|ion)?|including|include[sd]?|such as|like|on|about|over|regarding|concerning"
    r"|namely|of|for|in|to|that|"
    r"with|at|address(?:ed|ing)?|raised|reviewed|covered|committing|commend(?:ed|ing)|highlighted|by|through"
    r"|from|as)\s+|[:–—]\s*)",
    re.IGNORECASE,
)

_MODIFIER = re.compile(
    r"\b(?:\w+(?:al|ive|ic|able|ible|ful|ous|ary)|fair|free|open|strong|secure|clean|safe|modern|critical"
    r"|stable|resilient)$",
    re.IGNORECASE,
)


# “the purchase of oil and gas by China”: what is bought or shipped is one subject, however many goods it names.
_GOODS = re.compile(
    r"\b(?:purchas(?:es?|ing)|sales?|imports?|exports?|suppl(?:y|ies)|deliver(?:y|ies)|shipments?|transit|production"
    r"|prices?|flows?)\s+of\s+(?:\w+\s+)?\w+$",
    re.IGNORECASE,
)

_BETWEEN = re.compile(
    r"\bbetween\b(?:(?!\band\b)[^;:.]){1,70}"
    r"(?<!countries)(?<!nations)(?<!peoples)(?<!people)(?<!sides)(?<!governments)(?<!leaders)(?<!them)\s*\Z",
    re.IGNORECASE,
)
"""“between A and B”: the two ends of one thing, unless “between our countries” has named both."""
_HEAD = (
    r"(?:treaty|pact|convention|department|ministry|organi[sz]ation|act|memorandum|charter|declaration|council"
    r"|committee|commission|conference|office|bureau|agency|institute|law)"
)
_NAMED = re.compile(
    rf"\b{_HEAD} (?:of|on|for) (?:the )?(?:(?!(?:on|in|with|to|between)\b)[\w-]+ ){{0,2}}[\w-]+\Z", re.IGNORECASE
)
_OTHER_NAME = re.compile(
    rf"\s+(?:(?:the|an?|our|its|their|his|her|other)\b|(?:[\w.]+\s+){{0,3}}{_HEAD}\b)", re.IGNORECASE
)
"""“the Ministry of Trade and …”: the “and” is part of the name."""
_ADDRESSED = re.compile(
    r"\b(?:warn|urg|call(?:s|ed|ing)? (?:on|upon)|ask|press|tell|told|remind|invit|encourag|advis|caution|thank"
    r"|condemn)\w*\s+(?:both\s+)?(?:the\s+)?(?:[\w.-]+\s+)?[\w.-]+\Z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s+(?:the\s+)?(?:[\w.-]+\s+){1,3}?(?:to|not to|against|about|of|that|for)\b", re.IGNORECASE)
"""“warned A and B against …”: both are spoken to, and of the same matter."""
_PURPOSE = re.compile(
    r"\s+(?:(?:in order|so as) to|to (?:\w+ly )?(?:build|clear|strengthen|promote|enhance|improve|advance|ensure|expand"
    r"|increase|avoid|prevent|resolve|foster|deepen|create|achieve|support|help|reduce|narrow|bridge|maintain|seek|reach))\b",
    re.IGNORECASE,
)
"""What a whole list is for, said after its last item."""


@dataclass(frozen=True, slots=True)
class Item:
    """One subject of an enumeration, ``[start, end)``, with its topics."""

    start: int
    end: int
    topics: tuple[str, ...]


def items(text: str, start: int, end: int, counted: Sequence[Match]) -> list[Item]:
    """The items of a sentence, or [] where it names no more than one subject in separate pieces."""
    if len({m.entry.topic for m in counted}) < 2:
        return []
    pieces = _pieces(text, start, end, counted)
    held: list[tuple[int, int, list[Match]]] = []
    for a, b in pieces:
        inside = [m for m in counted if a <= m.start < b]
        if inside:
            held.append((a, b, inside))
    if len(held) < 2 or len({t for *_, ms in held for t in {m.entry.topic for m in ms}}) < 2:
        return []
    found = []
    held = _merged(text, held)
    if len(held) < 2:
        return []
    for number, (a, b, inside) in enumerate(held):
        if number == 0 or a == start:
            a = _begin(text, a, min(m.start for m in inside))
        topics = tuple(dict.fromkeys(m.entry.topic for m in sorted(inside, key=lambda m: m.start)))
        purpose = (
            _PURPOSE.match(text, max(m.end for m in inside), b) if number > 1 and number == len(held) - 1 else None
        )
        b = _trim(text, a, purpose.start() if purpose else b)
        if b > a:
            found.append(Item(a, b, topics))
    return found


def _merged(text: str, held: list[tuple[int, int, list[Match]]]) -> list[tuple[int, int, list[Match]]]:
    """Neighbouring pieces on the same subject joined by a bare “and” made one.

    “Minerals and Rare-Earths Deal between A and B” is one too, although B is a subject of its own.
    """
    result: list[tuple[int, int, list[Match]]] = []
    for a, b, inside in held:
        if result:
            x, y, before = result[-1]
            one, other = {m.entry.topic for m in before}, {m.entry.topic for m in inside}
            same = one == other or (one < other and " between " in text[a:b].lower())
            if same and len(text[y:a].split()) == 1:
                result[-1] = (x, b, before + inside)
                continue
        result.append((a, b, inside))
    return result


def _pieces(text: str, start: int, end: int, counted: Sequence[Match]) -> list[tuple[int, int]]:
    """The sentence cut at list separators outside brackets and outside triggers."""
    cuts: list[tuple[int, int]] = []
    depth, at = 0, start
    for m in _SEPARATOR.finditer(text, start, end):
        depth += text.count("(", at, m.start()) - text.count(")", at, m.start())
        at = m.start()
        if text[m.end() : m.end() + 8].lower() == "between ":
            continue
        if m.group().strip(" ,").lower() == "and" and _one_thing(text, start, m, end):
            continue
        if depth > 0 or any(t.start < m.end() and m.start() < t.end for t in counted):
            continue
        cuts.append(m.span())
    pieces, a = [], start
    for x, y in cuts:
        pieces.append((a, x))
        a = y
    pieces.append((a, end))
    return pieces


def _one_thing(text: str, start: int, joint: re.Match[str], end: int) -> bool:
    """Whether an “and” joins two words of one subject and no two subjects."""
    before = text[max(start, joint.start() - 80) : joint.start()]
    if _BETWEEN.search(before):
        return True
    if joint.group()[0] == ",":
        return False
    if _MODIFIER.search(before[-30:]) or _GOODS.search(before[-60:]):
        return True
    if _NAMED.search(before) and not _OTHER_NAME.match(text, joint.end() - 1, end):
        return True
    return bool(_ADDRESSED.search(before) and _ADDRESS.match(text, joint.end() - 1, end))


def _begin(text: str, start: int, trigger: int) -> int:
    """Where the first item begins: after the words that introduce the list, before its article and adjectives."""
    begin = start
    for m in _LEAD.finditer(text, start, trigger):
        begin = m.end()
    return begin if begin > start else _phrase(text, start, trigger)


def _phrase(text: str, start: int, trigger: int) -> int:
    """The start of the noun phrase a trigger stands in, three words back at most, stopping at the article."""
    words = [m.start() for m in re.finditer(r"\S+", text[start:trigger])]
    begin = trigger
    for offset in reversed(words[-3:]):
        word = text[start + offset : trigger].split(" ", 1)[0].lower()
        if word in ("the", "a", "an", "our", "their", "his", "her"):
            return start + offset
    return begin


_DANGLING = re.compile(r"\s+(?:and|or|but|as well as|including|with)\Z", re.IGNORECASE)


def _trim(text: str, start: int, end: int) -> int:
    """The end of a piece without stops and blanks, and without the word that would have gone on."""
    while end > start and text[end - 1] in " ,;:.!?":
        end -= 1
    dangling = _DANGLING.search(text, start, end)
    return dangling.start() if dangling and dangling.end() == end else end
