"""Does a wrong review file say file, line, JSON path, what is wrong and what is allowed, and is nothing applied?"""

from __future__ import annotations

import json
import re

import jsonschema
import pytest

from pipeline.cli import main
from pipeline.review.fields import PREFIX
from pipeline.review.places import parse
from pipeline.review.schema import review_schema
from schemas.errors import ReviewFileError

ADDED = {
    "kind": "assignments",
    "quote": "đoàn viên",
    "status": "added",
    "fields": {"body": "x", "role": "lead", "task": "1"},
}


def _item(sheet, key):
    return next(item for item in sheet["items"] if item["id"] == key)


def _fields(key, **values):
    return lambda sheet: _item(sheet, key)["fields"].update(values)


def _set(key, **values):
    return lambda sheet: _item(sheet, key).update(values)


def _add(**values):
    return lambda sheet: sheet["items"].append({**ADDED, **values})


def _top(**values):
    return lambda sheet: sheet.update(values)


def _milestone(**values):
    return lambda sheet: _item(sheet, "tgt-1")["fields"]["milestones"][0].update(values)


# fmt: off
FAULTS = [
    # the top of the file
    ("other format",      _top(review=2),                            "$.review",     "2 is no review file of ours; allowed: 1"),
    ("name too many",     _top(itmes=[]),                            "$.itmes",      "there is no such name; allowed: $schema"),
    ("no document",       _top(document="kh"),                       "$.document",   "must be an object with document_id"),
    ("other document",    lambda s: s["document"].update(document_id="x"), "$.document.document_id", "'x' is not in the database; there are: ubnd_5"),
    ("items no list",     _top(items={}),                            "$.items",      "must be a list; got dict"),
    ("reviewer a number", _top(reviewer=7),                          "$.reviewer",   "must be text; got 7"),
    ("header no object",  _top(header=[]),                           "$.header",     "must be an object; got list"),
    # the header's fields
    ("issuers no list",   lambda s: s["header"]["fields"].update(issuers="UBND"), "$.header.fields.issuers", "'UBND': input should be a valid array"),
    ("date of issue",     lambda s: s["header"]["fields"].update(issued_on="2/1/2024"), "$.header.fields.issued_on", "is no date; allowed: 2024-05-20"),
    # which item
    ("unknown id",        _set("ddl-1", id="ddl-9", status="rejected"), ".id", "'ddl-9' is no item of this document; allowed: an id"),
    ("twice",             lambda s: s["items"].append(dict(_item(s, "ddl-1"))), "$.items[9].id", "'ddl-1' stands twice, first on line"),
    ("no object",         lambda s: s["items"].append("ddl-1"),      "$.items[9]",   "must be an object; got str"),
    ("unknown kind",      _set("ddl-1", kind="deadline"),            ".kind",        "'deadline' is no kind; allowed: sections, themes"),
    ("other kind",        _set("ddl-1", kind="themes"),              ".kind",        "the item is one of deadlines"),
    ("unknown status",    _set("ddl-1", status="ok"),                ".status",      "'ok' is not allowed; allowed: auto, confirmed, corrected, rejected, added"),
    ("name of an item",   _set("ddl-1", note="?"),                   ".note",        "there is no such name; allowed: id, kind"),
    ("comment a number",  _set("ddl-1", comment=1),                  ".comment",     "must be text; got 1"),
    ("was taken away",    lambda s: _item(s, "ddl-1").pop("was"),    ".was",         "is missing or was changed; allowed: as it was exported"),
    # its words
    ("quote not there",   _set("ddl-1", quote="trước ngày 21/5"),    ".quote",       "the words are not in the document's text: 'trước ngày 21/5'; allowed: an exact quote"),
    ("quote empty",       _set("ddl-1", quote=" "),                  ".quote",       "the quote is empty; allowed: words"),
    ("quote twice",       _add(quote="n"),                           ".quote",       'times in the text; add "nth": 1 to'),
    ("nth too high",      _add(nth=4),                               ".quote",       "nth is 4, but the words stand 1 times in the text; allowed: 1 to 1"),
    # its values
    ("unknown field",     _fields("ddl-1", end="2024"),              ".fields.end",  "there is no such field; allowed: kind, bound"),
    ("bad choice",        _fields("ddl-1", bound="til"),             ".fields.bound", "'til' is not allowed; allowed: before, by, on, from, during"),
    ("no date",           _fields("ddl-1", ends_on="20/5/2024"),     ".fields.ends_on", "is no date; allowed: 2024-05-20"),
    ("day that is not",   _fields("ddl-1", ends_on="2024-02-30"),    ".fields.ends_on", "is a day that does not exist"),
    ("null",              _fields("asg-1", body=None),               ".fields.body", "None: input should be a valid string"),
    ("no such path",      _fields("asg-1", task="IX"),               ".fields.task", "'IX' is no path of this document; allowed: 1, 2"),
    ("word for a number", _milestone(value="80"),                    ".fields.milestones[0].value", "'80': input should be a valid number"),
    ("milestone's words", _milestone(quote="81%"),                   ".fields.milestones[0].quote", "'81%' is not in the text"),
    ("range half open",   _milestone(comparator="range"),            ".fields.milestones[0].value_max", "a range needs its upper number"),
    ("no milestones",     _fields("tgt-1", milestones=[]),           ".fields.milestones", "must be a list with at least one value"),
    # an item to add
    ("added, no fields",  lambda s: s["items"].append({"kind": "themes", "quote": "x", "status": "added"}), "$.items[9]", "'fields' is missing: an item to add has"),
    ("added, half",       _add(fields={"body": "x"}),                ".fields.role", "the field is missing and every item of this kind has it"),
    ("added as auto",     _add(status="auto"),                       ".status",      "allowed: added; got 'auto'"),
    ("added finding",     _add(kind="findings", fields={}),          ".kind",        "a finding cannot be added"),
]
TEXTS = [
    ("empty",      "",                          1, "this is no JSON"),
    ("comma",      '{\n "review": 1,\n}',       2, "a comma too many before }"),
    ("no comma",   '{\n "a": 1\n "b": 2}',      3, ", or } is missing"),
    ("twice",      '{"a": 1,\n "a": 2}',        2, "the name 'a' stands twice in one object"),
    ("list",       "[]",                        1, "must be an object; got list"),
    ("more",       '{}\n{}',                    2, "there is more after the end"),
    ("deep",       "[" * 60 + "]" * 60,         1, "the values are nested too deep"),
    ("NaN",        '{"a": NaN}',                1, "NaN is no JSON number"),
]
# fmt: on


