"""Word documents (.docx): paragraphs and table cells in reading order, with their list labels.

The text is the final state: tracked insertions are in it, deletions are not. Labels that Word
prints and does not store come as ``Block.label``. A line break inside a paragraph starts a new
block, because headers and signatures are set that way. Headers, footers and footnotes are no
part of the text; they are kept in ``Source.metadata``.

Refused: files with a password, files that unpack to gigabytes or declare XML entities, and what
python-docx cannot read: files with macros, templates, "Strict Open XML".
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import Any

from pipeline.readers.archive import open_zip
from pipeline.readers.numbering import Numbering
from pipeline.readers.word_fonts import Fonts
from pipeline.readers.word_runs import read_words
from pipeline.readers.word_styles import Styles, W, child, list_reference, switch
from pipeline.readers.word_tables import cells_of, is_layout, paragraphs_of
from pipeline.source import Block, Cell, Source
from schemas.errors import BadInputError, DamagedFileError, NoTextError, UnknownFormatError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = "[Content_Types].xml"
OTHER_KINDS = {
    b"macroEnabled": "a Word file with macros (.docm)",
    b"wordprocessingml.template": "a Word template (.dotx)",
}
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
APART = ("header", "footer", "footnotes")
NO_NOTE = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read_word(data: bytes, name: str) -> Source:
    """Read a .docx. ``Source.raw`` is the text of the blocks, one a line.

    Raises:
        DamagedFileError: the file is cut off or its parts do not fit together.
        NoTextError: it holds pictures only, or nothing.
        TooLargeError: it unpacks to more than a document can be.
        UnknownFormatError: it holds macros, is a template or "Strict Open XML".
    """
    _guard(open_zip(data, name), name)
    try:
        import docx  # slow to import, and only needed here

        document = docx.Document(io.BytesIO(data))
        walker = Walker(document.part, document.element.body)
        walker.walk()
        metadata = _metadata(document)
    except BadInputError:
        raise
    except Exception as error:  # the document boundary: whatever the libraries raise is the file's fault
        reason = f"Word's parts do not fit together ({type(error).__name__}: {error})"
        raise DamagedFileError(reason, where=name) from error
    if not any(block.text.strip() for block in walker.blocks):
        raise NoTextError("the Word file holds no text", where=name)
    return Source(
        name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), "\n".join(block.text for block in walker.blocks),
        tuple(walker.blocks), wrapped=False, metadata=metadata,
    )  # fmt: skip


class Walker:
    """Walks a body and collects its blocks."""

    def __init__(self, part: Any, body: Any) -> None:
        self.blocks: list[Block] = []
        self._body = body
        self._styles = Styles(_related(part, "styles"))
        self._numbering = Numbering(_related(part, "numbering"), self._styles)
        self._fonts = Fonts(self._styles, body)
        self._offset = 0
        self._tables = 0
        self._blank = False
        self._carried: list[tuple[str, bool]] = []  # of a paragraph whose end was deleted

    def walk(self) -> None:
        """Read the whole body."""
        self._read(self._body, None)

    def _read(self, parent: Any, cell: Cell | None) -> None:
        for element in paragraphs_of(parent):
            if element.tag == f"{W}p":
                self._paragraph(element, cell)
            else:
                self._table(element, cell)

    def _table(self, table: Any, outer: Cell | None) -> None:
        cells = cells_of(table)
        plain = outer is not None or is_layout(table, cells, self._styles)
        number = self._tables
        self._tables += not plain
        for one in cells:
            self._read(one.element, outer if plain else Cell(number, one.row, one.column))

    def _paragraph(self, paragraph: Any, cell: Cell | None) -> None:
        style_id = self._styles.paragraph_style(paragraph)
        words = read_words(paragraph, self._styles, style_id, self._fonts)
        pieces, self._carried = self._carried + words.pieces, []
        if _end_is_deleted(paragraph):
            self._carried = pieces
            return
        words.pieces = pieces
        lines = [(text, bold) for text, bold in words.lines() if text.strip()]
        label = self._label(paragraph, style_id) if lines else ""
        heading = self._styles.heading_level(paragraph, style_id)
        for text, bold in lines:
            self._add(text, label, cell, bold=bold, heading=heading)
            label = ""
        self._blank = self._blank or not (lines or words.boxes)
        for box in words.boxes:
            self._read(box, cell)

    def _add(self, text: str, label: str, cell: Cell | None, *, bold: bool, heading: int | None) -> None:
        self.blocks.append(
            Block(text, self._offset, label=label, cell=cell, bold=bold, heading=heading, blank_before=self._blank)
        )
        self._offset += len(text) + 1
        self._blank = False

    def _label(self, paragraph: Any, style_id: str | None) -> str:
        list_id, level = list_reference(child(paragraph, "pPr"))
        if list_id is None:
            list_id, inherited = self._styles.list_of(style_id)
            level = inherited if level is None else level
        return self._numbering.label(list_id, level, style_id)


def _guard(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse entities and Strict Open XML before any XML is parsed."""
    with archive:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            try:
                with archive.open(entry) as part:
                    head = part.read(1_000_000 if entry.filename == TYPES else 4096)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
                raise DamagedFileError(f"{entry.filename} cannot be unpacked ({error})", where=name) from error
            except zlib.error as error:
                raise DamagedFileError(f"{entry.filename} cannot be unpacked ({error})", where=name) from error
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise DamagedFileError(f"{entry.filename} declares XML entities, which Word never does", where=name)
            for sign, what in OTHER_KINDS.items():
                if entry.filename == TYPES and sign in head:
                    raise UnknownFormatError(f"this is {what}: save it as .docx", where=name)
            if STRICT in head and entry.filename == "word/document.xml":
                reason = 'this is "Strict Open XML": save it as "Word Document (.docx)"'
                raise UnknownFormatError(reason, where=name)


def _related(part: Any, kind: str) -> Any | None:
    """Root element of a part that ``part`` refers to, or None."""
    from docx.oxml import parse_xml

    for relation in part.rels.values():
        if relation.reltype == RELATED + kind and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _end_is_deleted(paragraph: Any) -> bool:
    """Is the paragraph's end mark deleted, so that it runs on into the next one?"""
    mark = child(child(paragraph, "pPr"), "rPr")
    return switch(mark, "del") is not None or switch(mark, "moveFrom") is not None


def _metadata(document: Any) -> dict[str, str]:
    """What the file says of itself, and the texts that stand outside the body."""
    found: dict[str, str] = {}
    if any(relation.reltype.endswith("/core-properties") for relation in document.part.package.rels.values()):
        properties = document.core_properties  # python-docx would invent them
        found = {"title": properties.title, "author": properties.author, "subject": properties.subject}
    for kind in APART:
        found[kind] = "\n".join(_texts_apart(document.part, kind))
    return {key: text for key, text in found.items() if text}


def _texts_apart(part: Any, kind: str) -> list[str]:
    from docx.oxml import parse_xml

    out: list[str] = []
    styles = Styles(None)
    for relation in part.rels.values():
        if relation.reltype != RELATED + kind or relation.is_external:
            continue
        for paragraph in parse_xml(relation.target_part.blob).iter(f"{W}p"):
            if paragraph.getparent().get(f"{W}type") in NO_NOTE:
                continue
            text = "".join(piece for piece, _ in read_words(paragraph, styles, None).pieces).strip()
            if text and text not in out:
                out.append(text)
    return out
