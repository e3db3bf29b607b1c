"""The brief as one HTML page: no scripts, nothing from outside, readable offline, on paper and on a telephone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from compare import report_words as words
from compare.claims import SUPPORTED
from compare.evidence import KINDS, Searched
from compare.markup import Child, Markup, escape, join, safe_url, tag
from compare.palette import FIDELITY_NOTES, language_name, side_class, side_name
from compare.report import Brief, Cell, PhraseRow, Phrases, Told, TopicRow, Trial, Undertaking, Verdict
from compare.report_charts import SCALES, dot_plot
from compare.report_markup import cite, cut, grid, mixed, quote, side_label, side_mark, source, td, th, tr
from compare.report_quotes import Cited, voice
from compare.report_shares import share_map
from compare.report_text import (
    LEGEND,
    PROMISE_STATUS,
    SHARES,
    TONE_HEADS,
    TONE_IN_BRIEF,
    asked_by,
    between,
    facts,
    glance,
    level_words,
    minor,
    no_promises,
    searched_line,
    text_facts,
    tone_values,
    tone_words,
    undertaker,
    whose,
)
from compare.tables import NOT_MENTIONED, NOTHING_ELSE, QUOTED
from readouts.model import Fidelity

CSS = Path(__file__).with_name("report.css")
_SECTIONS = (
    ("findings", "Findings"),
    ("topics", "Topic by topic"),
    ("promises", "Promises"),
    ("tone", "Tone"),
    ("phrases", "Set phrases"),
    ("claims", "Claims about this call"),
    ("methods", "Methods and versions"),
)


def to_html(brief: Brief) -> bytes:
    """The brief as UTF-8 HTML."""
    style = CSS.read_text("utf-8") + _page_rules(brief)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'),
        Markup('<meta name="referrer" content="no-referrer">'),
        Markup(f'<meta name="generator" content="Readouts {escape(brief.versions["Readouts"])}">'),
        tag("title", f"{cut(brief.title)}, {words.day(brief.event.date)}: brief"),
        # Only our own sheet and an escaped running head are in it: nothing here can end the element.
        Markup(f"<style>{style}</style>"),
    )
    body = tag(
        "body",
        _head(brief),
        tag(
            "main",
            _section("findings", _findings(brief)),
            _section("topics", _topics(brief)),
            _section("promises", _promises(brief)),
            _section("tone", _tone(brief)),
            _section("phrases", _phrases(brief)),
            _section("claims", _claims(brief)) if brief.verdicts else None,
            _section("methods", _methods(brief)),
        ),
        tag(
            "footer",
            tag("p", f"Made by Readouts {brief.versions['Readouts']} on {words.clock(brief.made_at)}. ", *_legal()),
        ),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n".encode("utf-8", "replace")


def _legal() -> tuple[str, ...]:
    return ("Quotations are the publishers’; findings, scales and digests are ours.",)


def _page_rules(brief: Brief) -> str:
    """The sheet of paper: running head with title and day, and page numbers."""
    running = _css_string(f"{cut(brief.title, 70)}, {words.day(brief.event.date)}")
    return (
        "\n@page { size: A4; margin: 19mm 16mm 17mm;"
        f' @top-left {{ content: "{running}"; font: 8pt sans-serif; color: #5c5850; }}'
        ' @top-right { content: "Brief"; font: 8pt sans-serif; color: #5c5850; }'
        ' @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #5c5850; } }'
        "\n@page :first { @top-left { content: none; } @top-right { content: none; } }\n"
    )


def _css_string(text: str) -> str:
    """Text for a CSS string: all but plain letters and digits as code points, blanks too, which an escape swallows."""
    clean = "".join(c for c in text if c.isprintable())
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in clean)


def _section(key: str, content: Iterable[Child]) -> Markup:
    name = dict(_SECTIONS)[key]
    return tag("section", tag("h2", name, id=key), *content, aria_labelledby=key)


# Head


def _head(brief: Brief) -> Markup:
    event = brief.event
    told = [tag("div", tag("dt", name), tag("dd", mixed(value))) for name, value in facts(event)]
    people = [
        tag(
            "div",
            side_mark(p.side),
            " ".join(filter(None, [p.titles.get("en", ""), p.name("en")])),
            cls=side_class(p.side),
        )
        for p in event.participants
    ]
    asked = [tag("div", side_label(side), ": ", *mixed(said)) for side, said in asked_by(event)]
    glances = [
        tag(
            "div",
            tag("dt", side_label(side, f"Only {side_name(side)}") if side else label),
            tag("dd", ", ".join(names) or tag("span", "nothing", cls="soft")),
        )
        for side, label, names in glance(brief)
    ]
    links = [tag("li", tag("a", name, href=f"#{key}")) for key, name in _SECTIONS if key != "claims" or brief.verdicts]
    return tag(
        "header",
        tag(
            "div",
            tag("span", tag("b", "Readouts"), " · Brief"),
            tag("span", f"as of {words.clock(brief.made_at)}", cls="soft"),
            cls="masthead",
        ),
        tag("p", f"{event.kind.value.capitalize()} · {words.day(event.date)}", cls="kicker"),
        tag("h1", cut(brief.title)),
        tag(
            "dl",
            tag("div", tag("dt", "Took part"), tag("dd", *people)),
            *told,
            tag("div", tag("dt", "Who asked for it"), tag("dd", *asked)) if asked else None,
            cls="facts",
        ),
        _publications(brief),
        tag("dl", *glances, cls="glance") if glances else None,
        tag("nav", tag("ul", *links), cls="contents", aria_label="Contents"),
    )


def _publications(brief: Brief) -> Markup:
    rows = []
    held = {r.readout.id: r for r in brief.texts}
    several = int(brief.publications["minutes_after_first"].notna().sum()) > 1
    for row in brief.publications.to_dict("records"):
        number = brief.number(str(row["readout_id"]))
        reading = held.get(str(row["readout_id"]))
        readout = reading.readout if reading else next(r for r in brief.without_text if r.id == row["readout_id"])
        when = words.clock(readout.published_at) if readout.published_at else readout.published_text or "not known"
        gap = "" if pd.isna(row["minutes_after_first"]) or not several else words.later(int(row["minutes_after_first"]))
        fidelity = reading.revision.fidelity if reading else None
        kind = "none" if fidelity is None else "indicative" if fidelity.indicative else "official"
        read_in = (
            f", read in {language_name(reading.revision.language)}"
            if reading and (reading.revision.language != readout.language)
            else ""
        )
        rows.append(
            tr(
                th(tag("a", f"T{number}", href=f"#t{number}") if number else "–"),
                td(
                    side_label(readout.side),
                    " · ",
                    tag("span", cut(readout.publisher), cls="name-of"),
                    tag("span", f"{readout.kind.value}, {language_name(readout.language)}{read_in}", cls="src"),
                    cls=side_class(readout.side),
                    data_label="Published by",
                ),
                td(when, tag("span", gap, cls="src") if gap else None, data_label="Published"),
                td(words.plural(int(row["words"]), "word") if reading else "–", data_label="Length", cls="num"),
                td(
                    tag(
                        "span",
                        str(row["fidelity"]),
                        cls=f"badge {kind}",
                        title=FIDELITY_NOTES.get(fidelity) if fidelity else None,
                    ),
                    data_label="Text",
                ),
            )
        )
    return join(
        grid(("", "Published by", "When", "Length", "Text"), rows, "Who published what, and when", cls="stack tight"),
        tag("p", note, cls="note") if (note := between(brief)) else None,
    )


# Findings


def _findings(brief: Brief) -> Iterable[Child]:
    weak = any(r.revision.fidelity is Fidelity.DIGEST for r in brief.texts)
    digests = ", but for those of a digest, which are ours too" if weak else ""
    yield tag(
        "p",
        f"{words.plural(len(brief.findings), 'finding')}, the weightiest first, each with the words it rests on. "
        f"Sentences are ours; words in quotation marks are the publishers’{digests}.",
        cls="lead",
    )
    if not brief.findings:
        yield tag("p", "Nothing to report: with the text of one side alone there is nothing to compare.")
    yield tag("ol", *(_finding(brief, t) for t in brief.findings), cls="findings")


def _finding(brief: Brief, told: Told) -> Markup:
    f = told.finding
    here = tag("div", *map(cite, told.here)) if told.here else None
    right: list[Child] = [*map(cite, told.there)]
    if f.searched and not told.there:
        right.append(_silence(brief, f.searched))
    other = tag("div", *right) if right else None
    return tag(
        "li",
        tag("span", str(told.number), cls="no"),
        tag(
            "div",
            tag(
                "p",
                side_label(f.side) if f.side else None,
                tag("span", f.kind.capitalize(), title=KINDS.get(f.kind)),
                tag("span", "indicative", cls="badge indicative") if f.indicative else None,
                cls="kind",
            ),
            tag("p", *mixed(f.sentence), cls="claim"),
            tag("div", here, other, cls="pairs") if here or other else None,
            tag("p", *mixed(f.note), cls="note") if f.note else None,
        ),
        cls="minor" if minor(f) else None,
        id=f"finding-{told.number}",
    )


def _silence(brief: Brief, found: Sequence[Searched]) -> Markup:
    lines = [tag("div", *mixed(searched_line(brief, s))) for s in found]
    return tag("div", tag("b", "Searched without result"), *lines, cls="silent")


# Topics


def _topics(brief: Brief) -> Iterable[Child]:
    yield tag("p", SHARES, cls="lead")
    yield share_map(brief)
    yield tag("h3", "In words")
    yield tag("p", LEGEND, cls="lead")
    rows = [_topic_row(brief, row) for row in brief.topics]
    head: list[Child] = ["Topic", *(side_label(s) for s in brief.sides)]
    heads = ["", *(side_class(s) for s in brief.sides)]
    yield grid(head, rows, "What each side’s texts say, by topic", cls="topics stack", heads=heads, hide=True)
    if brief.nowhere:
        yield tag("p", tag("b", "In none of these texts: "), ", ".join(brief.nowhere), ".", cls="note")


def _topic_row(brief: Brief, row: TopicRow) -> Markup:
    return tr(
        th(row.label, tag("span", whose(brief, row), cls="whose")),
        *(_topic_cell(row, side) for side in row.cells),
    )


def _topic_cell(row: TopicRow, side: str) -> Markup:
    cells = row.cells[side]
    silent = [c for c in cells if c.row["status"] == NOT_MENTIONED]
    if len(silent) == len(cells):
        inside = [
            tag("span", NOT_MENTIONED, cls="status"),
            *(tag("span", *mixed(_searched(c)), cls="of") for c in cells),
        ]
        return td(*inside, cls=f"absent {side_class(side)}", data_label=side_name(side))
    return td(*map(_text_cell, cells), cls=side_class(side), data_label=side_name(side))


def _searched(cell: Cell) -> str:
    return f"T{cell.number}, revision {cell.row['revision']}: {words.terms(cell.searched, 3)}"


def _text_cell(cell: Cell) -> Markup:
    row = cell.row
    of = f"T{cell.number}, {language_name(str(row['text_language']))}"
    if cell.mentioned:
        share = f"{of} · {words.percent(row['share'])} of the text, {words.plural(int(row['statements']), 'statement')}"
        tone = str(row["strongest_tone"])
        return tag(
            "div",
            tag("span", share, cls="of"),
            tag("span", tone_words(tone), cls="tone") if tone else None,
            *(join(quote(q), _source_short(q)) for q in cell.quotes),
            cls="text",
        )
    quotes = [join(quote(q), _source_short(q)) for q in cell.quotes] if row["status"] in QUOTED else []
    return tag(
        "div",
        tag("span", of, cls="of"),
        tag("span", str(row["status"]), cls="status"),
        *quotes,
        tag("span", *mixed(f"Not counted: {cell.why}"), cls="of") if cell.why else None,
        tag("span", *mixed(_searched(cell)), cls="of") if not quotes and row["status"] != NOTHING_ELSE else None,
        cls="text" if quotes else "text absent",
    )


def _source_short(c: Cited) -> Markup:
    return tag("span", f"{voice(c.speaker)}, {c.place()}", cls="src")


# Promises


def _promises(brief: Brief) -> Iterable[Child]:
    if not brief.promises:
        yield tag("p", no_promises(brief))
        return
    yield tag(
        "p",
        "What each side’s leading text says that somebody undertakes, and what the other side’s texts say of it.",
        cls="lead",
    )
    rows = [_promise_row(brief, p) for p in brief.promises]
    yield grid(
        ("Who undertakes", "In the words of", "Status on the other side", "Nearest answer there"),
        rows,
        "Promises and their status",
        cls="promises stack",
        hide=True,
    )


def _promise_row(brief: Brief, p: Undertaking) -> Markup:
    promise = p.promise
    return tr(
        th(
            undertaker(promise),
            tag("span", f"{level_words(promise.level)} · as told by {side_name(promise.saying.side)}", cls="src"),
        ),
        td(
            *(tag("div", quote(c), source(c), cls="text") for c in p.words),
            cls=side_class(promise.saying.side),
            data_label=f"In the words of {voice(promise.said_by)}",
        ),
        td(
            tag("b", p.status),
            tag("span", PROMISE_STATUS[p.status].format(side=side_name(p.against)), cls="src"),
            data_label="Status on the other side",
        ),
        td(
            *(join(quote(c), source(c)) for c in p.answer),
            cls=side_class(p.against),
            data_label="Nearest answer there",
        )
        if p.answer
        else td(cls=side_class(p.against)),
    )


# Tone


def _tone(brief: Brief) -> Iterable[Child]:
    readings = {r.readout.id: r for r in brief.texts}
    yield tag(
        "p",
        "The strongest value of each scale by topic, text and speaker. A hollow mark is what a publisher puts in the "
        "other side’s mouth; a faint one lies at 0.",
        cls="lead",
    )
    yield tag("p", *(tag("span", side_label(s)) for s in brief.sides), cls="key")
    yield tag(
        "div",
        *(
            tag(
                "figure",
                tag("figcaption", tag("b", s.name), tag("span", f": {s.meaning}")),
                dot_plot(s, brief.tone, readings, "plot"),
            )
            for s in SCALES
        ),
        cls="plots",
    )
    classes = ("", "", "", "num", "", "", "", "", "num", "")
    shown = grid(TONE_HEADS, _tone_rows(brief), TONE_IN_BRIEF, cls="wide tones", heads=classes)
    yield tag("div", shown, cls="scroll", tabindex=0, role="region", aria_label="Tone table")


def _tone_rows(brief: Brief) -> Iterable[Markup]:
    last = None
    for row, quotes in zip(brief.tone.to_dict("records"), brief.tone_words, strict=True):
        number = brief.number(str(row["readout_id"]))
        again = row["topic"] == last
        last = row["topic"]
        side = str(row["side"])
        *scales, density = tone_values(row)
        yield tr(
            th(tag("span", str(row["topic_label"]), cls="sr" if again else None)),
            td(side_label(side, f"T{number}"), " *" if row["indicative"] else None),
            td(voice(str(row["speaker"]))),
            td(str(row["statements"]), cls="num"),
            *(td(value, cls="rest" if value == "0" else None) for value in scales),
            td(density, cls="num"),
            td(
                *(
                    tag("span", quote(c), tag("span", f" {c.statements[0]}" if c.statements else "", cls="soft"), " ")
                    for c in quotes
                ),
                cls=f"words {side_class(side)}",
            ),
        )


# Set phrases


def _phrases(brief: Brief) -> Iterable[Child]:
    yield tag(
        "p",
        "Fixed wordings of each side in its original language. A single omission says little: the base rate tells how "
        "often the phrase was absent before.",
        cls="lead",
    )
    for found in brief.phrases:
        yield tag(
            "h3", side_label(found.side), f", {language_name(found.language)} originals", cls=side_class(found.side)
        )
        yield from _phrases_of(found)


def _phrases_of(found: Phrases) -> Iterable[Child]:
    if found.reason:
        yield tag("p", f"Not searched: {found.reason}. Set phrases are looked for in original wording only.")
        return
    if found.found:
        rows = [_phrase_row(r, found.side) for r in found.found]
        yield grid(
            ("Phrase", "Status", "Words", "Base rate"), rows, "Set phrases in this call", cls="phrases stack", hide=True
        )
    else:
        yield tag("p", "None of the known set phrases is in the text.")
    if found.absent:
        lines = [tag("li", *mixed(r.gloss), ": ", r.base.sentence()) for r in found.absent]
        yield tag("p", tag("b", "Absent now, used in earlier calls of the same two leaders"), cls="note")
        yield tag("ul", *lines, cls="bullets note")


def _phrase_row(row: PhraseRow, side: str) -> Markup:
    altered = f": {'; '.join(row.altered)}" if row.altered else ""
    return tr(
        th(*mixed(row.gloss)),
        td(row.status, *mixed(altered), data_label="Status"),
        td(
            *(tag("div", quote(c), source(c), cls="text") for c in row.quotes),
            cls=side_class(side),
            data_label="Words",
        ),
        td(row.base.sentence(), data_label="Base rate"),
    )


# Claims


def _claims(brief: Brief) -> Iterable[Child]:
    yield tag(
        "p",
        "What has been said about this call, put to the texts. A verdict is about wording, not about intentions.",
        cls="lead",
    )
    yield from map(_verdict, brief.verdicts)


def _verdict(v: Verdict) -> Markup:
    claim = v.check.claim
    origin = ", ".join(dict.fromkeys(filter(None, (claim.claimant, claim.source, claim.made))))
    address = safe_url(claim.url)
    ruling = "ruling supported" if v.check.verdict == SUPPORTED else "ruling"
    over_time = claim.test in ("change", "contrast")
    rows = [_trial_row(t) for t in v.trials]
    head = ("Held against", "Shown", "Words there" if not over_time else "Words then")
    return tag(
        "article",
        tag("h3", *mixed(claim.text)),
        tag("p", cut(origin, 400), " ", tag("span", f"({claim.url})") if address else None, cls="soft")
        if origin
        else None,
        tag("p", tag("span", f"{v.check.verdict.capitalize()}. ", cls=ruling), *mixed(v.check.sentence), cls="says"),
        tag("div", *map(cite, v.now), cls="now") if v.now else None,
        grid(head, rows, f"Trials of the claim {claim.id}", cls="trials stack", hide=True) if rows else None,
        tag("p", "Not comparable: ", "; ".join(v.without), ".", cls="note") if v.without else None,
        tag("p", *mixed("; ".join(v.check.caveats)), ".", cls="note") if v.check.caveats else None,
        cls="verdict",
    )


def _trial_row(t: Trial) -> Markup:
    searched = f"searched for {words.terms(list(t.searched), 4)}" if t.searched else ""
    note = "; ".join(filter(None, (t.note, searched)))
    return tr(
        th(t.baseline),
        td(
            tag("b", t.shown),
            *(tag("span", scale, cls="src") for scale in t.scales),
            tag("span", *mixed(note), cls="src") if note else None,
            data_label="Shown",
        ),
        td(
            *(tag("div", quote(c), source(c), cls=f"text {side_class(c.source.side)}") for c in t.words),
            data_label="Words",
        ),
    )


# Methods


def _methods(brief: Brief) -> Iterable[Child]:
    yield tag("h3", "The texts")
    texts = [
        tag(
            "section",
            tag(
                "h3",
                side_label(r.readout.side, f"T{i}"),
                " ",
                tag("span", cut(r.readout.title or r.readout.publisher), lang=r.readout.language, cls="name-of"),
            ),
            tag(
                "dl",
                *(
                    join(tag("dt", name), tag("dd", *mixed(value), cls="sum" if "sha256" in name else None))
                    for name, value in text_facts(r)
                ),
            ),
            id=f"t{i}",
        )
        for i, r in enumerate(brief.texts, start=1)
    ]
    yield tag("div", *texts, cls="sources")
    if brief.without_text:
        yield tag(
            "p",
            "No text held of: ",
            "; ".join(f"{side_name(r.side)}, {r.publisher} ({language_name(r.language)})" for r in brief.without_text),
            ".",
        )
    yield tag("h3", "Versions")
    yield tag("p", "; ".join(f"{name} {value}" for name, value in brief.versions.items()), ".")
    yield tag("h3", "Limits")
    yield tag("ul", *(tag("li", limit) for limit in brief.limits), cls="bullets")
    if brief.event.notes:
        yield tag("h3", "Notes on this call")
        yield tag("p", *mixed(brief.event.notes))
