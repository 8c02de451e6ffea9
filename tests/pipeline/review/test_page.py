"""The page's server: who is let in, does it save what the JSON path saves, is it taken back, are there pictures?"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the page needs chidao[review]")
pytest.importorskip("uvicorn", reason="the page needs chidao[review]")


from pipeline import extract
from pipeline.cli import main
from pipeline.database import open_database, read_database, writing
from pipeline.index import refresh
from pipeline.review.fields import MODELS, editable, fields_of
from pipeline.review.shapes import shapes
from pipeline.search_index import is_current
from pipeline.search_run import search
from tests.pipeline.review.plans import LOWER, UPPER, plan, stored
from tests.pipeline.review.serving import TOKEN, Client, ask, served

ROOT = Path(__file__).parents[3]
SEED = Path(__file__).parents[2] / "data" / "seeds" / "ke-hoach-tra-vinh-2021.pdf"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def client(desk):
    with served(desk) as home:
        yield Client(home, desk.record.document.id)


def test_page_lets_in_only_who_has_the_token_and_only_its_own_page_write(desk):
    with served(desk) as home:
        key = desk.record.document.id
        sheet, good = desk.sheet(), {"Origin": home, "Content_Type": "application/json"}
        assert ask(f"{home}/{TOKEN}/")[0] == 200
        assert ask(f"{home}/wrong/")[0] == 403
        assert ask(f"{home}/{TOKEN}/", Host="evil.example:80")[0] == 403  # a name that leads here
        for what, sent in ((f"data/{key}", sheet), (f"undo/{key}", {}), ("link-data", {"undo": True})):
            address = f"{home}/{TOKEN}/{what}"
            assert ask(address, sent, **{**good, "Origin": "http://evil.example"})[0] == 403
            assert ask(address, sent, Content_Type="application/json")[0] == 403  # no origin at all
            assert ask(address, sent, **{**good, "Content_Type": "text/plain"})[0] == 403
            status, _, headers = ask(address, sent, **good)
            assert status == 200
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert ask(f"{home}/wrong/{what}", sent, **good)[0] == 403
        for what in (f"page/1/{key}", f"boxes/0/9/{key}", "links"):
            assert ask(f"{home}/wrong/{what}")[0] == 403
        assert ask(f"{home}/{TOKEN}/file/..%2Fapplication.py")[0] == 404
        assert ask(f"{home}/{TOKEN}/doc/khong-co")[0] == 400
        status, body, _ = ask(f"{home}/{TOKEN}/link-data", "…", **good)
        assert (status, json.loads(body)) == (400, {"faults": ["a decision needs two wordings"]})
    assert desk.rows("SELECT * FROM corrections") == []


def test_page_saves_what_the_json_path_saves(desk, client):
    item = client.item("ddl-1")
    item["fields"]["ends_on"] = "2024-02-31"
    status, answer = client.save(item)
    assert (status, desk.rows("SELECT * FROM corrections")) == (422, [])
    assert "is a day that does not exist" in answer["faults"][0]
    item["fields"]["ends_on"] = "2024-05-19"
    status, answer = client.save(item)
    assert (status, answer["touched"]) == (200, ["ddl-1"])
    assert next(one for one in answer["sheet"]["items"] if one["id"] == "ddl-1")["status"] == "corrected"
    (row,) = desk.rows("SELECT reviewer, field, new_value, quote FROM corrections")
    assert row == {"reviewer": "lan", "field": "ends_on", "new_value": '"2024-05-19"', "quote": "trước ngày 20/5/2024"}


HEADER = {
    "type": "chỉ thị", "number": "06/CT-UBND", "issued_on": "2024-02-03", "place": "Sơn La", "title": "Việc khác",
    "issuers": ["UBND tỉnh Sơn La"], "signers": [{"name": "Lò Văn A", "position": None, "capacity": "TM."}],
    "addressees": ["Các huyện"], "recipients": ["Như trên"], "period": {"start": "2024", "end": "2025"},
}  # fmt: skip


@pytest.mark.parametrize("name", HEADER)
def test_page_edits_every_field_of_the_header(desk, client, name):
    status, answer = client.save(header={name: HEADER[name]})

    assert status == 200
    assert answer["sheet"]["header"]["fields"][name] == HEADER[name]
    assert [row["field"] for row in desk.rows("SELECT field FROM corrections WHERE kind = 'document'")] == [name]


def test_page_has_a_form_for_every_editable_field(make_record):
    record = make_record()
    for kind in MODELS:
        assert [shape["name"] for shape in shapes(kind)] == list(editable(kind))
    milestones = next(shape for shape in shapes("targets") if shape["name"] == "milestones")
    assert [part["name"] for part in milestones["parts"]] == list(
        fields_of("targets", record.targets[0])["milestones"][0]
    )


def test_page_takes_back_step_by_step_also_when_it_was_loaded_anew(desk, client):
    """Three saves, then four undos: each from what the server knows, as after a reload."""
    item = client.item("ddl-1")
    client.save({**item, "fields": {**item["fields"], "ends_on": "2024-05-19", "bound": "by"}})
    client.save({**client.item("ddl-1"), "status": "confirmed"})
    client.save(header={"place": "Sơn La"})
    assert client.data()["undo"]["steps"] == len(client.undo()[1]["diff"]) + 2 == 3
    assert client.data()["sheet"]["header"]["fields"]["place"] == "Lai Châu"
    while client.data()["undo"]["steps"]:
        client.undo()
    assert client.undo()[1]["diff"] == []
    assert client.item("ddl-1")["fields"] == item["fields"]
    assert client.item("ddl-1")["status"] == "auto"
    assert desk.rows("SELECT ends_on, bound, status FROM deadlines") == [
        {"ends_on": "2024-05-20", "bound": "before", "status": "auto"}
    ]
    assert desk.rows("SELECT count(*) AS n FROM corrections WHERE action <> 'withdraw'")[0]["n"] >= 4  # nothing is lost


def test_page_takes_back_only_what_its_reviewer_did_on_it(desk, client):
    desk.edit("asg-1", role="coordinate")  # by a file
    desk.edit("thm-1", reviewer="hoa", event="1/5")
    assert client.data()["undo"] == {"steps": 0, "last": []}
    client.undo()
    assert desk.outcomes() == ["applied", "applied"]


def test_page_open_twice_loses_nothing(desk, client):
    """Two pages that were loaded at the same time: what one saves the other does not take back."""
    one, other = client.item("ddl-1"), client.item("asg-1")
    client.save({**one, "fields": {**one["fields"], "ends_on": "2024-05-19"}})
    client.save({**other, "fields": {**other["fields"], "role": "advise"}})
    assert desk.rows("SELECT count(*) AS n FROM corrections") == [{"n": 2}]
    assert desk.outcomes() == ["applied", "applied"]


def test_page_saves_into_the_search(desk):
    refresh(desk.db)
    with served(desk) as home:
        client = Client(home, desk.record.document.id)
        client.save(header={"title": "Phòng chống thiên tai"})
        for wanted, found in (("Phòng chống thiên tai", 1), ("xyz", 0)):
            with read_database(desk.db) as db:
                assert is_current(db)
                assert len(search(db, wanted, 10).hits) == found
        item = client.item("ref-1")
        client.save({**item, "status": "confirmed"})
        assert desk.rows("SELECT count(*) AS n FROM citation_instruments") == [{"n": 1}]  # not lost with the old row
        client.undo()
        client.save({**item, "fields": {**item["fields"], "number": "12/2012/QH13"}})
        linked = "SELECT i.number FROM citation_instruments l JOIN instruments i ON i.id = l.instrument_id"
        assert desk.rows(linked) == [{"number": "12/2012/QH13"}]
        client.undo()
        with read_database(desk.db) as db:
            assert is_current(db)
        assert desk.rows(linked) == [{"number": "10/2012/QH13"}]


def test_page_of_another_document_is_refused(desk, client):
    sheet = client.data()["sheet"]
    other = desk.store(desk.record.model_copy(update={"document": desk.record.document.model_copy(update={
        "id": "other", "source": desk.record.document.source.model_copy(update={"sha256": "3" * 64, "name": "b.txt"})})}))  # fmt: skip
    assert client.post(f"data/{other}", sheet)[0] == 422


def test_links_are_decided_on_the_page(tmp_path, make_record):
    one, other = "tỷ lệ nữ tham gia Ban Chấp hành công đoàn", "tỷ lệ nữ tham gia Ban Thường vụ công đoàn"

    class Stored:
        db = stored(tmp_path, plan(make_record, UPPER, 30, one), plan(make_record, LOWER, 25, other))

    with served(Stored) as home:
        client = Client(home, "")
        (link,) = client.get("link-data")[1]["links"]
        assert {link["one"]["name"], link["other"]["name"]} == {one, other}
        assert link["one"]["values"][0]["value"].startswith(">= ")
        status, answer = client.post("link-data", {"one": one, "other": other, "verdict": "same"})
        assert (status, answer["open"], answer["undo"]) == (200, 0, f"{one} / {other}")
        assert client.post("link-data", {"undo": True})[1]["open"] == 1
        assert client.post("link-data", {"undo": True})[1]["undo"] == ""  # there is nothing more to take back
        assert client.post("link-data", {"one": one, "other": other, "verdict": "perhaps"})[0] == 400


def test_page_of_the_seed_opens(make_desk):
    """The forms hold what a real document has: every item is sent back as it came and nothing changes."""
    record = extract(SEED.read_bytes(), SEED.name)
    desk = make_desk(record)
    with served(desk) as home:
        client = Client(home, record.document.id)
        for item in client.data()["sheet"]["items"][:40]:
            assert client.save(item)[1]["diff"] == []
    assert desk.rows("SELECT * FROM corrections") == []


def test_serve_prints_its_address_and_ends_up_to_date(desk):
    """The real program: it answers at the address that it prints, and what it put off is done when it is stopped."""
    with open_database(desk.db) as db, writing(db):
        db.execute("DELETE FROM bodies")
    command = [sys.executable, "-m", "pipeline.cli", "review", "serve", "--db", str(desk.db), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        home = process.stdout.readline().strip()
        status, body, _ = ask(home)
        assert (status, b"05/KH-UBND" in body) == (200, True)
        assert ask(home.rsplit("/", 2)[0] + "/wrong/")[0] == 403
        port = home.split(":")[2].split("/")[0]
        assert main(["review", "serve", "--db", str(desk.db), "--port", port]) == 4  # it is taken
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert desk.rows("SELECT count(*) AS n FROM bodies") == [{"n": 3}]
    assert main(["review", "serve", "--db", str(desk.folder / "none.db")]) == 3
    assert not (desk.folder / "none.db").exists()
