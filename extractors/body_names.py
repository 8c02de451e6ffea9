"""Full names of bodies: abbreviations expanded, local short forms completed by the issuer.

"LĐLĐ tỉnh" in a document of Lai Châu is "Liên đoàn Lao động tỉnh Lai Châu", "Bộ" in one of a
ministry is that ministry, "Văn phòng" in one of a union is the union's. A class of bodies ("UBND
các xã, phường") stays a class. What the issuers do not decide stays as printed: a ministry in Hà
Nội says nothing of which "UBND tỉnh" it means.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import capitalise, lower, tone_key
from corpus.lexicon.load import column, table

BRACKET_RE = re.compile(r"\s*\([^()]{0,120}\)")  # "(VNCERT)", "(CNTT)", "(công đoàn cơ sở)"
PLACE_RE = re.compile(
    r"""
    (?P<level>tỉnh|thành\ phố|huyện|quận|thị\ xã|xã|phường|thị\ trấn|đặc\ khu)
    \s+(?P<name>\w+(?:\s+\w+|\s*-\s*\w+){0,4})$     # Liên đoàn Lao động tỉnh | Lai Châu
    """,
    re.VERBOSE | re.IGNORECASE,
)
BARE_LEVEL_RE = re.compile(
    r"""
    (?<!,)(?<![\w])\s*\b
    (?P<level>tỉnh|thành\ phố|huyện|quận|thị\ xã|xã|phường|thị\ trấn|đặc\ khu)$   # UBND | tỉnh
    """,
    re.VERBOSE | re.IGNORECASE,
)
PLURAL_RE = re.compile(r"(?:\b(?:các|cấp|những|mỗi|từng|và|hoặc)|,)\s*$", re.IGNORECASE)  # UBND | các | xã
MINISTRY_RE = re.compile(r"(?:^|(?<=thuộc )|(?<=của )|(?<=^Văn phòng )|(?<=Chánh Văn phòng )|(?<=Thanh tra )|(?<=[Ll]ãnh đạo ))Bộ$")  # "các cơ quan, đơn vị thuộc Bộ", never "các Bộ"
MINISTER_RE = re.compile(r"^(?:thứ|bộ) trưởng$", re.IGNORECASE)
PARTY_RE = re.compile(r"\b(?P<body>tỉnh ủy|thành ủy|tỉnh đoàn|thành đoàn|tỉnh hội|thành hội)$", re.IGNORECASE)
DEPARTMENT_RE = re.compile(r"^(?:sở|công an|ban dân tộc|thanh tra|kho bạc nhà nước)\b", re.IGNORECASE)
ORGAN_KEYS = frozenset(
    tone_key(name)
    for name in (
        "Ban Chấp hành", "Ban Thường vụ", "Đoàn Chủ tịch", "Văn phòng", "Ban Nữ công", "Ban Tuyên giáo",
        "Ban Tuyên giáo - Nữ công", "Ban Tuyên giáo và Nữ công", "Ủy ban Kiểm tra", "Ban Tổ chức", "Ban Tài chính",
        "Ban Chính sách - Pháp luật", "Ban Chính sách - Pháp luật và Quan hệ lao động", "Thường trực", "Ban Thanh niên",
    )
)  # fmt: skip
CITIES = frozenset(map(tone_key, ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh", "Huế")))
UNION_RE = re.compile(r"^(?:tổng )?(?:liên đoàn|công đoàn|hội |đoàn )", re.IGNORECASE)


def full_name(
    mention: str, place: str | None = None, issuers: tuple[str, ...] = (), aliases: tuple[tuple[str, str], ...] = ()
) -> str:
    """Name a mention in full, as far as the abbreviations, the issuers and the place of issue decide it.

    >>> full_name("LĐLĐ tỉnh", "Lai Châu"), full_name("CĐCTVN")
    ('Liên đoàn Lao động tỉnh Lai Châu', 'Công đoàn Công Thương Việt Nam')
    >>> full_name("UBND tỉnh", "Hà Nội", ("Bộ Tài chính",)), full_name("Bộ", "Hà Nội", ("Bộ Tài chính",))
    ('Ủy ban nhân dân tỉnh', 'Bộ Tài chính')
    """
    name = expand(BRACKET_RE.sub("", " ".join(mention.split())).strip(), aliases)
    name = _canonical().get(tone_key(name), name)
    name = _with_ministry(name, issuers)
    name = _with_place(name, place, issuers)
    return capitalise(_with_organisation(name, issuers))


def expand(name: str, aliases: tuple[tuple[str, str], ...] = ()) -> str:
    """Expand the abbreviations in a name; short forms that the document itself introduces come first.

    >>> expand("Sở TT&TT"), expand("Tổng LĐLĐ Việt Nam")
    ('Sở Thông tin và Truyền thông', 'Tổng Liên đoàn Lao động Việt Nam')
    """
    for short, long in aliases:
        if tone_key(short) == tone_key(name) and "," not in short:
            return long
    return _abbreviation_re().sub(lambda match: _meanings()[match["abbr"]], name)


def locality(place: str | None, issuers: tuple[str, ...]) -> dict[str, str]:
    """What the issuers say of where they are: level of administration to the name with its level.

    >>> locality("Bắc Ninh", ("Ủy ban nhân dân tỉnh Bắc Ninh",))
    {'tỉnh': 'tỉnh Bắc Ninh'}
    """
    found = {}
    for issuer in issuers:
        match = PLACE_RE.search(issuer)
        if match:
            found[lower(match["level"])] = match[0]
    if not found and place and not _is_central(issuers):
        bare = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", place, flags=re.IGNORECASE)
        level = "thành phố" if tone_key(bare) in CITIES else "tỉnh"
        found[level] = f"{level} {bare}"
    return found


def _with_ministry(name: str, issuers: tuple[str, ...]) -> str:
    """ "Bộ" and "Bộ trưởng" are the issuer's."""
    ministry = next((issuer for issuer in issuers if issuer.startswith("Bộ ") and issuer != "Bộ Chính trị"), None)
    if ministry is None:
        return name
    if MINISTER_RE.match(name):
        return f"{name} {ministry}"
    return MINISTRY_RE.sub(ministry, name)


