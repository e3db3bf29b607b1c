"""Comparisons in the terminal: the coverage grid and the tone table as Rich tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral
from typing import Any

import pandas as pd
from rich.table import Table
from rich.text import Text

from compare import tables
from compare.analysis import Comparison, Reading
from compare.report_words import clock, figure, percent, signed
from readouts.model import SIDES


def heading(reading: Reading) -> str:
    """The head of a column: side, language, publisher and, where it is not the official text, the fidelity."""
    readout = reading.readout
    language = readout.language
    if reading.revision.language != language:
        language = f"{language}, read in {reading.revision.language}"
    mark = f"\n[{reading.revision.fidelity.value}]" if reading.revision.fidelity.value != "official" else ""
    return f"{readout.side} {language}\n{readout.publisher}{mark}"


def coverage_grid(comparison: Comparison, coverage: pd.DataFrame) -> Table:
    """Topics × publications: share of the text, statements and strongest tone, or why there is nothing."""
    grid = Table(
        title=f"Coverage: {comparison.event.title or comparison.event.id}", title_justify="left", show_lines=True
    )
    grid.add_column("Topic", style="bold")
    for reading in comparison.readings:
        # Text, not markup: a publisher's name may hold square brackets.
        grid.add_column(Text(heading(reading)))
    for topic, rows in coverage.groupby("topic", sort=False):
        cells = {row["readout_id"]: row for row in rows.to_dict("records")}
        grid.add_row(
            Text(str(rows["topic_label"].iloc[0] or topic)),
            *(_cell(cells[r.readout.id]) for r in comparison.readings),
        )
    return grid


def _cell(row: Mapping[Any, Any]) -> Text:
    if row["status"] != tables.MENTIONED:
        style = "yellow" if row["status"] == tables.SAID_NOT_DISCUSSED else "dim italic"
        words = f": {row['quotes']}" if row["status"] == tables.WORD_ONLY else ""
        return Text(f"{row['status']}{words}", style=style)
    head = f"{percent(float(str(row['share'])))} · {row['statements']} st."
    return Text(head + (f"\n{row['strongest_tone']}" if row["strongest_tone"] else ""))


def silence_notes(comparison: Comparison, coverage: pd.DataFrame) -> list[str]:
    """For every topic that a text is silent on: which version was searched, and for which terms."""
    notes = []
    for row in coverage[~coverage["status"].isin([tables.MENTIONED, tables.NOTHING_ELSE])].to_dict("records"):
        reading = comparison.reading(row["readout_id"])
        words = row["not_counted"] or (row["quotes"] if row["status"] == tables.SAID_NOT_DISCUSSED else "")
        quotes = f" ({words})" if words else ""
        notes.append(
            f"{row['topic_label']}, {row['side']} {row['language']} ({row['publisher']}): {row['status']}{quotes}. "
            f"Searched revision {row['revision']}, {row['fidelity']}, sha256 {row['sha256'][:12]}, "
            f"captured {reading.revision.retrieved_at:%Y-%m-%d %H:%M %Z}, for: {_shorten(row['searched'])}."
        )
    return notes


def _shorten(terms: str, limit: int = 160) -> str:
    return terms if len(terms) <= limit else terms[:limit].rsplit(",", 1)[0] + ", …"


def tone_grid(comparison: Comparison, tone: pd.DataFrame) -> Table:
    """The tone table, short: strongest value of each scale, and the words."""
    grid = Table(title="Tone by topic, publication and speaker", title_justify="left", show_lines=False)
    for column in ("Topic", "Side", "Speaker", "st.", "warmth", "oblig.", "commit.", "warn.", "Words"):
        grid.add_column(column, justify="right" if column in ("st.", "warmth", "warn.") else "left", overflow="fold")
    last = None
    for row in tone.to_dict("records"):
        topic = "" if row["topic"] == last else row["topic_label"]
        if row["topic"] != last and last is not None:
            grid.add_section()
        last = row["topic"]
        mark = " *" if row["indicative"] else ""
        grid.add_row(
            Text(str(topic)),
            Text(f"{row['side']} {row['language']}{mark}"),
            Text(str(row["speaker"])),
            str(row["statements"]),
            signed(row["warmth_strongest"]),
            Text(f"{row['obligation_max']} {row['obligation_holder']}".strip()),
            Text(f"{row['commitment_max']} {row['commitment_actor']}".strip()),
            str(row["warning_max"]),
            Text(tables.words_alone(str(row["quotes"]))),
        )
    return grid


def events_grid(table: pd.DataFrame) -> Table:
    """Events with what is held of each."""
    grid = Table(title="Events", title_justify="left")
    for column in ("Event", "Kind", "Participants", "Official texts", "Digests", "No text"):
        grid.add_column(column)
    for row in table.to_dict("records"):
        grid.add_row(
            *(Text(str(row[k])) for k in ("event", "kind", "participants", "official", "digests", "without_text"))
        )
    return grid


def readouts_grid(table: pd.DataFrame) -> Table:
    """The publications of one event."""
    grid = Table(title="Publications", title_justify="left")
    for column in ("Id", "Side", "Publisher", "Language", "Published", "Words", "Fidelity", "Rev."):
        grid.add_column(column)
    for row in table.to_dict("records"):
        revision = row["revision"]
        grid.add_row(
            Text(str(row["readout_id"])),
            Text(f"{row['side']} {SIDES.get(str(row['side']), '')}".strip()),
            Text(str(row["publisher"])),
            Text(str(row["language"])),
            Text(_moment(row["published_at"]) or str(row["published_text"] or "not known")),
            str(row["words"]),
            Text(str(row["fidelity"])),
            "" if pd.isna(revision) else str(int(revision)),
        )
    return grid


def _moment(value: Any) -> str:
    """A time for people: day and minute with the zone; '' for none."""
    return clock(pd.Timestamp(value).to_pydatetime()) if value and not pd.isna(value) else ""


def any_grid(table: pd.DataFrame, *, title: str, columns: Sequence[str], group: str = "") -> Table:
    """Chosen columns of a table; repeated values of ``group`` are left blank."""
    grid = Table(title=title, title_justify="left")
    for column in columns:
        grid.add_column(column.replace("_", " "), overflow="fold")
    last = None
    for row in table.to_dict("records"):
        again = bool(group) and row[group] == last
        if group and not again and last is not None:
            grid.add_section()
        last = row.get(group)
        grid.add_row(*(Text("" if again and c in (group, "gloss") else _plain(row[c])) for c in columns))
    return grid


def _plain(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float):
        return figure(value)
    return str(value).replace("-", "−") if isinstance(value, Integral) else str(value)
