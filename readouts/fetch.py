"""Bytes from an address, safely: from the open internet, or from a mirror folder on this machine.

Whatever an address or a server says, nothing but http and https is spoken, no address inside this machine
or its network is connected to, and size and time have limits. Names are resolved once and the connection
goes to the very address that was checked, so a name that changes its mind between check and use gains
nothing; every redirect is checked as if it had been asked for.
"""

from __future__ import annotations

import copy
import hashlib
import ipaddress
import mimetypes
import os
import queue
import random
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

import httpx

from readouts import __version__
from readouts.errors import ChecksumError, FetchError, InputError

MAX_BYTES = 20_000_000
MAX_SECONDS = 60.0
MAX_REDIRECTS = 5
MAX_WAIT = 10.0
"""Longest pause before trying again, whatever the server asks for."""
TRIES = 3
REST_SECONDS = 120.0
"""How long a host that could not be reached is left alone."""
CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
USER_AGENT = f"Readouts/{__version__} (compares official readouts; fetches single pages on request)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Progress = Callable[[int, int | None], None]
"""Called with the bytes that came so far and with how many there will be, None where the server does not say."""
Resolve = Callable[[str, int], Sequence[str]]
"""A host name and port to its IP addresses."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes and where they came from.

    url: as asked for. final_url: after redirects. sha256: of ``content``. retrieved_at: in UTC.
    content_type: as the server says, or by the file's name from a mirror.
    """

    url: str
    final_url: str
    content: bytes
    sha256: str
    content_type: str
    retrieved_at: datetime
    from_mirror: bool


