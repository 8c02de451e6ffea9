"""Instruments cited by name: laws, strategies, charters, congress resolutions, plans of a body.

A name that a table knows gets its number there ("Chiến lược Dân số Việt Nam đến năm 2030" is 1679/QĐ-TTg); one that
the text itself numbers ("Chương trình … theo Quyết định số 1268/QĐ-TTg") takes that. What is left is grouped by its
words. A plan or programme that names nobody and nothing national is the citing body's own: the same words in
another province are another instrument.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import pairwise, permutations

from corpus.fold import fold
from corpus.lexicon.load import table
from extractors.body_names import full_name
from pipeline.claims import Claim, renumbered
from pipeline.instrument_names import congress_of, name_words, transposed, without_type, years
from pipeline.instruments import code_of_type, compatible, issuer_system, slug
from pipeline.law_editions import Choice, choose, law_key
from pipeline.resolve_numbers import Group

STATUTES = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp"})
EVERYWHERE = STATUTES | {"điều lệ", "chiến lược", "công ước", "nghị định", "nghị quyết", "thông tư", "cương lĩnh"}
NATIONAL_RE = re.compile(r"\bquoc gia\b|\bviet nam\b|\btoan quoc\b|\bluat\b")
ADOPTED_RE = re.compile(
    r"^[^.;:]{0,160}?\b(?:theo|tại|bởi|kèm theo)\s+(?:các\s+)?(?:[^.;:()]{1,80}\()?$", re.IGNORECASE
)  # Chương trình X | ban hành kèm theo | Quyết định số …; | theo Quyết định của Thủ tướng ( | Quyết định số …
ADOPTING = frozenset({"quyết định", "nghị quyết", "nghị định", "thông tư"})
ADOPTED = frozenset(
    {"chương trình", "chiến lược", "đề án", "kế hoạch", "quy hoạch", "quy chế", "dự án", "danh mục", "quy định"}
)
ENOUGH = 0.8  # of a name's words in a title
TERM_WORDS_RE = re.compile(r"\(?\bkh[oó][aá] [ivxlc]+\b\)?", re.IGNORECASE)


def apply_tables(claims: Iterable[Claim]) -> None:
    """Give laws and strategies cited by name the numbers that the tables know for them."""
    for claim in claims:
        if claim.number is not None or claim.citation is None:
            continue
        if claim.type in STATUTES:
            _apply_edition(claim)
        else:
            _apply_name(claim)


def apply_adoptions(claims: list[Claim]) -> None:
    """ "Chương trình X theo Quyết định số N": X is what N adopts. ``claims``: one document's, in text order."""
    for claim, following in pairwise(claims):
        if claim.number is not None or claim.citation is None or following.number is None:
            continue
        if claim.type not in ADOPTED or following.type not in ADOPTING:
            continue
        if ADOPTED_RE.match(claim.citation.before_next):
            claim.number, claim.printed, claim.date = following.number, following.printed, following.date
            claim.system, claim.alias = following.system, "adopted_by"


