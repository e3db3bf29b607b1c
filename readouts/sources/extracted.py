"""What every source gives, and what several of them need to get there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

import lxml.etree
import lxml.html

from readouts.errors import SourceError

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    )
)
_SILENT = frozenset(("script", "style", "template", "noscript", "head", "figure", "svg"))


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text as it stands in a source.

    published_at: with its zone, or None where the source gives no exact time. published_text: then the day, if it gives
    that. url: the official address, where the source names it. dropped: what stood there and was left out. notes: what
    was repaired.
    """

    title: str
    text: str
    published_at: datetime | None = None
    url: str | None = None
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    published_text: str = ""


def decode(content: bytes) -> str:
    """UTF-8 bytes as text. Raises SourceError where they are something else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"the file is not UTF-8 (byte {error.start} is {content[error.start]:#04x})") from error


def required(locator: Mapping[str, Any], key: str) -> str:
    """An entry of a locator as text. Raises SourceError when it is missing."""
    value = str(locator.get(key) or "").strip()
    if not value:
        raise SourceError(f"the place does not say where in the file the text stands: {key!r} is missing")
    return value


def nearest(wanted: str, there: Iterable[str], *, show: int = 5) -> str:
    """The end of a sentence that says what is there instead: likest first, else the first ones."""
    known = list(there)
    near = get_close_matches(wanted, known, n=show, cutoff=0.4) or known[:show]
    return f"nearest of {len(known)}: {', '.join(repr(n) for n in near)}" if known else "there is nothing in it"


def html_text(markup: str) -> str:
    """The text of HTML: one paragraph per block, separated by a blank line, line breaks kept."""
    # What XML cannot hold, lxml refuses; in HTML it means nothing.
    markup = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", markup)
    if not markup.strip():
        return ""
    parts: list[str] = []
    root = _tree(markup)
    if root is not None:
        _collect(root, parts)
    return tidy("".join(parts))


def _tree(markup: str) -> lxml.html.HtmlElement | None:
    """The tree of a page or of a part of one; None where it has no element, only the head of a document type."""
    with suppress(lxml.etree.ParserError):
        try:
            return lxml.html.fragment_fromstring(markup, create_parent="div")
        except AssertionError:
            # A whole page broken in such a way that its body is none, or two: lxml takes that for impossible.
            return lxml.html.document_fromstring(markup)
    return None


def _collect(root: lxml.html.HtmlElement, parts: list[str]) -> None:
    # A stack of its own: hostile nesting must not exhaust Python's.
    stack: list[lxml.html.HtmlElement | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        block = isinstance(node.tag, str) and node.tag in _BLOCKS
        after = ["\n\n"] if block else []
        tail = [re.sub(r"\s+", " ", node.tail)] if node.tail and node is not root else []
        stack.extend(reversed([*after, *tail]))
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        if node.tag == "br":
            parts.append("\n")
            continue
        stack.extend(reversed(list(node)))
        if node.text:
            stack.append(re.sub(r"\s+", " ", node.text))
        if block:
            parts.append("\n\n")


def plain(markup: str) -> str:
    """One line of text without tags and entities."""
    return html.unescape(re.sub(r"<[^>]{0,500}>", "", markup))


def tidy(text: str) -> str:
    """Paragraphs separated by one blank line, without white space at the ends of lines."""
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
