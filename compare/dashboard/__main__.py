"""``python -m compare.dashboard [streamlit options]``: the dashboard, warm before its address is open.

``streamlit run app.py`` shows the same, but the first reader waits while the modules load.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from streamlit.web import cli

from compare.analysis import compare_event
from compare.dashboard import add, background, call, claims, followed, library, over_time, side_by_side, tone, wording
from compare.dashboard.store import opening_call
from readouts.library import Library
from readouts.listing import publications

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = (call, side_by_side, tone, wording, over_time, claims, library, add)


def warm() -> None:
    """Read the call that opens first. Whatever fails here only costs time: the page meets it again and says so."""
    try:
        with Library.open() as kept:
            event = opening_call(kept.events(), publications(kept))
            if event:
                compare_event(kept, event)
                background.prepare(event)
    except Exception:
        logging.getLogger(__name__).warning("the first call could not be read in advance", exc_info=True)
    followed.rest()


if __name__ == "__main__":
    warm()
    cli.main(["run", str(APP), *sys.argv[1:]], prog_name="streamlit")
