"""The resolver: which instrument each mention of a database means, or which it may mean, and why.

Mentions with a number, with a name that has one, and the documents' own headers meet by number; the other names
meet by their words; what is left of them is compared with the titles of documents of the same type and issuer.
The answer to a mention is one instrument, several candidates, or nothing, always with a reason, and never a chain
of guesses: nothing that was only a candidate decides another mention. Time grows with the number of mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.fold import fold, lower
from extractors.type_words import by_code
from pipeline.claims import Citation, Claim, Source, claim_of, claim_of_document
from pipeline.instrument_names import name_words, years
from pipeline.instruments import akn_id, organ_slug
from pipeline.law_editions import choose
from pipeline.resolve_names import apply_adoptions, apply_tables, edition_key, parties, resolve_names, subject_words
from pipeline.resolve_numbers import Group, resolve_numbers

MAX_TITLES = 200  # documents of one type and issuer whose titles are compared with a name
ENOUGH = 0.8  # of the words of the shorter one
MIN_WORDS = 4
Titled = tuple[Source, frozenset[str], frozenset[str]]  # a document, the words and the years of its title


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument. ``id`` is the canonical id where the date is known, else a key of the same parts."""

    id: str
    akn: str | None
    type: str
    number: str | None
    date: str | None
    system: str | None
    title: str | None
    document: str | None  # the document of the database that it is
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention means: ``one`` instrument, ``candidates``, or ``unknown`` (then there is none)."""

    document: str
    citation: str
    status: str
    instruments: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The instruments of a database and what each mention means."""

    instruments: dict[str, Instrument]
    links: tuple[Link, ...]
    claims: tuple[Claim, ...]


def resolve(sources: Sequence[Source], citations: Iterable[Citation]) -> Resolution:
    """Resolve all mentions of some documents.

    >>> plan = Source("a", "kế hoạch", "120/KH-TLĐ", "2021-07-05", issuers=("Tổng Liên đoàn Lao động Việt Nam",))
    >>> cited = Citation("b", "1", "kế hoạch", "120/KH - TLĐ", "2021-07-05")
    >>> found = resolve([plan, Source("b")], [cited])
    >>> found.links[0].instruments == ("/akn/vn/doc/ke-hoach/tong-lien-doan-lao-dong/2021-07-05/120-kh-tld",)
    True
    >>> found.instruments[found.links[0].instruments[0]].document
    'a'
    """
    known = {source.id: source for source in sources}
    claims = [claim_of(citation, known[citation.document]) for citation in citations]
    own = [claim for source in sources if (claim := claim_of_document(source)) is not None]
    apply_tables(claims)
    for together in _by_document(claims).values():
        apply_adoptions(together)
    groups = resolve_numbers([*own, *claims])
    numbered = [claim for claim in claims if claim.number is not None]
    _link_titles(claims, sources, {claim.source.id: claim for claim in own}, groups)
    groups |= resolve_names(claims, numbered)
    _add_editions(claims, groups)
    names = {key: _instrument(group) for key, group in groups.items() if group.claims}
    instruments = _unique(names)
    links = tuple(_link(claim, names) for claim in claims)
    return Resolution(instruments, links, tuple(claims))


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.source.id].append(claim)
    for together in found.values():
        together.sort(key=lambda claim: claim.citation.start if claim.citation else 0)
    return found


def _link_titles(
    claims: list[Claim], sources: Sequence[Source], own: dict[str, Claim], groups: dict[str, Group]
) -> None:
    """Link names to the documents that bear them: same type, same issuers, the words of the title, not later."""
    shelf: dict[tuple[str, frozenset[str]], list[Titled]] = defaultdict(list)
    for source in sources:
        if source.type and source.title:
            titled = (source, frozenset(name_words(source.title)), years(source.title))
            shelf[(source.type, frozenset(map(fold, source.issuers)))].append(titled)
    for claim in claims:
        if claim.number is not None or claim.links or claim.reason or not claim.title:
            continue
        issuers = parties(claim) if claim.issuer else frozenset(map(fold, claim.source.issuers))
        near = shelf.get((claim.type, issuers), [])[-MAX_TITLES:]
        fitting = list(_titled(claim, near))
        if len(fitting) == 1:
            _join_document(claim, fitting[0], own, groups)
        elif fitting:
            for source in fitting:
                _join_document(claim, source, own, groups, alone=False)


