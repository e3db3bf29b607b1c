"""Texts and properties that a user hands over."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from readouts import guess, intake
from readouts.errors import InputError
from readouts.model import EventKind, Fidelity, Kind, Readout


def test_text_comes_back_normalised(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffDie\u0301 talks \r\nwent on.\r\n\r\n".encode())
    assert intake.read_text(file) == "Di\u00e9 talks\nwent on."


def test_offsets_count_in_the_file_as_it_is_when_not_normalised() -> None:
    assert intake.read_text(io.BytesIO(b"  two  lines \r\n"), normalise=False) == "  two  lines \r\n"


def test_utf16_with_a_mark_and_a_named_encoding_are_read() -> None:
    assert intake.decode("双方同意".encode("utf-16"), "x") == "双方同意"
    assert intake.decode("双方同意".encode("gb18030"), "x", "gb18030") == "双方同意"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"x" * (intake.MAX_BYTES + 1), "larger than 5 MB"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04rest", "ZIP or Office"),
        (bytes(range(256)) * 4, "is not utf-8 text"),
        (b"a\x00b", "control characters"),
        ("双方同意".encode("gb18030"), "--encoding gb18030"),
        (b"... --- ...", "no words"),
    ],
)
def test_bad_bytes_get_one_clear_message(raw: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        intake.decode(raw, "notes.txt")
    assert str(caught.value).startswith("notes.txt")


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as stream:
        stream.truncate(30_000_000)
    with pytest.raises(InputError, match="larger than 5 MB"):
        intake.read_text(file)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        intake.read_text(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        intake.read_text(tmp_path)


@pytest.mark.parametrize("side", ["", "C", "CHINA", "12", "C N", "=CN"])
def test_wrong_side_code(side: str) -> None:
    with pytest.raises(InputError, match="no side code"):
        intake.check_side(side)


def test_published_needs_a_zone_to_be_exact() -> None:
    assert intake.parse_published("2026-02-04") == (None, "2026-02-04")
    moment, _ = intake.parse_published("2026-02-04T23:40+08:00")
    assert moment is not None
    assert moment.isoformat() == "2026-02-04T23:40:00+08:00"
    with pytest.raises(InputError, match="no time zone"):
        intake.parse_published("2026-02-04T23:40")
    with pytest.raises(InputError, match="no date"):
        intake.parse_published("last night")


def test_participants_by_name() -> None:
    assert intake.parse_participant("Xi Jinping=CN").names["ru"] == "Си Цзиньпин"
    assert intake.parse_participant("Zhang Wei=CN").short == "Zhang"
    assert intake.parse_participant("Jane Doe=US").short == "Doe"
    assert intake.parse_participant("MbS:Mohammed bin Salman=SA").short == "MbS"
    with pytest.raises(InputError, match="no participant"):
        intake.parse_participant("Xi Jinping")


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("Aleksandar Vucic=RS", "Vucic"),
        ("Aleksandar Vučić=RS", "Vučić"),
        ("Mohammed bin Salman=SA", "bin Salman"),
        ("Mohamed bin Zayed Al Nahyan=AE", "Al Nahyan"),
        ("Abdel Fattah Al-Sisi=EG", "Sisi"),
        ("Bashar al-Assad=SY", "Assad"),
        ("Tamim bin Hamad Al-Thani=QA", "Al-Thani"),
        ("Ursula von der Leyen=EU", "von der Leyen"),
        ("Joseph R. Biden, Jr.=US", "Biden"),
        ("King Charles III=GB", "Charles"),
        ("To Lam=VN", "To Lam"),
    ],
)
def test_the_family_name_as_it_was_written(given: str, short: str) -> None:
    assert intake.parse_participant(given).short == short


def test_an_event_of_ones_own() -> None:
    people = [intake.parse_participant(p) for p in ("Xi Jinping=CN", "Donald Trump=US")]
    event = intake.make_event("2026-11-20-xi-trump", people, EventKind.CALL)
    assert event.date.isoformat() == "2026-11-20"
    assert event.sides == ("CN", "US")
    for wrong in ("xi-trump", "2026-13-20-xi-trump", "2026-11-20"):
        with pytest.raises(InputError, match=r"2026|event id"):
            intake.make_event(wrong, people, EventKind.CALL)
    with pytest.raises(InputError, match="at least two"):
        intake.make_event("2026-11-20-xi-trump", people[:1], EventKind.CALL)


def _readout(number: int, publisher: str, language: str, url: str = "") -> Readout:
    return Readout(f"r{number}", "2026-01-01-a-b", "CN", publisher, Kind.READOUT, language, url=url)


def test_a_text_finds_the_publication_it_belongs_to() -> None:
    known = [
        _readout(1, "CCTV", "zh"),
        _readout(2, "Ministry of Foreign Affairs", "en"),
        _readout(3, "Xinhua", "en", url="https://news.example/1"),
    ]
    assert intake.place_for(known, side="CN", language="zh").readout_id == "r1"
    ministry = intake.place_for(known, side="CN", language="en")
    assert (ministry.readout_id, ministry.fidelity) == ("r2", Fidelity.OFFICIAL_TRANSLATION)
    assert intake.place_for(known, side="CN", language="en", publisher="xinhua").readout_id == "r3"
    assert intake.place_for(known, side="CN", language="en", url="https://news.example/1").readout_id == "r3"
    assert intake.place_for(known, side="CN", language="en", publisher="China Daily").readout_id == ""
    assert intake.place_for(known, side="US", language="en").fidelity is Fidelity.OFFICIAL


@pytest.mark.parametrize(
    ("given", "moment", "words"),
    [
        ("Feb. 4, 2031 9:30 PM EST", "2031-02-05T02:30:00+00:00", "Feb. 4, 2031 9:30 PM EST"),
        ("1927999800", "2031-02-04T19:30:00+00:00", "1927999800"),
        ("1927999800000", "2031-02-04T19:30:00+00:00", "1927999800000"),
        ("4 февраля 2031 года", "", "2031-02-04"),
        ("04.02.2031", "", "2031-02-04"),
    ],
)
def test_times_as_publishers_write_them(given: str, moment: str, words: str) -> None:
    at, text = intake.parse_published(given)
    assert (at.astimezone(UTC).isoformat() if at else "", text) == (moment, words)


@pytest.mark.parametrize(
    ("given", "why"),
    [("03/04/2031", "one of two days"), ("4 Feb 2031 9:30 PM", "no time zone"), ("soon", "no date")],
)
def test_times_that_say_too_little_are_asked_for(given: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        intake.parse_published(given)


def test_an_agency_signs_its_report_at_the_head() -> None:
    assert guess.agency_of("BEIJING, May 6 (Xinhua) -- Chen Wei spoke with Jane Roe on pears.", "CN") == "Xinhua"
    assert guess.agency_of("新华社北京5月6日电 陈伟同罗伊通电话。", "CN") == "Xinhua"
    assert guess.agency_of("Chen Wei told Xinhua that pears are ripe.", "CN") == ""
    assert guess.agency_of("BEIJING, May 6 (Xinhua) -- Chen Wei spoke with Jane Roe on pears.", "US") == ""


def test_a_post_is_no_version_of_a_readout_and_its_publisher_is_not_guessed() -> None:
    known = [_readout(1, "Ministry of Foreign Affairs", "en")]
    with pytest.raises(InputError, match="such as “Truth Social"):
        intake.place_for(known, side="CN", language="en", kind=Kind.POST)
    new = intake.place_for(known, side="CN", language="en", kind=Kind.POST, publisher="Weibo @office")
    assert (new.readout_id, new.publisher, new.kind) == ("", "Weibo @office", Kind.POST)
    posts = [*known, replace(known[0], id="p1", publisher="Weibo @office", kind=Kind.POST)]
    assert intake.place_for(posts, side="CN", language="en", kind=Kind.POST).readout_id == "p1"
    assert intake.place_for(posts, side="CN", language="en", kind=Kind.READOUT).readout_id == "r1"


def test_leaders_have_names_in_all_three_languages() -> None:
    for leader in intake.known_leaders().values():
        assert set(leader.names) == {"en", "zh", "ru"}
        assert set(leader.titles) == {"en", "zh", "ru"}
        intake.check_side(leader.side)
