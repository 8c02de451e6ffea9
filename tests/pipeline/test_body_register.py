"""Bodies: names, levels, parents, and successors as links."""

from __future__ import annotations

import pytest

from corpus.lexicon.load import column, table
from pipeline.body_register import identify, names_in_time, successors
from pipeline.instruments import Home


@pytest.mark.parametrize(
    ("mention", "place", "name", "system", "level"),
    [
        (
            "LĐLĐ tỉnh",
            "Lai Châu",
            "Liên đoàn Lao động tỉnh Lai Châu",
            "union",
            "province",
        ),  # chuong-trinh-lai-chau-2025
        ("Ban Nữ công TLĐ", None, "Ban Nữ công Tổng Liên đoàn Lao động Việt Nam", "union", "central"),
        ("UBND tỉnh", "Bắc Ninh", "Ủy ban nhân dân tỉnh Bắc Ninh", "state", "province"),  # ke-hoach-bac-ninh-2025
        ("Bộ Chính trị", None, "Bộ Chính trị", "party", "central"),
        ("Hội LHPN tỉnh", "Lai Châu", "Hội Liên hiệp Phụ nữ tỉnh Lai Châu", "women", "province"),
        ("một người nào đó", None, "Một người nào đó", "other", "unknown"),  # no body: nothing is guessed
    ],
)
def test_identify(mention, place, name, system, level):
    body = identify(mention, Home(place))

    assert (body.name, body.system, body.level) == (name, system, level)


def test_identify_parent_only_where_a_rule_says_so():
    assert identify("Liên đoàn Lao động tỉnh Lai Châu").parent == "Tổng Liên đoàn Lao động Việt Nam"
    assert identify("Ban Bí thư").parent is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Liên đoàn Lao động tỉnh Trà Vinh", ["Liên đoàn Lao động tỉnh Vĩnh Long"]),  # ke-hoach-tra-vinh-2021
        ("Bộ Thông tin và Truyền thông", ["Bộ Khoa học và Công nghệ"]),  # chi-thi-btttt-2008
        ("Sở Lao động - Thương binh và Xã hội tỉnh Yên Bái", ["Sở Nội vụ tỉnh Lào Cai"]),  # by kind and by place
        ("Liên đoàn Lao động tỉnh Lai Châu", []),  # not merged
        ("Bộ Tài chính", []),  # took others in, is itself
        ("Ủy ban nhân dân tỉnh Hà Nam Ninh", []),  # only begins like Hà Nam
    ],
)
def test_successors(name, expected):
    assert [one.name for one in successors(name)] == expected


def test_names_in_time_goes_both_ways():
    assert "Liên đoàn Lao động tỉnh Vĩnh Long" in names_in_time("Liên đoàn Lao động tỉnh Trà Vinh")
    assert "Liên đoàn Lao động tỉnh Trà Vinh" in names_in_time("Liên đoàn Lao động tỉnh Vĩnh Long")


def test_mergers_name_every_former_place_once():
    """The table of places and that of mergers know the same former provinces."""
    former = {row["name"] for row in table("places") if row["former"] == "yes"}

    assert {name.removeprefix("tỉnh ") for name in column("place_mergers", "former")} == former
