"""What holds for fetching holds for every way in: redirects, names that change their mind, answers that swell."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from readouts.errors import FetchError, InputError, ReadoutsError
from readouts.fetch import Fetcher
from readouts.intake import draft_from_url, find_posts, save
from readouts.library import Library
from readouts.recheck import check
from tests.readouts import files
from tests.readouts.pages import CASES, EN

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def served():
    answers: dict[str, Answer] = {}
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_address[1], answers, seen
    server.shutdown()
    server.server_close()


def fetcher(resolve: Callable[[str, int], list[str]] = lambda host, port: ["127.0.0.1"], **options) -> Fetcher:
    """A fetcher that may reach loopback under any name, and nothing else that is private."""
    return Fetcher(allow={"127.0.0.1"}, resolve=resolve, sleep=lambda _: None, **options)


@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "file:///etc/passwd"])
def test_no_redirect_leads_inside(served, target: str) -> None:
    port, answers, _ = served
    answers["/x"] = (302, {"Location": target}, b"")
    literal = fetcher(resolve=lambda host, _: ["127.0.0.1"] if host == "ministry.example" else [host])
    with pytest.raises(FetchError, match="refused"):
        draft_from_url(f"http://ministry.example:{port}/x", literal)


def test_a_name_that_changes_its_mind_gains_nothing(served) -> None:
    port, answers, seen = served
    answers["/x"] = (200, {}, CASES[1].content)
    told = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    rebinding = fetcher(resolve=lambda host, _: next(told))
    url = f"http://www.fmprc.gov.cn:{port}/x"
    assert draft_from_url(url, rebinding).text
    with pytest.raises(FetchError, match="is refused: its address 10"):
        draft_from_url(url, rebinding)
    assert seen == ["/x"]


def test_checking_and_posts_go_the_same_way(served, tmp_path: Path) -> None:
    port, answers, _ = served
    answers["/x"] = (200, {}, CASES[1].content)
    with Library.open(tmp_path / "library.sqlite3") as library:
        save(library, draft_from_url(f"http://www.fmprc.gov.cn:{port}/x", fetcher(), library))
        inside = fetcher(resolve=lambda host, _: ["192.168.0.1"])
        (item,) = check(library, fetcher=inside).items
        assert (item.state, "is private" in item.reason) == ("failed", True)
    with pytest.raises(FetchError, match="is private"):
        find_posts(fetcher(resolve=lambda host, _: ["192.168.0.1"]), words="pears")


def test_what_swells_is_cut_off(served) -> None:
    port, answers, _ = served
    answers["/gzip"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 50_000_000))
    answers["/docx"] = (200, {}, files.docx([], body="<w:p><w:r><w:t>" + "a" * 40_000_000 + "</w:t></w:r></w:p>"))
    with pytest.raises(FetchError, match="larger than"):
        draft_from_url(f"http://a.example:{port}/gzip", fetcher())
    with pytest.raises(InputError, match="made to harm"):
        draft_from_url(f"http://a.example:{port}/docx", fetcher())


def test_a_document_at_an_address_is_read(served) -> None:
    port, answers, _ = served
    answers["/call.pdf"] = (200, {"Content-Type": "application/pdf"}, files.pdf([list(EN)]))
    draft = draft_from_url(f"http://a.example:{port}/call.pdf", fetcher())
    assert draft.format == "PDF"
    assert "garden gate" in draft.text


def test_a_refusal_says_to_paste(served) -> None:
    port, answers, _ = served
    answers["/news/1"] = (403, {}, b"no")
    with pytest.raises(ReadoutsError, match=r"Kremlin may refuse programs: .*paste its text, or save the page"):
        draft_from_url(f"http://kremlin.ru:{port}/news/1", fetcher())
