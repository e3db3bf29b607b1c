"""Posts as one JSON list of objects, the text often as HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, decode
from readouts.sources.posts import extract_post


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The post ``locator["id"]``; ``text_field`` is ``content (HTML)`` unless the locator says otherwise."""
    try:
        rows = json.loads(decode(content))
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceError(f"the file is no JSON: {error}") from error
    if not isinstance(rows, list):
        raise SourceError("the file is no list of posts")
    return extract_post((row for row in rows if isinstance(row, dict)), {"text_field": "content (HTML)", **locator})
