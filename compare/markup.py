"""HTML that cannot be broken by a text: everything put into a tag is escaped unless it is a tag itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_VOID = {"br", "hr", "img", "col"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]")


class Markup(str):
    """HTML made by `tag` or `join`: safe to put on a page as it is."""

    __slots__ = ()


Child = str | int | float | None | Iterable["Child"]
"""What a tag can hold: text (escaped), markup (kept), numbers, None (left out), or a sequence of these."""


def escape(text: str) -> Markup:
    """Text as HTML. Characters that HTML cannot hold, or that turn the direction of writing, become U+FFFD."""
    return Markup(html.escape(_CONTROL.sub("\ufffd", text), quote=True))


def join(*children: Child) -> Markup:
    """Children one after the other, texts escaped."""
    parts: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, Markup):
            parts.append(child)
        elif isinstance(child, str):
            parts.append(escape(child))
        elif isinstance(child, int | float):
            parts.append(escape(str(child)))
        else:
            parts.append(join(*child))
    return Markup("".join(parts))


def tag(name: str, *children: Child, **attributes: str | int | float | bool | None) -> Markup:
    """An element. ``cls`` is class, ``_`` in other names becomes ``-``; None and False leave an attribute out."""
    shown = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
        shown.append(f" {key}" if value is True else f' {key}="{escape(str(value))}"')
    opening = f"<{name}{''.join(shown)}>"
    return Markup(opening if name in _VOID else f"{opening}{join(*children)}</{name}>")


def tip(*children: Child) -> Markup:
    """A note that opens on hover, focus or tap of the element it stands in, which needs ``data_tip=True``."""
    return tag("span", *children, cls="tip")


def line(*children: Child, cls: str = "") -> Markup:
    """A line of a note. Notes stand inside paragraphs and links, where HTML allows no paragraph."""
    return tag("span", *children, cls=f"ln {cls}".strip())


def safe_url(url: str) -> str | None:
    """An address that may become a link: http(s) only, else None."""
    return url if re.match(r"https?://[^\s\"'<>]+$", url, re.IGNORECASE) else None


def plain_label(text: str) -> str:
    """Text for the label of a Streamlit widget: what Markdown would interpret is escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])", r"\\\1", " ".join(_CONTROL.sub("\ufffd", text).split()))
