"""A publisher's text that means harm is text in every table and every file made of one."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from compare import export, finding_tables, holdings, report_tables, tables, timeline, timeline_tables
from compare.analysis import compare_event
from compare.claims import check_all
from compare.collation import collate
from compare.edits import revision_edits
from compare.ledger import ledger
from compare.report import make_brief
from compare.shift import shift
from compare.trends import trends
from compare.wording import diff, shared_phrases, variants
from readouts.claims import Claim
from tests.compare import briefs as data

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
EVIL_CLAIM = Claim("evil", f"=1+1 {data.EVIL}", data.CALL, side="CN", speaker="Xi", topic="taiwan", claimant="@evil()")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """Tables whose cells hold the publisher's words, title or name."""
    library = data.hostile(tmp_path_factory.mktemp("hostile") / "l.sqlite3")
    words = " ".join(data.NASTY)
    first = next(r for r in library.readouts(data.CALL) if r.side == "CN")
    changed = f"=2+2 President Xi said that the U.S. should handle Taiwan {words} and {data.LONG} now. New {data.EVIL}."
    data.save(library, side="CN", language="en", text=changed, publisher=first.publisher, hour=11, title=first.title)
    comparison = compare_event(library, data.CALL)
    survey = timeline.survey(library)
    a, b = (r.revision.text for r in comparison.readings)
    brief = make_brief(library, data.CALL, claims=[EVIL_CLAIM])
    edited = next(r for r in library.readouts(data.CALL) if len(r.revisions) > 1)
    one, two, edits = revision_edits(edited, 0, 0, comparison.event.participants)
    points = timeline.trace(survey, side="CN", topic="taiwan")
    return {
        **tables.all_tables(comparison),
        "findings": finding_tables.findings_table(comparison),
        "promises": finding_tables.promises_table(comparison),
        "pairs": finding_tables.pairs_table(comparison),
        "diff": finding_tables.diff_table(diff(a, b, "en")),
        "phrases": finding_tables.phrases_table(shared_phrases(a, b, "en")),
        "variants": finding_tables.variants_table(variants(a, b, "en"), a, b),
        "alignment": finding_tables.collation_table(collate([a, b], ["en", "en"]), [data.EVIL, "=b"]),
        "trace": timeline_tables.trace_table(points, topic="taiwan"),
        "shift": timeline_tables.shift_table([shift(survey, side="CN", topic="taiwan", call=data.CALL, against=1)]),
        "ledger": timeline_tables.ledger_table(ledger(survey, "CN")),
        "claims": timeline_tables.claims_table(check_all(survey, [EVIL_CLAIM])),
        "edits": timeline_tables.edits_table(edited.id, one.number, two.number, edits),
        "trends": timeline_tables.trends_table(trends(survey, side="CN")),
        "holdings": holdings.holdings_table(library.events(), library.readouts()),
        "events": holdings.events_table(library.events(), library.readouts()),
        "quotes": report_tables.brief_tables(brief)["quotes"],
    }


def test_the_words_are_there_to_do_harm(made: dict[str, pd.DataFrame]) -> None:
    holding = {name for name, table in made.items() if table.map(lambda v: data.EVIL in str(v)).any().any()}
    assert holding >= {"publications", "coverage", "statements", "findings", "pairs", "diff", "alignment"}
    assert holding >= {"claims", "edits", "holdings", "events", "quotes", "tone"}


def test_csv_holds_no_formula_and_turns_nothing(made: dict[str, pd.DataFrame]) -> None:
    for name, table in made.items():
        for bom in (False, True):
            text = export.render({name: table}, "csv", table=name, about={}, bom=bom).decode("utf-8-sig")
            assert not TURNS.search(text), name
            rows = list(csv.reader(io.StringIO(text, newline="")))
            assert len(rows) == len(table) + 1, name
            assert not [c for row in rows for c in row if c.startswith(export.FORMULA_STARTS) and not _number(c)]


def _number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell) is not None


def test_workbooks_hold_no_formula_and_no_link(made: dict[str, pd.DataFrame]) -> None:
    for name, table in made.items():
        data_ = export.render({name: table}, "xlsx", table=name, about={"Event": f"=1 {data.EVIL}"})
        book = openpyxl.load_workbook(io.BytesIO(data_))
        cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
        assert not [c for c in cells if c.data_type == "f" or c.hyperlink], name
        assert not [c for c in cells if TURNS.search(str(c.value))], name
        texts = [c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
        assert not [t for t in texts if isinstance(t, str) and t.startswith(export.FORMULA_STARTS)], name


def test_json_gives_every_word_back_and_turns_nothing(made: dict[str, pd.DataFrame]) -> None:
    for name, table in made.items():
        text = export.render({name: table}, "json", table=name, about={"Event": data.EVIL}).decode()
        assert not TURNS.search(text), name
        assert json.loads(text)[name] == json.loads(table.to_json(orient="records")), name


def test_markdown_is_read_as_words(made: dict[str, pd.DataFrame]) -> None:
    for name, table in made.items():
        text = export.render({name: table}, "md", table=name, about={"Event": data.EVIL}).decode()
        assert not TURNS.search(text), name
        assert "<" not in text, name
        assert not re.search(r"(?<!\\)(?:\$|:red|\]\()", text), name
        lines = [x for x in text.splitlines() if x.startswith("|")]
        assert {len(re.findall(r"(?<!\\)\|", x)) for x in lines} == {len(table.columns) + 1}, name


def test_files_of_commands_are_as_safe(made: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from readouts.cli import app

    data.hostile(tmp_path / "l.sqlite3").close()
    for form in ("csv", "xlsx", "json", "md"):
        out = tmp_path / f"t.{form}"
        asked = ["--library", str(tmp_path / "l.sqlite3"), "list", data.CALL, "--format", form, "-o", str(out), "--bom"]
        result = CliRunner().invoke(app, asked)
        assert result.exit_code == 0, result.output
        raw = out.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf") is (form == "csv")
        if form != "xlsx":
            assert not TURNS.search(raw.decode("utf-8-sig"))
