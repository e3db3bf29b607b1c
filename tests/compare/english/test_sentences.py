from compare.english.sentences import split


def pieces(text: str, *names: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text, names)[0]]


def reasons(text: str, *names: str) -> list[str]:
    return [reason for *_, reason in split(text, names)[1]]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert pieces(
        "President Joseph R. Biden, Jr. spoke today. The U.S. side agreed. He met Mr. Kim at 5 p.m. in Rome."
    ) == [
        "President Joseph R. Biden, Jr. spoke today.",
        "The U.S. side agreed.",
        "He met Mr. Kim at 5 p.m. in Rome.",
    ]


def test_an_abbreviation_may_end_a_sentence_too() -> None:
    assert len(pieces("He flew to the U.S. The talks went on.")) == 2


def test_brackets_hold_their_own_stops() -> None:
    text = "They spoke of trade, farms (a fine subject!), and oil. Then they ate (it was late. It rained.) at noon."
    assert len(pieces(text)) == 2


def test_quotes_and_dashes() -> None:
    assert pieces("“It went well.” He left — by train — at once.") == [
        "“It went well.”",
        "He left — by train — at once.",
    ]


def test_end_marks_headings_and_signatures_are_furniture() -> None:
    text = "# A call\n\nIt went well.\n\n\\###\n\nPRESIDENT JANE Q. DOE"
    assert pieces(text, "doe") == ["It went well."]
    assert reasons(text, "doe") == ["heading", "rule or end mark", "signature"]


def test_a_signature_on_the_last_line_of_the_text() -> None:
    assert pieces("It went very well! PRESIDENT JANE Q. DOE", "doe") == ["It went very well!"]


def test_datelines_comments_and_front_matter() -> None:
    text = "---\ntitle: x\n---\nPARIS, Nov. 24 (Wire) -- They met. <!-- hidden. Words. -->"
    assert pieces(text) == ["They met."]
    assert set(reasons(text)) == {"front matter", "dateline", "comment"}


def test_lines_broken_to_a_width_are_joined() -> None:
    text = (
        "The two leaders talked for an hour about the weather in the north and\n"
        "about the price of bread, which had been rising for some time in many\n"
        "towns, as both of them had noticed on their way to the meeting in the\n"
        "old town hall."
    )
    assert len(pieces(text)) == 1


def test_list_entries_are_sentences_of_their_own() -> None:
    found = split("They agreed on:\n- more trade\n- fewer tariffs")[0]
    assert [s.bullet for s in found] == [False, True, True]


def test_offsets_slice_back() -> None:
    text = "  He came.  She went!\n\n  They stayed?  "
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in split(text)[0])


def test_endless_sentences_are_cut() -> None:
    text = "word, " * 2000
    found = split(text)[0]
    assert max(s.end - s.start for s in found) <= 2000
    assert sum(text[s.start : s.end].count("word") for s in found) == 2000
