"""PDF: the text layer, with lines joined to paragraphs and running heads and page numbers left out.

A page that is only a picture has no text layer; a document of such pages is a scan, and that is said.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

import pypdf

from readouts.documents.document import MAX_TEXT, Document
from readouts.errors import InputError
from readouts.radicals import characters

MAX_PAGES = 200
_ENDS = re.compile(r"[.!?。！？:：;；”\"»)）]$")
_CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_NUMBER = re.compile(
    r"[-–— ]*(?:page|стр\.|第)?\s*\d{1,4}\s*(?:页)?(?:\s*(?:/|of|из|共)\s*\d{1,4}\s*页?)?[-–— ]*", re.IGNORECASE
)


def read(content: bytes) -> Document:
    """The text of a PDF. Raises InputError for a locked, broken, scanned or empty one."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(
                "the PDF is locked with a password. Open it, print it to a PDF without one, or paste the text"
            )
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise InputError(f"the PDF has {count} pages; a readout has a few. Cut out the pages you mean")
        pages = [reader.pages[number].extract_text() or "" for number in range(count)]
        title = str(reader.metadata.get("/Title") or "") if reader.metadata else ""
        pictures = 0 if any(p.strip() for p in pages) else sum(_has_picture(reader, n) for n in range(min(count, 20)))
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # The parser of another house meets a stranger's file here: its errors are of any kind.
        raise InputError(
            f"the PDF is broken or of a rare kind ({type(error).__name__}: {str(error)[:120]}). Paste its text"
        ) from error
    words = sum(c.isalnum() for page in pages for c in page)
    if words < 20:
        if pictures:
            raise InputError(
                f"the PDF is a scan: its {count} pages are pictures without a text layer. Run text recognition (OCR) "
                "over it and give the result, or paste the text"
            )
        raise InputError("the PDF holds no text. Paste it instead")
    text, dropped = join_pages([_as_written(page) for page in pages])
    empty = sum(not page.strip() for page in pages)
    notes = (f"{empty} of {count} pages have no text layer: what they show is missing here",) if empty else ()
    return Document("pdf", text[:MAX_TEXT], _title(title), dropped=dropped, notes=notes)


def _as_written(page: str) -> str:
    """A page without what drawing it in a PDF does to Chinese: radicals for characters, spaces around figures."""
    page = characters(page)
    letters = sum(c.isalpha() for c in page)
    if letters and len(_CJK.findall(page)) > letters * 0.5:
        page = re.sub(rf"(?<={_CJK.pattern}) (?=\d)|(?<=\d) (?={_CJK.pattern})", "", page)
    return page


def _has_picture(reader: pypdf.PdfReader, number: int) -> bool:
    resources = reader.pages[number].get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    objects = resources.get("/XObject") if hasattr(resources, "get") else None
    objects = objects.get_object() if objects is not None else {}
    return any(o.get_object().get("/Subtype") == "/Image" for o in objects.values())


def _title(title: str) -> str:
    title = " ".join(title.split())
    # Programs put the name of the file there, or of themselves.
    wrong = re.search(r"\.(?:docx?|pdf|rtf|indd)$|^(?:microsoft word|untitled|document\d*|about:|https?:)", title, re.I)
    return "" if wrong else title[:300]


def join_pages(pages: list[str]) -> tuple[str, tuple[str, ...]]:
    """The lines of pages as paragraphs, and what ran along on every page.

    A line that stands first or last on at least three pages, or on all of two, is a running head; a page's number
    likewise. A paragraph ends where a line is clearly shorter than the widest and closes a sentence.
    """
    split = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    edges = Counter(_shape(line) for lines in split for line in {*lines[:2], *lines[-2:]})
    least = 3 if len(split) > 2 else 2
    dropped: dict[str, None] = {}
    kept: list[str] = []
    for lines in split:
        for place, line in enumerate(lines):
            at_edge = place < 2 or place >= len(lines) - 2
            running = len(split) > 1 and edges[_shape(line)] >= least
            number = (place == 0 or place == len(lines) - 1) and _NUMBER.fullmatch(line)
            if at_edge and (running or number):
                dropped[line] = None
            else:
                kept.append(line)
    return _paragraphs(kept), tuple(dropped)[:20]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(lines: list[str]) -> str:
    if not lines:
        return ""
    widest = sorted(map(len, lines))[int(len(lines) * 0.9)]
    paragraphs: list[str] = []
    open_ = ""
    for line in lines:
        open_ = _joined(open_, line)
        short = len(line) < widest * 0.8
        if (short and _ENDS.search(line)) or (len(line) < widest * 0.5 and not open_[len(line) :]):
            paragraphs.append(open_)
            open_ = ""
    return "\n\n".join([*paragraphs, open_] if open_ else paragraphs)


def _joined(before: str, line: str) -> str:
    if not before:
        return line
    if re.search(r"[a-zа-яё]-$", before) and re.match(r"[a-zа-яё]", line):
        return before[:-1] + line
    return before + ("" if _CJK.match(before[-1]) and _CJK.match(line[0]) else " ") + line
