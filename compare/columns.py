"""What kind of value each column of the tables holds, its range and its unit: the other half of the column contract.

`compare.tables`, `finding_tables`, `timeline_tables` and `report_tables` say in words what a column holds; here stands
what a program may rely on. Columns that are not named here hold text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import pandas as pd

TEXT, INTEGER, NUMBER, TRUTH, DAY, MOMENT = "text", "whole number", "number", "true or false", "day", "time"

KINDS = {
    TEXT: "UTF-8; '' for none",
    INTEGER: "empty where nothing was counted",
    NUMBER: "decimal point; empty where it cannot be computed",
    TRUTH: "`True` and `False` in CSV, logical cells in XLSX, `true` and `false` in JSON",
    DAY: "`2026-02-04`; a date cell in XLSX",
    MOMENT: "ISO 8601 with its zone, `2026-02-04T15:38:27+00:00`; '' where none is known",
}
"""Kind of value → how it is written in a file."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. low, high: bounds, both included, None where there is none. unit: '' for a bare number."""

    kind: str = TEXT
    low: float | None = None
    high: float | None = None
    unit: str = ""

    @property
    def range(self) -> str:
        """The bounds and the unit in words: ``0–3``, ``0 or more code points``."""
        if self.low is None:
            bounds = ""
        elif self.high is None:
            bounds = f"{self.low:g} or more".replace("-", "−")
        else:
            joint = "…" if self.low < 0 else "–"
            bounds = f"{self.low:g}{joint}{'+' if self.low < 0 else ''}{self.high:g}".replace("-", "−")
        return " ".join(filter(None, (bounds, self.unit)))


_TEXT = Column()
_COUNT = Column(INTEGER, 0)
_PLACE = Column(INTEGER, 0, unit="code points")
_LEVEL = Column(INTEGER, 0, 3)
_WARMTH = Column(INTEGER, -2, 2)
_LEVEL_MEAN = Column(NUMBER, 0, 3)
_SHARE = Column(NUMBER, 0, 1)
_NUMBERED = Column(INTEGER, 1)
_PER_100 = Column(NUMBER, 0, unit="per 100 words")
_PER_10K = Column(NUMBER, 0, unit="per 10,000 words")
_WORDS = Column(INTEGER, 0, unit="words")
_TRUTH = Column(TRUTH)
_MOMENT = Column(MOMENT)

_EVERYWHERE = {
    **dict.fromkeys(("start", "end", "left_start", "left_end", "right_start", "right_end"), _PLACE),
    **dict.fromkeys(("statements", "obligations", "commitments", "warnings", "demands", "places", "calls"), _COUNT),
    **dict.fromkeys(("absent_before", "calls_before", "absent_before_all", "calls_before_all"), _COUNT),
    **dict.fromkeys(("texts", "mentioning", "count_a", "count_b", "texts_a", "texts_b"), _COUNT),
    **dict.fromkeys(("all_texts_a", "all_texts_b", "statement", "rank"), _COUNT),
    **dict.fromkeys(("official", "digests", "without_text", "revisions"), _COUNT),
    **dict.fromkeys(("words", "all_words_a", "all_words_b"), _WORDS),
    **dict.fromkeys(("warmth", "warmth_strongest", "warmth_min", "warmth_max", "top"), _WARMTH),
    **dict.fromkeys(("obligation", "obligation_max", "commitment", "commitment_max", "warning", "warning_max"), _LEVEL),
    **dict.fromkeys(("obligation_mean", "commitment_mean", "warning_mean", "demand_mean"), _LEVEL_MEAN),
    "warmth_mean": Column(NUMBER, -2, 2),
    **dict.fromkeys(("emphasis_per_100", "specificity_per_100"), _PER_100),
    **dict.fromkeys(("per_10k_a", "per_10k_b"), _PER_10K),
    **dict.fromkeys(("share", "first_at"), _SHARE),
    **dict.fromkeys(("revision", "from_revision", "to_revision", "rung"), _NUMBERED),
    **dict.fromkeys(("indicative", "put_in_mouth", "crossing", "scored", "agrees"), _TRUTH),
    **dict.fromkeys(("date", "made"), Column(DAY)),
    **dict.fromkeys(("published_at", "retrieved_at"), _MOMENT),
    "minutes_after_first": Column(INTEGER, 0, unit="minutes"),
    "weight": Column(NUMBER, 0, 100),
    "level": Column(INTEGER, 1, 3),
    **dict.fromkeys(("value_before", "value_after"), Column(NUMBER, -2)),
    "value": Column(INTEGER, -2),
    **dict.fromkeys(("log_ratio", "log_odds", "z"), Column(NUMBER)),
}
"""Columns that hold the same in every table that has them."""

_HERE = {
    "pairs.likeness": _SHARE,
    "versions.likeness": Column(NUMBER, -1, 1),
    "candidates.likeness": Column(NUMBER, 0, 100),
    # Several publications may have been read for one cell: their numbers and times stand there, separated by blanks.
    **dict.fromkeys(
        chain.from_iterable((f"{t}.revision", f"{t}.retrieved_at", f"{t}.published_at") for t in ("trace", "ledger")),
        _TEXT,
    ),
}


def column(table: str, name: str) -> Column:
    """What a column of a table holds."""
    return _HERE.get(f"{table}.{name}") or _EVERYWHERE.get(name, _TEXT)


def typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame with whole numbers as such where some of them are missing, instead of pandas' decimals."""
    whole = [
        c for c in frame.columns if column(table, c).kind == INTEGER and not pd.api.types.is_integer_dtype(frame[c])
    ]
    return frame.astype(dict.fromkeys(whole, "Int64")) if whole else frame
