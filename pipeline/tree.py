"""The tree of an outline while it is built: where a label hangs, and the path it gets.

A label hangs on the nearest open node of an outer scheme; one of an open scheme closes that
node and becomes its sibling. "1.3." hangs on the open "1.". Bullets and unnumbered items count
among their siblings; a key that occurs again among them gets "~2".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.labels import Label
from pipeline.text import Line

BULLETS = ("dash", "plus", "dot", "star")
PARAGRAPH_RANK = 13.5  # an introductory line holds bullets, never numbers or letters
CAPS_RANK = 5.0
TEXT_CHARS = 2_000  # of a node that goes on for pages; no heading is longer
OPENING_KINDS = (
    "paren",
    "small",
    "letter",
    "arabic",
)  # schemes that may open inside any other with their first number


@dataclass(slots=True)
class Draft:
    """A node in the making; ``looks_heading`` is what its words alone suggest."""

    label: str | None
    kind: str
    rank: float
    start: int
    content: int
    own_end: int
    looks_heading: bool
    text: str = ""
    numbers: tuple[int, ...] = ()
    path: str = ""
    parent: int | None = None
    key: str = ""
    children: int = 0
    counted: int = 0
    keys: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, label: Label, line: Line, body: str, *, heading: bool) -> Draft:
        """The draft of a line that opens with a label."""
        content = line.start + label.end
        return cls(
            label.text, label.kind, label.rank, line.start, content, line.end, heading, body, label.numbers
        )  # fmt: skip

    @property
    def is_bullet(self) -> bool:
        """Is it a bullet?"""
        return self.kind in BULLETS


class Tree:
    """Drafts in reading order, and the stack of those that can still have children."""

    def __init__(self, string: str) -> None:
        self.string = string
        self.drafts: list[Draft] = []
        self.stack: list[int] = []
        self.last: int | None = None  # the node that the previous line belongs to
        self.root = Draft(None, "root", -1, 0, 0, 0, looks_heading=True)

    @property
    def last_draft(self) -> Draft | None:
        """The node of the previous line."""
        return self.drafts[self.last] if self.last is not None else None

    @property
    def top(self) -> Draft | None:
        """The innermost open node."""
        return self.drafts[self.stack[-1]] if self.stack else None

    def close(self, rank: float) -> int | None:
        """Close the open nodes of ``rank`` and inside; the index of the innermost that stays open."""
        while self.stack and self.drafts[self.stack[-1]].rank >= rank:
            self.stack.pop()
        return self.stack[-1] if self.stack else None

    def close_inside(self, parent: int | None) -> None:
        """Close what is open inside ``parent``, which may be closed itself: then inside what it hangs on."""
        while parent is not None and parent not in self.stack:
            parent = self.drafts[parent].parent
        del self.stack[self.stack.index(parent) + 1 if parent is not None else 0 :]

    def close_items(self) -> None:
        """Close bullets and introductory lines."""
        while self.stack and (self.drafts[self.stack[-1]].is_bullet or self.drafts[self.stack[-1]].kind == "paragraph"):
            self.stack.pop()

    def parent_for(self, label: Label) -> int | None:
        """Index of the node that a label hangs on; closes what it ends."""
        if label.kind.startswith("dotted"):
            return self._parent_of_dotted(label)
        kinds = [self.drafts[i].kind for i in self.stack]
        if label.kind in kinds:
            while self.drafts[self.stack[-1]].kind != label.kind:
                self.stack.pop()
            self.stack.pop()
            return self.stack[-1] if self.stack else None
        top = self.top
        if label.is_bullet and top is not None and top.is_bullet and top.looks_heading:
            return self.stack[-1]
        if label.numbers[-1:] == (1,) and label.kind in OPENING_KINDS:
            return self.close(PARAGRAPH_RANK)
        return self.close(label.rank)

    def add_labelled(self, label: Label, line: Line, body: str, parent: int | None, *, heading: bool) -> Draft:
        """Add a numbered node under ``parent``."""
        draft = Draft.of(label, line, body, heading=heading)
        holder = self._holder(parent)
        key = label.key
        if label.kind.startswith("dotted") and holder.numbers == label.numbers[:-1]:
            key = str(label.numbers[-1])
        return self.add_keyed(draft, parent, key)

    def add_keyed(self, draft: Draft, parent: int | None, key: str, *, keep: bool = True) -> Draft:
        """Add a node that has a key of its own among its siblings."""
        holder = self._holder(parent)
        holder.keys[key] = holder.keys.get(key, 0) + 1
        unique = key if holder.keys[key] == 1 else f"{key}~{holder.keys[key]}"
        draft.path = f"{holder.path}.{unique}" if holder.path else unique
        return self._add(draft, parent, holder, keep=keep)

    def add_counted(self, draft: Draft, parent: int | None, *, keep: bool = True) -> Draft:
        """Add a bullet, an unnumbered item or heading: it counts among its siblings of the same sort."""
        holder = self._holder(parent)
        holder.counted += 1
        draft.path = f"{holder.path}[{holder.counted}]"
        return self._add(draft, parent, holder, keep=keep)

    def extend(self, line: Line) -> None:
        """Let the node of the previous line go on with ``line``."""
        draft = self.last_draft
        if draft is not None:
            draft.own_end = line.end
            draft.text = self.string[draft.content : min(line.end, draft.content + TEXT_CHARS)]

    def ends(self, body_end: int, appendix: int) -> list[int]:
        """Offset of each node's end: the next node that is not its child, or the end of its part."""
        length = len(self.string)
        limits = [length if draft.start >= appendix else body_end for draft in self.drafts]
        ends = list(limits)
        open_nodes: list[int] = []
        for index, draft in enumerate(self.drafts):
            while open_nodes and open_nodes[-1] != draft.parent:
                ended = open_nodes.pop()
                ends[ended] = min(limits[ended], draft.start)
            open_nodes.append(index)
        return ends

    def _add(self, draft: Draft, parent: int | None, holder: Draft, *, keep: bool) -> Draft:
        draft.parent = parent
        holder.children += 1
        self.drafts.append(draft)
        self.last = len(self.drafts) - 1
        if keep:
            self.stack.append(self.last)
        return draft

    def _holder(self, parent: int | None) -> Draft:
        return self.drafts[parent] if parent is not None else self.root

    def _parent_of_dotted(self, label: Label) -> int | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            node = self.drafts[self.stack[depth]]
            if node.kind in ("arabic", "dotted2", "dotted3") and node.numbers == label.numbers[:-1]:
                del self.stack[depth + 1 :]
                return self.stack[depth]
        return self.close(label.rank)
