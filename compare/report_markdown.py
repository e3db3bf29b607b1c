"""The brief as Markdown, every text escaped: nothing a publisher wrote becomes a link, a tag or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from compare import report_words as words
from compare.markup import safe_url
from compare.palette import language_name, side_name
from compare.report import Brief, Cell, Phrases, Told, TopicRow, Undertaking, Verdict
from compare.report_quotes import Cited, voice
from compare.report_text import (
    LEGEND,
    PROMISE_STATUS,
    TONE_HEADS,
    TONE_IN_BRIEF,
    asked_by,
    between,
    facts,
    glance,
    level_words,
    no_promises,
    searched_line,
    text_facts,
    tone_values,
    tone_words,
    undertaker,
    whose,
)
from compare.tables import NOTHING_ELSE, QUOTED

_SPECIAL = re.compile(r"([\\`*_{}\[\]()|$#~:!@^])")
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """Text in one line that Markdown, its mathematics, its extensions and HTML leave as it is."""
    text = words.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    text = re.sub(r"(?i)\bwww\.", lambda m: m[0][:-1] + "\\.", text)
    # A digit cannot be escaped; a word joiner's width of nothing keeps "1." from opening a list.
    return _LINE_START.sub(lambda m: f"\\{m[0]}" if not m[0].isdigit() else f"{m[0]}&#8288;", text)


def to_markdown(brief: Brief) -> bytes:
    """The brief as UTF-8 Markdown."""
    lines: list[str] = []
    for part in (_head, _findings, _topics, _promises, _tone, _phrases, _claims, _methods):
        lines += part(brief)
    return ("\n".join(lines).strip() + "\n").encode("utf-8", "replace")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Cells are escaped already; an empty one is a blank."""
    body = ["| " + " | ".join(row) + " |" for row in rows]
    return ["", "| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *body, ""]


def _quote(c: Cited) -> str:
    return escape(c.marked())


def _source(c: Cited) -> str:
    who = f"{voice(c.speaker)} in " if c.speaker else ""
    return escape(f"{who}{c.whole_source()}")


def _cited(c: Cited) -> str:
    return f"{_quote(c)} ({_source(c)})"


def _address(url: str) -> str:
    return f"<{url}>" if safe_url(url) and words.clean(url) == url else escape(url)


def _head(brief: Brief) -> Iterable[str]:
    event = brief.event
    yield f"# {escape(brief.title)}"
    yield ""
    yield f"{escape(event.kind.value.capitalize())}, {words.day(event.date)}. Brief as of {words.clock(brief.made_at)}."
    yield ""
    people = ", ".join(
        escape(f"{' '.join(filter(None, [p.titles.get('en', ''), p.name('en')]))} ({side_name(p.side)})")
        for p in event.participants
    )
    yield f"- **Took part:** {people}"
    for name, value in facts(event):
        yield f"- **{name}:** {escape(value)}"
    for side, said in asked_by(event):
        yield f"- **Who asked for it, {escape(side_name(side))}:** {escape(said)}"
    yield from _publications(brief)
    for _, label, names in glance(brief):
        yield f"- **{escape(label)}:** {escape(', '.join(names)) or 'nothing'}"


def _publications(brief: Brief) -> list[str]:
    rows = []
    several = int(brief.publications["minutes_after_first"].notna().sum()) > 1
    known = {r.readout.id: r.readout for r in brief.texts} | {r.id: r for r in brief.without_text}
    for row in brief.publications.to_dict("records"):
        readout = known[str(row["readout_id"])]
        number = brief.number(readout.id)
        when = words.clock(readout.published_at) if readout.published_at else readout.published_text or "not known"
        if several and not pd.isna(row["minutes_after_first"]):
            when += f", {words.later(int(row['minutes_after_first']))}"
        rows.append(
            (
                f"T{number}" if number else "–",
                escape(f"{side_name(readout.side)}: {readout.publisher}"),
                escape(f"{readout.kind.value}, {language_name(readout.language)}"),
                escape(when),
                words.plural(int(row["words"]), "word") if number else "–",
                escape(str(row["fidelity"])),
            )
        )
    return [*_table(("", "Published by", "What", "When", "Length", "Text"), rows), *filter(None, [between(brief)]), ""]


def _findings(brief: Brief) -> Iterable[str]:
    yield from ("", "## Findings", "")
    if not brief.findings:
        yield "Nothing to report: with the text of one side alone there is nothing to compare."
    for told in brief.findings:
        yield from _finding(brief, told)


def _finding(brief: Brief, told: Told) -> Iterable[str]:
    f = told.finding
    kind = f"*{f.kind}{', indicative' if f.indicative else ''}*"
    yield f"{told.number}. **{escape(f.sentence)}** {kind}"
    for c in (*told.here, *told.there):
        yield f"    - {_cited(c)}"
    if not told.there:
        for s in f.searched:
            yield f"    - Searched without result: {escape(searched_line(brief, s))}"
    if f.note:
        yield f"    - {escape(f.note)}"


def _topics(brief: Brief) -> Iterable[str]:
    yield from ("", "## Topic by topic", "", LEGEND)
    rows = [_topic_row(brief, row) for row in brief.topics]
    yield from _table(("Topic", *(escape(side_name(s)) for s in brief.sides)), rows)
    if brief.nowhere:
        yield f"**In none of these texts:** {escape(', '.join(brief.nowhere))}."


def _topic_row(brief: Brief, row: TopicRow) -> list[str]:
    name = f"**{escape(row.label)}** {escape(whose(brief, row))}".strip()
    return [name, *("<br>".join(map(_cell, cells)) for cells in row.cells.values())]


def _cell(cell: Cell) -> str:
    row = cell.row
    quotes = "; ".join(f"{_quote(c)} ({escape(f'{voice(c.speaker)}, {c.place()}')})" for c in cell.quotes)
    of = f"T{cell.number} {language_name(str(row['text_language']))}"
    if cell.mentioned:
        tone = f" **{escape(tone_words(str(row['strongest_tone'])))}**" if row["strongest_tone"] else ""
        share = f"{words.percent(row['share'])}, {words.plural(int(row['statements']), 'statement')}"
        return f"{escape(f'{of}, {share}')}:{tone} {quotes}"
    if row["status"] in QUOTED:
        why = f"; not counted: {cell.why}" if cell.why else ""
        return f"{of}: *{row['status']}* {quotes}{escape(why)}"
    if row["status"] == NOTHING_ELSE:
        return f"{of}: *{row['status']}*"
    searched = escape(f"revision {row['revision']}, {words.terms(cell.searched, 3)}")
    return f"{of}: *{row['status']}* ({searched})"


def _promises(brief: Brief) -> Iterable[str]:
    yield from ("", "## Promises", "")
    if not brief.promises:
        yield escape(no_promises(brief))
        return
    rows = [_promise(p) for p in brief.promises]
    yield from _table(("Who undertakes", "Words", "Status on the other side", "Nearest answer there"), rows)


def _promise(p: Undertaking) -> list[str]:
    who = f"{undertaker(p.promise)} ({level_words(p.promise.level)}, as told by {side_name(p.promise.saying.side)})"
    meaning = PROMISE_STATUS[p.status].format(side=side_name(p.against))
    return [
        escape(who),
        "<br>".join(map(_cited, p.words)),
        f"**{escape(p.status)}**: {escape(meaning)}",
        "<br>".join(map(_cited, p.answer)),
    ]


def _tone(brief: Brief) -> Iterable[str]:
    yield from ("", "## Tone", "")
    yield escape(TONE_IN_BRIEF)
    rows = []
    for row, quotes in zip(brief.tone.to_dict("records"), brief.tone_words, strict=True):
        told = "; ".join(f"{_quote(c)} {c.statements[0] if c.statements else ''}".strip() for c in quotes)
        mark = " \\*" if row["indicative"] else ""
        rows.append(
            (
                escape(str(row["topic_label"])),
                f"{escape(str(row['side']))} T{brief.number(str(row['readout_id']))}{mark}",
                escape(voice(str(row["speaker"]))),
                str(row["statements"]),
                *map(escape, tone_values(row)),
                told,
            )
        )
    yield from _table(TONE_HEADS, rows)
    if bool(brief.tone["indicative"].any()):
        yield "\\* not an official text: indicative only."


def _phrases(brief: Brief) -> Iterable[str]:
    yield from ("", "## Set phrases", "")
    yield "A single omission says little: the base rate tells how often the phrase was absent before."
    for found in brief.phrases:
        yield from ("", f"### {escape(side_name(found.side))}, {language_name(found.language)} originals")
        yield from _phrases_of(found)


def _phrases_of(found: Phrases) -> Iterable[str]:
    if found.reason:
        yield from ("", f"Not searched: {escape(found.reason)}.")
        return
    rows = [
        (
            escape(r.gloss),
            escape(": ".join(filter(None, (r.status, "; ".join(r.altered))))),
            "<br>".join(map(_cited, r.quotes)),
            escape(r.base.sentence()),
        )
        for r in found.found
    ]
    if rows:
        yield from _table(("Phrase", "Status", "Words", "Base rate"), rows)
    else:
        yield from ("", "None of the known set phrases is in the text.", "")
    if found.absent:
        yield from ("Absent now, used in earlier calls of the same two leaders:", "")
        yield from (f"- {escape(r.gloss)}: {escape(r.base.sentence())}" for r in found.absent)


def _claims(brief: Brief) -> Iterable[str]:
    if not brief.verdicts:
        return
    yield from ("", "## Claims about this call")
    for v in brief.verdicts:
        yield from _verdict(v)


def _verdict(v: Verdict) -> Iterable[str]:
    claim = v.check.claim
    yield from ("", f"### {escape(claim.text)}", "")
    origin = ", ".join(dict.fromkeys(filter(None, (claim.claimant, claim.source, claim.made))))
    if origin or claim.url:
        yield from (f"{escape(origin)} {_address(claim.url)}".strip(), "")
    yield from (f"**{escape(v.check.verdict.capitalize())}.** {escape(v.check.sentence)}", "")
    yield from (f"- Words now: {_cited(c)}" for c in v.now)
    for t in v.trials:
        scales = f" ({'; '.join(t.scales)})" if t.scales else ""
        searched = f"; searched for {words.terms(t.searched, 4)}" if t.searched else ""
        yield f"- Held against {escape(f'{t.baseline}: {t.shown}{scales}{searched}')}"
        yield from (f"    - {_cited(c)}" for c in t.words)
    if v.without:
        yield f"- Not comparable: {escape('; '.join(v.without))}"
    yield from (f"- {escape(c)}" for c in v.check.caveats)


def _methods(brief: Brief) -> Iterable[str]:
    yield from ("", "## Methods and versions")
    for i, reading in enumerate(brief.texts, start=1):
        name = reading.readout.title or reading.readout.publisher
        yield from ("", f"### T{i} {escape(name)}", "")
        for label, value in text_facts(reading):
            shown = _address(value) if value.startswith("http") else escape(value)
            yield f"- {label}: {shown}"
    if brief.without_text:
        names = "; ".join(f"{side_name(r.side)}, {r.publisher}" for r in brief.without_text)
        yield from ("", f"No text held of: {escape(names)}.")
    yield from ("", "### Versions", "")
    yield from (f"- {escape(name)}: {escape(value)}" for name, value in brief.versions.items())
    yield from ("", "### Limits", "")
    yield from (f"- {escape(limit)}" for limit in brief.limits)
    if brief.event.notes:
        yield from ("", "### Notes on this call", "", escape(brief.event.notes))
