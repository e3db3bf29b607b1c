"""Which publisher an address belongs to, and a page read by that publisher's rule.

To add a publisher: a module with ``SITES`` beside this one, its name in PUBLISHERS, and a page in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from readouts.errors import ReadoutsError, SourceError
from readouts.sources import page as generic_page
from readouts.sources.extracted import Extracted
from readouts.sources.markup import decode_page, parse
from readouts.sources.site import Page, Site, generic, read_site, refuse_wall, select, with_site

PUBLISHERS = (
    "mfa_cn",
    "gov_cn",
    "xinhua",
    "cctv",
    "mofcom",
    "whitehouse",
    "bidenwhitehouse",
    "kremlin",
    "state_gov",
    "gov_uk",
    "eu",
    "mofa_jp",
    "mea_in",
    "nato",
    "truthsocial",
    "refusing",
)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|spm|from|share\w*|_ga|ref|cmpid)$", re.IGNORECASE)
_MINISTRY = re.compile(r"/(t\d{8}_\d+)\.s?html?$")
_SEVERAL_HOSTS = frozenset({"mfa_cn"})


@cache
def sites() -> tuple[Site, ...]:
    """The rules of all publishers, in the order in which they are asked."""
    return tuple(site for name in PUBLISHERS for site in import_module(f"readouts.sources.{name}").SITES)


def site_for(url: str) -> Site | None:
    """The rule for an address, or None where no publisher is known."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    return next((site for site in sites() if host and site.holds(host, parts.path)), None)


def publication_key(url: str) -> str:
    """What is the same for all addresses of one publication; '' for what is no address.

    ``https://www.fmprc.gov.cn/eng/xw/202602/t20260204_11850001.html`` and the same id on mfa.gov.cn or on the page
    of an embassy → ``mfa_cn:t20260204_11850001``. Else the address without scheme, ``www.``, fragment and the
    parameters that only follow readers about.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
    if not host:
        return ""
    site = site_for(url)
    ministry = _MINISTRY.search(parts.path)
    if site is not None and site.name in _SEVERAL_HOSTS and ministry:
        return f"{site.name}:{ministry[1]}"
    path = (
        re.sub(r"/(?:posts/)?(\d{15,20})$", r"/\1", parts.path.rstrip("/")) if host == "truthsocial.com" else parts.path
    )
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    return f"{host}{path.rstrip('/')}{'?' + query if query else ''}"


def text_address(url: str) -> str:
    """Where the text of an address is served: mostly the address itself."""
    site = site_for(url)
    return (site.api(url) if site is not None and site.api is not None else "") or url


def read_page(content: bytes, url: str = "", content_type: str = "") -> Page:
    """A page's title, time and text, by its publisher's rule where there is one and it fits.

    url: '' where it is not known: then a page built as only one publisher's are is read by that publisher's rule.
    Raises SourceError where there is no text, or only a wall that keeps programs out.
    """
    site = site_for(url) if url else None
    note = ""
    if not url and (built := _built_as(content, content_type)) is not None:
        return refuse_wall(built)
    if site is not None and site.body:
        try:
            page = read_site(site, content, content_type)
        except ReadoutsError:
            raise
        except Exception as error:
            raise SourceError(f"the page cannot be read: {type(error).__name__}: {error}") from error
        if page is not None:
            return refuse_wall(page)
        note = f"the page is not built as {site.publisher}'s pages were known to be: read as any page"
    try:
        found = generic(generic_page.extract(content, {"url": url}), note)
    except ReadoutsError:
        raise
    except Exception as error:
        raise SourceError(f"the page cannot be read: {type(error).__name__}: {error}") from error
    return with_site(found, site) if site is not None else found


def _built_as(content: bytes, content_type: str) -> Page | None:
    """A page by the rule of the publisher whose pages alone are built like it; None where none's are."""
    try:
        root = parse(decode_page(content, content_type)[0])
        alike = [site for site in sites() if site.signature and all(select(root, part) for part in site.signature)]
        if len({site.publisher for site in alike}) != 1:
            return None
        language = _letters(root.text_content())
        site = next((one for one in alike if one.language == language), alike[0])
        page = read_site(site, content, content_type)
    except SourceError:
        return None
    except Exception as error:
        raise SourceError(f"the page cannot be read: {type(error).__name__}: {error}") from error
    if page is None:
        return None
    note = f"the page gives no address; it is built as pages of {site.publisher} are, and was read as one of them"
    return replace(page, site=None, built_as=site, notes=(*page.notes, note))


def _letters(words: str) -> str:
    """Language by the letters alone, to choose among the languages of one publisher."""
    letters = sum(c.isalpha() for c in words) or 1
    if len(re.findall("[а-яё]", words, re.IGNORECASE)) > letters / 2:
        return "ru"
    return "zh" if len(re.findall("[\u3400-\u9fff]", words)) > letters / 3 else "en"


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The text of a page of the catalogue; ``locator["url"]`` says whose it is. Raises SourceError."""
    url = str(locator.get("url") or "")
    found = read_page(content, url)
    at, day = found.published_at, found.published_text
    return Extracted(found.title, found.text, at, url or None, found.dropped, found.notes, day)
