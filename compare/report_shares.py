"""How much of each text a topic takes: the brief's page has it as a table whose cells are the darker, the larger."""

from __future__ import annotations

from compare.markup import Child, Markup, tag
from compare.palette import language_name, side_class
from compare.report import Brief, Cell
from compare.report_markup import grid, side_label, td, th, tr
from compare.report_text import tone_words, whose
from compare.report_words import percent
from compare.tables import SIGNS

STEPS = (0.03, 0.08, 0.15, 0.25)
"""Shares from which a cell is one shade darker."""


def shade(share: float) -> int:
    """1 (little) to 5 (a quarter of the text or more)."""
    return 1 + sum(share >= step for step in STEPS)


def share_map(brief: Brief) -> Markup:
    """Topics down, texts across."""
    heads: list[Child] = ["Topic"]
    for number, r in enumerate(brief.texts, start=1):
        heads.append(tag("span", side_label(r.readout.side, f"T{number}"), f" {language_name(r.revision.language)}"))
    rows = [_row(brief, i) for i in range(len(brief.topics))]
    classes = ["", *(side_class(r.readout.side) for r in brief.texts), ""]
    shown = grid([*heads, "Brought up by"], rows, "Share of each text by topic", cls="shares", heads=classes, hide=True)
    return tag("div", shown, cls="scroll", tabindex=0, role="region", aria_label="Share of each text by topic")


def _row(brief: Brief, number: int) -> Markup:
    row = brief.topics[number]
    cells = {c.number: c for found in row.cells.values() for c in found}
    texts = enumerate(brief.texts, start=1)
    return tr(th(row.label), *(_cell(cells[n], r.readout.side) for n, r in texts), td(whose(brief, row)))


def _cell(cell: Cell, side: str) -> Markup:
    row = cell.row
    if not cell.mentioned:
        sign = SIGNS.get(str(row["status"]), "– ")
        return td(sign, str(row["status"]), cls="none")
    share = float(row["share"])
    tone = tone_words(str(row["strongest_tone"]))
    return td(
        tag("b", percent(share)),
        tag("span", f" {row['statements']} st.", cls="soft"),
        tag("span", tone, cls="of") if tone else None,
        cls=f"{side_class(side)} s{shade(share)}",
    )
