"""A word of a subject that stands in a text is never reported as silence, whatever kept it from counting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from compare import tables, timeline, timeline_tables
from compare.dashboard.heatmap import one_sided
from compare.evidence import search_of, sides_of
from compare.findings import find
from compare.matching import INSIDE_LONGER, OWN_COUNTRY, OWN_SIDE, in_words, is_no_word
from compare.passing import in_passing, without
from compare.report_text import glance, whose
from readouts import cli
from readouts.errors import InputError
from readouts.model import Fidelity
from tests.compare import over_time
from tests.compare.events import comparison, event, reading

CALL = event("Putin", "Trump")
US = "The two leaders want a ceasefire that spares all energy plants in Ukraine. They will meet again soon."
RU = (
    "Состоялся телефонный разговор. Главы государств обсудили поставки нефти и газа и сотрудничество в энергетике. "
    "Говорили и об Украине."
)


def _both(fidelity: Fidelity = Fidelity.OFFICIAL):  # type: ignore[no-untyped-def]
    return comparison(reading(CALL, "RU", "ru", RU), reading(CALL, "US", "en", US, fidelity=fidelity), happened=CALL)


def test_a_word_kept_from_counting_is_a_status_of_its_own_with_the_reason() -> None:
    for fidelity in (Fidelity.OFFICIAL, Fidelity.DIGEST):
        table = tables.coverage_table(_both(fidelity), ["energy", "taiwan"])
        cells = {(r["topic"], r["side"]): r for r in table.to_dict("records")}
        cell = cells["energy", "US"]
        assert cell["status"] == tables.WORD_ONLY
        assert cell["quotes"] == "“energy”"
        assert "ceasefire" in cell["not_counted"]
        assert "read under Ukraine" in cell["not_counted"]
        assert cells["energy", "RU"]["status"] == tables.MENTIONED
        assert cells["energy", "RU"]["not_counted"] == ""
        assert cells["taiwan", "US"]["status"] in (tables.NOT_MENTIONED, tables.NOT_IN_DIGEST)


def test_a_subject_with_a_word_in_passing_belongs_to_the_topics_that_are_shown() -> None:
    alone = comparison(reading(CALL, "US", "en", US), happened=CALL)
    assert "energy" in set(tables.coverage_table(alone, only_found=True)["topic"])


def test_the_finding_names_the_word_instead_of_a_search_without_result() -> None:
    finding = next(f for f in find(_both()) if f.kind == "one-sided topic" and f.topic == "energy")
    assert "does not mention" not in finding.sentence
    assert "no more than the word “energy”, read there as part of Ukraine" in finding.sentence
    assert finding.searched == ()
    assert any("spares all energy plants" in q.quote for q in finding.there)
    assert "Not counted as a mention" in finding.note


def test_terms_that_stand_in_the_text_are_not_listed_as_searched_without_result() -> None:
    american = next(s for s in sides_of(_both()) if s.code == "US")
    (searched,) = search_of(american, "energy")
    assert "oil" in searched.terms
    assert "energy" not in searched.terms
    assert without(("石油", "能源"), "双方谈能源合作", "zh") == ("石油",)


def test_the_name_of_who_takes_part_and_a_part_of_another_term_are_no_word_of_the_subject() -> None:
    text = "President Ray thanked Japan. The ships pass the Strait of Hormuz."
    assert in_passing(reading(CALL, "US", "en", text).analysis.statements, "taiwan") == ()


def test_a_brief_does_not_call_a_subject_one_sided_where_the_other_text_has_the_word() -> None:
    from compare.report import Cell, TopicRow

    rows = tables.coverage_table(_both(), ["energy"]).to_dict("records")
    cells = {r["side"]: (Cell(i, {str(k): v for k, v in r.items()}, ()),) for i, r in enumerate(rows, start=1)}
    row = TopicRow("energy", "Energy", cells)

    class Brief:
        sides = ("RU", "US")
        topics = (row,)

    assert whose(Brief(), row) == "Russia; word only: United States"  # type: ignore[arg-type]
    # Nor does the list at its head, nor the page Call.
    assert all(labels == [] for _, _, labels in glance(Brief()))  # type: ignore[arg-type]
    assert all(labels == [] for labels in one_sided(_both(), tables.coverage_table(_both(), ["energy"])).values())


def test_unknown_topics_are_refused_like_unknown_events(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite3"
    over_time.make(library).close()
    for command in (
        ["trace", "--side", "CN", "--topic", "weather"],
        ["shift", "--side", "CN", "--call", "2030-05-10-xi-trump", "--topic", "weather"],
        ["findings", "2030-05-10-xi-trump", "--topic", "weather"],
    ):
        result = CliRunner().invoke(cli.app, ["--library", str(library), *command])
        assert isinstance(result.exception, InputError), command
        assert "Unknown topic weather" in str(result.exception)


def test_a_call_without_claims_is_no_error(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite3"
    over_time.make(library).close()
    result = CliRunner().invoke(cli.app, ["--library", str(library), "claims", "--call", "2030-05-10-xi-trump"])
    assert result.exit_code == 0
    assert "No claims about 2030-05-10-xi-trump" in result.output
    missing = CliRunner().invoke(cli.app, ["--library", str(library), "claims", "--call", "2030-01-01-nobody"])
    assert isinstance(missing.exception, InputError)


def test_a_subject_named_in_a_digest_alone_is_told_as_our_words() -> None:
    russian = reading(CALL, "RU", "ru", "Состоялся телефонный разговор. Главы государств говорили об Украине.")
    digest = reading(
        CALL, "RU", "en", "President Putin said that oil and gas deliveries will grow.", fidelity=Fidelity.DIGEST
    )
    other = reading(CALL, "US", "en", "The two leaders spoke about the war in Ukraine.")
    found = find(comparison(russian, digest, other, happened=CALL))
    finding = next(f for f in found if f.kind == "one-sided topic" and f.topic == "energy")
    assert finding.sentence.startswith("Only the digest of the Russian text brings up energy: ")
    assert "“" not in finding.sentence.partition(";")[0]
    assert finding.indicative


def test_a_bare_mention_is_not_answered_by_praise_of_the_same_people() -> None:
    chinese = reading(event(), "CN", "zh", "国家主席习近平同美国总统特朗普通电话。特朗普表示，习近平主席是伟大领导人。")
    post = "President Trump said in his post that fentanyl was discussed."
    american = reading(event(), "US", "en", post, fidelity=Fidelity.DIGEST)
    praise = reading(
        event(), "CN", "en", "President Trump said that President Xi is a great leader.", fidelity=Fidelity.DIGEST
    )
    found = find(comparison(chinese, praise, american))
    assert any(f.kind == "one-sided topic" and f.topic == "fentanyl" for f in found)


def test_release_times_are_told_for_people() -> None:
    at = datetime(2030, 3, 5, 18, 49, 43, 170000, tzinfo=UTC)
    texts = [
        reading(CALL, "RU", "ru", RU, published=at),
        reading(CALL, "US", "en", US, published=at + timedelta(minutes=5)),
    ]
    told = next(f for f in find(comparison(*texts, happened=CALL)) if f.kind == "release")
    assert told.sentence.endswith("5 min before the U.S. text: 5 Mar 2030, 18:49 UTC against 5 Mar 2030, 18:54 UTC.")


def test_over_time_too_a_word_in_passing_is_no_silence(tmp_path: Path) -> None:
    library = over_time.make(tmp_path / "l.sqlite3")
    text = over_time.HEAD + "习近平强调，双方要加强经贸合作，欢迎贵国财长近期访华。"
    over_time.add(library, "2030-07-10", text)
    for _ in range(2):  # read, then recalled
        points = {p.call.event.id: p for p in timeline.trace(timeline.survey(library), side="CN", topic="visit")}
        point = points["2030-07-10-xi-trump"]
        assert point.status == timeline.WORD_ONLY
        assert "财长" in point.aside[0]
        assert point.searched == ()
        assert points["2030-03-10-xi-trump"].status == timeline.SILENT
        timeline.forget()
    table = timeline_tables.trace_table([point], topic="visit")
    assert set(table["status"]) == {tables.WORD_ONLY}
    assert "财长" in table["quotes"].iloc[0]
    library.close()


def test_a_silent_cell_lists_no_term_that_stands_in_the_text() -> None:
    text = "Ships must pass the Strait of Hormuz freely."
    rows = tables.coverage_table(comparison(reading(CALL, "US", "en", text), happened=CALL), ["taiwan"])
    (row,) = rows.to_dict("records")
    assert row["status"] == tables.NOT_MENTIONED
    terms = row["searched"].split(", ")
    assert "taiwan" in [t.lower() for t in terms]
    assert not [t for t in terms if t.lower() in text.lower()]


def test_who_only_welcomes_is_no_multilateral_body_in_either_language() -> None:
    texts = (
        reading(event(), "CN", "zh", "国家主席习近平同美国总统特朗普通电话。习近平指出，会谈受到国际社会普遍欢迎。"),
        reading(event(), "CN", "en", "President Xi said that the international community welcomed the talks."),
    )
    rows = tables.coverage_table(comparison(*texts), ["multilateral"]).to_dict("records")
    assert [r["status"] for r in rows] == [tables.WORD_ONLY, tables.WORD_ONLY]


def test_a_visit_of_ministers_is_no_leaders_visit_in_either_language() -> None:
    texts = (
        reading(event(), "CN", "zh", "国家主席习近平同美国总统特朗普通电话。习近平指出，中方欢迎贵国财长近期访华。"),
        reading(event(), "US", "en", "The two leaders discussed upcoming visits by Secretary Miller."),
    )
    rows = tables.coverage_table(comparison(*texts), ["visit"]).to_dict("records")
    assert [r["status"] for r in rows] == [tables.WORD_ONLY, tables.WORD_ONLY]


def test_what_has_an_owner_before_it_is_no_word_of_coming() -> None:
    english = "President Xi spoke of the island's return to China. They discussed fish."
    chinese = reading(event(), "CN", "en", english)
    post = reading(event(), "US", "en", "I will visit Beijing in May. They discussed fish.")
    finding = next(f for f in find(comparison(chinese, post)) if f.kind == "one-sided topic" and f.topic == "visit")
    assert finding.sentence.endswith("the Chinese text does not mention it.")
    assert finding.weight > 70


def test_a_guard_that_names_participants_makes_a_word_no_less_a_word() -> None:
    assert not is_no_word("unless: “participants of the trade fair”")
    assert in_words("unless near: “ceasefire”") == "beside “ceasefire”"
    assert not is_no_word("unless before: “arms”")
    assert is_no_word("unless before: “’s”")
    assert all(is_no_word(why) for why in (OWN_COUNTRY, f"{INSIDE_LONGER} top.x.y", f"美方 {OWN_SIDE}"))
