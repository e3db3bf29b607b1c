"""Silent edits: what changed between two revisions of one publication, the weightiest first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from compare.dashboard import address, store
from compare.dashboard.address import View
from compare.dashboard.files import downloads
from compare.dashboard.parts import clock, empty_state, plural, short_name, show
from compare.edits import Edit, edited, revision_edits
from compare.markup import Markup, tag
from compare.timeline_tables import edits_table
from readouts.model import Readout, Revision

_MOST = 60  # edits drawn at once; the downloads hold all


@st.cache_resource(show_spinner=False, max_entries=4)
def _edited(key: str) -> tuple[Readout, ...]:
    return edited(store.all_readouts())


@st.cache_resource(show_spinner="Comparing the revisions …", max_entries=64)
def _edits(key: str, readout_id: str) -> tuple[Revision, Revision, tuple[Edit, ...]]:
    readout = store.library().readout(readout_id)
    event = store.shelf().known.get(readout.event_id)
    people = event.participants if event else ()
    return revision_edits(readout, participants=people)


def section(view: View) -> None:
    """Publications with two revisions of one kind, those of the call on view first, and the edits of the chosen one."""
    found = sorted(_edited(store.texts_state()), key=lambda r: (r.event_id != view.event, r.event_id, r.id))
    show(tag("h2", "Silent edits"))
    if not found:
        empty_state(
            "No publication here has a second revision of one kind",
            tag(
                "p",
                "A page that changes is kept as a new revision, never overwritten; a text that took the place of our "
                "digest is no edit. Run ",
                tag("code", "readouts check"),
                " to fetch the official addresses again, or add the later text yourself.",
            ),
        )
        return
    known = {r.id: r for r in found}
    chosen = view.doc if view.doc in known else found[0].id
    if st.session_state.get("ot-doc") != chosen:
        st.session_state["ot-doc"] = chosen
    st.selectbox(
        "Publication with several revisions",
        list(known),
        format_func=lambda id_: f"{known[id_].event_id} · {short_name(known[id_])}",
        key="ot-doc",
        on_change=lambda: address.show(address.current().with_(doc=str(st.session_state["ot-doc"]))),
        width=460,
    )
    first, second, edits = _edits(store.texts_state(), chosen)
    show(
        tag(
            "p",
            f"Revision {first.number}, captured {clock(first.retrieved_at)}, and revision {second.number}, captured "
            f"{clock(second.retrieved_at)}: {plural(len(edits), 'difference')}, the weightiest first.",
            cls="meta",
        ),
        _table(edits, second.language)
        if edits
        else tag("p", "Space and line ends apart, they are the same.", cls="absent"),
        tag("p", f"The first {_MOST} are shown; the downloads hold all.", cls="foot") if len(edits) > _MOST else None,
    )

    def rows() -> pd.DataFrame:
        return edits_table(chosen, first.number, second.number, edits)

    event = known[chosen].event_id
    downloads(event, f"edits_{chosen}", rows, {"Publication": chosen}, name="edits")


def _table(edits: Sequence[Edit], language: str) -> Markup:
    rows = [
        tag(
            "tr",
            tag("th", e.kind, scope="row", cls=f"k-{e.kind.replace(' ', '-')}"),
            tag("td", tag("del", e.before) if e.before else tag("span", "nothing", cls="nothing"), lang=language),
            tag("td", tag("ins", e.after) if e.after else tag("span", "nothing", cls="nothing"), lang=language),
            tag(
                "td",
                tag("span", e.why, cls="why") if e.why else None,
                tag("span", "… ", e.context, " …", lang=language),
            ),
        )
        for e in edits[:_MOST]
    ]
    head = [tag("th", name, scope="col") for name in ("What", "Before", "After", "Where, and why it counts")]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "Differences between two revisions", cls="sr"),
            tag("thead", tag("tr", *head)),
            tag("tbody", *rows),
            cls="edits",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label="Silent edits",
    )
