"""What people said of wordings: does the catalogue do as decided, and does the last word hold?"""

from __future__ import annotations

import pytest

from pipeline.database import open_database, read_database, writing
from pipeline.indicator_catalogue import Decision, Point, build_catalogue
from pipeline.indicator_decisions import decide, last_decision, stored_decisions, wording_of
from pipeline.indicator_source import read_catalogue
from schemas.errors import UsageError

A = "tỷ lệ nữ tham gia Ban Chấp hành công đoàn"
B = "tỷ lệ nữ tham gia Ban Thường vụ công đoàn"
C = "tỷ lệ nữ tham gia Ban Thường trực công đoàn"


def _point(document, indicator, value=30.0, target="t"):
    return Point(document, target, indicator, ">=", value, unit="%", due="2025-12-31")


POINTS = [_point("1", A), _point("2", B), _point("3", C)]
TWICE = [_point("1", A, 30, "t1"), _point("1", A, 40, "t2")]


# fmt: off
CASES = [
    # nothing was decided: three entries, all doubtful
    (POINTS, [], [{A}, {B}, {C}]),
    (POINTS, [Decision(A, B, True)], [{A, B}, {C}]),
    # the same carries on, in any order and direction
    (POINTS, [Decision(A, B, True), Decision(B, C, True)], [{A, B, C}]),
    (POINTS, [Decision(B, C, True), Decision(A, B, True)], [{A, B, C}]),
    (POINTS, [Decision(B, A, True), Decision(C, B, True)], [{A, B, C}]),
    # the last word on a pair holds, whichever wording comes first
    (POINTS, [Decision(A, B, True), Decision(B, A, False)], [{A}, {B}, {C}]),
    (POINTS, [Decision(A, B, False), Decision(A, B, True)], [{A, B}, {C}]),
    (POINTS, [Decision(A, B, True), Decision(A, B, None)], [{A}, {B}, {C}]),
    # another spelling of the same wording
    (POINTS, [Decision("tỉ lệ nữ trong BCH công đoàn", B, True)], [{A, B}, {C}]),
]
# fmt: on


@pytest.mark.parametrize(("points", "decisions", "entries"), CASES)
def test_catalogue_does_as_decided(points, decisions, entries):
    found = build_catalogue(points, decisions)

    assert sorted(sorted(entry.wordings) for entry in found.indicators) == sorted(sorted(one) for one in entries)


def _asked(points, decisions):
    found = build_catalogue(points, decisions)
    names = {entry.code: set(entry.wordings) for entry in found.indicators}
    return [names[doubt.one] | names[doubt.other] for doubt in found.doubts]


def test_catalogue_asks_no_more_of_what_was_decided():
    assert _asked(POINTS, []) in ([{A, B}, {B, C}], [{B, C}, {A, B}])
    assert {A, B} not in _asked(POINTS, [Decision(A, B, False)])
    assert {A, B} in _asked(POINTS, [Decision(A, B, False), Decision(A, B, None)])
    # A is B; what was said of A and C holds for B and C
    assert _asked(POINTS, [Decision(B, A, True)]) == [{A, B, C}]
    assert _asked(POINTS, [Decision(B, A, True), Decision(A, C, False)]) == []


@pytest.mark.parametrize(("said", "entries", "asked"), [(None, 2, 1), (True, 1, 0), (False, 2, 0)])
def test_catalogue_of_one_wording_set_twice(said, entries, asked):
    """Two targets of one document with the same words are two entries until a person says that they are one."""
    found = build_catalogue(TWICE, [Decision(A, A, said)])

    assert (len(found.indicators), len(found.doubts)) == (entries, asked)
    assert sum(len(entry.points) for entry in found.indicators) == 2


def test_decisions_are_read_from_the_database_and_a_file_goes_before_them(desk):
    with open_database(desk.db) as db, writing(db):
        decide(db, (A, B), "same", "lan")
        decide(db, (B, C), "different", "hoa")
        decide(db, (A, B), "open", "hoa")
        assert [(one.same, one.by) for one in stored_decisions(db)] == [(True, "lan"), (False, "hoa"), (None, "hoa")]
        assert last_decision(db, "lan") is None  # somebody took it back
        assert last_decision(db, "hoa") == Decision(B, C, False, "hoa")
        for wrong in (((A, ""), "same"), ((A, B), "perhaps")):
            with pytest.raises(UsageError):
                decide(db, *wrong, "lan")
    with read_database(desk.db) as db:
        catalogue = read_catalogue(db, [Decision(A, B, True)])
        entry = catalogue.indicators[0]
        assert wording_of(catalogue, entry.code) == entry.name
        assert wording_of(catalogue, A) == A
        with pytest.raises(UsageError):
            wording_of(catalogue, "CD-00000000")
