"""A library as a folder of Markdown files with front matter, made for git, and back again.

    library.yaml                                  what this folder is
    2026-02-04-xi-trump/event.yaml                the event
    2026-02-04-xi-trump/READOUT/readout.yaml      one publication
    2026-02-04-xi-trump/READOUT/0001.md           its first revision: provenance as front matter, then the text
    raw/SHA256.gz                                 the bytes texts were read from, each once
    history.jsonl                                 the log of changes, one a line, with what undoing them needs
    claims/ID.yaml                                the user's own claims, which lie beside the library

The round trip into a new library is exact: texts, revisions and their numbers, provenance, times with their zones, what
is deleted, the log. Into a library that holds something, what is read is one change of that library's own log.
Kept analyses are not part of it: they are made anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from readouts import changes, rows
from readouts import schema as t
from readouts.claims import folder_beside
from readouts.errors import InputError, ReadoutsError
from readouts.library import MAX_TEXT_BYTES, Library
from readouts.model import Event, EventKind, Fidelity, Kind, Readout, normalise_text, text_sha256

FORMAT = 1
MAX_RAW = 50_000_000
_MAX_FRONT = 1_000_000
_MAX_ENTRY = 50_000_000
"""Most bytes of one line of the log."""
_NO_EVENTS = frozenset(("raw", "claims", ".git"))
_FRONT = re.compile(rb"\A---\n(.*?\n)---\n", re.DOTALL)
_CLAIM = re.compile(r"[A-Za-z0-9][\w.-]{0,100}\.yaml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was written or read, and what was not and why."""

    events: int
    readouts: int
    revisions: int
    unchanged: int = 0
    problems: tuple[str, ...] = ()


def export_library(
    library: Library, folder: Path, *, raw: bool = True, progress: Progress | None = None
) -> BackupReport:
    """Write a library to a folder, which must be new, empty, or an earlier export.

    raw: also the bytes that texts were read from. Files that say the same already are not touched, files of what is
    no longer there are removed, so that git shows what changed. Raises InputError for a folder of something else,
    LibraryError where the library cannot be read, InputError where the folder cannot be written.
    """
    _check_target(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written: set[Path] = {folder / "library.yaml", folder / ".gitattributes"}
        _write(folder / "library.yaml", _yaml({"readouts_library": FORMAT}))
        # Line ends are part of a text: git must leave them alone.
        _write(folder / ".gitattributes", b"* -text\nraw/* binary\n")
        counts = {"events": 0, "readouts": 0, "revisions": 0}
        event_ids = library.reading(lambda c: list(c.scalars(sa.select(t.events.c.id).order_by(t.events.c.id))))
        for done, event_id in enumerate(event_ids):
            if progress:
                progress(done, len(event_ids), event_id)
            for path, content in library.reading(lambda c, e=event_id: list(_event_files(c, e, raw=raw))):  # type: ignore[misc]
                if path.endswith(".md"):
                    counts["revisions"] += 1
                elif path.endswith("readout.yaml"):
                    counts["readouts"] += 1
                elif path.endswith("event.yaml"):
                    counts["events"] += 1
                target = folder / path
                written.add(target)
                if not (path.startswith("raw/") and target.exists()):
                    _write(target, content)
        written.add(_write_history(library, folder / "history.jsonl"))
        for claim in sorted(folder_beside(library.name).glob("*.yaml")):
            if _CLAIM.fullmatch(claim.name) and claim.is_file():
                written.add(folder / "claims" / claim.name)
                _write(folder / "claims" / claim.name, claim.read_bytes())
        _remove_others(folder, written)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}.") from None
    return BackupReport(counts["events"], counts["readouts"], counts["revisions"])


