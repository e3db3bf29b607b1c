"""The process that reads one Parquet file: ``python -m readouts.sources.parquet_worker SECONDS BYTES``.

The file comes on standard input. Its rows go to standard output as JSON, one a line; the last line is ``true`` where
all went well, or the words of what is wrong with the file. A file can end this process, and nothing else.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from readouts.apart import limit

MAX_ROWS = 20_000_000
"""Most rows of a table. Memory is set aside by the number that a file states, before anything of it is read."""
MAX_UNPACKED = 4_000_000_000
"""Most bytes a table may unpack to; 200 rows of it are held at a time."""


def main(arguments: list[str]) -> int:
    """Read and answer; 0 where the last line could be written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    limit(int(arguments[0]), int(arguments[1]))
    said: bool | str = True
    try:
        file = pq.ParquetFile(io.BytesIO(sys.stdin.buffer.read()))
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        if sum(group.num_rows for group in groups) != file.metadata.num_rows:
            said = "the file is broken: it counts its rows in two ways"
        elif file.metadata.num_rows > MAX_ROWS or sum(group.total_byte_size for group in groups) > MAX_UNPACKED:
            said = "the table is larger than any archive of readouts"
        else:
            for batch in file.iter_batches(batch_size=200):
                for row in batch.to_pylist():
                    sys.stdout.write(json.dumps(row, default=_plain) + "\n")
    except (pa.ArrowException, OSError, ValueError, RuntimeError) as error:
        said = f"the file is no Parquet table: {str(error)[:200]}"
    sys.stdout.write(json.dumps(said) + "\n")
    return 0


def _plain(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
