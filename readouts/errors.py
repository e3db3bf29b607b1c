"""Every error a user can meet. Messages say what was wrong, where, and what to do next."""

from __future__ import annotations


class ReadoutsError(Exception):
    """Base of all errors meant for the user. ``exit_code`` is what the command line returns."""

    exit_code = 1


class InputError(ReadoutsError):
    """Something the user gave cannot be used: a file, an option, an id."""

    exit_code = 2


class CatalogueError(ReadoutsError):
    """A catalogue file is wrong; the message names file, line and field."""

    exit_code = 3


class RuleError(ReadoutsError):
    """A rule file (topics, lexicon) is wrong; the message names file, line and entry."""

    exit_code = 3


class LibraryError(ReadoutsError):
    """The library cannot be opened, read or written."""

    exit_code = 4


class ReadingError(ReadoutsError):
    """The reader failed on one text; the message names the text. Other texts are not concerned."""

    exit_code = 6


class FetchError(ReadoutsError):
    """Bytes could not be fetched, or were refused."""

    exit_code = 5


class ChecksumError(FetchError):
    """Fetched bytes do not have the sha256 they are pinned to; both sums are in the message."""


class SourceError(ReadoutsError):
    """An archive file does not hold the text it should hold."""

    exit_code = 5
