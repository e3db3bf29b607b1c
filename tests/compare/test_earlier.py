from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from compare import analysis, extracts, timeline
from compare import earlier as module
from compare.analysis import compare_event
from compare.earlier import earlier, rates
from compare.manner import base_rates
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant

PEOPLE = (Participant("Chen", "CN", {"en": "Chen Wei"}), Participant("Roe", "US", {"en": "Jane Roe"}))
MOOD = "The two presidents spoke by telephone. It was a candid and constructive conversation."
PLAIN = "The two presidents spoke by telephone about soybeans."


def _library(path: Path) -> tuple[Library, str]:
    library = Library.open(path)
    event = ""
    for n in range(6):
        day = date(2030, 1, 1) + timedelta(days=n)
        event = f"{day.isoformat()}-chen-roe"
        library.save_event(Event(event, day, EventKind.CALL, PEOPLE))
        for side, text in (("CN", MOOD if n % 2 else PLAIN), ("US", MOOD)):
            fidelity = Fidelity.DIGEST if side == "US" and n == 1 else Fidelity.OFFICIAL
            library.add(
                event_id=event,
                side=side,
                publisher="Office",
                kind=Kind.READOUT,
                language="en",
                text=f"{text} Call {n}.",
                text_language="en",
                fidelity=fidelity,
            )
    return library, event


@pytest.mark.parametrize("most", [3, 120])
def test_base_rates_are_those_of_the_earlier_readouts(tmp_path: Path, most: int) -> None:
    library, event = _library(tmp_path / "a.sqlite3")
    module._moods.clear()
    with library:
        comparison = compare_event(library, event)
        plain = base_rates(earlier(library, comparison, most=most))
        assert rates(library, comparison, most=most) == plain
        assert rates(library, comparison, most=most) == plain
        if most > 100:
            assert (plain["CN", "candid"].uses, plain["CN", "candid"].n) == (2, 5)
            assert (plain["US", "candid"].uses, plain["US", "candid"].n) == (4, 4)


def test_only_texts_with_such_a_word_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, event = _library(tmp_path / "a.sqlite3")
    module._moods.clear()
    with library:
        comparison = compare_event(library, event)
        read = []

        def reading(*given: object, **more: object) -> object:
            read.append(given[2])
            return analysis.read_revision(*given, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(module, "read_revision", reading)
        rates(library, comparison)
        assert len(read) == 6
        rates(library, comparison)
        assert len(read) == 6


def test_a_reading_that_is_cut_off_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, _ = _library(tmp_path / "a.sqlite3")
    monkeypatch.setattr(timeline, "_KEEP_EVERY", -1.0)
    timeline.forget()

    def stop(done: int, total: int) -> None:
        assert total == 12
        if done == 5:
            raise KeyboardInterrupt

    with library:
        with pytest.raises(KeyboardInterrupt):
            timeline.survey(library, progress=stop)
        extracts.forget()
        left = []
        found = timeline.survey(library, progress=lambda done, total: left.append(total))
        assert set(left) == {7}
        assert len(found.lines) == 12
        timeline.forget()
        again = timeline.survey(library)
        assert [x.extract for x in again.lines] == [x.extract for x in found.lines]
