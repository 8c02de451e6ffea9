"""What reading costs beside the plain libraries, as ratios that mean the same on every machine.

The same files, in one run: PDF against plain pypdf and pypdfium2 (the text of every page), Word
against plain python-docx (the text of every paragraph). CPU time, and the best of several rounds, so
that another program on the machine does little harm. Scans are left out: OCR is no reader's own work.

A reader that needs the place of each letter asks its library more than one that needs the text alone. So for PDF
there are two figures: the whole reader beside plain pypdfium2, and the reader's own work, which is the whole without
the calls of the library that it needs, beside plain pypdfium2.

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
from pipeline.readers import pdf, pdf_letters, pdfium_calls, word
from schemas.errors import BadInputError

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "seeds"
ROUNDS = 5
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
        questions = [_questions(data) for data, _ in pdfs]
        mine, plain, calls, slow = _best_of(
            lambda: [pdf.read_pdf(*one) for one in pdfs],
            lambda: [_with_pdfium(data) for data, _ in pdfs],
            lambda: [_calls_alone(data, asked) for (data, _), asked in zip(pdfs, questions, strict=True)],
            lambda: [_with_pypdf(data) for data, _ in pdfs],
        )
        _print("pdf pages", pages, mine, {"pypdf": slow, "pypdfium2": plain})
        _line("calls of pypdfium2 / plain pypdfium2", f"{calls / plain:.2f}")
        _line("own work of chidao / plain pypdfium2", f"{(mine - calls) / plain:.2f}")
    if words:
        mine, plain = _best_of(
            lambda: [word.read_word(*one) for one in words], lambda: [_with_docx(data) for data, _ in words]
        )
        _print("docx files", len(words), mine, {"python-docx": plain})
    return 0


def _print(what: str, count: int, mine: float, others: dict[str, float]) -> None:
    sys.stdout.write(f"{what:<40}{count:>10}\n")
    _line("chidao, per second", f"{count / mine:.1f}")
    for name, seconds in others.items():
        _line(f"plain {name}, per second", f"{count / seconds:.1f}")
        _line(f"time of chidao / {name}", f"{mine / seconds:.2f}")


def _line(what: str, value: str) -> None:
    sys.stdout.write(f"{'  ' + what:<40}{value:>10}\n")


def _best_of(*works: Callable[[], Any]) -> list[float]:
    """The CPU seconds of each work, the best of some rounds; they take turns, so that noise meets all alike."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(ROUNDS + 1):
        for work, own in zip(works, times, strict=True):
            start = time.process_time()
            work()
            if turn:  # the first call imports
                own.append(time.process_time() - start)
    return list(map(min, times))


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


def _questions(data: bytes) -> list[tuple[list[int], ...]]:
    """What the reader asks about each page: the box of each letter, the object of some, the ends of each object."""
    out = []
    for page in pypdfium2.PdfDocument(data):
        text_page = page.get_textpage()
        at = pdfium_calls.handle(text_page)
        letters = [index for index, code in enumerate(pdfium_calls.codes(at).tolist()) if not chr(code).isspace()]
        objects = pdfium_calls.text_objects(at, letters).tolist()
        changes = [i for i in range(1, len(letters)) if objects[i] != objects[i - 1]]
        ends = [letters[i] for i in (0, *changes, *(i - 1 for i in changes), -1)] if letters else []
        out.append((letters, letters[:: pdf_letters.STRIDE], ends))
    return out


def _calls_alone(data: bytes, questions: list[tuple[list[int], ...]]) -> None:
    """Ask pypdfium2 all that, and do nothing with the answers."""
    for page, (letters, some, ends) in zip(pypdfium2.PdfDocument(data), questions, strict=True):
        text_page = page.get_textpage()
        at = pdfium_calls.handle(text_page)
        pdfium_calls.codes(at)
        pdfium_calls.letter_boxes(at, letters)
        pdfium_calls.text_objects(at, some)
        pdfium_calls.origins(at, ends)
        pdfium_calls.page_objects(pdfium_calls.handle(page), 1)


def _with_docx(data: bytes) -> int:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(paragraph.text) for paragraph in document.paragraphs) + sum(map(len, cells))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
