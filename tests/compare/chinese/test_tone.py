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
    ],
)
def test_warmth(read, sentence: str, level: int) -> None:
    assert one(read, sentence).warmth == level


def test_what_was_blocked_says_why(read) -> None:
    tone = one(read, "习近平强调，双方要推动合作取得丰硕成果。")
    assert any(e.layer == "warmth" and "要" in e.blocked for e in tone.evidence)
