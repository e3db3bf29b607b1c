"""Reading English: words per second of one core, ours against plain en_core_web_sm, on the same real texts.

    READOUTS_SHARED=../shared python benchmarks/reading.py

Each reader runs in a process of its own, so that peak memory is its own; the two take turns, and the best of the
rounds counts. Seconds are of the processor, all threads added up: words per second are per core.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

GOAL = 20_000
"""Words per second and core that our reader keeps at the least."""


def texts() -> list[str]:
    """The bodies of the readouts of the shared corpus, front matter left out."""
    shared = Path(os.environ.get("READOUTS_SHARED", ROOT.parent / "shared"))
    files = sorted((shared / "corpus" / "bulk" / "whitehouse").glob("*.md"))
    if not files:
        raise SystemExit(f"No corpus in {shared}. Set READOUTS_SHARED to the folder that holds corpus/.")
    return [re.sub(r"\A---.*?^---\s*", "", f.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE) for f in files]


def ours() -> Callable[[list[str]], object]:
    """Our reader, warm, without any memory of earlier readings."""
    from compare.analysis import analyse
    from compare.english.roles import parse
    from compare.language import installed_model
    from compare.records import Context

    context = Context("en", "US")
    if not installed_model():
        raise SystemExit("No English model for spaCy is installed. Run `make install`.")

    def run(bodies: list[str]) -> object:
        parse.cache_clear()
        return [analyse(body, context) for body in bodies]

    run(["President Biden spoke today with the Emir. Whatever was agreed by those who came must be kept."])
    return run


def plain() -> Callable[[list[str]], object]:
    """The whole pipeline of the model as it comes, in batches."""
    import spacy

    from compare.language import installed_model

    nlp = spacy.load(installed_model())
    list(nlp.pipe(["A warm word."]))
    return lambda bodies: list(nlp.pipe(bodies))


READERS = {"ours": ours, "en_core_web_sm": plain}


def measure(name: str) -> tuple[float, float, float]:
    """Seconds of the processor, seconds on the clock, and peak memory in MiB of one reader on all texts."""
    bodies = texts()
    run = READERS[name]()
    cpu, clock = time.process_time(), time.perf_counter()
    run(bodies)
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return cpu, clock, peak


def main() -> None:
    """Run and print the table; exit 1 where our reader falls short of its goal."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    bodies = texts()
    words = sum(len(body.split()) for body in bodies)
    print(f"{len(bodies)} texts, {words} words")
    rounds: dict[str, list[tuple[float, float, float]]] = {name: [] for name in READERS}
    spawn = multiprocessing.get_context("spawn")
    for _ in range(args.rounds):
        for name in READERS:
            with spawn.Pool(1) as pool:
                rounds[name].append(pool.apply(measure, (name,)))
    best = {name: min(measured) for name, measured in rounds.items()}
    print(f"{'reader':16} {'words/s and core':>17} {'ratio':>7} {'clock s':>8} {'peak MiB':>9}")
    base = words / best["en_core_web_sm"][0]
    for name, (cpu, clock, peak) in best.items():
        print(f"{name:16} {words / cpu:17,.0f} {words / cpu / base:6.2f}x {clock:8.2f} {peak:9.0f}")
    if words / best["ours"][0] < GOAL:
        raise SystemExit(f"Below {GOAL:,} words a second.")


if __name__ == "__main__":
    main()
