"""Any web page: title, main text and date by trafilatura, the exact time from the page's own metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import lxml.html
import trafilatura

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, tidy

_TIMES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//time/@datetime",
)
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
    return Extracted(
        title=" ".join(str(getattr(found, "title", "") or "").split()),
        text=text,
        published_at=_published(content),
        url=str(getattr(found, "url", "") or "") or None,
    )


def _published(content: bytes) -> datetime | None:
    try:
        tree = lxml.html.fromstring(content)
    except (lxml.etree.ParserError, ValueError):
        return None
    for path in _TIMES:
        for value in tree.xpath(path):
            try:
                moment = datetime.fromisoformat(str(value).strip())
            except ValueError:
                continue
            if moment.utcoffset() is not None:
                return moment
    return None
