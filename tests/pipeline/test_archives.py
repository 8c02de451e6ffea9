"""Are the documents of archives found, named and read, and are bad archives refused?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.archives import expand, read_input
from pipeline.batch import run
from pipeline.files import InputFile, record_names
from pipeline.outcome import Fate
from schemas.errors import BadInputError, DamagedFileError, EncryptedFileError, TooLargeError, WrongContentError

TEXT = "KẾ HOẠCH\n1. Sở Nội vụ báo cáo trước ngày 20/5/2024.\n"


def packed(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


@pytest.fixture
def archive(tmp_path):
    """Writes an archive and gives it as an input."""

    def write(data: bytes, name: str = "a.zip") -> InputFile:
        (tmp_path / name).write_bytes(data)
        return InputFile(tmp_path / name, name)

    return write


def test_members_are_named_below_their_archive(archive):
    inner = packed({"phụ lục.md": TEXT})
    file = archive(packed({"kh/kế hoạch.txt": TEXT, "trong.zip": inner, "kh/": "", "b.txt": "b"}))

    found = expand(file)
    assert [one.label for one in found] == ["a.zip/kh/kế hoạch.txt", "a.zip/trong.zip/phụ lục.md", "a.zip/b.txt"]
    assert [one.name for one in found] == ["kế hoạch.txt", "phụ lục.md", "b.txt"]
    assert [read_input(one).decode() for one in found] == [TEXT, TEXT, "b"]
    assert record_names(found) == ["kế hoạch", "phụ lục", "b"]


def test_what_is_no_document_is_left_out(archive):
    file = archive(packed({"__MACOSX/._a": "x", ".DS_Store": "x", "Thumbs.db": "x", "~$kh.docx": "x", "kh.txt": TEXT}))

    assert [one.label for one in expand(file)] == ["a.zip/kh.txt"]


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.xlsx", "a.txt"])
def test_other_files_are_themselves(archive, name: str):
    """A document that is packed like an archive is none."""
    parts = {"docx": "word/document.xml", "odt": "mimetype", "xlsx": "xl/workbook.xml"}
    suffix = name.split(".")[1]
    body = "application/vnd.oasis.opendocument.text" if suffix == "odt" else "<a/>"
    file = archive(packed({parts[suffix]: body}) if suffix in parts else TEXT.encode(), name)

    assert expand(file) == [file]


# fmt: off
REFUSED = [
    # over a limit: the archive as a whole
    (packed({f"{number}.txt": "a" for number in range(2100)}),            "a.zip",       TooLargeError,     "2100 files"),
    # nothing in it
    (packed({".hidden": "a"}),                                            "a.zip",       WrongContentError, "no document"),
    # a member that unpacks to what no document does
    (packed({"a.txt": " " * 9_000_000}),                                  "a.zip/a.txt", TooLargeError,     "unpacks"),
    # paths that climb out; they are never written anywhere, but nobody honest makes them
    (packed({"../a.txt": "a"}),                                           "a.zip/../a.txt", WrongContentError, "leads out"),
    (packed({"/etc/a.txt": "a"}),                                         "a.zip//etc/a.txt", WrongContentError, "leads out"),
    # too deep
    (packed({"1.zip": packed({"2.zip": packed({"3.zip": packed({"a.txt": "a"})})})}),
     "a.zip/1.zip/2.zip/3.zip", TooLargeError, "3 deep"),
]
# fmt: on


@pytest.mark.parametrize(("data", "label", "error", "reason"), REFUSED, ids=[reason for *_, reason in REFUSED])
def test_bad_archives_are_refused(archive, data: bytes, label: str, error: type[BadInputError], reason: str):
    (found,) = expand(archive(data))

    assert found.label == label
    with pytest.raises(error, match=reason):
        read_input(found)


def test_member_with_a_password_is_named(archive):
    data = bytearray(packed({"a.txt": TEXT}))
    for at in (6, data.index(b"PK\x01\x02") + 8):  # the flags in both heads
        data[at] |= 1
    (found,) = expand(archive(bytes(data)))

    with pytest.raises(EncryptedFileError):
        read_input(found)


def test_damaged_member_is_named_and_the_others_are_read(archive):
    data = bytearray(packed({"a.txt": TEXT * 9, "b.txt": TEXT}))
    data[45:60] = bytes(15)
    bad, good = expand(archive(bytes(data)))

    with pytest.raises(DamagedFileError):
        read_input(bad)
    assert read_input(good).decode() == TEXT


def test_run_reads_archives(archive, tmp_path):
    file = archive(packed({"kh.txt": TEXT, "b/kh.txt": TEXT + "2. Sở Y tế.\n", "rong.txt": ""}))

    report = run([file.path], tmp_path / "a.db", tmp_path / "out")
    assert [(one.label, one.fate.value) for one in report.outcomes] == [
        ("a.zip/kh.txt", "stored"), ("a.zip/b/kh.txt", "stored"), ("a.zip/rong.txt", "failed"),
    ]  # fmt: skip
    assert {path.name for path in (Path(tmp_path) / "out" / "records").iterdir()} == {"kh.json", "kh~2.json"}


def test_member_that_has_not_changed_is_not_read_again(archive, tmp_path):
    """Its own extension counts, not that of the archive; the same bytes as Markdown are read anew."""
    file = archive(packed({"kh.txt": TEXT}))
    run([file.path], tmp_path / "d.db", tmp_path / "out")

    (again,) = run([file.path], tmp_path / "d.db", tmp_path / "out").outcomes
    other = archive(packed({"kh.md": TEXT}), "b.zip")
    (changed,) = run([other.path], tmp_path / "d.db", tmp_path / "out").outcomes
    assert (again.fate, changed.fate) == (Fate.UNCHANGED, Fate.STORED)
