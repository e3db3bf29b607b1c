"""HTML of strangers: which letters its bytes mean, and its tree, read without touching anything outside."""

from __future__ import annotations

import codecs
import re

import lxml.etree
import lxml.html

from readouts.errors import SourceError

MAX_MARKUP = 20_000_000
"""Most bytes of one page."""
MAX_DEPTH = 400
"""Deepest nesting read: pages have some thirty levels, and deeper ones are made to exhaust a reader."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_SAME = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
}
_TRIED = ("gb18030", "windows-1251", "windows-1252")


def decode_page(content: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a page's bytes and a note, '' where its charset was what it said.

    What the bytes are decides: pages of Chinese ministries are UTF-8 whatever their header says. Only bytes
    that are no UTF-8 are read as declared, by the page or else by the server.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), ""
    in_page = _DECLARED.search(content[:4096])
    declared = [
        name.lower()
        for name in (in_page[1].decode("ascii", "replace") if in_page else "", *_HEADER.findall(content_type)[:1])
        if name
    ]
    said = declared[0] if declared else ""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(content) - error.start < 4:
            # Cut off in the middle of its last letter.
            return content[: error.start].decode("utf-8"), "the page ends in the middle of a letter"
    else:
        wrong = next((n for n in declared if _name(n) not in ("utf-8", "ascii")), "")
        return text, f"the page says it is {wrong}; its bytes are UTF-8" if wrong and not content.isascii() else ""
    for name in dict.fromkeys([*map(_name, declared), *_TRIED]):
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if name == "windows-1252" and said not in ("windows-1252", "iso-8859-1", "latin-1"):
            break
        return text, f"read as {name}" if name not in map(_name, declared) else ""
    return content.decode("utf-8", "replace"), "some letters could not be read: the page has no one character set"


def _name(declared: str) -> str:
    name = _SAME.get(declared.lower(), declared.lower())
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return name
    # Only character sets: Python also knows codecs such as zip or hex under names a page could give.
    return found.name if getattr(found, "_is_text_encoding", True) else "utf-8"


def parse(markup: str) -> lxml.html.HtmlElement:
    """The tree of a page, comments and processing instructions left out. Raises SourceError where there is none."""
    if len(markup) > MAX_MARKUP:
        raise SourceError(f"the page has more than {MAX_MARKUP:,} characters")
    cleaned = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", markup)
    cleaned = re.sub(r"\A\s*<\?xml[^>]{0,300}\?>", "", cleaned)
    if not cleaned.strip():
        raise SourceError("the page is empty")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml.html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceError(f"the page cannot be read as HTML: {error}") from error
    _refuse_depth(root)
    return root


def _refuse_depth(root: lxml.html.HtmlElement) -> None:
    depth = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise SourceError(f"the page is nested deeper than {MAX_DEPTH} levels: it is made to harm its readers")


def looks_like_html(head: str) -> bool:
    """Whether the beginning of a text is that of a page."""
    return bool(
        re.search(
            r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|article|table)[\s>]", head[:4000], re.IGNORECASE
        )
    )
