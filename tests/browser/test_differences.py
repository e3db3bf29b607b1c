"""What differs, what answers what, and word by word: from the first click to the file on disk."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download, Page, expect

from compare.analysis import compare_event
from compare.dashboard import background
from compare.finding_tables import CONTRACT, findings_table
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind
from tests.browser.conftest import Server, Visit, fetch, serving
from tests.browser.test_pages import axe
from tests.browser.texts import CALL, CHEN, HOSTILE, LONG_WORD, ROE, TRAPS, US_EN, VIDEO, fill

ALONE = "2031-05-07-chen-roe"
MOVED = (
    "We agreed that our two teams will meet again before the end of the summer in Geneva. "
    "I told him that the farmers of our country are waiting for good news about the harvest. "
    "Thank you for your attention to this matter!"
)
MOVED_AFTER = (
    "I told him that the farmers of our country are waiting for good news about the harvest. "
    "We agreed that our two teams shall meet again before the end of the summer in Geneva. "
    "Thank you for your attention to this matter!"
)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a library with a call of one text in two revisions, and nothing of the other side."""
    path = tmp_path_factory.mktemp("edited") / "library.sqlite3"
    fill(path)
    with Library.open(path) as library:
        library.save_event(Event(ALONE, date(2031, 5, 7), EventKind.CALL, (CHEN, ROE), "A second call"))
        for text in (MOVED, MOVED_AFTER):
            library.add(
                readout_id="t-alone",
                event_id=ALONE,
                side="US",
                publisher="The President’s page",
                kind=Kind.POST,
                language="en",
                title="On the second call",
                text=text,
                text_language="en",
                fidelity=Fidelity.OFFICIAL,
            )
    with serving(path) as running:
        yield running


def _rows(download: Download, folder: Path) -> list[list[str]]:
    file = folder / download.suggested_filename
    download.save_as(file)
    if file.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(file).worksheets[0]
        return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))


def _downloaded(page: Page, table: str, folder: Path, choice: str = "CSV") -> list[list[str]]:
    return _rows(fetch(page, f"Download {table}", choice), folder)


def test_from_finding_to_words_to_side_by_side_to_file(tab: Visit, tmp_path: Path) -> None:
    page = tab.open(f"?event={CALL}")
    findings = page.locator(".finding")
    expect(findings).to_have_count(5)
    demand = findings.filter(has_text="must do on Taiwan")
    expect(demand).to_contain_text("stronger language")
    demand.get_by_text("The words and their revisions").click()
    expect(demand.locator("figure").first).to_contain_text("revision 1")
    expect(demand.locator("blockquote").filter(has_text="with prudence")).to_be_visible()

    with Library.open(tab.server.library, read_only=True) as library:
        comparison = compare_event(library, CALL)
        found = background.find(library, comparison).findings
    for choice in ("CSV", "CSV for Excel", "Excel workbook"):
        rows = _downloaded(page, "findings", tmp_path, choice)
        assert rows[0] == list(CONTRACT["findings"])
        column = rows[0].index("sentence")
        assert [r[column] for r in rows[1:]] == list(findings_table(comparison, found)["sentence"])

    demand.get_by_role("link", name="Side by side").click()
    page.wait_for_url(f"**/side-by-side?event={CALL}&topic=taiwan*&at=*")
    expect(page.locator(".lane .st.here").first).to_contain_text("慎重")


def test_all_findings_open_and_are_filtered_by_kind_and_topic(tab: Visit, tmp_path: Path) -> None:
    page = tab.open(f"?event={CALL}")
    page.get_by_role("link", name="All ").filter(has_text="findings").click()
    page.wait_for_url("**kind=all")
    expect(page.get_by_role("group", name="Kind of finding")).to_be_visible()
    number = page.locator(".finding").count()
    assert number > 5
    page.get_by_role("group", name="Kind of finding").get_by_role("button", name="One-sided topic").click()
    page.wait_for_url("**kind=one-sided+topic")
    expect(page.locator(".finding .kind").first).to_contain_text("one-sided topic")
    assert set(page.locator(".finding .kind").all_inner_texts()) == {"one-sided topic"}
    page.get_by_role("group", name="Topic of finding").get_by_role("button", name="Farm goods").click()
    expect(page.locator(".differs h2")).to_have_text("What differs on Farm goods")
    silence = page.locator(".finding")
    silence.get_by_text("The words and their revisions").click()
    expect(silence).to_contain_text("not found")
    expect(silence).to_contain_text("Searched for:")
    rows = _downloaded(page, "findings", tmp_path)
    assert len(rows) == 2
    page.go_back()
    page.go_back()
    expect(page.locator(".finding")).to_have_count(number)


