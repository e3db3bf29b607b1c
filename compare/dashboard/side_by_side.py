"""The page *Side by side*: two to six publications in columns, one topic brought out in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from compare.analysis import Comparison, Reading
from compare.dashboard import answers, background, brief_button, reader, store
from compare.dashboard.address import View, href, toggled
from compare.dashboard.files import downloads
from compare.dashboard.minimap import minimap
from compare.dashboard.parts import (
    clock,
    empty_state,
    fidelity_badge,
    language_of,
    no_such_topic,
    outside,
    provenance,
    records,
    show,
    side_label,
    side_mark,
)
from compare.dashboard.versions import GAP_NOTE, summary, version_pairs, version_rows
from compare.dashboard.worddiff import LEFT, RIGHT, changes, compared, key
from compare.finding_tables import pairs_table, versions_table
from compare.markup import Child, Markup, join, tag
from compare.palette import FAMILY_LABELS, family, language_name, side_class, side_name
from compare.report_words import percent
from compare.tables import MENTIONED, NOTHING_ELSE, SAID_NOT_DISCUSSED, SIGNS, all_tables, coverage_table
from compare.topics import label, topics

FEWEST, MOST, USUAL = 2, 6, 3
WHOLE, VERSIONS, WORDS = "whole", "versions", "words"
Besides = Mapping[str, Mapping[int, reader.Beside]]
FOLDER = Path(__file__).parent


_links = st.components.v2.component(
    "readouts_answers", js=(FOLDER / "answers.js").read_text("utf-8"), isolate_styles=False
)
_together = st.components.v2.component(
    "readouts_together", js=(FOLDER / "together.js").read_text("utf-8"), isolate_styles=False
)


def body(view: View) -> None:
    """Draw the page."""
    comparison = store.comparison(view.event)
    if not comparison.readings:
        link = tag("a", "Add one", href=href("add", View(event=view.event)), data_go=True)
        empty_state("No text of this call yet", tag("p", "There is nothing to set side by side. ", link, "."))
        return
    readings, unknown = chosen(comparison, view.readouts)
    table = store.coverage(view.event)
    if view.topic and view.topic not in set(table["topic"]) and _known(view.topic):
        table = pd.concat([table, coverage_table(comparison, [view.topic])])
    st.html(FOLDER / "side_by_side.css")
    _links(key="answers", data={"at": view.at[0] if view.at and not view.topic else ""})
    with st.container(key="together"):
        _together(key="together-panes", data={"scene": f"{view.event} {view.topic} {' '.join(view.at)}"})
    pairs = version_pairs(comparison)
    alike = same_language(readings)
    show(
        tag("h1", "Side by side", cls="page-title"),
        tag("p", f"Not shown, as this call has no such text: {', '.join(unknown)}.", cls="warn") if unknown else None,
        publication_chips(comparison, readings, view) if view.mode != VERSIONS else None,
        layout_chips(pairs, alike, view),
        topic_chips(comparison, table, view),
    )
    if no_such_topic(view.topic):
        return
    if view.mode == VERSIONS and pairs:
        _versions(comparison, pairs, view)
        return
    if view.mode == WORDS and alike:
        # A text that is not compared has nothing to mark, and no marks of another kind either.
        nothing: dict[str, list[reader.Change]] = {r.readout.id: [] for r in readings}
        changed = nothing | word_changes(alike)
        show(_diff_note(alike), lane(readings, table, view, changed=changed) if view.topic else None)
        show(columns(readings, table, view, changed=changed))
    else:
        _linked(readings, table, view)
    show(legend(readings, marks=view.mode != WORDS or not alike))
    _files(Comparison(comparison.event, tuple(readings)), view)


def _files(shown: Comparison, view: View) -> None:
    """What stands in the columns, and what answers what in them, as tables; the brief of the call beside."""
    topics = [view.topic] if _known(view.topic) else None
    what = "_".join(filter(None, ["statements", view.topic]))
    about = {"Topic": view.topic or "all"}
    with st.container(horizontal=True):
        downloads(view.event, what, lambda: all_tables(shown, topics)["statements"], about, name="statements")
        if len(shown.readings) > 1:
            downloads(view.event, "pairs", lambda: pairs_table(shown, cache=store.library()))
        brief_button.draw(shown)


def _linked(readings: Sequence[Reading], table: pd.DataFrame, view: View) -> None:
    """The columns with their answers; at first without, where the answers have yet to be found."""
    work = {(a.readout.id, b.readout.id): background.links(a, b) for a, b in combinations(readings, 2)}
    slot = st.empty()
    if not background.ready(list(work.values())):
        words = tag("p", "Looking for what answers what …", role="status", cls="finding-answers")
        slot.html(tag("div", words, _texts(readings, table, view), cls="ro"))
    links = {(a.readout.id, b.readout.id): background.linked(a, b) for a, b in combinations(readings, 2)}
    found = answers.answers(readings, links)
    slot.html(tag("div", _texts(readings, table, view, answers.beside(readings, found, view)), cls="ro"))


def _texts(readings: Sequence[Reading], table: pd.DataFrame, view: View, beside: Besides | None = None) -> Markup:
    on_topic = lane(readings, table, view, beside) if view.topic else None
    return join(on_topic, columns(readings, table, view, beside, together=view.mode != WHOLE and len(readings) > 1))


def same_language(readings: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """The first two texts shown that are in one language."""
    for a, b in combinations(readings, 2):
        if a.revision.language == b.revision.language:
            return a, b
    return None


def word_changes(alike: tuple[Reading, Reading]) -> dict[str, list[reader.Change]]:
    """Readout → what to mark in it: the words that the other text has not."""
    a, b = alike
    found = compared(a.revision.text, b.revision.text, a.revision.language)
    return {a.readout.id: changes(found, LEFT), b.readout.id: changes(found, RIGHT)}


def _diff_note(alike: tuple[Reading, Reading]) -> Markup:
    a, b = alike
    names = tag("b", f"{a.readout.publisher} and {b.readout.publisher}, word by word. ")
    more = tag(
        "a",
        "More on the page Wording",
        href=href("wording", View(event=a.readout.event_id, left=a.readout.id, right=b.readout.id)),
        data_go=True,
        cls="next small",
    )
    return tag(
        "div",
        tag("p", names, "Words are marked where the texts differ, not for their tone."),
        key(),
        more,
        cls="diff-note",
    )


def layout_chips(pairs: Sequence[tuple[Reading, Reading]], alike: tuple[Reading, Reading] | None, view: View) -> Markup:
    """How the texts are laid out: whole, original beside translation, or with their word differences."""

    def chip(mode: str, words: str, free: bool, why: str) -> Markup:
        on = view.mode == mode and free
        return tag(
            "a",
            words,
            href=href("side-by-side", view.with_(mode=mode, at=())) if free else None,
            data_go=free,
            data_key=f"mode-{mode or 'texts'}",
            role="button",
            aria_pressed="true" if on or (not mode and not free) else "false",
            aria_disabled=None if free else "true",
            tabindex=0,
            title=None if free else why,
            cls="chip" + (" on" if on else "") + ("" if free else " none"),
        )

    usual = not (view.mode == VERSIONS and pairs) and not (view.mode == WORDS and alike) and view.mode != WHOLE
    chips = [
        chip(view.mode if usual else "", "Scrolled together", True, ""),
        chip(WHOLE, "Whole texts", True, ""),
        chip(VERSIONS, "Original beside translation", bool(pairs), "No side's own words are here in two languages"),
        chip(WORDS, "Word differences", alike is not None, "No two of the texts shown are in one language"),
    ]
    return tag("div", tag("span", "Layout", cls="label"), *chips, cls="chips", role="group", aria_label="Layout")


def _versions(comparison: Comparison, pairs: Sequence[tuple[Reading, Reading]], view: View) -> None:
    """Two versions of one side, row by row."""
    chosen_pair = next((p for p in pairs if {r.readout.id for r in p} == set(view.readouts)), pairs[0])
    left, right = chosen_pair
    if len(pairs) > 1:
        show(_pair_chips(pairs, chosen_pair, view))
    slot = st.empty()
    if not background.links(left, right).done():
        slot.html(tag("div", tag("p", "Pairing the sentences …", role="status", cls="loading"), cls="ro"))
    beads = background.linked(left, right).beads
    with slot.container():
        show(summary(left, right, beads), version_rows(left, right, beads, topic=view.topic))
        what = f"versions_{left.readout.side.lower()}"
        found = [(left.readout.id, right.readout.id, list(beads))]
        downloads(view.event, what, lambda: versions_table(comparison, found), name="versions")
        show(GAP_NOTE)


def _pair_chips(pairs: Sequence[tuple[Reading, Reading]], chosen_pair: tuple[Reading, Reading], view: View) -> Markup:
    chips = [
        tag(
            "a",
            side_mark(a.readout.side),
            f" {language_name(a.revision.language)} and {language_name(b.revision.language)} · {b.readout.publisher}",
            href=href("side-by-side", view.with_(readouts=(a.readout.id, b.readout.id))),
            data_go=True,
            data_key=f"versions-{a.readout.id}-{b.readout.id}",
            role="button",
            aria_pressed="true" if (a, b) == chosen_pair else "false",
            cls=f"chip {side_class(a.readout.side)}" + (" on" if (a, b) == chosen_pair else ""),
        )
        for a, b in pairs
    ]
    return tag("div", tag("span", "Versions", cls="label"), *chips, cls="chips", role="group", aria_label="Versions")


def _known(topic: str) -> bool:
    return topic in {t.id for t in topics()}


def chosen(comparison: Comparison, wanted: Sequence[str]) -> tuple[list[Reading], list[str]]:
    """The readings to show and the ids that were asked for but are not there.

    Without a choice: the first text of every side, then further language versions, up to three.
    """
    have = {r.readout.id: r for r in comparison.readings}
    unknown = [w for w in wanted if w not in have]
    picked = [have[w] for w in wanted if w in have][:MOST]
    if picked:
        return picked, unknown
    first = {r.readout.side: r for r in reversed(comparison.readings)}
    usual = {r.readout.id for r in first.values()}
    for r in comparison.readings:
        if len(usual) >= USUAL:
            break
        usual.add(r.readout.id)
    return [r for r in comparison.readings if r.readout.id in usual][:MOST], unknown


def publication_chips(comparison: Comparison, shown: Sequence[Reading], view: View) -> Markup:
    """A switch per publication; two stay on at least where there are two, six at most."""
    on = [r.readout.id for r in shown]
    chips = []
    for r in comparison.readings:
        id_ = r.readout.id
        after = toggled(on, id_)
        free = min(FEWEST, len(comparison.readings)) <= len(after) <= MOST
        words = join(side_mark(r.readout.side), f" {language_name(r.readout.language)} · {r.readout.publisher}")
        pressed = id_ in on
        chips.append(
            tag(
                "a",
                words,
                href=href("side-by-side", view.with_(readouts=after)) if free else None,
                data_go=free,
                data_key=f"pub-{id_}",
                role="button",
                aria_pressed="true" if pressed else "false",
                aria_disabled=None if free else "true",
                tabindex=0,
                title=None if free else "At least two publications stay" if pressed else "Six at most",
                cls=f"chip {side_class(r.readout.side)}" + (" on" if pressed else ""),
            )
        )
    return tag("div", tag("span", "Texts", cls="label"), *chips, cls="chips", role="group", aria_label="Texts shown")


def topic_chips(comparison: Comparison, table: pd.DataFrame, view: View) -> Markup:
    """A link per topic of these texts, with the marks of the sides that bring it up."""

    def chip(topic: str, *words: Child) -> Markup:
        on = topic == view.topic
        return tag(
            "a",
            *words,
            href=href("side-by-side", view.with_(topic="" if on else topic)),
            data_go=True,
            data_key=f"topic-{topic or 'all'}",
            role="button",
            aria_pressed="true" if on else "false",
            cls=f"chip topic fam-{family(topic)}" + (" on" if on else ""),
        )

    chips = [chip("", "All topics")]
    for (topic, name), rows in table.groupby(["topic", "topic_label"], sort=False):
        speaking = dict.fromkeys(rows.loc[rows["status"] == MENTIONED, "side"])
        marks = [tag("span", side_mark(side), cls=side_class(side)) for side in speaking]
        chips.append(chip(str(topic), str(name), tag("span", marks, cls="sides"), _sr(", ", map(side_name, speaking))))
    return tag("div", tag("span", "Topic", cls="label"), *chips, cls="chips topics", role="group", aria_label="Topic")


def _sr(between: str, words: Any) -> Markup:
    found = list(words)
    return tag("span", f" ({between.join(found) or 'no side'})", cls="sr")


def lane(
    readings: Sequence[Reading],
    table: pd.DataFrame,
    view: View,
    beside: Besides | None = None,
    changed: Mapping[str, Sequence[reader.Change]] | None = None,
) -> Markup:
    """What each text says on the chosen topic, or that it says nothing and what was searched.

    beside, changed: as in `columns`.
    """
    rows = {r["readout_id"]: r for r in records(table[table["topic"] == view.topic])}
    cards = [
        _card(r, rows[r.readout.id], view, (beside or {}).get(r.readout.id, {}), (changed or {}).get(r.readout.id))
        for r in readings
    ]
    tone = tag("a", "Tone on this topic", href=href("tone", view), data_go=True, cls="next small")
    return tag(
        "section",
        tag(
            "div",
            tag("h2", "On ", tag("em", label(view.topic), cls=f"fam-{family(view.topic)}")),
            tone,
            cls="lane-head",
        ),
        tag("div", *cards, cls=f"cols n{len(readings)}"),
        cls="lane",
        data_for=f"lane-{view.topic}",
    )


def _card(
    reading: Reading,
    row: dict[str, Any],
    view: View,
    beside: Mapping[int, reader.Beside],
    changed: Sequence[reader.Change] | None,
) -> Markup:
    topic = view.topic
    side = reading.readout.side
    language = tag("span", language_name(reading.readout.language), cls="lang")
    head = tag("h3", side_label(side), language, fidelity_badge(reading.revision.fidelity))
    about = [s for s in reading.analysis.statements if topic in s.topics]
    if not about:
        status, searched = row["status"], row["searched"]
        terms = tag("details", tag("summary", "Terms searched"), tag("p", searched or "none in this language"))
        return tag(
            "article",
            head,
            tag(
                "p",
                tag("span", SIGNS.get(status, "–").strip(), cls="sign", aria_hidden="true"),
                " ",
                status,
                cls="silence",
            ),
            tag("p", "Not counted as a mention: ", row["not_counted"]) if row["not_counted"] else None,
            terms if status != NOTHING_ELSE else None,
            provenance(reading),
            cls=f"card empty {side_class(side)}",
        )
    summary = f"{percent(row['share'])} of the words"
    if row["status"] == SAID_NOT_DISCUSSED:
        summary = row["status"]
    blocks, speaker = [], ""
    for s in about:
        spans = s.own if s.role == "frame" and s.own else ((s.start, s.end),)
        blocks.append(
            reader.block(
                reading,
                s,
                spans,
                topic=topic,
                show_speaker=s.speaker != speaker,
                beside=beside.get(s.index),
                changes=changed,
                here=reader.place(reading.readout.id, s) in view.at,
            )
        )
        speaker = s.speaker
    tone = row["strongest_tone"]
    return tag(
        "article",
        head,
        tag("p", summary, f" · {tone}" if tone else None, cls="meta"),
        *blocks,
        cls=f"card {side_class(side)}",
    )


def columns(
    readings: Sequence[Reading],
    table: pd.DataFrame,
    view: View,
    beside: Besides | None = None,
    changed: Mapping[str, Sequence[reader.Change]] | None = None,
    *,
    together: bool = False,
) -> Markup:
    """The full texts. beside: readout → statement → its answers. changed: readout → words the other text has not.

    together: every text scrolls in a pane of its own, and all of them as one.
    """
    return tag(
        "section",
        tag("h2", "Full texts") if view.topic else None,
        tag(
            "div",
            *(
                _column(
                    r, table, view, (beside or {}).get(r.readout.id), (changed or {}).get(r.readout.id), pane=together
                )
                for r in readings
            ),
            cls=f"cols n{len(readings)}",
            data_together=together or None,
        ),
        cls="texts" + (" focused" if view.topic else ""),
    )


def _column(
    reading: Reading,
    table: pd.DataFrame,
    view: View,
    beside: Mapping[int, reader.Beside] | None,
    changed: Sequence[reader.Change] | None,
    *,
    pane: bool = False,
) -> Markup:
    readout, revision = reading.readout, reading.revision
    when = clock(readout.published_at) if readout.published_at else readout.published_text or "time not known"
    head = tag(
        "header",
        tag("p", side_label(readout.side), " ", fidelity_badge(revision.fidelity), cls="line"),
        tag("p", readout.publisher, cls="pub"),
        tag("h3", outside(readout.url, readout.title), lang=readout.language, cls="title") if readout.title else None,
        tag("p", f"{language_of(readout, revision.language)} · {when} · {reading.analysis.words:,} words", cls="meta"),
    )
    return tag(
        "article",
        head,
        minimap(reading, table, view),
        tag(
            "div",
            reader.full_text(reading, view.topic, beside=beside, changes=changed, at=view.at),
            cls="text",
            data_pane=readout.id if pane else None,
            # What scrolls has to be reached by keyboard, and named.
            tabindex=0 if pane else None,
            role="region" if pane else None,
            aria_label=f"Text of {readout.publisher}, scrolls with the others" if pane else None,
        ),
        provenance(reading),
        cls=f"column {side_class(readout.side)}",
        aria_label=f"{side_name(readout.side)}, {readout.publisher}",
    )


def legend(readings: Sequence[Reading], *, marks: bool = True) -> Markup:
    """What the marks mean. marks: whether those of the tone are shown."""
    tones = [
        tag("span", tag("mark", "must, should, asks", cls="m-obligation"), " obligation"),
        tag("span", tag("mark", "commits, intends", cls="m-commitment"), " commitment"),
        tag("span", tag("mark", "warning 1–3", cls="m-warning"), " warning"),
        tag("span", tag("mark", "+1 +2", cls="m-warmth"), " ", tag("mark", "−1 −2", cls="m-warmth cold"), " warmth"),
    ]
    seen = dict.fromkeys(family(t) for r in readings for s in r.analysis.statements for t in s.topics)
    families = [tag("span", FAMILY_LABELS[f], cls=f"topic fam-{f}") for f in FAMILY_LABELS if f in seen]
    note = "Hover, focus or tap a marked word for the rule and its value; a name in italics is quoted by another side."
    return tag(
        "div",
        tag("p", *tones) if marks else None,
        tag("p", *families) if families else None,
        tag("p", note if marks else "A name in italics is quoted by another side.", cls="foot"),
        cls="legend",
    )
