"""What was worked out from texts and is kept beside them: JSON values under keys, the oldest making room.

Sentence vectors are by far the most of it, so they are counted apart: many of them push no analysis out.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from readouts import schema as t

KEPT_ANALYSES = 10_000
"""Values kept before the oldest make room, vectors apart."""
KEPT_VECTORS = 60_000
"""Sentence vectors kept; each takes about a kilobyte."""
VECTOR = "vector:"
"""How the keys of sentence vectors begin."""
_PRUNE_EVERY = 256
_AT_ONCE = 500
_KEY = t.analyses.c.key
_ARE_VECTORS = _KEY.between(VECTOR, f"{VECTOR}g")  # hexadecimal digits follow


def pack(value: Any) -> bytes:
    """A JSON value as it is stored."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def get(c: sa.Connection, keys: Iterable[str]) -> dict[str, Any]:
    """What is kept under these keys; those without a value are left out."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = sa.select(_KEY, t.analyses.c.value).where(_KEY.in_(wanted[start : start + _AT_ONCE]))
        for row in c.execute(query):
            try:
                found[row.key] = json.loads(zlib.decompress(row.value))
            except (zlib.error, ValueError):
                # A damaged entry is only a lost saving of time: it will be made and kept anew.
                continue
    return found


def put(c: sa.Connection, blobs: Mapping[str, bytes]) -> None:
    """Keep packed values, those already there replaced; now and then the oldest are dropped."""
    if not blobs:
        return
    moment = t.now()
    for start in range(0, len(blobs), _AT_ONCE):
        c.execute(sa.delete(t.analyses).where(_KEY.in_(list(blobs)[start : start + _AT_ONCE])))
    before = _newest(c)
    c.execute(sa.insert(t.analyses), [{"key": k, "value": v, "made_at": moment} for k, v in blobs.items()])
    if _newest(c) // _PRUNE_EVERY != before // _PRUNE_EVERY:
        _prune(c, _ARE_VECTORS, KEPT_VECTORS)
        _prune(c, ~_ARE_VECTORS, KEPT_ANALYSES)


def _newest(c: sa.Connection) -> int:
    return c.scalar(sa.select(sa.func.max(t.analyses.c.id))) or 0


def _prune(c: sa.Connection, which: sa.ColumnElement[bool], kept: int) -> None:
    oldest = sa.select(t.analyses.c.id).where(which).order_by(t.analyses.c.id.desc()).offset(kept).limit(1)
    last = c.scalar(oldest)
    if last is not None:
        c.execute(sa.delete(t.analyses).where(which, t.analyses.c.id <= last))
