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
    """What a person said of two wordings: the same or not; None takes back what was said of them before."""

    one: str
    other: str
    same: bool | None
    by: str = ""


class Decided:
    """What people said, the last word on each two wordings; "the same" carries on from wording to wording."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        last = {frozenset((_words(one.one), _words(one.other))): one for one in decisions}
        self._first: dict[str, tuple[str, str]] = {}  # words → words and wording of the entry that they belong to
        self._ones: set[str] = set()
        for pair, said in last.items():
            if said.same:
                self._join(_words(said.one), said.one, _words(said.other))
                self._ones |= pair if len(pair) == 1 else set()
        self._apart = {frozenset(map(self._root, pair)) for pair, said in last.items() if said.same is False}

    def wording(self, wording: str) -> str:
        """The wording to read one as."""
        found = self._first.get(_words(wording))
        return found[1] if found else wording

    def is_one(self, key: Key) -> bool:
        """Did a person say that one document sets this one thing with several values?"""
        return " ".join(key.words) in self._ones

    def are_told_apart(self, one: Key, other: Key) -> bool:
        """Did a person say that they are two things?"""
        return frozenset((self._root(" ".join(one.words)), self._root(" ".join(other.words)))) in self._apart

    def _root(self, words: str) -> str:
        return self._first[words][0] if words in self._first else words

    def _join(self, words: str, wording: str, others: str) -> None:
        first = self._first.setdefault(words, (words, wording))
        gone = self._root(others)
        for known in [others, *(one for one, (root, _) in self._first.items() if root == gone)]:
            self._first[known] = first


def _words(wording: str) -> str:
    return " ".join(key_of(wording, None).words)


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
    decided = Decided(decisions)
    groups = sorted(_groups(points, decided), key=lambda group: group.code)
    indicators = tuple(_indicator(group) for group in groups)
    doubts = tuple(
        sorted(_doubts(indicators, groups, decided), key=lambda doubt: (-doubt.link.score, doubt.one, doubt.other))
    )
    return Catalogue(indicators, doubts)


def _groups(points: Iterable[Point], decided: Decided) -> list[_Group]:
    """Points by key; of one document that has a key twice with other values, each in a group of its own."""
    groups: dict[tuple[Key, int], _Group] = {}
    targets: dict[tuple[str, str, Key], list[Point]] = defaultdict(list)
    for point in sorted(
        points, key=lambda one: (one.issued_on or "", one.document, one.target, one.due or "", one.value)
    ):
        wording = decided.wording(point.indicator)
        targets[(point.document, point.target, key_of(wording, point.unit, point.change, point.per))].append(point)
    seen: dict[tuple[str, Key], list[set[tuple[str, float, float | None, str | None]]]] = defaultdict(list)
    for (document, _target, key), own in targets.items():
        values = {(one.comparator, one.value, one.value_max, one.due) for one in own}
        earlier = seen[(document, key)]
        turn = next((at for at, known in enumerate(earlier, 1) if known & values), len(earlier) + 1)
        if decided.is_one(key):
            turn = 1
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


def _doubts(indicators: tuple[Indicator, ...], groups: list[_Group], decided: Decided) -> Iterator[Doubt]:
    for left, right in candidate_pairs([set(group.key.words) for group in groups]):
        one, other = indicators[left], indicators[right]
        if decided.are_told_apart(one.key, other.key):
            continue
        link = compare(one.key, other.key)
        if link.verdict is Verdict.SAME:  # the same words twice in one document
            link = Link(Verdict.DOUBTFUL, 1.0, "one document sets it twice with other values")
        if link.verdict is Verdict.DOUBTFUL:
            yield Doubt(one.code, other.code, one.name, other.name, link)
