"""The tables that are exported, with what each column is called and means."""

from __future__ import annotations

from pipeline.exports.cascade_table import cascade_table
from pipeline.exports.table_model import Column, Table, columns
from pipeline.indicator_catalogue import Catalogue
from pipeline.indicator_source import read_catalogue
from schemas.sqlite import Database


def tables_of(db: Database, data: str, catalogue: Catalogue | None = None) -> list[Table]:
    """The tables of one kind of data: documents, tasks, deadlines, references, targets, indicators or cascade."""
    if data == "indicators":
        return indicator_tables(catalogue or read_catalogue(db))
    if data == "cascade":
        return [cascade_table(db)]
    view, heading, shown = _VIEWS[data]
    names = [column.name for column in shown]
    rows = tuple({name: row[name] for name in names} for row in db.query(f"SELECT * FROM {view}"))
    key = (
        ("document_id",)
        if data == "documents"
        else ("document_id", "id", *(("milestone",) if data == "targets" else ()))
    )
    return [Table(data, heading, shown, key, rows)]


def indicator_tables(catalogue: Catalogue) -> list[Table]:
    """Entries, their series, and the links that a person has to decide."""
    entries = tuple(
        {
            **{name: getattr(entry, name) for name in _names(_ENTRY) if hasattr(entry, name)},
            "crosswalk": "; ".join(f"{match.scheme} {match.code} ({match.match})" for match in entry.crosswalk),
            "wordings": "; ".join(entry.wordings),
            "documents": len({point.document for point in entry.points}),
        }
        for entry in catalogue.indicators
    )
    series = tuple(
        {
            "code": entry.code,
            "name": entry.name,
            "ordinal": at,
            **{n: getattr(point, n) for n in _names(_SERIES) if hasattr(point, n)},
        }
        for entry in catalogue.indicators
        for at, point in enumerate(entry.points, 1)
    )
    doubts = tuple(
        {
            "code": doubt.one,
            "other_code": doubt.other,
            "name": doubt.one_name,
            "other_name": doubt.other_name,
            "score": doubt.link.score,
            "reason": doubt.link.reason,
        }
        for doubt in catalogue.doubts
    )
    return [
        Table("indicators", "Chỉ tiêu", _ENTRY, ("code",), entries),
        Table("series", "Giá trị chỉ tiêu", _SERIES, ("code", "ordinal"), series, ("code", "indicators")),
        Table("doubtful_links", "Cần xem lại", _DOUBTS, ("code", "other_code"), doubts, ("code", "indicators")),
    ]


def _names(columns: tuple[Column, ...]) -> list[str]:
    return [column.name for column in columns]


