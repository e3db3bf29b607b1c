"""Any web page: title, main text and date by trafilatura, the exact time from the page's own metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import lxml.html
import trafilatura

from readouts.errors import SourceError
from readouts.sources.dates import first_moment
from readouts.sources.extracted import Extracted, tidy
from readouts.sources.markup import decode_page, parse
from readouts.sources.site import FURNITURE, MAX_DROPPED, select, shortened

_TIMES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//time/@datetime",
)
_DAYS = (*_TIMES[:3], "//*[@itemprop='datePublished']", "//article//time/@datetime | //article//time")
"""Where a page gives the day it was published, in this order."""
_ANY_DAY = "//time/@datetime | //time"
_WALLS = re.compile(
    r"enable javascript|javascript is (?:disabled|required)|just a moment|access denied|are you a robot|"
    r"verify you are human|attention required|请开启javascript|включите javascript",
    re.IGNORECASE,
)
_SHORT = 600
"""A page below this many characters that speaks of robots is a wall, not a text that mentions them."""


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The main text of a page. ``locator["url"]`` helps with relative addresses and may be missing.

    Raises SourceError where there is no text, or only a page that keeps programs out.
    """
    if content[:5] == b"%PDF-":
        raise SourceError("the address holds a PDF, not a page")
    found = trafilatura.bare_extraction(
        content,
        url=str(locator.get("url") or "") or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        favor_precision=True,
    )
    text = tidy(str(getattr(found, "text", "") or ""))
    if not text:
        raise SourceError("no text was found on the page: it may need a browser. Paste the text instead.")
    if len(text) < _SHORT and _WALLS.search(text):
        raise SourceError("the page keeps programs out. Open it in a browser and paste the text.")
    # Paragraphs come one a line; a blank line between them is how texts are stored.
    text = re.sub(r"\n+", "\n\n", text)
    tree = _tree(content)
    moment, day = _published(tree) if tree is not None else (None, "")
    return Extracted(
        title=" ".join(str(getattr(found, "title", "") or "").split()),
        text=text,
        published_at=moment,
        url=str(getattr(found, "url", "") or "") or None,
        dropped=_left_out(tree, text) if tree is not None else (),
        published_text=day,
    )


def _tree(content: bytes) -> lxml.html.HtmlElement | None:
    try:
        tree = parse(decode_page(content)[0])
    except SourceError:
        return None
    for silent in tree.xpath("//script | //style | //noscript | //template"):
        silent.drop_tree()
    return tree


def _published(tree: lxml.html.HtmlElement) -> tuple[datetime | None, str]:
    """The time of publication with its zone, and the day; the day alone where no time with a zone is given."""
    for path in _TIMES:
        for value in tree.xpath(path):
            try:
                moment = datetime.fromisoformat(str(value).strip())
            except ValueError:
                continue
            if moment.utcoffset() is not None:
                return moment, moment.date().isoformat()
    for path in _DAYS:
        for value in tree.xpath(path):
            if day := first_moment([_words(value)])[1]:
                return None, day
    # Outside the article a time may be that of another: it counts where there is no other.
    days = {day for value in tree.xpath(_ANY_DAY) if (day := first_moment([_words(value)])[1])}
    return None, days.pop() if len(days) == 1 else ""


def _words(value: str | lxml.html.HtmlElement) -> str:
    return value if isinstance(value, str) else " ".join(value.itertext())


def _left_out(tree: lxml.html.HtmlElement, text: str) -> tuple[str, ...]:
    """Menus, footers and the like that the main text does not hold."""
    kept = "".join(text.split())
    told: set[lxml.html.HtmlElement] = set()
    found: list[str] = []
    for element in select(tree, FURNITURE):
        words = " ".join(element.text_content().split())
        if words and "".join(words.split()) not in kept and told.isdisjoint(element.iterancestors()):
            told.add(element)
            found.append(shortened(words))
    return tuple(dict.fromkeys(found))[:MAX_DROPPED]
