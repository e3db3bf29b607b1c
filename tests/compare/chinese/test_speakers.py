import pytest

from readouts.model import Participant


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("习近平指出，双方要合作。中方愿努力。", ["Xi", "Xi"]),
        ("拜登介绍了美方看法，表示愿沟通。", ["Biden"]),
        ("拜登表示，中国很重要。习近平主席提出的倡议很好。", ["Biden", "Biden"]),
        ("两国元首同意保持联系。", ["both"]),
        ("双方就地区局势交换意见。", ["both"]),
        ("习近平指出，双方要合作。\n一是加强沟通。\n二是加强贸易。", ["Xi", "Xi", "Xi"]),
        ("习近平强调，要合作。\n甲某、乙某等参加会见。", ["Xi", "publisher"]),
        ("会谈后，两国元首共同见证签署合作文件。", ["publisher"]),
        ("习近平抵达时，受到拜登热情迎接。", ["publisher"]),
        ("外交部长王毅表示，中方愿努力。", ["Wang"]),
        ("拜登表示，很高兴。他指出，美方愿合作。", ["Biden", "Biden"]),
        ("关于气候问题，习近平强调，中方愿合作。", ["Xi"]),
        ("美国总统表示，愿合作。", ["Biden"]),
        ("习近平强调，要合作。\n发展权利不可剥夺。", ["Xi", "Xi"]),
        ("习近平指出，有几条启示。\n六是要回应期待。\n七是要担当。", ["Xi", "Xi", "Xi"]),
        ("习近平强调，要合作。\n会谈期间，双方签署协议。", ["Xi", "publisher"]),
        ("甲某和拜登表示，美方愿合作。", ["Biden"]),
        ("习近平邀请拜登来看球赛，拜登欣然接受。", ["Xi", "Biden"]),
        ("习近平指出，拜登表示愿来看球赛。", ["Xi"]),
        ("习近平指出，双方要合作。甲城通讯社报道，会谈很长。", ["Xi", "publisher"]),
        ("习近平指出，双方要合作。\n总统府发言人说，会谈很长。", ["Xi", "publisher"]),
        ("双方同意合作。中方欢迎企业来华。美方愿扩大出口。", ["both", "publisher", "Biden"]),
        ("拜登表示，美方愿合作。中方坚决反对加税。", ["Biden", "publisher"]),
        ("拜登表示，美方愿合作。中方在其中发挥重要作用。", ["Biden", "Biden"]),
        ("习近平指出，双方要合作。中方坚决反对加税。", ["Xi", "Xi"]),
    ],
)
def test_who_is_made_to_say_it(read, text: str, speakers: list[str]) -> None:
    assert [s.speaker for s in read(text) if s.role != "item"] == speakers


def test_a_leader_known_by_side_alone_is_found_in_the_text(read) -> None:
    visitor = Participant("Okoro", "GH", {"en": "Some Okoro"})
    home = Participant("Xi", "CN", {"en": "Xi Jinping"})
    said = read("奥科罗表示，加方愿合作。", home, visitor, opening="国家主席习近平会见加纳总统奥科罗。\n")
    assert [s.speaker for s in said] == ["Okoro"]


def test_a_guest_is_known_by_any_office(read) -> None:
    visitor = Participant("Many", "KH", {"en": "Some Many"})
    home = Participant("Xi", "CN", {"en": "Xi Jinping"})
    opening = "国家主席习近平会见柬埔寨副首相兼公务员部大臣洪某某。\n"
    said = read("洪某某高度评价中国的成就，表示柬方愿合作。", home, visitor, opening=opening)
    assert [s.speaker for s in said if s.role != "item"] == ["Many"]


def test_without_participants_the_opening_names_them(read) -> None:
    from compare.analysis import analyse
    from compare.records import Context

    text = "国务院总理李强会见加拿大总理卡尼。\n卡尼表示，加方愿合作。"
    assert [s.speaker for s in analyse(text, Context("zh", "CN")).statements] == ["publisher", "Carney"]


def test_a_name_that_ends_in_a_stop_word_is_kept_whole() -> None:
    from compare.analysis import analyse
    from compare.records import Context

    text = "国家主席习近平同乌兹别克斯坦总统阿某诺夫会谈。\n阿某诺夫表示，乌方愿合作。"
    assert [s.speaker for s in analyse(text, Context("zh", "CN")).statements] == ["publisher", "阿某诺夫"]


def test_thanks_for_an_invitation_are_about_it_and_his_who_thanks(read) -> None:
    asks, thanks = read("习近平邀请拜登来华访问，拜登表示感谢。")
    assert (asks.text, thanks.text) == ("习近平邀请拜登来华访问", "拜登表示感谢。")
    assert thanks.topics == asks.topics == ("visit",)
    assert (asks.tone.obligation is not None, thanks.tone.obligation) == (True, None)


def test_a_side_s_own_word_after_what_both_agreed_keeps_its_subject(read) -> None:
    own, more = read("双方同意合作。中方欢迎美国企业来华投资。愿为此提供便利。")[1:]
    assert own.topics == more.topics == ("trade",)
    assert own.tone.obligation is not None
    assert own.tone.obligation.holder == "other"
