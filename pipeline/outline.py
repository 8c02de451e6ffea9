"""The outline: parts of the text and the tree of its headings and items.

What the rules are, the contract says (docs/records.md): a label's scheme gives its depth,
numbers stay as printed, unnumbered paragraphs are items under a heading, siblings after a
bullet, and continue a numbered sentence. Nothing is renumbered and nothing is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from corpus.fold import is_upper, lower, tone_key
from corpus.lexicon.load import column
from extractors.bodies import read_list
from extractors.layout import (
    RECIPIENTS_RE,
    SEPARATOR_RE,
    find_header,
    is_authority,
    is_enacting,
    type_of_line,
)
from pipeline.labels import Label, find_label, find_labels
from pipeline.lines import TERMINAL_RE
from pipeline.roles import assign_roles
from pipeline.tables import TableReader
from pipeline.tail import Cuts, appendix_number, find_cuts, is_appendix_title
from pipeline.text import Line, Text
from pipeline.tree import CAPS_RANK, PARAGRAPH_RANK, Draft, Tree
from schemas.outline import Node, Outline, PartSpan
from schemas.vocabulary import Part, Role

NUMBERED_HEADING_WORDS = 9  # "1. Liên đoàn Lao động tỉnh." is a heading in spite of its full stop
ORDER_FORMULAS = ("đề nghị", "yêu cầu")  # these close a document only in its last paragraph
TITLE_WORDS = 35
MIN_TITLES = 2  # one alone is a sentence that goes on
CHARGE_RE = re.compile(r"(?:đề nghị|giao|yêu cầu)\s+", re.IGNORECASE)
BULLET_TITLE_WORDS = 8
NOTE_RE = re.compile(r"\s*\([^()]*\)\s*$")  # TITLE (kèm theo Kế hoạch số …)
LONGEST_HEADING = 200  # characters of an unnumbered heading in capitals
SHORTEST_INTRODUCTION = 20
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
    parts = _parts(text, lines, (header.start, header.end), reader, cuts)
    letter = "công văn" if header.addressees[0] < header.addressees[1] else None
    doc_type = lower(header.type_name) if header.type_name else letter
    return Outline(parts, assign_roles(nodes, text.string, doc_type))


class OutlineReader:
    """Reads lines in order and decides for each where it hangs."""

    def __init__(self, text: Text, lines: list[str]) -> None:
        self.text = text
        self.lines = lines
        self.tree = Tree(text.string)
        self.tables = TableReader(self.tree, text, lines)
        self.labels = find_labels(lines)
        self.numbered = [i for i, label in enumerate(self.labels) if label is not None and not label.is_bullet]
        self.titles_order = _often_titles_orders(lines, self.labels)
        self.bullets_title = _often_titles_items(lines, self.labels)
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
        """Read appendices and attached documents; the first may have no title "PHỤ LỤC"."""
        for index in range(start, stop):
            string = self.lines[index]
            if index == start or is_appendix_title(string):
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
        if label is not None and not _is_basis(string[label.end :]):
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
            self.tree.add_labelled(label, line, body, parent, heading=_looks_heading(body))

    def _paragraph(self, index: int, stop: int) -> None:
        """An unnumbered line: a heading, an introduction, an item, or the rest of a numbered sentence."""
        line, string = self.text.lines[index], self.lines[index]
        last = self.tree.last_draft
        if last is not None and _continues_heading(last, string, line):
            self.tree.extend(line)
        elif self._is_caps_heading(index, stop):
            self.tree.add_counted(_paragraph_draft(line, string, "caps", CAPS_RANK), self.tree.close(CAPS_RANK))
        elif string.rstrip().endswith(":") and not _is_attribute(string):
            self.tree.close_items()
            parent = self.tree.stack[-1] if self.tree.stack else None
            self.tree.add_counted(_paragraph_draft(line, string, "paragraph", PARAGRAPH_RANK), parent)
        elif last is None or last.looks_heading:
            self._item(line, string, self.tree.last)
        elif last.is_bullet and self.bullets_title and _titles_items(last.text, string):
            last.looks_heading = True
            self._item(line, string, self.tree.last)
        elif last.is_bullet or last.kind in ("paragraph", "row"):
            self._item(line, string, last.parent)
        elif self.titles_order and _titles_orders(last.text, string):
            last.looks_heading = True
            self._item(line, string, self.tree.last)
        else:
            self.tree.extend(line)

    def _item(self, line: Line, string: str, parent: int | None) -> None:
        draft = _paragraph_draft(line, string, "paragraph", PARAGRAPH_RANK, heading=False)
        while self.tree.stack and self.tree.stack[-1] != parent:
            self.tree.stack.pop()  # what follows is no child of the bullet before this sibling
        self.tree.add_counted(draft, parent, keep=False)

    def _appendix(self, index: int, string: str) -> None:
        line = self.text.lines[index]
        titled = is_appendix_title(string)
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
        string = self.lines[index]
        if self.text.lines[index].cell is not None or self.labels[index] is not None:
            return False
        return len(string) < 160 or is_upper(NOTE_RE.sub("", string))

    def _is_caps_heading(self, index: int, stop: int) -> bool:
        line, string = self.text.lines[index], self.lines[index]
        if (
            line.cell is not None
            or len(string) > LONGEST_HEADING
            or index + 1 >= stop
            or self.labels[index] is not None
        ):
            return False
        if not (is_upper(string) and sum(char.isalpha() for char in string) > 6):
            return False
        if is_enacting(string, self.lines[index + 1]):
            return False
        return not string.rstrip().endswith((":", ";", ",")) or type_of_line(string) is None

    def _closes(self, index: int, stop: int) -> bool:
        """A closing formula: unnumbered, near the end, and no numbered item follows it."""
        string = self.lines[index]
        if self.labels[index] is not None or self.text.lines[index].cell is not None:
            return False
        low = lower(string)
        formula = next((f for f in column("closing_formulas", "phrase") if low.startswith(f)), None)
        if formula in ORDER_FORMULAS or formula is None:
            return index + 1 == stop and (formula is not None or _orders_bodies(string))
        return not self._numbers_in(index + 1, stop)

    def _numbers_in(self, start: int, stop: int) -> bool:
        """Is any of these lines a numbered item?"""
        following = bisect_left(self.numbered, start)
        return following < len(self.numbered) and self.numbered[following] < stop

    def _offset(self, line: int) -> int:
        return self.text.lines[line].start if line < len(self.lines) else len(self.text.string)


def _paragraph_draft(line: Line, string: str, kind: str, rank: float, *, heading: bool = True) -> Draft:
    return Draft(None, kind, rank, line.start, line.start, line.end, heading, string)


def _orders_bodies(string: str) -> bool:
    """ "Thủ tướng Chính phủ yêu cầu các Bộ … nghiêm túc thực hiện Chỉ thị này": the issuer's last word."""
    issuer = read_list(string, 0, len(string))
    return issuer is not None and lower(string[issuer.end :]).startswith((" yêu cầu ", " đề nghị "))


