"""List labels that Word prints and does not store: "II.", "2.3.", "a)", "Điều 5.", "-".

A paragraph names a list (``numId``) and a level; the list says how the level is written
("%1.%2.", upperRoman, start 3) and Word counts. This module counts the same way: lists that
share a definition go on counting, a deeper level starts anew under the next outer number, a
``startOverride`` starts once. Picture bullets and number words ("First") come out as "•" and
as decimals: nobody numbers a directive with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.labels import to_roman
from pipeline.readers.word_styles import Styles, W, child, children, value, whole

MAX_LEVEL = 8
#: Bullets of the symbol fonts, as the page shows them.
SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "□", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖",
    "\uf02d": "-", "\uf0be": "-",
    "o": "○",  # the "o" of Courier New is Word's second bullet
}  # fmt: skip
PLACE_RE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restarts_after: int | None = None  # 1-based level; 0 never; None: any outer one
    legal: bool = False  # all numbers of the label as decimals
    style: str | None = None


@dataclass(slots=True)
class Definition:
    """A list definition (``abstractNum``) and where its count stands."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instance:
    """A list in the text: a definition, and what this list changes of it."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Hands out the labels of one document's paragraphs, in reading order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._definitions: dict[str, Definition] = {}
        self._instances: dict[str, Instance] = {}
        self._opened: set[tuple[str, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            key = element.get(f"{W}abstractNumId") or ""
            self._definitions[key] = Definition(_levels(element))
            link = value(element, "numStyleLink")
            if link:
                links[key] = link
        for element in children(root, "num"):
            self._add_instance(element)
        for key, style in links.items():
            target = self._instances.get(styles.list_of(style)[0] or "")
            if target is not None:
                self._definitions[key] = self._definitions.get(target.definition, Definition({}))

    def label(self, list_id: str | None, level: int | None, style_id: str | None = None) -> str:
        """Count one paragraph of a list and return its label; "" when it has none."""
        instance = self._instances.get(list_id or "")
        if list_id is None or instance is None:
            return ""
        definition = self._definitions.get(instance.definition)
        if definition is None:
            return ""
        if level is None:
            level = next((n for n, one in definition.levels.items() if one.style and one.style == style_id), 0)
        level = min(level, MAX_LEVEL)
        self._count(list_id, instance, definition, level)
        return _written(level, instance, definition)

    def _count(self, list_id: str, instance: Instance, definition: Definition, level: int) -> None:
        counts = definition.counts
        fresh = (list_id, level) not in self._opened
        self._opened.add((list_id, level))
        if fresh and level in instance.starts:
            counts[level] = instance.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _level(level, instance, definition).start
        for inner in [n for n in counts if n > level]:
            after = _level(inner, instance, definition).restarts_after
            if after is None or (after and level < after):
                del counts[inner]

    def _add_instance(self, element: Any) -> None:
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in children(element, "lvlOverride"):
            number = whole(override.get(f"{W}ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                levels[number] = _read_level(own)
            start = value(override, "startOverride")
            if start is not None:
                starts[number] = whole(start, 1)
        key = element.get(f"{W}numId") or ""
        self._instances[key] = Instance(value(element, "abstractNumId") or "", levels, starts)


def format_number(number: int, form: str) -> str:
    """Write a number the way a list level asks for.

    >>> [format_number(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero")]
    ['4', 'IV', 'd', '04']
    >>> format_number(28, "lowerLetter")
    'bb'
    """
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman"):
        numeral = to_roman(number)
        return numeral if form == "upperRoman" else numeral.lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        turn, letter = divmod(number - 1, 26)
        return chr((65 if form == "upperLetter" else 97) + letter) * (turn + 1)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _written(level: int, instance: Instance, definition: Definition) -> str:
    own = _level(level, instance, definition)
    if own.form == "bullet":
        return "".join(_bullet(char) for char in own.pattern.strip()[:1])

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        outer = _level(at, instance, definition)
        form = "decimal" if own.legal and outer.form != "none" else outer.form
        return format_number(definition.counts.get(at, outer.start), form)

    return PLACE_RE.sub(number, own.pattern).strip()


def _bullet(char: str) -> str:
    return SYMBOLS.get(char, "•" if "\ue000" <= char <= "\uf8ff" else char)


def _level(number: int, instance: Instance, definition: Definition) -> Level:
    return instance.levels.get(number) or definition.levels.get(number) or Level()


def _levels(definition: Any) -> dict[int, Level]:
    return {whole(one.get(f"{W}ilvl"), 0): _read_level(one) for one in children(definition, "lvl")}


def _read_level(element: Any) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        form=value(element, "numFmt") or "decimal",
        pattern=value(element, "lvlText") or "",
        start=whole(value(element, "start"), 1),
        restarts_after=None if restart is None else whole(restart, 0),
        legal=child(element, "isLgl") is not None,
        style=value(element, "pStyle"),
    )
