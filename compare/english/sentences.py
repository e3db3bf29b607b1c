"""English text → sentences, and what is page furniture rather than a statement.

No rule looks at capital letters to decide where a sentence ends, so a text cut in capitals is cut the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.statements import paragraphs

_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<figure\b.{0,5000}?</figure>|</?[a-z][^<>]{0,3000}>", re.DOTALL | re.IGNORECASE
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Za-z.'’]+[ ,]+){1,4}(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}"
    r"(?:,?\s+\d{4})?\s*(?:\([^)\n]{1,30}\))?\s*(?:--|[—–:]|-(?=\s))\s*"
    r"|[A-Z][A-Z .,'’]{2,40}\([A-Z][A-Za-z ]{1,20}\)\s*(?:--|[—–:]|-(?=\s))\s*"
)
_BULLET = re.compile(r"(?:[-*•·▪◦●–—]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)", re.IGNORECASE)
_FURNITURE = (
    ("rule or end mark", re.compile(r"\W*#{2,}\W*|[-=_*~·•\s\\]+|\W*(?:end|ends|enditem|more)\W*|\W+", re.IGNORECASE)),
    ("heading", re.compile(r"#{1,6}\s+.*")),
    ("address", re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)),
    ("image or link", re.compile(r"!?\[[^\]]*\]\([^)]*\)")),
    (
        "page furniture",
        re.compile(
            r"(?:the white house|briefing room|statements? (?:and|&) releases|speeches (?:and|&) remarks|presidential "
            r"actions|for immediate release|office of the (?:press secretary|spokesperson).{0,40}|press release|share"
            r"(?: this)?(?: page)?|print|related (?:links|content|articles|topics)|topics?:.*|tags?:.*"
            r"|source:.*|editor:"
            r".*|\(?photo.{0,60}|published(?: on)?:?.{0,40}|updated?:.{0,40}|last updated.{0,40}|read more.{0,40}|next "
            r"post.*|previous post.*|subscribe.{0,40}|category:.*|text version|events?|geography.*|publication status.*"
            r"|publication date.*|direct link:?.*|(?:january|february|march|april|may|june|july|august"
            r"|september|october"
            r"|november|december)\s+\d{1,2},?\s+\d{4}(?:[, ]+\d{1,2}:\d{2}.{0,10})?|\d{1,2}\s+(?:january"
            r"|february|march|"
            r"april|may|june|july|august|september|october|november|december)\s+\d{4}|\d{4}-\d{2}-\d{2}.{0,12}"
            r"|\d{1,2}:\d{2})",
            re.IGNORECASE,
        ),
    ),
    ("title", re.compile(r"(?:readout|joint readout|read-out|press release|summary)\b[^.!?]{0,250}", re.IGNORECASE)),
)
_SIGNATURE = re.compile(
    r"(?:(?:president|prime minister|chancellor|premier|secretary|sincerely|signed|best regards)\b[^.!?:;]{0,60}"
    r"(?:\b[a-z]\.[^.!?:;]{0,40})?|[a-z]+(?:\s+[a-z]\.)?\s+[a-z]+,?\s*(?:the\s+)?(?:\d\d(?:st|nd|rd|th)\s+)?president"
    r"[^.!?]{0,60}|(?:DJT|[A-Z]+ [A-Z]\. [A-Z]+))",
    re.IGNORECASE,
)
_END = re.compile(r"(?:[.!?…]+|(?<=\w)\.)[\"'”’»)\]*]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“‘'’–—/-])(?:(?:mr|mrs|ms|dr|st|jr|sr|gen|lt|col|capt|maj|adm|sgt|sen|rep|gov|amb|hon|prof|rev"
    r"|no|nos|"
    r"art|vs|v|etc|inc|ltd|co|corp|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|approx|ave|fig|vol|pp|cf|al|messrs"
    r"|e\.g|i\.e|u\.s|u\.k|u\.n|u\.s\.a|d\.c|e\.u|p\.m|a\.m|h\.e|h\.r\.h|h\.m|ph\.d|[a-z])\.)$",
    re.IGNORECASE,
)
_MAY_END = re.compile(r"(?:u\.s|u\.k|u\.n|u\.s\.a|d\.c|e\.u|p\.m|a\.m|jr|sr|etc|inc|ltd|co|corp|al)\.$", re.IGNORECASE)
_NAMED_AFTER = re.compile(
    r"\s+(?:president|secretary|treasury|government|side|and|trade|in|at|to|for|with|on)\b", re.IGNORECASE
)
_STARTS_FOR_SURE = re.compile(
    r"\s+(?:the|he|she|they|it|this|these|we|i|both|there|his|their|our|president|prime"
    r"|(?-i:During|In|On|At|After|Before|As|For|My|If|When|While|Also|Then|Now|Today|That|Thank|All|You|But|So|Many))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``[start, end)`` in a paragraph; ``bullet`` when it stands in a list."""

    start: int
    end: int
    paragraph: int
    bullet: bool = False


