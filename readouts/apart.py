"""Dangerous files are read in a process of their own: a broken one can end that, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "VIRTUAL_ENV")


def reader(module: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """A module of ours as a process that takes a file on standard input and answers on standard output.

    environment: variables besides the few it gets of ours. It should call `limit` before it reads anything.
    """
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    # -P: nothing in the folder this is started from may pass for a module.
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, "PYTHONPATH": str(Path(__file__).resolve().parent.parent), "PYTHONUTF8": "1", **environment},
    )


def limit(seconds: int, memory: int) -> None:
    """Let this process take no more than so many seconds of the processor and bytes of memory, and write no file."""
    try:
        import resource
    except ImportError:
        # Windows: the parent's clock is the only limit there.
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
