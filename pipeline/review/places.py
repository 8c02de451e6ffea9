"""JSON with places: the values of a file, and the line on which each stands.

>>> values, lines = parse('{"a": [1,\\n {"b": 2}]}')
>>> values["a"][1]["b"], lines["$.a[1].b"]
(2, 2)
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

BLANK_RE = re.compile(r"[ \t\r\n]*")
PLAIN_RE = re.compile(r"[A-Za-z_]\w*\Z")
DEEPEST = 50


def parse(text: str) -> tuple[Any, dict[str, int]]:
    """The values of a JSON text, and the line of each by its JSON path.

    Raises:
        ValueError: the text is no JSON, has a name twice in one object or is nested too deep; with the line.
    """
    reader = _Reader(text)
    value, at = reader.value(reader.skip(0), "$", 0)
    at = reader.skip(at)
    if at < len(text):
        raise reader.wrong(at, "there is more after the end of the JSON value")
    return value, reader.lines


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[str, int] = {}
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._decoder = json.JSONDecoder(parse_constant=self._constant)

    def wrong(self, at: int, why: str) -> ValueError:
        return ValueError(f"line {self._line(at)}: {why}")

    def skip(self, at: int) -> int:
        match = BLANK_RE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, path: str, depth: int) -> tuple[Any, int]:
        self.lines[path] = self._line(at)
        if depth > DEEPEST:
            raise self.wrong(at, "the values are nested too deep")
        first = self.text[at : at + 1]
        if first == "{":
            return self._object(at + 1, path, depth)
        if first == "[":
            return self._list(at + 1, path, depth)
        try:
            return self._decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self.wrong(error.pos, f"this is no JSON ({error.msg})") from error

    def _object(self, at: int, path: str, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self.skip(at)
        while self.text[at : at + 1] != "}":
            start = at
            if self.text[at : at + 1] != '"':
                raise self.wrong(at, 'a name in "quotation marks" or } is missing')
            name, at = self.value(at, path, depth)
            at = self._expect(self.skip(at), ":")
            if name in found:
                raise self.wrong(start, f"the name {name!r} stands twice in one object")
            below = f"{path}.{name}" if PLAIN_RE.match(name) else f"{path}[{json.dumps(name, ensure_ascii=False)}]"
            found[name], at = self.value(self.skip(at), below, depth + 1)
            at = self._next(at, "}")
        return found, at + 1

    def _list(self, at: int, path: str, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        at = self.skip(at)
        while self.text[at : at + 1] != "]":
            value, at = self.value(at, f"{path}[{len(found)}]", depth + 1)
            found.append(value)
            at = self._next(at, "]")
        return found, at + 1

    def _next(self, at: int, end: str) -> int:
        """Past the comma to the next member, or at the end."""
        at = self.skip(at)
        if self.text[at : at + 1] == end:
            return at
        comma, at = at, self.skip(self._expect(at, ",", end))
        if self.text[at : at + 1] == end:
            raise self.wrong(comma, f"a comma too many before {end}")
        return at

    def _expect(self, at: int, sign: str, other: str = "") -> int:
        if self.text[at : at + 1] != sign:
            raise self.wrong(at, f"{sign}{' or ' + other if other else ''} is missing")
        return at + 1

    def _line(self, at: int) -> int:
        return bisect_right(self._breaks, at - 1) + 1

    def _constant(self, name: str) -> float:
        raise ValueError(f"{name} is no JSON number")
