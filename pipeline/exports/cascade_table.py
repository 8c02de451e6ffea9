"""The table of ``chidao export cascade``: each target and task of a plan beside that of the plan above."""

from __future__ import annotations

from pipeline.cascade import read_cascade
from pipeline.cascade_model import ITEMS, VIETNAMESE
from pipeline.exports.table_model import Table, columns
from schemas.sqlite import Database

_COLUMNS = columns("""
document_id | string | Văn bản | Id of the lower document
implements | string | Thực hiện văn bản | Id of the document above
ordinal | integer | Thứ tự | Place among the steps of the two
item | string | Mã loại | target or task
item_label | string | Loại | In Vietnamese
what | string | Mã kết quả | kept, changed, stricter, looser, other year, doubtful, missing, added
what_label | string | Kết quả | In Vietnamese
words | string | Nội dung | The lower document's words
words_above | string | Nội dung cấp trên | The words of the document above
value | string | Giá trị, thời hạn | Value of a target, days of a task
value_above | string | Giá trị, thời hạn cấp trên | The same above
responsible | string | Cơ quan thực hiện | Leading bodies
responsible_above | string | Cơ quan thực hiện cấp trên | The same above
difference | string | Khác nhau | What differs, in Vietnamese
similarity | number | Độ giống | Share of common words
path | string | Mục | Place in the lower document's outline
path_above | string | Mục cấp trên | The same above
page | integer | Trang | Page
page_above | integer | Trang cấp trên | The same above
id | string | Mã mục | Id of the item
id_above | string | Mã mục cấp trên | The same above
""")


def cascade_table(db: Database) -> Table:
    """The table; a step is known by both documents and its place."""
    rows, place = [], 0
    pair = ("", "")
    for step in read_cascade(db):
        place = place + 1 if (step.lower, step.upper) == pair else 1
        pair = (step.lower, step.upper)
        row = step.row()
        rows.append(
            {
                **row,
                "document_id": row.pop("document"),
                "ordinal": place,
                "item_label": ITEMS[step.item],
                "what_label": VIETNAMESE[step.what],
            }
        )
    key = ("document_id", "implements", "ordinal")
    return Table("cascade", "So với văn bản cấp trên", _COLUMNS, key, tuple(rows))
