import pytest

from compare.records import Statement
from tests.compare.english.conftest import Reads


def undertaken(statements: list[Statement]) -> list[int]:
    return [s.tone.commitment.level for s in statements if s.tone.commitment]


@pytest.mark.parametrize(
    "sentence",
    [
        "President Xi did not commit to a date.",
        "President Xi did not agree to the terms.",
        "The two leaders failed to agree on corn.",
        "The two leaders have not yet agreed to meet.",
        "President Xi refused to commit to a date.",
        "President Xi would not commit to a date.",
        "President Xi will not say whether he will come.",
        "President Xi did not promise to come.",
        "President Xi never agreed to the plan.",
        "President Biden said that he could not guarantee that the ban would end.",
        "The two sides have not yet reached an agreement on corn.",
        "The two sides were unable to reach an agreement on corn.",
        "No final agreement was reached on corn.",
        "Neither side agreed to the plan.",
        "President Biden declined to say whether he would come.",
        "President Biden has not decided whether he will come.",
        "President Xi neither confirmed nor denied that he will come.",
        "President Xi denied that China had agreed to buy corn.",
        "President Xi rejected reports that China will buy corn.",
        "President Xi did not reaffirm his commitment to the pact.",
        "President Biden did not say that the United States does not seek to grow.",
        "The two leaders agreed to disagree on corn.",
        "There is no guarantee that China will buy corn.",
        "President Biden asked whether China would buy corn.",
        "President Biden said that China could help, but they won't.",
    ],
)
def test_what_is_denied_or_left_open_is_not_undertaken(us: Reads, sentence: str) -> None:
    assert undertaken(us(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "President Xi did not only agree to the plan but paid for it.",
        "President Biden said that the United States will not sell the port.",
        "The two leaders did not agree on corn but agreed to meet.",
        "President Xi denied the reports and stressed that China will buy corn.",
        "President Xi did not accept the terms and agreed to a new round.",
        "There is no doubt that China will buy corn.",
        "The two leaders agreed to meet without delay.",
        "Without exception the leaders agreed to the plan.",
        "The two leaders discussed whether to meet and agreed to talk again.",
        "Both sides agreed not to sell corn.",
        "Nobody doubts that he will, and President Biden promised to come.",
        "Whether or not it rains, China will buy corn.",
        "President Biden said that the United States will, of course, buy corn.",
    ],
)
def test_what_is_undertaken_beside_a_denial_stays(us: Reads, sentence: str) -> None:
    assert undertaken(us(sentence)) != []


def test_a_denial_is_told_as_the_reason(us: Reads) -> None:
    (s,) = us("President Xi did not commit to a date.")
    assert [e.blocked for e in s.tone.evidence if e.layer == "commitment"] == ["denied: “not”"]


def test_who_denies_speaks(us: Reads) -> None:
    (s,) = us("President Xi denied that he had promised to buy corn.")
    assert s.speaker == "Xi"


def test_a_demand_that_is_denied_is_none(us: Reads) -> None:
    denied = us("President Biden did not urge China to buy corn.") + us(
        "President Biden did not say that China must buy corn."
    )
    asked = us("President Biden urged China not to sell corn.")
    assert [bool(s.tone.obligation) for s in (*denied, *asked)] == [False, False, True]


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("President Biden did not raise concerns about the dam.", 0),
        ("President Biden said that the United States does not oppose the dam.", 0),
        ("President Biden said that the United States opposes the dam.", 1),
        ("President Biden said that the United States will not tolerate the dam.", 2),
    ],
)
def test_a_protest_that_is_denied_warns_nobody(us: Reads, sentence: str, level: int) -> None:
    assert us(sentence)[0].tone.warning == level
