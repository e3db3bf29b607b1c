"""The coverage table as a heat map: topics down, publications across, silence as explicit as speech."""

from __future__ import annotations

from typing import Any

import pandas as pd

from compare.analysis import Comparison, Reading
from compare.dashboard.address import View, href
from compare.dashboard.parts import clock, fidelity_badge, plural, records, side_label, side_mark
from compare.markup import Markup, join, line, tag, tip
from compare.palette import family, language_name, side_class, side_name
from compare.report_words import percent
from compare.tables import (
    MENTIONED,
    NOT_MENTIONED,
    NOTHING_ELSE,
    QUOTED,
    REMAINDER,
    SAID_NOT_DISCUSSED,
    SIGNS,
    WORD_ONLY,
)

STEPS = (0.02, 0.08, 0.16, 0.30)
"""Lower bounds of the shades 2 to 5, as shares of a text's words."""

_TERMS = 36  # a note is read at a glance; the full list stands on the topic's page


def shade(share: float) -> int:
    """The shade of a share of the text, 1 (faintest) to 5."""
    return 1 + sum(share >= step for step in STEPS)


def coverage_map(comparison: Comparison, coverage: pd.DataFrame, view: View) -> Markup:
    """The heat map of a coverage table. Each cell with a mention, and each topic, leads to the words."""
    readings = comparison.readings
    cells = {(row["topic"], row["readout_id"]): row for row in records(coverage)}
    topics = dict(zip(coverage["topic"], coverage["topic_label"], strict=True))
    sides = dict.fromkeys(r.readout.side for r in readings)
    body = [
        tag(
            "tr",
            tag("th", _topic_link(topic, name, view), scope="row"),
            [_cell(cells[topic, r.readout.id], r, view) for r in readings],
            tag("td", _who(topic, list(sides), readings, cells), cls="whose"),
            cls="chosen" if topic == view.topic else None,
        )
        for topic, name in topics.items()
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "Share of each text by topic, number of statements, and the strongest tone", cls="sr"),
            tag(
                "thead", tag("tr", tag("th", "Topic", scope="col"), map(_head, readings), tag("th", "Who", scope="col"))
            ),
            tag("tbody", *body),
            cls="heat",
            style=f"--n:{len(readings)}",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label="Coverage by topic",
    )


def _head(reading: Reading) -> Markup:
    readout = reading.readout
    language = reading.revision.language
    return tag(
        "th",
        side_label(readout.side),
        tag("span", language_name(readout.language), cls="lang"),
        tag("span", readout.publisher, cls="pub"),
        fidelity_badge(reading.revision.fidelity),
        tag("span", f"read in {language_name(language)}", cls="lang") if language != readout.language else None,
        scope="col",
        cls=side_class(readout.side),
    )


def _topic_link(topic: str, name: str, view: View) -> Markup:
    return tag(
        "a",
        name,
        href=href("side-by-side", view.with_(topic=topic)),
        data_go=True,
        cls=f"topic fam-{family(topic)}",
        title="Side by side on this topic",
    )


def _version(reading: Reading) -> str:
    revision = reading.revision
    return (
        f"revision {revision.number} ({revision.fidelity.value}), captured {clock(revision.retrieved_at)}, "
        f"sha256 {revision.sha256[:12]}…"
    )


def _cell(row: dict[str, Any], reading: Reading, view: View) -> Markup:
    colour = side_class(reading.readout.side)
    if row["status"] != MENTIONED:
        return _silent(row, reading, colour)
    count = plural(row["statements"], "statement")
    width = max(2.0, min(100.0, row["share"] * 100))
    note = tip(
        tag("b", f"{row['topic_label']} in {side_name(reading.readout.side)}’s text"),
        line(f"{percent(row['share'])} of the words, {count}."),
        [line(quote, cls="quote") for quote in row["quotes"].split("; ")[:5]],
        line(_version(reading), cls="prov"),
    )
    inside = tag(
        "a",
        tag("span", percent(row["share"]), cls="share"),
        tag("span", count, cls="count"),
        tag(
            "span",
            row["strongest_tone"] or "no marked tone",
            cls="tone-words" + ("" if row["strongest_tone"] else " plain"),
        ),
        tag("span", tag("i", style=f"width:{width:.0f}%"), cls="bar", aria_hidden="true"),
        note,
        href=href("side-by-side", view.with_(topic=row["topic"])),
        data_go=True,
        data_tip=True,
    )
    return tag("td", inside, cls=f"cell {colour} s{shade(row['share'])}")


