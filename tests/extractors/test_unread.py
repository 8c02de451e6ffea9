"""Is what nobody could read a blank, and what was read kept?"""

from __future__ import annotations

import pytest

from extractors.unread import HEAD, blank_unread

# fmt: off
ROWS = [
    # digits by hand: d193, d195, d199, d185
    ("Số: JJ2 /BKHCN-TTra",                     "Số:     /BKHCN-TTra"),
    ("Số:{34.2 /KH-SYT",                        "Số:      /KH-SYT"),
    ("sóz2(|/KH-SYT",                           "Số:   /KH-SYT"),
    ("Số: để /CT-BCT",                          "Số:    /CT-BCT"),
    # day by hand: d186, d178 (month with a letter in it), d189 (run together)
    ("ngày “ÍÖ tháng 01 năm 2010",              "ngày     tháng 01 năm 2010"),
    ("ngày Qạ tháng 0l năm 2010",               "ngày    tháng 01 năm 2010"),
    ("ngàyf1Ÿ tháng 01 năm 2010",               "ngày    tháng 01 năm 2010"),
    # one letter, one digit
    ("ngày 06 tháng 1] năm 2017",               "ngày 06 tháng 11 năm 2017"),
    ("ngày ¡2 tháng 7 năm 2010",                "ngày 12 tháng 7 năm 2010"),
]
KEPT = [
    # read well
    "Số: 05/KH-UBND", "Số:404 /TB-SYT", "Số:13/CTr-LĐLĐ", "ngày 05 tháng 3 năm 2024",
    # left blank by the office
    "Số:      /KH-UBND",
    # no number of the head
    "Số liệu năm 2010/năm 2009", "Sở Y tế/SYT-NVY",
    # nobody knows the month
    "ngày 2Ÿ tháng LÍ năm 2017",
]
# fmt: on


@pytest.mark.parametrize(("read", "meant"), ROWS)
def test_unread_is_blank(read: str, meant: str) -> None:
    """The length stays."""
    assert blank_unread(read) == meant
    assert len(meant) == len(read)


@pytest.mark.parametrize("text", KEPT)
def test_read_is_kept(text: str) -> None:
    """What can be read is not touched."""
    assert blank_unread(text) == text


# fmt: off
DOUBTFUL = [
    # d197: 2016, written by hand and read as 404
    ("Số:404 /TB-SYT",            (0, 6),    "Số:    /TB-SYT"),
    ("ngày 31 tháng 10 năm 2017", (5, 7),    "ngày    tháng 10 năm 2017"),
    # other digits stay as read, also unsure ones
    ("Điều 4 của 31/2004",        (0, 18),   "Điều 4 của 31/2004"),
    ("Số: 12/TB-SYT",             (7, 13),   "Số: 12/TB-SYT"),
]
# fmt: on


@pytest.mark.parametrize(("read", "span", "meant"), DOUBTFUL)
def test_doubtful_digits_are_blank(read: str, span: tuple[int, int], meant: str) -> None:
    """A wrong number is worse than none."""
    assert blank_unread(read, [span]) == meant


def test_only_the_head_has_a_number() -> None:
    """A line of the body that begins like one is text."""
    body = "x" * HEAD + "\nSố: JJ2 /BKHCN-TTra"

    assert blank_unread(body) == body
