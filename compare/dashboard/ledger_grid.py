"""The ledger of set phrases as a grid: phrases down, calls across, each cell with a sign, a word and its base rate."""

from __future__ import annotations

from collections.abc import Sequence

from compare.dashboard.address import View, href
from compare.dashboard.parts import day
from compare.ledger import (
    ABSENT,
    ALTERED,
    NOT_SEARCHED,
    ONLY_ASKED,
    ONLY_DENIED,
    ONLY_QUOTED,
    PRESENT,
    Cell,
    Entry,
    Ledger,
    vanished,
)
from compare.markup import Markup, join, line, tag, tip
from compare.palette import side_class, side_name
from compare.sightings import OWN
from compare.timeline import NO_TEXT, NOT_IN_DIGEST, NOT_IN_EXCERPT

SIGNS = {
    PRESENT: ("●", "present"),
    ALTERED: ("◐", "altered"),
    ABSENT: ("–", "absent"),
    ONLY_QUOTED: ("❝", "only quoted"),
    ONLY_DENIED: ("⊘", "only denied"),
    ONLY_ASKED: ("?", "only asked"),
    NOT_IN_DIGEST: ("×", "not searched"),
    NOT_IN_EXCERPT: ("×", "not searched"),
    NOT_SEARCHED: ("×", "not searched"),
    NO_TEXT: ("×", "not searched"),
}
"""Status → sign and word of a cell."""
_SEARCHED = (PRESENT, ALTERED, ABSENT, ONLY_QUOTED, ONLY_DENIED, ONLY_ASKED)
LAST = 12


def columns(book: Ledger) -> range:
    """Numbers of the calls that are columns: the latest."""
    return range(max(0, len(book.calls) - LAST), len(book.calls))


def entries(book: Ledger, family: str) -> list[Entry]:
    """The phrases of a family ('all' for every one) that the side ever used, in the order of the file."""
    return [e for e in book.entries if e.places and family in ("all", e.formula.family)]


def key_of(entry: Entry, event_id: str) -> str:
    """The name of a cell in an address."""
    return f"phrase:{entry.formula.id}|{event_id}"


def wording(entry: Entry) -> str:
    """The phrase as it was last used, unaltered where it ever was."""
    own = [(line_, s) for _, line_, s in entry.places if s.voice == OWN] or [(line_, s) for _, line_, s in entry.places]
    line_, found = next(((x, s) for x, s in reversed(own) if not s.altered), own[-1])
    return " ".join(line_.text[found.start : found.end].split())


