from __future__ import annotations

from dataclasses import replace

import pytest

from compare.findings import find, promises_of
from compare.promises import CONFIRMED, NARROWER, ONE_SIDED, SILENT, joined, promises
from tests.compare.events import comparison, event, reading


def _statuses(mine: str, theirs: str, *, side: str = "CN", language: str = "zh", names: tuple[str, ...] = ()):
    there, other = ("US", "en") if side == "CN" else (("CN", "zh") if language == "en" else ("US", "en"))
    happened = event(*names)
    read = reading(happened, side, language, mine), reading(happened, there, other, theirs)
    return [p.status for p in promises_of(comparison(*read, happened=happened)) if p.saying.side == side]


def test_an_invitation_does_not_confirm_that_somebody_will_support():
    got = _statuses(
        "美方将积极支持中方在上海举办贸易博览会。", "President Xi invited President Trump to the fair in Shanghai."
    )
    assert CONFIRMED not in got


def test_another_joint_act_on_the_same_subject_is_not_this_one():
    got = _statuses(
        "两国元首同意通过经贸机制保持沟通。", "The two leaders agreed to implement the trade agreement signed in Oslo."
    )
    assert CONFIRMED not in got
    same = _statuses(
        "两国元首同意就经贸问题加强沟通。", "The two leaders agreed to keep up communication on trade and the economy."
    )
    assert same == [CONFIRMED]


def test_a_visit_named_as_upcoming_is_confirmed():
    mine = "习近平表示，中方愿同美方安排耶伦财长近期访华。"
    assert CONFIRMED in _statuses(mine, "They welcomed the upcoming visit by Secretary Yellen to Beijing.")
    assert CONFIRMED not in _statuses(mine, "They spoke of the visit by Secretary Yellen in the spring.")


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Президент отнёсся к этому предложению осторожно.", ONE_SIDED),
        ("Владимир Путин положительно откликнулся на эту идею.", NARROWER),
        ("Владимир Путин принял это предложение.", CONFIRMED),
    ],
)
def test_a_proposal_accepted_is_an_agreement_and_one_welcomed_is_less(answer, status):
    happened = event("Trump", "Putin")
    proposal = "Дональд Трамп предложил взаимный отказ сторон от ударов по объектам энергетической инфраструктуры."
    read = (
        reading(happened, "US", "en", "We agreed to an immediate ceasefire on energy sites in Ukraine."),
        reading(happened, "RU", "ru", f"Обсуждалась ситуация на Украине. {proposal} {answer}"),
    )
    event_ = comparison(*read, happened=happened)
    assert {p.status for p in promises_of(event_) if p.saying.side == "US"} == {status}
    told = [f.sentence for f in find(event_) if f.kind == "promise" and f.side == "US"]
    assert not any("does not say so" in t for t in told)


@pytest.mark.parametrize(
    ("answer", "status", "limit"),
    [
        ("Лидеры договорились о прекращении огня на Украине на 10 дней.", NARROWER, "“на 10 дней”"),
        ("Лидеры договорились о прекращении огня на Украине при условии отвода войск.", NARROWER, "“при условии”"),
        ("Лидеры договорились о прекращении огня на отдельных участках на Украине.", NARROWER, "“отдельных” for “all”"),
        ("Лидеры договорились о прекращении огня на Украине.", CONFIRMED, None),
        ("Лидеры договорились о прекращении огня на Украине в течение 10 дней.", CONFIRMED, None),
    ],
)
def test_an_answer_with_a_limit_of_its_own_confirms_in_narrower_terms(answer, status, limit):
    happened = event("Trump", "Putin")
    read = (
        reading(happened, "US", "en", "We agreed to a ceasefire on all front lines in Ukraine."),
        reading(happened, "RU", "ru", f"Состоялся телефонный разговор. {answer}"),
    )
    event_ = comparison(*read, happened=happened)
    (made,) = [p for p in promises_of(event_) if p.saying.side == "US"]
    assert made.status == status
    assert (limit in made.limits) if limit else made.limits == ()
    told = [f for f in find(event_) if f.kind == "promise" and f.side == "US"]
    assert [("in narrower terms" in f.sentence and f.weight > 80) for f in told] == ([True] if limit else [])


