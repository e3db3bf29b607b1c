"""How well the engine reads, held at the level reached.

The arbiter is ``gold/score.py`` beside the shared corpus: the engine against two careful annotations of real
texts. ``ratchet.json`` holds the lowest ratio each layer may have, per language. Raising a figure is free
(``READOUTS_RATCHET=raise pytest tests/agreement``); lowering one fails here.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from compare.analysis import analyse
from compare.records import Context
from readouts.cli_reading import statement_json
from readouts.intake import parse_participant

RATCHET = Path(__file__).parent / "ratchet.json"
LEADERS = {"Xi": "Xi Jinping=CN", "Trump": "Donald Trump=US", "Biden": "Joe Biden=US", "Putin": "Vladimir Putin=RU"}
TOLERANCE = 0.001


def context_of(name: str) -> Context:
    """What a user would say of a text, from its file name: ``2026-02-04_Xi-Trump_call__CN.zh.cctv``."""
    event, _, source = name.partition("__")
    side, language, _ = source.split(".", 2)
    leaders = event.split("_")[1].split("-")
    return Context(language, side, tuple(parse_participant(LEADERS[leader]) for leader in leaders))


@pytest.fixture(scope="module")
def report(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    gold = shared / "gold"
    folder = tmp_path_factory.mktemp("predictions")
    for file in sorted((gold / "units").glob("*.json")):
        text = (shared / "corpus" / "texts" / f"{file.stem}.txt").read_text("utf-8")
        lines = [
            json.dumps(statement_json(s), ensure_ascii=False) for s in analyse(text, context_of(file.stem)).statements
        ]
        (folder / f"{file.stem}.jsonl").write_text("\n".join(lines), "utf-8")
    result: dict[str, Any] = _arbiter(gold / "score.py").score(gold, folder)
    return result


def _arbiter(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ratios(report: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Language → layer → engine agreement over annotator agreement. Layers without cases are left out."""
    found: dict[str, dict[str, float]] = {}
    for language, r in report.items():
        for layer, people in r["annotators"].items():
            value = r["engine"][layer] / people if layer != "units" and people else math.nan
            if not math.isnan(value):
                found.setdefault(language, {})[layer] = value
    return found


@pytest.mark.corpus
def test_no_layer_falls_below_the_level_reached(report: dict[str, Any]) -> None:
    reached = ratios(report)
    held: dict[str, dict[str, float]] = json.loads(RATCHET.read_text("utf-8"))
    if os.environ.get("READOUTS_RATCHET") == "raise":
        for language, layers in reached.items():
            for layer, value in layers.items():
                before = held.setdefault(language, {}).get(layer, 0.0)
                held[language][layer] = max(before, math.floor(value * 1000) / 1000)
        RATCHET.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    lower = [
        f"{language} {layer}: {reached.get(language, {}).get(layer, 0.0):.3f}, held at {value:.3f}"
        for language, layers in held.items()
        for layer, value in layers.items()
        if reached.get(language, {}).get(layer, 0.0) < value - TOLERANCE
    ]
    assert lower == []


@pytest.mark.corpus
def test_the_ratchet_holds_every_layer(report: dict[str, Any]) -> None:
    held = json.loads(RATCHET.read_text("utf-8"))
    assert {(a, b) for a, v in ratios(report).items() for b in v} == {(a, b) for a, v in held.items() for b in v}
