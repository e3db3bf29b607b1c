from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from readouts.catalogue import (
    FOLDER,
    MAX_PROBLEMS,
    SHARED_SPEAKERS,
    USER_CATALOGUE,
    Catalogue,
    Publication,
    load_catalogue,
    read_entry,
)
from readouts.errors import CatalogueError, InputError
from readouts.model import Fidelity, Kind

DIGESTED = (
    "2024-04-02-xi-biden",
    "2025-01-17-xi-trump",
    "2025-06-05-xi-trump",
    "2025-09-19-xi-trump",
    "2025-10-30-xi-trump",
    "2025-11-24-xi-trump",
    "2026-02-04-xi-putin",
    "2026-02-04-xi-trump",
    "2026-05-14-xi-trump",
)

SMALL = """\
event:
  id: 2030-01-02-sun-moon
  date: 2030-01-02
  kind: call
  title: Sun and Moon
  participants:
    - {short: Sun, side: CN, names: {en: Ann Sun}}
    - {short: Moon, side: US, names: {en: Bob Moon}}
publications:
  - id: us-en
    side: US
    publisher: Moon's office
    kind: readout
    language: en
    published_at: 2030-01-02T10:00:00Z
    places:
      - url: https://example.org/archive.md
        sha256: {sum}
        source: cctv_markdown
        locator: {heading: A call}
    digest:
      - speaker: Moon
        text: Mr Moon said that the tide was high.
""".replace("{sum}", "a" * 64)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def publications(catalogue: Catalogue) -> list[Publication]:
    return [p for entry in catalogue.entries for p in entry.publications]