def split(text: str, names: tuple[str, ...] = ()) -> tuple[list[Sentence], list[tuple[int, int, str]]]:
    """Sentences of a text and its furniture with the reason for each piece.

    names: words of the participants' names; a last line of one of them and a title is a signature.
    """
    furniture = [
        (m.start(), m.end(), "comment" if m.group().startswith("<!--") else "mark-up") for m in _COMMENT.finditer(text)
    ]
    hidden = _blank(text, furniture)
    lines = paragraphs(hidden)
    whole = _unwrapped(hidden, lines)
    first = _front_matter(hidden, lines)
    furniture += [(a, b, "front matter") for a, b in lines[:first]]
    sentences: list[Sentence] = []
    top = lines[first][0] if first < len(lines) else 0
    for number, (a, b) in enumerate(whole):
        if a < top:
            continue
        reason = _reason(hidden[a:b], number >= len(whole) - 3 and a > top, names)
        if reason:
            furniture.append((a, b, reason))
            continue
        dateline = _DATELINE.match(hidden, a, b)
        if dateline:
            furniture.append((a, dateline.end(), "dateline"))
            a = dateline.end()
        bullet = _BULLET.match(hidden, a, b)
        if bullet:
            a = bullet.end()
        for start, end in _sentences(hidden, a, b):
            sentences.append(Sentence(start, end, number, bool(bullet)))
    while len(sentences) > 1:
        last = sentences[-1]
        reason = _reason(hidden[last.start : last.end], True, names)
        if reason not in ("signature", "rule or end mark"):
            break
        furniture.append((last.start, last.end, reason))
        sentences.pop()
    return sentences, sorted(furniture)


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs with the lines joined that were only broken to fit a width.

    A line is taken as broken where it is 40 to 100 characters long, ends in the middle of a sentence, and the next
    line follows without a blank one and is no list entry. Where three lines are so, line ends after a full stop are
    taken for breaks too.
    """

    def follows(i: int) -> bool:
        a, b = lines[i]
        c, d = lines[i + 1]
        return (
            40 <= b - a <= 100
            and text.count("\n", b, c) == 1
            and not _BULLET.match(text, c, d)
            and not any(p.fullmatch(text[x:y]) for x, y in ((a, b), (c, d)) for _, p in _FURNITURE[:2])
        )

    joined = [follows(i) and text[lines[i][1] - 1] not in '.!?:;…”"' for i in range(len(lines) - 1)]
    if sum(joined) >= 3:
        joined = [follows(i) for i in range(len(lines) - 1)]
    result: list[tuple[int, int]] = []
    for i, (a, b) in enumerate(lines):
        if i and joined[i - 1]:
            result[-1] = (result[-1][0], b)
        else:
            result.append((a, b))
    return result


def _blank(text: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with some spans blanked out, line ends and offsets kept."""
    parts, at = [], 0
    for a, b, _ in spans:
        parts += [text[at:a], re.sub(r"[^\n]", " ", text[a:b])]
        at = b
    return "".join((*parts, text[at:]))


def _front_matter(text: str, lines: list[tuple[int, int]]) -> int:
    """Number of leading lines that are front matter between two lines of ``---``."""
    if not lines or text[slice(*lines[0])] != "---":
        return 0
    for number, (a, b) in enumerate(lines[1:40], 1):
        if text[a:b] == "---":
            return number + 1
    return 0


def _reason(line: str, last: bool, names: tuple[str, ...]) -> str:
    if len(line) > 300:
        return ""
    for reason, pattern in _FURNITURE:
        if pattern.fullmatch(line) and not (reason == "title" and line.endswith((":", ","))):
            return reason
    if last and len(line.split()) <= 9 and not re.search(r"[.!?]['\"”’)]*$", line):
        low = line.lower()
        if _SIGNATURE.fullmatch(line) and (any(n in low for n in names) or line.isupper()):
            return "signature"
    return ""


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    for m in _END.finditer(text, start, end):
        if m.start() < at or not _ends(text, at, m, end):
            continue
        spans.append((at, m.end()))
        at = m.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        spans.append((at, end))
    return [piece for a, b in spans for piece in _cut(text, a, b) if any(c.isalnum() for c in text[slice(*piece)])]


_LONGEST = 2000
"""Characters after which a text without a full stop is cut all the same, so that no input costs time squared."""


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _LONGEST:
        stop = max(text.rfind("; ", start, start + _LONGEST), text.rfind(", ", start, start + _LONGEST)) + 1
        if stop <= start:
            stop = text.rfind(" ", start, start + _LONGEST)
        if stop <= start:
            stop = start + _LONGEST
        pieces.append((start, stop))
        start = stop
        while start < end and text[start].isspace():
            start += 1
    return [*pieces, (start, end)] if end > start else pieces


def _ends(text: str, start: int, mark: re.Match[str], end: int) -> bool:
    """Whether a stop mark really ends the sentence that began at ``start``."""
    if mark.end() >= end:
        return True
    head = text[max(start, mark.start() - 12) : mark.start() + 1]
    if mark.group() == ".":
        abbreviation = _ABBREVIATION.search(head)
        if abbreviation:
            if not _MAY_END.search(head):
                return False
            named = _NAMED_AFTER.match(text, mark.end(), mark.end() + 12)
            return bool(_STARTS_FOR_SURE.match(text, mark.end(), end)) and not (named and head.lower().endswith("u.s."))
        if re.fullmatch(r"\(?\d{1,2}", text[start : mark.start()]):
            return False
    if ")" in mark.group() or "]" in mark.group():
        return _opened_whole(text, start, mark.start())
    # A stop inside an open bracket belongs to the bracket.
    depth = text.count("(", max(start, mark.start() - 400), mark.start()) - text.count(
        ")", max(start, mark.start() - 400), mark.start()
    )
    return depth <= 0


def _opened_whole(text: str, start: int, stop: int) -> bool:
    """Whether the bracket that closes after ``stop`` began a sentence of its own (or holds none)."""
    low = max(start, stop - 400)
    opened = max(text.rfind("(", low, stop), text.rfind("[", low, stop))
    if opened < 0:
        return True
    before = text[start:opened].rstrip()
    return not before or before[-1] in ".!?…"