def grid(book: Ledger, chosen: Sequence[Entry], event_id: str, view: View) -> Markup:
    """The grid of some phrases."""
    numbers = columns(book)
    read = sum(not book.calls[n].reason for n in numbers)
    head = [_column(book, n, event_id) for n in numbers]
    rows: list[Markup] = []
    family = ""
    for entry in chosen:
        if entry.formula.family != family:
            family = entry.formula.family
            if len({e.formula.family for e in chosen}) > 1:
                cells = tag("th", family[:1].upper() + family[1:], colspan=len(numbers) + 1, scope="rowgroup")
                rows.append(tag("tr", cells, cls="family"))
        cells = join(*(_cell(book, entry, n, event_id, view) for n in numbers))
        rows.append(tag("tr", _phrase(book, entry), cells))
    return tag(
        "div",
        tag(
            "table",
            tag("caption", f"Set phrases of {side_name(book.side)}, by call", cls="sr"),
            tag("thead", tag("tr", tag("th", "Phrase", scope="col"), *head)),
            tag("tbody", *rows),
            cls=f"ledger {side_class(book.side)}",
            style=f"--read:{read};--unread:{len(numbers) - read}",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label="Set phrases by call",
    )


def _column(book: Ledger, number: int, event_id: str) -> Markup:
    call = book.calls[number]
    others = [p.short for p in call.event.participants if p.side != book.side]
    return tag(
        "th",
        tag("span", f"{call.event.date.day} {call.event.date:%b %y}", cls="when"),
        tag("span", ", ".join(others), cls="whom"),
        tag("span", call.reason, cls="reason") if call.reason else None,
        scope="col",
        cls=" ".join(filter(None, ["now" if call.event.id == event_id else "", "unread" if call.reason else ""]))
        or None,
    )


def _phrase(book: Ledger, entry: Entry) -> Markup:
    formula = entry.formula
    first, last = book.first_seen(entry), book.last_seen(entry)
    rung = f"{formula.axis}, rung {formula.rung}" if formula.axis else "on no ladder"
    seen = f"First seen {day(first.event.date)}, last {day(last.event.date)}." if first and last else None
    note = tip(
        tag("b", formula.gloss),
        line("Searched for: ", " · ".join(formula.patterns(book.language)), cls="q"),
        line(seen) if seen else None,
        line(f"{rung.capitalize()}. Source: {formula.source}."),
        line(f"rule {formula.id}", cls="rule"),
    )
    return tag(
        "th",
        tag("span", wording(entry), note, cls="words", lang=book.language, data_tip=True, tabindex=0),
        tag("span", formula.gloss, cls="gloss"),
        scope="row",
    )


def _cell(book: Ledger, entry: Entry, number: int, event_id: str, view: View) -> Markup:
    cell = book.cell(entry, number)
    sign, word = SIGNS[cell.status]
    id_ = cell.call.event.id
    key = key_of(entry, id_)
    now = " now" if id_ == event_id else ""
    shown = join(tag("span", sign, cls="sign", aria_hidden="true"), tag("span", word, cls="word"))
    if cell.status not in _SEARCHED:
        return tag("td", shown, cls=f"unread{now}")
    note = _note(cell)
    if cell.quotes:
        inner = tag(
            "a",
            shown,
            note,
            href=href("over-time", view.with_(row=key)),
            data_go=True,
            data_tip=True,
            data_key=key,
            data_scroll=key,
        )
    else:
        inner = tag("span", shown, note, data_tip=True, tabindex=0)
    on = " on" if key == view.row else ""
    return tag("td", inner, cls=f"c-{word.split()[-1]}{now}{on}")


def _note(cell: Cell) -> Markup:
    quotes = dict.fromkeys(f"“{q.words}” ({q.speaker})" for q in cell.quotes)
    return tip(
        tag("b", f"{cell.status.capitalize()}, {day(cell.call.event.date)}"),
        *(line(q, cls="q") for q in list(quotes)[:3]),
        *(line(f"altered: {a}") for a in cell.altered[:3]),
        line(f"Before this: {cell.base.sentence()}."),
        *(line(f"{x.readout.id}, revision {x.revision.number}", cls="prov") for x in cell.call.lines[:2]),
    )


def missing_line(book: Ledger, event_id: str, family: str) -> Markup | None:
    """What the chosen call no longer says although the call before with the same people did, with the base rates."""
    number = next((n for n, c in enumerate(book.calls) if c.event.id == event_id), None)
    if number is None or book.calls[number].reason:
        return None
    gone = [(e, rate) for e, rate in vanished(book, number) if family in ("all", e.formula.family)]
    if not gone:
        return None
    items = [
        tag(
            "li",
            tag("q", wording(e), lang=book.language),
            f" ({e.formula.gloss}): absent in {rate.absent} of {rate.calls} earlier calls of {rate.pair}",
        )
        for e, rate in gone[:8]
    ]
    more = tag("li", f"and {len(gone) - 8} more") if len(gone) > 8 else None
    return tag(
        "details",
        tag("summary", f"Used in the call before and not in this one: {len(gone)}"),
        tag("ul", *items, more, cls="gone"),
    )


def legend() -> Markup:
    """The signs in words."""
    words = {
        "●": "present as known",
        "◐": "present with altered words",
        "–": "searched for, absent",
        "❝": "only quoted from the other side",
        "⊘": "only denied, or said not to have been said",
        "?": "only asked of the other side",
        "×": "no original text: not searched",
    }
    return tag(
        "ul",
        *(tag("li", tag("span", sign, cls="sign", aria_hidden="true"), f" {said}") for sign, said in words.items()),
        cls="key",
    )
