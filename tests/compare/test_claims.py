import pytest

from compare import timeline_tables
from compare.claims import (
    CONTRADICTED,
    DEPENDS,
    NOT_SHOWN,
    NOT_TESTABLE,
    ONE_ACCOUNT,
    SUPPORTED,
    Trial,
    _ruling,
    check,
    check_all,
)
from compare.timeline import forget, survey
from readouts.claims import built_in, make_claim
from tests.compare import over_time as data

MAY = "2030-05-10-xi-trump"


@pytest.fixture
def library(tmp_path):
    forget()
    with data.make(tmp_path / "library.sqlite3") as made:
        yield made


def claim(**values):
    base = {"id": "c", "text": "made up", "call": MAY, "side": "CN", "speaker": "Xi", "topic": "taiwan"}
    return make_claim({**base, **values})


def test_softer_is_contradicted_where_every_earlier_call_was_milder(library):
    found = check(survey(library), claim())
    assert found.verdict == CONTRADICTED
    assert [t.event_id for t in found.trials if t.event_id] == ["2030-01-10-xi-trump", "2030-03-10-xi-trump"]
    assert "“务必慎重处理对台军售问题”" in found.sentence


def test_harder_is_supported_and_a_hard_predecessor_makes_it_depend(library):
    assert check(survey(library), claim(direction="harder")).verdict == SUPPORTED
    data.add(library, "2030-04-10", data.HARDEST)
    found = check(survey(library), claim(direction="harder"))
    assert found.verdict == DEPENDS
    assert "it depends on the baseline" in found.sentence
    assert check(survey(library), claim(direction="harder", baseline="2030-01-10-xi-trump")).verdict == SUPPORTED
    library.undo()
    assert check(survey(library), claim(direction="harder")).verdict == SUPPORTED


@pytest.mark.parametrize(
    ("directions", "verdict"),
    [
        (["softer", "softer"], SUPPORTED),
        (["softer", "mixed"], DEPENDS),
        (["harder", "softer"], DEPENDS),
        (["harder", "mixed"], NOT_SHOWN),
        (["mixed"], NOT_SHOWN),
        (["harder", "no change"], CONTRADICTED),
    ],
)
def test_the_verdict_is_what_the_count_of_trials_bears_out(directions, verdict):
    trials = [Trial(d, "", d, d == "softer", (), (), ()) for d in directions]
    assert _ruling(trials) == verdict
    if verdict == DEPENDS:
        assert any(t.agrees for t in trials)


def test_where_no_comparison_shows_it_the_sentence_says_what_they_show_and_against_whom(library):
    data.add(library, "2030-04-10", data.HARDEST)
    found = check(survey(library), claim(direction="softer"))
    assert {t.direction for t in found.trials} >= {"harder", "mixed"}
    assert found.verdict == NOT_SHOWN
    assert "no comparison shows softer wording" in found.sentence
    assert "mixed against 2030-04-10" in found.sentence
    assert "depends" not in found.sentence


def test_a_named_baseline_decides_alone(library):
    assert (
        check(survey(library), claim(baseline="previous", direction="harder")).trials[0].event_id.startswith("2030-03")
    )
    assert check(survey(library), claim(baseline="mean:2", direction="harder")).verdict == SUPPORTED


def test_omission_is_supported_with_what_was_searched_and_what_the_other_side_says(library):
    found = check(survey(library), claim(test="mention", direction="omits", topic="visit", speaker=""))
    assert found.verdict == SUPPORTED
    assert found.trials[0].searched
    assert "revision 1" in found.trials[0].note
    assert found.trials[1].baseline == "text of United States"
    assert found.trials[1].after
    mentions = claim(test="mention", direction="mentions", topic="visit", speaker="")
    assert check(survey(library), mentions).verdict == CONTRADICTED


def test_an_absent_subject_cannot_be_tested(library):
    found = check(survey(library), claim(test="commitment", topic="iran"))
    assert found.verdict == NOT_TESTABLE
    assert "Iran" in found.sentence


def test_what_only_one_account_announces_is_said_by_one_account(library):
    found = check(survey(library), claim(test="commitment", topic="visit", side="", speaker=""))
    assert found.verdict == ONE_ACCOUNT
    assert "baseline" not in found.sentence
    assert {t.baseline: t.direction for t in found.trials} == {
        "text of China": "not mentioned",
        "text of United States": "announced as a fact",
    }


