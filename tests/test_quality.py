"""docs/quality.md says what the program reaches now, and that is enough."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "quality.md"
#: F1 of each kind, and the share of right attributes, that no change may fall below.
FLOORS = {
    "document": 0.96, "sections": 0.97, "tasks": 0.97, "themes": 1.0,
    "references": 0.97, "targets": 0.95, "deadlines": 0.92, "assignments": 0.90,
}  # fmt: skip
ATTRIBUTE_FLOOR = 0.9
LOOSE_FLOORS = {"issuer": 0.8, "title": 0.8, "relation": 0.8}


@pytest.fixture(scope="module")
def pasting() -> Any:
    """The script that writes the tables; ``docs`` is no package."""
    spec = importlib.util.spec_from_file_location("paste_scores", PAGE.parent / "paste_scores.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores(pasting: Any) -> Any:
    """What the program reaches on all gold."""
    return pasting.measure()


def test_page_shows_these_scores(pasting: Any, scores: Any) -> None:
    page = PAGE.read_text("utf-8")

    assert pasting.refreshed(page, scores) == page, "run: python docs/paste_scores.py"


@pytest.mark.parametrize("kind", FLOORS)
def test_no_kind_falls_below_its_floor(scores: Any, kind: str) -> None:
    figures = scores.total[kind].figures()

    assert figures["f1"] >= FLOORS[kind]
    for name, share in figures["attributes"].items():
        assert share >= LOOSE_FLOORS.get(name, ATTRIBUTE_FLOOR), f"{kind}.{name}"


def test_sure_items_are_right(scores: Any) -> None:
    """Items with a confidence of 0.9 and more are right 95 times in 100."""
    judged = [item for kind in FLOORS for item in scores.total[kind].judged]
    sure = [right for confidence, right in judged if confidence >= 0.9]

    assert len(sure) > 1000
    assert sum(sure) >= 0.95 * len(sure)
