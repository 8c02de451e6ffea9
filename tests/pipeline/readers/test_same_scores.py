"""Is a document the same record as text, as Word and as PDF?

The five documents of the corpus, each in three formats. The two formats that a reader has to
take apart may differ from the text by two points in a hundred, for each kind of item.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipeline import extract
from schemas.record import DirectiveRecord

ROOT = Path(__file__).parents[3]
SEEDS = sorted(path.stem for path in (ROOT / "tests" / "data" / "seeds").glob("*.docx"))
KINDS = ("sections", "tasks", "themes", "targets", "deadlines", "assignments", "references")
FACTS = ("type", "number", "issued_on", "place", "issuers", "signers", "addressees", "recipients", "period")
TOLERANCE = 0.02


@cache
def record(seed: str, kind: str) -> DirectiveRecord:
    folder = ROOT / "corpus" / "documents" if kind == "txt" else ROOT / "tests" / "data" / "seeds"
    return extract((folder / f"{seed}.{kind}").read_bytes(), f"{seed}.{kind}")


def items(found: DirectiveRecord, kind: str) -> Counter[tuple[str, str]]:
    """Items by section and words; blanks do not count, because line ends are blanks."""
    path = "path" if kind in ("sections", "tasks") else "section"
    return Counter((getattr(item, path), "".join(item.quote.split())) for item in getattr(found, kind))


def agreement(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    """F1 of two bags; two empty ones agree."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_same_items_in_every_format(seed: str, kind: str) -> None:
    """Every kind of item, with the section it stands in."""
    text, other = record(seed, "txt"), record(seed, kind)

    agreed = {name: agreement(items(text, name), items(other, name)) for name in KINDS}
    assert {name: share for name, share in agreed.items() if share < 1 - TOLERANCE} == {}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_same_facts_in_every_format(seed: str, kind: str) -> None:
    """What the header says."""
    text, other = record(seed, "txt").document, record(seed, kind).document

    assert [getattr(other, name) for name in FACTS] == [getattr(text, name) for name in FACTS]


def test_agreement_can_fail() -> None:
    """The measure sees a lost item."""
    assert agreement(Counter({("I", "a"): 2}), Counter({("I", "a"): 1})) < 1 - TOLERANCE
