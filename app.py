"""Start of the dashboard: ``streamlit run app.py``, or ``readouts serve``."""

import streamlit as st

from compare.dashboard import add, call, claims, library, over_time, side_by_side, tone, wording
from compare.dashboard.shell import TITLES, page

st.navigation(
    [
        st.Page(page("call", call.body), title=TITLES["call"], url_path="call", default=True),
        st.Page(page("side-by-side", side_by_side.body), title=TITLES["side-by-side"], url_path="side-by-side"),
        st.Page(page("tone", tone.body), title=TITLES["tone"], url_path="tone"),
        st.Page(page("wording", wording.body), title=TITLES["wording"], url_path="wording"),
        st.Page(page("over-time", over_time.body), title=TITLES["over-time"], url_path="over-time"),
        st.Page(page("claims", claims.body), title=TITLES["claims"], url_path="claims"),
        st.Page(page("library", library.body, picks_call=False), title=TITLES["library"], url_path="library"),
        st.Page(page("add", add.body, picks_call=False), title=TITLES["add"], url_path="add"),
    ],
    position="hidden",
).run()
