"""Every entry of every lexicon says what it matches: its examples are run."""

import pytest

from compare import lexicon
from compare.lexicon import Entry
from compare.matching import find
from compare.russian.morph import lemma_view, tokens
from compare.topics import topics

LANGUAGES = ("en", "zh", "ru")
ENTRIES = [e for layer in lexicon.LAYERS for language in LANGUAGES for e in lexicon.load(layer, language).entries]


def hit(entry: Entry, sentence: str) -> bool:
    """Whether the entry counts in a sentence, its own conditions included."""
    view = lemma_view(tokens(sentence)) if entry.on == "lemma" else None
    return any(not m.blocked for m in find([entry], sentence, 0, len(sentence), lemmas=view))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.language}:{e.layer}:{e.id}")
def test_examples(entry: Entry) -> None:
    assert entry.gloss
    assert entry.yes, "an entry needs an example it matches"
    assert entry.no, "an entry needs an example it does not match"
    assert all(hit(entry, sentence) for sentence in entry.yes)
    assert not any(hit(entry, sentence) for sentence in entry.no)


def test_ids_are_unique_within_a_language() -> None:
    for language in LANGUAGES:
        ids = [e.id for e in ENTRIES if e.language == language]
        assert len(ids) == len(set(ids))


def test_topics_are_known() -> None:
    known = {t.id for t in topics()}
    assert {e.topic for e in ENTRIES if e.layer == "topics"} <= known
