from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from compare.collation import collate
from compare.evidence import KINDS, short
from compare.finding_tables import (
    CONTRACT,
    collation_table,
    diff_table,
    findings_table,
    pairs_table,
    phrases_table,
    promises_table,
    variants_table,
    versions_table,
)
from compare.findings import find, finding_json, promises_of
from compare.manner import base_rates, keyness
from compare.promises import CONFIRMED, CONTRADICTED, ONE_SIDED, SILENT
from compare.wording import diff, shared_phrases, variants
from readouts.errors import InputError
from readouts.model import Fidelity, Kind
from tests.compare.events import comparison, corpus_event, event, reading

POST = (
    "I just had an excellent call with President Xi. We discussed Iran, and airplane engines. "
    "China has committed to 25 million tons of soybeans."
)
CHINESE = "习近平应约同特朗普通电话。习近平强调，美方务必慎重处理对台军售问题。"


def _event():
    return comparison(
        reading(event(), "CN", "zh", CHINESE),
        reading(event(), "US", "en", POST, kind=Kind.POST),
    )


def _has(found, kind, side=None, topic=None):
    return [f for f in found if f.kind == kind and side in (None, f.side) and topic in (None, f.topic)]


def test_what_a_small_event_shows():
    found = find(_event())
    for topic in ("iran", "aviation", "agriculture"):
        assert _has(found, "one-sided topic", "US", topic), topic
    assert _has(found, "one-sided topic", "CN", "taiwan")
    assert _has(found, "number", "US", "agriculture")
    assert _has(found, "promise", "US", "agriculture")[0].counts["level"] == 3
    assert "must do on Taiwan" in _has(found, "stronger language", "CN", "taiwan")[0].sentence
    assert "应约" in _has(found, "initiator", "CN")[0].sentence
    assert [f.weight for f in found] == sorted((f.weight for f in found), reverse=True)
    assert {f.kind for f in found} <= set(KINDS)
    assert len({f.id for f in found if f.here}) == len([f for f in found if f.here])


def test_quotes_slice_back_and_silence_names_version_and_terms():
    event_ = _event()
    texts = {r.readout.id: r.revision for r in event_.readings}
    for f in find(event_):
        for q in (*f.here, *f.there):
            assert texts[q.readout_id].text[q.start : q.end] == q.quote
            assert q.sha256 == texts[q.readout_id].sha256
    iran = _has(find(event_), "one-sided topic", "US", "iran")[0]
    assert iran.searched[0].readout_id == "cn-zh"
    assert iran.searched[0].terms
    assert iran.searched[0].retrieved_at.startswith("2026-03-01")


def test_a_digest_is_called_a_digest():
    digest = reading(event(), "CN", "en", "President Xi spoke of Taiwan.", fidelity=Fidelity.DIGEST)
    found = find(comparison(digest, reading(event(), "US", "en", POST, kind=Kind.POST)))
    iran = _has(found, "one-sided topic", "US", "iran")[0]
    assert "digest" in iran.sentence
    assert "not searched" in iran.sentence
    assert iran.indicative
    assert iran.note


def test_said_not_discussed_against_mentioned_is_a_contradiction():
    found = find(
        comparison(
            reading(event(), "CN", "zh", "两国元首还谈及伊朗局势。"),
            reading(event(), "US", "en", "Nothing was discussed concerning Iran.", kind=Kind.POST),
        )
    )
    assert found[0].kind == "contradiction"
    assert found[0].topic == "iran"


@pytest.mark.parametrize(
    ("chinese", "status"),
    [
        ("习近平表示，中方将购买2500万吨大豆。", CONFIRMED),
        ("习近平表示，中方将购买2000万吨大豆。", CONTRADICTED),
        ("双方讨论了大豆贸易。", ONE_SIDED),
        ("双方讨论了学生交流。", SILENT),
    ],
)
def test_status_of_a_promise(chinese, status):
    event_ = comparison(
        reading(event(), "CN", "zh", f"习近平同特朗普通电话。{chinese}"),
        reading(event(), "US", "en", "China will buy 25 million tons of soybeans.", kind=Kind.READOUT),
    )
    made = [p for p in promises_of(event_) if p.saying.side == "US"]
    assert [(p.actor, p.amounts, p.status) for p in made] == [("CN", ("25 million tons",), status)]


