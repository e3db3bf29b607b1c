"""Columns that scroll as one: answers stay level, ends meet, and paper and narrow windows show the whole text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, Visit
from tests.browser.texts import CALL

PANES = "[...document.querySelectorAll('[data-together] .text')]"
LEVEL = """() => {
  const [a, b] = [...document.querySelectorAll('[data-together] .text')];
  const seen = (e, p) => { const r = e.getBoundingClientRect(), q = p.getBoundingClientRect();
    return r.bottom > q.top && r.top < q.bottom; };
  const apart = [];
  for (const e of a.querySelectorAll('[data-answers]')) {
    if (!seen(e, a)) continue;
    for (const word of e.dataset.answers.split(';')) {
      const name = decodeURIComponent(word.split('~')[0]);
      const o = [...b.querySelectorAll('[data-st]')].find((x) => x.dataset.st === name);
      if (o) apart.push(Math.abs(o.getBoundingClientRect().top - e.getBoundingClientRect().top));
    }
  }
  return apart;
}"""


@pytest.fixture
def low(visiting: Callable[..., Visit], server: Server) -> Page:
    """Side by side in a low window, where the texts are longer than their panes."""
    tab = visiting(server, width=1280)
    tab.page.set_viewport_size({"width": 1280, "height": 420})
    page = tab.open(f"side-by-side?event={CALL}")
    page.locator("[data-together] .text [data-answers]").first.wait_for()
    return page


def _tops(page: Page) -> list[float]:
    return list(page.evaluate(f"{PANES}.map((p) => p.scrollTop)"))


def _left_over(page: Page) -> list[float]:
    """How far each pane is from its end."""
    return list(page.evaluate(f"{PANES}.map((p) => p.scrollHeight - p.clientHeight - p.scrollTop)"))


def _scroll(page: Page, pane: int, top: float) -> None:
    page.evaluate(f"([n, y]) => {{ {PANES}[n].scrollTop = y; }}", [pane, top])
    page.wait_for_timeout(200)


def test_one_column_takes_the_others_along_to_what_answers(low: Page) -> None:
    rooms = low.evaluate(f"{PANES}.map((p) => p.scrollHeight - p.clientHeight)")
    long = [n for n, room in enumerate(rooms) if room > 40]
    assert len(long) >= 2, rooms
    first, second = long[:2]
    _scroll(low, first, rooms[first] / 2)
    assert 0 < _tops(low)[second] < rooms[second]
    _scroll(low, first, 100_000)
    assert _left_over(low)[second] == pytest.approx(0, abs=3)
    _scroll(low, second, 0)
    assert _tops(low)[first] == pytest.approx(0, abs=3)


def test_the_keyboard_scrolls_and_enter_levels_the_answers(low: Page) -> None:
    pane = low.locator("[data-together] .text").first
    pane.focus()
    low.keyboard.press("End")
    low.wait_for_timeout(400)
    assert _tops(low)[1] > 0
    asking = low.locator("[data-together] .text").first.locator("[data-answers]").last
    asking.click(position={"x": 4, "y": 4})
    low.wait_for_timeout(200)
    assert min(low.evaluate(LEVEL)) < 80


def test_whole_texts_have_no_panes_and_the_address_keeps_it(low: Page) -> None:
    low.get_by_role("button", name="Whole texts").click()
    low.wait_for_url("**mode=whole*")
    expect(low.locator("[data-together]")).to_have_count(0)
    expect(low.locator(".texts .column").first).to_be_visible()


def test_a_topic_opens_every_column_at_its_words(visiting: Callable[..., Visit], server: Server) -> None:
    tab = visiting(server, width=1280)
    tab.page.set_viewport_size({"width": 1280, "height": 420})
    page = tab.open(f"side-by-side?event={CALL}&topic=taiwan")
    page.locator("[data-together] .text [data-answers]").first.wait_for()
    page.wait_for_timeout(300)
    hidden = page.evaluate(f"""{PANES}.map((p) => {{
      const on = p.querySelector('.st.on'); if (!on) return 0;
      const r = on.getBoundingClientRect(), q = p.getBoundingClientRect();
      return Math.max(0, q.top - r.bottom, r.top - q.bottom); }})""")
    assert hidden == [0] * len(hidden)


@pytest.mark.parametrize("how", ["narrow", "print"])
def test_nothing_is_hidden_in_a_pane_where_panes_do_not_serve(low: Page, how: str) -> None:
    if how == "narrow":
        low.set_viewport_size({"width": 390, "height": 800})
    else:
        low.emulate_media(media="print")
    cut = low.evaluate(f"{PANES}.filter((p) => getComputedStyle(p).overflowY !== 'visible').length")
    assert cut == 0
