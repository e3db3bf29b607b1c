"""The White House since 2025: pages, and the same as JSON from ``/wp-json/wp/v2/posts``.

Pages are edited after posting; JSON gives the time of the last edit.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from readouts.errors import SourceError
from readouts.model import Kind
from readouts.sources.extracted import Extracted, html_text, plain
from readouts.sources.site import Site


def read_json(content: bytes) -> Extracted:
    """The newest post of a REST answer: one object, or a list of them."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the answer is no JSON: {error}") from error
    post: Any = answer[0] if isinstance(answer, list) and answer else answer
    if not isinstance(post, dict) or not isinstance(post.get("content"), dict):
        raise SourceError("the answer holds no post")
    text = html_text(str(post["content"].get("rendered") or ""))
    if not text:
        raise SourceError("the post has no text")
    modified = _utc(post.get("modified_gmt"))
    published = _utc(post.get("date_gmt"))
    edited = (f"edited by the publisher at {modified.isoformat()}",) if modified and modified != published else ()
    title = post.get("title")
    heading = str(title.get("rendered") or "") if isinstance(title, dict) else ""
    return Extracted(" ".join(plain(heading).split()), text, published, str(post.get("link") or "") or None, (), edited)


def _utc(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
    except ValueError:
        return None


def rest_address(url: str) -> str:
    """Where the text of a page is served as JSON, found by the last part of its address; '' for other addresses."""
    match = re.search(r"^https?://(?:www\.)?whitehouse\.gov/[a-z-]+/\d{4}/\d{2}/([a-z0-9-]+)/?$", url)
    return f"https://www.whitehouse.gov/wp-json/wp/v2/posts?slug={match[1]}" if match else ""


SITES = (
    Site(
        name="whitehouse",
        hosts=("whitehouse.gov",),
        side="US",
        publisher="White House",
        language="en",
        zone="America/New_York",
        kind=Kind.READOUT,
        body=("div.entry-content.wp-block-post-content", "div.entry-content", "section.body-content"),
        title=("h1.wp-block-whitehouse-topper__headline", "h1.wp-block-post-title", "h1.page-title", "h1"),
        time=(".wp-block-post-date time", "time[datetime]"),
        drop=(".wp-block-buttons", ".wp-block-whitehouse-social-share", ".wp-block-query"),
        end=r"[\\#\s*]{3,}",
        title_end=r"[–—|-]\s*The White House",
        signature=("[class*=wp-block-whitehouse-]",),
        fallback=rest_address,
        read_json=read_json,
    ),
)
