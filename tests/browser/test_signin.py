"""Signing in, with a real provider on loopback: nobody sees anything before, readers read, editors change."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from readouts.library import Library
from tests.browser import texts
from tests.browser.conftest import Server, Visit, choose, free_port, serving
from tests.browser.provider import CLIENT, SECRET, Provider

PAGES = ("", "side-by-side", "tone", "wording", "over-time", "claims", "library", "add")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hosted")
    texts.fill(folder / "library.sqlite3")
    port = free_port()
    fields = {
        "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
        "cookie_secret": secrets.token_urlsafe(32),
        "client_id": CLIENT,
        "client_secret": SECRET,
        "server_metadata_url": f"{provider.address}/.well-known/openid-configuration",
    }
    (folder / "secrets.toml").write_text(
        "[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items()), "utf-8"
    )
    environment = {"READOUTS_SIGN_IN": "1", "READOUTS_EDITORS": "anna@desk.example"}
    options = {"secrets.files": str(folder / "secrets.toml")}
    with serving(folder / "library.sqlite3", port=port, environment=environment, options=options) as running:
        yield running


def sign_in(tab: Visit, who: str) -> Page:
    """Go the whole way as one of the provider's people."""
    tab.page.goto(tab.server.address)
    tab.page.get_by_role("button", name="Sign in").click()
    tab.page.get_by_role("link", name=who, exact=True).click()
    tab.page.wait_for_url(f"{tab.server.address}**")
    return tab.page


def test_nothing_is_seen_before_signing_in(visiting: Callable[..., Visit], hosted: Server) -> None:
    page = visiting(hosted).page
    for name in PAGES:
        page.goto(f"{hosted.address}{name}?event={texts.CALL}")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
        shown = page.locator("body").inner_text()
        assert "Chen" not in shown, name
        assert "Roe" not in shown, name
        expect(page.locator(".masthead")).to_have_count(0)


def test_a_reader_reads_and_changes_nothing(visiting: Callable[..., Visit], hosted: Server) -> None:
    tab = visiting(hosted)
    page = sign_in(tab, "ben")
    expect(page.get_by_text("ben@desk.example, reading only")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chen–Roe telephone call")
    tab.open("add")
    expect(page.get_by_role("status")).to_contain_text("Nothing can be added here")
    expect(page.get_by_role("button", name="Fetch it")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    tab.open("library")
    expect(page.get_by_text("Delete a publication")).to_have_count(0)
    expect(page.get_by_role("link", name="Add a text")).to_have_count(0)
    tab.open(f"claims?event={texts.CALL}")
    expect(page.get_by_label("The claim, in a sentence")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(f"{hosted.address}library")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_an_editor_adds_and_deletes(visiting: Callable[..., Visit], hosted: Server) -> None:
    tab = visiting(hosted)
    page = sign_in(tab, "anna")
    expect(page.get_by_text("anna@desk.example, may add and delete")).to_be_visible()
    tab.open(f"add?event={texts.CALL}")
    page.get_by_text("Paste the text").click()
    page.get_by_role("textbox", name="Text", exact=True).fill(
        "President Roe agreed to visit China in the month of May."
    )
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Publisher").fill("Wire service")
    page.keyboard.press("Enter")
    choose(page, "Side", "US · United States")
    expect(page.locator(".preview")).to_contain_text("1 statement")
    page.get_by_role("button", name="Save and compare").click()
    page.wait_for_url("**/side-by-side**")
    expect(page.locator(".said")).to_contain_text("Saved as a new publication")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("Taken back")
    with Library.open(hosted.library, read_only=True) as library:
        assert [r.publisher for r in library.deleted()] == ["Wire service"]


@pytest.mark.parametrize("who", ["carl", "dora"])
def test_an_address_nobody_vouches_for_edits_nothing(who: str, visiting: Callable[..., Visit], hosted: Server) -> None:
    tab = visiting(hosted)
    page = sign_in(tab, who)
    expect(page.get_by_text("anna@desk.example, reading only")).to_be_visible()
    tab.open("add")
    expect(page.get_by_role("status")).to_contain_text("Nothing can be added here")


def test_a_token_signed_with_another_key_lets_nobody_in(visiting: Callable[..., Visit], hosted: Server) -> None:
    tab = visiting(hosted)
    page = sign_in(tab, "mallory")
    page.goto(f"{hosted.address}library")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert "Roe" not in page.locator("body").inner_text()
    tab.problems.clear()


def test_without_a_provider_the_page_says_what_is_missing(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    texts.fill(tmp_path / "library.sqlite3")
    (tmp_path / "secrets.toml").write_text('[auth]\nclient_id = "x"\n', "utf-8")
    options = {"secrets.files": str(tmp_path / "secrets.toml")}
    with serving(tmp_path / "library.sqlite3", environment={"READOUTS_SIGN_IN": "1"}, options=options) as server:
        page = visiting(server).page
        page.goto(server.address)
        expect(page.get_by_role("alert")).to_contain_text("lacks redirect_uri, cookie_secret, client_secret")
        assert "Roe" not in page.locator("body").inner_text()
