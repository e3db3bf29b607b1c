"""Fuzz one parser for some seconds of processor time:  python -m fuzz.run pdf --seconds 600 [--atheris]

With ``--atheris`` libFuzzer guides the inputs (pip install atheris); without it they are mutated at random. An input
that breaks a parser, or keeps it busy for more than SLOW seconds, is written to ``fuzz/found/`` and named.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import traceback
from pathlib import Path

FOUND = Path(__file__).parent / "found"
SLOW = 5.0
SPLICES = (
    b"<",
    b">",
    b"&",
    b"\x00",
    b"{",
    b"[",
    b'"',
    b"\\",
    b"\xff\xfe",
    b"\r\n\r\n",
    b"%PDF-",
    b"99999999999",
    b"-1",
)


def spent() -> float:
    """Seconds of processor time of this process and of the readers it started."""
    return sum(os.times()[:4])


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A seed with a few changes: bytes flipped, cut, doubled, spliced in."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        here = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0 if data:
                data[min(here, len(data) - 1)] = chance.randrange(256)
            case 1:
                del data[here : here + chance.choice((1, 4, 40))]
            case 2:
                data[here:here] = data[here : here + chance.choice((4, 40, 400))] * chance.choice((1, 2, 20))
            case 3:
                data[here:here] = chance.choice(SPLICES) * chance.choice((1, 1, 1, 50))
            case 4:
                data[here:here] = chance.randbytes(chance.choice((1, 4, 16)))
            case _:
                other = chance.randrange(len(data) + 1)
                data[here:other] = data[here:other][::-1]
    return bytes(data[:200_000])


def keep(name: str, data: bytes) -> Path:
    """Write an input down so that it can be run again."""
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name.replace(' ', '_')}-{hashlib.sha256(data).hexdigest()[:16]}"
    path.write_bytes(data)
    return path


def at_random(name: str, seconds: float, seed: int) -> int:
    """Mutate and run; how many inputs broke it."""
    from fuzz.targets import run_one, seeds

    chance = random.Random(seed)
    pool = seeds(name)
    until = spent() + seconds
    runs = broken = 0
    kinds: set[str] = set()
    while spent() < until:
        data = mutated(chance.choice(pool), chance)
        runs += 1
        began = spent()
        try:
            run_one(name, data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} {frame.filename}:{frame.lineno}"
            broken += 1
            if kind not in kinds:
                kinds.add(kind)
                sys.stderr.write(f"{name}: {kind}: {error}: {keep(name, data)}\n")
        if spent() - began > SLOW:
            broken += 1
            sys.stderr.write(f"{name}: {spent() - began:.1f} s: {keep(name, data)}\n")
        # What was accepted leads further than what was refused at once.
        if runs % 50 == 0 and len(pool) < 200:
            pool.append(data)
    sys.stdout.write(f"{name}: {runs} inputs in {seconds:.0f} s, {broken} broke it\n")
    return broken


def with_atheris(name: str, seconds: float) -> None:
    """Let libFuzzer lead; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["readouts", "striprtf", "pypdf"]):
        from fuzz.targets import run_one, seeds

    corpus = FOUND.parent / "corpus" / name.replace(" ", "_")
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed{number}").write_bytes(seed)
    FOUND.mkdir(exist_ok=True)
    prefix = FOUND / f"{name.replace(' ', '_')}-"
    runs = 0

    def one(data: bytes) -> None:
        nonlocal runs
        runs += 1
        run_one(name, data)
        # libFuzzer knows the clock on the wall only; on a busy machine that says little about the work done.
        if runs % 20 == 0 and spent() > seconds:
            sys.stdout.write(f"{name}: {runs} inputs in {seconds:.0f} s of processor time, none broke it\n")
            sys.stdout.flush()
            os._exit(0)

    limits = ["-timeout=60", "-rss_limit_mb=3000", "-max_len=100000", "-verbosity=0"]
    atheris.Setup([sys.argv[0], str(corpus), f"-artifact_prefix={prefix}", *limits], one)
    atheris.Fuzz()


def main() -> int:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="a target of fuzz/targets.py, or all")
    parser.add_argument("--seconds", type=float, default=60.0, help="of processor time, for each parser")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    chosen = parser.parse_args()
    if chosen.atheris:
        # Before anything of ours is imported: what is imported before is not watched.
        with_atheris(chosen.name, chosen.seconds)
    from fuzz.targets import TARGETS

    names = list(TARGETS) if chosen.name == "all" else [chosen.name]
    return min(1, sum(at_random(name, chosen.seconds, chosen.seed) for name in names))


if __name__ == "__main__":
    sys.exit(main())
