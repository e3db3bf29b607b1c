"""Opening the library's database: where it is, what state it is in, and what its errors mean.

Everything that is particular to SQLite stands here; :mod:`readouts.library` only reads and writes.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_dir
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from readouts.errors import LibraryError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0002"
"""The schema of this version: the newest step in ``migrations/versions``."""
BUSY_SECONDS = 30.0
"""How long one process waits for another one's write."""
TRIES = 6
WRITE = "readouts_write"
"""Execution option of connections that will write."""
_MIGRATING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a library is. path: its file, None where it is on a server. name: as shown to the user."""

    url: sa.URL
    path: Path | None
    name: str


def locate(location: str | Path | None) -> Place:
    """Where a library is meant to be.

    location: a path, a SQLAlchemy URL, or None for ``READOUTS_LIBRARY`` and then the user's data folder.
    Raises LibraryError when it names a folder or cannot be understood.
    """
    if location is None:
        location = os.environ.get("READOUTS_LIBRARY") or Path(user_data_dir("readouts")) / "library.sqlite3"
    path: Path | None
    if isinstance(location, str) and "://" in location:
        try:
            url = sa.make_url(location)
        except sa.exc.ArgumentError as error:
            raise LibraryError(
                f"{location!r} is no database address: give a file or a URL such as sqlite:///readouts.sqlite3"
            ) from error
        if url.get_backend_name() != "sqlite":
            return Place(url, None, url.render_as_string(hide_password=True))
        path = Path(url.database) if url.database and url.database != ":memory:" else None
        if path is None:
            raise LibraryError("a library needs a file: sqlite:///FILE")
    else:
        path = Path(location)
    if "\0" in str(path):
        raise LibraryError("the path of a library cannot hold a NUL character")
    path = path.expanduser().absolute()
    if path.is_dir():
        raise LibraryError(f"{path} is a folder: give the library's file, e.g. {path / 'library.sqlite3'}")
    return Place(sa.URL.create("sqlite", database=str(path)), path, str(path))


def open_database(place: Place, *, read_only: bool) -> tuple[sa.Engine, bool]:
    """The engine of a library that is at this version's schema, and whether it can only be read.

    A library that does not exist is made, an older one is brought up to date; several processes may do so
    at once. Raises LibraryError when it is corrupt, another program's, newer, or cannot be made.
    """
    read_only = read_only or _cannot_write(place, read_only)
    engine = _engine(place, read_only)
    try:
        with explained(place.name):
            _check_file(place)
            migrate(engine, place, read_only=read_only)
    except BaseException:
        engine.dispose()
        raise
    return engine, read_only


def _cannot_write(place: Place, read_only: bool) -> bool:
    path = place.path
    if path is None:
        return False
    if path.exists():
        return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    if not read_only:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"the folder of {path} cannot be made: {error.strerror}") from error
        if not os.access(path.parent, os.W_OK):
            raise LibraryError(f"{path} cannot be made: {path.parent} is read-only; choose another place")
    return False


def _check_file(place: Place) -> None:
    path = place.path
    if path is None or not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(16)
    if head and head != b"SQLite format 3\0":
        raise LibraryError(f"{path} is not a library: the file is no SQLite database. It was left as it is.")


def _engine(place: Place, read_only: bool) -> sa.Engine:
    url: sa.URL = place.url
    if place.path is not None and read_only:
        if not place.path.exists():
            raise LibraryError(f"there is no library at {place.path}")
        # A folder that cannot be written has no room for the WAL's index; without a WAL nothing is missed.
        wal = place.path.with_name(place.path.name + "-wal")
        frozen = not os.access(place.path.parent, os.W_OK) and not (wal.exists() and wal.stat().st_size)
        query = {"uri": "true", "mode": "ro"} | ({"immutable": "1"} if frozen else {})
        url = sa.URL.create("sqlite", database=place.path.as_uri(), query=query)
    try:
        engine = sa.create_engine(
            url,
            connect_args={"timeout": BUSY_SECONDS} if place.path else {},
            pool_pre_ping=place.path is None,
        )
    except (NoSuchModuleError, ImportError) as error:
        raise LibraryError(f"{place.name}: no database driver for it is installed ({error})") from error
    if place.path is not None:
        sa.event.listen(engine, "connect", _prepare(read_only))
        sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(read_only: bool) -> Callable[[Any, Any], None]:
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin transactions by itself, too late and too weak for two writers.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            return
        # Setting the journal needs the file alone for a moment and does not wait by itself.
        _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
        # FULL: what was reported as saved is on disk, even when the power goes.
        connection.execute("PRAGMA synchronous = FULL")

    return prepare


def _begin(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _patiently(action: Callable[[], object]) -> None:
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            action()
            return
        except sqlite3.OperationalError as error:
            if not _busy(error) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.005, 0.05))  # noqa: S311


def migrate(engine: sa.Engine, place: Place, *, read_only: bool) -> None:
    """Bring the schema up to this version, whole or not at all.

    Raises LibraryError for a newer library, another program's database, and an old one that is read-only.
    """
    with engine.connect() as connection:
        current = _version(connection, place)
    if current == HEAD:
        return
    # Alembic is slow to import and seldom needed.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise LibraryError(
            f"{place.name} was made by a newer version of Readouts (schema {current}, this one knows {HEAD}): "
            "update Readouts, or choose another library"
        )
    if read_only:
        raise LibraryError(f"{place.name} is from an older version and read-only: open it once where it can be written")

    def once() -> None:
        with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
            # Asked again now that no other process can write: it may have done the work meanwhile.
            if _version(connection, place) != HEAD:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")

    # Alembic keeps its context in a module, so two threads may not migrate at once.
    with _MIGRATING:
        retry(once)


def _version(connection: sa.Connection, place: Place) -> str | None:
    tables = sa.inspect(connection).get_table_names()
    if "alembic_version" in tables:
        version: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return version
    if tables:
        raise LibraryError(f"{place.name} is the database of another program, not a library")
    return None


def retry(action: Callable[[], Any]) -> Any:
    """Do it; when another process was in the way, do it again a few times."""
    for attempt in range(1, TRIES + 1):
        try:
            return action()
        except DBAPIError as error:
            clash = _busy(error.orig) or isinstance(error, sa.exc.IntegrityError)
            if not clash or attempt == TRIES:
                raise
            time.sleep(random.uniform(0.01, 0.05) * 2**attempt)  # noqa: S311


def _code(error: BaseException | None) -> str:
    return str(getattr(error, "sqlite_errorname", "") or "")


def _busy(error: BaseException | None) -> bool:
    return _code(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn database errors into one clear sentence each. name: of the library. Raises LibraryError."""
    try:
        yield
    except DBAPIError as error:
        raise LibraryError(_sentence(name, error.orig or error)) from error
    except sqlite3.Error as error:
        raise LibraryError(_sentence(name, error)) from error
    except OSError as error:
        raise LibraryError(f"{name} cannot be used: {error.strerror or error}") from error


def _sentence(name: str, error: BaseException) -> str:
    code = _code(error)
    for start, sentence in (
        (
            ("SQLITE_NOTADB", "SQLITE_CORRUPT"),
            "is damaged: restore it from a copy, or move it away to begin anew",
        ),
        (("SQLITE_READONLY",), "is read-only: nothing was saved"),
        (("SQLITE_FULL",), "could not be written because the disk is full: nothing of this change was saved"),
        (("SQLITE_IOERR",), "could not be read or written (disk error): nothing of this change was saved"),
        (("SQLITE_BUSY", "SQLITE_LOCKED"), "is being written by another program: try again in a moment"),
        (("SQLITE_CANTOPEN",), "cannot be opened: is its folder there, and may it be read?"),
        (("SQLITE_PERM", "SQLITE_AUTH"), "may not be read with this account"),
    ):
        if code.startswith(start):
            return f"the library {name} {sentence}"
    return f"the library {name} cannot be used: {error}"
