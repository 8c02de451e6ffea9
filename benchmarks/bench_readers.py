"""What reading costs beside the plain libraries, as ratios that mean the same on every machine.

The same files, in one run: PDF against plain pypdf and pypdfium2 (the text of every page), Word
against plain python-docx (the text of every paragraph). CPU time, and the best of several rounds, so
that another program on the machine does little harm. Scans are left out: OCR is no reader's own work.

    python benchmarks/bench_readers.py [FOLDER]
"""

from __future__ import annotations

import io
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypdf
import pypdfium2

from pipeline.files import find_files
from pipeline.readers import pdf, word
from schemas.errors import BadInputError

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "seeds"
ROUNDS = 3
Files = list[tuple[bytes, str]]


def main(folder: Path = FOLDER) -> int:
    """Time all and print a table."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    files = [(file.path.read_bytes(), file.name) for file in find_files([folder])]
    pdfs = [one for one in files if one[1].endswith(".pdf") and _has_text(one[0])]
    words = [one for one in files if one[1].endswith(".docx") and _is_read(one)]
    if not pdfs and not words:
        sys.stderr.write(f"no .pdf or .docx in {folder}\n")
        return 2
    if pdfs:
        pages = sum(_pages(data) for data, _ in pdfs)
        mine = _best(lambda: [pdf.read_pdf(*one) for one in pdfs])
        _print("pdf pages", pages, mine, {
            "pypdf": _best(lambda: [_with_pypdf(data) for data, _ in pdfs]),
            "pypdfium2": _best(lambda: [_with_pdfium(data) for data, _ in pdfs]),
        })  # fmt: skip
    if words:
        mine = _best(lambda: [word.read_word(*one) for one in words])
        _print("docx files", len(words), mine, {"python-docx": _best(lambda: [_with_docx(data) for data, _ in words])})
    return 0


def _print(what: str, count: int, mine: float, others: dict[str, float]) -> None:
    sys.stdout.write(f"{what:<34}{count:>10}\n{'  chidao, per second':<34}{count / mine:>10.1f}\n")
    for name, seconds in others.items():
        sys.stdout.write(f"{f'  plain {name}, per second':<34}{count / seconds:>10.1f}\n")
        sys.stdout.write(f"{f'  time of chidao / {name}':<34}{mine / seconds:>10.2f}\n")


def _best(work: Callable[[], Any]) -> float:
    work()  # the first call imports
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _has_text(data: bytes) -> bool:
    try:
        document = pypdfium2.PdfDocument(data)
        return all(page.get_textpage().count_chars() > pdf.MIN_LETTERS // 2 for page in document)
    except pypdfium2.PdfiumError:
        return False


def _is_read(one: tuple[bytes, str]) -> bool:
    try:
        return bool(word.read_word(*one).blocks)
    except BadInputError:
        return False


def _pages(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))


def _with_pypdf(data: bytes) -> int:
    return sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _with_pdfium(data: bytes) -> int:
    return sum(len(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(data))


def _with_docx(data: bytes) -> int:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(paragraph.text) for paragraph in document.paragraphs) + sum(map(len, cells))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
