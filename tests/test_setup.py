"""The set-up files keep what the README promises."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")


def _requirements(text: str) -> dict[str, str]:
    joined = text.replace("\\\n", " ")
    return {m[1].lower().replace("_", "-"): m[0] for m in re.finditer(r"^([A-Za-z0-9_.-]+)==\S.*$", joined, re.M)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_package_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    lines = _requirements(text)
    assert len(lines) > 40
    assert [package for package, line in lines.items() if "--hash=sha256:" not in line] == []
    assert "://" not in text
    assert not re.search(r"^\s*-(i|f)\b|--(extra-)?index|--find", text, re.M)


def test_locks_agree_and_hold_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run, test = (_requirements((ROOT / name).read_text("utf-8")) for name in LOCKS)
    wanted = [re.split(r"[<>=\[; ]", d)[0].lower() for d in project["dependencies"]]
    assert [d for d in wanted if d not in run] == []
    assert [d for d in map(str.lower, run) if run[d].split()[0] != test[d].split()[0]] == []


def test_a_python_out_of_range_gets_a_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo Python 3.9.2; exit 0; }\nexit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "install", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13; found: Python 3.9.2" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "venv").exists()
