"""For each format, what was detected right out of how many tried:  python -m benchmarks.detection

The official texts of the shared corpus (READOUTS_SHARED, or ../shared) are put into every format that can hold them,
and drafted as if a reader had brought them, with a library that holds the events of the catalogue. Mails carry the day
of the event as their date; "with its heading" has the title and the day as lines of their own; other formats give no
day but what stands in the text. Then the archives as they are: news programmes, statements with front matter, and pages
in the structure of every publisher with words of our own.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from readouts.catalogue import load_catalogue
from readouts.errors import InputError
from readouts.intake import Draft, draft_from_bytes, draft_from_text
from readouts.library import Library
from readouts.model import Event, EventKind
from readouts.sources import broadcast
from tests.readouts import files
from tests.readouts.pages import CASES

SHARED = Path(os.environ.get("READOUTS_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
FIELDS = ("text", "language", "side", "people", "kind", "day", "event")
Made = Callable[[str, Event], bytes | None]
Tally = dict[str, Counter[str]]


def _mail(text: str, event: Event) -> bytes:
    message = EmailMessage()
    message["From"] = "desk@news.example"
    message["Subject"] = "text"
    message["Date"] = format_datetime(datetime.combine(event.date, time(18), UTC))
    message.set_content(text)
    return message.as_bytes()


def _html(text: str) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in text.split("\n") if p)
    return (
        f"<html><head><meta charset='utf-8'></head><body><nav>Menu</nav><article>{paragraphs}</article></body></html>"
    )


def _pdf(text: str, _: Event) -> bytes | None:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return None
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) > 85:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    return files.pdf([lines[n : n + 45] for n in range(0, len(lines), 45)])


def _old(text: str, _: Event) -> bytes | None:
    for encoding in ("windows-1251", "gb18030"):
        if any("\u0400" <= c <= "\u04ff" for c in text) or encoding == "gb18030":
            try:
                coded = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            return coded if not text.isascii() else None
    return None


FORMATS: dict[str, Made] = {
    "plain text": lambda text, _: text.encode(),
    "plain text, gb18030 or windows-1251": _old,
    "Markdown": lambda text, _: f"---\nnote: x\n---\n\n{text}\n".encode(),
    "HTML": lambda text, _: _html(text).encode(),
    "saved page (MHTML)": lambda text, _: files.mhtml(_html(text), "https://example.org/x"),
    "Word": lambda text, _: files.docx([p for p in text.split("\n") if p]),
    "RTF": lambda text, _: files.rtf([p for p in text.split("\n") if p]),
    "mail": _mail,
    "PDF, one font, Latin letters": _pdf,
}


@contextmanager
def printer() -> Iterator[Made | None]:
    """Prints a text to a PDF as a browser does, in any language; None where there is no browser."""
    path = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()

        def printed(text: str, _: Event) -> bytes:
            page.set_content(_html(text).replace("<nav>Menu</nav>", ""))
            made: bytes = page.pdf(format="A4")
            return made

        yield printed
        browser.close()


def letters(text: str) -> str:
    """Letters and figures alone: space and marks differ from format to format."""
    return "".join(c for c in text if c.isalnum())


def right(draft: Draft, text: str, event: Event, side: str, language: str) -> set[str]:
    """The fields of a draft that are right."""
    checks = {
        "text": letters(draft.text) == letters(text),
        "language": draft.language.value == language,
        "side": draft.side.value == side,
        "people": {p.short for p in draft.participants.value} == {p.short for p in event.participants},
        "kind": draft.event_kind.value == event.kind,
        "day": draft.event_date.value == event.date,
        "event": draft.event.value == event.id,
    }
    return {name for name, is_right in checks.items() if is_right}


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.sqlite3") as library:
        for event in load_catalogue().events:
            library.save_event(event)
        with printer() as printed:
            found = tried(library, {**FORMATS, **({"PDF, printed by a browser": printed} if printed else {})})
        found |= {**scans(), **programmes(library), **statements(), **pages()}
    sys.stdout.write(f"| format | tried | {' | '.join(FIELDS)} |\n|---|---|{'---|' * len(FIELDS)}\n")
    for name, counts in found.items():
        cells = [str(counts[f]) if f not in _UNTRIED.get(name, ()) else "–" for f in FIELDS]
        sys.stdout.write(f"| {name} | {counts['tried']} | {' | '.join(cells)} |\n")
    return 0


_UNTRIED = {
    "scanned PDF, said to be one": FIELDS[1:],
    "archive: statements with front matter": ("text",),
    "pages of every publisher’s structure": ("people", "kind", "event"),
}
"""Fields for which a row has nothing to compare with."""


def corpus(library: Library) -> Iterator[tuple[str, Event, str, str]]:
    """Text, event, side, language of every official text."""
    events = {(e.date.isoformat(), frozenset(p.short for p in e.participants)): e for e in library.events()}
    for file in sorted((SHARED / "corpus" / "texts").glob("*.txt")):
        about, _, source = file.stem.partition("__")
        day, names, _ = about.split("_")
        side, language, _ = source.split(".")
        yield file.read_text("utf-8"), events[day, frozenset(names.split("-"))], side, language


def tried(library: Library, formats: dict[str, Made]) -> Tally:
    """For each format, how often it was tried and how often each field was right."""
    found = {name: Counter[str]() for name in ("paste", "paste with its heading", *formats)}
    for text, event, side, language in corpus(library):
        found["paste"].update(["tried", *right(draft_from_text(text, library), text, event, side, language)])
        headed = _headed(text, event, side, language)
        draft = draft_from_text(headed, library)
        found["paste with its heading"].update(["tried", *right(draft, headed, event, side, language)])
        for name, make in formats.items():
            content = make(text, event)
            if content is not None:
                draft = draft_from_bytes(content, name="x", library=library)
                found[name].update(["tried", *right(draft, text, event, side, language)])
    return found


def _headed(text: str, event: Event, side: str, language: str) -> str:
    """The text under a heading and a dateline such as publishers give."""
    names = {p.side: p.name(language) for p in event.participants}
    other = next(name for code, name in names.items() if code != side)
    own = names[side]
    title, day = {
        "en": (f"{own} Speaks with {other}", f"{event.date:%B} {event.date.day}, {event.date.year}"),
        "zh": (f"{own}同{other}通话", f"{event.date.year}年{event.date.month}月{event.date.day}日"),
        "ru": (f"{own}: разговор. {other}", f"{event.date.day:02d}.{event.date.month:02d}.{event.date.year}"),
    }[language]
    return f"{title}\n\n{day}\n\n{text}"


def scans() -> Tally:
    """Pages that are pictures alone."""
    counts = Counter[str]()
    for pages_ in range(1, 11):
        counts["tried"] += 1
        try:
            draft_from_bytes(files.pdf([[] for _ in range(pages_)], picture=True), name="x")
        except InputError as error:
            counts["text"] += "is a scan" in str(error)
    return {"scanned PDF, said to be one": counts}


def programmes(library: Library) -> Tally:
    """Whole news programmes, out of which the call is to be cut."""
    texts = {(event.id, side): text for text, event, side, _ in corpus(library) if side == "CN"}
    known = {e.id: e for e in library.events()}
    counts = Counter[str]()
    for file in sorted((SHARED / "corpus" / "mirror").rglob("news/20*.md")):
        programme = broadcast.read(file.read_text("utf-8"))
        for heading in programme.proposed if programme is not None else ():
            draft = draft_from_bytes(file.read_bytes(), name=file.name, library=library, item=heading)
            event = known.get(draft.event.value)
            if event is None or (programme is not None and abs((programme.day - event.date).days) > 1):
                continue
            text = texts.get((event.id, "CN"), draft.text)
            counts.update(["tried", *right(draft, text, event, "CN", "zh")])
    return {"archive: news programmes, calls of the catalogue": counts}


_SORTS = ((EventKind.CALL, r"-calls?-|-conversations?-|-spoke-"), (EventKind.MEETING, r"-meetings?-|-pull-aside"))


def statements() -> Tally:
    """Statements with front matter; what is right is told by the name of the file: its day, its sort, its people."""
    counts = Counter[str]()
    for file in sorted((SHARED / "corpus" / "bulk" / "whitehouse").glob("*.md")):
        draft = draft_from_bytes(file.read_bytes(), name=file.name)
        slug = f"{file.stem[10:]}-"
        sort = next((kind for kind, pattern in _SORTS if re.search(pattern, slug)), None)
        video = re.search(r"video|virtual", slug) is not None
        event = draft.new_event
        others = draft.participants.value[1:] if event is not None else ()
        named = [set(re.findall(r"[a-z]+", letters_of(p.short))) & set(slug.split("-")) for p in others]
        checks = {
            "language": draft.language.value == "en",
            "side": draft.side.value == "US",
            "people": (event is not None and bool(draft.group)) or (bool(named) and all(named)),
            "kind": sort is None or draft.event_kind.value in (sort, *((EventKind.VIDEO_CALL,) if video else ())),
            "day": draft.event_date.value is not None
            and abs((draft.event_date.value - date.fromisoformat(file.stem[:10])).days) <= 1,
            "event": event is not None,
        }
        counts.update(["tried", *(name for name, is_right in checks.items() if is_right)])
    return {"archive: statements with front matter": counts}


def letters_of(name: str) -> str:
    """A name in small Latin letters, as addresses have it."""
    from readouts.drafts import slug

    return slug(name)


def pages() -> Tally:
    """One page in the structure of every publisher."""
    counts = Counter[str]()
    for case in CASES:
        draft = draft_from_bytes(case.content, name=case.url, url=case.url)
        published = draft.published.value
        checks = {
            "text": letters(draft.text) == letters("".join(case.text)),
            "language": draft.language.value == case.language,
            "side": draft.side.value == case.side,
            "day": (published.at.isoformat() if published.at else published.text) == (case.at or case.day),
        }
        counts.update(["tried", *(name for name, is_right in checks.items() if is_right)])
    return {"pages of every publisher’s structure": counts}


if __name__ == "__main__":
    sys.exit(main())
