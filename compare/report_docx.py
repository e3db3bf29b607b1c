"""The brief as a DOCX: real headings, tables whose head repeats, styles to change, Chinese set as Chinese."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC

import pandas as pd
from docx.document import Document as DocumentObject
from docx.table import _Cell as TableCell

from compare import report_words as words
from compare.palette import language_name, side_name
from compare.report import Brief, Cell, Phrases, Told, Undertaking, Verdict
from compare.report_docx_charts import coverage_chart, tone_chart
from compare.report_docx_parts import (
    Filler,
    Row,
    add_table,
    new_document,
    new_line,
    page_number,
    put,
    put_quote,
    side_run,
    styled,
)
from compare.report_quotes import Cited, voice
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
    no_promises,
    searched_line,
    text_facts,
    tone_values,
    tone_words,
    undertaker,
    whose,
)
from compare.tables import NOTHING_ELSE, QUOTED

_FEW_TOPICS = 5  # topics up to which the chart of the tone is short: a longer one begins a page and stays whole
_MANY_SIDES = 3  # sides up to which the topics fit on an upright sheet


def to_docx(brief: Brief) -> bytes:
    """The brief as DOCX bytes; the same brief gives the same bytes."""
    document = new_document(wide=len(brief.sides) > _MANY_SIDES)
    _properties(document, brief)
    _running_head(document, brief)
    for part in (_head, _findings, _topics, _promises, _tone, _phrases, _claims, _methods):
        part(document, brief)
    buffer = io.BytesIO()
    document.save(buffer)
    return _settled(buffer.getvalue(), brief)


def _settled(data: bytes, brief: Brief) -> bytes:
    """The same archive with the time of the brief instead of the time of writing on every part."""
    stamp = brief.made_at.astimezone(UTC)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            info = zipfile.ZipInfo(name, (max(1980, stamp.year), *stamp.timetuple()[1:6]))
            info.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(info, read.read(name))
    return out.getvalue()


def _properties(document: DocumentObject, brief: Brief) -> None:
    core = document.core_properties
    stamp = brief.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core.title = words.clean(f"{brief.title}, {words.day(brief.event.date)}: brief")[:255]
    core.subject = words.clean(brief.event.id)[:255]
    core.author = core.last_modified_by = "Readouts"
    core.comments = f"Readouts {brief.versions['Readouts']}"
    core.keywords = words.clean(", ".join(side_name(s) for s in brief.sides))[:255]
    core.language = "en"
    core.created = core.modified = stamp
    core.revision = 1


def _running_head(document: DocumentObject, brief: Brief) -> None:
    section = document.sections[0]
    put(section.header.paragraphs[0], f"{brief.title[:90]}, {words.day(brief.event.date)} · Brief")
    page_number(section.footer.paragraphs[0])


def _say(document: DocumentObject, text: str, style: str = "Normal", *, bold: bool = False) -> None:
    put(new_line(document, style), text, bold=bold)


def _lead(document: DocumentObject, text: str) -> None:
    """What stands between a heading and its table, on one page with it."""
    note = new_line(document, "Brief Note")
    put(note, text)
    note.paragraph_format.keep_with_next = True


def _heading(document: DocumentObject, text: str, level: int, *, new_page: bool = False) -> None:
    heading = new_line(document, f"Heading {level}")
    put(heading, text)
    if new_page:
        heading.paragraph_format.page_break_before = True


def _head(document: DocumentObject, brief: Brief) -> None:
    event = brief.event
    _say(document, f"{event.kind.value.capitalize()} · {words.day(event.date)}", "Brief Note")
    put(new_line(document, "Title"), brief.title[:220])
    people = ", ".join(
        f"{' '.join(filter(None, [p.titles.get('en', ''), p.name('en')]))} ({side_name(p.side)})"
        for p in event.participants
    )
    known = [("Took part", people), *facts(event)]
    known += [(f"Who asked for it, {side_name(side)}", said) for side, said in asked_by(event)]
    known += [(label, ", ".join(names) or "nothing") for _, label, names in glance(brief)]
    known.append(("As of", words.clock(brief.made_at)))
    for name, value in known:
        paragraph = new_line(document, "Normal")
        put(paragraph, f"{name}: ", bold=True)
        put(paragraph, value)
    _heading(document, "Who published what, and when", 2)
    add_table(
        document, ("", "Published by", "What", "When", "Length", "Text"), _publications(brief), (1, 5, 3, 4.2, 2, 2.6)
    )
    if note := between(brief):
        _say(document, note, "Brief Note")


def _publications(brief: Brief) -> Iterable[Row]:
    several = int(brief.publications["minutes_after_first"].notna().sum()) > 1
    known = {r.readout.id: r.readout for r in brief.texts} | {r.id: r for r in brief.without_text}
    for row in brief.publications.to_dict("records"):
        readout = known[str(row["readout_id"])]
        number = brief.number(readout.id)
        when = words.clock(readout.published_at) if readout.published_at else readout.published_text or "not known"
        if several and not pd.isna(row["minutes_after_first"]):
            when += f", {words.later(int(row['minutes_after_first']))}"
        yield (
            f"T{number}" if number else "–",
            f"{side_name(readout.side)}: {readout.publisher[:220]}",
            f"{readout.kind.value}, {language_name(readout.language)}",
            when,
            words.plural(int(row["words"]), "word") if number else "–",
            str(row["fidelity"]),
        )


def _findings(document: DocumentObject, brief: Brief) -> None:
    _heading(document, "Findings", 1)
    if not brief.findings:
        _say(document, "Nothing to report: with the text of one side alone there is nothing to compare.")
    for told in brief.findings:
        _finding(document, brief, told)


def _finding(document: DocumentObject, brief: Brief, told: Told) -> None:
    f = told.finding
    paragraph = new_line(document, "Brief Finding")
    put(paragraph, f"{told.number}  ", bold=True)
    put(paragraph, f.sentence)
    kind = new_line(document, "Brief Note")
    if f.side:
        side_run(kind, f.side, f"{side_name(f.side)} · ")
    put(kind, f"{f.kind}{' · indicative' if f.indicative else ''}")
    kind.paragraph_format.keep_with_next = bool(told.here or told.there or f.searched)
    for c in (*told.here, *told.there):
        put_quote(new_line(document, "Brief Quote"), c)
        _say(document, _source(c), "Brief Attribution")
    if not told.there:
        for s in f.searched:
            _say(document, f"Searched without result: {searched_line(brief, s)}", "Brief Attribution")
    if f.note:
        _say(document, f.note, "Brief Note")


def _source(c: Cited) -> str:
    who = f"{voice(c.speaker)} in " if c.speaker else ""
    return f"{who}{c.whole_source()}"


def _topics(document: DocumentObject, brief: Brief) -> None:
    _heading(document, "Topic by topic", 1)
    _heading(document, "What each text brings up", 2)
    _lead(document, SHARES)
    coverage_chart(document, brief)
    _heading(document, "In words", 2)
    _lead(document, LEGEND)
    rows: list[Row] = []
    for row in brief.topics:
        cells = [_texts(row.cells[side]) for side in brief.sides]
        rows.append((f"{row.label}\n{whose(brief, row)}".strip(), *cells))
    heads = ("Topic", *(side_name(s) for s in brief.sides))
    add_table(document, heads, rows, (3.2, *[14.6 / max(1, len(brief.sides))] * len(brief.sides)), split=True)
    if brief.nowhere:
        _say(document, f"In none of these texts: {', '.join(brief.nowhere)}.", "Brief Note")


def _texts(cells: Sequence[Cell]) -> Filler:
    """What the texts of one side say on one topic, as a cell."""

    def fill(place: TableCell) -> None:
        for number, cell in enumerate(cells):
            first = styled(place.paragraphs[0] if number == 0 else place.add_paragraph(), "Brief Source")
            row = cell.row
            of = f"T{cell.number}, {language_name(str(row['text_language']))}"
            if cell.mentioned:
                share = (
                    f"{words.percent(row['share'])} of the text, {words.plural(int(row['statements']), 'statement')}"
                )
                put(first, f"{of} · {share}")
                if row["strongest_tone"]:
                    put(new_line(place, "Brief Cell"), tone_words(str(row["strongest_tone"])), bold=True)
            else:
                put(first, of)
                put(new_line(place, "Brief Cell"), str(row["status"]), italic=True)
            if cell.mentioned or row["status"] in QUOTED:
                for c in cell.quotes:
                    put_quote(new_line(place, "Brief Cell"), c)
                    put(new_line(place, "Brief Source"), f"{voice(c.speaker)}, {c.place()}")
                if cell.why:
                    put(new_line(place, "Brief Source"), f"Not counted: {cell.why}")
            elif row["status"] != NOTHING_ELSE:
                searched = f"searched revision {row['revision']}: {words.terms(cell.searched, 3)}"
                put(new_line(place, "Brief Source"), searched)

    return fill


def _quotes(quotes: Sequence[Cited]) -> Filler:
    """Quotes with their sources as a cell."""

    def fill(place: TableCell) -> None:
        for number, c in enumerate(quotes):
            paragraph = place.paragraphs[0] if number == 0 else new_line(place, "Brief Cell")
            put_quote(paragraph, c)
            put(new_line(place, "Brief Source"), _source(c))

    return fill


def _promises(document: DocumentObject, brief: Brief) -> None:
    _heading(document, "Promises", 1)
    if not brief.promises:
        _say(document, no_promises(brief))
        return
    heads = ("Who undertakes", "Words", "Status on the other side", "Nearest answer there")
    add_table(document, heads, map(_promise, brief.promises), (3, 6.2, 3, 5.6), split=True)


def _promise(p: Undertaking) -> Row:
    meaning = PROMISE_STATUS[p.status].format(side=side_name(p.against))
    who = f"{undertaker(p.promise)}\n{level_words(p.promise.level)}, as told by {side_name(p.promise.saying.side)}"
    return (who, _quotes(p.words), f"{p.status}\n{meaning}", _quotes(p.answer))


def _tone(document: DocumentObject, brief: Brief) -> None:
    _heading(document, "Tone", 1, new_page=len(brief.topics) > _FEW_TOPICS)
    _heading(document, "Strongest values", 2)
    tone_chart(document, brief)
    _heading(document, "The tone table", 2)
    _lead(document, TONE_IN_BRIEF)
    rows: list[Row] = []
    last = None
    for row, quotes in zip(brief.tone.to_dict("records"), brief.tone_words, strict=True):
        mark = " *" if row["indicative"] else ""
        rows.append(
            (
                str(row["topic_label"]) if row["topic"] != last else "",
                f"{row['side']} T{brief.number(str(row['readout_id']))}{mark}",
                voice(str(row["speaker"])),
                str(row["statements"]),
                *tone_values(row),
                "; ".join(f"{c.marked()} {c.statements[0] if c.statements else ''}".strip() for c in quotes),
            )
        )
        last = row["topic"]
    widths = (2.1, 1.3, 1.75, 0.85, 1.65, 2.0, 2.35, 1.75, 1.35, 2.7)
    add_table(document, TONE_HEADS, rows, widths, style="Brief Small")
    if bool(brief.tone["indicative"].any()):
        _say(document, "* not an official text: indicative only.", "Brief Note")


def _phrases(document: DocumentObject, brief: Brief) -> None:
    _heading(document, "Set phrases", 1)
    _lead(
        document,
        "A single omission says little: the base rate tells how often the phrase was absent before.",
    )
    for found in brief.phrases:
        _heading(document, f"{side_name(found.side)}, {language_name(found.language)} originals", 2)
        _phrases_of(document, found)


def _phrases_of(document: DocumentObject, found: Phrases) -> None:
    if found.reason:
        _say(document, f"Not searched: {found.reason}.")
        return
    rows: list[Row] = [
        (r.gloss, ": ".join(filter(None, (r.status, "; ".join(r.altered)))), _quotes(r.quotes), r.base.sentence())
        for r in found.found
    ]
    if rows:
        add_table(document, ("Phrase", "Status", "Words", "Base rate"), rows, (3.6, 2.6, 7.4, 4.2))
    else:
        _say(document, "None of the known set phrases is in the text.")
    if found.absent:
        _say(document, "Absent now, used in earlier calls of the same two leaders:", bold=True)
    for r in found.absent:
        _say(document, f"{r.gloss}: {r.base.sentence()}", "List Bullet")


def _claims(document: DocumentObject, brief: Brief) -> None:
    if not brief.verdicts:
        return
    _heading(document, "Claims about this call", 1)
    for v in brief.verdicts:
        _verdict(document, v)


def _verdict(document: DocumentObject, v: Verdict) -> None:
    claim = v.check.claim
    _heading(document, claim.text, 2)
    origin = ", ".join(dict.fromkeys(filter(None, (claim.claimant, claim.source, claim.made, claim.url))))
    if origin:
        _say(document, origin, "Brief Note")
    paragraph = new_line(document, "Normal")
    put(paragraph, f"{v.check.verdict.capitalize()}. ", bold=True)
    put(paragraph, v.check.sentence)
    for c in v.now:
        put_quote(new_line(document, "Brief Quote"), c)
        _say(document, _source(c), "Brief Attribution")
    rows: list[Row] = []
    for t in v.trials:
        searched = f"searched for {words.terms(t.searched, 4)}" if t.searched else ""
        shown = "\n".join(filter(None, (t.shown, *t.scales, t.note, searched)))
        rows.append((t.baseline, shown, _quotes(t.words)))
    if rows:
        add_table(document, ("Held against", "Shown", "Words there"), rows, (3.4, 5.2, 9.2), split=True)
    if v.without:
        _say(document, f"Not comparable: {'; '.join(v.without)}.", "Brief Note")
    for caveat in v.check.caveats:
        _say(document, caveat, "Brief Note")


def _methods(document: DocumentObject, brief: Brief) -> None:
    _heading(document, "Methods and versions", 1)
    for i, reading in enumerate(brief.texts, start=1):
        name = reading.readout.title or reading.readout.publisher
        _heading(document, f"T{i} {name[:220]}", 2)
        add_table(document, (), text_facts(reading), (3.4, 14.4))
    if brief.without_text:
        names = "; ".join(f"{side_name(r.side)}, {r.publisher}" for r in brief.without_text)
        _say(document, f"No text held of: {names}.")
    _heading(document, "Versions", 2)
    _say(document, "; ".join(f"{name} {value}" for name, value in brief.versions.items()) + ".")
    _heading(document, "Limits", 2)
    for limit in brief.limits:
        _say(document, limit, "List Bullet")
    if brief.event.notes:
        _heading(document, "Notes on this call", 2)
        _say(document, brief.event.notes)
