"""The outline: parts of the text and the tree of its headings and items.

What the rules are, the contract says (docs/records.md): a label's scheme gives its depth,
numbers stay as printed, unnumbered paragraphs are items under a heading, siblings after a
bullet, and continue a numbered sentence. Nothing is renumbered and nothing is left out.
"""

from __future__ import annotations

from bisect import bisect_left

from corpus.fold import is_upper, lower
from extractors.layout import SEPARATOR_RE, find_header
from pipeline.headings import (
    continues_heading,
    is_appendix_head,
    is_attribute,
    is_basis,
    is_caps_heading,
    looks_heading,
    often_titles_items,
    often_titles_orders,
    titles_items,
    titles_orders,
)
from pipeline.labels import Label, find_labels
from pipeline.parts import Bounds, find_parts
from pipeline.roles import assign_roles
from pipeline.tables import TableReader
from pipeline.tail import (
    Cuts,
    appendix_number,
    find_cuts,
    is_appendix_title,
    is_closing,
    is_form_title,
    is_titled_appendix,
)
from pipeline.text import Line, Text
from pipeline.tree import CAPS_RANK, PARAGRAPH_RANK, Draft, Tree
from schemas.outline import Node, Outline
from schemas.vocabulary import Role

SHORTEST_INTRODUCTION = 20  # characters
HEADING_KINDS = ("roman", "part", "chapter", "caps", "appendix")


def build_outline(text: Text) -> Outline:
    """Build the outline of a composed text.

    >>> from pipeline.readers.plain import read_plain
    >>> from pipeline.text import compose
    >>> text = "I. MỤC ĐÍCH\\n- Nâng cao nhận thức.\\nII. NHIỆM VỤ\\n1. Tổ chức tuyên truyền."
    >>> [node.path for node in build_outline(compose(read_plain(text.encode(), "a.txt"))).nodes]
    ['I', 'I[1]', 'II', 'II.1']
    """
    lines = [text.string[line.start : line.end] for line in text.lines]
    if not lines:
        return Outline((), ())
    header = find_header(lines, [line.blank_before for line in text.lines])
    cuts = find_cuts(lines, header.end)
    reader = OutlineReader(text, lines)
    reader.read_body(header.end, cuts.tail)
    reader.read_appendices(cuts.appendix, cuts.end)
    nodes = reader.nodes(cuts)
    bounds = Bounds((header.start, header.end), reader.first_line, reader.closing_line, cuts)
    letter = "công văn" if header.addressees[0] < header.addressees[1] else None
    doc_type = lower(header.type_name) if header.type_name else letter
    return Outline(find_parts(text, lines, bounds), assign_roles(nodes, text.string, doc_type))


