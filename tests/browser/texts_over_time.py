"""Invented calls of one pair over two years: an original, a digest, a gap, two versions of one page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Readout
from tests.browser.texts import CHEN, CN_ZH, ROE, TRAPS

FIRST, DIGEST, GAP, NOW = "2029-02-01-chen-roe", "2029-11-08-chen-roe", "2030-04-03-chen-roe", "2031-05-06-chen-roe"

FIRST_ZH = """2月1日，国家主席陈伟同美国总统罗伊通电话。

陈伟指出，台湾问题是中国核心利益中的核心。美方应当慎重对待。不希望看到玩火者必自焚的一天。"""
DIGEST_EN = "In our own words: the call was about trade and visits."
EDITED_ZH = CN_ZH.replace("务必", "应当").replace("扩大贸易往来", f"扩大贸易往来{TRAPS[0]}")

PASTED = """5月20日，国家主席陈伟同美国总统罗伊通电话。

陈伟指出，台湾\u200b问题排在所有问题之前，美方务必慎重对待。

罗伊表示，美方愿同中方扩大贸易。"""


def fill(path: Path) -> None:
    """Make a library with these calls."""
    with Library.open(path) as library:
        for event in (FIRST, DIGEST, GAP, NOW):
            day = date.fromisoformat(event[:10])
            library.save_event(Event(event, day, EventKind.CALL, (CHEN, ROE), "Chen–Roe telephone call"))
        _add(library, "o-first", FIRST, FIRST_ZH)
        _add(library, "o-digest", DIGEST, DIGEST_EN, "en", Fidelity.DIGEST)
        library.save_readout(Readout("o-gap", GAP, "CN", "Foreign Ministry", Kind.READOUT, "zh", "A page not here"))
        _add(library, "o-now", NOW, CN_ZH)
        _add(library, "o-now", NOW, EDITED_ZH)


def _add(
    library: Library,
    id_: str,
    event: str,
    text: str,
    language: str = "zh",
    fidelity: Fidelity = Fidelity.OFFICIAL,
) -> None:
    library.add(
        readout_id=id_,
        event_id=event,
        side="CN",
        publisher="Foreign Ministry",
        kind=Kind.READOUT,
        language="zh",
        title=f"Call {TRAPS[1]}",
        url=f"https://example.org/{event}/t{event[:10].replace('-', '')}_{len(id_)}.html",
        published_at=datetime(int(event[:4]), int(event[5:7]), int(event[8:10]), 9, tzinfo=UTC),
        text=text,
        text_language=language,
        fidelity=fidelity,
    )
