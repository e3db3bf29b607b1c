"""A new text from the clipboard, an address and a file: guessed, corrected, looked at, saved, compared."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from readouts.bulk import import_many
from readouts.library import Library
from tests.browser import texts, texts_over_time
from tests.browser.conftest import Server, Visit, choose, redrawn, serving
from tests.browser.test_pages import axe
from tests.browser.texts import CN_EN, TRAPS
from tests.browser.texts_over_time import EDITED_ZH, NOW, PASTED
from tests.readouts.test_broadcast import HEADINGS, script
from tests.readouts.test_bulk import markdown

PAGE = f"""<html><head><title>Chen Wei speaks with Jane Roe</title></head><body><nav>Home | About</nav><article>
<h1>Chen Wei speaks with Jane Roe</h1><p>June 3, 2031</p>
{"".join(f"<p>{p}</p>" for p in CN_EN.replace("May 6", "June 3").split(chr(10)) if p)}
<p>Trap: {TRAPS[3]} &lt;img src=x onerror=window.cracked=1&gt;</p></article><footer>Share this</footer></body></html>"""


PEOPLE = "Chen Wei=CN, Jane Roe=US"
POSTS = [
    {
        "id": str(number),
        "created_at": f"2031-05-{day:02d}T16:00:00Z",
        "content": f"<p>{words}</p>",
        "url": f"https://truthsocial.com/@realDonaldTrump/{number}",
    }
    for number, day, words in (
        (126800000000000003, 8, "The pears are ripe, and nothing else is new *today*!"),
        (
            126800000000000002,
            7,
            "I just had a very good call with President Chen Wei of China about pears &amp; trade.",
        ),
        (126800000000000001, 2, "RT @somebody a good call about pears"),
    )
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("add")
    texts_over_time.fill(folder / "library.sqlite3")
    page = folder / "mirror" / "example.org" / "news" / "call.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    posts = folder / "mirror" / "ix.cnn.io" / "data" / "truth-social" / "truth_archive.json"
    posts.parent.mkdir(parents=True)
    posts.write_text(json.dumps(POSTS), "utf-8")
    with serving(folder / "library.sqlite3", mirror=folder / "mirror") as running:
        yield running


def _day(page: Page, field: str, year: str, month: str, day: str) -> None:
    for part, value in (("year", year), ("month", month), ("day", day)):
        page.get_by_role("spinbutton", name=f"{part}, {field}").click()
        page.keyboard.type(value)
    page.keyboard.press("Enter")


def test_paste_correct_save_and_stand_side_by_side(visiting: Callable[..., Visit], desk: Server) -> None:
    tab = visiting(desk)
    page = tab.open("add")
    page.get_by_text("Paste the text").click()
    page.get_by_role("textbox", name="Text", exact=True).fill(PASTED)
    begun = time.monotonic()
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert").first).to_contain_text("U+200B")
    expect(page.get_by_role("combobox", name="Call", exact=True)).to_have_value("A new call …")
    expect(page.locator(".why", has_text="Chinese characters")).to_contain_text("sure")
    _day(page, "Day of the call", "2031", "05", "20")
    people = page.get_by_label("Who took part")
    people.fill("Chen Wei=CN, Jane Roe=US")
    page.keyboard.press("Enter")
    choose(page, "Side", "CN · China")
    preview = page.locator(".preview")
    expect(preview).to_contain_text("Taiwan (1)")
    expect(preview).to_contain_text("3 statements")
    expect(page.locator(".why.said").first).to_contain_text("as you say")
    assert axe(page) == []
    page.get_by_role("button", name="Save and compare").click()
    page.wait_for_url("**/side-by-side?event=2031-05-20-chen-roe")
    expect(page.locator(".column")).to_contain_text("台湾问题排在所有问题之前")
    assert time.monotonic() - begun < 30
    expect(page.locator(".said")).to_contain_text("Saved as a new publication")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("Taken back")
    with Library.open(desk.library, read_only=True) as library:
        assert "2031-05-20-chen-roe" not in {e.id for e in library.events()}


def test_corrections_outlive_another_page_and_another_way(visiting: Callable[..., Visit], desk: Server) -> None:
    tab = visiting(desk)
    page = tab.open("add")
    page.get_by_text("Paste the text").click()
    words = "The pears are ripe.\n\nThe two of them said that the garden gate stays open until the pears are in."
    box = page.get_by_role("textbox", name="Text", exact=True).first
    box.fill(words)
    page.get_by_role("button", name="Read it").click()
    _day(page, "Day of the call", "2031", "05", "21")
    for field, value in (("Who took part", PEOPLE), ("Title", "A title of mine"), ("Publisher", "Ministry")):
        page.get_by_label(field).fill(value)
        page.keyboard.press("Enter")
        redrawn(page)
    choose(page, "Side", "CN · China")

    def kept() -> None:
        expect(page.get_by_label("Title")).to_have_value("A title of mine")
        expect(page.get_by_label("Who took part")).to_have_value(PEOPLE)
        expect(page.get_by_role("combobox", name="Side", exact=True)).to_have_value("CN · China")
        expect(page.get_by_role("spinbutton", name="day, Day of the call")).to_have_text("21")
        expect(box).to_have_value(words)

    kept()
    page.get_by_role("navigation").get_by_role("link", name="Library").click()
    page.wait_for_url("**/library*")
    tab.settled()
    page.go_back()
    page.wait_for_url("**/add*")
    tab.settled()
    kept()
    page.get_by_text("From a file").click()
    expect(page.get_by_test_id("stFileUploaderDropzoneInput")).to_be_attached()
    redrawn(page)
    page.get_by_text("Paste the text").click()
    kept()
    # Once saved, the fields begin anew.
    page.get_by_role("button", name="Save and compare").click()
    page.wait_for_url("**/side-by-side?event=2031-05-21-chen-roe")
    tab.settled()
    page.get_by_role("navigation").get_by_role("link", name="Add").click()
    tab.settled()
    page.get_by_text("Paste the text").click()
    expect(box).to_have_value("")
    box.fill("Another text about pears\n\nThe garden gate stays open, and the pears are ripe, said the two of them.")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Publisher")).to_have_value("")
    expect(page.get_by_label("Title")).to_have_value("Another text about pears")
    choose(page, "Call", "A new call …")
    expect(page.get_by_label("Who took part")).to_have_value("")


def test_from_an_address(visiting: Callable[..., Visit], desk: Server) -> None:
    page = visiting(desk).open("add")
    page.get_by_label("Address of the page").fill("https://example.org/none")
    page.get_by_role("button", name="Fetch it").click()
    expect(page.get_by_role("alert")).to_contain_text("paste its text")
    page.get_by_label("Address of the page").fill("https://example.org/news/call.html")
    page.get_by_role("button", name="Fetch it").click()
    expect(page.get_by_label("Title")).to_have_value("Chen Wei speaks with Jane Roe")
    expect(page.get_by_label("Address", exact=True)).to_have_value("https://example.org/news/call.html")
    choose(page, "Call", "2031-05-06")
    choose(page, "Side", "CN · China")
    page.get_by_label("Publisher").fill("Wire service")
    page.keyboard.press("Enter")
    preview = page.locator(".preview")
    expect(preview).to_contain_text(TRAPS[3])
    expect(preview).to_contain_text(TRAPS[0])
    expect(preview).not_to_contain_text("Share this")
    page.get_by_role("button", name="Save and compare").click()
    page.wait_for_url(f"**/side-by-side?event={NOW}")
    expect(page.locator(".column", has_text="Wire service")).to_contain_text("widen trade")
    assert page.evaluate("window.cracked") is None


def test_a_file_that_is_a_new_version_shows_what_differs(visiting: Callable[..., Visit], desk: Server) -> None:
    page = visiting(desk, width=390).open("add")
    page.get_by_text("From a file").click()
    later = EDITED_ZH.replace("她十分尊敬陈伟主席", "她尊敬陈伟主席")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "readout.txt", "mimeType": "text/plain", "buffer": later.encode()}
    )
    choose(page, "Call", "2031-05-06")
    repeats = page.locator(".repeats")
    expect(repeats.first).to_contain_text("Much the same words are here already")
    expect(repeats.locator("del")).to_have_text(re.compile("十分尊敬"))
    expect(repeats.locator("ins")).to_have_text(re.compile("罗伊表示，她尊敬"))
    expect(page.get_by_role("combobox", name="Publication", exact=True)).to_have_value(re.compile("Foreign Ministry"))
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth")
    page.get_by_role("button", name="Save and compare").click()
    expect(page.locator(".said")).to_contain_text("Saved as revision 3")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("Taken back: revision 3")
    with Library.open(desk.library, read_only=True) as library:
        assert len(library.readout("o-now").revisions) == 2


def test_a_listed_publication_gets_its_text(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite3"
    texts.fill(library)
    with serving(library) as server:
        page = visiting(server).open(f"?event={texts.CALL}")
        page.get_by_role("link", name="add its text").click()
        page.get_by_role("textbox", name="Text", exact=True).fill("President Roe agreed to visit China in September.")
        page.get_by_role("button", name="Read it").click()
        expect(page.get_by_role("combobox", name="Call", exact=True)).to_have_value(re.compile("2031-05-06"))
        expect(page.get_by_role("combobox", name="Publication", exact=True)).to_have_value(
            re.compile("Facts of the call")
        )
        page.get_by_role("button", name="Save and compare").click()
        expect(page.locator(".said")).to_contain_text("Saved as")
        page.get_by_role("navigation").get_by_role("link", name="Call").click()
        row = page.locator(".release li", has_text="Facts of the call")
        expect(row).to_contain_text("fact sheet · English · 8 words · 1 statement")


def test_from_the_archive_of_posts(visiting: Callable[..., Visit], desk: Server) -> None:
    page = visiting(desk, width=390, scheme="dark").open("add")
    page.get_by_text("From the post archive").click()
    page.get_by_role("button", name="Find posts").click()
    expect(page.get_by_role("alert")).to_contain_text("Give words of the post, its day, or both.")
    words = page.get_by_label("Words of the post")
    words.fill("melons")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Find posts").click()
    expect(page.get_by_text("No post of the archive has “melons”.")).to_be_visible()
    words.fill("good call pears")
    _day(page, "Day in Washington", "2031", "05", "07")
    page.get_by_role("button", name="Find posts").click()
    found = page.locator("[role=radiogroup] label:has(input[type=radio])")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("7 May 2031, 12:00 in Washington: I just had a very good call")
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert axe(page) == []
    expect(page.get_by_role("button", name="Take this post")).to_be_disabled()
    found.click()
    page.get_by_role("button", name="Take this post").click()
    expect(page.get_by_label("Publisher")).to_have_value("Truth Social @realDonaldTrump")
    expect(page.get_by_text("Read as post of the public archive")).to_be_visible()
    expect(page.get_by_label("Address", exact=True)).to_have_value(POSTS[1]["url"])
    choose(page, "Call", "2031-05-06")
    choose(page, "Publication", "One that is not listed yet")
    expect(page.locator(".preview")).to_contain_text("about pears & trade")
    page.get_by_role("button", name="Save and compare").click()
    page.wait_for_url(f"**/side-by-side?event={NOW}")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("Taken back")


def test_an_item_is_chosen_out_of_a_news_programme(visiting: Callable[..., Visit], desk: Server) -> None:
    page = visiting(desk).open("add")
    page.get_by_text("From a file").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "20310205.md", "mimeType": "text/markdown", "buffer": script(*HEADINGS).encode()}
    )
    item = page.get_by_role("combobox", name=re.compile("news programme of 4 items"))
    expect(item).to_have_value(f"{HEADINGS[0]} · about leaders")
    expect(page.get_by_label("Title")).to_have_value(HEADINGS[0])
    item.click()
    page.get_by_role("option", name=HEADINGS[2]).click()
    redrawn(page)
    expect(page.get_by_label("Title")).to_have_value(HEADINGS[2])
    expect(page.get_by_role("combobox", name="How they met", exact=True)).to_have_value("meeting")
    expect(page.get_by_label("Address", exact=True)).to_have_value("https://tv.cctv.com/2031/02/05/VIDE3.shtml")


def test_the_side_shows_the_last_changes_and_takes_an_import_back_as_one(
    visiting: Callable[..., Visit], tmp_path: Path
) -> None:
    library, folder = tmp_path / "library.sqlite3", tmp_path / "many"
    texts.fill(library)
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.md").write_text(markdown(number), "utf-8")
    with Library.open(library) as opened:
        before = opened.counts()["readouts"]
        import_many(opened, folder, batch=2)
        assert opened.counts()["readouts"] == before + 9
    with serving(library) as server:
        page = visiting(server).open("add")
        newest = page.locator(".aside.newest li")
        expect(newest).to_contain_text("Import: many, 9 texts")
        expect(page.locator(".aside", has_text="Whose pages are known")).to_contain_text("Kremlin")
        assert axe(page) == []
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".said")).to_contain_text("Taken back: import many (9 texts).")
        expect(newest).not_to_contain_text("many")
        with Library.open(library, read_only=True) as opened:
            assert opened.counts()["readouts"] == before
        page.locator(".aside", has_text="Listed, without a text").get_by_role("link").first.click()
        expect(page.get_by_text("A text for")).to_be_visible()
        # What another did meanwhile is not taken back unseen.
        page = visiting(server).open("add")
        with Library.open(library) as opened:
            opened.delete(opened.readouts()[0].id)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".said")).to_contain_text("Not undone: the library was changed since")
