"""The relation of each mention of a line: by the verb in front, the list it stands in, the title that holds it.

Members of a list share a relation, and so does a list with the line that introduces it. What is nested in a title
has its own. Which words say what, ``relations`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from extractors.mention import Mention
from extractors.relations import based, expires_after, governing, is_a_time, masked, sentence_start
from extractors.stage import Context
from schemas.vocabulary import Part

LABEL_RE = re.compile(r"^\W*(?:(?:\d{1,2}|[IVX]{1,5}|[a-zđ])[.)/]\W*){0,3}$")
MAX_LABEL = 24
BULLET_RE = re.compile(r"\s*[-+•*–].*[^:]$")
SIBLING_RE = re.compile(r"[”\"]?[ ]?(?:,|;|và|hoặc)[ ]?(?:các[ ]|và[ ]|hoặc[ ])?[“\"]?")
FORCE_REACH = 90  # characters behind a mention that may say whether it is in force
NEIGHBOURS = 40  # mentions of a line that are looked at for a list or a title


def relate(line: str, mentions: list[Mention], *, intro: str | None = None, appendix: bool = False) -> None:
    """Set the relation of each mention of a line; ``intro`` are the words of the line that introduces it."""
    for index, mention in enumerate(mentions):
        earlier = mentions[max(0, index - NEIGHBOURS) : index]
        mention.relation = (_in_appendix if appendix else _relation)(line, mention, earlier, intro)


class Introductions:
    """The words that introduce the list which a line of these parts belongs to; few lines ask for them."""

    def __init__(self, context: Context, parts: Collection[Part]) -> None:
        self._context = context
        self._parts = parts
        self._known: dict[tuple[int, bool], str | None] = {}  # by the line above, and whether a bullet stands below

    def of(self, index: int) -> str | None:
        """Words in front of the colon of the line above the list, or None; ``index`` is that of the line.

        Items go on after a semicolon or a comma, those with bullets after whatever sign.
        """
        bullet = BULLET_RE.match(self._line(index) or "") is not None
        at = index - 1
        words = None
        while at >= 0:
            if (at, bullet) in self._known:
                words = self._known[at, bullet]
                break
            line = self._line(at)
            if line is not None and line[-1:] not in (";", ",") and not (bullet and BULLET_RE.match(line)):
                words = line[:-1] + " " if line[-1:] == ":" else None
                break
            at -= 1
        self._known.update({(above, bullet): words for above in range(max(0, at), index)})
        return words

    def _line(self, index: int) -> str | None:
        """The line without blanks behind it, None where it is not read."""
        start, end = self._context.lines[index]
        read = start < end and self._context.outline.part_at(start) in self._parts
        return self._context.text[start:end].rstrip() if read else None


def _relation(line: str, mention: Mention, earlier: list[Mention], intro: str | None) -> str:
    outer = _outer(mention, earlier)
    sibling = _sibling(line, mention, outer, earlier)
    after = line[mention.tail : mention.tail + FORCE_REACH] if outer is None else ""
    if expires_after(after):
        while sibling is not None:  # "Nghị định A và Nghị định B hết hiệu lực"
            sibling.relation = "repeals"
            sibling = _sibling(line, sibling, None, [m for m in earlier if m.core < sibling.core])
        return "repeals"
    if sibling is not None:
        return sibling.relation or "cites"
    if is_a_time(line[: mention.start], after):
        return "cites"
    if outer is None:
        before = masked(line, sentence_start(line, mention.start), mention.start, earlier)
        return governing(before) or _from_intro(line, mention, intro) or "cites"
    begin = outer.inside or 0
    inside = [m for m in earlier if m is not outer and m.core >= begin]
    return governing(masked(line, begin, mention.start, inside)) or outer.relation or "cites"


def _in_appendix(line: str, mention: Mention, earlier: list[Mention], _: str | None) -> str:
    """An appendix lists instruments; only its guides follow one: "theo mẫu quy định tại Thông tư A và Thông tư B"."""
    if any(m.holds(mention.core) and m.core < mention.core for m in earlier):
        return "cites"
    sibling = _sibling(line, mention, None, earlier)
    if sibling is not None:
        return sibling.relation or "cites"
    before = masked(line, sentence_start(line, mention.start), mention.start, earlier)
    return "basis" if based(before) else "cites"


def _outer(mention: Mention, earlier: list[Mention]) -> Mention | None:
    """The nearest mention whose title holds this one."""
    return next((m for m in reversed(earlier) if m.holds(mention.core) and m.core < mention.core), None)


def _sibling(line: str, mention: Mention, outer: Mention | None, earlier: list[Mention]) -> Mention | None:
    """The member of the list right before this one, when nothing but a separator stands between."""
    for other in reversed(earlier):
        if other is outer or (outer is not None and other.core < outer.core):
            return None
        if outer is None and any(m.holds(other.core) and m is not other and m.core < other.core for m in earlier):
            continue  # nested in an earlier title
        end = max(other.tail, other.end)
        return other if end <= mention.start and SIBLING_RE.fullmatch(line[end : mention.start]) else None
    return None


def _from_intro(line: str, mention: Mention, intro: str | None) -> str | None:
    """A mention that opens its line is governed by the line that introduces the list."""
    return _introduced(intro) if intro and opens(line, mention.start) else None


@lru_cache(maxsize=16)
def _introduced(intro: str) -> str | None:
    return governing(intro, introduces=True)


def opens(line: str, start: int) -> bool:
    """Does nothing but a label stand in front of ``start``?"""
    return start <= MAX_LABEL and LABEL_RE.match(line[:start]) is not None
