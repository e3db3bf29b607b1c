"""Which format a file has, by its bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from readouts.errors import InputError
from readouts.sources.markup import looks_like_html

FORMATS = {
    "pdf": "PDF",
    "docx": "Word document",
    "rtf": "RTF document",
    "eml": "mail",
    "mhtml": "saved web page",
    "html": "web page",
    "markdown": "Markdown",
    "text": "plain text",
}
"""Formats that are read, and how they are called."""

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Office document. Open it and save it as .docx or .pdf"),
    (b"\x89PNG", "a picture. Paste the text it shows"),
    (b"\xff\xd8\xff", "a picture. Paste the text it shows"),
    (b"GIF8", "a picture. Paste the text it shows"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip archive. Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive. Unpack it first"),
    (b"Rar!", "a RAR archive. Unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"PAR1", "a Parquet table. Give it to `readouts import`"),
)
_HEADERS = re.compile(rb"\A(?:\s*[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){2,}")
_MAIL = re.compile(
    rb"^(?:received|return-path|message-id|delivered-to|mime-version|from|x-mailer):", re.IGNORECASE | re.MULTILINE
)
_SAVED = re.compile(rb"^content-type:\s*multipart/related|^snapshot-content-location:", re.IGNORECASE | re.MULTILINE)


def detect(content: bytes, name: str = "") -> str:
    """The format of a file: a key of FORMATS. name: only tells Markdown from plain text.

    Raises InputError for what is no text, saying what it is and what to do.
    """
    where = name or "The file"
    if not content.strip(b"\x00 \t\r\n"):
        raise InputError(f"{where} is empty. Nothing was added.")
    # Some writers put a few bytes before a PDF; readers allow a kilobyte.
    if content[:5] == b"%PDF-" or b"\n%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _zipped(content, where)
    if content.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    for magic, what in _REFUSED:
        if content.startswith(magic):
            raise InputError(f"{where} is {what}.")
    headers = _HEADERS.match(content[:40_000].replace(b"\r\n", b"\n"))
    if headers:
        if _SAVED.search(headers[0]):
            return "mhtml"
        if _MAIL.search(headers[0]):
            return "eml"
    head = content[:8000].decode("utf-8", "replace")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = content[:8000].decode("utf-16", "replace")
    if looks_like_html(head):
        return "html"
    if re.match(r"\ufeff?\s*---[ \t]*\r?\n[\w-]+[ \t]*:", head) or name.lower().endswith((".md", ".markdown")):
        return "markdown"
    return "text"


def _zipped(content: bytes, where: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise InputError(f"{where} is a broken ZIP or Word file ({error}). Save it again.") from error
    if "word/document.xml" in names:
        return "docx"
    if any(n.startswith(("xl/", "ppt/")) for n in names):
        raise InputError(f"{where} is a workbook or slides. Copy the text and paste it.")
    if "mimetype" in names and "content.xml" in names:
        raise InputError(f"{where} is an OpenDocument file. Save it as .docx or .pdf.")
    raise InputError(f"{where} is a ZIP archive. `readouts import {where}` reads all texts in it.")
