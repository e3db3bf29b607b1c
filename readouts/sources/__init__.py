"""One module per archive or kind of page: its bytes and a locator → the text that stands there.

A locator is a mapping from the catalogue, such as ``{"heading": "…"}`` or ``{"id": "…"}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from readouts.errors import ReadoutsError, SourceError
from readouts.sources.extracted import Extracted

SOURCES = (
    "cctv_markdown",
    "whitehouse_markdown",
    "posts_json",
    "posts_jsonl",
    "posts_parquet",
    "kremlin_csv",
    "page",
)
"""Modules of this package, each with ``extract(content, locator) -> Extracted``."""

__all__ = ["SOURCES", "Extracted", "extract"]


def extract(source: str, content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The text a locator names in the bytes of an archive file or page.

    source (str): one of SOURCES. content: the bytes as fetched.
    Raises SourceError saying what is there instead, or that the bytes cannot be read as what they should be.
    """
    if source not in SOURCES:
        raise SourceError(f"there is no source {source!r}; known are {', '.join(SOURCES)}")
    # A page whose address is a known publisher's is read by that publisher's rule.
    module = import_module(f"readouts.sources.{'publishers' if source == 'page' else source}")
    try:
        found: Extracted = module.extract(content, locator)
    except ReadoutsError:
        raise
    except Exception as error:
        # Parsers of other houses meet bytes of strangers here: whatever they raise costs one item, not the run.
        raise SourceError(f"the bytes cannot be read as {source}: {type(error).__name__}: {error}") from error
    if not found.text.strip():
        raise SourceError("there is no text at this place")
    return found
