"""One file → its text, the dangerous formats in a process of their own."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from datetime import datetime
from typing import Any

from readouts.apart import reader
from readouts.documents import docx, mail, pdf, plain, rtf
from readouts.documents.detect import FORMATS, detect
from readouts.documents.document import MAX_DOCUMENT, Document
from readouts.errors import InputError

SECONDS = 30.0
"""Longest time one file may take: a PDF of a hundred pages takes a few seconds."""
MEMORY = 1_500_000_000
"""Most bytes of memory its process may take."""
MAX_ANSWER = 60_000_000

_APART = {"pdf": pdf.read, "docx": docx.read, "rtf": rtf.read, "eml": mail.read_mail, "mhtml": mail.read_saved_page}


def read_document(content: bytes, name: str = "", *, encoding: str = "", seconds: float = SECONDS) -> Document:
    """The text of a file, whatever its format.

    name: as shown in messages. encoding: of plain text, '' to tell it from the bytes. seconds: limit of time.
    Raises InputError saying what is wrong with the file and what to do; nothing is stored.
    """
    where = name or "The file"
    if len(content) > MAX_DOCUMENT:
        raise InputError(
            f"{where} is larger than {MAX_DOCUMENT // 1_000_000} MB. A readout is a few pages: give its text alone."
        )
    form = detect(content, name)
    try:
        if form in _APART:
            return apart(form, content, seconds=seconds)
        if form == "html":
            return plain.read_html(content)
        return plain.read_markdown(content, encoding) if form == "markdown" else plain.read_text(content, encoding)
    except InputError as error:
        message = str(error)
        said = f"{where}: {message}" if not message.startswith(where) else message
        raise InputError(said if said.endswith(".") else f"{said}.") from error


def apart(form: str, content: bytes, *, seconds: float = SECONDS) -> Document:
    """A file read in a process of its own. Raises InputError where it takes too long, too much, or fails."""
    with reader("readouts.documents.worker", form, str(int(seconds)), str(MEMORY)) as process:
        try:
            answer, _ = process.communicate(content, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise InputError(
                f"reading this {FORMATS[form]} took longer than {seconds:g} seconds, so it was stopped. Paste its text"
            ) from None
        except OSError as error:
            process.kill()
            raise InputError(f"this {FORMATS[form]} could not be read ({error.strerror}). Paste its text") from None
    if process.returncode != 0 or len(answer) > MAX_ANSWER:
        raise InputError(
            f"this {FORMATS[form]} took more memory than a text needs, or broke its reader. Paste its text"
        )
    return from_json(answer)


def to_json(document: Document) -> bytes:
    """A document as bytes, for the other process."""
    values = asdict(document)
    values["published_at"] = document.published_at.isoformat() if document.published_at else None
    values["page"] = document.page.hex()
    return json.dumps({"document": values}).encode("ascii")


def from_json(answer: bytes) -> Document:
    """A document back from bytes. Raises InputError where the other process says why there is none."""
    try:
        said: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise InputError("the file could not be read. Paste its text") from error
    if "error" in said:
        raise InputError(str(said["error"]))
    values = said["document"]
    at = values["published_at"]
    return Document(
        **{
            **values,
            "published_at": datetime.fromisoformat(at) if at else None,
            "page": bytes.fromhex(values["page"]),
            "dropped": tuple(values["dropped"]),
            "notes": tuple(values["notes"]),
        }
    )


def here(form: str, content: bytes) -> Document:
    """A file read in this very process: what the worker does, and what tests and fuzzing call."""
    return _APART[form](content)
