import pytest

from compare.english import read
from compare.records import Context, Tone
from readouts.model import Participant
from tests.compare.english.conftest import BIDEN, Reads


def obligation(tone: Tone) -> tuple[str, int] | None:
    return (tone.obligation.holder, tone.obligation.level) if tone.obligation else None


def commitment(tone: Tone) -> tuple[str, int] | None:
    return (tone.commitment.actor, tone.commitment.level) if tone.commitment else None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Xi said that the U.S. must act with care on Taiwan.", ("other", 3)),
        ("Xi said that China must guard its land.", ("self", 3)),
        ("Xi said that the two sides should talk more.", ("both", 2)),
        ("Xi said that all parties should show restraint.", ("third", 2)),
        ("Xi urged the U.S. side to lift its tariffs.", ("other", 1)),
        ("Xi hoped that the U.S. would listen.", ("other", 1)),
        ("Xi stressed the need for the United States to act.", ("other", 2)),
        ("Xi said that it is even more important for us to work hard.", ("both", 2)),
        ("Xi stressed the importance of trade.", None),
        ("Xi said that there should be no doubt.", None),
        ("Xi said that the aid is what it needs to go on.", None),
        ("Xi said that Peru has the grain it needs to go on.", None),
        ("Xi called for an end to the U.S. sales.", ("other", 1)),
        ("Xi called for more work between China and the U.S. side.", ("both", 1)),
        ("Xi said that the U.S. side expects the two countries to talk.", ("both", 1)),
        ("Xi stressed the responsibility of all nations to keep the peace.", ("third", 2)),
        ("Xi said that he and Biden should meet more often.", ("both", 2)),
        ("Xi said that the time is now to act.", ("both", 2)),
        ("Xi named the reforms needed to join.", None),
        ("Xi said that under no circumstances will the post be given up.", ("both", 3)),
    ],
)
def test_obligation(cn: Reads, sentence: str, expected: tuple[str, int] | None) -> None:
    assert obligation(cn(sentence)[0].tone) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The two leaders agreed to stay in touch.", ("both", 3)),
        ("They tasked their teams to follow up.", ("both", 3)),
        ("President Biden reaffirmed the U.S. commitment to peace.", ("self", 3)),
        ("President Biden thanked Xi for China's commitment to buy corn.", ("other", 3)),
        ("President Biden said that he looked forward to the summit.", ("self", 2)),
        ("President Biden said that the United States does not seek conflict.", ("self", 2)),
        ("President Biden said that the United States will host the games.", None),
        ("President Biden said that it will be a good year.", None),
        ("President Biden hoped that China would help.", None),
        ("President Biden applauded China's decision to open the border.", ("other", 3)),
        ("President Biden thanked China for its pledge to help.", ("other", 3)),
        ("President Biden praised the visit and reaffirmed his commitment to peace.", ("self", 3)),
        ("The two leaders discussed the games, which the President will open.", None),
        ("The two leaders welcomed plans to open a school.", None),
        ("President Biden said during the call that he looks forward to the fair.", ("self", 2)),
        ("President Biden expressed interest in the plan.", ("self", 1)),
        ("The two leaders agreed that diplomacy is the only way forward.", None),
        ("The two leaders agreed that it is important that they speak often.", ("both", 3)),
        ("President Biden highlighted the recent U.S. decision to resume aid.", ("self", 3)),
        ("President Biden announced today's donation of vaccines.", ("self", 3)),
        ("President Biden assured Xi that he has full confidence in him.", None),
        ("The two leaders planned to hold a further call.", ("both", 2)),
    ],
)
def test_commitment(us: Reads, sentence: str, expected: tuple[str, int] | None) -> None:
    assert commitment(us(sentence)[0].tone) == expected


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Xi said that trade had grown.", 0),
        ("Xi said that China firmly opposes interference.", 1),
        ("Xi said that China does not seek a new Cold War.", 0),
        ("Xi said that each side must respect the other's concerns.", 0),
        ("Xi said that China's forbearance has limits.", 2),
        ("Xi said that China will never allow it.", 2),
        ("Xi said that those who play with fire will get burned.", 3),
    ],
)
def test_warning(cn: Reads, sentence: str, level: int) -> None:
    assert cn(sentence)[0].tone.warning == level


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("President Biden said that the talks were productive.", 1),
        ("President Biden said that the talks were not productive.", 0),
        ("President Biden said that it was an excellent talk.", 2),
        ("President Biden raised concerns about China's unfair rules.", -1),
        ("President Biden condemned Russia's brutal war.", 0),
        ("President Biden raised China's coercive and aggressive actions.", -2),
        ("President Biden said that the two sides should cooperate.", 0),
        ("The two leaders discussed the enduring partnership.", 0),
        ("The two leaders praised the enduring partnership.", 1),
        ("President Biden and President Xi spent a great deal of time on corn.", 0),
        ("President Biden spoke of help against Russian aggression.", 0),
        ("President Biden condemned acts of terror against Chinese citizens.", 0),
        ("President Biden raised concerns about the dam and underscored the weight of the Russian army's moves.", -1),
        ("President Biden criticized China's arbitrary arrests.", -1),
        ("President Biden said that China's sanctions keep coming one after another.", -2),
        ("President Biden underscored the importance of the U.S.-China relationship.", 1),
        ("President Biden underscored the importance of trade.", 0),
    ],
)
def test_warmth(us: Reads, sentence: str, value: int) -> None:
    assert us(sentence)[0].tone.warmth == value


