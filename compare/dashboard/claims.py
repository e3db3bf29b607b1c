"""The page *Claims*: what was claimed of a call, and what the wording says to it, baseline by baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

import streamlit as st

from compare.claims import (
    CONTRADICTED,
    DEPENDS,
    NOT_SHOWN,
    NOT_TESTABLE,
    ONE_ACCOUNT,
    SOME_ACCOUNTS,
    SUPPORTED,
    VERDICTS,
    Check,
    Trial,
    check_all,
)
from compare.dashboard import claim_form, followed, notice, signin, store
from compare.dashboard.address import View, href
from compare.dashboard.files import downloads
from compare.dashboard.parts import day, empty_state, event_title, outside, plural, show
from compare.markup import Markup, join, plain_label, tag
from compare.palette import side_name
from compare.shift import NOT_COMPARABLE
from compare.timeline import SCALES, Proof, Survey, scale_name
from compare.timeline_tables import claims_table
from compare.topics import label
from readouts.claims import Claim, ClaimBook, all_claims, folder_beside
from readouts.errors import ReadoutsError

STYLE = Path(__file__).with_name("claims.css")
SIGNS = {
    SUPPORTED: "✓",
    CONTRADICTED: "✗",
    NOT_SHOWN: "∅",
    DEPENDS: "◆",
    ONE_ACCOUNT: "◐",
    SOME_ACCOUNTS: "◐",
    NOT_TESTABLE: "?",
}
_NOTES = {
    SUPPORTED: "everything it could be held against shows it",
    CONTRADICTED: "nothing it could be held against shows it, and nothing goes both ways",
    NOT_SHOWN: "some go the other way, some both ways",
    DEPENDS: "some comparisons show it and some do not",
    ONE_ACCOUNT: "one text of the call says it, no other does",
    SOME_ACCOUNTS: "some texts of the call say it, others do not",
    NOT_TESTABLE: "the texts neither say nor deny it",
}


def body(view: View) -> None:
    """Draw the page."""
    st.html(STYLE)
    book = ClaimBook(folder_beside(store.library().name))
    known, problems = all_claims(book.folder)
    here = [c for c in known if view.event in (c.call, c.versus)]
    chosen = known if view.scope == "all" else here
    event = store.shelf().known[view.event]
    show(
        tag(
            "h1",
            "Claims",
            tag("em", " about every call" if view.scope == "all" else " about this call"),
            cls="page-title",
        ),
        tag(
            "p",
            "What others said of the wording, put to the test of the wording. A claim of change is held against every "
            "earlier call that can be compared; where the answers differ, the verdict says so.",
            cls="deck",
        ),
        _scope(view, len(here), len(known)),
    )
    may = not store.library().read_only and signin.reader_may_change()
    if may:
        with st.expander(
            "Put a claim of your own to the test", expanded=bool(st.session_state.get(claim_form.text_key()))
        ):
            claim_form.form(view, book, [c.id for c in known])
    else:
        words = "Claims can be read and exported here; adding and deleting is switched off for this library or reader."
        show(tag("p", words, cls="warn", role="status"))
    for problem in problems:
        show(tag("p", f"A claim of your own cannot be read: {problem}", cls="warn"))
    if not chosen:
        empty_state(
            "Nothing is claimed of this call yet",
            tag("p", f"No claim here is about {event_title(event)} of {day(event.date)}."),
            tag("p", tag("a", f"All {len(known)} claims", href=href("claims", view.with_(scope="all")), data_go=True)),
        )
        return
    checks = checked(chosen)
    show(_summary(checks))
    for check in checks:
        _claim(check, view, book if may and check.claim.origin != "built in" else None, alone=len(checks) == 1)
    downloads(
        view.event, "claims_all" if view.scope == "all" else "claims", lambda: claims_table(checks), name="claims"
    )


@st.cache_resource(show_spinner="Testing the claims …", max_entries=256)
def _checked(key: str, claim: str, _claim: Claim, _survey: Survey) -> Check:
    return check_all(_survey, [_claim])[0]


def checked(claims: Iterable[Claim]) -> list[Check]:
    """Claims with their verdicts."""
    survey = followed.survey()
    return [_checked(store.texts_state(), repr(c), c, survey) for c in claims]


def _scope(view: View, here: int, known: int) -> Markup:
    links = [
        tag(
            "a",
            f"{words} ",
            tag("span", str(number), cls="sides"),
            href=href("claims", view.with_(scope=scope, row="")),
            data_go=True,
            data_key=f"scope-{scope or 'call'}",
            role="button",
            aria_pressed="true" if view.scope == scope else "false",
            cls="chip" + (" on" if view.scope == scope else ""),
        )
        for scope, words, number in (("", "This call", here), ("all", "Every call", known))
    ]
    return tag("div", *links, cls="chips", role="group", aria_label="Which claims")


def verdict_mark(verdict: str) -> Markup:
    """A verdict with its sign."""
    return tag(
        "span",
        tag("span", SIGNS[verdict], cls="sign", aria_hidden="true"),
        f" {verdict}",
        cls=f"verdict v-{VERDICTS.index(verdict)}",
    )


def _summary(checks: Sequence[Check]) -> Markup:
    found = Counter(c.verdict for c in checks)
    items = [tag("li", tag("b", str(found[v])), " ", verdict_mark(v), f": {_NOTES[v]}") for v in VERDICTS if found[v]]
    return tag("ul", *items, cls="verdicts")


def _claim(check: Check, view: View, book: ClaimBook | None, *, alone: bool) -> None:
    claim = check.claim
    with st.container(key=f"claim-{plain_label(claim.id)}"):
        show(article(check, view, opened=alone or view.row == claim.id))
        if book is not None and st.button("Delete this claim", key=f"delete-{claim.id}", type="tertiary"):
            try:
                book.delete(claim.id)
                notice.say("claims", f"Deleted: {claim.text}", partial(_bring_back, book))
            except ReadoutsError as error:
                notice.say("claims", f"Not deleted. {error}")
            st.rerun()


def _bring_back(book: ClaimBook) -> str:
    return f"Undone: {book.undo() or 'there was nothing to take back'}."


def article(check: Check, view: View, *, opened: bool = False) -> Markup:
    """A claim: verdict, who made it, the sentence, the table of baselines."""
    claim = check.claim
    target = view.with_(row="" if view.row == claim.id else claim.id)
    return tag(
        "article",
        tag("p", verdict_mark(check.verdict), tag("span", _about(claim), cls="meta")),
        tag("h2", tag("a", claim.text, href=href("claims", target), data_go=True, data_key=f"claim-{claim.id}")),
        tag("p", _who(claim), cls="meta"),
        tag("p", check.sentence, cls="sentence"),
        tag("p", claim.note, cls="meta") if claim.note else None,
        tag("details", tag("summary", _tried(check)), _trials(check), open=opened) if check.trials else None,
        tag("ul", *(tag("li", c) for c in check.caveats), cls="caveats") if check.caveats else None,
        cls=f"claim v-{VERDICTS.index(check.verdict)}",
        data_for=claim.id,
    )


def _tried(check: Check) -> str:
    """How many comparisons were made, or accounts read, and how many show what the claim says."""
    told = [t for t in check.trials if t.agrees is not None]
    agree = sum(bool(t.agrees) for t in told)
    if check.claim.test in ("mention", "commitment"):
        return f"{plural(len(check.trials), 'account')}, {agree} as claimed"
    agreeing = f"{agree} of the {len(told)} that can be made agree" if told else "none that could be made"
    return f"{plural(len(check.trials), 'comparison')}, {agreeing}"


def _about(claim: Claim) -> str:
    parts = [
        side_name(claim.side) if claim.side else "every side",
        claim.speaker,
        label(claim.topic) if claim.topic else "every subject",
        claim.call,
        f"against {claim.versus or claim.baseline}" if claim.versus or claim.baseline else "",
        "" if claim.origin == "built in" else "your own",
    ]
    return " · ".join(p for p in parts if p)


def _who(claim: Claim) -> Markup:
    source = outside(claim.url, claim.source or claim.url) if claim.source or claim.url else None
    made = f", {claim.made}" if claim.made and claim.made not in claim.source else None
    return join("Claimed by ", claim.claimant or "nobody named", ". Source: " if source else None, source, made, ".")


def _trials(check: Check) -> Markup:
    head = [
        tag("th", name, scope="col")
        for name in ("Held against", "The wording shows", "As claimed?", "Words there", "Words of this call")
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "What the claim was held against", cls="sr"),
            tag("thead", tag("tr", *head)),
            tag("tbody", *_rows(check.trials)),
            cls="trials",
        ),
        cls="scroll",
        tabindex=0,
        role="region",
        aria_label=f"Baselines: {check.claim.text[:80]}",
    )


def _rows(trials: Sequence[Trial]) -> list[Markup]:
    """A row each; neighbours that cannot be compared for one reason share theirs."""
    rows = []
    for why, group in groupby(trials, key=_hindrance):
        if why:
            names = ", ".join(t.event_id or t.baseline for t in group)
            rows.append(tag("tr", tag("th", names, scope="row"), tag("td", f"× {why}", colspan=4, cls="none")))
        else:
            rows += [_trial(t) for t in group]
    return rows


def _hindrance(trial: Trial) -> str:
    """Why a trial of change could not be made, '' where it could."""
    if trial.direction != NOT_COMPARABLE or not trial.event_id or trial.baseline != trial.event_id:
        return ""
    return f"not comparable: {trial.note.removeprefix(f'{trial.event_id}: ') or 'no text'}"


def _trial(trial: Trial) -> Markup:
    agrees = {True: ("✓", "yes"), False: ("✗", "no"), None: ("–", "cannot be said")}[trial.agrees]
    scales = tag("ul", *(tag("li", s) for s in trial.scales), cls="aside") if trial.scales else None
    terms = f"Searched for: {', '.join(trial.searched[:12])}" if trial.searched else ""
    notes = [tag("p", n, cls="aside") for n in (trial.note, terms) if n]
    return tag(
        "tr",
        tag("th", trial.baseline, scope="row"),
        tag("td", tag("b", trial.direction), scales, *notes),
        tag("td", tag("span", agrees[0], cls="sign", aria_hidden="true"), f" {agrees[1]}"),
        tag("td", _quotes(trial.before)),
        tag("td", _quotes(trial.after)),
    )


def _quotes(proofs: Sequence[Proof]) -> Markup | None:
    said = dict.fromkeys((p.scale, p.value, p.quote) for p in proofs)
    items = [
        tag(
            "li",
            tag("span", "“", " ".join(quote.split()), "”", cls="q"),
            tag("span", f" {scale_name(scale)} {value}".replace("-", "−"), cls="aside") if scale in SCALES else None,
        )
        for scale, value, quote in list(said)[:6]
    ]
    return tag("ul", *items) if items else None
