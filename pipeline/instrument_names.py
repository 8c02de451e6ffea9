"""Keys of instruments that are cited by name, and whether two titles say the same.

"Điều lệ Hội LHPN Việt Nam" and "Điều lệ Hội Liên hiệp Phụ nữ Việt Nam" have one key; "giai đoạn 2021 - 2030" is
"2021-2030". A resolution of a congress is its body and its ordinal: "Nghị quyết XIV Đảng bộ tỉnh" is
"Nghị quyết Đại hội XIV Đảng bộ tỉnh", completed by the place of the citing document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.fold import fold, lower
from extractors.body_names import expand, locality
from pipeline.instruments import Home

#: Words that a title may lose or gain without becoming another.
FUNCTION_WORDS = frozenset(["ve", "va", "cua", "cac", "v", "cho", "tai", "trong", "nham"])
FUNCTION_RE = re.compile(r"\b(?:v/v|ve viec|mot so(?= dieu| van de))\b|^\W*viec\b")
CITED_RE = re.compile(
    r"""
    (?<!\w)(?:nghị\ quyết|chỉ\ thị|kết\ luận|quyết\ định|quy\ định|kế\ hoạch|hướng\ dẫn|thông\ báo)[ ](?:số[ :]*)?
    \d+[\w]*(?:[/-][^\s,;]+)?                                    # … số 12b/NQ-BCH
    """,
    re.VERBOSE | re.IGNORECASE,
)
YEARS_RE = re.compile(r"\b(?P<first>(?:19|20)\d\d)(?:\s*-\s*(?P<last>(?:19|20)\d\d))?\b")
CONGRESS_RE = re.compile(
    r"""
    ^nghi[ ]quyet[ ](?:cua[ ])?
    (?:(?P<congress>dai[ ]hoi|dh)[ ]?(?P<head>(?:(?!lan[ ]thu|[ivxlc]+(?![a-z])|\d)[a-z,]+[ ]?){0,12}?)[ ]?)?
    (?:lan[ ]thu[ ])?(?P<ordinal>[ivxlc]+|\d{1,2})?(?![a-z\d])
    [ ]?(?P<tail>.*)$
    """,
    re.VERBOSE,
)
LOCAL_RE = re.compile(r"\b(?:tinh|thanh pho|huyen|quan|xa|phuong)$")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
SIMILAR = 0.6
MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Congress:
    """A congress whose resolution is cited: the body and its ordinal, None where it is not printed."""

    body: str
    ordinal: int | None


def name_words(title: str) -> tuple[str, ...]:
    """The words of a name that count, folded; abbreviations expanded, years as one word.

    >>> name_words("về “Chiến lược Quốc gia về bình đẳng giới giai đoạn 2021 – 2030”")
    ('chien', 'luoc', 'quoc', 'gia', 'binh', 'dang', 'gioi', 'giai', 'doan', '2021-2030')
    """
    return _words(title)


@lru_cache(maxsize=100_000)
def _words(title: str) -> tuple[str, ...]:
    text = re.sub(r"(\d{4})\s*-\s*(?=\d{4})", r"\1-", fold(expand(title)))
    text = FUNCTION_RE.sub(" ", text)
    found = re.findall(r"\d{4}-\d{4}|[^\W_]+", text)
    return tuple(word for word in found if word not in FUNCTION_WORDS)


@lru_cache(maxsize=100_000)
def _word_set(title: str) -> frozenset[str]:
    return frozenset(_words(title))


def without_type(title: str, type_word: str) -> str:
    """A name without its type word: "Chương trình hành động …" of a chương trình is "hành động …".

    >>> without_type("Chương trình phối hợp giữa A và B", "chương trình phối hợp")
    'giữa A và B'
    """
    found = re.match(rf"\W*{re.escape(type_word)}(?!\w)\s*", lower(title))
    return title[found.end() :] if found else title


@lru_cache(maxsize=100_000)
def years(title: str) -> frozenset[str]:
    """The years and periods a title prints.

    >>> sorted(years("đến năm 2030, tầm nhìn 2035")), sorted(years("giai đoạn 2012 – 2020"))
    (['2030', '2035'], ['2012-2020'])
    """
    return frozenset(
        f"{match['first']}-{match['last']}" if match["last"] else match["first"]
        for match in YEARS_RE.finditer(fold(title))
    )


def similar(one: str, other: str) -> bool:
    """Do two titles mean one instrument: most words shared, and no year that the other contradicts?

    >>> similar("về quy trình thành lập Ban Nữ công quần chúng", "nhiệm vụ trọng tâm công tác nữ công năm 2024")
    False
    """
    first, second = _word_set(one), _word_set(other)
    if min(len(first), len(second)) < MIN_WORDS or not _years_agree(one, other):
        return False
    shared = len(first & second)
    return shared >= SIMILAR * len(first | second) or shared == min(len(first), len(second))


def contradict(one: str, other: str) -> bool:
    """Are two titles so different that they cannot mean one instrument?

    >>> contradict("công tác dân số trong tình hình mới", "xây dựng giai cấp công nhân Việt Nam")
    True
    """
    first, second = _word_set(one), _word_set(other)
    return min(len(first), len(second)) >= MIN_WORDS and len(first & second) < 0.25 * min(len(first), len(second))


def differ(one: str, other: str) -> bool:
    """Do two titles of one instrument differ in their words, beyond shortening and form words?

    The part behind a nested citation is left out: that one is compared on its own.

    >>> differ("Ban Nữ công khu vực doanh nghiệp ngoài nhà nước", "Ban Nữ công doanh nghiệp ngoài khu vực nhà nước")
    True
    >>> differ("về việc đổi mới tổ chức của Công đoàn", "Đổi mới tổ chức Công đoàn trong tình hình mới")
    False
    """
    first, second = (name_words(CITED_RE.split(title)[0]) for title in (one, other))
    short, long = sorted((first, second), key=len)
    return bool(short) and not _is_subsequence(short, long)


def congress_of(title: str, home: Home) -> Congress | None:
    """The congress whose resolution a name means, or None for another kind of resolution.

    >>> home = Home("Lai Châu", ("Liên đoàn Lao động tỉnh Lai Châu",))
    >>> congress_of("Nghị quyết XIV Đảng bộ tỉnh", home)
    Congress(body='dang bo tinh lai chau', ordinal=14)
    >>> congress_of("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", home)
    Congress(body='dang', ordinal=13)
    >>> congress_of("Nghị quyết đẩy mạnh công tác phát triển đoàn viên", home) is None
    True
    """
    match = CONGRESS_RE.match(" ".join(fold(title).split()))
    if match is None or not (match["congress"] or (match["ordinal"] and match["tail"])):
        return None
    words = f"{match['head'] or ''} {match['tail']}"
    words = re.sub(r"\b(?:dai bieu|toan quoc|cua|nhiem ky.*|lan thu)\b", " ", words)
    body = " ".join(re.sub(r"[^\w\s]", " ", words).split())
    if not body:
        return None
    level = LOCAL_RE.search(body)
    if level:
        here = {fold(kind): fold(name) for kind, name in locality(home.place, home.issuers).items()}
        body = f"{body[: level.start()]}{here.get(level[0], level[0])}"
    return Congress(_known_body(body), _ordinal(match["ordinal"]))


def transposed(one: int, other: int) -> bool:
    """Are two ordinals the same Roman letters in another order, as IV and VI: a slip of the hand?

    >>> transposed(4, 6), transposed(12, 13)
    (True, False)
    """
    return one != other and sorted(roman(one)) == sorted(roman(other))


def roman(number: int) -> str:
    """A number in Roman letters.

    >>> roman(13), roman(4)
    ('XIII', 'IV')
    """
    out = ""
    for value, letters in (
        (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= value:
            out, number = out + letters, number - value
    return out


def _known_body(body: str) -> str:
    if body in ("phu nu", "hoi lien hiep phu nu viet nam"):
        return "phu nu viet nam"
    return "dang" if body in ("dang", "dang cong san viet nam") else body


def _ordinal(word: str | None) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    values = [ROMAN[letter] for letter in word]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _years_agree(one: str, other: str) -> bool:
    first, second = years(one), years(other)
    return not first or not second or bool(first & second)


def _is_subsequence(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