def test_a_promise_has_its_status_and_the_nearest_words(tab: Visit, tmp_path: Path) -> None:
    page = tab.open(f"?event={CALL}")
    row = page.locator(".promises tbody tr").first
    expect(row).to_contain_text("one-sided")
    expect(row).to_contain_text("hopes to expand trade")
    row.get_by_text("Its nearest words").click()
    expect(row.locator("details blockquote")).to_be_visible()
    assert _downloaded(page, "promises", tmp_path, "Excel workbook")[0] == list(CONTRACT["promises"])


def test_a_statement_marks_its_answers_to_mouse_and_keyboard(tab: Visit) -> None:
    page = tab.open(f"side-by-side?event={CALL}&readouts=t-cn-en,t-us-en")
    columns = page.locator(".column")
    demand = columns.nth(0).locator(".st", has_text="must handle it")
    answer = columns.nth(1).locator(".st", has_text="Taiwan").first
    expect(demand.locator(".rel")).to_contain_text("stronger than")
    demand.hover()
    expect(columns.nth(1).locator(".st.answer")).to_have_attribute("data-word", "weaker")
    page.mouse.move(2, 2)
    expect(page.locator(".st.answer")).to_have_count(0)
    demand.get_by_role("link").focus()
    expect(columns.nth(1).locator(".st.answer")).to_contain_text("Taiwan")
    page.keyboard.press("Enter")
    page.wait_for_url("**at=t-us-en*")
    expect(answer).to_be_in_viewport()
    expect(page.locator(".texts .st.here")).to_contain_text("Taiwan")
    alone = columns.nth(1).locator(".st.unanswered", has_text="We did not discuss Iran")
    expect(alone).to_contain_text("◇ only here")


def test_an_address_brings_its_statement_into_view(tab: Visit) -> None:
    start = US_EN.index("Thank you")
    page = tab.open(f"side-by-side?event={CALL}&at=t-us-en@{start}")
    expect(page.locator(".texts .st.here")).to_contain_text("Thank you")
    expect(page.locator(".texts .st.here")).to_be_in_viewport()


def test_the_map_shows_order_and_share_and_leads_to_a_statement(tab: Visit) -> None:
    page = tab.open(f"side-by-side?event={CALL}")
    map_ = page.locator(".column").nth(0).get_by_role("navigation", name="Order of topics")
    expect(map_.locator(".order li").filter(has_text="Taiwan")).to_contain_text("%")
    map_.locator(".piece").last.click()
    page.wait_for_url("**at=t-cn-*")
    expect(page.locator(".texts .st.here")).to_be_in_viewport()


def test_original_beside_translation_row_by_row(tab: Visit, tmp_path: Path) -> None:
    page = tab.open(f"side-by-side?event={CALL}")
    page.get_by_role("button", name="Original beside translation").click()
    page.wait_for_url("**mode=versions")
    row = page.locator(".versions tbody tr", has_text="美方务必")
    expect(row).to_contain_text("The U.S. must handle it with prudence.")
    expect(row.locator(".gap-cell")).not_to_be_empty()
    rows = _downloaded(page, "versions", tmp_path)
    assert rows[0] == list(CONTRACT["versions"])
    assert len(rows) - 1 == page.locator(".versions tbody tr").count()


def test_word_differences_are_switched_on_and_off(tab: Visit) -> None:
    page = tab.open(f"side-by-side?event={CALL}")
    page.get_by_role("button", name="Word differences").click()
    page.wait_for_url("**mode=words")
    expect(page.locator(".column").nth(1).locator("mark.d-only, mark.d-replaced").first).to_be_visible()
    expect(page.locator(".column").nth(1).locator("mark.m-obligation")).to_have_count(0)
    page.get_by_role("button", name="Scrolled together").click()
    expect(page.locator("mark.d-replaced")).to_have_count(0)
    expect(page.locator(".column").nth(1).locator("mark.m-obligation", has_text="must")).to_be_visible()


def test_where_words_are_compared_no_tone_is_marked_anywhere(tab: Visit) -> None:
    page = tab.open(f"side-by-side?event={CALL}&topic=taiwan&mode=words")
    expect(page.locator(".diff-note")).to_contain_text("not for their tone")
    expect(page.locator(".lane .card").first).to_be_visible()
    tones = ", ".join(f".ro mark.m-{layer}" for layer in ("obligation", "commitment", "warning", "warmth"))
    expect(page.locator(tones)).to_have_count(0)


def test_two_revisions_word_by_word_with_what_moved(
    visiting: Callable[..., Visit], edited: Server, tmp_path: Path
) -> None:
    page = visiting(edited).open(f"wording?event={ALONE}")
    texts = page.locator(".worded")
    expect(texts.nth(0).locator("mark.d-moved")).to_contain_text("⇅1")
    expect(texts.nth(0).locator("mark.d-replaced, mark.d-only").filter(has_text="will")).to_be_visible()
    expect(texts.nth(1).locator("mark.d-replaced, mark.d-only").filter(has_text="shall")).to_be_visible()
    rows = _downloaded(page, "word differences", tmp_path)
    assert rows[0] == list(CONTRACT["diff"])
    assert "moved" in {r[0] for r in rows[1:]}
    page.get_by_role("button", name="One text").click()
    page.wait_for_url("**mode=one*")
    expect(page.locator(".worded.one del").filter(has_text="will")).to_be_visible()
    expect(page.locator(".worded.one ins").filter(has_text="shall")).to_be_visible()
    assert "farmers of our country" in " ".join(r[0] for r in _downloaded(page, "shared phrases", tmp_path))


