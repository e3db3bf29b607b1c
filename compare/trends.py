"""Many readouts: how often a leader speaks of what, in which tone, and which words set two groups of texts apart.

Statistics need many texts. Keyness is refused on a handful, with the reason; every figure comes with its counts
and with what it was divided by.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compare.timeline import Line, Survey, calls
from compare.topics import topics
from compare.wording import tokens
from readouts.errors import InputError

PERIODS = ("month", "quarter", "year")
MIN_TEXTS = 5
"""Fewest texts in a group for keyness (ours): below, one text's habit passes for a group's."""
MIN_WORDS = 1000
"""Fewest words in a group for keyness (ours)."""
PRIOR_WORDS = 500.0
"""Weight of the prior, in words: the pooled vocabulary counts as much as this many words of each group (ours)."""
NOTABLE_Z = 1.96
"""|z| from which a word is called notable; with many words some pass by chance."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A leader and a topic in one period.

    texts: publications of the period (the denominator of ``share``). mentioning: those that mention the topic.
    statements: number on the topic (the denominator of the means). Means are NaN where there is none.
    demands, warnings: statements with a demand on the other side, with a warning.
    """

    side: str
    speaker: str
    topic: str
    period: str
    texts: int
    mentioning: int
    share: float
    statements: int
    warmth_mean: float
    demands: int
    demand_mean: float
    warnings: int
    warning_mean: float


@dataclass(frozen=True, slots=True)
class Key:
    """A word and how it sets two groups apart.

    count_a, count_b: occurrences; texts_a, texts_b: texts that have it. per_10k_a, per_10k_b: per 10,000 words.
    log_ratio: base-2 logarithm of the ratio of relative frequencies (Hardie 2014; 1 = twice as frequent in a), 0.5
    standing in for a count of 0. log_odds, z: log-odds ratio with informative Dirichlet prior and its z-score
    (Monroe, Colaresi and Quinn 2008, Political Analysis 16: 372–403).
    """

    word: str
    count_a: int
    count_b: int
    texts_a: int
    texts_b: int
    per_10k_a: float
    per_10k_b: float
    log_ratio: float
    log_odds: float
    z: float


@dataclass(frozen=True, slots=True)
class Keyness:
    """Words that set group a apart (z > 0) and group b (z < 0), strongest first, with the sizes divided by."""

    label_a: str
    label_b: str
    texts_a: int
    texts_b: int
    words_a: int
    words_b: int
    keys: tuple[Key, ...]

    def sentence(self) -> str:
        """What the figures were divided by."""
        return (
            f"{self.label_a}: {self.texts_a} texts, {self.words_a:,} words; "
            f"{self.label_b}: {self.texts_b} texts, {self.words_b:,} words. "
            "Counts are per group; rates per 10,000 words."
        )


def period_of(day: date, period: str) -> str:
    """'2026-02', '2026-Q1' or '2026'. Raises InputError for an unknown period."""
    if period == "month":
        return f"{day:%Y-%m}"
    if period == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if period == "year":
        return f"{day.year}"
    raise InputError(f"There is no period {period!r}; use {', '.join(PERIODS)}.")


def trends(
    survey: Survey,
    *,
    side: str,
    speaker: str = "",
    topic_ids: Iterable[str] = (),
    period: str = "year",
    language: str = "",
) -> tuple[Trend, ...]:
    """Per period and topic: how many texts and statements, in which tone. Periods without a text are left out.

    Only official texts in one language count: the side's original one, or ``language``. side: of the publisher.
    speaker: short name, '' for anybody in its texts. topic_ids: all topics when empty.
    Raises InputError for an unknown period or topic.
    """
    known = [t.id for t in topics()]
    wanted = list(topic_ids) or known
    if wrong := [t for t in wanted if t not in known]:
        raise InputError(f"There is no topic {wrong[0]!r}. Topics: {', '.join(known)}.")
    by_period: dict[str, list[Line]] = defaultdict(list)
    for call in calls(survey, side, language=language):
        if not call.reason:
            by_period[period_of(call.event.date, period)] += call.lines
    result = []
    for name in sorted(by_period):
        lines = by_period[name]
        sums: dict[str, list[int]] = {t: [0] * 7 for t in wanted}
        for line in lines:
            seen = set()
            for s in line.extract.sayings:
                if speaker and s.speaker != speaker:
                    continue
                for t in s.topics:
                    if (x := sums.get(t)) is None:
                        continue
                    demand = s.obligation if s.holder == "other" else 0
                    x[1] += 1
                    x[2] += s.warmth
                    x[3] += bool(demand)
                    x[4] += demand
                    x[5] += bool(s.warning)
                    x[6] += s.warning
                    seen.add(t)
            for t in seen:
                sums[t][0] += 1
        for t in wanted:
            mentioning, n, warmth, demands, demand, warnings, warning = sums[t]
            result.append(
                Trend(
                    side,
                    speaker,
                    t,
                    name,
                    len(lines),
                    mentioning,
                    mentioning / len(lines),
                    n,
                    _mean(warmth, n),
                    demands,
                    _mean(demand, n),
                    warnings,
                    _mean(warning, n),
                )
            )
    return tuple(result)


def _mean(total: int, n: int) -> float:
    return total / n if n else math.nan


def keyness(
    group_a: Sequence[str],
    group_b: Sequence[str],
    language: str,
    *,
    labels: tuple[str, str] = ("a", "b"),
    minimum: int = 5,
    limit: int = 200,
) -> Keyness:
    """Words that set two groups of texts apart.

    group_a, group_b: texts of one language. minimum: fewest occurrences in both groups together. Swapping the
    groups mirrors the result. Raises InputError where a group has fewer than MIN_TEXTS texts or MIN_WORDS words.
    """
    counts, spread = [], []
    for texts in (group_a, group_b):
        count: Counter[str] = Counter()
        spread_of: Counter[str] = Counter()
        for text in texts:
            words = [t.norm for t in tokens(text, language) if any(c.isalpha() for c in t.norm)]
            count.update(words)
            spread_of.update(set(words))
        counts.append(count)
        spread.append(spread_of)
    a, b = counts
    n_a, n_b = a.total(), b.total()
    for name, texts, n in ((labels[0], group_a, n_a), (labels[1], group_b, n_b)):
        if len(texts) < MIN_TEXTS or n < MIN_WORDS:
            raise InputError(
                f"Keyness is refused: {name} has {len(texts)} texts with {n:,} words, and it takes at least "
                f"{MIN_TEXTS} texts and {MIN_WORDS:,} words in each group. On a single pair six uses against none "
                "are not significant; read the words side by side instead."
            )
    pooled = a + b
    total = n_a + n_b
    keys = []
    for word, uses in pooled.items():
        if uses >= minimum:
            prior = PRIOR_WORDS * uses / total
            keys.append(_key(word, a[word], b[word], n_a, n_b, spread[0][word], spread[1][word], prior))
    keys.sort(key=lambda k: (-abs(k.z), k.word))
    return Keyness(*labels, len(group_a), len(group_b), n_a, n_b, tuple(keys[:limit]))


def _key(word: str, y_a: int, y_b: int, n_a: int, n_b: int, texts_a: int, texts_b: int, prior: float) -> Key:
    odds_a = math.log((y_a + prior) / (n_a + PRIOR_WORDS - y_a - prior))
    odds_b = math.log((y_b + prior) / (n_b + PRIOR_WORDS - y_b - prior))
    delta = odds_a - odds_b
    spread = math.sqrt(1 / (y_a + prior) + 1 / (y_b + prior))
    ratio = math.log2(((y_a or 0.5) / n_a) / ((y_b or 0.5) / n_b))
    return Key(
        word,
        y_a,
        y_b,
        texts_a,
        texts_b,
        round(10_000 * y_a / n_a, 3),
        round(10_000 * y_b / n_b, 3),
        round(ratio, 3),
        round(delta, 4),
        round(delta / spread, 3),
    )
