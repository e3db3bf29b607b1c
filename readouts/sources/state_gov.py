"""The U.S. State Department: state.gov and its archives such as 2021-2025.state.gov."""

from __future__ import annotations

from readouts.sources.site import Site

SITES = (
    Site(
        name="state_gov",
        hosts=("state.gov",),
        side="US",
        publisher="U.S. Department of State",
        language="en",
        zone="America/New_York",
        body=("div.entry-content", ".report__content", "article .content"),
        title=("h1.featured-content__headline", ".featured-content__copy h1", "h1.page-header__title", "h1"),
        time=("p.article-meta__publish-date", ".article-meta__publish-date", ".report-meta__date", "time[datetime]"),
        drop=(".article-tags", ".related-tags", ".article-meta", ".article-meta__publish-date", ".report-meta"),
        end=r"[\\#\s*]{3,}",
        title_end=r"[–—|-]\s*(?:United States|U\.S\.) Department of State",
    ),
)
