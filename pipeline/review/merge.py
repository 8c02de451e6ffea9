"""Puts corrections over a record: each is applied, in conflict or an orphan.

* *applied*: the words stand there and the program still says what it said then, or already what the person says;
* *conflict*: the words stand there, but the program now says a third thing, or finds no such item any more. Until
  somebody settles it the person's value is shown;
* *orphan*: the words are not there for sure. Nothing of the record is touched.

The record that comes in is never changed; what comes out is a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.review.anchors import Anchor, Sentences, find_anchor
from pipeline.review.drafts import Draft, anchor_span, built, drafts_of
from pipeline.review.fields import HEADER, Fields, editable, fields_of
from pipeline.review.log import Correction, holding
from schemas.record import DirectiveRecord

APPLIED, CONFLICT, ORPHAN = "applied", "conflict", "orphan"
OTHERWISE = "the program does not find it any more, or with other words"
SHARED = 0.5  # of the words of two items that are the same item with other edges


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction on a document."""

    correction: Correction
    outcome: str
    item_id: str = ""
    machine: Any = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """A record with corrections over it, what became of each, and the comments by item."""

    record: DirectiveRecord
    outcomes: list[Outcome]
    comments: dict[str, str]


def judged_findings(result: Merged) -> dict[str, str]:
    """What people said of the findings, which have no status of their own: confirmed or rejected, by their ids."""
    said = {"confirm": "confirmed", "reject": "rejected"}
    return {
        one.item_id: said[one.correction.action]
        for one in result.outcomes
        if one.correction.kind == "findings" and one.item_id and one.correction.action in said
    }


def merged(record: DirectiveRecord, corrections: Iterable[Correction]) -> Merged:
    """Put the corrections that hold over a record.

    Every one of ``log.holding(corrections)`` has exactly one outcome.
    """
    work = _Work(record)
    groups: defaultdict[tuple[str, str], list[Correction]] = defaultdict(list)
    for one in holding(corrections):
        groups[(one.kind, one.item_id)].append(one)
    for (kind, _), group in sorted(groups.items(), key=lambda pair: max(one.id for one in pair[1])):
        work.header(group) if kind == HEADER else work.item(kind, group)
    return Merged(built(record, work.drafts, work.document), work.outcomes, work.comments)


