"""Does the command line parse, print and exit as docs/cli.md says?"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline.cli import LISTINGS, app, main
from pipeline.listing import COLUMNS, item_rows
from pipeline.options import Kind
from pipeline.output import Format, rows_text
from pipeline.version import VERSION
from schemas.item_tables import KINDS
from schemas.migrations import migrations

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "cli.md"
PLAN = "KẾ HOẠCH\nCông tác năm 2024\n\nI. NHIỆM VỤ\n1. Sở Nội vụ báo cáo trước ngày 20/5/2024.\n"
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]
GROUPS = [group.name for group in app.registered_groups]
BELOW = [
    f"{group.name} {command.name or command.callback.__name__.replace('_', '-')}"
    for group in app.registered_groups
    for command in group.typer_instance.registered_commands
]
HEAVY = {"spacy", "underthesea", "dateparser", "sqlite_utils", "sqlite3", "rich"}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty working folder with one document."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "kh.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path


def _chidao(*arguments, **options):
    words = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, capture_output=True, env=environment, check=False, timeout=60, **options)


# --- help and documentation


@pytest.mark.parametrize("arguments", [(), ("--help",), ("run", "--help"), ("tasks", "-h")], ids=str)
def test_cli_help_imports_nothing_heavy(arguments):
    code = (
        "import sys; from pipeline.cli import main; status = main(sys.argv[1:]); "
        "print('LOADED', *sys.modules, file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )

    assert "Usage: chidao" in done.stdout
    assert set() == HEAVY & set(done.stderr.split())


@pytest.mark.parametrize("command", [*COMMANDS, *BELOW])
def test_cli_help_has_a_sentence_and_an_example(command, capsys):
    assert main([*command.split(), "--help"]) == 0
    printed = capsys.readouterr().out

    assert re.search(r"^  [A-Z].+\.$", printed, re.MULTILINE)
    assert f"Example: chidao {command}" in printed


def test_cli_docs_have_the_help_of_every_command():
    page = PAGE.read_text(encoding="utf-8")
    spec = importlib.util.spec_from_file_location("paste_help", ROOT / "docs" / "paste_help.py")
    paste_help = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(paste_help)

    assert {"", *GROUPS, *BELOW, *COMMANDS} == {
        match["command"].strip() for match in paste_help.BLOCK_RE.finditer(page)
    }
    assert page == paste_help.refreshed(page), "run: python docs/paste_help.py"


def test_cli_kinds_are_those_of_the_record():
    assert tuple(Kind) == KINDS


def test_cli_tables_show_columns_that_there_are(make_record):
    db = Database(memory=True)
    migrations.apply(db)
    for name, columns in COLUMNS.items():
        if name.startswith("v_"):
            there = {row["name"] for row in db.query(f"PRAGMA table_info({name})")}
        else:
            there = set(item_rows(make_record(), name)[0])
        assert set(columns) <= there, name
    db.close()
    assert {f"v_{name}" for name in LISTINGS} == {name for name in COLUMNS if name.startswith("v_")}


def test_cli_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"chidao {VERSION}\n"


# --- run and the lists


def test_cli_run_then_lists(home, capsys):
    assert main(["run", "kh.txt"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["kh.txt", "stored"]
    assert (home / "outputs" / "records" / "kh.json").is_file()
    assert (home / "outputs" / "directives.db").is_file()
    for name in LISTINGS:
        assert main([name, "--format", "json"]) == 0
        assert isinstance(json.loads(capsys.readouterr().out), list)


def test_cli_run_puts_things_where_it_is_told(home, capsys):
    assert main(["run", "kh.txt", "--db", "x/y.db", "--out", "z", "--format", "json"]) == 0

    (row,) = json.loads(capsys.readouterr().out)
    assert (row["file"], row["result"]) == ("kh.txt", "stored")
    assert set(KINDS) <= set(row)
    assert sorted(path.name for path in home.iterdir()) == ["kh.txt", "x", "z"]


# fmt: off
STATUS = [
    # all good
    (["kh.txt"],             0),
    # some failed
    (["kh.txt", "leer.txt"], 5),
    # none could be read
    (["leer.txt"],           2),
    (["nirgends.txt"],       2),
    # no file at all
    (["folder"],             2),
    # the database cannot be used
    (["kh.txt", "--db", "folder"],    3),
    (["kh.txt", "--db", "kh.txt"],    3),
    # nor the folder for the records
    (["kh.txt", "--out", "leer.txt"], 3),
    # the command is wrong
    ([],                              4),
    (["kh.txt", "--format", "xml"],   4),
    (["kh.txt", "--max-bytes", "0"],  4),
    (["kh.txt", "--no-such-option"],  4),
]
# fmt: on


@pytest.mark.parametrize(("arguments", "status"), STATUS, ids=str)
def test_cli_run_exit_status(home, capsys, arguments, status):
    (home / "leer.txt").write_bytes(b"")
    (home / "folder").mkdir()

    assert status == main(["run", *arguments])
    printed = capsys.readouterr().err
    assert "Traceback" not in printed
    assert bool(status) == ("chidao: [D" in printed)


# --- errors


def test_cli_error_is_a_line_a_blank_and_advice(home, capsys):
    (home / "leer.txt").write_bytes(b"")

    assert main(["extract", "leer.txt"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "chidao: [D101] leer.txt: the file is empty (0 bytes)\n\nAsk for the file again: nothing arrived.\n"
    )


@pytest.mark.parametrize("arguments", [["--debug", "extract", "x.txt"], ["extract", "x.txt", "--debug"]], ids=str)
def test_cli_debug_shows_where(home, capsys, arguments):
    assert main(arguments) == 2
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_cli_unknown_command(capsys):
    assert main(["bogus"]) == 4
    assert "[D400]" in capsys.readouterr().err


def test_cli_name_cannot_paint_the_terminal(home, capsys):
    assert main(["extract", "x\x1b[31m.txt"]) == 2
    assert "\x1b" not in capsys.readouterr().err


# --- extract, show, score


def test_cli_extract_prints_the_record(home, capsys):
    assert main(["extract", "kh.txt"]) == 0
    record = json.loads(capsys.readouterr().out)

    assert (record["schema"], record["document"]["source"]["name"]) == (1, "kh.txt")


def test_cli_extract_reads_the_standard_input():
    done = _chidao("extract", "-", input=PLAN.encode())

    assert json.loads(done.stdout)["document"]["source"]["name"] == "stdin"
    assert done.returncode == 0


def test_cli_extract_limits_the_standard_input():
    done = _chidao("extract", "-", "--max-bytes", 10, input=PLAN.encode())

    assert (done.returncode, b"[D106]" in done.stderr) == (2, True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", Format)
def test_cli_extract_rows_of_every_kind(home, capsys, kind, form):
    assert main(["extract", "kh.txt", "--kind", kind, "--format", form]) == 0
    assert capsys.readouterr().out


def test_cli_show_writes_a_page(home, capsys):
    assert main(["show", "kh.txt", "--out", "a/kh.html"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["show", "kh.txt"]) == 0
    assert capsys.readouterr().out == (home / "a" / "kh.html").read_text(encoding="utf-8")


def test_cli_score(home, capsys):
    gold = {"document": {"type": "kế hoạch"}, "themes": [{"quote": "KẾ HOẠCH", "kind": "motto"}]}
    (home / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (home / "pred.json").write_text(json.dumps({"text": PLAN, "document": {"type": "chỉ thị"}}), encoding="utf-8")

    assert main(["score", "gold.json", "pred.json", "--format", "json", "--misses", "themes"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["total"]["themes"]["gold"] == 1
    assert [row["error"] for row in printed["misses"]] == ["missed"]
    assert main(["score", "gold.json", "pred.json", "--by-document", "--misses", "document"]) == 0
    assert "missed" in capsys.readouterr().out
    assert main(["score", "gold.json", "pred.json", "--misses", "bogus"]) == 4


@pytest.mark.parametrize(("quote", "status"), [("KẾ HOẠCH", 0), ("CHỈ THỊ", 1)])
def test_cli_score_check(home, capsys, quote, status):
    gold = {"themes": [{"quote": quote, "kind": "motto"}]}
    (home / "gold.json").write_text(json.dumps(gold), encoding="utf-8")

    assert status == main(["score", "gold.json", "kh.txt", "--check"])
    assert capsys.readouterr().out.startswith("themes: not found" if status else "every quote found")


def test_cli_doctor_names_the_optional_parts(capsys):
    assert main(["doctor", "--format", "json"]) == 0
    rows = {row["part"]: row for row in json.loads(capsys.readouterr().out)}

    assert {"libreoffice", "tesseract", "tesseract vie"} <= set(rows)
    assert all(row["install"] for row in rows.values() if row["found"] == "no")


# --- rows


def test_cli_rows_are_the_same_in_json_and_csv():
    rows = [{"path": "IV.1[2]", "quote": 'a "b", c\nd', "value": 80.5, "page": None}]
    text = rows_text(rows, Format.CSV)

    assert json.loads(rows_text(rows, Format.JSON)) == rows
    assert list(csv.DictReader(io.StringIO(text))) == [
        {"path": "IV.1[2]", "quote": 'a "b", c\nd', "value": "80.5", "page": ""}
    ]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        # brackets are no markup
        ("IV.1[2]", "IV.1[2]"),
        ("[bold]chữ[/bold]", "[bold]chữ[/bold]"),
        # nor colons a picture
        (":smile:", ":smile:"),
        # a whole number is printed as one
        (1810.0, "1810"),
        # null is nothing
        (None, ""),
    ],
)
def test_cli_table_prints_cells_as_they_are(cell, printed):
    assert rows_text([{"x": cell}], Format.TABLE).splitlines()[1] == printed


def test_cli_rows_without_a_row_still_have_a_heading():
    assert rows_text([], Format.CSV, ["path"]) == "path\n"
    assert rows_text([], Format.JSON, ["path"]) == "[]\n"


# --- pipes and interruption


def test_cli_closed_pipe_is_no_error(tmp_path):
    # Larger than a pipe's buffer, so that the writer is still writing when the reader goes.
    (tmp_path / "long.txt").write_text(PLAN + "2. Tuyên truyền.\n" * 4000, encoding="utf-8")
    writer = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "extract", tmp_path / "long.txt"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    writer.stdout.readline()
    writer.stdout.close()
    told = writer.stderr.read()
    writer.stderr.close()

    assert (writer.wait(60), told) == (0, b"")


def test_cli_interrupt_exits_130_without_a_traceback():
    waiting = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "extract", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    time.sleep(2)  # it waits for the standard input by then
    waiting.send_signal(signal.SIGINT)
    _, told = waiting.communicate(timeout=60)

    assert (waiting.returncode, b"Traceback" in told) == (130, False)
