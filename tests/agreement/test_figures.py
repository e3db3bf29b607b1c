"""The figures of agreement in method and README are those measured.

``READOUTS_RATCHET=raise pytest tests/agreement`` writes both tables anew.
"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.agreement.test_agreement import report  # noqa: F401 - a fixture

ROOT = Path(__file__).resolve().parents[2]
METHOD, README = ROOT / "docs" / "method.md", ROOT / "README.md"
_BLOCK = re.compile(r"```\nall: \d+ texts\n.*?```\n", re.DOTALL)
LAYERS = {
    "what is mentioned at all": "coverage",
    "topics per statement": "topics",
    "speaker": "speaker",
    "obligation": "obligation",
    "commitment": "commitment",
    "warning": "warning",
    "warmth": "warmth",
}
"""Words of the README → layer."""


def table(measured: dict[str, Any]) -> str:
    """The block of the method: per language and layer, annotators, engine and the ratio of both."""
    parts = []
    for language, found in measured.items():
        lines = [f"{language}: {found['texts']} texts", "layer               annot.  engine  ratio"]
        for layer, people in found["annotators"].items():
            engine = found["engine"][layer]
            if layer == "units":
                lines.append(f"{layer:<18} {people:>7.0f}")
            else:
                ratio = engine / people if people else math.nan
                lines.append(f"{layer:<18} {people:>7.3f} {engine:>7.3f} {ratio:>6.2f}")
        parts.append("\n".join(lines) + "\n")
    return "```\n" + "\n".join(parts) + "```\n"


@pytest.mark.corpus
def test_the_method_says_what_is_measured(report: dict[str, Any]) -> None:  # noqa: F811
    text = METHOD.read_text("utf-8")
    assert len(_BLOCK.findall(text)) == 1
    now = table(report)
    if os.environ.get("READOUTS_RATCHET") == "raise":
        METHOD.write_text(_BLOCK.sub(lambda _: now, text), "utf-8")
        return
    assert _BLOCK.search(text).group().split() == now.split(), "run: READOUTS_RATCHET=raise pytest tests/agreement"  # type: ignore[union-attr]


@pytest.mark.corpus
def test_the_readme_says_what_is_measured(report: dict[str, Any]) -> None:  # noqa: F811
    found = report["all"]
    now = {n: f"{found['engine'][layer] / found['annotators'][layer]:.2f}" for n, layer in LAYERS.items()}
    text = README.read_text("utf-8")
    if os.environ.get("READOUTS_RATCHET") == "raise":
        for name, value in now.items():
            text = re.sub(rf"(\| {name} \| )[\d.]+", rf"\g<1>{value}", text)
        README.write_text(text, "utf-8")
        return
    said = {n: m[1] if (m := re.search(rf"\| {n} \| ([\d.]+) \|", text)) else "" for n in LAYERS}
    assert said == now, "run: READOUTS_RATCHET=raise pytest tests/agreement"
