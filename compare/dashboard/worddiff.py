"""Word differences on the page: what one text has and the other has not, replaced words, blocks that moved."""

from __future__ import annotations

from itertools import count

import streamlit as st

from compare.dashboard.reader import Change, marked
from compare.markup import Markup, line, tag, tip
from compare.wording import DELETE, EQUAL, MOVED, REPLACE, WordDiff, diff

LEFT, RIGHT = 0, 1
_QUOTED = 160


@st.cache_resource(show_spinner="Comparing the words …", max_entries=64)
def compared(a: str, b: str, language: str) -> WordDiff:
    """The word differences of two texts of one language, worked out once."""
    return diff(a, b, language)


def changes(found: WordDiff, side: int) -> list[Change]:
    """What to mark in one of the texts. side: LEFT or RIGHT. Moved blocks have the same number on both sides."""
    marks = []
    moves = count(1)
    for op in found.ops:
        if op.tag == EQUAL:
            continue
        mine, other = (op.left, op.right) if side == LEFT else (op.right, op.left)
        text = found.right if side == LEFT else found.left
        words = tag("span", "“", " ".join(text[slice(*other)].split())[:_QUOTED], "”", cls="q")
        if op.tag == MOVED:
            number = str(next(moves))
            note = tag("span", tag("b", f"Moved block {number}"), line("The same words stand elsewhere."), cls="ev")
            marks.append(Change(*mine, "d-moved", note, f"⇅{number} "))
        elif mine[0] < mine[1] and op.tag == REPLACE:
            note = tag("span", tag("b", "In the other text"), words, cls="ev")
            marks.append(Change(*mine, "d-replaced", note, stop=False))
        elif mine[0] < mine[1]:
            note = tag("span", tag("b", "Not in the other text"), cls="ev")
            marks.append(Change(*mine, "d-only", note, stop=False))
    return marks


def two_texts(found: WordDiff, language: str, heads: tuple[Markup, Markup]) -> Markup:
    """The texts in two columns, each with its own words marked."""
    columns = [
        tag(
            "article",
            head,
            *(tag("p", marked(text, a, b, (), marks), lang=language) for a, b in paragraphs(text)),
            cls="worded",
        )
        for head, text, marks in (
            (heads[0], found.left, changes(found, LEFT)),
            (heads[1], found.right, changes(found, RIGHT)),
        )
    ]
    return tag("div", *columns, cls="cols n2 worddiff")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that hold something."""
    spans, start = [], 0
    for part in text.split("\n"):
        if part.strip():
            spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


def one_text(found: WordDiff, language: str) -> Markup:
    """Both texts as one: what only the left has struck out, what only the right has underlined."""
    parts: list[Markup | str] = []
    left, right = found.left, found.right
    numbers = {op: n for n, op in enumerate((o for o in found.ops if o.tag == MOVED), start=1)}
    done = 0
    for op in sorted(found.ops, key=lambda o: (o.right, o.left)):
        parts.append(right[done : op.right[0]])
        here = right[slice(*op.right)]
        if op.tag == MOVED:
            note = tip(tag("b", f"Moved block {numbers[op]}"), line("In the first text it stands elsewhere."))
            sign = tag("sup", f"⇅{numbers[op]} ")
            parts.append(tag("mark", sign, here, note, cls="d-moved", data_tip=True, tabindex=0))
        elif op.tag == EQUAL:
            parts.append(here)
        else:
            gone = left[slice(*op.left)]
            parts += [" " if op.tag == DELETE else "", tag("del", gone) if gone else "", " " if gone and here else ""]
            parts.append(tag("ins", here) if here else "")
        done = max(done, op.right[1])
    return tag("div", *parts, cls="worded one", lang=language)


def key() -> Markup:
    """What the marks mean."""
    return tag(
        "p",
        tag("span", tag("mark", "only in this text", cls="d-only")),
        tag("span", tag("mark", "worded otherwise", cls="d-replaced")),
        tag("span", tag("mark", tag("sup", "⇅1 "), "moved", cls="d-moved")),
        cls="diff-key",
    )
