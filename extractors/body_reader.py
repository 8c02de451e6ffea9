"""Reads one mention of a body that begins at a given place: where does its name end?

"Sở Văn hóa, Thể thao và Du lịch | chủ trì", "Thủ trưởng các cơ quan, đơn vị trực thuộc Bộ | tổ chức",
"Trung tâm Ứng cứu khẩn cấp máy tính Việt Nam (VNCERT) |:". A head (Sở, các cơ quan, Giám đốc) says
what may follow it; what follows is taken part by part, and the first word that cannot stand in a
name ends it. Refused: "các cơ sở dữ liệu", "cán bộ, đơn vị", a bare "Trung tâm".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.fold import lower
from extractors.body_grammar import (
    BARE_LEVELS,
    CAPITAL,
    CAPITAL_DOING_RE,
    DASHED_RE,
    LEVEL_STARTS,
    LEVELS_RE,
    NAME_WORD_RE,
    NAMED_LEVEL_RE,
    OWNER_RE,
    OWNERS_RE,
    PARTY_LEVELS_RE,
    PLAIN_WORD_RE,
    PREFIX_RE,
    PREFIX_STARTS,
    PROPER,
    SHORT_RE,
    SYLLABLE_RE,
    TO_CHUC_RE,
    ZONES_RE,
    attribute_re,
    head_re,
    heads,
    lookalike_ends,
    lookalike_re,
    person_re,
    place_range_re,
    place_starts,
    places_re,
    sector_re,
    stop_re,
    unit_re,
    with_trait,
)

MAX_PARTS = 16
PART_STARTS = frozenset(" (:-–")  # a comma or a full stop begins no further part
MAX_PLAIN_WORDS = 8
MAX_DEPTH = 3
PLACE_NAME = rf"(?:(?:tỉnh|thành\ phố|huyện)\ )?{CAPITAL}(?:\ {CAPITAL}){{1,3}}"
WHERE_RE = re.compile(  # các đơn vị | đóng quân trên địa bàn; trung tâm y tế dự phòng | đóng tại Hà Nội
    rf"""\ (?:đang\ )?(?:(?:đóng|hoạt\ động|đứng\ chân)\ )?
    (?: (?<=\ )trên\ địa\ bàn(?:\ {NAMED_LEVEL_RE.pattern}|\ (?:tỉnh|thành\ phố|Thành\ phố|huyện|xã|phường)(?!\w))?
      | (?<=\ )tại\ (?:cơ\ sở|địa\ phương)(?!\w)
      | (?<=đóng\ )(?:tại|ở)\ {PLACE_NAME}(?:,\ {PLACE_NAME}){{0,4}} )""",
    re.VERBOSE,
)
NEXT_RE = re.compile(
    r"(?:\s*,\s*| và (?=địa phương(?!\w))| - (?=(?:ban|ngành|huyện|xã|phường|thị trấn)(?!\w)))(?P<each>các\s+)?"
)  # các sở | - ban
OFFICE_GAP_RE = re.compile(r" +")
OFFICES_GAP_RE = re.compile(r", (?=Thủ trưởng (?:các )?(?:sở|Sở|cơ quan))")  # Giám đốc|, |Thủ trưởng các sở
AND_NAME_RE = re.compile(rf" và (?!(?:Ông|Bà|Đồng chí) )(?={PROPER})")  # Chi cục Biển đảo | và Thủy sản
AND_HEADS = frozenset({"Chi cục", "Cục", "Vụ", "Trung tâm", "Viện", "Liên hiệp"})
NO_PLACE_HEADS = frozenset({"Bộ", "Nhà", "Báo"})  # "Bộ | tỉnh" is none
CAPITAL_CLASSES = frozenset({"Bộ", "Sở", "Ban", "Cục", "Vụ", "Phòng", "Tổng cục"})  # a name may follow instead
VERB_LIKE = frozenset({"tổ chức", "cấp"})


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
        found = self._head(at)
        if found is None or depth > MAX_DEPTH:
            return None
        head, kinds = found
        for kind in kinds:
            stop = self._kind(at + len(head), head, kind, plural=plural, depth=depth)
            if stop is not None:
                return stop
        return None

    def _head(self, at: int) -> tuple[str, tuple[str, ...]] | None:
        """The head at ``at`` with its kinds; a class noun may begin a sentence with a capital."""
        match = head_re().match(self.text, at, self.end)
        if match is not None:
            head = match["head"]
            return None if self._inside_word(at, head.split(" ", 1)[0]) else (head, heads()[head])
        if at < self.end and self.text[at].isupper():
            match = head_re().match(self.text[at].lower() + self.text[at + 1 : min(self.end, at + 60)])
            if match is not None and "class" in heads()[match["head"]]:
                return match["head"], ("class",)
        return None

    def _inside_word(self, at: int, first: str) -> bool:
        """ "cán | bộ ngành y tế", "Tổng | công ty": is the first syllable of the head the end of another word?"""
        if lower(first) not in lookalike_ends():
            return False
        return lookalike_re("behind").search(self.text, max(0, at - 8), at + len(first)) is not None

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
        if (head == "tổ chức" and not plural) or self._is_none(start):
            return None
        stop, row = self._class_tail(at, head, depth), [head]
        bare = at  # "các bệnh viện Trung ương, | bệnh viện …": what is said of a member ends the row
        while depth or self._is_bare(bare, stop):
            item = self._next_class(stop, row, plural=plural or len(row) > 1)
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

    def _is_bare(self, at: int, stop: int) -> bool:
        """Is nothing said of a member of a row but a syllable that completes its noun: "trường | nghề"?"""
        return (self.text[at:stop].count(" ") < 2 and self.text[at:stop].islower()) or stop == at

    def _is_none(self, at: int) -> bool:
        """ "cơ sở dữ liệu", "cơ quan chủ trì:"."""
        return any(pattern.match(self.text, at, self.end) for pattern in (lookalike_re("ahead"), attribute_re()))

    def _next_class(self, at: int, row: list[str], *, plural: bool) -> tuple[str, int] | None:
        """The next noun of a row: ", ban" in "sở, ban, ngành"; never one with its own "các"."""
        first = row[0]
        join = NEXT_RE.match(self.text, at, self.end)
        if join is None or first in with_trait("apart") or (join["each"] and first != "cấp"):
            return None
        match = head_re().match(self.text, join.end(), self.end)
        if match is None or not (plural or first in with_trait("series")):
            return None
        head, stop = match["head"], match.end()
        if self._is_none(match.start()):
            return None
        if "class" not in heads()[head] or head in with_trait("apart") or self._begins_anew(head, row):
            return None
        if head in VERB_LIKE and not TO_CHUC_RE.match(self.text, stop, self.end):
            return None
        return None if head in CAPITAL_CLASSES and self._is_named(stop) else (head, stop)

    def _begins_anew(self, head: str, row: list[str]) -> bool:
        """ "bệnh viện …, | bệnh viện", "các cấp ủy, | cơ quan": a noun that is no further member of the row."""
        party = with_trait("party")
        return head in row or head in with_trait("own") or (row[0] in party) != (head in party)

    def _is_named(self, at: int) -> bool:
        return any(pattern.match(self.text, at, self.end) for pattern in (unit_re("sector"), NAME_WORD_RE))

    def _class_tail(self, at: int, head: str, depth: int) -> int:
        attribute = unit_re("attribute").match(self.text, at, self.end)
        at = attribute.end() if attribute else at
        stop = self._tail(at, depth, loose=True, nested=head in ("cơ quan", "đơn vị"))
        where = WHERE_RE.match(self.text, stop, self.end)
        return where.end() if where else stop

    def carries(self, at: int) -> bool:
        """May a noun at ``at`` share the "các" of the mention in front of it: "các bệnh viện, | trung tâm y tế"?

        Of one syllable it may be a verb: "các xã, | báo | cáo".
        """
        match = head_re().match(self.text, at, self.end)
        if match is None or " " not in match["head"] or match["head"] in VERB_LIKE:
            return False
        return "class" in heads()[match["head"]]

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
        ends = [match.end() for unit in self._units(at) if (match := unit.match(self.text, at, self.end)) is not None]
        if ends:
            return max(ends)
        owner = OWNER_RE.match(self.text, at, self.end)
        if owner is not None:
            return self._owner(owner.end(), depth)
        if stop_re(long_verbs=True).match(self.text, at, self.end) or CAPITAL_DOING_RE.match(self.text, at, self.end):
            return None
        if nested and (inner := self._inner(at, depth)) is not None:
            return inner
        if (dashed := DASHED_RE.match(self.text, at, self.end)) is not None:
            return self._second_syllable(dashed.end())  # Tuyên giáo | - Nữ công
        name = NAME_WORD_RE.match(self.text, at, self.end)
        return name.end() if name else None

    def _units(self, at: int) -> Iterator[re.Pattern[str]]:
        """What a name may go on with, as far as the letter behind the blank allows it."""
        letter = self._char(at + 1) if self._char(at) == " " else " "
        yield unit_re("sector", "qualifier")
        if letter in LEVEL_STARTS or letter == " ":
            yield LEVELS_RE
        if letter in "( ":
            yield SHORT_RE
        if letter in place_starts() or letter == " ":
            yield places_re()
        if self._char(at) == " ":
            yield PARTY_LEVELS_RE
            yield ZONES_RE
            yield place_range_re()

    def _second_syllable(self, at: int) -> int:
        second = SYLLABLE_RE.match(self.text, at, self.end)
        return at if second is None or stop_re().match(self.text, at, self.end) else second.end()

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
