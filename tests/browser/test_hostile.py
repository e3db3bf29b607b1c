"""Words that mean harm are words on every page: in a title, a name, a text, a claim, a search, a pasted draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from readouts.claims import Claim, ClaimBook
from readouts.library import Library
from readouts.model import Fidelity, Kind
from tests.browser.conftest import Server, Visit, choose, fetch, serving
from tests.browser.texts import HOSTILE, HOSTILE_TEXT, LONG_WORD, TRAPS, fill

TURN = "\u202eturned\u2066"
CLAIM = f"The text is harder on Taiwan {' '.join(TRAPS)} =1+1 {TURN} {LONG_WORD[:300]}"
LIVE = (
    ".stHtml :is(img, script, iframe, object, form), .katex, .stMarkdownColoredText, a[href^='javascript'], "
    "img[src='x']"
)
TURNED = """() => [...document.querySelectorAll('.stHtml')].map((e) => e.textContent)
  .filter((words) => /[\\u202a-\\u202e\\u2066-\\u2069]/.test(words)).map((words) => words.slice(0, 80))"""


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a library in which everything a publisher or a reader can write is a trap."""
    path = tmp_path_factory.mktemp("harmful") / "library.sqlite3"
    fill(path)
    with Library.open(path) as library:
        known = library.readout("t-hostile-us")
        for text in (f"{HOSTILE_TEXT} {TURN}", f"{HOSTILE_TEXT} {TURN} The U.S. should read {TRAPS[0]} on Taiwan."):
            library.add(
                readout_id=known.id,
                event_id=HOSTILE,
                side="US",
                publisher=known.publisher,
                kind=Kind.READOUT,
                language="en",
                title=f"{known.title} {TURN}",
                text=text,
                text_language="en",
                fidelity=Fidelity.OFFICIAL,
            )
    claim = Claim("harm", CLAIM, HOSTILE, side="US", topic="taiwan", claimant=TRAPS[3], source=TRAPS[1], note=TRAPS[2])
    ClaimBook(path.parent / "claims").save(claim)
    with serving(path) as running:
        yield running


def calm(page: Page) -> None:
    """Nothing ran, nothing was interpreted, nothing turns the writing or the page."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    main = page.get_by_test_id("stMain")
    assert page.evaluate("window.cracked") is None
    assert page.locator(LIVE).count() == 0
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.evaluate(TURNED) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"?event={HOSTILE}&kind=all", [TRAPS[0], TRAPS[1]]),
        (f"side-by-side?event={HOSTILE}", [*TRAPS, "**bold**", LONG_WORD[:100]]),
        (f"side-by-side?event={HOSTILE}&topic=taiwan", [*TRAPS[2:], "**bold**"]),
        (f"side-by-side?event={HOSTILE}&mode=words", [*TRAPS]),
        (f"tone?event={HOSTILE}&topic=taiwan", [TRAPS[3]]),
        (f"wording?event={HOSTILE}&left=t-hostile-cn&right=t-hostile-us", [*TRAPS, LONG_WORD[:100]]),
        (f"wording?event={HOSTILE}&left=t-hostile-cn&right=t-hostile-us&mode=one", [*TRAPS]),
        (f"over-time?event={HOSTILE}&topic=taiwan&side=US&since=all", [TRAPS[0]]),
        (f"claims?event={HOSTILE}", [*TRAPS, "=1+1"]),
        (f"library?event={HOSTILE}", [TRAPS[0], TRAPS[1], TRAPS[3]]),
    ],
)
def test_a_page_shows_them_as_they_are(
    visiting: Callable[..., Visit], harmful: Server, path: str, words: list[str], width: int
) -> None:
    page = visiting(harmful, width=width).open(path)
    main = page.get_by_test_id("stMain")
    for trap in words:
        expect(main).to_contain_text(trap)
    for closed in page.locator(".ro summary").all()[:4]:
        if closed.is_visible():
            closed.click()
    calm(page)


def test_evidence_of_a_row_shows_them(visiting: Callable[..., Visit], harmful: Server) -> None:
    page = visiting(harmful).open(f"tone?event={HOSTILE}&topic=taiwan")
    page.locator(".scales a.dot").last.click()
    expect(page.locator("section.evidence").first).to_be_visible()
    calm(page)


def test_a_search_shows_them(visiting: Callable[..., Visit], harmful: Server) -> None:
    page = visiting(harmful).open("library")
    page.get_by_placeholder("Name, date, publisher or title").fill(" ".join([*TRAPS, TURN, "nowhere"]))
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain")).to_contain_text(f"Nothing in this library matches “{TRAPS[0]} {TRAPS[1]}")
    calm(page)


def test_an_address_shows_them(visiting: Callable[..., Visit], harmful: Server) -> None:
    trap = quote(" ".join([*TRAPS, TURN]))
    for path in (f"?event={trap}", f"side-by-side?event={HOSTILE}&readouts={trap}", f"tone?event={HOSTILE}&row={trap}"):
        page = visiting(harmful).open(path)
        calm(page)


def test_a_draft_shows_them_before_it_is_saved(visiting: Callable[..., Visit], harmful: Server) -> None:
    page = visiting(harmful).open(f"add?event={HOSTILE}")
    page.get_by_text("Paste the text").click()
    page.get_by_role("textbox", name="Text", exact=True).fill(
        f"President Roe spoke with President Chen.\n\n{HOSTILE_TEXT} {TURN}"
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Title")).to_be_visible()
    choose(page, "Call", "2031-01-01")
    choose(page, "Side", "US · United States")
    page.get_by_label("Title").fill(f"{TRAPS[1]} {TRAPS[3]} {TURN}")
    page.get_by_label("Publisher").fill(f"{TRAPS[0]} {TRAPS[2]}")
    page.keyboard.press("Enter")
    preview = page.locator(".preview")
    for trap in (*TRAPS, "**bold**", "=HYPERLINK("):
        expect(preview).to_contain_text(trap)
    calm(page)


def test_files_of_a_page_are_safe(visiting: Callable[..., Visit], harmful: Server) -> None:
    page = visiting(harmful).open(f"?event={HOSTILE}&kind=all")
    text = fetch(page, "Download publications", "CSV").path().read_text("utf-8")
    assert TRAPS[0] in text
    brief = fetch(page, "Brief of this call", "Web page (HTML)").path().read_text("utf-8")
    assert "<img" not in brief
    assert "<script" not in brief
    assert "&lt;img src=x onerror" in brief
    other = page.context.new_page()
    other.set_content(brief)
    assert other.evaluate("window.cracked") is None
