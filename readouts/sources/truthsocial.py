"""Posts on Truth Social, which refuses programs, out of a public archive that is kept up to date.

The archive is one JSON list, newest first: ``id``, ``created_at``, ``content`` as HTML, ``url``. Some posts stand
twice, some texts had their UTF-8 misread once, and what only repeats another's post begins with RT. The upper
bits of an id are its time in milliseconds since 1970, so the day of a post is known without the archive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from readouts.errors import SourceError
from readouts.model import Kind
from readouts.sources.extracted import Extracted, decode, html_text
from readouts.sources.posts import post_time, repair
from readouts.sources.site import Site

ARCHIVE = "https://ix.cnn.io/data/truth-social/truth_archive.json"
MAX_ARCHIVE = 120_000_000
"""Most bytes taken of the archive, which has some 20 MB and grows."""
WASHINGTON = ZoneInfo("America/New_York")
_POST = re.compile(r"^https?://(?:www\.)?truthsocial\.com/@(\w+)/(?:posts/)?(\d{15,20})/?(?:[?#].*)?$")

SITES = (
    Site(
        name="truthsocial",
        hosts=("truthsocial.com",),
        side="US",
        publisher="Truth Social @realDonaldTrump",
        kind=Kind.POST,
        language="en",
        refuses="Truth Social answers no program, and the post is not in the archive. Paste its text.",
    ),
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the archive."""

    id: str
    published_at: datetime | None
    text: str
    url: str
    repeats: bool


def post_id(url: str) -> tuple[str, str] | None:
    """Account and number of a post's address, with or without ``/posts/``; None for any other address."""
    match = _POST.match(url.strip())
    return (match[1], match[2]) if match else None


def time_of(number: str) -> datetime | None:
    """When the post of this number was published, from the number alone."""
    return post_time({"id": number})


def find(content: bytes, number: str) -> Extracted:
    """The post of this number. Raises SourceError saying how far the archive reaches where it is not there."""
    newest = oldest = ""
    for row in rows(decode(content)):
        key = str(row.get("id", ""))
        newest, oldest = newest or key, key
        if key == number:
            post = _read(row)
            if not post.text:
                raise SourceError("the post is a picture or a video without words; describe it in a text of your own")
            notes = ("it repeats another's post",) if post.repeats else ()
            return Extracted("", post.text, post.published_at, post.url or None, (), notes)
    reach = " to ".join(f"{t:%Y-%m-%d}" for n in (oldest, newest) if (t := time_of(n)))
    raise SourceError(f"there is no post {number} in the archive{f', which holds {reach}' if reach else ''}")


def search(content: bytes, *, day: date | None = None, words: str = "", limit: int = 20) -> list[Post]:
    """Posts of a day (in Washington, and those of the nights around it) with such words, those with most of them first.

    day: None for any. words: '' for any. Repeats and doubles are left out.
    """
    found: dict[str, tuple[float, Post]] = {}
    wanted = re.findall(r"\w+", words.casefold())[:20]
    for row in rows(decode(content)):
        # The words of all the other days need not be read.
        moment = post_time(row) if day else None
        if day and moment is not None and abs(moment.date() - day) > timedelta(days=2):
            continue
        post = _read(row)
        if not post.text or post.repeats or post.text in found or (day and not _around(post, day)):
            continue
        like = _likeness(wanted, post.text.casefold()) if wanted else 1.0
        if like >= _LEAST:
            found[post.text] = (like, post)
    ranked = sorted(found.values(), key=lambda pair: -pair[0])
    return [post for _, post in ranked[:limit]]


_LEAST = 0.6
"""Share of the words looked for that a post must have."""


def _likeness(wanted: list[str], text: str) -> float:
    """The share of words that stand in a text, those with a slip of the pen counting a little less."""
    return sum(
        1.0 if word in text else 0.8 if len(word) > 4 and fuzz.partial_ratio(word, text) >= 80 else 0.0
        for word in wanted
    ) / len(wanted)


def _around(post: Post, day: date) -> bool:
    if post.published_at is None:
        return False
    local = post.published_at.astimezone(WASHINGTON).date()
    return abs(local - day) <= timedelta(days=1)


def rows(text: str) -> Iterator[dict[str, Any]]:
    """The posts of the archive one by one: the newest are found without reading all the rest.

    Raises SourceError where it is no list.
    """
    decoder = json.JSONDecoder()
    here = _skip(text, 0, " \t\r\n")
    if text[here : here + 1] != "[":
        raise SourceError("the archive is no list of posts")
    here = _skip(text, here + 1, " \t\r\n,")
    while here < len(text) and text[here] != "]":
        try:
            row, here = decoder.raw_decode(text, here)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"the archive is broken at character {here}") from error
        if isinstance(row, dict):
            yield row
        here = _skip(text, here, " \t\r\n,")


def _skip(text: str, here: int, passed: str) -> int:
    while here < len(text) and text[here] in passed:
        here += 1
    return here


def _read(row: dict[str, Any]) -> Post:
    content = row.get("content")
    text, _ = repair(html_text(content)) if isinstance(content, str) else ("", ())
    url = row.get("url")
    moment = post_time(row)
    return Post(
        str(row.get("id", "")),
        moment.astimezone(UTC) if moment else None,
        text,
        url if isinstance(url, str) and url.startswith("https://") else "",
        bool(re.match(r"RT(?:\b|:| @)", text)),
    )