class _Work:
    """One merge under way."""

    def __init__(self, record: DirectiveRecord) -> None:
        self.record = record
        self.sentences = Sentences(record.text)
        self.drafts = drafts_of(record)
        self.document: Fields = {}
        self.machine = fields_of(HEADER, record.document)
        self.outcomes: list[Outcome] = []
        self.comments: dict[str, str] = {}

    def header(self, group: Sequence[Correction]) -> None:
        """Corrections of the document itself: they need no place."""
        for one in group:
            if one.action == "comment":
                self._say(one, APPLIED, "")
                self.comments[HEADER] = one.reason
                continue
            now = self.machine.get(one.field)
            if one.action == "correct":
                self.document[one.field] = one.new
            agreed = one.action != "correct" or now in (one.old, one.new)
            self._say(one, APPLIED if agreed else CONFLICT, "", now)

    def item(self, kind: str, group: list[Correction]) -> None:
        """Corrections of one item."""
        span = self._found(group)
        if span is None:
            for one in group:
                self._say(one, ORPHAN, "", note="its words are not in the text, or not for sure")
            return
        base = max(group, key=lambda one: one.id).base or {}
        draft, exact = self._draft(kind, span, group, base)
        verdict = next((one for one in group if one.slot[2] == "verdict"), None)
        if draft is None:
            self._without_item(kind, span, group, base, verdict)
            return
        if not exact:
            self._other_edges(draft, span, base)
        for one in group:
            self._put(draft, one, exact=exact)
        self._judge(draft, group, verdict, exact=exact)

    def _found(self, group: Sequence[Correction]) -> tuple[int, int] | None:
        for one in sorted(group, key=lambda one: one.id, reverse=True):
            span = find_anchor(one.anchor, self.sentences) if one.anchor else None
            if span:
                return span
        return None

    def _draft(
        self, kind: str, span: tuple[int, int], group: Sequence[Correction], base: Fields
    ) -> tuple[Draft | None, bool]:
        """The item that stands there, and whether it has the very words."""
        places = [span, *self._moved(group)]
        for place in places:
            there = [draft for draft in self.drafts[kind] if self._words(draft) == place]
            if there:
                return max(there, key=lambda draft: self._likeness(draft, group[0].item_id, base)), True
        near = [(self._overlap(draft, span), draft) for draft in self.drafts[kind] if draft.item is not None]
        best = max(near, key=lambda pair: pair[0], default=(0.0, None))
        return (best[1], False) if best[0] >= SHARED else (None, False)

    def _moved(self, group: Sequence[Correction]) -> list[tuple[int, int]]:
        """Where a person moved the item to: the program may have learnt to find it there."""
        anchors = [Anchor.read(one.new["anchor"]) for one in group if one.action == "correct" and one.field == "quote"]
        return [span for span in (find_anchor(anchor, self.sentences) for anchor in anchors) if span]

    def _words(self, draft: Draft) -> tuple[int, int]:
        return anchor_span(draft.kind, draft.start, draft.end, self.record.text)

    def _likeness(self, draft: Draft, item_id: str, base: Fields) -> tuple[bool, int]:
        before = base.get("fields", {})
        return draft.id == item_id, sum(draft.machine.get(name) == value for name, value in before.items())

    def _overlap(self, draft: Draft, span: tuple[int, int]) -> float:
        start, end = self._words(draft)
        shared = max(0, min(end, span[1]) - max(start, span[0]))
        return shared / max(1, max(end, span[1]) - min(start, span[0]))

    def _other_edges(self, draft: Draft, span: tuple[int, int], base: Fields) -> None:
        """The program now finds the item with other edges: the person's words and values stand until it is settled."""
        draft.start, draft.end = span
        draft.fields = {**draft.fields, **_still(draft.kind, base.get("fields", {}))}

    def _without_item(
        self, kind: str, span: tuple[int, int], group: Sequence[Correction], base: Fields, verdict: Correction | None
    ) -> None:
        """The words stand there, but the program finds no item in them."""
        if verdict is not None and verdict.action == "reject":
            for one in group:
                self._say(one, APPLIED, "", note="the program does not find it any more")
            return
        added = verdict is not None and verdict.action == "add"
        fields = verdict.new if added and verdict is not None else base.get("fields", {})
        end = span[1]
        if kind == "sections":
            end = max(end, span[0] + int(base.get("end", 0)) - int(base.get("start", 0))) if base else end
            end = min(end, len(self.record.text))
        draft = Draft(group[0].item_id, kind, span[0], end, _still(kind, fields))
        draft.status = "added" if added else "confirmed"
        self.drafts[kind].append(draft)
        for one in group:
            self._put(draft, one, exact=added)
        self._judge(draft, group, verdict, exact=added)

    def _put(self, draft: Draft, one: Correction, *, exact: bool) -> None:
        """Put one correction of a value, or a comment, over the item; ``exact``: the item is what it was."""
        if one.action == "comment":
            self.comments[draft.id] = one.reason
            self._say(one, APPLIED, draft.id)
        elif one.action == "correct":
            now = self._now(draft, one.field)
            if one.field == "quote":
                self._move(draft, one)
            elif one.field in editable(draft.kind):
                draft.fields = {**draft.fields, one.field: one.new}
            if draft.status in ("auto", "confirmed"):
                draft.status = "confirmed" if one.field != "quote" and one.new == now else "corrected"
            says = one.new["quote"] if one.field == "quote" else one.new
            agreed = exact and (draft.item is None or now in (one.old, says))
            self._say(one, APPLIED if agreed else CONFLICT, draft.id, now, "" if exact or agreed else OTHERWISE)

    def _now(self, draft: Draft, name: str) -> Any:
        if name == "quote":
            item = draft.item
            if item is None:
                return None
            start, end = anchor_span(draft.kind, item.start, item.end, self.record.text)
            return self.record.text[start:end]
        return draft.machine.get(name)

    def _move(self, draft: Draft, one: Correction) -> None:
        span = find_anchor(Anchor.read(one.new["anchor"]), self.sentences)
        if span:
            draft.start, draft.end = span

    def _judge(self, draft: Draft, group: Sequence[Correction], verdict: Correction | None, *, exact: bool) -> None:
        """Confirmed, rejected or added: of an item that the program now describes otherwise it is a conflict."""
        if verdict is None:
            return
        own = {one.field for one in group if one.action == "correct"}
        before = _still(draft.kind, verdict.new if verdict.action == "add" else (verdict.base or {}).get("fields", {}))
        changed = {
            name: draft.machine[name]
            for name, value in before.items()
            if name in draft.machine and name not in own and draft.machine[name] != value
        }
        if changed and verdict.action in ("add", "confirm"):
            draft.fields = {**draft.fields, **{name: before[name] for name in changed}}
        if verdict.action in ("reject", "add"):
            draft.status = "rejected" if verdict.action == "reject" else "added"
        elif draft.status == "auto":
            draft.status = "confirmed"
        agreed = exact and not changed
        self._say(verdict, APPLIED if agreed else CONFLICT, draft.id, changed or None, "" if exact else OTHERWISE)

    def _say(self, one: Correction, outcome: str, item_id: str, machine: Any = None, note: str = "") -> None:
        self.outcomes.append(Outcome(one, outcome, item_id, machine, note))


def _still(kind: str, fields: Fields) -> Fields:
    """The fields that the kind still has: a correction may be older than the program."""
    return {name: value for name, value in fields.items() if name in editable(kind)}
