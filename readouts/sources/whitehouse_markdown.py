"""A White House statement as Markdown with front matter, hard-wrapped at some 72 characters.

    ---
    title: "…"
    published_time: 2022-03-18 14:39:40-04:00
    source_url: https://…
    ---

Lines of a paragraph are joined again. A line that ends with two spaces ends there. ``\\###`` closes a
statement and is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, decode, html_text, tidy

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_END = re.compile(r"^[ \t]*[*_]*(?:\\?#[ \t]*){2,}[*_]*[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}\.)[ ]{1,4}(?=\S)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The statement in the file. The locator is not needed: a file holds one statement.

    Raises SourceError when there is no front matter, which is where title and time stand.
    """
    page = decode(content).replace("\r\n", "\n")
    match = _FRONT.match(page)
    if not match:
        raise SourceError("the file has no front matter between two lines of ---")
    front = _front_matter(match[1])
    body = page[match.end() :]
    dropped = [line.strip() for line in _END.findall(body)]
    body = _END.sub("", body)
    return Extracted(
        title=" ".join(front.get("title", "").split()),
        text=unwrapped(body),
        published_at=_time(front.get("published_time", "")),
        url=front.get("source_url") or None,
        dropped=tuple(dropped),
    )


def _front_matter(text: str) -> dict[str, str]:
    try:
        # BaseLoader: every value stays the string it is, times with their zone.
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise SourceError(f"the front matter is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(loaded, dict):
        raise SourceError("the front matter holds no fields")
    return {str(key): value for key, value in loaded.items() if isinstance(value, str)}


def _time(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


def unwrapped(body: str) -> str:
    """Markdown as plain paragraphs: lines joined again, marks taken away."""
    blocks = re.split(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+", body.strip("\n"))
    return tidy("\n\n".join(_block(block) for block in blocks))


def _block(block: str) -> str:
    lines = [line for line in block.split("\n") if line.strip()]
    is_list = bool(lines) and bool(_ITEM.match(lines[0].strip()))
    text = ""
    for line in lines:
        begins = is_list and _ITEM.match(line)
        hard = text.endswith("  ") or text.endswith("\\")
        text = text.rstrip(" \\") + ("" if not text else "\n" if begins or hard else " ") + line.lstrip()
    return _inline(text.rstrip(" \\"))


def _inline(text: str) -> str:
    """A block without Markdown's marks: headings, links, emphasis, tags, escapes."""
    text = re.sub(r"^#{1,6}[ \t]+", "", text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)", r"\1", text)
    text = re.sub(r"<(https?://[^>\s]+)>", r"\1", text)
    if _TAG.search(text):
        # Line breaks of a list are not HTML's.
        text = "\n".join(html_text(line) for line in text.split("\n"))
    for mark, edge in ((r"\*{1,3}", r"(?<!\\)"), (r"_{1,2}", r"(?<![\\\w])")):
        text = re.sub(rf"{edge}({mark})(?=\S)(.+?)(?<=[^\s\\])\1", r"\2", text, flags=re.DOTALL)
    return _ESCAPED.sub(r"\1", text)
