"""Invisible characters that break words apart: taken out before reading, put back in the offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from compare.records import Evidence, Statement

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0301]")
Span = tuple[int, int, str]


def clean(text: str) -> tuple[str, list[int] | None]:
    """The text without soft hyphens, zero-width characters and stress marks, and each character's old place.

    The places are None where nothing was taken out.
    """
    if not _INVISIBLE.search(text):
        return text, None
    places = [i for i, c in enumerate(text) if not _INVISIBLE.match(c)]
    return "".join(text[i] for i in places), [*places, len(text)]


def restored(
    statements: Sequence[Statement], furniture: Sequence[Span], places: Sequence[int], text: str
) -> tuple[list[Statement], list[Span]]:
    """Statements and furniture with their offsets in the text as it was given."""

    def at(start: int, end: int) -> tuple[int, int]:
        return (places[start], places[end - 1] + 1) if end > start else (places[start], places[start])

    def moved(e: Evidence) -> Evidence:
        a, b = at(e.start, e.end)
        return replace(e, start=a, end=b, quote=text[a:b])

    result = []
    for s in statements:
        a, b = at(s.start, s.end)
        result.append(
            replace(
                s,
                start=a,
                end=b,
                text=text[a:b],
                own=tuple(at(x, y) for x, y in s.own),
                evidence=tuple(moved(e) for e in s.evidence),
                tone=replace(s.tone, evidence=tuple(moved(e) for e in s.tone.evidence)),
            )
        )
    return result, [(*at(a, b), reason) for a, b, reason in furniture]
