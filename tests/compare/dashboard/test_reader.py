from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from compare.analysis import Reading
from compare.dashboard import reader
from compare.records import Analysis, Context, Evidence, Obligation, Statement, Tone
from readouts.model import Fidelity, Kind, Participant, Readout, Revision, text_sha256

ROE, CHEN = Participant("Roe", "US", {"en": "Jane Roe"}), Participant("Chen", "CN", {"en": "Chen Wei"})


def _statement(text: str, start: int, end: int, index: int = 0, role: str = "sentence", **more: object) -> Statement:
    given_: dict[str, object] = {"speaker": "Chen", "topics": (), "negated": (), "tone": Tone(), "words": 1} | more
    return Statement(index, start, end, text[start:end], 0, role, -1, **given_)  # type: ignore[arg-type]


def _reading(text: str, statements: list[Statement]) -> Reading:
    moment = datetime(2031, 5, 6, tzinfo=UTC)
    revision = Revision(1, 1, text, "en", text_sha256(text), moment, Fidelity.OFFICIAL)
    readout = Readout("r", "e", "CN", "Ministry", Kind.READOUT, "en", revisions=(revision,))
    return Reading(readout, revision, Context("en", "CN", (CHEN, ROE)), Analysis(tuple(statements), "en", 3))


TEXT = "We spoke of soy, gas (much), and peace! Good. -- END"
ITEMS = [
    _statement(TEXT, 0, 39, 0, "frame"),
    _statement(TEXT, 12, 15, 1, "item"),
    _statement(TEXT, 17, 27, 2, "item"),
    _statement(TEXT, 40, 45, 3),
]


def test_every_code_point_has_one_owner() -> None:
    runs = reader.runs(len(TEXT), ITEMS)
    assert "".join(TEXT[a:b] for a, b, _ in runs) == TEXT
    assert [owner.index if owner else None for _, _, owner in runs] == [0, 1, 0, 2, 0, None, 3, None]


@given(st.text(alphabet="ab ,.!\n(—。", max_size=40), st.data())
def test_no_character_of_a_text_is_lost_on_the_page(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    statements = [_statement(text, a, b, i) for i, (a, b) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))]
    pieces = reader._pieces(text, statements)
    shown = "".join(text[start:end] + tail for start, end, tail, _ in pieces)
    assert "".join(shown.split()) == "".join(text.split())


def test_commas_between_items_stay_with_the_line_before() -> None:
    pieces = [(TEXT[a:b], tail) for a, b, tail, _ in reader._pieces(TEXT, ITEMS)]
    assert pieces == [
        ("We spoke of", ""),
        ("soy", ","),
        ("gas (much)", ","),
        ("and peace!", ""),
        ("Good.", ""),
        ("-- END", ""),
    ]


def test_overlapping_evidence_is_marked_once_with_both_rules() -> None:
    text = "They must never <do> it"
    evidence = [
        Evidence(5, 9, "must", "obligation", "obl.must", "other 3"),
        Evidence(5, 15, "must never", "warning", "wrn.never", 2),
    ]
    html = reader.marked(text, 0, len(text), evidence)
    assert html.count("<mark") == 2
    assert 'class="m-obligation m-warning"' in html
    assert "3 of 3, must (other)" in html
    assert "rule wrn.never" in html
    assert "&lt;do&gt;" in html


def test_words_in_the_other_mouth_are_named_as_such() -> None:
    reading = _reading("x", [])
    assert reader.other_mouth(reading, "Roe")
    assert not reader.other_mouth(reading, "Chen")
    assert not reader.other_mouth(reading, "both")
    assert reader.speaker_words(reading, "Roe")[1].startswith("Roe as quoted by China")


def test_a_chosen_topic_dims_the_rest() -> None:
    text = "Taiwan. Trade."
    statements = [
        _statement(text, 0, 7, 0, topics=("taiwan",)),
        _statement(text, 8, 14, 1, topics=("trade",), tone=Tone(obligation=Obligation("both", 2, "Trade"))),
    ]
    html = reader.full_text(_reading(text, statements), "taiwan")
    assert re.findall(r'class="st [^"]*"', html) == [
        'class="st sentence fam-security on"',
        'class="st sentence fam-economy off"',
    ]
    assert "should (both)" in html
