"""Pages on paper: no menus, nothing cut, dark on white whatever the theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Visit
from tests.browser.texts import CALL

MENUS = ".ro .masthead nav, .ro .chips, .stPopover, .stDownloadButton, .stExpander, [data-testid=stHeader] button"
CUT = """() => [...document.querySelectorAll('.ro table, .ro td, .ro .column, .ro .worded, .ro .card, .ro .st p')]
  .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => e.outerHTML.slice(0, 120))"""
HIDDEN = """() => [...document.querySelectorAll('.ro .text, .ro .scroll, .ro .cols')]
  .filter((e) => e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY !== 'visible')
  .map((e) => e.className)"""
A4 = 688  # pixels between the margins


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        f"?event={CALL}",
        f"side-by-side?event={CALL}&topic=taiwan",
        f"side-by-side?event={CALL}&mode=versions",
        f"wording?event={CALL}&left=t-cn-en&right=t-us-en",
        f"tone?event={CALL}",
    ],
)
def test_a_page_goes_on_paper_whole(visiting: Callable[..., Visit], server: Server, path: str, scheme: str) -> None:
    tab = visiting(server, width=A4, scheme=scheme)
    page = tab.open(path)
    expect(page.locator(".stPopover").first).to_be_visible()
    page.emulate_media(media="print")
    assert [m for m in page.locator(MENUS).all() if m.is_visible()] == []
    assert page.evaluate(CUT) == []
    assert page.evaluate(HIDDEN) == []
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('.ro h1')).color")
    assert ink == "rgb(30, 29, 27)"
    if path.startswith("tone"):
        shown = page.locator(".on-paper tbody tr")
        expect(shown.first).to_be_visible()
        assert shown.count() > page.locator(".scales tbody tr").count()
        assert not page.get_by_test_id("stDataFrame").is_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
