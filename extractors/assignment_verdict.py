"""What is asked of a list of bodies, and what is answered: the part it has, how surely, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.vocabulary import AssignmentRole as Role


class Subjects(StrEnum):
    """Which subjects of a sentence are ordered to do what it says."""

    ALL = "all"
    OBLIGED = "obliged"  # where results are told: only "cần", "phải", "tiếp tục" …
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The part of a list, or None, and how sure it is; ``why`` names the rule or the words."""

    role: Role | None
    confidence: float
    why: str


NOTHING = Verdict(None, 0.0, "none")
