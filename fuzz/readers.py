"""Random and adversarial texts through the three readers: no crash, every offset slices back, time grows in line.

    python fuzz/readers.py --count 100000 --seed 1

Every text goes through the English, the Chinese and the Russian reader, whatever language it looks like. The same seed
gives the same texts. Stops at the first failure, printing the text and the seed that make it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from compare.analysis import analyse
from compare.records import Analysis, Context
from readouts.model import Participant

PEOPLE = (
    Participant("Xi", "CN", {"en": "Xi Jinping", "zh": "习近平", "ru": "Си Цзиньпин"}),
    Participant("Putin", "RU", {"en": "Vladimir Putin", "zh": "普京", "ru": "Владимир Путин"}),
    Participant("Trump", "US", {"en": "Donald Trump", "zh": "特朗普", "ru": "Дональд Трамп"}),
)
LANGUAGES = ("en", "zh", "ru")

_WORDS = """
President Xi Putin said stressed that the U.S. must should will not agreed to hope need for of China Russia Taiwan
Strait Hormuz Ukraine trade tariffs nuclear weapons two leaders they he I we our both sides red line play with fire
and , ; : . ! ? … - – — ( ) [ ] “ ” « » ' ’ \" 《 》 （ ） 、 ， 。 ； ： ！ ？ 1. 2) • * ### --- <!-- --> <a> &
习近平 普京 特朗普 指出 强调 表示 两国元首 双方 应 要 必须 不得 希望 务必 愿 将 同意 台湾 经贸 关税 红线 玩火
一是 二是 我 我们 中方 美方 Путин Трамп Си Цзиньпин заявил подчеркнул отметил что стороны должны не может
необходимо готов договорились Тайвань Украина торговля обсуждены В.Путин: С. Лавров т.д. г. 5 мая 2025 года США
России президент красная черта U.S.A. Jr. D.C. a.m. 20 25% $3.5 2026 İ ı ß ﬁ ẞ Ǆ 😀 👨‍👩‍👧
"""
_INVISIBLE = ("\n", "\n\n", "\t", "\u202e", "\u200b", "\u00ad", "\u0301", "\ufeff", "\u2028", "\x00", "\u3000", "\xa0")
WORDS = (*_WORDS.split(), *_INVISIBLE)

SENTENCES = (
    "President Xi stressed that the U.S. side must handle the Taiwan question with prudence.",
    "The two leaders discussed trade, energy (oil and gas), fentanyl and the war in Ukraine, all very positive!",
    "Nothing was said about Iran, and we will meet again in Beijing.",
    "习近平强调，台湾问题是中美关系第一条红线，美方务必慎重处理。",
    "两国元首一致同意：一是加强经贸合作；二是推动乌克兰危机政治解决。",
    "Владимир Путин подчеркнул, что стороны должны продолжить контакты по Украине.",
    "Лидеры обсудили торговлю, энергетику и ситуацию вокруг Ирана; условлено о новых встречах.",
)
"""Sentences of our own, to be cut up and joined."""

REPEATED = (
    *("President Biden said that the U.S. must act. ", "a", "(", "«", "《", "\n", "U.S. ", "must ", "hope that the "),
    *("Xi ", "and ", "the two leaders and ", "1. ", ", and trade", "!!! ", "<a ", "<!-- ", "一是", "应", "和", "、"),
    *("，", "中美关系", "台湾", "习近平指出，", "должны ", "Путин и ", "что ", "т.д. ", "В.Путин: ", "\u0301", "😀"),
    *("\u3000", "“", "'", "trade, "),
)
"""What the growth of time is measured on, repeated."""


def texts(count: int, seed: int) -> Iterator[str]:
    """So many texts of all kinds, the same for the same seed."""
    chance = random.Random(seed)
    kinds = (_characters, _soup, _soup, _cut, _script, _nested)
    for _ in range(count):
        yield chance.choice(kinds)(chance)


def _characters(chance: random.Random) -> str:
    """Any code points but surrogates, which no stored text can hold."""
    ranges = ((0, 0x2FF), (0x300, 0x36F), (0x370, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF))
    return "".join(chr(chance.randint(*chance.choice(ranges))) for _ in range(chance.randrange(120)))


def _soup(chance: random.Random) -> str:
    """Words and marks of the rules in no order."""
    return chance.choice((" ", "", " ")).join(chance.choice(WORDS) for _ in range(chance.randrange(50)))


def _cut(chance: random.Random) -> str:
    """Real-looking sentences with pieces taken out, doubled, swapped or put in capitals."""
    text = " ".join(chance.choice(SENTENCES) for _ in range(chance.randint(1, 3)))
    for _ in range(chance.randrange(6)):
        a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        text = chance.choice((text[:a] + text[b:], text[:b] + text[a:], text[a:] + text[:a], text.upper()))[:600]
    return text


def _script(chance: random.Random) -> str:
    """One script, with blanks and marks between."""
    low, high = chance.choice(((0x20, 0x7E), (0x400, 0x4FF), (0x4E00, 0x9FFF), (0x600, 0x6FF), (0x3040, 0x30FF)))
    marks = " \n.,!?;:()“”《》，。；"
    return "".join(
        chance.choice(marks) if chance.random() < 0.2 else chr(chance.randint(low, high))
        for _ in range(chance.randrange(120))
    )


def _nested(chance: random.Random) -> str:
    """One mark or word many times over, and brackets that never close."""
    return chance.choice(REPEATED) * chance.randrange(40) + "".join(chance.choices("([{“«《<", k=chance.randrange(20)))


def contexts(language: str) -> tuple[Context, ...]:
    """Contexts a text is read in: two leaders known, an author's post, and nothing known."""
    return (
        Context(language, "CN", PEOPLE[:2]),
        Context(language, "US", (PEOPLE[2], PEOPLE[0]), "Trump"),
        Context(language),
    )


