"""Tables in the outline: each row is one node.

A format that has tables gives cells with their place. In plain text the cells stand one a line:
"STT" heads the table, and a row starts at the line that is the next number and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter

from corpus.fold import is_upper, lower
from pipeline.labels import Label, find_label, roman_value
from pipeline.text import Line, Text
from pipeline.tree import Draft, Tree

GROUP_RANK = 13.55
ROW_RANK = 13.6
SLIP = 3  # how far a row's printed number may be from what is due
FOOTNOTE_RE = re.compile(r"\[\d{1,3}\]\s")
PART_RANK = 13.65  # 5.1 in row 5
NUMBER_HEADS = frozenset({"stt", "tt", "số tt", "số thứ tự"})
GROUP_KINDS = ("roman", "upper")
OUTER_KINDS = ("roman", "upper", "part", "chapter", "article", "appendix")
LONGEST_COLUMN_HEAD = 400


class TableReader:
    """Hangs table rows on the tree; says whether a line was one."""

    def __init__(self, tree: Tree, text: Text, lines: list[str]) -> None:
        self.tree = tree
        self.text = text
        self.lines = lines
        self.first_rows: dict[int, int] = {}
        for line in text.lines:
            if line.cell is not None:
                row = self.first_rows.get(line.cell.table, line.cell.row)
                self.first_rows[line.cell.table] = min(row, line.cell.row)
        self.reading = False  # inside a table printed cell by cell
        self.row = 0
        self.group = 0
        self.groups: Counter[int] = Counter()  # by table whose cells are known
        self.head_at = 0  # index of the line "STT"
        self.row_at = 0  # index of the line of the last row's number
        self.row_node: int | None = None
        self.dotted = False  # do rows print "1. Name of the task" in one cell?
        self.columns = 0  # lines from "STT" to the first row or group

    def leave(self) -> None:
        """Whatever table was read, it is over."""
        self.reading = False

    def open_if_head(self, index: int) -> None:
        """ "STT" alone on a line heads a table whose cells were printed one a line."""
        if lower(self.lines[index].strip(" .*|")) in NUMBER_HEADS:
            self.reading, self.row, self.group = True, 0, 0
            self.head_at, self.columns, self.dotted = index, 0, False

    def cell(self, index: int) -> bool:
        """Hang a line that is a cell; False when it is none, or heads a table that nothing holds."""
        line, string = self.text.lines[index], self.lines[index]
        cell = line.cell
        if cell is None:
            return False
        key = f"{cell.table}:{cell.row}"
        last = self.tree.last_draft
        if last is not None and last.kind == "row" and last.key == key:
            self.tree.extend(line)
            return True
        if cell.row == self.first_rows[cell.table]:
            self.tree.extend(line)
            return last is not None
        label = find_label(string)
        number = string.strip(" .")
        if _numbers_group(number, self.groups[cell.table] + 1):
            self.groups[cell.table] += 1
            self._hang_group(line, line.start, number, number).key = key
            return True
        if not number.isdigit():
            number = label.key if label is not None and not label.is_bullet else ""
        self._add_row(line, number, line.start, string.strip() if number else None).key = key
        return True

    def printed(self, index: int) -> bool:
        """Hang a line of a table printed cell by cell; False outside of one."""
        if not self.reading:
            return False
        line, string = self.text.lines[index], self.lines[index]
        self.open_if_head(index)
        bare = string.strip(" .*|")
        label = find_label(string)
        if self._is_next_row(index, bare):
            self.row, self.row_at = int(bare), index
            self.columns = self.columns or index - self.head_at
            self._add_row(line, str(self.row), line.end, bare)
            self.row_node = self.tree.last
        elif label is not None and self._is_labelled_row(label):
            self.row, self.row_at, self.dotted = max(label.numbers[0], self.row + 1), index, True
            self._add_row(line, label.key, line.start + label.end, label.text)
            self.row_node = self.tree.last
        elif label is not None and label.kind == "dotted2" and label.numbers[0] == self.row:
            draft = self._draft(line, line.start + label.end, label.text, PART_RANK, heading=False)
            self.tree.add_keyed(draft, self.row_node, str(label.numbers[1]), keep=False)
        elif _numbers_group(bare, self.group + 1):
            self._add_group(index, line.end, bare, bare)
        elif label is not None and self._is_titled_group(label, index):
            self._add_group(index, line.start + label.end, label.text, label.key)
        elif self._goes_on(string, label):
            self.tree.extend(line)
        else:
            self.reading = False
        return self.reading

    def _is_next_row(self, index: int, bare: str) -> bool:
        """Is the line the next row's number? A cell before it may hold the same: then the one in its column is it."""
        numbers = {self.row + 1, 1} if self._after_group() else {self.row + 1}
        if not bare.isdigit() or len(bare) > 3 or int(bare) not in numbers:
            return False
        due = self.row_at + self.columns
        return not (self.row and index < due < len(self.lines) and self.lines[due].strip(" .*|") == bare)

    def _is_labelled_row(self, label: Label) -> bool:
        """Does a row print its number and its words in one line: "1. Xây dựng kế hoạch"?"""
        if label.kind != "arabic" or (self.row and not self.dotted):
            return False
        number = label.numbers[0]
        slip = self.row > SLIP and abs(number - self.row - 1) <= SLIP  # "24." is followed by "23.", "26."
        return number == self.row + 1 or slip

    def _is_titled_group(self, label: Label, index: int) -> bool:
        """Is it a group's own row, "I. NÂNG CAO NHẬN THỨC": the next of the groups, right above the next row?"""
        if label.kind not in GROUP_KINDS or label.numbers != (self.group + 1,):
            return False
        below = self.lines[index + 1].strip(" .*|") if index + 1 < len(self.lines) else ""
        return below in ("1", str(self.row + 1))

    def _add_group(self, index: int, content: int, label: str, key: str) -> None:
        """Hang the row of the next group; ``content`` is where its words begin."""
        self.columns = self.columns or index - self.head_at
        self.group += 1
        self._hang_group(self.text.lines[index], content, label, key)

    def _hang_group(self, line: Line, content: int, label: str, key: str) -> Draft:
        draft = self._draft(line, content, label, GROUP_RANK, heading=True)
        return self.tree.add_keyed(draft, self.tree.close(GROUP_RANK), key)

    def _after_group(self) -> bool:
        last = self.tree.last_draft
        return last is not None and last.kind == "row" and last.rank == GROUP_RANK

    def _goes_on(self, string: str, label: Label | None) -> bool:
        if FOOTNOTE_RE.match(string):
            return False
        if not self.row and not self.group:
            return label is None and len(string) < LONGEST_COLUMN_HEAD
        return label is None or not (label.kind in OUTER_KINDS and is_upper(string))

    def _add_row(self, line: Line, number: str, content: int, label: str | None) -> Draft:
        parent = self.tree.close(ROW_RANK)
        draft = self._draft(line, content, label, ROW_RANK, heading=False)
        if number:
            return self.tree.add_keyed(draft, parent, number, keep=False)
        return self.tree.add_counted(draft, parent, keep=False)

    def _draft(self, line: Line, content: int, label: str | None, rank: float, *, heading: bool) -> Draft:
        return Draft(label, "row", rank, line.start, content, line.end, heading)


def _numbers_group(words: str, due: int) -> bool:
    """Is it the Roman number of the group that is due, and nothing else?"""
    return words.isupper() and roman_value(words) == due