def import_library(library: Library, folder: Path, *, progress: Progress | None = None) -> BackupReport:
    """Read an export back into a library, in which it may be that much is there already.

    A file that is wrong costs only itself and what belongs to it; it stands among the problems. What is deleted in the
    export stays deleted. The log of changes comes along where this library has none of its own and nothing was wrong.
    Raises InputError where the folder is no export, LibraryError where nothing can be written.
    """
    said = _read_yaml(folder / "library.yaml")
    if said.get("readouts_library") != FORMAT:
        raise InputError(f"{folder} is no export that this version can read.")
    events = sorted(p for p in folder.iterdir() if p.is_dir() and not p.is_symlink() and p.name not in _NO_EVENTS)
    part_of = library.begin_import(f"library {folder.absolute()}")
    counts = {"events": 0, "readouts": 0, "revisions": 0, "unchanged": 0}
    problems: list[str] = []
    for done, place in enumerate(events):
        if progress:
            progress(done, len(events), place.name)
        try:
            event, deleted = _event(place)
            found = [_publication(place, sub, event.id) for sub in _folders(place)]
        except ReadoutsError as error:
            problems.append(str(error))
            continue
        whole = [one for one in found if not isinstance(one, str)]
        problems += [one for one in found if isinstance(one, str)]
        try:
            made = library.writing(lambda c, e=event, d=deleted, w=whole: _store(c, folder, e, d, w, part_of))  # type: ignore[misc]
        except InputError as error:
            problems.append(f"{place}: {error}")
            continue
        for key, number in made.items():
            counts[key] += number
    problems += _read_claims(library, folder / "claims")
    if not problems:
        problems += _read_history(library, folder / "history.jsonl", part_of)
    library.finish_import(part_of)
    return BackupReport(counts["events"], counts["readouts"], counts["revisions"], counts["unchanged"], tuple(problems))


# Out


def _check_target(folder: Path) -> None:
    if folder.is_file():
        raise InputError(f"{folder} is a file. Name a folder.")
    if folder.is_dir() and any(p.name != ".git" for p in folder.iterdir()) and not (folder / "library.yaml").is_file():
        raise InputError(f"{folder} holds something else. Name a new folder, or one of an earlier export.")


def _event_files(c: sa.Connection, event_id: str, *, raw: bool) -> Iterator[tuple[str, bytes]]:
    event = rows.select_events(c, t.events.c.id == event_id)[0]
    deleted = c.scalar(sa.select(t.events.c.deleted_at).where(t.events.c.id == event_id))
    values = t.event_json(event)
    for person in values["participants"]:
        del person["event_id"], person["position"]
    yield f"{event_id}/event.yaml", _yaml({**values, "deleted_at": _iso(deleted)})
    query = sa.select(t.readouts).where(t.readouts.c.event_id == event_id).order_by(t.readouts.c.id)
    for readout in c.execute(query).mappings().all():
        place = f"{event_id}/{readout['id']}"
        yield f"{place}/readout.yaml", _yaml({str(k): _iso(v) for k, v in readout.items()})
        of = sa.select(t.revisions).where(t.revisions.c.readout_id == readout["id"]).order_by(t.revisions.c.number)
        for revision in c.execute(of).mappings():
            fields = {str(k): _iso(v) for k, v in revision.items() if k not in ("text", "raw", "readout_id")}
            if raw and revision["raw"] is not None:
                content = zlib.decompress(revision["raw"])
                fields["raw_sha256"] = hashlib.sha256(content).hexdigest()
                yield f"raw/{fields['raw_sha256']}.gz", gzip.compress(content, mtime=0)
            text = revision["text"].encode("utf-8")
            yield f"{place}/{revision['number']:04d}.md", b"---\n" + _yaml(fields) + b"---\n" + text + b"\n"


def _write_history(library: Library, path: Path) -> Path:
    part = path.with_name(path.name + ".part")

    def work(c: sa.Connection) -> None:
        with part.open("wb") as out:
            for row in c.execute(sa.select(t.changes).order_by(t.changes.c.id)).mappings():
                values = {str(key): _iso(value) for key, value in row.items()}
                out.write(json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")

    library.reading(work)
    if path.is_file() and path.stat().st_size == part.stat().st_size and path.read_bytes() == part.read_bytes():
        part.unlink()
    else:
        os.replace(part, path)
    return path


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (datetime, date)) else value


def _yaml(values: Mapping[str, Any]) -> bytes:
    dumped: bytes = yaml.dump(
        dict(values), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, encoding="utf-8", width=1000
    )
    return dumped


def _write(path: Path, content: bytes) -> None:
    try:
        if path.read_bytes() == content:
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: an export that is cut off leaves no half file behind.
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def _remove_others(folder: Path, written: set[Path]) -> None:
    """Remove files of an earlier export that this one did not write; nothing else."""
    ours = re.compile(r"event\.yaml|readout\.yaml|\d{4,}\.md|[0-9a-f]{64}\.gz|.+\.part")
    claims = folder / "claims"
    for path in sorted(folder.rglob("*"), reverse=True):
        if ".git" in path.relative_to(folder).parts[:1] or path.is_symlink():
            continue
        if path.is_file() and path not in written and (_CLAIM if path.parent == claims else ours).fullmatch(path.name):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


# In


@dataclass(frozen=True, slots=True)
class _Publication:
    readout: Readout
    deleted_at: datetime | None
    revisions: tuple[dict[str, Any], ...]


