"""Fetching: real servers on loopback that redirect, drip, swell and lie; and mirrors that lead astray."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readouts.errors import ChecksumError, FetchError, InputError
from readouts.fetch import Fetcher, mirror_path, parse_url, refusal

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """An HTTP server on loopback whose paths are functions."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.pages: dict[str, Answer] = {}
        self.seen: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.seen.append((self.path, self.headers.get("Host", "")))
                outer.headers = dict(self.headers)
                try:
                    outer.pages[self.path](self)
                except OSError:
                    self.close_connection = True

            def log_message(self, *args: object) -> None: ...

        self.http = ThreadingHTTPServer((address, 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def no_mirror(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("READOUTS_MIRROR", raising=False)


def text(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content_Type": "text/plain", "Content_Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def to(address: str, status: int = 302) -> Answer:
    return text(b"", status, Location=address)


def local(server: Server, **options) -> Fetcher:
    """A fetcher that may reach this server, under any name."""
    options = {"resolve": lambda host, port: ["127.0.0.1"], "sleep": lambda seconds: None} | options
    return Fetcher(allow={"127.0.0.1"}, **options)


def url(server: Server, path: str = "/", host: str = "ministry.example") -> str:
    return f"http://{host}:{server.port}{path}"


def test_bytes_come_with_where_they_came_from(server: Server):
    server.pages["/a?b=c"] = text("声明".encode(), Content_Type="text/plain; charset=utf-8")
    fetched = local(server).fetch(url(server, "/a?b=c"))
    assert fetched.content.decode() == "声明"
    assert fetched.sha256 == hashlib.sha256(fetched.content).hexdigest()
    assert fetched.content_type == "text/plain; charset=utf-8"
    assert fetched.url == fetched.final_url == url(server, "/a?b=c")
    assert fetched.retrieved_at.utcoffset().total_seconds() == 0
    assert not fetched.from_mirror
    assert server.seen == [("/a?b=c", f"ministry.example:{server.port}")]
    assert server.headers["User-Agent"].startswith("Readouts/")


def test_gzip_is_unpacked(server: Server):
    server.pages["/"] = text(gzip.compress(b"packed words"), Content_Encoding="gzip")
    assert local(server).fetch(url(server)).content == b"packed words"


def test_redirects_are_followed(server: Server):
    server.pages |= {"/1": to("2"), "/2": to(url(server, "/3", host="other.example")), "/3": text(b"here")}
    fetched = local(server).fetch(url(server, "/1"))
    assert fetched.content == b"here"
    assert fetched.final_url == url(server, "/3", host="other.example")


def test_redirects_end(server: Server):
    server.pages["/"] = to("/")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        local(server).fetch(url(server))
    assert len(server.seen) == 6


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.2]/",
        "http://2130706434/",
        "http://0x7f.2/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(server: Server, address: str):
    server.pages["/"] = to(address)

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "ministry.example" else [i[4][0] for i in socket.getaddrinfo(host, port)]

    with pytest.raises(FetchError, match="is refused: its address"):
        local(server, resolve=resolve).fetch(url(server))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x.example/", "http://me:secret@x.example/"])
def test_a_redirect_to_what_is_no_plain_address_is_refused(server: Server, address: str):
    server.pages["/"] = to(address)
    with pytest.raises(FetchError, match="redirects to an address that is refused"):
        local(server).fetch(url(server))


def test_a_name_that_changes_its_mind_gains_nothing(server: Server):
    inside = Server("127.0.0.2")
    inside.pages["/"] = text(b"secret")
    server.pages["/"] = text(b"public")
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    try:
        fetched = local(server, resolve=lambda host, port: next(answers)).fetch(url(server))
        assert fetched.content == b"public"
        assert next(answers) == ["127.0.0.2"], "the name was resolved more than once"
        server.pages["/"] = to(f"http://ministry.example:{inside.port}/")
        answers = iter([["127.0.0.1"], ["127.0.0.2"]])
        with pytest.raises(FetchError, match=r"127\.0\.0\.2 is this machine"):
            local(server, resolve=lambda host, port: next(answers)).fetch(url(server))
        assert inside.seen == []
    finally:
        inside.close()


def test_one_private_address_among_several_refuses_all(server: Server):
    with pytest.raises(FetchError, match=r"10\.1\.2\.3 is private"):
        local(server, resolve=lambda host, port: ["127.0.0.1", "10.1.2.3"]).fetch(url(server))
    assert server.seen == []


def test_the_real_resolver_is_checked_too(server: Server):
    with pytest.raises(FetchError, match="is this machine"):
        Fetcher().fetch(f"http://localhost:{server.port}/")
    with pytest.raises(FetchError, match="is this machine"):
        Fetcher().fetch(f"http://127.0.0.1:{server.port}/")
    assert server.seen == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("127.0.0.1", "this machine"),
        ("::1", "this machine"),
        ("::ffff:10.0.0.1", "private"),
        ("10.9.8.7", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("fd00::1", "private"),
        ("169.254.169.254", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
        ("240.0.0.1", "private"),
        ("100.64.0.1", "not public"),
        ("2002:7f00:1::", "this machine"),
        ("64:ff9b::7f00:1", "this machine"),
        ("64:ff9b::a00:1", "private"),
        ("fec0::1", "not public"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "not public"),
        ("not an address", "no IP address"),
        ("8.8.8.8", ""),
        ("2606:4700::1111", ""),
        ("64:ff9b::808:808", ""),
    ],
)
def test_which_addresses_are_refused(address: str, name: str):
    assert refusal(address) == name


@given(st.ip_addresses(v=4))
def test_a_refused_address_is_refused_in_every_disguise(address):
    reason = refusal(str(address))
    packed = int(address)
    assert refusal(f"::ffff:{address}") == reason
    assert refusal(f"2002:{packed >> 16:x}:{packed & 0xFFFF:x}::") == reason
    assert refusal(f"64:ff9b::{packed >> 16:x}:{packed & 0xFFFF:x}") == reason


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "host is missing|only http"),
        ("ministry.example/a", "only http and https"),
        ("gopher://ministry.example/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://", "host is missing"),
        ("https://user@ministry.example/", "user name or password"),
        ("https://ministry.example\\@inside.example/", "backslashes"),
        ("https://ministry.example/\r\nHost: inside", "control characters"),
        ("https://ministry.example:99999999/", "is no address"),
    ],
)
def test_what_is_no_address_is_said_to_be_none(address: str, message: str):
    with pytest.raises(FetchError, match=message):
        Fetcher().fetch(address)


