"""The three jobs from first click to last: side by side, the tone table as a file, a new text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from compare.analysis import compare_event
from compare.tables import CONTRACT, tone_table
from readouts.library import Library
from tests.browser.conftest import Server, Visit, choose, fetch, serving
from tests.browser.texts import CALL, HOSTILE, LONG_WORD, TRAPS, fill


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server whose library this test may change."""
    library = tmp_path / "library.sqlite3"
    fill(library)
    with serving(library) as running:
        yield running


def test_from_call_to_topic_to_evidence_to_file(tab: Visit, tmp_path: Path) -> None:
    page = tab.open()
    page.locator(".heat tr", has_text="Taiwan").locator("td.cell a").first.click()
    page.wait_for_url(f"**/side-by-side?event={CALL}&topic=taiwan")
    cards = page.locator(".lane .card")
    expect(cards).to_have_count(3)
    expect(cards.nth(1)).to_contain_text("must (other)")
    expect(cards.nth(1).locator("mark.m-obligation", has_text="must")).to_be_visible()
    expect(page.locator(".texts .st.off").first).to_be_visible()

    page.get_by_role("link", name="Tone on this topic").click()
    page.wait_for_url(f"**/tone?event={CALL}&topic=taiwan")
    page.get_by_role("link", name="Obligation 3, Taiwan, China, Chen").last.click()
    evidence = page.locator("section.evidence")
    expect(evidence).to_contain_text("The U.S. must handle it with prudence", use_inner_text=True)
    expect(evidence.locator("mark.m-obligation", has_text="must")).to_be_visible()
    assert "row=" in page.url

    with Library.open(tab.server.library, read_only=True) as library:
        table = tone_table(compare_event(library, CALL), ["taiwan"])
    for choice, ending in (("CSV for Excel", "csv"), ("Excel workbook", "xlsx")):
        download = fetch(page, "Download tone", choice)
        file = tmp_path / download.suggested_filename
        download.save_as(file)
        assert file.name == f"readouts_{CALL}_tone_taiwan.{ending}"
        rows = _csv(file) if ending == "csv" else _xlsx(file)
        assert rows[0] == list(CONTRACT["tone"])
        assert len(rows) - 1 == len(table)
        column = rows[0].index("quotes")
        assert [r[column] or "" for r in rows[1:]] == list(table["quotes"])
        level = rows[0].index("obligation_max")
        assert [int(r[level]) for r in rows[1:]] == list(table["obligation_max"])


def _csv(file: Path) -> list[list[str]]:
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def _xlsx(file: Path) -> list[list[object]]:
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Tone", "About"]
    return [list(row) for row in book["Tone"].iter_rows(values_only=True)]


def test_a_row_of_the_table_opens_its_evidence(tab: Visit) -> None:
    page = tab.open(f"tone?event={CALL}&topic=taiwan")
    grid = page.get_by_test_id("stDataFrame")
    box = grid.bounding_box()
    assert box is not None
    grid.click(position={"x": 14, "y": 56})
    expect(page.locator("section.evidence")).to_contain_text("Taiwan, said by Chen")
    page.wait_for_url("**row=t-cn-zh*")


def test_delete_and_undo(visiting: Callable[..., Visit], own_server: Server) -> None:
    tab = visiting(own_server)
    page = tab.open("library")
    page.get_by_text("Delete a publication").click()
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    choose(page, "Publication", "Presidential Office")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Deleted")
    shelf = page.locator(".shelf", has_text="Chen–Orlov")
    expect(shelf).not_to_contain_text("Presidential Office")
    page.get_by_role("button", name="Undo").click()
    expect(shelf).to_contain_text("Presidential Office")


@pytest.mark.parametrize(
    "path", [f"?event={HOSTILE}", f"side-by-side?event={HOSTILE}&topic=trade", f"tone?event={HOSTILE}", "library"]
)
def test_nothing_in_a_text_runs_or_is_interpreted(tab: Visit, path: str) -> None:
    page = tab.open(path)
    main = page.get_by_test_id("stMain")
    assert page.evaluate("window.cracked") is None
    expect(main).to_contain_text(TRAPS[3])
    assert main.locator(".stHtml img, .stHtml script, .katex").count() == 0
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    if "side-by-side" in path:
        for trap in (*TRAPS, "**bold**", "=HYPERLINK(", LONG_WORD[:100]):
            expect(page.locator(".texts")).to_contain_text(trap)