def _with_place(name: str, place: str | None, issuers: tuple[str, ...]) -> str:
    places = locality(place, issuers)
    bare = BARE_LEVEL_RE.search(name)
    if bare and name[: bare.start()].strip() and not PLURAL_RE.search(name[: bare.start("level")]):
        known = places.get(lower(bare["level"]))
        return f"{name[: bare.start('level')]}{known}" if known else name
    province = places.get("tỉnh") or places.get("thành phố")
    if province is None:
        return name
    if PARTY_RE.search(name):
        return f"{name} {province.split(' ', 1)[1] if lower(province).startswith('tỉnh') else _city(province)}"
    if DEPARTMENT_RE.match(name) and not PLACE_RE.search(name) and "," not in name[:6]:
        return f"{name} {province}"
    return name


def _city(province: str) -> str:
    name = province[len("thành phố ") :]
    return province if tone_key(name) == tone_key("Hồ Chí Minh") else name


def _with_organisation(name: str, issuers: tuple[str, ...]) -> str:
    """A union's or an association's organ without a name is the issuer's own."""
    if tone_key(name) in ORGAN_KEYS and len(issuers) == 1 and UNION_RE.match(issuers[0]):
        return f"{name} {issuers[0]}"
    return name


def _is_central(issuers: tuple[str, ...]) -> bool:
    central = ("bộ ", "chính phủ", "thủ tướng", "văn phòng chính phủ", "quốc hội", "ban bí thư", "tổng cục", "tổng liên đoàn")
    return any(lower(issuer).startswith(central) or lower(issuer).endswith(("trung ương", "việt nam")) for issuer in issuers)


@cache
def _meanings() -> dict[str, str]:
    return {row["abbr"]: row["meaning"] for row in table("abbreviations")}


@cache
def _abbreviation_re() -> re.Pattern[str]:
    """Longest first, whole words: LĐLĐ never inside TLĐLĐVN."""
    shorts = sorted(column("abbreviations", "abbr"), key=len, reverse=True)
    return re.compile(rf"(?<![\w&/])(?P<abbr>{'|'.join(map(re.escape, shorts))})(?![\w&/])")


@cache
def _canonical() -> dict[str, str]:
    return {
        tone_key(variant): row["canonical"]
        for row in table("bodies")
        for variant in row["variants"].split(";")
        if variant.strip()
    }