def _join_document(
    claim: Claim, source: Source, own: dict[str, Claim], groups: dict[str, Group], *, alone: bool = True
) -> None:
    numbered = own.get(source.id)
    key = numbered.links[0] if numbered and len(numbered.links) == 1 else f"document/{source.id}"
    if key not in groups:
        groups[key] = Group(key)
        header = Claim(source, None, source.type or "", None, source.number, None, source.date, None, source.title)
        groups[key].add(header, "document")
    if alone:
        groups[key].add(claim, "title_of_document")
    else:
        claim.links.append(key)
        claim.reason = "several_titles"


def _titled(claim: Claim, near: list[Titled]) -> Iterator[Source]:
    """Documents whose title has the words and the years of a name."""
    last = claim.source.last_day
    mine, printed = frozenset(subject_words(claim)), years(claim.title or "")
    for source, its, titled in near if len(mine) >= MIN_WORDS else ():
        if len(its) < MIN_WORDS or len(mine & its) < ENOUGH * min(len(mine), len(its)):
            continue
        if source.id == claim.source.id or (source.date and last and source.date > last):
            continue
        if not printed or not titled or printed & titled:
            yield source


def _add_editions(claims: list[Claim], groups: dict[str, Group]) -> None:
    """Editions that are only candidates are instruments too, though nothing cites them for certain."""
    for claim in claims:
        if not claim.links or not claim.reason.startswith("law_"):
            continue
        choice = choose(claim.title or "", None)
        for edition in choice.editions if choice else ():
            key = edition_key(edition.number, edition.passed)
            if key in claim.links and key not in groups:
                kind = "bộ luật" if fold(edition.name).startswith("bo luat") else lower(edition.name.split()[0])
                made = Claim(
                    Source(""), None, "hiến pháp" if key.startswith("hien-phap") else kind, None, edition.number,
                    "quoc-hoi", edition.passed, None, edition.name,
                )  # fmt: skip
                groups[key] = Group(key, [made], "quoc-hoi", {edition.passed})


def _instrument(group: Group) -> Instrument:
    """Make the instrument of a group: what most of its claims print."""
    printed = Counter(claim.printed for claim in group.claims if claim.printed and not claim.alias)
    named = Counter(claim.printed for claim in group.claims if claim.printed)
    number = (printed or named).most_common(1)[0][0] if named else None
    if number and any(claim.number and not claim.number.bare and claim.printed for claim in group.claims):
        full = Counter(claim.printed for claim in group.claims if claim.number and not claim.number.bare)
        number = full.most_common(1)[0][0]
    date = _majority(claim.day for claim in group.claims if claim.day)
    kind = _kind(group)
    titles = Counter(claim.title for claim in group.claims if claim.title)
    title = max(titles, key=lambda text: (titles[text], len(text))) if titles else None
    document = next((claim.source.id for claim in group.claims if claim.citation is None and claim.source.id), None)
    issuer = next((claim.issuer for claim in group.claims if claim.issuer), None)
    system = organ_slug(issuer) if group.system == "trung-uong" else group.system
    akn = akn_id(kind, system or "", date, number, title) if date and number else None
    return Instrument(akn or f"key:{group.key}", akn, kind, number, date, system, title, document, tuple(group.claims))


def _majority(days: Iterable[str]) -> str | None:
    """The date most claims print; none where two are printed equally often: then nobody knows it."""
    counted = Counter(days).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


def _kind(group: Group) -> str:
    """The type most claims print; of one cited only by the name of what it adopted, the type of its number."""
    kinds = Counter(claim.type for claim in group.claims if not claim.alias)
    if kinds:
        return kinds.most_common(1)[0][0]
    number = next((claim.number for claim in group.claims if claim.number), None)
    typed = by_code().get(number.type_code) if number and number.type_code != "L" else None
    return typed[0] if typed else group.claims[0].type


def _unique(names: dict[str, Instrument]) -> dict[str, Instrument]:
    """By id; two groups that print the same id (no issuer known) are told apart by their key."""
    found: dict[str, Instrument] = {}
    for key, instrument in names.items():
        if instrument.id in found:
            instrument = Instrument(
                f"key:{key}", None, instrument.type, instrument.number, instrument.date, instrument.system,
                instrument.title, instrument.document, instrument.claims,
            )  # fmt: skip
            names[key] = instrument
        found[instrument.id] = instrument
    return found


def _link(claim: Claim, names: dict[str, Instrument]) -> Link:
    citation = claim.citation
    if citation is None:
        raise ValueError("only mentions are linked")
    found = tuple(dict.fromkeys(names[key].id for key in claim.links if key in names))
    certain = len(claim.links) == 1 and claim.reason not in ("bare_number", "law_bill")
    status = "unknown" if not found else "one" if certain else "candidates"
    return Link(citation.document, citation.id, status, found, claim.reason or "nothing_known")
