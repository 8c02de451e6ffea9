"""How the scorer compares words and places: what counts as the same.

Places are compared without whitespace, bullets of symbol fonts and kinds of dashes and quotation
marks, so that a re-wrapped line or a lost double space is no error. The scorer folds text by rules of
its own, because they are part of the measure: they must not move when the program's folding does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

Span = tuple[int, int]

UNSEEN = "\u00ad\u200b\ufeff•▪▫◦●○■□➢►❖✓"  # and the private use area: bullets of symbol fonts
FOLD = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})
TONES_RE = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")


class Place:
    """A text without its whitespace, and the way back and forth between the two."""

    def __init__(self, text: str) -> None:
        self.source = unicodedata.normalize("NFC", text)
        self.origin: list[int] = []
        self.folded_at: list[int] = []
        chars: list[str] = []
        for index, char in enumerate(self.source):
            self.folded_at.append(len(chars))
            if char.isspace() or char in UNSEEN or "\ue000" <= char <= "\uf8ff":
                continue
            for out in char.translate(FOLD).replace("…", "..."):
                chars.append(out)
                self.origin.append(index)
        self.folded_at.append(len(chars))
        self.folded = "".join(chars)

    def span(self, start: int, end: int) -> Span:
        """Offsets into the source text as offsets into the folded text."""
        last = len(self.source)
        return self.folded_at[max(0, min(start, last))], self.folded_at[max(0, min(end, last))]

    def find(self, quote: str, nth: int = 1) -> Span | None:
        """The nth whole-word occurrence of ``quote``, as offsets into the folded text.

        >>> Place("Năm 2024  và\\nnăm 20245, năm 2024").find("năm\\n2024")
        (18, 25)
        """
        wanted = Place(quote).folded
        at = -1
        while wanted:
            at = self.folded.find(wanted, at + 1)
            if at < 0:
                return None
            if not self._is_whole(at, wanted):
                continue
            nth -= 1
            if nth == 0:
                return at, at + len(wanted)
        return None

    def _is_whole(self, at: int, wanted: str) -> bool:
        first, last = self.origin[at], self.origin[at + len(wanted) - 1]
        before = self.source[first - 1] if first else " "
        after = self.source[last + 1] if last + 1 < len(self.source) else " "
        return not ((before.isalnum() and wanted[0].isalnum()) or (after.isalnum() and wanted[-1].isalnum()))


def plain(value: object) -> str:
    """A value for comparison: case, whitespace, dashes and the tone marks do not count.

    >>> plain("Uỷ ban – tỉnh.") == plain("ủy ban - tỉnh")
    True
    """
    if value is None:
        return ""
    text = unicodedata.normalize("NFD", Place(str(value)).folded.casefold())
    return TONES_RE.sub("", text).strip('."')


def similar(gold: object, pred: object, least: float = 0.5) -> bool:
    """Do two values share enough words?

    >>> similar("công tác nữ công năm 2024", "nữ công 2024"), similar("", "")
    (True, False)
    """
    a, b = _words(gold), _words(pred)
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= least


def overlap(a: Span, b: Span) -> tuple[float, float]:
    """Shared length over the shorter span, and over the union.

    >>> overlap((0, 10), (5, 10))
    (1.0, 0.5)
    """
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    shorter = max(1, min(a[1] - a[0], b[1] - b[0]))
    union = max(1, max(a[1], b[1]) - min(a[0], b[0]))
    return shared / shorter, shared / union


def same_field(name: str, gold: Mapping[str, Any], pred: Mapping[str, Any]) -> bool:
    """Is a field of a matched item right?"""
    expected, found = gold.get(name), pred.get(name)
    if name in ("indicator", "title", "issuer", "action"):
        return similar(expected, found)
    if name == "pinpoint":
        return _pinpoint(expected) == _pinpoint(found)
    if name == "body":
        return plain(found) in {plain(expected), *map(plain, gold.get("body_alt", []))}
    if name == "recurrence":
        return plain(expected).split(";")[0] == plain(found).split(";")[0]
    return plain(expected) == plain(found)


def _words(value: object) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFC", str(value or "")).casefold()))


def _pinpoint(value: Mapping[str, Any] | None) -> dict[str, str]:
    return {key: plain(part) for key, part in (value or {}).items() if part not in (None, "", [])}
