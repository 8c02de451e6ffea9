"""The indicator catalogue: what is one indicator, what is not, and what a person has to decide."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.indicator_catalogue import Catalogue, Decision, Point, build_catalogue
from pipeline.indicator_similarity import Verdict, compare
from pipeline.indicator_words import key_of

DOCS = Path(__file__).parents[2] / "docs"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("indicator_links", DOCS / "indicator_links.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return _script()


@pytest.fixture(scope="module")
def gold(script: ModuleType) -> Catalogue:
    return build_catalogue(script.read_gold())


PAIRS = [
    # three documents say it in three ways
    ("tỉ lệ nữ trong Ban Chấp hành Công đoàn khóa mới", "cán bộ nữ tham gia Ban Chấp hành công đoàn các cấp", "same"),
    # huong-dan-nu-cong-2024 as the extractor reads it: what is done for the share is not the share
    (
        "Quan tâm đào tạo, bồi dưỡng, kiện toàn cán bộ nữ tham gia Ban Chấp hành công đoàn",
        "nữ trong BCH công đoàn",
        "same",
    ),
    (
        "đào tạo cán bộ nữ",
        "cán bộ nữ",
        "doubtful",
    ),  # no share of a committee follows: the training may be what is measured
    ("CĐCS doanh nghiệp khu vực ngoài nhà nước", "công đoàn cơ sở doanh nghiệp ngoài khu vực nhà nước", "same"),
    ("Uỷ ban nhân dân cấp xã", "ủy ban nhân dân cấp xã", "same"),  # place of the tone mark
    ("giải ngân kế hoạch vốn năm 2025", "giải ngân kế hoạch vốn năm 2026", "same"),  # the year is the due day's
    # another sex, sector, level, area, number, organ
    ("tỷ lệ nữ tham gia Ban Chấp hành công đoàn", "tỷ lệ nữ tham gia Ban Thường vụ công đoàn", "doubtful"),
    ("CĐCS khu vực nhà nước xếp loại tốt", "CĐCS ngoài khu vực nhà nước xếp loại tốt", "different"),
    ("tăng trưởng kinh tế của Tỉnh", "tăng trưởng kinh tế của cả nước", "different"),
    ("tăng trưởng kinh tế", "tăng trưởng kinh tế của cả nước", "doubtful"),  # whose, the first does not say
    ("Đầu tư mới trạm 5G", "Lắp đặt mới trạm 4G", "different"),
    ("Đầu tư mới trạm 5G: Viettel", "Đầu tư mới trạm 5G: MobiFone", "different"),
    ("cán bộ được tập huân", "cán bộ được tập huấn", "doubtful"),  # chi-thi-btttt-2008: a typo is for a person
    ("sở quản lý trường", "trường quản lý sở", "doubtful"),  # order of words
    ("nữ đoàn viên đạt danh hiệu giỏi", "nam giới đoàn viên đạt danh hiệu giỏi", "different"),
]


@pytest.mark.parametrize(("one", "other", "verdict"), PAIRS)
def test_two_wordings(one: str, other: str, verdict: str) -> None:
    link = compare(key_of(one, "%"), key_of(other, "%"))

    assert link.verdict == verdict, link
    assert compare(key_of(other, "%"), key_of(one, "%")).verdict == verdict


def test_unit_tells_apart() -> None:
    assert compare(key_of("đoàn viên", "%"), key_of("đoàn viên", "người")).verdict is Verdict.DIFFERENT


def test_the_indicator_of_three_documents_is_one_entry(gold: Catalogue) -> None:
    entries = [one for one in gold.indicators if "Ban Chấp hành" in one.name and "nữ" in one.name]

    assert len(entries) == 1
    series = {(point.document, point.comparator, point.value, point.due) for point in entries[0].points}
    assert series == {
        ("huong-dan-binh-dang-gioi-2017", "~", 30, None),
        ("huong-dan-nu-cong-2024", ">=", 30, None),
        ("ke-hoach-tra-vinh-2021", ">=", 30, "2025-12-31"),
        ("ke-hoach-tra-vinh-2021", ">=", 30, "2030-12-31"),
    }
    assert entries[0].population == "Ban Chấp hành công đoàn các cấp"
    assert [match.code for match in entries[0].crosswalk] == ["-", "5.5.2"]


def test_no_two_indicators_of_the_gold_are_merged(gold: Catalogue) -> None:
    """Read by hand: the only two wordings of the gold that mean one thing are those of the women in committees."""
    assert [one.name for one in gold.indicators if len({(p.document, p.target) for p in one.points}) > 1] == [
        "tỷ lệ nữ tham gia Ban Chấp hành công đoàn các cấp"
    ]


def test_every_value_of_the_gold_is_in_one_series(script: ModuleType, gold: Catalogue) -> None:
    points = script.read_gold()

    assert sorted(map(repr, points)) == sorted(repr(point) for one in gold.indicators for point in one.points)


def test_table_of_links_is_what_the_program_does(script: ModuleType, gold: Catalogue) -> None:
    assert script.TABLE.read_text(encoding="utf-8") == script.text(gold), "run python docs/indicator_links.py"


def test_order_of_documents_does_not_matter(script: ModuleType, gold: Catalogue) -> None:
    points = script.read_gold()
    random.Random(8).shuffle(points)

    assert build_catalogue(points) == gold


def test_codes_stay_when_documents_go(script: ModuleType, gold: Catalogue) -> None:
    fewer = build_catalogue(point for point in script.read_gold() if "lai-chau" in point.document)

    assert {one.code for one in fewer.indicators} < {one.code for one in gold.indicators}


def _point(document: str, target: str, indicator: str, value: float = 80) -> Point:
    return Point(document, target, indicator, "=", value, unit="%")


def test_one_document_that_sets_it_twice_with_other_values_is_for_a_person() -> None:
    catalogue = build_catalogue(
        [_point("a", "1", "cán bộ được tập huấn", 100), _point("a", "2", "cán bộ được tập huấn", 70)]
    )

    assert len(catalogue.indicators) == 2
    assert [doubt.link.reason for doubt in catalogue.doubts] == ["one document sets it twice with other values"]


def test_one_document_that_repeats_a_value_is_one_entry() -> None:
    assert len(build_catalogue([_point("a", "1", "cán bộ"), _point("a", "2", "cán bộ")]).indicators) == 1


def test_a_person_decides() -> None:
    points = [_point("a", "1", "cán bộ được tập huấn"), _point("b", "1", "cán bộ được tập huân")]
    same = build_catalogue(points, [Decision("cán bộ được tập huấn", "cán bộ được tập huân", True)])
    different = build_catalogue(points, [Decision("cán bộ được tập huấn", "cán bộ được tập huân", False)])

    assert (len(build_catalogue(points).doubts), len(same.indicators), len(different.indicators)) == (1, 1, 2)
    assert not same.doubts
    assert not different.doubts
