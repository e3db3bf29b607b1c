import pytest

from compare.english import read
from compare.records import Context
from readouts.model import Participant
from tests.compare.english.conftest import Reads


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("The two leaders discussed the Strait of Hormuz.", ("iran",)),
        ("The two leaders discussed peace across the Strait.", ("taiwan",)),
        ("The two leaders discussed the business climate.", ("trade",)),
        ("The two leaders discussed soybeans.", ("agriculture",)),
        ("The two leaders discussed arms control.", ("nuclear_arms",)),
        ("The two leaders discussed Iran's nuclear weapons plan.", ("iran",)),
        ("The two leaders discussed visits by Secretary Miller.", ("relationship",)),
        ("The two leaders discussed a state visit in autumn.", ("visit",)),
        ("The two leaders discussed student visas.", ("people",)),
        ("The two leaders discussed food security.", ("agriculture",)),
        ("The two leaders discussed the earthquake.", ("other",)),
        ("The two leaders discussed the attack on the airplanes in Kursk.", ("ukraine",)),
        ("The two leaders discussed airplanes.", ("aviation",)),
        ("The two leaders discussed a fair and open environment for firms.", ("trade",)),
        ("The two leaders discussed the environment.", ("climate",)),
        ("The two leaders discussed raids on relief workers in Gaza.", ("middle_east",)),
        ("The two leaders discussed jobs and workers.", ("trade",)),
        ("The two leaders discussed export controls on rare earths.", ("minerals",)),
        ("The two leaders discussed export controls on chips.", ("technology",)),
        ("The two leaders discussed the Dalai clique.", ("human_rights",)),
    ],
)
def test_word_sense(us: Reads, sentence: str, topic: tuple[str, ...]) -> None:
    assert us(sentence)[0].topics == topic


def test_narration_has_no_subject(us: Reads) -> None:
    assert us("President Biden met President Xi at the G20 summit in Rome.")[0].topics == ()


def test_a_subject_said_not_to_have_come_up(post: Reads) -> None:
    frame, *items = post("Nothing was discussed concerning North Korea, or Iran.")
    assert [(i.topics, i.negated) for i in items] == [(("korea",), ("korea",)), (("iran",), ("iran",))]
    assert frame.topics == ()


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("The two leaders discussed Ukraine but did not discuss Iran.", ["iran"]),
        ("The two leaders discussed corn and Iran was not raised.", ["iran"]),
        ("Corn was discussed but Iran was not.", ["iran"]),
        ("The two leaders did not touch on North Korea, nor did they discuss Iran.", ["korea", "iran"]),
        ("Neither leader mentioned Iran.", ["iran"]),
        ("Neither Ukraine nor Iran came up.", ["ukraine", "iran"]),
        ("Iran never came up.", ["iran"]),
        ("Nobody raised Iran.", ["iran"]),
        ("None of the two leaders mentioned Iran.", ["iran"]),
        ("There was no doubt that they discussed Iran.", []),
        ("With no delay the leaders discussed Iran.", []),
        ("President Biden stopped short of mentioning Iran.", ["iran"]),
        ("The two leaders had not discussed Iran before today.", []),
        ("President Biden raised Iran, which had never been discussed before.", []),
        ("The two leaders spent no time on Iran.", ["iran"]),
        ("The two leaders made no mention of Iran.", ["iran"]),
        ("The two leaders did not talk about chips, but they did talk about TikTok.", []),
        ("The two leaders did not discuss Iran in detail.", []),
        ("The two leaders did not only discuss Iran.", []),
        ("Nothing was discussed other than Iran.", []),
        ("President Biden said that he will never discuss Iran with strangers.", []),
        ("China did not raise its tariffs.", []),
    ],
)
def test_a_denial_reaches_no_further_than_its_clause(us: Reads, sentence: str, negated: list[str]) -> None:
    assert [t for s in us(sentence) for t in s.negated] == negated


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The two leaders did not discuss tariffs on toys. They spoke of trade in corn.", []),
        ("The two leaders did not discuss tariffs on toys. They spoke of Iran.", ["trade"]),
        ("The sale of arms to Taiwan was not raised. They spoke of Taiwan.", []),
        ("The Taiwan question was not raised. Taiwan is an island.", ["taiwan"]),
        ("They spoke of Iran. This was not discussed before the call.", []),
    ],
)
def test_less_than_a_topic_does_not_deny_the_topic(us: Reads, text: str, negated: list[str]) -> None:
    assert [t for s in us(text) for t in s.negated] == negated


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Xi spoke of Japan's course.", ("japan_history",)),
        ("Xi spoke of the school in Kobe, Japan.", ()),
        ("Xi spoke of Taiwan's return to China.", ("taiwan",)),
        ("Xi recalled his state visit of last spring.", ("relationship",)),
        ("Xi said that he and Biden will meet again.", ("visit",)),
        ("Xi said that we will meet the challenge.", ("relationship",)),
        ("Xi spoke of artillery and of shells for the army.", ("military",)),
        ("Xi spoke of our alliance.", ("relationship",)),
        ("Xi spoke of the fight against drought.", ("climate",)),
        ("Xi thanked the nurses for the tea.", ("other",)),
    ],
)
def test_more_word_sense(cn: Reads, sentence: str, topic: tuple[str, ...]) -> None:
    assert tuple(t for t in cn(sentence)[0].topics if topic or t != "other") == topic


