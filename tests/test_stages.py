"""Do the stages stand as declared, in an order in which each finds what it needs?

When a stage's output changes on purpose: raise its version, and write ``tests/stages.json`` anew with
``python tests/test_stages.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

from extractors.stages import STAGES
from pipeline.nlp import pipeline

FROZEN = Path(__file__).with_name("stages.json")


def declared() -> list[dict[str, object]]:
    return [{"name": s.name, "version": s.version, "requires": list(s.requires)} for s in STAGES]


def test_stages_are_frozen() -> None:
    assert declared() == json.loads(FROZEN.read_text(encoding="utf-8"))


def test_every_stage_runs_after_what_it_requires() -> None:
    seen: set[str] = set()
    for stage in STAGES:
        assert set(stage.requires) <= seen, stage.name
        seen.add(stage.name)


def test_spacy_agrees_about_the_order() -> None:
    analysis = pipeline().analyze_pipes(keys=["assigns", "requires"])
    problems = {name: needs for name, needs in analysis["problems"].items() if set(needs) - {"doc._.outline"}}

    assert problems == {}  # doc._.outline is set before the first component runs


if __name__ == "__main__":
    FROZEN.write_text(json.dumps(declared(), indent=1) + "\n", encoding="utf-8")
