"""What archives of posts have in common: find a post by id, repair its letters, tell its time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

import ftfy

from readouts.errors import SourceError
from readouts.sources.extracted import Extracted, html_text, required

_MISREAD = ("latin-1", "windows-1252")


def extract_post(rows: Iterable[Mapping[str, Any]], locator: Mapping[str, Any]) -> Extracted:
    """The post whose id is ``locator["id"]``.

    ``locator["text_field"]`` names the field of the text, with ``(HTML)`` behind it where it is markup.
    Raises SourceError naming the ids nearest in time.
    """
    wanted = required(locator, "id")
    ids: list[str] = []
    for row in rows:
        key = str(row.get("id", ""))
        if key == wanted:
            return _read(row, locator)
        ids.append(key)
    raise SourceError(f"there is no post {wanted}; {_near(wanted, ids)}")


def _near(wanted: str, ids: list[str]) -> str:
    if not ids:
        return "there is no post at all"
    if wanted.isdigit():
        # Ids grow with time, so the nearest numbers are the posts just before and after.
        near = sorted((i for i in ids if i.isdigit()), key=lambda i: abs(int(i) - int(wanted)))[:3]
    else:
        near = sorted(ids, key=lambda i: -SequenceMatcher(None, i, wanted).ratio())[:3]
    return f"nearest of {len(ids)}: {', '.join(near)}"


def _read(row: Mapping[str, Any], locator: Mapping[str, Any]) -> Extracted:
    name, _, form = str(locator.get("text_field") or "text").partition(" ")
    if not isinstance(row.get(name), str):
        fields = ", ".join(str(key) for key, value in row.items() if isinstance(value, str))
        raise SourceError(f"post {row.get('id')} has no text in {name!r}; it has {fields or 'no text at all'}")
    text, notes = repair(row[name])
    if "html" in form.lower():
        text = html_text(text)
    url = row.get("url")
    return Extracted(
        title="",
        text=text,
        published_at=post_time(row),
        url=url if isinstance(url, str) and url.startswith("http") else None,
        notes=notes,
    )


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """A text whose UTF-8 was once read as Latin-1, as it was meant, and a note; any other text as it is.

    ``cafÃ©`` → ``café``; ``café`` stays. First the exact way back, which exists only for a text that is
    wrong as a whole; then ftfy, which mends single spots and leaves what may be meant.
    """
    if text.isascii():
        return text, ()
    for encoding in _MISREAD:
        try:
            meant = text.encode(encoding).decode("utf-8")
        except (UnicodeError, LookupError):
            continue
        return meant, ("UTF-8 read as Latin-1 once: repaired",)
    meant = ftfy.fix_encoding(text)
    return meant, ("UTF-8 read as Latin-1 in places: repaired",) if meant != text else ()


def post_time(row: Mapping[str, Any]) -> datetime | None:
    """When a post was published: from ``created_at``, else from the upper bits of its id; else None."""
    value = row.get("created_at")
    moment: datetime | None = None
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
    if moment is not None and moment.utcoffset() is not None:
        return moment.astimezone(UTC)
    key = str(row.get("id", ""))
    if key.isdigit() and len(key) >= 17:
        try:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(key) >> 16)
        except OverflowError:
            return None
    return None
