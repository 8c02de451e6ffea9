"""What a person asks, read: words, phrases, prefixes, numbers (số hiệu) and filters.

    bình đẳng giới                        all three words
    "bình đẳng giới" 2024                 a phrase and a word
    tuyên truyen*                         the second word may go on
    công đoàn OR phụ nữ                   one phrase or the other
    công đoàn NOT thanh niên              without the phrase
    12b/NQ-BCH                            the document of this number and those that cite it, in any spelling
    type:"kế hoạch" issuer:"LĐLĐ tỉnh Lai Châu" year:2024 body:"Sở Nội vụ" cites:21-CT/TW kind:task due<1/6/2025

Whatever is not understood is a word; a filter whose value cannot be read is left out and named in ``notes``. A query
is never an error.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from corpus.fold import fold, lower
from corpus.lexicon.load import column
from pipeline.resolve import number_key
from pipeline.search_keys import accented, exact_word, folded_word, words

MAX_LENGTH = 1000  # characters of a query that are read
MAX_TERMS = 24
OPERATOR_RE = re.compile(r"(?<!\S)(AND|OR|NOT)(?!\S)")
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "：": ":", "＜": "<"})
NUMBER_RE = re.compile(
    r"""
    (?<![\w/.,-])\d{1,6}[a-zđ]?(?:\s?/\s?(?:19|20)\d\d)?    # 12b | 145/2020
    \s?[/-]\s?[a-zđ][\w&]*                                  # /NQ | - CT
    (?:\s?[-/–]\s?[a-zđ][\w&]*){0,5}(?!\w)                  # -BCH | /TW | - TLĐ
    """,
    re.VERBOSE | re.IGNORECASE,
)
TOKEN_RE = re.compile(
    r"""
    (?P<key>type|issuer|year|body|cites|kind|loai|loại|nam|năm)\s?:\s?(?P<value>"[^"]*"?|[^\s"]+)
  | (?P<due>due|han|hạn)\s?(?P<op><=|>=|<|>|=|:)\s?(?P<date>"[^"]*"?|[^\s"]+)
  | "(?P<phrase>[^"]*)"?
  | (?P<word>[^\s"]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
KEYS = {"loai": "type", "loại": "type", "nam": "year", "năm": "year"}
KINDS = {
    "task": "tasks", "nhiem vu": "tasks", "target": "targets", "chi tieu": "targets", "deadline": "deadlines",
    "thoi han": "deadlines", "han": "deadlines", "reference": "citations", "citation": "citations",
    "vien dan": "citations", "assignment": "assignments", "phan cong": "assignments", "body": "assignments",
    "co quan": "assignments", "theme": "themes", "chu de": "themes", "finding": "findings", "document": "documents",
    "van ban": "documents", "text": "documents",
}  # fmt: skip
DATE_RE = re.compile(
    r"^(?:(?P<y1>\d{4})(?:-(?P<m1>\d{1,2})(?:-(?P<d1>\d{1,2}))?)?"  # 2025-06-01 | 2025-06 | 2025
    r"|(?:(?P<d2>\d{1,2})[/.-])?(?P<m2>\d{1,2})[/.-](?P<y2>\d{4}))$"  # 1/6/2025 | 6/2025
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, with and without its accents."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    accented: bool
    prefix: bool = False


@dataclass(slots=True)
class Query:
    """A query, read. ``groups``: each must be met by one of its terms."""

    groups: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    due_from: str | None = None
    due_to: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def due(self) -> bool:
        """Does it ask for something due in a time?"""
        return self.due_from is not None or self.due_to is not None

    @property
    def terms(self) -> list[Term]:
        """All terms that are looked for."""
        return [term for group in self.groups for term in group]

    @property
    def empty(self) -> bool:
        """Does it ask for nothing?"""
        return not (
            self.groups or self.numbers or self.types or self.issuers or self.bodies or self.cites or self.years
            or self.due or self.kinds
        )  # fmt: skip


def parse(text: str) -> Query:
    """Read a query; never fails.

    >>> query = parse('"bình đẳng giới" type:"kế hoạch" year:2021..2023 due<6/2025 120/KH - TLĐ')
    >>> query.groups[0][0].folded, query.types, query.years, query.due_to, query.numbers
    (('binh', 'dang', 'gioi'), ['kế hoạch'], [2021, 2022, 2023], '2025-05-31', ['120-kh-tld'])
    >>> parse("';DROP TABLE--").groups[0][0].folded
    ('drop',)
    """
    query = Query()
    rest = _runs(_take_numbers(clean(text), query))
    join: str | None = None
    for match in TOKEN_RE.finditer(rest):
        if match["key"]:
            _filter(query, match["key"].lower(), match["value"].strip('"'))
        elif match["due"]:
            _due(query, match["op"], match["date"].strip('"'))
        elif match["word"] in ("AND", "OR", "NOT"):
            join = match["word"]
        else:
            join = _term(query, match, join)
    del query.groups[MAX_TERMS:]
    return query


def clean(text: str) -> str:
    """What a person typed as a text that SQLite can take: NFC, straight quotation marks, nothing broken.

    >>> clean("“hòa\\ud800\\0 bình”")
    '"hòa  bình"'
    """
    whole = text[:MAX_LENGTH].encode("utf-8", "ignore").decode().replace("\0", " ")
    return unicodedata.normalize("NFC", whole).translate(QUOTES)


def _runs(text: str) -> str:
    """Words next to OR, and behind NOT, belong together: "buôn lậu OR đất đai" is one phrase or the other."""
    if not OPERATOR_RE.search(text):
        return text
    pieces = OPERATOR_RE.split(text)
    out = []
    for index in range(0, len(pieces), 2):
        before = pieces[index - 1] if index else ""
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        piece = pieces[index].strip()
        together = before in ("OR", "NOT") or after == "OR"
        plain = piece and not re.search(r'[":<>=*]', piece)
        out += [f'"{piece}"' if together and plain else piece, after]
    return " ".join(out)


def read_date(text: str) -> tuple[str, str] | None:
    """The first and the last day of a day, month or year.

    >>> read_date("1/6/2025"), read_date("6/2025"), read_date("2024"), read_date("31/2/2025")
    (('2025-06-01', '2025-06-01'), ('2025-06-01', '2025-06-30'), ('2024-01-01', '2024-12-31'), None)
    """
    match = DATE_RE.match(text.strip())
    if match is None:
        return None
    year, month, day = (int(match[f"{part}1"] or match[f"{part}2"] or 0) for part in "ymd")
    try:
        first = dt.date(year, month or 1, day or 1)
        last = first if day else dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def _take_numbers(text: str, query: Query) -> str:
    """Take the số hiệu out of a query; those of cites: stay with their filter."""

    def take(match: re.Match[str]) -> str:
        printed, rest = _trimmed(match[0])
        if printed is None:
            return match[0]
        before = re.search(r"\bcites\s?:\s?\"?$", text[: match.start()], re.IGNORECASE)
        if before:
            return re.sub(r"\s", "", printed) + rest
        query.numbers.append(number_key(lower(printed)))
        return f" {rest} "

    return NUMBER_RE.sub(take, text)


def _trimmed(printed: str) -> tuple[str | None, str]:
    """The part of a match that is a số hiệu: "120/KH-TLĐ - công" ends before the blank, where no code follows."""
    pieces = re.split(r"(\s?[-/–]\s?)", printed)
    kept = pieces[0]
    for index in range(1, len(pieces) - 1, 2):
        separator, code = pieces[index], pieces[index + 1]
        spaced = separator.strip() != separator
        if fold(code) not in _codes() and (spaced or index == 1) and not re.fullmatch(r"(?:19|20)\d\d", code):
            rest = "".join(pieces[index:])
            return (kept, rest) if index > 1 else (None, "")
        kept += separator + code
    return (kept, "") if re.search(r"[^\W\d]", kept[1:]) else (None, "")


def _filter(query: Query, key: str, value: str) -> None:
    key = KEYS.get(key, key)
    if not words(value):
        query.notes.append(f"{key}: không có giá trị")
    elif key == "year":
        _years(query, value)
    elif key == "kind":
        named = " ".join(words(fold(value)))
        kind = KINDS.get(named) or KINDS.get(named.rstrip("s"))
        if kind:
            query.kinds.append(kind)
        else:
            query.notes.append(f"kind:{value}: không có loại này")
    elif key == "cites":
        query.cites.append(value)
    else:
        {"type": query.types, "issuer": query.issuers, "body": query.bodies}[key].append(value)


def _years(query: Query, value: str) -> None:
    years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", value)]
    if not years:
        query.notes.append(f"year:{value}: không đọc được năm")
    elif len(years) == 2 and re.search(r"\d\s?(?:\.\.|-|–)\s?\d", value):
        query.years.extend(range(min(years), max(years) + 1))
    else:
        query.years.extend(years)


def _due(query: Query, operator: str, value: str) -> None:
    span = read_date(value)
    if span is None:
        query.notes.append(f"due{operator}{value}: không đọc được ngày")
        return
    first, last = span
    day = dt.timedelta(days=1)
    if operator == "<":
        query.due_to = (dt.date.fromisoformat(first) - day).isoformat()
    elif operator == "<=":
        query.due_to = last
    elif operator == ">":
        query.due_from = (dt.date.fromisoformat(last) + day).isoformat()
    elif operator == ">=":
        query.due_from = first
    else:
        query.due_from, query.due_to = first, last


def _term(query: Query, match: re.Match[str], join: str | None) -> str | None:
    printed = match["phrase"] if match["phrase"] is not None else match["word"]
    negative = match["word"] is not None and printed.startswith("-") and len(printed) > 1 and printed[1].isalpha()
    found = words(printed)
    if not found:
        return join  # punctuation alone
    prefix = match["word"] is not None and printed.endswith("*")
    term = Term(tuple(map(exact_word, found)), tuple(map(folded_word, found)), any(map(accented, found)), prefix=prefix)
    if join == "NOT" or negative:
        query.excluded.append(term)
    elif join == "OR" and query.groups:
        query.groups[-1].append(term)
    else:
        query.groups.append([term])
    return None


@cache
def _codes() -> frozenset[str]:
    codes = [*column("issuer_codes", "code"), *column("document_types", "code"), "CV", "QH"]
    terms = [f"qh{term}" for term in range(1, 20)]
    return frozenset([*map(fold, codes), *(fold(part) for code in codes for part in re.split(r"[-/]", code)), *terms])
