"""What identifies an instrument: its number taken apart, the system that issued it, its canonical id.

"05/KL- TLĐ", "5/KL–TLĐ" and "05/KL-BCH" of the Tổng Liên đoàn share one bucket (conclusion 5); the system
(``tong-lien-doan-lao-dong``) and the date tell its members apart. The organ in a symbol (BCH, BTV, ĐCT) is not
the organisation: then the issuer's name says which, or nothing does. A letter belongs to the number: 6b is not 6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.fold import fold
from corpus.lexicon.load import table
from extractors.body_names import full_name, locality
from extractors.letterhead import names_by_code
from extractors.type_words import by_code

NUMBER_RE = re.compile(
    r"""
    ^0*(?P<num>\d+[a-zđ]?)                    # 145 | 1500b
    (?:[/-](?P<year>(?:19|20)\d\d)(?=[/-]))?  # /2020
    (?:[/-]?(?P<symbol>.*))?$                 # NĐ-CP | NQ/TW | nothing
    """,
    re.VERBOSE | re.IGNORECASE,
)
ORGANS = frozenset({"BCH", "BTV", "ĐCT"})
JOINT = frozenset({"CTPH", "TTLT", "NQLT", "KHPH", "KHLT"})
ASSEMBLY_RE = re.compile(r"^QH\d{0,2}$")  # QH15: the Assembly and its term
LOCAL_FAMILY = "Province and below: state"
LOCAL_CODE_RE = re.compile(r"(?:TU|HU|ThU|QU|LĐLĐ|TĐTN|HĐTN|ThĐTN)$")
ORGAN_WORDS_RE = re.compile(
    r"^(?:hoi nghi lan thu \w+ )?(?:ban chap hanh|ban thuong vu|ban thuong truc|doan chu tich|bch|btv|dct)\b[ ,]*"
    r"|[ ,(]*\bkhoa [ivxlc\d]+\)?"
)
PLACE_RE = re.compile(r"\b(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong)(?! (?:uy|doan|hoi)\b)(?: [a-z]+){1,4}$")
LEGISLATION = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp", "nghị định", "thông tư", "thông tư liên tịch"})


@dataclass(frozen=True, slots=True)
class Number:
    """A số hiệu taken apart. ``codes`` are those behind the type's code: who issued it."""

    num: str
    year: str
    type_code: str
    codes: tuple[str, ...]

    @property
    def bucket(self) -> tuple[str, str, str]:
        """What all spellings of one number share, whoever issued it: type, number with its letter, year."""
        return (self.type_code, self.num, self.year)

    @property
    def bare(self) -> bool:
        """Is it a number without a symbol ("Nghị quyết 6b")?"""
        return not self.codes and not self.year


@dataclass(frozen=True, slots=True)
class Home:
    """Who cites: place and issuers of the citing document, which complete "LĐLĐ tỉnh" and "UBND tỉnh"."""

    place: str | None = None
    issuers: tuple[str, ...] = ()


def parse_number(number: str, type_word: str) -> Number | None:
    """Take a số hiệu apart; None where it has no digits ("/KH-UBND").

    >>> parse_number("05/KL- TLĐ", "kết luận").bucket
    ('KL', '5', '')
    >>> parse_number("07/TLĐ-BCH", "nghị quyết")
    Number(num='7', year='', type_code='NQ', codes=('TLĐ', 'BCH'))
    >>> parse_number("50/2024/QH15", "luật").bucket, parse_number("6b", "nghị quyết").bare
    (('L', '50', '2024'), True)
    """
    match = NUMBER_RE.match(re.sub(r"\s", "", number))
    if match is None:
        return None
    codes = [code for code in re.split(r"[-/–]", match["symbol"] or "") if code]
    typed = next((code for code in codes if code in by_code()), None)
    if typed is not None:
        codes.remove(typed)
    return Number(match["num"].lower(), match["year"] or "", typed or code_of_type(type_word), tuple(codes))


def code_of_type(type_word: str) -> str:
    """The code of a type; one that has none stands for itself, laws and codes of law are one family.

    >>> code_of_type("kế hoạch"), code_of_type("bộ luật"), code_of_type("điều lệ")
    ('KH', 'L', 'dieu-le')
    """
    if type_word in ("luật", "bộ luật"):
        return "L"
    if type_word == "công văn":
        return "CV"
    return _codes().get(type_word) or slug(type_word)


def system_of(number: Number, issuer: str | None, home: Home) -> str | None:
    """The system that issued an instrument, as a slug; None where nothing says it.

    >>> system_of(parse_number("12b/NQ-BCH", "nghị quyết"), "BCH TLĐ", Home())
    'tong-lien-doan-lao-dong'
    >>> system_of(parse_number("24/KH-UBND", "kế hoạch"), None, Home("Bắc Ninh", ("Ủy ban nhân dân tỉnh Bắc Ninh",)))
    'uy-ban-nhan-dan-tinh-bac-ninh'
    >>> system_of(parse_number("15/NQ-BCH", "nghị quyết"), None, Home()) is None
    True
    """
    if number.bare:
        return issuer_system(issuer, home)
    codes = number.codes
    if any(ASSEMBLY_RE.match(code) for code in codes) or (number.type_code == "L" and number.year):
        return "quoc-hoi"
    if not codes or codes[0] in ORGANS:
        return issuer_system(issuer, home)
    parts = codes if number.type_code in JOINT else codes[:1]
    names = sorted({_name_of_code(code) for code in parts if code not in ORGANS})
    local = any(_is_local(code) for code in parts)
    return slug(" ".join([*names, *([_place(issuer, home)] if local else [])]))


