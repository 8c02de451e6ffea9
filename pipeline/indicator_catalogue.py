"""The indicator catalogue: one entry for one thing measured, with the series of all targets set for it.

Built from the targets of any documents; the same targets give the same catalogue in any order. The code of an entry is
a hash of its key (``pipeline.indicator_words``), so that it does not change when documents come or go. Wordings whose
link is doubtful stay apart and are listed for a person, who decides in a table of decisions.

An office that sets one thing twice in a document writes both values in one target. A second target with the same words
in the same document and other values is therefore about another group ("cán bộ, nhân viên được tập huấn" of the central
offices, then of all): it becomes an entry of its own, and the link is doubtful.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.fold import lower
from pipeline.indicator_crosswalk import Match, crosswalk, topic_of
from pipeline.indicator_links import candidate_pairs
from pipeline.indicator_parts import direction_of, population_of
from pipeline.indicator_similarity import Link, Verdict, compare
from pipeline.indicator_words import Key, key_of

CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """One value that one target of one document sets; ``area`` is where the document was issued."""

    document: str
    target: str
    indicator: str
    comparator: str
    value: float
    value_max: float | None = None
    unit: str | None = None
    change: str | None = None
    per: str | None = None
    due: str | None = None
    recurrence: str | None = None
    number: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    responsible: str | None = None
    area: str | None = None
    path: str = ""
    page: int | None = None
    quote: str = ""
    status: str = "auto"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of two wordings: ``same`` or ``different``."""

    one: str
    other: str
    same: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An entry of the catalogue; see docs/indicators.md for each field."""

    code: str
    name: str
    definition: str
    unit: str
    population: str
    disaggregation: str
    direction: str
    frequency: str
    responsible: str
    topic: str
    topic_label: str
    crosswalk: tuple[Match, ...]
    wordings: tuple[str, ...]
    key: Key
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entries that may be one, for a person to decide; or that a person has told apart."""

    one: str
    other: str
    one_name: str
    other_name: str
    link: Link


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries by code, and the links that a person has to look at."""

    indicators: tuple[Indicator, ...]
    doubts: tuple[Doubt, ...]


@dataclass(slots=True)
class _Group:
    key: Key
    turn: int
    points: list[Point] = field(default_factory=list)

    @property
    def code(self) -> str:
        text = self.key.text if self.turn == 1 else f"{self.key.text}~{self.turn}"
        return "CD-" + hashlib.sha256(text.encode()).hexdigest()[:CODE_DIGITS].upper()


def build_catalogue(points: Iterable[Point], decisions: Iterable[Decision] = ()) -> Catalogue:
    """Make the catalogue of the targets' values."""
    decided = list(decisions)
    canonical = _canonical(decided)
    groups = sorted(_groups(points, canonical), key=lambda group: group.code)
    indicators = tuple(_indicator(group) for group in groups)
    refused = {frozenset((_key_text(one.one), _key_text(one.other))) for one in decided if not one.same}
    doubts = tuple(
        sorted(_doubts(indicators, groups, refused), key=lambda doubt: (-doubt.link.score, doubt.one, doubt.other))
    )
    return Catalogue(indicators, doubts)


def _key_text(wording: str) -> str:
    return " ".join(key_of(wording, None).words)


def _canonical(decisions: list[Decision]) -> dict[str, str]:
    """Words of a key that a person declared the same as those of another: the wording to read it as."""
    return {_key_text(one.other): one.one for one in decisions if one.same}


def _groups(points: Iterable[Point], canonical: dict[str, str]) -> list[_Group]:
    """Points by key; of one document that has a key twice with other values, each in a group of its own."""
    groups: dict[tuple[Key, int], _Group] = {}
    targets: dict[tuple[str, str, Key], list[Point]] = defaultdict(list)
    for point in sorted(
        points, key=lambda one: (one.issued_on or "", one.document, one.target, one.due or "", one.value)
    ):
        wording = canonical.get(_key_text(point.indicator), point.indicator)
        targets[(point.document, point.target, key_of(wording, point.unit, point.change, point.per))].append(point)
    seen: dict[tuple[str, Key], list[set[tuple[str, float, float | None, str | None]]]] = defaultdict(list)
    for (document, _target, key), own in targets.items():
        values = {(one.comparator, one.value, one.value_max, one.due) for one in own}
        earlier = seen[(document, key)]
        turn = next((at for at, known in enumerate(earlier, 1) if known & values), len(earlier) + 1)
        if turn > len(earlier):
            earlier.append(values)
        groups.setdefault((key, turn), _Group(key, turn)).points.extend(own)
    return list(groups.values())


def _indicator(group: _Group) -> Indicator:
    key, points = group.key, group.points
    wordings = Counter(point.indicator for point in points)
    name = min(
        wordings, key=lambda one: (not lower(one).startswith(("tỷ lệ", "tỉ lệ", "số")), -wordings[one], -len(one), one)
    )
    topic, label = topic_of(name)
    return Indicator(
        code=group.code,
        name=name,
        definition=_definition(points),
        unit=_first(points, "unit"),
        population=population_of(name),
        disaggregation=_disaggregation(key),
        direction=direction_of(points),
        frequency=_first(points, "recurrence"),
        responsible=_joined(points, "responsible") or _joined(points, "issuer"),
        topic=topic,
        topic_label=label,
        crosswalk=crosswalk(name),
        wordings=tuple(sorted(wordings)),
        key=key,
        points=tuple(points),
    )


def _definition(points: list[Point]) -> str:
    """The words of the documents, each once, with where they stand."""
    said = dict.fromkeys(f"“{point.quote or point.indicator}” ({point.number or point.document})" for point in points)
    return "; ".join(said)


def _disaggregation(key: Key) -> str:
    dimensions = [f"{name}={value}" for name, value in key.facets if name not in ("number", "act")]
    return "; ".join([*dimensions, *([f"part={key.part}"] if key.part else [])])


def _first(points: list[Point], name: str) -> str:
    return next((str(value) for point in points if (value := getattr(point, name))), "")


def _joined(points: list[Point], name: str) -> str:
    return "; ".join(dict.fromkeys(str(value) for point in points if (value := getattr(point, name))))


def _doubts(indicators: tuple[Indicator, ...], groups: list[_Group], refused: set[frozenset[str]]) -> Iterator[Doubt]:
    for left, right in candidate_pairs([set(group.key.words) for group in groups]):
        one, other = indicators[left], indicators[right]
        if frozenset((" ".join(one.key.words), " ".join(other.key.words))) in refused:
            continue
        link = compare(one.key, other.key)
        if link.verdict is Verdict.SAME:  # the same words twice in one document
            link = Link(Verdict.DOUBTFUL, 1.0, "one document sets it twice with other values")
        if link.verdict is Verdict.DOUBTFUL:
            yield Doubt(one.code, other.code, one.name, other.name, link)
