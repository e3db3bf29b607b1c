"""Radicals that PDF files give for characters become the characters, and that is said."""

from __future__ import annotations

import unicodedata

import pytest

from readouts.documents.pdf import _as_written
from readouts.radicals import characters
from readouts.visible import reveal


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("⽉⽇⾸⼆⽤⼼⽹", "月日首二用心网"),
        ("⻓⻅⻄⻰⻛⻔⻋⻢⻚⻜⻘⺠", "长见西龙风门车马页飞青民"),
        ("梨 and груши, 25%", "梨 and груши, 25%"),
    ],
)
def test_each_is_written_as_the_character_it_stands_for(printed: str, written: str) -> None:
    assert characters(printed) == written


def test_whatever_becomes_of_a_radical_is_an_ideograph() -> None:
    for code in (*range(0x2F00, 0x2FD6), *range(0x2E80, 0x2EF4)):
        made = characters(chr(code))
        assert len(made) == 1
        if made != chr(code):
            assert unicodedata.name(made).startswith("CJK UNIFIED IDEOGRAPH")


def test_what_was_changed_is_said_once() -> None:
    text, warnings = reveal("梨园⽉⾊")
    assert text == "梨园月色"
    assert len(warnings) == 1
    assert "2 radicals" in warnings[0]
    assert "⽉ as 月" in warnings[0]
    assert reveal(text) == (text, ())


def test_figures_in_a_chinese_pdf_stand_without_the_spaces_of_drawing() -> None:
    assert _as_written("梨园消息： 2 ⽉ 24 ⽇下午，两家通话。") == "梨园消息：2月24日下午，两家通话。"
    assert _as_written("Two pears, 3 梨, by 5 o'clock in the garden") == "Two pears, 3 梨, by 5 o'clock in the garden"
