"""The European Commission's press corner and the Council of the European Union.

The press corner's pages are empty until a browser fills them; the text is served as JSON by its API.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from readouts.errors import SourceError
from readouts.sources.dates import first_moment
from readouts.sources.extracted import Extracted, html_text
from readouts.sources.site import Site

_DETAIL = re.compile(r"^https?://ec\.europa\.eu/commission/presscorner/detail/([a-z]{2})/([a-z]+)_(\d{2})_(\d+)", re.I)


def api_address(url: str) -> str:
    """Where the text of a press corner address is served; '' for other addresses.

    ``…/presscorner/detail/en/statement_26_433`` → ``…/api/documents?reference=STATEMENT/26/433&language=en``
    """
    match = _DETAIL.match(url)
    if not match:
        return ""
    language, sort, year, number = match.groups()
    reference = f"{sort.upper()}/{year}/{number}"
    return (
        f"https://ec.europa.eu/commission/presscorner/api/documents?reference={reference}&language={language.lower()}"
    )


def read_json(content: bytes) -> Extracted:
    """An answer of the press corner's API. Raises SourceError where it holds no text."""
    try:
        answer: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the answer is no JSON: {error}") from error
    document = answer.get("docuLanguageResource") if isinstance(answer, dict) else None
    body = str(document.get("htmlContent") or "") if isinstance(document, dict) else ""
    if not isinstance(document, dict) or not body.strip():
        raise SourceError("the answer holds no text")
    moment: datetime | None = None
    day = str(answer.get("eventDate") or "")
    try:
        moment = datetime.fromisoformat(day)
    except ValueError:
        moment, _ = first_moment([day], "Europe/Brussels")
    if moment is not None and moment.utcoffset() is None:
        # A day alone: the API gives no hour.
        moment = None
    return Extracted(str(document.get("title") or ""), html_text(body), moment)


SITES = (
    Site(
        name="eu",
        hosts=("ec.europa.eu", "commission.europa.eu"),
        side="EU",
        publisher="European Commission",
        zone="Europe/Brussels",
        body=(".ecl-paragraph-detail", "div.ecl", "article .ecl-editor", ".ecl-editor"),
        title=(".ecl-page-header__title", "h1.ecl-heading", "h1"),
        time=(".ecl-page-header__meta-item", ".ecl-meta__item", ".ecl-page-header__meta-list", "time[datetime]"),
        drop=(".ecl-social-media-share", ".ecl-file"),
        title_end=r"[–—|-]\s*European Commission",
        api=api_address,
        read_json=read_json,
    ),
    Site(
        name="eu",
        hosts=("consilium.europa.eu",),
        side="EU",
        publisher="Council of the European Union",
        zone="Europe/Brussels",
        body=(
            "main .gsc-bge-grid__area",
            ".gsc-bge-grid__area",
            ".c-article__body",
            ".c-article__text",
            "main .textblock",
            "main .gsc-u-content",
            ".council-flexify",
            "main article",
            ".col-md-9",
            "#main-content",
        ),
        title=("main h1", "h1"),
        time=("#excerpt-time", "main time[datetime]", ".gsc-bge-tag-date", "main .date", ".meta"),
        drop=(
            ".gsc-c-share",
            ".share-bar",
            ".press-contact",
            ".gsc-b-press-officer",
            ".contacts",
            ".topics",
            ".gsc-eyebrow",
        ),
        last=r"(?:Press office|Press contacts?|Topics|Related|Last review).{0,200}",
        title_end=r"[–—|-]\s*Consilium",
    ),
)