class OutlineReader:
    """Reads lines in order and decides for each where it hangs."""

    def __init__(self, text: Text, lines: list[str]) -> None:
        self.text = text
        self.lines = lines
        self.tree = Tree(text.string)
        self.tables = TableReader(self.tree, text, lines)
        self.labels = find_labels(lines)
        self.numbered = [i for i, label in enumerate(self.labels) if label is not None and not label.is_bullet]
        self.titles_order = often_titles_orders(lines, self.labels)
        self.bullets_title = often_titles_items(lines, self.labels)
        self.first_line: int | None = None  # of the body: before it is preamble
        self.closing_line: int | None = None

    def read_body(self, start: int, stop: int) -> None:
        """Read the body; lines before its first node are preamble."""
        for index in range(start, stop):
            if SEPARATOR_RE.match(self.lines[index]):
                continue
            if self.first_line is None:
                if self._opens_body(index, stop):
                    self.first_line = index
                continue
            if self._closes(index, stop):
                self.closing_line = index
                return
            self._line(index, stop)

    def read_appendices(self, start: int, stop: int) -> None:
        """Read appendices and attached documents; the first may have no title "PHỤ LỤC", or all may be forms."""
        forms = start < stop and is_form_title(self.lines[start])
        for index in range(start, stop):
            string = self.lines[index]
            if index == start or is_appendix_title(string) or (forms and is_form_title(string)):
                self._appendix(index, string)
            elif SEPARATOR_RE.match(string):
                continue
            elif not self.tables.reading and self.tree.last == self.tree.stack[0] and self._is_appendix_head(index):
                self.tree.extend(self.text.lines[index])
                self.tables.open_if_head(index)
            else:
                if not self.tables.reading:
                    self.tables.open_if_head(index)
                self._line(index, stop)

    def nodes(self, cuts: Cuts) -> tuple[Node, ...]:
        """The nodes with their ends; roles are still to come."""
        appendix = self._offset(cuts.appendix)
        ends = self.tree.ends(self._offset(cuts.tail if self.closing_line is None else self.closing_line), appendix)
        nodes = []
        for draft, end in zip(self.tree.drafts, ends, strict=True):
            heading = draft.looks_heading and (draft.children > 0 or draft.kind in HEADING_KINDS)
            role = Role.APPENDIX if draft.start >= appendix else Role.OTHER
            own = self.text.string[draft.content : draft.own_end]
            content = draft.content + len(own) - len(own.lstrip())
            number = draft.numbers[-1] if draft.numbers else None
            nodes.append(
                Node(
                    draft.path, draft.label, draft.kind, draft.start, content, draft.own_end,
                    max(end, draft.own_end), heading, role, draft.parent, number,
                )
            )  # fmt: skip
        return tuple(nodes)

    # -- one line ----------------------------------------------------------------------------

    def _opens_body(self, index: int, stop: int) -> bool:
        """Hang the line if it is the body's first; the preamble's lines hang nowhere."""
        string = self.lines[index]
        if self.text.lines[index].cell is not None:
            return self.tables.cell(index)
        label = self.labels[index]
        if label is not None and not is_basis(string[label.end :]):
            self._labelled(label, self.text.lines[index], string)
            return True
        if self._is_caps_heading(index, stop) or self._is_first_item(index, stop):
            self._paragraph(index, stop)
            return True
        return False

    def _is_first_item(self, index: int, stop: int) -> bool:
        """An unnumbered paragraph after "… như sau:" in a document that numbers nothing."""
        before = self.lines[index - 1] if index else ""
        if not before.rstrip().endswith(":") or is_upper(before) or len(before) < SHORTEST_INTRODUCTION:
            return False
        return not self._numbers_in(index, stop)

    def _line(self, index: int, stop: int) -> None:
        line, string = self.text.lines[index], self.lines[index]
        if (line.cell is not None and self.tables.cell(index)) or self.tables.printed(index):
            return
        label = self.labels[index]
        if label is not None:
            self._labelled(label, line, string)
        else:
            self._paragraph(index, stop)

    def _labelled(self, label: Label, line: Line, string: str) -> None:
        body = string[label.end :]
        parent = self.tree.parent_for(label)
        if label.is_bullet:
            heading = body.rstrip().endswith(":")
            draft = Draft.of(label, line, body, heading=heading)
            self.tree.add_counted(draft, parent)
        else:
            self.tree.add_labelled(label, line, body, parent, heading=looks_heading(body))

    def _paragraph(self, index: int, stop: int) -> None:
        """An unnumbered line: a heading, an introduction, an item, or the rest of a numbered sentence."""
        line, string = self.text.lines[index], self.lines[index]
        last = self.tree.last_draft
        if last is not None and continues_heading(last, string, line):
            self.tree.extend(line)
        elif self._is_caps_heading(index, stop):
            self.tree.add_counted(_paragraph_draft(line, string, "caps", CAPS_RANK), self.tree.close(CAPS_RANK))
        elif string.rstrip().endswith(":") and not is_attribute(string):
            self.tree.close_items()
            parent = self.tree.stack[-1] if self.tree.stack else None
            self.tree.add_counted(_paragraph_draft(line, string, "paragraph", PARAGRAPH_RANK), parent)
        elif last is None or last.looks_heading:
            self._item(line, string, self.tree.last)
        elif last.is_bullet and self.bullets_title and titles_items(last.text, string):
            last.looks_heading = True
            self._item(line, string, self.tree.last)
        elif last.is_bullet or last.kind in ("paragraph", "row"):
            self._item(line, string, last.parent)
        elif self.titles_order and titles_orders(last.text, string):
            last.looks_heading = True
            self._item(line, string, self.tree.last)
        else:
            self.tree.extend(line)

    def _item(self, line: Line, string: str, parent: int | None) -> None:
        draft = _paragraph_draft(line, string, "paragraph", PARAGRAPH_RANK, heading=False)
        self.tree.close_inside(parent)  # what follows is no child of the bullet before this sibling
        self.tree.add_counted(draft, parent, keep=False)

    def _appendix(self, index: int, string: str) -> None:
        line = self.text.lines[index]
        titled = is_titled_appendix(string)
        number = appendix_number(string) if titled else None
        self.tree.stack = []
        self.tables.leave()
        draft = Draft(
            string if titled else None,
            "appendix",
            0,
            line.start,
            line.start,
            line.end,
            looks_heading=True,
            text=string,
        )
        self.tree.add_keyed(draft, None, f"PL{number or ''}")

    # -- kinds of line -----------------------------------------------------------------------

    def _is_appendix_head(self, index: int) -> bool:
        """Title lines and column heads between "PHỤ LỤC" and its first item."""
        return self._is_plain(index) and is_appendix_head(self.lines[index])

    def _is_caps_heading(self, index: int, stop: int) -> bool:
        return index + 1 < stop and self._is_plain(index) and is_caps_heading(self.lines[index], self.lines[index + 1])

    def _closes(self, index: int, stop: int) -> bool:
        """A closing formula: unnumbered, near the end, and no numbered item follows it."""
        if not self._is_plain(index):
            return False
        return is_closing(self.lines[index], last=index + 1 == stop, numbered_after=self._numbers_in(index + 1, stop))

    def _is_plain(self, index: int) -> bool:
        """Neither numbered nor in a table."""
        return self.text.lines[index].cell is None and self.labels[index] is None

    def _numbers_in(self, start: int, stop: int) -> bool:
        """Is any of these lines a numbered item?"""
        following = bisect_left(self.numbered, start)
        return following < len(self.numbered) and self.numbered[following] < stop

    def _offset(self, line: int) -> int:
        return self.text.lines[line].start if line < len(self.lines) else len(self.text.string)


def _paragraph_draft(line: Line, string: str, kind: str, rank: float, *, heading: bool = True) -> Draft:
    return Draft(None, kind, rank, line.start, line.start, line.end, heading, string)