def test_texts_of_two_calls_are_chosen_and_set_in_rows(tab: Visit, tmp_path: Path) -> None:
    page = tab.open(f"wording?event={CALL}")
    menu = page.get_by_role("combobox", name="First text")
    menu.click()
    menu.fill("6 May 2031 · CN · English")
    page.keyboard.press("Enter")
    page.wait_for_url("**left=t-cn-en*")
    expect(page.locator(".worded .pub").nth(1)).to_contain_text("The President’s page")
    table = page.locator(".aligned")
    expect(table.locator("thead th")).to_have_count(3)
    expect(table.locator("td.absent").first).to_have_text("– nothing")
    rows = _downloaded(page, "alignment", tmp_path, "Excel workbook")
    assert rows[0][0] == "kind"
    assert len(rows[0]) == 3
    assert {r[0] for r in rows[1:]} >= {"agreed", "missing"}
    second = page.get_by_role("combobox", name="Second text")
    second.click()
    second.fill("1 Jan 2031")
    page.keyboard.press("Enter")
    page.wait_for_url("**right=t-hostile-cn*")
    expect(page.locator(".worded").nth(1)).to_contain_text("China said that Taiwan is Chinese")


def test_gaps_between_versions_stand_on_the_wording_page(tab: Visit, tmp_path: Path) -> None:
    page = tab.open(f"wording?event={CALL}")
    section = page.locator("section", has=page.get_by_role("heading", name="China in Chinese and English"))
    expect(section.locator(".counts")).to_contain_text("gap of substance")
    assert _downloaded(page, "gaps", tmp_path)[0] == list(CONTRACT["versions"])
    section.get_by_role("link", name="Every sentence").click()
    expect(page.locator(".versions tbody tr").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_pages_fit_and_can_be_read(visiting: Callable[..., Visit], server: Server, width: int, scheme: str) -> None:
    tab = visiting(server, width=width, scheme=scheme)
    for path in (
        f"?event={CALL}&kind=all",
        f"side-by-side?event={CALL}&mode=versions&topic=taiwan",
        f"side-by-side?event={CALL}&mode=words",
        f"wording?event={CALL}",
        f"wording?event={CALL}&left=t-cn-en&right=t-us-en&mode=one",
    ):
        page = tab.open(path)
        for closed in page.locator(".finding summary").all()[:3]:
            closed.click()
        main = page.get_by_test_id("stMain")
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth"), f"{path} scrolls sideways at {width}"
        assert axe(page) == [], path


@pytest.mark.parametrize(
    "path",
    [
        f"?event={HOSTILE}&kind=all",
        f"side-by-side?event={HOSTILE}&mode=words",
        f"wording?event={HOSTILE}&left=t-hostile-cn&right=t-hostile-us",
        f"wording?event={HOSTILE}&left=t-hostile-cn&right=t-hostile-us&mode=one",
    ],
)
def test_nothing_in_a_text_runs(tab: Visit, path: str) -> None:
    page = tab.open(path)
    main = page.get_by_test_id("stMain")
    assert page.evaluate("window.cracked") is None
    expect(main).to_contain_text(TRAPS[3] if "wording" in path else TRAPS[1])
    assert main.locator(".stHtml img, .stHtml script, .katex").count() == 0
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    if "wording" in path:
        for trap in (*TRAPS, "**bold**", "=HYPERLINK(", LONG_WORD[:100]):
            expect(page.locator(".worded").last).to_contain_text(trap)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"wording?event={CALL}&left=nothing&right=t-us-en", "so not compared: nothing"),
        (f"wording?event={CALL}&left=t-cn-zh&right=t-us-en", "in two languages"),
        (f"?event={CALL}&kind=nothing", "No finding of this sort"),
        (f"side-by-side?event={VIDEO}&mode=versions", "Scrolled together"),
    ],
)
def test_what_is_not_there_is_explained(tab: Visit, path: str, words: str) -> None:
    expect(tab.open(path).get_by_test_id("stMain")).to_contain_text(words)


def test_one_side_alone(visiting: Callable[..., Visit], edited: Server) -> None:
    tab = visiting(edited)
    page = tab.open(f"?event={ALONE}")
    expect(page.locator(".differs")).to_contain_text("Only United States’s text is here")
    expect(page.locator(".promises")).to_have_count(0)
    page = tab.open(f"side-by-side?event={ALONE}")
    expect(page.locator(".column")).to_have_count(1)
    expect(page.get_by_role("button", name="Original beside translation")).to_have_attribute("aria-disabled", "true")
