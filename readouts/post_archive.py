"""The public archive of posts, some 20 MB: fetched once an hour at most, one copy kept, for command and dashboard.

The copy lies in the folder that the platform has for such (``READOUTS_CACHE`` names another) and may be deleted at any
time. A mirror is read as it is. Where the archive cannot be had, an older copy is better than none.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_cache_dir

from readouts.errors import FetchError, SourceError
from readouts.fetch import Fetched, Fetcher, Progress
from readouts.sources import truthsocial
from readouts.sources.extracted import Extracted

FRESH_SECONDS = 3600.0
"""A copy of this age is used without asking."""
NEWEST_SECONDS = 120.0
"""A post that is not in a copy older than this may have come since."""


def archive(fetcher: Fetcher, progress: Progress | None = None, *, fresh: float = FRESH_SECONDS) -> Fetched:
    """The archive as bytes. fresh: age in seconds up to which a kept copy will do.

    Raises FetchError where it cannot be had and no copy is kept.
    """
    wide = fetcher.up_to(truthsocial.MAX_ARCHIVE, progress)
    if fetcher.mirror is not None and not fetcher.online:
        return wide.fetch(truthsocial.ARCHIVE)
    kept = _kept()
    if kept is not None and _age(kept) <= fresh:
        return kept
    try:
        fetched = wide.fetch(truthsocial.ARCHIVE)
    except FetchError:
        if kept is None:
            raise
        return kept
    if not fetched.from_mirror:
        _keep(fetched.content)
    return fetched


def post(fetcher: Fetcher, number: str) -> tuple[Fetched, Extracted]:
    """The archive and the post of this number in it; a copy that is not of this minute is renewed where it lacks it.

    Raises FetchError, or SourceError where there is no such post.
    """
    found = archive(fetcher)
    try:
        return found, truthsocial.find(found.content, number)
    except SourceError:
        if found.from_mirror or _age(found) <= NEWEST_SECONDS:
            raise
        found = archive(fetcher, fresh=NEWEST_SECONDS)
        return found, truthsocial.find(found.content, number)


def _age(fetched: Fetched) -> float:
    return time.time() - fetched.retrieved_at.timestamp()


def _place() -> Path:
    folder = os.environ.get("READOUTS_CACHE") or user_cache_dir("readouts")
    return Path(folder) / "posts" / "truth_archive.json"


def _kept() -> Fetched | None:
    try:
        with _place().open("rb") as file:
            taken = os.fstat(file.fileno()).st_mtime
            content = file.read(truthsocial.MAX_ARCHIVE + 1)
    except OSError:
        return None
    if len(content) > truthsocial.MAX_ARCHIVE:
        return None
    at = datetime.fromtimestamp(min(taken, time.time()), UTC)
    sha256 = hashlib.sha256(content).hexdigest()
    return Fetched(truthsocial.ARCHIVE, truthsocial.ARCHIVE, content, sha256, "application/json", at, from_mirror=False)


def _keep(content: bytes) -> None:
    # Whole or not at all, and never in the way: without a place for it the archive is fetched again.
    with suppress(OSError):
        place = _place()
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            Path(name).replace(place)
        finally:
            Path(name).unlink(missing_ok=True)
