"""A text on which the reader fails costs only itself, and the output says so."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from compare import chinese, timeline
from compare.analysis import analyse, compare_event
from compare.records import Context
from compare.tables import publications_table
from compare.timeline import NOT_READ, calls, survey
from readouts.cli import app
from readouts.errors import ReadingError
from readouts.library import Library
from tests.compare.over_time import SOFT, add, make

BAD = SOFT.replace("慎重", "谨慎")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library in which one text of four makes the reader raise."""
    real = chinese.read

    def read(text: str, context: Context) -> object:
        if text == BAD:
            raise IndexError("out of range")
        return real(text, context)

    monkeypatch.setattr(chinese, "read", read)
    timeline.forget()
    made = make(tmp_path / "library.sqlite3")
    add(made, "2030-02-10", BAD)
    return made


def test_the_error_names_what_failed(library: Library) -> None:
    with pytest.raises(ReadingError, match="IndexError: out of range"):
        analyse(BAD, Context("zh", "CN"))


def test_a_survey_goes_on_and_names_the_text(library: Library) -> None:
    found = survey(library)
    assert [why.count("IndexError") for why in found.unread.values()] == [1]
    assert len(found.lines) == 5
    assert all(line.text != BAD for line in found.lines)
    reasons = {c.event.id: c.reason for c in calls(found, "CN", pair=["Xi", "Trump"])}
    assert reasons == {
        "2030-01-10-xi-trump": "",
        "2030-02-10-xi-trump": NOT_READ,
        "2030-03-10-xi-trump": "",
        "2030-05-10-xi-trump": "",
    }


def test_a_comparison_keeps_the_other_texts(library: Library) -> None:
    add(library, "2030-02-10", SOFT, publisher="Other")
    comparison = compare_event(library, "2030-02-10-xi-trump")
    assert [r.readout.publisher for r in comparison.readings] == ["Other"]
    assert len(comparison.unread) == 1
    assert set(publications_table(comparison)["fidelity"]) == {"official", "could not be read"}


def test_the_command_line_says_what_was_left_out(library: Library, tmp_path: Path) -> None:
    place = str(tmp_path / "library.sqlite3")
    done = CliRunner().invoke(
        app, ["--library", place, "trace", "--topic", "taiwan", "--side", "CN", "--speaker", "Xi"]
    )
    assert done.exit_code == 0
    assert "Left out" in done.output
    assert "IndexError" in done.output
    done = CliRunner().invoke(app, ["--library", place, "compare", "2030-02-10-xi-trump"])
    assert isinstance(done.exception, (ReadingError, SystemExit))
