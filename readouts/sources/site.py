"""What is particular to one publisher's pages, and the one reader that goes by it.

A rule names elements by CSS selectors, tried in order; the first that holds words is taken. What a page has
around and inside the text (menus, share buttons, "related") is left out and listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import lxml.etree
import lxml.html
from cssselect import HTMLTranslator

from readouts.errors import SourceError
from readouts.model import Fidelity, Kind
from readouts.sources.dates import first_moment
from readouts.sources.extracted import Extracted, html_text, tidy
from readouts.sources.markup import decode_page, parse

MIN_WORDS = 20
"""Letters a text must have at least: less is a caption or an error page."""
MAX_DROPPED = 30
SHOWN = 120
"""Characters shown of each thing left out."""

FURNITURE = (
    "nav, header, footer, aside, form, button, .share, .social, .share-buttons, .breadcrumb, .related, .related-links, "
    ".recommend, .pagination, .print, .tags, #footer, #header, .bdsharebuttonbox, .sharebar"
)
_INSIDE = (
    "script, style, noscript, template, iframe, object, button, form, nav, aside, svg, "
    ".share, .social, .sharedaddy, .share-buttons, .bdsharebuttonbox, .related, .related-posts, .recommend, .print"
)


@dataclass(frozen=True, slots=True)
class Site:
    """One publisher's pages.

    hosts: names that it and its subdomains go by. path: pattern its addresses match, where a host has several sorts.
    language: '' where only the text tells. zone: IANA zone of times without one. end: pattern of the paragraph with
    which the text is over. last: pattern of closing paragraphs that are no part of it. title_end: what a page's title
    carries behind the title. lead: stands before the text. refuses: answers no program, so nothing is tried.
    signature: selectors of what only its pages have, all of them; () where nothing tells them without their address.
    api: where the text of an address is served, when the page itself has none. fallback: where else it is served, asked
    when the page refuses or holds none. read_json: how that is read.
    """

    name: str
    hosts: tuple[str, ...]
    side: str
    publisher: str
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ("h1",)
    time: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    language: str = ""
    path: str = ""
    zone: str = ""
    kind: Kind = Kind.READOUT
    fidelity: Fidelity = Fidelity.OFFICIAL
    end: str = ""
    last: str = ""
    title_end: str = ""
    refuses: str = ""
    signature: tuple[str, ...] = ()
    api: Callable[[str], str] | None = None
    fallback: Callable[[str], str] | None = None
    read_json: Callable[[bytes], Extracted] | None = None

    def holds(self, host: str, path: str) -> bool:
        """Whether an address is one of this publisher's."""
        at_home = any(host == own or host.endswith("." + own) for own in self.hosts)
        return at_home and bool(re.search(self.path, path))


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds. site: None where no publisher's rule was used. published_text: the day, '' where unknown.

    built_as: the publisher whose pages are built like this one, which gives no address; then site is None.
    """

    title: str
    text: str
    site: Site | None
    published_at: datetime | None = None
    published_text: str = ""
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    built_as: Site | None = None


def read_site(site: Site, content: bytes, content_type: str = "") -> Page | None:
    """A page by its publisher's rule; None where the page is not built as the rule says.

    Raises SourceError where the bytes are no page at all.
    """
    if site.read_json is not None and content.lstrip()[:1] in (b"{", b"["):
        found = site.read_json(content)
        if not found.text.strip():
            raise SourceError("the answer holds no text")
        return Page(found.title, found.text, site, found.published_at, "", found.dropped, found.notes)
    markup, note = decode_page(content, content_type)
    root = parse(markup)
    body = _first_full(root, site.body)
    if body is None:
        return None
    title = _title(root, site)
    moment, day = first_moment(list(_times(root, site)), site.zone)
    dropped = [] if body.tag == "body" else _around(root, body)
    dropped += _take_out(body, (_INSIDE, *site.drop))
    text, closing = _without_end(html_text(_inner(body)), site)
    dropped += closing
    lead = _first_full(root, site.lead) if site.lead else None
    if lead is not None and not _within(lead, body):
        text = f"{tidy(' '.join(lead.text_content().split()))}\n\n{text}"
    if sum(c.isalnum() for c in text) < MIN_WORDS:
        return None
    return Page(title, text, site, moment, day, tuple(dropped[:MAX_DROPPED]), (note,) if note else ())


@lru_cache(maxsize=512)
def _xpath(selector: str) -> lxml.etree.XPath:
    return lxml.etree.XPath(HTMLTranslator().css_to_xpath(selector))


def select(root: lxml.html.HtmlElement, selector: str) -> list[lxml.html.HtmlElement]:
    """The elements a CSS selector names, in the order of the page."""
    found: list[lxml.html.HtmlElement] = _xpath(selector)(root)
    return found


def _first_full(root: lxml.html.HtmlElement, selectors: Iterable[str]) -> lxml.html.HtmlElement | None:
    for selector in selectors:
        found = [e for e in select(root, selector) if e.text_content().strip()]
        if found:
            # The fullest: a class may stand on an empty wrapper or on a teaser too.
            return max(found, key=lambda e: len(e.text_content()))
    return None


def _title(root: lxml.html.HtmlElement, site: Site) -> str:
    for selector in (*site.title, "title"):
        for element in select(root, selector):
            words = " ".join((element.get("content") or element.text_content()).split())
            if site.title_end:
                words = re.sub(rf"\s*(?:{site.title_end})\s*\Z", "", words)
            if words:
                return words
    return ""


def _times(root: lxml.html.HtmlElement, site: Site) -> Iterable[str]:
    for selector in (*site.time, "meta[property='article:published_time']", "meta[name=PubDate]"):
        for element in select(root, selector):
            yield element.get("datetime") or element.get("content") or ""
            yield " ".join(element.itertext())


def _around(root: lxml.html.HtmlElement, body: lxml.html.HtmlElement) -> list[str]:
    kept = {body, *body.iterdescendants(), *body.iterancestors()}
    return [words for e in select(root, FURNITURE) if e not in kept and (words := _shown(e))][:MAX_DROPPED]


def _take_out(body: lxml.html.HtmlElement, selectors: Iterable[str]) -> list[str]:
    dropped: list[str] = []
    for selector in selectors:
        for element in select(body, selector):
            if element is body or element.getparent() is None:
                continue
            if element.tag not in ("script", "style", "noscript", "template") and (words := _shown(element)):
                dropped.append(words)
            element.drop_tree()
    return dropped


def _shown(element: lxml.html.HtmlElement) -> str:
    return shortened(" ".join(element.text_content().split()))


def shortened(words: str) -> str:
    """The beginning of what was left out."""
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()} …"


def _without_end(text: str, site: Site) -> tuple[str, list[str]]:
    paragraphs = text.split("\n\n")
    dropped: list[str] = []
    if site.end:
        over = next((i for i, p in enumerate(paragraphs) if re.fullmatch(site.end, p.strip())), len(paragraphs))
        dropped += [shortened(p) for p in paragraphs[over:]]
        paragraphs = paragraphs[:over]
    while site.last and paragraphs and re.fullmatch(site.last, paragraphs[-1].strip(), re.DOTALL):
        dropped.append(shortened(paragraphs.pop()))
    return "\n\n".join(paragraphs), dropped


def _inner(element: lxml.html.HtmlElement) -> str:
    element.tail = None
    markup: str = lxml.html.tostring(element, encoding="unicode")
    return markup


def _within(inner: lxml.html.HtmlElement, outer: lxml.html.HtmlElement) -> bool:
    return inner is outer or outer in inner.iterancestors()


def generic(extracted: Extracted, note: str = "") -> Page:
    """A page read without a publisher's rule."""
    return Page(
        extracted.title,
        extracted.text,
        None,
        extracted.published_at,
        extracted.published_text,
        extracted.dropped,
        (*extracted.notes, *([note] if note else [])),
    )


def with_site(page: Page, site: Site) -> Page:
    """The same page, known to be of this publisher."""
    return replace(page, site=site)


def wall(page: Page) -> bool:
    """Whether a short page speaks of keeping programs out."""
    return len(page.text) < 600 and bool(
        re.search(
            r"enable javascript|just a moment|access denied|are you a robot|verify you are human", page.text, re.I
        )
    )


def refuse_wall(page: Page) -> Page:
    """The page. Raises SourceError where it is only a wall that keeps programs out."""
    if wall(page):
        raise SourceError("the page keeps programs out. Open it in a browser and paste the text.")
    return page
