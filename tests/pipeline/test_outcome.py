"""The list of what became of the files of a run is on the disk, and reads as a list does."""

from __future__ import annotations

import pytest

from pipeline.outcome import Fate, Outcome, Outcomes, Report
from schemas.errors import EmptyFileError

GOOD = [Outcome(f"kế hoạch {number}.txt", Fate.STORED, f"ubnd_{number}", (number,) * 8) for number in range(5)]
BAD = Outcome("trống.txt", Fate.FAILED, error=EmptyFileError("empty", where="trống.txt"), stage="read")


@pytest.fixture
def outcomes() -> Outcomes:
    made = Outcomes()
    for one in (*GOOD[:3], BAD, *GOOD[3:]):
        made.append(one)
    return made


def test_outcomes_are_a_sequence(outcomes: Outcomes) -> None:
    assert list(outcomes) == [*GOOD[:3], BAD, *GOOD[3:]]
    assert (len(outcomes), outcomes[0], outcomes[-1], outcomes[2:5]) == (6, GOOD[0], GOOD[4], [GOOD[2], BAD, GOOD[3]])
    with pytest.raises(IndexError):
        outcomes[6]


def test_outcomes_may_grow_while_they_are_read(outcomes: Outcomes) -> None:
    first = next(iter(outcomes))
    outcomes.append(first)

    assert outcomes[-1] == first
    assert outcomes[5] == GOOD[4]


def test_outcomes_keep_the_errors_themselves(outcomes: Outcomes) -> None:
    assert Report(outcomes).errors == (BAD.error,)
    assert outcomes[3].error is BAD.error
    assert Report(outcomes).exit_code == 5
