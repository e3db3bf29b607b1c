"""README and docs as tests see them: pages, headings, links, blocks of code and command lines."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))

_FENCE = re.compile(r"^```(?P<language>[a-z]*)(?: (?P<name>\S+))?\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def module(name: str) -> ModuleType:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


@dataclass(frozen=True)
class Block:
    """A fenced block. name: of the file it stands for, '' for none."""

    language: str
    name: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    found = _FENCE.finditer(page.read_text("utf-8"))
    return [Block(m["language"], m["name"] or "", m["text"]) for m in found]


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    """Where the links and pictures of a page lead."""
    return _LINK.findall(re.sub(_INLINE, "", prose(page)))


def anchors(page: Path) -> set[str]:
    """The names that GitHub gives the headings of a page."""
    names: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE):
        plain = re.sub(r"[`*]", "", heading).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        number = sum(1 for n in names if n == slug or re.fullmatch(rf"{re.escape(slug)}-\d+", n))
        names.add(f"{slug}-{number}" if number else slug)
    return names


@dataclass(frozen=True)
class Command:
    """A command line of `readouts` in a page. words: after the name. bare: whether it stands in running text."""

    page: str
    words: tuple[str, ...]
    bare: bool


def commands(page: Path) -> Iterator[Command]:
    """Every command line of `readouts` in a page, in blocks and in running text."""
    for block in blocks(page):
        if block.language in ("", "sh") and not block.name:
            for line in block.text.replace("\\\n", " ").splitlines():
                yield from _parts(page, line, bare=False)
    for code in _INLINE.findall(prose(page)):
        if re.match(r"(?:[A-Z_]+=\S+ |pbpaste \\\| )*readouts \w", code):
            yield from _parts(page, code.replace("\\|", "|"), bare=True)


def _parts(page: Path, line: str, *, bare: bool) -> Iterator[Command]:
    if not re.search(r"(?:^|\s)readouts\s", line):
        return
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        return
    rest: list[str] = []
    for word in [*words, "|"]:
        if word in ("|", "&&", ";", ">", "·"):
            while rest and re.fullmatch(r"[A-Z_]+=.*", rest[0]):
                rest.pop(0)
            if rest and rest[0] == "readouts":
                yield Command(page.name, tuple(rest[1:]), bare)
            rest = []
        else:
            rest.append(word)
