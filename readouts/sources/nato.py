"""NATO: www.nato.int, as built before and since its redesign of 2025."""

from __future__ import annotations

from readouts.sources.site import Site

SITES = (
    Site(
        name="nato",
        hosts=("nato.int",),
        side="NATO",
        publisher="NATO",
        language="en",
        zone="Europe/Brussels",
        body=("section.content", ".article-content", ".cmp-text", "#content-body", ".content-body", "article"),
        title=("h1.content__title", ".article-header h1", ".cmp-title h1", "h1"),
        time=(".date", ".article-date", "time[datetime]", "meta[name=date]"),
        drop=("h1", ".date", ".article-date", ".share", ".language-switcher", ".related-content", ".eventlinks"),
        title_end=r"[–—|-]\s*NATO.*",
    ),
)
