"""Every table there is, made of a small library of our own texts: for tests of the column contract and its pages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from compare import finding_tables, formulas, holdings, report_tables, tables, timeline, timeline_tables
from compare.analysis import compare_event
from compare.candidates import candidates
from compare.claims import check_all
from compare.edits import revision_edits
from compare.ledger import ledger
from compare.report import make_brief
from compare.shift import shift
from compare.trends import keyness, trends
from compare.wording import diff, shared_phrases, variants
from readouts.model import Kind
from tests.compare.briefs import CALL, CLAIM, calm, save

CONTRACT = {
    name: columns
    for module in (tables, finding_tables, timeline_tables, report_tables, holdings)
    for name, columns in module.CONTRACT.items()
}
FIRST = "The two sides agreed to keep the garden gate open, and China hopes it is painted with the utmost care."
SECOND = "The two sides agreed to keep the gate open. China demands that the fence must be painted with care by 7 May."


def make(folder: Path) -> dict[str, pd.DataFrame]:
    """Table name → the table, for every name in CONTRACT."""
    library = calm(folder / "library.sqlite3")
    edited = "I had a good call with President Xi. China has committed to buy 20 million tons of soybeans."
    save(library, side="US", language="en", text=edited, publisher="Truth", kind=Kind.POST, hour=11)
    try:
        comparison = compare_event(library, CALL)
        everything = timeline.survey(library)
        brief = make_brief(library, CALL, claims=[CLAIM])
        post = next(r for r in library.readouts(CALL) if len(r.revisions) > 1)
        one, two, edits = revision_edits(post, 0, 0, comparison.event.participants)
        points = timeline.trace(everything, side="CN", topic="taiwan")
        words = keyness([FIRST * 20] * 6, [SECOND * 20] * 6, "en")
        known = formulas.load()
        made = {
            **tables.all_tables(comparison),
            "findings": finding_tables.findings_table(comparison),
            "pairs": finding_tables.pairs_table(comparison),
            "versions": finding_tables.versions_table(comparison),
            "promises": finding_tables.promises_table(comparison),
            "diff": finding_tables.diff_table(diff(FIRST, SECOND, "en")),
            "phrases": finding_tables.phrases_table(shared_phrases(FIRST, SECOND, "en")),
            "variants": finding_tables.variants_table(variants(FIRST, SECOND, "en"), FIRST, SECOND),
            "trace": timeline_tables.trace_table(points, topic="taiwan"),
            "ledger": timeline_tables.ledger_table(ledger(everything, "CN", other="US")),
            "formulas": timeline_tables.formulas_table(known),
            "ladders": timeline_tables.ladders_table(known),
            "shift": timeline_tables.shift_table([shift(everything, side="CN", topic="taiwan", call=CALL, against=1)]),
            "claims": timeline_tables.claims_table(check_all(everything, [CLAIM])),
            "edits": timeline_tables.edits_table(post.id, one.number, two.number, edits),
            "candidates": timeline_tables.candidates_table(candidates(everything, "CN", minimum=1)),
            "trends": timeline_tables.trends_table(trends(everything, side="CN")),
            "keyness": timeline_tables.keyness_table(words),
            "events": holdings.events_table(library.events(), library.readouts()),
            "holdings": holdings.holdings_table(library.events(), library.readouts()),
            "quotes": report_tables.brief_tables(brief)["quotes"],
        }
    finally:
        library.close()
    assert set(made) == set(CONTRACT), "a table of the contract that no test makes"
    return made
