"""A whole news programme: its items about leaders are found and cut out one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readouts.bulk import import_many
from readouts.errors import InputError
from readouts.fetch import Fetcher
from readouts.intake import corrected, draft_from_bytes, draft_from_url, save
from readouts.library import Library
from readouts.model import EventKind
from readouts.sources import broadcast
from tests.readouts.pages import ZH

HEADINGS = ("习近平同美国总统特朗普通电话", "梨园春早 各地忙刷篱笆", "李强会见法国总统马克龙", "全国篱笆工作会议召开")


def script(*headings: str, day: str = "20310205") -> str:
    """A programme of our own words, the items as paragraphs of Markdown, each with the link to its page."""
    contents = "\n\n".join(f"{n}.{h}；" for n, h in enumerate(headings, 1))
    items = "\n\n".join(
        f"### {h}\n\n**某社**（新闻联播）：2月4日晚，花园里的第{n}件事。{ZH[0]}\n\n{ZH[1]}\n\n"
        f"[查看原文](https://tv.cctv.com/2031/02/05/VIDE{n}.shtml)"
        for n, h in enumerate(headings, 1)
    )
    return f"# 《新闻联播》（{day}）\n\n## 新闻摘要\n\n{contents}\n\n## 详细新闻\n\n{items}\n"


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


def test_calls_stand_before_meetings_and_the_rest_is_there_to_choose() -> None:
    programme = broadcast.read(script(*reversed(HEADINGS)))
    assert programme is not None
    assert programme.day == date(2031, 2, 5)
    assert programme.proposed == (HEADINGS[0], HEADINGS[2])
    assert {c.heading for c in programme.choices} == set(HEADINGS)


def test_one_item_is_cut_out_with_its_own_address_and_day(library: Library) -> None:
    draft = draft_from_bytes(script(*HEADINGS).encode(), name="20310205.md", library=library)
    assert draft.title.value == HEADINGS[0]
    assert draft.text.count("花园里的第") == 1
    assert "查看原文" not in draft.text
    assert draft.url == "https://tv.cctv.com/2031/02/05/VIDE1.shtml"
    assert (draft.side.value, draft.publisher.value, draft.language.value) == ("CN", "CCTV", "zh")
    assert (draft.published.value.text, draft.event_date.value) == ("2031-02-05", date(2031, 2, 4))
    assert any(HEADINGS[2] in note for note in draft.notes)
    assert [c.heading for c in draft.items if c.proposed] == [HEADINGS[0], HEADINGS[2]]
    assert corrected(draft, {"title": "x"}, library).items == draft.items


def test_an_item_is_named_by_words_of_its_heading() -> None:
    content = script(*HEADINGS).encode()
    assert draft_from_bytes(content, name="a.md", item="马克龙").title.value == HEADINGS[2]
    with pytest.raises(InputError, match="Several items"):
        draft_from_bytes(content, name="a.md", item="篱笆")
    with pytest.raises(InputError, match="No item"):
        draft_from_bytes(content, name="a.md", item="西瓜")
    with pytest.raises(InputError, match="no news programme"):
        draft_from_bytes(ZH[0].encode(), name="a.md", item="西瓜")


def test_other_markdown_is_no_programme() -> None:
    assert broadcast.read("# Call of the year (20310205)\n\n### One\n\ntext") is None
    assert broadcast.read("# 《新闻联播》（20311399）\n\n### 一\n\n### 二\n") is None
    assert broadcast.read("### One\n\n### Two\n") is None


def test_items_may_be_lines_of_html() -> None:
    content = script(*HEADINGS).replace("**某社**", "<p><strong>某社</strong>").replace(ZH[1], f"{ZH[1]}</p>").encode()
    draft = draft_from_bytes(content, name="20310205.md")
    assert draft.title.value == HEADINGS[0]
    assert draft.text.startswith("某社")


def test_an_import_takes_what_is_about_leaders_and_says_where_nothing_is(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "20310205.md").write_text(script(*HEADINGS), "utf-8")
    (folder / "20310206.md").write_text(script(*HEADINGS[1::2], day="20310206"), "utf-8")
    done = import_many(library, folder)
    assert (done.added, done.skipped_count) == (2, 1)
    assert "none of the 2 items" in done.skipped[0].reason
    assert {(e.date, e.kind) for e in library.events()} == {
        (date(2031, 2, 4), EventKind.CALL),
        (date(2031, 2, 4), EventKind.MEETING),
    }
    assert {r.title for r in library.readouts()} == {HEADINGS[0], HEADINGS[2]}
    assert import_many(library, folder).unchanged == 2


def test_from_an_address(library: Library, tmp_path: Path) -> None:
    place = tmp_path / "mirror" / "news.example" / "20310205.md"
    place.parent.mkdir(parents=True)
    place.write_text(script(*HEADINGS), "utf-8")
    fetcher = Fetcher(tmp_path / "mirror")
    draft = draft_from_url("https://news.example/20310205.md", fetcher, library, item="马克龙")
    assert (draft.title.value, draft.source_url) == (HEADINGS[2], "https://news.example/20310205.md")
    assert save(library, draft).outcome == "added"


@pytest.mark.corpus
def test_real_programmes_each_propose_their_call(shared: Path) -> None:
    found = {}
    for file in sorted((shared / "corpus" / "mirror" / "raw.githubusercontent.com").rglob("news/*.md")):
        programme = broadcast.read(file.read_text("utf-8"))
        assert programme is not None, file.name
        found[file.stem] = programme.proposed
    assert set(found) == {"20220319", "20240403", "20250224", "20250606", "20251125", "20260204", "20260205"}
    for day, proposed in found.items():
        if day != "20260204":
            assert "习近平同" in proposed[0], day
            assert "通" in proposed[0], day
