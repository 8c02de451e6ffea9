"""Does a line go on in the next one? Pages and column widths break sentences; writers break paragraphs.

A line that starts in lower case after a line without final punctuation continues it, always.
Where lines are printed lines (Markdown, PDF), the width of the column is measured from the
document itself and a full line continues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from corpus.fold import is_upper, lower
from corpus.lexicon.load import column, lowered, table
from extractors.layout import PREAMBLE_RE, RECIPIENTS_RE
from pipeline.labels import find_label
from pipeline.paragraph import Paragraph

TERMINAL_RE = re.compile(r"[.;:!?…][\"”’')\]]*$")
SEPARATOR_RE = re.compile(r"^[-–—_=*.~\s|+]{3,}$|^[*|]+$")
YEAR_RANGE_RE = re.compile(r"^[-–]\s?\d{4}\b")
FRONT_RE = re.compile(r"^(kính gửi|nơi nhận|số\s*:|căn cứ|v/v)\b")
NUMBER_LINE_RE = re.compile(r"^số\s?:?\s?\S{0,12}\s?/\s?\S{2,30}$", re.IGNORECASE)  # Số: 4085/UBND-ĐT
SUBJECT_RE = re.compile(r"^(?:v/v|về\s+việc)\b", re.IGNORECASE)
DATED_RE = re.compile(r"^(?P<place>[^\W\d_][\w .]{0,24}),\s*ngày\b.{0,14}\btháng\b")  # Minh, ngày 28 tháng 11 năm 2025
NAME_RE = re.compile(r"^[^\W\d_]{2,}(?:\s[^\W\d_]{2,}){1,4}$")
LONGEST_PLACE = 30  # characters
SIGNATURE_RE = re.compile(r"^(T/?M|K/?T|T/?L|TUQ|Q)\s?\.|^(T/M|K/T|T/L)\b")
# Wider than the letterhead's own pattern: on a web page the Party's name may stand in two lines.
MOTTO_LINE_RE = re.compile(r"cộng h(?:òa|oà) xã hội|đảng cộng sản")
WIDEST_COLUMN = 130  # characters; a longer line is a paragraph
FULL_SHARE = 0.4  # of lines that reach the margin, in a text broken by the width of its column
BROKEN_SHARE = 0.12  # of lines that start in lower case: writers hardly ever do that
MIN_FIRST_LINES = 5  # fewer say nothing about a width
NUMBER_NOUNS = (" cấp độ", " khoản", " lần thứ")  # no sentence ends in one
BODY_KINDS = frozenset({"cục", "vụ", "sở", "bộ", "tổng cục", "chi cục", "viện", "ban", "hội"})  # no body's whole name
DASHES = ("-", "–", "—")
LONGEST_TYPE = 100  # characters of a line that is nothing but a document's type
LONGEST_ENDING = 60  # characters of a word or two that cannot end a sentence
CLOSING_SIGNS = 40  # characters in which a final sign and the brackets behind it are looked for
SHORTEST_CUT = 40  # of a line whose last word goes on; a heading may be cut off
CLOSED_RE = re.compile(r"\./\.?$")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a document are broken, in characters; 0 when lines are paragraphs.

    ``first`` is the width of the first line of a paragraph: pages saved from the web have it
    shorter where the mark-up of the indent took room.
    """

    width: int = 0
    first: int = 0
    blanks_separate: bool = False

    @classmethod
    def measure(cls, lines: list[tuple[str, bool]], wrapped: bool | None) -> Wrapping:
        """Measure the column: nine in ten lines of a wrapped text are no longer than its width."""
        lines = _proper(lines)
        lengths = sorted(len(text) for text, _ in lines if len(text) > 20)
        if wrapped is False or len(lengths) < 8:
            return cls()
        width = lengths[int(0.95 * (len(lengths) - 1))]
        full = sum(length >= 0.75 * width for length in lengths) / len(lengths)
        broken = sum(_starts_lower(text) for text, _ in lines) / len(lines)
        if wrapped is None and (width > WIDEST_COLUMN or (full < FULL_SHARE and broken < BROKEN_SHARE)):
            return cls()
        runs = sum(1 for _, (_, blank) in pairwise(lines) if blank)
        return cls(width, _first_width(lines, width), blanks_separate=runs >= 0.2 * len(lines))


class Zone(StrEnum):
    """Where lines stand for themselves, because two columns meet there."""

    LETTERHEAD = "letterhead"
    BODY = "body"
    RECIPIENTS = "recipients"