def test_a_body_over_the_limit_is_refused(server: Server):
    server.pages["/said"] = text(b"x" * 2000)

    def unsaid(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"x" * 2000)

    server.pages["/unsaid"] = unsaid
    for path in server.pages:
        with pytest.raises(FetchError, match="larger than 1,000 bytes"):
            local(server, max_bytes=1000).fetch(url(server, path))
    assert local(server, max_bytes=2000).fetch(url(server, "/unsaid")).content == b"x" * 2000


def test_a_gzip_bomb_is_stopped(server: Server):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    server.pages["/"] = text(bomb, Content_Encoding="gzip")
    with pytest.raises(FetchError, match="larger than 1,000,000 bytes"):
        local(server, max_bytes=1_000_000).fetch(url(server))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (text(b"no gzip", Content_Encoding="gzip"), "sent as gzip and is none"),
        (text(b"x", Content_Encoding="br"), "'br', which was not asked for"),
        (text(gzip.compress(b"words " * 99)[:-9], Content_Encoding="gzip"), "ends in the middle"),
    ],
)
def test_a_wrong_coding_is_said(server: Server, answer: Answer, message: str):
    server.pages["/"] = answer
    with pytest.raises(FetchError, match=message):
        local(server).fetch(url(server))


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_drips_is_cut_off(server: Server, where: str):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if where == "body":
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    server.pages["/"] = drip
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.4 seconds"):
        local(server, timeout=0.4).fetch(url(server))
    assert time.monotonic() - began < 3


