"""The dashboard on a library of 2,000 readouts: first page, changes of page and topic, twenty readers at once, memory.

    python benchmarks/dashboard.py [--readouts 2000] [--library FILE] [--only NAME ...]

The library is invented (`invented.py`); where READOUTS_MIRROR is set, the calls of the catalogue are synced into it
too. Every part starts the real server. "cold" and "changes" are measured in a real Chromium: in the network panel from
the frame that asks to the frame that says the script has ended (server), and from the click to the last change of the
page (screen). "readers" and "memory" speak Streamlit's websocket protocol without a browser: twenty Chromium tabs would
take the cores that the server needs.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import math
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import CDPSession, Page, sync_playwright  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402

from benchmarks import invented  # noqa: E402
from benchmarks.sessions import Session, Took  # noqa: E402
from readouts.library import Library  # noqa: E402
from readouts.listing import publications  # noqa: E402

CHANGES, READERS, ROUNDS, VISITS = 20, 20, 6, 300
"""Changes of each kind; readers at once and changes of each; changes in the run that watches memory."""
PAGES = ("", "side-by-side", "tone", "wording", "over-time", "claims", "library", "add")
TOPICS = ("taiwan", "trade", "ukraine", "")
PARTS = ("cold", "changes", "readers", "memory")
SETTLED = 0.4
"""Seconds without a change after which a page counts as drawn."""


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/"

    def memory(self) -> float:
        """Resident memory in MB."""
        return _status(self.pid, "VmRSS")

    def cpu(self) -> float:
        """Seconds of the processor that the server has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self) -> float:
        """Highest resident memory so far in MB."""
        return _status(self.pid, "VmHWM")


def _status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


@contextmanager
def serving(library: Path) -> Iterator[Server]:
    """The dashboard as `readouts serve` starts it, until the block ends."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "compare.dashboard", *options],
        cwd=ROOT,
        env={**os.environ, "READOUTS_LIBRARY": str(library)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    start = time.perf_counter()
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - start > 120:
                    raise SystemExit("the dashboard did not start") from None
                time.sleep(0.05)
        print(f"  server up after {time.perf_counter() - start:.1f} s, load {os.getloadavg()[0]:.1f}")
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


class Frames:
    """Times at which frames went to and came from the server, as the browser's network panel sees them."""

    def __init__(self, devtools: CDPSession) -> None:
        self.sent: list[float] = []
        self.ended: list[float] = []
        self.got: list[float] = []
        devtools.send("Network.enable")
        devtools.on("Network.webSocketFrameSent", self._out)
        devtools.on("Network.webSocketFrameReceived", self._in)

    def _out(self, event: dict[str, Any]) -> None:
        self.sent.append(event["timestamp"])

    def _in(self, event: dict[str, Any]) -> None:
        self.got.append(event["timestamp"])
        message = ForwardMsg.FromString(base64.b64decode(event["response"]["payloadData"]))
        if message.WhichOneof("type") == "script_finished":
            self.ended.append(event["timestamp"])


WATCH = """() => {
  window.__last = performance.now();
  window.__first = 0;
  new MutationObserver((list) => {
    if (list.every((m) => m.target.closest?.('[data-testid="stStatusWidget"]'))) return;
    window.__last = performance.now();
  }).observe(document, {subtree: true, childList: true, characterData: true});
}"""


