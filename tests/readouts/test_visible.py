"""What hides, turns round or looks like another letter: each kind is said, and what hides is gone."""

from __future__ import annotations

import pytest

from readouts.intake import corrected, draft_from_bytes, draft_from_text
from readouts.visible import marked, reveal
from tests.readouts import files
from tests.readouts.pages import EN


@pytest.mark.parametrize(
    ("written", "kept", "said"),
    [
        ("The gar\u200bden and the ga\u00adte", "The garden and the gate", "2 invisible characters were taken out"),
        ("Pay \u202e001\u202c pears", "Pay 001 pears", "2 marks that turn the direction of writing"),
        ("\u2066pears\u2069", "pears", "turn the direction"),
        ("pears\x07 and\x1b plums", "pears and plums", "2 control characters (U+0007, U+001B)"),
        ("Tрамп", "Tрамп", "has a latin 'T' among cyrillic letters"),
        ("Тrump likes pears", "Тrump likes pears", "has a cyrillic 'Т' among latin letters"),
        ("on February 4, 2O26", "on February 4, 2O26", "“2O26” has letters where digits should be"),
        ("on February l5, 2026", "on February l5, 2026", "“l5” has letters where digits should be"),
        ("on ٤ February 2026", "on ٤ February 2026", "1 digits are not the usual ones"),
        ("tag\U000e0041\U000e0042ged", "tagged", "invisible"),
    ],
)
def test_each_trick_is_said(written: str, kept: str, said: str) -> None:
    text, warnings = reveal(written)
    assert text == kept
    assert any(said in warning for warning in warnings), warnings
    assert reveal(text)[0] == text


@pytest.mark.parametrize(
    "plain", ["Pears & plums, 25%", "梨和铅笔，2026年2月4日。", "Груши и сливы — 4 февраля", "👨‍👩‍👧 at home"]
)
def test_honest_words_are_left_alone(plain: str) -> None:
    assert reveal(plain) == (plain, ())


def test_a_warning_shows_the_place_with_the_hidden_written_out() -> None:
    assert "gar‹U+200B ZERO WIDTH SPACE›den" in reveal("The gar\u200bden gate")[1][0]
    assert marked("a\u202eb") == "a‹U+202E RIGHT-TO-LEFT OVERRIDE›b"


@pytest.mark.parametrize("form", ["paste", "text", "markdown", "html", "docx", "rtf", "eml"])
def test_on_every_way_in(form: str) -> None:
    tricky = EN[0].replace("harvest", "har\u200bvest").replace("price", "pr\u202eice")
    body = f"{tricky}\n\n{EN[1]}"
    content = {
        "text": body.encode(),
        "markdown": f"---\nnote: x\n---\n\n{body}\n".encode(),
        "html": f"<html><body><article><p>{tricky}</p><p>{EN[1]}</p></article></body></html>".encode(),
        "docx": files.docx([tricky, EN[1]]),
        "rtf": files.rtf([tricky, EN[1]]),
        "eml": files.mail(body, subject="x"),
    }
    draft = draft_from_text(body) if form == "paste" else draft_from_bytes(content[form], name="x")
    assert "harvest" in draft.text
    assert "price" in draft.text
    assert len(draft.warnings) == 2
    again = corrected(draft, {"text": f"{draft.text}\u200b"})
    assert "1 invisible" in again.warnings[0]


def test_a_private_sign_of_the_text_stays_what_it_is() -> None:
    written = "Pears \ue000 and \U0001f469\u200d\U0001f33e"
    assert reveal(written) == (written, ())
