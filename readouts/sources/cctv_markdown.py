"""The script of a daily news broadcast in Markdown: items under ``###`` headings.

An item is paragraphs of Markdown or one line of HTML, and ends with a link to its page:

    ### Heading of the item
    **Agency**（broadcast）：First paragraph.

    [查看原文](https://tv.example/item.shtml)

The dateline is part of the text as broadcast and stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, decode, html_text, nearest, required, tidy

_HEADING = re.compile(r"^###[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_LINK = re.compile(r"^\[[^\]\n]*\]\((https?://[^)\s]+)\)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The item under the heading ``locator["heading"]``. Raises SourceError naming the headings there are."""
    return item(decode(content).replace("\r\n", "\n"), required(locator, "heading"))


def headings(script: str) -> tuple[str, ...]:
    """The headings of the items of a script, in their order."""
    return tuple(match[1].strip() for match in _HEADING.finditer(script))


def item(script: str, wanted: str) -> Extracted:
    """The item of a script under a heading. Raises SourceError naming the headings there are."""
    found = list(_HEADING.finditer(script))
    places = [i for i, match in enumerate(found) if _key(match[1]) == _key(wanted)]
    if not places:
        raise SourceError(f"no item is headed {wanted!r}; {nearest(wanted, (m[1] for m in found))}")
    here = places[0]
    end = found[here + 1].start() if here + 1 < len(found) else len(script)
    body = script[found[here].end() : end]

    links = _LINK.findall(body)
    comments = _COMMENT.findall(body)
    body = _COMMENT.sub("", _LINK.sub("", body))
    body = html_text(body) if _TAG.search(body) else tidy(body)
    return Extracted(
        title=found[here][1].strip(),
        text=_plain_markdown(body),
        url=links[-1] if links else None,
        dropped=(*comments, *([f"link to {links[-1]}"] if links else [])),
        notes=("the heading stands more than once; the first was taken",) if len(places) > 1 else (),
    )


def _key(heading: str) -> str:
    return re.sub(r"\s+", "", heading)


def _plain_markdown(text: str) -> str:
    return re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
