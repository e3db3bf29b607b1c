"""Every parser meets broken input and refuses it with a clear error. ``fuzz/run.py`` does the same for hours."""

from __future__ import annotations

import random

import pytest

from fuzz.run import mutated
from fuzz.targets import TARGETS, run_one, seeds

RUNS = 40


@pytest.mark.parametrize("name", TARGETS)
def test_broken_input_is_refused_clearly(name: str) -> None:
    chance = random.Random(20310204)
    for seed in seeds(name):
        run_one(name, seed)
    for _ in range(RUNS):
        run_one(name, mutated(chance.choice(seeds(name)), chance))


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff" * 9, b" ", b"<", b"{", b"[", b"---\n---\n", b"%PDF-", b"{\\rtf1"]
)
def test_next_to_nothing(name: str, data: bytes) -> None:
    run_one(name, data)
