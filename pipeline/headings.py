"""Which line stands over others: headings, sentences that title the items under them, and what only looks like one.

Each test looks at the words of one line, or of two that follow each other; what hangs on what is
the tree's concern (``pipeline.tree``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.fold import is_upper, lower, tone_key
from corpus.lexicon.load import column
from extractors.bodies import read_list
from extractors.layout import is_enacting, type_of_line
from pipeline.labels import Label
from pipeline.lines import TERMINAL_RE
from pipeline.text import Line
from pipeline.tree import Draft

NUMBERED_HEADING_WORDS = 9  # "1. Liên đoàn Lao động tỉnh." is a heading in spite of its full stop
LONGEST_HEADING = 200  # characters of an unnumbered heading in capitals
SHORTEST_HEADING = 6  # letters; a unit or an abbreviation in capitals has no more
TITLE_WORDS = 35
BULLET_TITLE_WORDS = 8
MIN_TITLES = 2  # one alone is a sentence that goes on
APPENDIX_HEAD = 160  # characters of a title line in small letters under "PHỤ LỤC"
CHARGE_RE = re.compile(r"(?:đề nghị|giao|yêu cầu)\s+", re.IGNORECASE)
NOTE_RE = re.compile(r"\s*\([^()]*\)\s*$")  # TITLE (kèm theo Kế hoạch số …)
BASES = ("căn cứ", "theo đề nghị", "xét đề nghị", "xét tờ trình")


def looks_heading(body: str) -> bool:
    """Do the words behind a number look like a heading?

    >>> looks_heading("Mục tiêu"), looks_heading("Sở Y tế."), looks_heading("Phối hợp tuyên truyền.")
    (True, True, False)
    """
    text = body.rstrip()
    if not text or text.endswith(":") or is_upper(text) or not TERMINAL_RE.search(text):
        return True
    short = len(text.split()) <= NUMBERED_HEADING_WORDS and text.endswith(".") and not text.endswith("/.")
    if not short or tone_key(text).startswith(order_words()):
        return False
    actor = read_list(text, 0, len(text))
    return actor is None or actor.end >= len(text.rstrip(" ."))  # "1. Bộ Nội vụ." and no more


@cache
def order_words() -> tuple[str, ...]:
    """ "1. Phối hợp tuyên truyền." orders something: a sentence, however short."""
    return tuple(f"{tone_key(verb)} " for verb in column("directive_verbs", "verb"))


def is_caps_heading(string: str, following: str) -> bool:
    """Is an unnumbered line a heading in capitals, and not the line that enacts what follows?

    >>> is_caps_heading("TỔ CHỨC THỰC HIỆN", "Giao Sở Y tế."), is_caps_heading("QUYẾT ĐỊNH:", "Điều 1. Ban hành.")
    (True, False)
    """
    if len(string) > LONGEST_HEADING or not is_upper(string):
        return False
    if sum(char.isalpha() for char in string) <= SHORTEST_HEADING or is_enacting(string, following):
        return False
    return not string.rstrip().endswith((":", ";", ",")) or type_of_line(string) is None


def is_appendix_head(string: str) -> bool:
    """May an unnumbered line under "PHỤ LỤC" belong to the appendix's title?"""
    return len(string) < APPENDIX_HEAD or is_upper(NOTE_RE.sub("", string))


def continues_heading(last: Draft, string: str, line: Line) -> bool:
    """The second line of a numbered heading in capitals, or the title under "Chương I"."""
    if last.children or last.label is None or not last.looks_heading:
        return False
    bare = not last.text.strip()
    if bare and last.kind in ("chapter", "part", "section", "appendix"):
        return True
    return not line.blank_before and is_upper(string) and (bare or is_upper(last.text))


def is_basis(body: str) -> bool:
    """ "- Căn cứ Luật …;" belongs to the preamble although it has a bullet."""
    return lower(body).startswith(BASES)


def is_attribute(string: str) -> bool:
    """ "Thời gian: …" says something of the item before and introduces nothing."""
    return lower(string.split(":", 1)[0].strip()) in column("attribute_lines", "phrase")


def often_titles_orders(lines: Sequence[str], labels: Sequence[Label | None]) -> bool:
    """Is it this document's way to put the orders to bodies under a sentence that titles them?"""
    titles = 0
    for index, label in enumerate(labels[:-1]):
        if label is not None and not label.is_bullet and labels[index + 1] is None:
            titles += titles_orders(lines[index][label.end :], lines[index + 1])
    return titles >= MIN_TITLES


def often_titles_items(lines: Sequence[str], labels: Sequence[Label | None]) -> bool:
    """Is it this document's way to title unlabelled items by bullets: "- Thủy sản" over "Đảm bảo trên 70% …"?"""
    titles = 0
    for index, label in enumerate(labels[:-1]):
        if label is not None and label.is_bullet and labels[index + 1] is None:
            titles += titles_items(lines[index][label.end :], lines[index + 1])
    return titles >= MIN_TITLES


def titles_items(title: str, string: str) -> bool:
    """Is a bullet a short line without a full stop, over a sentence?"""
    words = len(title.split())
    return 0 < words <= BULLET_TITLE_WORDS and title.rstrip()[-1:].isalnum() and string.rstrip().endswith((".", ";"))


def titles_orders(title: str, string: str) -> bool:
    """Does one numbered sentence title the orders to bodies under it? "a) Kiện toàn tổ chức. | Bộ Nội vụ chủ trì …"

    What somebody else is told to do is an order of its own, no rest of the sentence before.
    """
    title = title.rstrip()
    if len(title.split()) > TITLE_WORDS or ". " in title or not title.endswith("."):
        return False
    return _names_actor(string) and not _names_actor(title)


def _names_actor(sentence: str) -> bool:
    """Does a sentence open with the bodies that are to act: "Bộ Nội vụ …", "Đề nghị Bộ Nội vụ …"?"""
    charge = CHARGE_RE.match(sentence)
    return read_list(sentence, charge.end() if charge else 0, len(sentence)) is not None