@pytest.mark.parametrize(
    ("sentence", "value", "warning"),
    [
        ("Our relationship with China remains a very strong one!", 1, 0),
        ("The trade talks in Geneva have gone VERY WELL!", 1, 0),
        ("I am very pleased with this first result.", 1, 0),
        ("I am pleased to announce that Ann Lee will be our next Ambassador to China.", 0, 0),
        ("I look very much forward to the call with President Xi.", 2, 0),
        ("Our amazing American farmers will sell their corn to China.", 0, 0),
        ("It’s amazing what one can learn about corn from China.", 0, 0),
        ("A successful singer told me about China.", 0, 0),
        ("They disrespected our Country.", -2, 0),
        ("The Fake News is dishonest about China.", 0, 0),
        ("China has treated our firms very badly on Trade.", -1, 0),
        ("China has treated our team very well.", 0, 0),
        ("They have still not signed the papers.", -1, 0),
        ("They don’t take our corn.", -1, 0),
        ("If China does not sign, I will impose new Tariffs on its steel.", 0, 2),
        ("If China signs, we will lift the Tariffs on its steel.", 0, 0),
        ("Unless the rules are dropped, the United States will put large Duties on their toys.", 0, 2),
        ("Because of this I will be raising the Tariff paid by China.", 0, 2),
        ("Under the Trade Deal we will raise no Tariffs, and China will pay a Tariff of 9%.", 0, 0),
        ("China had better sign soon, or the offer is gone.", 0, 2),
        ("Trade is better or worse in some years.", 0, 0),
        ("Any new attack will be met with great force.", 0, 2),
        ("The two teams met with great joy in Ohio.", 0, 0),
        ("Time is running out on China's choice.", 0, 1),
        ("I said that Iran can never have a nuclear weapon.", 0, 1),
        ("All talks with China on their steel will be terminated.", 0, 2),
        ("All talks with China on their steel are to go on.", 0, 0),
        ("I have instructed my team to add a Tariff of 9% on their steel.", 0, 2),
        ("I have instructed my team to look at the Tariff on their steel.", 0, 0),
        ("He said that he will have to respond to the attack on the port.", 0, 2),
        ("He said that he will have to respond to my letter.", 0, 0),
        ("They take advantage of our farmers on Trade.", -1, 0),
        ("The bottom line is that our Country is big.", 0, 0),
        ("Dealing with President Xi was an absolute pleasure.", 1, 0),
    ],
)
def test_posts_praise_blame_and_threaten(post: Reads, sentence: str, value: int, warning: int) -> None:
    tone = post(sentence)[0].tone
    assert (tone.warmth, tone.warning) == (value, warning)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("President Biden condemned the arbitrary arrest of two teachers in Ruritania.", 0),
        ("President Biden condemned China's arbitrary arrests.", -2),
        ("President Biden spoke of holding Russia to account for its flagrant atrocities and of help for China.", 0),
        ("President Biden spoke of help against Russia's war of aggression and of help for China.", 0),
        ("President Biden renewed his pledge after reckless tests by Russia and thought of China.", 0),
        ("President Biden called to express his outrage, sadness and grief at the flood.", 0),
        ("President Biden underscored the importance of substantive and constructive talks.", 0),
        ("The two leaders welcomed the delivery of humanitarian aid.", 0),
        ("The two leaders welcomed the opening of the bridge.", 1),
        ("The two leaders highlighted progress on shared projects.", 1),
        ("The two leaders highlighted the need for progress on shared projects.", 0),
        ("They pledged to strengthen the alliance, which is the cornerstone of peace in the region.", 1),
        ("President Biden expressed his desire to deepen cooperation with China.", 1),
        ("President Biden stressed his steadfast support for the U.S.-China partnership.", 1),
        ("President Biden stressed his steadfast commitment to the NATO alliance.", 0),
        ("They committed to strengthening the partnership.", 0),
        ("They spoke of the late King and his lasting legacy.", 1),
        ("They spoke of the lasting legacy of the war.", 0),
        ("They affirmed the enduring strength of U.S.-China relations.", 1),
    ],
)
def test_whom_blame_is_for_and_what_praise_is_of(us: Reads, sentence: str, value: int) -> None:
    assert max((s.tone.warmth for s in us(sentence)), key=abs) == value