def test_a_condition_is_no_promise():
    event_ = comparison(
        reading(event(), "CN", "zh", "习近平表示，如果美方愿意合作，大门是敞开的。"),
        reading(event(), "US", "en", "They spoke.", kind=Kind.READOUT),
    )
    assert promises_of(event_) == []


def test_release_order_needs_exact_times():
    first = datetime(2026, 1, 5, 12, tzinfo=UTC)
    early = reading(event(), "CN", "zh", CHINESE, published=first)
    late = reading(event(), "US", "en", POST, kind=Kind.POST, published=first + timedelta(minutes=95))
    assert "1 h 35 min" in _has(find(comparison(early, late)), "release")[0].sentence
    assert not _has(find(_event()), "release")


def test_findings_about_everything_have_no_topic_and_an_id_each():
    found = _has(find(_event()), "share")
    assert [f.topic for f in found] == ["", ""]
    assert len({f.id for f in found}) == 2


def test_atmosphere_words_with_base_rates():
    warm = "Their exchange by telephone was candid and constructive throughout."
    both = comparison(reading(event(), "CN", "zh", "这场通话坦诚而富有建设性。"), reading(event(), "US", "en", warm))
    rates = base_rates(both.readings)
    shared = _has(find(both, rates=rates), "atmosphere")[0]
    assert "both call the talks" in shared.sentence
    assert "in 1 of 1 US readouts" in shared.sentence
    past = comparison(both.readings[0], reading(event(), "US", "en", "They recalled a constructive meeting last May."))
    assert not [f for f in _has(find(past), "atmosphere") if f.side != "CN"]


def test_keyness_is_refused_on_one_pair_and_works_on_many():
    with pytest.raises(InputError, match="n = 1"):
        keyness([("CN", Counter("ab")), ("US", Counter("bc"))])
    many = [("CN", Counter({"peace": 5, "the": 9})) for _ in range(20)]
    many += [("US", Counter({"deal": 5, "the": 9})) for _ in range(20)]
    scores = keyness(many)
    assert scores["peace"] > 1.96
    assert scores["deal"] < -1.96
    assert abs(scores["the"]) < 1


def test_one_side_alone_and_empty_texts_are_no_silence():
    assert find(comparison(reading(event(), "CN", "zh", CHINESE))) == []
    assert find(comparison(reading(event(), "CN", "zh", CHINESE), reading(event(), "US", "en", ""))) == []


def test_the_same_text_on_both_sides_differs_in_nothing():
    text = "President Xi and President Trump discussed Iran and trade."
    kinds = {f.kind for f in find(comparison(reading(event(), "CN", "en", text), reading(event(), "US", "en", text)))}
    assert kinds <= {"share", "order", "atmosphere"}


CARE = ("Handle it with prudence.", "Handle it with utmost caution.")


def test_tables_keep_their_contract():
    event_ = comparison(
        reading(event(), "CN", "zh", CHINESE),
        reading(
            event(), "CN", "en", "President Xi spoke with President Trump. The U.S. should handle arms sales with care."
        ),
        reading(event(), "US", "en", POST, kind=Kind.POST),
    )
    difference = diff("one two", "one three", "en")
    for name, table in {
        "findings": findings_table(event_),
        "pairs": pairs_table(event_),
        "versions": versions_table(event_),
        "promises": promises_table(event_),
        "diff": diff_table(difference),
        "phrases": phrases_table(shared_phrases("two of the three sides met", "all of the three sides met", "en")),
        "variants": variants_table(variants(*CARE, "en"), *CARE),
    }.items():
        assert list(table.columns) == list(CONTRACT[name]), name
        assert len(table), name
    assert list(collation_table(collate(["a b", "a"], ["en"]), ["first", "second"]).columns) == [
        "kind",
        "first",
        "second",
    ]
    assert finding_json(find(event_)[0])["kind"] in KINDS