def check(text: str, found: Analysis) -> None:
    """Raise AssertionError where a span does not give its words back or lies outside the text."""
    for s in found.statements:
        assert text[s.start : s.end] == s.text, "a statement is not its slice"
        assert s.words >= 0
        assert -2 <= s.tone.warmth <= 2, "warmth out of range"
        assert 0 <= s.tone.warning <= 3, "warning out of range"
        assert all(s.start <= a < b <= s.end for a, b in s.own), "an own span leaves its statement"
        for e in (*s.evidence, *s.tone.evidence):
            assert text[e.start : e.end] == e.quote, f"evidence {e.rule} is not its slice"
        for scale in (s.tone.obligation, s.tone.commitment):
            assert scale is None or scale.quote in text, "a quotation is not in the text"
    assert all(0 <= a <= b <= len(text) for a, b, _ in found.furniture), "furniture lies outside the text"


def growth(unit: str, language: str, size: int) -> tuple[float, float]:
    """Seconds of the processor for a text of `size` characters made of one unit, and for one four times as long."""
    taken = []
    for length in (size, 4 * size):
        text = (unit * (length // len(unit) + 1))[:length]
        runs = []
        for _ in range(2):
            start = time.process_time()
            check(text, analyse(text, contexts(language)[0]))
            runs.append(time.process_time() - start)
        taken.append(min(runs))
    return taken[0], taken[1]


def in_line(short: float, long: float) -> bool:
    """Whether four times the text took no more than some eight times as long; half a second is never too long."""
    return long < 0.5 or long < 8 * max(short, 0.01)


def run(count: int, seed: int) -> int:
    """Read so many texts in every language; the number of readings. Raises AssertionError at the first failure."""
    readings = 0
    for number, text in enumerate(texts(count, seed)):
        for language in LANGUAGES:
            context = contexts(language)[number % 3]
            try:
                check(text, analyse(text, context))
            except Exception as error:
                raise AssertionError(
                    f"text {number} of seed {seed}, {language}: {type(error).__name__}: {error}\n{text!r}"
                ) from error
            readings += 1
    return readings


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=100_000, help="number of texts, each read in three languages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=10_000, help="characters of the shorter text growth is measured on")
    args = parser.parse_args()
    for language in LANGUAGES:
        slow = [(u, *t) for u in REPEATED if not in_line(*(t := growth(u, language, args.size)))]
        print(f"{language}: {len(REPEATED)} repeated texts, {len(slow)} out of line {slow or ''}".rstrip())
        if slow:
            raise SystemExit(1)
    start = time.process_time()
    readings = run(args.count, args.seed)
    print(f"{args.count} texts, {readings} readings, no failure; {time.process_time() - start:.0f} s of processor time")


if __name__ == "__main__":
    main()
