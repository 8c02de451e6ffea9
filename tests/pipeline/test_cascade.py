"""A plan beside the one above it."""

from __future__ import annotations

import pytest

from pipeline.cascade import cascade
from pipeline.indicator_catalogue import Point

NAME = "tỷ lệ nữ tham gia Ban Chấp hành công đoàn các cấp"


def _point(document: str, comparator: str, value: float, due: str | None = "2025-12-31", name: str = NAME) -> Point:
    return Point(document, "1", name, comparator, value, unit="%", due=due)


CASES = [
    ((">=", 30), (">=", 30), "kept"),
    ((">=", 35), (">=", 30), "stricter"),
    ((">=", 25), (">=", 30), "looser"),
    (("<=", 2), ("<=", 3), "stricter"),  # an upper bound is stricter when lower
    (("<=", 4), ("<=", 3), "looser"),
    (("~", 30), (">=", 30), "looser"),  # about 30 may be less
    (("=", 30), (">=", 30), "kept"),
]


@pytest.mark.parametrize(("mine", "its", "what"), CASES)
def test_strictness(mine: tuple[str, float], its: tuple[str, float], what: str) -> None:
    (step,) = cascade([_point("a", *mine)], [_point("b", *its)], "a", "b")

    assert step.what == what


def test_another_wording_is_the_same_and_an_alike_one_is_doubtful() -> None:
    steps = list(cascade(
        [_point("a", ">=", 30, name="cán bộ nữ tham gia BCH công đoàn"), _point("a", ">=", 80, name="CĐCS xếp loại tốt trở lên")],
        [_point("b", ">=", 30), _point("b", ">=", 80, name="CĐCS xếp loại hoàn thành tốt trở lên")], "a", "b",
    ))  # fmt: skip

    assert [step.what for step in steps] == ["kept", "doubtful"]


def test_missing_added_and_another_year() -> None:
    steps = list(cascade([_point("a", ">=", 30, "2030-12-31"), _point("a", "=", 5, name="mô hình điểm")],
                         [_point("b", ">=", 30), _point("b", "=", 100, name="trạm y tế xã")], "a", "b"))  # fmt: skip

    assert [(step.what, step.row()["value"], step.row()["value_above"]) for step in steps] == [
        ("other year", ">= 30 % 2030-12-31", ">= 30 % 2025-12-31"), ("missing", None, "= 100 % 2025-12-31"),
        ("added", "= 5 % 2025-12-31", None),
    ]  # fmt: skip
