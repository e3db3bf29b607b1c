import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.formulas import load
from compare.phrases import phrase
from readouts.errors import RuleError


def only(pattern, language, text):
    (found,) = phrase(pattern, language).find(text)
    return text[found.start : found.end], found.altered, found.reworded


def test_plain_words_match_through_quotation_marks_and_case():
    assert only("明确反对台独", "zh", "应明确反对“台独”行径") == ("明确反对“台独", (), False)
    assert only("one-China principle", "en", "the One China principle holds") == ("One China principle", (), False)
    assert only("перв~ причин~", "ru", "Первые причины") == ("Первые причины", (), False)


def test_places_of_variation_are_told_apart():
    assert only("{务必|应当}慎重", "zh", "应当慎重")[1:] == (("“应当” for “务必”",), True)
    assert only("{务必|应当}慎重", "zh", "务必慎重")[1:] == ((), False)
    assert only("承担…后果", "zh", "承担由此产生的后果")[1:] == (("“由此产生的” added",), False)
    assert only("慎重处理 & 台湾问题", "zh", "台湾问题要慎重处理")[1:] == (("other order",), False)
    assert only("压舱石{和推进器|}", "zh", "经贸是压舱石。")[1:] == (("“和推进器” left out",), True)
    assert only("never [ever] allow", "en", "will never ever allow it")[1:] == ((), False)


def test_another_case_is_no_alteration():
    assert only("20 {летие|летия} моста", "ru", "к 20 летия моста")[1:] == ((), False)
    assert only("{прочн~|крепк~} мост", "ru", "крепкий мост")[1:] == (("“крепкий” for “прочн…”",), True)


def test_a_match_does_not_cross_a_sentence_or_its_bound():
    assert not phrase("承担…后果", "zh").find("承担。后果")
    assert not phrase("承担…后果", "zh").find("承担一二三四五六七后果")
    assert phrase("承担…8后果", "zh").find("承担一二三四五六七后果")
    assert not phrase("red line", "en").find("a red. Line")


@pytest.mark.parametrize("pattern", ["(a", "{|a} b", "a & b & c", "[a]", "{a|b", "x…30y"])
def test_a_faulty_pattern_is_refused_with_its_place(pattern):
    with pytest.raises(RuleError):
        phrase(pattern, "en")


@given(st.text(alphabet="应当务必慎重处理台湾问题。，“”\n", max_size=60))
def test_spans_are_within_the_text_and_apart(text):
    found = phrase("{务必|应当}…慎重处理…台湾问题", "zh").find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_matching_long_text_stays_fast():
    text = "慎重" * 20_000
    assert phrase("慎重处理 & 台湾问题", "zh").find(text) == []


def test_every_built_in_formula_has_examples_and_a_source():
    known = load()
    assert len(known.formulas) >= 60
    for f in known.formulas:
        assert all((f.yes, f.no, f.source, f.gloss)), f.id
        if f.axis:
            assert f.rung in {r.level for r in known.ladder(f.axis).rungs}, f.id
        for name, rung in f.also.items():
            assert rung in {r.level for r in known.ladder(name).rungs}, f.id


def test_rungs_that_are_ours_say_so():
    for ladder in load().ladders:
        for rung in ladder.rungs:
            assert rung.source
            assert re.search(r"ours|Sung|Godwin", rung.source)


def test_a_users_faulty_entry_costs_only_itself(tmp_path, monkeypatch):
    (tmp_path / "formulas.yaml").write_text(
        "formulas:\n"
        "  - {id: own.good, gloss: g, zh: [海纳百川], yes: [说海纳百川。], no: [说山。]}\n"
        "  - {id: own.bad, gloss: g, zh: ['(海'], yes: [海], no: [山]}\n"
        "  - {id: own.lies, gloss: g, zh: [海洋], yes: [山川], no: [河流]}\n"
        "  - {id: tw.core, off: true}\n",
        "utf-8",
    )
    monkeypatch.setenv("READOUTS_RULES", str(tmp_path))
    known = load()
    assert known.formula("own.good")
    assert not known.formula("tw.core")
    assert not known.formula("own.bad")
    assert [re.search(r"line (\d)", p).group(1) for p in known.problems] == ["3", "4"]
    assert "own.lies" in known.problems[1]


def test_the_former_name_of_a_partnership_at_its_founding_is_no_alteration():
    formula = next(f for f in load().formulas if any("战略协作伙伴关系(" in p for p in f.patterns("zh")))
    assert [f.altered for f in formula.find("战略协作伙伴关系建立三十年。", "zh")] == [()]
    assert [bool(f.altered) for f in formula.find("深化战略协作伙伴关系。", "zh")] == [True]