def test_a_term_that_both_texts_name_limits_nothing():
    mine = "We agreed to a ceasefire in Ukraine for 10 days."
    happened = event("Trump", "Putin")
    read = (
        reading(happened, "US", "en", mine),
        reading(happened, "RU", "ru", "Лидеры договорились о прекращении огня на Украине на 10 дней."),
    )
    assert {p.status for p in promises_of(comparison(*read, happened=happened))} == {CONFIRMED}


def test_a_joint_undertaking_in_the_other_leaders_mouth_is_told_as_his():
    chinese = "国家主席习近平同美国总统特朗普通电话。特朗普表示，双方正在全面落实两国元首达成的共识。"
    read = reading(event(), "CN", "zh", chinese), reading(event(), "US", "en", "They spoke about the weather.")
    (made,) = promises_of(comparison(*read))
    assert (made.actor, made.put_in_mouth) == ("both", True)
    told = [f.sentence for f in find(comparison(*read)) if f.kind == "promise"]
    assert told
    assert all("has Trump name as a joint commitment" in t for t in told)


def test_nearest_to_a_list_is_the_sentence_that_lists_the_same():
    chinese = "双方同意在禁毒、人工智能、应对气候变化、两军沟通等领域开展对话合作。"
    english = (
        "President Biden raised concerns over trade and fentanyl. They encouraged progress on counternarcotics, "
        "military communication, artificial intelligence and climate change."
    )
    happened = event("Xi", "Biden")
    both = comparison(reading(happened, "CN", "zh", chinese), reading(happened, "US", "en", english), happened=happened)
    told = [f for f in find(both) if f.kind == "promise" and f.side == "CN"]
    assert told
    assert "encouraged progress" in told[0].sentence
    assert "does not say so" not in told[0].sentence
    assert told[0].on("climate")
    assert told[0].on("technology")
    assert not told[0].on("trade")


def test_what_another_leader_says_is_not_nearest_where_the_promiser_speaks():
    russian = "Состоялся телефонный разговор. Си Цзиньпин выразил готовность содействовать миру на Украине."
    chinese = "普京表示，俄方致力于乌克兰危机的持久和平。习近平表示，中方乐见乌克兰危机各方作出努力。"
    happened = event("Xi", "Putin")
    both = comparison(reading(happened, "RU", "ru", russian), reading(happened, "CN", "zh", chinese), happened=happened)
    answers = [p.answer.speaker for p in promises_of(both) if p.saying.side == "RU" and p.answer]
    assert answers == ["Xi"]


def test_a_promise_on_two_subjects_is_found_under_both():
    chinese = "国家主席习近平同美国总统拜登通电话。拜登表示，美方不寻求改变中国体制，不支持“台独”，无意同中国发生冲突。"
    happened = event("Xi", "Biden")
    both = comparison(
        reading(happened, "CN", "zh", chinese), reading(happened, "US", "en", "They spoke."), happened=happened
    )
    told = [f for f in find(both) if f.kind == "promise"]
    assert [(f.topic, f.on("human_rights"), f.on("taiwan"), f.on("trade")) for f in told if "台独" in f.sentence] == [
        ("taiwan", True, True, False)
    ]


def test_silence_stays_silence():
    assert _statuses("习近平表示，中方将购买2500万吨大豆。", "They spoke of students.") == [SILENT]


def _found(chinese: str, english: str, kind: str, side: str) -> list[str]:
    read = reading(event(), "CN", "zh", chinese), reading(event(), "US", "en", english)
    return [f.sentence for f in find(comparison(*read)) if f.kind == kind and f.side == side]


def test_an_invitation_is_no_demand():
    told = _found("习近平邀请特朗普明年访华。", "They discussed visits to China.", "stronger language", "CN")
    assert told == []


def test_those_who_would_suffer_are_not_what_a_warning_is_about():
    chinese = "习近平强调，乌克兰危机令人痛心。如果局势升级，将引发全球能源、粮食等发生严重危机。"
    told = _found(chinese, "They discussed Ukraine, energy and food.", "stronger language", "CN")
    assert any("names consequences on Ukraine" in t for t in told), told
    assert not any("energy" in t.partition(":")[0] or "farm" in t.partition(":")[0] for t in told)


