"""The archive of posts is fetched once and kept; a newer post renews it; a broken network leaves the copy."""

from __future__ import annotations

import json
import os
import threading
import time
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from readouts import post_archive
from readouts.errors import FetchError, SourceError
from readouts.fetch import Fetcher
from readouts.intake import draft_from_url, find_posts
from readouts.sources import truthsocial

BEGIN = datetime(2031, 2, 4, 16, tzinfo=UTC)


def number(minutes: int) -> str:
    """The number of a post so many minutes after the beginning: its upper bits are the time."""
    return str(int((BEGIN.timestamp() + 60 * minutes) * 1000) << 16)


def posts(*minutes: int) -> bytes:
    return json.dumps(
        [
            {
                "id": number(m),
                "created_at": datetime.fromtimestamp(BEGIN.timestamp() + 60 * m, UTC).isoformat(),
                "content": f"<p>The pears of minute {m} are ripe &amp; sweet!</p>",
                "url": f"https://truthsocial.com/@realDonaldTrump/{number(m)}",
            }
            for m in sorted(minutes, reverse=True)
        ]
    ).encode()


class Network:
    """An archive on loopback: what it serves, and how often it was asked."""

    def __init__(self) -> None:
        self.content = posts(0, 1, 2)
        self.asked = 0
        network = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                network.asked += 1
                self.send_response(200 if network.content else 404)
                self.send_header("Content-Length", str(len(network.content)))
                self.end_headers()
                self.wfile.write(network.content)

            def log_message(self, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def fetcher(self) -> Fetcher:
        return Fetcher(allow={"127.0.0.1"}, resolve=lambda host, _: ["127.0.0.1"], tries=1)


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = Network()
    address = f"http://ix.cnn.io:{made.server.server_address[1]}/archive.json"
    monkeypatch.setattr(truthsocial, "ARCHIVE", address)
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("READOUTS_MIRROR", raising=False)
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_it_is_fetched_once_and_progress_is_told(network: Network) -> None:
    told: list[tuple[int, int | None]] = []
    found = find_posts(
        network.fetcher(), day=date(2031, 2, 4), words="pears minute 1", progress=lambda *x: told.append(x)
    )
    assert "minute 1" in found[0].text
    assert told[-1] == (len(network.content), len(network.content))
    assert find_posts(network.fetcher(), day=date(2031, 2, 9)) == []
    assert len(find_posts(network.fetcher(), words="pears")) == 3
    assert network.asked == 1


def test_a_newer_post_renews_a_copy_that_is_not_of_this_minute(network: Network, tmp_path: Path) -> None:
    find_posts(network.fetcher(), words="pears")
    network.content = posts(0, 1, 2, 3)
    url = f"https://truthsocial.com/@realDonaldTrump/posts/{number(3)}"
    with pytest.raises(FetchError, match=r"no post .* Paste"):
        draft_from_url(url, network.fetcher())
    assert network.asked == 1
    copy = tmp_path / "cache" / "posts" / "truth_archive.json"
    os.utime(copy, (time.time() - 600,) * 2)
    assert "minute 3" in draft_from_url(url, network.fetcher()).text
    assert network.asked == 2


def test_without_a_network_an_old_copy_will_do(network: Network, tmp_path: Path) -> None:
    post_archive.archive(network.fetcher())
    copy = tmp_path / "cache" / "posts" / "truth_archive.json"
    os.utime(copy, (time.time() - 90_000,) * 2)
    network.content = b""
    assert len(find_posts(network.fetcher(), words="pears")) == 3
    assert network.asked == 2
    copy.unlink()
    with pytest.raises(FetchError, match="404"):
        find_posts(network.fetcher(), words="pears")


def test_the_copy_has_a_limit_and_no_place_is_no_harm(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(truthsocial, "MAX_ARCHIVE", len(network.content) - 1)
    with pytest.raises(FetchError, match="larger than"):
        post_archive.archive(network.fetcher())
    monkeypatch.setattr(truthsocial, "MAX_ARCHIVE", 10_000)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("READOUTS_CACHE", str(tmp_path / "file"))
    for _ in range(2):
        assert len(find_posts(network.fetcher(), words="pears")) == 3
    assert network.asked == 3


def test_a_mirror_is_read_as_it_is(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "mirror" / "ix.cnn.io" / "archive.json"
    place.parent.mkdir(parents=True)
    place.write_bytes(posts(5))
    monkeypatch.setattr(truthsocial, "ARCHIVE", "https://ix.cnn.io/archive.json")
    assert "minute 5" in find_posts(Fetcher(tmp_path / "mirror"), words="pears")[0].text
    assert (network.asked, (tmp_path / "cache").exists()) == (0, False)
    place.write_bytes(b'{"no": "list"}')
    with pytest.raises(SourceError, match="no list"):
        find_posts(Fetcher(tmp_path / "mirror"), words="pears")


def test_most_of_the_words_come_first_and_slips_of_the_pen_are_forgiven() -> None:
    rows = [
        {"id": number(m), "content": f"<p>{text}</p>", "url": "https://truthsocial.com/@a/1"}
        for m, text in (
            (9, "A call, and nothing else"),
            (8, "Pears and a call with the neighbour"),
            (7, "A call on pears"),
        )
    ]
    content = json.dumps(rows).encode()
    found = [p.text for p in truthsocial.search(content, words="call pears neighbor")]
    assert found == ["Pears and a call with the neighbour", "A call on pears"]
    assert truthsocial.search(content, words="melons") == []
    assert len(truthsocial.search(content, words="?!")) == 3
