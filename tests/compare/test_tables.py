"""The column contract, and what the cells say. Comparisons are built by hand: no rule is at work here."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from compare import tables
from compare.analysis import Comparison, Reading
from compare.records import Analysis, Commitment, Context, Evidence, Obligation, Statement, Tone
from readouts.errors import InputError
from readouts.model import Event, EventKind, Fidelity, Kind, Participant, Readout, Revision

PEOPLE = (Participant("Li", "CN", {"en": "Li Ming"}), Participant("Ray", "US", {"en": "Jo Ray"}))
EVENT = Event("2030-01-02-li-ray", date(2030, 1, 2), EventKind.CALL, PEOPLE, "Li and Ray, call")
AT = datetime(2030, 1, 2, 12, tzinfo=UTC)


def _statement(index: int, text: str, start: int, speaker: str, topics: str, **rest: object) -> Statement:
    return Statement(
        index, start, start + len(text), text, 0, "sentence", -1, speaker, tuple(topics.split()),
        tuple(str(rest.get("negated", "")).split()), rest.get("tone", Tone()), len(text.split()),  # type: ignore[arg-type]
    )  # fmt: skip


def _reading(number: int, side: str, statements: list[Statement], fidelity: Fidelity = Fidelity.OFFICIAL) -> Reading:
    text = " ".join(s.text for s in statements)
    revision = Revision(number, 1, text, "en", "ab" * 32, AT, fidelity)
    published = AT.replace(hour=12 + number)
    readout = Readout(
        f"r{number}", EVENT.id, side, "P", Kind.READOUT, "en", published_at=published, revisions=(revision,)
    )
    analysis = Analysis(tuple(statements), "en", len(text.split()), (), "0" * 12)
    return Reading(readout, revision, Context("en", side, PEOPLE), analysis)


MUST = Tone(
    obligation=Obligation("other", 3, "must"),
    warning=2,
    evidence=(
        Evidence(4, 8, "must", "obligation", "obl.must", 3),
        Evidence(0, 3, "You", "obligation", "obl.you", 1, "inside the longer match of obl.must"),
        Evidence(9, 13, "stop", "warning", "warn.stop", 2),
    ),
)
WARM = Tone(warmth=-1, commitment=Commitment("self", 2, "ready"), evidence=(Evidence(0, 1, "I", "warmth", "w.i", -1),))


@pytest.fixture
def comparison() -> Comparison:
    chinese = [
        _statement(0, "You must stop here", 0, "Li", "taiwan", tone=MUST),
        _statement(1, "All well", 19, "Li", "trade taiwan", tone=WARM),
        _statement(2, "They spoke", 28, "publisher", ""),
    ]
    american = [
        _statement(0, "Iran was not discussed", 0, "Ray", "iran", negated="iran"),
        _statement(1, "Hm", 23, "Ray", "trade"),
    ]
    digest = [_statement(0, "Some words", 0, "Li", "energy")]
    empty = Readout("r9", EVENT.id, "US", "Q", Kind.POST, "en")
    readings = (_reading(0, "CN", chinese), _reading(1, "US", american), _reading(2, "CN", digest, Fidelity.DIGEST))
    return Comparison(EVENT, readings, (empty,))


@pytest.mark.parametrize("name", list(tables.CONTRACT))
def test_tables_have_exactly_the_columns_of_the_contract(comparison: Comparison, name: str) -> None:
    table = tables.all_tables(comparison)[name]
    assert list(table.columns) == list(tables.CONTRACT[name])
    assert all(tables.CONTRACT[name].values())
    missing = [c for c in table.columns if table[c].isna().all() and c not in ("first_at",)]
    assert missing == []


def _cell(comparison: Comparison, topic: str, readout: str) -> dict[str, object]:
    table = tables.coverage_table(comparison)
    rows = table[(table.topic == topic) & (table.readout_id == readout)].to_dict("records")
    assert len(rows) == 1
    return {str(k): v for k, v in rows[0].items()}


def test_every_topic_and_text_has_a_cell(comparison: Comparison) -> None:
    table = tables.coverage_table(comparison)
    assert not table.duplicated(["topic", "readout_id"]).any()
    assert len(table) == 3 * len(tables._chosen(None))
    assert set(table.status) <= set(tables.STATUSES)


def test_silence_says_what_kind_it_is_and_what_was_searched(comparison: Comparison) -> None:
    assert _cell(comparison, "iran", "r0")["status"] == tables.NOT_MENTIONED
    assert "hormuz" in str(_cell(comparison, "iran", "r0")["searched"])
    assert _cell(comparison, "iran", "r1")["status"] == tables.SAID_NOT_DISCUSSED
    assert _cell(comparison, "iran", "r2")["status"] == tables.NOT_IN_DIGEST


def test_what_remains_beside_the_topics_is_no_topic_to_be_silent_on(comparison: Comparison) -> None:
    cell = _cell(comparison, tables.REMAINDER, "r0")
    assert cell["status"] == tables.NOTHING_ELSE
    assert cell["searched"] == ""
    assert _cell(comparison, tables.REMAINDER, "r2")["status"] == tables.NOTHING_ELSE


def test_share_splits_a_statement_over_its_topics(comparison: Comparison) -> None:
    assert _cell(comparison, "taiwan", "r0")["share"] == pytest.approx((4 + 1) / 8)
    assert _cell(comparison, "trade", "r0")["share"] == pytest.approx(1 / 8)


def test_strongest_tone_is_in_words_with_its_evidence(comparison: Comparison) -> None:
    cell = _cell(comparison, "taiwan", "r0")
    assert cell["strongest_tone"] == "must (other) · warning 2 · intends (self) · warmth −1"
    assert str(cell["quotes"]).startswith("obligation 3: “must” (obl.must); warning 2: “stop” (warn.stop)")
    assert "obl.you" not in str(cell["quotes"])


def test_tone_groups_by_topic_publication_and_speaker(comparison: Comparison) -> None:
    table = tables.tone_table(comparison).set_index(["topic", "readout_id", "speaker"])
    row = table.loc[("taiwan", "r0", "Li")]
    assert (row.statements, row.words, row.obligation_max, row.obligation_holder) == (2, 6, 3, "other")
    assert (row.obligation_mean, row.warning_mean, row.warmth_mean) == (1.5, 1.0, -0.5)
    assert ("none", "r0", "publisher") in table.index
    assert not any(topic == "iran" for topic, *_ in table.index)
    assert bool(table.loc[("energy", "r2", "Li")].indicative)


def test_minutes_between_releases(comparison: Comparison) -> None:
    table = tables.publications_table(comparison).set_index("readout_id")
    assert list(table.minutes_after_first[["r0", "r1", "r2"]]) == [0, 60, 120]
    assert table.loc["r9"].fidelity == "no text yet"


def test_chosen_topics_only(comparison: Comparison) -> None:
    found = tables.all_tables(comparison, ["iran"])
    assert set(found["coverage"].topic) == {"iran"}
    assert list(found["statements"].text) == ["Iran was not discussed"]
    with pytest.raises(InputError, match="Unknown topic moon"):
        tables.coverage_table(comparison, ["moon"])


def test_strongest_prefers_the_graver_of_two_equally_far() -> None:
    assert tables.strongest([1, -1, 0]) == -1
    assert tables.strongest([2, -1]) == 2
    assert tables.strongest([]) == 0
