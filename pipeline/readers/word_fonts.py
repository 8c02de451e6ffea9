"""Fonts from before Unicode in a Word document: which runs are in TCVN3 (.VnTime) or VNI (VNI-Times).

The font of a run is its own, or that of its character or paragraph style, or the document's default.
Some files name such a font and hold Unicode all the same: a font under which most accented runs
have letters that only Unicode has is not believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.legacy import Encoding, decode, vni_codes
from pipeline.legacy_lines import HIGH_RE, UNICODE_RE
from pipeline.readers.word_styles import Styles, W, child

FONT_RE = re.compile(
    r"""
    ^(?: \.?Vn[A-Z](?P<tcvn>.*)     # .VnTime, .VnArial NarrowH
       | VNI[ -]?[A-Z]              # VNI-Times
    )""",
    re.VERBOSE,
)
CAPITALS_RE = re.compile(r"H(?:\s+(?:Bold|Italic))*$")  # .VnTimeH
SYMBOL_AREA = {0xF000 + code: code for code in range(0x20, 0x100)}  # where Word puts letters of symbol fonts


@dataclass(frozen=True, slots=True)
class Script:
    """How the letters of a run are stored."""

    encoding: Encoding
    capitals: bool = False


class Fonts:
    """The legacy fonts of one document."""

    def __init__(self, styles: Styles, body: Any) -> None:
        self._styles = styles
        self._known: dict[str, Script | None] = {}
        elements = [*_named_fonts(body), *styles.fonts()]
        self._active = any(script_of(name) for name in elements)
        self._liars = frozenset(self._find_liars(body)) if self._active else frozenset()

    def script(self, properties: Any | None, style_id: str | None) -> Script | None:
        """Script of a run; None is Unicode."""
        if not self._active:
            return None
        name = self._styles.font(properties, style_id)
        if name not in self._known:
            self._known[name] = None if name in self._liars else script_of(name)
        return self._known[name]

    def _find_liars(self, body: Any) -> Iterator[str]:
        unicode: Counter[str] = Counter()
        accented: Counter[str] = Counter()
        for paragraph in body.iter(f"{W}p"):
            style_id = self._styles.paragraph_style(paragraph)
            for run in paragraph.iterchildren(f"{W}r"):
                text = "".join(run.itertext(f"{W}t"))
                name = self._styles.font(child(run, "rPr"), style_id)
                if (script_of(name) and HIGH_RE.search(text)) or UNICODE_RE.search(text):
                    accented[name] += 1
                    unicode[name] += bool(UNICODE_RE.search(text))
        return (name for name in accented if 2 * unicode[name] >= accented[name])


def script_of(font: str) -> Script | None:
    """How a font's letters are stored; None is Unicode.

    >>> script_of(".VnTimeH"), script_of("Times New Roman")
    (Script(encoding=<Encoding.TCVN3: 'TCVN3'>, capitals=True), None)
    """
    match = FONT_RE.match(font)
    if match is None:
        return None
    if match["tcvn"] is None:
        return Script(Encoding.VNI)
    return Script(Encoding.TCVN3, capitals=bool(CAPITALS_RE.search(match["tcvn"])))


def decode_pieces(pieces: list[str], script: Script) -> list[str]:
    """Decode neighbouring pieces of one script; a letter and its mark may stand in two of them.

    >>> decode_pieces(["ñaú", "ng gi", "ôùi"], Script(Encoding.VNI))
    ['đẳ', 'ng gi', 'ới']
    """
    if UNICODE_RE.search("".join(pieces)):
        return pieces
    texts = [piece.translate(SYMBOL_AREA) for piece in pieces]
    if script.encoding is Encoding.VNI:
        for index in range(1, len(texts)):
            if texts[index - 1][-1:] + texts[index][:1] in vni_codes():
                texts[index - 1] += texts[index][:1]
                texts[index] = texts[index][1:]
        return [decode(text, script.encoding) for text in texts]
    decoded = decode("".join(texts), script.encoding)  # same length: capitals are told by all the words
    out, at = [], 0
    for text in texts:
        part = decoded[at : at + len(text)]
        at += len(text)
        out.append(part.upper() if script.capitals else part)
    return out


def _named_fonts(root: Any) -> set[str]:
    named = (fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") for fonts in root.iter(f"{W}rFonts"))
    return {name for name in named if name}
