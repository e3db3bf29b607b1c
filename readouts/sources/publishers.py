"""Which publisher an address belongs to, and a page read by that publisher's rule.

To add a publisher: a module with ``SITES`` beside this one, its name in PUBLISHERS, and a page in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from readouts.errors import ReadoutsError, SourceError
from readouts.sources import page as generic_page
from readouts.sources.extracted import Extracted
from readouts.sources.site import Page, Site, generic, read_site, refuse_wall, with_site

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

    Raises SourceError where there is no text, or only a wall that keeps programs out.
    """
    site = site_for(url) if url else None
    note = ""
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


def extract(content: bytes, locator: Mapping[str, Any]) -> Extracted:
    """The text of a page of the catalogue; ``locator["url"]`` says whose it is. Raises SourceError."""
    url = str(locator.get("url") or "")
    found = read_page(content, url)
    return Extracted(found.title, found.text, found.published_at, url or None, found.dropped, found.notes)
