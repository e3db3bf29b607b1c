"""Word differences: ours against difflib (autojunk off) and redlines, on the same real texts, in one run.

    READOUTS_SHARED=../shared python benchmarks/wording.py

Prints times, ratios and peak memory. redlines is compared where it is installed; it is no dependency of Readouts.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from difflib import SequenceMatcher

from corpus import texts_of

from compare.wording import compare_words, diff, tokens

SIZES = (500, 1_000, 2_000)


def best(run: Callable[[], object], repeat: int = 5) -> float:
    """Shortest of some runs, in seconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def peak(run: Callable[[], object]) -> float:
    """Peak memory of one run in MiB, as Python sees it."""
    tracemalloc.start()
    run()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20


def runs_of(left: str, right: str) -> list[tuple[str, Callable[[], object]]]:
    """What is timed on two texts."""
    x, y = ([t.norm for t in tokens(text, "en")] for text in (left, right))
    runs: list[tuple[str, Callable[[], object]]] = [
        ("words given: ours", lambda: compare_words(x, y)),
        (
            "words given: difflib, autojunk off",
            lambda: SequenceMatcher(None, x, y, autojunk=False).get_opcodes(),
        ),
        ("texts given: ours (cut, compared, spans)", lambda: diff(left, right, "en")),
    ]
    try:
        from redlines import Redlines  # type: ignore[import-not-found]
    except ImportError:
        return runs
    return [*runs, ("texts given: redlines", lambda: Redlines(left, right).opcodes)]


def main() -> None:
    """Run and print the table."""
    a, b = texts_of()
    print(f"{'words':>6} {'what':42} {'ms':>9} {'ratio':>8} {'MiB':>7}")
    for size in SIZES:
        base: dict[str, float] = {}
        for name, run in runs_of(" ".join(a.split()[:size]), " ".join(b.split()[:size])):
            seconds = best(run, 9)
            kind = name.partition(":")[0]
            base.setdefault(kind, seconds)
            print(f"{size:6} {name:42} {seconds * 1e3:9.2f} {seconds / base[kind]:7.1f}x {peak(run):7.1f}")
    print("ratio: time against ours on the same input. A ratio of 20 means ours is 20 times faster.")


if __name__ == "__main__":
    main()
