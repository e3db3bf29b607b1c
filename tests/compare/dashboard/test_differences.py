from __future__ import annotations

import html
import re
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.analysis import Comparison, Reading
from compare.dashboard import answers, background, worddiff
from compare.dashboard.address import View
from compare.dashboard.background import Differences, Links
from compare.dashboard.findings_panel import TOP, admitted, picked, promise_table
from compare.dashboard.reader import Beside
from compare.dashboard.versions import parted, version_pairs
from compare.dashboard.wording_texts import by_key, choices, partners, usual
from compare.evidence import Finding
from compare.findings import promises_of
from compare.pairing import pair_readings
from compare.relations import pair_sides
from compare.wording import diff
from readouts.model import Event, EventKind, Fidelity, Kind, Readout, Revision, text_sha256
from tests.compare.events import comparison, event, reading

CN_EN = "President Xi said that the U.S. must handle arms sales to Taiwan with prudence. He spoke of peace."
CN_ZH = "习近平指出，美方务必慎重处理对台军售问题。他谈到和平。"
US_EN = "We talked about Taiwan. I will visit China in April!"


def _two() -> Comparison:
    return comparison(reading(event(), "CN", "en", CN_EN), reading(event(), "US", "en", US_EN, kind=Kind.POST))


def test_answers_are_said_from_both_sides() -> None:
    left, right = _two().readings
    links = Links(pairs=tuple(pair_sides(left, right)))
    found = answers.answers([left, right], {(left.readout.id, right.readout.id): links})
    words = {a.word for s in found[left.readout.id].values() for a in s}
    mirrored = {a.word for s in found[right.readout.id].values() for a in s}
    assert "stronger" in words
    assert "weaker" in mirrored
    below = answers.beside([left, right], found, View(event="e"))
    demand = below[left.readout.id][0]
    assert "stronger than" in demand.tags[0]
    assert demand.answers.endswith("~weaker")
    visit = next(s for s in right.analysis.statements if "April" in s.text)
    assert below[right.readout.id][visit.index].alone
    assert "only here" in below[right.readout.id][visit.index].tags[-1]


def test_versions_of_one_side_show_gaps_not_relations() -> None:
    original, other = reading(event(), "CN", "zh", CN_ZH), reading(event(), "CN", "en", CN_EN.replace("must", "should"))
    beads = tuple(pair_readings(original, other))
    found = answers.answers([original, other], {(original.readout.id, other.readout.id): Links(beads=beads)})
    below = answers.beside([original, other], found, View(event="e"))
    assert "gap of degree" in below[original.readout.id][0].tags[0]
    assert not below[original.readout.id][0].alone
    assert parted(beads)[0].gap == "degree"


def _three(chinese: str, english: str, american: str) -> tuple[list[Reading], dict[tuple[str, str], Links]]:
    zh, en = reading(event(), "CN", "zh", chinese), reading(event(), "CN", "en", english)
    us = reading(event(), "US", "en", american, kind=Kind.POST)
    links = {
        (zh.readout.id, en.readout.id): Links(beads=tuple(pair_readings(zh, en))),
        (zh.readout.id, us.readout.id): Links(pairs=tuple(pair_sides(zh, us))),
        (en.readout.id, us.readout.id): Links(pairs=tuple(pair_sides(en, us))),
    }
    return [zh, en, us], links


def test_beside_its_own_version_a_statement_is_not_only_here() -> None:
    every, links = _three(CN_ZH, CN_EN, "I had lunch with the farmers of Iowa.")
    below = answers.beside(every, answers.answers(every, links), View(event="e"))
    zh, en, us = (below[r.readout.id] for r in every)
    for found in (zh, en):
        assert all(b.alone for b in found.values())
        assert all("not in" in b.tags[-1] and "US en" in b.tags[-1] for b in found.values())
    assert not any("only here" in tag for b in (*zh.values(), *en.values()) for tag in b.tags)
    assert "only here" in us[0].tags[-1]


def test_two_versions_of_one_statement_are_to_the_other_side_what_one_of_them_is() -> None:
    every, links = _three(CN_ZH, CN_EN, US_EN)
    zh, en, us = every
    bead = links[zh.readout.id, en.readout.id].beads[0]
    assert not bead.gap
    # As if nothing had been found for the Chinese: likeness across languages proposes less.
    links[zh.readout.id, us.readout.id] = Links()
    found = answers.answers(every, links)
    alike = [[a for a in found[r.readout.id][0] if a.reading is us] for r in (zh, en)]
    assert alike[1]
    assert [(a.word, a.statement) for a in alike[0]] == [(a.word, a.statement) for a in alike[1]]
    back = [a.reading for a in found[us.readout.id][alike[1][0].statement.index]]
    assert zh in back
    below = answers.beside(every, found, View(event="e"))
    assert not below[zh.readout.id][0].alone


