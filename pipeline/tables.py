"""Tables in the outline: each row is one node.

A format that has tables gives cells with their place. In plain text the cells stand one a line:
"STT" heads the table, and a row starts at the line that is the next number and nothing else.
"""

from __future__ import annotations

from corpus.fold import is_upper, lower
from pipeline.labels import find_label, roman_value
from pipeline.text import Line, Text
from pipeline.tree import Draft, Tree

GROUP_RANK = 13.55
ROW_RANK = 13.6
NUMBER_HEADS = frozenset({"stt", "tt", "số tt", "số thứ tự"})
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

    def leave(self) -> None:
        """Whatever table was read, it is over."""
        self.reading = False

    def open_if_head(self, string: str) -> None:
        """ "STT" alone on a line heads a table whose cells were printed one a line."""
        if lower(string.strip(" .*|")) in NUMBER_HEADS:
            self.reading, self.row, self.group = True, 0, 0

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
        if not number.isdigit():
            number = label.key if label is not None and not label.is_bullet else ""
        self._add_row(line, number, line.start, string.strip() if number else None).key = key
        return True

    def printed(self, index: int) -> bool:
        """Hang a line of a table printed cell by cell; False outside of one."""
        if not self.reading:
            return False
        line, string = self.text.lines[index], self.lines[index]
        self.open_if_head(string)
        bare = string.strip(" .*|")
        if bare.isdigit() and len(bare) < 4 and int(bare) in (self.row + 1, 1 if self._after_group() else self.row + 1):
            self.row = int(bare)
            self._add_row(line, str(self.row), line.end, bare)
        elif bare.isupper() and roman_value(bare) == self.group + 1:
            self.group += 1
            parent = self.tree.close(GROUP_RANK)
            self.tree.add_keyed(self._draft(line, line.end, bare, GROUP_RANK, heading=True), parent, bare)
        elif self._goes_on(string):
            self.tree.extend(line)
        else:
            self.reading = False
        return self.reading

    def _after_group(self) -> bool:
        last = self.tree.last_draft
        return last is not None and last.kind == "row" and last.rank == GROUP_RANK

    def _goes_on(self, string: str) -> bool:
        label = find_label(string)
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
