"""Mail (EML) and saved web pages (MHTML): the same envelope with other things in it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import lxml.html

from readouts.documents.document import MAX_TEXT, Document
from readouts.documents.letter import bare, sent, subject_alone
from readouts.errors import InputError, SourceError
from readouts.sources.extracted import html_text, tidy
from readouts.sources.markup import decode_page, parse

MAX_PARTS = 200
MAX_DEPTH = 8
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_HIDES = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)|max-height\s*:\s*0(?:px)?\s*(?:;|!|$))",
    re.IGNORECASE,
)


def read_mail(content: bytes) -> Document:
    """The text of a mail: its plain part, else its HTML. Attachments are listed and not opened.

    Of a forward it is the text, time and subject of what was forwarded. Hidden parts of its HTML, what is quoted, a
    signature, and what stands below the end mark of a release are left out and listed.

    Raises InputError where there is no text.
    """
    message = _message(content)
    plain = html = ""
    dropped: list[str] = []
    for part in _parts(message):
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() not in ("text",):
            if not part.is_multipart():
                dropped.append(f"attachment {_name(part)} ({part.get_content_type()}): give it by itself")
            continue
        words = _text(part)
        if part.get_content_type() == "text/plain" and not plain:
            plain = words
        elif part.get_content_type() == "text/html" and not html:
            html = words
    text = plain
    if not any(c.isalnum() for c in text):
        text, hidden = _visible(html) if html else ("", [])
        dropped += hidden
    subject = _subject(message)
    letter = bare(text, subject)
    dropped += letter.cut
    text = _unfolded(letter.text)
    if not any(c.isalnum() for c in text):
        raise InputError("the mail holds no text of its own. Give its attachment, or paste the text")
    moment = _date(message)
    day = moment.date().isoformat() if moment else ""
    notes: tuple[str, ...] = ()
    if letter.fields:
        moment, day = sent(letter.fields.get("date", ""))
        notes = (f"the mail is a forward: day and title are of what {letter.fields['from'][:120]} sent",)
    address = _ADDRESS.search(text)
    return Document(
        "eml",
        text[:MAX_TEXT],
        subject_alone(letter.fields.get("subject", "") or subject),
        moment,
        day,
        url=address[0].rstrip(".,;") if address and len(_ADDRESS.findall(text)) == 1 else "",
        dropped=tuple(dropped[:20]),
        notes=notes,
    )


def read_saved_page(content: bytes) -> Document:
    """The page in an MHTML file, with the address it was saved from. Raises InputError where there is none."""
    message = _message(content)
    origin = str(message.get("Snapshot-Content-Location") or "").strip()
    page = b""
    for part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            found = part.get_payload(decode=True)
            page = found if isinstance(found, bytes) else b""
            origin = origin or str(part.get("Content-Location") or "").strip()
            break
    if not page.strip():
        raise InputError("the saved page holds no HTML. Save it again, or paste the text")
    if not re.match(r"https?://", origin):
        origin = ""
    return Document("mhtml", "", subject_alone(_subject(message)), None, "", origin, page=page)


def _message(content: bytes) -> EmailMessage:
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InputError(f"the mail is broken ({type(error).__name__}). Paste its text") from error
    if not isinstance(message, EmailMessage):
        raise InputError("the file is no mail. Paste its text")
    return message


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    # Not message.walk(): it goes as deep as it is led.
    queue: list[tuple[EmailMessage, int]] = [(message, 0)]
    seen = 0
    while queue and seen < MAX_PARTS:
        part, depth = queue.pop(0)
        seen += 1
        yield part
        if part.is_multipart() and depth < MAX_DEPTH:
            inner = part.get_payload()
            queue = (
                [(p, depth + 1) for p in inner if isinstance(p, EmailMessage)] + queue
                if isinstance(inner, list)
                else queue
            )


def _text(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    charset = str(part.get_param("charset", "", unquote=True) or "") if part.get("Content-Type") else ""
    text, _ = decode_page(raw, f"text/plain; charset={charset}" if charset else "")
    return text


def _visible(markup: str) -> tuple[str, list[str]]:
    """The words a mail's page shows, and those it hides."""
    try:
        root = parse(markup)
    except SourceError as error:
        raise InputError(f"the mail's page cannot be read: {error}") from error
    for silent in root.xpath("//script | //style"):
        silent.drop_tree()
    hidden: list[str] = []
    for element in root.xpath("//body//*[@style or @hidden or @class]"):
        if _is_hidden(element):
            words = " ".join(element.text_content().split())
            hidden += [f"hidden in the mail: {words[:120]}"] if any(c.isalnum() for c in words) else []
            element.drop_tree()
    return html_text(lxml.html.tostring(root, encoding="unicode")), hidden


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or "preheader" in (element.get("class") or "").lower()
        or _HIDES.search(element.get("style") or "") is not None
    )


def _unfolded(text: str) -> str:
    """Paragraphs of a mail, whose lines are broken at some 75 characters."""
    paragraphs = re.split(r"\n[ \t]*\n+", text)
    joined: list[str] = []
    for paragraph in paragraphs:
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        folded = len(lines) > 1 and all(len(line) > 50 for line in lines[:-1])
        joined.append((" " if folded else "\n").join(lines))
    return tidy("\n\n".join(joined))


def _subject(message: EmailMessage) -> str:
    try:
        return str(message.get("Subject") or "")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message.get("Date") or ""))
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return moment if moment.utcoffset() is not None else None


def _name(part: EmailMessage) -> str:
    try:
        name = part.get_filename() or "without a name"
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        name = "without a name"
    return re.sub(r"[\x00-\x1f]", "", str(name).replace("\\", "/").rpartition("/")[2])[:80]
