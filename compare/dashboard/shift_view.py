"""Harder or softer: one call against each earlier one, a row per baseline, and the words behind the chosen row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from compare.dashboard.address import View, href
from compare.dashboard.followed import Baseline, usual_baseline
from compare.dashboard.parts import day
from compare.markup import Markup, join, tag
from compare.report_words import figure
from compare.shift import HARDER, LESS, MIXED, MORE, NO_CHANGE, NOT_COMPARABLE, SOFTER, ScaleShift
from compare.timeline import HARDER_UP, Call, Proof, scale_name

SIGNS = {HARDER: "▲", SOFTER: "▼", MIXED: "◆", NO_CHANGE: "=", MORE: "+", LESS: "−", NOT_COMPARABLE: "×"}


def chosen_key(after: Call, found: Sequence[Baseline], view: View) -> str:
    """The baseline whose words are shown: as asked, else the usual one."""
    if view.against in {b.key for b in found}:
        return view.against
    return usual_baseline(after, found)


def matrix(after: Call, found: Sequence[Baseline], chosen: str, view: View) -> Markup:
    """A row per baseline, a column per scale, the overall direction last."""
    head = [tag("th", scale_name(s).capitalize(), scope="col") for s in HARDER_UP]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", f"The call of {day(after.event.date)} against earlier ones", cls="sr"),
            tag(
                "thead",
                tag("tr", tag("th", "Compared with", scope="col"), *head, tag("th", "On the whole", scope="col")),
            ),
            tag("tbody", *(_rows(found, chosen, after, view))),
            cls="shifts",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label="Harder or softer, by baseline",
    )


def name_of(baseline: Baseline) -> str:
    """``24 November 2025, Trump–Xi``, or ``mean of the 3 calls before``."""
    if baseline.key.startswith("mean:"):
        return f"mean of the {len(baseline.calls)} calls before"
    call = baseline.calls[0]
    return f"{day(call.event.date)}, {'–'.join(call.pair)}"


def _rows(found: Sequence[Baseline], chosen: str, after: Call, view: View) -> list[Markup]:
    """A row each; neighbours that cannot be compared for one reason share theirs."""
    rows = []
    for why, group in groupby(found, key=_hindrance):
        if why:
            names = "; ".join(name_of(b) for b in group)
            cell = tag("td", f"× not comparable: {why}", colspan=len(HARDER_UP) + 1, cls="none")
            rows.append(tag("tr", tag("th", names, scope="row", cls="aside"), cell))
        else:
            rows += [_row(b, b.key == chosen, after, view) for b in group]
    return rows


def _hindrance(baseline: Baseline) -> str:
    """Why a baseline cannot be compared, '' where it can."""
    if baseline.shift.scales:
        return ""
    return next((c.reason for c in baseline.calls if not c.lines), "") or "; ".join(baseline.shift.caveats)


def _row(baseline: Baseline, on: bool, after: Call, view: View) -> Markup:
    shift = baseline.shift
    name = tag(
        "a",
        name_of(baseline),
        href=href("over-time", view.with_(against=baseline.key, row="")),
        data_go=True,
        data_key=f"against-{baseline.key}",
        data_scroll="shift-words",
        aria_current="true" if on else None,
    )
    cells = [tag("td", _cell(s), cls=_class(s.direction)) for s in map(shift.scale, HARDER_UP) if s]
    people = None if all(c.pair == after.pair for c in baseline.calls) else tag("span", "other leaders", cls="aside")
    indicative = tag("span", "indicative", cls="badge indicative") if shift.indicative else None
    overall = tag("td", _said(shift.direction), cls=f"overall {_class(shift.direction)}")
    classes = " ".join(filter(None, ["on" if on else "", "mean" if len(baseline.calls) > 1 else ""]))
    return tag("tr", tag("th", name, people, indicative, scope="row"), *cells, overall, cls=classes or None)


def _class(direction: str) -> str:
    return f"d-{direction.replace(' ', '-')}"


def _said(direction: str) -> Markup:
    return join(tag("span", SIGNS[direction], cls="sign", aria_hidden="true"), f" {direction}")


def _cell(shift: ScaleShift) -> Markup:
    low, high = (figure(v) for v in (shift.before, shift.after))
    return join(tag("span", f"{low} → {high}", cls="values"), tag("span", _said(shift.direction), cls="way"))


def words(baseline: Baseline, after: Call) -> Markup:
    """The deciding words of one comparison, scale by scale, and what limits it."""
    shift = baseline.shift
    rows = [
        tag(
            "tr",
            tag(
                "th",
                scale_name(s.scale).capitalize(),
                tag("span", _said(s.direction), cls=f"way {_class(s.direction)}"),
                scope="row",
            ),
            tag("td", _quotes(s.proofs_before, figure(s.before))),
            tag("td", _quotes(s.proofs_after, figure(s.after)), tag("p", s.note, cls="meta") if s.note else None),
        )
        for s in shift.scales
        if s.before or s.after or s.proofs_before or s.proofs_after
    ]
    caveats = tag("ul", *(tag("li", c) for c in shift.caveats), cls="caveats") if shift.caveats else None
    table = (
        tag(
            "table",
            tag("caption", "The words that decide", cls="sr"),
            tag(
                "thead",
                tag(
                    "tr",
                    tag("th", "Scale", scope="col"),
                    tag("th", name_of(baseline), scope="col"),
                    tag("th", f"{day(after.event.date)}, {'–'.join(after.pair)}", scope="col"),
                ),
            ),
            tag("tbody", *rows),
            cls="deciding",
        )
        if rows
        else tag("p", "Neither text says anything on this that a scale counts.", cls="absent")
    )
    return tag(
        "section",
        tag("h3", f"The words: {name_of(baseline)}, then {day(after.event.date)}"),
        tag("div", table, cls="scroll", tabindex=0, role="region", aria_label="The words that decide"),
        caveats,
        data_for="shift-words",
        cls="shift-words",
    )


def _quotes(proofs: Sequence[Proof], value: str) -> Markup:
    value = value.replace("-", "−")
    if not proofs:
        return tag("p", tag("b", value, cls="value"), " nothing said", cls="nothing")
    said = dict.fromkeys((p.value, p.quote, p.speaker, p.rule) for p in proofs)
    items = [
        tag(
            "li",
            tag("b", str(v).replace("-", "−"), cls="value"),
            " “",
            tag("span", " ".join(quote.split()), cls="q"),
            "” ",
            tag("span", speaker, f" · {rule}" if rule else None, cls="aside"),
        )
        for v, quote, speaker, rule in said
    ]
    return tag("ul", *items)
