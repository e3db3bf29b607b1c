"""The charts of the brief's DOCX: who brings up what as a shaded table, tone as marks on scales with words around."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from docx.document import Document as DocumentObject
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Cm
from docx.table import _Cell as TableCell

from compare import report_words as words
from compare.palette import language_name, side_name, tint
from compare.report import Brief, Cell
from compare.report_charts import SCALES, Scale, put_in_mouth
from compare.report_docx_parts import Filler, Row, add_table, new_line, picture, put, shade, side_run, styled
from compare.report_quotes import voice
from compare.report_shares import shade as shade_of
from compare.report_strips import Mark, at, sign, strip
from compare.report_text import tone_words, whose
from compare.tables import NO_TOPIC, SAID_NOT_DISCUSSED, SIGNS

_LANE = 0.36  # cm, the height of a text's lane in a strip and of its line beside it
_STRIP = 3.12  # cm
_STRENGTHS = (0.09, 0.16, 0.24, 0.33, 0.42)  # of a colour, by shade
_MANY = 4  # texts from which a cell has no room for its tone


def coverage_chart(document: DocumentObject, brief: Brief) -> None:
    """Topics down, texts across: the darker a cell, the more of its text the topic takes."""
    heads: list[str | Filler] = ["Topic"]
    for number, reading in enumerate(brief.texts, start=1):
        label = f"T{number} {side_name(reading.readout.side)}, {language_name(reading.revision.language)}"
        heads.append(_head(reading.readout.side, label))
    rows: list[Row] = []
    for row in brief.topics:
        cells = {c.number: c for cells in row.cells.values() for c in cells}
        shown = [_share(cells[n], r.readout.side, len(brief.texts)) for n, r in enumerate(brief.texts, start=1)]
        rows.append((row.label, *shown, whose(brief, row)))
    widths = (3.6, *[11.2 / len(brief.texts)] * len(brief.texts), 3)
    add_table(document, (*heads, "Brought up by"), rows, widths, style="Brief Small")


def _head(side: str, label: str) -> Filler:
    def fill(place: TableCell) -> None:
        side_run(styled(place.paragraphs[0], "Brief Note"), side, label)

    return fill


def _share(cell: Cell, side: str, texts: int) -> Filler:
    """Share, statements and tone on the colour of the side; silence in words on none."""

    def fill(place: TableCell) -> None:
        paragraph = styled(place.paragraphs[0], "Brief Small")
        if not cell.mentioned:
            denied = cell.row["status"] == SAID_NOT_DISCUSSED
            sign = SIGNS.get(str(cell.row["status"]), "– ")
            put(paragraph, f"{sign}{'said not discussed' if denied else cell.row['status']}", italic=not denied)
            return
        share = float(cell.row["share"])
        shade(place, tint(side, _STRENGTHS[shade_of(share) - 1]))
        put(paragraph, words.percent(share), bold=True)
        put(paragraph, f"  {cell.row['statements']} st.")
        if cell.row["strongest_tone"] and texts < _MANY:
            put(new_line(place, "Brief Small"), tone_words(str(cell.row["strongest_tone"])))

    return fill


def tone_chart(document: DocumentObject, brief: Brief) -> None:
    """The strongest value of each scale by topic, text and speaker; and the same in words to those who listen."""
    told = brief.tone[brief.tone["topic"] != NO_TOPIC]
    if not len(told):
        return
    _key(document, brief)
    heads: list[str | Filler] = ["Topic", "Text", *(_axis(s) for s in SCALES)]
    rows: list[Row] = []
    for _, group in told.groupby("topic", sort=False):
        lanes = [lane for _, lane in group.groupby("readout_id", sort=False)]
        texts = [f"T{brief.number(str(lane['readout_id'].iloc[0]))}" for lane in lanes]
        name = str(group["topic_label"].iloc[0])
        rows.append((name, _lines(texts), *(_strip(brief, s, name, lanes) for s in SCALES)))
    add_table(document, heads, rows, (2.6, 1, *[3.55] * len(SCALES)), style="Brief Small")


def _key(document: DocumentObject, brief: Brief) -> None:
    paragraph = new_line(document, "Brief Note")
    for side in brief.sides:
        picture(paragraph, sign(side), 0.3, f"The mark of {side_name(side)}")
        side_run(paragraph, side, f" {side_name(side)}   ")
    picture(paragraph, sign(brief.sides[0], hollow=True), 0.3, "A hollow mark")
    put(paragraph, " hollow: put in the other side’s mouth. Faint: at 0. One line per text, T1 first.")


def _axis(scale: Scale) -> Filler:
    """Name of a scale, and the words of its steps where they stand in the strips beneath."""

    def fill(place: TableCell) -> None:
        put(styled(place.paragraphs[0], "Brief Note"), scale.name, bold=True)
        line = new_line(place, "Brief Ticks")
        low, high = min(scale.ticks), max(scale.ticks)
        for value in scale.ticks:
            # The last word would not fit in the cell, were it set in the middle of its place.
            last = value == high
            stop = Cm(_STRIP * (1.0 if last else at(value, low, high)))
            line.paragraph_format.tab_stops.add_tab_stop(
                stop, WD_TAB_ALIGNMENT.RIGHT if last else WD_TAB_ALIGNMENT.CENTER
            )
            put(line, f"\t{scale.ticks[value]}")

    return fill


def _lines(texts: Sequence[str]) -> Filler:
    def fill(place: TableCell) -> None:
        for number, text in enumerate(texts):
            line = place.paragraphs[0] if number == 0 else place.add_paragraph()
            styled(line, "Brief Small").paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            line.paragraph_format.line_spacing = Cm(_LANE)
            put(line, text)

    return fill


def _strip(brief: Brief, scale: Scale, topic: str, lanes: Sequence[pd.DataFrame]) -> Callable[[TableCell], None]:
    low, high = min(scale.ticks), max(scale.ticks)
    drawn, said = [], []
    for lane in lanes:
        rows: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in lane.to_dict("records")]
        reading = brief.comparison.reading(str(rows[0]["readout_id"]))
        values = [(int(row[scale.strongest]), str(row["speaker"])) for row in rows]
        drawn.append([Mark(reading.readout.side, value, put_in_mouth(reading, who)) for value, who in values])
        number = brief.number(reading.readout.id)
        said.append(f"T{number}: " + ", ".join(f"{voice(who)} {scale.shown(value)}" for value, who in values))
    png = strip(drawn, low, high, _STRIP, _LANE)

    def fill(place: TableCell) -> None:
        paragraph = styled(place.paragraphs[0], "Brief Small")
        picture(paragraph, png, _STRIP, f"{scale.name}, {words.clean(topic)}. {'; '.join(said)}")

    return fill
