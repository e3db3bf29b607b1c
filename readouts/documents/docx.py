"""Word documents: the paragraphs in their order, without headers, footers, notes, deleted text and fields' codes.

The parts are read with limits on size and on how far they unpack, and no entity is resolved.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import lxml.etree

from readouts.documents.document import MAX_TEXT, Document
from readouts.errors import InputError

MAX_PART = 30_000_000
MAX_RATIO = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pict", f"{_MC}Fallback", f"{_W}delText"))


def read(content: bytes) -> Document:
    """The text of a Word document. Raises InputError for a broken or hostile one, and for one without text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            body = _part(archive, "word/document.xml")
            core = _part(archive, "docProps/core.xml") if "docProps/core.xml" in names else b""
            notes = [n for n in names if re.fullmatch(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml", n)]
            dropped = [words for n in notes[:12] if (words := " ".join(_paragraphs(_part(archive, n)))[:120].strip())]
            pictures = sum(n.startswith("word/media/") for n in names)
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise InputError(
            f"the Word document is broken ({str(error)[:120]}). Save it again, or paste its text"
        ) from error
    paragraphs = _paragraphs(body)
    text = "\n\n".join(p for p in paragraphs if p.strip())[:MAX_TEXT]
    if not any(c.isalnum() for c in text):
        only = f": it holds {pictures} pictures" if pictures else ""
        raise InputError(f"the Word document holds no text{only}. Paste the text instead")
    changed = re.search(rb"<w:(?:del|ins)[ >]", body)
    return Document(
        "docx",
        text,
        _core(core),
        dropped=tuple(dropped),
        notes=("the document has tracked changes: read as if all were accepted",) if changed else (),
    )


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise InputError("the Word document is locked with a password. Save it without one")
    # What the directory says may be a lie, so what comes out is counted too.
    with archive.open(info) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART or len(content) > max(1_000_000, MAX_RATIO * max(1, info.compress_size)):
        raise InputError("the Word document unpacks to far more than a text has: it is made to harm its readers")
    return content


def _paragraphs(part: bytes) -> list[str]:
    if b"<!DOCTYPE" in part[:2000] or b"<!ENTITY" in part:
        raise InputError("the Word document declares entities, which none does that is honest. It was not read")
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = lxml.etree.fromstring(part, parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError(
            f"the Word document is broken ({str(error)[:120]}). Save it again, or paste its text"
        ) from error
    paragraphs: list[str] = []
    pieces: list[str] = []
    skipped = 0
    for event, node in lxml.etree.iterwalk(root, events=("start", "end")):
        tag = node.tag
        if tag in _SKIPPED:
            skipped += 1 if event == "start" else -1
        elif skipped:
            continue
        elif event == "start":
            if tag == f"{_W}t":
                pieces.append(node.text or "")
            elif tag in (f"{_W}tab",):
                pieces.append(" ")
            elif tag in (f"{_W}br", f"{_W}cr"):
                pieces.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                pieces.append("-")
        elif tag == f"{_W}p":
            paragraphs.append("".join(pieces).strip())
            pieces = []
    return paragraphs


def _core(part: bytes) -> str:
    if not part or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return ""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        found = lxml.etree.fromstring(part, parser).find(f"{_DC}title")
    except (lxml.etree.LxmlError, ValueError):
        return ""
    return " ".join((found.text or "").split())[:300] if found is not None else ""
