"""What stands around the text of a mail: a forward's header, quotes, the end mark of a release, a signature.

Everything cut is told, so that a reader sees what was taken for furniture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from readouts.sources.dates import first_moment

MIN_LETTERS = 20
"""Letters and figures a text must have at least: with less, what stands around it is left as it is."""
SHOWN = 160
"""Characters shown of each thing cut."""

_NAMES = {
    "from": "from|von|от|发件人|寄件者",
    "date": "date|sent|datum|gesendet|дата|отправлено|日期|发送日期|发送时间|时间",
    "subject": "subject|betreff|тема|主题|主旨",
    "to": "to|cc|bcc|reply-to|an|кому|копия|收件人|抄送",
}
_ANY = "|".join(f"(?P<{kind}>{names})" for kind, names in _NAMES.items())
_FIELD = re.compile(rf"[*_]*(?:{_ANY})[ \t]*[*_]*[:：][*_]*[ \t]*(?P<value>.*)", re.IGNORECASE)
_MARK = re.compile(
    r"-{2,}[ \t]*(?:forwarded message|перес(?:ылаемое|ланное) сообщение|转发的?邮件(?:信息)?)[ \t]*-{2,}"
    r"|begin forwarded message:|начало переадресованного сообщения:|(?:开始|以下是)转发的邮件[:：]",
    re.IGNORECASE,
)
_FORWARDS = re.compile(r"(?:(?:re|aw|ответ|回复|答复)\s*[:：]\s*)*(?:fwd?|wg|пересл\w*|转发)\s*[:：]", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:(?:re|aw|fwd?|wg|ответ|пересл\w*|回复|答复|转发)\s*[:：]\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>+ ?.*\n?)+", re.MULTILINE)
_SIGNATURE = re.compile(r"\n-- \n.*\Z", re.DOTALL)
_END = re.compile(r"^[ \t]*(?:(?:#[ \t]*){3,}|-[ \t]*30[ \t]*-)[ \t]*$", re.MULTILINE)
_LEAVING = re.compile(
    r"\bunsubscribe\b|\bmanage (?:your )?(?:subscriptions?|preferences)\b|отписаться|退订", re.IGNORECASE
)
_MAX_HEADER = 40
_MAX_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """The text of a mail without what stands around it.

    fields: of the innermost forward, by from, date, subject and to; empty where nothing was forwarded.
    cut: what was taken out, each with a word for what it was.
    """

    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    cut: tuple[str, ...] = ()


def bare(text: str, subject: str = "") -> Letter:
    """A mail's text alone. subject: of the mail, as it stands there: it may say that something is forwarded."""
    lines = text.replace("\r\n", "\n").split("\n")
    cut: list[str] = []
    fields: Mapping[str, str] = {}
    for _ in range(_MAX_LEVELS):
        inner = _forwarded(lines, subject)
        if inner is None:
            break
        above, fields, header, lines = inner
        cut += [f"above the forward: {above}"] if above else []
        cut.append(f"header of the forward: {header}")
        subject = fields.get("subject", "")
    text = "\n".join(lines).strip("\n")
    cut += [f"quoted: {_short(quote)}" for quote in _QUOTED.findall(text)[:5]]
    text = _QUOTED.sub("", text)
    if signature := _SIGNATURE.search(text):
        cut.append(f"signature: {_short(signature[0].removeprefix(chr(10)).removeprefix('-- '))}")
        text = text[: signature.start()]
    text, closing = _to_the_end(text)
    return Letter(text, fields, (*cut, *closing))


def subject_alone(subject: str) -> str:
    """A subject without the marks of answers and forwards."""
    return _PREFIX.sub("", " ".join(subject.split()))[:300]


def sent(value: str) -> tuple[datetime | None, str]:
    """The time of a forward's header with its zone, and the day; None and '' where it gives none.

    A mail program writes the time of whoever forwards, mostly without its zone: then only the day is known.
    """
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        moment = None
    if moment is not None and moment.utcoffset() is not None:
        return moment, moment.date().isoformat()
    return first_moment([value])


