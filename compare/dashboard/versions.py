"""Two versions of one side row by row, original beside translation, with the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence

from compare.analysis import Comparison, Reading
from compare.dashboard.answers import GAPS
from compare.dashboard.parts import fidelity_badge, side_label
from compare.dashboard.reader import Change, marked
from compare.gaps import Reason
from compare.markup import Markup, join, line, tag, tip
from compare.pairing import Bead, Spans
from compare.palette import family, language_name, side_class
from compare.topics import label
from readouts.model import Fidelity

NO_GAP = ("", "no gap seen")
GAP_NOTE = tag(
    "p",
    "A gap of substance says something else, a gap of degree says it more or less strongly, a nuance changes the tint. "
    "Every gap rests on words: concepts that only one version has, negation, numbers, speakers.",
    cls="foot",
)


def told_by_us(reading: Reading) -> bool:
    """Whether a text is a digest in our own words."""
    return reading.revision.fidelity is Fidelity.DIGEST


def version_pairs(comparison: Comparison) -> list[tuple[Reading, Reading]]:
    """(original, other version) for every side with texts in two languages; nearest to the original first.

    A digest is no version: what sets our words apart from the publisher's says nothing about the publisher.
    """
    order = list(Fidelity)
    found = []
    for side in dict.fromkeys(r.readout.side for r in comparison.readings):
        own = [r for r in comparison.readings if r.readout.side == side and r.analysis.statements and not told_by_us(r)]
        own.sort(key=lambda r: order.index(r.revision.fidelity))
        found += [(own[0], r) for r in own[1:] if r.revision.language != own[0].revision.language]
    return found


def parted(beads: Sequence[Bead]) -> list[Bead]:
    """Those with a gap, and what stands in one version only."""
    return [b for b in beads if b.gap or b.relation != "paired"]


def version_rows(left: Reading, right: Reading, beads: Sequence[Bead], *, topic: str = "") -> Markup:
    """The table: a sentence or several on each side, and what sets them apart."""
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "Two versions sentence by sentence, and the gaps between them", cls="sr"),
            tag("thead", tag("tr", _head(left), _head(right), tag("th", "Gap", scope="col"))),
            tag("tbody", *(_row(left, right, bead, topic) for bead in beads)),
            cls=f"versions {side_class(left.readout.side)}",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label="Versions row by row",
    )


def _head(reading: Reading) -> Markup:
    return tag(
        "th",
        side_label(reading.readout.side),
        f" {language_name(reading.revision.language)} ",
        fidelity_badge(reading.revision.fidelity),
        tag("span", reading.readout.publisher, cls="pub"),
        scope="col",
    )


def _row(left: Reading, right: Reading, bead: Bead, topic: str) -> Markup:
    sign, words = GAPS[bead.gap] if bead.gap else NO_GAP
    if bead.relation == "only left":
        sign, words = "◇", f"only in {language_name(left.revision.language)}"
    elif bead.relation == "only right":
        sign, words = "◇", f"only in {language_name(right.revision.language)}"
    mark = tag("span", sign, cls="sign", aria_hidden="true") if sign else None
    gap = tag("p", mark, f" {words}", cls="gap-word" + ("" if sign else " none"))
    why = [tag("li", _reason(r)) for r in bead.reasons]
    on = {t for r, spans in ((left, bead.left), (right, bead.right)) for t in _topics(r, spans)}
    dim = " off" if topic and topic not in on else ""
    return tag(
        "tr",
        _cell(left, bead.left, bead.reasons, 0),
        _cell(right, bead.right, bead.reasons, 1),
        tag("td", gap, tag("ul", *why, cls="why") if why else None, cls="gap-cell"),
        cls=f"bead {bead.gap or 'none'}{dim}",
    )


def _reason(r: Reason) -> Markup:
    left, right = (" · ".join(words) for words in (r.left, r.right))
    quoted = [tag("q", words) if words else tag("i", "nothing") for words in (left, right)]
    return join(
        tag("span", r.check, tip(line(str(r))), cls="check", data_tip=True, tabindex=0),
        " ",
        quoted[0],
        " / ",
        quoted[1],
    )


def _topics(reading: Reading, spans: Spans) -> dict[str, None]:
    return dict.fromkeys(
        t for s in reading.analysis.statements if any(a <= s.start < b for a, b in spans) for t in s.topics
    )


def _cell(reading: Reading, spans: Spans, reasons: Sequence[Reason], side: int) -> Markup:
    language = reading.revision.language
    if not spans:
        words = f"not in the {language_name(language)} version"
        return tag("td", tag("span", tag("span", "–", aria_hidden="true"), f" {words}", cls="silence"), cls="absent")
    changes = [
        Change(a, b, f"gap-{r.gap}", tag("span", tag("b", GAPS[r.gap][1]), line(str(r)), cls="ev"))
        for r in reasons
        if r.check != "speaker"
        for a, b in ((r.left_spans, r.right_spans)[side])
    ]
    text = reading.revision.text
    said = [tag("p", marked(text, a, b, (), changes), lang=language) for a, b in spans]
    topics = [tag("span", label(t), cls=f"topic fam-{family(t)}") for t in _topics(reading, spans)]
    return tag("td", *said, tag("p", *topics, cls="tags") if topics else None)


def summary(left: Reading, right: Reading, beads: Sequence[Bead]) -> Markup:
    """How many gaps of each sort, in a line."""
    counts = {gap: sum(b.gap == gap for b in beads) for gap in GAPS}
    told = [
        join(tag("span", sign, cls="sign", aria_hidden="true"), f" {counts[gap]} × {words}")
        for gap, (sign, words) in GAPS.items()
    ]
    for name, reading in (("only left", left), ("only right", right)):
        number = sum(b.relation == name for b in beads)
        sign = tag("span", "◇", cls="sign", aria_hidden="true")
        told.append(join(sign, f" {number} only in {language_name(reading.revision.language)}"))
    return tag("p", *(tag("span", t) for t in told), cls="counts")