def _often_titles_orders(lines: Sequence[str], labels: Sequence[Label | None]) -> bool:
    """Is it this document's way to put the orders to bodies under a sentence that titles them?"""
    titles = 0
    for index, label in enumerate(labels[:-1]):
        if label is not None and not label.is_bullet and labels[index + 1] is None:
            titles += _titles_orders(lines[index][label.end :], lines[index + 1])
    return titles >= MIN_TITLES


def _often_titles_items(lines: Sequence[str], labels: Sequence[Label | None]) -> bool:
    """Is it this document's way to title unlabelled items by bullets: "- Thủy sản" over "Đảm bảo trên 70% …"?"""
    titles = 0
    for index, label in enumerate(labels[:-1]):
        if label is not None and label.is_bullet and labels[index + 1] is None:
            titles += _titles_items(lines[index][label.end :], lines[index + 1])
    return titles >= MIN_TITLES


def _titles_items(title: str, string: str) -> bool:
    """Is a bullet a short line without a full stop, over a sentence?"""
    words = len(title.split())
    return 0 < words <= BULLET_TITLE_WORDS and title.rstrip()[-1:].isalnum() and string.rstrip().endswith((".", ";"))


def _titles_orders(title: str, string: str) -> bool:
    """Does one numbered sentence title the orders to bodies under it? "a) Kiện toàn tổ chức. | Bộ Nội vụ chủ trì …"

    What somebody else is told to do is an order of its own, no rest of the sentence before.
    """
    title = title.rstrip()
    if len(title.split()) > TITLE_WORDS or ". " in title or not title.endswith("."):
        return False
    return _names_actor(string) and not _names_actor(title)


