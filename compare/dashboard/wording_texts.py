"""The texts that can be compared word by word from a call: its own, their revisions, and those of its sides' others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from compare.analysis import Comparison
from compare.palette import language_name
from readouts.model import Event, Readout, Revision


@dataclass(frozen=True, slots=True)
class Text:
    """One revision of a publication. newest: whether it is the latest."""

    event: Event
    readout: Readout
    revision: Revision
    newest: bool

    @property
    def key(self) -> str:
        """As addresses name it: the readout, and the revision where it is not the latest."""
        return self.readout.id if self.newest else f"{self.readout.id}@{self.revision.number}"

    @property
    def when(self) -> str:
        """Date of the call."""
        return f"{self.event.date.day} {self.event.date:%b %Y}"

    @property
    def short(self) -> str:
        """For a chip or the head of a column."""
        number = f", revision {self.revision.number}" if len(self.readout.revisions) > 1 else ""
        return f"{self.readout.publisher}, {self.when}{number}"

    @property
    def line(self) -> str:
        """For a menu."""
        of = f" · revision {self.revision.number}" if len(self.readout.revisions) > 1 else ""
        fidelity = f" ({self.revision.fidelity.value})" if self.revision.fidelity.value != "official" else ""
        language = language_name(self.revision.language)
        return f"{self.when} · {self.readout.side} · {language} · {self.readout.publisher}{of}{fidelity}"


def choices(event_id: str, events: Iterable[Event], readouts: Iterable[Readout]) -> list[Text]:
    """The texts of a call, then those of the same sides on other calls, newest first; latest revisions first."""
    known = {e.id: e for e in events}
    every = list(readouts)
    sides = {r.side for r in every if r.event_id == event_id}
    found = [
        Text(known[r.event_id], r, v, v is r.latest or v == r.latest)
        for r in every
        if r.side in sides and r.event_id in known
        for v in reversed(r.revisions)
    ]
    order = {side: i for i, side in enumerate(known[event_id].sides)} if event_id in known else {}
    found.sort(key=lambda t: (order.get(t.readout.side, len(order)), t.readout.language, t.readout.id))
    found.sort(key=lambda t: t.event.date, reverse=True)
    found.sort(key=lambda t: t.event.id != event_id)
    return found


def by_key(texts: Iterable[Text]) -> dict[str, Text]:
    """The texts by their names in addresses; a latest revision by its number too."""
    every = list(texts)
    return {f"{t.readout.id}@{t.revision.number}": t for t in every} | {t.key: t for t in every}


def partners(texts: Iterable[Text], one: Text) -> list[Text]:
    """What a text can be compared with: the same language, the same call first, else the same side."""
    return [
        t
        for t in texts
        if t != one
        and t.revision.language == one.revision.language
        and (t.event.id == one.event.id or t.readout.side == one.readout.side)
    ]


def usual(texts: Sequence[Text], comparison: Comparison) -> tuple[Text, Text | None]:
    """What to compare unasked: two revisions of one sort, two texts of one side, the last call's with this one's.

    Texts of two sides come last: where nothing was copied, nearly every word differs. Words of ours come after words
    of a publisher, as nobody asks how two digests are worded.

    texts: as `choices` gives them, at least one of the call.
    """
    own = sorted((t for t in texts if t.event.id == comparison.event.id), key=lambda t: t.revision.fidelity.indicative)
    latest = [t for t in own if t.newest]

    def first(pairs: Iterable[tuple[Text, Text]], *, same_readout: bool, same_side: bool) -> tuple[Text, Text] | None:
        for a, b in pairs:
            if a.revision.language != b.revision.language or (a.readout.id == b.readout.id) != same_readout:
                continue
            if same_readout and a.revision.fidelity != b.revision.fidelity:
                continue
            if same_side and a.readout.side != b.readout.side:
                continue
            return a, b
        return None

    if edited := first(combinations(own, 2), same_readout=True, same_side=True):
        return edited[1], edited[0]
    if pair := first(combinations(latest, 2), same_readout=False, same_side=True):
        return pair
    for text in latest:
        for other in partners(texts, text):
            if (
                other.event.date < text.event.date
                and other.newest
                and other.revision.fidelity == text.revision.fidelity
            ):
                return other, text
    if pair := first(combinations(latest, 2), same_readout=False, same_side=False):
        return pair
    for text in own:
        if others := partners(texts, text):
            return min(others, key=lambda t: t.revision.fidelity.indicative), text
    return (latest or own)[0], None
