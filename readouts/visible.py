"""Letters that deceive the eye, made visible: what hides, turns round, or looks like another letter.

Characters without a shape of their own (zero-width, direction marks) are taken out, since a word that holds one is
found by no search; look-alikes stay as they are, since the text is evidence. Both are reported.
"""

from __future__ import annotations

import re
import unicodedata

from readouts.radicals import characters

MAX_WARNINGS = 12
_AROUND = 18

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_WIDTHLESS = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d"
    "\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\uffff"
)
_TAGS = "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
_HIDDEN = re.compile(f"[{_DIRECTION}{_WIDTHLESS}{_TAGS}]")
# Emoji are joined by a zero-width joiner; there it is no trick.
_JOINED_EMOJI = re.compile(
    "(?<=[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d(?=[\U0001f000-\U0001faff\u2600-\u27bf])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_WORD = re.compile(r"[^\W\d_]+")
_DATE_LIKE = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[OoОоIlІӏ])[\dOoОоIlІӏ]{2,4}(?!\w)")


def reveal(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without hidden characters, and a sentence for each kind of trick found in it.

    ``Tai<U+200B>wan`` → ``Taiwan`` and a warning that shows where. Look-alikes (``Тrump`` with a Cyrillic Т, ``2O26``
    with a letter O) are reported and left.
    """
    warnings: list[str] = []
    controls = _CONTROL.findall(text)
    if controls:
        names = ", ".join(dict.fromkeys(f"U+{ord(c):04X}" for c in controls[:5]))
        warnings.append(f"{len(controls)} control characters ({names}) were taken out")
        text = _CONTROL.sub("", text)
    # Joiners inside emoji are put aside under a sign that the text itself does not have.
    aside = next(sign for code in range(0xE000, 0x10FFFE) if (sign := chr(code)) not in text)
    emoji = _JOINED_EMOJI.sub(aside, text)
    hidden = list(_HIDDEN.finditer(emoji))
    if hidden:
        turning = [m for m in hidden if re.match(f"[{_DIRECTION}]", m[0])]
        if turning:
            warnings.append(
                f"{len(turning)} marks that turn the direction of writing were taken out: what was shown may not be "
                f"what is written, at {_shown(emoji, turning[0])}"
            )
        others = [m for m in hidden if m not in turning]
        if others:
            warnings.append(
                f"{len(others)} invisible characters were taken out, the first at {_shown(emoji, others[0])}"
            )
        text = _HIDDEN.sub("", emoji).replace(aside, "\u200d")
    whole = characters(text)
    if whole != text:
        odd = [(a, b) for a, b in zip(text, whole, strict=True) if a != b]
        shown = ", ".join(f"{a} as {b}" for a, b in dict.fromkeys(odd[:5]))
        warnings.append(f"{len(odd)} radicals, as copying from a PDF gives them, were written as characters: {shown}")
        text = whole
    warnings += _mixed_words(text)
    warnings += _false_digits(text)
    return text, tuple(warnings[:MAX_WARNINGS])


def marked(text: str) -> str:
    """A text with every hidden character written out: ``Tai‹U+200B ZERO WIDTH SPACE›wan``."""
    return _CONTROL.sub(_named, _HIDDEN.sub(_named, text))


def _named(match: re.Match[str]) -> str:
    name = unicodedata.name(match[0], "CONTROL CHARACTER")
    return f"‹U+{ord(match[0]):04X} {name}›"


def _shown(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
    return f"“{' '.join(marked(text[start:end]).split())}”"


def _mixed_words(text: str) -> list[str]:
    found: dict[str, None] = {}
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        scripts = {_script(c) for c in word} - {""}
        if {"LATIN", "CYRILLIC"} <= scripts or {"LATIN", "GREEK"} <= scripts:
            of_word = [_script(c) for c in word]
            usual = max(scripts, key=of_word.count)
            odd = next(c for c, script in zip(word, of_word, strict=True) if script not in ("", usual))
            found[f"“{word}” has a {_script(odd).lower()} {odd!r} among {usual.lower()} letters: look-alikes"] = None
            if len(found) >= 5:
                break
    return list(found)


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((s for s in ("LATIN", "CYRILLIC", "GREEK") if name.startswith(s)), "")


def _false_digits(text: str) -> list[str]:
    warnings: list[str] = []
    foreign = [c for c in text if c.isdecimal() and not c.isascii() and not "０" <= c <= "９"]
    if foreign:
        shown = "".join(dict.fromkeys(foreign[:8]))
        warnings.append(f"{len(foreign)} digits are not the usual ones ({shown}): dates with them are not read")
    for match in list(_DATE_LIKE.finditer(text))[:3]:
        warnings.append(f"“{match[0]}” has letters where digits should be: it is not read as a number")
    return warnings