def settle(page: Page, since: float = 0.0, patience: float = 180.0) -> float:
    """Wait until the page rests; the time of its last change on its own clock, in milliseconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        now, last, state = page.evaluate(
            "() => [performance.now(), window.__last,"
            " document.querySelector('[data-test-script-state]')?.dataset.testScriptState]"
        )
        if state == "notRunning" and now - max(last, since) > SETTLED * 1000:
            return float(last)
        page.wait_for_timeout(40)
    raise SystemExit("the page did not come to rest")


def told(name: str, seconds: Sequence[float]) -> str:
    """Median and 95th percentile of some times."""
    ranked = sorted(seconds)
    high = ranked[max(0, math.ceil(0.95 * len(ranked)) - 1)]
    return (
        f"  {name:34} median {statistics.median(ranked) * 1000:6.0f} ms   95th percentile {high * 1000:6.0f} ms"
        f"   worst {ranked[-1] * 1000:6.0f} ms   n = {len(ranked)}"
    )


@contextmanager
def tab(server: Server) -> Iterator[tuple[Page, Frames]]:
    """A new browser with one tab that is watched."""
    path = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script(f"({WATCH})()")
        frames = Frames(page.context.new_cdp_session(page))
        yield page, frames
        browser.close()


def cold(library: Path, how: str) -> None:
    """The first visit of a fresh server in a fresh browser."""
    print(f"cold first page, {how}")
    with serving(library) as server, tab(server) as (page, _):
        start = time.perf_counter()
        page.goto(server.address, wait_until="commit")
        page.wait_for_selector(".ro .releases", timeout=60_000)
        seen = time.perf_counter() - start
        page.wait_for_selector(".ro .heatmap, .ro table", timeout=60_000)
        table = time.perf_counter() - start
        page.wait_for_selector(".ro .differs", timeout=300_000)
        found = time.perf_counter() - start
        print(f"  page to be read {seen:.2f} s, with its coverage {table:.2f} s, findings {found:.2f} s")
        print(f"  the server's processor time until then, its start included, {server.cpu():.1f} s")
        print(f"  server memory {server.memory():.0f} MB")


def changes(library: Path) -> None:
    """Twenty changes of page and of topic each by clicking links, on a call whose findings are known."""
    print("changes by clicks in Chromium")
    with serving(library) as server, tab(server) as (page, frames):
        page.goto(server.address)
        page.wait_for_selector(".ro .differs", timeout=300_000)
        settle(page)
        for key in ("nav-side-by-side", "nav-tone", "nav-wording", "nav-over-time", "nav-claims", "nav-call"):
            go(page, frames, key, patience=600)
        kinds: dict[str, list[str]] = {
            "change of page": [f"nav-{p or 'call'}" for p in (*PAGES[1:], PAGES[0])],
            "change of topic": ["topic-taiwan", "topic-trade", "topic-all", "topic-ukraine"],
        }
        for name, keys in kinds.items():
            if name == "change of topic":
                go(page, frames, "nav-side-by-side")
            before = server.cpu()
            times = [go(page, frames, keys[n % len(keys)]) for n in range(CHANGES)]
            used = (server.cpu() - before) / CHANGES
            print(told(f"{name}, server", [t[0] for t in times if t]))
            print(told(f"{name}, screen", [t[1] for t in times if t]))
            print(f"  {name}, processor {used * 1000:.0f} ms of the server each; load {os.getloadavg()[0]:.1f}")
        print(f"  server memory {server.memory():.0f} MB")


def go(page: Page, frames: Frames, key: str, patience: float = 60) -> tuple[float, float] | None:
    """Click a link; seconds of the server, and until the last change on the screen. None where nothing was asked."""
    link = page.locator(f'[data-key="{key}"]').first
    if link.get_attribute("href") is None:
        return None
    before = len(frames.ended)
    at = len(frames.sent)
    start = page.evaluate("() => performance.now()")
    link.dispatch_event("click")
    until = time.monotonic() + patience
    while len(frames.ended) == before and time.monotonic() < until:
        page.wait_for_timeout(10)
    if len(frames.ended) == before:
        return None
    last = settle(page, start)
    return frames.ended[-1] - frames.sent[at], (last - start) / 1000


async def wander(port: int, events: Sequence[str], seed: int) -> list[tuple[str, Took]]:
    """One reader: opens a call, then changes page or topic again and again, pausing a second or two between."""
    draw = random.Random(seed)
    session = await Session.begin(port)
    event, topic, page = events[seed % len(events)], "", ""
    times = [("first", await session.open("", event=event))]
    for n in range(ROUNDS):
        await asyncio.sleep(draw.uniform(0.5, 2.0))
        if n % 2:
            topic = draw.choice(TOPICS)
        else:
            page = draw.choice(PAGES)
        times.append(("change", await session.open(page, event=event, **({"topic": topic} if topic else {}))))
    await session.close()
    return times


async def _together(port: int, events: Sequence[str]) -> list[tuple[str, Took]]:
    found = await asyncio.gather(*(wander(port, events, n) for n in range(READERS)))
    return [t for times in found for t in times]


def readers(library: Path, events: Sequence[str]) -> None:
    """Twenty sessions at once: on ten calls known to the server, then on twenty it has never shown."""
    print(f"{READERS} readers at once, {ROUNDS} changes each, a pause of 0.5 to 2 s between")
    with serving(library) as server:
        asyncio.run(
            _visit(
                server.port, [(p, e) for e in events[:10] for p in ("", "side-by-side")] + [("over-time", events[0])]
            )
        )
        before = server.memory()
        for name, chosen in (
            ("calls shown before", events[:10]),
            ("calls never shown before", events[40 : 40 + READERS]),
        ):
            times = asyncio.run(_together(server.port, chosen))
            for kind in ("first", "change"):
                some = [t for k, t in times if k == kind]
                print(told(f"{name}: {kind}, drawn", [t.drawn for t in some]))
                print(told(f"{name}: {kind}, all done", [t.ended for t in some]))
        print(f"  server memory {before:.0f} MB before, {server.memory():.0f} MB after, peak {server.peak():.0f} MB")


async def _visit(port: int, views: Sequence[tuple[str, str]]) -> list[Took]:
    session = await Session.begin(port)
    times = [await session.open(page, event=event) for page, event in views]
    await session.close()
    return times


def memory(library: Path, events: Sequence[str]) -> None:
    """One reader after another through three hundred calls; the server's memory every fifty."""
    print(f"memory over {VISITS} changes, each to another call")
    with serving(library) as server:
        asyncio.run(_visit(server.port, [("", events[0]), ("over-time", events[0])]))
        print(f"  after the first two pages {server.memory():.0f} MB")
        times: list[Took] = []
        step = 50
        for start in range(0, VISITS, step):
            views = [(PAGES[n % 4], events[n % len(events)]) for n in range(start, start + step)]
            times += asyncio.run(_visit(server.port, views))
            print(f"  after {start + step:3} changes {server.memory():.0f} MB, peak {server.peak():.0f} MB")
        print(told("another call, drawn", [t.drawn for t in times]))
        print(told("another call, all done", [t.ended for t in times]))


