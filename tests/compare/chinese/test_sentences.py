from compare.chinese.sentences import LONGEST, split


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)[0]]


def test_stops_take_their_closing_quotes_along() -> None:
    assert cut("他说：“很好！”双方满意。") == ["他说：“很好！”", "双方满意。"]


def test_a_stop_inside_a_title_does_not_cut() -> None:
    assert cut("双方读了《中国在哪里？》一书。很好。") == ["双方读了《中国在哪里？》一书。", "很好。"]


def test_furniture_is_left_out_with_its_reason() -> None:
    text = (
        "两国总统通话\n2031-06-05 22:10\n新华社北京6月5日电（记者 甲乙）双方通话。\n"
        "<!-- 注 -->\n[查看原文](https://example.org/a)\n责任编辑：丙"
    )
    sentences, furniture = split(text)
    assert [text[s.start : s.end] for s in sentences] == ["双方通话。"]
    assert {why for _, _, why in furniture} >= {"title", "date line", "dateline", "comment", "link", "credit line"}


def test_block_tags_part_paragraphs() -> None:
    sentences, _ = split("<p>双方通话。</p><p>双方满意。</p>")
    assert [s.first for s in sentences] == [True, True]


def test_a_stretch_without_a_stop_is_cut() -> None:
    assert all(len(s) <= LONGEST for s in cut("双方合作，" * 1000))
