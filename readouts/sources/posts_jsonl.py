"""Posts as JSON Lines: one object per line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from readouts.sources.extracted import Extracted, decode
from readouts.sources.posts import extract_post


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The post ``locator["id"]``; lines that are no JSON object are passed over."""
    return extract_post(_rows(decode(content)), locator)


def _rows(text: str) -> Iterator[dict[str, Any]]:
    for line in text.split("\n"):
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row
