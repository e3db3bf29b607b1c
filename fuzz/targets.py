"""What is fuzzed: for each parser a function of bytes, which may refuse its input with a clear error only."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from readouts import backup, bulk_items, visible
from readouts.catalogue import read_entry
from readouts.claims import read_claims
from readouts.documents import detect
from readouts.documents.plain import page_as_text, read_html, read_markdown, read_text
from readouts.documents.reading import here
from readouts.errors import ReadoutsError
from readouts.guess import guess_language
from readouts.intake import draft_from_text
from readouts.model import text_sha256
from readouts.sources import (
    broadcast,
    extract,
    kremlin_csv,
    posts_json,
    posts_jsonl,
    truthsocial,
    whitehouse_markdown,
)
from readouts.sources.dates import find_dates
from readouts.sources.publishers import publication_key, read_page, site_for
from readouts.titles import read_title
from tests.readouts import files
from tests.readouts.pages import CASES, EN, RU, ZH

Target = Callable[[bytes], object]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _draft(data: bytes) -> None:
    draft = draft_from_text(_text(data))
    assert draft.text
    assert visible.reveal(draft.text)[0] == draft.text


def _page(data: bytes) -> None:
    case = CASES[data[0] % len(CASES)] if data else CASES[0]
    found = read_page(data[1:], case.url)
    assert found.text


def _html(data: bytes) -> None:
    """A page as a file: its address, the rule of the publisher whose pages are built like it, and all its words."""
    document = read_html(data)
    with contextlib.suppress(ReadoutsError):
        read_page(data, document.url)
    page_as_text(data)


def _part(data: bytes) -> None:
    """The main part of a Word document: changes to the archive around it seldom get as far."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", data)
    here("docx", out.getvalue())


def _drawn(data: bytes) -> None:
    """What is drawn on a page of a PDF."""
    lines = [line.decode("latin-1").encode("cp1252", "replace").decode("cp1252") for line in data.split(b"\n")[:50]]
    here("pdf", files.pdf([lines]))


def _rows(suffix: str) -> Target:
    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"rows{suffix}"
            path.write_bytes(data)
            for item in bulk_items.items(path):
                assert item.error or item.content or item.row is not None

    return target


def _address(data: bytes) -> None:
    url = _text(data)
    site_for(url)
    assert publication_key(url) == publication_key(f" {url} ") or url != url.strip()


def _title(data: bytes) -> None:
    read_title(_text(data))


def _dates(data: bytes) -> None:
    text = _text(data)
    for found in find_dates(text, "Asia/Shanghai"):
        assert 0 <= found.start < found.end <= len(text)


def _reveal(data: bytes) -> None:
    text, _ = visible.reveal(_text(data))
    assert visible.reveal(text)[0] == text
    guess_language(text)


def _programme(data: bytes) -> None:
    programme = broadcast.read(_text(data))
    for choice in programme.choices if programme is not None else ():
        programme.item(choice.heading)


def _kremlin(data: bytes) -> None:
    page = _text(data)
    title, _, rest = page.partition("\n")
    kremlin_csv.read_page(title, rest, "http://kremlin.ru/events/president/news/1")
    kremlin_csv.extract(data, {"url_ends_with": "/1"})


def _posts(data: bytes) -> None:
    for module in (posts_json, posts_jsonl):
        with contextlib.suppress(ReadoutsError):
            module.extract(data, {"id": "115500000000000000"})


def _in_a_file(name: str, read: Callable[[Path], object]) -> Target:
    """A target that reads its input as a file of this name, alone in a folder."""

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            read(path)

    return target


def _revision(path: Path) -> None:
    (path.parent / "readout.yaml").write_bytes(_READOUT)
    found = backup._publication(path.parent.parent, path.parent, _EVENT_ID)
    assert isinstance(found, str) or found.readout.id == path.parent.name


def _archive(data: bytes) -> None:
    truthsocial.search(data, words="pear")
    truthsocial.find(data, "115500000000000000")


