"""Every publisher's rule, on a page of its structure: read directly, through a mirror, and over real HTTP."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from readouts.errors import FetchError, SourceError
from readouts.fetch import Fetcher, mirror_path, parse_url
from readouts.intake import draft_from_url
from readouts.library import Library
from readouts.model import Fidelity, Kind
from readouts.sources import extract
from readouts.sources.publishers import PUBLISHERS, publication_key, read_page, site_for, sites, text_address
from tests.readouts.pages import CASES, EN, ZH, Case, page, paragraphs

IDS = [case.name for case in CASES]


def put(mirror: Path, url: str, content: bytes) -> None:
    """Lay bytes where a mirror serves an address from."""
    parsed = parse_url(url)
    raw, _, query = parsed.raw_path.decode().partition("?")
    name = raw.lstrip("/") or "index.html"
    path = mirror / parsed.host / (name + "index.html" if name.endswith("/") else name)
    path = path.with_name(path.name + ("?" + unquote(query).replace("/", "%2F") if query else ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    assert mirror_path(mirror, parsed) == path.resolve()


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_page_gives_title_time_and_text_and_nothing_else(case: Case) -> None:
    found = read_page(case.content, case.url, "text/html; charset=iso-8859-1")
    assert found.site is not None
    assert (found.site.side, found.site.publisher) == (case.side, case.publisher)
    assert found.title == case.title
    assert found.text == "\n\n".join(case.text)
    assert (found.published_at.isoformat() if found.published_at else "") == case.at
    if case.day and not case.at:
        assert found.published_text == case.day
    for words in case.dropped:
        assert any(words in left_out for left_out in found.dropped)


def test_every_publisher_has_a_case() -> None:
    covered = {site.name for case in CASES if (site := site_for(case.url))}
    assert covered >= {s.name for s in sites() if s.body}
    assert set(PUBLISHERS) >= {s.name for s in sites()} - {"x"}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_through_a_mirror(case: Case, tmp_path: Path) -> None:
    put(tmp_path, case.served or case.url, case.content)
    draft = draft_from_url(case.url, Fetcher(tmp_path))
    assert draft.text == "\n\n".join(case.text)
    assert (draft.side.value, draft.language.value) == (case.side, case.language)
    assert draft.publisher.value == case.publisher
    assert draft.url == case.url
    assert draft.source_sha256
    assert draft.raw == case.content
    translated = draft.fidelity.value is Fidelity.OFFICIAL_TRANSLATION
    assert translated == (case.language == "en" and case.side in ("CN", "RU", "JP"))


SERVED: dict[str, bytes] = {}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        content = SERVED.get(f"{self.headers['Host'].partition(':')[0]}{self.path}")
        self.send_response(200 if content else 404)
        self.send_header("Content-Length", str(len(content or b"")))
        self.send_header("Content-Type", "text/html; charset=iso-8859-1")
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *args: object) -> None: ...


@pytest.fixture(scope="module")
def port():
    for case in CASES:
        served = urlsplit(case.served or case.url)
        SERVED[f"{served.hostname}{served.path}{'?' + served.query if served.query else ''}"] = case.content
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_over_real_http(case: Case, port: int) -> None:
    fetcher = Fetcher(allow={"127.0.0.1"}, resolve=lambda host, _: ["127.0.0.1"], sleep=lambda _: None)
    url = re.sub(r"^https?://([^/]+)", rf"http://\1:{port}", case.url)
    if case.served:
        url = re.sub(r"^https?://([^/]+)", rf"http://\1:{port}", case.served)
    draft = draft_from_url(url, fetcher)
    assert draft.text == "\n\n".join(case.text)
    assert draft.side.value == case.side
    assert (draft.published.value.at.isoformat() if draft.published.value.at else "") == case.at


def test_one_publication_on_several_hosts() -> None:
    same = {
        publication_key(f"https://{host}/eng/xw/zyxw/203102/t20310204_11850001.html")
        for host in ("www.mfa.gov.cn", "www.fmprc.gov.cn", "us.china-embassy.gov.cn")
    }
    assert same == {"mfa_cn:t20310204_11850001"}
    other = publication_key("https://www.mfa.gov.cn/web/zyxw/t20310204_11850009.shtml")
    assert other not in same
    assert publication_key("https://example.org/a/?utm_source=x&id=3#top") == "example.org/a?id=3"
    assert publication_key("http://www.example.org/a?id=3") == "example.org/a?id=3"
    posts = ("https://truthsocial.com/@a/posts/115500000000000000", "https://truthsocial.com/@a/115500000000000000")
    assert len({publication_key(p) for p in posts}) == 1


def test_an_embassy_page_is_a_version_of_the_ministrys(tmp_path: Path) -> None:
    ministry = CASES[1]
    embassy = ministry.url.replace("www.fmprc.gov.cn", "us.china-embassy.gov.cn")
    put(tmp_path, ministry.url, ministry.content)
    put(tmp_path, embassy, ministry.content.replace(b"by May", b"by June"))
    from readouts.intake import save

    with Library.open(tmp_path / "library.sqlite3") as library:
        first = save(library, draft_from_url(ministry.url, Fetcher(tmp_path), library))
        draft = draft_from_url(embassy, Fetcher(tmp_path), library)
        assert [(d.relation, d.readout.id) for d in draft.duplicates] == [("revision", first.readout.id)]
        assert "June" in draft.duplicates[0].added[0]
        assert "May" in draft.duplicates[0].removed[0]
        second = save(library, draft)
        assert (second.outcome, second.readout.id) == ("revision", first.readout.id)
        assert len(library.readouts()) == 1


def test_bytes_decide_what_the_charset_is() -> None:
    url = CASES[0].url
    inner = f"<h1>题目</h1><div id='News_Body_Txt_A'>{paragraphs(ZH)}</div>"
    really_gb = page(inner, charset="gb2312").encode("gb18030")
    assert read_page(really_gb, url, "text/html; charset=utf-8").text == "\n\n".join(ZH)
    silent_gb = page(inner).replace("<meta charset='utf-8'>", "").encode("gb18030")
    assert read_page(silent_gb, url).text == "\n\n".join(ZH)
    assert read_page(page(inner).encode("utf-8-sig"), url).text == "\n\n".join(ZH)


def test_a_page_of_another_build_is_read_as_any_page() -> None:
    body = "".join(f"<p>{EN[0]} {EN[1]}</p>" for _ in range(4))
    rebuilt = page(f"<article><h1>Pears</h1><div class='unheard-of'>{body}</div></article>")
    found = read_page(rebuilt.encode(), "https://www.state.gov/releases/pears")
    assert EN[0] in found.text
    assert found.site is not None
    assert "not built as" in found.notes[0]


@pytest.mark.parametrize(
    "url", ["https://x.com/WhiteHouse/status/1", "https://truthsocial.com/@realDonaldTrump/posts/115500000000000000"]
)
def test_where_programs_are_refused_pasting_is_offered(url: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"[Pp]aste"):
        draft_from_url(url, Fetcher(tmp_path))


def test_a_wall_is_no_text() -> None:
    wall = page("<div id='News_Body_Txt_A'><p>Just a moment. Verify you are human before this page opens.</p></div>")
    with pytest.raises(SourceError, match="keeps programs out"):
        read_page(wall.encode(), CASES[0].url)


@pytest.mark.parametrize(
    ("page_url", "second", "name"),
    [
        (
            "https://www.whitehouse.gov/briefings-statements/2031/02/a-call-about-pears/",
            "https://www.whitehouse.gov/wp-json/wp/v2/posts?slug=a-call-about-pears",
            "whitehouse rest",
        ),
        (
            "https://www.gov.uk/government/news/pm-call-about-pears",
            "https://www.gov.uk/api/content/government/news/pm-call-about-pears",
            "gov_uk api",
        ),
    ],
)
@pytest.mark.parametrize("found", [b"", b"<html><body><p>Just a moment. Verify you are human.</p></body></html>"])
def test_where_the_page_refuses_its_own_feed_is_asked(
    page_url: str, second: str, name: str, found: bytes, tmp_path: Path
) -> None:
    if found:
        put(tmp_path, page_url.rstrip("/"), found)
    case = next(c for c in CASES if c.name == name)
    put(tmp_path, second, case.content)
    draft = draft_from_url(page_url, Fetcher(tmp_path))
    assert (draft.text, draft.title.value, draft.url) == ("\n\n".join(case.text), case.title, page_url)
    assert draft.source_url == second


def test_the_day_of_an_address_stands_in_for_a_page_without_one(tmp_path: Path) -> None:
    url = "https://www.nato.int/en/news-and-events/articles/news/2031/02/04/plums"
    put(tmp_path, url, page(f"<article><h1>Plums</h1>{paragraphs(EN)}</article>").encode())
    draft = draft_from_url(url, Fetcher(tmp_path))
    assert (draft.published.value.text, draft.published.reason) == ("2031-02-04", "the address gives the day")


def test_scripts_and_handlers_never_reach_the_text() -> None:
    inner = (
        "<div class='entry-content'>"
        "<p onclick='x()'>The garden gate is open <b>all day</b>, we hear.</p>"
        "<script>alert(1)</script><iframe src='//evil.example'></iframe><svg onload=x()><text>svg words</text></svg>"
        "<p>The fence is painted by both neighbours in the month of May.</p></div>"
    )
    found = read_page(page(inner).encode(), "https://www.state.gov/releases/x")
    assert found.text == (
        "The garden gate is open all day, we hear.\n\nThe fence is painted by both neighbours in the month of May."
    )


def test_a_page_nested_to_death_is_refused() -> None:
    deep = b"<div>" * 100_000 + b"x" + b"</div>" * 100_000
    with pytest.raises(SourceError):
        read_page(deep, CASES[0].url)


@pytest.mark.parametrize("body", ["", "<ep our garden gate>", "<script>x</script>", "&nbsp;"])
def test_an_answer_without_words_is_refused(body: str) -> None:
    for case in CASES:
        if case.content[:1] in b"{[":
            empty = case.content
            for paragraph in case.text:
                empty = empty.replace(f"<p>{paragraph}</p>".encode(), b"")
            with pytest.raises(SourceError, match="no text"):
                read_page(empty.replace(b'": ""', b'": "' + body.encode() + b'"'), case.url)


def test_the_press_corner_is_asked_by_its_api() -> None:
    assert text_address("https://ec.europa.eu/commission/presscorner/detail/en/ip_26_433").endswith(
        "api/documents?reference=IP/26/433&language=en"
    )
    assert text_address("https://www.state.gov/x") == "https://www.state.gov/x"


def test_kind_comes_from_the_title(tmp_path: Path) -> None:
    content = page(f"<h1>FACT SHEET: The Pears</h1><div class='entry-content'>{paragraphs(EN)}</div>").encode()
    put(tmp_path, "https://www.whitehouse.gov/fact-sheets/2031/02/pears.html", content)
    draft = draft_from_url("https://www.whitehouse.gov/fact-sheets/2031/02/pears.html", Fetcher(tmp_path))
    assert draft.kind.value is Kind.FACT_SHEET


def test_pages_of_the_catalogue_are_read_by_the_same_rules() -> None:
    case = CASES[1]
    found = extract("page", case.content, {"url": case.url})
    assert (found.title, found.text) == (case.title, "\n\n".join(case.text))
    assert found.published_at is not None


SIGNED = [case for case in CASES if (site := site_for(case.url)) is not None and site.signature]


@pytest.mark.parametrize("case", SIGNED, ids=[case.name for case in SIGNED])
def test_a_page_without_address_is_read_as_what_it_is_built_like(case: Case) -> None:
    content = re.sub(rb"<link rel=.?canonical[^>]*>|<meta property=.?og:url[^>]*>", b"", case.content)
    found = read_page(content)
    if found.built_as is None:
        # An older structure of the same publisher, which others have too.
        assert found.site is None
        return
    assert found.site is None
    assert (found.built_as.publisher, found.built_as.language) == (case.publisher, case.language)
    assert (found.title, found.text) == (case.title, "\n\n".join(case.text))
    assert (found.published_at.isoformat() if found.published_at else "") == case.at
    assert any("is built as pages of" in note for note in found.notes)


def test_publishers_with_a_signature_are_told_by_it() -> None:
    told = {found.built_as.name for case in SIGNED if (found := read_page(case.content)).built_as is not None}
    assert told == {"kremlin", "mfa_cn", "whitehouse", "gov_uk"}


# Answers of interfaces always have an address.
UNSIGNED = [case for case in CASES if case not in SIGNED and case.content.lstrip()[:1] not in (b"{", b"[")]


@pytest.mark.parametrize("case", UNSIGNED, ids=[case.name for case in UNSIGNED])
def test_a_page_of_another_structure_is_nobodys(case: Case) -> None:
    found = read_page(case.content)
    assert (found.site, found.built_as) == (None, None)


def test_a_page_with_an_address_of_its_own_is_not_taken_for_anothers() -> None:
    case = next(case for case in SIGNED if case.name == "kremlin ru")
    assert read_page(case.content, "https://example.org/copy").built_as is None
