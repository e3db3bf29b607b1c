"""The page *Over time*: one side from call to call, harder or softer, its set phrases, and what was edited silently."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from compare.dashboard import address, edits_view, followed, ledger_grid, shift_view, store, trace_plot
from compare.dashboard.address import View, href
from compare.dashboard.files import downloads
from compare.dashboard.followed import ANYBODY, MOST_CALLS, Choice
from compare.dashboard.parts import (
    day,
    empty_state,
    event_title,
    fidelity_badge,
    no_such_topic,
    plural,
    show,
    side_label,
)
from compare.ledger import Ledger
from compare.markup import Markup, join, tag
from compare.palette import family as family_of
from compare.palette import side_class, side_name
from compare.timeline import Call, Line, Point, Proof, Survey, scale_name
from compare.timeline_tables import ladders_table, ledger_table, shift_table, trace_table
from compare.topics import label

STYLE = Path(__file__).with_name("over_time.css")
SCALES = ("demand", "warning", "force", "status", "warmth")


def body(view: View) -> None:
    """Draw the page."""
    st.html(STYLE)
    survey = followed.survey()
    chosen = followed.choice(view, survey)
    known = followed.topics(chosen, survey)
    _title(chosen)
    if not survey.lines:
        empty_state(
            "No text in this library yet",
            tag(
                "p",
                "There is nothing to follow over time. ",
                _add(view),
                ", or run ",
                tag("code", "readouts sync"),
                ".",
            ),
        )
        return
    everything = followed.points(chosen)
    _choices(chosen, view, followed.sides(survey), known, everything)
    show(*remarks(chosen, view, survey))
    if no_such_topic(chosen.topic):
        return
    if not everything:
        empty_state(
            f"{side_name(chosen.side)} published nothing on such calls",
            tag("p", f"No call with {side_name(chosen.other)} has a publication of {side_name(chosen.side)} here."),
            tag("p", tag("a", "Calls with anybody", href=href("over-time", view.with_(other=ANYBODY)), data_go=True)),
        )
        return
    _trace(chosen, everything, view)
    _shifts(chosen, view)
    _ledger(chosen, view)
    edits_view.section(view)


def remarks(chosen: Choice, view: View, survey: Survey) -> list[Markup]:
    """Where what is drawn is not what the address seems to ask for: another side, or a call that is not there."""
    told = []
    if view.side and view.side != chosen.side:
        told.append(tag("p", f"No side “{view.side}” publishes here. {side_name(chosen.side)} is shown.", cls="warn"))
    held = followed.texts_of(survey, chosen.event)
    if chosen.side in held:
        return told
    here = f"the call of {day(chosen.event.date)}"
    if not held:
        words = [f"No text of {here} is in this library: it has no mark below. ", _add(view), "."]
    else:
        links = [
            tag(
                "a",
                side_name(s),
                href=href("over-time", View(event=view.event, side=s, topic=view.topic)),
                data_go=True,
            )
            for s in held
        ]
        shown = [join(", " if n else None, link) for n, link in enumerate(links)]
        words = [f"No text of {side_name(chosen.side)} on {here} is here; there is one of: ", *shown, "."]
    told.append(tag("p", *words, cls="warn"))
    return told


def _add(view: View) -> Markup:
    return tag("a", "Add a text", href=href("add", View(event=view.event)), data_go=True)


def _title(chosen: Choice) -> None:
    on = f" on {label(chosen.topic)}" if chosen.topic else ""
    show(
        tag("h1", "Over time", tag("em", f": {side_name(chosen.side)}{on}"), cls="page-title"),
        tag(
            "p",
            "The same side from call to call, originals against originals. A mark opens its words; what rests on a "
            "digest is hollow, and where no text is here there is a gap, never a guess.",
            cls="deck",
        ),
    )


def _choices(chosen: Choice, view: View, sides: list[str], known: list[str], found: Sequence[Point]) -> None:
    """Whose words, on what, in which calls: menus that write the address."""
    voices = followed.speakers(found, chosen.side)
    if chosen.speaker and chosen.speaker not in voices:
        voices[chosen.speaker] = True
    others = [s for s in sides if s != chosen.side]
    counterparts = [*dict.fromkeys([*([chosen.other] if chosen.other else []), *_counterparts(chosen.side), *others])]
    menus = {
        "side": ("Whose texts", sides, chosen.side, side_name),
        "speaker": (
            "Said by",
            ["", *voices],
            chosen.speaker,
            lambda s: _voice(s, own=voices.get(s, True)),
        ),
        "topic": (
            "On",
            ["", *known, *([chosen.topic] if chosen.topic and chosen.topic not in known else [])],
            chosen.topic,
            lambda t: label(t) if t else "every subject",
        ),
        "other": (
            "In calls with",
            [ANYBODY, *counterparts],
            chosen.other or ANYBODY,
            lambda s: "anybody" if s == ANYBODY else side_name(s),
        ),
    }
    with st.container(horizontal=True, key="ot-choice"):
        for name, (title, options, value, words) in menus.items():
            key = f"ot-{name}"
            if st.session_state.get(key) != value:
                st.session_state[key] = value
            st.selectbox(title, options, format_func=words, key=key, on_change=_chosen, args=(name,), width=230)


def _voice(speaker: str, *, own: bool) -> str:
    if not speaker:
        return "its own voices"
    return speaker if own else f"{speaker}, as quoted there"


@st.cache_resource(show_spinner=False, max_entries=16)
def _met(key: str, side: str) -> tuple[str, ...]:
    events = {x.event.id: x.event for x in followed.survey().lines if x.readout.side == side}
    return tuple(dict.fromkeys(s for e in reversed(events.values()) for s in e.sides if s != side))


def _counterparts(side: str) -> tuple[str, ...]:
    return _met(store.texts_state(), side)


def _chosen(name: str) -> None:
    view = address.current().with_(row="", against="")
    view = view.with_(**{name: str(st.session_state[f"ot-{name}"])})
    if name == "side":
        view = view.with_(speaker="", other="", family="")
    if name == "topic":
        view = view.with_(family="")
    address.show(view)


def _trace(chosen: Choice, everything: Sequence[Point], view: View) -> None:
    first = followed.since(view, everything, chosen.event)
    found = [p for p in everything if p.call.event.date.year >= first][-MOST_CALLS:]
    with_text = [p for p in everything if p.call.lines and not p.call.indicative]
    survey = followed.survey()
    show(
        tag(
            "section",
            tag("h2", "From call to call"),
            tag(
                "p",
                f"{plural(len(everything), 'call')}: {len(with_text)} with the original wording here, "
                f"{sum(p.call.indicative and bool(p.call.lines) for p in everything)} with a digest or translation, "
                f"{sum(not p.call.lines for p in everything)} without any text.",
                cls="meta",
            ),
            _years(everything, first, view),
        )
    )
    if not found:
        empty_state("No call since then", tag("p", "Choose an earlier year above."))
        return
    if not with_text:
        words = "No original text is here, only digests, translations or gaps: everything below is indicative."
        show(tag("p", words, cls="warn"))
    show(trace_plot.key(found, chosen.side), trace_plot.plot(found, chosen, survey.formulas, view))
    cut = len([p for p in everything if p.call.event.date.year >= first]) - len(found)
    show(
        tag(
            "p",
            "Marks stand at the release of the text, else at the day of the call; calls of neighbouring days are set "
            "a little apart. " + (f"{cut} earlier calls are left out of the drawing. " if cut > 0 else ""),
            cls="foot",
        )
    )
    scale, _, event_id = view.row.partition("|")
    point = next((p for p in everything if p.call.event.id == event_id), None)
    if scale in SCALES and point is not None:
        show(_evidence(chosen, point, scale, view))
    about = {"Side": chosen.side, "Speaker": chosen.speaker or "all who speak for the side", "Topic": chosen.topic}
    with st.container(horizontal=True, key="trace-tools", vertical_alignment="center"):
        downloads(
            view.event,
            "_".join(filter(None, ["trace", chosen.side, chosen.topic])),
            lambda: trace_table(found, topic=chosen.topic, speaker=chosen.speaker),
            about,
            name="trace",
        )
    with st.expander("What the scales mean"):
        show(_definitions())
        downloads(view.event, "ladders", lambda: ladders_table(survey.formulas))


def _years(everything: Sequence[Point], first: int, view: View) -> Markup | None:
    years = sorted({p.call.event.date.year for p in everything})
    if len(years) < 2:
        return None
    chips = [("all", f"all since {years[0]}", not first), *((str(y), str(y), y == first) for y in years[1:])]
    links = [
        tag(
            "a",
            words,
            href=href("over-time", view.with_(since=value, row="")),
            data_go=True,
            data_key=f"since-{value}",
            role="button",
            aria_pressed="true" if on else "false",
            cls="chip" + (" on" if on else ""),
        )
        for value, words, on in chips
    ]
    return tag(
        "div", tag("span", "Since", cls="label"), *links, cls="chips", role="group", aria_label="First year shown"
    )


def _definitions() -> Markup:
    made = trace_plot.strips(followed.survey().formulas)
    rows = [
        tag(
            "div",
            tag("dt", s.name, f" ({s.low} to {s.high})".replace("-", "−")),
            tag("dd", s.definition, " ", "; ".join(f"{k} {v}".replace("-", "−") for k, v in s.words.items()), "."),
        )
        for s in made
    ]
    return tag("dl", *rows, cls="definitions")


def _evidence(chosen: Choice, point: Point, scale: str, view: View) -> Markup:
    """The sentences behind one mark, the deciding words marked."""
    call = point.call
    proofs = point.measure.of(scale) if point.measure else ()
    by_statement: dict[tuple[str, str], list[Proof]] = {}
    for proof in proofs:
        by_statement.setdefault((proof.readout_id, proof.statement), []).append(proof)
    blocks = [_said(call, group) for group in by_statement.values()]
    nothing = tag("p", "The text speaks on this, but nothing in it counts on this scale.", cls="absent")
    return tag(
        "section",
        tag("h2", f"{scale_name(scale).capitalize()}, {day(call.event.date)}"),
        tag("p", side_label(call.side), f" · {event_title(call.event)} · ", _badges(call), cls="meta"),
        *(blocks or [nothing]),
        *(_source(x) for x in call.lines),
        tag("p", _beside(call, proofs, view)),
        cls=f"evidence {side_class(chosen.side)}",
        data_for=view.row,
    )


def _badges(call: Call) -> Markup:
    return join(*(fidelity_badge(f) for f in dict.fromkeys(x.revision.fidelity for x in call.lines)))


def _said(call: Call, group: Sequence[Proof]) -> Markup:
    first = group[0]
    line = followed.line_of(call, first.readout_id)
    language = line.revision.language if line else call.language
    values = [
        tag(
            "span",
            f"{scale_name(p.scale)} {p.value}".replace("-", "−"),
            f" · “{' '.join(p.quote.split())}”" if p.quote != first.statement else None,
            f" · rule {p.rule}" if p.rule else None,
            cls="tone",
        )
        for p in group
    ]
    return tag(
        "div",
        tag("div", tag("span", first.speaker, cls="name"), cls="who"),
        tag(
            "div",
            tag("p", _marked(first.statement, [p.quote for p in group]), lang=language),
            tag("p", *values, cls="tags"),
        ),
        cls=f"st fam-{family_of('')}",
    )


def _marked(statement: str, quotes: Sequence[str]) -> Markup:
    """The statement with the deciding words marked; one that decides as a whole is left plain."""
    spans = sorted((at, at + len(q)) for q in set(quotes) if q != statement and (at := statement.find(q)) >= 0)
    parts: list[Markup | str] = []
    done = 0
    for start, end in spans:
        start = max(start, done)
        if start < end:
            parts += [statement[done:start], tag("mark", statement[start:end], cls="m-obligation")]
            done = end
    return join(*parts, statement[done:])


def _source(line: Line) -> Markup:
    r = line.revision
    return tag(
        "p",
        f"{line.readout.publisher}: revision {r.number}, {r.fidelity.value}, captured {r.retrieved_at:%d %b %Y}, ",
        f"sha256 {r.sha256[:12]}…",
        cls="prov",
    )


def _beside(call: Call, proofs: Sequence[Proof], view: View) -> Markup:
    at = []
    for proof in proofs[:6]:
        line = followed.line_of(call, proof.readout_id)
        starts = [s.start for s in line.extract.sayings if s.start <= proof.start < s.end] if line else []
        at += [f"{proof.readout_id}@{start}" for start in starts[-1:]]
    target = View(event=call.event.id, topic=view.topic, at=tuple(dict.fromkeys(at)))
    return tag("a", "Read this call side by side", href=href("side-by-side", target), data_go=True, cls="next small")


def _shifts(chosen: Choice, view: View) -> None:
    after, found = followed.baselines(chosen)
    here = f"the call of {day(chosen.event.date)}"
    show(tag("h2", f"Harder or softer: {here} against earlier ones"))
    toggle = _digests_chip(chosen, view)
    if after is None or not after.lines:
        why = f"{after.reason}." if after else f"{side_name(chosen.side)} published nothing on it that is known here."
        empty_state(
            "This call cannot be compared in the original wording",
            tag("p", f"Of {here}: {why} Choose another call at the top or in the drawing."),
            tag("p", toggle) if after and not chosen.digests else None,
        )
        return
    if not found:
        empty_state(
            "No earlier call", tag("p", f"{here.capitalize()} is the first of these calls: nothing to compare with.")
        )
        return
    key = shift_view.chosen_key(after, found, view)
    show(
        tag(
            "p",
            "▲ harder, ▼ softer, ◆ both ways, = no change. Each value is the strongest of its scale, before and in "
            "this call. Choose a line to read the words that decide.",
            cls="meta",
        ),
        shift_view.matrix(after, found, key, view),
        tag("p", toggle, cls="toggle"),
    )
    baseline = next((b for b in found if b.key == key), None)
    if baseline is not None and baseline.shift.scales:
        show(shift_view.words(baseline, after))
    downloads(
        view.event,
        "_".join(filter(None, ["shift", chosen.side, chosen.topic])),
        lambda: shift_table(b.shift for b in found),
        {"Side": chosen.side, "Topic": chosen.topic or "everything", "Call": chosen.event.id},
        name="shifts",
    )


def _digests_chip(chosen: Choice, view: View) -> Markup:
    return tag(
        "a",
        "Originals only" if chosen.digests else "Let digests stand in, marked indicative",
        href=href("over-time", view.with_(mode="" if chosen.digests else "digests")),
        data_go=True,
        data_key="digests",
        role="button",
        aria_pressed="true" if chosen.digests else "false",
        cls="chip" + (" on" if chosen.digests else ""),
    )


def _ledger(chosen: Choice, view: View) -> None:
    book = followed.book(chosen)
    family = _family(book, view)
    shown = ledger_grid.entries(book, family)
    with st.container(key="phrases"):
        show(
            tag(
                "section",
                tag("h2", "Set phrases"),
                tag(
                    "p",
                    "One omission says little: hover, focus or tap a cell for its base rate, how often the phrase was "
                    "absent before in calls whose original text is here.",
                    cls="meta",
                ),
                _families(book, family, view),
            )
        )
        if not book.comparable:
            empty_state(
                "No original text to search",
                tag("p", f"Set phrases of {side_name(chosen.side)} are searched in its original wording only."),
            )
            return
        if not shown:
            show(tag("p", "None of these phrases stands in any of the original texts here.", cls="absent"))
            return
        show(ledger_grid.missing_line(book, view.event, family))
        show(ledger_grid.legend(), ledger_grid.grid(book, shown, view.event, view))
        _phrase_evidence(book, view)
        wanted = {e.formula.id for e in shown}

        def rows() -> pd.DataFrame:
            table = ledger_table(book, last=ledger_grid.LAST)
            return table[table["formula"].isin(wanted)].reset_index(drop=True)

        downloads(
            view.event,
            "_".join(["ledger", chosen.side, family.replace(" ", "-")]),
            rows,
            {"Side": chosen.side, "Calls": f"the latest {len(ledger_grid.columns(book))} of {len(book.calls)}"},
            name="set phrases",
        )
        for problem in book.problems:
            show(tag("p", f"Rules of your own: {problem}", cls="warn"))
        for why in followed.survey().unread.values():
            show(tag("p", f"Left out: {why}", cls="warn"))


def _family(book: Ledger, view: View) -> str:
    known = {e.formula.family for e in book.entries if e.places}
    if view.family in known or view.family == "all":
        return view.family
    own = next(
        (e.formula.family for e in book.entries if e.places and view.topic and e.formula.topic == view.topic), ""
    )
    return own or "all"


def _families(book: Ledger, family: str, view: View) -> Markup:
    counts: dict[str, int] = {}
    for entry in book.entries:
        if entry.places:
            counts[entry.formula.family] = counts.get(entry.formula.family, 0) + 1
    chips = [
        tag(
            "a",
            f"{'All families' if name == 'all' else name[:1].upper() + name[1:]} ",
            tag("span", str(number), cls="sides"),
            href=href("over-time", view.with_(family=name, row="")),
            data_go=True,
            data_key=f"family-{name}",
            role="button",
            aria_pressed="true" if name == family else "false",
            cls="chip" + (" on" if name == family else ""),
        )
        for name, number in {"all": sum(counts.values()), **counts}.items()
    ]
    return tag("div", *chips, cls="chips", role="group", aria_label="Families of set phrases")


def _phrase_evidence(book: Ledger, view: View) -> None:
    """The places of one phrase in one call."""
    name, _, event_id = view.row.partition("|")
    formula_id = name.removeprefix("phrase:")
    entry = next((e for e in book.entries if name.startswith("phrase:") and e.formula.id == formula_id), None)
    number = next((n for n, c in enumerate(book.calls) if c.event.id == event_id), None)
    if entry is None or number is None:
        return
    cell = book.cell(entry, number)
    blocks = []
    for quote in cell.quotes:
        line = followed.line_of(cell.call, quote.readout_id)
        if line is None:
            continue
        low = max((s.start for s in line.extract.sayings if s.start <= quote.start), default=quote.start)
        high = min((s.end for s in line.extract.sayings if s.end >= quote.end), default=quote.end)
        text = line.text
        notes = [cell.status, *(f"altered: {a}" for a in quote.altered), f"rule {entry.formula.id}"]
        blocks.append(
            tag(
                "div",
                tag("div", tag("span", quote.speaker, cls="name"), cls="who"),
                tag(
                    "div",
                    tag(
                        "p",
                        text[low : quote.start],
                        tag("mark", text[quote.start : quote.end], cls="m-obligation"),
                        text[quote.end : high],
                        lang=line.revision.language,
                    ),
                    tag("p", *(tag("span", n, cls="tone") for n in notes), cls="tags"),
                ),
                cls="st fam-other",
            )
        )
    show(
        tag(
            "section",
            tag("h2", f"{entry.formula.gloss}, {day(cell.call.event.date)}"),
            tag("p", side_label(book.side), f" · {event_title(cell.call.event)} · {cell.base.sentence()}", cls="meta"),
            *blocks,
            *(_source(x) for x in cell.call.lines),
            cls=f"evidence {side_class(book.side)}",
            data_for=view.row,
        )
    )
