"""The worked examples of the pages are run: what they say happens, happens."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compare import lexicon
from compare.analysis import analyse, compare_event
from compare.matching import find
from compare.records import Context
from compare.tables import coverage_table, tone_table
from compare.topics import topics
from readouts import cli
from readouts.library import Library
from readouts.model import LANGUAGES, Event, EventKind, Fidelity, Kind, Participant
from readouts.sources.publishers import PUBLISHERS
from readouts.sources.site import Site, read_site
from tests.documents import DOCS, Block, blocks

XI = Participant("Xi", "CN", {"en": "Xi Jinping", "zh": "习近平", "eo": "Xi"})
TRUMP = Participant("Trump", "US", {"en": "Donald Trump", "zh": "特朗普", "eo": "Trump"})


def named(page: str) -> dict[str, Block]:
    """The blocks of a page that stand for a file, by its name."""
    return {b.name: b for b in blocks(DOCS / page) if b.name}


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes the files of a page into a folder, and makes its rules those in use."""

    def write(page: str) -> dict[str, Block]:
        files = named(page)
        for name, block in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")
        monkeypatch.setenv(lexicon.USER_RULES, str(tmp_path / "rules"))
        return files

    return write


def own_entries(files: dict[str, Block]) -> list[lexicon.Entry]:
    layers = [name.removeprefix("rules/").split(".")[:2] for name in files if name.count(".") == 2 and "rules/" in name]
    return [e for layer, code in layers for e in lexicon.load(layer, code).entries if e.id.startswith(("own.", "eo."))]


@pytest.mark.parametrize(("page", "least"), [("rules.md", 3), ("languages.md", 4)])
def test_entries_of_the_pages_match_what_they_say(example, page: str, least: int) -> None:
    entries = own_entries(example(page))
    assert len(entries) >= least
    assert lexicon.problems() == ()
    for entry in entries:
        assert all(any(not m.blocked for m in find([entry], t, 0, len(t))) for t in entry.yes), entry.id
        assert not any(find([entry], t, 0, len(t)) for t in entry.no), entry.id


def test_a_topic_and_an_entry_of_ones_own(example, tmp_path: Path) -> None:
    files = example("rules.md")
    text = files["example.txt"].text.strip()
    statement = analyse(text, Context("en", "CN", (XI, TRUMP))).statements[0]
    assert (statement.speaker, statement.topics, statement.tone.warning) == ("Xi", ("drones",), 1)
    assert {e.rule for e in statement.tone.evidence} >= {"own.grave_view"}
    assert "drones" in [t.id for t in topics()]

    command = ["explain", str(tmp_path / "example.txt"), "--language", "en", "--side", "CN"]
    command += ["--participant", "Xi Jinping=CN", "--participant", "Donald Trump=US"]
    result = CliRunner().invoke(cli.app, command, env={"COLUMNS": "200"})
    shown = next(b.text for b in blocks(DOCS / "rules.md") if b.text.startswith("0. speaker"))
    for line in shown.splitlines():
        if line != "…":
            assert " ".join(line.split()) in " ".join(result.output.split())


def test_a_topic_of_ones_own_is_a_row_of_the_table(example, tmp_path: Path) -> None:
    example("rules.md")
    table = coverage_table(
        compare_event(_library(tmp_path, "zh", "习近平表示，双方谈到无人机。"), EVENT.id), ["drones"]
    )
    assert table[["topic_label", "status"]].values.tolist() == [["Drones", "mentioned"]]
    assert "无人机" in table["searched"][0]


def test_an_entry_of_ours_can_be_replaced_and_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "`{id: wrn.redline, off: true}`" in (DOCS / "rules.md").read_text("utf-8"), "the id must be one of ours"
    ours = {e.id for e in lexicon.load("warning", "en").entries}
    assert "wrn.redline" in ours
    (tmp_path / "warning.en.yaml").write_text("- {id: wrn.redline, off: true}\n", "utf-8")
    monkeypatch.setenv(lexicon.USER_RULES, str(tmp_path))
    assert ours - {e.id for e in lexicon.load("warning", "en").entries} == {"wrn.redline"}


EVENT = Event("2031-02-04-xi-trump", date(2031, 2, 4), EventKind.CALL, (XI, TRUMP))


def _library(folder: Path, language: str, text: str) -> Library:
    library = Library.open(folder / "library.sqlite3")
    library.save_event(EVENT)
    library.add(
        event_id=EVENT.id,
        side="CN",
        publisher="Test",
        kind=Kind.READOUT,
        language=language,
        text=text,
        text_language=language,
        fidelity=Fidelity.OFFICIAL,
    )
    return library


def test_a_language_of_ones_own(example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = example("languages.md")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(lexicon.PACKAGES, "eo", "readouts_eo")
    monkeypatch.setitem(LANGUAGES, "eo", "Esperanto")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    text = files["example.eo.txt"].text.strip()
    try:
        comparison = compare_event(_library(tmp_path, "eo", text), EVENT.id)
    finally:
        sys.modules.pop("readouts_eo", None)
    statements = comparison.readings[0].analysis.statements
    assert [text[s.start : s.end] for s in statements] == [s.text for s in statements]
    rows = tone_table(comparison)
    told = {r.speaker: (r.topic, r.obligation_max, r.obligation_holder, r.warmth_max) for r in rows.itertuples()}
    assert told == {"Xi": ("taiwan", 3, "other", 0), "Trump": ("trade", 0, "", 2)}
    assert set(rows["text_language"]) == {"eo"}
    table = (DOCS / "languages.md").read_text("utf-8")
    assert "| Xi | taiwan | must (other) |" in table
    assert "| Trump | trade | warmth +2 |" in table


def test_a_language_that_is_not_entered_is_refused_by_name() -> None:
    with pytest.raises(Exception, match=r"'eo' is not read; use one of en \(English\)"):
        analyse("Saluton.", Context("eo"))


def test_a_publisher_of_ones_own() -> None:
    files = named("publishers.md")
    scope: dict[str, object] = {}
    exec(files["readouts/sources/garden_office.py"].text, scope)
    (site,) = scope["SITES"]  # type: ignore[misc]
    assert isinstance(site, Site)
    assert site.name not in PUBLISHERS
    assert site.holds("www.office.example", "/statements/pears")
    assert not site.holds("www.office.example", "/jobs")
    page = read_site(site, files["page.html"].text.encode(), "text/html; charset=utf-8")
    assert page is not None
    assert page.title == "Call on pears"
    assert page.published_at is not None
    assert page.published_at.isoformat() in (DOCS / "publishers.md").read_text("utf-8")
    assert page.text.split("\n\n") == [
        "The two leaders spoke about pears.",
        "They agreed that the gate must stay open until the harvest is over.",
    ]


def test_fields_of_a_publishers_rule_are_documented() -> None:
    text = (DOCS / "publishers.md").read_text("utf-8")
    assert [f for f in Site.__slots__ if f != "name" and f"`{f}`" not in text] == []
