"""The command line, run as a user runs it: one process, its output, its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from readouts import cli
from readouts.errors import ReadoutsError
from readouts.library import Library

EVENT = "2030-03-05-xi-trump"
ZH = """3月5日，中国国家主席习近平与美国总统特朗普通话。

习近平指出，台湾问题事关中国核心利益，美方务必慎重处理。中方愿同美方扩大经贸合作。

特朗普表示，我很尊重习近平主席，美方愿同中方保持沟通。
"""
POST = """I just had a great call with President Xi of China! We discussed many things, including Trade, Taiwan, \
the visit I will make to Beijing, and Iran, all very good. Nothing was said about Ukraine."""


class Run:
    """Runs commands in this process and gives back what they print."""

    def __call__(self, *arguments: str, code: int = 0, stdin: str | bytes = "") -> str:
        result = CliRunner().invoke(cli.app, cli._global_first(list(arguments)), input=stdin, env={"COLUMNS": "200"})
        out, got = result.output, result.exit_code
        if isinstance(result.exception, ReadoutsError):
            out, got = out + str(result.exception), result.exception.exit_code
        elif result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert got == code, out
        return out


@pytest.fixture
def run() -> Run:
    return Run()


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """A library with one event of two sides."""
    run("new-event", EVENT, "--participant", "Xi Jinping=CN", "--participant", "Donald Trump=US")
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    run("add", str(tmp_path / "zh.txt"), "--event", EVENT, "--side", "CN", "--language", "zh", "--publisher", "Xinhua")
    run(
        "add",
        "-",
        "--event",
        EVENT,
        "--side",
        "us",
        "--language",
        "en",
        "--kind",
        "post",
        "--publisher",
        "Truth Social @realDonaldTrump",
        stdin=POST,
    )
    return run


def test_add_compare_and_undo(filled: Run) -> None:
    out = filled("compare", EVENT)
    assert "务必" in out
    assert "not mentioned" in out
    assert "said not to have been discussed" in out
    assert "Searched revision 1, official, sha256" in out
    filled("undo")
    assert "Q" not in json.dumps([r["readout_id"] for r in json.loads(filled("list", EVENT, "--json"))])
    assert len(json.loads(filled("list", EVENT, "--json"))) == 1


def test_the_same_text_again_and_a_changed_one(filled: Run, tmp_path: Path) -> None:
    same = ("add", str(tmp_path / "zh.txt"), "--event", EVENT, "--side", "CN", "--language", "zh", "--json")
    assert json.loads(filled(*same))["outcome"] == "unchanged"
    (tmp_path / "zh.txt").write_text(ZH.replace("务必", "应当"), "utf-8")
    assert json.loads(filled(*same)) == {
        "outcome": "revision",
        "readout": json.loads(filled("list", EVENT, "--json"))[0]["readout_id"],
        "revision": 2,
    }


def test_statements_print_the_contract(run: Run, tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    people = ("--participant", "Xi Jinping=CN", "--participant", "Donald Trump=US")
    lines = run("statements", str(tmp_path / "zh.txt"), "--language", "zh", "--side", "CN", *people).splitlines()
    found = [json.loads(line) for line in lines]
    assert {"start", "end", "text", "speaker", "topics", "negated", "warmth", "obligation", "commitment", "warning",
            "evidence"} <= set(found[0])  # fmt: skip
    for s in found:
        assert ZH[s["start"] : s["end"]] == s["text"]
    demand = next(s for s in found if "务必" in s["text"])
    assert (demand["speaker"], demand["topics"], demand["obligation"]["level"]) == ("Xi", ["taiwan"], 3)
    assert [s["speaker"] for s in found][-1] == "Trump"


def test_explain_names_rules_and_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(ZH, "utf-8")
    out = run("explain", str(tmp_path / "zh.txt"), "--language", "zh", "--side", "CN", "--statement", "1")
    assert "务必" in out
    assert "obligation" in out
    out = run("explain", str(tmp_path / "zh.txt"), "--language", "zh", "--statement", "99", code=2)
    assert "there is no 99" in out


@pytest.mark.parametrize("form", ["csv", "json", "md", "xlsx"])
def test_every_format_holds_the_same_rows(filled: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"out.{form}"
    filled("compare", EVENT, "--format", form, "-o", str(file))
    expected = json.loads(filled("compare", EVENT, "--format", "json"))["tone"]
    raw = file.read_bytes()
    if form == "csv":
        rows = len(list(csv.DictReader(io.StringIO(raw.decode()))))
    elif form == "json":
        rows = len(json.loads(raw)["tone"])
    elif form == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(raw))["Tone"].max_row - 1
    else:
        part = raw.decode().split("## Tone")[1].split("## Statements")[0]
        rows = sum(line.startswith("|") for line in part.splitlines()) - 2
    assert rows == len(expected) > 3


def test_topics_can_be_chosen(filled: Run) -> None:
    rows = json.loads(filled("compare", EVENT, "--topic", "taiwan", "--topic", "iran", "--format", "json"))["coverage"]
    assert {r["topic"] for r in rows} == {"taiwan", "iran"}
    assert "Unknown topic" in filled("compare", EVENT, "--topic", "moon", code=2)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("compare", "2030-03-05-xi-trumb"), 2, EVENT),
        (("add", "-", "--event", "nowhere", "--side", "CN", "--language", "zh"), 2, "nowhere"),
        (("add", "-", "--event", EVENT, "--side", "CHINA", "--language", "zh"), 2, "no side code"),
        (("add", "-", "--event", EVENT, "--side", "CN", "--language", "fr"), 2, "not read"),
        (("add", "-", "--event", EVENT, "--side", "CN", "--language", "zh", "--published", "now"), 2, "no date"),
        (("add", "-", "--event", EVENT, "--side", "CN", "--language", "zh", "--fidelity", "good"), 2, "no fidelity"),
        (("add", "-", "--event", EVENT, "--side", "CN", "--language", "zh", "--kind", "poem"), 2, "no kind"),
        (("compare", EVENT, "--format", "pdf"), 2, "no format"),
        (("show", "nothing"), 2, "nothing"),
        (("delete", "nothing"), 2, "nothing"),
        (("new-event", "bad", "--participant", "A=CN", "--participant", "B=US"), 2, "no event id"),
    ],
)
def test_bad_input_gets_a_sentence_and_a_code(filled: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    before = filled("list", "--json")
    out = filled(*arguments, code=code, stdin="一段文字。")
    assert said in out
    assert "Traceback" not in out
    assert filled("list", "--json") == before


def test_nothing_in_a_text_runs(filled: Run, tmp_path: Path) -> None:
    text = 'Xi said <script>alert(1)</script> on Taiwan.\n\n=HYPERLINK("http://x","y") is what they must trade.'
    filled("add", "-", "--event", EVENT, "--side", "US", "--language", "en", "--publisher", "Other", stdin=text)
    assert "<script" not in filled("compare", EVENT, "--format", "md")
    csv_rows = csv.reader(io.StringIO(filled("compare", EVENT, "--format", "csv", "--table", "statements")))
    assert not any(cell.startswith(("=", "+", "@")) for row in csv_rows for cell in row)
    file = tmp_path / "t.xlsx"
    filled("compare", EVENT, "--format", "xlsx", "-o", str(file))
    assert not any(
        cell.data_type == "f" for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row
    )


def test_a_damaged_library_is_named_and_left_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.sqlite3"
    file.write_bytes(b"this is no database at all" * 100)
    out = run("--library", str(file), "list", code=4)
    assert "broken.sqlite3" in out
    assert file.read_bytes() == b"this is no database at all" * 100


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_library_can_be_read(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite3"
    file.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        filled("compare", EVENT)
        assert "read-only" in filled("undo", code=4)
    finally:
        tmp_path.chmod(0o755)


def test_library_option_may_stand_anywhere(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite3"
    run(
        "new-event", EVENT, "--participant", "Xi Jinping=CN", "--participant", "Donald Trump=US", "--library", str(file)
    )
    assert sqlite3.connect(file).execute("select count(*) from events").fetchone() == (1,)


def test_init_needs_no_network_and_shows_digests(run: Run) -> None:
    run("init")
    rows = json.loads(run("list", "--json"))
    assert len(rows) > 30
    out = run("compare", "2026-02-04-xi-trump", "--topic", "iran")
    assert "digest" in out
    assert "not in the digest" in out
    assert json.loads(run("init", "--json"))["events"] == len(rows)


def test_doctor_finds_nothing_wrong(run: Run) -> None:
    run("init")
    states = {row["name"]: row["state"] for row in json.loads(run("doctor", "--json"))}
    assert [name for name, state in states.items() if state == "wrong"] == []
    assert states["library"] == "fine"


def test_an_error_is_one_line_on_standard_error(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite3"
    Library.open(library).close()
    command = [sys.executable, "-m", "readouts", "--library", str(library), "compare", "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("readouts: ")
    assert done.stderr.count("\n") == 1


def test_version(run: Run) -> None:
    assert run("--version").startswith("readouts 0.")


def test_a_library_made_by_mistake_is_told(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "libary.sqlite3"
    assert "There was no library at" in run("--library", str(other), "list")
    assert "There was no library at" not in run("--library", str(other), "list")
    assert "There was no library" not in run("--library", str(tmp_path / "new.sqlite3"), "init")


def test_findings_of_a_kind(filled: Run) -> None:
    everything = filled("findings", EVENT)
    assert "1." in everything
    assert "No finding of this kind" in filled("findings", EVENT, "--kind", "names")
    assert "Kinds are: contradiction" in filled("findings", EVENT, "--kind", "gossip", code=2)


def test_a_text_that_is_another_one_is_no_revision(filled: Run, tmp_path: Path) -> None:
    other = tmp_path / "weather.txt"
    other.write_text("今天北京天气晴朗，北风三到四级，公园里游客很多，孩子们在草地上放风筝。", "utf-8")
    given = ("add", str(other), "--event", EVENT, "--side", "CN", "--language", "zh")
    assert "differs much from" in filled(*given, code=2)
    assert "Added" in filled(*given, "--publisher", "Weather Office")


def test_an_event_that_is_there_is_not_made_again(filled: Run) -> None:
    again = ("new-event", EVENT, "--participant", "Ann Other=US", "--participant", "Eve Else=RU")
    assert "Nothing was changed" in filled(*again, code=2)
    assert "Eve Else" not in filled("list")
