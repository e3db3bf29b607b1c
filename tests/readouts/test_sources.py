"""Sources: files of each archive's structure in our own words; and the archives as they are, where they are at hand."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readouts.errors import SourceError
from readouts.sources import SOURCES, extract
from readouts.sources.extracted import html_text
from readouts.sources.kremlin_csv import read_page, without_cards
from readouts.sources.parquet import rows
from readouts.sources.posts import repair
from tests.readouts import files

# A daily script

SCRIPT = """# 《晚间节目》（20310506）

## 新闻摘要

1.林浩同德国总理通电话；

## 详细新闻

### 林浩同德国总理通电话

<!--start-->

**本台消息**（晚间节目）：5月6日晚，两人通了话。

双方谈了天气。

<!--end-->

[查看原文](https://tv.example/2031/05/06/one.shtml)

### 国内快讯

<p><strong>本台消息</strong>（晚间节目）：第一条。</p><p>第二条 &amp; 其他。</p>

[查看原文](https://tv.example/2031/05/06/two.shtml)
""".encode()


def test_an_item_of_a_script_is_found_by_its_heading():
    found = extract("cctv_markdown", SCRIPT, {"heading": "林浩同德国总理通电话"})
    assert found.text == "本台消息（晚间节目）：5月6日晚，两人通了话。\n\n双方谈了天气。"
    assert found.title == "林浩同德国总理通电话"
    assert found.url == "https://tv.example/2031/05/06/one.shtml"
    assert found.dropped[:2] == ("<!--start-->", "<!--end-->")
    assert "查看原文" not in found.text


def test_an_item_in_html_reads_like_one_in_markdown():
    found = extract("cctv_markdown", SCRIPT.replace(b"\n", b"\r\n"), {"heading": " 国内快讯"})
    assert found.text == "本台消息（晚间节目）：第一条。\n\n第二条 & 其他。"


def test_a_heading_that_is_not_there_names_those_that_are():
    with pytest.raises(SourceError, match=r"nearest of 2: '林浩同德国总理通电话'"):
        extract("cctv_markdown", SCRIPT, {"heading": "林浩同德国总统通电话"})
    with pytest.raises(SourceError, match="there is nothing in it"):
        extract("cctv_markdown", b"# nothing", {"heading": "x"})
    with pytest.raises(SourceError, match="'heading' is missing"):
        extract("cctv_markdown", SCRIPT, {})
    with pytest.raises(SourceError, match=r"not UTF-8 \(byte 0 is 0xff\)"):
        extract("cctv_markdown", b"\xff\xfe", {"heading": "x"})


# Statements with front matter

STATEMENT = """---
date: '2031-05-06'
published_time: 2031-05-06 14:39:40-04:00
source_url: https://house.example/statement/
title: "Readout of the President\\u2019s Call\\
  \\ with\\_Chancellor Weber"
---
 
The President spoke today with Chancellor Weber.  They talked about
the weather in **both** capitals, [and](https://house.example/x) on
snow.  
   
They agreed to \\*talk\\* on the 21<sup>st</sup> &
later:

-   first about rain, which falls
    often,
-   then about hail.

2050 is far.

\\###
"""


def test_a_statement_is_unwrapped():
    found = extract("whitehouse_markdown", STATEMENT.encode(), {"front_matter": True})
    assert found.text.split("\n\n") == [
        "The President spoke today with Chancellor Weber. They talked about the weather in both capitals, and on snow.",
        "They agreed to *talk* on the 21st & later:",
        "- first about rain, which falls often,\n- then about hail.",
        "2050 is far.",
    ]
    assert found.title == "Readout of the President’s Call with Chancellor Weber"
    assert found.published_at == datetime(2031, 5, 6, 14, 39, 40, tzinfo=timezone(timedelta(hours=-4)))
    assert found.url == "https://house.example/statement/"
    assert found.dropped == ("\\###",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"No front matter.", "no front matter"),
        (b"---\n- a\n---\nText.", "holds no fields"),
        (b"---\na: [\n---\nText.", "is no YAML"),
        (b"---\ntitle: x\n---\n\n\\###\n", "no text at this place"),
    ],
)
def test_what_is_no_statement_is_said(content: bytes, message: str):
    with pytest.raises(SourceError, match=message):
        extract("whitehouse_markdown", content, {})


def test_a_time_without_zone_is_no_exact_time():
    content = b"---\npublished_time: 2031-05-06 14:39:40\n---\nText."
    assert extract("whitehouse_markdown", content, {}).published_at is None


# Posts

POSTS = [
    {"id": "115000000000000001", "created_at": "2031-05-06T14:28:28.120Z", "text": "Good call — very good!"},
    {"id": "115000000000000002", "created_at": "", "text": "Thereâ\x80\x99s rain.", "url": "https://posts.example/2"},
    {
        "id": "115000000000000003",
        "created_at": "2031-05-07T00:00:00Z",
        "content": "<p>One.<br>Two &amp; 3.</p><p>End</p>",
    },
]


def jsonl() -> bytes:
    return "\n".join([json.dumps(POSTS[0]), "{broken", "", json.dumps(POSTS[1]), "[]", json.dumps(POSTS[2])]).encode()


def parquet(**changes) -> bytes:
    rows = [{"created_at": datetime(2031, 5, 6, tzinfo=UTC), "content": "", "text": "", **p} for p in POSTS]
    for row in rows:
        row["created_at"] = datetime(2031, 5, 6, 14, tzinfo=UTC)
    buffer = io.BytesIO()
    table = pa.Table.from_pylist(rows)
    pq.write_table(table.rename_columns([changes.get(name, name) for name in table.column_names]), buffer)
    return buffer.getvalue()


def test_a_post_in_every_form():
    locator = {"id": "115000000000000001", "text_field": "text"}
    for source, content in (("posts_jsonl", jsonl()), ("posts_json", json.dumps(POSTS).encode())):
        found = extract(source, content, locator)
        assert found.text == "Good call — very good!"
        assert found.published_at == datetime(2031, 5, 6, 14, 28, 28, 120000, tzinfo=UTC)
        assert found.notes == ()
    assert extract("posts_parquet", parquet(), locator).text == "Good call — very good!"
    assert extract("posts_parquet", parquet(), locator).published_at == datetime(2031, 5, 6, 14, tzinfo=UTC)


def test_a_post_in_html_is_read_by_paragraph():
    for locator in ({"id": POSTS[2]["id"]}, {"id": POSTS[2]["id"], "text_field": "content (HTML)"}):
        found = extract("posts_json", json.dumps(POSTS).encode(), locator)
        assert found.text == "One.\nTwo & 3.\n\nEnd"


def test_misread_letters_are_repaired_and_the_id_tells_the_time():
    found = extract("posts_jsonl", jsonl(), {"id": POSTS[1]["id"]})
    assert found.text == "There’s rain."
    assert found.notes == ("UTF-8 read as Latin-1 once: repaired",)
    assert found.url == "https://posts.example/2"
    moment = int(POSTS[1]["id"]) >> 16
    assert found.published_at == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)


@pytest.mark.parametrize("source", ["posts_jsonl", "posts_json", "posts_parquet"])
def test_a_post_that_is_not_there_names_the_nearest(source: str):
    content = {"posts_jsonl": jsonl(), "posts_json": json.dumps(POSTS).encode(), "posts_parquet": parquet()}[source]
    with pytest.raises(SourceError, match=r"no post 115000000000000009; nearest of 3: 115000000000000003"):
        extract(source, content, {"id": "115000000000000009", "text_field": "text"})


@pytest.mark.parametrize(
    ("source", "content", "locator", "message"),
    [
        ("posts_json", b"{}", {"id": "1"}, "no list of posts"),
        ("posts_json", b"[" * 100_000, {"id": "1"}, "no JSON"),
        ("posts_json", json.dumps(POSTS).encode(), {"id": POSTS[0]["id"]}, "no text in 'content'; it has id"),
        ("posts_jsonl", b"", {"id": "1"}, "no post at all"),
        ("posts_parquet", b"PAR1nonsense", {"id": "1"}, "no Parquet table"),
        ("posts_parquet", parquet(text="words"), {"id": "1"}, "no column 'text'; it has .*words"),
    ],
)
def test_what_is_no_archive_of_posts_is_said(source: str, content: bytes, locator: dict, message: str):
    with pytest.raises(SourceError, match=message):
        extract(source, content, locator)


@pytest.mark.parametrize("text", ["café", "“quoted” — and so on…", "中文", "Привет", "plain", "£5 â"])
def test_letters_that_are_meant_stay(text: str):
    assert repair(text) == (text, ())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0xFFFF), min_size=1))
def test_the_repair_undoes_the_damage(text: str):
    if text.isascii():
        return
    damaged = text.encode().decode("latin-1")
    assert repair(damaged)[0] == text


# Pages of a presidency in CSV

PERSON = "Петров Иван Сергеевич Министр погоды Российской Федерации"
PAGE = (
    "События Разговор о погоде Состоялся разговор о погоде. 6 мая 2031 года 20:15 Москва, Кремль "
    f"Президент встретился с Иваном Петровым {PERSON} и обсудил дождь. География – это тоже наука. "
    "В.Путин: Спасибо. И.Петров "
    f"{PERSON} : Не за что (смеётся). Смотрите также Разговор о снеге 1 мая 2031 года "
    "География Германия Темы Погода Лица Петров Иван Сергеевич Статус материала Опубликован в разделе: Новости "
    "Дата публикации: 6 мая 2031 года, 20:15 Ссылка на материал: kremlin.ru/d/1 Текстовая версия"
)


def kremlin(pages: dict[str, str], field: str = "article_full_text_1") -> bytes:
    rows = [f"title,url,{field},article_full_text_2"]
    for url, page in pages.items():
        half = len(page) // 2
        rows.append(f'Разговор о погоде,{url},"{page[:half]}","{page[half:]}"')
    return "\ufeff".encode() + "\n".join(rows).encode()


def test_a_page_is_freed_of_its_furniture():
    content = kremlin({"http://kremlin.example/news/11": "x", "http://kremlin.example/news/1": PAGE})
    found = extract("kremlin_csv", content, {"url_ends_with": "1", "text_field": "article_full_text_1"})
    assert found.text == (
        "Состоялся разговор о погоде.\n\n"
        "Президент встретился с Иваном Петровым и обсудил дождь. География – это тоже наука. "
        "В.Путин: Спасибо. И.Петров: Не за что (смеётся)."
    )
    assert found.title == "Разговор о погоде"
    assert found.published_at == datetime(2031, 5, 6, 20, 15, tzinfo=timezone(timedelta(hours=3)))
    assert found.url == "http://kremlin.example/news/1"
    assert "События" in found.dropped
    assert "Москва, Кремль" in found.dropped
    assert found.dropped.count(PERSON) == 2
    assert found.dropped[0].startswith("Смотрите также Разговор о снеге")


def test_nothing_of_a_page_is_lost():
    found = read_page("Разговор о погоде", PAGE)
    words = re.findall(r"\w+", PAGE)
    kept = re.findall(r"\w+", " ".join([found.text, *found.dropped]))
    assert sorted(words) == sorted(kept)


@pytest.mark.parametrize(
    ("text", "people", "clean", "card"),
    [
        (
            "с Председателем Лин Хао Лин Хао Председатель КНР проведён обмен мнениями",
            "Лин Хао",
            "с Председателем Лин Хао проведён обмен мнениями",
            "Лин Хао Председатель КНР",
        ),
        (
            "Анна Майер Майер Анна Канцлер Германии обменялись поздравлениями",
            "Майер Анна",
            "Анна Майер обменялись поздравлениями",
            "Майер Анна Канцлер Германии",
        ),
        (
            "Анна Майер Майер Анна Канцлер Германии в свою очередь ответила",
            "Майер Анна",
            "Анна Майер в свою очередь ответила",
            "Майер Анна Канцлер Германии",
        ),
        (
            "Пётр Котов Котов Пётр Ильич министр труда и Генеральный прокурор Олег Белов",
            "",
            "Пётр Котов и Генеральный прокурор Олег Белов",
            "Котов Пётр Ильич министр труда",
        ),
        (
            "А.Майер Майер Анна Канцлер Германии (как переведено) : Благодарю",
            "Майер Анна",
            "А.Майер (как переведено) : Благодарю",
            "Майер Анна Канцлер Германии",
        ),
    ],
)
def test_a_card_ends_where_the_sentence_goes_on(text: str, people: str, clean: str, card: str):
    assert without_cards(text, people) == (clean, (card,))


@pytest.mark.parametrize(
    "text",
    [
        "Президент поздравил Анну Майер. Майер Анна ответила",
        "Иван Петров и Петров Иван Сергеевич",
        "день за днём, шаг за шагом Шаг вперёд",
    ],
)
def test_names_that_are_no_cards_stay(text: str):
    assert without_cards(text, "") == (text, ())


def test_an_address_must_end_with_the_whole_number():
    content = kremlin({"http://kremlin.example/news/7111": PAGE})
    with pytest.raises(SourceError, match=r"no page ends with '111'; nearest of 1: '7111'"):
        extract("kremlin_csv", content, {"url_ends_with": "111"})
    with pytest.raises(SourceError, match=r"lacks the columns .* it has a, b"):
        extract("kremlin_csv", b"a,b\n1,2\n", {"url_ends_with": "1"})


# Any page

ARTICLE = """<!doctype html><html lang="en"><head><title>Readout of a call | Ministry</title>
<meta property="article:published_time" content="2031-05-06T23:40:00+08:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Readout of a call</h1>
<p>On the evening of May 6, President Lin Hao spoke with Chancellor Ida Weber about the weather in both capitals.</p>
<p>President Lin noted that rain had fallen in the north for nine days, and that the harvest would be late.</p>
<p>Chancellor Weber said that snow was expected in the mountains, and that she hoped for a calm summer all the same.</p>
</article><script>steal()</script><footer>Copyright Ministry. All rights reserved. Contact us.</footer></body></html>"""


def test_a_page_gives_its_main_text():
    found = extract("page", ARTICLE.encode(), {"url": "https://ministry.example/1.html"})
    assert found.title.startswith("Readout of a call")
    assert found.published_at == datetime(2031, 5, 6, 23, 40, tzinfo=timezone(timedelta(hours=8)))
    assert "nine days" in found.text
    assert found.text.count("\n\n") >= 2
    for furniture in ("Home", "steal", "Copyright"):
        assert furniture not in found.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no text|cannot be read"),
        (b"%PDF-1.7 ...", "holds a PDF"),
        (b"<html><body></body></html>", "no text"),
        (
            b"<html><body><article><p>Just a moment... We check that you are no robot before we let you in. Please"
            b" enable JavaScript and cookies to continue to the site you asked for.</p></article></body></html>",
            "keeps programs out",
        ),
    ],
)
def test_a_page_without_a_text_is_said_to_be_one(content: bytes, message: str):
    with pytest.raises(SourceError, match=message):
        extract("page", content, {})


def test_html_becomes_paragraphs():
    assert (
        html_text("a<p>b  c<br/>d</p><script>x</script><div>e &lt; f</div>g<!-- h --> i")
        == "a\n\nb c\nd\n\ne < f\n\ng i"
    )
    assert html_text(" ") == ""
    framed = "<!DOCTYPE html><html><head></head><frameset><p>pears</p></frameset></html>"
    assert html_text(framed) == "pears"
    assert html_text("<!DOCTYPE <") == ""


def test_a_table_that_lies_about_its_rows_ends_its_reader_alone() -> None:
    # Memory is set aside by these counts: 300 rows, as a file writes that number, made 8,172 in one place or another.
    honest = files.parquet([{"id": str(number), "text": "pears"} for number in range(300)])
    assert len(list(rows(io.BytesIO(honest)))) == 300
    refused = 0
    for place in re.finditer(re.escape(b"\xd8\x04"), honest):
        lying = honest[: place.start()] + b"\xd8\x7f" + honest[place.end() :]
        try:
            assert len(list(rows(io.BytesIO(lying)))) == 300
        except SourceError as error:
            refused += bool(str(error))
    assert refused >= 2


def test_rows_of_a_table_are_values_of_json() -> None:
    moment = datetime(2031, 2, 4, 21, 30, tzinfo=UTC)
    (row,) = rows(io.BytesIO(files.parquet([{"id": 7, "at": moment, "raw": b"pears"}])))
    assert row == {"id": 7, "at": "2031-02-04 21:30:00+00:00", "raw": "pears"}
    with pytest.raises(SourceError, match="no Parquet table"):
        list(rows(io.BytesIO(b"PAR1nonsense")))
    unfinished = rows(io.BytesIO(files.parquet([{"id": n} for n in range(5000)])))
    assert next(unfinished) == {"id": 0}
    unfinished.close()


# All of them


def test_an_unknown_source_names_the_known():
    with pytest.raises(SourceError, match="known are cctv_markdown, whitehouse_markdown"):
        extract("os", b"", {})


@pytest.mark.parametrize("source", SOURCES)
@settings(max_examples=60, deadline=None)
@given(
    content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | st.just(gzip.compress(b"x" * 99)),
    value=st.text(max_size=10) | st.none() | st.integers(),
)
def test_bytes_of_any_kind_are_read_or_refused(source: str, content: bytes, value: object):
    locator = dict.fromkeys(("heading", "id", "url_ends_with", "text_field"), value)
    try:
        found = extract(source, content, locator)
    except SourceError:
        return
    assert found.text.strip()


# The archives as they are


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def held_pins(shared: Path) -> list[dict]:
    pins = json.loads((shared / "corpus" / "pins.json").read_text())
    mirror = shared / "corpus" / "mirror"
    return [pin | {"path": p} for pin in pins if (p := mirror / pin["url"].removeprefix("https://")).exists()]


def source_of(pin: dict) -> str:
    by_locator = {"front_matter": "whitehouse_markdown", "heading": "cctv_markdown", "url_ends_with": "kremlin_csv"}
    found = next((name for key, name in by_locator.items() if key in pin["locator"]), "")
    return found or f"posts_{pin['path'].suffix[1:]}"


def reference(shared: Path, pin: dict) -> str | None:
    """The event's text in the folder of texts, or None where it is not one of those."""
    makers = {"cctv_markdown": "cctv", "whitehouse_markdown": "whitehouse", "kremlin_csv": "kremlin"}
    maker = makers.get(source_of(pin), "truthsocial")
    names = pin["event"][11:].title()
    pattern = f"{pin['event'][:10]}_{names}_*__{pin['side']}.{pin['language']}.{maker}.txt"
    found = list((shared / "corpus" / "texts").glob(pattern))
    assert len(found) <= 1
    return found[0].read_text("utf-8") if found else None


@pytest.mark.corpus
def test_every_pinned_file_at_hand_gives_the_official_text(shared: Path):
    compared = 0
    for pin in held_pins(shared):
        found = extract(source_of(pin), pin["path"].read_bytes(), pin["locator"])
        expected = reference(shared, pin)
        if expected is None:
            assert len(found.text) > 200
            continue
        compared += 1
        expected = re.sub(r"<!--.*?-->|\\###", "", expected)
        if pin["side"] != "RU":
            assert squeezed(found.text) == squeezed(expected), pin["event"]
            continue
        # The pages of the presidency are in the folder with their furniture; text and what was dropped are all of it.
        assert sorted(squeezed(expected)) == sorted(squeezed(found.text + "".join(found.dropped))), pin["event"]
        for paragraph in found.text.split("\n\n"):
            for sentence in paragraph.split(". ")[1:]:
                assert sentence.rstrip(".") in expected
    assert compared == 14


@pytest.mark.corpus
def test_every_statement_of_the_large_folder_is_read(shared: Path):
    files = sorted((shared / "corpus" / "bulk" / "whitehouse").glob("*.md"))
    assert len(files) > 200
    for file in files:
        found = extract("whitehouse_markdown", file.read_bytes(), {})
        assert found.title
        assert found.published_at is not None, file.name
        assert "###" not in found.text
        assert not re.search(r"\\[*_#]|</?[a-z]+>|\]\(", found.text), file.name
