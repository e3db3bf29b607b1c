"""Rows of Parquet files, read in a process of their own: a broken one can end the program that reads it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from readouts.errors import SourceError

SECONDS = 600
"""Processor time that one file may take."""
MEMORY = 6_000_000_000
"""Address space of its process in bytes; Arrow sets aside much more than it uses."""


def rows(source: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, in its order; dates and times are strings.

    Raises SourceError where it is no Parquet file, is broken, or takes too much time or memory.
    """
    package = Path(__file__).resolve().parent.parent.parent
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "VIRTUAL_ENV")}
    # -P: nothing in the folder this is started from may pass for a module.
    command = [sys.executable, "-P", "-m", "readouts.sources.parquet_worker", str(SECONDS), str(MEMORY)]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, "PYTHONPATH": str(package), "PYTHONUTF8": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"},
    ) as process:
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
