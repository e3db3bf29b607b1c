"""Any web page: its day where no exact time is given, and what was left out."""

from __future__ import annotations

import pytest

from readouts.documents.plain import read_html
from readouts.sources.page import extract
from tests.readouts.pages import EN, page, paragraphs

BODY = paragraphs(EN)


def _extract(inner: str, head: str = "") -> tuple[str, str]:
    found = extract(page(inner, head=head).encode(), {})
    return (found.published_at.isoformat() if found.published_at else "", found.published_text)


@pytest.mark.parametrize(
    ("inner", "head", "expected"),
    [
        (f"<article><time datetime='2031-02-04'>4 Feb</time>{BODY}</article>", "", ("", "2031-02-04")),
        (f"<article><time>February 4, 2031</time>{BODY}</article>", "", ("", "2031-02-04")),
        (f"<article><time datetime='2031-02-04T23:40:00'>x</time>{BODY}</article>", "", ("", "2031-02-04")),
        (
            f"<article><time datetime='2031-02-04T23:40:00+08:00'>x</time>{BODY}</article>",
            "",
            ("2031-02-04T23:40:00+08:00", "2031-02-04"),
        ),
        (f"<main>{BODY}</main>", "<meta property='article:published_time' content='2031-02-04'>", ("", "2031-02-04")),
        (f"<p><time>4 февраля 2031 года</time></p><main>{BODY}</main>", "", ("", "2031-02-04")),
        # Times outside the article that do not agree are those of other things.
        (
            f"<p><time>4 February 2031</time></p><p><time>5 February 2031</time></p><main>{BODY}</main>",
            "",
            ("", ""),
        ),
        (f"<article>{BODY}</article>", "", ("", "")),
    ],
)
def test_the_day_of_a_page(inner: str, head: str, expected: tuple[str, str]) -> None:
    assert _extract(inner, head) == expected


def test_what_stands_around_the_main_text_is_told() -> None:
    content = page(
        f"<nav>Home and <span class='share'>About</span></nav><article>{BODY}</article><footer>1 Orchard Road</footer>"
    )
    found = extract(content.encode(), {})
    assert found.text == "\n\n".join(EN)
    assert "1 Orchard Road" in found.dropped
    assert "Share this page with a friend" in found.dropped
    assert len([words for words in found.dropped if "About" in words]) == 1


@pytest.mark.parametrize(
    "head",
    [
        "<link rel='canonical' href='https://ministry.example/a'>",
        "<link href='https://ministry.example/a' rel='canonical'/>",
        "<meta property='og:url' content='https://ministry.example/a'>",
        "<meta content='https://ministry.example/a' property='og:url'>",
    ],
)
def test_a_page_says_where_it_stands(head: str) -> None:
    assert read_html(page("<p>x</p>", head=head).encode()).url == "https://ministry.example/a"


@pytest.mark.parametrize(
    "head",
    [
        "<link rel='stylesheet' href='https://ministry.example/a'>",
        "<meta property='og:image' content='https://ministry.example/a'>",
        "<meta property='og:url'><link href='https://ministry.example/a' rel='icon'>",
    ],
)
def test_other_addresses_are_not_its_own(head: str) -> None:
    assert read_html(page("<p>x</p>", head=head).encode()).url == ""