def resolve_names(claims: Iterable[Claim], numbered: Iterable[Claim]) -> dict[str, Group]:
    """Group the claims that have only a name; some join what their own document cites by number."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in numbered:
        if claim.citation is not None and len(claim.links) == 1:
            by_document[claim.source.id].append(claim)
    groups: dict[str, Group] = {}
    congresses: dict[str, list[Claim]] = defaultdict(list)
    shorts: list[tuple[Claim, tuple[str, ...]]] = []
    for claim in claims:
        if claim.number is not None or claim.links or claim.reason or claim.citation is None:
            continue
        if claim.type == "nghị quyết" and _congress(claim, groups, congresses):
            continue
        if _join_numbered(claim, by_document[claim.source.id]):
            continue
        words = _name(claim)
        if words:
            shorts.append((claim, words))
        else:
            claim.reason = "no_name"
    _group_names(shorts, groups)
    _mend_transposed(groups)
    _undated_congresses(congresses, groups)
    return groups


def _apply_edition(claim: Claim) -> None:
    source = claim.source
    day = source.last_day if source.last_day == source.date else None
    choice = choose(claim.title or "", day, earliest=source.earliest, latest=source.latest)
    if choice is None:
        return
    if choice.bill is not None or not choice.editions:
        claim.reason = choice.reason
        claim.links = [edition_key(choice.bill.number, choice.bill.passed)] if choice.bill else []
        return
    if choice.reason == "law_two_editions" and _is_to_implement(claim):
        choice = Choice(choice.editions[-1:], "law_to_implement")
    if len(choice.editions) > 1:
        claim.links = [edition_key(edition.number, edition.passed) for edition in choice.editions]
        claim.reason = choice.reason
        return
    edition = choice.editions[0]
    if edition.number[0].isdigit():
        renumbered(claim, edition.number, edition.passed, "Quốc hội", choice.reason)
    else:
        claim.title, claim.alias = edition.number, choice.reason  # Hiến pháp 2013: it has no number


def _is_to_implement(claim: Claim) -> bool:
    """A document on "triển khai thi hành Luật X" is about the law that was passed and waits."""
    title = fold(claim.source.title or "")
    return re.search(rf"\bthi hanh {re.escape(law_key(claim.title or '')[0])}\b", title) is not None


def edition_key(number: str, passed: str) -> str:
    """The key that ``resolve_numbers`` gives the group of a law, and ``resolve_names`` that of a constitution.

    >>> edition_key("06/2022/QH15", "2022-06-15"), edition_key("Hiến pháp 2013", "2013-11-28")
    ('l/6/2022/quoc-hoi/2022-06-15', 'hien-phap/2013')
    """
    if not number[0].isdigit():
        return f"hien-phap/{number.split()[-1]}"
    num, year, _ = number.split("/")
    return f"l/{num.lstrip('0')}/{year}/quoc-hoi/{passed}"


def _apply_name(claim: Claim) -> None:
    title = claim.title or ""
    printed = years(title)
    rows = _named().get((claim.type, frozenset(_without_years(title))), ())
    same = [row for row in rows if frozenset(row["period"].split(";")) == printed]
    # Other years, but one act whose period ends with them: the years are misprinted ("2012-2020" for 2011-2020).
    ends = set(map(_end, printed))
    near = [row for row in rows if printed and ends == set(map(_end, row["period"].split(";")))]
    chosen = same or near
    if len(chosen) == 1:
        row = chosen[0]
        renumbered(claim, row["number"], row["date"], row["issuer"], "named" if same else "named_other_years")


def _end(period: str) -> str:
    return period[-4:]


def _without_years(title: str) -> tuple[str, ...]:
    drop = {"giai", "doan", "den", "nam", "thoi", "ky", "dinh", "huong", "tam", "nhin"}
    return tuple(word for word in name_words(title) if not word[0].isdigit() and word not in drop)


@cache
def _named() -> dict[tuple[str, frozenset[str]], tuple[dict[str, str], ...]]:
    found: dict[tuple[str, frozenset[str]], list[dict[str, str]]] = defaultdict(list)
    for row in table("named_instruments"):
        kind = "chiến lược" if fold(row["name"]).startswith("chien luoc") else "chương trình"
        found[(kind, frozenset(_without_years(row["name"])))].append(dict(row))
    return {key: tuple(rows) for key, rows in found.items()}


def _congress(claim: Claim, groups: dict[str, Group], undated: dict[str, list[Claim]]) -> bool:
    congress = congress_of(claim.title or (claim.citation.quote if claim.citation else ""), claim.source.home)
    if congress is None:
        return False
    if congress.ordinal is None:
        undated[congress.body].append(claim)
        return True
    key = f"nq-dh/{slug(congress.body)}/{congress.ordinal}"
    groups.setdefault(key, Group(key)).add(claim, "congress")
    return True


def _mend_transposed(groups: dict[str, Group]) -> None:
    """ "Đại hội VI" once, "Đại hội IV" twice in one document: a slip, and reported as one."""
    bodies: dict[str, list[Group]] = defaultdict(list)
    for key, group in groups.items():
        if key.startswith("nq-dh/"):
            bodies[key.split("/")[1]].append(group)
    for family in bodies.values():
        for slip, other in permutations(family, 2):
            if not transposed(int(slip.key.split("/")[2]), int(other.key.split("/")[2])):
                continue
            mine, its = (Counter(claim.source.id for claim in one.claims) for one in (slip, other))
            for claim in [claim for claim in slip.claims if its[claim.source.id] > mine[claim.source.id]]:
                slip.claims.remove(claim)
                other.add(claim, "congress_transposed")


def _undated_congresses(undated: dict[str, list[Claim]], groups: dict[str, Group]) -> None:
    """A congress without its ordinal is the only one that is known of its body, or its own."""
    bodies: dict[str, list[Group]] = defaultdict(list)
    for key, group in groups.items():
        if key.startswith("nq-dh/"):
            bodies[key.split("/")[1]].append(group)
    for body, claims in undated.items():
        known = bodies[slug(body)]
        for claim in claims:
            own = [group for group in known if claim.source.id in group.documents]
            fitting = own or known
            if len(fitting) == 1:
                fitting[0].add(claim, "same_document" if own else "only_candidate")
            elif fitting:
                claim.links, claim.reason = [group.key for group in fitting], "no_ordinal"
            else:
                key = f"nq-dh/{slug(body)}"
                groups.setdefault(key, Group(key)).add(claim, "congress")


def _join_numbered(claim: Claim, numbered: list[Claim]) -> bool:
    """The name of something that the same document cites by number, by its title or its two parties."""
    code = code_of_type(claim.type)
    fitting = {}
    for other in numbered:
        alike = other.number is not None and other.number.type_code == code
        if alike and (_same_parties(claim, other) or _titled(claim, other)):
            fitting[other.links[0]] = other
    if len(fitting) != 1:
        return False
    claim.links, claim.reason = list(fitting), "title_in_document"
    return True


def _same_parties(claim: Claim, other: Claim) -> bool:
    """Joint acts ("giữa A và B") of the same two; one that names its subject too is compared by that."""
    if not claim.issuer or not other.issuer or " và " not in claim.issuer or len(_subject(claim)) >= 4:
        return False
    return parties(claim) == parties(other)


def parties(claim: Claim) -> frozenset[str]:
    """The bodies that issue a joint act, in full and folded, without their organs."""
    home = claim.source.home
    named = re.split(r"\s+và\s+", claim.issuer or "")
    full = (fold(full_name(name.strip(), home.place, home.issuers)) for name in named if name.strip())
    organ = re.compile(r"^(?:ban thuong vu|doan chu tich|ban chap hanh)\s+(?:tw |trung uong )?")
    return frozenset(organ.sub("", name) for name in full)


def _subject(claim: Claim) -> tuple[str, ...]:
    """The words that say what it is about: without type, parties."""
    title = without_type(claim.title or "", claim.type)
    found = re.match(r"giữa\s.+?(?:\s(?:về|thực hiện|trong)\s|$)", title, re.IGNORECASE)
    return name_words(title[found.end() :] if found else title)


def _titled(claim: Claim, other: Claim) -> bool:
    if not compatible(issuer_system(claim.issuer, claim.source.home), other.system):
        return False
    mine, its = set(_subject(claim)), set(name_words(without_type(other.title or "", other.type)))
    return (
        min(len(mine), len(its)) >= 4
        and len(mine & its) >= ENOUGH * min(len(mine), len(its))
        and (years(claim.title or "") <= years(other.title or "") or not years(claim.title or ""))
    )


def subject_words(claim: Claim) -> tuple[str, ...]:
    """The words of a name that say what it is about, for comparing it with documents' titles."""
    return _subject(claim)


