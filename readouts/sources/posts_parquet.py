"""Posts as a Parquet table with columns ``id``, ``created_at`` and a text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, required
from readouts.sources.parquet import rows
from readouts.sources.posts import extract_post


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The post ``locator["id"]``. Raises SourceError for a table without these columns or too large."""
    wanted = required(locator, "id")
    text_field = str(locator.get("text_field") or "text").partition(" ")[0]
    table = list(rows(io.BytesIO(content)))
    names = list(table[0]) if table else []
    for name in ("id", text_field):
        if name not in names:
            raise SourceError(f"the table has no column {name!r}; it has {', '.join(names[:20]) or 'no rows'}")
    found = [row for row in table if str(row["id"]) == wanted]
    return extract_post(found or [{"id": str(row["id"])} for row in table], locator)
