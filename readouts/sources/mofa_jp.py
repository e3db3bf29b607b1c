"""Japan's foreign ministry in English: www.mofa.go.jp."""

from __future__ import annotations

from readouts.model import Fidelity
from readouts.sources.site import Site

SITES = (
    Site(
        name="mofa_jp",
        hosts=("mofa.go.jp",),
        path=r"^/(?!mofaj/)",
        side="JP",
        publisher="Ministry of Foreign Affairs of Japan",
        language="en",
        fidelity=Fidelity.OFFICIAL_TRANSLATION,
        zone="Asia/Tokyo",
        body=("#maincontents", "#main-contents", "#contents-body", "#main", "main"),
        title=("#maincontents h1", "h1.title2", "h1.title1", "h1"),
        time=(".rightalign", ".date", "#maincontents p.right"),
        drop=("h1", ".rightalign", ".related-link", ".link-box", ".any-area h2.related", "#breadcrumb", ".box-search"),
        last=r"(?:Related Links?|Back to .{0,60}|Page Top)(?:\s.{0,300})?",
        title_end=r"[–—|-]\s*Ministry of Foreign Affairs of Japan",
    ),
)
