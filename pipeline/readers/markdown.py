"""Markdown (.md): what a reader of the printed page sees, without the marks.

Taken away: ``#`` of headings, ``**`` and ``*`` of emphasis, the address of a link, pictures, HTML
tags, ``\\`` before a sign, fences and front matter. A table with bars and a rule under its head is
a table. Lines stay lines: most such texts are web pages, broken at the width of a column, so
``pipeline.lines`` decides which go on; only what is set in bold goes on for certain. A bar that stands alone
is left over from a table: a blank.
"""

from __future__ import annotations

import hashlib
import html
import re

from corpus.fold import fold
from pipeline.readers.lines_of import BLANKS
from pipeline.readers.plain import decode_text
from pipeline.readers.word_tables import HEAD_MARKS, MAX_LAYOUT_ROWS
from pipeline.source import Block, Cell, Source
from schemas.errors import EmptyFileError

MEDIA_TYPE = "text/markdown"
HEADING_RE = re.compile(r"^ {0,3}(#{1,6})(?:\s+|$)")
CLOSING_RE = re.compile(r"\s+#+\s*$")
FENCE_RE = re.compile(r"^ {0,3}(?:```|~~~)")
QUOTE_RE = re.compile(r"^ {0,3}(?:> ?)+")
RULE_RE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")  # |---|:--:|
UNDERLINE_RE = re.compile(r"^ {0,3}=+\s*$")  # of a heading; a line of dashes may be the writer's own
BAR_RE = re.compile(r"^\s*\|\s*|\s*\|\s*$")  # left over from a table
BOLD = "**"
MOST_BOLD_LINES = 5
MARKS = BLANKS + "*_#"  # a line of nothing else marks the end of what was set in them
IMAGE_RE = re.compile(r"!\[([^\]\n]{0,500})\]\([^()\n]{0,2000}\)")
LINK_RE = re.compile(r"\[([^\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)")
ADDRESS_RE = re.compile(r"<((?:https?|mailto):[^<>\s]{1,500})>")
TAG_RE = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|sup|sub|p|div|font|br|hr|center|img)\b[^<>\n]{0,500}>", re.IGNORECASE
)
BREAK_RE = re.compile(r"<br\s*/?>", re.IGNORECASE)
ESCAPE_RE = re.compile(r"\\([!-/:-@\[-`{-~])")
PAIR_RE = re.compile(r"(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|\*\*+")
SHIELD = 0xE000  # escaped signs pass the other rules as private letters
COMMENT_RE = re.compile(r"<!--[^\n]{0,2000}?-->")


def read_markdown(data: bytes, name: str) -> Source:
    """Read Markdown. ``Source.raw`` is the text without its marks.

    Raises:
        DamagedFileError: the bytes are no text that we know.
        EmptyFileError: nothing but blanks.
    """
    text, notes = decode_text(data, name)
    reader = _Reader()
    reader.read(text)
    if not reader.blocks:
        raise EmptyFileError("the file holds no text", where=name)
    raw = "\n".join(block.text for block in reader.blocks)
    return Source(name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), raw, tuple(reader.blocks), notes=notes)


def plain_line(line: str) -> str:
    """A line without the marks inside it.

    >>> plain_line("**Căn cứ** [Nghị định 30](https://vbpl.vn/30) ngày 5/3/2020 \\\\- &quot;mới&quot; a\\\\*b")
    'Căn cứ Nghị định 30 ngày 5/3/2020 - "mới" a*b'
    """
    line = ESCAPE_RE.sub(lambda match: chr(SHIELD + ord(match[1])), line)
    line = IMAGE_RE.sub(r"\1", line)
    line = LINK_RE.sub(r"\1", line)
    line = ADDRESS_RE.sub(r"\1", COMMENT_RE.sub("", line))
    line = TAG_RE.sub("", BREAK_RE.sub(" ", line))
    line = html.unescape(PAIR_RE.sub("", line))
    return "".join(chr(ord(char) - SHIELD) if SHIELD <= ord(char) < SHIELD + 128 else char for char in line)


class _Reader:
    """Reads the lines; knows whether a table or a fence is open."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._offset = 0
        self._blank = False
        self._tables = 0

    def read(self, text: str) -> None:
        lines = _without_front_matter(text.splitlines())
        index = 0
        while index < len(lines):
            if index + 1 < len(lines) and "|" in lines[index] and RULE_RE.match(lines[index + 1]):
                index = self._table(lines, index)
                continue
            last = _bold_end(lines, index)
            for at in range(index, last + 1):
                self._line(lines[at], goes_on=at > index)
            index = last + 1

    def _line(self, line: str, *, goes_on: bool = False) -> None:
        if FENCE_RE.match(line) or UNDERLINE_RE.match(line):
            return
        if not line.strip(MARKS):
            self._blank = True
            return
        line = QUOTE_RE.sub("", line)
        heading = HEADING_RE.match(line)
        if heading:
            line = CLOSING_RE.sub("", line[heading.end() :])
            self._blank = True
        text = plain_line(BAR_RE.sub("", line))
        if not text.strip(BLANKS):
            self._blank = True
            return
        self._add(text, None, len(heading[1]) if heading else None, goes_on=goes_on)

    def _table(self, lines: list[str], index: int) -> int:
        """Read a table; give the index of the line behind it."""
        rows = []
        while index < len(lines) and "|" in lines[index] and lines[index].strip(BLANKS):
            if not RULE_RE.match(lines[index]):
                rows.append(_cells(lines[index]))
            index += 1
        places = not _places_only(rows)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                for part in BREAK_RE.split(cell):
                    if part.strip(MARKS):
                        self._add(plain_line(part).strip(), Cell(self._tables, row, column) if places else None, None)
        self._tables += places
        return index

    def _add(self, text: str, cell: Cell | None, heading: int | None, *, goes_on: bool = False) -> None:
        blank = self._blank and not goes_on
        self.blocks.append(Block(text, self._offset, None, "", cell, False, heading, blank, goes_on))
        self._offset += len(text) + 1
        self._blank = False


def _bold_end(lines: list[str], start: int) -> int:
    """The line in which the bold that ``start`` opens is closed: emphasis never goes over a paragraph's end.

    >>> _bold_end(["**1. Vụ", "Pháp chế**", "- Tập trung"], 0), _bold_end(["**1. Vụ**", "Pháp chế**"], 0)
    (1, 0)
    """
    if lines[start].count(BOLD) % 2 == 0 or not lines[start].strip(MARKS):
        return start
    for index in range(start + 1, min(start + MOST_BOLD_LINES, len(lines))):
        line = lines[index]
        if not line.strip(MARKS) or "|" in line or HEADING_RE.match(line) or line.lstrip().startswith(BOLD):
            return start
        if line.count(BOLD) % 2:
            return index
    return start


def _places_only(rows: list[list[str]]) -> bool:
    """Does the table hold the head or the foot of a document?"""
    text = " ".join(fold(plain_line(" ".join(cell for row in rows for cell in row))).split())
    return len(rows) <= MAX_LAYOUT_ROWS and any(mark in text for mark in HEAD_MARKS)


def _cells(line: str) -> list[str]:
    body = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\ue07c", "\\|").strip() for cell in body.replace("\\|", "\ue07c").split("|")]


def _without_front_matter(lines: list[str]) -> list[str]:
    """The lines behind a head of settings between two rules of dashes."""
    if not lines or lines[0].strip() != "---":
        return lines
    for index, line in enumerate(lines[1:60], 1):
        if line.strip() in ("---", "..."):
            return lines[index + 1 :]
        if ":" not in line and not line.startswith((" ", "-", "#")):
            return lines
    return lines
