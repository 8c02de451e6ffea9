"""What a cascade is made of: one target or task of a plan beside that of the plan above."""

from __future__ import annotations

from dataclasses import dataclass

#: What can be said of a step, in the order of docs/cascade.md.
VIETNAMESE = {
    "kept": "giữ nguyên",
    "changed": "thay đổi",
    "stricter": "chặt hơn",
    "looser": "lỏng hơn",
    "other year": "khác năm",
    "doubtful": "cần xem",
    "missing": "chưa có",
    "added": "bổ sung",
}
ITEMS = {"target": "chỉ tiêu", "task": "nhiệm vụ"}


@dataclass(frozen=True, slots=True)
class Side:
    """A target or a task as one of the two plans has it."""

    id: str
    words: str
    value: str
    responsible: str
    path: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One target or task of the upper plan beside that of the lower; one of the two may be missing."""

    lower: str
    upper: str
    item: str
    what: str
    mine: Side | None
    its: Side | None
    similarity: float | None = None
    difference: str = ""

    def row(self) -> dict[str, object]:
        """The step as a row to print."""
        row: dict[str, object] = {
            "document": self.lower,
            "implements": self.upper,
            "item": self.item,
            "what": self.what,
            "words": self.mine.words if self.mine else None,
            "words_above": self.its.words if self.its else None,
            "difference": self.difference,
            "similarity": self.similarity,
        }
        for name in ("value", "responsible", "path", "page", "id"):
            for suffix, side in (("", self.mine), ("_above", self.its)):
                row[name + suffix] = getattr(side, name) if side else None
        return row
