"""Labels of headings and items: "II.", "1.3.", "(2)", "a)", "-", "Điều 4.", "Chương I", "PHỤ LỤC".

A label is found at the start of a line only. What looks like one and is none: a year range
broken over two lines ("- 2030"), a date ("20.10"), a number with thousands ("1.810 đoàn viên").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import is_upper

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LETTERS = "abcdđeghiklmnopqrstuvxy"
#: Outer schemes come first; a scheme can stand inside any scheme before it.
RANK = {
    name: rank
    for rank, name in enumerate(
        (
            "appendix", "part", "chapter", "upper", "roman", "caps", "section", "article", "arabic",
            "dotted2", "dotted3", "dotted4", "paren", "letter", "small", "dash", "plus", "dot", "star",
        )
    )
}  # fmt: skip
BULLETS = {"-": "dash", "–": "dash", "—": "dash", "−": "dash", "+": "plus", "*": "star"}

LABEL_RE = re.compile(
    r"""
    (?P<part>(?:Phần|PHẦN)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d{1,2})\b)\s*[.:]?         # Phần I, Phần thứ nhất
    | (?P<chapter>(?:Chương|CHƯƠNG)\s+(?:[IVXLC]+|\d{1,2})\b)\s*[.:]?                   # Chương II
    | (?P<section>(?:Mục|MỤC)\s+(?:\d{1,2}|[IVX]+)\b)\s*[.:]?(?=\s*$|\s+\w)             # Mục 1
    | (?P<article>(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?)\s*[.:](?=\s|$)                        # Điều 4.
    | (?P<dotted>\d{1,2}(?:\s?\.\s?\d{1,2}){1,4})(?:\s?[.):/-])?(?=\s+[^\s%\d]|[^\W\d_]|\s*$)   # 1.3. or 1.3
    | (?P<roman>[IVX]{1,5})\s?(?:[.)\-–:]|/(?=\s))\s*(?=[^\W\d_a-zđ]|[“"'(]|\d|$)       # II.
    | (?P<upper>[A-HK-UĐ])\s?[.)\-/](?=\s+[^\W\d_])                                     # A.
    | (?P<arabic>\d{1,3})\s?(?:[.)](?!\d)|/(?=\s)|-(?=\s))\s*(?=\S|$)                   # 1. 1) 1/
    | (?P<paren>\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\))\s*(?=\S)                             # (1) (a)
    | (?P<letter>[a-zđ]\d?(?:\.\d)?)\s?\)\s*(?=\S)                                      # a)
    | (?P<letterdot>[a-zđ])\.\s+(?=[^\W\d_])                                            # a. Nội dung
    | (?P<dash>[-–—−])\s?(?=[^\s\-–—_.*|])                                              # - mục
    | (?P<plus>\+)\s?(?=\S)
    | (?P<dot>[•▪▫◦●○■□➢►❖✓⮚→·\ue000-\uf8ff])\s*(?=\S)
    | (?P<star>\*)\s?(?=[^\s*])
    """,
    re.VERBOSE,
)
UNDOTTED_RE = re.compile(r"([IVX]{1,5})\s+(?=[^\W\d_]{2})")
LETTERED = "PCMĐIVX"  # what a label of more than one letter begins with: Phần, Chương, Mục, Điều, XII
DATE_RE = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
YEAR_TAIL_RE = re.compile(r"^[-–—]\s?(?:19|20)\d\d\b(?!\s*:)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: its scheme, as printed, its number(s), and where the words begin."""

    kind: str
    text: str
    key: str
    numbers: tuple[int, ...]
    end: int

    @property
    def rank(self) -> int:
        """Place of the scheme among the schemes: small is outside."""
        return RANK[self.kind]

    @property
    def is_bullet(self) -> bool:
        """Is it a sign without a number?"""
        return self.kind in ("dash", "plus", "dot", "star")


def find_label(line: str) -> Label | None:
    """The label that ``line`` starts with, or None.

    >>> find_label("1.3. Công tác khen thưởng").key, find_label("a) Mục đích").kind
    ('1.3', 'letter')
    >>> find_label("1.810 đoàn viên"), find_label("- 2030 phấn đấu")
    (None, None)
    """
    if line[:2].isalpha() and line[0] not in LETTERED:
        return None  # a word; most lines begin with one
    match = LABEL_RE.match(line)
    if match is None or DATE_RE.match(line) or YEAR_TAIL_RE.match(line):
        return None
    kind = match.lastgroup or ""
    body = match[kind]
    end = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
    text = line[: match.end()].strip()
    if kind == "dotted":
        numbers = tuple(int(part) for part in body.split("."))
        if numbers[0] == 0 or 0 in numbers[1:]:
            return None
        return Label(f"dotted{min(len(numbers), 4)}", text, ".".join(map(str, numbers)), numbers, end)
    if kind == "letterdot":
        kind = "letter"
    if kind == "paren" and set(body) <= set("(ivx)"):
        kind = "small"  # (i), (ii): inside a), where (1) and (a) may stand over it
    return Label(kind, text, _key(kind, body), _numbers(kind, body), end)


def find_labels(lines: Sequence[str]) -> list[Label | None]:
    """The label of each line. "II NHIỆM VỤ" has one too where II is the next number: its dot was lost.

    >>> [label and label.key for label in find_labels(["I. MỤC ĐÍCH", "V LÀ SỐ NĂM", "II NHIỆM VỤ"])]
    ['I', None, 'II']
    """
    labels = []
    last = 0
    for line in lines:
        label = find_label(line)
        match = UNDOTTED_RE.match(line) if label is None and last else None
        if match and roman_value(match[1]) == last + 1 and is_upper(line):
            label = Label("roman", match[1], match[1], (last + 1,), match.end())
        if label is not None and label.kind == "roman":
            last = label.numbers[0]
        labels.append(label)
    return labels


def roman_value(text: str) -> int:
    """Value of a Roman numeral; 0 when it is none.

    >>> roman_value("IV"), roman_value("VX"), roman_value("STT")
    (4, 0, 0)
    """
    if not text or any(char not in ROMAN for char in text):
        return 0
    values = [ROMAN[char] for char in text]
    total = sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
    return total if to_roman(total) == text else 0


def to_roman(number: int) -> str:
    """Roman numeral of 1 to 399; "" outside."""
    if not 0 < number < 400:
        return ""
    pairs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    out = ""
    for value, sign in pairs:
        out += sign * (number // value)
        number %= value
    return out


def _key(kind: str, body: str) -> str:
    if kind in ("part", "chapter", "section", "article"):
        word, rest = body.split(maxsplit=1)
        return f"{word.capitalize()} {rest}"
    if kind in ("paren", "small"):
        return body.strip("()")
    return body


def _numbers(kind: str, body: str) -> tuple[int, ...]:
    if kind == "roman":
        return (roman_value(body),)
    if kind in ("arabic", "article", "chapter", "section", "part"):
        digits = re.search(r"\d+", body)
        if digits:
            return (int(digits[0]),)
        numeral = body.split()[-1]
        return (roman_value(numeral),) if re.fullmatch(r"[IVXLC]+", numeral) else ()
    if kind == "small":
        return (roman_value(body.strip("()").upper()),)
    if kind == "paren":
        inner = body.strip("()")
        return (int(inner),) if inner.isdigit() else ((LETTERS.index(inner) + 1,) if inner in LETTERS else ())
    if kind == "letter" and body in LETTERS:
        return (LETTERS.index(body) + 1,)
    if kind == "upper":
        return (LETTERS.index(body.lower()) + 1,) if body.lower() in LETTERS else ()
    return ()
