"""Why a statement was read as it was: the rules that fired on its words, and those that were kept from firing."""

from __future__ import annotations

from rich.console import Group
from rich.table import Table
from rich.text import Text

from compare import lexicon
from compare.records import Evidence, Statement

_STYLE = {
    "topic": "cyan",
    "speaker": "magenta",
    "warmth": "green",
    "obligation": "yellow",
    "commitment": "blue",
    "warning": "red",
}


def glosses(language: str) -> dict[str, str]:
    """Rule id → gloss, for every lexicon entry of a language."""
    return {e.id: e.gloss for layer in lexicon.LAYERS for e in lexicon.load(layer, language).entries}


def explain_statement(statement: Statement, language: str = "") -> Group:
    """A statement with its words marked, its values, and a table of the rules behind and beside them."""
    evidence = [*statement.evidence, *statement.tone.evidence]
    words = Text(statement.text)
    for e in evidence:
        # An item of a list may rest on words before it, which are named in the table but not marked here.
        start, end = max(e.start, statement.start), min(e.end, statement.end)
        if not e.blocked and start < end:
            words.stylize(f"bold {_STYLE.get(e.layer, 'white')}", start - statement.start, end - statement.start)
    meaning = glosses(language) if language else {}
    grid = Table(show_edge=False, pad_edge=False)
    for column in ("Layer", "Value", "Words", "Rule", "Counted?"):
        grid.add_column(column, overflow="fold")
    for e in sorted(evidence, key=lambda e: (e.layer, bool(e.blocked), e.start)):
        grid.add_row(
            Text(e.layer, style=_STYLE.get(e.layer, "")),
            Text(_value(e)),
            Text(e.quote or "—"),
            Text(e.rule + (f" ({meaning[e.rule]})" if meaning.get(e.rule) else "")),
            Text(f"no: {e.blocked}", style="dim") if e.blocked else Text("yes"),
        )
    return Group(
        Text(f"\n{statement.index}. {_values(statement)}", style="bold"), words, grid if evidence else Text("")
    )


def _value(e: Evidence) -> str:
    return f"{e.value:+d}" if e.layer == "warmth" and isinstance(e.value, int) else str(e.value)


def _values(s: Statement) -> str:
    parts = [f"speaker {s.speaker}", "topics " + (", ".join(s.topics) or "none")]
    if s.negated:
        parts.append("said not discussed: " + ", ".join(s.negated))
    parts.append(f"warmth {s.tone.warmth:+d}" if s.tone.warmth else "warmth 0")
    if s.tone.obligation:
        parts.append(f"obligation {s.tone.obligation.level} ({s.tone.obligation.holder})")
    if s.tone.commitment:
        parts.append(f"commitment {s.tone.commitment.level} ({s.tone.commitment.actor})")
    if s.tone.warning:
        parts.append(f"warning {s.tone.warning}")
    return " · ".join(parts)