class _Passing(Exception):
    """A failure worth another try.

    wait: seconds the server asks for. unreachable: no connection came about.
    """

    def __init__(self, reason: str, wait: float = 0.0, *, unreachable: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.unreachable = unreachable


class Fetcher:
    """Fetches addresses within limits. Safe to share between threads.

    mirror: folder in which ``https://host/path`` is the file ``host/path``; None means ``READOUTS_MIRROR``,
    and without that no mirror.
    online: whether the network may be used; None means only where there is no mirror. With a mirror and
    online=True the mirror is asked first.
    max_bytes, timeout: limits of one address, in bytes as unpacked and in seconds over all tries.
    allow: addresses that may be connected to although they are private. Only for tests.
    """

    def __init__(
        self,
        mirror: Path | None = None,
        *,
        online: bool | None = None,
        max_bytes: int = MAX_BYTES,
        timeout: float = MAX_SECONDS,
        tries: int = TRIES,
        resolve: Resolve | None = None,
        allow: Collection[str] = (),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if mirror is None and os.environ.get("READOUTS_MIRROR"):
            mirror = Path(os.environ["READOUTS_MIRROR"])
        if mirror is not None:
            mirror = mirror.expanduser()
            if not mirror.is_dir():
                raise InputError(f"the mirror {mirror} is no folder")
        self.mirror = mirror
        self.online = mirror is None if online is None else online
        self._max_bytes = max_bytes
        self._timeout = timeout
        self._tries = tries
        self._resolve = resolve or _system_resolve
        self._allow = frozenset(allow)
        self._sleep = sleep
        self._progress: Progress | None = None
        self._unreachable: dict[str, tuple[float, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._unreachable.clear()

    def up_to(self, max_bytes: int, progress: Progress | None = None) -> Fetcher:
        """The same fetcher with another limit of size, for an archive that is known to be large.

        progress: called again and again while it comes over the network.
        """
        other = copy.copy(self)
        other._max_bytes = max_bytes
        other._progress = progress
        return other

    def fetch(self, url: str, *, sha256: str = "") -> Fetched:
        """The bytes at an address.

        sha256: hex sum the bytes must have, '' where they may change.
        Raises FetchError when they cannot be had or are refused, ChecksumError when they are others.
        """
        asked = parse_url(url)
        fetched: Fetched | None = None
        if self.mirror is not None:
            fetched = self._from_mirror(self.mirror, url, asked)
        if fetched is None:
            if not self.online:
                raise FetchError(
                    f"{url} is not in the mirror {self.mirror}"
                    if self.mirror is not None
                    else f"{url} was not fetched: working offline"
                )
            fetched = self._from_network(url, asked)
        if sha256 and fetched.sha256 != sha256.lower():
            raise ChecksumError(
                f"{url} is not the file it should be: its sha256 is {fetched.sha256}, "
                f"it should be {sha256.lower()}. Nothing was stored."
            )
        return fetched

    def _from_mirror(self, mirror: Path, url: str, asked: httpx.URL) -> Fetched | None:
        path = mirror_path(mirror, asked)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                content = file.read(self._max_bytes + 1)
        except OSError as error:
            raise FetchError(f"{path} cannot be read: {error.strerror}") from error
        if len(content) > self._max_bytes:
            raise FetchError(f"{path} is larger than {self._max_bytes:,} bytes")
        return Fetched(
            url=url,
            final_url=url,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            content_type=mimetypes.guess_type(path.name)[0] or "",
            retrieved_at=datetime.now(UTC),
            from_mirror=True,
        )

    def _from_network(self, url: str, asked: httpx.URL) -> Fetched:
        # A host behind a closed door costs its full patience once, not once for every page.
        since, why = self._unreachable.get(asked.netloc.decode("ascii"), (0.0, ""))
        if why and time.monotonic() - since < REST_SECONDS:
            raise FetchError(f"{url} was not tried: its host could not be reached a moment ago ({why})")
        until = time.monotonic() + self._timeout
        for attempt in range(1, self._tries + 1):
            try:
                return self._follow(url, asked, until)
            except _Passing as passing:
                pause = max(passing.wait, random.uniform(0.5, 1.0) * 2 ** (attempt - 1))  # noqa: S311
                pause = min(pause, MAX_WAIT)
                if attempt == self._tries or time.monotonic() + pause >= until:
                    times = f" ({attempt} tries)" if attempt > 1 else ""
                    if passing.unreachable:
                        self._unreachable[asked.netloc.decode("ascii")] = (time.monotonic(), str(passing))
                    raise FetchError(f"{url} could not be fetched: {passing}{times}") from passing
                self._sleep(pause)
        raise FetchError(f"{url} could not be fetched")

    def _follow(self, url: str, asked: httpx.URL, until: float) -> Fetched:
        here = asked
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._get(url, here, until)
            if isinstance(answer, Fetched):
                return answer
            try:
                here = parse_url(str(here.join(answer)))
            except (FetchError, httpx.InvalidURL) as error:
                raise FetchError(f"{url} redirects to an address that is refused: {error}") from error
        raise FetchError(f"{url} redirects more than {MAX_REDIRECTS} times")

    def _get(self, url: str, here: httpx.URL, until: float) -> Fetched | str:
        """The bytes at an address, or the address it redirects to."""
        address = self._checked_address(here, until)
        left = until - time.monotonic()
        if left <= 0:
            raise FetchError(f"{url} took longer than {self._timeout:g} seconds")
        timeout = httpx.Timeout(min(READ_SECONDS, left), connect=min(CONNECT_SECONDS, left))
        # The address takes the place of the name, so nothing can resolve it again; Host and the
        # certificate's name stay those of the name. No proxy: it would resolve names by itself.
        request = httpx.Request(
            "GET",
            here.copy_with(host=address),
            headers={
                "Host": here.netloc.decode("ascii"),
                "User-Agent": USER_AGENT,
                "Accept": "text/html, text/plain, application/json, */*;q=0.5",
                "Accept-Language": "*",
                "Accept-Encoding": "gzip",
                "Connection": "close",
            },
            extensions={"timeout": timeout.as_dict(), "sni_hostname": here.host},
        )
        with _deadline(request, left) as expired:
            try:
                with httpx.HTTPTransport() as transport:
                    response = transport.handle_request(request)
                    try:
                        answer = self._read(url, here, response)
                    finally:
                        response.close()
                # A body without a length ends where the connection was cut and looks whole.
                if expired.is_set():
                    raise FetchError(f"{url} took longer than {self._timeout:g} seconds")
                return answer
            except (httpx.ConnectTimeout, httpx.ConnectError) as error:
                reason = str(error) or "the server does not take the connection in time"
                raise _Passing(reason, unreachable=True) from error
            except httpx.TimeoutException as error:
                raise _Passing("the server does not answer in time") from error
            except (httpx.HTTPError, httpx.StreamError, ValueError, OSError) as error:
                if expired.is_set():
                    raise FetchError(f"{url} took longer than {self._timeout:g} seconds") from error
                raise _Passing(f"{error or type(error).__name__}") from error

    def _read(self, url: str, here: httpx.URL, response: httpx.Response) -> Fetched | str:
        status = response.status_code
        location: str = response.headers.get("location", "")
        if status in _REDIRECTS and location:
            return location
        if status in _AGAIN:
            raise _Passing(f"the server says {status}", _retry_after(response))
        if status != 200:
            raise FetchError(f"{url} could not be fetched: the server says {status}{_meaning(status)}")
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > self._max_bytes:
            raise FetchError(f"{url} is larger than {self._max_bytes:,} bytes")
        content = bytearray()
        for piece in _decoded(url, response, self._max_bytes):
            content += piece
            if len(content) > self._max_bytes:
                raise FetchError(f"{url} is larger than {self._max_bytes:,} bytes")
            if self._progress is not None:
                plain = length.isdigit() and "content-encoding" not in response.headers
                self._progress(len(content), int(length) if plain else None)
        return Fetched(
            url=url,
            final_url=str(here),
            content=bytes(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content_type=response.headers.get("content-type", ""),
            retrieved_at=datetime.now(UTC),
            from_mirror=False,
        )

    def _checked_address(self, here: httpx.URL, until: float) -> str:
        """The IP address to connect to. One refused address among several refuses them all."""
        port = here.port or (443 if here.scheme == "https" else 80)
        found = list(dict.fromkeys(_within(until, lambda: self._resolve(here.host, port), here.host)))
        if not found:
            raise _Passing(f"the name {here.host} has no address")
        for address in found:
            reason = "" if address in self._allow else refusal(address)
            if reason:
                raise FetchError(f"{here.host} is refused: its address {address} is {reason}")
        # Many machines announce IPv6 and have no way out by it.
        return min(found, key=lambda a: ":" in a)


def parse_url(url: str) -> httpx.URL:
    """An address that may be fetched. Raises FetchError saying why not."""
    cleaned = url.strip()
    if re.search(r"[\x00-\x20\x7f\\]", cleaned):
        raise FetchError(f"{url!r} is no address: it holds spaces, backslashes or control characters")
    try:
        parsed = httpx.URL(cleaned)
        host = parsed.host
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"{url!r} is no address: {error}") from error
    if parsed.scheme not in ("http", "https"):
        raise FetchError(f"{url!r} is refused: only http and https addresses are fetched")
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise FetchError(f"{url!r} is no address: there is no port {parsed.port}")
    if not host:
        raise FetchError(f"{url!r} is no address: the host is missing")
    if parsed.userinfo:
        raise FetchError(f"the address of {host} is refused: it holds a user name or password")
    return parsed


def refusal(address: str) -> str:
    """Why an IP address is not connected to; '' where it is a public one."""
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return "no IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip.sixtofour:
            ip = ip.sixtofour
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip.teredo or ip.is_site_local:
            return "not public"
    for wrong, name in (
        (ip.is_unspecified, "unspecified"),
        (ip.is_loopback, "this machine"),
        (ip.is_link_local, "link-local"),
        (ip.is_multicast, "multicast"),
        (ip.is_private, "private"),
        (ip.is_reserved, "reserved"),
        (not ip.is_global, "not public"),
    ):
        if wrong:
            return name
    return ""


def mirror_path(mirror: Path, url: httpx.URL) -> Path | None:
    """The file of an address in a mirror, or None where it is not there.

    ``https://host/a/b`` is ``host/a/b``, with a port ``host:port/a/b``; a path ending in ``/`` is its
    ``index.html``; a query belongs to the file's name, a slash in it as ``%2F``.
    Raises FetchError for an address that leads out of the mirror.
    """
    raw_path, _, query = url.raw_path.decode("ascii").partition("?")
    segments = raw_path.split("/")[1:]
    if segments[-1] == "":
        segments[-1] = "index.html"
    try:
        names = [
            url.netloc.decode("ascii").lower(),
            *(unquote(segment, errors="strict") for segment in segments),
        ]
        if query:
            names[-1] += "?" + unquote(query, errors="strict").replace("/", "%2F")
    except UnicodeDecodeError as error:
        raise FetchError(f"{url} is refused: its path is no UTF-8") from error
    for name in names:
        if name in ("", ".", "..") or re.search(r"[/\\\x00-\x1f]", name):
            raise FetchError(f"{url} is refused: {name!r} is no name of a file in a mirror")
    path = mirror.joinpath(*names)
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    if not real.is_relative_to(mirror.resolve()):
        raise FetchError(f"{url} is refused: {path} leads out of the mirror")
    return real if real.is_file() else None


def _system_resolve(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _within(until: float, resolve: Callable[[], Sequence[str]], host: str) -> Sequence[str]:
    """Resolve, but do not wait longer than there is time: the system's resolver has no limit of its own."""
    answers: queue.Queue[Sequence[str] | Exception] = queue.Queue()

    def work() -> None:
        try:
            answers.put(resolve())
        except Exception as error:
            answers.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, min(until - time.monotonic(), CONNECT_SECONDS)))
    except queue.Empty as error:
        raise _Passing(f"the name {host} could not be resolved in time", unreachable=True) from error
    if isinstance(answer, UnicodeError) or getattr(answer, "errno", None) == socket.EAI_NONAME:
        raise FetchError(f"the name {host} is not known: is the address right, and is there a network?")
    if isinstance(answer, OSError):
        raise _Passing(f"the name {host} could not be resolved", unreachable=True) from answer
    if isinstance(answer, Exception):
        raise answer
    return answer


@contextmanager
def _deadline(request: httpx.Request, seconds: float) -> Iterator[threading.Event]:
    """Cut the connection of a request after a time, however slowly and steadily the server sends.

    Timeouts of sockets count from the last byte; a server that drips one byte at a time never meets them.
    """
    expired = threading.Event()
    sockets: list[socket.socket] = []
    lock = threading.Lock()

    def cut() -> None:
        with lock:
            expired.set()
            for one in sockets:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def trace(event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            # A copy: TLS takes the socket itself over before the handshake.
            with lock:
                sockets.append(info["return_value"].get_extra_info("socket").dup())
            if expired.is_set():
                cut()

    request.extensions = {**request.extensions, "trace": trace}
    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()
        with lock:
            for one in sockets:
                one.close()
            sockets.clear()


def _decoded(url: str, response: httpx.Response, limit: int) -> Iterator[bytes]:
    """The body without its compression, never more than a little over the limit at once."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        yield from response.iter_raw(65_536)
        return
    if coding not in ("gzip", "x-gzip"):
        raise FetchError(f"{url} is sent in the coding {coding!r}, which was not asked for")
    # 16: with the gzip header.
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        for piece in response.iter_raw(65_536):
            yield unpack.decompress(piece, limit + 1)
            if unpack.unconsumed_tail:
                raise FetchError(f"{url} is larger than {limit:,} bytes when unpacked")
    except zlib.error as error:
        raise FetchError(f"{url} is sent as gzip and is none") from error
    if not unpack.eof:
        raise _Passing("the compressed answer ends in the middle")


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit():
        return min(float(value), MAX_WAIT)
    try:
        wanted = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0.0
    if wanted.tzinfo is None:
        return 0.0
    return max(0.0, min((wanted - datetime.now(UTC)).total_seconds(), MAX_WAIT))


def _meaning(status: int) -> str:
    return {
        401: " (it wants a login)",
        403: " (it refuses programs; open the page in a browser and paste the text)",
        404: " (there is no such page)",
        410: " (the page was taken down)",
        451: " (withheld for legal reasons)",
    }.get(status, "")
