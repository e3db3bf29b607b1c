"""Posts as a Parquet table with columns ``id``, ``created_at`` and a text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, required
from readouts.sources.parquet import opened
from readouts.sources.posts import extract_post

MAX_UNPACKED = 200_000_000
"""Most bytes the columns read may unpack to."""


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The post ``locator["id"]``. Raises SourceError for a table without these columns or too large."""
    wanted = required(locator, "id")
    text_field = str(locator.get("text_field") or "text").partition(" ")[0]
    file = opened(io.BytesIO(content))
    names = file.schema_arrow.names
    for name in ("id", text_field):
        if name not in names:
            raise SourceError(f"the table has no column {name!r}; it has {', '.join(names[:20])}")
    columns = [name for name in dict.fromkeys(("id", "created_at", "url", text_field)) if name in names]
    groups = (file.metadata.row_group(i) for i in range(file.metadata.num_row_groups))
    if sum(group.total_byte_size for group in groups) > MAX_UNPACKED:
        raise SourceError(f"the table unpacks to more than {MAX_UNPACKED:,} bytes")
    table = file.read(columns=columns)
    ids = table.column("id").cast(pa.string())
    found = table.filter(pc.equal(ids, wanted))
    rows = found.to_pylist() if found.num_rows else [{"id": key} for key in ids.to_pylist()]
    return extract_post(rows, locator)
