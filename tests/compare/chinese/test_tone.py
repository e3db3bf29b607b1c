import pytest


def one(read, sentence: str):
    return next(s for s in read(sentence) if s.role != "item").tone


@pytest.mark.parametrize(
    ("sentence", "holder", "level"),
    [
        ("习近平强调，美方务必慎重行事。", "other", 3),
        ("习近平强调，双方应该相互尊重，更不能相撞。", "both", 2),
        ("拜登表示，中方应开放市场。", "other", 2),
        ("习近平强调，中方必须捍卫主权。", "self", 3),
        ("习近平强调，希望美方客观看待中国。", "other", 1),
        ("习近平强调，希望各方保持冷静。", "third", 1),
        ("拜登表示，美方认同应确立原则。", "both", 2),
        ("习近平欢迎拜登再次访华。", "other", 1),
        ("习近平强调，双方要加强沟通。深化经贸合作。", "both", 2),
        ("习近平强调，这条红线不容挑战。", "other", 3),
        ("习近平强调，中方不会允许半岛生乱。", "third", 3),
        ("习近平强调，中方愿同美方合作，但前提是美方必须停止施压。", "other", 3),
        ("习近平强调，中方愿同美方对话，关键是美方要拿出诚意。", "other", 2),
        ("拜登表示，关键是双方要拿出诚意。", "both", 2),
        ("习近平强调，美方不要误判，更不得发出错误信号。", "other", 3),
    ],
)
def test_who_has_to_do_what(read, sentence: str, holder: str, level: int) -> None:
    duty = one(read, sentence).obligation
    assert duty
    assert (duty.holder, duty.level) == (holder, level)
    assert duty.quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "习近平强调，这个问题很重要。",
        "习近平指出，国家主席应约通话。",
        "拜登表示，美方希望同中方合作。",
        "习近平指出，我提出这一倡议，就是要促进和平。",
        "拜登表示，两国友谊牢不可破。",
    ],
)
def test_no_obligation(read, sentence: str) -> None:
    assert one(read, sentence).obligation is None


@pytest.mark.parametrize(
    ("sentence", "actor", "level"),
    [
        ("习近平强调，中方愿同美方合作。", "self", 2),
        ("习近平强调，总统先生重申，美方不寻求改变中国体制。", "other", 2),
        ("两国元首同意保持联系。", "both", 3),
        ("拜登表示，美方将继续奉行一个中国政策。", "self", 3),
        ("拜登表示，美方希望同中方合作。", "self", 2),
        ("习近平强调，希望美方努力，中方将继续发挥作用。", "self", 3),
        ("习近平强调，如果美方愿意合作，中方的大门始终是敞开的。", "self", 2),
        ("习近平指出，中方注意到美方将于下月加税。", "other", 3),
        ("习近平强调，中方赞赏美方恪守一个中国政策。", "other", 3),
        ("习近平强调，感谢总统先生恪守一个中国政策。", "other", 3),
        ("拜登表示，美方将把关税降到一成。", "self", 3),
    ],
)
def test_who_undertakes_what(read, sentence: str, actor: str, level: int) -> None:
    vow = one(read, sentence).commitment
    assert vow
    assert (vow.actor, vow.level) == (actor, level)


