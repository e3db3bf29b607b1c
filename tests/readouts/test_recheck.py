"""Official pages fetched again: edits are kept beside what was held."""

from __future__ import annotations

from pathlib import Path

import pytest

from readouts.fetch import Fetcher
from readouts.intake import draft_from_url, save
from readouts.library import Library
from readouts.recheck import check
from tests.readouts.pages import CASES, page
from tests.readouts.test_publishers import put

CASE = CASES[1]


@pytest.fixture
def library(tmp_path: Path):
    put(tmp_path / "mirror", CASE.url, CASE.content)
    with Library.open(tmp_path / "library.sqlite3") as opened:
        save(opened, draft_from_url(CASE.url, Fetcher(tmp_path / "mirror"), opened))
        yield opened


def run(library: Library, tmp_path: Path):
    return check(library, fetcher=Fetcher(tmp_path / "mirror"))


def test_an_unchanged_page_is_unchanged(library: Library, tmp_path: Path) -> None:
    assert run(library, tmp_path).count("unchanged") == 1
    spaced = CASE.content.replace(b"telephone about", b"telephone\n  about").replace(b"'share'", b"'share more'")
    put(tmp_path / "mirror", CASE.url, spaced)
    assert run(library, tmp_path).count("unchanged") == 1
    assert len(library.readouts()[0].revisions) == 1


def test_a_silent_edit_is_a_new_revision_with_its_bytes(library: Library, tmp_path: Path) -> None:
    edited = CASE.content.replace(b"should keep", b"must keep")
    put(tmp_path / "mirror", CASE.url, edited)
    (item,) = run(library, tmp_path).items
    assert item.state == "edited"
    assert item.old is not None
    assert item.new is not None
    assert ("should keep" in item.removed[0], "must keep" in item.added[0]) == (True, True)
    (readout,) = library.readouts()
    assert [r.number for r in readout.revisions] == [1, 2]
    assert "should keep" in readout.revisions[0].text
    assert library.raw(readout.revisions[1].id) == edited
    assert readout.revisions[1].source_sha256
    put(tmp_path / "mirror", CASE.url, CASE.content)
    assert run(library, tmp_path).count("edited") == 1
    assert len(library.readouts()[0].revisions) == 3


def test_a_page_that_went_is_reported_and_nothing_is_stored(library: Library, tmp_path: Path) -> None:
    other = page(
        "<div class='TRS_UEDITOR'><p>" + "The ministry moved to another street in the old town. " * 5 + "</p></div>"
    )
    put(tmp_path / "mirror", CASE.url, other.encode())
    assert run(library, tmp_path).count("gone") == 1
    (tmp_path / "mirror" / "www.fmprc.gov.cn").rename(tmp_path / "elsewhere")
    (item,) = run(library, tmp_path).items
    assert (item.state, "not in the mirror" in item.reason) == ("failed", True)
    assert len(library.readouts()[0].revisions) == 1