def test_a_resolver_that_hangs_is_not_waited_for(server: Server):
    def hang(host: str, port: int) -> list[str]:
        time.sleep(3)
        return []

    began = time.monotonic()
    with pytest.raises(FetchError, match="could not be resolved in time"):
        local(server, resolve=hang, timeout=0.3).fetch(url(server))
    assert time.monotonic() - began < 2


def test_a_passing_failure_is_tried_again(server: Server):
    answers = iter([text(b"", 503, Retry_After="4"), text(b"", 429, Retry_After="9999"), text(b"at last")])
    server.pages["/"] = lambda handler: next(answers)(handler)
    pauses: list[float] = []
    assert local(server, sleep=pauses.append).fetch(url(server)).content == b"at last"
    assert pauses == [4.0, 10.0]


def test_a_lasting_failure_is_tried_three_times(server: Server):
    server.pages["/"] = text(b"", 503)
    with pytest.raises(FetchError, match=r"the server says 503 \(3 tries\)"):
        local(server).fetch(url(server))
    assert len(server.seen) == 3


@pytest.mark.parametrize(("status", "message"), [(404, "no such page"), (403, "paste the text"), (204, "says 204")])
def test_a_refusal_is_not_tried_again(server: Server, status: int, message: str):
    server.pages["/"] = text(b"", status)
    with pytest.raises(FetchError, match=message):
        local(server).fetch(url(server))
    assert len(server.seen) == 1


def test_a_broken_answer_is_tried_again_and_said(server: Server):
    server.pages["/"] = text(b"short", Content_Length="500")
    with pytest.raises(FetchError, match=r"could not be fetched: .+\(3 tries\)"):
        local(server).fetch(url(server))


def test_an_unknown_name_and_a_closed_port_are_said():
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError, match=r"the name no\.example is not known"):
        Fetcher(resolve=unknown, sleep=lambda s: None).fetch("https://no.example/")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    fetcher = Fetcher(resolve=lambda h, p: ["127.0.0.1"], allow={"127.0.0.1"}, sleep=lambda s: None)
    with pytest.raises(FetchError, match="could not be fetched"):
        fetcher.fetch(f"http://no.example:{port}/")


def test_a_wrong_sum_names_both(server: Server):
    server.pages["/"] = text(b"changed")
    is_sum, wanted = hashlib.sha256(b"changed").hexdigest(), hashlib.sha256(b"pinned").hexdigest()
    with pytest.raises(ChecksumError) as caught:
        local(server).fetch(url(server), sha256=wanted)
    assert is_sum in str(caught.value)
    assert wanted in str(caught.value)
    assert local(server).fetch(url(server), sha256=is_sum.upper()).content == b"changed"


def test_an_unreachable_host_is_not_waited_for_twice():
    asked: list[str] = []

    def hang(host: str, port: int) -> list[str]:
        asked.append(host)
        time.sleep(1)
        return []

    with Fetcher(resolve=hang, timeout=0.2, sleep=lambda s: None) as fetcher:
        with pytest.raises(FetchError, match="in time"):
            fetcher.fetch("https://closed.example/1")
        with pytest.raises(FetchError, match=r"2 was not tried: its host could not be reached a moment ago"):
            fetcher.fetch("https://closed.example/2")
        assert len(asked) == 1


# Mirrors


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    folder = tmp_path / "mirror"
    (folder / "ministry.example" / "a b").mkdir(parents=True)
    (folder / "ministry.example" / "a b" / "声明.txt").write_bytes(b"from the folder")
    (folder / "ministry.example" / "index.html").write_bytes(b"home")
    (folder / "ministry.example" / "page?id=1").write_bytes(b"one")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return folder


def test_a_mirror_answers_for_the_address(mirror: Path):
    fetcher = Fetcher(mirror)
    fetched = fetcher.fetch("https://Ministry.example/a%20b/%E5%A3%B0%E6%98%8E.txt")
    assert (fetched.content, fetched.content_type, fetched.from_mirror) == (
        b"from the folder",
        "text/plain",
        True,
    )
    assert fetcher.fetch("https://ministry.example/").content == b"home"
    assert fetcher.fetch("https://ministry.example/page?id=1").content == b"one"


