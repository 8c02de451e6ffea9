"""A database with one record made by hand, and the way to review it in files."""

from __future__ import annotations

import json
import shutil

import pytest

from pipeline.database import open_database, writing
from pipeline.review.apply import apply_files
from pipeline.review.project import project_all
from pipeline.review.sheet import make_sheet
from pipeline.store import Store

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


class Desk:
    """A reviewer's desk: a database, and files that are exported, edited and applied."""

    def __init__(self, folder, record, empty):
        self.folder = folder
        self.db = folder / "d.db"
        shutil.copy(empty, self.db)
        self.record = record
        self.store(record)

    def store(self, record):
        with Store.open(self.db) as store, store.run(files=1):
            stored = store.save(record, "made by hand")
        with open_database(self.db) as db, writing(db):
            project_all(db)
        return stored

    def sheet(self, reviewer="lan", document=None, **options):
        with open_database(self.db) as db:
            return make_sheet(db, document or self.record.document.id, reviewer, **options)

    def write(self, sheet, name="kh.json"):
        path = self.folder / name
        path.write_text(
            sheet if isinstance(sheet, str) else json.dumps(sheet, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        return path

    def apply(self, *sheets, **options):
        paths = [self.write(sheet, f"kh{number}.json") for number, sheet in enumerate(sheets)]
        with open_database(self.db) as db, writing(db):
            return [line for plan in apply_files(db, paths, **options) for line in plan.diff]

    def edit(self, item_id, reviewer="lan", quote=None, status=None, comment=None, **fields):
        """Export, edit one item, apply."""
        sheet = self.sheet(reviewer)
        item = next(item for item in sheet["items"] if item["id"] == item_id)
        item["fields"] = {**item["fields"], **fields}
        for name, value in (("quote", quote), ("status", status), ("comment", comment)):
            if value is not None:
                item[name] = value
        return self.apply(sheet)

    def rows(self, sql, *values):
        with open_database(self.db) as db:
            return list(db.query(sql, list(values)))

    def outcomes(self):
        return [row["outcome"] for row in self.rows("SELECT outcome FROM v_corrections ORDER BY id")]


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """A database with its tables made: to make them takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "d.db"
    with open_database(path) as db:
        db.disable_wal()
    return path


@pytest.fixture
def desk(tmp_path, make_record, empty):
    return Desk(tmp_path, make_record(), empty)


@pytest.fixture
def make_desk(tmp_path, empty):
    return lambda record: Desk(tmp_path, record, empty)


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium: apt-get install chromium")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def tab(browser):
    """A tab of the browser; what its scripts complain of fails the test."""
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    page.set_default_timeout(20_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []
