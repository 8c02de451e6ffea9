"""The words of a Word paragraph in their final state, as pieces of text.

Kept: insertions (``w:ins``, ``w:moveTo``), content controls, smart tags, hyperlinks, results of
fields, base text of ruby. Dropped: deletions (``w:del``, ``w:moveFrom``), field codes, hidden
text, placeholders of empty controls, footnote marks, soft hyphens. ``w:caps`` is applied: a
document type in capitals is one because it is printed so. Text boxes are handed back apart, so
that a box drawn inside a line does not break it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipeline.readers.word_fonts import Fonts, Script, decode_pieces
from pipeline.readers.word_styles import Styles, W, child, children, switch

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
DROPPED = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "pPr", "rPr", "delText", "instrText", "delInstrText", "footnoteReference",
        "endnoteReference", "annotationRef", "rt", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "softHyphen",
    )
)  # fmt: skip
DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"))
SOFT_HYPHEN = "\u00ad"
MARKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class Words:
    """Pieces of one paragraph: text, whether bold; and the text boxes anchored in it."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # w:txbxContent elements

    def lines(self) -> list[tuple[str, bool]]:
        """Printed lines, cut at line breaks; a line is bold when all its letters are."""
        out: list[tuple[str, bool]] = []
        text, states = "", set[bool]()
        for piece, bold in [*self.pieces, ("\n", False)]:
            for index, part in enumerate(piece.split("\n")):
                if index:
                    out.append((text, states == {True}))
                    text, states = "", set()
                text += part
                if any(char.isalnum() for char in part):
                    states.add(bold)
        return out


def read_words(paragraph: Any, styles: Styles, style_id: str | None, fonts: Fonts | None = None) -> Words:
    """Read the words of a ``w:p``; ``fonts`` tells which runs are in an encoding from before Unicode."""
    reader = _Reader(styles, style_id, fonts)
    reader.read(paragraph)
    reader.words.pieces = [
        (_capitals(text) if piece.capitals else text, piece.bold)
        for piece, text in zip(reader.pieces, _decoded(reader.pieces), strict=True)
    ]
    return reader.words


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    bold: bool
    capitals: bool = False
    script: Script | None = None


def _decoded(pieces: list[_Piece]) -> Iterator[str]:
    """The texts of the pieces in Unicode; neighbours in one script are decoded together."""
    for script, group in groupby(pieces, key=lambda piece: piece.script):
        texts = [piece.text for piece in group]
        yield from texts if script is None else decode_pieces(texts, script)


class _Reader:
    """Walks one paragraph; ``_codes`` holds, for each open field, whether its code is being read."""

    def __init__(self, styles: Styles, style_id: str | None, fonts: Fonts | None) -> None:
        self.words = Words()
        self.pieces: list[_Piece] = []
        self._fonts = fonts
        self._styles = styles
        self._style_id = style_id
        self._codes: list[bool] = []

    def read(self, element: Any) -> None:
        for part in element:
            tag = part.tag
            if not isinstance(tag, str) or tag in DROPPED:
                continue
            if tag == f"{W}r":
                self._run(part)
            elif tag in DRAWINGS:
                self.words.boxes.extend(_boxes(part))
            elif tag == MATH_TEXT:
                self._add(_Piece(part.text or "", bold=False))
            elif tag != f"{W}sdt" or not _is_placeholder(part):
                self.read(part)

    def _run(self, run: Any) -> None:
        properties = child(run, "rPr")
        if self._is_on("vanish", properties):
            return
        bold = self._is_on("b", properties)
        capitals = self._is_on("caps", properties)
        script = self._fonts.script(properties, self._style_id) if self._fonts else None
        for part in run:
            tag = part.tag
            if tag == f"{W}fldChar":
                self._field(part.get(f"{W}fldCharType"))
            elif tag in DRAWINGS:
                self.words.boxes.extend(_boxes(part))
            elif not isinstance(tag, str) or any(self._codes):
                continue
            elif tag == f"{W}softHyphen" and script is not None:
                self._add(_Piece(SOFT_HYPHEN, bold, capitals, script))  # its code is the letter ư of TCVN3
            elif tag in DROPPED:
                continue
            elif tag == f"{W}ruby":
                for base in children(part, "rubyBase"):
                    self.read(base)
            else:
                self._add(_Piece(_text_of(part), bold, capitals, script))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _is_on(self, name: str, properties: Any | None) -> bool:
        return self._styles.is_on(name, properties, self._style_id)

    def _add(self, piece: _Piece) -> None:
        if piece.text:
            self.pieces.append(piece)


def _text_of(part: Any) -> str:
    tag = part.tag
    if tag == f"{W}t":
        return (part.text or "").replace("\n", " ")
    if tag == f"{W}br":
        return "\n"
    if tag == f"{W}sym":
        return _symbol(part.get(f"{W}char"))
    return MARKS.get(tag, "")


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""


def _capitals(text: str) -> str:
    """Capitals as ``w:caps`` prints them; the length is kept."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


def _is_placeholder(control: Any) -> bool:
    """Does a content control still show "Click here to enter text"?"""
    return switch(child(control, "sdtPr"), "showingPlcHdr") is True


def _boxes(drawing: Any) -> Iterator[Any]:
    """The text boxes of a drawing, each once: of alternatives only the first that has one."""
    if drawing.tag == f"{MC}AlternateContent":
        for branch in drawing:
            found = list(_boxes(branch))
            if found:
                yield from found
                return
        return
    for part in drawing:
        if part.tag == f"{W}txbxContent":
            yield part
        elif isinstance(part.tag, str):
            yield from _boxes(part)
