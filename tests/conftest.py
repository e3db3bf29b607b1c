"""What all tests share: the folder of real texts, and libraries that no test leaves behind."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# How long an example takes says nothing on a busy machine; speed is measured in benchmarks/.
hypothesis.settings.register_profile("readouts", deadline=None)
hypothesis.settings.load_profile("readouts")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real official texts and their annotations; CI must have it, a reader's machine need not."""
    folder = Path(os.environ.get("READOUTS_SHARED") or ROOT.parent / "shared")
    if (folder / "corpus").is_dir():
        return folder
    message = "no folder of official texts: set READOUTS_SHARED to one that holds corpus/ and gold/"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the library, rules, catalogue or mirror of whoever runs it."""
    monkeypatch.setenv("READOUTS_LIBRARY", str(tmp_path / "library.sqlite3"))
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path / "cache"))
    for name in ("READOUTS_RULES", "READOUTS_CATALOGUE", "READOUTS_MIRROR"):
        monkeypatch.delenv(name, raising=False)