@pytest.fixture
def _no_built_in(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readouts.catalogue.FOLDER", tmp_path_factory.mktemp("built-in"))


def write(folder: Path, text: str, name: str = "event.yaml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_every_file_is_valid_and_named_after_its_event(catalogue: Catalogue) -> None:
    assert catalogue.problems == ()
    assert [e.id for e in catalogue.events] == sorted(file.stem for file in FOLDER.glob("*.yaml"))


def test_publication_ids_are_unique_and_begin_with_the_event(publications: list[Publication]) -> None:
    assert len({p.id for p in publications}) == len(publications)
    assert all(p.id.startswith(f"{p.event_id}-") for p in publications)


def test_exact_times_have_a_zone_and_the_others_a_wording(publications: list[Publication]) -> None:
    for publication in publications:
        if publication.published_at is None:
            assert publication.published_text, publication.id
        else:
            assert publication.published_at.utcoffset() is not None, publication.id


def test_a_day_published_is_the_day_of_the_event_or_shortly_after(catalogue: Catalogue) -> None:
    for entry in catalogue.entries:
        for publication in entry.publications:
            if publication.published_at is not None:
                late = (publication.published_at.date() - entry.event.date).days
                assert -1 <= late <= 7, publication.id


def test_leaders_are_named_in_three_languages(catalogue: Catalogue) -> None:
    for event in catalogue.events:
        for person in event.participants:
            assert {"en", "zh", "ru"} <= set(person.names), (event.id, person.short)
            assert {"en", "zh", "ru"} <= set(person.titles), (event.id, person.short)


def test_each_side_says_who_asked_or_is_said_not_to(catalogue: Catalogue) -> None:
    for event in catalogue.events:
        assert set(event.initiator) == set(event.sides), event.id


def test_translations_are_marked_and_unpinned_places_are_pages(publications: list[Publication]) -> None:
    for publication in publications:
        if publication.language == "en" and publication.publisher.startswith("Ministry of Foreign"):
            assert publication.fidelity is Fidelity.OFFICIAL_TRANSLATION, publication.id
        for place in publication.places:
            assert bool(place.sha256) != (place.source == "page"), publication.id


@pytest.mark.parametrize("event_id", DIGESTED)
def test_each_side_of_a_digested_event_has_a_digest(catalogue: Catalogue, event_id: str) -> None:
    entry = catalogue.entry(event_id)
    digested = {p.side for p in entry.publications if p.digest}
    assert digested == set(entry.event.sides)


def test_digests_are_english_sentences_that_name_their_speaker(catalogue: Catalogue) -> None:
    for entry in catalogue.entries:
        people = {p.short: p for p in entry.event.participants}
        for publication in entry.publications:
            for statement in publication.digest:
                assert not re.search(r"[\u4e00-\u9fff\u0400-\u04ff]", statement.text), statement
                assert re.fullmatch(r"[A-Z][^\n]*\.", statement.text), statement
                if statement.speaker in people:
                    assert statement.speaker in statement.text.split(" said ")[0][:60], statement
                elif statement.speaker == "both":
                    assert statement.text.startswith("The two "), statement
            assert publication.digest_text.split("\n\n") == [s.text for s in publication.digest] or (
                not publication.digest and publication.digest_text == ""
            )


def test_the_call_of_february_2026_says_what_its_texts_say(catalogue: Catalogue) -> None:
    by_id = {p.id.removeprefix(p.event_id + "-"): p for p in catalogue.entry("2026-02-04-xi-trump").publications}
    post, chinese = by_id["us-en-post"], by_id["cn-zh"]
    assert post.kind is Kind.POST
    assert chinese.published_at is None
    for word in ("Taiwan", "Iran", "April trip", "20 million", "25 million"):
        assert word in post.digest_text, word
    for word in ("Iran", "Ukraine", "April", "visit"):
        assert word not in chinese.digest_text + by_id["cn-en-mfa"].digest_text, word
    assert "must handle" in chinese.digest_text
    assert "will never allow" in chinese.digest_text


def test_what_was_not_discussed_is_said_so(catalogue: Catalogue) -> None:
    post = next(p for p in catalogue.entry("2025-06-05-xi-trump").publications if p.side == "US")
    assert "Russia/Ukraine and Iran were not discussed" in post.digest_text


def test_force_differs_between_the_chinese_and_the_english_text_of_june_2025(catalogue: Catalogue) -> None:
    texts = {p.language: p.digest_text for p in catalogue.entry("2025-06-05-xi-trump").publications if p.side == "CN"}
    assert "should handle the Taiwan question" in texts["zh"]
    assert "must handle" in texts["en"]


def test_the_example_of_the_handbook_is_valid(tmp_path: Path) -> None:
    page = (FOLDER.parent.parent / "docs" / "catalogue.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert read_entry(write(tmp_path, example)).event.id == "2030-01-02-xi-trump"


def test_an_unknown_event_names_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(InputError, match="2026-02-04-xi-trump"):
        catalogue.entry("2026-02-04-trump-xi")
    with pytest.raises(InputError, match="2026-02-04-xi-putin, 2026-02-04-xi-trump"):
        catalogue.entry("2026-02-04")
    with pytest.raises(InputError, match="readouts list"):
        catalogue.entry("")


def test_a_folder_of_the_users_adds_and_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, SMALL)
    write(tmp_path, SMALL.replace("2030-01-02", "2026-02-04").replace("-sun-moon", "-xi-trump"), "own.yml")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.problems == ()
    assert catalogue.events[-1].id == "2030-01-02-sun-moon"
    assert catalogue.entry("2026-02-04-xi-trump").event.title == "Sun and Moon"
    monkeypatch.setenv(USER_CATALOGUE, str(tmp_path))
    assert load_catalogue() == catalogue


def test_a_missing_folder_is_reported_and_the_rest_loads(tmp_path: Path, catalogue: Catalogue) -> None:
    loaded = load_catalogue(tmp_path / "nowhere")
    assert loaded.entries == catalogue.entries
    assert "no such folder" in loaded.problems[0]


BROKEN = {
    "unknown field": ("kind: readout", "kind: readout\n    colour: red", 14, "publications.0.colour"),
    "unknown kind": ("kind: readout", "kind: rumour", 13, "publications.0.kind"),
    "time without zone": ("10:00:00Z", "10:00:00", 15, "publications.0.published_at"),
    "no time at all": ("    published_at: 2030-01-02T10:00:00Z\n", "", 10, "publications.0"),
    "missing field": ("    publisher: Moon's office\n", "", 10, "publications.0.publisher"),
    "wrong side": ("    side: US", "    side: Mars", 11, "publications.0.side"),
    "language we do not read": ("language: en", "language: xx", 14, "publications.0.language"),
    "stranger speaks": ("speaker: Moon", "speaker: Mars", 22, "publications.0.digest.0.speaker"),
    "file without sum": (f"        sha256: {'a' * 64}\n", "", 17, "publications.0.places.0"),
    "sum too short": ("a" * 64, "abc", 18, "publications.0.places.0.sha256"),
    "locator without heading": ("{heading: A call}", "{id: '1'}", 17, "publications.0.places.0"),
    "no web address": (
        "https://example.org/archive.md",
        "file:///etc/passwd",
        17,
        "publications.0.places.0.url",
    ),
    "id of another day": ("date: 2030-01-02", "date: 2030-01-03", 2, "event.id"),
    "impossible date": ("date: 2030-01-02", "date: 2030-13-02", 1, "(the file)"),
    "name in no language we read": (
        "names: {en: Ann Sun}",
        "names: {en: Ann, qq: A}",
        7,
        "event.participants.0.names",
    ),
    "no English name": ("names: {en: Ann Sun}", "names: {zh: 孙}", 7, "event.participants.0.names"),
    "two people of one name": ("short: Moon", "short: Sun", 8, "event.participants.1.short"),
    "key twice": ("kind: call", "kind: call\n  kind: visit", 5, "kind"),
    "no YAML": ("publications:", "publications: [", 10, "(the file)"),
    "shared nodes": ("title: Sun and Moon", "title: &a Sun\n  place: *a", 5, "(the file)"),
}


@pytest.mark.usefixtures("_no_built_in")
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_names_file_line_and_field_and_costs_only_itself(fault: str, tmp_path: Path) -> None:
    old, new, line, field = BROKEN[fault]
    assert old in SMALL
    write(tmp_path, SMALL.replace(old, new, 1), "broken.yaml")
    write(tmp_path, SMALL.replace("2030-01-02", "2031-01-02"), "sound.yaml")
    catalogue = load_catalogue(tmp_path)
    assert "2031-01-02-sun-moon" in {e.id for e in catalogue.events}
    assert "2030-01-02-sun-moon" not in {e.id for e in catalogue.events}
    assert f"broken.yaml, line {line}, field {field}" in catalogue.problems[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe\x00",
        b"just words",
        b"- a\n- list",
        b"[" * 3000,
        b"a: " * 50,
        b"%" * 2_000_000,
    ],
    ids=["empty", "binary", "no UTF-8", "words", "list", "deep", "colons", "huge"],
)
def test_nonsense_is_one_clear_problem(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "nonsense.yaml").write_bytes(content)
    catalogue = load_catalogue(tmp_path)
    assert len(catalogue.problems) == 1
    assert re.search(r"nonsense\.yaml, line \d+, field ", catalogue.problems[0])


def test_many_faults_are_listed_up_to_a_limit(tmp_path: Path) -> None:
    extra = "".join(f"  wrong{n}: 1\n" for n in range(MAX_PROBLEMS + 5))
    file = write(tmp_path, SMALL.replace("  kind: call\n", "  kind: call\n" + extra))
    with pytest.raises(CatalogueError) as caught:
        read_entry(file)
    assert str(caught.value).count("\n") == MAX_PROBLEMS
    assert "5 faults more" in str(caught.value)


def test_an_event_in_two_files_is_reported(tmp_path: Path) -> None:
    write(tmp_path, SMALL, "a.yaml")
    write(tmp_path, SMALL, "b.yaml")
    catalogue = load_catalogue(tmp_path)
    assert "b.yaml, line 1, field event.id" in catalogue.problems[0]
    assert "2030-01-02-sun-moon" in {e.id for e in catalogue.events}


@pytest.mark.corpus
def test_every_pin_is_in_the_catalogue(shared: Path, catalogue: Catalogue) -> None:
    for pin in read_json(shared / "corpus" / "pins.json"):
        places = [
            (place.url, place.sha256, dict(place.locator))
            for publication in catalogue.entry(pin["event"]).publications
            if (publication.side, publication.language, publication.publisher)
            == (pin["side"], pin["language"], pin["publisher"])
            for place in publication.places
        ]
        assert (pin["url"], pin["sha256"], pin["locator"]) in places, pin["event"]


@pytest.mark.corpus
def test_every_event_that_took_place_is_in_the_catalogue(shared: Path, catalogue: Catalogue) -> None:
    known = {e.id for e in catalogue.events}
    for fact in read_json(shared / "catalogue-facts.json"):
        if not fact["readouts"] or fact["kind"] == "announcement":
            continue
        first, second, day = re.fullmatch(r"(\w+)-(\w+)-([\d-]+)", fact["id"]).groups()  # type: ignore[union-attr]
        names = "-".join(sorted((first, second), key=["xi", "putin", "biden", "trump"].index))
        assert [i for i in known if i.startswith(day) and i.endswith(names)], fact["id"]


@pytest.mark.corpus
def test_every_address_is_one_of_the_facts(shared: Path, publications: list[Publication]) -> None:
    facts = (shared / "catalogue-facts.json").read_text("utf-8") + (shared / "corpus" / "pins.json").read_text("utf-8")
    seen_in_the_archive = {"https://tv.cctv.com/2024/02/08/VIDEauMCFvPAdY8P5cR0Lkt8240208.shtml"}
    for publication in publications:
        for url in (publication.url, *(place.url for place in publication.places)):
            post = url.rsplit("/", 1)[-1] if "truthsocial" in url else url
            assert post in facts or url in seen_in_the_archive, url


@pytest.mark.corpus
def test_posts_named_by_id_are_in_their_archive(shared: Path, publications: list[Publication]) -> None:
    ids_by_file: dict[str, set[str]] = {}
    for publication in publications:
        for place in publication.places:
            if place.source == "posts_jsonl":
                ids_by_file.setdefault(place.url, set()).add(place.locator["id"])
    assert ids_by_file
    for url, ids in ids_by_file.items():
        lines = (shared / "corpus" / "mirror" / url.removeprefix("https://")).read_text("utf-8").splitlines()
        assert ids <= {str(json.loads(line)["id"]) for line in lines}


@pytest.mark.corpus
def test_no_digest_copies_a_run_of_an_official_text(shared: Path, publications: list[Publication]) -> None:
    official = {run for file in (shared / "corpus" / "texts").glob("*.txt") for run in runs(file.read_text("utf-8"))}
    assert official
    for publication in publications:
        for text in (*(s.text for s in publication.digest), publication.notes):
            assert not official.intersection(runs(text)), (publication.id, text)


def runs(text: str) -> set[str]:
    """All runs of 12 words and of 24 Chinese characters in a text."""
    words = re.findall(r"[a-zа-яё0-9]+", text.lower())
    han = "".join(re.findall(r"[\u4e00-\u9fff]", text))
    return {" ".join(words[i : i + 12]) for i in range(len(words) - 11)} | {
        han[i : i + 24] for i in range(len(han) - 23)
    }


def read_json(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def test_speakers_of_digests_are_known(catalogue: Catalogue) -> None:
    for entry in catalogue.entries:
        allowed = {p.short for p in entry.event.participants} | set(SHARED_SPEAKERS)
        assert {s.speaker for p in entry.publications for s in p.digest} <= allowed
