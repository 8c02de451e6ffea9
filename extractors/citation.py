"""Citations by number: "Nghị quyết số 20-NQ/TW ngày 28/01/2008", "hướng dẫn số 364/TLĐ", "Chỉ thị số 03".

Reads the type word (also in lower case, as a code, or shared by a list), the number and symbol and the date.
Refuses what only looks like a symbol: forms ("Mẫu số 01/TH-DT"), standards, permits, dates, ratios, and a
symbol that has neither "số" nor a type in front of it nor a type code in it ("Ban 127/TW").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.fold import lower
from extractors.citation_dates import date_at
from extractors.mention import Mention, places_of
from extractors.phrase_trie import letters, trie_pattern
from extractors.spelling import words_for
from extractors.type_words import by_code, type_at_end, type_of_word, type_word_re, types_of_symbol
from extractors.word_ends import last_word, last_words, last_words_for

UPPER = "A-ZĐƯÂÊÔ\u0410-\u042f"  # Cyrillic letters that look Latin stand in some files
LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
CYRILLIC_RE = re.compile("[\u0410-\u042f]")
CODE = rf"[{UPPER}][\w&]*(?:\.\w[\w&]*)*(?:\(\w{{1,6}}\))?"  # QĐ | TTg | BNN&PTNT | TTr-SYT.DS | BCA(H11)
SYMBOL_RE = re.compile(
    rf"""
    (?P<num>[0-9](?<![\w/-].)(?<!\d[.,].)\d{{0,5}}[a-zđA-D]?)   # 145 | 1500b | 888a; the digit first: re skips to it
    (?P<year>[ ]?/[ ]?(?:19|20)\d\d)?                 # /2020
    [ ]?(?P<sep>[/-]|[ ]?(?=[A-ZĐ]{{2,5}}[/-]))[ ]?   # 20-NQ/TW | 104/KH | 1693 QĐ/UB | 294QĐ/TW
    (?P<codes>{CODE}(?:(?:[-/–]|[ ][-/–][ ]?(?=[{UPPER}]{{2}})|[-/–][ ](?=[{UPPER}]{{2}}|TTg|CTr)){CODE})*)
    """,
    re.VERBOSE,
)
BLANK_RE = re.compile(
    rf"""
    (?P<so>[Ss](?<!\w.)ố[ ]?:?)(?:[ _]{{0,12}}|[ ]?[.…]{{1,3}}[ ]?)   # Kế hoạch số       /KH-UBND: stamped on later
    (?P<year>/[ ]?(?:19|20)\d\d)?
    (?P<sep>[/-])[ ]?(?P<codes>[{UPPER}][\w&]*(?:[-/]{CODE})*)
    """,
    re.VERBOSE,
)
NO_NUMBER_RE = re.compile(r"ố[ ]?:?[ _.…]*[/-]")  # what every blank number has, and few lines
#: Behind the stroke or dash that every symbol has, and few lines: a digit, code or blank before it, a code after it.
SEPARATED = (
    r"(?:(?<=[\d_.…:ốA-ZĐ].)|(?<=\d[a-zđA-D].)|(?<=[\d .…_:ố][ ].)|(?<=\d[a-zđA-D][ ].))"
    rf"(?:[ ]?[{UPPER}]|(?<=[A-ZĐ].))"
)
SEPARATED_RE = re.compile(f"[/-]{SEPARATED}")
NUMBER_WORD_RE = re.compile(r"(?<!\w)(?:[Ss]ố|SỐ|so|sổ)[ ]?:?[ ]?$")  # "so", "sổ": misread by OCR
DECOY_RE = re.compile(rf"(?<!\w){words_for('no_symbol', any_case=True)}[ ]*(?:số[ ]?:?)?[ ]*$", re.IGNORECASE)
DECOY_ENDS = last_words_for("no_symbol") | last_words(("số",))
GAP_RE = re.compile(r"^[^\d.;:()“”\"\n]{0,100}$")  # "Quyết định | của Thủ tướng Chính phủ | số 1268/QĐ-TTg"
STATUTES = frozenset({"luật", "bộ luật", "pháp lệnh"})
NAMED_GAP_RE = re.compile(r"^(?:[^.;:()“”\"\n/\d]|\d(?!\d?/)){0,110}$")  # "Luật | Công đoàn | số 50/2024/QH15"
#: Types that a number without a symbol may follow; the codes in capitals only.
BARE_WORDS = (
    "nghị quyết", "chỉ thị", "kết luận", "quyết định", "quy định", "nghị định", "thông tư", "hướng dẫn", "thông báo",
    "công điện", "công văn", "kế hoạch", "đề án", "chương trình", "công ước",
)  # fmt: skip
BARE_CODES = ("NQ", "CT", "KL", "NĐ", "QĐ", "TT")
BARE_HEAD = rf"""
    (?<!\w)(?P<word>(?-i:{trie_pattern([*(letters(word, any_case=True) for word in BARE_WORDS), *BARE_CODES])}))
    [ ](?P<so>số[ ]?:?[ ]?)?
