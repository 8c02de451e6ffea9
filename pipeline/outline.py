"""The outline: parts of the text and the tree of its headings and items.

What the rules are, the contract says (docs/records.md): a label's scheme gives its depth,
numbers stay as printed, unnumbered paragraphs are items under a heading, siblings after a
bullet, and continue a numbered sentence. Nothing is renumbered and nothing is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.fold import is_upper, lower
from corpus.lexicon.load import column
from extractors.layout import RECIPIENTS_RE, SEPARATOR_RE, find_header, is_authority, is_enacting, type_of_line
from pipeline.labels import Label, find_label, roman_value
from pipeline.lines import TERMINAL_RE
from pipeline.roles import assign_roles
from pipeline.text import Line, Text
from schemas.outline import Node, Outline, PartSpan
from schemas.vocabulary import Part, Role

PARAGRAPH_RANK = 13.5  # an introductory line holds bullets, never numbers or letters
ROW_RANK = 13.6
CAPS_RANK = 5.0
APPENDIX_NUMBER_RE = re.compile(r"^phụ\s+lục\s+(?:số\s+)?(?:(?P<digits>\d{1,2})|(?P<roman>[IVX]{1,5}))\b", re.IGNORECASE)
NUMBERED_HEADING_WORDS = 9  # "1. Liên đoàn Lao động tỉnh." is a heading in spite of its full stop


@dataclass(slots=True)
class Draft:
    """A node while the tree is built."""

    path: str
    label: str | None
    kind: str
    rank: float
    numbers: tuple[int, ...]
    key: str
    start: int
    content: int
    own_end: int
    parent: int | None
    text: str
    looks_heading: bool
    children: int = 0
    counted: int = 0
    keys: dict[str, int] = field(default_factory=dict)


def build_outline(text: Text) -> Outline:
    """Build the outline of a composed text.

    >>> from pipeline.readers.plain import read_plain
    >>> from pipeline.text import compose
    >>> text = "I. MỤC ĐÍCH\\n- Nâng cao nhận thức.\\nII. NHIỆM VỤ\\n1. Tổ chức tuyên truyền."
    >>> [node.path for node in build_outline(compose(read_plain(text.encode(), "a.txt"))).nodes]
    ['I', 'I[1]', 'II', 'II.1']
    """
    strings = [text.string[line.start : line.end] for line in text.lines]
    if not strings:
        return Outline((), ())
    header = find_header(strings, [line.blank_before for line in text.lines])
    cuts = _cut(strings, header.end)
    builder = Builder(text, strings)
    builder.read(header.end, cuts.tail)
    builder.read_appendices(cuts.appendix, len(strings))
    nodes = builder.finish(cuts, len(text.string), text)
    parts = _parts(text, strings, header.end, builder.first_line, builder.closing_line, cuts)
    doc_type = header.type_name
    return Outline(parts, assign_roles(nodes, text.string, lower(doc_type) if doc_type else None))


@dataclass(slots=True)
class TableRows:
    """A table whose cells stand one a line: ``last`` is the number of the row being read."""

    last: int = 0


@dataclass(frozen=True, slots=True)
class Cuts:
    """Line numbers where the tail (recipients, signatures) and the appendices begin."""

    tail: int
    appendix: int


def _cut(lines: list[str], start: int) -> Cuts:
    tail = len(lines)
    for index in range(start, len(lines)):
        if RECIPIENTS_RE.match(lines[index]) or is_authority(lines[index]):
            tail = index
            break
        if index > start + 3 and (is_appendix_title(lines[index]) or _is_attached(lines, index)):
            tail = index
            break
    appendix = next((i for i in range(tail, len(lines)) if _starts_appendix(lines, i)), len(lines))
    return Cuts(tail, appendix)


def _is_attached(lines: list[str], index: int) -> bool:
    """A type in capitals with "(Kèm theo …)" or "(Ban hành kèm theo …)" below it starts an attached document."""
    if not _starts_appendix(lines, index):
        return False
    return any(lower(line).startswith(("(kèm theo", "(ban hành kèm", "( kèm")) for line in lines[index : index + 7])


def _starts_appendix(lines: list[str], index: int) -> bool:
    line = lines[index]
    if is_appendix_title(line):
        return True
    found = type_of_line(line)
    return found is not None and not line.rstrip().endswith(":") and len(found[1]) < 60 and index > 10 and is_upper(line)


def is_appendix_title(line: str) -> bool:
    """Is the line the title of an appendix: "PHỤ LỤC", "Phụ lục II", "PHỤ LỤC 1: DANH MỤC …"?"""
    words = lower(line).strip(" *_").split()
    if words[:2] != ["phụ", "lục"]:
        return False
    rest = " ".join(words[2:])
    return len(rest) < 12 or is_upper(line) or (len(line) < 40 and line.strip().startswith("Phụ lục"))


def appendix_number(title: str) -> int | None:
    """The number that an appendix's title prints, Arabic or Roman.

    >>> appendix_number("PHỤ LỤC II"), appendix_number("PHỤ LỤC: DANH MỤC"), appendix_number("Phụ lục số 01")
    (2, None, 1)
    """
    match = APPENDIX_NUMBER_RE.match(title.strip(" *_"))
    if match is None:
        return None
    return int(match["digits"]) if match["digits"] else roman_value(match["roman"]) or None


class Builder:
    """Reads lines in order and hangs each on the tree."""

    def __init__(self, text: Text, lines: list[str]) -> None:
        self.text = text
        self.lines = lines
        self.drafts: list[Draft] = []
        self.stack: list[int] = []
        self.last: int | None = None  # the node that the previous line belongs to
        self.root = Draft("", None, "root", -1, (), "", 0, 0, 0, None, "", looks_heading=True)
        self.first_line: int | None = None
        self.closing_line: int | None = None
        self.table: TableRows | None = None

    def read(self, start: int, stop: int) -> None:
        """Read the body; lines before its first node are preamble."""
        index = start
        while index < stop:
            line = self.lines[index]
            if SEPARATOR_RE.match(line):
                index += 1
                continue
            if self.first_line is not None and self._closes(index, stop):
                self.closing_line = index
                return
            if self._line(index, stop) and self.first_line is None:
                self.first_line = index
            index += 1

    def read_appendices(self, start: int, stop: int) -> None:
        """Read appendices and attached documents; the first may be one that has no title "PHỤ LỤC"."""
        self.stack = []
        for index in range(start, stop):
            line = self.lines[index]
            if index == start or is_appendix_title(line):
                self._appendix(index, line)
            elif SEPARATOR_RE.match(line):
                continue
            elif self.table is None and self.last == self.stack[0] and self._is_appendix_head(index):
                self._extend(self.text.lines[index])
                self._maybe_table(line)
            else:
                self._line(index, stop, body=True)

    def finish(self, cuts: Cuts, length: int, text: Text) -> tuple[Node, ...]:
        """The nodes, with their ends; roles are still to come."""
        body_end = self._offset(self.closing_line if self.closing_line is not None else cuts.tail)
        appendix = self._offset(cuts.appendix)
        ends = self._ends(body_end, appendix, length)
        nodes = []
        for index, draft in enumerate(self.drafts):
            number = draft.numbers[-1] if draft.numbers else None
            role = Role.APPENDIX if draft.start >= appendix else Role.OTHER
            heading = draft.children > 0 and draft.looks_heading
            heading = heading or (draft.kind in ("roman", "part", "chapter", "caps", "appendix") and draft.looks_heading)
            nodes.append(
                Node(
                    draft.path, draft.label, draft.kind, draft.start, draft.content, draft.own_end,
                    max(ends[index], draft.own_end), heading, role, draft.parent, number,
                )
            )  # fmt: skip
        return tuple(nodes)

    # -- one line ----------------------------------------------------------------------------

    def _line(self, index: int, stop: int, *, body: bool = False) -> bool:
        """Hang one line; False when it is preamble and hangs nowhere."""
        line, string = self.text.lines[index], self.lines[index]
        if line.cell is not None and self._row(index):
            return True
        if self.table is not None and self._printed_row(index):
            return True
        label = find_label(string)
        started = self.first_line is not None or body
        if label is not None and (started or not _is_basis(string[label.end :])):
            self._labelled(label, line, string)
            return True
        if not started:
            return self._first_paragraph(index, stop)
        self._paragraph(index, stop)
        return True

    def _first_paragraph(self, index: int, stop: int) -> bool:
        """An unnumbered paragraph opens the body after "… như sau:" or as a heading in capitals."""
        string = self.lines[index]
        if self._is_caps_heading(index, stop):
            self._add_counted(self.text.lines[index], string, "caps", CAPS_RANK, heading=True)
            return True
        before = self.lines[index - 1] if index else ""
        if not before.rstrip().endswith(":") or is_upper(before) or len(before) < 20:
            return False
        if any(find_label(line) and not find_label(line).is_bullet for line in self.lines[index:stop]):  # type: ignore[union-attr]
            return False
        self._paragraph(index, stop)
        return True

    def _labelled(self, label: Label, line: Line, string: str) -> None:
        parent = self._parent_for(label)
        content = line.start + label.end
        body = string[label.end :]
        if label.is_bullet:
            self._add_counted(
                line, string, label.kind, label.rank, heading=body.rstrip().endswith(":"),
                parent=parent, label=label.text, content=content,
            )  # fmt: skip
            return
        holder = self.drafts[parent] if parent is not None else self.root
        key = self._key(label, holder)
        draft = Draft(
            "", label.text, label.kind, label.rank, label.numbers, label.key, line.start, content, line.end,
            parent, body, looks_heading=_looks_heading(label, body),
        )  # fmt: skip
        self._push(draft, holder, key)

    def _paragraph(self, index: int, stop: int) -> None:
        line, string = self.text.lines[index], self.lines[index]
        last = self.drafts[self.last] if self.last is not None else None
        if last is not None and self._continues_heading(last, string, line):
            self._extend(line)
        elif self._is_caps_heading(index, stop):
            while self.stack and self.drafts[self.stack[-1]].rank >= CAPS_RANK:
                self.stack.pop()
            self._add_counted(line, string, "caps", CAPS_RANK, heading=True)
        elif string.rstrip().endswith(":") and not _is_attribute(string):
            self._introduction(line, string, last)
        elif last is None or last.looks_heading:
            self._add_counted(line, string, "paragraph", PARAGRAPH_RANK, heading=False, parent=self.last, keep=False)
        elif last.kind in ("dash", "plus", "dot", "star", "paragraph", "row"):
            self._add_counted(line, string, "paragraph", PARAGRAPH_RANK, heading=False, parent=last.parent, keep=False)
        else:
            self._extend(line)

    def _introduction(self, line: Line, string: str, last: Draft | None) -> None:
        """ "Giao Sở Nội vụ:" heads the bullets and unnumbered lines after it."""
        while self.stack and self.drafts[self.stack[-1]].kind in ("dash", "plus", "dot", "star", "paragraph"):
            self.stack.pop()
        self._add_counted(line, string, "paragraph", PARAGRAPH_RANK, heading=True)

    def _continues_heading(self, last: Draft, string: str, line: Line) -> bool:
        """The second line of a heading in capitals, or the title under "Chương I"."""
        if last.children or last.label is None or not last.looks_heading or line.blank_before and last.text.strip():
            bare = last.kind in ("chapter", "part", "section", "appendix") and not last.text.strip()
            return bare and not last.children
        return is_upper(string) and (is_upper(last.text) or not last.text.strip())

    def _row(self, index: int) -> bool:
        """A table row is one node; its first row names the columns and is none."""
        line = self.text.lines[index]
        cell = line.cell
        if cell is None:
            return False
        last = self.drafts[self.last] if self.last is not None else None
        if last is not None and last.kind == "row" and last.key == f"{cell.table}:{cell.row}":
            self._extend(line)
            return True
        first = min(other.cell.row for other in self.text.lines if other.cell and other.cell.table == cell.table)
        if cell.row == first:
            if self.last is not None:
                self._extend(line)
            return self.last is not None
        string = self.lines[index]
        label = find_label(string)
        number = string.strip(" .") if string.strip(" .").isdigit() else (label.key if label and not label.is_bullet else None)
        while self.stack and self.drafts[self.stack[-1]].rank >= ROW_RANK:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        holder = self.drafts[parent] if parent is not None else self.root
        key = f"{cell.table}:{cell.row}"
        if number is not None and holder.kind == "appendix":
            draft = Draft("", string.strip(), "row", ROW_RANK, (), key, line.start, line.start, line.end, parent, "", False)
            self._push(draft, holder, self._unique(holder, number), keep=False)
        else:
            self._add_counted(line, string, "row", ROW_RANK, heading=False, parent=parent, keep=False)
        self.drafts[-1].key = key
        return True

    def _maybe_table(self, string: str) -> None:
        """ "STT" alone on a line heads a table whose cells were printed one a line."""
        if lower(string.strip(" .*|")) in ("stt", "tt", "số tt", "số thứ tự"):
            self.table = TableRows()

    def _printed_row(self, index: int) -> bool:
        """A row of a table printed cell by cell starts at the line that is the next number alone."""
        line, string = self.text.lines[index], self.lines[index]
        table = self.table
        if table is None:
            return False
        self._maybe_table(string)
        table = self.table
        bare = string.strip(" .*|")
        if bare.isdigit() and int(bare) == table.last + 1 and len(bare) < 4:
            table.last = int(bare)
            while self.stack and self.drafts[self.stack[-1]].rank >= ROW_RANK:
                self.stack.pop()
            parent = self.stack[-1] if self.stack else None
            holder = self.drafts[parent] if parent is not None else self.root
            draft = Draft(
                "", bare, "row", ROW_RANK, (table.last,), "", line.start, line.end, line.end, parent, "",
                looks_heading=False,
            )  # fmt: skip
            self._push(draft, holder, self._unique(holder, bare), keep=False)
            return True
        if table.last and (find_label(string) is None or len(string) < 400) and not self._ends_table(index):
            self._extend(line)
            return True
        if not table.last and find_label(string) is None and len(string) < 160:
            self._extend(line)
            return True
        self.table = None
        return False

    def _ends_table(self, index: int) -> bool:
        string = self.lines[index]
        label = find_label(string)
        return label is not None and label.kind in ("roman", "upper", "part", "chapter", "article") and is_upper(string)

    # -- placing -----------------------------------------------------------------------------

    def _parent_for(self, label: Label) -> int | None:
        """Pop the stack to the node that a label hangs on."""
        kinds = [self.drafts[i].kind for i in self.stack]
        if label.kind.startswith("dotted"):
            return self._parent_of_dotted(label)
        if label.kind in kinds:
            while self.drafts[self.stack[-1]].kind != label.kind:
                self.stack.pop()
            self.stack.pop()
        elif label.is_bullet:
            top = self.drafts[self.stack[-1]] if self.stack else None
            nested = top is not None and top.looks_heading and top.kind in ("dash", "plus", "dot", "star")
            while not nested and self.stack and self.drafts[self.stack[-1]].rank >= label.rank:
                self.stack.pop()
        elif label.numbers[-1:] == (1,) and label.kind in ("paren", "letter", "arabic"):
            while self.stack and self.drafts[self.stack[-1]].rank >= PARAGRAPH_RANK:
                self.stack.pop()
        else:
            while self.stack and self.drafts[self.stack[-1]].rank >= label.rank:
                self.stack.pop()
        return self.stack[-1] if self.stack else None

    def _parent_of_dotted(self, label: Label) -> int | None:
        """ "1.3." hangs on the open "1.", or else on the nearest node of an outer scheme."""
        for depth in range(len(self.stack) - 1, -1, -1):
            node = self.drafts[self.stack[depth]]
            if node.kind in ("arabic", "dotted2", "dotted3") and node.numbers == label.numbers[:-1]:
                del self.stack[depth + 1 :]
                return self.stack[depth]
        while self.stack and self.drafts[self.stack[-1]].rank >= label.rank:
            self.stack.pop()
        return self.stack[-1] if self.stack else None

    def _key(self, label: Label, holder: Draft) -> str:
        key = label.key
        if label.kind.startswith("dotted") and holder.numbers == label.numbers[:-1] and holder.kind != "roman":
            key = str(label.numbers[-1])
        return self._unique(holder, key)

    def _unique(self, holder: Draft, key: str) -> str:
        holder.keys[key] = holder.keys.get(key, 0) + 1
        return key if holder.keys[key] == 1 else f"{key}~{holder.keys[key]}"

    def _push(self, draft: Draft, holder: Draft, key: str, *, keep: bool = True) -> None:
        draft.path = f"{holder.path}.{key}" if holder.path else key
        holder.children += 1
        self.drafts.append(draft)
        self.last = len(self.drafts) - 1
        if keep:
            self.stack.append(self.last)

    def _add_counted(
        self, line: Line, string: str, kind: str, rank: float, *, heading: bool, parent: int | None = -1,
        label: str | None = None, content: int | None = None, keep: bool = True,
    ) -> None:  # fmt: skip
        if parent == -1:
            parent = self.stack[-1] if self.stack else None
        holder = self.drafts[parent] if parent is not None else self.root
        holder.counted += 1
        holder.children += 1
        at = content if content is not None else line.start
        draft = Draft(
            f"{holder.path}[{holder.counted}]", label, kind, rank, (), "", line.start, at, line.end, parent,
            string[at - line.start :], looks_heading=heading,
        )  # fmt: skip
        self.drafts.append(draft)
        self.last = len(self.drafts) - 1
        if keep:
            self.stack.append(self.last)

    def _extend(self, line: Line) -> None:
        if self.last is not None:
            draft = self.drafts[self.last]
            draft.own_end = line.end
            draft.text = self.text.string[draft.content : line.end]

    def _appendix(self, index: int, string: str) -> None:
        line = self.text.lines[index]
        self.stack = []
        self.table = None
        titled = is_appendix_title(string)
        number = appendix_number(string) if titled else None
        draft = Draft(
            "", string if titled else None, "appendix", 0, (), "", line.start, line.start, line.end, None, string,
            looks_heading=True,
        )  # fmt: skip
        self._push(draft, self.root, self._unique(self.root, "PL" + (str(number) if number else "")))

    def _is_appendix_head(self, index: int) -> bool:
        """Title lines and column heads between "PHỤ LỤC" and its first item."""
        string = self.lines[index]
        label = find_label(string)
        return self.text.lines[index].cell is None and label is None and (len(string) < 160 or is_upper(string))

    # -- kinds of line -----------------------------------------------------------------------

    def _is_caps_heading(self, index: int, stop: int) -> bool:
        line, string = self.text.lines[index], self.lines[index]
        if line.cell is not None or len(string) > 200 or index + 1 >= stop or find_label(string) is not None:
            return False
        if not (is_upper(string) and sum(c.isalpha() for c in string) > 6):
            return False
        if is_enacting(string, self.lines[index + 1]):
            return False
        return not string.rstrip().endswith((":", ";", ",")) or type_of_line(string) is None

    def _closes(self, index: int, stop: int) -> bool:
        """A closing formula: unnumbered, near the end, and no numbered item follows it."""
        string = self.lines[index]
        if find_label(string) is not None or self.text.lines[index].cell is not None:
            return False
        low = lower(string)
        if not any(low.startswith(phrase) for phrase in column("closing_formulas", "phrase")):
            return False
        return not any(_is_numbered(line) for line in self.lines[index + 1 : stop])

    def _offset(self, line: int) -> int:
        return self.text.lines[line].start if line < len(self.lines) else len(self.text.string)

    def _ends(self, body_end: int, appendix: int, length: int) -> list[int]:
        ends = [length] * len(self.drafts)
        for index, draft in enumerate(self.drafts):
            limit = length if draft.start >= appendix else body_end
            ends[index] = limit
            for later in range(index + 1, len(self.drafts)):
                if not self._is_under(later, index):
                    ends[index] = min(limit, self.drafts[later].start) if self.drafts[later].start < limit else limit
                    break
        return ends

    def _is_under(self, node: int, ancestor: int) -> bool:
        parent = self.drafts[node].parent
        while parent is not None and parent > ancestor:
            parent = self.drafts[parent].parent
        return parent == ancestor


def _is_numbered(line: str) -> bool:
    label = find_label(line)
    return label is not None and not label.is_bullet


def _is_basis(body: str) -> bool:
    """ "- Căn cứ Luật …;" belongs to the preamble although it has a bullet."""
    return lower(body).startswith(("căn cứ", "theo đề nghị", "xét đề nghị", "xét tờ trình"))


def _is_attribute(string: str) -> bool:
    head = lower(string.split(":", 1)[0].strip())
    return head in set(column("attribute_lines", "phrase"))


def _looks_heading(label: Label, body: str) -> bool:
    text = body.rstrip()
    if not text or text.endswith(":") or is_upper(text):
        return True
    if not TERMINAL_RE.search(text):
        return True
    return len(text.split()) <= NUMBERED_HEADING_WORDS and text.endswith(".") and not text.endswith("/.")


def _parts(
    text: Text, lines: list[str], header: int, first: int | None, closing: int | None, cuts: Cuts
) -> tuple[PartSpan, ...]:
    """Partition the text by lines."""
    kinds: list[Part] = []
    tail = Part.SIGNATURES
    for index, line in enumerate(lines):
        if index < header:
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
    spans: list[PartSpan] = []
    for line, kind in zip(text.lines, kinds, strict=True):
        if spans and spans[-1].part == kind:
            spans[-1] = replace(spans[-1], end=line.end)
        else:
            if spans:
                spans[-1] = replace(spans[-1], end=line.start)
            spans.append(PartSpan(kind, line.start, line.end))
    return tuple(spans)
