"""Do documents in TCVN3 and VNI give the records of their Unicode forms, and is nothing else touched?"""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from pathlib import Path

import docx
import pytest

from corpus.legacy import Encoding, encode
from pipeline import extract
from pipeline.legacy_lines import IN_BYTES, IN_UNICODE, repair_lines
from pipeline.readers.registry import read
from schemas.errors import DamagedFileError
from schemas.record import DirectiveRecord

ROOT = Path(__file__).parents[2]
SEEDS = sorted(path.stem for path in (ROOT / "tests" / "data" / "seeds").glob("*.docx"))
KINDS = ("sections", "tasks", "themes", "targets", "deadlines", "assignments", "references", "findings")


def text_of(seed: str) -> str:
    """A document's text with the signs that old encodings have."""
    text = unicodedata.normalize("NFC", (ROOT / "corpus" / "documents" / f"{seed}.txt").read_text(encoding="utf-8"))
    return text.translate(str.maketrans("“”‘’–—…•", "\"\"''--.-"))


def content(record: DirectiveRecord) -> dict[str, object]:
    """All that a record says, but not where it comes from; a document without a number is called after its bytes."""
    said = record.model_dump()
    del said["document"]["source"]
    if said["document"]["id"].startswith("sha256-"):
        del said["document"]["id"]
    return said


