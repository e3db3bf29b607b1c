"""Speed and memory of ledger and trace over a large synthetic library.

    python benchmarks/timeline.py [--readouts 10000] [--library FILE]

Every text differs. "cold" reads all texts by the rules; "warm, new process" has the kept extracts in the library
but nothing in memory; "warm" is the second run of one process. The target is ledger and trace under 2 s warm and
under 1 GB.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from compare import timeline, timeline_tables
from compare.ledger import ledger
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant

XI = Participant("Xi", "CN", {"en": "Xi Jinping", "zh": "习近平"}, {"zh": "国家主席"})
TRUMP = Participant("Trump", "US", {"en": "Donald Trump", "zh": "特朗普"}, {"zh": "美国总统"})
TAIWAN = (
    "美方应当慎重处理台湾问题。",
    "美方务必慎重处理对台军售问题，他说永远不可能让台湾分裂出去。",
    "台湾问题是中美关系中最重要的问题。",
    "希望美方重视台湾问题。",
    "",
    "",
)
RELATION = (
    "双方应坚持相互尊重、和平共处、合作共赢。",
    "让中美关系这艘大船行稳致远。",
    "双方应相向而行，办好第{n}件实事。",
    "两国经贸合作有{n}个项目。",
    "中方愿同美方加强沟通。",
    "希望各方早日解决乌克兰危机。",
)


def text(number: int, draw: random.Random) -> str:
    """A short made-up text, different for every number."""
    chosen = [s.format(n=number) for s in draw.sample(RELATION, 4)]
    return (
        f"国家主席习近平同美国总统特朗普第{number}次通电话。\n"
        f"习近平指出，{chosen[0]}{chosen[1]}\n"
        f"习近平强调，{draw.choice(TAIWAN)}{chosen[2]}\n"
        f"特朗普表示，美方愿同中方合作。{chosen[3]}"
    )


def fill(library: Library, readouts: int) -> None:
    """Add events and texts until there are enough."""
    draw = random.Random(4)
    first = date(1990, 1, 1)
    for n in range(len(library.events()), readouts):
        day = first + timedelta(days=n)
        event = f"{day.isoformat()}-xi-trump"
        library.save_event(Event(event, day, EventKind.CALL, (XI, TRUMP)))
        library.add(
            event_id=event,
            side="CN",
            publisher="Synthetic",
            kind=Kind.READOUT,
            language="zh",
            text=text(n, draw),
            text_language="zh",
            fidelity=Fidelity.OFFICIAL,
        )


def run(library: Library) -> tuple[float, float, float]:
    """Seconds of the survey, of the ledger with its table, and of the trace with its table."""
    start = time.perf_counter()
    found = timeline.survey(library)
    surveyed = time.perf_counter()
    book = ledger(found, "CN", speaker="Xi")
    timeline_tables.ledger_table(book, last=20)
    booked = time.perf_counter()
    points = timeline.trace(found, side="CN", speaker="Xi", topic="taiwan")
    timeline_tables.trace_table(points, topic="taiwan", speaker="Xi", scales=("demand", "warning"))
    return surveyed - start, booked - surveyed, time.perf_counter() - booked


def report(name: str, seconds: tuple[float, float, float]) -> None:
    """One line of results."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:18} survey {seconds[0]:6.2f} s  ledger {seconds[1]:5.2f} s  trace {seconds[2]:5.2f} s  "
        f"sum {sum(seconds):6.2f} s  peak memory {memory:5.0f} MB"
    )


def main() -> None:
    """Fill a library, then run cold, in a new process, and warm."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--readouts", type=int, default=10_000)
    options.add_argument("--library", default="")
    options.add_argument("--again", action="store_true", help="only run on a library that is there")
    chosen = options.parse_args()
    folder = tempfile.mkdtemp(prefix="readouts-bench-") if not chosen.library else ""
    file = Path(chosen.library or Path(folder) / "library.sqlite3")
    with Library.open(file) as library:
        if not chosen.again:
            start = time.perf_counter()
            fill(library, chosen.readouts)
            print(f"{chosen.readouts} readouts in {file}, filled in {time.perf_counter() - start:.0f} s")
            report("cold", run(library))
            subprocess.run([sys.executable, __file__, "--again", "--library", str(file)], check=True)
        else:
            report("warm, new process", run(library))
            report("warm", run(library))


if __name__ == "__main__":
    main()
