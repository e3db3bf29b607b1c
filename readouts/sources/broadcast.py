"""A whole news programme as Markdown, cut into its items; those about calls and meetings of leaders are proposed.

A programme is known by its first heading, which carries its day, and by several items under ``###``:

    # 《Name of the programme》（20310205）
    ## Contents
    ### Heading of the first item
    …
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from readouts.documents.document import Document
from readouts.errors import InputError
from readouts.model import EventKind
from readouts.sources import cctv_markdown
from readouts.titles import lands_in_chinese_title, read_title

_HEAD = re.compile(r"\A\ufeff?\s*#[ \t]+(?P<name>[^\n]{1,80}?)[ \t]*[（(](?P<day>20\d{6})[）)][ \t]*(?:\n|\Z)")
_LEAST = 2
"""Items from which a text is taken for a programme."""
_ON_THE_PHONE = (EventKind.CALL, EventKind.VIDEO_CALL)


@dataclass(frozen=True, slots=True)
class Choice:
    """One item of a programme by its heading. proposed: it is about a call or a meeting of leaders."""

    heading: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A programme. day: of the broadcast; a call late on one day is in the next day's. choices: calls stand first."""

    name: str
    day: date
    choices: tuple[Choice, ...]
    script: str

    @property
    def proposed(self) -> tuple[str, ...]:
        """Headings of the items about leaders, calls before meetings."""
        return tuple(choice.heading for choice in self.choices if choice.proposed)

    def item(self, heading: str = "") -> Document:
        """One item as a text of its own. heading: or words of it; '' for the first proposed, else the first.

        Raises InputError where no item has such a heading, or several have.
        """
        chosen = self._chosen(heading.strip())
        found = cctv_markdown.item(self.script, chosen)
        others = f"the others about leaders: {'; '.join(h for h in self.proposed if h != chosen)}"
        note = f"cut out of {self.name}, which has {len(self.choices)} items" + (
            f"; {others}" if len(self.proposed) > 1 else ""
        )
        return Document(
            "markdown",
            found.text,
            found.title,
            None,
            self.day.isoformat(),
            found.url or "",
            found.dropped,
            (note, *found.notes),
        )

    def _chosen(self, words: str) -> str:
        headings = [choice.heading for choice in self.choices]
        if not words:
            return next(iter(self.proposed), headings[0])
        exact = [h for h in headings if h == words]
        near = exact or [h for h in headings if words.casefold() in h.casefold()]
        if len(near) != 1:
            which = "; ".join(near or self.proposed or headings[:5])
            raise InputError(f"{'Several items are' if near else 'No item is'} headed {words!r}. Name one of: {which}.")
        return near[0]


def read(text: str) -> Broadcast | None:
    """The programme a text is; None for any other text."""
    script = text.replace("\r\n", "\n")
    head = _HEAD.match(script)
    headings = cctv_markdown.headings(script) if head else ()
    if not head or len(headings) < _LEAST:
        return None
    try:
        day = date(int(head["day"][:4]), int(head["day"][4:6]), int(head["day"][6:]))
    except ValueError:
        return None
    ranked = sorted(dict.fromkeys(headings), key=_rank)
    return Broadcast(head["name"], day, tuple(Choice(h, _rank(h) < _OTHER) for h in ranked), script)


_OTHER = 2


def _rank(heading: str) -> int:
    """0 for a call of leaders, 1 for a meeting, 2 for anything else."""
    reading = read_title(heading)
    if reading.kind is None or not reading.participants:
        return _OTHER
    others = {p.side for p in reading.participants[1:]} | set(lands_in_chinese_title(heading))
    if not others - {reading.participants[0].side}:
        return _OTHER
    return 0 if reading.kind in _ON_THE_PHONE else 1
