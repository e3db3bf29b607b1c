"""A small language for set phrases, compiled to bounded regular expressions.

A pattern is the wording itself, with places of variation marked in it:

    (a|b)     either, and both are the phrase as it is known
    [a]       may stand there or not; both are the phrase as it is known. [a|b] for one of several
    {a|b|c}   a is the phrase as it is known; b or c in its place is an *alteration*. {a|} : a may be missing
    …         nothing, or a few other words: an alteration. …12 allows 12 characters (zh) or words (en, ru)
    a & b     both parts within one sentence; the other order is an alteration
    word~     the word with any ending (en, ru)

Quotation marks do not count, nor does case; hyphens count as blanks, and 、 as ，. A match never crosses the end
of a sentence. Every repetition is bounded, so matching time grows linearly with the text.

>>> phrase("{明确|坚决}反对台独", "zh").find("他坚决反对“台独”。")[0].altered
('“坚决” for “明确”',)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.russian.morph import read_word
from readouts.errors import RuleError

MAX_PATTERN = 200
"""Longest pattern, in characters."""
MAX_INSERTION = 24
"""Most characters (zh) or words (en, ru) that `…` may stand for."""
MAX_PLACES = 8
"""Most places of variation in one pattern."""

_DEFAULT_GAP = {"zh": 6, "en": 4, "ru": 4}
_ORDER_GAP = {"zh": 30, "en": 14, "ru": 14}
_DROPPED = dict.fromkeys(map(ord, '“”"«»「」『』‹›„‟'))
_LEVEL = {
    "zh": {
        **_DROPPED,
        **dict.fromkeys(map(ord, "‘’'＂ \u3000\u00a0")),
        ord("、"): "，",
        ord("﹑"): "，",
        ord(","): "，",
    },
    "en": {**_DROPPED, ord("’"): "'", ord("‘"): "'", **dict.fromkeys(map(ord, "-‐‑–—\u00a0"), " ")},
    "ru": {**_DROPPED, ord("ё"): "е", ord("Ё"): "е", **dict.fromkeys(map(ord, "-‐‑–—\u00a0"), " ")},
}
_STOPS = {"zh": "。！？；\n", "en": ".!?;\n", "ru": ".!?;\n"}
_TOKEN = re.compile(r"\{([^{}\[\]()]*)\}|\[([^{}\[\]()]*)\]|\(([^{}\[\]()]*)\)|…(\d*)|([^{}\[\]()…]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A match ``[start, end)`` in the original text. altered: what differs from the phrase, () when nothing does.

    reworded: whether other words stand in place of the known ones; an insertion or a changed order is not that.
    """

    start: int
    end: int
    altered: tuple[str, ...] = ()
    reworded: bool = False


def level(text: str, language: str) -> str:
    """The text as patterns see it: without quotation marks, in lower case, with hyphens as blanks."""
    low = text.lower()
    return (low if len(low) == len(text) else text).translate(_LEVEL[language])