@pytest.mark.parametrize(("edit", "path", "message"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_check_names_place_and_allowed(desk, edit, path, message):
    sheet = desk.sheet()
    edit(sheet)
    with pytest.raises(ReviewFileError) as caught:
        desk.apply(sheet)

    _, *lines = caught.value.message.splitlines()
    mine = [line for line in lines if re.match(r".*kh0\.json:\d+: \$", line) and path in line and message in line]
    assert mine, caught.value.message
    number = int(re.search(r"json:(\d+):", mine[0])[1])
    last = re.split(r"[.\[]", path.rstrip("]"))[-1]
    text = (desk.folder / "kh0.json").read_text(encoding="utf-8").splitlines()[number - 1]
    assert last in text or last.isdigit() or "missing" in message or "needs" in message
    assert desk.rows("SELECT * FROM corrections") == []


@pytest.mark.parametrize(("text", "line", "message"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_check_broken_json_names_the_line(desk, text, line, message):
    with pytest.raises(ReviewFileError, match=re.escape(f"kh0.json:{line}: $: {message}")):
        desk.apply(text)


def test_check_names_all_faults_of_all_files_and_applies_none(desk):
    good, bad, worse = desk.sheet(), desk.sheet(), desk.sheet()
    _set("ddl-1", status="rejected")(good)
    _set("ddl-1", status="gone")(bad)
    _fields("asg-1", role="boss", body=1)(worse)
    with pytest.raises(ReviewFileError) as caught:
        desk.apply(good, bad, worse)

    assert len(caught.value.message.splitlines()) == 4
    assert desk.rows("SELECT * FROM corrections") == []


def test_check_untouched_item_that_is_gone_is_no_fault(desk):
    sheet = desk.sheet()
    desk.store(desk.record.model_copy(update={"themes": ()}))
    _fields("ddl-1", ends_on="2024-05-19")(sheet)

    assert len(desk.apply(sheet)) == 1


def test_schema_takes_the_export_and_refuses_a_bad_choice(desk):
    validator = jsonschema.Draft202012Validator(review_schema())
    sheet = desk.sheet()

    assert [error.message for error in validator.iter_errors(sheet)] == []
    _fields("ddl-1", bound="til")(sheet)
    assert not validator.is_valid(sheet)
    assert {item["kind"] for item in desk.sheet()["items"]} == set(PREFIX)


def test_places_reads_what_json_reads(desk):
    text = json.dumps(desk.sheet(), ensure_ascii=False, indent=1)

    assert parse(text)[0] == json.loads(text)


def test_commands_export_apply_status_next(desk, capsys, monkeypatch):
    monkeypatch.chdir(desk.folder)
    assert main(["review", "export", "kh", "--db", "d.db", "--reviewer", "lan"]) == 0
    path = desk.folder / "outputs" / "review" / "kh.json"
    assert (path.parent / "review.schema.json").is_file()
    path.write_text(
        path.read_text(encoding="utf-8").replace('"ends_on": "2024-05-20"', '"ends_on": "2024-05-19"', 1),
        encoding="utf-8",
    )
    assert main(["review", "apply", str(path), "--db", "d.db"]) == 0
    assert "ends_on: 2024-05-20 → 2024-05-19" in capsys.readouterr().out
    assert main(["review", "status", "--db", "d.db", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["reviewer"], row["corrected"], row["conflicts"]) == ("lan", 1, 0)
    assert main(["review", "next", "--db", "d.db", "--format", "json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)
    assert main(["review", "export", "khong-co", "--db", "d.db"]) == 4