KNOWN = {
    "2026-02-04_Xi-Trump_call": [
        *(("one-sided topic", "US", t) for t in ("visit", "iran", "ukraine", "agriculture", "energy", "aviation")),
        ("stronger language", "CN", "taiwan"),
        ("number", "US", "agriculture"),
        ("promise", "US", "agriculture"),
        ("version gap", "CN", "taiwan"),
    ],
    "2025-11-24_Xi-Trump_call": [
        ("one-sided topic", "CN", "taiwan"),
        *(("one-sided topic", "US", t) for t in ("agriculture", "fentanyl", "visit")),
        ("date", "US", "visit"),
    ],
    "2025-06-05_Xi-Trump_call": [
        ("said not discussed", "US", "iran"),
        ("said not discussed", "US", "ukraine"),
        ("promise", "CN", "taiwan"),
        ("one-sided topic", "US", "minerals"),
        ("version gap", "CN", "taiwan"),
        ("initiator", "CN", ""),
    ],
    "2024-04-02_Xi-Biden_call": [
        ("stronger language", "CN", "taiwan"),
        ("one-sided topic", "CN", "human_rights"),
        ("promise", "CN", "taiwan"),
        ("atmosphere", "", ""),
        ("initiator", "CN", ""),
    ],
    "2022-03-18_Xi-Biden_call": [
        ("stronger language", "CN", "taiwan"),
        ("stronger language", "US", "ukraine"),
        ("names", "", "war"),
        ("one-sided topic", "CN", "health"),
    ],
}
"""What published comparisons of these calls say: kind, side, topic."""

FALSE = {
    "2026-02-04_Xi-Trump_call": [("one-sided topic", "trade"), ("one-sided topic", "taiwan")],
    "2025-11-24_Xi-Trump_call": [("one-sided topic", "ukraine")],
    "2025-06-05_Xi-Trump_call": [("one-sided topic", "trade"), ("one-sided topic", "visit")],
    "2024-04-02_Xi-Biden_call": [("one-sided topic", t) for t in ("taiwan", "ukraine", "korea", "visit", "fentanyl")],
    "2022-03-18_Xi-Biden_call": [("one-sided topic", "taiwan"), ("one-sided topic", "ukraine")],
}
"""What would be wrong to say: both sides' texts have it."""


@pytest.mark.corpus
@pytest.mark.parametrize("name", KNOWN)
def test_known_differences_of_real_calls(shared, name):
    found = find(corpus_event(shared, name))
    for kind, side, topic in KNOWN[name]:
        assert _has(found, kind, side, topic), (kind, side, topic)
    for kind, topic in FALSE[name]:
        assert not _has(found, kind, None, topic), (kind, topic)


def test_a_digest_is_never_quoted_as_a_sides_own_english():
    digest = "President Xi said that the United States must handle arms sales to Taiwan with prudence."
    found = find(
        comparison(
            reading(event(), "CN", "zh", CHINESE),
            reading(event(), "CN", "en", digest, fidelity=Fidelity.DIGEST),
            reading(event(), "US", "en", POST, kind=Kind.POST),
        )
    )
    assert found
    assert not any(digest[:40] in f.sentence for f in found)
    assert not [f for f in found if f.kind == "version gap"]
    demand = _has(found, "stronger language", "CN", "taiwan")[0]
    assert "务必" in demand.sentence


def _two_versions(chinese: str, english: str):
    lead = "国家主席习近平同美国总统特朗普通电话。"
    translated = Fidelity.OFFICIAL_TRANSLATION
    return find(
        comparison(
            reading(event(), "CN", "zh", lead + chinese),
            reading(event(), "CN", "en", f"President Xi spoke with President Trump. {english}", fidelity=translated),
            reading(event(), "US", "en", "They talked about fish.", kind=Kind.POST),
        )
    )


def test_a_translation_with_another_modal_is_named_as_one():
    found = _two_versions(
        "习近平强调，美方应当妥善处理台湾问题。双方谈到农业。",
        "President Xi stressed that the U.S. must handle the Taiwan question properly. They spoke of agriculture.",
    )
    (told,) = [f.sentence for f in found if f.kind == "one-sided topic" and f.topic == "taiwan"]
    assert "(official translation; the original has “应当”)" in told
    gaps = [f for f in found if f.kind == "version gap"]
    assert "“must” against “应当”" in gaps[0].sentence
    assert gaps[0].weight > 55


def test_a_translation_with_the_same_modal_needs_no_mark():
    found = _two_versions(
        "习近平强调，美方应当妥善处理台湾问题。双方谈到农业。",
        "President Xi stressed that the U.S. should handle the Taiwan question properly. They spoke of agriculture.",
    )
    assert not [f for f in found if "translation;" in f.sentence]


def test_a_gap_of_modals_weighs_more_than_other_gaps_between_versions():
    found = _two_versions(
        "习近平欢迎学生来华。习近平强调，美方应当妥善处理贸易问题。",
        "President Xi loves to have students come to China. "
        "President Xi stressed that the U.S. must handle the trade question properly.",
    )
    gaps = [f.sentence for f in found if f.kind == "version gap"]
    assert len(gaps) > 1
    assert "must" in gaps[0]


