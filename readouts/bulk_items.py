"""What a folder, a ZIP archive or a table holds, one item at a time and never all at once.

Nothing is unpacked to disk. An item that cannot be read is still an item: it carries its error.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from readouts.documents import MAX_DOCUMENT
from readouts.errors import InputError, SourceError

TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
TEXTS = (".md", ".markdown", ".txt", ".html", ".htm", ".mhtml", ".mht", ".eml", ".pdf", ".docx", ".rtf")
MAX_FILES = 1_000_000
MAX_LINE = 10_000_000
"""Most characters of one line or object of a table."""
MAX_RATIO = 200
"""A file in an archive may unpack to this many times its size, and to a megabyte in any case."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to import: bytes of a file, or a row of a table. error: why it cannot be read, '' where it can.

    heading: of the one item that is meant, where the file is a whole news programme.
    """

    name: str
    content: bytes = b""
    row: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    heading: str = ""


def items(source: Path) -> Iterator[Item]:
    """The items of a folder, of a ZIP archive, of a table, or of a single file.

    Raises InputError where the source itself cannot be read.
    """
    try:
        if source.is_dir():
            yield from _folder(source)
            return
        with source.open("rb") as stream:
            magic = stream.read(8)
            stream.seek(0)
            suffix = source.suffix.lower()
            if magic.startswith(b"PK") and suffix not in (".docx",):
                yield from _archive(stream, source.name)
            elif suffix in TABLES:
                yield from _rows(stream, source.name)
            else:
                yield _file(stream, source.name)
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror or error}.") from None


def count(source: Path) -> int | None:
    """How many items there are, where that is known without reading them all."""
    if source.is_dir():
        return sum(1 for _ in _paths(source))
    if source.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(source) as archive:
                return sum(not info.filename.endswith("/") for info in archive.infolist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return None
    return None


def _paths(folder: Path) -> Iterator[Path]:
    # Links are not followed: they may lead out of the folder, or in circles.
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(here) / name


def _folder(folder: Path) -> Iterator[Item]:
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        suffix = path.suffix.lower()
        if path.is_symlink():
            yield Item(name, error="it is a link; only files are read")
        elif suffix == ".zip":
            yield Item(name, error="it is an archive; import it by itself")
        elif suffix not in TEXTS and suffix not in TABLES:
            yield Item(name, error=f"files ending in {suffix or 'nothing'} are not read")
        else:
            try:
                with path.open("rb") as stream:
                    if suffix in TABLES:
                        yield from _rows(stream, name)
                    else:
                        yield _file(stream, name)
            except (OSError, InputError) as error:
                yield Item(name, error=f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _file(stream: IO[bytes], name: str) -> Item:
    content = stream.read(MAX_DOCUMENT + 1)
    if len(content) > MAX_DOCUMENT:
        return Item(name, error=f"it is larger than {MAX_DOCUMENT // 1_000_000} MB")
    return Item(name, content)


def _archive(stream: IO[bytes], name: str) -> Iterator[Item]:
    try:
        archive = zipfile.ZipFile(stream)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise InputError(f"{name} is a broken archive: {error}.") from None
    if len(members) > MAX_FILES:
        raise InputError(f"{name} holds more than {MAX_FILES:,} files.")
    with archive:
        for info in sorted(members, key=lambda i: i.filename):
            if not info.filename.endswith("/"):
                yield from _member(archive, info)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Item]:
    # The name is only shown: nothing is written under it. What leads out of the archive is still refused.
    name = re.sub(r"[\x00-\x1f]", "?", info.filename)
    parts = name.replace("\\", "/").split("/")
    suffix = "." + parts[-1].rpartition(".")[2].lower() if "." in parts[-1] else ""
    if ".." in parts or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        yield Item(name, error="its name leads out of the archive")
    elif parts[-1].startswith(".") or "__MACOSX" in parts:
        return
    elif suffix in (".zip", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz"):
        yield Item(name, error="it is an archive inside an archive; unpack it first")
    elif info.flag_bits & 1:
        yield Item(name, error="it is locked with a password")
    elif suffix not in TEXTS and suffix not in TABLES:
        yield Item(name, error=f"files ending in {suffix or 'nothing'} are not read")
    else:
        try:
            with archive.open(info) as part:
                if suffix in TABLES:
                    yield from _rows(io.BytesIO(_unpacked(part, info)), name)
                else:
                    yield Item(name, _unpacked(part, info))
        except InputError as error:
            yield Item(name, error=str(error))
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            yield Item(name, error=f"it is broken: {error}")


def _unpacked(part: IO[bytes], info: zipfile.ZipInfo) -> bytes:
    limit = min(MAX_DOCUMENT, max(1_000_000, MAX_RATIO * max(1, info.compress_size)))
    content = part.read(limit + 1)
    if len(content) > limit:
        raise InputError("it unpacks to far more than a text has")
    return content


def _rows(stream: IO[bytes], name: str) -> Iterator[Item]:
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix == ".parquet":
        rows: Iterator[Any] = _parquet(stream)
    elif suffix in (".csv", ".tsv"):
        rows = _csv(stream, suffix)
    elif suffix == ".json":
        rows = _json(stream)
    else:
        rows = _jsonl(stream)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            where = f"{name}, row {number}"
            if isinstance(row, Mapping):
                yield Item(where, row=row)
            else:
                yield Item(where, error=row if isinstance(row, str) else "it is no row with named fields")
    except InputError as error:
        yield Item(f"{name}, after row {number}", error=str(error))


def _text(stream: IO[bytes], newline: str | None = None) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=newline)


def _jsonl(stream: IO[bytes]) -> Iterator[Any]:
    lines = _text(stream, "\n")
    while line := lines.readline(MAX_LINE):
        if len(line) >= MAX_LINE:
            raise InputError("a line is longer than any text; the rest was not read")
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                row = f"it is no JSON: {str(error)[:100]}"
            yield row if isinstance(row, (Mapping, str)) else "it is no object"


def _json(stream: IO[bytes]) -> Iterator[Any]:
    """The objects of one JSON list, or of a list that is the only one in an object; read piece by piece."""
    reader = _text(stream)
    decoder = json.JSONDecoder()
    buffer = reader.read(_CHUNK).lstrip()
    if buffer[:1] == "{":
        wrapped = re.match(r"\{\s*\"[^\"]{1,60}\"\s*:\s*(?=\[\s*\{)", buffer)
        if not wrapped:
            rest = buffer + reader.read(MAX_LINE)
            try:
                yield json.loads(rest)
            except (ValueError, RecursionError) as error:
                raise InputError(f"it is no JSON: {str(error)[:100]}") from None
            return
        buffer = buffer[wrapped.end() :]
    if buffer[:1] != "[":
        raise InputError("it is no JSON list")
    buffer = buffer[1:]
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if buffer[:1] == "]":
            return
        try:
            value, end = decoder.raw_decode(buffer) if buffer else (None, 0)
        except RecursionError:
            raise InputError("it is nested too deep; the rest was not read") from None
        except ValueError:
            end = 0
        # A number at the very end of what was read may go on.
        if end and end < len(buffer):
            yield value if isinstance(value, Mapping) else "it is no object"
            buffer = buffer[end:]
            continue
        more = reader.read(max(_CHUNK, len(buffer)))
        if not more:
            if buffer:
                raise InputError("it ends in the middle, or is no JSON; the rest was not read")
            return
        buffer += more
        if len(buffer) > MAX_LINE:
            raise InputError("an object is longer than any text, or it is no JSON; the rest was not read")


def _csv(stream: IO[bytes], suffix: str) -> Iterator[Any]:
    lines = _text(stream, "")
    csv.field_size_limit(MAX_LINE)
    head = lines.read(4096)
    lines.seek(0)
    delimiter = "\t" if suffix == ".tsv" else max(",;\t", key=head.partition("\n")[0].count)
    reader = csv.DictReader((line.replace("\x00", "") for line in lines), delimiter=delimiter)
    try:
        for row in reader:
            yield {str(k): v for k, v in row.items() if k is not None and isinstance(v, str)}
    except csv.Error as error:
        raise InputError(f"line {reader.line_num} cannot be read ({error}); the rest was not read") from None


def _parquet(stream: IO[bytes]) -> Iterator[Any]:
    from readouts.sources.parquet import rows

    try:
        yield from rows(stream)
    except SourceError as error:
        raise InputError(str(error)) from None