def test_concern_about_a_storm_opposes_nobody(us: Reads) -> None:
    storm = "President Biden expressed concern about the recent rise in Covid-19 cases."
    sale = "President Biden expressed concern about the recent sale of arms."
    assert [us(s)[0].tone.warning for s in (storm, sale)] == [0, 1]


def test_norms_stressed_are_a_warning_only_to_some() -> None:
    sentence = "President Biden stressed the importance of human rights."
    china, norway = Participant("Xi", "CN", {"en": "Xi Jinping"}), Participant("Berg", "NO", {"en": "Anna Berg"})
    assert [read(sentence, Context("en", "US", (BIDEN, p)))[0][0].tone.warning for p in (china, norway)] == [1, 0]


def test_support_and_its_denial_differ(cn: Reads) -> None:
    denied = cn("Biden said that the U.S. does not support independence for Taiwan.")[0].tone
    meant = cn("Biden said that the U.S. does support independence for Taiwan.")[0].tone
    assert commitment(denied) == ("self", 2)
    assert commitment(meant) is None


def test_a_promise_inside_an_item_is_the_items(post: Reads) -> None:
    frame, *items = post("We discussed Taiwan, Oil, and Soybeans (They have committed to 25 Million Tons!).")
    assert commitment(frame.tone) is None
    assert commitment(items[-1].tone) == ("other", 3)


def test_emphasis_and_specificity(post: Reads) -> None:
    tone = post("I just had a VERY GOOD call about 25 Million Tons of corn!")[0].tone
    assert tone.emphasis >= 3
    assert tone.specificity >= 1


def test_what_does_not_count_says_why(us: Reads) -> None:
    blocked = [e for e in us("President Biden said that the talks were not productive.")[0].tone.evidence if e.blocked]
    assert any("not" in e.blocked for e in blocked)


def test_what_a_side_at_war_needs_to_do_is_its_own_to_do() -> None:
    sentence = "President Biden stressed the need to improve security in the West Bank."
    guests = [Participant("Guest", side, {"en": "Ada Guest"}) for side in ("IL", "NO")]
    held = [read(sentence, Context("en", "US", (BIDEN, p)))[0][0].tone.obligation for p in guests]
    assert [o.holder if o else "" for o in held] == ["other", "third"]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Xi said that the U.S. must not sell the port.", "must not"),
        ("Xi said that the U.S. should never sell the port.", "should never"),
        ("Xi said that the U.S. ought not to sell the port.", "ought not to"),
        ("Xi said that the U.S. must sell the port, not the ship.", "must"),
        ("Xi said that the U.S. should sell no port.", "should"),
    ],
)
def test_words_of_duty_carry_their_negation(cn: Reads, sentence: str, quote: str) -> None:
    held = cn(sentence)[0].tone.obligation
    assert held
    assert (held.holder, held.quote) == ("other", quote)


def test_words_of_promise_carry_their_negation(cn: Reads) -> None:
    made = [
        s.tone.commitment for s in cn("Xi said that China will not sell the port. Xi said that China will sell it.")
    ]
    assert [c.quote for c in made if c] == ["will not", "will"]


@pytest.mark.parametrize(
    ("sentence", "value", "warning"),
    [
        ("The United States reserves the right to respond.", 0, 2),
        ("All options remain on the table.", 0, 2),
        ("The papers were on the table.", 0, 0),
        ("President Trump reserved a seat on the right.", 0, 0),
        ("President Trump warned that delay will result in a Tariff of 9%.", 0, 2),
        ("President Trump warned that delay will cost time.", 0, 1),
        ("President Trump refused to rule out new Sanctions.", 0, 1),
        ("President Trump did not rule out a visit.", 0, 0),
        ("President Trump refused to lift the ban.", 0, 0),
        ("China has refused to lift the ban.", -1, 0),
        ("China is ripping us off on Trade.", -2, 0),
        ("They have TOTALLY VIOLATED their Agreement with us.", -2, 0),
        ("They have violated a rule.", -1, 0),
        ("They have totally kept their Agreement with us.", 0, 0),
    ],
)
def test_threats_held_open_and_open_breach(post: Reads, sentence: str, value: int, warning: int) -> None:
    tone = post(f"I spoke to President Xi. {sentence}")[-1].tone
    assert (tone.warmth, tone.warning) == (value, warning)


def test_only_china_asks_the_other_side_when_it_speaks_of_taiwan_in_the_passive(cn: Reads) -> None:
    said = "said that the Taiwan question should be handled with care."
    held = [cn(f"{who} {said}")[0].tone.obligation for who in ("Xi", "Biden")]
    assert [o.holder if o else "" for o in held] == ["other", "third"]