def _forwarded(lines: Sequence[str], subject: str) -> tuple[str, Mapping[str, str], str, list[str]] | None:
    """What was forwarded: words above it, its header's fields, the header in one line, its lines. None for nothing."""
    marked = False
    by_subject = _FORWARDS.match(subject.strip()) is not None
    tried = 0
    for at, line in enumerate(lines):
        words = line.lstrip("> \t").strip()
        if _MARK.fullmatch(words):
            marked = True
            continue
        if not words or at < tried or not (marked or by_subject) or not _FIELD.fullmatch(words):
            marked = marked and not words
            continue
        quoted = line.lstrip().startswith(">")
        fields, end = _header(_unquoted(lines[at : at + _MAX_HEADER], quoted))
        if "from" not in fields or len(fields) < (2 if marked else 3):
            marked, tried = False, at + end
            continue
        rest = _unquoted(lines[at:], quoted)
        if sum(c.isalnum() for one in rest[end:] for c in one) < MIN_LETTERS:
            return None
        above = [one for one in lines[:at] if not _MARK.fullmatch(one.lstrip("> \t").strip())]
        header = "; ".join(filter(None, map(str.strip, rest[:end])))
        return _short("\n".join(above)), fields, _short(header), rest[end:]
    return None


def _unquoted(lines: Sequence[str], quoted: bool) -> list[str]:
    return [re.sub(r"^[ \t]*> ?", "", line) for line in lines] if quoted else list(lines)


def _header(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The fields at the head of lines, and the number of lines they take.

    A page puts name and value into cells of a table, which come as paragraphs: so a value may stand on the next line.
    """
    fields: dict[str, str] = {}
    at = end = 0
    while at < len(lines):
        after_gap = at > end
        match = _FIELD.fullmatch(lines[at].strip())
        if match is None:
            inside = at + 1 < len(lines) and _FIELD.fullmatch(lines[at + 1].strip())
            if after_gap or not lines[at].strip() or not (inside or ("to" in fields and "@" in lines[at])):
                break
            at = end = at + 1
            continue
        kind = next(k for k in _NAMES if match[k])
        value, stop = match["value"].strip(), at + 1
        if not value:
            stop = _next_full(lines, stop) + 1
            value = lines[stop - 1].strip() if stop <= len(lines) else ""
        # Below the empty line that ends a header the text begins, which may have a line "Date:" of its own.
        if after_gap and (kind in fields or (kind == "to" and "@" not in value) or _in_one(fields, lines[:end])):
            break
        fields.setdefault(kind, value.strip("*_ "))
        end = min(stop, len(lines))
        at = _next_full(lines, end)
    return fields, end


def _in_one(fields: Mapping[str, str], lines: Sequence[str]) -> bool:
    """Whether a header has come to its end in one piece."""
    return len(fields) >= 3 and all(line.strip() for line in lines)


def _next_full(lines: Sequence[str], at: int) -> int:
    return next((n for n in range(at, len(lines)) if lines[n].strip()), len(lines))


def _to_the_end(text: str) -> tuple[str, list[str]]:
    """A text up to its end mark, and what stood below it."""
    cut: list[str] = []
    # The last mark: a mail may hold several releases, each with its own.
    marks = list(_END.finditer(text))
    if marks and sum(c.isalnum() for c in text[: marks[-1].start()]) >= MIN_LETTERS:
        below = _short(text[marks[-1].end() :])
        cut.append(f"from the end mark on: {marks[-1][0].strip()} {below}".strip())
        text = text[: marks[-1].start()]
    paragraphs = re.split(r"\n[ \t]*\n+", text.rstrip())
    while len(paragraphs) > 1 and len(paragraphs[-1]) <= 300 and _LEAVING.search(paragraphs[-1]):
        cut.append(f"footer of the mail: {_short(paragraphs.pop())}")
    return "\n\n".join(paragraphs), cut


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= SHOWN else f"{flat[:SHOWN].rstrip()} …"
