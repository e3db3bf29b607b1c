"""The Kremlin: kremlin.ru and en.kremlin.ru. The two share numbers, so a number and its host name a publication.

The site may refuse programs; a page saved from a browser is read by the same rule.
"""

from __future__ import annotations

from readouts.model import Fidelity
from readouts.sources.site import Site

_BODY = ("div.entry-content.e-content.read__internal_content", "div.read__internal_content", "div.entry-content")
_TITLE = ("h1.entry-title.p-name", "h1.entry-title", "h1")
_LEAD = ("div.read__lead.entry-summary.p-summary", "div.read__lead")
# The one line holds both: a date without its hour would be taken first.
_TIME = (".read__meta", ".read__published", "time.read__published", ".read__time")
_DROP = (".read__bottommeta", ".masha-ignore", ".read__tags", ".read__photo", ".slider")
_SIGNATURE = ("article.h-entry, h1.entry-title.p-name", "div.read__internal_content")

SITES = (
    Site(
        name="kremlin",
        hosts=("en.kremlin.ru",),
        side="RU",
        publisher="Kremlin",
        language="en",
        fidelity=Fidelity.OFFICIAL_TRANSLATION,
        zone="Europe/Moscow",
        body=_BODY,
        title=_TITLE,
        lead=_LEAD,
        time=_TIME,
        drop=_DROP,
        signature=_SIGNATURE,
        title_end=r"[•|-]\s*President of Russia",
    ),
    Site(
        name="kremlin",
        hosts=("kremlin.ru",),
        side="RU",
        publisher="Kremlin",
        language="ru",
        zone="Europe/Moscow",
        body=_BODY,
        title=_TITLE,
        lead=_LEAD,
        time=_TIME,
        drop=_DROP,
        signature=_SIGNATURE,
        title_end=r"[•|-]\s*Президент России",
    ),
)