def test_what_is_not_in_the_mirror_is_said_and_not_fetched(mirror: Path, server: Server):
    for address in (url(server, "/"), "https://ministry.example/a%20b", "https://ministry.example/page?id=2"):
        with pytest.raises(FetchError, match="is not in the mirror"):
            Fetcher(mirror).fetch(address)
    assert server.seen == []


def test_with_online_the_mirror_comes_first_and_the_network_second(mirror: Path, server: Server):
    server.pages |= {"/": text(b"wrong"), "/else": text(b"network")}
    fetcher = local(server, mirror=mirror, online=True)
    assert fetcher.fetch("http://ministry.example/").content == b"home"
    assert fetcher.fetch(url(server, "/else")).content == b"network"
    with pytest.raises(FetchError, match="working offline"):
        Fetcher(online=False).fetch("https://ministry.example/")


def test_the_environment_names_the_mirror(mirror: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("READOUTS_MIRROR", str(mirror))
    assert Fetcher().fetch("https://ministry.example/").content == b"home"
    monkeypatch.setenv("READOUTS_MIRROR", str(mirror / "nowhere"))
    with pytest.raises(InputError, match="is no folder"):
        Fetcher()


@pytest.mark.parametrize(
    "path",
    [
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/a/%5c..%5csecret.txt",
        "//secret",
        "/a%00b",
        "/%ff",
    ],
)
def test_no_address_leads_out_of_the_mirror(mirror: Path, path: str):
    with pytest.raises(FetchError):
        Fetcher(mirror).fetch("https://ministry.example" + path)


def test_a_link_out_of_the_mirror_is_refused(mirror: Path, tmp_path: Path):
    (mirror / "ministry.example" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (mirror / "ministry.example" / "loop").symlink_to(mirror / "ministry.example" / "loop")
    with pytest.raises(FetchError, match="leads out of the mirror"):
        Fetcher(mirror).fetch("https://ministry.example/link.txt")
    with pytest.raises(FetchError, match="is not in the mirror"):
        Fetcher(mirror).fetch("https://ministry.example/loop")


def test_a_mirrored_file_has_the_same_limits(mirror: Path):
    with pytest.raises(FetchError, match="larger than 3 bytes"):
        Fetcher(mirror, max_bytes=3).fetch("https://ministry.example/")
    with pytest.raises(ChecksumError):
        Fetcher(mirror).fetch("https://ministry.example/", sha256="0" * 64)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(st.sampled_from(list("./%2eEfF5cC\\ab?#@:é")), max_size=30))
def test_no_path_at_all_leads_out_of_the_mirror(mirror: Path, path: str):
    try:
        found = mirror_path(mirror, parse_url("https://ministry.example/" + path))
    except FetchError:
        return
    assert found is None or found.is_relative_to(mirror.resolve())


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_string_is_an_address_or_refused(address: str):
    try:
        parsed = parse_url(address)
    except FetchError:
        return
    assert parsed.scheme in ("http", "https")
    assert parsed.host


# TLS


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Key and certificate of ministry.example in one file, trusted by this process."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    path = tmp_path / "both.pem"
    names = ["-subj", "/CN=ministry.example", "-addext", "subjectAltName=DNS:ministry.example"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(tmp_path / "key.pem")]
    command = [openssl, "req", "-x509", *key, "-days", "2", "-out", str(tmp_path / "cert.pem"), *names]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    return path


def test_the_certificate_is_that_of_the_name_not_of_the_address(server: Server, certificate: Path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    asked: list[str | None] = []
    context.sni_callback = lambda sock, name, ctx: asked.append(name)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    server.pages["/"] = text(b"private words")
    fetched = local(server).fetch(f"https://ministry.example:{server.port}/")
    assert fetched.content == b"private words"
    assert asked == ["ministry.example"]
    assert server.seen == [("/", f"ministry.example:{server.port}")]
    with pytest.raises(FetchError, match="certificate"):
        local(server).fetch(f"https://other.example:{server.port}/")
    assert len(server.seen) == 1
