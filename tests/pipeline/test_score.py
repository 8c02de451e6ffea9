"""Does the scorer give the figures that the rules of annotation give?"""

from __future__ import annotations

import json

import pytest

from pipeline.score import check, score, score_folders
from pipeline.score_report import figure_rows, miss_rows
from schemas.errors import UsageError

TEXT = (
    "KẾ HOẠCH\nCăn cứ Nghị quyết số 20-NQ/TW ngày 28/01/2008;\n"
    "I. CHỈ TIÊU\n1. Phấn đấu 80% trở lên đoàn viên được học tập.\n2. Vận động 05 doanh nghiệp.\n"
    "II. NHIỆM VỤ\n1. Sở Nội vụ chủ trì, phối hợp với Công an tỉnh.\n"
    "2. Báo cáo trước ngày 20/5/2024 và hàng năm.\nChủ đề: Đoàn kết là sức mạnh\n"
)


def _at(quote):
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


# fmt: off
GOLD = {
    "document": {
        "type": "kế hoạch", "number": None, "title": "Công tác nữ công năm 2024",
        "issuers": ["Ủy ban nhân dân tỉnh"], "signers": [{"name": "Lê Thị Đức", "position": "Phó Chủ tịch"}],
        "period": {"start": "2024-01-01", "end": "2024-12-31"},
    },
    "sections": [
        {"quote": "I. CHỈ TIÊU", "path": "I", "role": "target", "label": "I."},
        {"quote": "1. Phấn đấu", "path": "I.1", "role": "target", "label": "1."},
        {"quote": "II. NHIỆM VỤ", "path": "II", "role": "task", "label": "II."},
    ],
    "tasks": [
        {"quote": "Sở Nội vụ chủ trì", "path": "II.1"},
        {"quote": "Báo cáo trước ngày 20/5/2024", "path": "II.2"},
    ],
    "themes": [{"quote": "Đoàn kết là sức mạnh", "kind": "motto"}],
    "targets": [
        {"quote": "80% trở lên đoàn viên được học tập", "indicator": "đoàn viên được học tập",
         "milestones": [{"quote": "80% trở lên", "comparator": ">=", "value": 80, "unit": "%"}]},
        {"quote": "05 doanh nghiệp", "indicator": "doanh nghiệp", "optional": True,
         "milestones": [{"quote": "05 doanh nghiệp", "comparator": "=", "value": 5, "unit": "doanh nghiệp"}]},
    ],
    "deadlines": [
        {"quote": "trước ngày 20/5/2024", "ends_on": "2024-05-20", "kind": "due"},
        {"quote": "hàng năm", "recurrence": "FREQ=YEARLY", "kind": "window"},
    ],
    "assignments": [
        {"quote": "Sở Nội vụ", "body": "Sở Nội vụ", "role": "lead", "task": "II.1"},
        {"quote": "Công an tỉnh", "body": "Công an tỉnh Lai Châu", "body_alt": ["Công an tỉnh"],
         "role": "coordinate", "task": "II.1"},
    ],
    "references": [
        {"quote": "Nghị quyết số 20-NQ/TW ngày 28/01/2008", "type": "nghị quyết", "number": "20-NQ/TW",
         "date": "2008-01-28", "relation": "basis"},
    ],
}
PRED = {
    "text": TEXT,
    # case and tone place do not count; two words of a title are not enough; a number where there is none is wrong
    "document": {
        "type": "Kế hoạch", "number": "5/KH", "title": "nữ công", "issuers": ["Uỷ ban nhân dân tỉnh"],
        "signers": [{"name": "Lê Thị Đức", "position": None}], "period": None,
    },
    # one right with a wrong role, one invented, two missed
    "sections": [
        {**_at("I. CHỈ TIÊU"), "path": "I", "role": "other", "label": "I."},
        {**_at("2. Vận động"), "path": "I.2", "role": "target", "label": "2."},
    ],
    # the right place with a wrong path is no match
    "tasks": [{**_at("Sở Nội vụ chủ trì"), "path": "II.1"}, {**_at("Báo cáo trước"), "path": "II.3"}],
    # 26 of 35 characters shared are IoU 0.74
    "themes": [{**_at("Chủ đề: Đoàn kết là sức mạnh"), "kind": "motto"}],
    # a wrong comparator on an optional target counts neither way
    "targets": [
        {**_at("80% trở lên đoàn viên"), "indicator": "đoàn viên học tập nghị quyết",
         "milestones": [{**_at("80%"), "comparator": ">=", "value": 80.0, "unit": "%", "due": "2024-12-31"}]},
        {**_at("05 doanh nghiệp"), "indicator": "doanh nghiệp",
         "milestones": [{**_at("05 doanh nghiệp"), "comparator": ">=", "value": 5.0, "unit": "doanh nghiệp"}]},
    ],
    # the rule's parts behind FREQ do not count; the third is invented
    "deadlines": [
        {**_at("ngày 20/5/2024"), "ends_on": "2024-05-20", "kind": "due", "starts_on": None, "recurrence": None},
        {**_at("hàng năm"), "recurrence": "FREQ=YEARLY;INTERVAL=1", "kind": "due", "ends_on": None},
        {**_at("28/01/2008"), "ends_on": "2008-01-28", "kind": "due"},
    ],
    # body_alt is as good as body; what a reviewer rejected is not there
    "assignments": [
        {**_at("Sở Nội vụ"), "body": "Sở nội vụ", "role": "lead", "task": "II.1"},
        {**_at("Công an tỉnh"), "body": "Công an tỉnh", "role": "coordinate", "task": "II"},
        {**_at("đoàn viên"), "body": "đoàn viên", "role": "lead", "task": "I.1", "status": "rejected"},
    ],
    # half of the shorter span is enough where the number agrees
    "references": [
        {**_at("20-NQ/TW"), "type": "nghị quyết", "number": "20-NQ/TW", "date": None, "relation": "implements"},
    ],
}

