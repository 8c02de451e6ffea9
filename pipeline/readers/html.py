"""Web pages (.html, .htm, and .mht as browsers save them): block elements as lines, tables as tables.

A page of a legal portal holds a document among menus, forms and lists of links: only the part that
holds the document is read (``html_main``). A page that a word processor wrote is read whole. What
is hidden is not read; nothing that a page links to is loaded.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import hashlib
import re
from typing import Any

from pipeline.readers.html_main import find_main, is_hidden
from pipeline.readers.html_tables import cells_of, is_layout
from pipeline.source import Block, Cell, Source
from schemas.errors import DamagedFileError, NoTextError

MEDIA_TYPE = "text/html"
MHT = "multipart/related"
CHARSET_RE = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
DECLARATION_RE = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")  # lxml refuses an encoding in decoded text
WESTERN = frozenset(("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "x-user-defined"))
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    )
)  # fmt: skip
DROPPED = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "head", "title", "button", "select", "option", "textarea",
        "input", "iframe", "object", "embed", "canvas", "audio", "video", "map", "nav", "dialog",
    )
)  # fmt: skip
BOLD = frozenset(("b", "strong", "th"))


def read_html(data: bytes, name: str) -> Source:
    """Read a web page. ``Source.raw`` is the text of the blocks, one a line.

    Raises:
        DamagedFileError: it is no web page, or nests without end.
        NoTextError: it shows no text.
    """
    return _read(data, decode_page(data), name, MEDIA_TYPE)


def read_mht(data: bytes, name: str) -> Source:
    """Read a web page that a browser saved with its pictures in one file.

    Raises:
        DamagedFileError: there is no page in it.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = next(part for part in message.walk() if part.get_content_type() == "text/html")
        page = part.get_payload(decode=True)
        charset = part.get_content_charset("")
    except Exception as error:  # the document boundary: the parser of mail raises many kinds
        raise DamagedFileError("the saved web page holds no page", where=name) from error
    if not isinstance(page, bytes):
        raise DamagedFileError("the saved web page holds no page", where=name)
    return _read(data, decode_page(page, charset), name, MHT)


def decode_page(data: bytes, charset: str = "") -> str:
    """The text of a page: by its byte order mark, by what it or its server says, else UTF-8.

    Bytes of no Unicode come out as Windows-1252, as browsers do; ``pipeline.legacy_lines`` looks at them.
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace").lstrip("\ufeff")
    found = CHARSET_RE.search(data[:4096])
    declared = charset.casefold() or (found[1].decode("ascii").casefold() if found else "")
    for encoding in ("utf-8", declared):
        if encoding in WESTERN or not encoding:
            continue
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if declared.startswith("utf"):
        return data.decode("utf-8", errors="replace")
    return western(data)


def western(data: bytes) -> str:
    """Bytes as Windows-1252, the five that it leaves out as Latin-1."""
    return "".join(_WESTERN[byte] for byte in data)


_WESTERN = tuple(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256))


def _read(data: bytes, page: str, name: str, media_type: str) -> Source:
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(DECLARATION_RE.sub("", page.replace("\x00", "")) or "<p>", parser=parser)
        walker = Walker()
        walker.read(find_main(root))
        walker.flush()
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise DamagedFileError(f"the web page is broken ({type(error).__name__}: {error})", where=name) from error
    if not walker.blocks:
        raise NoTextError("the web page shows no text", where=name)
    raw = "\n".join(block.text for block in walker.blocks)
    return Source(name, media_type, hashlib.sha256(data).hexdigest(), raw, tuple(walker.blocks), wrapped=False)


class Walker:
    """Walks a page and collects its blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[tuple[str, bool]] = []  # text, bold
        self._cell: Cell | None = None
        self._heading: int | None = None
        self._label = ""
        self._tables = 0
        self._offset = 0
        self._blank = False

    def read(self, element: Any, *, bold: bool = False, kept: bool = False) -> None:
        """Read an element and what follows inside it; ``kept`` text keeps its line ends."""
        self._text(element.text, bold=bold, kept=kept)
        for part in element:
            tag = part.tag if isinstance(part.tag, str) else ""
            if tag and tag not in DROPPED and not is_hidden(part):
                self._element(part, tag, bold=bold or tag in BOLD or tag in HEADINGS, kept=kept or tag == "pre")
            self._text(part.tail, bold=bold, kept=kept)

    def flush(self) -> None:
        """End the block that is being read."""
        text = " ".join("".join(piece for piece, _ in self._pieces).split())
        states = {bold for piece, bold in self._pieces if any(char.isalnum() for char in piece)}
        had = bool(self._pieces)
        self._pieces = []
        if not text:
            self._blank = self._blank or had
            return
        self.blocks.append(
            Block(
                text, self._offset, label=self._label, cell=self._cell, bold=states == {True},
                heading=self._heading, blank_before=self._blank,
            )
        )  # fmt: skip
        self._offset += len(text) + 1
        self._blank, self._label = False, ""

    def _element(self, element: Any, tag: str, *, bold: bool, kept: bool) -> None:
        if tag == "br":
            self._break()
        elif tag == "table":
            self._table(element, bold=bold)
        elif tag in BLOCKS:
            self._close()
            outer, self._heading = self._heading, HEADINGS.get(tag, self._heading)
            self._label = _list_label(element) if tag == "li" else self._label
            self.read(element, bold=bold, kept=kept)
            self._close()
            self._heading = outer
        else:
            self.read(element, bold=bold, kept=kept)

    def _table(self, table: Any, *, bold: bool) -> None:
        self._close()
        cells = cells_of(table)
        plain = self._cell is not None or is_layout(table, cells)
        number, outer = self._tables, self._cell
        self._tables += not plain
        for one in cells:
            self._cell = outer if plain else Cell(number, one.row, one.column)
            self.read(one.element, bold=bold or one.element.tag == "th")
            self._close()
        self._cell = outer

    def _break(self) -> None:
        """A line break: text goes on in a new line; two of them leave a blank one."""
        if not any(piece.strip() for piece, _ in self._pieces):
            self._blank = bool(self.blocks)
        self.flush()

    def _close(self) -> None:
        """A block begins or ends here; blanks between tags are no empty line."""
        if any(piece.strip(" \t\r\n\f") for piece, _ in self._pieces):
            self.flush()
        self._pieces = []

    def _text(self, text: str | None, *, bold: bool, kept: bool) -> None:
        if not text:
            return
        first, *rest = text.split("\n") if kept else [text]
        self._pieces.append((first, bold))
        for line in rest:
            self.flush()
            self._pieces.append((line, bold))


def _list_label(item: Any) -> str:
    """The label that a browser prints before an item of a list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "list-style" in (parent.get("style") or ""):
        return "-" if parent is not None and parent.tag == "ul" else ""
    before = sum(1 for one in item.itersiblings("li", preceding=True))
    start = parent.get("start", "1")
    number = before + (int(start) if start.lstrip("-").isdigit() and len(start) < 6 else 1)
    return {"a": f"{_letter(number)})", "A": f"{_letter(number).upper()}.", "I": f"{_roman(number)}."}.get(
        parent.get("type", "1"), f"{number}."
    )


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(max(0, number), value)
        out += sign * min(count, 20)
    return out
