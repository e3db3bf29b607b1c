"""The British government: www.gov.uk pages, and the same as JSON from ``/api/content/…``."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, html_text
from readouts.sources.site import Site


def read_json(content: bytes) -> Extracted:
    """An answer of the content API. Raises SourceError where it holds no text."""
    try:
        answer: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the answer is no JSON: {error}") from error
    details = answer.get("details") if isinstance(answer, dict) else None
    body = str(details.get("body") or "") if isinstance(details, dict) else ""
    if not body.strip():
        raise SourceError("the answer holds no text")
    try:
        moment: datetime | None = datetime.fromisoformat(str(answer.get("first_published_at")))
    except ValueError:
        moment = None
    return Extracted(str(answer.get("title") or ""), html_text(body), moment)


def api_address(url: str) -> str:
    """Where the text of a page is served as JSON; '' for other addresses."""
    match = re.match(r"^https?://(?:www\.)?gov\.uk/(government/[\w/.-]+?)/?(?:[?#].*)?$", url)
    return f"https://www.gov.uk/api/content/{match[1]}" if match else ""


SITES = (
    Site(
        name="gov_uk",
        hosts=("gov.uk",),
        side="GB",
        publisher="UK Government",
        language="en",
        zone="Europe/London",
        body=("div.govspeak", ".gem-c-govspeak", "[data-module=govspeak]"),
        title=("h1.gem-c-heading__text", "h1.gem-c-title__text", ".gem-c-heading h1", "h1"),
        time=(
            "meta[name='govuk:first-published-at']",
            ".gem-c-metadata__definition",
            ".gem-c-published-dates",
            "time[datetime]",
        ),
        drop=(".gem-c-contextual-sidebar", ".gem-c-attachment"),
        title_end=r"[–—|-]\s*GOV\.UK",
        signature=("meta[name^='govuk:']",),
        fallback=api_address,
        read_json=read_json,
    ),
)
