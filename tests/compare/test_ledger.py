import pytest

from compare import sightings, timeline_tables
from compare.formulas import load
from compare.ledger import ledger, vanished
from compare.records import Context
from compare.timeline import forget, survey
from readouts.errors import InputError
from readouts.model import Fidelity
from tests.compare import over_time as data


@pytest.fixture
def library(tmp_path):
    forget()
    with data.make(tmp_path / "library.sqlite3") as made:
        yield made


def statuses(library, formula, **options):
    book = ledger(survey(library), "CN", **options)
    entry = book.entry(formula)
    return [book.cell(entry, i).status for i in range(len(book.calls))]


def test_present_altered_absent(library):
    assert statuses(library, "tw.prudence", other="US") == ["present", "absent", "altered"]
    assert statuses(library, "tw.arms-prudence", other="US") == ["absent", "absent", "present"]
    book = ledger(survey(library), "CN", other="US")
    entry = book.entry("tw.prudence")
    assert book.cell(entry, 2).altered == ("“对台军售问题” for “台湾问题”",)
    assert book.first_seen(entry).event.id == "2030-01-10-xi-trump"
    assert book.last_seen(entry).event.id == "2030-05-10-xi-trump"


def test_base_rate_counts_calls_of_the_pair_with_original_text(library):
    data.add(library, "2030-02-10", None)
    data.add(library, "2030-02-20", "Xi asked for prudence on Taiwan.", fidelity=Fidelity.DIGEST)
    book = ledger(survey(library), "CN", speaker="Xi")
    entry = book.entry("tw.prudence")
    number = next(i for i, c in enumerate(book.calls) if c.event.id == "2030-05-10-xi-trump")
    base = book.base_rate(entry, number)
    assert (base.absent, base.calls) == (1, 2)
    assert (base.absent_all, base.calls_all) == (2, 3)
    assert "absent in 1 of 2 earlier calls of Trump–Xi with official Chinese text" in base.sentence()
    digest = next(i for i, c in enumerate(book.calls) if c.event.id == "2030-02-20-xi-trump")
    assert book.cell(entry, digest).status == "no original text"


def test_the_other_sides_words_are_not_the_speakers_own(library):
    data.add(library, "2030-07-10", data.QUOTED)
    assert statuses(library, "as.no-independence", speaker="Xi", other="US")[-1] == "only quoted from the other side"
    assert statuses(library, "as.no-independence", speaker="Trump", other="US")[-1] == "present"


def test_a_denied_phrase_is_not_used(library):
    data.add(library, "2030-08-10", data.HEAD + "习近平指出，这不是全面战略协作伙伴关系。")
    assert statuses(library, "ru.partnership", other="US")[-1] == "only denied"


@pytest.mark.parametrize(
    ("text", "formula", "status"),
    [
        ("特朗普没有重申不支持“台独”。", "as.no-independence", "only denied"),
        ("特朗普表示，不会再承诺不支持“台独”。", "as.no-independence", "only denied"),
        ("习近平强调，希望美方恪守一个中国政策。", "as.one-china-policy", "only asked of the other side"),
        ("习近平强调，美方应当恪守一个中国政策。", "as.one-china-policy", "only asked of the other side"),
        ("特朗普表示，美方没有改变，不支持“台独”。", "as.no-independence", "present"),
        ("特朗普重申，不支持“台独”。", "as.no-independence", "present"),
        ("特朗普表示，美方奉行一个中国政策。", "as.one-china-policy", "present"),
        ("习近平强调，希望美方恪守一个中国原则。", "tw.one-china-principle", "present"),
        ("习近平强调，我们将捍卫国家主权、安全和领土完整。", "tw.defend-sovereignty", "present"),
        ("习近平强调，台湾是中华人民共和国不可分割的一部分。", "tw.territory", "present"),
        ("习近平强调，美方要以更加慎重的态度处理台湾问题。", "tw.prudence", "present"),
        ("习近平强调，双方要以更加慎重的态度处理分歧。", "tw.prudence", "absent"),
    ],
)
def test_what_was_not_said_and_what_is_asked_for_is_no_assurance(library, text, formula, status):
    data.add(library, "2030-08-10", data.HEAD + text)
    got = statuses(library, formula, other="US")[-1]
    assert got in ({"present", "altered"} if status == "present" else {status})


def test_what_was_not_said_in_english_and_russian_is_denied():
    formulas = load().formulas
    for language, text, voices in (
        ("en", "The President did not say that the U.S. does not support Taiwan independence.", ["denied"]),
        ("en", "He declined to reaffirm that the U.S. does not support Taiwan independence.", ["denied"]),
        ("en", "He not only said that the U.S. does not support Taiwan independence.", ["own"]),
        ("en", "He did not speak long, but said that the U.S. does not support Taiwan independence.", ["own"]),
        ("ru", "Президент не подтвердил, что Тайвань является неотъемлемой частью Китая.", ["denied"]),
        ("ru", "Президент подтвердил, что Тайвань является неотъемлемой частью Китая.", ["own"]),
    ):
        found = sightings.find(text, Context(language), (), formulas)
        assert [s.voice for s in found if s.formula in ("as.no-independence", "tw.territory")] == voices, text


def test_a_later_call_moves_the_ledger_and_deleting_it_moves_it_back(library):
    before = statuses(library, "tw.play-with-fire", other="US")
    event = data.add(library, "2030-06-10", data.HARDEST)
    assert statuses(library, "tw.play-with-fire", other="US") == [*before, "present"]
    (readout,) = library.readouts(event)
    library.delete(readout.id)
    assert statuses(library, "tw.play-with-fire", other="US") == before


def test_vanished_phrases_come_with_their_base_rate(library):
    book = ledger(survey(library), "CN", other="US")
    gone = {e.formula.id: rate for e, rate in vanished(book, 1)}
    assert "tw.prudence" in gone
    assert (gone["tw.prudence"].absent, gone["tw.prudence"].calls) == (0, 1)


def test_kept_extracts_give_the_same_ledger_as_fresh_ones(library):
    fresh = survey(library)
    forget()
    kept = survey(library)
    assert [x.extract for x in kept.lines] == [x.extract for x in fresh.lines]


def test_tables_keep_their_contract(library):
    book = ledger(survey(library), "CN")
    table = timeline_tables.ledger_table(book)
    assert list(table.columns) == list(timeline_tables.CONTRACT["ledger"])
    assert set(table["event"]) == {c.event.id for c in book.calls}
    grid = timeline_tables.ledger_grid(table)
    assert grid.set_index("formula").loc["tw.arms-prudence", "2030-05-10-xi-trump"] == "present"


def test_unknown_names_are_refused(library):
    found = survey(library)
    with pytest.raises(InputError, match="Families"):
        ledger(found, "CN", families=["nonsense"])
    with pytest.raises(InputError):
        ledger(found, "CN", formula_ids=["nonsense"])


def test_the_survey_is_made_again_only_after_a_change(library):
    first = survey(library)
    assert survey(library) is first
    data.add(library, "2030-06-10", data.HARDEST)
    assert len(survey(library).lines) == len(first.lines) + 1
    library.undo()
    assert len(survey(library).lines) == len(first.lines)
