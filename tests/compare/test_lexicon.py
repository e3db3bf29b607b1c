"""Rule files: read, checked, extended, matched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compare import lexicon, matching


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_faulty_entry_costs_only_itself(tmp_path: Path) -> None:
    file = _write(
        tmp_path,
        "warning.en.yaml",
        "- {id: mine.a, pattern: 'red line', level: 2}\n- {id: mine.b, pattern: '('}\n- {pattern: x}\n"
        "- {id: mine.c, pattern: 'x*', level: 1}\n- {id: mine.d, pattern: stop, level: high}\n"
        "- {id: mine.e, pattern: go, level: 1}\n",
    )
    entries, problems = lexicon.read_file(file, "warning", "en")
    assert [e.id for e in entries] == ["mine.a", "mine.e"]
    assert len(problems) == 4
    assert "warning.en.yaml, line 2, entry mine.b" in problems[0]
    assert "line 3" in problems[1]


@pytest.mark.parametrize("text", ["a: 1\n", "- [", "\tx", "just words"])
def test_a_file_that_is_no_list_is_reported(tmp_path: Path, text: str) -> None:
    entries, problems = lexicon.read_file(_write(tmp_path, "warning.en.yaml", text), "warning", "en")
    assert entries == []
    assert len(problems) == 1


def test_users_rules_extend_override_and_drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = lexicon.load("warning", "en").entries
    before = lexicon.version("en")
    first, second = ours[0].id, ours[1].id
    file = _write(
        tmp_path / "rules",
        "warning.en.yaml",
        "- {id: mine.tea, pattern: 'tea', level: 1}\n"
        f"- {{id: {first}, pattern: 'zebra', level: 3}}\n- {{id: {second}, off: true}}\n",
    )
    monkeypatch.setenv(lexicon.USER_RULES, str(tmp_path / "rules"))
    loaded = {e.id: e for e in lexicon.load("warning", "en").entries}
    assert loaded["mine.tea"].level == 1
    assert loaded[first].pattern == "zebra"
    assert second not in loaded
    assert lexicon.version("en") != before
    file.write_text("- {id: mine.tea, pattern: 'coffee', level: 1}\n")
    os.utime(file, (1, 1))
    assert {e.id: e for e in lexicon.load("warning", "en").entries}["mine.tea"].pattern == "coffee"


def _entries(tmp_path: Path, text: str) -> list[lexicon.Entry]:
    entries, problems = lexicon.read_file(_write(tmp_path, "topics.en.yaml", text), "topics", "en")
    assert problems == []
    return entries


def test_a_longer_match_blocks_a_shorter_within_it(tmp_path: Path) -> None:
    entries = _entries(
        tmp_path,
        "- {id: t.strait, pattern: 'strait', topic: taiwan}\n"
        "- {id: t.hormuz, pattern: 'strait of hormuz', topic: iran}\n",
    )
    found = matching.find(entries, "The Strait of Hormuz is open.", 0, 29)
    assert [(m.entry.id, bool(m.blocked)) for m in found] == [("t.hormuz", False), ("t.strait", True)]
    assert "t.hormuz" in next(m.blocked for m in found if m.blocked)


def test_conditions_block_with_a_reason(tmp_path: Path) -> None:
    entries = _entries(
        tmp_path,
        "- {id: t.chip, pattern: 'chips?', topic: technology, unless_after: 'and dip'}\n"
        "- {id: t.dip, pattern: 'dip', topic: agriculture, needs: 'farm'}\n",
    )
    text = "We had chips and dip."
    found = {m.entry.id: m.blocked for m in matching.find(entries, text, 0, len(text))}
    assert found == {"t.chip": "unless after: “and dip”", "t.dip": "needs what is not there"}
    text = "The farm sells chips."
    assert [m.blocked for m in matching.find(entries, text, 0, len(text))] == [""]


def test_lemma_view_leads_back_to_the_text() -> None:
    view = matching.LemmaView.of([("go", 0, 4), ("home", 5, 9)])
    assert view.lemmas == "go home"
    assert view.back(0, 2) == (0, 4)
    assert view.back(0, 7) == (0, 9)