def word_file(text: str, font: str, encoding: Encoding | None) -> bytes:
    """A .docx in a font; capitals that TCVN3 has no code for stand in the capitals font."""
    document = docx.Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        for piece, name in pieces(line, font, encoding):
            run = paragraph.add_run(piece)
            run.font.name = name
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pieces(line: str, font: str, encoding: Encoding | None) -> list[tuple[str, str]]:
    if encoding is None:
        return [(line, font)]
    if encoding is Encoding.VNI:
        written = encode(line, encoding)  # cut in two anywhere: a letter and its mark may part
        return [(written[: len(written) // 2], font), (written[len(written) // 2 :], font)]
    out: list[tuple[str, str]] = []
    for char in line:
        small = encode(char, encoding) == encode(char.lower(), encoding) and char != char.lower()
        name = font + "H" if small else font
        if out and out[-1][1] == name:
            out[-1] = (out[-1][0] + encode(char, encoding), name)
        else:
            out.append((encode(char, encoding), name))
    return out


def as_bytes(text: str) -> bytes:
    """The bytes that a program from before Unicode wrote for characters as Windows-1252 shows them."""
    return b"".join(char.encode("cp1252") if not 127 < ord(char) < 160 else bytes([ord(char)]) for char in text)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("font", "encoding"), [(".VnTime", Encoding.TCVN3), ("VNI-Times", Encoding.VNI)])
def test_same_record_by_font(seed: str, font: str, encoding: Encoding):
    text = text_of(seed)
    unicode = extract(word_file(text, "Times New Roman", None), "a.docx")

    assert content(extract(word_file(text, font, encoding), "a.docx")) == content(unicode)


@pytest.mark.parametrize("seed", SEEDS)
def test_same_record_from_vni_text(seed: str):
    text = text_of(seed)
    unicode = content(extract(text.encode(), "a.txt"))
    written = encode(text, Encoding.VNI)

    assert content(extract(as_bytes(written), "a.txt")) == unicode
    assert content(extract(written.encode(), "a.txt")) == unicode, "Latin-1 letters stored as UTF-8"


@pytest.mark.skipif(not shutil.which("iconv"), reason="iconv is not installed")
@pytest.mark.parametrize("seed", SEEDS)
def test_same_record_from_tcvn_text(seed: str):
    text = text_of(seed)
    made = subprocess.run(["iconv", "-f", "utf-8", "-t", "TCVN"], input=text.encode(), capture_output=True, check=True)

    assert content(extract(made.stdout, "a.txt")) == content(extract(text.encode(), "a.txt"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_same_record_in_every_unicode(seed: str, encoding: str):
    text = text_of(seed)
    assert content(extract(text.encode(encoding), "a.txt")) == content(extract(text.encode(), "a.txt"))


def test_windows_1258_text_is_read():
    """Tones are letters of their own there."""
    text = "Kế hoạch công tác năm 2024\nĐiều 1. Các cơ quan phối hợp thực hiện"
    written = unicodedata.normalize("NFD", text)
    for base in "ăâêôơưĂÂÊÔƠƯ":
        written = written.replace(unicodedata.normalize("NFD", base), base)

    assert read(marks_last(written).encode("cp1258"), "a.txt").raw == text


def marks_last(text: str) -> str:
    """NFD puts a dot below before a circumflex; Windows-1258 has the circumflex in its letter."""
    for letter, mark in (("a", "\u0302"), ("o", "\u0302"), ("e", "\u0302"), ("a", "\u0306"), ("o", "\u031b")):
        text = text.replace(f"{letter}\u0323{mark}", unicodedata.normalize("NFC", letter + mark) + "\u0323")
    return text


# fmt: off
UNTOUCHED = [
    # Unicode with and without letters that others have, too
    ["Điều 1. Phạm vi điều chỉnh", "và các", "Toàn văn", "Hà", "là có"],
    # decomposed
    [unicodedata.normalize("NFD", "Kế hoạch công tác")],
    # nothing but ASCII, signs and numbers
    ["Ke hoach cong tac", "- 12/2024 -", "§ 5 · 3 ± 2 °C", "50% – 60%"],
    # other languages
    ["L'été où j'étais à la fenêtre", "El niño cañón según señor", "Größe der Fläche für Müller", "Ação não"],
    # a foreign name in a Vietnamese line
    ["Công ty Müller và các bên", "Ông José báo cáo"],
    # one lone word says nothing
    ["où"], ["café"],
]
# fmt: on


@pytest.mark.parametrize("lines", UNTOUCHED, ids=lambda lines: lines[0])
@pytest.mark.parametrize("encodings", [IN_UNICODE, IN_BYTES])
def test_other_lines_are_untouched(lines: list[str], encodings: tuple[Encoding, ...]):
    assert repair_lines(lines, encodings) == (lines, {})


def test_lines_are_judged_one_by_one():
    """A document pasted together from three sources."""
    lines = [
        "Căn cứ Luật Công đoàn",
        "KÕ ho¹ch c«ng t¸c n¨m 2005",
        "plain",
        "Keá hoaïch coâng taùc naêm 2005",
        "Điều 2",
    ]

    assert repair_lines(lines, IN_UNICODE)[0] == [
        "Căn cứ Luật Công đoàn", "Kế hoạch công tác năm 2005", "plain", "Kế hoạch công tác năm 2005", "Điều 2",
    ]  # fmt: skip


def test_short_line_follows_its_neighbours():
    sure = "KÕ ho¹ch c«ng t¸c n¨m 2005"

    assert repair_lines([sure, "§iÒu 1.", sure], IN_UNICODE)[0][1] == "Điều 1."
    assert repair_lines(["Điều 1. Công đoàn", "§iÒu 1.", sure], IN_UNICODE)[0][1] == "§iÒu 1.", "they disagree"


def test_reader_says_what_it_did():
    assert read(as_bytes("KÕ ho¹ch c«ng t¸c\nabc\n"), "a.txt").notes == ("1 lines were in TCVN3",)


def test_font_that_lies_is_not_believed():
    """Some files name .VnTime and hold Unicode."""
    text = "Kế hoạch công tác\nvà các\nNâng cao nhận thức"
    assert read(word_file(text, ".VnTime", None), "a.docx").raw == text


@pytest.mark.parametrize(
    "data", [b"caf\xe9 cr\xe8me br\xfbl\xe9e\n" * 3, bytes([0xC3, 0x28, 0xFF, 0xFE, 0xE9]) * 9], ids=["French", "noise"]
)
def test_unknown_bytes_are_refused(data: bytes):
    with pytest.raises(DamagedFileError, match="nor TCVN3"):
        read(data, "a.txt")
