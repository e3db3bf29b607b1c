"""Pieces of the brief's page: the mark of a side, quotes with their source, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.markup import Child, Markup, tag
from compare.palette import side_class, side_name, side_shape
from compare.report_quotes import Cited, by_script, voice
from readouts.model import Fidelity

_LONGEST_TITLE = 220


def mixed(text: str) -> list[Child]:
    """A sentence with its Chinese and Russian words marked as such."""
    return [tag("span", piece, lang=lang) if lang else piece for piece, lang in by_script(text)]


def side_mark(side: str) -> Markup:
    """The shape of a side in its colour."""
    return tag("span", cls=f"mark-side {side_shape(side)}", aria_hidden="true")


def side_label(side: str, label: str = "") -> Markup:
    """Shape and name of a side, or another label in its colour."""
    return tag("span", side_mark(side), label or side_name(side), cls=f"side {side_class(side)}")


def quote(c: Cited) -> Markup:
    """The words in quotation marks, what decides in bold. A digest is ours and gets none."""
    pieces = [tag("b", text) if strong else text for text, strong in c.parts()]
    before, after = ("", "") if c.source.fidelity is Fidelity.DIGEST else ("“", "”")
    return tag("span", before, *pieces, after, lang=c.source.language, cls="q")


def source(c: Cited) -> Markup:
    """Speaker, publisher, language, revision and statement, with a link to the text where it is one of the call's."""
    who = f"{voice(c.speaker)} in " if c.speaker else ""
    label = c.source.label()
    if c.source.number:
        name, _, rest = label.partition(" · ")
        link = tag("a", name, href=f"#t{c.source.number}")
        return tag("span", who, link, f" · {rest}, {c.place()}", cls="src")
    return tag("span", who, f"{label}, {c.place()}", cls="src")


def cite(c: Cited) -> Markup:
    """A quote with its source in the colour of its side."""
    return tag("blockquote", quote(c), source(c), cls=f"cite {side_class(c.source.side)}")


def cut(text: str, limit: int = _LONGEST_TITLE) -> str:
    """A title of sensible length."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


# Roles are spelled out: a table shown as blocks on a narrow screen loses its own.


def tr(*cells: Child) -> Markup:
    """A row."""
    return tag("tr", *cells, role="row")


def th(*children: Child, **attributes: str | None) -> Markup:
    """The head of a row."""
    return tag("th", *children, scope="row", role="rowheader", **attributes)


def td(*children: Child, **attributes: str | None) -> Markup:
    """A cell; ``data_label`` stands above it where columns become blocks."""
    return tag("td", *children, role="cell", **attributes)


def grid(
    head: Sequence[Child],
    rows: Iterable[Markup],
    caption: str,
    *,
    cls: str = "",
    heads: Sequence[str] = (),
    hide: bool = False,
) -> Markup:
    """A table with its caption and column heads. heads: classes of the head cells. hide: caption for readers only."""
    classes = [*heads, *[""] * len(head)]
    cells = [
        tag("th", name or tag("span", "Number", cls="sr"), scope="col", role="columnheader", cls=classes[i] or None)
        for i, name in enumerate(head)
    ]
    return tag(
        "table",
        tag("caption", caption, cls="sr" if hide else None),
        tag("thead", tr(*cells), role="rowgroup"),
        tag("tbody", *rows, role="rowgroup"),
        cls=cls or None,
        role="table",
    )
