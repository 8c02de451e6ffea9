"""Two wordings that may be one indicator: the doubtful links of the catalogue that nobody has decided."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.indicator_catalogue import Catalogue, Indicator
from pipeline.indicator_catalogue import Doubt as Link
from pipeline.indicator_source import read_catalogue
from pipeline.review.queue.needs import Doubt, Wanted
from pipeline.review.reasons import Need
from schemas.sqlite import Database


def wordings(db: Database, wanted: Wanted) -> Iterator[Doubt]:
    """Yield the doubtful links, the most alike first; ``chidao review link`` decides one."""
    catalogue = read_catalogue(db)
    entries = {entry.code: entry for entry in catalogue.indicators}
    for link in open_links(catalogue):
        one, other = entries[link.one], entries[link.other]
        if not _is_about(one, wanted) and _is_about(other, wanted):
            one, other = other, one
        yield _doubt(link, one, other)


def open_links(catalogue: Catalogue) -> Iterator[Link]:
    """The links to decide; of one thing that a document sets many times, one for all."""
    keys = {entry.code: entry.key for entry in catalogue.indicators}
    seen = set()
    for link in catalogue.doubts:
        pair = frozenset((keys[link.one], keys[link.other]))
        if pair not in seen:
            seen.add(pair)
            yield link


def _is_about(entry: Indicator, wanted: Wanted) -> bool:
    return wanted.every or any(point.document in wanted.documents for point in entry.points)


def _doubt(link: Link, one: Indicator, other: Indicator) -> Doubt:
    point, its = one.points[0], other.points[0]
    why = f"{link.link.score:g}: {link.link.reason}; chidao review link {one.code} {other.code} same|different"
    documents = tuple(dict.fromkeys(point.document for entry in (one, other) for point in entry.points))
    return Doubt(
        Need.WORDINGS, point.document, "targets", point.path, why, one.name, point.target,
        f"{its.document} {its.path}: {other.name}", degree=-link.link.score, others=documents,
    )  # fmt: skip
