"""What the layout of a PDF tells: paragraphs, headings, and what a browser printed around the page."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from readouts.documents.document import Document
from readouts.documents.reading import here
from tests.readouts.files import Drawn, pdf
from tests.readouts.pages import EN

BROWSER = "Mozilla/5.0 HeadlessChrome"
BODY = textwrap.wrap(f"{EN[0]} {EN[1]} {EN[0]}", 60)
STAMP = "2/4/31, 10:57 PM Call about pears - Ministry"
URL = "https://ministry.example/a/call.html"


def _read(*pages: list[str | Drawn], title: str = "", maker: str = "") -> Document:
    return here("pdf", pdf(pages, title=title, maker=maker))


def test_larger_letters_and_a_gap_part_paragraphs() -> None:
    found = _read([Drawn("Call about pears and the price of all the pencils in the garden", 20), *BODY])
    assert found.text.split("\n\n") == [
        "Call about pears and the price of all the pencils in the garden",
        " ".join(BODY),
    ]
    found = _read(["Call about pears and the price of all the pencils", *(Drawn(BODY[0], gap=12), *BODY[1:])])
    assert found.text.split("\n\n")[0] == "Call about pears and the price of all the pencils"


def test_a_heading_of_two_lines_is_one_paragraph() -> None:
    found = _read(
        [Drawn("Call about pears and the price", 20), Drawn("of pencils", 20, 8), Drawn(BODY[0], gap=9), *BODY]
    )
    assert found.text.startswith("Call about pears and the price of pencils\n\nThe two")


def test_within_a_sentence_layout_parts_nothing() -> None:
    found = _read([*BODY[:2], Drawn(BODY[2], 16), Drawn(BODY[3], gap=30), *BODY[4:]])
    assert found.text.replace("\n\n", " ") == " ".join(BODY)
    assert BODY[2][0].islower()
    assert f"{BODY[1]} {BODY[2]}" in found.text


def test_lines_set_wide_apart_are_no_paragraphs() -> None:
    found = _read([Drawn(line, gap=12) for line in BODY])
    assert found.text == " ".join(BODY)


@pytest.mark.parametrize(
    ("foot", "url"),
    [
        ([f"{URL} 1/1"], URL),
        (["file:///home/ada/call.html 1/1"], ""),
        ([f"{URL}\u2026 Page 1 of 1"], ""),
        ([URL, "1 of 1"], URL),
    ],
)
def test_what_a_browser_prints_is_left_out_and_told(foot: list[str], url: str) -> None:
    found = _read([Drawn(STAMP, gap=-20), Drawn(BODY[0], gap=20), *BODY[1:], *foot], maker=BROWSER)
    assert found.text == " ".join(BODY)
    assert found.dropped == (STAMP, *foot)
    assert found.url == url


def test_it_is_left_out_wherever_the_file_has_it() -> None:
    """Chromium writes head and foot behind the text of each page."""
    first = [*BODY, Drawn(STAMP, gap=-400), Drawn(f"{URL} 1/2", gap=700)]
    other = textwrap.wrap(f"Then {EN[1]} Then {EN[1]}", 60)
    second = [*other, Drawn(STAMP, gap=-400), Drawn(f"{URL} 2/2", gap=700)]
    found = _read(first, second, maker=BROWSER)
    assert found.text == f"{' '.join(BODY)}\n\n{' '.join(other)}"
    assert found.dropped == (STAMP, f"{URL} 2/2")


@pytest.mark.parametrize(
    ("lines", "maker"),
    [
        # The publisher's own line of time, between heading and text.
        (["Call about pears", "2031/02/04 23:40", *BODY], BROWSER),
        (["2031/02/04 23:40", *BODY], "Word"),
        ([*BODY, "More is to be read at", URL], BROWSER),
        ([*BODY, f"More is to be read at {URL}"], BROWSER),
    ],
)
def test_what_the_text_says_of_time_and_address_stays(lines: list[str], maker: str) -> None:
    found = _read(list(lines), maker=maker)
    assert found.text.replace("\n\n", " ") == " ".join(lines)
    assert found.dropped == ()
    assert found.url == ""


@pytest.mark.parametrize(
    "title", ["two.html", "call.MHTML", "file:///x", "notes.txt", "Microsoft Word - call", "x.pdf"]
)
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    assert _read(list(BODY), title=title).title == ""


def test_a_title_stays() -> None:
    assert _read(list(BODY), title="Call about pears.  Part 2").title == "Call about pears. Part 2"


def test_ligatures_are_letters() -> None:
    from readouts.documents.pdf import _as_written

    assert _as_written("o\ufb03ce, \ufb01eld, \ufb02at, ½") == "office, field, flat, ½"


def test_a_page_printed_by_a_real_browser(tmp_path: Path) -> None:
    import shutil
    import subprocess

    chromium = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if chromium is None:
        pytest.skip("there is no browser here")
    page, out = tmp_path / "call.html", tmp_path / "call.pdf"
    paragraphs = "".join(f"<p>{words}</p>" for words in EN)
    page.write_text(f"<meta charset=utf-8><h1>Call about fine pears</h1><p>February 4, 2031</p>{paragraphs}", "utf-8")
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )
    found = here("pdf", out.read_bytes())
    assert found.text.split("\n\n") == ["Call about fine pears", "February 4, 2031", *EN]
    assert found.title == ""
    assert found.dropped[-1] == f"{page.as_uri()} 1/1"
