"""The catalogue: which events took place, what was published on them and where, and digests in our own words.

One YAML file per event, in ``readouts/catalogue/`` and in the folder the user names. A file that is wrong
costs only itself: it is reported with file, line and field, and the others load. ``docs/catalogue.md``
describes the format.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from readouts.errors import CatalogueError, InputError
from readouts.model import SIDES, Event, EventKind, Fidelity, Kind, Participant

FOLDER = Path(__file__).parent / "catalogue"
USER_CATALOGUE = "READOUTS_CATALOGUE"
"""Environment variable naming the folder of the user's own catalogue files."""

SHARED_SPEAKERS = ("both", "publisher")
"""Speakers of a digest statement besides the participants."""

SOURCES: Mapping[str, str] = {
    "cctv_markdown": "heading",
    "whitehouse_markdown": "front_matter",
    "posts_jsonl": "id",
    "posts_parquet": "id",
    "posts_json": "id",
    "kremlin_csv": "url_ends_with",
    "page": "",
}
"""Kind of place → the key its locator must have ('' where the whole page is the text)."""

MAX_BYTES = 1_000_000
MAX_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bytes of a publication are.

    url: http(s) address. sha256: hex sum of a pinned archive file, '' for a page that may change.
    source: one of SOURCES. locator: where in the file the text stands.
    """

    url: str
    sha256: str
    source: str
    locator: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DigestStatement:
    """One statement of a text in our own words. speaker: a participant's short name, 'both' or 'publisher'."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One language version of what one side published on an event.

    id: event id and the id in the file, e.g. ``2026-02-04-xi-trump-cn-zh``; unique in the catalogue.
    fidelity: what the places yield. places: to be tried in order. digest: in the order of the text, may be empty.
    """

    id: str
    event_id: str
    side: str
    publisher: str
    kind: Kind
    language: str
    title: str
    url: str
    published_at: datetime | None
    published_text: str
    fidelity: Fidelity
    places: tuple[Place, ...]
    digest: tuple[DigestStatement, ...]
    notes: str

    @property
    def digest_text(self) -> str:
        """The digest as one English text, a statement per paragraph; '' where there is none."""
        return "\n\n".join(statement.text for statement in self.digest)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """An event and what was published on it."""

    event: Event
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries, oldest event first, and a sentence for every file or folder that could not be used."""

    entries: tuple[CatalogueEntry, ...]
    problems: tuple[str, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of all entries, oldest first."""
        return tuple(entry.event for entry in self.entries)

    def entry(self, event_id: str) -> CatalogueEntry:
        """The entry of an event. Raises InputError naming the nearest ids where there is none."""
        by_id = {entry.event.id: entry for entry in self.entries}
        if event_id in by_id:
            return by_id[event_id]
        begun = [known for known in by_id if event_id and known.startswith(event_id)]
        near = list(dict.fromkeys([*begun, *difflib.get_close_matches(event_id, by_id, n=3, cutoff=0.5)]))[:4]
        hint = f"Nearest: {', '.join(near)}." if near else "`readouts list` shows all events."
        raise InputError(f"No event {event_id!r} in the catalogue. {hint}")


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The built-in catalogue and the user's own.

    folder: the user's folder; without it, the one named by READOUTS_CATALOGUE, if any. A user's file on an
    event that is built in replaces that entry. Nothing is raised for wrong files: see ``Catalogue.problems``.
    """
    named = os.environ.get(USER_CATALOGUE, "")
    own = folder or (Path(named) if named else None)
    entries, problems = _read_folder(FOLDER)
    if own is not None:
        more, further = _read_folder(own)
        entries.update(more)
        problems += further
    return Catalogue(tuple(entries[key] for key in sorted(entries)), tuple(problems))


def read_entry(file: Path) -> CatalogueEntry:
    """One catalogue file. Raises CatalogueError with a line per fault, each naming file, line and field."""
    raw, node = _parse(file)
    try:
        checked = _File.model_validate(raw)
        faults = list(_cross_checks(checked))
    except ValidationError as error:
        faults = [(fault["loc"], _message(fault["msg"])) for fault in error.errors()]
    if faults:
        lines = [
            f"{file}, line {_line(node, loc)}, field {_path(loc)}: {message}" for loc, message in faults[:MAX_PROBLEMS]
        ]
        if len(faults) > MAX_PROBLEMS:
            lines.append(f"{file}: and {len(faults) - MAX_PROBLEMS} faults more.")
        raise CatalogueError("\n".join(lines))
    return _entry(checked)


Loc = tuple[str | int, ...]


def _read_folder(folder: Path) -> tuple[dict[str, CatalogueEntry], list[str]]:
    if not folder.is_dir():
        return {}, [f"{folder}: no such folder; {USER_CATALOGUE} must name a folder of catalogue files."]
    entries: dict[str, CatalogueEntry] = {}
    problems: list[str] = []
    for file in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        try:
            entry = read_entry(file)
        except CatalogueError as error:
            problems += str(error).split("\n")
            continue
        if entry.event.id in entries:
            problems.append(
                f"{file}, line 1, field event.id: {entry.event.id} stands in an earlier file of this folder; "
                "give each event one file."
            )
            continue
        entries[entry.event.id] = entry
    return entries, problems


def _parse(file: Path) -> tuple[Any, yaml.Node]:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise CatalogueError(f"{file}, line 1, field (the file): larger than 1 MB; one event per file.")
        text = file.read_text("utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            raise CatalogueError(f"{file}, line 1, field (the file): empty; see docs/catalogue.md.")
        _refuse_sharing_and_repeats(file, node)
        return yaml.SafeLoader("").construct_document(node), node
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or " ".join(str(error).split())
        raise CatalogueError(f"{file}, line {line}, field (the file): not YAML: {what}.") from None
    except UnicodeDecodeError:
        raise CatalogueError(f"{file}, line 1, field (the file): not UTF-8 text.") from None
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise CatalogueError(f"{file}, line 1, field (the file): cannot be read: {error}.") from None


def _refuse_sharing_and_repeats(file: Path, root: yaml.Node) -> None:
    """YAML lets a key stand twice (the last wins) and nodes be shared (a small file can grow without end)."""
    seen: set[int] = set()
    queue = [root]
    while queue:
        node = queue.pop()
        where = f"{file}, line {node.start_mark.line + 1}"
        if id(node) in seen:
            raise CatalogueError(f"{where}, field (the file): anchors and aliases are not used in a catalogue.")
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                name = str(key.value)
                if name in keys:
                    line = key.start_mark.line + 1
                    raise CatalogueError(f"{file}, line {line}, field {name}: stands twice; keep one.")
                keys.add(name)
                queue.append(value)
        elif isinstance(node, yaml.SequenceNode):
            queue += node.value


def _line(node: yaml.Node, loc: Loc) -> int:
    """Line of the field at ``loc``, or of the deepest field above it that is there."""
    line = node.start_mark.line + 1
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _path(loc: Loc) -> str:
    return ".".join(str(step) for step in loc if step != "[key]") or "(the file)"


def _message(text: str) -> str:
    text = text.removeprefix("Value error, ")
    plain = {
        "Field required": "is missing",
        "Extra inputs are not permitted": "is not a field of the catalogue",
    }
    return plain.get(text, text).rstrip(".") + "."


def _side(code: str) -> str:
    if code not in SIDES and not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError(f"{code!r} is no side; use a two-letter country code such as CN, US or RU, or NATO, UN")
    return code


def _address(url: str) -> str:
    if url and not re.fullmatch(r"https?://[^\s/]+/\S*", url):
        raise ValueError(f"{url!r} is no http or https address")
    return url


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SideCode = Annotated[str, AfterValidator(_side)]
Address = Annotated[str, AfterValidator(_address)]
NameKey = Annotated[str, StringConstraints(pattern=r"^(en|zh|ru)(-full)?$")]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _Place(_Checked):
    url: Annotated[Address, StringConstraints(min_length=1)]
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    source: Literal[
        "cctv_markdown",
        "whitehouse_markdown",
        "posts_jsonl",
        "posts_parquet",
        "posts_json",
        "kremlin_csv",
        "page",
    ]
    locator: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> _Place:
        key = SOURCES[self.source]
        if key and not self.locator.get(key):
            raise ValueError(f"a {self.source} place needs `{key}` in its locator")
        if self.source != "page" and not self.sha256:
            raise ValueError(f"a {self.source} place needs the sha256 of its file")
        return self


class _Digest(_Checked):
    speaker: Text
    text: Text


class _Publication(_Checked):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    side: SideCode
    publisher: Text
    kind: Kind
    language: Literal["en", "zh", "ru"]
    title: str = ""
    url: Address = ""
    published_at: AwareDatetime | None = None
    published_text: str = ""
    fidelity: Fidelity = Fidelity.OFFICIAL
    places: list[_Place] = Field(default_factory=list)
    digest: list[_Digest] = Field(default_factory=list)
    notes: str = ""

    @model_validator(mode="after")
    def _dated(self) -> _Publication:
        if self.published_at is None and not self.published_text:
            raise ValueError("needs published_at (with its time zone) or, where no time is known, published_text")
        return self


class _Participant(_Checked):
    short: Text
    side: SideCode
    names: dict[NameKey, Text]
    titles: dict[Literal["en", "zh", "ru"], Text] = Field(default_factory=dict)


class _Event(_Checked):
    id: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}(-[a-z0-9]+)+$")]
    date: date
    kind: EventKind
    title: Text
    place: str = ""
    participants: Annotated[list[_Participant], Field(min_length=2)]
    initiator: dict[SideCode, Text] = Field(default_factory=dict)
    duration: str = ""
    notes: str = ""
    aliases: dict[str, list[Text]] = Field(default_factory=dict)


class _File(_Checked):
    event: _Event
    publications: Annotated[list[_Publication], Field(min_length=1)]


def _cross_checks(file: _File) -> Iterator[tuple[Loc, str]]:
    """Faults that only show when fields are seen together, each with the field to mend."""
    event = file.event
    if not event.id.startswith(event.date.isoformat()):
        yield ("event", "id"), f"begins with another day than the event's date, {event.date}."
    shorts: set[str] = set()
    for number, person in enumerate(event.participants):
        if person.short in shorts or person.short in SHARED_SPEAKERS:
            yield ("event", "participants", number, "short"), f"{person.short!r} is taken; choose another."
        shorts.add(person.short)
        if "en" not in person.names:
            yield ("event", "participants", number, "names"), "needs the name in English (`en`)."
    ids: set[str] = set()
    speakers = [*sorted(shorts), *SHARED_SPEAKERS]
    for number, publication in enumerate(file.publications):
        if publication.id in ids:
            yield ("publications", number, "id"), f"{publication.id!r} stands twice in this file."
        ids.add(publication.id)
        for place, statement in enumerate(publication.digest):
            if statement.speaker not in speakers:
                where = ("publications", number, "digest", place, "speaker")
                yield where, f"{statement.speaker!r} took no part; use one of {', '.join(speakers)}."


def _entry(file: _File) -> CatalogueEntry:
    event = Event(
        id=file.event.id,
        date=file.event.date,
        kind=file.event.kind,
        participants=tuple(
            Participant(p.short, p.side, dict(p.names), {str(k): v for k, v in p.titles.items()})
            for p in file.event.participants
        ),
        title=file.event.title,
        place=file.event.place,
        initiator=dict(file.event.initiator),
        duration=file.event.duration,
        notes=file.event.notes,
        aliases={topic: tuple(words) for topic, words in file.event.aliases.items()},
    )
    return CatalogueEntry(event, tuple(_publication(event.id, p) for p in file.publications))


def _publication(event_id: str, raw: _Publication) -> Publication:
    return Publication(
        id=f"{event_id}-{raw.id}",
        event_id=event_id,
        side=raw.side,
        publisher=raw.publisher,
        kind=raw.kind,
        language=raw.language,
        title=raw.title,
        url=raw.url,
        published_at=raw.published_at,
        published_text=raw.published_text,
        fidelity=raw.fidelity,
        places=tuple(Place(p.url, p.sha256, p.source, dict(p.locator)) for p in raw.places),
        digest=tuple(DigestStatement(d.speaker, d.text) for d in raw.digest),
        notes=raw.notes,
    )
