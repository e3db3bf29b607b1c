"""Files that hold a text: which format they are, and the text with what was left out.

What a file is is told by its bytes, not by its name. Formats that need a parser of their own (PDF, Word, RTF,
mail, saved pages) are read in a process of their own with a limit of time and memory.
"""

from __future__ import annotations

from readouts.documents.detect import FORMATS, detect
from readouts.documents.document import MAX_DOCUMENT, Document
from readouts.documents.reading import read_document

__all__ = ["FORMATS", "MAX_DOCUMENT", "Document", "detect", "read_document"]
