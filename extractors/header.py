"""The document as a whole: type, number, date, place, title, issuers, signers, addressees, recipients, period.

Each field is an item of the ``header`` group, with the place it was read from. What is not printed
is not there: a number without digits ("Số: /KH-UBND") keeps its blank, a date without a day is a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from corpus.fold import fold, is_upper, lower
from corpus.lexicon.load import column, table
from extractors.body_names import full_name
from extractors.layout import HeaderLayout, find_header, is_enacting
from extractors.letterhead import (
    MOTTO_RE,
    SHORT_BODY_RE,
    bodies_of_letterhead,
    in_ordinary_case,
    issuer_of_bodies,
    joint_bodies,
    place_in,
    subjects_of_preamble,
)
from extractors.period import find_period
from extractors.signatures import beside_recipients, read_recipients, read_signers
from extractors.stage import Context, Found, stage
from schemas.vocabulary import Part

NUMBER_RE = re.compile(
    r"""
    (?:\bluật\s+)?\bsố\s*:?\s*                                  # Số: | Luật số: | SỐ
    (?P<digits>\d{1,6}(?:\.\d{1,3})?[a-zđ]?|[._…\s]{0,30}?)\s*  # 13 | 1500b | 66.7 | blank, stamped on later
    (?P<symbol>
        (?:/\s?(?:19|20)\d\d\s?)?                               # /2008
        [/-]\s?(?P<codes>[A-ZĐƯ][\w&.]*(?:\s?[-/]\s?[A-ZĐƯ][A-Za-zĐđƯư&.\d]*)*)
    )(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DATE_RE = re.compile(
    r"""
    ngày\s*(?P<day>\d{1,2}|[._…\s]*)\s*tháng\s*(?P<month>\d{1,2}|[._…\s]*)\s*năm\s*(?P<year>(?:19|20)\d\d)
    | ngày\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
INLINE_SUBJECT_RE = re.compile(r"\bsố\s*:?\s*\S+\s+(?:V/v|về việc)\s*:?\s+(?P<title>\S.+)$", re.IGNORECASE)
OFFICE_HEAD_RE = re.compile(r"^(?:BỘ TRƯỞNG|CHỦ TỊCH|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|THỐNG ĐỐC|CỤC TRƯỞNG)\s+(?=\S)")
CITED_RE = re.compile(
    r"(?:nghị quyết|quyết định|kế hoạch|chỉ thị|kết luận|thông báo|công văn|hướng dẫn)\s+số\s", re.IGNORECASE
)
PASSED_RE = re.compile(r"\bnày\s+(?:đã\s+)?được\s+Quốc hội\s[^\n]{0,120}?thông\s+qua\s+(?=ngày)")  # a law's day
PROPERTY_LINES = 60  # a portal's block of properties stands at the top
PROPERTY_LABELS = {
    "number": "số hiệu:", "issued_on": "ngày ban hành:", "issuers": "nơi ban hành:", "signers": "người ký:",
}  # fmt: skip
ATTACHED_RE = re.compile(r"\((?:ban hành\s+)?kèm theo\s+(?P<type>[^\W\d_][^\d()]{2,30}?)\s+số\s[^()]*\)", re.IGNORECASE)
PLACE_RE = re.compile(r"(?P<place>[^\W\d_][^,\n\d]{1,40}?)\s*,?\s*$")
SENDER_RE = re.compile(r"^(?P<issuer>\S.{3,80}?)\s+điện\s*:", re.IGNORECASE)  # "THỦ TƯỚNG CHÍNH PHỦ điện:"
GAZETTE_RE = re.compile(
    r"^CỦA\s+(?P<issuer>.+?)\s+(?:SỐ\s+.*?)?(?:NGÀY\s+\d+\s+THÁNG\s+\d+\s+NĂM\s+\d{4}\s+)?"
    r"(?P<title>(?:VỀ|V/V|QUY ĐỊNH|BAN HÀNH|PHÊ DUYỆT)\s.*)$",
    re.DOTALL,
)
SUBJECT_WORD_RE = re.compile(r"^(?:v/v\s*:?|về\s+việc|về)\s+", re.IGNORECASE)
SELF_TYPE_RE = re.compile(
    r"(?:(?P<verb>hướng\s+dẫn)|(?:ban\s+hành|xây\s+dựng|lập)\s+(?P<type>kế\s+hoạch|chương\s+trình|hướng\s+dẫn|chỉ\s+thị))"
    r"[^\n]{0,200}(?:như\s+sau|sau\s+đây)?\s*:\s*$",
    re.IGNORECASE,
)
LONGEST_FULL = 160 + 16  # with the blanks before the parenthesis
ALIAS_OPEN_RE = re.compile(r"\((?:sau\s+đây\s+)?(?:gọi|viết)\s[^)]{0,160}\)?", re.IGNORECASE)
ALIAS_RE = re.compile(
    r"(?P<full>[^\n;.()]{6,160}?)\s*\((?:sau\s+đây\s+)?(?:gọi|viết)\s+(?:tắt\s+|chung\s+)?là:?\s*(?P<short>[^)\n]{2,60})\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of the text with their offsets."""

    lines: tuple[tuple[int, int, str], ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.lines[0][0] if self.lines else 0

    @property
    def text(self) -> str:
        """The lines, one a line, as they stand in the text."""
        return "\n".join(words for _, _, words in self.lines)


@stage("header", version=2)
def find_header_fields(context: Context) -> Iterator[Found]:
    """Yield an item for each field that the document states; ``fields`` are field and value."""
    reader = HeaderReader(context)
    yield from reader.fields()


class HeaderReader:
    """Reads the fields of one document; later fields lean on earlier ones."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.lines = [(start, end, context.text[start:end]) for start, end in context.lines]
        self.layout: HeaderLayout = find_header(
            [words for _, _, words in self.lines], context.blanks or [False] * len(self.lines)
        )
        self.head = Region(tuple(self.lines[self.layout.start : self.layout.end]))
        self.preamble = self._part(Part.PREAMBLE)

    def fields(self) -> Iterator[Found]:
        """Yield every field, in the order that they depend on each other."""
        number = self._number()
        date = self._date()
        place = self._place(date)
        issuers = list(self._issuers(number, place))
        where = (
            place.fields["value"]
            if place
            else next((bare for issuer in issuers if (bare := _bare_place(issuer.fields["value"]))), None)
        )
        yield from (item for item in (number, date, place) if item)
        yield from (self._full(issuer, where) for issuer in issuers)
        title = self._title()
        yield from (item for item in (self._type(number), title) if item)
        yield from self._people()
        period = self._period(title)
        yield from [period] if period else []
        yield from self._aliases()

    def _part(self, part: Part) -> Region:
        spans = [span for span in self.context.outline.parts if span.part == part]
        return Region(tuple(line for line in self.lines if any(s.start <= line[0] < s.end for s in spans)))

    # -- number, date, place -----------------------------------------------------------------

    def _number(self) -> Found | None:
        for match in NUMBER_RE.finditer(self.head.text):
            codes = match["codes"]
            if not codes[0].isupper() or self._cites(match.start()):
                continue
            digits = match["digits"].strip("._… \n")
            value = re.sub(r"\s", "", f"{digits}{match['symbol']}").rstrip(".")
            return self._item("number", value, *match.span(), 0.97 if digits else 0.9)
        return self._attached("number") or self._property("number")

    def _attached(self, field: str) -> Found | None:
        """Number or date of a document without a letterhead, from the note over its own appendix: "(Kèm theo …)"."""
        region = self._part(Part.APPENDIX)
        note = ATTACHED_RE.search(region.text)
        if note is None or lower(note["type"]) != lower(self.layout.type_name or "-"):
            return None
        found = (NUMBER_RE if field == "number" else DATE_RE).search(note[0])
        if found is None:
            return None
        value = re.sub(r"\s", "", f"{found['digits']}{found['symbol']}") if field == "number" else _iso(found)
        start, end = note.start() + found.start(), note.start() + found.end()
        return self._item(field, value, start, end, 0.85, region) if value else None

    def _in_title(self, offset: int) -> bool:
        """A number inside the title is a cited one, unless the gazette prints the own one there."""
        first, last = self.layout.title
        if first == last:
            return False
        start, end = self.lines[first][0] - self.head.start, self.lines[last - 1][1] - self.head.start
        gazette = self.lines[first][2].startswith("CỦA ")
        return start <= offset < end and not gazette

    def _cites(self, offset: int) -> bool:
        """Is what stands there cited, not the document's own?

        In the title; among the addressees ("Kính gửi: … tại văn bản số …"); in a long line that names another
        instrument ("(Kèm theo Chương trình hành động tại Nghị quyết số /NQ-CP …)").
        """
        first, last = self.layout.addressees
        addressed = first < last and self.head.start + offset >= self.lines[first][0]
        line = self.head.text[self.head.text.rfind("\n", 0, offset) + 1 : self.head.text.find("\n", offset)]
        cited = CITED_RE.search(line)
        return self._in_title(offset) or addressed or (cited is not None and len(line[: cited.start()].split()) > 2)

    def _property(self, field: str) -> Found | None:
        """A field from the block of properties that a law portal prints before a document; only where it has none."""
        label = PROPERTY_LABELS[field]
        for (_, _, name), (start, end, words) in pairwise(self.lines[:PROPERTY_LINES]):
            if lower(name.strip()) != label or words.rstrip().endswith(":"):
                continue
            value: Any = words.strip()
            if field == "issued_on":
                date = DATE_RE.fullmatch(f"ngày {value}")
                value = _iso(date) if date else None
            elif field == "issuers":
                value = in_ordinary_case(value) if SHORT_BODY_RE.match(lower(value)) else None
            elif field == "signers":
                value = {"name": value, "position": None, "capacity": None}
            return Found(start, end, {"field": field, "value": value}, 0.75) if value else None
        return None

    def _date(self) -> Found | None:
        for region, sure in ((self.head, 0.97), (self._part(Part.SIGNATURES), 0.8)):
            for match in DATE_RE.finditer(region.text):
                if region is self.head and (self._cites(match.start())):
                    continue
                value = _iso(match)
                if value:
                    return self._item("issued_on", value, match.start(), match.end(), sure, region)
        passed = PASSED_RE.search(self.context.text)
        day = DATE_RE.search(self.context.text, passed.end()) if passed else None
        if day and _iso(day):
            return Found(day.start(), day.end(), {"field": "issued_on", "value": _iso(day)}, 0.85)
        return self._attached("issued_on") or self._property("issued_on")

    def _place(self, date: Found | None) -> Found | None:
        if date is None or date.confidence < 0.9:
            return None
        start = date.start - self.head.start
        before = self.head.text[:start]
        line = before.rsplit("\n", 1)[-1]
        line = NUMBER_RE.sub("", line) if NUMBER_RE.search(line) else line
        match = PLACE_RE.search(MOTTO_RE.sub("", line).strip(" *_|"))
        if match is None:
            return None
        place = match["place"].strip(" *_|,")
        above = before.rsplit("\n", 2)[-2] if before.count("\n") else ""
        place = _joined_place(above, place)
        if is_upper(place) or len(place) < 2 or fold(place).startswith(("so", "ngay")):
            return None
        return self._item("place", place, max(0, start - len(line)), start, 0.95)

    # -- type, title, period -----------------------------------------------------------------

    def _type(self, number: Found | None) -> Found | None:
        at = self.layout.type_line
        if at is not None and self.layout.type_name:
            start, end, _ = self.lines[at]
            return Found(start, end, {"field": "type", "value": lower(self.layout.type_name)}, 0.98)
        if number is not None:
            name = _type_of_number(number.fields["value"])
            letter = self.layout.addressees[0] < self.layout.addressees[1]
            if name or letter:
                return Found(number.start, number.end, {"field": "type", "value": name or "công văn"}, 0.9)
        match = SELF_TYPE_RE.search(self.preamble.text)
        if match:
            value = "hướng dẫn" if match["verb"] else lower(" ".join(match["type"].split()))
            return self._item("type", value, *match.span(), 0.8, self.preamble)
        if self.layout.addressees[0] < self.layout.addressees[1]:
            start, end, _ = self.lines[self.layout.addressees[0]]
            return Found(start, end, {"field": "type", "value": "công văn"}, 0.7)
        return None

    def _title(self) -> Found | None:
        first, last = self.layout.title
        rows = self.lines[first:last]
        printed = " ".join([self.layout.title_in_type_line, *(words for _, _, words in rows)])
        value = " ".join(printed.replace("*", " ").split()).strip()
        gazette = GAZETTE_RE.match(value)
        if gazette:
            value = gazette["title"]
        if self.layout.type_line is None:
            value = SUBJECT_WORD_RE.sub("", value) or self._inline_subject()
        value = re.sub(r"[\s.]+$", "", value)
        if not value:
            return None
        if not rows and self.layout.type_line is None:
            start = self.context.text.index(value, self.head.start)
            return Found(start, start + len(value), {"field": "title", "value": value}, 0.9)
        start = rows[0][0] if rows else self.lines[self.layout.type_line or 0][0]
        end = rows[-1][1] if rows else self.lines[self.layout.type_line or 0][1]
        return Found(start, end, {"field": "title", "value": value}, 0.95)

    def _inline_subject(self) -> str:
        """The subject of a letter that stands on the line of its number: "Số: 4085/UBND-ĐT V/v rà soát …"."""
        found = (INLINE_SUBJECT_RE.search(words) for _, _, words in self.head.lines)
        return next((match["title"].strip() for match in found if match), "")

    def _period(self, title: Found | None) -> Found | None:
        if title is not None:
            found = find_period(title.fields["value"])
            return Found(title.start, title.end, {"field": "period", "value": list(found[0])}, 0.9) if found else None
        if not self.preamble.lines:
            return None
        start, end, sentence = self.preamble.lines[-1]
        cleaned = DATE_RE.sub(" ", sentence)
        found = find_period(cleaned)
        return Found(start, end, {"field": "period", "value": list(found[0])}, 0.75) if found else None

    # -- people and bodies -------------------------------------------------------------------

    def _issuers(self, number: Found | None, place: Found | None) -> Iterator[Found]:
        code = number.fields["value"].split("/", 1)[-1] if number else ""
        codes = re.split(r"[-/]", code)
        stop = self.layout.type_line if self.layout.type_line is not None else self._letterhead_end()
        rows = self.lines[self.layout.start : stop]
        bodies = bodies_of_letterhead(_letterhead(rows))
        joint = joint_bodies(bodies[-1]) if bodies else []
        own = codes[-len(joint) :] if 1 < len(joint) < len(codes) else codes[-1:] * len(joint)
        names = [
            name
            for part, own_code in zip(joint, own, strict=True)
            for name in issuer_of_bodies([*bodies[:-1], part], own_code)
        ]
        if names:
            yield from (Found(rows[0][0], rows[-1][1], {"field": "issuers", "value": n}, 0.92) for n in names)
            return
        gazette = GAZETTE_RE.match(" ".join(words for _, _, words in self.lines[slice(*self.layout.title)]))
        if gazette:
            start, end, _ = self.lines[self.layout.title[0]]
            yield Found(start, end, {"field": "issuers", "value": in_ordinary_case(gazette["issuer"])}, 0.9)
            return
        first = self.layout.addressees[0]
        sender = SENDER_RE.match(self.lines[first][2]) if first < self.layout.addressees[1] else None
        if sender:
            start, end, _ = self.lines[first]
            yield Found(start, end, {"field": "issuers", "value": in_ordinary_case(sender["issuer"].strip())}, 0.9)
            return
        enacting = self.head.lines + self.preamble.lines
        for (start, end, words), (_, _, below) in pairwise(enacting):
            if is_enacting(words, below) and not words.rstrip(" *_").endswith(":"):
                name = OFFICE_HEAD_RE.sub("", words.strip(" *_"))  # BỘ TRƯỞNG | BỘ TÀI CHÍNH
                yield Found(start, end, {"field": "issuers", "value": in_ordinary_case(name)}, 0.85)
                return
        for region in (self.preamble, self._part(Part.CLOSING)):
            names = subjects_of_preamble(region.text)
            for name in names:
                at = self.context.text.find(name, region.start)
                yield Found(max(at, 0), max(at, 0) + len(name), {"field": "issuers", "value": name}, 0.85)
            if names:
                return
        named = self._property("issuers")
        yield from [named] if named else []

    def _letterhead_end(self) -> int:
        first, last = self.layout.title
        return first if first < last else self.layout.addressees[0]

    def _full(self, issuer: Found, place: str | None) -> Found:
        value = full_name(issuer.fields["value"], place, ())
        return Found(issuer.start, issuer.end, {"field": "issuers", "value": value}, issuer.confidence)

    def _people(self) -> Iterator[Found]:
        recipients = self._part(Part.RECIPIENTS).lines
        signatures = self._part(Part.SIGNATURES).lines or tuple(beside_recipients(recipients))
        signers = [
            Found(line[0], line[1], {"field": "signers", "value": signer}, 0.95)
            for line, signer in read_signers(signatures)
        ]
        named = self._property("signers")
        if named and (not signers or (len(signers) == 1 and _ends(named, signers[0]))):
            signers = [named] if not signers else [_named(signers[0], named)]
        yield from signers
        for start, end, words in self._addressees():
            yield Found(start, end, {"field": "addressees", "value": words}, 0.95)
        for start, end, words in read_recipients(recipients):
            yield Found(start, end, {"field": "recipients", "value": words}, 0.95)

    def _addressees(self) -> Iterator[tuple[int, int, str]]:
        for start, end, line in self.lines[slice(*self.layout.addressees)]:
            words = re.sub(r"^(?:đồng\s+)?kính\s+gửi\s*:?|^.*\bđiện\s*:\s*$", "", line, flags=re.IGNORECASE).strip()
            words = re.sub(r"^[-–+•*]\s*", "", words).rstrip(" ;,.")
            if words:
                yield start, end, words

    def _aliases(self) -> Iterator[Found]:
        for match in _introduced(self.context.text):
            full = re.split(r",\s+|;\s+", match["full"])[-1].strip()
            short = match["short"].strip(" “”\"'")
            yield Found(*match.span("short"), {"field": "aliases", "value": [short, full]}, 0.8)

    def _item(self, name: str, value: Any, start: int, end: int, sure: float, region: Region | None = None) -> Found:
        base = (region or self.head).start
        return Found(base + start, base + end, {"field": name, "value": value}, sure)


def _ends(whole: Found, found: Found) -> bool:
    """Is the signer that was found the end of a name that a page broke: "Bùi | Xuân Cường"?"""
    return str(whole.fields["value"]["name"]).endswith(f" {found.fields['value']['name']}")


def _named(signer: Found, whole: Found) -> Found:
    value = {**signer.fields["value"], "name": whole.fields["value"]["name"]}
    return Found(signer.start, signer.end, {"field": "signers", "value": value}, signer.confidence)


def _introduced(text: str) -> Iterator[re.Match[str]]:
    """Matches of ``ALIAS_RE``, looked for around the rare "(gọi tắt là" only: from every character it is slow."""
    done = 0
    opened = ALIAS_OPEN_RE.search(text)
    while opened:
        match = ALIAS_RE.search(text, max(done, opened.start() - LONGEST_FULL), opened.end())
        if match:
            done = match.end()
            yield match
        opened = ALIAS_OPEN_RE.search(text, max(done, opened.start() + 1))


def _letterhead(rows: list[tuple[int, int, str]]) -> list[str]:
    """The lines that name bodies: no motto, number, date or subject; in capitals where any is."""
    bare = NUMBER_RE.sub("\n", MOTTO_RE.sub("\n", "\n".join(words for _, _, words in rows)))
    kept = []
    for line in bare.split("\n"):
        words = line.strip(" -–—_*.=|:,")
        dated = DATE_RE.search(words) is not None
        if any(char.isalpha() for char in words) and not dated:
            kept.append(words)
    kept = [words for words in kept if not lower(words).startswith(("v/v", "về ", "số ", "kính gửi"))]
    capitals = [words for words in kept if is_upper(words)]
    return capitals or kept


def _iso(match: re.Match[str]) -> str | None:
    day, month, year = match["day"] or match["d"], match["month"] or match["m"], match["year"] or match["y"]
    day, month = (day or "").strip("._… \n"), (month or "").strip("._… \n")
    if not month:
        return year
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _joined_place(above: str, place: str) -> str:
    """A place broken over two lines of a narrow column: "Thành phố Hồ Chí" | "Minh"."""
    known = _place_keys()
    if fold(place) in known:
        return place
    for words in (above.split()[-take:] for take in range(1, 5)):
        joined = " ".join([*words, place])
        if fold(joined) in known:
            whole = " ".join([*above.split(), place])
            return whole if fold(above).startswith(("thanh pho", "tp")) and len(above) < 30 else joined
    return place


def _bare_place(issuer: str) -> str | None:
    found = place_in(issuer)
    return re.sub(r"^(tỉnh|thành phố)\s+", "", found) if found else None


@cache
def _place_keys() -> frozenset[str]:
    return frozenset(fold(name) for name in column("places", "name"))


@cache
def _type_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in table("document_types"):
        if row["code"]:
            codes.setdefault(row["code"], lower(row["name"]))
    return codes


def _type_of_number(number: str) -> str | None:
    """The type that a symbol's code names: the first code of the state's order, the one before "/" of the Party's."""
    for code in re.split(r"[-/]", number)[1:]:
        if code in _type_codes():
            return _type_codes()[code]
    return None
