"""Claims about change: what was said of a call, by whom, and how it is to be put to the test.

Built-in claims stand in ``readouts/claims/*.yaml``; a user's own in a folder ``claims`` next to the library, one file
each, so that a bad file costs only itself. Checking a claim against the texts is the work of `compare.claims`.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from readouts.errors import InputError, LibraryError

FOLDER = Path(__file__).parent / "claims"
TESTS = ("change", "mention", "commitment", "contrast")
"""Kinds of test: harder or softer than before; named or left out; undertaken; one call against another."""
DIRECTIONS = {
    "change": ("softer", "harder", "no change"),
    "mention": ("mentions", "omits"),
    "commitment": ("commits",),
    "contrast": ("softer", "harder"),
}
_UNDO_KEPT = 50


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    test, direction: see TESTS and DIRECTIONS. side: whose text decides; '' for every side's. speaker: short name.
    topic: id, '' for everything. scales: some of the scales followed over time; () for all.
    call: event id. baseline: '' (every earlier call), 'previous', 'mean:K', or an event id.
    versus: the other call of a contrast. claimant, source, url, made: who said so, where and when (ISO day or '').
    origin: 'built in' or the file.
    """

    id: str
    text: str
    call: str
    test: str = "change"
    direction: str = "softer"
    side: str = ""
    speaker: str = ""
    topic: str = ""
    scales: tuple[str, ...] = ()
    baseline: str = ""
    versus: str = ""
    claimant: str = ""
    source: str = ""
    url: str = ""
    made: str = ""
    note: str = ""
    origin: str = "built in"


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class _Claim(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
    text: str = Field(min_length=3, max_length=2000)
    call: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}-[a-z0-9-]+$")
    test: Literal["change", "mention", "commitment", "contrast"] = "change"
    direction: str = ""
    side: str = Field(default="", pattern=r"^([A-Z]{2,5})?$")
    speaker: str = ""
    topic: str = ""
    scales: list[str] = Field(default_factory=list)
    baseline: str = Field(default="", pattern=r"^(previous|mean:[1-9]\d?|\d{4}-\d{2}-\d{2}-[a-z0-9-]+)?$")
    versus: str = ""
    claimant: str = ""
    source: str = ""
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    made: Annotated[str, BeforeValidator(_day)] = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2})?$")
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> _Claim:
        allowed = DIRECTIONS[self.test]
        self.direction = self.direction or allowed[0]
        if self.direction not in allowed:
            raise ValueError(
                f"direction {self.direction!r} does not fit a test of {self.test}; use {' or '.join(allowed)}"
            )
        if self.test == "contrast" and not self.versus:
            raise ValueError("a contrast needs `versus`, the id of the other call")
        if self.test in ("change", "contrast") and not self.side:
            raise ValueError(f"a test of {self.test} needs `side`: whose texts are compared")
        if self.test in ("mention", "commitment") and not self.topic:
            raise ValueError(f"a test of {self.test} needs `topic`")
        return self


def make_claim(values: dict[str, Any], origin: str = "own") -> Claim:
    """A checked claim from plain values. Raises InputError naming the field that is wrong."""
    try:
        checked = _Claim.model_validate(values)
    except ValidationError as error:
        raise InputError(f"The claim cannot be used: {_faults(error)}") from None
    return Claim(**{**checked.model_dump(), "scales": tuple(checked.scales)}, origin=origin)


