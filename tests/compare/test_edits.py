import pytest

from compare.edits import edited, edits, revision_edits
from compare.timeline_tables import CONTRACT, edits_table
from readouts.errors import InputError
from readouts.library import Library
from readouts.model import Fidelity
from tests.compare import over_time as data


def kinds(before, after, language="en", **options):
    return [e.kind for e in edits(before, after, language, **options)]


@pytest.mark.parametrize(
    ("before", "after", "language", "kind"),
    [
        ("Both sides should act now.", "Both sides must act now.", "en", "modal"),
        ("They agree on trade terms.", "They never agree on trade terms.", "en", "negation"),
        ("China buys 200 planes.", "China buys 250 planes.", "en", "number"),
        ("We met with Smith there.", "We met with Jones there.", "en", "name"),
        ("They spoke about chips and soybeans.", "They spoke about chips and fentanyl.", "en", "topic"),
        ("It is a big garden.", "It is a large garden.", "en", "words"),
        ("It is a big garden.", "It is a big garden!", "en", "punctuation"),
        ("美方应当慎重处理。", "美方务必慎重处理。", "zh", "modal"),
        ("双方签署三项文件。", "双方签署五项文件。", "zh", "number"),
        ("Стороны должны договориться.", "Стороны не должны договориться.", "ru", "negation"),
    ],
)
def test_the_kind_of_an_edit(before, after, language, kind):
    found = kinds(before, after, language)
    assert found[0] == kind


def test_the_weightiest_comes_first_and_punctuation_last():
    before = "It is nice. China buys 200 planes. Both sides should act."
    after = "It is nice! China buys 250 planes. Both sides must act."
    assert kinds(before, after) == ["modal", "number", "punctuation"]


def test_equal_texts_have_no_edits():
    assert edits("The same.", "The same.", "en") == ()


def test_names_of_participants_count_in_chinese():
    assert kinds("同特朗普谈话。", "同普京谈话。", "zh", participants=[data.TRUMP, data.PUTIN]) == ["name"]


def test_revisions_of_a_readout(tmp_path):
    with Library.open(tmp_path / "library.sqlite3") as library:
        event = data.add(library, "2030-01-10", data.SOFT)
        (readout,) = library.readouts(event)
        with pytest.raises(InputError, match="no two revisions"):
            revision_edits(readout)
        assert edited([readout]) == ()
        data.add(library, "2030-01-10", data.SOFT.replace("应当", "务必"))
        (readout,) = library.readouts(event)
        first, second, found = revision_edits(readout)
        assert (first.number, second.number) == (1, 2)
        assert [(e.kind, e.before, e.after) for e in found] == [("modal", "应当", "务必")]
        assert edited([readout]) == (readout,)
        table = edits_table(readout.id, 1, 2, found)
        assert list(table.columns) == list(CONTRACT["edits"])
        with pytest.raises(InputError, match="no revision 9"):
            revision_edits(readout, 1, 9)


def test_digest_and_original_are_no_edit_of_each_other(tmp_path):
    with Library.open(tmp_path / "library.sqlite3") as library:
        event = data.add(library, "2030-01-10", "A digest.", fidelity=Fidelity.DIGEST)
        data.add(library, "2030-01-10", data.SOFT)
        assert edited(library.readouts(event)) == ()
