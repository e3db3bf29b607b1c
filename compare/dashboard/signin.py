"""Who may look and who may change, where the dashboard stands on a network.

``READOUTS_SIGN_IN=1`` asks everybody to sign in (OpenID Connect, set up in ``.streamlit/secrets.toml``);
``READOUTS_EDITORS`` names by e-mail who may add and delete. ``READOUTS_READ_ONLY=1`` lets nobody.
"""

from __future__ import annotations

import os

import streamlit as st

from readouts.library import told_read_only


def required() -> bool:
    """Whether the dashboard asks its readers to sign in."""
    return os.environ.get("READOUTS_SIGN_IN", "").strip().lower() not in ("", "0", "no", "false")


def editors() -> frozenset[str]:
    """The addresses that may change the library; empty where everybody who is let in may."""
    return frozenset(e.strip().lower() for e in os.environ.get("READOUTS_EDITORS", "").split(",") if e.strip())


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
    return may_change(email, verified=user.get("email_verified", True) is not False)


def gate() -> None:
    """Ask for a sign-in where one is required, and show nothing else before it."""
    if not required() or st.user.is_logged_in:
        return
    st.title("Readouts")
    st.write("This library is for people who are let in. Sign in to read it.")
    st.button("Sign in", on_click=st.login, type="primary")
    st.stop()
