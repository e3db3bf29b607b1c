"""Makes the pictures of README and docs: ``make screenshots``.

A library of its own is filled from the catalogue (and from ``READOUTS_MIRROR`` where that is set), the dashboard is
started on it, and Chromium takes the pictures. Pages that print whole texts are shown with our own digests, never with
official texts.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
EVENT = "2026-02-04-xi-trump"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

QUIET = ("--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false")

PICTURES = {
    # name: (path of the page, whether official texts may be in the library)
    "call": (f"?event={EVENT}", True),
    "tone": (f"tone?event={EVENT}", True),
    "over-time": (f"over-time?event={EVENT}&topic=taiwan", True),
    "side-by-side": (f"side-by-side?event={EVENT}&topic=taiwan", False),
}
"""What is photographed."""


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _run(*arguments: str, library: Path) -> None:
    command = [sys.executable, "-m", "readouts", *arguments, "--library", str(library)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def _shoot(page: Page, port: int, name: str, path: str) -> None:
    page.goto(f"http://127.0.0.1:{port}/{path}")
    page.get_by_role("heading", level=1).wait_for()
    # Parts of a page come late (findings, pairs): wait until the server has nothing more to send.
    page.wait_for_timeout(1500)
    page.get_by_test_id("stStatusWidget").wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    """Take all pictures."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("No Chromium or Chrome: install one to take pictures.")
    IMAGES.mkdir(exist_ok=True)
    for official in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library.sqlite3"
            _run("init", library=library)
            if official and os.environ.get("READOUTS_MIRROR"):
                _run("sync", library=library)
            port = _free_port()
            server = subprocess.Popen(
                [sys.executable, "-m", "compare.dashboard", f"--server.port={port}", *QUIET],
                env={**os.environ, "READOUTS_LIBRARY": str(library)},
                cwd=ROOT,
            )
            try:
                for _ in range(120):
                    try:
                        httpx.get(f"http://127.0.0.1:{port}/_stcore/health").raise_for_status()
                        break
                    except httpx.HTTPError:
                        time.sleep(0.5)
                with sync_playwright() as play:
                    chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
                    page = chromium.new_page(viewport={"width": 1280, "height": 1500}, device_scale_factor=1)
                    for name, (path, allowed) in PICTURES.items():
                        if allowed == official:
                            _shoot(page, port, name, path)
                    chromium.close()
            finally:
                server.terminate()
                server.wait(timeout=20)


if __name__ == "__main__":
    main()
