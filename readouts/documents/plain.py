"""Plain text, Markdown with or without front matter, and pages as files."""

from __future__ import annotations

import re
from datetime import datetime

import yaml

from readouts.documents.document import Document
from readouts.errors import InputError, SourceError
from readouts.sources.dates import first_moment
from readouts.sources.extracted import html_text
from readouts.sources.markup import decode_page
from readouts.sources.whitehouse_markdown import unwrapped

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_END = re.compile(r"^[ \t]*[*_]*(?:\\?#[ \t]*){2,}[*_]*[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*#[ \t]+(.{1,300}?)[ \t#]*\n")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://\S{1,2000}?)\s*-->", re.IGNORECASE)
_OF_ITSELF = rb"""(?:rel=["']?canonical\b|property=["']?og:url\b)"""
_ITSELF = rb"""(?:href|content)=["'](https?://[^"'\s>]{1,2000})"""
_CANONICAL = re.compile(
    rb"<(?:link|meta)\s(?:[^>]{0,200}?"
    + _OF_ITSELF
    + rb"[^>]{0,200}?"
    + _ITSELF
    # A program may write the attributes the other way round.
    + rb"|[^>]{0,200}?"
    + _ITSELF
    + rb"[^>]{0,200}?"
    + _OF_ITSELF
    + rb")",
    re.IGNORECASE,
)
_MAX_FRONT = 100_000
_TIMES = ("published_time", "published_at", "published", "date", "datetime")
# libyaml where it is there: a folder of a thousand files is a thousand headers.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_text(content: bytes, encoding: str = "") -> Document:
    """Plain text. Raises InputError where it is not text."""
    text, note = _decoded(content, encoding)
    return Document("text", text, notes=(note,) if note else ())


def read_markdown(content: bytes, encoding: str = "") -> Document:
    """Markdown: front matter as fields, the text without marks. Raises InputError for broken front matter."""
    text, note = _decoded(content, encoding)
    page = text.replace("\r\n", "\n").lstrip("\ufeff")
    fields: dict[str, str] = {}
    front = _FRONT.match(page)
    if front:
        fields = _front_matter(front[1])
        page = page[front.end() :]
    dropped = [line.strip() for line in _END.findall(page)]
    page = _END.sub("", page)
    heading = _HEADING.match(page)
    title = " ".join(fields.get("title", "").split())
    if heading and not title:
        title, page = heading[1].strip(), page[heading.end() :]
    moment, day = _published(fields)
    return Document(
        "markdown",
        unwrapped(page),
        title,
        moment,
        day,
        next((fields[k] for k in ("source_url", "url", "link") if fields.get(k, "").startswith("http")), ""),
        tuple(dropped),
        (note,) if note else (),
        fields,
    )


def read_html(content: bytes) -> Document:
    """A page as a file, with the address it says it was saved from; the publisher's rule reads its text."""
    origin = _SAVED_FROM.search(content[:4000]) or _CANONICAL.search(content[:100_000])
    url = next((found for found in origin.groups() if found), b"").decode("utf-8", "replace") if origin else ""
    return Document("html", "", url=url, page=content)


def page_as_text(content: bytes) -> Document:
    """All words of a page that has no main text to be found."""
    markup, note = decode_page(content)
    return Document("html", html_text(markup), notes=(note,) if note else ())


def _published(fields: dict[str, str]) -> tuple[datetime | None, str]:
    day = ""
    for key in _TIMES:
        moment, found = first_moment([fields.get(key, "")])
        if moment is not None:
            return moment, found
        day = day or found
    return None, day


def _front_matter(text: str) -> dict[str, str]:
    if len(text) > _MAX_FRONT:
        raise InputError("the front matter is longer than a text. Is this the right file?")
    if re.search(r"(?:^|[\s:,\[{-])[&*][A-Za-z_]", text, re.MULTILINE) and "<<" in text:
        raise InputError("the front matter uses anchors, which are not read. Write the fields out")
    try:
        # BaseLoader: every value stays the string it is, times with their zone.
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError(f"the front matter is no YAML: {' '.join(str(error).split())[:200]}") from error
    if not isinstance(loaded, dict):
        raise InputError("the front matter holds no fields")
    return {str(key): _flat(value) for key, value in loaded.items()}


def _flat(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(v) for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    if encoding:
        try:
            return content.decode(encoding), ""
        except LookupError:
            raise InputError(f"There is no encoding {encoding!r}. Common ones: utf-8, gb18030, windows-1251.") from None
        except UnicodeDecodeError as error:
            raise InputError(f"the file is not {encoding} text (byte {error.start})") from None
    try:
        text, note = decode_page(content)
    except SourceError as error:
        raise InputError(str(error)) from error
    if "\ufffd" in text and text.count("\ufffd") > len(text) // 200:
        raise InputError(
            "the file is not text in any character set that is known. Save it as UTF-8, or name its encoding"
        )
    return text, note