def _name(claim: Claim) -> tuple[str, ...]:
    title = claim.title or ""
    if claim.type == "điều lệ":
        title = TERM_WORDS_RE.sub("", title)  # the charter is one, whatever congress last changed it
    return name_words(without_type(title, claim.type)) or (("",) if claim.type in EVERYWHERE else ())


def _group_names(named: list[tuple[Claim, tuple[str, ...]]], groups: dict[str, Group]) -> None:
    by_document: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for claim, words in named:
        by_document[(claim.source.id, claim.type)].add(words)
    for claim, words in named:
        others = by_document[(claim.source.id, claim.type)]
        longer = {other for other in others if len(other) > len(words) and _begins(other, words)}
        chosen = next(iter(longer)) if len(longer) == 1 and claim.type == "điều lệ" else words
        if not any(chosen):
            claim.reason = "no_name"
            continue
        key = "/".join((slug(claim.type), *_scope(claim, chosen), "-".join(chosen)))
        groups.setdefault(key, Group(key)).add(claim, "short_form" if chosen != words else "name")


def _begins(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return long[: len(short)] == short or short == ("",)


def _scope(claim: Claim, words: tuple[str, ...]) -> tuple[str, ...]:
    """Whose it is, where the name leaves that open."""
    home = claim.source.home
    if claim.type in EVERYWHERE or NATIONAL_RE.search(" ".join(words)):
        return ()
    if claim.issuer:
        return (slug(full_name(claim.issuer, home.place, home.issuers)),)
    return (slug(" ".join(claim.source.issuers) or claim.source.id),)
