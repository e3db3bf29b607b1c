"""Over time: from a mark to its words to the file on disk; shifts, set phrases and silent edits."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from compare import ledger, timeline
from compare.timeline_tables import CONTRACT, ledger_table, trace_table
from readouts.library import Library
from tests.browser.conftest import Server, Visit, fetch, serving
from tests.browser.texts import TRAPS
from tests.browser.texts_over_time import DIGEST, FIRST, GAP, NOW, fill

VIEW = f"over-time?event={NOW}&topic=taiwan&since=all"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    library = tmp_path_factory.mktemp("years") / "library.sqlite3"
    fill(library)
    with serving(library) as running:
        yield running


@pytest.fixture
def page(visiting: Callable[..., Visit], years: Server) -> Page:
    opened = visiting(years).open(VIEW)
    # The last thing drawn: before it stands, what is above may still move from under the pointer.
    expect(opened.locator(".edits")).to_be_visible()
    return opened


def _files(page: Page, name: str, folder: Path) -> tuple[list[list[str]], list[list[object]]]:
    found = []
    for choice in ("CSV", "Excel workbook"):
        download = fetch(page, f"Download {name}", choice)
        found.append(folder / download.suggested_filename)
        download.save_as(found[-1])
    raw = found[0].read_bytes().decode("utf-8-sig")
    book = openpyxl.load_workbook(found[1])
    return list(csv.reader(io.StringIO(raw))), [list(r) for r in book.worksheets[0].iter_rows(values_only=True)]


def test_from_a_mark_to_its_words_to_the_file(page: Page, years: Server, tmp_path: Path) -> None:
    page.get_by_role("link", name="Obligation 2, should, 1 February 2029, official text").click()
    evidence = page.locator("section.evidence")
    expect(evidence).to_contain_text("Obligation, 1 February 2029")
    expect(evidence.locator("mark", has_text="应当")).to_be_visible()
    page.wait_for_url(f"**row=demand%7C{FIRST}**")
    expect(evidence.get_by_role("link", name="Read this call side by side")).to_have_attribute(
        "href", f"./side-by-side?event={FIRST}&topic=taiwan&at=o-first%40" + str(_statement(years, FIRST, "应当"))
    )
    rows, cells = _files(page, "trace", tmp_path)
    with Library.open(years.library, read_only=True) as library:
        survey = timeline.survey(library)
        table = trace_table(timeline.trace(survey, side="CN", topic="taiwan", other="US"), topic="taiwan")
    assert rows[0] == list(CONTRACT["trace"]) == cells[0]
    values = rows[0].index("value")
    assert [r[values] for r in rows[1:]] == ["" if pd.isna(v) else str(v) for v in table["value"]]
    assert [r[rows[0].index("quotes")] for r in rows[1:]] == list(table["quotes"])


def _statement(server: Server, event: str, words: str) -> int:
    with Library.open(server.library, read_only=True) as library:
        line = next(x for x in timeline.survey(library).lines if x.event.id == event)
    return next(s.start for s in line.extract.sayings if words in line.text[s.start : s.end])


def test_digests_are_hollow_and_gaps_say_why(page: Page) -> None:
    lane = page.locator(".strips .lane")
    expect(lane.get_by_role("link", name="8 November 2029")).to_contain_text("digest, topic not in the digest")
    gap = lane.get_by_role("link", name="3 April 2030")
    expect(gap).to_contain_text("no text: a gap")
    gap.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("No text here of Foreign Ministry (Chinese)")
    expect(page.locator(".strips .track").first.locator(".gap")).to_have_count(1)
    expect(page.locator(".strips tbody tr")).to_have_count(5)
    page.goto(page.url.replace("topic=taiwan", "topic=trade"))
    expect(page.locator(".strips .track .mark-side.hollow").first).to_be_attached()


def test_a_shift_depends_on_what_it_is_compared_with(page: Page) -> None:
    rows = page.locator(".shifts tbody tr")
    expect(rows.nth(0)).to_contain_text("3 April 2030, Chen–Roe")
    expect(rows.nth(0)).to_contain_text("× not comparable: no text")
    expect(rows.nth(1)).to_contain_text("× not comparable: digest only")
    expect(rows.nth(2)).to_contain_text("softer")
    expect(page.locator(".shift-words")).to_contain_text("玩火者必自焚")
    page.get_by_role("button", name="Let digests stand in").click()
    expect(rows.nth(1)).to_contain_text("indicative")
    page.get_by_role("link", name="8 November 2029, Chen–Roe", exact=True).click()
    page.wait_for_url(f"**against={DIGEST}**")
    expect(page.locator(".shift-words .caveats")).to_contain_text("indicative only")


def test_a_phrase_has_a_cell_a_base_rate_and_its_words(page: Page, years: Server, tmp_path: Path) -> None:
    row = page.locator(".ledger tbody tr", has_text="玩火者必自焚")
    expect(row.locator("td .word")).to_have_text(["present", "not searched", "not searched", "absent"])
    row.scroll_into_view_if_needed()
    row.locator("td").nth(3).hover()
    expect(page.get_by_role("tooltip")).to_contain_text("absent in 0 of 1 earlier calls of Chen–Roe")
    row.locator("td a").click()
    expect(page.locator("section.evidence mark")).to_have_text("玩火者必自焚")
    rows, _ = _files(page, "set phrases", tmp_path)
    with Library.open(years.library, read_only=True) as library:
        book = ledger.ledger(timeline.survey(library), "CN", other="US", families=["taiwan"])
    assert [r[rows[0].index("status")] for r in rows[1:]] == list(ledger_table(book)["status"])
    families = page.get_by_role("group", name="Families of set phrases")
    families.get_by_role("button", name="All families").click()
    page.wait_for_url("**family=all**")


def test_silent_edits_weightiest_first(page: Page, tmp_path: Path) -> None:
    edits = page.locator(".edits tbody tr")
    expect(edits.first).to_contain_text("modal")
    expect(edits.first.locator("del")).to_have_text("务必")
    expect(edits.first.locator("ins")).to_have_text("应当")
    expect(page.locator(".edits")).to_contain_text(TRAPS[0])
    assert page.evaluate("window.cracked") is None
    rows, _ = _files(page, "edits", tmp_path)
    assert rows[1][rows[0].index("kind")] == "modal"


def test_choices_move_the_address_and_an_address_brings_them_back(page: Page, years: Server) -> None:
    menu = page.get_by_role("combobox", name="On", exact=True)
    menu.click()
    page.get_by_role("option", name="every subject").click()
    page.wait_for_url(lambda url: "topic=" not in url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Over time: China")
    page.goto(f"{years.address}over-time?event={GAP}&topic=taiwan&speaker=Chen&other=any&since=2030")
    expect(page.get_by_role("combobox", name="Said by")).to_have_value("Chen")
    expect(page.get_by_role("combobox", name="In calls with")).to_have_value("anybody")
    expect(page.locator(".strips .lane a")).to_have_count(2)
    expect(page.locator(".state")).to_contain_text("cannot be compared in the original wording")


def test_a_later_call_is_chosen_in_the_drawing(page: Page) -> None:
    page.locator(".strips .lane").get_by_role("link", name="1 February 2029").click()
    page.wait_for_url(f"**event={FIRST}**")
    expect(page.locator(".state").first).to_contain_text("No earlier call")
