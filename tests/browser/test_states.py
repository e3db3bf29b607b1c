"""What the dashboard says when the library is empty, locked or broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from readouts.library import Library
from tests.browser.conftest import Visit, serving
from tests.browser.texts import CALL, fill


def test_an_empty_library_says_how_to_begin(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    library = tmp_path / "empty.sqlite3"
    Library.open(library).close()
    with serving(library) as server:
        page = visiting(server).open()
        expect(page.get_by_role("heading", level=2)).to_have_text("The library is empty")
        page.get_by_role("link", name="Add a text").click()
        page.get_by_text("Paste the text").click()
        page.get_by_role("button", name="Read it").click()
        expect(page.get_by_role("alert")).to_contain_text("The text is empty")


def test_a_library_that_cannot_be_written_can_be_read(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite3"
    fill(library)
    with serving(library, locked=True) as server:
        tab = visiting(server)
        page = tab.open("library")
        expect(page.get_by_text("This library is read-only")).to_be_visible()
        expect(page.get_by_role("link", name="Add a text")).to_have_count(0)
        expect(tab.open("add").get_by_role("status")).to_contain_text("Nothing can be added here")
        expect(page.get_by_role("button", name="Fetch it")).to_have_count(0)
        claims = tab.open(f"claims?event={CALL}")
        expect(claims.get_by_role("status")).to_contain_text("switched off")
        expect(claims.get_by_label("The claim, in a sentence")).to_have_count(0)
        page = tab.open(f"tone?event={CALL}")
        expect(page.get_by_role("button", name="Download tone")).to_be_visible()


def test_a_broken_library_is_named_and_left_alone(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    library = tmp_path / "broken.sqlite3"
    library.write_bytes(b"this was never a database" * 100)
    before = library.read_bytes()
    with serving(library) as server:
        page = visiting(server).open()
        expect(page.get_by_role("alert")).to_contain_text(re.compile("broken.sqlite3"))
        expect(page.get_by_role("alert")).not_to_contain_text("Traceback")
        assert library.read_bytes() == before
        library.unlink()
        fill(library)
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Chen–Roe telephone call")
