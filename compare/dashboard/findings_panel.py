"""What differs, on the page *Call*: the findings as printed sentences, and what is said to have been promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from streamlit.delta_generator import DeltaGenerator

from compare.analysis import Comparison
from compare.dashboard import background
from compare.dashboard.address import View, href
from compare.dashboard.background import Differences
from compare.dashboard.files import downloads
from compare.dashboard.heatmap import searched_terms
from compare.dashboard.parts import clock, plural, show, side_label, side_mark
from compare.dashboard.reader import place
from compare.evidence import KINDS, Finding, Quote, Searched
from compare.finding_tables import findings_table, promises_table
from compare.markup import Child, Markup, join, line, tag, tip
from compare.palette import family, language_name, side_class, side_name
from compare.promises import CONFIRMED, CONTRADICTED, NARROWER, ONE_SIDED, SILENT, Promise
from compare.records import BOTH, PUBLISHER
from compare.report import promised, quoting_of
from compare.report_quotes import Cited, Citer
from compare.tables import COMMITMENT_WORDS
from compare.topics import label
from readouts.model import Fidelity

TOP, EVERY = 5, "all"
"""Findings shown unasked; the kind that asks for every one."""

STATUS = {
    CONFIRMED: ("✓", "The other side’s text says so too."),
    NARROWER: ("◑", "The other side’s text says so for a time, on a condition, in part, or as a proposal it welcomed."),
    ONE_SIDED: ("◐", "The other side’s text speaks of the subject, not of this promise."),
    CONTRADICTED: ("✕", "The other side’s text denies it or gives another amount."),
    SILENT: ("–", "The other side’s text does not speak of the subject."),
}
"""Status of a promise → sign and meaning."""


def loading(slot: DeltaGenerator, words: str = "Comparing the texts statement by statement …") -> None:
    """Keep the place of what is still being worked out."""
    slot.html(tag("div", tag("p", words, role="status", cls="loading"), cls="ro"))


def fill(slot: DeltaGenerator, comparison: Comparison, view: View) -> None:
    """Put the findings into their place."""
    found = background.found(comparison)
    with slot.container():
        chosen = picked(found.findings, view)
        show(panel(comparison, found.findings, chosen, view))
        if admitted(found.findings, view):
            what = "_".join(filter(None, ["findings", view.topic, "" if view.kind == EVERY else view.kind]))
            # What is folded away on the screen is only folded: the file holds every finding the choice admits.
            rows = admitted(found.findings, view)
            downloads(view.event, what, lambda: findings_table(comparison, rows), _about(view), name="findings")


def _about(view: View) -> dict[str, str]:
    kind = view.kind if view.kind != EVERY else ""
    return {"Topic": view.topic or "all", "Kind of finding": kind or "all"}


def admitted(findings: Sequence[Finding], view: View) -> list[Finding]:
    """The findings on the topic and of the kind chosen."""
    kind = "" if view.kind == EVERY else view.kind
    return [f for f in findings if (not kind or f.kind == kind) and (not view.topic or f.on(view.topic))]


def picked(findings: Sequence[Finding], view: View) -> list[Finding]:
    """Those to show: all that were asked for, the weightiest where nothing was."""
    rows = admitted(findings, view)
    return rows if view.kind or view.topic else rows[:TOP]


def panel(comparison: Comparison, findings: Sequence[Finding], chosen: Sequence[Finding], view: View) -> Markup:
    """The section: heading, filters where the list is open, the findings, the way to the others."""
    on = tag("em", f" on {label(view.topic)}") if view.topic else None
    parts: list[Child] = [tag("h2", "What differs", on)]
    if not findings:
        parts.append(tag("p", _nothing(comparison), cls="deck"))
    elif view.kind or view.topic:
        parts.append(_filters(findings, view))
    if findings and not chosen:
        parts.append(tag("p", "No finding of this sort. ", _everything(findings, view), cls="deck"))
    parts.append(tag("ol", *(item(comparison, f, view) for f in chosen), cls="findings"))
    if len(chosen) < len(findings) and not (view.kind or view.topic):
        parts.append(tag("p", _everything(findings, view)))
    return tag("section", *parts, cls="differs", data_for="differs")


def _nothing(comparison: Comparison) -> str:
    sides = list(dict.fromkeys(r.readout.side for r in comparison.readings))
    if len(sides) > 1:
        return "Nothing that the rules look for sets these texts apart."
    return f"Only {side_name(sides[0])}’s text is here. What differs between the sides shows once there are two."


def _everything(findings: Sequence[Finding], view: View) -> Markup:
    return tag(
        "a",
        f"All {plural(len(findings), 'finding')}",
        href=href("call", view.with_(kind=EVERY, topic="")),
        data_go=True,
        data_key="findings-all",
        data_scroll="differs",
        cls="next small",
    )


def _filters(findings: Sequence[Finding], view: View) -> Markup:
    def chip(words: str, after: View, on: bool, key: str) -> Markup:
        return tag(
            "a",
            words,
            href=href("call", after),
            data_go=True,
            data_key=key,
            role="button",
            aria_pressed="true" if on else "false",
            cls="chip" + (" on" if on else ""),
        )

    about = [f for f in findings if not view.topic or f.on(view.topic)]
    kinds = Counter(f.kind for f in about)
    chips = [chip(f"All kinds ({len(about)})", view.with_(kind=EVERY), view.kind in ("", EVERY), "findings-all")]
    for kind in KINDS:
        if kinds[kind] or kind == view.kind:
            words = f"{kind[:1].upper()}{kind[1:]} ({kinds[kind]})"
            chips.append(chip(words, view.with_(kind=kind), kind == view.kind, f"kind-{kind}"))
    of_kind = [f for f in findings if view.kind in ("", EVERY, f.kind)]
    themes = Counter(f.topic for f in of_kind if f.topic)
    kind = view.kind or EVERY
    topics = [chip("All topics", view.with_(topic="", kind=kind), not view.topic, "finding-topics")]
    for topic in dict.fromkeys([*themes, *filter(None, [view.topic])]):
        on = topic == view.topic
        words = f"{label(topic)} ({themes[topic]})"
        topics.append(chip(words, view.with_(topic="" if on else topic, kind=kind), on, f"finding-{topic}"))
    fewer = tag(
        "a",
        f"Only the {TOP} weightiest",
        href=href("call", view.with_(kind="", topic="")),
        data_go=True,
        data_key="findings-all",
        cls="next small",
    )
    return tag(
        "div",
        tag("div", tag("span", "Kind", cls="label"), *chips, cls="chips", role="group", aria_label="Kind of finding"),
        tag(
            "div", tag("span", "Topic", cls="label"), *topics, cls="chips", role="group", aria_label="Topic of finding"
        ),
        tag("p", fewer),
        cls="filters",
    )


def item(comparison: Comparison, finding: Finding, view: View) -> Markup:
    """One finding: the sentence, and on opening the words, versions and searches behind it."""
    marks: list[Child] = [
        tag("span", finding.kind, tip(line(KINDS[finding.kind])), cls="kind", data_tip=True, tabindex=0)
    ]
    if finding.side:
        marks.append(side_label(finding.side))
    if finding.topic:
        marks.append(tag("span", label(finding.topic), cls=f"topic fam-{family(finding.topic)}"))
    if finding.indicative:
        note = tip(line("Rests on a digest, an excerpt or an unofficial translation, not on official text alone."))
        marks.append(tag("span", "indicative", note, cls="badge indicative", data_tip=True, tabindex=0))
    places = _places(comparison, finding)
    beside = tag(
        "a",
        "Side by side",
        tag("span", f": {finding.sentence[:80]}", cls="sr"),
        href=href("side-by-side", _beside(comparison, finding, view)),
        data_go=True,
        data_scroll=f"lane-{finding.topic}" if finding.topic else f"at-{places[0]}" if places else None,
        cls="next small",
    )
    return tag(
        "li",
        tag("p", *marks, cls="marks"),
        tag("p", finding.sentence, cls="sentence"),
        tag("details", tag("summary", "The words and their revisions"), evidence(finding)),
        beside,
        cls=f"finding {side_class(finding.side)}",
    )


def _places(comparison: Comparison, finding: Finding) -> tuple[str, ...]:
    """The statements that a finding quotes, as addresses name them."""
    found: dict[str, None] = {}
    for q in (*finding.here, *finding.there):
        said = [s for s in comparison.reading(q.readout_id).analysis.statements if s.start <= q.start < s.end]
        for s in sorted(said, key=lambda s: s.end - s.start)[:1]:
            found[place(q.readout_id, s)] = None
    return tuple(found)[:6]


def _beside(comparison: Comparison, finding: Finding, view: View) -> View:
    """The view of *Side by side* that has the statements of a finding in it, and a text of every side."""
    named = {q.readout_id for q in (*finding.here, *finding.there)} | {s.readout_id for s in finding.searched}
    shown = {r.readout.side for r in comparison.readings if r.readout.id in named}
    for r in comparison.readings:
        if r.readout.side not in shown:
            named.add(r.readout.id)
            shown.add(r.readout.side)
    ids = tuple(r.readout.id for r in comparison.readings if r.readout.id in named)
    return View(event=view.event, topic=finding.topic, readouts=ids, at=_places(comparison, finding))


def evidence(finding: Finding) -> Markup:
    """The words on both sides, the texts searched in vain, and what to keep in mind."""
    there = [*map(_quote, finding.there), *map(_searched, finding.searched)]
    columns = [tag("div", *map(_quote, finding.here))] if finding.here else []
    if there:
        columns.append(tag("div", *there))
    counts = "; ".join(f"{name} {value:g}" for name, value in finding.counts.items())
    return tag(
        "div",
        tag("div", *columns, cls=f"words n{len(columns)}") if columns else None,
        tag("p", finding.note, cls="foot") if finding.note else None,
        tag("p", f"Counts: {counts}", cls="prov") if counts else None,
        cls="behind",
    )


def _quote(q: Quote) -> Markup:
    return tag(
        "figure",
        tag("blockquote", q.shown, lang=q.language),
        tag(
            "figcaption",
            side_label(q.side),
            f" · {q.publisher}, {language_name(q.language)}{_voice(q.speaker)}",
            tag("span", f"revision {q.revision} ({q.fidelity}), sha256 {q.sha256[:12]}…", cls="prov"),
        ),
    )


def _voice(speaker: str) -> str:
    return {"": "", PUBLISHER: ", narration", BOTH: ", said of both leaders"}.get(
        speaker, f", {speaker} is made to say"
    )


def _searched(s: Searched) -> Markup:
    when = f", captured {clock(datetime.fromisoformat(s.retrieved_at))}" if s.retrieved_at else ""
    return tag(
        "figure",
        tag("p", tag("span", "–", cls="sign", aria_hidden="true"), " not found", cls="silence"),
        tag(
            "figcaption",
            side_label(s.side),
            f" · {s.publisher}",
            tag("span", f"revision {s.revision} ({s.fidelity}){when}, sha256 {s.sha256[:12]}…", cls="prov"),
            tag("span", "Searched for: ", searched_terms(", ".join(s.terms)), cls="prov") if s.terms else None,
        ),
    )


def promises(slot: DeltaGenerator, comparison: Comparison, view: View) -> None:
    """Put the promises into their place; nothing where no text has one."""
    found: Differences = background.found(comparison)
    rows = [p for p in found.promises if not view.topic or view.topic in p.topics]
    if not found.promises:
        slot.empty()
        return
    with slot.container():
        show(promise_table(comparison, found, rows, view))
        if rows:
            about = {"Topic": view.topic or "all"}
            what = "_".join(filter(None, ["promises", view.topic]))
            downloads(view.event, what, lambda: promises_table(comparison, rows), about, name="promises")


def promise_table(comparison: Comparison, found: Differences, rows: Sequence[Promise], view: View) -> Markup:
    """Who is said to have undertaken what, and whether the other side’s text says so."""
    on = tag("em", f" on {label(view.topic)}") if view.topic else None
    head = tag("h2", "What is said to have been promised", on)
    if not rows:
        return tag("section", head, tag("p", "None of these texts has a promise on this topic.", cls="deck"))
    heads = ("Who undertakes it", "What", "Says whose text", "In the other side’s text")
    quoting, citer = quoting_of(comparison, found.versions), Citer(comparison.readings)
    body = [_promise(comparison, p, promised(p, quoting, citer)) for p in rows]
    return tag(
        "section",
        head,
        tag(
            "div",
            tag(
                "table",
                tag("caption", "Promises and their status in the other side’s text", cls="sr"),
                tag("thead", tag("tr", *(tag("th", h, scope="col") for h in heads))),
                tag("tbody", *body),
                cls="promises",
            ),
            cls="scroll",
            tabindex=0,
            role="region",
            aria_label="Promises",
        ),
        tag(
            "p",
            *(join(tag("b", f"{sign} {name}"), f" {meaning} ") for name, (sign, meaning) in STATUS.items()),
            cls="foot",
        ),
    )


def _cited(c: Cited, name: str) -> Markup:
    """A quote with the words of undertaking marked; a digest is in our own words and gets no quotation marks."""
    words = [tag("b", text) if strong else text for text, strong in c.parts()]
    quotes = ("", "") if c.source.fidelity is Fidelity.DIGEST else ("“", "”")
    return tag(name, quotes[0], *words, quotes[1], lang=c.source.language)


def _promise(comparison: Comparison, p: Promise, said: Sequence[Cited]) -> Markup:
    reading = comparison.reading(p.saying.readout_id)
    sign, meaning = STATUS[p.status]
    limits = "Narrower: " + ", ".join(p.limits) if p.limits else ""
    who: Child = tag("span", _marks(comparison), " both sides") if p.actor == BOTH else side_label(p.actor)
    whose = f"{p.said_by}’s" if p.actor == BOTH else "its"
    mouth = tag("p", f"put in {whose} mouth by the other side’s text", cls="meta") if p.put_in_mouth else None
    answer = None
    if p.answer:
        other = comparison.reading(p.answer.readout_id)
        ours = other.revision.fidelity is Fidelity.DIGEST
        words = tag("blockquote", p.answer.text if ours else f"“{p.answer.text}”", lang=p.answer.language)
        answer = tag(
            "details", tag("summary", "Its nearest words"), words, tag("p", other.readout.publisher, cls="meta")
        )
    searched = [comparison.reading(id_) for id_ in p.searched]
    silent = "; ".join(f"{r.readout.publisher}, revision {r.revision.number} ({r.revision.fidelity})" for r in searched)
    return tag(
        "tr",
        tag("th", who, mouth, scope="row"),
        tag(
            "td",
            _cited(said[0], "blockquote"),
            *(tag("p", "Its own English: ", _cited(c, "span"), cls="meta") for c in said[1:]),
            tag("p", COMMITMENT_WORDS[p.level], f" · “{p.trigger}”" if p.trigger else None, cls="meta"),
        ),
        tag("td", side_label(p.saying.side), tag("p", reading.readout.publisher, cls="meta")),
        tag(
            "td",
            tag(
                "span",
                tag("span", sign, cls="sign", aria_hidden="true"),
                f" {p.status}",
                tip(
                    tag("b", p.status),
                    line(meaning),
                    line(limits) if limits else None,
                    line("Read: ", silent, cls="prov"),
                ),
                cls="status",
                data_tip=True,
                tabindex=0,
            ),
            answer,
            cls="is-" + p.status.replace(" ", "-"),
        ),
        cls=side_class(p.saying.side),
    )


def _marks(comparison: Comparison) -> Iterable[Markup]:
    return [tag("span", side_mark(side), cls=side_class(side)) for side in comparison.event.sides]
