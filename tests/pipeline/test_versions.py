"""Is a newer version linked with what changed, a near duplicate suspected, and neither refused?"""

from __future__ import annotations

import sqlite3

import pytest

from corpus.fold import fold
from pipeline import extract
from pipeline.batch import run
from pipeline.compare import compare
from pipeline.files import InputFile
from pipeline.sketch import SUSPECT, _code, bands, similarity, sketch
from pipeline.store import Store

HEAD = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU\nSố: 13/CTr-LĐLĐ\nLai Châu, ngày 27 tháng 02 năm 2025\nCHƯƠNG TRÌNH\nCông tác\n"
)
BODY = """I. CHỈ TIÊU
1. Phấn đấu {share}% trở lên công đoàn cơ sở tổ chức hội nghị người lao động.
II. NHIỆM VỤ
1. Ban Tuyên giáo tổ chức tập huấn nghiệp vụ công đoàn trước ngày {day}/6/2025.
2. {more}
"""
MORE = "Văn phòng tổng hợp báo cáo kết quả gửi Ban Thường vụ."


def _document(share=80, day=15, more=MORE):
    return HEAD + BODY.format(share=share, day=day, more=more)


def _record(text):
    return extract(text.encode(), "ct.txt")


def _rows(path, sql):
    connection = sqlite3.connect(path)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


# fmt: off
CHANGES = [
    # a target's value
    ({"share": 85}, ("targets", "changed"),   "80%", "85%"),
    # a time limit
    ({"day": 30},   ("deadlines", "changed"), "trước ngày 15/6/2025", "trước ngày 30/6/2025"),
    # a task that was not there; another that is gone
    ({"more": "Ban Nữ công rà soát chế độ lao động nữ."}, ("tasks", "added"), None, "Ban Nữ công rà soát"),
    ({"more": "Ban Nữ công rà soát chế độ lao động nữ."}, ("tasks", "removed"), "Văn phòng tổng hợp", None),
]
# fmt: on


@pytest.mark.parametrize(("new", "what", "old_value", "new_value"), CHANGES)
def test_versions_compare_names_the_change(new, what, old_value, new_value):
    found = [one for one in compare(_record(_document()), _record(_document(**new))) if (one.kind, one.change) == what]

    assert len(found) == 1
    assert (found[0].old is None) == (old_value is None)
    assert (old_value or "") in (found[0].old or "")
    assert (new_value or "") in (found[0].new or "")


def test_versions_compare_same_words_in_other_letters_are_no_change():
    one = _document()
    assert compare(_record(one), _record(one.replace("hoà", "hòa"))) == []


@pytest.mark.parametrize("name", ["ct.txt", "ct-ban-moi.txt"])
def test_versions_newer_file_is_linked_whatever_its_name(tmp_path, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ct.txt").write_text(_document(), encoding="utf-8")
    run([tmp_path / "in"], tmp_path / "d.db", tmp_path)
    (tmp_path / "in" / name).write_text(_document(share=85), encoding="utf-8")
    for _ in range(2):  # the second run says the same
        run([tmp_path / "in"], tmp_path / "d.db", tmp_path, force=True)

    sql = "SELECT kind, old_value, new_value, old_source_name FROM v_changes WHERE kind = 'targets'"
    ((_, old, new, source),) = _rows(tmp_path / "d.db", sql)
    assert ("80%" in old, "85%" in new, source) == (True, True, "ct.txt")
    (links,) = _rows(tmp_path / "d.db", "SELECT count(*), sum(json_valid(old_record)) FROM versions")
    assert links == (1, 1)


def test_versions_without_number_are_not_linked(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"KẾ HOẠCH\nCông tác\n1. Việc {name}.\n", encoding="utf-8")
    run([tmp_path / "in"], tmp_path / "d.db", tmp_path)

    assert _rows(tmp_path / "d.db", "SELECT * FROM versions") == []


LONG = " ".join(f"Điều {n}. Nội dung thứ {n} của văn bản về công tác nữ công năm {2000 + n}." for n in range(40))


def test_versions_storing_a_document_reads_no_table_whole(tmp_path):
    old, new = _record(_document(more=LONG)), _record(_document(share=85, more=LONG))
    said = []
    with Store.open(tmp_path / "d.db") as store, store.run(2):
        store._db.conn.set_trace_callback(said.append)
        for record in (old, new):
            sha256 = record.document.source.sha256
            store.save(record, "f")
            store.locate(sha256, InputFile(tmp_path / "ct.txt", "ct.txt"))
            assert store.known(sha256) is not None
        store._db.conn.set_trace_callback(None)
        told = {one for one in said if one.startswith(("SELECT", "INSERT", "DELETE", "UPDATE"))}
        plans = {row[3]: one for one in told for row in store._db.conn.execute(f"EXPLAIN QUERY PLAN {one}")}

    assert any("sketch_bands" in one for one in told)
    assert {plan: one for plan, one in plans.items() if plan.startswith("SCAN")} == {}


def test_versions_sketch_folds_word_by_word_as_it_would_the_whole():
    text = LONG + " \u0301 \u0323\u0309 ĐẮK\u00a0LẮK ðỏ\u2028Ủy-ban"
    before = sketch(text)
    whole = fold(text)

    assert [code for word in text.split() if (code := _code(word)) is not None] == list(map(_code, whole.split()))
    assert before == sketch(whole)


@pytest.mark.parametrize(
    ("other", "near"),
    [
        # the same words
        (LONG, True),
        # letters, accents and line ends do not count
        (LONG.upper().replace(" ", "\n"), True),
        # one sentence more
        (LONG + " Văn bản này thay thế văn bản trước.", True),
        # half of it
        (LONG[: len(LONG) // 2], False),
        # something else
        (LONG.replace("công tác nữ công", "phòng cháy, chữa cháy rừng").replace("Nội dung thứ", "Biện pháp số"), False),
    ],
)
def test_versions_sketch_suspects(other, near):
    assert near == (similarity(sketch(LONG), sketch(other)) >= SUSPECT)
    assert near == bool(set(bands(sketch(LONG))) & set(bands(sketch(other)))) or not near


def test_versions_near_duplicate_is_noted_once_and_both_are_kept(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(LONG + " Hết.", encoding="utf-8")
    for _ in range(2):
        run([tmp_path / "in"], tmp_path / "d.db", tmp_path, force=True)

    ((one, other, share),) = _rows(tmp_path / "d.db", "SELECT * FROM near_duplicates")
    assert one < other
    assert share >= SUSPECT
    assert _rows(tmp_path / "d.db", "SELECT count(*) FROM documents") == [(2,)]
