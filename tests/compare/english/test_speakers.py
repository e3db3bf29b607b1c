import pytest

from compare.english import read
from compare.english.parties import guess
from compare.records import Context
from tests.compare.english.conftest import Reads


def speakers(statements: list) -> list[str]:  # type: ignore[type-arg]
    return [s.speaker for s in statements if s.role != "item"]


def test_a_chain_runs_on_until_somebody_else_speaks(cn: Reads) -> None:
    text = (
        "Xi pointed out that trade had grown. I attach importance to this. The two sides should talk.\n"
        "President Biden said that he agreed. The U.S. will go on."
    )
    assert speakers(cn(text)) == ["Xi", "Xi", "Xi", "Biden", "Biden"]


def test_narration_is_the_publisher(us: Reads) -> None:
    assert speakers(us("President Biden spoke today with President Xi. The call lasted an hour.")) == ["publisher"] * 2
    text = "President Biden spoke today with President Xi. The conversation focused on trade."
    assert speakers(us(text)) == ["publisher"] * 2


def test_two_leaders_and_they(us: Reads) -> None:
    text = "The two leaders discussed oil. They agreed to meet. President Biden and President Xi noted the rain."
    assert speakers(us(text)) == ["both"] * 3


def test_pronouns_go_back_to_the_last_leader(us: Reads) -> None:
    assert speakers(us("President Biden raised Iran. He also stressed that oil is dear.")) == ["Biden", "Biden"]


def test_the_president_is_the_publishers(us: Reads) -> None:
    assert speakers(us("The President stressed the need for calm.")) == ["Biden"]


def test_titles_by_country(cn: Reads) -> None:
    assert speakers(cn("The U.S. President said that he agreed. The Chinese side pointed out the risk.")) == [
        "Biden",
        "Xi",
    ]


def test_a_verb_that_follows_the_words(cn: Reads) -> None:
    assert speakers(cn("Trade between the two is growing fast, Biden said.")) == ["Biden"]


def test_a_third_person_keeps_his_own_name(us: Reads) -> None:
    assert speakers(
        us("President Biden spoke today with President Xi. Foreign Minister Juan Perez said it rained.")
    ) == [
        "publisher",
        "Perez",
    ]


def test_exchange_in_the_passive_is_both(us: Reads) -> None:
    assert speakers(us("It was agreed to continue the contacts.")) == ["both"]


def test_a_post_is_its_authors(post: Reads) -> None:
    assert (
        speakers(post("I just had a good call with President Xi. We agreed to meet. He is a great leader."))
        == ["Trump"] * 3
    )


@pytest.mark.parametrize(
    ("sentence", "who", "actor"),
    [
        ("He said, “President, we will plant corn.”", "Xi", "self"),
        ("President Xi told me, “I will plant corn.”", "Xi", "self"),
        ("President Xi told me that he will plant corn while I am in office.", "Xi", "self"),
        ("President Xi told me that we will plant corn together.", "Xi", "both"),
        ("I told him, “President, we will plant corn.”", "Trump", "self"),
        ("He said that he will plant corn.", "Trump", "other"),
        ("They call it “the deal”, and we will plant corn.", "Trump", "self"),
    ],
)
def test_quoted_words_are_those_of_the_quoted(post: Reads, sentence: str, who: str, actor: str) -> None:
    s = post(f"I just spoke to President Xi. {sentence}")[-1]
    assert s.tone.commitment
    assert (s.speaker, s.tone.commitment.actor) == (who, actor)


def test_we_inside_quotation_marks_is_the_speakers_side(cn: Reads) -> None:
    quoted, plain = cn("Biden said, “We will plant corn.” Biden said that we will plant corn.")
    assert quoted.tone.commitment
    assert plain.tone.commitment
    assert [quoted.tone.commitment.actor, plain.tone.commitment.actor] == ["self", "both"]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The United States will not allow the sale.", "publisher"),
        ("The United States reserves the right to act.", "publisher"),
        ("Washington opposes the sale.", "publisher"),
        ("China will plant more corn.", "Xi"),
        ("The United States will benefit from the corn.", "Xi"),
        ("The United States is a great country.", "Xi"),
        ("The two sides will plant more corn.", "Xi"),
    ],
)
def test_the_publishers_own_line_is_not_the_guests(us: Reads, sentence: str, who: str) -> None:
    assert speakers(us(f"President Xi welcomed the fair. {sentence}")) == ["Xi", who]
    assert speakers(us(f"President Biden welcomed the fair. {sentence}"))[1] == "Biden"


def test_the_publishers_own_line_goes_on_about_its_subject(us: Reads) -> None:
    text = "President Xi raised Iran. The United States will not allow the sale. The right to act is reserved."
    assert [(s.speaker, s.topics) for s in us(text)] == [("Xi", ("iran",))] + [("publisher", ("iran",))] * 2


def test_what_somebody_told_the_author_is_his(post: Reads) -> None:
    assert speakers(post("I just spoke to President Xi. President Xi told me that he will buy corn.")) == [
        "Trump",
        "Xi",
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("President Xi on Friday met Foreign Minister Juan Perez to discuss corn.", "publisher"),
        ("President Biden had a telephone call with President Xi on Monday.", "publisher"),
        ("President Xi met President Biden, calling for more trade.", "Xi"),
        ("Mr Biden and Mr Xi noted the rain.", "both"),
        ("The leaders of China and the United States noted the rain.", "both"),
        ("The interlocutors noted the rain.", "both"),
        ("Special emphasis was given to trade.", "both"),
        ("President Xi reinforced his guard.", "Xi"),
        ("President Xi attended the dinner.", "publisher"),
    ],
)
def test_subjects_and_their_verbs(us: Reads, text: str, who: str) -> None:
    assert speakers(us(text)) == [who]


def test_the_two_sides_by_name_after_both_spoke(us: Reads) -> None:
    text = "The two leaders discussed corn. China and the United States will plant more of it. They hope for rain."
    assert speakers(us(text)) == ["both"] * 3


def test_participants_are_guessed() -> None:
    people = guess("Prime Minister Anna Berg of Norway spoke with Chinese President Xi Jinping.", "NO")
    assert [(p.short, p.side) for p in people] == [("Berg", "NO"), ("Xi", "CN")]
    statements, _ = read(
        "Prime Minister Anna Berg of Norway met President Li Wen of China. Berg thanked him.", Context("en", "NO")
    )
    assert statements[-1].speaker == "Berg"


@pytest.mark.parametrize("said", ["A Kremlin aide said that it rained.", "Our agency reported that it rained."])
def test_somebody_without_a_name_ends_the_speech(us: Reads, said: str) -> None:
    assert speakers(us(f"President Biden raised oil. {said} The rain went on.")) == ["Biden", "publisher", "publisher"]


def test_a_noun_with_a_participle_speaks_not(us: Reads) -> None:
    assert speakers(us("President Biden raised oil. The prices reported at the port fell.")) == ["Biden", "Biden"]


def test_two_leaders_in_one_sentence_speak_each_for_himself(cn: Reads) -> None:
    text = "Xi invited President Biden to a match, and President Biden thanked him; the two leaders agreed to meet."
    assert speakers(cn(text)) == ["Xi", "Biden", "both"]
    assert speakers(cn("Xi said that oil is dear, and President Biden stressed that it is not.")) == ["Xi"]


def test_an_office_that_tells_of_the_meeting_names_no_subject(us: Reads) -> None:
    lead, told = us("President Biden met with President Xi. The palace said that heads of oil firms were present.")
    assert (lead.speaker, told.speaker, told.topics) == ("publisher", "publisher", ())
