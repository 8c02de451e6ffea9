"""Are OpenDocument and rich text read without LibreOffice, and is what must not be read left out?"""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.readers.opendocument import read_opendocument_plainly
from pipeline.readers.rtf import read_rtf_plainly
from schemas.errors import DamagedFileError, EncryptedFileError, NoTextError

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def odt(body: str, head: str = "", manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"{head}<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


# fmt: off
BODIES = [
    ("<text:p>Kế <text:span>hoạch</text:span></text:p>",                            ["Kế hoạch"]),
    ("<text:p>a<text:s text:c='2'/>b<text:tab/>c</text:p>",                         ["a  b\tc"]),
    ("<text:p>a<text:line-break/>b</text:p>",                                       ["a", "b"]),
    ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",  ["a"]),
    ("<table:table><table:table-row><table:table-cell><text:p>ô</text:p></table:table-cell></table:table-row></table:table>",
     ["ô"]),
    # what is no part of the text
    ("<text:p>a<text:note><text:note-body><text:p>chú</text:p></text:note-body></text:note>b</text:p>", ["ab"]),
    ("<text:tracked-changes><text:p>bỏ</text:p></text:tracked-changes><text:p>a</text:p>",              ["a"]),
    ("<text:p>a<office:annotation><text:p>ý kiến</text:p></office:annotation></text:p>",                ["a"]),
]
# fmt: on


@pytest.mark.parametrize(("body", "lines"), BODIES, ids=[body[:40] for body, _ in BODIES])
def test_odt_lines(body: str, lines: list[str]) -> None:
    assert [block.text for block in read_opendocument_plainly(odt(body), "a.odt").blocks] == lines


def test_odt_headings_and_blanks() -> None:
    body = "<text:h text:outline-level='2'>I. A</text:h><text:p/><text:p>b</text:p>"

    found = read_opendocument_plainly(odt(body), "a.odt").blocks
    assert [(block.heading, block.blank_before) for block in found] == [(2, False), (None, True)]


# fmt: off
REFUSED = [
    (odt("<text:p/>"),                                         NoTextError,        "no text"),
    (odt("<text:p>a</text:q>"),                                DamagedFileError,   "broken"),
    (odt("<text:p>&x;</text:p>", "<!DOCTYPE a [<!ENTITY x 'h'>]>"), DamagedFileError, "entities"),
    # behind a comment that pushes it out of sight
    (odt("<text:p>&x;</text:p>", f"<!--{'x' * 70_000}--><!DOCTYPE a [<!ENTITY x 'h'>]>"), DamagedFileError, "entities|broken"),
    (odt("<text:p>a</text:p>", manifest="<m:encryption-data/>"), EncryptedFileError, "password"),
]
# fmt: on


@pytest.mark.parametrize(("data", "error", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_odt_refuses(data: bytes, error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        read_opendocument_plainly(data, "a.odt")


# fmt: off
RTF = [
    (r"{\rtf1\ansi K\u7871? ho\u7841?ch\par n\u259?m}",        ["Kế hoạch", "năm"]),
    (r"{\rtf1\ansi{\fonttbl{\f0 Times;}}\b a\b0  b}",          ["a b"]),
    (r"{\rtf1\ansi a\cell b\cell\row c}",                      None),  # each cell comes, in some form
]
# fmt: on


@pytest.mark.parametrize(("text", "lines"), RTF, ids=range(len(RTF)))
def test_rtf_lines(text: str, lines: list[str] | None) -> None:
    source = read_rtf_plainly(text.encode(), "a.rtf")

    assert lines is None or [block.text for block in source.blocks] == lines
    assert lines or all(word in source.raw for word in "abc")


def test_empty_rtf_is_refused() -> None:
    with pytest.raises(NoTextError):
        read_rtf_plainly(rb"{\rtf1\ansi }", "a.rtf")
