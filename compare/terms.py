"""The words a pattern looks for, for people: what stands behind a “not mentioned”."""

from __future__ import annotations

from functools import lru_cache
from re import _constants as _c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 40
"""At most so many words are spelled out for one pattern; the rest is said as “…”."""


@lru_cache(maxsize=4096)
def terms(pattern: str) -> tuple[str, ...]:
    """The words and phrases a regular expression matches, spelled out: ``arms (?:sales|deals)`` → both phrases.

    What cannot be spelled out (any character, a repeated class) is “…”. Look-arounds and word bounds are left out.
    """
    found = dict.fromkeys(" ".join(t.split()).strip(" …-") for t in _spell(_parser.parse(pattern)))
    return tuple(t for t in found if t)


def _spell(tree: Any) -> list[str]:
    results = [""]
    for kind, value in tree:
        results = [head + tail for head in results for tail in _part(kind, value)]
        if len(results) > MOST:
            results = [*results[:MOST], "…"]
    return results


def _part(kind: Any, value: Any) -> list[str]:
    if kind is _c.LITERAL:
        return [chr(value)]
    if kind is _c.BRANCH:
        return [t for branch in value[1] for t in _spell(branch)]
    if kind is _c.SUBPATTERN:
        return _spell(value[3])
    if kind in (_c.MAX_REPEAT, _c.MIN_REPEAT, _c.POSSESSIVE_REPEAT):
        low, high, inner = value
        if low == 0:
            # An optional word is spelled out with and without; an optional stretch is a gap.
            return ["", *_spell(inner)] if high == 1 else ["…" if _wide(inner) else ""]
        return [t * low if low == high else t for t in _spell(inner)]
    if kind is _c.ATOMIC_GROUP:
        return _spell(value)
    if kind is _c.IN:
        return _class(value)
    if kind is _c.ANY or kind is _c.NOT_LITERAL:
        return ["…"]
    if kind in (_c.AT, _c.ASSERT, _c.ASSERT_NOT):
        return [""]
    return ["…"]


def _wide(tree: Any) -> bool:
    return any(kind in (_c.ANY, _c.NOT_LITERAL, _c.IN) for kind, _ in tree)


def _class(items: Any) -> list[str]:
    letters: list[str] = []
    for kind, value in items:
        if kind is _c.LITERAL:
            letters.append(chr(value))
        elif kind is _c.CATEGORY and value is _c.CATEGORY_SPACE:
            return [" "]
        elif kind is _c.RANGE and value[1] - value[0] < 10:
            letters += [chr(c) for c in range(value[0], value[1] + 1)]
        else:
            return ["…"]
    if " " in letters or "-" in letters:
        return [" "]
    return letters if len(letters) <= 6 else ["…"]
