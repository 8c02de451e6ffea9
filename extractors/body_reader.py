"""Reads one mention of a body that begins at a given place: where does its name end?

"Sở Văn hóa, Thể thao và Du lịch | chủ trì", "Thủ trưởng các cơ quan, đơn vị trực thuộc Bộ | tổ chức",
"Trung tâm Ứng cứu khẩn cấp máy tính Việt Nam (VNCERT) |:". A head (Sở, các cơ quan, Giám đốc) says
what may follow it; what follows is taken part by part, and the first word that cannot stand in a
name ends it. Refused: "các cơ sở dữ liệu", "cán bộ, đơn vị", a bare "Trung tâm".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.body_grammar import (
    BARE_LEVELS,
    CAPITAL_DOING_RE,
    DASHED_RE,
    LEVEL_STARTS,
    LEVELS_RE,
    NAME_WORD_RE,
    NAMED_LEVEL_RE,
    OWNER_RE,
    OWNERS_RE,
    PLAIN_WORD_RE,
    PREFIX_RE,
    PREFIX_STARTS,
    PROPER,
    head_re,
    heads,
    person_re,
    sector_re,
    stop_re,
    unit_re,
    with_trait,
)
from extractors.body_heads import head_at, is_no_head
from extractors.body_rows import is_bare, next_in_row
from extractors.body_units import past_second_syllable, past_units, past_where

MAX_PARTS = 16
PART_STARTS = frozenset(" (:-–")  # a comma or a full stop begins no further part
MAX_PLAIN_WORDS = 8
MAX_DEPTH = 3
OFFICE_GAP_RE = re.compile(r" +")
OFFICES_GAP_RE = re.compile(r", (?=Thủ trưởng (?:các )?(?:sở|Sở|cơ quan))")  # Giám đốc|, |Thủ trưởng các sở
AND_NAME_RE = re.compile(rf" và (?!(?:Ông|Bà|Đồng chí) )(?={PROPER})")  # Chi cục Biển đảo | và Thủy sản
AND_HEADS = frozenset({"Chi cục", "Cục", "Vụ", "Trung tâm", "Viện", "Liên hiệp"})
NO_PLACE_HEADS = frozenset({"Bộ", "Nhà", "Báo"})  # "Bộ | tỉnh" is none


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads mentions in ``text`` up to ``end``; every method takes the offset it begins at."""

    text: str
    end: int
    known: dict[tuple[int, int, bool], int | None] = field(default_factory=dict)  # else names in names cost a power

    def mention(self, at: int, depth: int = 0, *, plural: bool = False) -> int | None:
        """End of the mention that begins at ``at``, or None.

        >>> text = "Giám đốc Sở Nội vụ chủ trì"
        >>> text[: Reader(text, len(text)).mention(0)]
        'Giám đốc Sở Nội vụ'
        """
        key = (at, depth, plural)
        if key not in self.known:
            self.known[key] = self._mention(at, depth, plural=plural)
        return self.known[key]

    def _mention(self, at: int, depth: int, *, plural: bool) -> int | None:
        for _ in range(2):
            prefix = PREFIX_RE.match(self.text, at, self.end) if self._char(at) in PREFIX_STARTS else None
            if prefix is None:
                break
            at, plural = prefix.end(), plural or prefix["plural"] is not None
        found = head_at(self.text, at, self.end)
        if found is None or depth > MAX_DEPTH:
            return None
        head, kinds = found
        for kind in kinds:
            stop = self._kind(at + len(head), head, kind, plural=plural, depth=depth)
            if stop is not None:
                return stop
        return None

    def _char(self, at: int) -> str:
        return self.text[at] if at < self.end else ""

    def _kind(self, at: int, head: str, kind: str, *, plural: bool, depth: int) -> int | None:
        """End of a mention whose head, of this kind, ends at ``at``; None where it is none."""
        if kind == "fixed":
            return at
        if kind in ("office", "whole") and (person := person_re().match(self.text, at, self.end)):
            return person.end()
        if kind == "office":
            return self._office(at, head, depth, plural=plural)
        if kind == "named":
            return self._named(at, head, depth, plural=plural)
        if kind == "whole":
            return self._tail(at, depth, loose=head in with_trait("loose"))
        return self._class(at, head, depth, plural=plural)

    def _office(self, at: int, head: str, depth: int, *, plural: bool) -> int | None:
        """A body follows; alone only in the plural or with a capital: "Thủ trưởng", never "lãnh đạo" the verb."""
        gap = OFFICE_GAP_RE.match(self.text, at, self.end)
        if gap is None and head == "Giám đốc":
            gap = OFFICES_GAP_RE.match(self.text, at, self.end)
        body = self.mention(gap.end(), depth + 1, plural=True) if gap else None
        if body is not None:
            return body
        alone = head not in with_trait("body") if head[0].isupper() else plural and head != "lãnh đạo"
        return self._tail(at, depth, loose=False) if alone else None

    def _named(self, at: int, head: str, depth: int, *, plural: bool) -> int | None:
        """A name must follow; "Bộ" alone is the issuing ministry."""
        by_sector = head in with_trait("sector")
        sector = (sector_re() if by_sector else unit_re("sector")).match(self.text, at, self.end)
        if sector is not None:
            return self._tail(sector.end(), depth, loose=not by_sector)
        name = NAME_WORD_RE.match(self.text, at, self.end)
        if name is not None and not name[0].lstrip().startswith("và"):
            stop = self._tail(at, depth, loose=True)
            joined = self._second_name(stop) if head in AND_HEADS and not plural else None
            return self._tail(joined, depth, loose=True) if joined else stop
        if LEVELS_RE.match(self.text, at, self.end) and head not in NO_PLACE_HEADS:
            return self._tail(at, depth, loose=False)
        if head in with_trait("alone") or (head in with_trait("inside") and self._is_inside(at - len(head))):
            return at
        ends = stop_re().match(self.text, at, self.end) or not re.match(r"\s*[\w,]", self.text[at : at + 8])
        return at if head == "Bộ" and not plural and ends else None

    def _second_name(self, at: int) -> int | None:
        """ "Chi cục Biển đảo | và Thủy sản": past an "và" that joins no second body, person or doing to the name."""
        both = AND_NAME_RE.match(self.text, at, self.end)
        if both is None or self.mention(both.end()) is not None:
            return None
        last = both.end() - 1  # the blank in front of the next word
        if CAPITAL_DOING_RE.match(self.text, last, self.end) or person_re().match(self.text, last, self.end):
            return None
        sector = unit_re("sector").match(self.text, last, self.end)
        name = sector or NAME_WORD_RE.match(self.text, last, self.end)
        return name.end() if name else None

    def _is_inside(self, at: int) -> bool:
        """Is the capital at ``at`` within a sentence, so that it marks a name?"""
        return re.search(r"(?:với|,|và) $", self.text[max(0, at - 5) : at]) is not None

    def _class(self, at: int, head: str, depth: int, *, plural: bool) -> int | None:
        """A kind of bodies, or several in a row under one "các": "các sở, ban, ngành, đoàn thể"."""
        start = at - len(head)
        if (head == "tổ chức" and not plural) or is_no_head(self.text, start, self.end):
            return None
        stop, row = self._class_tail(at, head, depth), [head]
        bare = at  # "các bệnh viện Trung ương, | bệnh viện …": what is said of a member ends the row
        while depth or is_bare(self.text, bare, stop):
            item = next_in_row(self.text, stop, self.end, row, plural=plural or len(row) > 1)
            if item is None:
                break
            row.append(item[0])
            bare = item[1]
            stop = self._class_tail(bare, item[0], depth)
        if plural or len(row) > 1 or head not in with_trait("plural"):
            return stop
        named = NAMED_LEVEL_RE.match(self.text, start, self.end) if head in with_trait("level") else None
        if named is not None:
            return named.end()  # tỉnh | Đắk Lắk
        if head in BARE_LEVELS and stop == at:
            return at
        return stop if head in with_trait("tail") and stop > at else None

    def _class_tail(self, at: int, head: str, depth: int) -> int:
        attribute = unit_re("attribute").match(self.text, at, self.end)
        at = attribute.end() if attribute else at
        stop = self._tail(at, depth, loose=True, nested=head in ("cơ quan", "đơn vị"))
        return past_where(self.text, stop, self.end)

    def past_charge(self, start: int, end: int) -> int:
        """Past the place that a person looks after: "Phó Thủ tướng Nguyễn Thành Long | tỉnh Gia Lai |, Phó …"."""
        level = self._char(end) == " " and self._char(end + 1) in LEVEL_STARTS
        named = NAMED_LEVEL_RE.match(self.text, end + 1, self.end) if level else None
        return named.end() if named and person_re().search(self.text, start, end) else end

    def name(self, at: int) -> int:
        """End of a name whose head stands elsewhere: "các Cục: | Quản lý Dược"."""
        return self._tail(at, 0, loose=True, nested=False)

    def _tail(self, at: int, depth: int, *, loose: bool, nested: bool = True) -> int:
        """Where a name ends that has been read up to ``at``; ``loose`` lets words in small letters in."""
        plain, anchor = 0, at
        for _ in range(MAX_PARTS):
            stop = self._part(at, depth, nested=nested)
            if stop is not None:
                at = anchor = stop
                plain = 0
                continue
            word = PLAIN_WORD_RE.match(self.text, at, self.end) if loose else None
            if word is None or stop_re(long_verbs=plain > 0).match(self.text, at, self.end):
                break
            plain += 1
            if plain > MAX_PLAIN_WORDS:
                return anchor  # a sentence, not a name
            at = word.end()
        return at

    def _part(self, at: int, depth: int, *, nested: bool) -> int | None:
        """The end of the next part of a name that is sure to belong to it, or None."""
        if self._char(at) not in PART_STARTS:
            return None
        unit = past_units(self.text, at, self.end)
        if unit is not None:
            return unit
        owner = OWNER_RE.match(self.text, at, self.end)
        if owner is not None:
            return self._owner(owner.end(), depth)
        if stop_re(long_verbs=True).match(self.text, at, self.end) or CAPITAL_DOING_RE.match(self.text, at, self.end):
            return None
        if nested and (inner := self._inner(at, depth)) is not None:
            return inner
        if (dashed := DASHED_RE.match(self.text, at, self.end)) is not None:
            return past_second_syllable(self.text, dashed.end(), self.end)  # Tuyên giáo | - Nữ công
        name = NAME_WORD_RE.match(self.text, at, self.end)
        return name.end() if name else None

    def _owner(self, at: int, depth: int) -> int | None:
        """ "thuộc | Bộ Khoa học và Công nghệ", "của | các Bộ, ngành", "thuộc | Bộ"."""
        body = self.mention(at + 1, depth + 1)
        if body is not None:
            return body
        levels = LEVELS_RE.match(self.text, at, self.end) or OWNERS_RE.match(self.text, at, self.end)
        return levels.end() if levels else None

    def _inner(self, at: int, depth: int) -> int | None:
        """A body inside a body's name: "Ban Thường vụ | LĐLĐ tỉnh"."""
        blank = OFFICE_GAP_RE.match(self.text, at, self.end)
        match = head_re().match(self.text, blank.end(), self.end) if blank else None
        if match is None or "office" in heads()[match["head"]]:
            return None
        if match["head"] in with_trait("plural") and match["head"] != "đơn vị":
            return None
        return self.mention(match.start(), depth + 1)