def _offsets(text: str, language: str) -> list[int]:
    """For each character of the levelled text its place in the original, and the end."""
    table = _LEVEL[language]
    low = text.lower() if len(text.lower()) == len(text) else text
    return [i for i, c in enumerate(low) if table.get(ord(c), c) is not None] + [len(text)]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled pattern. ways: regular expressions to try, each with whether it has the parts in the other order."""

    pattern: str
    language: str
    ways: tuple[tuple[re.Pattern[str], bool], ...]
    canon: tuple[str, ...]

    def find(self, text: str, levelled: str | None = None) -> list[Found]:
        """Every match in the text, in order, without overlaps; the unaltered and longer one wins."""
        plain = level(text, self.language) if levelled is None else levelled
        raw: list[tuple[int, int, tuple[str, ...], bool]] = []
        for regex, turned in self.ways:
            for m in regex.finditer(plain):
                if m.end() > m.start():
                    raw.append((*m.span(), *self._altered(m, turned)))
        if not raw:
            return []
        back = _offsets(text, self.language)
        return best([Found(back[a], back[b - 1] + 1, why, new) for a, b, why, new in raw])

    def _altered(self, match: re.Match[str], turned: bool) -> tuple[tuple[str, ...], bool]:
        why, reworded = [], False
        for name, value in match.groupdict().items():
            value = " ".join((value or "").split()).strip()
            if name[0] == "i":
                if value.strip("，, "):
                    why.append(f"“{value}” added")
                continue
            known = self.canon[int(name[1:])]
            if not re.fullmatch(_words(known, self.language), value) and not self._inflected(value, known):
                plain = known.replace("~", "…")
                why.append(f"“{value}” for “{plain}”" if value else f"“{plain}” left out")
                reworded = True
        return (*why, *(["other order"] if turned else [])), reworded

    def _inflected(self, value: str, known: str) -> bool:
        """Whether a Russian word stands for the known one only because the sentence asks for another case."""
        if self.language != "ru" or "~" in known:
            return False
        a, b = ([read_word(w).lemma for w in words.split()] for words in (value, known))
        return bool(a) and a == b


def best(found: Sequence[Found]) -> list[Found]:
    """Of matches that overlap the best one: unaltered first, then the longest. In text order."""
    chosen: list[Found] = []
    for f in sorted(found, key=lambda f: (bool(f.altered), f.reworded, f.start - f.end, f.start)):
        if all(f.end <= o.start or o.end <= f.start for o in chosen):
            chosen.append(f)
    return sorted(chosen, key=lambda f: f.start)


@lru_cache(maxsize=4096)
def phrase(pattern: str, language: str) -> Phrase:
    """Compile a pattern. language: 'en', 'zh' or 'ru'. Raises RuleError saying what is wrong with it."""
    if language not in _LEVEL:
        raise RuleError(f"set phrases are read in en, zh and ru, not in {language!r}.")
    if len(pattern) > MAX_PATTERN:
        raise RuleError(f"the phrase has {len(pattern)} characters; at most {MAX_PATTERN}.")
    parts = [p.strip() for p in pattern.split("&")]
    if len(parts) > 2 or not all(parts):
        raise RuleError(f"{pattern!r}: `&` joins exactly two parts.")
    canon: list[str] = []
    built = [_part(p, language, canon) for p in parts]
    if len(canon) + sum(p.count("…") for p in parts) > MAX_PLACES:
        raise RuleError(f"{pattern!r}: more than {MAX_PLACES} places of variation.")
    if len(built) == 1:
        orders = [(built[0], False)]
    else:
        gap = _gap(language, _ORDER_GAP[language], "")
        orders = [(built[0] + gap + built[1], False), (built[1] + gap + built[0], True)]
    ways = []
    for regex, turned in orders:
        bounded = regex if language == "zh" else rf"(?<!\w){regex}(?!\w)"
        compiled = re.compile(bounded)
        if compiled.search("") or not re.search(r"\w", level(pattern, language)):
            raise RuleError(f"{pattern!r} could match nothing at all; put the words that must stand outside brackets.")
        ways.append((compiled, turned))
    return Phrase(pattern, language, tuple(ways), tuple(canon))


def _gap(language: str, most: int, name: str) -> str:
    stops = re.escape(_STOPS[language])
    word = f"[^{stops}]" if language == "zh" else rf"[\s,]+[^\s{stops}]+"
    inner = f"(?:{word}){{0,{most}}}?" + ("" if language == "zh" else r"[\s,]*")
    return f"(?P<{name}>{inner})" if name else inner


def _part(pattern: str, language: str, canon: list[str]) -> str:
    """Regular expression of one part; the known words of its `{}` places are added to ``canon``."""
    made, at, insertions = "", 0, len(canon) * 100
    blank = "" if language == "zh" else r"\s*"
    for m in _TOKEN.finditer(pattern):
        if m.start() != at:
            break
        at = m.end()
        braces, square, round_, gap, plain = m.groups()
        if braces is not None:
            options = braces.split("|")
            if not options[0].strip():
                raise RuleError(f"{pattern!r}: the first word in {{}} is the known one and cannot be empty.")
            made += f"(?P<b{len(canon)}>{_either(options, language)})"
            canon.append(" ".join(level(options[0], language).split()))
        elif square is not None:
            made += f"(?:{_either(square.split('|'), language)}{blank})?"
        elif round_ is not None:
            made += f"(?:{_either(round_.split('|'), language)})"
        elif gap is not None:
            most = int(gap) if gap else _DEFAULT_GAP[language]
            if most > MAX_INSERTION:
                raise RuleError(f"{pattern!r}: `…` stands for at most {MAX_INSERTION} characters or words.")
            made += _gap(language, most, f"i{insertions}") + blank
            insertions += 1
        else:
            made += _words(plain, language)
    if at != len(pattern):
        raise RuleError(f"{pattern!r}: a bracket is open or stands inside another one, near {pattern[at : at + 12]!r}.")
    return made


def _either(options: Sequence[str], language: str) -> str:
    # The longer first: an alternative must not end where a longer one goes on.
    return "|".join(sorted((_words(o, language) for o in options), key=len, reverse=True))


def _words(text: str, language: str) -> str:
    plain = level(text, language)
    if language == "zh":
        return re.escape(plain)
    lead = r"\s*" if plain[:1].isspace() else ""
    tail = r"\s*" if plain[-1:].isspace() and plain.strip() else ""
    words = [re.escape(w).replace(r"\~", r"\w{0,10}").replace("~", r"\w{0,10}") for w in plain.split()]
    return lead + r"\s+".join(words) + tail