@pytest.mark.parametrize(
    "sentence",
    [
        "习近平指出，今年美国将迎来建国纪念。",
        "拜登表示，两国关系的未来必将更加美好。",
        "拜登表示，我相信，未来中国将发挥更大作用。",
        "习近平强调，双方要坚定奉行共识。",
        "习近平指出，中方始终将欧盟视为伙伴。",
        "习近平强调，中方坚决反对美方将企业列入清单。",
        "习近平强调，中方赞赏俄方坚定奉行一个中国原则。",
        "习近平指出，美方将中国企业列入清单。",
    ],
)
def test_no_commitment(read, sentence: str) -> None:
    assert one(read, sentence).commitment is None


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("习近平强调，台湾问题是不可逾越的红线。", 2),
        ("习近平强调，玩火者必自焚。", 3),
        ("习近平强调，中方坚决反对干涉台湾问题。", 1),
        ("习近平阐述了台湾问题上的严正立场。", 1),
        ("习近平强调，双方要保持沟通。", 0),
        ("习近平强调，勿谓言之不预。", 3),
        ("拜登表示，美方不寻求通过强化同盟关系反对中国。", 0),
    ],
)
def test_warning(read, sentence: str, level: int) -> None:
    assert one(read, sentence).warning == level


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("拜登表示，习近平主席是伟大的领导人。", 2),
        ("拜登表示，两国合作取得丰硕成果。", 1),
        ("习近平强调，双方要推动合作取得丰硕成果。", 0),
        ("习近平指出，美方严重损害中方利益。", -2),
        ("习近平指出，美方应撤销消极举措。", -1),
        ("习近平指出，乌克兰局势令人痛心。", 0),
        ("习近平强调，要为企业提供非歧视的环境。", 0),
        ("习近平指出，美方打压措施层出不穷。", -2),
        ("习近平指出，两国关系中的消极因素有所增加。", -1),
        ("习近平强调，中方将同世界各国共享发展机遇。", 0),
        ("习近平强调，中方将同包括美国在内的世界各国共享发展机遇。", 1),
        ("习近平强调，中方愿同美方共享发展机遇。", 1),
        ("习近平指出，责任完全在美方。", -2),
        ("习近平指出，双方都有责任。", 0),
        ("习近平强调，如果美方愿意合作，问题就能解决。", 0),
    ],
)
def test_warmth(read, sentence: str, level: int) -> None:
    assert one(read, sentence).warmth == level


def test_what_was_blocked_says_why(read) -> None:
    tone = one(read, "习近平强调，双方要推动合作取得丰硕成果。")
    assert any(e.layer == "warmth" and "要" in e.blocked for e in tone.evidence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("习近平强调，双方要加强沟通。深化经贸合作。", ("both", 2)),
        ("习近平强调，一是以诚相待，信守诺言，保持往来。", ("both", 2)),
        ("习近平强调，两国关系良好。深化经贸合作。", None),
        ("习近平强调，双方要加强沟通。深化合作，这是双方的共识。", None),
        ("习近平强调，中方将采取三项举措。一是扩大开放。", None),
    ],
)
def test_a_bare_imperative_asks_where_somebody_is_asked_or_a_list_of_demands_is_read_out(
    read, text: str, expected: tuple[str, int] | None
) -> None:
    last = [s for s in read(text) if s.role != "item"][-1].tone.obligation
    assert ((last.holder, last.level) if last else None) == expected


@pytest.mark.parametrize(
    ("sentence", "warmth", "warning"),
    [
        ("习近平指出，以色列与伊朗的冲突对地区安全造成严重冲击。", 0, 0),
        ("习近平指出，加沙局势如果升级，平民将深受其害。", 0, 2),
        ("习近平指出，能不能开创两国关系成功之路？", 0, 0),
        ("习近平指出，如果做伙伴，两国关系就能取得长足发展。", 0, 0),
        ("习近平指出，两国关系总体稳定。", 1, 0),
        ("习近平指出，同台湾有关的立场是一以贯之的。", 0, 1),
    ],
)
def test_what_is_said_of_others_or_under_a_condition(read, sentence: str, warmth: int, warning: int) -> None:
    tone = one(read, sentence)
    assert (tone.warmth, tone.warning) == (warmth, warning)


def test_a_small_country_is_known_by_the_part_of_its_name_the_text_uses(read) -> None:
    from readouts.model import Participant

    xi, guest = Participant("Xi", "CN", {"en": "Xi Jinping"}), Participant("Guest", "LY", {"en": "Some Guest"})
    said = read("习近平强调，希望利方营造良好环境。", xi, guest, opening="国家主席习近平会见利比亚总统某某。\n")
    assert said[0].tone.obligation
    assert said[0].tone.obligation.holder == "other"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("习近平强调，美方不要误判。", "不要"),
        ("习近平强调，双方要合作。", "要"),
        ("习近平强调，美方不应干涉。", "不应"),
    ],
)
def test_the_words_of_a_prohibition_hold_its_negation(read, sentence: str, quote: str) -> None:
    assert one(read, sentence).obligation.quote == quote
