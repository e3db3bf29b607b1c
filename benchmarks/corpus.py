"""The two real texts that the benchmarks compare: readouts of one publisher put one after another."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def texts_of() -> tuple[str, str]:
    """Two texts of some 6,000 words: the even and the odd readouts of the shared corpus, by date."""
    shared = Path(os.environ.get("READOUTS_SHARED", ROOT.parent / "shared"))
    files = sorted((shared / "corpus" / "bulk" / "whitehouse").glob("*.md"))
    if not files:
        raise SystemExit(f"No corpus in {shared}. Set READOUTS_SHARED to the folder that holds corpus/.")
    bodies = [re.sub(r"\A---.*?---\s*", "", f.read_text("utf-8"), flags=re.DOTALL) for f in files]
    return " ".join(bodies[0:80:2]), " ".join(bodies[1:80:2])
