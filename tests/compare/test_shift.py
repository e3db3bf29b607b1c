import pytest

from compare import timeline_tables
from compare.shift import HARDER, MIXED, NO_CHANGE, NOT_COMPARABLE, SOFTER, overall, shift
from compare.timeline import MENTIONED, SILENT, forget, survey, trace
from readouts.errors import InputError
from readouts.model import Fidelity
from tests.compare import over_time as data

JAN, MARCH, MAY = "2030-01-10-xi-trump", "2030-03-10-xi-trump", "2030-05-10-xi-trump"


@pytest.fixture
def library(tmp_path):
    forget()
    with data.make(tmp_path / "library.sqlite3") as made:
        yield made


def between(library, call, against, **options):
    return shift(survey(library), side="CN", speaker="Xi", topic="taiwan", call=call, against=against, **options)


def test_harder_with_the_words_that_decide(library):
    found = between(library, MAY, JAN)
    assert found.direction == HARDER
    demand = found.scale("demand")
    assert (demand.before, demand.after, demand.direction) == (2, 3, HARDER)
    assert demand.proofs_before[0].quote == "应当"
    assert demand.proofs_after[0].quote == "务必"
    assert found.scale("force").proofs_after[0].rule == "tw.never-allow"


def test_swapping_the_calls_mirrors_the_direction(library):
    mirror = {HARDER: SOFTER, SOFTER: HARDER}
    one, other = between(library, MAY, JAN), between(library, JAN, MAY)
    assert other.direction == mirror.get(one.direction, one.direction)
    for a, b in zip(one.scales, other.scales, strict=True):
        assert b.direction == mirror.get(a.direction, a.direction)
        assert (a.before, a.after) == (b.after, b.before)


def test_silence_is_named_as_what_it_is(library):
    found = between(library, MARCH, JAN)
    assert found.direction == SOFTER
    assert found.topic_after == SILENT
    assert any("silence" in c for c in found.caveats)


def test_against_the_mean_of_predecessors(library):
    found = between(library, MAY, 2)
    assert [c.event.id for c in found.before] == [JAN, MARCH]
    assert found.scale("demand").before == 1
    assert found.scale("demand").direction == HARDER


def test_digests_and_missing_texts_are_not_compared_unless_asked(library):
    data.add(library, "2030-02-10", "Xi said the United States must be prudent on Taiwan.", fidelity=Fidelity.DIGEST)
    data.add(library, "2030-02-20", None)
    digest = between(library, MAY, "2030-02-10-xi-trump")
    assert digest.direction == NOT_COMPARABLE
    assert "digest only" in digest.caveats[0]
    asked = between(library, MAY, "2030-02-10-xi-trump", digests=True)
    assert asked.direction != NOT_COMPARABLE
    assert asked.indicative
    assert any("indicative" in c for c in asked.caveats)
    assert any("languages differ" in c for c in asked.caveats)
    with pytest.raises(InputError):
        between(library, MAY, "2030-02-20-xi-trump")


def test_a_later_call_moves_the_trace_and_undo_moves_it_back(library):
    def traced():
        points = trace(survey(library), side="CN", speaker="Xi", topic="taiwan", other="US")
        return [(p.call.event.id, p.status, p.measure.value("force") if p.measure else None) for p in points]

    before = traced()
    assert [s for _, s, _ in before] == [MENTIONED, SILENT, MENTIONED]
    data.add(library, "2030-06-10", data.HARDEST)
    assert traced() == [*before, ("2030-06-10-xi-trump", MENTIONED, 9)]
    library.undo()
    assert traced() == before


def test_a_silent_call_says_what_was_searched(library):
    points = trace(survey(library), side="CN", speaker="Xi", topic="taiwan", other="US")
    assert points[1].searched
    table = timeline_tables.trace_table(points, topic="taiwan", speaker="Xi")
    assert list(table.columns) == list(timeline_tables.CONTRACT["trace"])
    assert (table[table["event"] == MARCH]["status"] == SILENT).all()
    columns = list(timeline_tables.shift_table([between(library, MAY, JAN)]).columns)
    assert columns == list(timeline_tables.CONTRACT["shift"])


def test_a_set_phrase_puts_the_next_sentence_on_its_topic(library):
    text = data.HEAD + "习近平强调，台湾问题很重要。处理不好，两国就会碰撞甚至冲突。"
    data.add(library, "2030-09-10", text)
    last = trace(survey(library), side="CN", speaker="Xi", topic="taiwan", other="US")[-1]
    assert last.measure.value("warning") == 3
    assert last.measure.value("force") == 8


def test_directions_add_up():
    assert overall([HARDER, NO_CHANGE]) == HARDER
    assert overall([HARDER, SOFTER]) == MIXED
    assert overall([NO_CHANGE]) == NO_CHANGE
    assert overall([]) == NO_CHANGE


def test_wrong_names_are_refused(library):
    for bad in (
        lambda: between(library, "2031-01-01-xi-trump", JAN),
        lambda: between(library, MAY, JAN, scales=["nonsense"]),
        lambda: between(library, MAY, 0),
        lambda: trace(survey(library), side="FR", topic="taiwan"),
    ):
        with pytest.raises(InputError):
            bad()
