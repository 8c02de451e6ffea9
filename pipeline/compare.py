"""What changed from one version of a document to the next: "80 % → 85 %".

Items are paired by what they are about (a target by its indicator, an assignment by task and part, a
deadline by what is due, a citation by its instrument), never by their place: a renumbered item has not
changed. What has no partner was added or removed. Wording that folds to the same words is no change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.fold import fold
from schemas.record import Assignment, Deadline, DirectiveRecord, Reference, Target, Task

FIELDS = ("type", "number", "issued_on", "place", "title", "issuers", "signers", "addressees", "recipients", "period")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``old`` is None for what was added, ``new`` for what was removed."""

    kind: str
    path: str
    what: str
    old: str | None
    new: str | None

    @property
    def change(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"


def compare(old: DirectiveRecord, new: DirectiveRecord) -> list[Change]:
    """List what differs between two records, in the order of the kinds."""
    changes = list(_header(old, new))
    for kind, (about, value) in KINDS.items():
        changes += _paired(kind, getattr(old, kind), getattr(new, kind), about, value)
    return changes


def _header(old: DirectiveRecord, new: DirectiveRecord) -> Iterator[Change]:
    for name in FIELDS:
        before, after = _plain(getattr(old.document, name)), _plain(getattr(new.document, name))
        if before != after:
            yield Change("document", "", name, before or None, after or None)


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_plain(part) for part in value)
    if hasattr(value, "model_dump"):
        return ", ".join(str(part) for part in value.model_dump().values() if part is not None)
    return "" if value is None else str(value)


def _paired(
    kind: str, old: tuple[Any, ...], new: tuple[Any, ...], about: Callable[[Any], str], value: Callable[[Any], str]
) -> Iterator[Change]:
    waiting: defaultdict[str, list[Any]] = defaultdict(list)
    for item in old:
        waiting[fold(about(item))].append(item)
    left: list[Any] = []
    for item in new:
        same = waiting[fold(about(item))]
        if not same:
            left.append(item)
            continue
        # Of several that are about the same thing, the one that says the same is the partner.
        partner = next((one for one in same if _same(value(one), value(item))), same[0])
        same.remove(partner)
        if not _same(value(partner), value(item)):
            yield Change(kind, item.section, about(item), value(partner), value(item))
    gone = sorted((item for items in waiting.values() for item in items), key=lambda item: item.start)
    yield from (Change(kind, item.section, about(item), value(item), None) for item in gone)
    yield from (Change(kind, item.section, about(item), None, value(item)) for item in left)


def _same(one: str, other: str) -> bool:
    return one == other or fold(one) == fold(other)


def _target_value(target: Target) -> str:
    return "; ".join(f"{m.quote} ({m.due})" if m.due else m.quote for m in target.milestones)


def _deadline_about(deadline: Deadline) -> str:
    return deadline.action or deadline.section


def _reference_about(reference: Reference) -> str:
    return " ".join(part for part in (reference.type, reference.number or reference.title) if part)


def _reference_value(reference: Reference) -> str:
    return ", ".join(part for part in (reference.date, _plain(reference.pinpoint), str(reference.relation)) if part)


def _task_about(task: Task) -> str:
    return task.action or task.quote


def _assignment_about(assignment: Assignment) -> str:
    return f"{assignment.role}: {assignment.body}"


def _quote(item: Any) -> str:
    return str(item.quote)


KINDS: dict[str, tuple[Callable[[Any], str], Callable[[Any], str]]] = {
    "tasks": (_task_about, _quote),
    "targets": (lambda target: str(target.indicator), _target_value),
    "deadlines": (_deadline_about, _quote),
    "assignments": (_assignment_about, lambda assignment: str(assignment.body)),
    "references": (_reference_about, _reference_value),
}
