"""The brief as a record: what is in it, and that every figure and quote stands where it says."""

from __future__ import annotations

import pandas as pd
import pytest

from compare import report, tables
from compare.analysis import compare_event
from compare.ledger import ABSENT, PRESENT
from compare.report_quotes import LONGEST, Citer, by_script, clip, columns
from compare.report_tables import CONTRACT, brief_tables, quotes_of
from readouts.errors import InputError
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind
from tests.compare import briefs as data


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return data.calm(tmp_path_factory.mktemp("brief") / "l.sqlite3")


@pytest.fixture(scope="module")
def brief(library: Library) -> report.Brief:
    return report.make_brief(library, data.CALL, claims=[data.CLAIM], made_at=data.MADE)


def test_every_quote_is_a_slice_of_its_revision(brief: report.Brief, library: Library) -> None:
    quotes = [c for _, _, c in quotes_of(brief)]
    assert len(quotes) > 20
    for c in quotes:
        readout = library.readout(c.source.readout_id)
        revision = next(r for r in readout.revisions if r.number == c.source.revision)
        assert revision.text[c.start : c.end] == c.quote
        assert revision.sha256 == c.source.sha256
        assert columns(c.quote) <= LONGEST + 2
        assert all(0 <= a < b <= len(c.quote) for a, b in c.strong)


def test_quotes_name_the_statement_they_stand_in(brief: report.Brief) -> None:
    for where, _, c in quotes_of(brief):
        if where == "claim" or not c.source.number:
            continue
        statements = brief.texts[c.source.number - 1].analysis.statements
        assert c.statements, c
        assert any(statements[n].start < c.end and c.start < statements[n].end for n in c.statements)


def test_tables_are_those_of_the_screen(brief: report.Brief, library: Library) -> None:
    comparison = compare_event(library, data.CALL)
    pd.testing.assert_frame_equal(brief.tone, tables.tone_table(comparison))
    pd.testing.assert_frame_equal(brief.coverage, tables.coverage_table(comparison, only_found=True))
    pd.testing.assert_frame_equal(brief.publications, tables.publications_table(comparison))
    assert len(brief.tone_words) == len(brief.tone)


def test_topics_say_who_is_silent_and_who_denies(brief: report.Brief) -> None:
    rows = {r.topic: r for r in brief.topics}
    assert rows["agriculture"].speaking == ("US",)
    assert {c.row["status"] for c in rows["agriculture"].cells["CN"]} == {tables.NOT_MENTIONED}
    assert all(c.searched for c in rows["agriculture"].cells["CN"])
    assert [c.row["status"] for c in rows["iran"].cells["US"]] == [tables.SAID_NOT_DISCUSSED]
    assert "Climate" in brief.nowhere


def test_the_hardest_words_on_a_topic_come_first(brief: report.Brief) -> None:
    cell = next(c for r in brief.topics if r.topic == "taiwan" for c in r.cells["CN"] if c.row["text_language"] == "zh")
    first = cell.quotes[0]
    assert "务必" in [first.quote[a:b] for a, b in first.strong]


def test_tone_words_decide_the_value(brief: report.Brief) -> None:
    for row, quotes in zip(brief.tone.to_dict("records"), brief.tone_words, strict=True):
        assert bool(quotes) == bool(row["quotes"]), row
        assert all(f"“{c.quote}”" in row["quotes"] or c.strong for c in quotes)


def test_findings_are_ranked_and_absence_names_the_version(brief: report.Brief) -> None:
    assert [t.number for t in brief.findings] == list(range(1, len(brief.findings) + 1))
    weights = [t.finding.weight for t in brief.findings]
    assert weights == sorted(weights, reverse=True)
    assert any(t.finding.searched and not t.there for t in brief.findings)


def test_promises_carry_their_status(brief: report.Brief) -> None:
    assert any(p.promise.actor == "CN" and p.against == "CN" for p in brief.promises)
    assert all(p.status and p.words for p in brief.promises)


