"""Makes the pictures of README and docs: ``make screenshots``; with ``--all DIR`` every page into a folder of yours.

Libraries of its own are filled from the catalogue (and from ``READOUTS_MIRROR`` where that is set), the dashboard is
started on them, and Chromium takes the pictures. Pages that print whole texts are shown with our own digests. A picture
for the repository is refused when more than a short quote of an official text can be read in it, or when it is large.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from readouts.library import Library
from readouts.model import Fidelity

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
EVENT = "2026-02-04-xi-trump"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ("--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false")

COLOURS = 128
"""Pictures are kept with a palette of so many colours: a quarter of the bytes, and no difference to the eye."""
LARGEST = 250_000
"""Bytes a picture for the repository may have."""
LONGEST_WORDS, LONGEST_CHARACTERS = 12, 24
"""A run so long that is also in an official text is a copied sentence, not a quoted phrase."""

LATER_CALL = (
    "President Xi Jinping spoke by telephone with President Donald Trump on 20 November 2026. "
    "President Xi stressed that the two sides should keep their channels open, and that the U.S. must handle the "
    "Taiwan question with care. President Trump said that he looks forward to the visit and that more soybeans will "
    "be bought."
)
"""A text of our own, for the picture of the Add page."""


def _nothing(page: Page) -> None:
    """The page as it opens."""


def _menu(page: Page) -> None:
    """The download menu of the tone table, open."""
    page.get_by_role("button", name="Download tone").click()
    page.get_by_role("button", name="JSON").wait_for()


def _pasted(page: Page) -> None:
    """A text pasted and read, with everything that was guessed."""
    page.get_by_role("radio", name="Paste the text").or_(page.get_by_role("button", name="Paste the text")).click()
    page.get_by_role("textbox", name="Text", exact=True).fill(LATER_CALL)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="What it is").wait_for()


def _elsewhere(page: Page) -> None:
    """The library's place on this machine is nobody's business."""
    page.evaluate(
        "document.querySelectorAll('.deck code').forEach(e => { e.textContent = '~/readouts/library.sqlite3' })"
    )


@dataclass(frozen=True)
class Picture:
    """path: address of the page, or the brief's file. official: whether official texts may be in the library.

    top: heading that is scrolled to the upper edge, '' for the head of the page. height: in pixels.
    """

    path: str
    official: bool = False
    height: int = 1000
    top: str = ""
    prepare: Callable[[Page], None] = _nothing


PICTURES = {
    "call": Picture(f"?event={EVENT}&topic=iran", official=True, height=860),
    "coverage": Picture(f"?event={EVENT}", official=True, height=1250, top="Who published what, and when"),
    "side-by-side": Picture(f"side-by-side?event={EVENT}&topic=taiwan", height=1200),
    "tone": Picture(f"tone?event={EVENT}", official=True, height=900),
    "download": Picture(f"tone?event={EVENT}&topic=taiwan", official=True, height=900, prepare=_menu),
    "wording": Picture(f"wording?event={EVENT}", height=1100),
    "over-time": Picture(f"over-time?event={EVENT}&topic=taiwan", official=True, height=1300),
    "set-phrases": Picture(f"over-time?event={EVENT}&topic=taiwan", official=True, height=1000, top="Set phrases"),
    "claims": Picture(f"claims?event={EVENT}", official=True),
    "library": Picture("library", official=True, height=800, prepare=_elsewhere),
    "add": Picture("add", height=1300, prepare=_pasted),
    "brief": Picture("brief.html"),
}
"""Name of a picture in docs/images → what is photographed."""

PAGES = {
    "call": f"?event={EVENT}",
    "side-by-side": f"side-by-side?event={EVENT}&topic=taiwan",
    "tone": f"tone?event={EVENT}",
    "wording": f"wording?event={EVENT}",
    "over-time": f"over-time?event={EVENT}&topic=taiwan",
    "claims": f"claims?event={EVENT}",
    "library": "library",
    "add": "add",
    "brief": "brief.html",
}
"""Page → address, for ``--all``."""

WIDTHS = {1440: 1100, 390: 844}
"""Width of a window → its height, for ``--all``."""
TALLEST = 12_000


def main(arguments: list[str] | None = None) -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", type=Path, metavar="DIR", help="every page at 1440 and 390 px, light and dark")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these pictures or pages")
    chosen = parser.parse_args(arguments)
    browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser_path is None:
        sys.exit("No Chromium or Chrome: install one to take pictures.")
    wanted = set(chosen.only or [*PICTURES, *PAGES])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        home = Path(folder)
        texts = _official(_filled(home, official=True))
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        if chosen.all:
            _all(browser, home, chosen.all, wanted)
        else:
            for official in (True, False):
                _ours(browser, home, official, texts, wanted)
        browser.close()


def _ours(browser: Browser, home: Path, official: bool, texts: set[str], wanted: set[str]) -> None:
    named = {name: p for name, p in PICTURES.items() if p.official == official and name in wanted}
    if not named:
        return
    IMAGES.mkdir(exist_ok=True)
    with _dashboard(home, official) as start:
        for name, picture in named.items():
            page = browser.new_page(viewport={"width": 1280, "height": picture.height}, color_scheme="light")
            _open(page, home, start, picture.path)
            picture.prepare(page)
            if picture.top:
                heading = page.get_by_role("heading", name=picture.top, exact=True)
                heading.evaluate("e => e.scrollIntoView({block: 'start'})")
            _settle(page)
            if copied := shared_runs(page.evaluate(_VISIBLE), texts):
                sys.exit(f"{name}: more than a short quote of an official text is to be read ({copied[0]} …).")
            small = palette(page.screenshot())
            if len(small) > LARGEST:
                sys.exit(f"{name}: {len(small) // 1000} KB; make the picture smaller (height in docs/screenshots.py).")
            (IMAGES / f"{name}.png").write_bytes(small)
            page.close()


def _all(browser: Browser, home: Path, target: Path, wanted: set[str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with _dashboard(home, official=True) as start:
        for scheme in ("light", "dark"):
            for width, height in WIDTHS.items():
                for name, path in ((n, p) for n, p in PAGES.items() if n in wanted):
                    dark = scheme == "dark"
                    page = browser.new_page(
                        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
                    )
                    _open(page, home, start, path)
                    tall = page.evaluate(
                        "Math.max(document.documentElement.scrollHeight, "
                        "...[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollHeight))"
                    )
                    page.set_viewport_size({"width": width, "height": min(int(tall) + 40, TALLEST)})
                    _settle(page)
                    page.screenshot(path=target / f"{name}-{width}-{scheme}.png")
                    page.close()


def palette(png: bytes) -> bytes:
    """The picture with a palette instead of full colour."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as full:
        few = full.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def shared_runs(seen: str, texts: set[str]) -> list[str]:
    """Runs of words or characters, too long for a quote, that are also in ``texts`` (see `runs`)."""
    return sorted({run for run in runs(seen) if run in texts})