def fill(file: Path, readouts: int) -> None:
    """Make the library where it is not there yet."""
    if file.exists():
        return
    start = time.perf_counter()
    with Library.open(file) as library:
        invented.fill(library, readouts, max(2, readouts * 7 // 20))
    if os.environ.get("READOUTS_MIRROR"):
        command = [sys.executable, "-m", "readouts", "--library", str(file), "sync"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    print(f"library made in {time.perf_counter() - start:.0f} s")


def main() -> None:
    """Make the library, then run the parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readouts", type=int, default=2000)
    parser.add_argument("--library", type=Path, help="made where it is not there; read and filled with analyses")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="readouts-bench-"))
    file = chosen.library or folder / "library.sqlite3"
    fill(file, chosen.readouts)
    with Library.open(file) as library:
        held = publications(library)
        texts = {r.event_id for r in held if r.revisions}
        events = [e.id for e in sorted(library.events(), key=lambda e: (e.date, e.id), reverse=True) if e.id in texts]
        print(f"{library.counts()}")
    if "cold" in chosen.only:
        fresh = folder / "fresh.sqlite3"
        fill(fresh, chosen.readouts)
        cold(fresh, "nothing analysed before")
        cold(fresh, "analyses of the first call kept in the library")
    if "changes" in chosen.only:
        changes(file)
    if "readers" in chosen.only:
        readers(file, events)
    if "memory" in chosen.only:
        memory(file, events)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