# gold, predicted, precision, recall, f1, attributes: computed once by the evaluation that came with the contract
FIGURES = {
    "document": (6, 5, 0.6, 0.5, 0.5455,
                 {"issuers": 1.0, "number": 0.0, "period": 0.0, "signers": 1.0, "title": 0.0, "type": 1.0}),
    "sections": (3, 2, 0.5, 0.3333, 0.4, {"label": 1.0, "role": 0.0}),
    "tasks": (2, 2, 0.5, 0.5, 0.5, {}),
    "themes": (1, 1, 1.0, 1.0, 1.0, {}),
    "targets": (1, 1, 1.0, 1.0, 1.0, {"due": 0.0, "indicator": 1.0, "recurrence": 1.0, "unit": 1.0}),
    "deadlines": (2, 3, 0.6667, 1.0, 0.8, {"kind": 0.5, "starts_on": 1.0}),
    "assignments": (2, 2, 1.0, 1.0, 1.0, {"body": 1.0, "task": 0.5}),
    "references": (1, 1, 1.0, 1.0, 1.0, {"date": 0.0, "pinpoint": 1.0, "relation": 0.0, "type": 1.0}),
}
# fmt: on


@pytest.mark.parametrize("kind", FIGURES)
def test_score_figures(kind):
    figures = score(GOLD, PRED)[kind].figures()

    assert FIGURES[kind] == tuple(figures.values())


def test_score_of_the_gold_with_itself_is_perfect():
    for kind, tally in score(GOLD, {**GOLD, "text": TEXT}).items():
        assert (tally.missed, tally.invented) == (0, 0), kind


def test_score_without_a_record_misses_all_and_invents_nothing():
    tallies = score(GOLD, {})

    assert {kind: row[0] for kind, row in FIGURES.items() if kind != "document"} == {
        kind: tally.missed for kind, tally in tallies.items() if kind != "document"
    }
    assert sum(tally.invented for tally in tallies.values()) == 0


def test_score_counts_only_kinds_that_the_gold_has():
    assert list(score({"themes": []}, PRED)) == ["document", "themes"]


def test_score_finds_places_across_line_breaks():
    wrapped = {**PRED, "text": TEXT.replace("Sở Nội vụ chủ trì", "Sở Nội\n vụ  chủ trì")}
    wrapped["tasks"] = [{"quote": "Sở Nội vụ chủ trì", "path": "II.1"}]

    assert score(GOLD, wrapped)["tasks"].hit == 1


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []),
        # the words are not in the text
        ({"quote": "Sở Tài chính"}, ["tasks: not found (nth 1): Sở Tài chính"]),
        # once is not twice
        ({"nth": 2}, ["tasks: not found (nth 2): Sở Nội vụ"]),
        # part of a word is not the word
        ({"quote": "ở Nội vụ"}, ["tasks: not found (nth 1): ở Nội vụ"]),
        # an item without a quote cannot be placed
        ({"quote": None}, ["tasks: no quote in {'path': '1'}"]),
    ],
)
def test_score_check(change, faults):
    row = {"quote": "Sở Nội vụ", "path": "1", **change}
    if row["quote"] is None:
        del row["quote"]

    assert faults == check({"tasks": [row]}, TEXT)


def test_score_folders_pairs_by_name_and_adds_up(tmp_path):
    for folder in ("gold", "pred"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b"):
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "pred" / "a.json").write_text(json.dumps(PRED), encoding="utf-8")
    (tmp_path / "pred" / "c.json").write_text("not read: there is no gold for it", encoding="utf-8")

    scores = score_folders(tmp_path / "gold", tmp_path / "pred")

    assert list(scores.documents) == ["a", "b"]
    assert scores.total["tasks"].figures()["gold"] == 4
    assert scores.total["tasks"].hit == 1
    assert [row["kind"] for row in figure_rows(scores)] == list(FIGURES)
    assert len(figure_rows(scores, by_document=True)) == 3 * len(FIGURES)
    assert {(row["document"], row["error"]) for row in miss_rows(scores, ["tasks"])} == {
        ("a", "missed"), ("a", "invented"), ("b", "missed"),
    }  # fmt: skip


@pytest.mark.parametrize("content", [None, "no JSON", "[1]", ""], ids=["missing", "words", "a list", "empty"])
def test_score_folders_refuses_bad_gold(tmp_path, content):
    gold = tmp_path / "gold.json"
    if content is not None:
        gold.write_text(content, encoding="utf-8")

    with pytest.raises(UsageError):
        score_folders(gold, tmp_path)


def test_score_folders_refuses_a_folder_without_gold(tmp_path):
    with pytest.raises(UsageError, match="no gold"):
        score_folders(tmp_path, tmp_path)