def next_zone(line: str, zone: Zone) -> Zone:
    """The zone that begins with ``line``, when the line before it was in ``zone``.

    A letterhead ends at the type, a label, the addressees or a sentence; the recipients end
    where an appendix or an attached document begins.

    >>> next_zone("KẾ HOẠCH", Zone.LETTERHEAD).value, next_zone("Nơi nhận:", Zone.BODY).value
    ('body', 'recipients')
    """
    if RECIPIENTS_RE.match(line):
        return Zone.RECIPIENTS
    if zone == Zone.BODY or _is_type_line(line) or lower(line).startswith("phụ lục"):
        return Zone.BODY
    if zone == Zone.RECIPIENTS:
        return zone
    label = find_label(line)
    sentence = len(line) > 60 and not is_upper(line)
    opened = lower(line).startswith(("kính gửi", "căn cứ", "thực hiện ", "nhằm "))
    return Zone.BODY if opened or sentence or (label is not None and not label.is_bullet) else zone


def continues(
    so_far: Paragraph,
    before: str,
    after: str,
    wrapping: Wrapping,
    *,
    blank: bool,
    cell: object = None,
    apart: bool = False,
) -> bool:
    """Does the printed line ``after`` continue the paragraph ``so_far``, whose last printed line is ``before``?

    In the letterhead and among the recipients (``apart``) every line stands for itself: two columns meet there.
    """
    if _separates(before) or _separates(after) or before.isdigit():
        return False
    if after.isdigit() and not _was_cut(so_far):
        return False  # a cell of a table printed line by line
    if (YEAR_RANGE_RE.match(after) and re.search(r"\d{4}$", before)) or _breaks_name(before, after):
        return True
    if _opens(so_far, after):
        return False
    if _parts_a_name(so_far, after) or _names_itself(so_far, after):
        return True
    label = find_label(after)
    bare_label = find_label(so_far.head)
    if bare_label is not None and bare_label.end >= so_far.length and label is None:
        return not is_bullet_only(so_far.head) or not blank
    if label is not None and label.kind == "arabic" and _names_number(before):
        return True  # cấp độ | 1. Cấp ngay …
    if bare_label is not None and label is None and lower(so_far.head[bare_label.end :].strip()) in BODY_KINDS:
        return True  # 2. Cục | Xuất bản, In và Phát hành
    if label is not None or (so_far.length <= LONGEST_TYPE and _is_type_line(so_far.head)):
        return False
    if _starts_lower(after) and not TERMINAL_RE.search(before) and not FRONT_RE.match(lower(after)):
        return not SIGNATURE_RE.match(after)
    if cell is not None or apart:
        return False
    if not wrapping.width:
        return so_far.length >= SHORTEST_CUT and _was_cut(so_far) and not is_upper(after)
    return _wraps(so_far, before, after, wrapping, blank)


def _breaks_name(before: str, after: str) -> bool:
    """Is "chính trị | - xã hội" one name, broken at its dash?"""
    if after[:1] not in DASHES:
        return False
    right = lower(after[1:]).lstrip()
    return any(right.startswith(tail) and lower(before).endswith(head) for head, tail in _dashed_words())


@cache
def _dashed_words() -> tuple[tuple[str, str], ...]:
    return tuple((f" {row['left']}", f"{row['right']} ") for row in table("dashed_words"))


def _names_number(before: str) -> bool:
    """Does the line end in a noun that a number has to follow: "cấp độ"?"""
    return not is_upper(before) and f" {lower(before)}".endswith(NUMBER_NOUNS)


def _opens(so_far: Paragraph, after: str) -> bool:
    """Does the subject begin behind the number ("Số: 4085/UBND-ĐT | V/v …"), or the letter behind its addressees?"""
    if NUMBER_LINE_RE.match(so_far.head):
        return SUBJECT_RE.match(after) is not None
    addressed = lower(so_far.head[:9]).startswith("kính gửi")
    return addressed and after[:1].isupper() and PREAMBLE_RE.match(lower(after)) is not None


def _parts_a_name(so_far: Paragraph, after: str) -> bool:
    """Is a name broken: of the place ("Thành phố Hồ Chí | Minh, ngày 28 …"), or of who signed ("Bùi | Xuân Cường")?"""
    if so_far.lines > 1 or so_far.length > LONGEST_PLACE:
        return False
    dated = DATED_RE.match(after)
    if dated:
        return f"{lower(so_far.head)} {lower(dated['place'])}" in lowered("places", "name")
    name = f"{so_far.head} {after}"
    return lower(so_far.head) in lowered("surnames", "surname") and NAME_RE.match(name) is not None and name.istitle()


