"""Who may look and who may change, where the dashboard stands on a network.

``READOUTS_SIGN_IN=1`` asks everybody to sign in (OpenID Connect, set up in ``.streamlit/secrets.toml`` or the file that
``READOUTS_SECRETS`` names); ``READOUTS_EDITORS`` names by e-mail who may add and delete. ``READOUTS_READ_ONLY=1`` lets
nobody.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError

from compare.dashboard.parts import empty_state, show
from compare.markup import tag
from readouts.library import told_read_only

STYLE = Path(__file__).with_name("signin.css")
_FIELDS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


def _told(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() not in ("", "0", "no", "false")


def required() -> bool:
    """Whether the dashboard asks its readers to sign in."""
    return _told("READOUTS_SIGN_IN")


def editors() -> frozenset[str]:
    """The addresses that may change the library; empty where everybody who is let in may."""
    return frozenset(e.strip().lower() for e in os.environ.get("READOUTS_EDITORS", "").split(",") if e.strip())


def is_verified(claims: Mapping[str, Any]) -> bool:
    """Whether an e-mail address is that of whoever signed in, going by what the provider says of them.

    A provider that says nothing of it is believed only with ``READOUTS_TRUST_EMAIL=1``: some let people name any.
    """
    said = claims.get("email_verified")
    return _told("READOUTS_TRUST_EMAIL") if said is None else said is True or str(said).lower() == "true"


def may_change(email: str, *, verified: bool = True) -> bool:
    """Whether somebody may add and delete. email: as the provider says it, '' where nobody is signed in."""
    if told_read_only():
        return False
    if not required():
        return True
    named = editors()
    return bool(email) and verified and (not named or email.strip().lower() in named)


def reader_may_change() -> bool:
    """Whether whoever is looking now may add and delete."""
    if not required():
        return may_change("")
    user = st.user
    email = str(user.get("email") or "") if user.is_logged_in else ""
    return may_change(email, verified=is_verified(user.to_dict()) if user.is_logged_in else False)


def gate() -> None:
    """Ask for a sign-in where one is required, and show nothing else before it."""
    if not required():
        return
    lacking = _lacking()
    if not lacking and st.user.is_logged_in:
        return
    if lacking:
        empty_state("Nobody can sign in yet", tag("p", lacking), kind="error")
        st.stop()
    show(
        tag("h1", "Readouts", cls="page-title"),
        tag("p", "This library is for people who are let in. Sign in to read it.", cls="deck"),
    )
    if st.button("Sign in", type="primary", key="sign-in"):
        try:
            st.login()
        except StreamlitAuthError:
            empty_state("The sign-in cannot be begun", tag("p", "See the section [auth] of the secrets."), kind="error")
    st.stop()


def _lacking() -> str:
    """What a sign-in needs and is not there, in words for whoever runs the dashboard; '' for nothing."""
    if find_spec("authlib") is None:
        return "The package Authlib is not installed: pip install Authlib."
    try:
        auth = st.secrets.get("auth", {})
    except FileNotFoundError:
        auth = {}
    missing = [name for name in _FIELDS if not auth.get(name)]
    return f"The section [auth] of the secrets lacks {', '.join(missing)}: see docs/hosting.md." if missing else ""


def who() -> None:
    """Who is signed in, what they may do, and the way out; nothing where nobody has to sign in."""
    if not required() or not st.user.is_logged_in:
        return
    email = str(st.user.get("email") or st.user.get("name") or "you")
    may = "may add and delete" if reader_may_change() else "reading only"
    st.html(STYLE)
    with st.container(horizontal=True, key="who", horizontal_alignment="right", vertical_alignment="center"):
        show(tag("p", f"{email}, {may}", cls="meta"))
        st.button("Sign out", key="sign-out", type="tertiary", on_click=st.logout)
