"""A new readout: from an address, a file, bytes or pasted text to a draft, and from a draft into the library."""

from __future__ import annotations

from readouts.given import (
    DEFAULT_PUBLISHERS,
    MAX_BYTES,
    Slot,
    check_fidelity,
    check_kind,
    check_language,
    check_side,
    check_text,
    decode,
    known_leaders,
    make_event,
    parse_participant,
    parse_published,
    place_for,
    read_text,
)

__all__ = [
    "DEFAULT_PUBLISHERS",
    "MAX_BYTES",
    "Slot",
    "check_fidelity",
    "check_kind",
    "check_language",
    "check_side",
    "check_text",
    "decode",
    "known_leaders",
    "make_event",
    "parse_participant",
    "parse_published",
    "place_for",
    "read_text",
]
