"""Is a format known by its bytes, and does everything else get a code, a reason and advice?"""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.readers.office import find_office, missing_office
from pipeline.readers.registry import READERS, read
from schemas.errors import (
    BadInputError,
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    MissingEngineError,
    TooLargeError,
    UnknownFormatError,
    WrongContentError,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCTYPE = b'<!DOCTYPE a [<!ENTITY x "ha">]><w:document/>'


def zipped(**parts: bytes) -> bytes:
    """A zip whose entry names have "__" for "/" and "_" for "."."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED  # as OpenDocument wants
            archive.writestr(
                name.replace("__", "/").replace("_", ".").replace("Types", "[Content_Types]"), body, packing
            )
    return out.getvalue()


# fmt: off
REFUSED = [
    # nothing arrived
    ("a.docx", b"", EmptyFileError, "0 bytes"),
    # blanks are nothing, too
    ("a.txt",  b" \n\t\n", EmptyFileError, "no text"),
    # a picture under a document's name
    ("a.pdf",  b"\x89PNG\r\n\x1a\n" + bytes(99), WrongContentError, "picture"),
    # a picture under its own name is recognised, when it can be opened
    ("a.png",  b"\x89PNG\r\n\x1a\n" + bytes(99), DamagedFileError, "picture"),
    # programs, whatever they are called
    ("a.docx", b"\x7fELF\x02\x01\x01" + bytes(99), WrongContentError, "program"),
    ("a.txt",  b"MZ\x90\x00\x03" + bytes(99), WrongContentError, "program"),
    # an error page saved as PDF
    ("a.pdf",  b"<!DOCTYPE html><html><body>404", WrongContentError, "web page"),
    # a broken download: any bytes pass as text, so here the name counts
    ("a.pdf",  b"Not found", WrongContentError, "plain text"),
    # formats we can name
    ("a.xls",  OLE + "Workbook".encode("utf-16-le"), UnknownFormatError, "old Office file"),
    ("a.odt",  zipped(mimetype=b"application/vnd.oasis.opendocument.text"), DamagedFileError, "content.xml"),
    ("a.ods",  zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), UnknownFormatError, "workbook"),
    ("a.xlsx", zipped(xl__workbook_xml=b"<a/>"), UnknownFormatError, "workbook"),
    ("a.zip",  zipped(kh_txt=b"a"), UnknownFormatError, "archive"),
    # a password: Office wraps the encrypted zip in an OLE container
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError, "password"),
    # cut off in transit
    ("a.docx", zipped(word__document_xml=b"<a/>")[:60], DamagedFileError, "cut off"),
    ("a.pdf",  b"%PDF-1.4\n1 0 obj\n<< /Type /Cat", DamagedFileError, "broken"),
    # entities: Word never declares any
    ("a.docx", zipped(word__document_xml=DOCTYPE), DamagedFileError, "entities"),
    # Word's other kinds, which python-docx cannot read
    ("a.docm", zipped(word__document_xml=b"<a/>", Types_xml=b"application/vnd.ms-word.document.macroEnabled.main+xml"),
     UnknownFormatError, r"\.docm\): save it as \.docx"),
    # a zip bomb: 6 MB of blanks pack to 6 kB
    ("a.docx", zipped(word__document_xml=b" " * 6_000_000), TooLargeError, "unpacks to"),
    # the zip is whole, but Word's parts are missing
    ("a.docx", zipped(word__document_xml=b"<a/>"), DamagedFileError, "fit together"),
    # an encoding that nobody can tell is not guessed at
    ("a.txt",  b"caf\xe9 cr\xe8me", DamagedFileError, "not utf-8"),
    # an old Word file with a password: a bit in its head
    ("a.doc",  OLE + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(32),
     EncryptedFileError, "password"),
    # a mail, and archives of other kinds
    ("a.eml",  b"From: a@b.vn\nSubject: KH\n\nabc", UnknownFormatError, "e-mail"),
    ("a.rar",  b"Rar!\x1a\x07\x00" + bytes(99), UnknownFormatError, "unpack it"),
    # rubbish
    ("a.bin",  bytes(range(256)) * 4, UnknownFormatError, "no format we know"),
]
# fmt: on


@pytest.mark.parametrize(
    ("name", "data", "error", "reason"), REFUSED, ids=[f"{name} {reason}" for name, _, _, reason in REFUSED]
)
def test_read_refuses(name: str, data: bytes, error: type[BadInputError], reason: str) -> None:
    """Each refusal is one of our errors, and says what is wrong with which file."""
    with pytest.raises(error, match=reason) as caught:
        read(data, name)

    assert caught.value.where == name


# fmt: off
ACCEPTED = [
    # the bytes decide, the name does not matter
    ("letterhead.docx", "a.pdf",  WORD),
    ("letterhead.pdf",  "a.docx", "application/pdf"),
    ("letterhead.pdf",  "a",      "application/pdf"),
]
# fmt: on


@pytest.mark.parametrize(("stored", "name", "media_type"), ACCEPTED)
def test_read_goes_by_the_bytes(data_file, stored: str, name: str, media_type: str) -> None:
    """A wrong extension does no harm."""
    assert read(data_file(stored), name).media_type == media_type


PAGE = "<html><body><p>Kế hoạch</p></body></html>"
MHT = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    f"Content-Transfer-Encoding: 8bit\n\n{PAGE}\n--b--\n"
)
# fmt: off
MADE = [
    ("a.html",  PAGE.encode(),                                  "text/html"),
    ("a.doc",   PAGE.encode(),                                  "text/html"),  # Word saves web pages, too
    ("a.html",  PAGE.encode("utf-16"),                          "text/html"),
    ("a.xhtml", b'<?xml version="1.0"?>' + PAGE.encode(),       "text/html"),
    ("a.mht",   MHT.encode(),                                   "multipart/related"),
    ("a.md",    "# Kế hoạch".encode(),                          "text/markdown"),
    ("a.txt",   "# Kế hoạch".encode(),                          "text/plain"),
    ("a.txt",   "Kế hoạch năm 2024".encode("utf-16-le"),        "text/plain"),
]
# fmt: on


@pytest.mark.parametrize(("name", "data", "media_type"), MADE, ids=[f"{name} {kind}" for name, _, kind in MADE])
def test_read_tells_formats_apart(name: str, data: bytes, media_type: str) -> None:
    """By content; only Markdown is told by its name."""
    source = read(data, name)

    assert source.media_type == media_type
    assert "Kế hoạch" in source.raw


def test_doc_without_office_says_what_to_install(monkeypatch) -> None:
    """On a machine without LibreOffice."""
    monkeypatch.setenv("PATH", "")
    find_office.cache_clear()
    try:
        with pytest.raises(MissingEngineError, match="apt install libreoffice-writer"):
            read(OLE + "WordDocument".encode("utf-16-le"), "a.doc")
        assert missing_office()
        assert read(b"{\\rtf1\\ansi K\\u7871? ho\\u7841?ch}", "a.rtf").raw == "Kế hoạch"
    finally:
        find_office.cache_clear()


@pytest.mark.parametrize("text", ["KẾ HOẠCH", "BM. Tuyên truyền", "MZ là viết tắt", "RIFF", "// Kế hoạch\n- a"])
def test_read_takes_text_for_text(text: str) -> None:
    """Magic numbers that are words, too, do not turn a text into a picture."""
    assert read(text.encode(), "a.md").raw == text


def test_readers_are_frozen() -> None:
    """A reader cannot vanish, nor one creep in, without this list being changed."""
    assert [reader.media_type for reader in READERS] == [
        "application/pdf", "image/*", WORD, "application/msword", "application/rtf",
        "application/vnd.oasis.opendocument.text", "text/markdown", "text/html", "multipart/related", "text/plain",
    ]  # fmt: skip


@pytest.mark.parametrize("stored", ["letterhead.docx", "letterhead.pdf"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_read_survives_cut_files(data_file, stored: str, share: float) -> None:
    """A truncated file is refused; no library's exception gets out."""
    data = data_file(stored)

    with pytest.raises(BadInputError):
        read(data[: int(share * len(data))], stored)


@pytest.mark.parametrize("stored", ["letterhead.docx", "letterhead.pdf"])
@pytest.mark.parametrize("step", range(0, 40, 3))
def test_read_survives_damage(data_file, stored: str, step: int) -> None:
    """Bytes overwritten anywhere: the file is read or refused, never a crash."""
    data = bytearray(data_file(stored))
    at = len(data) * step // 40
    data[at : at + 40] = b"\xff" * 40
    try:
        source = read(bytes(data), stored)
    except BadInputError:
        return
    assert source.blocks
