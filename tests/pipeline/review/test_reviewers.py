"""Two reviewers: how far do they agree, where not, and does gold made of reviews score?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.cli import main
from pipeline.database import open_database, writing
from pipeline.review.agreement import agreement_rows, cohens_kappa
from pipeline.review.gold import gold
from pipeline.review.queries import corrected, disagreements
from pipeline.review.resolve import resolve
from pipeline.score import check, score

PLAN = Path(__file__).parents[3] / "corpus" / "documents" / "ke-hoach-tra-vinh-2021.txt"


def _disagreements(desk):
    with open_database(desk.db) as db:
        return disagreements(db, desk.record.document.id)


def test_disagreement_is_listed_until_it_is_settled(desk):
    desk.edit("asg-1", role="coordinate")
    desk.edit("ddl-1", ends_on="2024-05-19")
    sheet = desk.sheet("hoa", blind=True)
    item = next(item for item in sheet["items"] if item["id"] == "asg-1")
    assert item["fields"]["role"] == "lead"  # blind: she does not see what the other said
    item["fields"]["role"] = "advise"
    desk.apply(sheet)

    (row,) = _disagreements(desk)
    assert (row["what"], row["says"]) == ("role", {"hoa": '3: "advise"', "lan": '1: "coordinate"'})
    with open_database(desk.db) as db, writing(db):
        resolve(db, 1, "mine", "chủ trì")
    assert _disagreements(desk) == []
    assert desk.rows("SELECT role FROM v_assignments") == [{"role": "coordinate"}]


def test_agreement_of_the_same_is_whole(desk):
    rows = agreement_rows(desk.record, desk.record)

    assert {row["f1"] for row in rows if not row["field"]} == {1.0}
    assert {row["agreement"] for row in rows if row["field"]} == {1.0}


def test_agreement_counts_rejections_moves_and_values(desk):
    desk.edit("asg-1", role="coordinate")
    desk.edit("thm-1", status="rejected")
    desk.edit("ddl-1", quote="ngày 20/5/2024")  # shares most of the words: the same item
    with open_database(desk.db) as db:
        lan, hoa = (corrected(db, desk.record.document.id, reviewer=name) for name in ("lan", "hoa"))
    rows = {(row["kind"], row["field"]): row for row in agreement_rows(lan, hoa)}

    assert rows["themes", ""]["f1"] == 0
    assert rows["deadlines", ""]["f1"] == 1
    assert rows["assignments", "role"]["agreement"] == 0
    assert rows["assignments", "body"]["agreement"] == 1


# fmt: off
KAPPAS = [
    ([],                                     None),  # nothing to agree on
    ([("a", "a")] * 3,                       None),  # nothing could differ
    ([("a", "a"), ("b", "b")],               1.0),
    ([("a", "b"), ("b", "a")],               -1.0),
    ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),  # chance
]
# fmt: on


@pytest.mark.parametrize(("pairs", "expected"), KAPPAS, ids=str)
def test_kappa(pairs, expected):
    assert cohens_kappa(pairs) == expected


def test_gold_of_a_reviewed_document_scores(make_desk, capsys, monkeypatch):
    desk = make_desk(extract(PLAN.read_bytes(), PLAN.name))
    first = desk.record.assignments[0]
    desk.edit(first.id, status="rejected")
    desk.edit(desk.record.deadlines[0].id, ends_on="--12-31")
    with open_database(desk.db) as db:
        made = gold(corrected(db, desk.record.document.id))
    assert check(made, desk.record.text) == []
    again = score(made, json.loads(desk.record.to_json()))
    assert (again["assignments"].invented, again["assignments"].missed) == (1, 0)
    assert (again["deadlines"].missed, again["deadlines"].invented) == (1, 1)
    assert {again[kind].missed + again[kind].invented for kind in ("sections", "tasks", "targets", "references")} == {0}

    monkeypatch.chdir(desk.folder)
    assert main(["review", "gold", PLAN.stem, "--db", "d.db"]) == 0
    (desk.folder / "rec.json").write_text(desk.record.to_json(), encoding="utf-8")
    assert main(["score", f"outputs/gold/{PLAN.stem}.json", "rec.json"]) == 0
