import pytest


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("习近平强调，台湾问题不容回避。希望美方予以重视。", [("taiwan",), ("taiwan",)]),
        ("习近平强调，台湾问题是两国关系的基础。", [("taiwan",)]),
        ("两国元首谈及乌克兰危机。习近平强调，各方应尽快停火。", [("ukraine",), ("ukraine",)]),
        ("拜登表示，双方要扩大双边贸易。对此，美方是有诚意的。", [("trade",), ("trade",)]),
        ("习近平指出，霍尔木兹海峡应保持畅通。", [("iran",)]),
        ("习近平欢迎拜登再次访华。", [("visit",)]),
        ("习近平指出，国际形势动荡不安。", [("other",)]),
        ("拜登表示，美方将同中方保持沟通。", [("relationship",)]),
        ("拜登表示，美方愿促进欧中合作。", [("multilateral",)]),
        ("拜登热烈欢迎习近平再次访美。我们有很多话要谈。", [("visit",), ("relationship",)]),
        ("习近平指出，世界经济复苏乏力。感谢你发来贺电。", [("other",), ("relationship",)]),
        (
            "两国元首谈及乌克兰危机。习近平强调，单边制裁没有出路。不要扩大关税战，避免殃及全球供应链。",
            [("ukraine",), ("trade",), ("trade",)],
        ),
        ("拜登表示，美国是二十国集团重要成员，重视同中国的关系。", [("relationship",)]),
        ("习近平强调，双方要维护边境安宁。", [("other",)]),
        ("习近平指出，飞机在台湾海峡活动。", [("taiwan",)]),
        ("拜登表示，美方对军机雷达照射飞机表示遗憾。", [("military",)]),
        ("拜登表示，中方将采购飞机。", [("aviation",)]),
        ("拜登表示，美方关注稀土出口管制。", [("minerals",)]),
        ("拜登表示，美方关注出口管制。", [("technology",)]),
    ],
)
def test_what_it_is_about(read, text: str, topics: list[tuple[str, ...]]) -> None:
    assert [s.topics for s in read(text) if s.role != "item"] == topics


def test_a_subject_said_not_to_have_been_discussed(read) -> None:
    (said,) = read("两国元首没有讨论伊朗问题。")
    assert said.negated == ("iran",)
    assert said.mentioned == ()


def test_an_enumeration_gives_a_frame_and_items(read) -> None:
    text = "拜登表示，双方要深化农业、能源、科技等领域合作，扩大青年交流。"
    frame, *items = read(text)
    assert frame.role == "frame"
    assert [(s.text, s.topics) for s in items] == [
        ("农业", ("agriculture",)),
        ("能源", ("energy",)),
        ("科技", ("technology",)),
        ("扩大青年交流", ("people",)),
    ]
    assert frame.tone.obligation
    assert not any(s.tone.obligation for s in items)


def test_a_narrated_call_has_no_topic(read) -> None:
    assert read("", opening="国家主席习近平应约同美国总统拜登通电话。") == []
    (lead,) = read("国家主席习近平应约同美国总统拜登通电话。", opening="")
    assert (lead.speaker, lead.topics) == ("publisher", ())


def test_own_economy_is_no_trade_but_the_other_sides_is(read) -> None:
    assert read("习近平指出，中国经济韧性很强。")[0].topics == ("other",)
    assert "trade" in read("拜登表示，美方乐见中国经济增长。")[0].topics


def test_talks_on_trade_go_on_without_the_word(read) -> None:
    said = read("习近平指出，经贸团队达成共识。双方团队要落实好。")
    assert said[1].topics == ("trade",)
    assert "trade" not in read("习近平指出，两国关系重要。双方团队要落实好。")[1].topics


def test_a_bare_condition_goes_on_about_the_matter_before(read) -> None:
    said = read("习近平强调，台湾问题最重要。处理不好，两国关系就会受损。")
    assert set(said[1].topics) == {"taiwan", "relationship"}


def test_a_list_may_name_something_that_is_no_subject_of_its_own(read) -> None:
    _, *items = read("拜登表示，双方要应对气候变化、世界经济等挑战。")
    assert [(s.text, s.topics) for s in items] == [("气候变化", ("climate",)), ("世界经济", ("other",))]
    assert [s.role for s in read("习近平强调，面对动荡的国际形势，双方要加强反恐合作。")] == ["sentence"]