def runs(text: str) -> Iterator[str]:
    """Every run of words and of Chinese characters that is too long for a quote."""
    words = re.findall(r"[a-zа-яё0-9]+", text.lower())
    yield from (" ".join(words[i : i + LONGEST_WORDS]) for i in range(len(words) - LONGEST_WORDS + 1))
    han = "".join(re.findall(r"[\u4e00-\u9fff]", text))
    yield from (han[i : i + LONGEST_CHARACTERS] for i in range(len(han) - LONGEST_CHARACTERS + 1))


_VISIBLE = """() => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, range = document.createRange();
    range.selectNodeContents(node);
    const shown = node.parentElement && node.parentElement.checkVisibility({checkOpacity: true});
    const box = range.getBoundingClientRect();
    if (shown && box.width && box.bottom > 0 && box.top < innerHeight) words.push(node.textContent);
  }
  document.querySelectorAll('textarea, input').forEach(e => words.push(e.value));
  return words.join(' ');
}"""
"""Everything that can be read in the window."""


def _official(library: Path) -> set[str]:
    with Library.open(library) as known:
        texts: Iterable[str] = [
            revision.text
            for readout in known.readouts()
            for revision in readout.revisions
            if revision.fidelity is not Fidelity.DIGEST
        ]
        return {run for text in texts for run in runs(text)}


def _filled(home: Path, *, official: bool) -> Path:
    """A library with the catalogue, and with official texts where a mirror has them; made once."""
    library = home / ("official.sqlite3" if official else "digests.sqlite3")
    if not library.exists():
        _run("init", library=library)
        if official and os.environ.get("READOUTS_MIRROR"):
            _run("sync", library=library)
    return library


def _run(*arguments: str, library: Path) -> None:
    command = [sys.executable, "-m", "readouts", *arguments, "--library", str(library)]
    # A sync that misses some texts ends with 1; what it has is what is shown.
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if result.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: {result.stderr or result.stdout}")


@contextmanager
def _dashboard(home: Path, official: bool) -> Iterator[str]:
    """The dashboard on a library of its own, and the brief written beside it; gives the address."""
    library = _filled(home, official=official)
    _run("brief", EVENT, "-o", str(home / "brief.html"), library=library)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("READOUTS_")}
    server = subprocess.Popen(
        [sys.executable, "-m", "compare.dashboard", f"--server.port={port}", *QUIET],
        env={**surroundings, "READOUTS_LIBRARY": str(library)},
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
    )
    start = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(240):
            try:
                httpx.get(f"{start}_stcore/health").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.5)
        yield start
    finally:
        server.terminate()
        server.wait(timeout=20)


def _open(page: Page, home: Path, start: str, path: str) -> None:
    if path.endswith(".html"):
        page.goto((home / path).as_uri())
        return
    page.goto(start + path)
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    _settle(page)


def _settle(page: Page) -> None:
    """Wait until the server has nothing more to send: parts of a page come late (findings, pairs)."""
    if page.url.startswith("file:"):
        return
    page.wait_for_timeout(1000)
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=90_000)
    page.wait_for_timeout(700)


if __name__ == "__main__":
    main()
