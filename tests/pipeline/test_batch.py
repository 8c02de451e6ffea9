"""Does a run do all files, name the bad ones, lose nothing, and give the same bytes each time?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.batch import Fate, document_boundary, run
from pipeline.database import read_database
from pipeline.files import InputFile, find_files, read_bytes, record_names, write_whole
from schemas.errors import (
    DirectiveError,
    EmptyFileError,
    InternalError,
    ReadOnlyStoreError,
    TooLargeError,
    UnreadableFileError,
)

PLAN = "KẾ HOẠCH\nCông tác năm 2024\n\nI. NHIỆM VỤ\n1. Sở Nội vụ báo cáo trước ngày 20/5/2024.\n"


@pytest.fixture
def home(tmp_path):
    """A folder ``in`` with two good documents, a bad one and what is not to be read."""
    folder = tmp_path / "in"
    (folder / "b" / ".git").mkdir(parents=True)
    (folder / "a.txt").write_text(PLAN, encoding="utf-8")
    (folder / "b" / "kế hoạch.txt").write_text(PLAN.replace("2024", "2025"), encoding="utf-8")
    (folder / "b" / "rỗng.txt").write_text("", encoding="utf-8")
    (folder / "b" / ".git" / "x.txt").write_text(PLAN, encoding="utf-8")
    (folder / ".hidden.txt").write_text(PLAN, encoding="utf-8")
    (folder / "~$kế hoạch.docx").write_text("lock", encoding="utf-8")
    return tmp_path


def _run(home, *paths, **options):
    return run([home / path for path in paths or ("in",)], home / "out" / "d.db", home / "out", **options)


def _fates(report):
    return {outcome.label: outcome.fate for outcome in report.outcomes}


def _records(home):
    return {path.name: path.read_bytes() for path in sorted((home / "out" / "records").iterdir())}


def test_batch_reads_folders_in_order_and_names_the_bad_file(home):
    report = _run(home)

    assert list(_fates(report).items()) == [
        ("a.txt", Fate.STORED), ("b/kế hoạch.txt", Fate.STORED), ("b/rỗng.txt", Fate.FAILED),
    ]  # fmt: skip
    (error,) = report.errors
    assert (type(error), error.code, error.where) == (EmptyFileError, "D101", "b/rỗng.txt")
    assert report.exit_code == 5
    assert list(_records(home)) == ["a.json", "kế hoạch.json"]


def test_batch_record_is_what_extract_gives(home):
    _run(home)
    made = extract((home / "in" / "a.txt").read_bytes(), "a.txt")

    assert _records(home)["a.json"].decode() == made.to_json()
    with read_database(home / "out" / "d.db") as db:
        rows = {row["source_name"]: row["record"] for row in db["documents"].rows}
    assert rows["a.txt"] == made.to_json()


def test_batch_twice_in_two_places_gives_the_same_bytes(home):
    _run(home)
    first = _records(home)
    (home / "out").rename(home / "before")
    _run(home)

    assert first == _records(home)


def test_batch_again_skips_what_has_not_changed(home):
    before = _run(home)
    again = _run(home)

    assert set(_fates(again).values()) == {Fate.UNCHANGED, Fate.FAILED}
    assert [outcome.counts for outcome in before.outcomes] == [outcome.counts for outcome in again.outcomes]
    assert again.exit_code == 5


def test_batch_force_reads_again(home):
    _run(home)

    assert Fate.UNCHANGED not in _fates(_run(home, force=True)).values()


def test_batch_reads_again_what_another_lexicon_or_program_made(home):
    _run(home, "in/a.txt")
    with Path(home / "out" / "d.db").open("rb"):
        pass
    _change(home, "UPDATE documents SET fingerprint = 'an older lexicon'")

    assert _fates(_run(home, "in/a.txt")) == {"a.txt": Fate.STORED}


def _change(home, sql):
    import sqlite3

    connection = sqlite3.connect(home / "out" / "d.db")
    with connection:
        connection.execute(sql)
    connection.close()


def test_batch_again_writes_a_record_file_that_was_lost(home):
    _run(home)
    before = _records(home)
    (home / "out" / "records" / "a.json").unlink()
    report = _run(home)

    assert _fates(report)["a.txt"] == Fate.UNCHANGED
    assert before == _records(home)


def test_batch_keeps_what_an_earlier_run_made_of_a_file_that_is_now_bad(home):
    _run(home, "in/a.txt")
    before = _records(home)
    (home / "in" / "a.txt").write_bytes(b"")
    report = _run(home, "in/a.txt")

    assert report.exit_code == 2
    assert before == _records(home)
    with read_database(home / "out" / "d.db") as db:
        assert db["documents"].count == 1


def test_batch_a_copy_is_one_document_with_two_records(home):
    (home / "in" / "c.txt").write_text(PLAN, encoding="utf-8")
    for _ in range(2):  # the second run says the same
        report = _run(home)
        (copy,) = (outcome for outcome in report.outcomes if outcome.fate == Fate.COPY)
        assert (copy.label, copy.note) == ("c.txt", "same content as a.txt")
    one, two = (json.loads(_records(home)[name]) for name in ("a.json", "c.json"))

    assert two["document"].pop("source") == {**one["document"].pop("source"), "name": "c.txt"}
    assert one == two
    with read_database(home / "out" / "d.db") as db:
        assert db["documents"].count == 2


@pytest.mark.parametrize("name", ['a "b".txt', "a\\b.txt", "kế hoạch \U0001f4c4.txt", "a\x7fb.txt"])
def test_batch_a_copy_has_the_record_that_its_file_would_have(home, name):
    """The record under another name is the stored one, byte for byte but for the name; a text may hold its words."""
    text = PLAN + 'Tệp "source": {\n   "name": "a.txt" nêu trên.'
    folder = home / "twice"
    folder.mkdir()
    for one in ("a.txt", name):
        (folder / one).write_text(text, encoding="utf-8")
    report = _run(home, "twice")
    files = find_files([folder])

    assert [outcome.fate for outcome in report.outcomes] == [Fate.STORED, Fate.COPY]
    for file, stem in zip(files, record_names(files), strict=True):
        record = (home / "out" / "records" / f"{stem}.json").read_text(encoding="utf-8")
        assert record == extract(text.encode(), file.name).to_json()


def test_batch_limits_the_size(home):
    report = _run(home, "in/a.txt", max_bytes=10)

    assert [type(error) for error in report.errors] == [TooLargeError]


def test_batch_names_a_path_that_does_not_exist_and_does_the_rest(home):
    report = _run(home, "không có.txt", "in/a.txt")

    assert [error.code for error in report.errors] == ["D108"]
    assert _fates(report)["a.txt"] == Fate.STORED


def test_batch_without_a_file_says_so(home):
    (home / "empty").mkdir()
    with pytest.raises(UnreadableFileError, match="no file"):
        _run(home, "empty")


def test_batch_tells_progress(home):
    told = []
    _run(home, progress=lambda *step: told.append(step))

    assert told == [(0, 3, "a.txt"), (1, 3, "b/kế hoạch.txt"), (2, 3, "b/rỗng.txt"), (3, 3, "")]


def test_batch_boundary_turns_a_fault_of_ours_into_an_error_of_the_document():
    with pytest.raises(InternalError, match="KeyError: 'x'") as caught, document_boundary("kh.txt"):
        {}["x"]

    assert (caught.value.code, caught.value.where) == ("D999", "kh.txt")
    assert isinstance(caught.value.__cause__, KeyError)


@pytest.mark.parametrize("error", [DirectiveError("on purpose"), KeyboardInterrupt()], ids=["ours", "Ctrl-C"])
def test_batch_boundary_lets_through(error):
    with pytest.raises(type(error)) as caught, document_boundary("kh.txt"):
        raise error
    assert caught.value is error


def test_files_lists_each_once_and_follows_no_link_to_a_folder(home):
    (home / "in" / "loop").symlink_to(home / "in")
    (home / "in" / "dangling.txt").symlink_to(home / "nowhere")
    (home / "in" / "itself.txt").symlink_to(home / "in" / "itself.txt")
    (home / "in" / "twice.txt").symlink_to(home / "in" / "a.txt")
    found = find_files([home / "in" / "a.txt", home / "in"])

    labels = ["a.txt", "b/kế hoạch.txt", "b/rỗng.txt", "dangling.txt", "itself.txt"]
    assert [file.label for file in found] == labels
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_bytes(found[3].path)


def test_files_refuses_what_would_never_end(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableFileError, match="no file that can be read"):
        read_bytes(tmp_path / "pipe.txt")


def test_files_name_that_is_no_text_can_be_stored(tmp_path):
    name = os.fsdecode(b"k\xe9 ho\x1b[1m.txt")
    (tmp_path / name).write_text(PLAN, encoding="utf-8")
    report = run([tmp_path / name], tmp_path / "d.db", tmp_path)

    assert _fates(report) == {"k\ufffd ho\ufffd[1m.txt": Fate.STORED}


# fmt: off
NAMES = [
    (["a.txt", "b.txt"],                   ["a", "b"]),
    # one stem in two formats
    (["kh.docx", "kh.pdf"],                ["kh", "kh~2"]),
    # one name in two folders
    (["x/kh.txt", "y/kh.txt", "z/kh.txt"], ["kh", "kh~2", "kh~3"]),
    # a name that looks like ours
    (["kh.docx", "kh.pdf", "kh~2.txt"],    ["kh", "kh~2", "kh~2~2"]),
    # some file systems do not know capitals
    (["KH.txt", "kh.pdf"],                 ["KH", "kh~2"]),
    # only the last extension is one
    (["kh.2024.docx"],                     ["kh.2024"]),
]
# fmt: on


@pytest.mark.parametrize(("paths", "expected"), NAMES)
def test_files_record_names(paths, expected):
    assert expected == record_names([InputFile(Path(path), path) for path in paths])


def test_files_record_names_fit_a_file_system():
    long = "ế" * 80  # 240 bytes
    one, two = record_names([InputFile(Path(f"{long}{end}.txt"), "") for end in "ab"])

    assert one != two
    assert max(len(name.encode()) for name in (one, two)) <= 200


def test_files_writes_whole_or_not_at_all(tmp_path):
    target = tmp_path / "new" / "kế hoạch.json"
    write_whole(target, "1")
    write_whole(target, "2")

    assert target.read_text(encoding="utf-8") == "2"
    assert list(target.parent.iterdir()) == [target]


def test_files_leaves_alone_what_is_the_same(tmp_path):
    target = tmp_path / "a.json"
    write_whole(target, "1")
    os.utime(target, (0, 0))
    write_whole(target, "1")

    assert target.stat().st_mtime == 0


def test_files_says_when_the_disk_does_not_take_it(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadOnlyStoreError, match="cannot be written"):
        write_whole(tmp_path / "file" / "a.json", "1")