def _names_actor(sentence: str) -> bool:
    """Does a sentence open with the bodies that are to act: "Bộ Nội vụ …", "Đề nghị Bộ Nội vụ …"?"""
    charge = CHARGE_RE.match(sentence)
    return read_list(sentence, charge.end() if charge else 0, len(sentence)) is not None


def _continues_heading(last: Draft, string: str, line: Line) -> bool:
    """The second line of a numbered heading in capitals, or the title under "Chương I"."""
    if last.children or last.label is None or not last.looks_heading:
        return False
    bare = not last.text.strip()
    if bare and last.kind in ("chapter", "part", "section", "appendix"):
        return True
    return not line.blank_before and is_upper(string) and (bare or is_upper(last.text))


def _is_basis(body: str) -> bool:
    """ "- Căn cứ Luật …;" belongs to the preamble although it has a bullet."""
    return lower(body).startswith(("căn cứ", "theo đề nghị", "xét đề nghị", "xét tờ trình"))


def _is_attribute(string: str) -> bool:
    return lower(string.split(":", 1)[0].strip()) in column("attribute_lines", "phrase")


def _looks_heading(body: str) -> bool:
    text = body.rstrip()
    if not text or text.endswith(":") or is_upper(text) or not TERMINAL_RE.search(text):
        return True
    short = len(text.split()) <= NUMBERED_HEADING_WORDS and text.endswith(".") and not text.endswith("/.")
    if not short or tone_key(text).startswith(_order_words()):
        return False
    actor = read_list(text, 0, len(text))
    return actor is None or actor.end >= len(text.rstrip(" ."))  # "1. Bộ Nội vụ." and no more


@cache
def _order_words() -> tuple[str, ...]:
    """ "1. Phối hợp tuyên truyền." orders something: a sentence, however short."""
    return tuple(f"{tone_key(verb)} " for verb in column("directive_verbs", "verb"))


def _parts(
    text: Text, lines: list[str], header: tuple[int, int], reader: OutlineReader, cuts: Cuts
) -> tuple[PartSpan, ...]:
    """Partition the text, line by line."""
    first, closing = reader.first_line, reader.closing_line
    kinds: list[Part] = []
    tail = Part.SIGNATURES
    for index, line in enumerate(lines):
        if index < header[0] or index >= cuts.end:
            kinds.append(Part.FRAME)
        elif index < header[1]:
            kinds.append(Part.HEADER)
        elif index >= cuts.appendix:
            kinds.append(Part.APPENDIX)
        elif index >= cuts.tail:
            if RECIPIENTS_RE.match(line):
                tail = Part.RECIPIENTS
            elif is_authority(line) or (tail == Part.RECIPIENTS and is_upper(line) and find_label(line) is None):
                tail = Part.SIGNATURES
            kinds.append(tail)
        elif first is None or index < first:
            kinds.append(Part.PREAMBLE)
        else:
            kinds.append(Part.CLOSING if closing is not None and index >= closing else Part.BODY)
    return _merge(text, kinds)


def _merge(text: Text, kinds: list[Part]) -> tuple[PartSpan, ...]:
    """Runs of lines of one part; each reaches to the start of the next, so that nothing is between them."""
    spans: list[PartSpan] = []
    for line, kind in zip(text.lines, kinds, strict=True):
        if spans and spans[-1].part == kind:
            spans[-1] = replace(spans[-1], end=line.end)
        else:
            if spans:
                spans[-1] = replace(spans[-1], end=line.start)
            spans.append(PartSpan(kind, line.start, line.end))
    return tuple(spans)
