"""India's Ministry of External Affairs: www.mea.gov.in. It sends most programs to an error page."""

from __future__ import annotations

from readouts.sources.site import Site

SITES = (
    Site(
        name="mea_in",
        hosts=("mea.gov.in",),
        side="IN",
        publisher="Ministry of External Affairs of India",
        language="en",
        zone="Asia/Kolkata",
        body=(
            "#innerContent .innerContent",
            ".innerContent",
            "#innerContent",
            ".inner-content",
            "#divMain",
            ".contentDiv",
            ".main-content",
        ),
        title=("#innerContent h1", ".innerHead h1", "h1.pageTitle", "h1", "h2"),
        time=("p:has(> .fa-calendar)", ".dateTime", ".date", ".liDate", "#innerContent .date"),
        drop=("h1", "p:has(> .fa-calendar)", ".date", ".dateTime", ".liDate", ".otherLanguage", ".topPrint"),
        last=(
            r"(?:(?:New )?Delhi|[A-Z][a-z]+)\s+\w+ \d{1,2}, 20\d\d"
            r"|(?:Go to Navigation|Write a Comment|Post A Comment).{0,80}"
        ),
    ),
)
