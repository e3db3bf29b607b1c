"""Every table of every page as a file: the columns of its contract, the values of the table, in each format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Download, Page, expect

from compare import finding_tables, holdings, shift, tables, timeline, timeline_tables
from compare.analysis import Comparison, compare_event
from compare.claims import check_all
from compare.dashboard import background
from compare.export import defuse
from compare.pairing import pair_readings
from compare.report import FORMATS
from compare.wording import diff
from readouts.claims import built_in
from readouts.library import Library
from tests.browser.conftest import Visit, fetch
from tests.browser.texts import CALL, CN_EN, US_EN

CHOICES = ("CSV", "CSV for Excel", "Excel workbook", "JSON", "Markdown")
WORDED = f"wording?event={CALL}&left=t-cn-en&right=t-us-en"
OVER_TIME = f"over-time?event={CALL}&topic=taiwan&side=CN&since=all"
BRIEF = {"html": "Web page (HTML)", "docx": "Word document", "xlsx": "Excel workbook", "md": "Markdown"}

Maker = Callable[[Library], pd.DataFrame]


def _of_call(make: Callable[[Comparison], pd.DataFrame]) -> Maker:
    return lambda library: make(compare_event(library, CALL))


def _findings(library: Library) -> pd.DataFrame:
    comparison = compare_event(library, CALL)
    return finding_tables.findings_table(comparison, background.find(library, comparison).findings)


def _versions(comparison: Comparison) -> pd.DataFrame:
    left, right = comparison.reading("t-cn-zh"), comparison.reading("t-cn-en")
    return finding_tables.versions_table(comparison, [("t-cn-zh", "t-cn-en", pair_readings(left, right))])


def _gaps(library: Library) -> pd.DataFrame:
    found = _versions(compare_event(library, CALL))
    return found[found["gap"] != ""].reset_index(drop=True)


def _trace(library: Library) -> pd.DataFrame:
    points = timeline.trace(timeline.survey(library), side="CN", topic="taiwan", other="US")
    return timeline_tables.trace_table(points, topic="taiwan")


def _shifts(library: Library) -> pd.DataFrame:
    survey = timeline.survey(library)
    *earlier, now = timeline.calls(survey, "CN", other="US")
    compared = (
        shift.compare(survey, (e,), now, topic="taiwan", speaker="", scales=tuple(timeline.HARDER_UP)) for e in earlier
    )
    return timeline_tables.shift_table(compared)


PAGES: dict[str, tuple[str, dict[str, tuple[dict[str, str], Maker]]]] = {
    "call": (
        f"?event={CALL}&kind=all",
        {
            "findings": (finding_tables.CONTRACT["findings"], _findings),
            "promises": (finding_tables.CONTRACT["promises"], _of_call(finding_tables.promises_table)),
            "publications": (tables.CONTRACT["publications"], _of_call(tables.publications_table)),
            "coverage": (tables.CONTRACT["coverage"], _of_call(lambda c: tables.coverage_table(c, only_found=True))),
        },
    ),
    "side by side": (
        f"side-by-side?event={CALL}",
        {
            "statements": (tables.CONTRACT["statements"], _of_call(tables.statements_table)),
            "pairs": (finding_tables.CONTRACT["pairs"], _of_call(finding_tables.pairs_table)),
        },
    ),
    "versions": (
        f"side-by-side?event={CALL}&mode=versions",
        {"versions": (finding_tables.CONTRACT["versions"], _of_call(_versions))},
    ),
    "tone": (f"tone?event={CALL}", {"tone": (tables.CONTRACT["tone"], _of_call(tables.tone_table))}),
    "wording": (
        WORDED,
        {
            "word differences": (
                finding_tables.CONTRACT["diff"],
                lambda _: finding_tables.diff_table(diff(CN_EN, US_EN, "en")),
            ),
            "gaps": (finding_tables.CONTRACT["versions"], _gaps),
        },
    ),
    "over time": (
        OVER_TIME,
        {
            "trace": (timeline_tables.CONTRACT["trace"], _trace),
            "shifts": (timeline_tables.CONTRACT["shift"], _shifts),
        },
    ),
    "claims": (
        f"claims?event={CALL}&scope=all",
        {
            "claims": (
                timeline_tables.CONTRACT["claims"],
                lambda library: timeline_tables.claims_table(check_all(timeline.survey(library), built_in())),
            )
        },
    ),
    "library": (
        f"library?event={CALL}",
        {
            "holdings": (
                holdings.CONTRACT["holdings"],
                lambda library: holdings.holdings_table(
                    sorted(library.events(), key=lambda e: (e.date, e.id), reverse=True), library.readouts()
                ),
            )
        },
    ),
}


def _csv(download: Download, *, mark: bool) -> list[list[str]]:
    raw = download.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") is mark
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _check(download: Download, choice: str, name: str, table: pd.DataFrame) -> None:
    """The file holds the table: its columns and each of its values."""
    safe = list(csv.reader(io.StringIO(table.map(defuse).to_csv(index=False), newline="")))
    if choice.startswith("CSV"):
        found = _csv(download, mark=choice != "CSV")
        assert found[0] == safe[0]
        assert sorted(found) == sorted(safe)
    elif choice == "JSON":
        whole = json.loads(download.path().read_text("utf-8"))
        assert whole["about"]["Event"] in (CALL, "library")
        expected = json.loads(table.to_json(orient="records", force_ascii=False))
        assert sorted(map(repr, whole[name])) == sorted(map(repr, expected))
    elif choice == "Excel workbook":
        book = openpyxl.load_workbook(io.BytesIO(download.path().read_bytes()))
        rows = list(book[name.capitalize()].iter_rows(values_only=True))
        assert list(rows[0]) == list(table.columns)
        assert len(rows) - 1 == len(table)
        for place, column in enumerate(table.columns):
            if pd.api.types.is_numeric_dtype(table[column]) and not pd.api.types.is_bool_dtype(table[column]):
                told = [float(r[place]) for r in rows[1:] if r[place] is not None]
                assert sorted(told) == sorted(float(v) for v in table[column].dropna())
        assert "About" in book.sheetnames
    else:
        lines = [x for x in download.path().read_text("utf-8").splitlines() if x.startswith("| ")]
        assert lines[0] == "| " + " | ".join(table.columns) + " |"
        assert len(lines) - 2 == len(table)


@pytest.mark.parametrize("where", PAGES)
def test_every_table_comes_as_it_stands_there(tab: Visit, where: str) -> None:
    path, offered = PAGES[where]
    page = tab.open(path)
    for number, (name, (contract, make)) in enumerate(offered.items()):
        expect(page.get_by_role("button", name=f"Download {name}", exact=True)).to_be_visible()
        with Library.open(tab.server.library, read_only=True) as library:
            table = make(library)
        assert list(table.columns) == list(contract)
        for choice in CHOICES if number == 0 else CHOICES[:1]:
            _check(fetch(page, f"Download {name}", choice), choice, name, table)


@pytest.mark.parametrize("path", [f"?event={CALL}", f"side-by-side?event={CALL}"])
def test_the_brief_comes_in_every_format(tab: Visit, path: str) -> None:
    page = tab.open(path)
    assert set(BRIEF) == set(FORMATS)
    starts = {"html": b"<!DOCTYPE html>", "docx": b"PK", "xlsx": b"PK", "md": b"# "}
    for form, choice in BRIEF.items():
        download = fetch(page, "Brief of this call", choice)
        assert download.suggested_filename == f"readouts_{CALL}_brief.{form}"
        data = download.path().read_bytes()
        assert data.startswith(starts[form])
        if form in ("html", "md"):
            plain = re.sub(r"<[^>]*>|\*", "", data.decode())
            assert "must handle it with prudence" in plain


def test_menus_answer_to_the_keyboard(tab: Visit) -> None:
    page = tab.open(f"?event={CALL}")
    opener = page.get_by_role("button", name="Brief of this call")
    choices = page.get_by_test_id("stPopoverBody").get_by_role("button")
    opener.focus()
    page.keyboard.press("Enter")
    expect(choices.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(choices.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(choices.last).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("_brief.md")
    page.keyboard.press("Home")
    expect(choices.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(choices).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(choices.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(choices).to_have_count(0)
    assert _after(page, opener.element_handle())


def _after(page: Page, element: object) -> bool:
    """Whether the focus stands behind an element on the page."""
    return bool(page.evaluate("e => e.compareDocumentPosition(document.activeElement) & 4", element))
