"""Is a new text here already? The same text, a new revision of a known publication, or one much like another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Indel, Opcodes
from rapidfuzz.distance.LCSseq import opcodes

from readouts.errors import InputError
from readouts.library import Library
from readouts.model import Fidelity, Readout, Revision, normalise_text, text_sha256
from readouts.sources.publishers import publication_key

NEAR = 0.6
"""Share of words two texts have in common from which they are taken for versions of one."""
MAX_SHOWN = 12
MAX_COMPARED = 10_000
"""Words compared of each text."""
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*(?=\S)|\n+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A publication of the library that a new text repeats.

    relation: 'same' (this very text), 'revision' (same publication, other text) or 'near' (another publication
    with much the same words, such as a repost). likeness: 0–1. added, removed: sentences that differ, new ones and
    old ones, at most MAX_SHOWN each.
    """

    readout: Readout
    revision: Revision
    relation: str
    likeness: float
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def find_duplicates(
    library: Library, text: str, *, url: str = "", event_id: str = "", side: str = "", language: str = ""
) -> tuple[Duplicate, ...]:
    """What of the library a text repeats, the likest first.

    Looked for by the text itself, by its publication (``tYYYYMMDD_id`` on whatever host), and among the texts of
    the same event, side and language.
    """
    text = normalise_text(text)
    sha256 = text_sha256(text)
    key = publication_key(url)
    known: dict[str, Readout] = {r.id: r for r in library.find(sha256=sha256, url_part=_part(key))}
    if event_id:
        known |= {r.id: r for r in library.readouts(event_id) if r.side == side and r.language == language}
    found: list[Duplicate] = []
    for readout in known.values():
        same_publication = bool(key) and key in {publication_key(u) for u in _addresses(readout)}
        if (duplicate := _compared(readout, text, sha256, language, same_publication)) is not None:
            found.append(duplicate)
    order = {"same": 0, "revision": 1, "near": 2}
    return tuple(sorted(found, key=lambda d: (order[d.relation], -d.likeness)))


def _part(key: str) -> str:
    return key.partition(":")[2] if ":t" in key else key.partition("?")[0].rpartition("/")[2] if key else ""


def _addresses(readout: Readout) -> Iterable[str]:
    return [u for u in (readout.url, *(r.source_url for r in readout.revisions)) if u]


def _compared(readout: Readout, text: str, sha256: str, language: str, same_publication: bool) -> Duplicate | None:
    texts = [r for r in readout.revisions if r.fidelity is not Fidelity.DIGEST]
    for revision in texts:
        if revision.sha256 == sha256:
            return Duplicate(readout, revision, "same", 1.0)
    latest = texts[-1] if texts else None
    if latest is None or latest.language != language:
        return None
    like = likeness(latest.text, text)
    if like < NEAR and not same_publication:
        return None
    added, removed = difference(latest.text, text)
    if not added and not removed:
        return Duplicate(readout, latest, "same", like)
    return Duplicate(readout, latest, "revision" if same_publication else "near", like, added, removed)


def likeness(old: str, new: str) -> float:
    """The share of words (in Chinese, of characters) two texts have in common in the same order, 0–1."""
    a, b = (_WORD.findall(text.lower())[:MAX_COMPARED] for text in (old, new))
    return round(Indel.normalized_similarity(a, b), 4)


def check_version(readout: Readout, text: str, language: str) -> None:
    """Raise InputError where a text can hardly be a version of a publication that nobody named.

    Texts of two calls have at most 0.27 in common in the archive, and two publications of one call may well have half;
    a silently edited page has most of its words still.
    """
    kept = [r for r in readout.revisions if r.language == language and not r.fidelity.indicative]
    if kept and (like := max(likeness(r.text, text) for r in kept)) < NEAR:
        raise InputError(
            f"This differs much from the text kept as {readout.id} ({readout.publisher}): {like:.0%} of the words are "
            "the same. If it is another publication, name its publisher (--publisher); if it is a new version of that "
            f"one, name that publisher: --publisher {readout.publisher!r}."
        )


def difference(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences only in the new text, and sentences only in the old one; space and quotation marks aside."""
    a, b = _sentences(old), _sentences(new)
    codes: Opcodes = opcodes([_plain(s) for s in a], [_plain(s) for s in b])
    removed = [s for code in codes if code.tag != "equal" for s in a[code.src_start : code.src_end]]
    added = [s for code in codes if code.tag != "equal" for s in b[code.dest_start : code.dest_end]]
    return tuple(added[:MAX_SHOWN]), tuple(removed[:MAX_SHOWN])


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE.split(text) if s.strip()]


def _plain(sentence: str) -> str:
    straight = sentence.translate(str.maketrans("“”‘’«»", '""\'\'""'))
    return "".join(straight.split())
