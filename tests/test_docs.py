"""The reference pages say what the code does."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["data-dictionary.md", "commands.md"])
def test_generated_pages_are_up_to_date(page: str) -> None:
    assert (DOCS / page).read_text("utf-8") == _generator().PAGES[page](), "run: python docs/generate.py"


def test_every_option_has_a_sentence() -> None:
    lines = [line for line in (DOCS / "commands.md").read_text("utf-8").splitlines() if line.startswith("- `")]
    assert len(lines) > 40
    assert [line for line in lines if line.endswith("`")] == []
