"""Events of our own, and those of the shared corpus, read and set side by side for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from compare.analysis import Comparison, Reading, read_revision
from readouts.given import known_leaders
from readouts.model import Event, EventKind, Fidelity, Kind, Participant, Readout, Revision, text_sha256

PEOPLE: dict[str, Participant] = {p.short: p for p in known_leaders().values()}
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def event(*names: str, day: str = "2026-01-05") -> Event:
    """A call between known leaders."""
    people = tuple(PEOPLE[n] for n in names or ("Xi", "Trump"))
    return Event(f"{day}-{'-'.join(p.short.lower() for p in people)}", date.fromisoformat(day), EventKind.CALL, people)


def reading(
    happened: Event,
    side: str,
    language: str,
    text: str,
    *,
    kind: Kind = Kind.READOUT,
    fidelity: Fidelity = Fidelity.OFFICIAL,
    published: datetime | None = None,
) -> Reading:
    """A text of a side on an event, read."""
    revision = Revision(1, 1, text, language, text_sha256(text), WHEN, fidelity)
    readout = Readout(
        f"{side.lower()}-{language}",
        happened.id,
        side,
        f"{side} office",
        kind,
        language,
        published_at=published,
        revisions=(revision,),
    )
    return read_revision(happened, readout, revision)


def comparison(*readings: Reading, happened: Event | None = None) -> Comparison:
    """Readings side by side."""
    return Comparison(happened or event(), tuple(readings))


def corpus_event(shared: Path, name: str) -> Comparison:
    """The texts of one event of the shared corpus."""
    files = sorted((shared / "corpus" / "texts").glob(f"{name}__*.txt"))
    happened = event(*(n for n in ("Xi", "Biden", "Trump", "Putin") if n in name), day=name[:10])
    readings = []
    for file in files:
        side, language, source = file.name.partition("__")[2].split(".")[:3]
        kind = Kind.POST if source == "truthsocial" else Kind.READOUT
        translated = side == "CN" and language == "en"
        fidelity = Fidelity.OFFICIAL_TRANSLATION if translated else Fidelity.OFFICIAL
        made = reading(happened, side, language, file.read_text("utf-8").strip(), kind=kind, fidelity=fidelity)
        readings.append(made if source != "xinhua" else _renamed(made))
    order = {side: i for i, side in enumerate(happened.sides)}
    readings.sort(key=lambda r: (order[r.readout.side], r.readout.language != "zh", r.readout.id))
    return Comparison(happened, tuple(readings))


def _renamed(r: Reading) -> Reading:
    readout = Readout(
        f"{r.readout.id}-2",
        r.readout.event_id,
        r.readout.side,
        "agency",
        r.readout.kind,
        r.readout.language,
        revisions=r.readout.revisions,
    )
    return Reading(readout, r.revision, r.context, r.analysis)
