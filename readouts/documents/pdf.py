"""PDF: the text layer, lines joined to paragraphs; running heads, page numbers and what a browser prints left out.

A page that is only a picture has no text layer; a document of such pages is a scan, and that is said.
"""

from __future__ import annotations

import io
import logging
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_COUNT = r"(?:page |стр\. )?\d{1,4} ?(?:/|of|из) ?\d{1,4}"
_STAMP = r"(?:\d{1,4}[./]\d{1,2}[./]\d{2,4},?|\d{4}-\d\d-\d\d,) \d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?"
_STAMPED = re.compile(rf"{_STAMP}(?: .{{1,200}})?|{_COUNT} +{_STAMP}", re.IGNORECASE)
_ADDRESS = re.compile(rf"(?P<title>.{{1,200}} )?(?P<url>(?:file|https?)://\S+)(?P<count> +{_COUNT})?", re.IGNORECASE)
_BROWSER = re.compile(r"mozilla/|chrome|firefox|safari|skia/pdf", re.IGNORECASE)
_EDGE = 3
"""Lines at each end of a page among which a browser's are looked for."""
_WIDER = 1.3
"""A step to the next line this many times the usual one parts paragraphs, and so do letters this much larger."""
_APART = 1.9
"""A step of this many heights of letters is a gap, or the whole document is set so wide."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. size: height of most of its letters. y: of its base line from the foot of the page, in points.

    Both are 0 where the page does not tell.
    """

    text: str
    size: float = 0.0
    y: float = 0.0


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
        pages = [_lines(reader.pages[number]) for number in range(count)]
        about: Mapping[str, object] = reader.metadata or {}
        title = " ".join(str(about.get("/Title") or "").split())
        maker = f"{about.get('/Creator') or ''} {about.get('/Producer') or ''}"
        pictures = 0 if any(pages) else sum(_has_picture(reader, n) for n in range(min(count, 20)))
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # The parser of another house meets a stranger's file here: its errors are of any kind.
        raise InputError(
            f"the PDF is broken or of a rare kind ({type(error).__name__}: {str(error)[:120]}). Paste its text"
        ) from error
    words = sum(c.isalnum() for page in pages for line in page for c in line.text)
    if words < 20:
        if pictures:
            raise InputError(
                f"the PDF is a scan: its {count} pages are pictures without a text layer. Run text recognition (OCR) "
                "over it and give the result, or paste the text"
            )
        raise InputError("the PDF holds no text. Paste it instead")
    pages, printed, url = _without_print(pages, title, by_browser=_BROWSER.search(maker) is not None)
    text, dropped = join_pages(pages)
    empty = sum(not page for page in pages)
    notes = (f"{empty} of {count} pages have no text layer: what they show is missing here",) if empty else ()
    return Document("pdf", text[:MAX_TEXT], _title(title), url=url, dropped=(*printed, *dropped)[:20], notes=notes)


def _lines(page: pypdf.PageObject) -> list[Line]:
    """The lines of a page that hold anything, as they are to be read."""
    pieces: list[tuple[str, float, float]] = []

    def drawn(text: str, outer: Sequence[float], matrix: Sequence[float], _: object, size: float) -> None:
        a, b, c, d, _e, f = map(float, outer)
        right, up, x, y = map(float, matrix[2:6])
        height = abs(float(size)) * math.hypot(right * a + up * c, right * b + up * d)
        pieces.append((text, height, x * b + y * d + f))

    page.extract_text(visitor_text=drawn)
    found: list[Line] = []
    words: list[str] = []
    letters: Counter[float] = Counter()
    places: list[float] = []
    for text, height, y in [*pieces, ("\n", 0.0, 0.0)]:
        for number, part in enumerate(text.split("\n")):
            if number:
                size = max(letters, key=letters.__getitem__, default=0.0)
                found.append(Line("".join(words), size, places[0] if places else 0.0))
                words, letters, places = [], Counter(), []
            words.append(part)
            if part.strip():
                letters[round(height, 1)] += len(part.strip())
                places.append(y)
    written = _as_written("\n".join(line.text for line in found)).split("\n")
    return [replace(line, text=text.strip()) for line, text in zip(found, written, strict=True) if text.strip()]


def _as_written(page: str) -> str:
    """A page without what drawing it in a PDF does: radicals for characters, spaces around figures, ligatures."""
    page = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), characters(page))
    letters = sum(c.isalpha() for c in page)
    if letters and len(_CJK.findall(page)) > letters * 0.5:
        page = re.sub(rf"(?<={_CJK.pattern}) (?=\d)|(?<=\d) (?={_CJK.pattern})", "", page)
    return page


