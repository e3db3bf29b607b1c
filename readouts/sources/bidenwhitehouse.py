"""The White House of 2021–2025, as archived: bidenwhitehouse.archives.gov. A text ends with ``###``."""

from __future__ import annotations

from readouts.sources.site import Site

SITES = (
    Site(
        name="bidenwhitehouse",
        hosts=("bidenwhitehouse.archives.gov",),
        side="US",
        publisher="White House",
        language="en",
        zone="America/New_York",
        body=("section.body-content div.container", "section.body-content", ".entry-content"),
        title=("h1.page-title", "h1.topper__headline", "h1"),
        time=("time.posted-on", "time[datetime]"),
        drop=(".meta", ".share-tools", ".topper"),
        end=r"[\\#\s*]{3,}",
        title_end=r"[–—|-]\s*The White House",
    ),
)