@pytest.mark.parametrize(
    ("russian", "told"),
    [
        ("Путин подчеркнул, что ключевым условием мира на Украине должно стать прекращение поставок оружия.", True),
        ("Путин отметил необходимость остановки мобилизации на Украине.", True),
        ("Путин подчеркнул, что урегулирование на Украине должно носить долгосрочный характер.", False),
        ("Стороны отметили, что боевые действия на Украине должны прекратиться.", False),
    ],
)
def test_a_demand_that_names_nobody_is_told_where_it_wants_an_end(russian, told):
    happened = event("Putin", "Trump")
    both = comparison(
        reading(happened, "RU", "ru", f"Состоялся телефонный разговор Владимира Путина с Дональдом Трампом. {russian}"),
        reading(happened, "US", "en", "We spoke about Ukraine.", kind=Kind.POST),
        happened=happened,
    )
    found = [f.sentence for f in find(both) if f.kind == "stronger language" and f.side == "RU"]
    assert [("Putin say what should be done on Ukraine" in s and "no such demand" in s) for s in found] == [True] * told


def test_a_demand_that_both_texts_make_of_nobody_is_no_finding():
    happened = event("Putin", "Trump")
    both = comparison(
        reading(happened, "RU", "ru", "Путин подчеркнул, что война на Украине должна прекратиться."),
        reading(happened, "US", "en", "The war in Ukraine must end.", kind=Kind.POST),
        happened=happened,
    )
    assert not [f for f in find(both) if f.kind == "stronger language" and "be done" in f.sentence and f.side == "RU"]


def test_a_matter_denied_is_no_denial_of_a_subject_gone_into_elsewhere():
    happened = event("Putin", "Trump")
    both = comparison(
        reading(
            happened, "RU", "ru", "Тема Ирана не обсуждалась. Стороны осудили удары по Ирану. Об Индии не говорили."
        ),
        reading(happened, "US", "en", "We agreed to meet again on Iran. China was discussed.", kind=Kind.POST),
        happened=happened,
    )
    found = find(both)
    told = [f for f in found if f.topic == "iran" and f.kind in ("contradiction", "said not discussed")]
    assert [(f.kind, "of one matter" in f.sentence, "Тема Ирана" in f.sentence) for f in told] == [
        ("said not discussed", True, True)
    ]
    assert told[0].weight < 50
    assert not [p for p in promises_of(both) if p.status == CONTRADICTED]


def test_a_subject_denied_as_a_whole_stays_a_contradiction():
    happened = event("Putin", "Trump")
    both = comparison(
        reading(happened, "RU", "ru", "Тема Ирана не обсуждалась. Стороны говорили об Украине."),
        reading(happened, "US", "en", "We agreed to meet again on Iran.", kind=Kind.POST),
        happened=happened,
    )
    assert [f.topic for f in find(both) if f.kind == "contradiction"] == ["iran"]
    assert CONTRADICTED in {p.status for p in promises_of(both) if p.saying.side == "US"}


LONG = "The minister told the guests at the dinner that "


@pytest.mark.parametrize(
    ("text", "word", "has"),
    [
        # Names and subjects are not cut in two, and what denies a thing stays with it.
        (
            f"{LONG}the United Nations must handle the question of the islands with patience.",
            "must",
            "United Nations must",
        ),
        (
            "There should no longer be any questions in respect of the supply of apples and pears.",
            "apples",
            "no longer",
        ),
        (
            f"{LONG}nothing would be said on the matter of the very old lighthouse.",
            "lighthouse",
            "nothing would be said",
        ),
        (
            "У гостей не было за весь долгий вечер никаких вопросов о поставках яблок и груш из сада.",
            "яблок",
            "не было",
        ),
        # A clause that begins near is where the quote begins.
        (f"{LONG}it had rained, and the old lighthouse would be painted.", "painted", "…and the old lighthouse"),
        (f"{LONG}no rain was to come, and the old lighthouse would be painted.", "painted", "…and the old lighthouse"),
    ],
)
def test_a_quote_is_cut_between_clauses_and_keeps_what_denies(text, word, has):
    cut = short(text, 60, text.index(word))
    assert has in cut
    assert word in cut
    assert len(cut) < 160
