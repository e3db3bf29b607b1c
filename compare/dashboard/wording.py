"""The page *Wording*: two texts word by word, what they share, and many texts row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from compare.analysis import Comparison, Reading
from compare.collation import AGREED, MISSING, VARIANT, Row, collate
from compare.dashboard import address, background, store
from compare.dashboard.address import View, href, toggled
from compare.dashboard.files import downloads
from compare.dashboard.parts import empty_state, fidelity_badge, plural, show, side_label, side_mark
from compare.dashboard.versions import GAP_NOTE, parted, summary, version_pairs, version_rows
from compare.dashboard.worddiff import compared, key, one_text, two_texts
from compare.dashboard.wording_texts import Text, by_key, choices, partners, usual
from compare.finding_tables import collation_table, diff_table, phrases_table, variants_table, versions_table
from compare.markup import Child, Markup, join, tag
from compare.palette import language_name, side_class
from compare.wording import Phrase, Variant, WordDiff, shared_phrases, variants

FOLDER = Path(__file__).parent
ONE = "one"
"""Mode in which both texts are printed as one."""

FEWEST, MOST_TEXTS = 2, 8
PHRASES, ROWS = 12, 150
"""Shared phrases shown unfolded; rows of the alignment table on the screen. The files hold all."""

SIGNS = {AGREED: ("=", "the same in all"), VARIANT: ("≠", "worded otherwise"), MISSING: ("◇", "not in all")}


@st.cache_resource(show_spinner="Looking for shared phrases …", max_entries=64)
def _phrases(a: str, b: str, language: str) -> tuple[Phrase, ...]:
    return shared_phrases(a, b, language)


@st.cache_resource(show_spinner="Looking for set phrases …", max_entries=64)
def _variants(a: str, b: str, language_a: str, language_b: str) -> tuple[Variant, ...]:
    return variants(a, b, language_a, language_b)


@st.cache_resource(show_spinner="Aligning the texts …", max_entries=32)
def _collated(texts: tuple[str, ...], language: str) -> tuple[Row, ...]:
    return collate(texts, [language])


@st.cache_resource(show_spinner=False, max_entries=16)
def _choices(key: str, event_id: str) -> list[Text]:
    return choices(event_id, store.events(), store.all_readouts())


def _whole(texts: Sequence[Text]) -> list[Text]:
    """The texts with their words; what was taken out of the library meanwhile is left as it is."""
    found = store.with_texts(t.revision for t in texts)
    return [replace(t, revision=found.get(t.revision.id, t.revision)) for t in texts]


def body(view: View) -> None:
    """Draw the page."""
    st.html(FOLDER / "side_by_side.css")
    st.html(FOLDER / "wording.css")
    comparison = store.comparison(view.event)
    show(
        tag("h1", "Wording", cls="page-title"),
        tag(
            "p",
            "Two texts of one language word by word: of this call, of its revisions, or of other calls of the same "
            "side. Below, the words they share, set phrases they vary, and several texts row by row.",
            cls="deck",
        ),
    )
    every = _choices(store.texts_state(), view.event)
    if not any(t.event.id == view.event for t in every):
        link = tag("a", "Add one", href=href("add", View(event=view.event)), data_go=True)
        empty_state("No text of this call yet", tag("p", "There is no wording to compare. ", link, "."))
        return
    left, right, unknown = _chosen(every, comparison, view)
    if unknown:
        show(tag("p", f"Not in this library, so not compared: {', '.join(unknown)}.", cls="warn"))
    left, right = _menus(every, left, right, view)
    view = view.with_(left=left.key, right=right.key if right else "")
    if right is not None:
        left, right = _whole((left, right))
    if right is None:
        empty_state(
            "Nothing to compare it with yet",
            tag(
                "p",
                f"There is no second text in {language_name(left.revision.language)} of this call or of this side. "
                "A new revision, another outlet or another call will stand here.",
            ),
        )
    elif left.revision.language != right.revision.language:
        show(
            tag("p", "These texts are in two languages: words are compared within one. See the gaps below.", cls="warn")
        )
        _set_phrases(left, right, view)
    else:
        _difference(left, right, view)
        _shared(left, right, view)
        _set_phrases(left, right, view)
        _alignment(every, left, right, view)
    _gaps(comparison, view)


def _chosen(every: Sequence[Text], comparison: Comparison, view: View) -> tuple[Text, Text | None, list[str]]:
    known = by_key(every)
    unknown = [k for k in (view.left, view.right) if k and k not in known]
    first, second = usual(every, comparison)
    left = known.get(view.left, first)
    right = known.get(view.right)
    if right is None or right == left:
        others = partners(every, left)
        right = second if second in others and second != left else others[0] if others else None
    return left, right, unknown


def _menus(every: Sequence[Text], left: Text, right: Text | None, view: View) -> tuple[Text, Text | None]:
    """The two menus. What is chosen in them goes into the address."""
    known = by_key(every)
    others = partners(every, left)
    if right is not None and right not in others:
        others = [right, *others]
    for name, text in (("wording-left", left), ("wording-right", right)):
        if text is not None and st.session_state.get(name) != text.key:
            st.session_state[name] = text.key
    with st.container(horizontal=True, key="wording-menus"):
        st.selectbox(
            "First text",
            [t.key for t in every],
            format_func=lambda k: known[k].line,
            key="wording-left",
            on_change=_picked,
            args=("left",),
        )
        if right is not None:
            st.selectbox(
                "Second text, in the same language",
                [t.key for t in others],
                format_func=lambda k: known[k].line,
                key="wording-right",
                on_change=_picked,
                args=("right",),
            )
    return left, right


def _picked(which: str) -> None:
    view = address.current()
    chosen = str(st.session_state[f"wording-{which}"])
    # A first text in another language asks for another second one.
    address.show(view.with_(left=chosen, texts=()) if which == "left" else view.with_(right=chosen, texts=()))


def _head(text: Text) -> Markup:
    return tag(
        "header",
        tag("p", side_label(text.readout.side), " ", fidelity_badge(text.revision.fidelity), cls="line"),
        tag("p", f"{text.readout.publisher}, {text.when}", cls="pub"),
        tag("p", f"revision {text.revision.number}, sha256 {text.revision.sha256[:12]}…", cls="prov"),
        cls=side_class(text.readout.side),
    )


def _difference(left: Text, right: Text, view: View) -> None:
    found = compared(left.revision.text, right.revision.text, left.revision.language)
    show(_told(found, view))
    language = left.revision.language
    if found.likeness == 1 and not found.moved:
        show(tag("p", "The two texts have the same words in the same order.", cls="deck"))
    if view.mode == ONE:
        show(tag("div", _head(left), _head(right), cls="cols n2 heads"), one_text(found, language), cls="wording")
    else:
        show(two_texts(found, language, (_head(left), _head(right))), cls="wording")
    downloads(view.event, "word_differences", lambda: diff_table(found), _about(left, right))


def _about(left: Text, right: Text) -> dict[str, str]:
    return {
        "Left": f"{left.line}, sha256 {left.revision.sha256}",
        "Right": f"{right.line}, sha256 {right.revision.sha256}",
    }


def _told(found: WordDiff, view: View) -> Markup:
    def chip(mode: str, words: str) -> Markup:
        on = (view.mode == ONE) == (mode == ONE)
        return tag(
            "a",
            words,
            href=href("wording", view.with_(mode=mode)),
            data_go=True,
            data_key=f"wording-{mode or 'two'}",
            role="button",
            aria_pressed="true" if on else "false",
            cls="chip" + (" on" if on else ""),
        )

    moved = f", {plural(found.moved, 'word')} of them in another place" if found.moved else ""
    counts = f" · {plural(found.words_left, 'word')} left, {plural(found.words_right, 'word')} right, marks counted"
    marks = key() if view.mode != ONE else _one_key()
    return tag(
        "section",
        tag("h2", "Word differences"),
        tag("p", tag("b", f"{found.likeness:.0%}"), f" of the words stand in both{moved}", counts, cls="deck"),
        tag(
            "div",
            tag("span", "Shown as", cls="label"),
            chip("", "Two columns"),
            chip(ONE, "One text"),
            cls="chips",
            role="group",
            aria_label="Shown as",
        ),
        marks,
    )


def _one_key() -> Markup:
    return tag(
        "p",
        tag("span", tag("del", "only in the first"), cls="worded"),
        tag("span", tag("ins", "only in the second"), cls="worded"),
        tag("span", tag("mark", tag("sup", "⇅1 "), "moved", cls="d-moved")),
        cls="diff-key",
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[Child]], caption: str, cls: str) -> Markup:
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, cls="sr"),
            tag("thead", tag("tr", *(tag("th", h, scope="col") for h in heads))),
            tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)),
            cls=f"plain {cls}",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label=caption,
    )


def _shared(left: Text, right: Text, view: View) -> None:
    language = left.revision.language
    found = _phrases(left.revision.text, right.revision.text, language)
    parts: list[Child] = [tag("h2", "Phrases both use")]
    if not found:
        show(tag("section", parts, tag("p", "No run of three words or more stands in both.", cls="deck")))
        return

    def table(part: Sequence[Phrase]) -> Markup:
        rows = [(tag("span", p.text, lang=language, cls="said"), p.words, len(p.left), len(p.right)) for p in part]
        return _table(("Phrase", "Words", "Times left", "Times right"), rows, "Shared phrases", "phrases")

    parts.append(table(found[:PHRASES]))
    if more := found[PHRASES:]:
        parts.append(tag("details", tag("summary", f"{len(more)} shorter ones"), table(more)))
    show(tag("section", parts))
    downloads(view.event, "shared_phrases", lambda: phrases_table(found), _about(left, right))


def _set_phrases(left: Text, right: Text, view: View) -> None:
    a, b = left.revision, right.revision
    found = _variants(a.text, b.text, a.language, b.language)
    head = tag("h2", "Set phrases worded otherwise")
    if not found:
        show(tag("section", head, tag("p", "No set phrase of a known family is worded otherwise here.", cls="deck")))
        return

    def said(text: str, names: Sequence[str], spans: Sequence[tuple[int, int]], language: str) -> Markup:
        words = dict.fromkeys(text[x:y] for x, y in spans)
        quotes = [tag("q", w, lang=language, cls="said") for w in words]
        return join([join(q, " ") for q in quotes], tag("span", ", ".join(names), cls="meta"))

    rows = [
        (v.gloss, said(a.text, v.left, v.left_spans, a.language), said(b.text, v.right, v.right_spans, b.language))
        for v in found
    ]
    show(tag("section", head, _table(("About", "First text", "Second text"), rows, "Set phrases", "variants")))
    downloads(view.event, "set_phrases", lambda: variants_table(found, a.text, b.text), _about(left, right))


def _alignment(every: Sequence[Text], left: Text, right: Text, view: View) -> None:
    language = left.revision.language
    known = by_key(every)
    asked = [known[k] for k in view.texts if k in known and known[k].revision.language == language]
    here = [t for t in every if t.event.id == view.event and t.revision.language == language and t.newest]
    offered = list({t.key: t for t in (left, right, *here, *asked)}.values())
    # Unasked, texts of one side: those of two sides share too little to stand in rows.
    alike = [t for t in offered if t.readout.side in (left.readout.side, right.readout.side)]
    texts = _whole((asked if len(asked) >= FEWEST else alike)[:MOST_TEXTS])
    rows = _collated(tuple(t.revision.text for t in texts), language)
    show(
        tag(
            "section",
            tag("h2", "Row by row"),
            tag("p", "A row is a unit, a column a text; an empty cell says so.", cls="deck"),
            _text_chips(offered, texts, view),
            _aligned(texts, rows[:ROWS], language),
            tag("p", f"The first {ROWS} of {len(rows):,} rows; the file has all.", cls="foot")
            if len(rows) > ROWS
            else None,
        )
    )
    names = [f"{t.line} [{t.key}]" for t in texts]  # of two texts of one publisher the line may be the same
    downloads(view.event, "alignment", lambda: collation_table(rows, names))


def _text_chips(offered: Sequence[Text], shown: Sequence[Text], view: View) -> Markup:
    on = [t.key for t in shown]
    chips = []
    for t in offered:
        after = toggled(on, t.key)
        free = FEWEST <= len(after) <= MOST_TEXTS
        chips.append(
            tag(
                "a",
                side_mark(t.readout.side),
                f" {t.short}",
                href=href("wording", view.with_(texts=after)) if free else None,
                data_go=free,
                data_key=f"row-{t.key}",
                role="button",
                aria_pressed="true" if t.key in on else "false",
                aria_disabled=None if free else "true",
                tabindex=0,
                title=None if free else f"{FEWEST} texts at least, {MOST_TEXTS} at most",
                cls=f"chip {side_class(t.readout.side)}" + (" on" if t.key in on else ""),
            )
        )
    return tag("div", tag("span", "Texts", cls="label"), *chips, cls="chips", role="group", aria_label="Texts aligned")


def _aligned(texts: Sequence[Text], rows: Sequence[Row], language: str) -> Markup:
    heads = [
        tag(
            "th",
            side_label(t.readout.side),
            tag("span", t.short, cls="pub"),
            scope="col",
            cls=side_class(t.readout.side),
        )
        for t in texts
    ]
    lines = []
    for row in rows:
        sign, words = SIGNS[row.kind]
        mark = tag("th", tag("span", sign, aria_hidden="true"), tag("span", words, cls="sr"), scope="row", title=words)
        cells = [
            tag("td", cell.text, lang=language)
            if cell
            else tag("td", tag("span", "– nothing", cls="silence"), cls="absent")
            for cell in row.cells
        ]
        lines.append(tag("tr", mark, *cells, cls=row.kind))
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "Texts row by row", cls="sr"),
            tag("thead", tag("tr", tag("th", tag("span", "Kind of row", cls="sr"), scope="col"), *heads)),
            tag("tbody", *lines),
            cls="aligned",
            style=f"--n:{len(texts)}",
        ),
        cls="scroll tall",
        tabindex=0,
        role="region",
        aria_label="Texts row by row",
    )


def _gaps(comparison: Comparison, view: View) -> None:
    """Where a side's own versions part, for every side with texts in two languages."""
    for left, right in version_pairs(comparison):
        slot = st.empty()
        if not background.links(left, right).done():
            slot.html(tag("div", tag("p", "Pairing the sentences …", role="status", cls="loading"), cls="ro"))
        _gap_table(slot, comparison, left, right, view)


def _gap_table(slot: DeltaGenerator, comparison: Comparison, left: Reading, right: Reading, view: View) -> None:
    beads = background.linked(left, right).beads
    gaps = parted(beads)
    languages = f"{language_name(left.revision.language)} and {language_name(right.revision.language)}"
    whole = View(event=view.event, mode="versions", readouts=(left.readout.id, right.readout.id))
    every = tag("a", "Every sentence", href=href("side-by-side", whole), data_go=True, cls="next small")
    none = tag("p", "No gap is seen between these versions.", cls="deck")
    with slot.container():
        show(
            tag(
                "section",
                tag("h2", side_label(left.readout.side), f" in {languages}"),
                tag("p", f"{left.readout.publisher} and {right.readout.publisher}. ", every, cls="deck"),
                summary(left, right, beads),
                version_rows(left, right, gaps) if gaps else none,
                GAP_NOTE,
            )
        )
        found = [(left.readout.id, right.readout.id, gaps)]
        what = f"gaps_{left.readout.id}_{right.readout.id}"
        downloads(view.event, what, lambda: versions_table(comparison, found), name="gaps")