def _folders(place: Path) -> list[Path]:
    return sorted(p for p in place.iterdir() if p.is_dir() and not p.is_symlink())


def _read_yaml(path: Path) -> dict[str, Any]:
    return _fields(path, _bytes(path, _MAX_FRONT))


def _bytes(path: Path, limit: int) -> bytes:
    if path.is_symlink():
        raise InputError(f"{path} is a link. An export holds files only.")
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(content) > limit:
        raise InputError(f"{path} is larger than {limit:,} bytes.")
    return content


def _fields(path: Path, content: bytes) -> dict[str, Any]:
    try:
        loaded = yaml.load(content.decode("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader either way
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is no YAML: {' '.join(str(error).split())[:160]}.") from None
    if not isinstance(loaded, dict):
        raise InputError(f"{path} holds no fields.")
    return loaded


def _event(place: Path) -> tuple[Event, datetime | None]:
    values = _read_yaml(place / "event.yaml")
    try:
        deleted = _moment(values.pop("deleted_at", None))
        values["date"] = str(values["date"])
        event = t.event_from_json(values)
        EventKind(event.kind)
        rows.check_event(event)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{place / 'event.yaml'} lacks or mistakes a field ({error}).") from None
    if event.id != place.name:
        raise InputError(f"{place / 'event.yaml'} is of another event, {event.id}.")
    return event, deleted


def _publication(place: Path, sub: Path, event_id: str) -> _Publication | str:
    """A publication of an export, or a sentence where it cannot be read."""
    try:
        values = _read_yaml(sub / "readout.yaml")
        deleted = _moment(values.pop("deleted_at", None))
        readout = Readout(**{**values, "kind": Kind(values["kind"]), "published_at": _moment(values["published_at"])})
        rows.check_readout(readout)
        if readout.id != sub.name or readout.event_id != event_id:
            raise InputError(f"{sub / 'readout.yaml'} is of another publication, {readout.id} of {readout.event_id}.")
        files = sorted(p for p in sub.iterdir() if re.fullmatch(r"\d{4,}\.md", p.name))
        return _Publication(readout, deleted, tuple(_revision(p) for p in files))
    except ReadoutsError as error:
        return str(error)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return f"{sub} lacks or mistakes a field ({error})."


def _revision(path: Path) -> dict[str, Any]:
    content = _bytes(path, MAX_TEXT_BYTES + _MAX_FRONT)
    front = _FRONT.match(content)
    if not front:
        raise InputError(f"{path} has no front matter between two lines of ---.")
    values = _fields(path, front[1])
    text = content[front.end() :].decode("utf-8").removesuffix("\n")
    if text != normalise_text(text):
        raise InputError(f"{path}: the text is not as it was written; was the file opened in an editor?")
    if text_sha256(text) != values["sha256"]:
        raise InputError(f"{path}: the text was changed: its sha256 is {text_sha256(text)}, not {values['sha256']}.")
    Fidelity(values["fidelity"])
    rows.check_strings(text=text, note=values["note"], source_url=values["source_url"])
    return {
        **values,
        "text": text,
        "retrieved_at": _moment(values["retrieved_at"]),
        "deleted_at": _moment(values.get("deleted_at")),
    }


def _moment(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))


def _store(
    c: sa.Connection,
    folder: Path,
    event: Event,
    deleted: datetime | None,
    publications: list[_Publication],
    part_of: str,
) -> dict[str, int]:
    made = {"events": 0, "readouts": 0, "revisions": 0, "unchanged": 0}
    before = changes.last_change(c)
    if not rows.exists(c, t.events, event.id):
        rows.put_event(c, event)
        rows.mark_deleted(c, t.events, event.id, deleted)
        rows.log_change(c, "add event", event.id, {"event": None, "deleted": False})
        made["events"] += 1
    for publication in publications:
        readout = publication.readout
        new = not rows.exists(c, t.readouts, readout.id)
        if new:
            values = {**t.readout_values(readout), "deleted_at": publication.deleted_at}
            c.execute(sa.insert(t.readouts).values(**values))
            made["readouts"] += 1
        elif rows.select_readout(c, readout.id).event_id != event.id:
            raise InputError(f"the readout {readout.id} belongs to another event here")
        keys = [key for r in publication.revisions if (key := _put_revision(c, folder, readout.id, r))]
        made["revisions"] += len(keys)
        made["unchanged"] += len(publication.revisions) - len(keys)
        for place, key in enumerate(keys):
            action = "add readout" if new and place == 0 else "add revision"
            rows.log_change(c, action, readout.id, {"revision": key})
        if new and not keys:
            rows.log_change(c, "add readout", readout.id, None)
    changes.fold_changes(c, before, f"library {folder.name}", part_of)
    return made


def _put_revision(c: sa.Connection, folder: Path, readout_id: str, values: dict[str, Any]) -> int:
    """Store a revision under its own number and id where they are free; 0 where it is here already."""
    same = sa.select(t.revisions.c.id).where(
        t.revisions.c.readout_id == readout_id,
        t.revisions.c.sha256 == values["sha256"],
        t.revisions.c.fidelity == values["fidelity"],
        t.revisions.c.retrieved_at == values["retrieved_at"],
    )
    if c.scalar(same) is not None:
        return 0
    row = {k: v for k, v in values.items() if k not in ("raw_sha256", "id")}
    row["raw"] = _raw(folder, values.get("raw_sha256"))
    taken = c.scalar(
        sa.select(t.revisions.c.id).where(t.revisions.c.readout_id == readout_id, t.revisions.c.number == row["number"])
    )
    if taken is not None:
        row["number"] = 1 + (
            c.scalar(sa.select(sa.func.max(t.revisions.c.number)).where(t.revisions.c.readout_id == readout_id)) or 0
        )
    own = values.get("id")
    if isinstance(own, int) and c.scalar(sa.select(t.revisions.c.id).where(t.revisions.c.id == own)) is None:
        row["id"] = own
    made = c.execute(sa.insert(t.revisions).values(readout_id=readout_id, **row))
    key: int = made.inserted_primary_key[0] if made.inserted_primary_key else 0
    return key


def _raw(folder: Path, sha256: Any) -> bytes | None:
    if not sha256:
        return None
    if not re.fullmatch("[0-9a-f]{64}", str(sha256)):
        raise InputError(f"{sha256!r} is no sha256")
    path = folder / "raw" / f"{sha256}.gz"
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        content = unpack.decompress(_bytes(path, MAX_RAW), MAX_RAW)
    except zlib.error as error:
        raise InputError(f"{path} is damaged: {error}") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InputError(f"{path} does not hold the bytes its name says")
    return zlib.compress(content)


def _read_claims(library: Library, folder: Path) -> list[str]:
    """Put the claims of an export beside the library, those that are there already left alone; what was wrong."""
    problems: list[str] = []
    place = folder_beside(library.name)
    for file in sorted(folder.glob("*.yaml")) if folder.is_dir() and not folder.is_symlink() else ():
        try:
            content = _bytes(file, _MAX_FRONT)
            here = place / file.name
            if not _CLAIM.fullmatch(file.name):
                problems.append(f"{file} is named as no claim is.")
            elif not here.exists():
                _write(here, content)
            elif here.read_bytes() != content:
                problems.append(f"{file} is not read: {here} says something else. Keep one of the two.")
        except (InputError, OSError) as error:
            problems.append(f"{file} cannot be read: {error}")
    return problems


def _read_history(library: Library, path: Path, part_of: str) -> list[str]:
    """Put the log of an export in place of the import's own entries, where the library has no others."""
    if not path.is_file():
        return []

    def work(c: sa.Connection) -> None:
        others = sa.select(t.changes.c.id).where(t.changes.c.part_of.is_distinct_from(part_of)).limit(1)
        if c.scalar(others) is not None:
            return
        c.execute(sa.delete(t.changes))
        for row in _entries(path):
            c.execute(sa.insert(t.changes).values(**row))

    try:
        library.writing(work)
    except InputError as error:
        return [str(error)]
    return []


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_symlink():
        raise InputError(f"{path} is a link. An export holds files only.")
    last = 0
    with path.open("rb") as lines:
        for number in count(1):
            line = lines.readline(_MAX_ENTRY)
            if not line:
                return
            try:
                row = json.loads(line.decode("utf-8", "surrogatepass"))
                values = {column.name: row[column.name] for column in t.changes.c}
                right = (
                    isinstance(values["id"], int)
                    and values["id"] > last
                    and all(isinstance(values[name], str) for name in ("action", "target"))
                    and isinstance(values["before"], (dict, type(None)))
                    and isinstance(values["part_of"], (str, type(None)))
                    and isinstance(values["texts"], (int, type(None)))
                    and isinstance(values["open"], bool)
                )
                values |= {name: _moment(values[name]) for name in ("at", "undone_at")}
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise InputError(f"{path}, line {number}: no entry of a log ({str(error)[:100]}).") from None
            if not right or values["at"] is None:
                raise InputError(f"{path}, line {number}: no entry of a log.")
            last = values["id"]
            yield values
