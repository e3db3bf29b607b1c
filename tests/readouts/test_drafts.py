"""From a text to a draft with guesses and reasons, corrected, and saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readouts.drafts import proposed_event
from readouts.errors import InputError, LibraryError
from readouts.intake import corrected, draft_from_bytes, draft_from_file, draft_from_text, save
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind
from tests.readouts import files
from tests.readouts.pages import CASES, EN

ZH_CALL = "2月4日晚，习近平主席同美国总统特朗普通电话。习近平指出，双方应当照看花园。特朗普表示，他喜欢梨。"
RU_CALL = (
    "Владимир Путин провёл телефонный разговор с Президентом Соединённых Штатов Америки Дональдом Трампом. "
    "Обсуждался сбор груш. 4 февраля 2031 года."
)
WH_CALL = (
    "President Joseph R. Biden, Jr. spoke today with President Xi of China. "
    "The two leaders discussed pears, and the President underscored that the garden gate must remain open to both."
)
MFA_CALL = (
    "On the evening of February 4, 2031, President Xi Jinping had a phone call with U.S. President Donald J. Trump. "
    "President Xi noted that both sides should look after the garden. President Trump said that he likes the pears."
)
POST = "I just had a wonderful call with President Xi of China. We spoke about Pears, and they were GREAT!"


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "language", "side", "people", "kind"),
    [
        (ZH_CALL, "zh", "CN", ["Xi", "Trump"], EventKind.CALL),
        (RU_CALL, "ru", "RU", ["Putin", "Trump"], EventKind.CALL),
        (WH_CALL, "en", "US", ["Biden", "Xi"], EventKind.CALL),
        (MFA_CALL, "en", "CN", ["Xi", "Trump"], EventKind.CALL),
    ],
)
def test_a_pasted_text_is_recognised(text: str, language: str, side: str, people: list[str], kind: EventKind) -> None:
    draft = draft_from_text(text)
    assert draft.language.value == language
    assert draft.side.value == side
    assert [p.short for p in draft.participants.value] == people
    assert draft.event_kind.value is kind
    for guess in (draft.language, draft.side, draft.participants, draft.event_kind):
        assert guess.reason
        assert 0 < guess.confidence <= 1


def test_a_post_in_the_first_person_is_of_its_side() -> None:
    draft = draft_from_text(POST)
    assert draft.side.value == "US"
    assert draft.side.confidence < 0.7


def test_the_day_comes_from_the_text_or_from_the_time_of_publication() -> None:
    assert draft_from_text(MFA_CALL).event_date.value == date(2031, 2, 4)
    assert draft_from_text(RU_CALL).event_date.value == date(2031, 2, 4)
    said = files.mail(WH_CALL.replace("today", "yesterday"), subject="Call")
    assert draft_from_bytes(said).event_date.value == date(2031, 2, 3)
    monday = files.mail(WH_CALL.replace("today", "on Monday"), subject="Call")
    assert draft_from_bytes(monday).event_date.value == date(2031, 2, 3)


def test_an_event_of_the_library_is_proposed_and_a_new_one_where_there_is_none(library: Library) -> None:
    first = draft_from_text(MFA_CALL, library)
    assert first.event.value == ""
    assert first.new_event is not None
    assert first.new_event.id == "2031-02-04-xi-trump"
    saved = save(library, first)
    assert saved.readout.event_id == "2031-02-04-xi-trump"
    second = draft_from_text(ZH_CALL, library)
    assert second.event.value == "2031-02-04-xi-trump"
    assert save(library, second).readout.language == "zh"
    assert len(library.events()) == 1
    assert {r.fidelity for r in library.readouts()} == {Fidelity.OFFICIAL, Fidelity.OFFICIAL_TRANSLATION}


def test_without_a_day_the_last_event_is_proposed_and_not_taken_unasked(library: Library) -> None:
    library.save_event(Event("2025-02-04-xi-trump", date(2025, 2, 4), EventKind.CALL, draft_people()))
    library.save_event(Event("2025-06-05-xi-trump", date(2025, 6, 5), EventKind.CALL, draft_people()))
    draft = draft_from_text(POST, library)
    assert draft.event.value == "2025-06-05-xi-trump"
    assert draft.event.confidence < 0.5
    with pytest.raises(InputError, match=r"gives no day\. Is it on 2025-06-05-xi-trump"):
        save(library, draft)
    assert save(library, draft, {"event": "2025-02-04-xi-trump"}).readout.event_id == "2025-02-04-xi-trump"


def draft_people():
    """Xi and Trump, as a text names them."""
    return draft_from_text(MFA_CALL).participants.value


def test_the_same_text_again_and_a_changed_one(library: Library) -> None:
    save(library, draft_from_text(MFA_CALL, library))
    again = draft_from_text(MFA_CALL + "\n", library)
    assert [d.relation for d in again.duplicates] == ["same"]
    assert save(library, again).outcome == "unchanged"
    changed = draft_from_text(MFA_CALL.replace("likes", "loves"), library)
    (near,) = changed.duplicates
    assert near.likeness > 0.95
    assert near.added == ("President Trump said that he loves the pears.",)
    assert near.removed == ("President Trump said that he likes the pears.",)
    assert save(library, changed).outcome == "revision"


def test_the_user_has_the_last_word(library: Library) -> None:
    draft = draft_from_text(POST, library)
    with pytest.raises(InputError, match="event is not known"):
        save(library, draft)
    said = {
        "event": "new",
        "event_date": "2031-02-04",
        "participants": ["Xi Jinping=CN", "Donald Trump=US"],
        "published": "2031-02-04T11:05-05:00",
        "kind": "post",
        "publisher": "Truth Social @somebody",
        "title": "A call",
    }
    saved = save(library, draft, said)
    assert saved.readout.kind is Kind.POST
    assert saved.readout.published_at is not None
    assert saved.readout.publisher == "Truth Social @somebody"
    assert library.event("2031-02-04-xi-trump").kind is EventKind.CALL
    with pytest.raises(InputError, match="no field 'colour'"):
        corrected(draft, {"colour": "red"})
    with pytest.raises(InputError, match="no event"):
        save(library, draft, {"event": "2031-02-04-nobody"})
    for wrong in ({"language": "fr"}, {"side": "China"}, {"event_date": "soon"}, {"url": "ftp://x"}, {"kind": "poem"}):
        with pytest.raises(InputError):
            corrected(draft, wrong)


def test_tricks_of_unicode_are_seen_and_hidden_letters_taken_out() -> None:
    tricky = MFA_CALL.replace("garden", "gar\u200bden").replace("noted", "no\u202eted").replace("Trump", "Тrump", 1)
    draft = draft_from_text(tricky.replace("2031", "2O31"))
    assert "garden" in draft.text
    assert "noted" in draft.text
    said = " ".join(draft.warnings)
    assert "U+200B ZERO WIDTH SPACE" in said
    assert "turn the direction" in said
    assert "“Тrump” has a cyrillic" in said
    assert "“2O31” has letters where digits" in said
    assert draft_from_text(MFA_CALL).warnings == ()
    assert draft_from_text(ZH_CALL).warnings == ()
    assert draft_from_text(RU_CALL).warnings == ()


def test_a_saved_page_is_read_by_its_publishers_rule() -> None:
    kremlin = CASES[11]
    draft = draft_from_bytes(files.mhtml(kremlin.content.decode(), kremlin.url), name="page.mhtml")
    assert draft.text == "\n\n".join(kremlin.text)
    assert draft.publisher.value == "Kremlin"
    assert draft.published.value.at is not None
    assert [p.short for p in draft.participants.value] == ["Putin", "Trump"]
    by_comment = b"<!-- saved from url=(0048)" + kremlin.url.encode() + b" -->\n" + kremlin.content
    assert draft_from_bytes(by_comment, name="page.html").publisher.value == "Kremlin"


def test_front_matter_goes_before_guesses(tmp_path: Path) -> None:
    file = tmp_path / "call.md"
    file.write_text(
        "---\ntitle: A Call\nside: JP\nlanguage: en\npublisher: Office of Pears\nevent_date: 2031-02-03\n"
        f"participants: Xi Jinping=CN, Jane Doe=JP\nevent_kind: video call\n---\n\n{EN[0]}\n",
        "utf-8",
    )
    draft = draft_from_file(file)
    assert (draft.side.value, draft.publisher.value) == ("JP", "Office of Pears")
    assert draft.new_event is not None
    assert draft.new_event.id == "2031-02-03-xi-doe"
    assert draft.new_event.kind is EventKind.VIDEO_CALL


def test_what_is_missing_is_named(library: Library, tmp_path: Path) -> None:
    vague = draft_from_text("Pears are ripe in the garden, and so are the plums. They fall by themselves.", library)
    with pytest.raises(InputError, match="side is not known"):
        save(library, vague)
    with pytest.raises(InputError, match="language is not known"):
        save(library, draft_from_text("Les poires du jardin sont mûres et les prunes aussi.", library), {"side": "FR"})
    for path in (tmp_path, tmp_path / "none.pdf"):
        with pytest.raises(InputError):
            draft_from_file(path)


def test_a_library_told_to_be_read_only_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "library.sqlite3"
    with Library.open(place) as library:
        library.save_event(Event("2031-02-04-xi-trump", date(2031, 2, 4), EventKind.CALL, ()))
    monkeypatch.setenv("READOUTS_READ_ONLY", "1")
    with Library.open(place) as library:
        assert library.read_only
        assert len(library.events()) == 1
        for change in (
            lambda: save(library, draft_from_text(MFA_CALL, library)),
            lambda: library.delete_event("2031-02-04-xi-trump"),
            library.undo,
        ):
            with pytest.raises(LibraryError, match="read-only"):
                change()
    monkeypatch.setenv("READOUTS_READ_ONLY", "0")
    with Library.open(place) as library:
        assert not library.read_only


def test_a_title_without_offices_names_both() -> None:
    draft = draft_from_text(f"Xi Jinping Speaks with Donald Trump\n\nFebruary 4, 2031\n\n{EN[0]}")
    assert [p.short for p in draft.participants.value] == ["Xi", "Trump"]
    assert draft.event_date.value == date(2031, 2, 4)


def test_who_writes_as_i_is_one_of_the_two() -> None:
    post = "I just had a call with President Vladimir Putin of Russia. Volodymyr Zelenskyy and Marco Rubio know."
    assert [p.short for p in draft_from_text(post).participants.value] == ["Trump", "Putin"]
    minister = (
        "On February 4, 2031, Wang Yi had a phone call with Marco Rubio. President Xi Jinping likes pears, he said."
    )
    assert [p.short for p in draft_from_text(minister, title="x").participants.value][:1] == ["Wang"]


def test_a_later_sentence_does_not_say_how_they_met() -> None:
    assert draft_from_text(f"{ZH_CALL}去年他们曾视频会晤。").event_kind.value is EventKind.CALL


@pytest.mark.parametrize(
    ("published", "day"), [("2031-02-05", date(2031, 2, 4)), ("2031-03-01", date(2031, 2, 28)), ("2031-03-03", None)]
)
def test_a_day_without_its_month_is_the_last_of_that_number(published: str, day: date | None) -> None:
    number = day.day if day else 31
    text = f"习近平主席{number}日晚同美国总统特朗普通电话。{ZH_CALL[6:]}"
    content = f"---\npublished_at: {published}\n---\n\n{text}".encode()
    draft = draft_from_bytes(content, name="a.md")
    assert draft.event_date.value == (day or date(2031, 3, 3))


def test_the_call_it_belongs_to_gives_year_and_kind(library: Library) -> None:
    first = save(library, draft_from_text(MFA_CALL.replace("phone call", "video call"), library))
    draft = draft_from_text(ZH_CALL, library)
    assert draft.event.value == first.readout.event_id
    assert (draft.event_date.value, draft.event_date.reason) == (date(2031, 2, 4), "the day of the call it belongs to")
    assert draft.event_kind.value is EventKind.VIDEO_CALL
    assert corrected(draft, {"event_kind": "meeting", "event": "new"}, library).event_kind.value is EventKind.MEETING


def test_a_comment_of_html_is_no_title() -> None:
    assert draft_from_text(f"<!-- begin -->\n\n{ZH_CALL}").title.value == ""


def test_what_is_here_keeps_its_data_unless_somebody_says_otherwise(library: Library) -> None:
    first = save(library, draft_from_text(MFA_CALL, library)).readout
    changes = len(library.history())
    assert save(library, draft_from_text(MFA_CALL, library)).outcome == "unchanged"
    with pytest.raises(InputError, match=f"is here already as {first.id}"):
        save(library, draft_from_text(MFA_CALL, library), {"side": "RU"})
    assert len(library.history()) == changes
    assert library.readout(first.id) == first
    titled = corrected(draft_from_text(MFA_CALL, library), {"title": "On the garden"}, library)
    assert save(library, titled).readout.title == "On the garden"


@pytest.mark.parametrize(
    "text",
    [
        "新加坡总理黄循财同美国总统特朗普通电话\n\n2031年2月4日\n\n黄循财总理今天同美国总统特朗普通电话，谈到梨。",
        "陳總統與美國總統川普通電話，談到梨和花園，並對國際關係交換意見。",
        "Телефонный разговор\n\nСостоялся разговор с Дональдом Трампом о грушах и о саде.",
    ],
)
def test_a_language_alone_does_not_tell_the_side(text: str) -> None:
    draft = draft_from_text(text)
    assert (draft.side.value, draft.side.confidence) == ("", 0.0)


def test_nobody_is_said_to_be_named_who_is_not() -> None:
    text = "新加坡总理黄循财同美国总统特朗普通电话。黄循财今天同特朗普谈到梨。"
    people = corrected(draft_from_text(text), {"side": "SG"}).participants
    assert "Xi" not in [p.short for p in people.value]
    own = draft_from_text("我同特朗普总统谈到梨。中方愿意照看花园。").participants
    assert [p.short for p in own.value] == ["Xi", "Trump"]
    assert "led that side then" in own.reason


def test_whose_account_it_is_wrote_the_post() -> None:
    content = (
        b"---\npublisher: Truth Social @realDonaldTrump\nside: US\nlanguage: en\nkind: post\n"
        b"published: 2025-01-17T15:00:00Z\n---\n\nI just spoke to President Xi of China. A very good call on pears!"
    )
    people = draft_from_bytes(content, name="post.md").participants.value
    assert [p.short for p in people] == ["Trump", "Xi"]


def test_who_published_a_post_is_asked_for(library: Library) -> None:
    draft = draft_from_text(POST, library)
    assert draft.publisher.value == "White House"
    said = {
        "kind": "post",
        "event": "new",
        "event_date": "2031-02-04",
        "participants": ["Xi Jinping=CN", "Jane Roe=US"],
    }
    assert corrected(draft, said, library).publisher.value == ""
    with pytest.raises(InputError, match="name it, such as"):
        save(library, draft, said)
    assert library.events() == []
    added = save(library, draft, said | {"publisher": "Truth Social @roe"})
    assert (added.readout.publisher, added.readout.kind) == ("Truth Social @roe", Kind.POST)


def test_another_text_is_a_version_only_where_its_publisher_is_named(library: Library) -> None:
    first = save(library, draft_from_text(MFA_CALL, library)).readout
    said = {"event": first.event_id, "side": first.side, "language": "en"}
    weather = draft_from_text("It rained all day. Children flew kites in the park until the evening came.", library)
    with pytest.raises(InputError, match="differs much from"):
        save(library, weather, said)
    named = corrected(weather, said | {"publisher": first.publisher}, library)
    assert save(library, named).outcome == "revision"


def test_the_id_of_a_new_event_is_the_same_whoever_came_first() -> None:
    def made(*people: str) -> Event | None:
        draft = draft_from_text("They spoke about pears.")
        return proposed_event(corrected(draft, {"event_date": "2031-02-04", "participants": list(people)}))

    for people, event_id in (
        (("Donald Trump=US", "Xi Jinping=CN"), "2031-02-04-xi-trump"),
        (("Donald Trump=US", "Vladimir Putin=RU"), "2031-02-04-putin-trump"),
        (("Vladimir Putin=RU", "Xi Jinping=CN"), "2031-02-04-xi-putin"),
    ):
        first, second = made(*people), made(*reversed(people))
        assert first is not None
        assert (first, first.id) == (second, event_id)
