"""Sync: places in order, failures told and survived, digests where nothing can be had."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readouts.catalogue import Catalogue, CatalogueEntry, DigestStatement, Place, Publication, load_catalogue
from readouts.errors import FetchError, InputError, LibraryError
from readouts.fetch import Fetched, Fetcher
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant
from readouts.sync import page_doubt, store_catalogue, sync

LIN = Participant("Lin", "CN", {"en": "Lin Hao", "zh": "林浩", "ru": "Лин Хао"})
WEBER = Participant("Weber", "DE", {"en": "Ida Weber", "zh": "韦伯", "ru": "Ида Вебер"})
EVENT = Event("2031-05-06-lin-weber", date(2031, 5, 6), EventKind.CALL, (LIN, WEBER))
SCRIPT = "### 林浩同德国总理通电话\n\n5月6日晚，两人谈了天气，气氛友好。\n\n### 其他\n\n别的。\n"
POSTS = "\n".join(json.dumps({"id": str(n), "text": f"Post number {n} on rain."}) for n in (1, 2))
PAGE = (
    "<html><body><article><h1>Call</h1><p>On the evening of May 6, President Lin Hao spoke with Chancellor Ida Weber "
    "about the weather.</p><p>Both of them hoped for a long and dry summer in the south of their countries, and for "
    "snow in winter.</p></article></body></html>"
)


def place(path: str, source: str, text: str = "", **locator: str) -> Place:
    sha256 = hashlib.sha256(text.encode()).hexdigest() if text else ""
    return Place(f"https://archive.example/{path}", sha256, source, locator)


def publication(key: str, side: str, language: str, *places: Place, digest: str = "") -> Publication:
    return Publication(
        id=f"{EVENT.id}-{key}",
        event_id=EVENT.id,
        side=side,
        publisher="Ministry",
        kind=Kind.READOUT,
        language=language,
        title="",
        url="",
        published_at=None,
        published_text="6 May",
        fidelity=Fidelity.OFFICIAL,
        places=places,
        digest=tuple(DigestStatement("Lin", part) for part in digest.split("|") if part),
        notes="",
    )


SCRIPTED = publication(
    "cn-zh",
    "CN",
    "zh",
    place("gone.md", "cctv_markdown", SCRIPT, heading="林浩同德国总理通电话"),
    place("script.md", "cctv_markdown", SCRIPT, heading="林浩同德国总理通电话"),
    digest="President Lin spoke of rain.|President Lin spoke of snow.",
)
POST_1 = publication("de-1", "DE", "en", place("posts.jsonl", "posts_jsonl", POSTS, id="1"))
POST_2 = publication("de-2", "DE", "en", place("posts.jsonl", "posts_jsonl", POSTS, id="2"))
LOST = publication("de-3", "DE", "en", place("posts.jsonl", "posts_jsonl", POSTS, id="9"), digest="Weber said hail.")
BARE = publication("de-4", "DE", "en")
PAGED = publication("cn-en", "CN", "en", place("page.html", "page"))


def catalogue(*publications: Publication) -> Catalogue:
    return Catalogue((CatalogueEntry(EVENT, publications),), ())


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    folder = tmp_path / "mirror" / "archive.example"
    folder.mkdir(parents=True)
    (folder / "script.md").write_text(SCRIPT, "utf-8")
    (folder / "posts.jsonl").write_text(POSTS, "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    return folder.parent


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


class CountingFetcher(Fetcher):
    """Notes what it is asked for."""

    def fetch(self, url: str, *, sha256: str = "") -> Fetched:
        self.asked = [*getattr(self, "asked", []), url]
        return super().fetch(url, sha256=sha256)


def test_every_publication_gets_the_best_that_can_be_had(library: Library, mirror: Path):
    report = sync(library, catalogue(SCRIPTED, POST_1, LOST, BARE, PAGED), fetcher=Fetcher(mirror))
    states = {item.publication_id[21:]: (item.state, item.outcome, len(item.failures)) for item in report.items}
    assert states == {
        "cn-zh": ("official", "added", 1),
        "de-1": ("official", "added", 0),
        "de-3": ("digest", "added", 1),
        "de-4": ("none", "none", 0),
        "cn-en": ("official", "added", 0),
    }
    assert (report.count("official"), report.count("digest"), report.count("none")) == (3, 1, 1)
    assert report.failures == (
        f"{SCRIPTED.id}: https://archive.example/gone.md is not in the mirror {mirror}",
        f"{LOST.id}: https://archive.example/posts.jsonl: there is no post 9; nearest of 2: 2, 1",
    )
    assert library.events() == [EVENT]
    official = library.readout(SCRIPTED.id)
    assert official.latest.text == "5月6日晚，两人谈了天气，气氛友好。"
    assert official.latest.source_url == "https://archive.example/script.md"
    assert official.latest.source_sha256 == hashlib.sha256(SCRIPT.encode()).hexdigest()
    assert official.title == "林浩同德国总理通电话"
    assert library.raw(official.latest.id) == SCRIPT.encode()
    digest = library.readout(LOST.id).latest
    assert (digest.text, digest.language, digest.fidelity) == ("Weber said hail.", "en", Fidelity.DIGEST)
    assert library.readout(BARE.id).latest is None


def test_a_second_run_changes_nothing(library: Library, mirror: Path):
    everything = catalogue(SCRIPTED, POST_1, LOST, BARE, PAGED)
    sync(library, everything, fetcher=Fetcher(mirror))
    before = (library.counts(), library.readouts(), len(library.history()))
    report = sync(library, everything, fetcher=Fetcher(mirror))
    assert (library.counts(), library.readouts(), len(library.history())) == before
    assert [item.outcome for item in report.items] == ["unchanged", "unchanged", "unchanged", "none", "unchanged"]


def test_an_address_is_fetched_once_and_then_let_go(library: Library, mirror: Path):
    fetcher = CountingFetcher(mirror)
    sync(library, catalogue(POST_1, POST_2, LOST), fetcher=fetcher)
    assert fetcher.asked == ["https://archive.example/posts.jsonl"]


def test_places_after_the_first_that_has_it_are_not_asked(library: Library, mirror: Path):
    fetcher = CountingFetcher(mirror)
    twice = replace(POST_1, places=(*POST_1.places, place("else", "page")))
    sync(library, catalogue(twice), fetcher=fetcher)
    assert fetcher.asked == ["https://archive.example/posts.jsonl"]


def test_a_wrong_sum_stores_nothing_and_says_both(library: Library, mirror: Path):
    (mirror / "archive.example" / "posts.jsonl").write_text(POSTS.replace("rain", "sun"), "utf-8")
    report = sync(library, catalogue(POST_1, POST_2), fetcher=Fetcher(mirror))
    assert report.count("none") == 2
    for failure in report.failures:
        assert hashlib.sha256(POSTS.encode()).hexdigest() in failure
        assert hashlib.sha256(POSTS.replace("rain", "sun").encode()).hexdigest() in failure
    assert library.counts()["revisions"] == 0


def test_a_digest_gives_way_and_stays_as_a_revision(library: Library, mirror: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    before = sync(library, catalogue(SCRIPTED), fetcher=Fetcher(tmp_path / "empty"))
    assert before.items[0].state == "digest"
    assert library.readout(SCRIPTED.id).latest.text == "President Lin spoke of rain.\n\nPresident Lin spoke of snow."
    after = sync(library, catalogue(SCRIPTED), fetcher=Fetcher(mirror))
    assert (after.items[0].state, after.items[0].outcome) == ("official", "revision")
    assert [r.fidelity for r in library.readout(SCRIPTED.id).revisions] == [Fidelity.DIGEST, Fidelity.OFFICIAL]
    offline = sync(library, catalogue(SCRIPTED), fetcher=Fetcher(tmp_path / "empty"))
    assert (offline.items[0].state, offline.items[0].outcome) == ("official", "kept")
    assert len(offline.items[0].failures) == 2


def test_a_page_edited_later_is_a_new_revision(library: Library, mirror: Path):
    sync(library, catalogue(PAGED), fetcher=Fetcher(mirror))
    page = mirror / "archive.example" / "page.html"
    page.write_text(PAGE.replace("dry summer", "wet summer"), "utf-8")
    assert sync(library, catalogue(PAGED), fetcher=Fetcher(mirror)).items[0].outcome == "revision"
    page.write_text(PAGE, "utf-8")
    assert sync(library, catalogue(PAGED), fetcher=Fetcher(mirror)).items[0].outcome == "revision"
    texts = [r.text for r in library.readout(PAGED.id).revisions]
    assert len(texts) == 3
    assert texts[0] == texts[2] != texts[1]


def test_what_the_user_deleted_stays_deleted(library: Library, mirror: Path):
    everything = catalogue(SCRIPTED, POST_1)
    sync(library, everything, fetcher=Fetcher(mirror))
    library.delete(POST_1.id)
    report = sync(library, everything, fetcher=Fetcher(mirror))
    assert [item.state for item in report.items] == ["official", "deleted"]
    library.delete_event(EVENT.id)
    assert sync(library, everything, fetcher=Fetcher(mirror)).count("deleted") == 2
    assert store_catalogue(library, everything) == 0
    assert library.events() == []


def test_the_catalogue_alone_gives_digests(library: Library):
    assert store_catalogue(library, catalogue(SCRIPTED, POST_1, LOST, BARE)) == 2
    assert store_catalogue(library, catalogue(SCRIPTED, POST_1, LOST, BARE)) == 2
    assert library.counts() == {"events": 1, "readouts": 4, "revisions": 2, "deleted": 0, "analyses": 0}


def test_progress_counts_up(library: Library, mirror: Path):
    seen: list[tuple[int, int, str]] = []
    sync(library, catalogue(SCRIPTED, POST_1), fetcher=Fetcher(mirror), progress=lambda *step: seen.append(step))
    assert [step[:2] for step in seen] == [(0, 2), (1, 2), (2, 2)]
    assert seen[0][2] == f"{EVENT.id} CN zh, Ministry"


def test_an_unknown_event_is_named(library: Library, mirror: Path):
    with pytest.raises(InputError, match=EVENT.id):
        sync(library, catalogue(SCRIPTED), ["2031-05-06-lin-wber"], fetcher=Fetcher(mirror))


def test_a_read_only_library_stops_the_run(tmp_path: Path, mirror: Path):
    path = tmp_path / "library.sqlite3"
    Library.open(path).close()
    with Library.open(path, read_only=True) as library, pytest.raises(LibraryError, match="read-only"):
        sync(library, catalogue(SCRIPTED), fetcher=Fetcher(mirror))


def test_large_sources_are_not_kept_and_what_was_left_out_is_noted(library: Library, mirror: Path):
    script = SCRIPT.replace("5月", "<!--mark-->5月", 1) + "长" * 400_000
    (mirror / "archive.example" / "script.md").write_text(script, "utf-8")
    large = replace(SCRIPTED, places=(place("script.md", "cctv_markdown", script, heading="林浩同德国总理通电话"),))
    sync(library, catalogue(large), fetcher=Fetcher(mirror))
    revision = library.readout(large.id).latest
    assert library.raw(revision.id) is None
    assert revision.source_sha256 == hashlib.sha256(script.encode()).hexdigest()
    assert revision.note == "left out: <!--mark-->"


def test_time_and_address_come_from_the_source_where_the_catalogue_has_none(library: Library, mirror: Path):
    post = {"id": "1", "text": "Post.", "created_at": "2031-05-06T10:00:00Z", "url": "https://posts.example/1"}
    (mirror / "archive.example" / "posts.jsonl").write_text(json.dumps(post), "utf-8")
    dated = replace(POST_1, places=(place("posts.jsonl", "posts_jsonl", id="1"),))
    sync(library, catalogue(dated), fetcher=Fetcher(mirror))
    stored = library.readout(dated.id)
    assert stored.published_at == datetime(2031, 5, 6, 10, tzinfo=UTC)
    assert stored.url == "https://posts.example/1"


# Pages that are not what they should be

LONG = "The chancellery publishes here what it says every day of the week, on rain and on snow. "


@pytest.mark.parametrize(
    ("text", "language", "doubt"),
    [
        (LONG + "Chancellor Weber spoke.", "en", ""),
        (LONG, "en", "does not name Ida Weber"),
        ("Weber", "en", "only 5 characters"),
        (LONG + "Weber", "zh", "hardly in the language"),
        ("两国元首就天气问题坦诚深入交换了意见，并且同意继续保持沟通。韦伯表示感谢。", "zh", ""),
        ("两国元首就天气问题坦诚深入交换了意见，并且同意继续保持沟通，谈得很久。", "zh", "does not name 韦伯"),
        (
            "Состоялся разговор с Идой Вебером о погоде в обеих столицах и о зиме, которая придёт нескоро.",
            "ru",
            "",
        ),
        (LONG + "Weber", "ru", "hardly in the language"),
    ],
)
def test_a_page_must_look_like_the_readout_it_should_be(text: str, language: str, doubt: str):
    found = page_doubt(text, language, "CN", (LIN, WEBER))
    assert doubt in found
    assert bool(doubt) == bool(found)


def test_a_doubtful_page_is_a_failure(library: Library, mirror: Path):
    (mirror / "archive.example" / "page.html").write_text(PAGE.replace("Weber", "Nobody"), "utf-8")
    report = sync(library, catalogue(PAGED), fetcher=Fetcher(mirror))
    assert report.items[0].state == "none"
    assert "does not name Ida Weber" in report.failures[0]


# The archives as they are


@pytest.mark.corpus
def test_the_whole_catalogue_from_the_mirror(library: Library, shared: Path):
    mirror = shared / "corpus" / "mirror"
    known = load_catalogue()
    store_catalogue(library, known)
    report = sync(library, known, fetcher=Fetcher(mirror))
    states = {item.publication_id: item.state for item in report.items}
    at_hand = 0
    for pin in json.loads((shared / "corpus" / "pins.json").read_text()):
        wanted = [p for e in known.entries for p in e.publications if any(pl.url == pin["url"] for pl in p.places)]
        here = [p for p in wanted if p.event_id == pin["event"] and p.side == pin["side"]]
        if (mirror / pin["url"].removeprefix("https://")).exists():
            at_hand += 1
            assert [states[p.id] for p in here] == ["official"], pin["event"]
        else:
            assert [states[p.id] for p in here if p.digest] in ([], ["digest"]), pin["event"]
    assert at_hand == 18
    assert all(item.failures for item in report.items if item.state == "digest")
    squeezed = {re.sub(r"\s+", "", r.latest.text) for r in library.readouts() if r.fidelity is Fidelity.OFFICIAL}
    texts = list((shared / "corpus" / "texts").glob("*__US.en.*.txt"))
    whole = [re.sub(r"\s+|\\###", "", t.read_text("utf-8")) for t in texts if not t.name.startswith("2025-11-24")]
    assert all(text in squeezed for text in whole)
    assert len(whole) == 5


def test_the_same_failure_is_told_for_every_publication(library: Library, tmp_path: Path):
    class Broken(Fetcher):
        def fetch(self, url: str, *, sha256: str = "") -> Fetched:
            raise FetchError("the wire is cut")

    (tmp_path / "empty").mkdir()
    report = sync(library, catalogue(POST_1, POST_2), fetcher=Broken(tmp_path / "empty"))
    assert [item.failures for item in report.items] == [("https://archive.example/posts.jsonl: the wire is cut",)] * 2
