import pytest


def one(read, sentence: str):
    return next(s for s in read(sentence) if s.role != "item").tone


@pytest.mark.parametrize(
    "sentence",
    [
        "双方未就采购大豆达成一致。",
        "双方尚未就关税达成协议。",
        "拜登表示，美方没有同意取消关税。",
        "拜登表示，美方从未同意取消关税。",
        "拜登表示，美方没有承诺不支持“台独”。",
        "拜登表示，美方不会重申不支持“台独”。",
        "习近平指出，中方没有就此作出任何承诺将增加采购。",
        "拜登否认美方同意减税。",
        "拜登没有说明是否将访华。",
        "习近平指出，中方不打算承诺将扩大采购。",
        "习近平指出，美方承诺取消关税的报道不属实。",
        "双方同意各自保留立场。",
        "习近平强调，未经中方同意，任何安排都无效。",
        "拜登表示，美方不排除将加税。",
    ],
)
def test_what_is_denied_or_left_open_is_no_undertaking(read, sentence: str) -> None:
    assert one(read, sentence).commitment is None


@pytest.mark.parametrize(
    ("sentence", "actor", "level"),
    [
        ("双方就采购大豆达成一致。", "both", 3),
        ("拜登表示，美方同意取消关税，没有附加条件。", "self", 3),
        ("拜登表示，美方没有提出新要求，将继续奉行既定政策。", "self", 3),
        ("拜登表示，美方不会支持“台独”。", "self", 3),
        ("拜登表示，美方的政策没有改变。", "self", 3),
        ("习近平强调，未来中方愿同美方加强合作。", "self", 2),
    ],
)
def test_what_is_only_near_a_denial_is_undertaken(read, sentence: str, actor: str, level: int) -> None:
    vow = one(read, sentence).commitment
    assert vow
    assert (vow.actor, vow.level) == (actor, level)


def test_what_is_denied_says_so(read) -> None:
    blocked = {e.rule: e.blocked for e in one(read, "双方未就采购大豆达成一致。").evidence}
    assert blocked["zh.com.agreed"] == "denied: “未就采购大豆”"


@pytest.mark.parametrize(
    ("sentence", "obligation", "warning", "warmth"),
    [
        ("习近平指出，美方没有要求中方采购大豆。", None, 0, 0),
        ("习近平指出，中方没有必要同美方对抗。", None, 0, 0),
        ("习近平指出，中方不反对这一安排。", None, 0, 0),
        ("习近平指出，双方合作未能取得进展。", None, 0, 0),
        ("习近平强调，美方不应干涉。", ("other", 2), 1, -1),
        ("习近平指出，中方坚决反对这一安排。", None, 1, 0),
    ],
)
def test_what_is_not_asked_not_opposed_and_not_achieved(
    read, sentence: str, obligation: tuple[str, int] | None, warning: int, warmth: int
) -> None:
    tone = one(read, sentence)
    duty = (tone.obligation.holder, tone.obligation.level) if tone.obligation else None
    assert (duty, tone.warning, tone.warmth) == (obligation, warning, warmth)


@pytest.mark.parametrize(
    ("text", "topics", "negated"),
    [
        ("双方没有就台湾问题交换意见。", ("taiwan",), ("taiwan",)),
        ("双方没有讨论伊朗问题。", ("iran",), ("iran",)),
        ("拜登没有提到台湾问题。", ("taiwan",), ("taiwan",)),
        ("台湾问题不在议程之列。", ("taiwan",), ("taiwan",)),
        ("双方对伊朗问题只字未提。", ("iran",), ("iran",)),
        ("双方谈到乌克兰危机，没有讨论伊朗问题。", ("ukraine", "iran"), ("iran",)),
        ("双方没有讨论伊朗问题而是讨论了乌克兰危机。", ("iran", "ukraine"), ("iran",)),
        ("伊朗问题，双方均未提及。", ("iran",), ("iran",)),
        ("双方没有深入讨论伊朗问题。", ("iran",), ()),
        ("双方未来将讨论伊朗问题。", ("iran",), ()),
        ("双方没有讨论伊朗以外的问题。", ("iran",), ()),
    ],
)
def test_subjects_said_not_to_have_come_up(read, text: str, topics: tuple[str, ...], negated: tuple[str, ...]) -> None:
    said = read(text)
    assert tuple(dict.fromkeys(t for s in said for t in s.topics)) == topics
    assert tuple(t for s in said for t in s.negated) == negated


def test_a_part_that_did_not_come_up_does_not_deny_the_whole(read) -> None:
    part, whole = read("双方没有讨论关税问题。习近平强调，双方要扩大双边贸易。")
    assert (part.negated, whole.negated) == ((), ())
    assert read("双方没有讨论关税问题。")[0].negated == ("trade",)


def test_what_a_sentence_takes_over_is_never_denied(read) -> None:
    _, after = read("习近平强调，台湾问题很重要。双方没有讨论这一细节。")
    assert after.negated == ()
    assert "taiwan" not in after.topics


def test_a_denial_in_a_paragraph_of_its_own_is_not_the_last_speaker_s(read) -> None:
    assert read("拜登表示，美方愿合作。\n双方没有就伊朗问题交换意见。")[-1].speaker == "both"
    assert read("拜登表示，美方愿合作。\n双方没有根本利害冲突。")[-1].speaker == "Biden"
