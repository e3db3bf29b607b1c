from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from compare.alignment import align
from compare.gaps import Version, gaps, gravest
from compare.pairing import bead_json, pair_texts
from compare.vectors import vectors

EN = (
    "President Xi met the visitors in the harbour. The two sides should keep the ferry line open. "
    "He said that fishing boats must stay away from the reef. Forty new ships will be built by March."
)
ZH = "习近平在港口会见来宾。双方应保持轮渡航线畅通。他说渔船应当远离礁石。三月以前将建造四十艘新船。"


def _gap(english: str, chinese: str) -> str | None:
    a = Version(english, ((0, len(english)),), "en")
    b = Version(chinese, ((0, len(chinese)),), "zh")
    return gravest(gaps(a, b))


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        ("The ships must leave.", "船只应当离开。", "degree"),
        ("The ships should leave.", "船只应当离开。", None),
        ("They reduced the noise.", "他们消除了噪音。", "degree"),
        ("He understands the matter.", "他重视这件事。", "substantive"),
        ("He values the matter.", "他重视这件事。", None),
        ("They support the motion.", "他们不支持这项动议。", "substantive"),
        ("They bought 20 million tons.", "他们买了2500万吨。", "substantive"),
        ("They bought 25 million tons.", "他们买了2500万吨。", None),
        ("The fleet will surely return.", "船队会回来。", "degree"),
        ("It was praised.", "这件事受到普遍赞扬。", "degree"),
        ("They reached an agreement.", "他们达成了共识。", "degree"),
        ("He will help.", "他愿帮忙。", "degree"),
        ("He is willing to help.", "他愿帮忙。", None),
        ("Because of the fog they stayed.", "他们留下了。", "substantive"),
    ],
)
def test_gap_of_one_statement(english, chinese, expected):
    assert _gap(english, chinese) == expected


def test_a_gap_names_the_words_it_rests_on():
    english, chinese = "The ships must leave the bay.", "船只应当离开海湾。"
    reason = gaps(Version(english, ((0, 29),), "en"), Version(chinese, ((0, 9),), "zh"))[0]
    assert (reason.check, reason.left, reason.right) == ("demand", ("must",), ("应当",))
    assert english[slice(*reason.left_spans[0])] == "must"


def test_pairing_two_versions():
    beads = pair_texts(EN, ZH, "en", "zh")
    assert [(b.left_numbers, b.right_numbers) for b in beads] == [((i,), (i,)) for i in range(4)]
    assert [b.gap for b in beads] == [None, None, "degree", None]
    row = bead_json(beads[2])
    assert row["gap"] == "degree"
    assert EN[slice(*row["left"][0])].startswith("He said")
    assert json.loads(json.dumps(row)) == row


def test_swapping_the_texts_mirrors_the_beads():
    beads = pair_texts(EN, ZH, "en", "zh")
    swapped = pair_texts(ZH, EN, "zh", "en")
    assert {b.mirrored() for b in swapped} == set(beads)


def test_one_sentence_against_two():
    english = "The harbour was closed for a week. This was welcomed by the fishermen."
    chinese = "港口关闭一周，受到渔民欢迎。"
    assert [(b.left_numbers, b.right_numbers) for b in pair_texts(english, chinese, "en", "zh")] == [((0, 1), (0,))]


class _Letters:
    """An encoder that knows sentences by the first letters of their words: alignments without a model."""

    name = "letters"

    def encode(self, texts):
        made = np.zeros((len(texts), 26), dtype=np.float32)
        for row, text in zip(made, texts, strict=True):
            for word in text.lower().split():
                row[ord(word[0]) - 97] += 1
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_another_encoder_fits():
    found = align(["alpha", "beta", "gamma"], ["a", "g"], "en", "en", encoder=_Letters())
    assert [(b.left, b.right) for b in found] == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def test_vectors_are_kept():
    class Kept(dict):
        def cached(self, key):
            return self.get(key)

        def cache(self, key, value):
            self[key] = value

    class Once(_Letters):
        name = "once"
        calls = 0

        def encode(self, texts):
            Once.calls += 1
            return super().encode(texts)

    kept = Kept()
    first = vectors(["abc", "xyz"], Once(), kept)
    assert len(kept) == 2
    assert np.allclose(first, vectors(["abc", "xyz"], Once(), kept))
    assert Once.calls == 1


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", ZH), (EN, "")])
def test_an_empty_text_is_paired_with_nothing(a, b):
    assert all(bead.relation != "paired" and bead.gap is None for bead in pair_texts(a, b, "en", "zh"))


def test_the_same_text_twice_has_no_gap():
    assert {(b.relation, b.gap) for b in pair_texts(EN, EN, "en", "en")} == {("paired", None)}


def test_a_long_text_against_a_short_one_is_bounded():
    long = " ".join(f"Ship number {i} left the harbour of port {i % 97} at noon." for i in range(1500))
    start = time.monotonic()
    beads = pair_texts(long, ZH, "en", "zh")
    assert sum(len(b.left) for b in beads) == 1500
    assert time.monotonic() - start < 60


@pytest.mark.corpus
def test_agreement_with_the_annotated_alignments(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gold = shared / "gold"
    for file in sorted((gold / "alignment" / "A").glob("*.json")):
        pair = json.loads(file.read_text("utf-8"))
        left, right = ((shared / "corpus" / "texts" / f"{pair[k]}.txt").read_text("utf-8") for k in ("en", "zh"))
        rows = [json.dumps(bead_json(b)) for b in pair_texts(left, right, "en", "zh")]
        (tmp_path / f"{file.stem}.jsonl").write_text("\n".join(rows), "utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(str(gold))
    from score_alignment import score  # type: ignore[import-not-found]

    engine = score(gold, tmp_path)["engine"]
    assert engine["links"] >= 0.99
    assert engine["gaps"] >= 0.80
    assert engine["class"] >= 0.80
