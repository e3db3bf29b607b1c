"""A real Chromium against a real server on a library of invented texts."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Download, Page, TimeoutError, expect, sync_playwright

from tests.browser import texts

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]

FREE = "import runpy; runpy.run_module('compare.dashboard', run_name='__main__', alter_sys=True)"
# Rights do not stop root, as whom containers run tests: the server is told that it has none.
LOCKED = f"import os; ask = os.access; os.access = lambda p, m, **k: not m & os.W_OK and ask(p, m, **k); {FREE}"

expect.set_options(timeout=15_000)


def find_chromium() -> str:
    """Path of a Chromium or Chrome, '' where there is none."""
    named = os.environ.get("CHROMIUM", "")
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    found = [named, *(shutil.which(b) or "" for b in BROWSERS), mac]
    return next((f for f in found if f and Path(f).exists()), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            # Late answers of a busy machine are no fault of the page; what fails twice fails.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if not path:
        message = "no Chromium or Chrome found: install one, or name it in the environment variable CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class Server:
    address: str
    library: Path


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


@contextmanager
def serving(
    library: Path,
    *,
    locked: bool = False,
    mirror: Path | None = None,
    port: int = 0,
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """A dashboard on a library, until the block ends. locked: to the server its folder cannot be written.

    mirror: folder that stands for the network. port: 0 for any that is free. environment, options: more of either.
    """
    port = port or free_port()
    settings = {"server.headless": "true", "server.port": str(port), "server.address": "127.0.0.1", **(options or {})}
    options = [word for key, value in settings.items() for word in (f"--{key}", value)]
    log = library.with_suffix(".log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-c", LOCKED if locked else FREE, *options],
        cwd=ROOT,
        env={
            **_surroundings(),
            "READOUTS_LIBRARY": str(library),
            **({"READOUTS_MIRROR": str(mirror)} if mirror else {}),
            **(environment or {}),
        },
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(f"{address}_stcore/health", process)
        yield Server(address, library)
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _surroundings() -> dict[str, str]:
    own = ("READOUTS_RULES", "READOUTS_CATALOGUE", "READOUTS_MIRROR", "READOUTS_SIGN_IN", "READOUTS_EDITORS")
    return {name: value for name, value in os.environ.items() if name not in own}


def _wait(health: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(health, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not come up within 60 s")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Server]:
    library = tmp_path_factory.mktemp("dashboard") / "library.sqlite3"
    texts.fill(library)
    with serving(library) as running:
        yield running


def choose(page: Page, menu: str, option: str) -> None:
    """Choose from a menu by typing. Its list closes when the page moves under it: then it is opened again."""
    box = page.get_by_role("combobox", name=menu, exact=True)
    for attempt in range(4):
        box.click()
        box.fill(option)
        try:
            page.get_by_role("option", name=option).first.click(timeout=3000 * (attempt + 1))
            break
        except TimeoutError:
            page.keyboard.press("Escape")
    expect(box).to_have_value(re.compile(re.escape(option)))
    redrawn(page)


def redrawn(page: Page) -> None:
    """Wait until the answer to a choice is drawn: until then old fields stand beside new, and menus close again."""
    page.wait_for_timeout(300)
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")


def fetch(page: Page, menu: str, choice: str) -> Download:
    """Press a choice of a menu of files: of a table (``Download findings``) or of the brief."""
    # A button that is about to be drawn anew swallows the click.
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    page.get_by_role("button", name=menu, exact=True).click()
    with page.expect_download() as download:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name=choice, exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    return download.value


@dataclass
class Visit:
    """A browser tab that remembers what went wrong in it."""

    page: Page
    server: Server
    problems: list[str]

    def open(self, path: str = "") -> Page:
        self.page.goto(self.server.address + path)
        self.settled()
        return self.page

    def settled(self) -> None:
        """Wait until the page is drawn and Streamlit is at rest."""
        self.page.wait_for_selector(".ro .masthead", timeout=30_000)
        self.page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=30_000)
        expect(self.page.get_by_test_id("stException")).to_have_count(0)


def _watch(page: Page, problems: list[str]) -> None:
    def console(message: ConsoleMessage) -> None:
        # On pages below the root Streamlit first asks for its files beside the page: the 404 tells it where they are.
        expected = "404" in message.text and "_stcore" in message.location.get("url", "")
        if message.type == "error" and not expected:
            problems.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", console)
    page.on("pageerror", lambda error: problems.append(str(error)))


@pytest.fixture
def visiting(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens tabs on a server; at the end no page may have reported an error."""
    visits: list[Visit] = []

    def visit(server: Server, *, width: int = 1280, scheme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            accept_downloads=True,
            reduced_motion="reduce",
        )
        page = context.new_page()
        visits.append(Visit(page, server, []))
        _watch(page, visits[-1].problems)
        return visits[-1]

    yield visit
    problems = [p for v in visits for p in v.problems]
    for v in visits:
        v.page.context.close()
    assert problems == []


@pytest.fixture
def tab(visiting: Callable[..., Visit], server: Server) -> Visit:
    return visiting(server)
