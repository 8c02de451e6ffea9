"""Two hundred files that are broken or made to harm, with good ones among them, in one run.

None may stop the run, hang it, take the machine's memory, or reach for a file or an address that
is not its own; each is read or named with a code; and the good ones come out as if alone.
"""

from __future__ import annotations

import io
import random
import resource
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.batch import Fate, run
from pipeline.readers.office import find_office

DATA = Path(__file__).parents[1] / "data"
MAX_BYTES = 30_000_000
MAX_SECONDS = 20
SPARSE = 1_000_000_000
KILOBYTES = 1024
SECRET = "BÍ MẬT KHÔNG ĐƯỢC ĐỌC 7391"
TEXT = (
    "UBND TỈNH LAI CHÂU\nSố: 05/KH-UBND\nKẾ HOẠCH\nCông tác năm 2024\n"
    "I. NHIỆM VỤ\n1. Sở Nội vụ báo cáo UBND tỉnh trước ngày 20/5/2024.\n2. Phấn đấu 80% đoàn viên tham gia.\n"
)
ODT_SPACES = (
    'office:version="1.2" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
CUTS = (0.02, 0.2, 0.5, 0.8, 0.97)
FLIPS = 14


@pytest.fixture(scope="module")
def listener():
    """An address that nobody may call."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def ran(tmp_path_factory, listener):
    """The run: its report, its folder of results, how long it took."""
    root = tmp_path_factory.mktemp("hostile")
    secret = root / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    port = listener.getsockname()[1]
    whole = good(DATA)
    files = {**whole, **dict(broken(whole)), **bombs(secret, port)}
    if find_office():
        files |= for_office(secret, port)
    inputs = root / "in"
    inputs.mkdir()
    for name, body in files.items():
        (inputs / name).write_bytes(body)
    with (inputs / "sparse.docx").open("wb") as file:
        file.truncate(SPARSE)
    start = time.monotonic()
    report = run([inputs], root / "out.db", root / "out", max_bytes=MAX_BYTES, max_seconds=MAX_SECONDS)
    return report, root, time.monotonic() - start, len(files) + 1


def test_hostile_files_are_all_named(ran):
    report, _, _, count = ran
    assert count >= 200
    assert len({outcome.label.split("/")[0] for outcome in report.outcomes}) == count
    faults = [(one.label, one.error.message) for one in report.outcomes if one.error and one.error.code[:2] != "D1"]
    assert faults == []


def test_hostile_files_neither_crash_nor_hang(ran):
    report, _, seconds, _ = ran
    slow = [one.label for one in report.outcomes if one.error and one.error.code == "D110"]
    crashed = [one.label for one in report.outcomes if one.error and "crash" in one.error.message]
    assert (slow, crashed) == ([], [])
    assert seconds < 120


def test_hostile_files_do_not_take_the_memory(ran):
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000 * (KILOBYTES // 1024)


def test_hostile_files_do_not_harm_good_ones(ran):
    report, root, _, _ = ran
    fates = {outcome.label: outcome.fate for outcome in report.outcomes}
    kept = {Fate.STORED, Fate.COPY}
    assert {fates[name] for name in ("good.docx", "good.pdf", "good.html", "good.md", "good.txt")} <= kept
    assert fates["good.zip/thư mục/kế hoạch.txt"] in kept
    assert (root / "out" / "records" / "good.json").is_file()


def test_hostile_files_reach_nothing_outside(ran, listener):
    _, root, _, _ = ran
    assert sorted(path.name for path in root.iterdir() if not path.name.startswith("out.db")) == [
        "in",
        "out",
        "secret.txt",
    ]
    for path in (root / "out").rglob("*.json"):
        assert SECRET not in path.read_text(encoding="utf-8"), path.name
    with pytest.raises(BlockingIOError):
        listener.accept()


# fmt: off
NAMED = [
    # one row a trick: the code that it must come out with
    ("bomb.zip/a.txt",         "D106"),
    ("many.zip",               "D106"),
    ("climb.zip/../../climbed.txt", "D107"),
    ("climb.zip//tmp/climbed.txt",  "D107"),
    ("bomb.docx",              "D106"),
    ("laughs.docx",            "D104"),
    ("outside.docx",           "D104"),
    ("laughs.odt",             "D104"),
    ("outside.odt",            "D104"),
    ("claims.pdf",             "D10"),
    ("pages.pdf",              "D106"),
    ("loop.pdf",               "D10"),
    ("password.docx",          "D103"),
    ("password.doc",           "D103"),
    ("sparse.docx",            "D106"),
    ("empty.docx",             "D101"),
    ("blank.md",               "D101"),
    ("called-docx.png",        None),      # what it is counts, not what it is called
    ("called-pdf.docx",        None),
]
# fmt: on


@pytest.mark.parametrize(("label", "code"), NAMED, ids=[label for label, _ in NAMED])
def test_hostile_file_has_the_right_code(ran, label: str, code: str | None):
    outcome = next(one for one in ran[0].outcomes if one.label == label)

    assert (outcome.error.code if outcome.error else "").startswith(code or "")
    assert bool(outcome.error) == bool(code)


def zipped(**parts: bytes | str) -> bytes:
    """A zip; entry names have "__" for "/" and "_" for "."."""
    return packed(
        {name.replace("__", "/").replace("META_", "META-").replace("_", "."): body for name, body in parts.items()}
    )


def packed(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def odt(body: str, head: str = "") -> bytes:
    return zipped(
        mimetype="application/vnd.oasis.opendocument.text",
        META_INF__manifest_xml=MANIFEST,
        content_xml=f"{head}<office:document-content {ODT_SPACES}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
    )


def rtf(text: str) -> bytes:
    letters = "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in text)
    return ("{\\rtf1\\ansi " + letters.replace("\n", "\\par ") + "}").encode()


def pdf(objects: list[str], trailer: str = "/Root 1 0 R") -> bytes:
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer << /Size {size} {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def good(data: Path) -> dict[str, bytes]:
    """Good files, one of each format that is read without another program."""
    page = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    return {
        "good.docx": (data / "letterhead.docx").read_bytes(),
        "good.pdf": (data / "letterhead.pdf").read_bytes(),
        "good.html": f"<html><body>{page}</body></html>".encode(),
        "good.md": TEXT.encode(),
        "good.txt": TEXT.encode("utf-16"),
        "good.zip": packed({"thư mục/kế hoạch.txt": TEXT + "zip"}),
    }


def broken(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Cut off, bits turned over, called what they are not, nothing at all."""
    chance = random.Random(4)
    for name, body in whole.items():
        stem, suffix = name.split(".")
        for cut in CUTS:
            yield f"cut{cut}-{stem}.{suffix}", body[: int(cut * len(body))]
        for number in range(FLIPS):
            turned = bytearray(body)
            for _ in range(1 + number * len(body) // 4000):
                turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
            yield f"flip{number}-{stem}.{suffix}", bytes(turned)
        for other in ("docx", "pdf", "html", "txt", "zip", "png"):
            if other != suffix:
                yield f"called-{suffix}.{other}", body
        yield f"empty.{suffix}", b""
        yield f"blank.{suffix}", b" \r\n\t" * 40
        yield f"noise.{suffix}", chance.randbytes(3000)
        yield f"zeros.{suffix}", bytes(3000)


def bombs(secret: Path, port: int) -> dict[str, bytes]:
    """Files that ask for memory, time, other files or the network."""
    address = f"http://127.0.0.1:{port}/x"
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE w [<!ENTITY a0 "ha">{laughs}]>'
    outside = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y SYSTEM "{address}">]>'
    late = f"<!--{'x' * 5000}-->"
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>&{{}};</w:t></w:r></w:p></w:body></w:document>"
    page = f'<html><img src="{address}"><iframe src="{secret.as_uri()}"></iframe><link rel=stylesheet href="{address}">'
    nested = TEXT.encode()
    for _ in range(6):
        nested = packed({"inner.zip": nested})
    return {
        "bomb.zip": packed({"a.txt": " " * 60_000_000}),
        "many.zip": packed({f"{number}.txt": "a" for number in range(2500)}),
        "deep.zip": nested,
        "climb.zip": packed({"../../climbed.txt": TEXT + "1", "/tmp/climbed.txt": TEXT + "2", "..\\climbed.txt": TEXT}),
        "bomb.docx": packed({"word/document.xml": " " * 60_000_000}),
        "laughs.docx": packed({"word/document.xml": bomb + body.format("a11")}),
        "laughs-late.docx": packed({"word/document.xml": late + bomb + body.format("a11")}),
        "outside.docx": packed({"word/document.xml": outside + body.format("x")}),
        "laughs.odt": odt("<text:p>&a11;</text:p>", bomb),
        "outside.odt": odt("<text:p>&x;</text:p>", outside),
        "laughs.html": f"{bomb}<html><body><p>&a11;</p></body></html>".encode(),
        "laughs.xhtml": f'<?xml version="1.0"?>{bomb}<html><body><p>&a11; {TEXT}</p></body></html>'.encode(),
        "outside.xhtml": f'<?xml version="1.0"?>{outside}<html><body><p>&x; {TEXT}</p></body></html>'.encode(),
        "loads.html": f"{page}<body>{TEXT}</body></html>".encode(),
        "deep.html": b"<div>" * 200_000 + TEXT.encode(),
        "spans.html": b"<table><tr>" + b"<td colspan=999999999 rowspan=999999999>a" * 3000,
        "deep.docx": packed({"word/document.xml": f"<w:document {W}>" + "<w:p>" * 100_000}),
        "brackets.md": b"[" * 30_000 + b"](" * 15_000,
        "stars.md": b"*a" * 60_000,
        "one-line.txt": b"1.a)" * 30_000,
        "control.txt": bytes(range(32)) * 20,
        "loop.pdf": pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]),
        "loop-parent.pdf": pdf(
            ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
             "<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"]
        ),
        "loop-table.pdf": pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< >>"], "/Root 1 0 R /Prev 9"),
        "claims.pdf": pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 100000 >>",
                           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"]),
        "pages.pdf": pdf(["<< /Type /Catalog /Pages 2 0 R >>",
                          f"<< /Type /Pages /Kids [{'3 0 R ' * 100_000}] /Count 100000 >>",
                          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"]),
        "huge-page.pdf": pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                              "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9e9 9e9] >>"]),
        "password.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "password.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500)
        + "WordDocument".encode("utf-16-le") + bytes(32),
    }  # fmt: skip


def for_office(secret: Path, port: int) -> dict[str, bytes]:
    """Files that a word processor opens, and that ask it for other files and the network."""
    address = f"http://127.0.0.1:{port}/x"
    lines = "".join(f"<text:p>{line}</text:p>" for line in TEXT.splitlines())
    section = f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/></text:section>'
    return {
        "office-good.odt": odt(lines),
        "office-links.odt": odt(lines + section + f'<text:section text:name="t"><text:section-source xlink:href="{address}"/>'
                                "</text:section>"),
        "office-links.rtf": rtf(TEXT + "rtf")[:-1] + f'{{\\field{{\\*\\fldinst INCLUDETEXT "{secret}"}}}}{{\\field{{\\*\\fldinst '
        f'INCLUDEPICTURE "{address}"}}}}}}'.encode(),
        "office-deep.rtf": b"{\\rtf1 " + b"{" * 60_000 + b"a",
        "office-noise.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(5).randbytes(4000)
        + "WordDocument".encode("utf-16-le"),
    }  # fmt: skip
