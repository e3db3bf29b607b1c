"""Who may change the library of a hosted dashboard."""

from __future__ import annotations

import pytest

from compare.dashboard import signin


@pytest.mark.parametrize(
    ("environment", "email", "verified", "may"),
    [
        ({}, "", True, True),
        ({"READOUTS_READ_ONLY": "1"}, "", True, False),
        ({"READOUTS_SIGN_IN": "1"}, "", True, False),
        ({"READOUTS_SIGN_IN": "1"}, "a@desk.example", True, True),
        ({"READOUTS_SIGN_IN": "1"}, "a@desk.example", False, False),
        ({"READOUTS_SIGN_IN": "1", "READOUTS_EDITORS": "A@desk.example, b@desk.example"}, "a@desk.example", True, True),
        ({"READOUTS_SIGN_IN": "1", "READOUTS_EDITORS": "b@desk.example"}, "a@desk.example", True, False),
        ({"READOUTS_SIGN_IN": "1", "READOUTS_READ_ONLY": "1"}, "a@desk.example", True, False),
        ({"READOUTS_SIGN_IN": "0"}, "", True, True),
    ],
)
def test_who_may_change(
    environment: dict[str, str], email: str, verified: bool, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("READOUTS_SIGN_IN", "READOUTS_EDITORS", "READOUTS_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert signin.may_change(email, verified=verified) is may


@pytest.mark.parametrize(
    ("claims", "trusted", "verified"),
    [
        ({"email_verified": True}, "", True),
        ({"email_verified": "true"}, "", True),
        ({"email_verified": False}, "1", False),
        ({"email_verified": "no"}, "1", False),
        ({}, "", False),
        ({}, "1", True),
    ],
)
def test_an_address_is_believed_where_the_provider_vouches_for_it(
    claims: dict[str, object], trusted: str, verified: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_TRUST_EMAIL", trusted)
    assert signin.is_verified(claims) is verified
