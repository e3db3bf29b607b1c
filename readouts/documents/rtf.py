"""RTF, by striprtf."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from readouts.documents.document import MAX_TEXT, Document
from readouts.errors import InputError

_BINARY = re.compile(r"\\bin(\d+)")
_TITLE = re.compile(r"\{\\title\s+([^{}\\]{1,300})\}")


def read(content: bytes) -> Document:
    """The text of an RTF document. Raises InputError where there is none."""
    # RTF is ASCII; letters beyond it are escapes, and what is not is read as the code page says.
    markup = content.decode("latin-1")
    if _BINARY.search(markup):
        raise InputError("the RTF document holds raw binary data. Save it as .docx, or paste its text")
    try:
        text = str(rtf_to_text(markup, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, KeyError, IndexError, TypeError, LookupError, RecursionError, OverflowError) as error:
        raise InputError(f"the RTF document is broken ({type(error).__name__}). Paste its text") from error
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n+", text)]
    text = "\n\n".join(p for p in paragraphs if p)[:MAX_TEXT]
    if not any(c.isalnum() for c in text):
        raise InputError("the RTF document holds no text. Paste it instead")
    title = _TITLE.search(markup)
    return Document("rtf", text, " ".join(title[1].split()) if title else "")
