"""Claims: one's own is checked while it is written, saved, deleted, brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from readouts.claims import ClaimBook
from tests.browser.conftest import Server, Visit, fetch, serving
from tests.browser.test_pages import axe
from tests.browser.texts import TRAPS
from tests.browser.texts_over_time import NOW, fill


@pytest.fixture(scope="module")
def claims_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    library = tmp_path_factory.mktemp("claims") / "library.sqlite3"
    fill(library)
    with serving(library) as running:
        yield running


def test_a_claim_is_checked_saved_deleted_and_brought_back(
    visiting: Callable[..., Visit], claims_server: Server
) -> None:
    tab = visiting(claims_server)
    page = tab.open(f"claims?event={NOW}&topic=taiwan")
    expect(page.locator(".state")).to_contain_text("Nothing is claimed of this call yet")
    page.get_by_text("Put a claim of your own to the test").click()
    page.get_by_label("The claim, in a sentence").fill(f"Beijing was softer on Taiwan {TRAPS[0]}.")
    page.get_by_label("Who claims it").fill(TRAPS[3])
    page.keyboard.press("Tab")
    preview = page.locator(".preview")
    expect(preview.locator(".verdict").first).to_contain_text("supported by the wording")
    expect(preview.locator(".trials")).to_contain_text("玩火者必自焚")
    page.get_by_role("button", name="Save this claim").click()
    expect(page.locator(".said")).to_contain_text("Saved: Beijing was softer")
    article = page.locator("article.claim")
    expect(article).to_contain_text(f"Claimed by {TRAPS[3]}")
    expect(article.locator(".trials")).to_contain_text("not comparable: digest only")
    book = ClaimBook(claims_server.library.parent / "claims")
    assert [c.topic for c in book.load()[0]] == ["taiwan"]
    assert axe(page) == []
    assert page.evaluate("window.cracked") is None

    download = fetch(page, "Download claims", "CSV for Excel")
    assert download.suggested_filename == f"readouts_{NOW}_claims.csv"
    text = download.path().read_text("utf-8-sig")
    assert "supported by the wording" in text
    assert "玩火者必自焚" in text

    page.get_by_role("button", name="Delete this claim").click()
    expect(page.locator(".said")).to_contain_text("Deleted")
    expect(article).to_have_count(0)
    assert book.load()[0] == ()
    page.get_by_role("button", name="Undo").click()
    expect(article).to_have_count(1)


def test_claims_about_calls_that_are_not_here_say_so(visiting: Callable[..., Visit], claims_server: Server) -> None:
    page = visiting(claims_server).open(f"claims?event={NOW}&scope=all&row=softer-on-taiwan")
    article = page.locator("article.claim", has_text="softened his language on Taiwan")
    expect(article.locator(".verdict")).to_contain_text("not testable from the texts")
    expect(article).to_contain_text("the library has no call")
