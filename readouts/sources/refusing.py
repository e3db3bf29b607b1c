"""Places with official posts that answer no program: an address of theirs is recognised, and pasting offered."""

from __future__ import annotations

from readouts.model import Kind
from readouts.sources.site import Site

SITES = (
    Site(
        name="x",
        hosts=("x.com", "twitter.com"),
        side="",
        publisher="X",
        kind=Kind.POST,
        refuses="X answers no program. Open the post in a browser, copy its text and paste it.",
    ),
)