def test_set_phrases_present_and_absent_with_base_rate(brief: report.Brief) -> None:
    chinese = next(p for p in brief.phrases if p.side == "CN")
    assert any(r.status == PRESENT and r.quotes for r in chinese.found)
    assert all(r.status == ABSENT and not r.quotes for r in chinese.absent)
    assert {r.base.calls for r in chinese.found} == {1}


def test_claims_are_those_of_the_call(library: Library, brief: report.Brief) -> None:
    assert [v.check.claim.id for v in brief.verdicts] == ["softer"]
    assert any(c.source.event == "2030-01-10-xi-trump" for t in brief.verdicts[0].trials for c in t.words)


def test_a_digest_is_silent_only_as_a_digest(tmp_path) -> None:  # type: ignore[no-untyped-def]
    library = data.calm(tmp_path / "d.sqlite3")
    event = "2030-07-01-xi-trump"
    library.save_event(
        Event(event, data.MADE.date().replace(month=7), EventKind.CALL, library.event(data.CALL).participants)
    )
    for side, text, fidelity in (("CN", data.CHINESE_ENGLISH, Fidelity.OFFICIAL), ("US", data.DIGEST, Fidelity.DIGEST)):
        library.add(
            event_id=event,
            side=side,
            publisher="P",
            kind=Kind.READOUT,
            language="en",
            text=text,
            text_language="en",
            fidelity=fidelity,
        )
    made = report.make_brief(library, event)
    statuses = {c.row["status"] for r in made.topics for c in r.cells["US"]}
    assert tables.NOT_IN_DIGEST in statuses
    assert tables.NOT_MENTIONED not in statuses
    assert any("own words" in limit for limit in made.limits)
    assert next(p for p in made.phrases if p.side == "US").reason == "digest only"


def test_one_side_alone_makes_a_brief(library: Library) -> None:
    made = report.make_brief(library, "2030-01-10-xi-trump")
    assert made.sides == ("CN",)
    for form in report.FORMATS:
        assert report.render(made, form)


def test_wrong_requests_are_refused(library: Library, brief: report.Brief, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="cannot be written as 'rtf'"):
        report.render(brief, "rtf")
    empty = Library.open(tmp_path / "e.sqlite3")
    empty.save_event(library.event(data.CALL))
    with pytest.raises(InputError, match="has no text yet"):
        report.make_brief(empty, data.CALL)


def test_tables_of_the_brief_keep_their_contract(brief: report.Brief) -> None:
    made = brief_tables(brief)
    for name, columns_ in CONTRACT.items():
        assert list(made[name].columns) == list(columns_)
        assert len(made[name]), name
        assert all(columns_.values())
    assert set(made["ledger"]["event"]) == {data.CALL}
    assert len(made["findings"]) == len(brief.findings)
    assert len(made["promises"]) == len(brief.promises)


def test_clip_keeps_the_focus_and_cuts_between_words() -> None:
    text = "alpha beta gamma " * 30
    at = text.index("gamma", 300)
    start, end = clip(text, 0, len(text), focus=at, limit=60)
    assert start <= at < at + 5 <= end
    assert columns(text[start:end]) <= 60
    assert text[start:end].split()[0] in ("alpha", "beta", "gamma")
    assert clip("  short  ", 0, 9) == (2, 7)
    assert columns("中文ab") == 6


def test_a_word_without_end_is_cut(library: Library) -> None:
    comparison = compare_event(library, data.CALL)
    reading = comparison.readings[0]
    start, end = clip(data.LONG, 0, 5000)
    assert end - start == LONGEST
    assert not Citer([reading]).knows("nobody")


def test_scripts_are_told_apart() -> None:
    pieces = by_script("Beijing says 务必，“慎重” and Москва agrees")
    assert "".join(p for p, _ in pieces) == "Beijing says 务必，“慎重” and Москва agrees"
    assert [(p, lang) for p, lang in pieces if lang] == [("务必，“慎重", "zh"), ("Москва", "ru")]