def searched_terms(searched: str, limit: int = _TERMS) -> str:
    """The terms searched, cut after ``limit`` of them."""
    terms = [t for t in searched.split(", ") if t]
    more = len(terms) - limit
    return ", ".join(terms[:limit]) + (f" and {more} more" if more > 0 else "")


def _silent(row: dict[str, Any], reading: Reading, colour: str) -> Markup:
    denied = row["status"] == SAID_NOT_DISCUSSED
    if denied:
        why = line("The text names the subject and says that it was not discussed: ", row["quotes"])
    elif row["status"] == WORD_ONLY:
        why = line("A word of it stands there, and was not counted as a mention: ", row["not_counted"], ".")
    elif row["status"] == NOTHING_ELSE:
        why = line("All that this text says is on a topic of its own.")
    else:
        why = line("Searched for: ", searched_terms(row["searched"]) or "no terms in this language", ".")
    weak = None
    if row["status"] not in (NOT_MENTIONED, NOTHING_ELSE, *QUOTED):
        weak = line("Silence of a digest or an excerpt is not silence of the text itself.")
    note = tip(tag("b", f"{row['topic_label']}: {row['status']}"), why, weak, line(_version(reading), cls="prov"))
    sign = tag("span", SIGNS.get(row["status"], "–").strip(), cls="sign", aria_hidden="true")
    words = tag("span", sign, " ", row["status"], note, cls="silence", data_tip=True, tabindex=0)
    kind = {SAID_NOT_DISCUSSED: "denied", NOT_MENTIONED: "silent", NOTHING_ELSE: "silent", WORD_ONLY: "passing"}
    return tag("td", words, cls=f"cell {kind.get(row['status'], 'silent unsure')} {colour}")


def _who(topic: str, sides: list[str], readings: tuple[Reading, ...], cells: dict[tuple[str, str], Any]) -> Markup:
    speaking = [
        side
        for side in sides
        if any(cells[topic, r.readout.id]["status"] == MENTIONED for r in readings if r.readout.side == side)
    ]
    marks = [tag("span", side_mark(side), cls=side_class(side)) for side in speaking]
    passing = any(cells[topic, r.readout.id]["status"] == WORD_ONLY for r in readings if r.readout.side not in speaking)
    if passing:
        return join(*marks, tag("span", " and in passing" if speaking else "word only", cls="only"))
    if topic == REMAINDER:
        return join(*marks)
    if len(sides) > 1 and len(speaking) == 1:
        return join(*marks, tag("span", f" only {speaking[0]}", cls="only"))
    if not speaking:
        return tag("span", "none", cls="only")
    everyone = {1: "", 2: " both"}.get(len(sides), " all")
    return join(*marks, everyone if len(speaking) == len(sides) else None)


def one_sided(comparison: Comparison, coverage: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Side → (topic, label) that only its texts have a word of; '' → topics of every side. Empty with a single side.

    What remains beside the topics is no topic that a side could be alone with.
    """
    sides = list(dict.fromkeys(r.readout.side for r in comparison.readings))
    if len(sides) < 2:
        return {}
    found: dict[str, list[tuple[str, str]]] = {side: [] for side in [*sides, ""]}
    said = coverage[(coverage["status"] == MENTIONED) & (coverage["topic"] != REMAINDER)]
    for topic, name in dict(zip(said["topic"], said["topic_label"], strict=True)).items():
        speaking = set(said.loc[said["topic"] == topic, "side"])
        if set(coverage.loc[(coverage["topic"] == topic) & (coverage["status"] == WORD_ONLY), "side"]) - speaking:
            continue
        if len(speaking) == 1:
            found[speaking.pop()].append((topic, name))
        elif len(speaking) == len(sides):
            found[""].append((topic, name))
    return found