_EVENT_ID = "2031-02-04-lin-weber"
_READOUT = f"""id: {_EVENT_ID}.cn.en.ministry
event_id: {_EVENT_ID}
side: CN
publisher: Ministry
kind: readout
language: en
title: Call
url: ''
published_at: null
published_text: ''
deleted_at: null
""".encode()
_EVENT = f"""id: {_EVENT_ID}
date: 2031-02-04
kind: call
participants:
- {{short: Lin, side: CN, names: {{en: Lin Hao}}, titles: {{}}}}
- {{short: Weber, side: DE, names: {{en: Eva Weber}}, titles: {{}}}}
title: Call
place: ''
initiator: {{}}
duration: ''
notes: ''
aliases: {{}}
deleted_at: null
""".encode()
_ENTRY = {
    **{
        "id": 1,
        "at": "2031-02-04T16:00:00+00:00",
        "action": "add event",
        "target": _EVENT_ID,
        "before": {"event": None},
    },
    **{"undone_at": None, "part_of": None, "texts": None, "open": False},
}
_CLAIM = f"id: softer-on-pears\ntext: Softer on pears.\ncall: {_EVENT_ID}\nside: CN\nmade: 2031-02-05\n".encode()


TARGETS: dict[str, Target] = {
    "page": _page,
    "html": _html,
    "pdf": lambda data: here("pdf", data),
    "docx": lambda data: here("docx", data),
    "docx part": _part,
    "pdf page": _drawn,
    "rtf": lambda data: here("rtf", data),
    "eml": lambda data: here("eml", data),
    "mhtml": lambda data: here("mhtml", data),
    "markdown": lambda data: read_markdown(data),
    "text": lambda data: read_text(data),
    "detect": lambda data: detect(data, "x"),
    "draft": _draft,
    "title": _title,
    "dates": _dates,
    "reveal": _reveal,
    "address": _address,
    "posts": _archive,
    "json": _rows(".json"),
    "jsonl": _rows(".jsonl"),
    "csv": _rows(".csv"),
    "parquet": _rows(".parquet"),
    "zip": _rows(".zip"),
    "programme": _programme,
    "white house": lambda data: whitehouse_markdown.extract(data, {}),
    "kremlin": _kremlin,
    "post lists": _posts,
    "post table": lambda data: extract("posts_parquet", data, {"id": "115500000000000000"}),
    "catalogue": _in_a_file("2031-02-04-lin-weber.yaml", read_entry),
    "claims": _in_a_file("claims.yaml", read_claims),
    "backup event": _in_a_file(f"{_EVENT_ID}/event.yaml", lambda path: backup._event(path.parent)),
    "backup revision": _in_a_file(f"{_EVENT_ID}/{_EVENT_ID}.cn.en.ministry/0001.md", _revision),
    "backup log": _in_a_file("history.jsonl", lambda path: list(backup._entries(path))),
}


_KREMLIN = (
    "События Телефонный разговор с Президентом США о грушах Состоялся разговор 4 февраля 2031 года 20:00 Москва "
    f"{RU[0]} {RU[1]} География Сад Темы Груши Лица Вебер Ева Статус материала Опубликован в разделах: Сад "
    "Дата публикации: 4 февраля 2031 года, 20:00"
)


def _entry_of_ours() -> bytes:
    people = "[{short: Lin, side: CN, names: {en: Lin Hao}}, {short: Weber, side: DE, names: {en: Eva Weber}}]"
    return (
        f"event: {{id: {_EVENT_ID}, date: 2031-02-04, kind: call, title: Call, participants: {people}}}\n"
        "publications:\n- {id: cn-en, side: CN, publisher: Ministry, kind: readout, language: en, title: Call,\n"
        "   published_text: '2031-02-04', fidelity: official,\n"
        "   places: [{url: 'https://ministry.example/1', source: page}]}\n"
    ).encode()


def _stored(text: str) -> bytes:
    front = {
        **{"id": 1, "number": 1, "language": "en", "sha256": text_sha256(text), "fidelity": "official"},
        **{
            "retrieved_at": "2031-02-04T16:00:00+00:00",
            "source_url": "",
            "source_sha256": "",
            "note": "",
            "deleted_at": None,
        },
    }
    return f"---\n{json.dumps(front)}\n---\n{text}\n".encode()


