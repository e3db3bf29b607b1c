"""The commands that bring texts in: exit codes, reports, JSON, and what they leave in the library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from readouts import cli_intake
from readouts.cli_base import use_library
from readouts.errors import FetchError, InputError
from readouts.fetch import Fetcher
from readouts.intake import draft_from_text, draft_from_url, save
from readouts.library import Library
from tests.readouts import files
from tests.readouts.pages import CASES
from tests.readouts.test_bulk import markdown
from tests.readouts.test_drafts import MFA_CALL
from tests.readouts.test_publishers import put


@pytest.fixture
def run(tmp_path: Path):
    app = typer.Typer()
    cli_intake.register(app)
    use_library(str(tmp_path / "library.sqlite3"))
    yield lambda *words: CliRunner().invoke(app, [str(w) for w in words])
    use_library("")


def held(tmp_path: Path) -> list[Any]:
    with Library.open(tmp_path / "library.sqlite3") as library:
        return library.readouts()


def test_import_says_what_was_skipped_and_exits_with_one(run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.md").write_text(markdown(number), "utf-8")
    assert run("import", folder, "--quiet").exit_code == 0
    (folder / "bad.pdf").write_bytes(b"%PDF-nothing")
    done = run("import", folder, "--json", "--report", tmp_path / "report.json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["unchanged"] == 5
    (failure,) = json.loads((tmp_path / "report.json").read_text())
    assert failure["name"] == "bad.pdf"
    assert len(held(tmp_path)) == 5
    with pytest.raises(InputError, match="no mapping"):
        raise run("import", folder, "--column", "text").exception


def test_check_ranks_what_changed(run, tmp_path: Path) -> None:
    case, mirror = CASES[1], tmp_path / "mirror"
    put(mirror, case.url, case.content)
    with Library.open(tmp_path / "library.sqlite3") as library:
        save(library, draft_from_url(case.url, Fetcher(mirror), library))
    assert "1 unchanged" in run("check", "--mirror", mirror, "--quiet").stdout
    put(mirror, case.url, case.content.replace(b"should keep", b"must keep").replace(b"pencils", b"pens"))
    done = run("check", "--mirror", mirror, "--json")
    assert done.exit_code == 0
    (item,) = json.loads(done.stdout)
    weights = [change["weight"] for change in item["changes"]]
    assert weights == sorted(weights, reverse=True)
    assert "keep the garden gate" in item["changes"][0]["sentence"]
    assert (item["old"], item["new"]) == (1, 2)


def test_a_library_goes_out_and_comes_back(run, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite3") as library:
        save(library, draft_from_text(MFA_CALL, library))
    assert run("export-library", tmp_path / "out", "--quiet").exit_code == 0
    before = held(tmp_path)
    use_library(str(tmp_path / "other.sqlite3"))
    done = run("import-library", tmp_path / "out", "--quiet")
    assert done.exit_code == 0
    with Library.open(tmp_path / "other.sqlite3") as other:
        assert other.readouts() == before


def test_add_source_takes_addresses_and_documents(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, mirror = CASES[1], tmp_path / "mirror"
    put(mirror, case.url, case.content)
    cli_intake.add_source(case.url, {}, mirror=mirror)
    assert "Added 2031-02-05-xi-trump.cn.en" in capsys.readouterr().out
    document = tmp_path / "call.docx"
    document.write_bytes(files.docx([MFA_CALL]))
    cli_intake.add_source(str(document), {"publisher": "Xinhua"}, preview=True, as_json=True)
    draft = json.loads(capsys.readouterr().out)
    assert draft["guesses"]["side"]["value"] == "CN"
    assert draft["guesses"]["publisher"] == {"value": "Xinhua", "reason": "said by the user", "confidence": 1.0}
    cli_intake.add_source(str(document), {}, preview=True)
    shown = capsys.readouterr().out
    assert "nothing is saved yet" in shown
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.splitlines() if line.startswith("│")]
    statements = [row for row in rows if len(row) == 5]
    assert [row[:2] for row in statements] == [["0", "publisher"], ["1", "Xi"], ["2", "Trump"]]
    assert statements[1][3] == "should (both)"
    assert statements[1][4].startswith("President Xi noted that both sides should")
    assert len(held(tmp_path)) == 1
    cli_intake.add_source(str(document), {"publisher": "Xinhua"})
    assert len(held(tmp_path)) == 2
    with pytest.raises(FetchError, match="paste"):
        cli_intake.add_source("https://x.com/a/status/1", {}, mirror=mirror)


def test_what_decides_on_the_place_is_asked_before_saving(run, tmp_path: Path) -> None:
    post = tmp_path / "post.txt"
    post.write_text("I just had a very good call with President Xi of China on February 4, 2031, about pears.", "utf-8")
    with pytest.raises(InputError, match=r"Nothing was saved: say --side \(US\? it speaks as that side"):
        cli_intake.add_source(str(post), {})
    yearless = tmp_path / "yearless.txt"
    yearless.write_text("2月4日晚，国家主席习近平同美国总统特朗普通电话，谈到梨和花园。", "utf-8")
    with pytest.raises(InputError, match="say --event, or its day in the text"):
        cli_intake.add_source(str(yearless), {})
    assert held(tmp_path) == []
    cli_intake.add_source(str(post), {"publisher": "Truth Social @realDonaldTrump"})
    assert [(r.side, r.event_id) for r in held(tmp_path)] == [("US", "2031-02-04-xi-trump")]


def test_the_preview_says_whose_revision_a_text_would_be(run, tmp_path: Path, capsys) -> None:
    first, edited = tmp_path / "first.txt", tmp_path / "edited.txt"
    first.write_text(MFA_CALL, "utf-8")
    edited.write_text(f"{MFA_CALL} They will meet again.", "utf-8")
    said = {"side": "CN", "publisher": "Ministry of Foreign Affairs"}
    cli_intake.add_source(str(first), said, preview=True)
    assert "Saved like this" not in capsys.readouterr().out
    cli_intake.add_source(str(first), said)
    cli_intake.add_source(str(edited), said, preview=True)
    shown = capsys.readouterr().out
    assert "Saved like this, it is revision 2 of 2031-02-04-xi-trump.cn.en.ministry-of-foreign-affairs" in shown
    assert "+ They will meet again." in shown


def test_a_fact_sheet_is_no_version_of_a_readout(run, tmp_path: Path) -> None:
    first, sheet = tmp_path / "first.txt", tmp_path / "sheet.txt"
    first.write_text(MFA_CALL, "utf-8")
    sheet.write_text(f"Fact Sheet: Pears\n\n{MFA_CALL}", "utf-8")
    said = {"side": "CN", "publisher": "Ministry of Foreign Affairs"}
    cli_intake.add_source(str(first), said)
    cli_intake.add_source(str(sheet), said)
    assert [(r.kind.value, len(r.revisions)) for r in held(tmp_path)] == [("readout", 1), ("fact sheet", 1)]


def test_posts_are_found_by_day_and_words(run, tmp_path: Path) -> None:
    posts = [
        {
            "id": str(115500000000000000 + n),
            "created_at": f"2031-02-0{n + 3}T16:00:00Z",
            "content": f"<p>A call about pears, number {n}&amp;more</p>",
            "url": f"https://truthsocial.com/@realDonaldTrump/{115500000000000000 + n}",
        }
        for n in range(3)
    ]
    posts.append({**posts[0], "content": "<p>RT @somebody A call about pears</p>"})
    put(tmp_path / "mirror", "https://ix.cnn.io/data/truth-social/truth_archive.json", json.dumps(posts).encode())
    found = json.loads(run("posts", "pears", "--day", "2031-02-05", "--mirror", tmp_path / "mirror", "--json").stdout)
    assert [p["text"] for p in found] == ["A call about pears, number 1&more", "A call about pears, number 2&more"]
    address = posts[2]["url"].replace("Trump/", "Trump/posts/")
    draft = draft_from_url(address, Fetcher(tmp_path / "mirror"))
    assert (draft.side.value, draft.kind.value.value) == ("US", "post")
    assert draft.published.value.at is not None
    with pytest.raises(FetchError, match=r"published at .* UTC\. Paste"):
        draft_from_url(address[:-1] + "9", Fetcher(tmp_path / "mirror"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("www.ministry.example/a.html", "begin it with https://: https://www.ministry.example/a.html"),
        ("ministry.example/a", "There is no file ministry.example/a. If it is an address"),
        ("ftp://ministry.example/a", "^ftp://ministry.example/a was not fetched: only addresses that begin with https"),
        ("no-such.pdf", "^no-such.pdf cannot be read"),
    ],
)
def test_what_is_no_address_and_no_file_is_told_so(run, source: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        cli_intake.add_source(source, {})


def test_a_message_keeps_names_as_they_are() -> None:
    from readouts.cli_base import sentence

    assert sentence("there is no event x") == "There is no event x"
    assert sentence("null is empty.", ["add", "/dev/null"]) == "null is empty."
    for message in (
        "https://x.example cannot",
        "f/two.pdf: the PDF",
        "2031-02-04 is",
        "Nothing was",
        "two.pdf is empty",
    ):
        assert sentence(message) == message