def compatible(one: str | None, other: str | None) -> bool:
    """May two systems be one? An unknown one may be any."""
    return one is None or other is None or one == other


def akn_id(type_word: str, issuer: str, date: str, number: str | None, title: str | None = None) -> str | None:
    """The canonical id in Akoma Ntoso form; None where the date is not known to the day.

    >>> akn_id("chỉ thị", "ban-bi-thu-tw", "2018-01-20", "21-CT/TW")
    '/akn/vn/doc/chi-thi/ban-bi-thu-tw/2018-01-20/21-ct-tw'
    """
    name = number_slug(number) if number else slug(title or "")
    if len(date) != len("2018-01-20") or date.startswith("-") or not name:
        return None
    kind = "act" if type_word in LEGISLATION else "doc"
    return f"/akn/vn/{kind}/{slug(type_word)}/{issuer or 'khong-ro'}/{date}/{name}"


def number_slug(number: str) -> str:
    """A number without leading zeros, blanks and accents, as in an id.

    >>> number_slug("05/KL- TLĐ")
    '5-kl-tld'
    """
    return slug(re.sub(r"^0+(?=\d)", "", re.sub(r"\s", "", number)))


def slug(text: str) -> str:
    """Words joined by hyphens, no accents.

    >>> slug("Ban Bí thư TW")
    'ban-bi-thu-tw'
    """
    return "-".join(re.findall(r"[^\W_]+", fold(text)))


def organ_slug(issuer: str | None) -> str:
    """The issuer part of a canonical id of the Party centre: its organ.

    >>> organ_slug("Bộ Chính trị (khóa XI)"), organ_slug("BCH Trung ương Đảng"), organ_slug(None)
    ('bo-chinh-tri-tw', 'ban-chap-hanh-tw', 'trung-uong')
    """
    name = fold(issuer or "")
    for words, organ in (("bo chinh tri", "bo-chinh-tri-tw"), ("ban bi thu", "ban-bi-thu-tw")):
        if words in name:
            return organ
    return "ban-chap-hanh-tw" if re.search(r"\b(?:bch|ban chap hanh)\b", name) else "trung-uong"


def issuer_system(issuer: str | None, home: Home) -> str | None:
    """The system that an issuer's name means, without its organ; None where it names no organisation.

    >>> issuer_system("ĐCT Tổng Liên đoàn khóa XII", Home())
    'tong-lien-doan-lao-dong'
    """
    if not issuer:
        return None
    name = fold(full_name(issuer, home.place, home.issuers))
    name = ORGAN_WORDS_RE.sub("", ORGAN_WORDS_RE.sub("", name)).strip(" ,")
    if "tong lien doan" in name:
        return "tong-lien-doan-lao-dong"
    if re.search(r"trung uong dang|\bbo chinh tri\b|\bban bi thu\b", name):
        return "trung-uong"
    if name in ("", "hoi", "trung uong hoi", "cong doan", "trung uong"):
        return _own_association(home) if "hoi" in name else None
    name = re.sub(r"^(?:chu tich|bo truong|trung uong) (?=\w)", "", name)
    return slug(re.sub(r" viet nam$", "", name))


def _own_association(home: Home) -> str | None:
    """ "Ban Chấp hành Trung ương Hội" in a document that an association issued: the association, without its place."""
    own = [fold(issuer) for issuer in home.issuers if issuer.startswith("Hội ")]
    return slug(PLACE_RE.sub("", own[0])) if len(own) == 1 else None


def _place(issuer: str | None, home: Home) -> str:
    if issuer:
        named = PLACE_RE.search(fold(full_name(issuer, home.place, home.issuers)))
        if named:
            return named[0]
    places = locality(home.place, home.issuers)
    return fold(next(iter(places.values()), home.place or ""))


def _is_local(code: str) -> bool:
    return bool(LOCAL_CODE_RE.search(code)) or _families().get(code) == LOCAL_FAMILY


@cache
def _name_of_code(code: str) -> str:
    """One name for the codes of one body: TLĐLĐVN is TLĐ, HLHPNVN is HLHPN."""
    name = fold(names_by_code().get(code, code)).split(" / ")[0]
    return re.sub(r" viet nam$", "", name) if name != "cong doan viet nam" else name


@cache
def _families() -> dict[str, str]:
    return {row["code"]: row["family"] for row in table("issuer_codes")}


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, types in by_code().items():
        for kind in types:
            found.setdefault(kind, code)
    return {**found, "quy định": "QĐ"}  # QĐ is printed for both; QĐi and QyĐ are read from the symbol
