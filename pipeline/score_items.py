"""Which item of a record is which item of the gold: pairs, misses, inventions.

Each kind has its place rule and its key values; ``RULES`` says them in words. Pairs are made greedily,
the best agreement first. Items that the gold marks ``optional`` count neither way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.score_text import Place, Span, overlap, plain, same_field

Fields = Mapping[str, Any]

RULES = {
    "sections": "start and path",
    "tasks": "start and path",
    "themes": "span (IoU 0.7) and kind",
    "targets": "value phrase, comparator, value, % or not; one item a milestone",
    "deadlines": "span, last day (any, where the document prints none), recurring or not",
    "assignments": "mention and role",
    "references": "span and number (cited by name: span IoU 0.5)",
}
SCORED_KINDS = tuple(RULES)
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "sections": ("role", "label"),
    "tasks": (),
    "themes": (),
    "targets": ("unit", "due", "recurrence", "indicator"),
    "deadlines": ("kind", "starts_on"),
    "assignments": ("body", "task"),
    "references": ("type", "date", "pinpoint", "relation", "issuer", "title"),
}
ONLY_WHERE_GOLD_HAS_IT = frozenset({"issuer", "title", "label", "task"})


@dataclass(slots=True)
class Tally:
    """Counts of one kind. ``attributes`` has right and seen for each field of the matched items."""

    hit: int = 0
    missed: int = 0
    invented: int = 0
    attributes: dict[str, list[int]] = field(default_factory=dict)
    misses: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    inventions: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)  # confidence of each item that counts; was it right?

    def add(self, other: Tally) -> None:
        """Add the counts of another document."""
        self.hit += other.hit
        self.missed += other.missed
        self.invented += other.invented
        self.misses += other.misses
        self.inventions += other.inventions
        self.judged += other.judged
        for name, (right, seen) in other.attributes.items():
            self.note(name, right, seen)

    def note(self, name: str, right: int, seen: int = 1) -> None:
        """Count a field of a matched item as right or wrong."""
        counts = self.attributes.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += seen

    def figures(self) -> dict[str, Any]:
        """Precision, recall, F1 and the share of right attributes, to four places."""
        gold, predicted = self.hit + self.missed, self.hit + self.invented
        precision = self.hit / predicted if predicted else (0.0 if gold else 1.0)
        recall = self.hit / gold if gold else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {name: round(right / seen, 4) for name, (right, seen) in sorted(self.attributes.items()) if seen}
        return {
            "gold": gold, "predicted": predicted, "precision": round(precision, 4),
            "recall": round(recall, 4), "f1": round(f1, 4), "attributes": shares,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item as the scorer sees it; ``span`` is None where its words are not in the text."""

    span: Span | None
    key: tuple[Any, ...]
    fields: Fields
    quote: str
    optional: bool


def read_items(kind: str, record: Fields, place: Place, *, gold: bool) -> list[ScoredItem]:
    """The items of a kind, of a gold file (quotes) or of a record (offsets, else quotes)."""
    found = []
    for row in _rows(kind, record):
        if gold:
            span = place.find(row["quote"], row.get("nth", 1))
        elif "start" in row and "end" in row:
            span = place.span(row["start"], row["end"])
        else:
            span = place.find(row.get("quote", ""))
        quote = row.get("quote") or row.get("heading") or row.get("path") or ""
        found.append(ScoredItem(span, _key(kind, row), row, quote, bool(row.get("optional"))))
    return found


def compare_items(kind: str, gold: Sequence[ScoredItem], pred: Sequence[ScoredItem]) -> Tally:
    """Pair the items of the gold with those of a record and count."""
    tally = Tally()
    matched = _pair(kind, gold, pred)
    for i, j in matched.items():
        if gold[i].optional:
            continue
        tally.hit += 1
        tally.judged.append((_confidence(pred[j]), True))
        for name in ATTRIBUTES[kind]:
            if gold[i].fields.get(name) or name not in ONLY_WHERE_GOLD_HAS_IT:
                tally.note(name, same_field(name, gold[i].fields, pred[j].fields))
    missed = [item for i, item in enumerate(gold) if i not in matched and not item.optional]
    tally.missed = len(missed)
    tally.misses = [(item.quote[:90], item.key) for item in missed]
    invented = _invented(gold, pred, matched)
    tally.invented = len(invented)
    tally.judged += [(_confidence(item), False) for item in invented]
    tally.inventions = [(item.quote[:90], item.key) for item in invented]
    return tally


def _confidence(item: ScoredItem) -> float:
    return float(item.fields.get("confidence") or 0.0)


def _pair(kind: str, gold: Sequence[ScoredItem], pred: Sequence[ScoredItem]) -> dict[int, int]:
    pairs = [(_agreement(kind, g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(pred)]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in sorted(pairs, reverse=True):
        if value <= 0:
            break
        if -i not in matched and -j not in taken:
            matched[-i] = -j
            taken.add(-j)
    return matched


def _invented(gold: Sequence[ScoredItem], pred: Sequence[ScoredItem], matched: Mapping[int, int]) -> list[ScoredItem]:
    """What the record has and the gold has not; what lies on an optional item is forgiven."""
    loose = [item.span for i, item in enumerate(gold) if item.optional and i not in matched and item.span]
    taken = set(matched.values())
    return [
        item
        for j, item in enumerate(pred)
        if j not in taken and not (item.span and any(overlap(item.span, span)[0] >= 0.5 for span in loose))
    ]


def _agreement(kind: str, gold: ScoredItem, pred: ScoredItem) -> float:
    """How well two items match: 0 is not at all."""
    undated = kind == "deadlines" and gold.key == (None, False) and not pred.key[1]
    if not gold.span or not pred.span or not (gold.key == pred.key or undated):
        return 0.0
    if kind in ("sections", "tasks"):
        return 1.0 if abs(gold.span[0] - pred.span[0]) <= 3 else 0.0
    shorter, union = overlap(gold.span, pred.span)
    if kind == "themes":
        return union if union >= 0.7 else 0.0
    if kind == "references" and not gold.fields.get("number"):
        return union if union >= 0.5 else 0.0
    return union if shorter >= 0.5 else 0.0


def _rows(kind: str, record: Fields) -> Iterator[dict[str, Any]]:
    for row in record.get(kind) or []:
        if row.get("status") == "rejected" or (kind == "themes" and row.get("kind") not in ("motto", "message")):
            continue
        if kind == "targets":
            yield from _milestones(row)
        else:
            yield row


def _milestones(target: Fields) -> Iterator[dict[str, Any]]:
    """A target as one item a milestone: the target's fields below the milestone's own."""
    dropped = ("milestones", "quote", "start", "end", "nth")
    shared = {name: value for name, value in target.items() if name not in dropped}
    for part in target.get("milestones", []):
        yield {**shared, **part}


def _key(kind: str, row: Fields) -> tuple[Any, ...]:
    if kind in ("sections", "tasks"):
        return (plain(row.get("path")),)
    if kind == "themes":
        return (row.get("kind"),)
    if kind == "targets":
        values = (_number(row.get("value")), _number(row.get("value_max")))
        return (row.get("comparator"), *values, row.get("unit") == "%")
    if kind == "deadlines":
        return (row.get("ends_on"), bool(row.get("recurrence")))
    if kind == "assignments":
        return (row.get("role"),)
    return (plain(row.get("number")),)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