def test_a_hope_is_no_word_given():
    got = [
        p.level
        for p in promises_of(
            comparison(
                reading(event(), "CN", "zh", "双方通话。"),
                reading(event(), "US", "en", "The United States will, hopefully, reopen its post in Wuhan."),
            )
        )
    ]
    assert got == [2]


def test_the_owner_whose_name_ends_in_s():
    told = _found("双方讨论了大豆。", "The United States will buy 20 tons of soybeans.", "promise", "US")
    assert told
    assert "the United States’ commitment" in told[0]


def _made(chinese: str, english: str, side: str) -> list[tuple[str, tuple[str, ...]]]:
    read = reading(event(), "CN", "zh", chinese), reading(event(), "US", "en", english)
    return [(p.content, p.amounts) for p in promises_of(comparison(*read)) if p.saying.side == side]


@pytest.mark.parametrize(
    "chinese",
    [
        "习近平指出，中方认真执行了渔业协议。",
        "习近平指出，中国人说到做到。",
        "双方先后举办两届渔业论坛，继续致力于渔业合作。",
    ],
)
def test_what_is_done_and_maxims_are_no_promises(chinese):
    assert _made(chinese, "They spoke.", "CN") == []
    assert _made("习近平表示，中方将执行渔业协议。", "They spoke.", "CN")


def test_thanks_for_an_act_are_no_promise():
    assert _made("双方通话。", "I want to thank President Xi for the release of our captain.", "US") == []


def test_a_promise_in_a_parenthesis_is_the_parenthesis():
    text = "They considered raising it to 20 million tons of rice (China has committed to 25 million tons later)."
    made = _made("双方通话。", text, "US")
    assert made == [("China has committed to 25 million tons later", ("25 million tons",))]


def test_items_of_one_undertaking_are_one_promise():
    made = _made("双方通话。", "The two leaders agreed to expand trade, fisheries, and flights to Wuhan.", "US")
    assert [content for content, _ in made] == [
        "The two leaders agreed to expand trade, fisheries, and flights to Wuhan."
    ]


def test_one_item_of_many_does_not_confirm_the_sentence():
    read = reading(event(), "US", "en", "The two leaders agreed to work on trade, soybeans, energy, and fentanyl.")
    many = promises([read], [reading(event(), "CN", "zh", "双方通话。")])
    assert len(many) > 2
    one = [replace(p, status=CONFIRMED if n == 0 else SILENT) for n, p in enumerate(many)]
    assert [p.status for p in joined(one)] == [ONE_SIDED]
    most = [replace(p, status=SILENT if n == 0 else CONFIRMED) for n, p in enumerate(many)]
    assert [p.status for p in joined(most)] == [CONFIRMED]


def test_an_answer_that_names_the_same_ministers_says_it_otherwise():
    chinese = (
        "国家主席习近平同美国总统拜登通电话。拜登表示，愿安排耶伦财长近期访华，加强对话，避免误判，应对全球性挑战。"
    )
    happened = event("Xi", "Biden")
    english = "They welcomed efforts to keep channels open, and recalled what Secretary Yellen said in Beijing."
    both = comparison(reading(happened, "CN", "zh", chinese), reading(happened, "US", "en", english), happened=happened)
    told = [f.sentence for f in find(both) if f.kind == "promise" and f.side == "CN"]
    assert told
    assert not any("nothing in" in t or "does not say so" in t for t in told)


def test_two_joint_undertakings_that_differ_are_told_as_two():
    happened = event("Trump", "Putin")
    both = comparison(
        reading(happened, "RU", "ru", "Стороны договорились создать две экспертные группы по Украине."),
        reading(happened, "US", "en", "We agreed to a ceasefire in Ukraine."),
        happened=happened,
    )
    told = [f.sentence for f in find(both) if f.kind == "promise"]
    assert sum("another joint undertaking" in t for t in told) >= 1
    assert not any("does not say so" in t for t in told)
