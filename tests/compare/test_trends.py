import math
import random
from datetime import date

import pytest

from compare import timeline_tables
from compare.candidates import CHANGED, STEADY, VANISHED, candidates
from compare.formulas import load
from compare.timeline import forget, survey
from compare.trends import keyness, period_of, trends
from readouts.errors import InputError
from readouts.library import Library
from tests.compare import over_time as data

WORDS = [
    "trade",
    "peace",
    "summit",
    "people",
    "energy",
    "border",
    "climate",
    "health",
    "market",
    "school",
    "river",
    "bridge",
]


def texts(seed, favourite, count=8):
    draw = random.Random(seed)
    return [" ".join(draw.choices([*WORDS, *[favourite] * 4], k=180)) for _ in range(count)]


def test_keyness_finds_the_favourite_with_both_counts():
    found = keyness(texts(1, "tariffs"), texts(2, "dialogue"), "en", labels=("first", "second"))
    assert {found.keys[0].word, found.keys[1].word} == {"tariffs", "dialogue"}
    top = next(k for k in found.keys if k.word == "tariffs")
    assert top.count_a > 100
    assert top.count_b == 0
    assert top.texts_a == 8
    assert top.z > 10
    assert top.log_ratio == pytest.approx(math.log2((top.count_a / found.words_a) / (0.5 / found.words_b)), abs=1e-3)
    assert "8 texts, 1,440 words" in found.sentence()


def test_swapping_the_groups_mirrors_keyness():
    a, b = texts(1, "tariffs"), texts(2, "dialogue")
    there = {k.word: k for k in keyness(a, b, "en").keys}
    for k in keyness(b, a, "en").keys:
        assert k.z == pytest.approx(-there[k.word].z, abs=1e-3)
        assert k.count_a == there[k.word].count_b


def test_keyness_is_refused_on_a_pair():
    with pytest.raises(InputError, match="refused"):
        keyness(texts(1, "tariffs", 1), texts(2, "dialogue", 1), "en")


def test_trends_have_their_denominators(tmp_path):
    forget()
    with data.make(tmp_path / "library.sqlite3") as library:
        (found,) = trends(survey(library), side="CN", speaker="Xi", topic_ids=["taiwan"], period="year")
        assert (found.period, found.texts, found.mentioning, found.share) == ("2030", 4, 2, 0.5)
        assert found.demands >= 2
        assert found.warning_mean > 0
        table = timeline_tables.trends_table([found])
        assert list(table.columns) == list(timeline_tables.CONTRACT["trends"])
        with pytest.raises(InputError):
            trends(survey(library), side="CN", topic_ids=["nonsense"])


def test_periods():
    day = date(2026, 5, 14)
    assert [period_of(day, p) for p in ("month", "quarter", "year")] == ["2026-05", "2026-Q2", "2026"]
    with pytest.raises(InputError):
        period_of(day, "week")


def test_candidates_that_vanish_change_or_stay(tmp_path):
    forget()
    with Library.open(tmp_path / "library.sqlite3") as library:
        for month in range(1, 5):
            text = data.HEAD + "习近平指出，双方应当播种友谊森林。要共同守护蓝色星球家园。大家要点亮和平灯塔。"
            if month == 4:
                text = data.HEAD + "习近平指出，要共同守护绿色星球家园。大家要点亮和平灯塔。"
            data.add(library, f"2030-0{month}-10", text)
        found = {c.text: c for c in candidates(survey(library), "CN")}
        assert next(c for t, c in found.items() if "友谊森林" in t).state == VANISHED
        changed = next(c for t, c in found.items() if "蓝色星球" in t)
        assert changed.state == CHANGED
        assert "绿色星球" in changed.nearest
        assert next(c for t, c in found.items() if "和平灯塔" in t).state == STEADY
        assert not any("特朗普" in t for t in found)


def test_a_candidate_can_be_adopted(tmp_path, monkeypatch):
    forget()
    with Library.open(tmp_path / "library.sqlite3") as library:
        for month in range(1, 4):
            data.add(library, f"2030-0{month}-10", data.HEAD + "习近平指出，双方应当播种友谊森林。")
        chosen = candidates(survey(library), "CN")[0]
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "formulas.yaml").write_text("formulas:\n" + chosen.entry("zh"), "utf-8")
    monkeypatch.setenv("READOUTS_RULES", str(rules))
    known = load()
    assert not known.problems
    assert any(chosen.text in f.patterns("zh") for f in known.formulas)
