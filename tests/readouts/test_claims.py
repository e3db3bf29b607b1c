import pytest

from readouts.claims import Claim, ClaimBook, all_claims, built_in, folder_beside, make_claim, read_claims
from readouts.errors import InputError

MINE = Claim("mine", "Xi was harder on trade.", "2030-05-10-xi-trump", direction="harder", side="CN", topic="trade")


def test_built_in_claims_name_who_says_so():
    assert {c.id for c in built_in()} >= {"softer-on-taiwan", "concession-on-iran", "friend-and-rival"}
    assert all(c.claimant and c.source and c.text for c in built_in())


def test_save_change_delete_and_undo_each(tmp_path):
    book = ClaimBook(tmp_path / "claims")
    book.save(MINE)
    assert book.load()[0][0].text == MINE.text
    changed = Claim(**{**{k: getattr(MINE, k) for k in MINE.__dataclass_fields__}, "text": "Changed."})
    book.save(changed)
    book.delete("mine")
    assert book.load()[0] == ()
    assert "as it was" in book.undo()
    assert book.load()[0][0].text == "Changed."
    book.undo()
    assert book.load()[0][0].text == MINE.text
    assert "gone" in book.undo()
    assert book.load()[0] == ()
    assert book.undo() == ""


def test_a_bad_file_costs_only_itself_and_is_kept(tmp_path):
    book = ClaimBook(tmp_path)
    book.save(MINE)
    (tmp_path / "broken.yaml").write_text("- id: [", "utf-8")
    (tmp_path / "wrong.yaml").write_text("id: other\ntext: Something said.\ncall: nonsense\n", "utf-8")
    claims, problems = book.load()
    assert [c.id for c in claims] == ["mine"]
    assert len(problems) == 2
    assert "wrong.yaml, line 1: call" in problems[1]
    book.save(Claim("broken", "Another claim.", "2030-05-10-xi-trump", side="CN"))
    book.undo()
    assert (tmp_path / "broken.yaml").read_text("utf-8") == "- id: ["


def test_own_claims_replace_ours_of_the_same_id(tmp_path):
    book = ClaimBook(tmp_path)
    book.save(Claim("softer-on-taiwan", "My wording.", "2026-02-04-xi-trump", side="CN", topic="taiwan"))
    claims, problems = all_claims(tmp_path)
    assert not problems
    assert next(c.text for c in claims if c.id == "softer-on-taiwan") == "My wording."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "../x"),
        ("test", "guess"),
        ("direction", "omits"),
        ("baseline", "mean:0"),
        ("side", "china"),
        ("url", "ftp:x"),
    ],
)
def test_a_wrong_field_is_named(field, value):
    values = {"id": "a", "text": "Some claim.", "call": "2030-05-10-xi-trump", "side": "CN", field: value}
    with pytest.raises(InputError):
        make_claim(values)


def test_a_day_may_be_written_without_quotes(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text("id: a\ntext: Some claim.\ncall: 2030-05-10-xi-trump\nside: CN\nmade: 2030-05-11\n", "utf-8")
    claims, problems = read_claims(file)
    assert not problems
    assert claims[0].made == "2030-05-11"


def test_where_the_claims_are_kept(tmp_path):
    assert folder_beside(str(tmp_path / "library.sqlite3")) == tmp_path / "claims"
    assert folder_beside("postgresql://host/db").name == "claims"


def test_deleting_what_is_not_there_says_what_is(tmp_path):
    book = ClaimBook(tmp_path)
    book.save(MINE)
    with pytest.raises(InputError, match="mine"):
        book.delete("other")
