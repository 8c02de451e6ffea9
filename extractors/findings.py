"""Findings: what a careful reader would query in the document itself.

So far: a number that is missing or used twice among the items of one heading, and one instrument
cited with two dates. Numbers stay as printed; a finding only says what is odd about them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from extractors.stage import Context, Found, stage
from schemas.outline import Node

QUOTE_CHARS = 80
LETTERS = "abcdđeghiklmnopqrstuvxy"


@stage("findings", version=1, requires=("references",))
def find_findings(context: Context) -> Iterator[Found]:
    """Yield each finding in reading order."""
    found = [*_numbering(context), *_dates(context)]
    yield from sorted(found, key=lambda item: (item.start, item.fields["code"]))


def _numbering(context: Context) -> Iterator[Found]:
    families: dict[tuple[int | None, str], list[Node]] = defaultdict(list)
    for node in context.outline.nodes:
        if node.number is not None and node.label is not None:
            families[(node.parent, node.kind)].append(node)
    for family in families.values():
        seen: dict[int, Node] = {}
        expected = 1
        for node in family:
            number = node.number or 0
            if number in seen:
                yield _repeated(context, node, seen[number])
            elif number > expected:
                yield _missing(context, family, node, expected)
            seen.setdefault(number, node)
            expected = max(expected, number + 1)


def _repeated(context: Context, node: Node, first: Node) -> Found:
    message = f"Số “{node.label}” dùng hai lần ở cùng một cấp: {first.path} và {node.path}."
    return _finding(context, node, "duplicate_label", message, [first.path, node.path])


def _missing(context: Context, family: list[Node], node: Node, expected: int) -> Found:
    printed = ", ".join(other.label or "" for other in family)
    absent = ", ".join(_as_label(node, number) for number in range(expected, node.number or 0))
    where = f"Mục {node.path.rpartition('.')[0]}" if "." in node.path else "Văn bản"
    message = f"{where} đánh số {printed}: thiếu {absent}."
    before = [other.path for other in family if other.start < node.start]
    return _finding(context, node, "outline_gap", message, before[-1:])


def _as_label(node: Node, number: int) -> str:
    """The label that is missing, in the scheme of the one that follows it."""
    label = node.label or ""
    if node.kind in ("letter", "upper"):
        letter = LETTERS[number - 1] if number <= len(LETTERS) else "?"
        return letter.upper() if node.kind == "upper" else letter
    if node.kind == "roman":
        return f"số La Mã thứ {number}"
    return re.sub(r"\d+(?=\D*$)", str(number), label).strip(" .()")


def _finding(context: Context, node: Node, code: str, message: str, related: list[str]) -> Found:
    end = min(node.own_end, node.start + QUOTE_CHARS)
    newline = context.text.find("\n", node.start, end)
    end = newline if newline > node.start else end
    return Found(node.start, end, {"code": code, "message": message, "related": related})


def _dates(context: Context) -> Iterator[Found]:
    """One number and symbol, cited with two dates, is a slip or two instruments: a reader has to say which."""
    first: dict[tuple[str, str], Found] = {}
    for item in context.found.get("references", ()):
        number, date = item.fields.get("number"), item.fields.get("date")
        if not number or not date:
            continue
        key = (item.fields["type"], re.sub(r"\s", "", number))
        before = first.setdefault(key, item)
        if before.fields["date"] != date:
            message = f"{number} được dẫn với hai ngày: {before.fields['date']} và {date}."
            fields = {"code": "two_dates", "message": message, "related": [context.text[before.start : before.end]]}
            yield Found(item.start, item.end, fields)