def test_versions_that_part_in_substance_do_not_speak_for_each_other() -> None:
    every, links = _three(CN_ZH, CN_EN, US_EN)
    zh, en, us = every
    key = zh.readout.id, en.readout.id
    parted_ = tuple(replace(b, gap="substantive") for b in links[key].beads)
    links |= {key: Links(beads=parted_), (zh.readout.id, us.readout.id): Links()}
    assert not any(a.reading is us for a in answers.answers(every, links)[zh.readout.id][0])


def test_a_gap_is_marked_on_both_versions_and_where_its_words_stand() -> None:
    chinese = "特朗普表示，会见很好。我重视中方在农业问题上的关切，愿同中方多通电话，在新年里保持美中关系稳定。"
    english = "President Trump said that the meeting was good. "
    english += "I understand how China feels about farming. I would like stable relations in the new year."
    zh, en = reading(event(), "CN", "zh", chinese), reading(event(), "CN", "en", english)
    beads = tuple(pair_readings(zh, en))
    assert beads[1].gap == "substantive"
    assert {s.role for s in zh.analysis.statements[1:]} == {"frame", "item"}
    below = answers.beside(
        [zh, en],
        answers.answers([zh, en], {(zh.readout.id, en.readout.id): Links(beads=beads)}),
        View(event="e"),
    )
    for made in (zh, en):
        marked = [s for s in made.analysis.statements if any("gap of" in t for t in _tags(below, made, s.index))]
        assert marked, made.readout.language
        assert all("重视" in s.text or "understand" in s.text for s in marked)


def _tags(below: dict[str, dict[int, Beside]], made: Reading, index: int) -> tuple[str, ...]:
    found = below[made.readout.id].get(index)
    return found.tags if found else ()


def test_our_digest_is_no_version_of_a_text_and_has_no_labels_beside_it() -> None:
    text = reading(event(), "CN", "zh", CN_ZH)
    told = reading(event(), "CN", "en", CN_EN.replace("must", "should"), fidelity=Fidelity.DIGEST)
    other = reading(event(), "US", "en", US_EN, kind=Kind.POST)
    every = [text, told, other]
    assert version_pairs(comparison(*every)) == []
    links = {
        (text.readout.id, told.readout.id): Links(beads=tuple(pair_readings(text, told))),
        (text.readout.id, other.readout.id): Links(pairs=tuple(pair_sides(text, other))),
        (told.readout.id, other.readout.id): Links(pairs=tuple(pair_sides(told, other))),
    }
    below = answers.beside(every, answers.answers(every, links), View(event="e"))
    assert all(not b.tags and not b.alone for b in below[told.readout.id].values())
    assert any(a.reading is other for s in answers.answers(every, links)[text.readout.id].values() for a in s)
    assert not any("gap" in tag for b in below[text.readout.id].values() for tag in b.tags)
    assert answers.RETOLD in {a.word for a in answers.answers(every, links)[text.readout.id][0]}


def test_the_original_stands_first_in_a_pair_of_versions() -> None:
    translated = reading(event(), "CN", "en", CN_EN, fidelity=Fidelity.OFFICIAL_TRANSLATION)
    original, us = reading(event(), "CN", "zh", CN_ZH), reading(event(), "US", "en", US_EN)
    assert version_pairs(comparison(translated, original, us)) == [(original, translated)]


def test_what_waits_lets_an_error_through_and_forgets_it() -> None:
    work: Future[int] = Future()
    work.set_exception(TimeoutError("the work itself"))
    forgotten = []
    with pytest.raises(TimeoutError, match="the work itself"):
        background.wait(lambda: work, lambda: forgotten.append(1))
    assert forgotten


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "<b>", "&", "$x$"]), max_size=30).map(" ".join), st.data())
def test_both_texts_can_be_read_from_the_one(left: str, data: st.DataObject) -> None:
    right = " ".join(data.draw(st.permutations(left.split())))
    found = diff(left, right, "en")
    shown = str(worddiff.one_text(found, "en"))
    shown = re.sub(r'<span class="tip">.*?</span></span>|<span class="tip">.*?</span>', "", shown)
    kept = re.sub(r"<del>.*?</del>|<sup>.*?</sup>", "", shown)
    assert html.unescape(re.sub(r"<[^>]+>", "", kept)).split() == right.split()


