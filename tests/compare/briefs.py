"""A small library of made-up texts for the tests of the brief: calm ones, and one that means harm."""

from datetime import UTC, date, datetime

from readouts.claims import Claim
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant
from tests.compare.over_time import HARD, SOFT, XI, add

CALL = "2030-05-10-xi-trump"
MADE = datetime(2030, 6, 1, 8, 30, tzinfo=UTC)
POST = (
    "I had an excellent call with President Xi. We discussed trade, the June trip that I will be making to China, "
    "and soybeans. China has committed to buy 25 million tons of soybeans. We did not discuss Iran."
)
CHINESE_ENGLISH = (
    "President Xi Jinping spoke by telephone with President Trump. "
    "President Xi emphasized that the U.S. must handle the Taiwan question with prudence. "
    "President Trump said that the U.S. is willing to work with China."
)
DIGEST = "President Trump said in his post that the two presidents discussed energy."
CLAIM = Claim("softer", "Xi was softer on Taiwan.", CALL, side="CN", speaker="Xi", topic="taiwan", claimant="some")

EVIL = "<img src=x onerror=alert(1)>"
NASTY = (
    EVIL,
    "</style><script>alert(2)</script>",
    "$\\latex{x}$",
    ":red[markdown]",
    "[x](javascript:alert(3))",
    "=1+1",
    "\u202eturned\u2066",
)
LONG = "Ж" * 5000


def calm(path):
    """Two calls with a Chinese text; on the later one also an English version and a post."""
    library = Library.open(path)
    add(library, "2030-01-10", SOFT)
    add(library, "2030-05-10", HARD)
    save(library, side="CN", language="en", text=CHINESE_ENGLISH, publisher="Ministry", hour=12)
    save(library, side="US", language="en", text=POST, publisher="Truth", kind=Kind.POST, hour=11)
    return library


def hostile(path):
    """A call in which event, publisher, title and text are meant to break out of every format."""
    library = Library.open(path)
    names = " ".join(NASTY)
    people = (XI, Participant("Trump", "US", {"en": f"Donald {EVIL}"}, {"en": names}))
    library.save_event(
        Event(
            CALL,
            date(2030, 5, 10),
            EventKind.CALL,
            people,
            f"Call {names}\u202e",
            EVIL,
            {"CN": names, "US": f"{LONG}"},
            names,
            f"- {names}",
        )
    )
    body = f"President Xi said that the U.S. must handle the Taiwan question {names} with prudence. {LONG} will agree."
    save(library, side="CN", language="en", text=body, publisher=f"P{names}", hour=11, title=f"{names} {LONG}")
    save(library, side="US", language="en", text=f"{POST} Taiwan: {names} must stop.", publisher=EVIL, hour=12)
    return library


def save(library, *, side, language, text, publisher, hour, kind=Kind.READOUT, title="", fidelity=Fidelity.OFFICIAL):
    """Put a text into the call of the brief."""
    return library.add(
        event_id=CALL,
        side=side,
        publisher=publisher,
        kind=kind,
        language=language,
        text=text,
        text_language=language,
        fidelity=fidelity,
        title=title,
        published_at=datetime(2030, 5, 10, hour, tzinfo=UTC),
    )
