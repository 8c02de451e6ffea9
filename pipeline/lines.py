"""Does a line go on in the next one? Pages and column widths break sentences; writers break paragraphs.

A line that starts in lower case after a line without final punctuation continues it, always.
Where lines are printed lines (Markdown, PDF), the width of the column is measured from the
document itself and a full line continues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.fold import is_upper, lower
from corpus.lexicon.load import column
from pipeline.labels import find_label

TERMINAL_RE = re.compile(r"[.;:!?…][\"”’')\]]*$")
SEPARATOR_RE = re.compile(r"^[-–—_=*.~\s|+]{3,}$|^[*|]+$")
YEAR_RANGE_RE = re.compile(r"^[-–]\s?\d{4}\b")
FRONT_RE = re.compile(r"^(kính gửi|nơi nhận|số\s*:|căn cứ|v/v)\b")
SIGNATURE_RE = re.compile(r"^(T/?M|K/?T|T/?L|TUQ|Q)\s?\.|^(T/M|K/T|T/L)\b")
RECIPIENTS_RE = re.compile(r"^nơi nhận", re.IGNORECASE)
CLOSED_RE = re.compile(r"\./\.?$")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a document are broken. ``width`` is in characters; 0 when lines are paragraphs."""

    width: int = 0
    blanks_separate: bool = False

    @classmethod
    def measure(cls, lines: list[tuple[str, bool]], wrapped: bool | None) -> Wrapping:
        """Measure the column: nine in ten lines of a wrapped text are no longer than its width."""
        lengths = sorted(len(text) for text, _ in lines if len(text) > 20)
        if wrapped is False or len(lengths) < 8:
            return cls()
        width = lengths[int(0.95 * (len(lengths) - 1))]
        full = sum(length >= 0.75 * width for length in lengths)
        if wrapped is None and (width > 130 or full < 0.4 * len(lengths)):
            return cls()
        runs = sum(1 for (_, _), (_, blank) in zip(lines, lines[1:], strict=False) if blank)
        return cls(width, blanks_separate=runs >= 0.2 * len(lines))


def ends_head(line: str) -> bool:
    """Is the line past the letterhead: the type, a label, the addressees or a sentence?

    >>> ends_head("KẾ HOẠCH"), ends_head("ỦY BAN NHÂN DÂN")
    (True, False)
    """
    if _is_type_line(line) or find_label(line) is not None:
        return True
    low = lower(line)
    return low.startswith(("kính gửi", "căn cứ", "thực hiện ", "nhằm ")) or (len(line) > 60 and not is_upper(line))


def continues(
    so_far: str, before: str, after: str, wrapping: Wrapping, *, blank: bool, cell: object = None, head: bool = False
) -> bool:
    """Does the printed line ``after`` continue the paragraph ``so_far``, whose last printed line is ``before``?

    In the letterhead (``head``) every line stands for itself: two columns meet there.
    """
    if SEPARATOR_RE.match(before) or SEPARATOR_RE.match(after):
        return False
    if YEAR_RANGE_RE.match(after) and re.search(r"\d{4}$", before):
        return True
    label = find_label(after)
    bare_label = find_label(so_far)
    if bare_label is not None and bare_label.end >= len(so_far) and label is None:
        return not is_bullet_only(so_far) or not blank
    if label is not None or _is_type_line(so_far):
        return False
    if _starts_lower(after) and not TERMINAL_RE.search(before) and not FRONT_RE.match(lower(after)):
        return not SIGNATURE_RE.match(after)
    if cell is not None or head:
        return False
    if not wrapping.width:
        return _was_cut(so_far, after) and not is_upper(after)
    return _wraps(so_far, before, after, wrapping, blank)


def is_bullet_only(text: str) -> bool:
    """Is the line nothing but a bullet sign?"""
    return len(text.strip()) == 1


def _wraps(so_far: str, before: str, after: str, wrapping: Wrapping, blank: bool) -> bool:
    if RECIPIENTS_RE.match(so_far) or SIGNATURE_RE.match(so_far) or RECIPIENTS_RE.match(after):
        return False
    if is_upper(before) != is_upper(after) and not _is_full(before, after, wrapping):
        return False
    if blank:
        return wrapping.blanks_separate and _was_cut(so_far, after)
    if wrapping.blanks_separate:
        return not CLOSED_RE.search(before) and (len(before) > 25 or not TERMINAL_RE.search(before))
    return _is_full(before, after, wrapping) and not TERMINAL_RE.search(before)


def _is_full(before: str, after: str, wrapping: Wrapping) -> bool:
    """Had the next word no room on the line?"""
    word = after.split(" ", 1)[0]
    return len(before) + 1 + len(word) > 0.86 * wrapping.width


def _starts_lower(text: str) -> bool:
    first = text.lstrip("“\"'(")[:1]
    return first.islower() or (first in ",;)" and bool(first))


def _is_type_line(text: str) -> bool:
    return lower(text.strip()) in _type_names()


def _type_names() -> frozenset[str]:
    return frozenset(lower(name) for name in column("document_types", "name"))


def _was_cut(so_far: str, after: str) -> bool:
    """Was a long bullet or paragraph cut before a capital? Only where its last word cannot end a sentence."""
    if TERMINAL_RE.search(so_far) or len(so_far) < 60:
        return False
    tail = lower(so_far)
    return any(tail.endswith(f" {word}") for word in column("open_endings", "ending"))