def _without_print(
    pages: Sequence[list[Line]], title: str, *, by_browser: bool
) -> tuple[list[list[Line]], tuple[str, ...], str]:
    """Pages without what a browser prints above and below each; these lines; and the address they give, or ''.

    by_browser: whether a browser made the document; else a lone date at the edge of a page may be the publisher's.
    """
    stamps, addresses, sure = set[tuple[int, int]](), set[tuple[int, int]](), set[tuple[int, int]]()
    url = ""
    for number, lines in enumerate(pages):
        found: dict[int, re.Match[str] | None] = {}
        for at in {*range(len(lines))[:_EDGE], *range(len(lines))[-_EDGE:]}:
            address = _ADDRESS.fullmatch(lines[at].text)
            if _STAMPED.fullmatch(lines[at].text):
                found[at] = None
            elif address and (address["title"] or "").strip() in ("", title):
                found[at] = address
        inside = [line.y for at, line in enumerate(lines) if at not in found and not _NUMBER.fullmatch(line.text)]
        for at, address in found.items():
            # A publisher's own line of date or address stands among the lines of the text.
            if inside and min(inside) < lines[at].y < max(inside):
                continue
            place = (number, at)
            if address is None:
                stamps.add(place)
            elif address["count"] or address["url"].lower().startswith("file:"):
                sure.add(place)
            else:
                addresses.add(place)
            if address is not None and address["url"].startswith("http") and not address["url"].endswith(("…", "...")):
                url = url or address["url"]
    if not sure and not (stamps and (addresses or by_browser)):
        return list(pages), (), ""
    printed = stamps | (sure or addresses)
    kept = [
        [line for at, line in enumerate(lines) if (number, at) not in printed] for number, lines in enumerate(pages)
    ]
    return kept, tuple({_shape(line): line for n, at in sorted(printed) for line in [pages[n][at].text]}.values()), url


def _has_picture(reader: pypdf.PdfReader, number: int) -> bool:
    resources = reader.pages[number].get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    objects = resources.get("/XObject") if hasattr(resources, "get") else None
    objects = objects.get_object() if objects is not None else {}
    return any(o.get_object().get("/Subtype") == "/Image" for o in objects.values())


def _title(title: str) -> str:
    # Programs put the name of the file there, or of themselves.
    wrong = re.search(
        r"\.(?:docx?|pdf|rtf|indd|html?|mht(?:ml)?|txt|odt|pages|md)$"
        r"|^(?:microsoft word|untitled|document\d*|about:|https?:|file:)",
        title,
        re.IGNORECASE,
    )
    return "" if wrong else title[:300]


def join_pages(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[str, ...]]:
    """The lines of pages as paragraphs, and what ran along on every page.

    A line that stands first or last on at least three pages, or on all of two, is a running head; a page's number
    likewise. A paragraph ends where a line is clearly shorter than the widest and closes a sentence, where the letters
    become larger or smaller, and above a gap.
    """
    edges = Counter(shape for lines in pages for shape in {_shape(line.text) for line in [*lines[:2], *lines[-2:]]})
    least = 3 if len(pages) > 2 else 2
    dropped: dict[str, None] = {}
    kept: list[Line] = []
    for lines in pages:
        for place, line in enumerate(lines):
            at_edge = place < 2 or place >= len(lines) - 2
            running = len(pages) > 1 and edges[_shape(line.text)] >= least
            number = (place == 0 or place == len(lines) - 1) and _NUMBER.fullmatch(line.text)
            if at_edge and (running or number):
                dropped[line.text] = None
            else:
                kept.append(line)
    return _paragraphs(kept), tuple(dropped)[:20]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    widest = sorted(len(line.text) for line in lines)[int(len(lines) * 0.9)]
    usual = _steps(lines)
    paragraphs: list[str] = []
    open_ = ""
    for number, line in enumerate(lines):
        if open_ and _parted(lines[number - 1], line, usual, widest):
            paragraphs.append(open_)
            open_ = ""
        open_ = _joined(open_, line.text)
        short = len(line.text) < widest * 0.8
        if (short and _ENDS.search(line.text)) or (len(line.text) < widest * 0.5 and not open_[len(line.text) :]):
            paragraphs.append(open_)
            open_ = ""
    return "\n\n".join([*paragraphs, open_] if open_ else paragraphs)


def _steps(lines: Sequence[Line]) -> dict[float, float]:
    """The usual step from a line to the next, by the size of letters; the lower quarter: gaps are wider."""
    steps: defaultdict[float, list[float]] = defaultdict(list)
    for above, line in pairwise(lines):
        if above.size == line.size and line.y < above.y:
            steps[line.size].append(above.y - line.y)
    return {size: sorted(found)[len(found) // 4] for size, found in steps.items()}


def _parted(above: Line, line: Line, usual: Mapping[float, float], widest: int) -> bool:
    """Whether the layout shows that a line begins a paragraph: larger or smaller letters, or a gap above it."""
    # Within a sentence only a footnote's sign or the like differs.
    if line.text[0].islower() and not _ENDS.search(above.text):
        return False
    if above.size != line.size:
        return max(above.size, line.size) > _WIDER * min(above.size, line.size) > 0
    step = above.y - line.y
    ended = len(above.text) < widest * 0.8 or _ENDS.search(above.text) is not None
    return step > _WIDER * usual.get(line.size, math.inf) or (ended and step > _APART * line.size > 0)


def _joined(before: str, line: str) -> str:
    if not before:
        return line
    if re.search(r"[a-zа-яё]-$", before) and re.match(r"[a-zа-яё]", line):
        return before[:-1] + line
    return before + ("" if _CJK.match(before[-1]) and _CJK.match(line[0]) else " ") + line