_FORWARD = (
    "For you.\n\n---------- Forwarded message ---------\nFrom: Press <press@ministry.example>\n"
    "Date: Tue, 4 Feb 2031 at 21:30\nSubject: Readout of the call\nTo: <pool@desk.example>\n\n"
    f"{EN[0]}\n\n###\nUnsubscribe\n"
)


def seeds(name: str) -> list[bytes]:
    """Inputs to begin with."""
    posts = [{"id": "115500000000000000", "created_at": "2031-02-04T16:00:00Z", "content": f"<p>{EN[0]}</p>"}]
    table = [{"text": EN[0], "title": "Call", "date": "2031-02-04"}]
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.md", EN[0])
        archive.writestr("b.json", json.dumps(table))
    words = ["\n\n".join(w).encode() for w in (EN, ZH, RU)]
    made: dict[str, list[bytes]] = {
        "page": [bytes([n]) + case.content for n, case in enumerate(CASES)],
        "html": [case.content for case in CASES],
        "pdf": [files.pdf([list(EN)]), files.pdf([list(EN)], flate=True), files.pdf([[]], picture=True)],
        "docx": [files.docx([*EN, *ZH], title="x", header="y")],
        "docx part": [zipfile.ZipFile(io.BytesIO(files.docx([*EN]))).read("word/document.xml")],
        "rtf": [files.rtf([*EN, *RU])],
        "eml": [
            files.mail("\n\n".join(EN), subject="x", html="<p>x</p>", attachment=b"%PDF-"),
            files.mail(
                _FORWARD, subject="Fwd: x", html=f"<p style='display:none'>y</p><p>{EN[0]}</p><p>###</p><p>z</p>"
            ),
            files.mail(_FORWARD, subject="Fwd: x"),
        ],
        "mhtml": [files.mhtml(CASES[11].content.decode(), CASES[11].url)],
        "markdown": [f"---\ntitle: x\ndate: 2031-02-04\n---\n# H\n\n{EN[0]}\n".encode()],
        "title": [case.title.encode() for case in CASES],
        "dates": ["2031年2月4日 23:40, Feb. 4, 2031 7 p.m.; 4 февраля 2031 года, 20:00; 2031-02-04T23:40Z".encode()],
        "reveal": ["Tai\u200bwan \u202e Тrump 2O26 ٣".encode()],
        "address": [case.url.encode() for case in CASES],
        "posts": [json.dumps(posts).encode()],
        "json": [json.dumps(table).encode(), json.dumps({"rows": table}).encode()],
        "jsonl": [json.dumps(table[0]).encode()],
        "csv": [b"text;title\nx;y\n"],
        "parquet": [files.parquet(table)],
        "zip": [zipped.getvalue()],
        "programme": [
            f"# 《新闻》（20310205）\n\n### 习近平同美国总统通电话\n\n{ZH[0]}\n\n### 二\n\n<p>{ZH[1]}</p>\n".encode()
        ],
        "white house": [
            f"---\ntitle: x\npublished_time: 2031-02-04 11:05:00-05:00\n---\n\n{EN[0]}\n\n\\###\n".encode()
        ],
        "kremlin": [_KREMLIN.encode(), f"title,url,article_full_text_1\nx,http://kremlin.ru/1,{_KREMLIN}\n".encode()],
        "post lists": [json.dumps(posts).encode(), json.dumps(posts[0]).encode()],
        "post table": [files.parquet([{**posts[0], "text": EN[0]}])],
        "catalogue": [_entry_of_ours()],
        "claims": [_CLAIM, b"- " + _CLAIM.replace(b"\n", b"\n  ").strip() + b"\n"],
        "backup event": [_EVENT],
        "backup revision": [_stored(EN[0])],
        "backup log": [json.dumps(_ENTRY).encode() + b"\n"],
    }
    return made.get(name) or words


def run_one(name: str, data: bytes) -> None:
    """Run a target on one input; anything but a clear refusal gets through."""
    with contextlib.suppress(ReadoutsError):
        TARGETS[name](data)
