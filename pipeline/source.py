"""What a reader gives: the blocks of a document, and what its format knew of them.

A block is a paragraph, a line or a table cell, in reading order. Its text is as the file has
it; nothing is cleaned here. ``raw_start`` is where it begins in ``Source.raw``, so that every
later offset leads back to the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a block in a table; all numbers from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, line or cell."""

    text: str
    raw_start: int
    page: int | None = None  # from 1
    label: str = ""  # list label that the format numbers by itself, as it would be printed
    cell: Cell | None = None
    bold: bool = False
    heading: int | None = None  # level of a heading style, from 1
    blank_before: bool = False
    goes_on: bool = False  # the format says that it continues the paragraph before: one emphasis spans both


@dataclass(frozen=True, slots=True)
class Recognised:
    """Letters that were read on a picture, ``raw[start:end]``, and how sure the engine was of them (0 to 1)."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size as it is shown, in points.

    ``turned`` is by how many degrees its picture was turned anticlockwise to be read; 0 for printed pages.
    """

    number: int  # from 1
    width: float
    height: float
    turned: float = 0.0


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it is printed, ``raw[start:end]``: its page, its box, and where its words begin.

    In points from the upper left corner of the page, turned as its sheet says. ``words`` has the left edge of each
    word, so that a part of the line has its place, too.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What a careful reader should look at on a page; becomes a finding of the record."""

    page: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document as its reader saw it."""

    name: str
    media_type: str
    sha256: str
    raw: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    ocr: bool = False
    wrapped: bool | None = None  # are blocks printed lines (True), paragraphs (False), or unknown?
    metadata: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    printed: tuple[PrintedLine, ...] = ()  # where the reader knows the places of letters; in the order of ``raw``
    sheets: tuple[Sheet, ...] = ()
    queries: tuple[PageQuery, ...] = ()
    stamps: dict[str, str] = field(default_factory=dict)  # number, date, … of a digital signature: ``SourceInfo``
