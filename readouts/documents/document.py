"""What every format gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

MAX_DOCUMENT = 20_000_000
"""Most bytes of a file that is read."""
MAX_TEXT = 5_000_000
"""Most characters of a text that is taken out of one."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text out of a file.

    format: one of FORMATS. published_at: when the file itself says it was sent or published, with zone. url: the
    address a saved page or a mail names as its origin. dropped: what stood there and was left out. notes: what the
    reader should know. fields: front matter, as strings. page: bytes of a page that a publisher's rule should read.
    """

    format: str
    text: str
    title: str = ""
    published_at: datetime | None = None
    published_text: str = ""
    url: str = ""
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    page: bytes = b""
