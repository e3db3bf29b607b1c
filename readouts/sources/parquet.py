"""Rows of Parquet files, read in a process of their own: a broken one can end the program that reads it."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from readouts.apart import reader
from readouts.errors import SourceError

SECONDS = 600
"""Processor time that one file may take."""
MEMORY = 6_000_000_000
"""Address space of its process in bytes; Arrow sets aside much more than it uses."""


def rows(source: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, in its order; dates and times are strings.

    Raises SourceError where it is no Parquet file, is broken, or takes too much time or memory.
    """
    limits = str(SECONDS), str(MEMORY)
    with reader("readouts.sources.parquet_worker", *limits, ARROW_DEFAULT_MEMORY_POOL="system") as process:
        given, answered = process.stdin, process.stdout
        if given is None or answered is None:
            raise SourceError("the file could not be handed to its reader")
        feeding = threading.Thread(target=_feed, args=(source, given), daemon=True)
        feeding.start()
        said: Any = None
        try:
            for line in answered:
                said = json.loads(line)
                if isinstance(said, dict):
                    yield said
        except ValueError:
            said = None
        finally:
            process.kill()
            feeding.join()
    if isinstance(said, str):
        raise SourceError(said)
    if said is not True:
        raise SourceError("the file broke its reader, or took more memory or time than a table of texts needs")


def _feed(source: IO[bytes], given: IO[bytes]) -> None:
    # A reader that has ended takes no more.
    with suppress(OSError, ValueError), given:
        shutil.copyfileobj(source, given)