def test_contrast_of_two_calls(library):
    versus = {"test": "contrast", "topic": "", "call": "2030-05-10-xi-putin", "versus": MAY}
    assert check(survey(library), claim(**versus, direction="softer")).verdict == SUPPORTED
    assert check(survey(library), claim(**versus, direction="harder")).verdict == CONTRADICTED


def test_a_scale_the_claim_names_is_told_even_where_it_shows_nothing(library):
    versus = {"test": "contrast", "topic": "", "call": "2030-05-10-xi-putin", "versus": MAY, "direction": "softer"}
    named = check(survey(library), claim(**versus, scales=["demand", "warmth"]))
    assert named.verdict == SUPPORTED
    warmth = next(s for s in named.trials[0].scales if s.startswith("warmth"))
    assert ("no difference in warmth" in named.sentence) == warmth.endswith("(no change)")
    silent = check(survey(library), claim(**versus, scales=["demand", "status"]))
    assert [s.split()[0] for s in silent.trials[0].scales] == ["obligation", "status"]
    assert "no difference in" not in check(survey(library), claim(**versus, scales=["demand"])).sentence


def test_an_unknown_call_is_not_testable_and_stops_nothing(library):
    found = check_all(survey(library), [claim(call="2031-01-01-xi-trump"), claim()])
    assert [c.verdict for c in found] == [NOT_TESTABLE, CONTRADICTED]
    table = timeline_tables.claims_table(found)
    assert list(table.columns) == list(timeline_tables.CONTRACT["claims"])


@pytest.mark.corpus
def test_shipped_claims_on_the_official_texts(shared, tmp_path):
    """The verdicts of the shipped claims on the texts of the shared corpus."""
    from readouts.catalogue import load_catalogue
    from readouts.library import Library
    from readouts.model import Fidelity, Kind
    from readouts.sync import store_catalogue

    forget()
    files = {
        ("2024-04-02-xi-biden", "CN"): "2024-04-02_Xi-Biden_call__CN.zh.cctv.txt",
        ("2025-06-05-xi-trump", "CN"): "2025-06-05_Xi-Trump_call__CN.zh.cctv.txt",
        ("2025-11-24-xi-trump", "CN"): "2025-11-24_Xi-Trump_call__CN.zh.cctv.txt",
        ("2026-02-04-xi-trump", "CN"): "2026-02-04_Xi-Trump_call__CN.zh.cctv.txt",
        ("2026-02-04-xi-putin", "CN"): "2026-02-04_Xi-Putin_video__CN.zh.cctv.txt",
        ("2026-02-04-xi-trump", "US"): "2026-02-04_Xi-Trump_call__US.en.truthsocial.txt",
    }
    with Library.open(tmp_path / "library.sqlite3") as library:
        store_catalogue(library, load_catalogue())
        for (event, side), name in files.items():
            language = "zh" if side == "CN" else "en"
            place = next(
                r
                for r in library.readouts(event)
                if r.side == side and r.language == language and r.kind != "fact sheet"
            )
            library.add(
                event_id=event,
                side=side,
                publisher=place.publisher,
                kind=Kind.POST if side == "US" else Kind.READOUT,
                language=language,
                text=(shared / "corpus" / "texts" / name).read_text("utf-8"),
                text_language=language,
                fidelity=Fidelity.OFFICIAL,
                readout_id=place.id,
            )
        found = {c.claim.id: c for c in check_all(survey(library), built_in())}
    assert {k: c.verdict for k, c in found.items()} == {
        "softer-on-taiwan": NOT_SHOWN,
        "milder-overall": NOT_SHOWN,
        "april-visit-locked-in": ONE_ACCOUNT,
        "concession-on-iran": NOT_TESTABLE,
        "beijing-left-out-the-visit": SUPPORTED,
        "friend-and-rival": SUPPORTED,
    }
    taiwan = {t.event_id: t.direction for t in found["softer-on-taiwan"].trials if t.event_id}
    assert taiwan["2025-06-05-xi-trump"] == taiwan["2025-11-24-xi-trump"] == "harder"
    assert taiwan["2024-04-02-xi-biden"] == "mixed"
    assert taiwan["2025-09-19-xi-trump"] == "not comparable"
