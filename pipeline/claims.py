"""Claims: what each mention, and each document's own header, says of the instrument that it means.

A claim is a mention with its number taken apart, its system and its home known. The document itself makes a
claim too, so that a citation and the document that it means meet in one bucket.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.instruments import Home, Number, parse_number, system_of


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the database. ``earliest`` and ``latest`` bound the day of issue of one without a date."""

    id: str
    type: str | None = None
    number: str | None = None
    date: str | None = None
    title: str | None = None
    issuers: tuple[str, ...] = ()
    place: str | None = None
    period: tuple[str | None, str | None] = (None, None)
    earliest: str | None = None
    latest: str | None = None

    @property
    def home(self) -> Home:
        """Place and issuers, which complete the short names in it."""
        return Home(self.place, self.issuers)

    @property
    def last_day(self) -> str | None:
        """The last day on which it can have been issued."""
        return self.date if self.date and len(self.date) == len("2024-01-31") else self.latest


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of an instrument in a document, with the fields of the record."""

    document: str
    id: str
    type: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    relation: str = "cites"
    quote: str = ""
    start: int = 0
    end: int = 0
    before_next: str = ""  # the words between it and the next mention


@dataclass(eq=False, slots=True)
class Claim:
    """A mention (or a document, then ``citation`` is None) on its way to an instrument."""

    source: Source
    citation: Citation | None
    type: str
    number: Number | None
    printed: str | None
    system: str | None
    date: str | None
    issuer: str | None
    title: str | None
    links: list[str] = field(default_factory=list)  # keys of the groups it may belong to
    reason: str = ""
    alias: str = ""  # why it has a number that is not printed

    @property
    def day(self) -> str | None:
        """The date, if it is known to the day."""
        return self.date if self.date and len(self.date) == len("2024-01-31") and self.date[0] != "-" else None


def claim_of(citation: Citation, source: Source) -> Claim:
    """The claim of a mention."""
    number = _parsed(citation.number, citation.type) if citation.number else None
    system = _system(number, citation.issuer, source.place, source.issuers) if number else None
    return Claim(
        source, citation, citation.type, number, citation.number, system, citation.date, citation.issuer, citation.title
    )


def claim_of_document(source: Source) -> Claim | None:
    """The claim of a document to be the instrument that its header names; None without a number."""
    number = _parsed(source.number, source.type or "") if source.number else None
    if number is None:
        return None
    issuer = " và ".join(source.issuers) or None
    system = _system(number, issuer, source.place, source.issuers)
    return Claim(source, None, source.type or "", number, source.number, system, source.date, issuer, source.title)


def renumbered(claim: Claim, number: str, date: str, issuer: str, why: str) -> None:
    """Give a claim the number that a table knows for its name."""
    claim.number = _parsed(number, claim.type)
    claim.printed, claim.date, claim.alias = number, date, why
    if claim.number is not None:
        claim.system = _system(claim.number, issuer, None, ())


@lru_cache(maxsize=100_000)
def _parsed(number: str, type_word: str) -> Number | None:
    return parse_number(number, type_word)


@lru_cache(maxsize=100_000)
def _system(number: Number, issuer: str | None, place: str | None, issuers: tuple[str, ...]) -> str | None:
    return system_of(number, issuer, Home(place, issuers))
