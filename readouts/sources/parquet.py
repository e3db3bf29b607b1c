"""Parquet files, opened only where what they say of their own size is possible."""

from __future__ import annotations

from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from readouts.errors import SourceError

MAX_ROWS = 20_000_000
"""Most rows of a table. Memory is set aside by the number that a file states, before anything of it is read."""


def opened(source: IO[bytes]) -> pq.ParquetFile:
    """A Parquet file. Raises SourceError where it is none, has too many rows, or counts them in two ways."""
    try:
        file = pq.ParquetFile(source)
        stated = file.metadata.num_rows
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        rows = [group.num_rows for group in groups]
        values = [min((g.column(n).num_values for n in range(g.num_columns)), default=0) for g in groups]
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError(f"the file is no Parquet table: {str(error)[:200]}") from error
    if sum(rows) != stated or any(n < 0 or n > held for n, held in zip(rows, values, strict=True)):
        raise SourceError("the file is broken: it counts its rows in two ways")
    if stated > MAX_ROWS:
        raise SourceError(f"the table has more than {MAX_ROWS:,} rows")
    return file
