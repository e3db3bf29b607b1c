"""For each format, what was detected right out of how many tried:  python -m benchmarks.detection

The official texts of the shared corpus (READOUTS_SHARED, or ../shared) are put into every format that can hold them,
and drafted as if a reader had brought them, with a library that holds the events of the catalogue. Mails carry the day
of the event as their date; other formats give no day but what stands in the text.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from readouts.catalogue import load_catalogue
from readouts.intake import Draft, draft_from_bytes, draft_from_text
from readouts.library import Library
from readouts.model import EventKind
from tests.readouts import files

SHARED = Path(os.environ.get("READOUTS_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
FIELDS = ("text", "language", "side", "people", "kind", "day", "event")


def _mail(text: str, day: date) -> bytes:
    message = EmailMessage()
    message["From"] = "desk@news.example"
    message["Subject"] = "text"
    message["Date"] = format_datetime(datetime.combine(day, time(18), UTC))
    message.set_content(text)
    return message.as_bytes()


def _html(text: str) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in text.split("\n") if p)
    return f"<html><body><nav>Menu</nav><article>{paragraphs}</article></body></html>"


def _pdf(text: str, _: date) -> bytes | None:
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


FORMATS: dict[str, Callable[[str, date], bytes | None]] = {
    "plain text": lambda text, _: text.encode(),
    "plain text, gb18030 or windows-1251": lambda text, _: _old(text),
    "Markdown": lambda text, _: f"---\nnote: x\n---\n\n{text}\n".encode(),
    "HTML": lambda text, _: _html(text).encode(),
    "saved page (MHTML)": lambda text, _: files.mhtml(_html(text), "https://example.org/x"),
    "Word": lambda text, _: files.docx([p for p in text.split("\n") if p]),
    "RTF": lambda text, _: files.rtf([p for p in text.split("\n") if p]),
    "mail": _mail,
    "PDF (Latin letters)": _pdf,
}


def _old(text: str) -> bytes | None:
    for encoding in ("windows-1251", "gb18030"):
        if any("\u0400" <= c <= "\u04ff" for c in text) or encoding == "gb18030":
            try:
                coded = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            return coded if not text.isascii() else None
    return None


def right(draft: Draft, text: str, day: date, people: set[str], kind: EventKind, side: str, language: str) -> set[str]:
    """The fields of a draft that are right."""
    plain = "".join(c for c in text if c.isalnum())
    checks = {
        "text": "".join(c for c in draft.text if c.isalnum()) == plain,
        "language": draft.language.value == language,
        "side": draft.side.value == side,
        "people": {p.short for p in draft.participants.value} == people,
        "kind": draft.event_kind.value == kind,
        "day": draft.event_date.value == day,
        "event": draft.event.value[:10] == day.isoformat(),
    }
    return {name for name, is_right in checks.items() if is_right}


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.sqlite3") as library:
        for event in load_catalogue().events:
            library.save_event(event)
        found = tried(library)
    sys.stdout.write(f"| format | tried | {' | '.join(FIELDS)} |\n|---|---|{'---|' * len(FIELDS)}\n")
    for name, counts in found.items():
        sys.stdout.write(f"| {name} | {counts['tried']} | {' | '.join(str(counts[f]) for f in FIELDS)} |\n")
    return 0


def tried(library: Library) -> dict[str, Counter[str]]:
    """For each format, how often it was tried and how often each field was right."""
    found = {name: Counter[str]() for name in ("paste", *FORMATS)}
    for file in sorted((SHARED / "corpus" / "texts").glob("*.txt")):
        event, _, source = file.stem.partition("__")
        day, names, sort = event.split("_")
        side, language, _ = source.split(".")
        text = file.read_text("utf-8")
        kind = EventKind.VIDEO_CALL if sort == "video" else EventKind.CALL
        expected = (text, date.fromisoformat(day), set(names.split("-")), kind, side, language)
        found["paste"].update(["tried", *right(draft_from_text(text, library), *expected)])
        for name, make in FORMATS.items():
            content = make(text, expected[1])
            if content is not None:
                found[name].update(["tried", *right(draft_from_bytes(content, name="x", library=library), *expected)])
    return found


if __name__ == "__main__":
    sys.exit(main())
