"""Instruments cited by number: which mentions of one bucket (type, number with its letter) are one instrument.

Dated mentions are told apart by date and system. One that lacks the date, the symbol or the issuer is joined to
what the same document says in full, then to the only instrument of the database that fits; where several fit they
are all given, and where none does nothing is. Two dates are one instrument only when the titles say the same: that
is a slip somebody has to look at (``instrument_findings``), not two plans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.claims import Claim
from pipeline.instrument_names import contradict, similar
from pipeline.instruments import compatible, slug

MAX_COMPARED = 20  # dated variants of one number that are compared by title: keeps the work linear
FEW = 3  # titles of an instrument that are compared with those of another
MAX_OPEN = 200  # instruments of one number and type; beyond it a mention without issuer and date is not looked up


@dataclass(eq=False, slots=True)
class Group:
    """Claims that are one instrument."""

    key: str
    claims: list[Claim] = field(default_factory=list)
    system: str | None = None
    dates: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)

    def add(self, claim: Claim, reason: str) -> None:
        """Take a claim in and tell it why."""
        self.claims.append(claim)
        self.documents.add(claim.source.id)
        self.system = self.system or claim.system
        if claim.day:
            self.dates.add(claim.day)
        if claim.title and claim.title not in self.titles and len(self.titles) < MAX_COMPARED:
            self.titles.append(claim.title)
        claim.links, claim.reason = [self.key], claim.alias or reason

    @property
    def first_day(self) -> str | None:
        """The earliest date it is cited with."""
        return min(self.dates) if self.dates else None


def resolve_numbers(claims: Iterable[Claim]) -> dict[str, Group]:
    """Group the claims that have a number; each claim's ``links`` and ``reason`` say the outcome."""
    buckets: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.number is not None:
            buckets[claim.number.bucket].append(claim)
    groups: dict[str, Group] = {}
    for bucket, members in buckets.items():
        for group in _Bucket("/".join(slug(part) for part in bucket if part), members).resolve():
            groups[group.key] = group
    return groups


class _Bucket:
    """All claims to one number of one type."""

    def __init__(self, name: str, claims: list[Claim]) -> None:
        self.name = name
        self.claims = claims
        self.yearly = bool(claims[0].number and claims[0].number.year)
        self.groups: list[Group] = []
        self.by_system: dict[str | None, list[Group]] = defaultdict(list)
        self.by_document: dict[str, list[Group]] = defaultdict(list)
        self.by_date: dict[str, list[Group]] = defaultdict(list)

    def resolve(self) -> list[Group]:
        dated = [claim for claim in self.claims if claim.day and not self._is_bare(claim)]
        for known in (True, False):  # those whose system is known make the groups that the others join
            for claim in dated:
                if (claim.system is not None) is known:
                    self._place_dated(claim)
        self._merge_conflicts()
        undated = [claim for claim in self.claims if not claim.links]
        for claim in sorted(undated, key=self._is_bare):  # stable: bare numbers last
            self._place_undated(claim)
        return self.groups

    def _place_dated(self, claim: Claim) -> None:
        known = self.groups if self.yearly else self.by_date[claim.day or ""]
        same = [group for group in known if compatible(claim.system, group.system)]
        if len(same) == 1:
            same[0].add(claim, "number_and_date")
        elif same:
            claim.links, claim.reason = [group.key for group in same], "several_issuers"
        else:
            self._new(claim, claim.day or "").add(claim, "number_and_date")
            self.by_date[claim.day or ""].append(self.groups[-1])
        self._remember(claim, same[0] if len(same) == 1 else self.groups[-1])

    def _place_undated(self, claim: Claim) -> None:
        own = [group for group in self.by_document[claim.source.id] if self._fits(claim, group)]
        if len(own) == 1:
            own[0].add(claim, "short_form" if self._is_bare(claim) else "same_document")
            return
        fitting = own or self._earlier(claim)
        titled = [group for group in fitting if claim.title and any(similar(claim.title, t) for t in group.titles)]
        if len(titled) == 1:
            titled[0].add(claim, "number_and_title")
        elif self._is_bare(claim):
            claim.links, claim.reason = [group.key for group in fitting], "bare_number"
        elif len(fitting) == 1 and not _contradicted(claim, fitting[0]):
            fitting[0].add(claim, "only_candidate")
        elif fitting:
            claim.links, claim.reason = [group.key for group in fitting], "no_date"
        else:
            self._new(claim, "").add(claim, "number_alone")
            self._remember(claim, self.groups[-1])

    def _fitting(self, claim: Claim) -> list[Group]:
        """The groups whose system may be the claim's; a known system need not look at the others."""
        if claim.system is None:
            return self.groups if len(self.groups) <= MAX_OPEN else []
        return [*self.by_system[claim.system], *self.by_system[None]]

    def _fits(self, claim: Claim, group: Group) -> bool:
        partial = claim.date if claim.date and not claim.day else None
        return compatible(claim.system, group.system) and (
            not partial or not group.dates or any(date.startswith(partial) for date in group.dates)
        )

    def _earlier(self, claim: Claim) -> list[Group]:
        """Groups that fit and were not issued after the citing document."""
        last = claim.source.last_day
        return [
            group
            for group in self._fitting(claim)
            if self._fits(claim, group) and (last is None or group.first_day is None or group.first_day <= last)
        ]

    def _merge_conflicts(self) -> None:
        """Join groups of different dates whose titles say the same."""
        kept: list[Group] = []
        for group in sorted(self.groups, key=lambda one: (one.first_day or "", one.key)):
            twin = next((other for other in kept[-MAX_COMPARED:] if _twins(group, other)), None)
            if twin is None:
                kept.append(group)
                continue
            for claim in group.claims:
                twin.add(claim, "same_title")
                self._remember(claim, twin)
            self.by_system[group.system].remove(group)
        self.groups = kept
        alive = set(map(id, kept))
        for document, groups in self.by_document.items():
            self.by_document[document] = [group for group in groups if id(group) in alive]

    def _new(self, claim: Claim, date: str) -> Group:
        key = "/".join(part for part in (self.name, claim.system or "?", date) if part)
        taken = {group.key for group in self.by_system[claim.system]}
        group = Group(key if key not in taken else f"{key}/{len(self.groups)}", system=claim.system)
        self.groups.append(group)
        self.by_system[claim.system].append(group)
        return group

    def _remember(self, claim: Claim, group: Group) -> None:
        known = self.by_document[claim.source.id]
        if claim.links == [group.key] and group not in known:
            known.append(group)

    @staticmethod
    def _is_bare(claim: Claim) -> bool:
        return claim.number is not None and claim.number.bare


def _twins(one: Group, other: Group) -> bool:
    return compatible(one.system, other.system) and any(
        similar(first, second) for first in one.titles[:FEW] for second in other.titles[:FEW]
    )


def _contradicted(claim: Claim, group: Group) -> bool:
    return bool(claim.title and group.titles) and all(contradict(claim.title or "", title) for title in group.titles)
