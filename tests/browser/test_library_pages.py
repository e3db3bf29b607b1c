"""A library of many calls in the browser: turned page by page, searched as a whole, and the same address again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import expect

from compare.dashboard.library import PAGE
from readouts.library import Library
from readouts.model import Event, EventKind
from tests.browser.conftest import Visit, serving
from tests.browser.texts import CHEN, ROE

CALLS = PAGE + 7


def test_a_long_library_is_turned_and_searched(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite3"
    days = [date(2031, 1, 1) + timedelta(days=n) for n in range(CALLS)]
    with Library.open(file) as library:
        library.add_many([], events=[Event(f"{d.isoformat()}-a", d, EventKind.CALL, (CHEN, ROE)) for d in days])
    with serving(file) as server:
        tab = visiting(server)
        page = tab.open("library")
        expect(page.locator(".shelf")).to_have_count(PAGE)
        page.get_by_role("button", name="Older").first.click()
        expect(page.locator(".shelf")).to_have_count(CALLS - PAGE)
        expect(page.get_by_text(f"Calls {PAGE + 1} to {CALLS} of {CALLS}").first).to_be_visible()
        again = tab.open(page.url.removeprefix(server.address))
        expect(again.locator(".shelf")).to_have_count(CALLS - PAGE)
        search = page.get_by_label("Find a call or a publication")
        search.fill(f"{days[-1]:%d %B %Y}")
        search.press("Enter")
        expect(page.locator(".shelf")).to_have_count(1)
        search.fill("")
        search.press("Enter")
        expect(page.locator(".shelf")).to_have_count(PAGE)
        # A call published by another program stands there with the next look.
        with Library.open(file) as library:
            library.save_event(Event("2032-01-01-a", date(2032, 1, 1), EventKind.CALL, (CHEN, ROE)))
        tab.open("library")
        expect(page.locator(".shelf h2").first).to_contain_text("1 Jan 2032")
