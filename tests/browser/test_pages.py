"""Every page opens, at both widths and in both themes, without errors; addresses bring views back."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, Visit
from tests.browser.texts import CALL, VIDEO

PAGES = {
    "call": (f"?event={CALL}", "Chen–Roe telephone call"),
    "side-by-side": (f"side-by-side?event={CALL}&topic=taiwan", "Side by side"),
    "tone": (f"tone?event={CALL}", "Tone"),
    "over-time": (f"over-time?event={CALL}&topic=taiwan", "Over time: China on Taiwan"),
    "claims": (f"claims?event={CALL}", "Claims about this call"),
    "add": ("add", "Add a text"),
    "library": (f"library?event={CALL}", "Library"),
}


def axe(page: Page) -> list[str]:
    """Serious findings of axe-core on our own parts of the page."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    page.evaluate(Path(spec.origin).with_name("axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run({include: [['.stHtml']]}, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})")
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary']}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens(visiting: Callable[..., Visit], server: Server, width: int, scheme: str) -> None:
    tab = visiting(server, width=width, scheme=scheme)
    for path, title in PAGES.values():
        page = tab.open(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth"), f"{path} scrolls sideways at {width}"
        assert axe(page) == [], path


def test_the_newest_call_opens_by_itself_and_gets_an_address(tab: Visit) -> None:
    page = tab.open()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chen–Roe telephone call")
    page.wait_for_url(f"**/?event={CALL}")


def test_call_and_topic_stay_chosen_and_back_goes_back(tab: Visit) -> None:
    page = tab.open(f"?event={VIDEO}")
    page.get_by_role("link", name="Energy", exact=True).first.click()
    page.wait_for_url(f"**/side-by-side?event={VIDEO}&topic=energy")
    expect(page.locator(".lane h2")).to_have_text("On Energy")
    page.get_by_role("navigation").get_by_role("link", name="Tone").click()
    page.wait_for_url(f"**/tone?event={VIDEO}&topic=energy")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tone on Energy")
    page.go_back()
    expect(page.locator(".lane h2")).to_have_text("On Energy")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chen–Orlov video call")
    page.go_forward()
    expect(page.locator(".lane h2")).to_have_text("On Energy")


def test_an_address_restores_texts_and_topic(tab: Visit) -> None:
    page = tab.open(f"side-by-side?event={CALL}&topic=trade&readouts=t-us-en,t-cn-en")
    expect(page.locator(".column")).to_have_count(2)
    expect(page.locator(".column .pub")).to_have_text(["The President’s page", "Foreign Ministry"])
    expect(page.get_by_role("button", name="Trade and economy")).to_have_attribute("aria-pressed", "true")


def test_choosing_texts_moves_the_address(tab: Visit) -> None:
    page = tab.open(f"side-by-side?event={CALL}")
    expect(page.locator(".column")).to_have_count(3)
    page.get_by_role("group", name="Texts shown").get_by_role("button", name="Chinese").click()
    expect(page.locator(".column")).to_have_count(2)
    page.wait_for_url("**readouts=t-cn-en%2Ct-us-en")


def test_another_call_is_found_by_typing(tab: Visit) -> None:
    page = tab.open(f"?event={CALL}")
    menu = page.get_by_role("combobox", name="Call")
    menu.click()
    menu.fill("Orlov")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chen–Orlov video call")
    page.wait_for_url(f"**/?event={VIDEO}")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("?event=no-such-call", "No such call in this library"),
        (f"side-by-side?event={CALL}&readouts=t-cn-en,nothing", "no such text: nothing"),
        (f"side-by-side?event={CALL}&topic=nothing", "No such topic"),
        (f"tone?event={CALL}&topic=nothing", "No such topic"),
        (f"tone?event={CALL}&topic=climate", "None of these texts speaks of Climate"),
        (f"tone?event={CALL}&row=a%7Cb%7Cc", "is not in this table"),
        ("?event=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "No such call in this library"),
    ],
)
def test_an_address_of_nothing_is_explained(tab: Visit, path: str, words: str) -> None:
    page = tab.open(path)
    expect(page.locator(".stMain")).to_contain_text(words)


def test_every_line_of_the_tone_names_its_text(tab: Visit) -> None:
    page = tab.open(f"tone?event={CALL}")
    expect(page.locator(".scales tbody tr").first).to_be_visible()
    named = page.evaluate("[...document.querySelectorAll('.key li b')].map((e) => e.textContent.trim())")
    assert len(named) > 1
    for row in page.locator(".scales tbody tr").all():
        names = [
            n.strip() for n in row.locator(".texts .lane-line").evaluate_all("a => a.map((e) => e.firstChild.data)")
        ]
        assert len(names) == row.locator("td").nth(1).locator(".lane-line").count()
        assert set(names) <= set(named)


def test_silence_says_what_was_searched_to_mouse_and_keyboard(tab: Visit) -> None:
    page = tab.open(f"?event={CALL}")
    silence = page.locator(".heat tr", has_text="Farm goods").locator(".silence").first
    silence.hover()
    note = page.get_by_role("tooltip")
    expect(note).to_contain_text("Searched for")
    expect(note).to_contain_text("revision 1")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    page.mouse.move(0, 0)
    page.locator(".heat tr", has_text="Farm goods").get_by_role("link").first.focus()
    page.keyboard.press("Tab")
    expect(note).to_contain_text("Searched for")


def test_not_discussed_is_a_mark_of_its_own(tab: Visit) -> None:
    page = tab.open(f"?event={CALL}")
    row = page.locator(".heat tr", has_text="Iran")
    expect(row.locator(".denied")).to_have_text("⊘ said not to have been discussed", use_inner_text=True)
    expect(row.locator(".silent")).to_have_count(2)
