"""Does a review file come back from Label Studio and doccano as it went, and does an edit there become a correction?"""

from __future__ import annotations

import json

import pytest

from pipeline.database import open_database
from pipeline.review import interchange
from pipeline.review.queries import corrected
from schemas.errors import UsageError

WAYS = {
    "label-studio": (interchange.to_label_studio, interchange.from_label_studio),
    "doccano": (interchange.to_doccano, interchange.from_doccano),
}


@pytest.fixture
def shown(desk):
    desk.edit("ddl-1", ends_on="2024-05-19", comment="xem lại")
    with open_database(desk.db) as db:
        return corrected(db, desk.record.document.id)


@pytest.mark.parametrize("way", WAYS)
def test_interchange_there_and_back_loses_nothing(desk, shown, way):
    there, back = WAYS[way]
    sheet = desk.sheet()

    assert back(there(sheet, shown)) == sheet
    assert desk.apply(back(there(sheet, shown))) == []


def test_interchange_has_the_links_of_tasks(desk, shown):
    (task,) = json.loads(interchange.to_label_studio(desk.sheet(), shown))
    links = [(one["from_id"], one["to_id"]) for one in task["annotations"][0]["result"] if one["type"] == "relation"]
    assert links == [("tsk-1", "ddl-1"), ("tsk-1", "asg-1")]
    line = json.loads(interchange.to_doccano(desk.sheet(), shown))
    assert [one["type"] for one in line["relations"]] == ["deadlines", "assignments"]
    assert all(line["text"][one["start_offset"] : one["end_offset"]] for one in line["entities"])


def test_interchange_edits_become_corrections(desk, shown):
    (task,) = json.loads(interchange.to_label_studio(desk.sheet(), shown))
    results = task["annotations"][0]["result"]
    moved = next(one for one in results if one.get("id") == "ddl-1")
    moved["value"]["start"] += len("trước ")
    results[:] = [one for one in results if one.get("id") != "thm-1"]
    diff = desk.apply(interchange.from_label_studio(json.dumps([task])))

    assert diff == [
        'themes 2 "Đoàn kết là sức mạnh": reject',
        'deadlines 2 "trước ngày 20/5/2024": quote: trước ngày 20/5/2024 → ngày 20/5/2024',
    ] or sorted(diff) == sorted([
        'themes 2 "Đoàn kết là sức mạnh": reject',
        'deadlines 2 "trước ngày 20/5/2024": quote: trước ngày 20/5/2024 → ngày 20/5/2024',
    ])  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", "{}", '[{"data": {}}]', "null", '{"text": "x", "entities": []}'])
@pytest.mark.parametrize("way", WAYS)
def test_interchange_refuses_what_is_not_ours(way, text):
    with pytest.raises(UsageError, match="of ours"):
        WAYS[way][1](text)