def _names_itself(so_far: Paragraph, after: str) -> bool:
    """Does nothing but the document's word for itself end the sentence: "triển khai thực hiện | Công điện này./."?"""
    words = lower(after).rstrip(" ./;")
    return words.endswith(" này") and _is_type_line(words[:-4]) and not _is_terminated(so_far.tail)


def is_bullet_only(text: str) -> bool:
    """Is the line nothing but a bullet sign?"""
    return len(text.strip()) == 1


def _separates(line: str) -> bool:
    """Is the line a rule of dashes, underscores or stars?"""
    return not line[:1].isalnum() and SEPARATOR_RE.match(line) is not None


def _wraps(so_far: Paragraph, before: str, after: str, wrapping: Wrapping, blank: bool) -> bool:
    if RECIPIENTS_RE.match(so_far.head) or SIGNATURE_RE.match(so_far.head) or RECIPIENTS_RE.match(after):
        return False
    upper = is_upper(before)
    if upper != is_upper(after) and not _is_full(before, after, wrapping):
        return False
    if blank:
        return False
    label = find_label(so_far.head)
    if not upper and (_was_cut(so_far) or _is_unfinished(so_far, after, bullet=label is not None and label.is_bullet)):
        return True
    if upper and label is not None and not TERMINAL_RE.search(before):
        return True
    if wrapping.blanks_separate:
        return not CLOSED_RE.search(before) and (len(before) > 25 or not TERMINAL_RE.search(before))
    full = _is_full(before, after, wrapping, first=so_far.lines == 1)
    return full and not TERMINAL_RE.search(before)


def _proper(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The lines between the state's or the Party's name and the recipients: a web page puts others around them."""
    start = next((i for i, (text, _) in enumerate(lines) if MOTTO_LINE_RE.search(lower(text))), 0)
    stop = next((i for i in range(start, len(lines)) if RECIPIENTS_RE.match(lines[i][0])), len(lines))
    return lines[start:stop]


def _first_width(lines: list[tuple[str, bool]], width: int) -> int:
    """The width of first lines: those behind a blank line or with a label that surely go on in the next line."""
    cut = sorted(
        len(line)
        for (line, blank), (after, gap) in pairwise(lines)
        if (blank or find_label(line)) and not gap and _starts_lower(after)
    )
    return cut[len(cut) // 2] if len(cut) >= MIN_FIRST_LINES else width


def _is_full(before: str, after: str, wrapping: Wrapping, *, first: bool = False) -> bool:
    """Had the next word no room on the line?"""
    word = after.split(" ", 1)[0]
    width = min(wrapping.width, wrapping.first + 5) if first else wrapping.width
    return len(before) + 1 + len(word) > 0.86 * width


def _starts_lower(text: str) -> bool:
    first = text.lstrip("“\"'(")[:1]
    return first.islower() or (first in ",;)" and bool(first))


def _is_type_line(text: str) -> bool:
    return lower(text.strip()) in lowered("document_types", "name")


def _was_cut(so_far: Paragraph) -> bool:
    """Does the line end in a word that cannot end a sentence, though the next line starts with a capital?"""
    if _is_terminated(so_far.tail):
        return False
    return f" {lower(so_far.tail[-LONGEST_ENDING:])}".endswith(_open_endings())


def _is_terminated(line: str) -> bool:
    """Does the line end with a full stop, a colon or the like, and what closes behind it?"""
    return TERMINAL_RE.search(line, max(0, len(line) - CLOSING_SIGNS)) is not None


def _is_unfinished(so_far: Paragraph, after: str, *, bullet: bool) -> bool:
    """Is a parenthesis open, or a list, or an item without its sign, or does a number follow: "số | 98/2023/QH15"?"""
    tail = so_far.tail
    if tail.endswith(";") and _starts_lower(after):
        return True
    if _is_terminated(tail):
        return False
    if tail.endswith(",") or (bullet and not is_upper(after) and not lower(after).startswith(_closing())):
        return True
    if so_far.unclosed > 0 and len(tail) - tail.rfind("(") < 200:
        return True
    return after[:1].isdigit() and len(so_far.head.split()) >= 3 and len(after.split()) >= 2


@cache
def _open_endings() -> tuple[str, ...]:
    return tuple(f" {word}" for word in column("open_endings", "ending"))


@cache
def _closing() -> tuple[str, ...]:
    return tuple(column("closing_formulas", "phrase"))
