"""Word's XML and styles: small readers of elements, and what a style hands down.

A style stands on another one (``basedOn``); a property that a paragraph or run does not state
is looked for up that chain. Only what a directive needs is asked: bold, hidden, capitals, the
level of a heading and the list a style belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset(("0", "false", "off", "none"))
HEADING_RE = re.compile(r"^heading (\d)$", re.IGNORECASE)
MAX_CHAIN = 20  # styles that stand on each other in a ring exist


class Styles:
    """The styles of one document."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._default: str | None = None
        # What styles hand down is asked for every run and paragraph, and is always the same.
        self._switches: dict[tuple[str, str | None, str | None], bool] = {}
        self._levels: dict[str | None, str | None] = {}
        self._lists: dict[str | None, tuple[str | None, int | None]] = {}
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._default_font = _font_of(defaults) or ""
        self._fonts = {self._default_font}
        for style in children(root, "style") if root is not None else ():
            key = style.get(f"{W}styleId") or ""
            self._styles[key] = style
            self._fonts.update(_font_names(style))
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *OFF):
                self._default = key

    def chain(self, style_id: str | None) -> Iterator[Any]:
        """A style and those it stands on, nearest first."""
        key = style_id
        for _ in range(MAX_CHAIN):
            style = self._styles.get(key or "")
            if style is None:
                return
            yield style
            key = value(style, "basedOn")

    def paragraph_style(self, paragraph: Any) -> str | None:
        """Id of a paragraph's style; the default one where it names none."""
        properties = child(paragraph, "pPr")
        named = value(properties, "pStyle") if properties is not None else None
        return named if named in self._styles else self._default

    def is_on(self, name: str, run_properties: Any | None, paragraph_style: str | None) -> bool:
        """Is a switch such as ``b``, ``vanish`` or ``caps`` on for a run?"""
        own = switch(run_properties, name)
        if own is not None:
            return own
        key = name, value(run_properties, "rStyle"), paragraph_style
        if key not in self._switches:
            found = (switch(child(style, "rPr"), name) for style in self._handing_down(*key[1:]))
            self._switches[key] = next((state for state in found if state is not None), False)
        return self._switches[key]

    def font(self, run_properties: Any | None, paragraph_style: str | None) -> str:
        """Name of the font that a run's letters beyond ASCII are set in."""
        own = _font_of(run_properties)
        if own:
            return own
        found = (
            _font_of(child(style, "rPr"))
            for style in self._handing_down(value(run_properties, "rStyle"), paragraph_style)
        )
        return next((name for name in found if name), self._default_font)

    def _handing_down(self, run_style: str | None, paragraph_style: str | None) -> Iterator[Any]:
        """The styles that a run has its properties from, nearest first."""
        yield from self.chain(run_style)
        yield from self.chain(paragraph_style)

    def fonts(self) -> frozenset[str]:
        """The fonts that any style names."""
        return frozenset(self._fonts)

    def heading_level(self, paragraph: Any, style_id: str | None) -> int | None:
        """Level of a heading, from 1; None for body text."""
        own = value(child(paragraph, "pPr"), "outlineLvl")
        if own is None and style_id not in self._levels:
            self._levels[style_id] = next(
                (one for one in map(_level_of, self.chain(style_id)) if one is not None), None
            )
        level = whole(self._levels[style_id] if own is None else own, 9)
        return level + 1 if level < 9 else None

    def list_of(self, style_id: str | None) -> tuple[str | None, int | None]:
        """List and level that a style hands down."""
        if style_id not in self._lists:
            self._lists[style_id] = self._find_list(style_id)
        return self._lists[style_id]

    def _find_list(self, style_id: str | None) -> tuple[str | None, int | None]:
        level: int | None = None
        for style in self.chain(style_id):
            found, at = list_reference(child(style, "pPr"))
            level = at if level is None else level
            if found is not None:
                return found, level
        return None, None


def _level_of(style: Any) -> str | None:
    """Outline level that a style states, from 0."""
    match = HEADING_RE.match(value(style, "name") or "")
    return str(int(match[1]) - 1) if match else value(child(style, "pPr"), "outlineLvl")


def _font_of(properties: Any | None) -> str | None:
    fonts = child(properties, "rFonts")
    return None if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")


def _font_names(style: Any) -> Iterator[str]:
    name = _font_of(child(style, "rPr"))
    if name:
        yield name


def list_reference(properties: Any | None) -> tuple[str | None, int | None]:
    """List and level that paragraph properties state themselves."""
    reference = child(properties, "numPr")
    if reference is None:
        return None, None
    level = value(reference, "ilvl")
    return value(reference, "numId"), None if level is None else whole(level, 0)


def child(element: Any | None, name: str) -> Any | None:
    """First child element of that name, or None."""
    return None if element is None else element.find(f"{W}{name}")


def children(element: Any, name: str) -> Iterator[Any]:
    """Child elements of that name."""
    yield from element.iterchildren(f"{W}{name}")


def value(element: Any | None, name: str) -> str | None:
    """The ``w:val`` of a child element, or None."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val")


def switch(properties: Any | None, name: str) -> bool | None:
    """State of an on/off property: None where it is not stated."""
    found = child(properties, name)
    return None if found is None else (found.get(f"{W}val") or "1") not in OFF


def whole(text: str | None, default: int) -> int:
    """A whole number, or ``default`` where the file has none.

    >>> whole("3", 1), whole("x", 1), whole(None, 1)
    (3, 1, 1)
    """
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