_ENTRY = columns("""
code | string | Mã | Stable code: hash of the key of the wording
name | string | Tên chỉ tiêu | One of the documents' wordings
definition | string | Nội dung | The words of the documents, with where they stand
unit | string | Đơn vị | Unit of the values
population | string | Đối tượng | The group it is about
disaggregation | string | Phân tổ | Sex, sector, level, area, part
direction | string | Hướng | increase where more is better, decrease where less is
frequency | string | Kỳ | RFC 5545 recurrence
responsible | string | Cơ quan chịu trách nhiệm | Leading bodies, else the issuers
topic | string | Mã nhóm | Code of the topic
topic_label | string | Nhóm | Vietnamese name of the topic
crosswalk | string | Đối chiếu | Published indicators next to it
wordings | string | Cách ghi | All wordings
documents | integer | Số văn bản | How many documents set it
""")
_SERIES = columns("""
code | string | Mã | Code of the indicator
name | string | Tên chỉ tiêu | Name of the indicator
ordinal | integer | Thứ tự | Place in the series
comparator | string | So sánh | How the value bounds: =, >=, >, <=, <, ~, range
value | number | Giá trị | The value
value_max | number | Giá trị trên | Upper value of a range
unit | string | Đơn vị | Unit of the value
change | string | Tăng giảm | increase or decrease where the value is a change
per | string | Tính trên | What it is counted for
due | string | Thời hạn | Day by which; may be a year or a month
recurrence | string | Lặp lại | RFC 5545 recurrence
area | string | Địa bàn | Where the document was issued
document | string | Văn bản | Id of the document
number | string | Số, ký hiệu | Its number
issued_on | string | Ngày ban hành | Its date
issuer | string | Cơ quan ban hành | Its issuers
path | string | Mục | Place in the outline
page | integer | Trang | Page
quote | string | Nguyên văn | The words
status | string | Trạng thái | auto, or what a reviewer made of it
target | string | Mã mục | Id of the target in its record
""")
_DOUBTS = columns("""
code | string | Mã | One entry
other_code | string | Mã khác | The other entry
name | string | Tên | Name of the one
other_name | string | Tên khác | Name of the other
score | number | Độ giống | Share of common words
reason | string | Lý do | Why a person has to decide
""")
_HEAD = """
document_id | string | Văn bản | Id of the document
document_title | string | Trích yếu | Its title
document_number | string | Số, ký hiệu | Its number
issuer | string | Cơ quan ban hành | Its issuers
"""
_TAIL = """
quote | string | Nguyên văn | The words
page | integer | Trang | Page
confidence | number | Độ tin cậy | How sure the program is
status | string | Trạng thái | auto, or what a reviewer made of it
id | string | Mã mục | Id of the item
"""
_VIEWS: dict[str, tuple[str, str, tuple[Column, ...]]] = {
    "documents": (
        "v_documents",
        "Văn bản",
        columns(
            _HEAD
            + """
type | string | Tên loại | Type
issued_on | string | Ngày ban hành | Date of issue; may lack its day
place | string | Địa danh | Place
period_start | string | Từ | Period: first day
period_end | string | Đến | Period: last day
source_name | string | Tệp | File
pages | integer | Số trang | Pages
tasks | integer | Số nhiệm vụ | Tasks
targets | integer | Số chỉ tiêu | Targets
deadlines | integer | Số thời hạn | Deadlines
citations | integer | Số dẫn chiếu | Citations""".strip("\n")
        ),
    ),
    "tasks": (
        "v_tasks",
        "Nhiệm vụ",
        columns(
            _HEAD
            + """
path | string | Mục | Place in the outline
action | string | Việc | Leading verb phrase
role_label | string | Loại mục | What the section is for
deadlines | string | Thời hạn | Its deadlines as printed
leads | string | Chủ trì | Leading bodies
coordinates | string | Phối hợp | Coordinating bodies""".strip("\n")
            + _TAIL
        ),
    ),
    "deadlines": (
        "v_deadlines",
        "Thời hạn",
        columns(
            _HEAD
            + """
path | string | Mục | Place in the outline
kind | string | Mã loại | due, window or event
kind_label | string | Loại | In Vietnamese
bound | string | Giới hạn | before, by, on, from, during
starts_on | string | Từ ngày | First day; may be a year or a month
ends_on | string | Đến ngày | Last day; may be a year or a month
recurrence | string | Lặp lại | RFC 5545 recurrence
anchor_offset | string | Sau mốc | ISO 8601 duration after the anchor
anchor | string | Mốc | The event it counts from
action | string | Việc | What has to be done""".strip("\n")
            + _TAIL
        ),
    ),
    "references": (
        "v_citations",
        "Văn bản dẫn chiếu",
        columns(
            _HEAD
            + """
path | string | Mục | Place in the outline
type | string | Tên loại | Type of the cited instrument
number | string | Số được dẫn | Its number
date | string | Ngày được dẫn | Its date
cited_issuer | string | Cơ quan được dẫn | Its issuer
title | string | Trích yếu được dẫn | Its title
article | string | Điều | Article
clause | string | Khoản | Clause
point | string | Điểm | Point
relation | string | Mã quan hệ | What the document does with it
relation_label | string | Quan hệ | In Vietnamese
instrument | string | Mã văn bản | Id of the instrument within the document""".strip("\n")
            + _TAIL
        ),
    ),
    "targets": (
        "v_targets",
        "Chỉ tiêu",
        columns(
            _HEAD
            + """
path | string | Mục | Place in the outline
indicator | string | Chỉ tiêu | What is measured
comparator | string | So sánh | How the value bounds
value | number | Giá trị | The value
value_max | number | Giá trị trên | Upper value of a range
unit | string | Đơn vị | Unit
due | string | Thời hạn | Day by which
milestone | integer | Thứ tự | Place among the target's values""".strip("\n")
            + _TAIL
        ),
    ),
}
DATA = ("indicators", *_VIEWS, "cascade", "graph")
