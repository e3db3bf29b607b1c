"""Official pages fetched again: what was edited since is kept as a new revision, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from readouts.duplicates import difference, likeness
from readouts.errors import FetchError, ReadoutsError
from readouts.fetch import Fetcher
from readouts.intake import draft_from_url
from readouts.library import Library
from readouts.model import Fidelity, Readout, Revision
from readouts.sources.publishers import site_for

OTHER_PAGE = 0.4
"""Below this likeness to the text held, a page does not hold the text any more: it moved, or shows an error."""

Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class CheckItem:
    """What checking one publication gave.

    state: 'unchanged', 'edited' (a new revision was kept), 'new' (its first official text), 'gone' (the page holds
    another text now; nothing was kept), 'failed' (not fetched) or 'skipped' (no address that answers programs).
    old, new: the revisions to compare, of an edited one. added, removed: sentences only in the new or the old text.
    """

    event_id: str
    readout_id: str
    url: str
    state: str
    reason: str = ""
    old: Revision | None = None
    new: Revision | None = None
    likeness: float = 1.0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What checking gave, the largest changes first, then what failed."""

    items: tuple[CheckItem, ...]

    def count(self, state: str) -> int:
        """How many publications are in a state."""
        return sum(item.state == state for item in self.items)


_ORDER = {state: place for place, state in enumerate(("edited", "new", "gone", "failed", "skipped", "unchanged"))}


def check(
    library: Library, event_ids: Iterable[str] = (), *, fetcher: Fetcher, progress: Progress | None = None
) -> CheckReport:
    """Fetch the official addresses of publications again and keep what was edited as new revisions.

    event_ids: events to check, all where none are given. The bytes fetched are kept with their sha256 and time.
    A difference of nothing but white space and quotation marks is none. Raises InputError for an unknown event,
    LibraryError when nothing can be written; a page that fails costs only itself.
    """
    wanted = list(event_ids)
    readouts = [r for e in wanted for r in library.readouts(e)] if wanted else library.readouts()
    items: list[CheckItem] = []
    for done, readout in enumerate(readouts):
        if progress:
            progress(done, len(readouts), readout.id)
        items.append(_check_one(library, readout, fetcher))
    return CheckReport(tuple(sorted(items, key=lambda i: (_ORDER[i.state], i.likeness))))


def _check_one(library: Library, readout: Readout, fetcher: Fetcher) -> CheckItem:
    def said(state: str, reason: str = "") -> CheckItem:
        return CheckItem(readout.event_id, readout.id, readout.url, state, reason)

    site = site_for(readout.url)
    if not readout.url.startswith(("http://", "https://")):
        return said("skipped", "it has no official address")
    if site is not None and site.refuses and site.name != "truthsocial":
        return said("skipped", site.refuses)
    old = next((r for r in reversed(readout.revisions) if not r.fidelity.indicative), None)
    try:
        draft = draft_from_url(readout.url, fetcher)
    except ReadoutsError as error:
        return said("failed" if isinstance(error, FetchError) else "gone", str(error))
    if draft.language.value != readout.language:
        return said("gone", f"the page is not in {readout.language} now")
    if old is not None:
        like = likeness(old.text, draft.text)
        if like < OTHER_PAGE:
            return said("gone", f"the page holds another text now: {like:.0%} of it is what is held")
        added, removed = difference(old.text, draft.text)
        if not added and not removed:
            return said("unchanged")
    result = library.add(
        event_id=readout.event_id,
        side=readout.side,
        publisher=readout.publisher,
        kind=readout.kind,
        language=readout.language,
        text=draft.text,
        text_language=readout.language,
        fidelity=old.fidelity if old is not None else draft.fidelity.value,
        title=readout.title or draft.title.value,
        url=readout.url,
        published_at=readout.published_at or draft.published.value.at,
        published_text=readout.published_text or draft.published.value.text,
        source_url=draft.source_url,
        source_sha256=draft.source_sha256,
        raw=draft.raw,
        retrieved_at=draft.retrieved_at,
        note="found edited when its address was checked" if old is not None else "",
        readout_id=readout.id,
        live=True,
    )
    if result.outcome == "unchanged":
        return said("unchanged")
    if old is None or old.fidelity is Fidelity.DIGEST:
        return CheckItem(readout.event_id, readout.id, readout.url, "new", new=result.revision)
    return CheckItem(
        readout.event_id, readout.id, readout.url, "edited", "", old, result.revision, like, added, removed
    )
