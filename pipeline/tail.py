"""Where a document's body ends: closing, recipients and signatures, then appendices and attached documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import is_upper, lower
from corpus.lexicon.load import column
from extractors.bodies import read_list
from extractors.layout import RECIPIENTS_RE, is_authority, type_of_line
from pipeline.labels import roman_value

APPENDIX_NUMBER_RE = re.compile(
    r"^phụ\s+lục\s+(?:số\s+)?(?:(?P<digits>\d{1,2})|(?P<roman>[IVX]{1,5}))\b", re.IGNORECASE
)
#: A form that stands below the body without "PHỤ LỤC": "MẪU 1", "Mẫu số 02:"
FORM_RE = re.compile(r"^\W*(?:MẪU|Mẫu)(?:\s+(?:SỐ|số))?\s*:?\s*(?P<digits>\d{1,2})\W*$")
ORDER_FORMULAS = ("đề nghị", "yêu cầu")  # these close a document only in its last paragraph
ATTACHED = ("(kèm theo", "(ban hành kèm", "( kèm")
DRAFT = "DỰ THẢO "
NOTE_LINES = 7  # "(Kèm theo Quyết định số …)" stands under a title of at most this many lines


@dataclass(frozen=True, slots=True)
class Cuts:
    """Line numbers where the tail (recipients, signatures) and the appendices begin."""

    tail: int
    appendix: int
    end: int  # what follows are words of a web page around the document


def find_cuts(lines: Sequence[str], start: int) -> Cuts:
    """Find the tail and the appendices of a document whose body begins at line ``start``.

    >>> find_cuts(["1. Tổ chức.", "Nơi nhận:", "- Như trên;", "PHỤ LỤC"], 0)
    Cuts(tail=1, appendix=3, end=4)
    """
    tail = len(lines)
    for index in range(start, len(lines)):
        line = lines[index]
        ends = RECIPIENTS_RE.match(line) or is_authority(line)
        if ends or (index > start + 3 and (is_titled_appendix(line) or _is_attached(lines, index))):
            tail = index
            break
    appendix = next((i for i in range(tail, len(lines)) if _starts_appendix(lines, i)), len(lines))
    end = _web_page(lines, tail)
    return Cuts(tail, appendix if appendix < end else len(lines), end)


def _web_page(lines: Sequence[str], tail: int) -> int:
    """Where the words of a web page begin behind the signatures; its own "THÔNG BÁO" is no attached document."""
    first = next((i for i in range(tail, len(lines)) if _is_chrome(lines[i])), None)
    if first is None:
        return len(lines)
    titles = (i for i in range(max(tail, first - NOTE_LINES), first) if type_of_line(lines[i]) and is_upper(lines[i]))
    return next(titles, first)


def _is_chrome(line: str) -> bool:
    low = lower(line)
    return any(phrase in low for phrase in column("web_chrome", "phrase"))


def is_closing(line: str, *, last: bool, numbered_after: bool) -> bool:
    """Does an unnumbered paragraph close the body? ``numbered_after``: a numbered item follows it.

    >>> is_closing("Trên đây là Kế hoạch của tỉnh.", last=False, numbered_after=False)
    True
    """
    low = lower(line)
    formula = next((f for f in column("closing_formulas", "phrase") if low.startswith(f)), None)
    if formula is None or formula in ORDER_FORMULAS:
        return last and (formula is not None or _orders_bodies(line))
    return not numbered_after


def _orders_bodies(string: str) -> bool:
    """ "Thủ tướng Chính phủ yêu cầu các Bộ … nghiêm túc thực hiện Chỉ thị này": the issuer's last word."""
    issuer = read_list(string, 0, len(string))
    return issuer is not None and lower(string[issuer.end :]).startswith((" yêu cầu ", " đề nghị "))


def is_appendix_title(line: str) -> bool:
    """Is the line the title of an appendix?

    >>> is_appendix_title("PHỤ LỤC II"), is_appendix_title("Phụ lục kèm theo Kế hoạch này nêu rõ danh mục nhiệm vụ")
    (True, False)
    """
    words = lower(line).strip(" *_").split()
    if words[:2] != ["phụ", "lục"]:
        return False
    rest = " ".join(words[2:])
    return len(rest) < 12 or is_upper(line) or (len(line) < 40 and line.strip().startswith("Phụ lục"))


def is_form_title(line: str) -> bool:
    """Is the line nothing but the name of a form that something is attached as?

    >>> is_form_title("MẪU 1"), is_form_title("Mẫu số 02:"), is_form_title("Mẫu số 01 gửi về Sở Nội vụ")
    (True, True, False)
    """
    return FORM_RE.match(line) is not None


def is_titled_appendix(line: str) -> bool:
    """Does the line title an appendix or a form?"""
    return is_appendix_title(line) or is_form_title(line)


def is_draft_title(line: str) -> bool:
    """Is the line the title of a draft that a letter sends along?

    >>> is_draft_title("DỰ THẢO BÁO CÁO Kết quả thực hiện Nghị quyết"), is_draft_title("Dự thảo Báo cáo của Sở Y tế")
    (True, False)
    """
    words = line.strip(" *_#")
    return words.startswith(DRAFT) and type_of_line(words.removeprefix(DRAFT).strip(" :")) is not None


def appendix_number(title: str) -> int | None:
    """The number that an appendix's title prints, Arabic or Roman.

    >>> appendix_number("PHỤ LỤC II"), appendix_number("PHỤ LỤC: DANH MỤC"), appendix_number("Phụ lục số 01")
    (2, None, 1)
    """
    form = FORM_RE.match(title)
    if form:
        return int(form["digits"])
    match = APPENDIX_NUMBER_RE.match(title.strip(" *_"))
    if match is None:
        return None
    return int(match["digits"]) if match["digits"] else roman_value(match["roman"]) or None


def _starts_appendix(lines: Sequence[str], index: int) -> bool:
    """An appendix's title, or a document type in capitals as the title of an attached document."""
    line = lines[index]
    if is_titled_appendix(line) or is_draft_title(line):
        return True
    found = type_of_line(line)
    if found is None or index <= 10 or line.rstrip().endswith(":"):
        return False
    return len(found[1]) < 60 and is_upper(line)


def _is_attached(lines: Sequence[str], index: int) -> bool:
    """Before any signature, a type in capitals starts an attached document only where a note says so."""
    if not _starts_appendix(lines, index):
        return False
    return any(lower(line).startswith(ATTACHED) for line in lines[index : index + NOTE_LINES])