def test_marks_lie_within_their_text_and_moved_blocks_have_one_number() -> None:
    block = "we shall meet again before the end of summer in Geneva"
    other = "the farmers of our country wait for good news on harvests"
    found = diff(f"{block}. {other}.", f"{other}. {block}.", "en")
    for side, text in ((worddiff.LEFT, found.left), (worddiff.RIGHT, found.right)):
        marks = worddiff.changes(found, side)
        assert [m.sign for m in marks if m.kind == "d-moved"] == ["⇅1 "]
        assert all(0 <= m.start < m.end <= len(text) for m in marks)


def _finding(kind: str, weight: float, topic: str = "") -> Finding:
    return Finding(kind, f"{kind} {weight}", weight, topic=topic)


def test_the_weightiest_unless_something_is_asked_for() -> None:
    every = [_finding("number", 90.0 - i, "trade" if i % 2 else "iran") for i in range(8)]
    every.append(_finding("names", 1))
    assert picked(every, View()) == every[:TOP]
    assert picked(every, View(kind="all")) == every
    assert [f.topic for f in picked(every, View(topic="trade"))] == ["trade"] * 4
    assert picked(every, View(kind="names")) == every[-1:]
    assert admitted(every, View(kind="names", topic="trade")) == []


def _readout(id_: str, event_id: str, side: str, *texts: str, fidelity: Fidelity = Fidelity.OFFICIAL) -> Readout:
    moment = datetime(2031, 5, 6, tzinfo=UTC)
    revisions = tuple(
        Revision(i, i, text, "en", text_sha256(text), moment, fidelity) for i, text in enumerate(texts, start=1)
    )
    return Readout(id_, event_id, side, "Office", Kind.READOUT, "en", revisions=revisions)


CALLS = [
    Event("new", date(2031, 5, 6), EventKind.CALL, event().participants),
    Event("old", date(2031, 1, 1), EventKind.CALL, event().participants),
]


def _usual(*readouts: Readout) -> tuple[str, str]:
    texts = choices("new", CALLS, readouts)
    left, right = usual(texts, comparison(happened=CALLS[0]))
    return left.key, right.key if right else ""


def test_a_promise_is_quoted_with_the_word_it_rests_on_and_only_the_english_that_matches() -> None:
    chinese = reading(event(), "CN", "zh", "特朗普表示，我喜欢贵国的苹果，愿同中方保持联系，在明年保持两国关系稳定。")
    english = "President Trump said that he likes the apples. I would like to keep relations stable in the coming year."
    answer = "President Xi and I will keep relations stable in the coming year."
    both = comparison(chinese, reading(event(), "CN", "en", english), reading(event(), "US", "en", answer))
    versions = ((both.readings[1].readout.id, chinese.readout.id, pair_readings(both.readings[1], chinese)),)
    made = promises_of(both)
    assert any(p.answer for p in made)
    page = promise_table(both, Differences((), tuple(made), versions), made, View(event="e"))
    for row in str(page).split("<tr")[2:]:
        quote = re.sub(r"<[^>]+>", "", row.partition("<blockquote")[2].partition("</blockquote>")[0])
        trigger = row.partition(" · “")[2].partition("”")[0]
        assert trigger
        assert trigger in quote
        assert quote.count("“") == 1
        assert "apples" not in row.partition("Its own English")[2].partition("</p>")[0]


def test_what_is_compared_unasked() -> None:
    cn, us, before = (
        _readout("cn", "new", "CN", "a"),
        _readout("us", "new", "US", "b"),
        _readout("cn0", "old", "CN", "c"),
    )
    assert _usual(cn) == ("cn", "")
    assert _usual(cn, us) == ("cn", "us")
    assert _usual(cn, us, before) == ("cn0", "cn")
    assert _usual(cn, us, before, _readout("cn2", "new", "CN", "d")) == ("cn", "cn2")
    assert _usual(_readout("us", "new", "US", "one", "two"), cn, before) == ("us@1", "us")


def test_texts_are_named_by_revision_and_paired_by_language_and_side() -> None:
    twice, elsewhere = _readout("us", "new", "US", "one", "two"), _readout("us0", "old", "US", "three")
    russian = replace(_readout("ru", "new", "RU", "x"), side="RU")
    texts = choices("new", CALLS, [twice, elsewhere, russian])
    known = by_key(texts)
    assert known["us"] == known["us@2"]
    assert known["us@1"].revision.text == "one"
    assert [t.key for t in partners(texts, known["us"])] == ["us@1", "ru", "us0"]
    assert [t.key for t in partners(texts, known["us0"])] == ["us", "us@1"]
