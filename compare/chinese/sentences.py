"""Chinese text → sentences, and what is no statement at all: page furniture, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.statements import paragraphs

LONGEST = 800
"""A stretch without a full stop is cut after so many characters, which keeps every later step linear."""

_COMMENT = re.compile(r"<!--.{0,2000}?-->|<!--[^\n]{0,2000}", re.S)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")
_BLOCK = re.compile(r"</?(?:p|br|div|li|h\d|tr|td|section|article)\b", re.IGNORECASE)
_LEADS = (
    (re.compile(r"\**央视网消息\**\s*(?:（新闻联播）|\(新闻联播\))?\s*[：:]\s*"), "broadcaster's opening"),
    (
        re.compile(
            r"(?:据)?(?:新华社|中新社|中新网|人民网|央视新闻|总台|外交部网站|国际在线)[^。；！？\n]{0,40}?"
            r"(?:电|消息|讯|报道)\s*(?:[（(][^（）()\n]{0,60}[）)])?\s*[：:，,]?\s*"
        ),
        "dateline",
    ),
    (re.compile(r"本报[^，。；！？\n]{1,16}电\s*(?:[（(][^（）()\n]{0,60}[）)])?\s*"), "dateline"),
)
_TAIL = re.compile(r"(?:（完）|\(完\)|【完】|#+|\*+|\[[^\[\]\n]{1,20}\]\([^()\n]{0,300}\))\s*$")
_FURNITURE = (
    (re.compile(r"#{1,6}\s.*", re.S), "heading"),
    (re.compile(r"[\W_]+", re.S), "marks without words"),
    (re.compile(r"\[[^\[\]\n]{1,60}\]\([^()\n]{0,300}\)"), "link"),
    (re.compile(r"https?://\S+"), "address"),
    (
        re.compile(
            r"(?:\d{4}\s*[年\-/.]\s*)?\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?\s*(?:星期[一二三四五六日天])?"
            r"\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:\s*(?:来源|发布|更新)\s*[：:]?.{0,30})?"
        ),
        "date line",
    ),
    (
        re.compile(
            r"(?:来源|责任编辑|责编|编辑|作者|记者|摄影|摄像|审核|监制|字号|分享|打印|浏览量?|发布时间)\s*[：:].{0,80}"
        ),
        "credit line",
    ),
    (
        re.compile(
            r"(?:打印|分享到?|返回顶部|扫一扫.{0,20}|相关(?:阅读|新闻|链接)|上一篇.{0,60}|下一篇.{0,60}|首页.{0,60}"
            r"|编辑：?.{0,20}|更多>*|查看原文|【.{0,12}】|图集|视频)"
        ),
        "menu",
    ),
)
_STOP = re.compile(r"(?:[。！？；!?]|…{1,2}|\.{3,6})+[”’」』）)\]】\"']*|[.!?](?=\s|$)")
_ENDS = "。！？…；!?;：:”）)"
_OPEN, _CLOSE = "《（(【", "》）)】"
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. first: whether it opens its paragraph. cut: the rest of one whose beginning another leader said."""

    start: int
    end: int
    paragraph: int
    first: bool
    cut: bool = False


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == "*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "*"):
        end -= 1
    return start, end


def _is_title(text: str, start: int, end: int, last: int) -> bool:
    """A short opening line that does not end as a sentence does, with more text below it."""
    line = text[start:end]
    return end < last and len(line) <= 45 and line[-1] not in _ENDS and "。" not in line and "，" not in line


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of one paragraph. A stop inside a title or bracket that is closed later does not cut."""
    found, begin, depth, at = [], start, 0, start
    for m in _STOP.finditer(text, start, end):
        for char in text[at : m.end()]:
            depth += char in _OPEN
            depth -= char in _CLOSE and depth > 0
        at = m.end()
        if depth and m.end() - begin < LONGEST:
            continue
        depth = 0
        found.append((begin, m.end()))
        begin = m.end()
    found.append((begin, end))
    pieces = []
    for a, b in found:
        while b - a > LONGEST:
            window = text[a : a + LONGEST]
            cut = max(window.rfind("；"), window.rfind("，"), window.rfind(" ")) + 1 or LONGEST
            pieces.append((a, a + cut))
            a += cut
        pieces.append((a, b))
    stripped = (_strip(text, a, b) for a, b in pieces)
    return [(a, b) for a, b in stripped if b > a]


def split(text: str) -> tuple[list[Sentence], list[tuple[int, int, str]]]:
    """Sentences of a text in order, and the spans left out with the reason."""
    furniture: list[tuple[int, int, str]] = [(m.start(), m.end(), "comment") for m in _COMMENT.finditer(text)]
    furniture += [(m.start(), m.end(), "markup") for m in _TAG.finditer(text)]
    blank = list(text)
    for a, b, why in furniture:
        blank[a:b] = [c if c == "\n" else " " for c in text[a:b]]
        if why == "markup" and _BLOCK.match(text, a):
            blank[a] = "\n"
    clean = "".join(blank)
    sentences: list[Sentence] = []
    lines = paragraphs(clean)
    last = lines[-1][1] if lines else 0
    opened = False
    for number, (start, end) in enumerate(lines):
        reason = next((why for pattern, why in _FURNITURE if pattern.fullmatch(clean, start, end)), "")
        if not reason and not opened and _is_title(clean, start, end, last):
            reason = "title"
        if reason:
            furniture.append((start, end, reason))
            continue
        a = start
        for pattern, why in _LEADS:
            lead = pattern.match(clean, a, end)
            if lead and lead.end() < end:
                furniture.append((a, lead.end(), why))
                a = lead.end()
        b = end
        tail = _TAIL.search(clean, max(a, end - 340), end)
        if tail and tail.start() > a:
            furniture.append((tail.start(), end, "closing mark"))
            b = tail.start()
        opened = True
        first = True
        for left, right in _cut(clean, a, b):
            if not _HAN.search(clean, left, right) and not re.search(r"\w", clean[left:right]):
                furniture.append((left, right, "marks without words"))
                continue
            sentences.append(Sentence(left, right, number, first))
            first = False
    return sentences, sorted(furniture)
