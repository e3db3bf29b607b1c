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
