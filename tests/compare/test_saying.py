"""What an item of an enumeration inherits from its sentence."""

from compare.carrying import carried
from compare.evidence import Quoting
from compare.saying import Saying, sayings
from compare.tables import NO_TOPIC, tone_table
from tests.compare.events import comparison, event, reading


def said(text: str, language: str = "en", side: str = "US") -> list[Saying]:
    return list(sayings(reading(event(), side, language, text)))


def test_what_is_kept_out_of_a_promise_is_not_promised() -> None:
    text = "President Trump said that the United States will keep protecting its chips, without limiting trade."
    made = [s for s in said(text) if s.topics]
    assert [(s.text.split()[0], s.commitment) for s in made if "trade" in s.topics] == [("without", 0)]
    assert [s.commitment for s in made if "technology" in s.topics] == [3]


def test_what_stands_after_rather_than_is_not_promised() -> None:
    text = "President Trump said that the United States will protect its chips rather than limit farm imports."
    assert [s.commitment for s in said(text) if "agriculture" in s.topics] == [0]


def tones(text: str, language: str = "en", side: str = "US") -> dict[str, tuple[int, int, int, int]]:
    """Topic → warmth, obligation, commitment and warning of its items."""
    found = {}
    for s in carried(reading(event(), side, language, text).analysis.statements):
        t = s.tone
        o, c = t.obligation, t.commitment
        for topic in s.topics:
            found[topic] = (t.warmth, o.level if o else 0, c.level if c else 0, t.warning)
    return found


def test_a_worry_is_about_everything_that_is_listed_after_it() -> None:
    text = "President Trump raised concerns over Taiwan and farm imports, and he emphasized his support for Iran."
    found = tones(text)
    assert found["taiwan"][3] == found["agriculture"][3] == 1
    assert found["iran"][3] == 0


def test_a_demand_runs_on_to_clauses_without_a_subject_of_their_own() -> None:
    found = tones("习近平指出，美国应该同中方加强经贸往来，推动乌克兰危机解决。", "zh", "CN")
    assert found["trade"][1] == found["ukraine"][1] == 2


def test_whom_a_consequence_would_strike_is_not_what_is_warned_of() -> None:
    found = tones("习近平指出，冲突升级会造成全球贸易、能源、粮食严重危机。", "zh", "CN")
    assert {found[t][3] for t in ("energy", "agriculture")} == {0}


def test_a_frame_keeps_what_governs_none_of_its_items() -> None:
    text = "President Trump raised concerns over Taiwan and farm imports."
    frame, *items = carried(reading(event(), "US", "en", text).analysis.statements)
    assert (frame.tone.warning, [i.tone.warning for i in items]) == (0, [1, 1])


def test_a_quote_begins_at_the_word_that_governs_it() -> None:
    text = "习近平指出，中方愿同美方扩大贸易，推动乌克兰危机解决。"
    read = reading(event(), "CN", "zh", text)
    item = next(s for s in sayings(read) if s.topics == ("ukraine",))
    assert item.commitment == 2
    assert Quoting([read]).quote(item).quote.startswith("愿")


def test_the_table_of_tone_has_a_worry_on_its_subjects() -> None:
    read = reading(event(), "US", "en", "President Trump raised concerns over Taiwan and farm imports.")
    table = tone_table(comparison(read))
    values = dict(zip(table["topic"], table["warning_max"], strict=True))
    assert values == {"taiwan": 1, "agriculture": 1, "trade": 1, NO_TOPIC: 0}


def test_a_warning_that_ends_within_an_item_is_about_that_item() -> None:
    text = "President Trump emphasized the importance of peace and stability across the Taiwan Strait and farm imports."
    found = tones(text)
    assert (found["taiwan"][3], found["agriculture"][3]) == (1, 0)


def test_a_frame_gives_up_scale_by_scale() -> None:
    text = "两国元首认为，会晤是建设性的，责成团队扩大贸易，推动乌克兰危机解决。"
    frame, *items = carried(reading(event(), "CN", "zh", text).analysis.statements)
    assert (frame.role, frame.tone.warmth, frame.tone.commitment) == ("frame", 1, None)
    assert all(i.tone.commitment for i in items)