def test_a_leaders_title_is_no_subject() -> None:
    people = (Participant("Berg", "NO", {"en": "Anna Berg"}), Participant("Levi", "IL", {"en": "Dan Levi"}))
    context = Context("en", "NO", people)
    lead, told = read("Berg spoke with Israeli Prime Minister Dan Levi. She raised Israel's war.", context)[0]
    assert (lead.topics, told.topics) == ((), ("middle_east",))


def test_the_war_is_the_one_the_text_is_about(us: Reads) -> None:
    text = "President Biden spoke of Ukraine. President Xi spoke of corn. President Biden said that the war must end."
    assert [s.topics for s in us(text)] == [("ukraine",), ("agriculture",), ("ukraine",)]


def test_an_attack_belongs_to_the_war_the_text_is_about(us: Reads) -> None:
    war, trade = "President Biden spoke of Ukraine.", "President Biden spoke of corn."
    attack = "President Biden condemned the attack on the airfields."
    assert [us(f"{said} {attack}")[1].topics for said in (war, trade)] == [("ukraine",), ("other",)]


def test_an_unnamed_subject_runs_on(cn: Reads) -> None:
    _, second = cn("Xi stressed that Taiwan is part of China. This is a matter for the Chinese people.")
    assert second.topics == ("taiwan",)
    assert "top.inherited" in {e.rule for e in second.evidence}


def test_lists_become_items_with_their_own_subjects(post: Reads) -> None:
    text = (
        "We spoke of Trade, Taiwan, the trip in April that I will make to China (I very much look forward!), and Iran, "
        "all very positive!"
    )
    frame, *items = post(text)
    assert frame.role == "frame"
    assert (frame.start, frame.end) == (0, len(text))
    assert [i.topics for i in items] == [("trade",), ("taiwan",), ("visit",), ("iran",)]
    assert all(text[i.start : i.end] == i.text for i in items)
    assert [i.tone.warmth for i in items] == [0, 0, 2, 0]
    assert frame.tone.warmth == 2


def test_an_events_own_word_for_a_subject() -> None:
    context = Context("en", "US", aliases={"visit": ("Big Trip",)})
    assert read("We spoke of the big trip.", context)[0][0].topics == ("visit",)


def test_sovereignty_is_about_the_place_just_spoken_of(cn: Reads) -> None:
    place, own = cn("Xi said that Taiwan matters.\n\nXi said that China has to defend its sovereignty.")
    assert place.topics == own.topics == ("taiwan",)
    _place, mutual = cn("Xi said that Taiwan matters.\n\nXi said that both should respect each other's sovereignty.")
    assert mutual.topics == ("relationship",)


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("We spoke of trade between Russia and the United States, and of Iran.", 2),
        ("We spoke of Iran, and of the war, between Russia and Ukraine.", 2),
        ("The two leaders spoke of the Treaty of Mutual Trade and Security and of the Senkaku Islands.", 2),
        ("The Treaty of Mutual Trade and Defense covers the harbor.", 0),
        ("President Trump warned Hamas and Iran against any new move.", 0),
        ("President Trump spoke of Hamas and Iran.", 2),
        ("We spoke of ties between our countries and Iran.", 2),
    ],
)
def test_names_and_pairs_are_not_cut(post: Reads, sentence: str, items: int) -> None:
    found = [s.text for s in post(sentence) if s.role == "item"]
    assert len(found) == items
    assert not any(word.endswith(("between Russia", " and", "Mutual Trade")) for word in found)


def test_what_a_list_is_for_is_no_part_of_its_last_item(cn: Reads) -> None:
    frame, *items = cn("Xi said that they should talk more on trade, Iran and Ukraine to build trust.")
    assert [i.text for i in items] == ["trade", "Iran", "Ukraine"]
    assert frame.text.endswith("to build trust.")