def _faults(error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        where = ".".join(map(str, fault["loc"])) or "the claim"
        lines.append(f"{where}: {fault['msg'].removeprefix('Value error, ')}")
    return "; ".join(lines) + "."


def read_claims(file: Path) -> tuple[list[Claim], list[str]]:
    """Claims of a file (one, or a list) and a sentence with file and line for every one that is wrong."""
    try:
        root = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        return [], [f"{file}: cannot be read as YAML: {' '.join(str(error).split())}"]
    if root is None:
        return [], [f"{file}, line 1: the file is empty."]
    nodes = root.value if isinstance(root, yaml.SequenceNode) else [root]
    build = yaml.SafeLoader("")
    claims, problems = [], []
    for node in nodes:
        line = node.start_mark.line + 1
        try:
            raw = build.construct_object(node, deep=True)
            if not isinstance(raw, dict):
                problems.append(f"{file}, line {line}: a claim is a mapping with at least `id`, `text` and `call`.")
                continue
            checked = _Claim.model_validate(raw)
            origin = "built in" if file.parent == FOLDER else file.name
            claims.append(Claim(**{**checked.model_dump(), "scales": tuple(checked.scales)}, origin=origin))
        except ValidationError as error:
            problems.append(f"{file}, line {line}: {_faults(error)}")
        except (yaml.YAMLError, TypeError, ValueError) as error:
            problems.append(f"{file}, line {line}: {' '.join(str(error).split())}")
    return claims, problems


def built_in() -> tuple[Claim, ...]:
    """The claims that come with the program. Raises InputError when one of the files is wrong."""
    found: list[Claim] = []
    for file in sorted(FOLDER.glob("*.yaml")):
        claims, problems = read_claims(file)
        if problems:
            raise InputError(problems[0])
        found += claims
    return tuple(found)


def folder_beside(library: str) -> Path:
    """The folder of a user's claims: ``claims`` next to the library's file, else in the user's data folder.

    library: ``Library.name``.
    """
    if "://" in library:
        from platformdirs import user_data_dir

        return Path(user_data_dir("readouts")) / "claims"
    return Path(library).parent / "claims"


class ClaimBook:
    """A user's own claims in a folder, one file each. Every change can be undone; nothing is overwritten unkept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def _kept(self) -> Path:
        return self.folder / ".changes"

    def load(self) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
        """The claims, by id, and what is wrong in files that could not be used."""
        found: dict[str, Claim] = {}
        problems: list[str] = []
        for file in sorted(self.folder.glob("*.yaml")) if self.folder.is_dir() else ():
            claims, wrong = read_claims(file)
            problems += wrong
            for claim in claims:
                if claim.id in found:
                    problems.append(f"{file}: {claim.id} stands in an earlier file too; that one is used.")
                else:
                    found[claim.id] = claim
        return tuple(found[k] for k in sorted(found)), tuple(problems)

    def save(self, claim: Claim) -> Claim:
        """Store a claim, new or changed. Raises InputError for bad fields, LibraryError when it cannot be written."""
        values = {k: v for k, v in asdict(claim).items() if k != "origin" and v not in ("", (), [])}
        values["scales"] = list(claim.scales)
        checked = make_claim(values, origin=f"{claim.id}.yaml")
        file = self._file(claim.id)
        body = yaml.safe_dump({k: v for k, v in values.items() if v != []}, allow_unicode=True, sort_keys=False)
        self._keep(file)
        self._write(file, body)
        return checked

    def delete(self, claim_id: str) -> None:
        """Take a claim out; `undo` brings it back. Raises InputError where there is none."""
        file = self._file(claim_id)
        if not file.exists():
            known = ", ".join(c.id for c in self.load()[0]) or "none"
            raise InputError(f"There is no claim {claim_id!r} of your own. Yours: {known}.")
        self._keep(file)
        file.unlink()

    def undo(self) -> str:
        """Take back the last change. Returns what was done, '' where there is nothing to take back."""
        kept = self._changes()
        if not kept:
            return ""
        last = kept[-1]
        file = self.folder / f"{last.name.split('-', 1)[1].removesuffix('.before')}"
        before = last.read_bytes()
        if before:
            self._write(file, before.decode("utf-8", "surrogateescape"))
            done = f"{file.stem} is as it was"
        else:
            file.unlink(missing_ok=True)
            done = f"{file.stem} is gone again"
        last.unlink()
        return done

    def _file(self, claim_id: str) -> Path:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", claim_id):
            raise InputError(f"{claim_id!r} is no id of a claim; write it like softer-on-taiwan.")
        for file in sorted(self.folder.glob("*.yaml")) if self.folder.is_dir() else ():
            claims, _ = read_claims(file)
            if [c.id for c in claims] == [claim_id]:
                return file
        return self.folder / f"{claim_id}.yaml"

    def _changes(self) -> list[Path]:
        return sorted(self._kept.glob("*.before")) if self._kept.is_dir() else []

    def _keep(self, file: Path) -> None:
        """Write down a file as it stands before a change; an empty note stands for "it was not there"."""
        before = file.read_bytes() if file.exists() else b""
        self._write_bytes(self._kept / f"{time.time_ns():020d}-{file.name}.before", before)
        for old in self._changes()[:-_UNDO_KEPT]:
            old.unlink(missing_ok=True)

    def _write(self, file: Path, text: str) -> None:
        self._write_bytes(file, text.encode("utf-8", "surrogateescape"))

    def _write_bytes(self, file: Path, body: bytes) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as out:
                out.write(body)
            Path(name).replace(file)
        except OSError as error:
            raise LibraryError(f"The claim cannot be written to {file}: {error.strerror or error}.") from None


def all_claims(folder: Path | None = None) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """Built-in claims and those of a folder (an own claim of the same id replaces ours), and the problems met."""
    own, problems = ClaimBook(folder).load() if folder else ((), ())
    return merge(built_in(), own), problems


def merge(first: Iterable[Claim], second: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims of both, those of the second replacing the first's of the same id."""
    found = {c.id: c for c in first}
    found.update({c.id: c for c in second})
    return tuple(found.values())
