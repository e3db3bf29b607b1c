from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.markup import Markup, escape, join, plain_label, safe_url, tag


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_stays_text(text: str) -> None:
    reader = _Reader()
    reader.feed(tag("p", text, title=text))
    reader.close()
    assert reader.tags == ["p"]
    assert reader.text == text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def test_markup_is_kept_and_text_beside_it_is_not() -> None:
    assert tag("p", tag("b", "a<b"), "<i>", None, 3) == "<p><b>a&lt;b</b>&lt;i&gt;3</p>"
    assert join(["<", [Markup("<br>")]]) == "&lt;<br>"


def test_attributes() -> None:
    assert tag("a", data_go=True, aria_label='"x"', href=None, hidden=False, cls="c") == (
        '<a data-go aria-label="&quot;x&quot;" class="c"></a>'
    )


def test_characters_that_html_cannot_hold() -> None:
    assert escape("a\x00b\x1f\ud800") == "a\ufffdb\ufffd\ufffd"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//host", "", 'https://a"b', "https://a b"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) is None


def test_labels_of_widgets_are_no_markdown() -> None:
    assert plain_label(":red[x] **y** $z$") == r"\:red\[x\] \*\*y\*\* \$z\$"
