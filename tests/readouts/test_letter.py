"""What stands around the text of a mail is cut and told, and nothing of the text is."""

from __future__ import annotations

import pytest

from readouts.documents import read_document
from readouts.documents.letter import bare, sent, subject_alone
from tests.readouts import files
from tests.readouts.pages import EN, ZH

TEXT = "\n\n".join(EN)
WORDS = f"{EN[0]}\n\n{EN[1]}"

FORWARDS = {
    "dashes": "---------- Forwarded message ---------\nFrom: Press <press@ministry.example>\n"
    "Date: Tue, Feb 4, 2031 at 9:45 PM\nSubject: Call about pears\nTo: <pool@news.example>\n\n\n",
    "begin": "Begin forwarded message:\n\n*From:* Press <press@ministry.example>\n*Subject:* *Call about pears*\n"
    "*Date:* 4 February 2031 at 21:45:00\n*To:* pool@news.example\n\n",
    "table": "-------- Forwarded Message --------\n\nSubject:\n\nCall about pears\n\nDate:\n\n"
    "Tue, 4 Feb 2031 21:45:00 +0800\n\nFrom:\n\nPress <press@ministry.example>\n\nTo:\n\npool@news.example\n\n",
    "underscores": "________________________________\nFrom: Press <press@ministry.example>\n"
    "Sent: Tuesday, February 4, 2031 9:45 PM\nTo: pool@news.example; desk@news.example;\n  other@news.example\n"
    "Subject: Call about pears\n\n",
    "chinese": "-------- 转发邮件信息 --------\n发件人：Press <press@ministry.example>\n发送日期：2031-02-04 21:45:00\n"
    "收件人：pool@news.example\n主题：Call about pears\n\n",
    "russian": "-------- Пересылаемое сообщение --------\nОт: Press <press@ministry.example>\n"
    "Кому: pool@news.example\nТема: Call about pears\nДата: 4 февраля 2031, 21:45\n\n",
}


@pytest.mark.parametrize("name", FORWARDS)
def test_of_a_forward_the_inner_mail_is_taken(name: str) -> None:
    content = files.mail(f"For the late edition.\n\n{FORWARDS[name]}{WORDS}\n-- \nAda\n", subject="Fwd: readout")
    found = read_document(content)
    assert found.text == TEXT
    assert found.title == "Call about pears"
    assert found.published_text == "2031-02-04"
    assert (found.published_at is not None) == (name == "table")
    cut = "\n".join(found.dropped)
    assert "above the forward: For the late edition." in cut
    assert "header of the forward: " in cut
    assert "press@ministry.example" in cut
    assert "signature: Ada" in cut
    assert "press@ministry.example" in found.notes[0]


def test_a_forward_that_is_quoted_is_unquoted() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in (FORWARDS["begin"].partition("\n\n")[2] + WORDS).split("\n"))
    letter = bare(f"Look.\n\nBegin forwarded message:\n\n{quoted}\n", "Fwd: readout")
    assert letter.text.split("\n\n") == list(EN)
    assert letter.fields["subject"] == "Call about pears"


def test_a_forward_of_a_forward_gives_the_innermost() -> None:
    outer = FORWARDS["dashes"].replace("Subject: Call", "Subject: Fwd: Call").replace("Press", "Desk")
    letter = bare(f"One.\n\n{outer}Two.\n\n{FORWARDS['dashes']}{WORDS}", "Fwd: Fwd: Call about pears")
    assert letter.text == WORDS
    assert letter.fields["from"].startswith("Press")
    assert [c for c in letter.cut if c.startswith("above")] == ["above the forward: One.", "above the forward: Two."]


@pytest.mark.parametrize(
    "text",
    [
        # A release with lines of its own that look like a header, and nothing forwarded.
        f"From: Office of Pears\nDate: February 4, 2031\nSubject: Call\n\n{WORDS}",
        f"To: all desks\n\n{WORDS}",
        # An answer below which nothing stands.
        f"{WORDS}\n\n---------- Forwarded message ---------\nFrom: Press\nDate: today\nSubject: x\n\nok",
        f"{EN[0]}\n\n***\n\n{EN[1]}",
        f"###\n\n{WORDS}",
        f"{WORDS}\n\nThe sides will manage your orchards.",
    ],
)
def test_what_is_no_furniture_stays(text: str) -> None:
    letter = bare(text, "Call about pears")
    assert letter.text == text
    assert letter.cut == ()


def test_a_header_ends_where_the_text_begins() -> None:
    letter = bare(f"{FORWARDS['dashes']}Date: February 4, 2031\nTo the press\n\n{WORDS}", "x")
    assert letter.text.strip().startswith("Date: February 4, 2031\nTo the press")


@pytest.mark.parametrize("mark", ["###", "# # #", "-30-", "  ### "])
def test_what_stands_below_the_end_mark_is_cut_and_told(mark: str) -> None:
    letter = bare(f"{WORDS}\n\n{mark}\n\nPress office, 1 Orchard Road")
    assert letter.text == WORDS
    assert letter.cut == (f"from the end mark on: {mark.strip()} Press office, 1 Orchard Road",)


def test_of_several_releases_in_one_mail_all_stay() -> None:
    letter = bare(f"{EN[0]}\n\n###\n\n{EN[1]}\n\n###\n\nPress office")
    assert EN[1] in letter.text
    assert "Press office" not in letter.text


def test_the_way_out_of_a_list_is_no_text() -> None:
    letter = bare(f"{WORDS}\n\nUnsubscribe | 1 Orchard Road")
    assert letter.text == WORDS
    assert letter.cut == ("footer of the mail: Unsubscribe | 1 Orchard Road",)


def test_what_a_mail_hides_is_cut_and_told() -> None:
    html = (
        f"<div style='color:red; DISPLAY : none'>peek one</div><p>{EN[0]}</p><span style='font-size:0px'>two</span>"
        f"<p style='font-size:0.9em;opacity:0.8'>{EN[1]}</p><p hidden>three</p><div class='Preheader'>four</div>"
        "<div style='display:none'>&zwnj;&nbsp;</div>"
    )
    found = read_document(files.mail("", subject="Pears", html=html))
    assert found.text == TEXT
    assert found.dropped == tuple(f"hidden in the mail: {w}" for w in ("peek one", "two", "three", "four"))


def test_a_time_without_zone_gives_the_day_alone() -> None:
    assert sent("Tue, Feb 4, 2031 at 9:45 PM") == (None, "2031-02-04")
    moment, day = sent("Tue, 4 Feb 2031 21:45:00 -0500")
    assert moment is not None
    assert (moment.isoformat(), day) == ("2031-02-04T21:45:00-05:00", "2031-02-04")
    assert sent("yesterday") == (None, "")


def test_a_subject_loses_its_marks() -> None:
    assert subject_alone("Fwd: RE: 转发：Call about pears") == "Call about pears"
    assert subject_alone("Reform: a talk") == "Reform: a talk"
    assert ZH[0] in subject_alone(f"回复: {ZH[0]}")