"""
BARE_HEAD_RE = re.compile(f"{BARE_HEAD}$", re.VERBOSE | re.IGNORECASE)
BARE_RE = re.compile(
    rf"""
    {BARE_HEAD}(?P<num>\d{{1,4}}[a-zđ]?)                     # Nghị quyết 6b | Chỉ thị số 03
    (?=[ ]?(?:$|[,;.)(”"“\n]|/\.)|[ ](?:của|về|và|ngày|năm\ (?:19|20)\d\d|trong|do|được|đã|ở|là|tới|trên|đến)(?!\w))
    (?![ ]?[/.,-][ ]?\d)(?![ ]?%)
    """,
    re.VERBOSE | re.IGNORECASE,
)
BARE_ENDS = {word[-2:] for word in (*BARE_WORDS, *BARE_CODES)} | {word[-2:].upper() for word in BARE_WORDS}
#: Around the first digit of such a number: no stroke or dash and code behind it, a type word or "số" in front.
BARE_NUMBER = (
    r"(?<=[ ốỐ:].)(?=\d{0,3}[a-zA-ZđĐ]?(?:[ ,;.)(”\"“\n]|$|/\.))"
    rf"(?:(?<=[ ].)(?<=(?:{'|'.join(sorted(BARE_ENDS))})..)|(?<=[ốỐ:].)|(?<=[ốỐ:][ ].))"
)
BARE_NUMBER_RE = re.compile(rf"[0-9]{BARE_NUMBER}")
NEEDS_WORD = frozenset({"kế hoạch", "chương trình", "hướng dẫn", "thông báo", "công văn", "quyết định", "thông tư"})
LISTED_RE = re.compile(r"[ ]?(?:,|;|và|, và|; và)[ ]")  # "số 8004/BNNMT-ĐCKS ngày …, 8008/BNNMT-ĐCKS ngày …"
SENTENCE_START_RE = re.compile(r"[.;](?=\s)|\n")
LONGEST_TYPE = 80  # characters of the longest type or decoy word, with blanks to spare
LONGEST_NUMBER_WORD = 8
LONGEST_PRINTED = 40  # characters of a number, or of "số" and a blank, in front of the stroke of a symbol
LONGEST_BARE = 24  # of a type word and "số : " behind it
REACH = 300  # how far back a list looks for its type word


#: Why a string that is shaped like a symbol is none: a key for lists, and the reason in words.
REFUSALS = {
    "form_or_permit": "a form, permit, contract or telephone number, as the word before it says",
    "no_code": "the letters behind the number are no code of a type or an issuer",
    "no_separator": "no stroke or dash between number and code, and no type word or “số” before it",
    "blank_form": "a blank number without a type word: a form to be filled in",
    "no_type": "neither “số” nor a type word before it, and no type code in it",
}


class Head(NamedTuple):
    """The words in front of a number: where they begin, the type they name, what they tell besides."""

    start: int
    type: str
    confidence: float
    gap: tuple[int, int] | None = None  # words between the type word and the number
    elliptical: bool = False


def find_citations(line: str) -> list[Mention]:
    """Give the citations by number of one line, in order.

    >>> [(m.type, m.number, m.date) for m in find_citations("theo Kết luận số 05/KL- TLĐ ngày 9/8/2022")]
    [('kết luận', '05/KL-TLĐ', '2022-08-09')]
    >>> find_citations("Ban 127/TW lập Mẫu số 01/TH-DT trước 28/6")
    []
    """
    found: list[Mention] = []
    for match in _symbols(line):
        head = _head(line, match, found)
        if isinstance(head, str):
            continue
        mention = Mention(
            head.start, match.end("codes"), head.type, _number(match), confidence=head.confidence,
            elliptical=head.elliptical, gap=head.gap,
        )  # fmt: skip
        _take_date(line, mention)
        found.append(mention)
    found += _bare(line, found)
    return sorted(found, key=_start) if len(found) > 1 else found


def refused_symbols(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield the look-alikes of a symbol that are no citation: start, end and a key of ``REFUSALS``.

    >>> list(refused_symbols("lập Mẫu số 01/TH-DT"))
    [(11, 19, 'form_or_permit')]
    """
    cited = find_citations(line)
    for match in _symbols(line):
        verdict = _head(line, match, cited)
        if isinstance(verdict, str):
            yield match.start(), match.end("codes"), verdict


def same_number(one: str, other: str) -> bool:
    """Are two numbers one, leading zeros, blanks and kinds of dash aside?

    >>> same_number("05/KL-TLĐ", "5/KL–TLĐ")
    True
    """
    return _plain(one) == _plain(other)


@lru_cache(maxsize=4_096)
def _plain(number: str) -> str:
    return re.sub(r"[\s–]", lambda m: "-" if m[0] == "–" else "", lower(number)).lstrip("0")


def _symbols(line: str) -> list[re.Match[str]]:
    separated = SEPARATED_RE.search(line)
    if separated is None:
        return []
    start = max(0, separated.start() - LONGEST_PRINTED)
    symbols = list(SYMBOL_RE.finditer(line, start))
    blanks = list(BLANK_RE.finditer(line, start)) if NO_NUMBER_RE.search(line, start) else []
    return sorted(symbols + blanks, key=lambda match: match.start("codes")) if blanks else symbols


def _start(mention: Mention) -> int:
    return mention.start


def _number(match: re.Match[str]) -> str:
    printed = match["num"] if "num" in match.re.groupindex else ""
    number = "".join(f"{printed}{match['year'] or ''}{match['sep']}{match['codes']}".split())
    return number.translate(LATIN) if CYRILLIC_RE.search(number) else number


def _take_date(line: str, mention: Mention) -> None:
    date = date_at(line, mention.end)
    if date is not None:
        mention.end, mention.date, mention.loose_date = date.end, date.value, date.loose
        mention.tail = date.end
    else:
        mention.tail = mention.end


def _head(line: str, match: re.Match[str], found: list[Mention]) -> Head | str:
    """What stands in front of a symbol, or why it is none of an instrument."""
    blank = match.re is BLANK_RE
    start = match.start()
    before = line[max(0, start - REACH) : start]
    offset = start - len(before)
    word = None if blank else NUMBER_WORD_RE.search(before, max(0, len(before) - LONGEST_NUMBER_WORD))
    numbered = blank or word is not None
    edge = word.start() if word else len(before)
    if last_word(before[:edge]) in DECOY_ENDS and DECOY_RE.search(before, max(0, len(before) - LONGEST_TYPE)):
        return "form_or_permit"
    allowed = types_of_symbol(match["codes"])
    if not allowed and not re.match(rf"[{UPPER}]{{2}}|TTg", match["codes"]):
        return "no_code"
    adjacent = _adjacent(before[:edge], offset, allowed)
    if match["sep"].strip() == "" and not (allowed and (numbered or adjacent)):
        return "no_separator"
    if adjacent is not None or blank:
        return adjacent or "blank_form"
    distant = _distant(before[:edge], offset, allowed, match["codes"]) if numbered else None
    if distant is not None:
        return distant
    return _without_word(offset + edge, before, allowed, found, numbered=numbered) or "no_type"


def _adjacent(before: str, offset: int, allowed: tuple[str, ...]) -> Head | None:
    """The type word right in front; where it contradicts the code, an earlier one that agrees is taken."""
    stripped = before.rstrip(" :")
    match = type_at_end(stripped)
    if match is None:
        return None
    kind = type_of_word(match[0])
    if kind is None:  # "Văn bản số 9318/VPCP-KSTT"
        return Head(offset + match.start(), allowed[0] if allowed else "công văn", 0.93)
    if allowed and kind not in allowed and match["code"] is None:
        for earlier in reversed(list(type_word_re().finditer(stripped, max(0, match.start() - 40), match.start()))):
            other = type_of_word(earlier[0])
            if other in allowed and GAP_RE.match(stripped[earlier.end() : match.start()]):
                return Head(offset + earlier.start(), str(other), 0.93)  # Thông báo kết luận số 49/TB-VPCP
    return Head(offset + match.start(), kind, 0.98)


def _distant(before: str, offset: int, allowed: tuple[str, ...], codes: str) -> Head | None:
    """A type word with words between it and "số": the law's name, the issuer, a longer type."""
    words = list(type_word_re().finditer(before, max(0, len(before) - 120)))
    for word in reversed(words):
        kind = type_of_word(word[0])
        gap = before[word.end() :]
        named = kind in STATUTES and NAMED_GAP_RE.match(gap) and (not allowed or "QH" in codes)
        agrees = kind in allowed and GAP_RE.match(gap) and "," not in gap
        if kind and gap.strip() and (named or agrees):
            return Head(offset + word.start(), kind, 0.95, (offset + word.end(), offset + len(before)))
    return None


def _without_word(
    start: int, before: str, allowed: tuple[str, ...], found: list[Mention], *, numbered: bool
) -> Head | None:
    """A list's later member, or a symbol whose own code says the type."""
    listed = found and LISTED_RE.fullmatch(before[len(before) - (start - found[-1].end) :]) if found else None
    if not allowed and not numbered and not listed:
        return None
    sentence = before[max((m.end() for m in SENTENCE_START_RE.finditer(before)), default=0) :]
    shared = [type_of_word(m[0]) for m in type_word_re().finditer(sentence)]
    kinds = [kind for kind in [*shared, found[-1].type if found else None] if kind and (not allowed or kind in allowed)]
    if kinds:
        return Head(start, kinds[-1], 0.93, elliptical=True)
    if allowed:
        return Head(start, allowed[0], 0.9, elliptical=True)
    return Head(start, "công văn", 0.6, elliptical=True)


def _bare(line: str, found: list[Mention]) -> Iterator[Mention]:
    """A number without a symbol: a short form of an instrument known otherwise."""
    taken = places_of(found)
    for match in _bare_numbers(line):
        if taken.meets(match.start(), match.end()):
            continue
        word = match["word"]
        kind = by_code()[word][0] if word in by_code() else type_of_word(word)
        if DECOY_RE.search(line, max(0, match.start() - 20), match.start()):
            continue  # "Mẫu Quyết định số 03"
        if kind is None or (match["so"] is None and not _stands_alone(match, kind)):
            continue
        mention = Mention(match.start(), match.end("num"), kind, match["num"], confidence=0.8)
        _take_date(line, mention)
        yield mention


def _bare_numbers(line: str) -> Iterator[re.Match[str]]:
    """What ``BARE_RE`` finds, looked for only where a number stands."""
    for number in BARE_NUMBER_RE.finditer(line):
        at = number.start()
        head = BARE_HEAD_RE.search(line, max(0, at - LONGEST_BARE), at)
        if head is not None and (match := BARE_RE.match(line, head.start())):
            yield match


def _stands_alone(match: re.Match[str], kind: str) -> bool:
    """Without "số": a capital type word, and not one that counts things ("Kế hoạch 5 năm")."""
    return match["word"][0].isupper() and (kind not in NEEDS_WORD or match["num"][-1].isalpha())
