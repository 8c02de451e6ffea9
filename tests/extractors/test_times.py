"""Does a time phrase become the right days, and nothing else a time?"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from extractors import calendar
from extractors.times import TimeKind, find_times

# fmt: off
# phrase, first day, last day
DAYS = [
    # a day in figures; day before month, also where both could be a month
    ("trước ngày 05/11/2024",                        "2024-11-05", "2024-11-05"),  # huong-dan-nu-cong-2024
    # a day in words
    ("ngày 31 tháng 01 năm 2024",                    "2024-01-31", "2024-01-31"),  # chuong-trinh-phoi-hop-lai-chau-2024
    # dots instead of slashes
    ("từ ngày 1.7.2025",                             "2025-07-01", "2025-07-01"),
    # a year of two figures, only behind "ngày"
    ("ngày 20/5/24",                                 "2024-05-20", "2024-05-20"),
    # no year: none is invented
    ("trước ngày 01/11",                             "--11-01",    "--11-01"),     # ke-hoach-tra-vinh-2021
    # the 29th of February without a year is a day of some years
    ("ngày 29/02",                                   "--02-29",    "--02-29"),
    # an hour and a weekday between the bound and the day
    ("trước 17 giờ 00, thứ Sáu, ngày 10/3/2025",     "2025-03-10", "2025-03-10"),
    # a range whose year stands at its end
    # a third of a month (127-KL/TW 2025)
    ("vào trung tuần tháng 4/2025",                  "2025-04-11", "2025-04-20"),
    ("hạ tuần tháng 2/2025",                         "2025-02-21", "2025-02-28"),
    ("thượng tuần tháng 9",                          "--09-01",    "--09-10"),
    ("từ ngày 15/11 đến ngày 15/12/2024",            "2024-11-15", "2024-12-15"),  # huong-dan-nu-cong-2024
    # … and goes back where the range crosses the year
    ("từ ngày 15/12 đến ngày 15/01/2025",            "2024-12-15", "2025-01-15"),
    # … or forward, when the first day has it
    ("từ ngày 20/12/2024 đến ngày 10/01",            "2024-12-20", "2025-01-10"),
    # a hyphen for "đến"
    ("từ ngày 15/11-15/12",                          "--11-15",    "--12-15"),     # huong-dan-binh-dang-gioi-2017
    # the month stands once
    ("từ ngày 15 đến ngày 20 tháng 11 năm 2025",     "2025-11-15", "2025-11-20"),
    ("ngày 15-20/11/2025",                           "2025-11-15", "2025-11-20"),
    # the two days of a jubilee
    ("(28/7/1929-28/7/2024)",                        "1929-07-28", "2024-07-28"),  # huong-dan-nu-cong-2024
    ("(19/5/1890 – 19/5/2025)",                      "1890-05-19", "2025-05-19"),  # chuong-trinh-lai-chau-2025
    # months
    ("vào tháng 6/2024",                             "2024-06-01", "2024-06-30"),
    ("tháng 2 năm 2024",                             "2024-02-01", "2024-02-29"),
    ("tháng 12",                                     "--12-01",    "--12-31"),
    # two months that follow one another are a stretch
    ("(tháng 5, 6/2024)",                            "2024-05-01", "2024-06-30"),  # huong-dan-nu-cong-2024
    ("tháng 02/1949-02/2024",                        "1949-02-01", "2024-02-29"),  # huong-dan-nu-cong-2024
    ("từ tháng 11 đến tháng 2/2025",                 "2024-11-01", "2025-02-28"),
    # a month and a quarter
    ("vào tháng 12/2024 đến hết Quý I/2025",         "2024-12-01", "2025-03-31"),  # huong-dan-nu-cong-2024
    # quarters, in either figures
    ("trong quý III năm 2025",                       "2025-07-01", "2025-09-30"),
    ("Quý 1/2025",                                   "2025-01-01", "2025-03-31"),
    ("Quý I và Quý II/2014",                         "2014-01-01", "2014-06-30"),
    # halves of a year
    ("6 tháng đầu năm 2025",                         "2025-01-01", "2025-06-30"),
    ("06 tháng cuối năm 2025",                       "2025-07-01", "2025-12-31"),
    # years
    ("đến năm 2025",                                 "2025-01-01", "2025-12-31"),
    ("từ nay đến hết năm 2025",                      None,         "2025-12-31"),  # thong-bao-vpcp-2025
    ("giai đoạn 2021 - 2030",                        "2021-01-01", "2030-12-31"),
    ("từ năm 2021 đến năm 2025",                     "2021-01-01", "2025-12-31"),
    ("năm học 2023-2024",                            "2023-09-01", "2024-05-31"),
]

# phrase, bound, recurrence, offset
WORDS = [
    ("chậm nhất đến ngày 30/6/2009",                 "by",     None, None),         # chi-thi-btttt-2008
    ("xong trước ngày 30/6/2025",                    "before", None, None),
    ("đến hết quý II năm 2025",                      "by",     None, None),
    ("Từ 01/7/2025",                                 "from",   None, None),         # ke-hoach-bac-ninh-2025
    # both ends are printed: it is no open "from"
    ("từ ngày 15/11 đến 15/12",                      "during", None, None),         # ke-hoach-tra-vinh-2021
    ("vào ngày 19 tháng 12 năm 2025",                "on",     None, None),
    ("trong tháng 12/2025",                          "during", None, None),
    # the frequency behind the day, or before it
    ("trước ngày 01/11 hàng năm",                    "before", "FREQ=YEARLY", None),  # ke-hoach-tra-vinh-2021
    ("hằng năm (trước ngày 15 tháng 11)",            "before", "FREQ=YEARLY", None),  # ke-hoach-bac-ninh-2025
    ("Hằng năm",                                     None,     "FREQ=YEARLY", None),
    ("định kỳ hằng quý",                             None,     "FREQ=MONTHLY;INTERVAL=3", None),
    ("Định kỳ (ít nhất 6 tháng một lần)",            None,     "FREQ=MONTHLY;INTERVAL=6", None),  # chi-thi-btttt
    # huong-dan-btgdv-2025
    ("đúng ngày mồng 3 hằng tháng",                  "on",     "FREQ=MONTHLY;BYMONTHDAY=3", None),
    ("trước ngày 20 của tháng cuối quý",             "before", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", None),
    ("thứ Bảy hoặc Chủ nhật hàng tuần",              None,     "FREQ=WEEKLY;BYDAY=SA,SU", None),
    # an offset is no day
    ("trong thời hạn 15 ngày kể từ ngày ký",         "by",     None, "P15D"),
    ("chậm nhất 05 ngày làm việc sau khi nhận được văn bản", "by", None, "P5D"),
]

# what is no time, or none that a day can be read from
NOTHING = [
    # the calendar has no such day, and none is put in its place
    "trước ngày 31/02/2024",
    "ngày 29/02/2023",
    # a count of months or years that have passed
    "sau 35 năm triển khai",
    "trong 5 năm qua",
    # numbers of instruments, shares and ratios
    "Nghị định số 145/2020/NĐ-CP",
    "Kế hoạch số 12-KH/TU",
    "đạt 80%",
    # a day whose month stands nowhere
    "ngày 15",
    # "định kỳ" says that, not when
    "định kỳ báo cáo",
]
# fmt: on


@pytest.mark.parametrize(("phrase", "first", "last"), DAYS)
def test_days(phrase: str, first: str | None, last: str) -> None:
    """One phrase is one time, with these first and last days."""
    (time,) = find_times(phrase)

    assert (first, last) == (time.first, time.last)


@pytest.mark.parametrize(("phrase", "bound", "recurrence", "offset"), WORDS)
def test_bounds(phrase: str, bound: str | None, recurrence: str | None, offset: str | None) -> None:
    """The bounding words are inside the span and give the bound, the frequency or the offset."""
    (time,) = find_times(phrase)

    assert (bound, recurrence, offset) == (time.bound, time.recurrence, time.offset)
    assert phrase.strip("()") == phrase[time.start : time.end].strip("()")


@pytest.mark.parametrize("phrase", NOTHING)
def test_no_time(phrase: str) -> None:
    """No time is found."""
    assert list(find_times(phrase)) == []


def test_lists_share_bound_year_and_frequency() -> None:
    """The bound stands before a list, the year or the frequency behind it."""
    yearly = list(find_times("trước ngày 15/6 và 15/12 hằng năm"))
    dated = list(find_times("các ngày 8/3, 20/10/2024"))

    assert [(time.last, time.bound, time.recurrence) for time in yearly] == [
        ("--06-15", "before", "FREQ=YEARLY"),
        ("--12-15", "before", "FREQ=YEARLY"),
    ]
    assert [time.last for time in dated] == ["2024-03-08", "2024-10-20"]


def test_months_apart_are_no_stretch() -> None:
    """Months of a list that do not follow one another stay two times."""
    assert [(time.first, time.last) for time in find_times("Tháng 3, tháng 6/2025")] == [
        ("2025-03-01", "2025-03-31"),
        ("2025-06-01", "2025-06-30"),
    ]


def test_two_years_of_a_target_stay_two() -> None:
    """As in "đến năm 2025 và duy trì đến năm 2030" is no range."""
    found = list(find_times("đến năm 2025 và duy trì đến năm 2030"))  # ke-hoach-tra-vinh-2021

    assert [time.last for time in found] == ["2025-12-31", "2030-12-31"]


def test_part_of_a_year_that_has_passed_is_told_apart() -> None:
    """As in "10 tháng năm 2025" is not the year 2025."""
    (time,) = find_times("Trong 10 tháng năm 2025")  # thong-bao-vpcp-2025

    assert TimeKind.TO_DATE is time.kind


def test_open_end() -> None:
    """As in "và các năm tiếp theo" belongs to the phrase."""
    (time,) = find_times("Năm 2025 và các năm tiếp theo.")  # ke-hoach-tphcm-2025

    assert (time.open_end, time.end) == (True, 29)


def test_bare_figures_are_marked() -> None:
    """As in "1/3" may be a share and "2021-2025" a name: the caller is told."""
    assert [time.bare for time in find_times("1/3 số hộ; Đề án 2021-2025")] == [True, True]


def test_offsets_are_into_the_whole_text() -> None:
    """A part of a text is searched, and its places are places of the text."""
    text = "Năm 2024. Báo cáo trước ngày 20/5/2024; ngày 1/1/2025."
    (time,) = find_times(text, 10, 38)

    assert text[time.start : time.end] == "trước ngày 20/5/2024"
    assert text[slice(*time.core)] == "ngày 20/5/2024"


def test_anchor_is_as_printed() -> None:
    """The event keeps its capitals and stops before the body that has to act."""
    (time,) = find_times("Trong 30 ngày kể từ ngày Quyết định có hiệu lực, Sở Y tế báo cáo")

    assert time.anchor == "ngày Quyết định có hiệu lực"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati"])
def test_no_clock(zone: str) -> None:
    """Neither the time zone nor the locale changes what is read."""
    code = "from extractors.times import find_times as f; print([t.last for t in f('ngày 05/11 và 8/3/2024')])"
    env = {**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)

    assert done.stdout.strip() == "['2024-11-05', '2024-03-08']"


@pytest.mark.parametrize(
    ("value", "year", "expected"),
    [
        ("--11-01", 2021, "2021-11-01"),
        # the last day of February is another one each year
        ("--02-29", 2023, "2023-02-28"),
        # a year that is printed stays
        ("2020-01-01", 2021, "2020-01-01"),
    ],
)
def test_in_year(value: str, year: int, expected: str) -> None:
    """A day of every year as the day of one."""
    assert expected == calendar.in_year(value, year)
