"""What the tables hold is what the contract says of every column: kind, range, unit."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from compare.columns import (
    _EVERYWHERE,
    _HERE,
    DAY,
    INTEGER,
    KINDS,
    MOMENT,
    NUMBER,
    TEXT,
    TRUTH,
    Column,
    column,
    typed,
)
from tests.compare import every_table

CONTRACT = every_table.CONTRACT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    return every_table.make(tmp_path_factory.mktemp("tables"))


def faults(value: object, what: Column) -> str:
    """Why a value is none of what the column is said to hold; '' where it is."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return "" if what.kind != TRUTH or value is None else "missing"
    if what.kind == TRUTH:
        return "" if isinstance(value, bool) or type(value).__name__ == "bool" else "not true or false"
    if what.kind in (INTEGER, NUMBER):
        if isinstance(value, (bool, str)):
            return "not a number"
        number = float(value)  # type: ignore[arg-type]
        whole = what.kind == NUMBER or number.is_integer()
        inside = (what.low is None or number >= what.low) and (what.high is None or number <= what.high)
        return "" if whole and inside else "outside its range"
    if not isinstance(value, str):
        return "not text"
    if what.kind == DAY and value:
        return "" if date.fromisoformat(value) else "not a day"
    if what.kind == MOMENT and value:
        return "" if datetime.fromisoformat(value).tzinfo else "a time without zone"
    return ""


@pytest.mark.parametrize("name", CONTRACT)
def test_every_value_is_of_the_kind_and_range_the_contract_says(made: dict[str, pd.DataFrame], name: str) -> None:
    table = made[name]
    assert list(table.columns) == list(CONTRACT[name])
    assert len(table)
    wrong = [
        (c, value, fault) for c in table.columns for value in table[c] if (fault := faults(value, column(name, c)))
    ]
    assert wrong == []
    decimals = [c for c in table.columns if column(name, c).kind == INTEGER and table[c].dtype.kind == "f"]
    assert decimals == [], "whole numbers that a file would show with decimals"


def test_a_value_outside_is_seen() -> None:
    assert faults(4, Column(INTEGER, 0, 3))
    assert faults(0.5, Column(INTEGER, 0, 3))
    assert faults("1", Column(NUMBER))
    assert faults(1, Column(TRUTH))
    assert faults(1, Column(TEXT))
    assert faults("2026-02-04T10:00", Column(MOMENT))


def test_no_kind_is_kept_for_a_column_that_is_gone() -> None:
    known = {c for columns in CONTRACT.values() for c in columns}
    assert set(_EVERYWHERE) <= known
    assert {key for key in _HERE if key.partition(".")[2] not in CONTRACT.get(key.partition(".")[0], {})} == set()
    assert {column(t, c).kind for t, columns in CONTRACT.items() for c in columns} == set(KINDS)


def test_whole_numbers_stay_whole_where_some_are_missing() -> None:
    frame = typed(pd.DataFrame({"rung": [1, None], "value_before": [0.5, None]}), "shift")
    assert frame["rung"].dtype == "Int64"
    assert frame["value_before"].dtype.kind == "f"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (Column(INTEGER, 0, 3), "0–3"),
        (Column(INTEGER, -2, 2), "−2…+2"),
        (Column(INTEGER, 0, unit="code points"), "0 or more code points"),
        (Column(NUMBER, -2), "−2 or more"),
        (Column(), ""),
    ],
)
def test_ranges_in_words(what: Column, words: str) -> None:
    assert what.range == words
