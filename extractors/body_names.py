"""Full names of bodies: abbreviations expanded, local short forms completed by the issuer.

"LĐLĐ tỉnh" in a document of Lai Châu is "Liên đoàn Lao động tỉnh Lai Châu", "Bộ" in one of a
ministry is that ministry, "Văn phòng" in one of a union is the union's. A class of bodies ("UBND
các xã, phường") stays a class. What the issuers do not decide stays as printed: a ministry in Hà
Nội says nothing of which "UBND tỉnh" it means.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus.fold import capitalise, lower, tone_key
from corpus.lexicon.load import column, table
from extractors.body_grammar import alternatives, person_re

Aliases = tuple[tuple[str, str], ...]

LEVEL = r"(?P<level>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
PLACE_RE = re.compile(rf"{LEVEL}\s+(?P<name>\w+(?:\s+\w+|\s*-\s*\w+){{0,4}})$", re.IGNORECASE)  # tỉnh | Lai Châu
BARE_LEVEL_RE = re.compile(rf"(?<![\w,]){LEVEL}$", re.IGNORECASE)  # UBND | tỉnh
PLURAL_RE = re.compile(r"(?:\b(?:các|cấp|những|mỗi|từng|và|hoặc)|,)\s*$", re.IGNORECASE)  # UBND | các | xã
BRACKET_RE = re.compile(r"\s*\([^()]{0,120}\)")  # (VNCERT), (công đoàn cơ sở)
MINISTRY_RE = re.compile(  # Bộ; thuộc Bộ; Văn phòng Bộ; never "các Bộ"
    r"(?:^|(?<=thuộc )|(?<=của )|(?<=Văn phòng )|(?<=Thanh tra )|(?<=ãnh đạo ))Bộ$"
)
MINISTER_RE = re.compile(r"(?:thứ|bộ) trưởng", re.IGNORECASE)
PARTY_RE = re.compile(r"\b(?:tỉnh ủy|thành ủy|tỉnh đoàn|thành đoàn|tỉnh hội|thành hội)$", re.IGNORECASE)
DEPARTMENT_RE = re.compile(r"(?:giám đốc |thanh tra |lãnh đạo )?(?:sở|ban dân tộc)\s+(?![,.])", re.IGNORECASE)
HOLDER_RE = re.compile(r"(?:Thủ tướng|hường trực|hường trực Chính phủ|trưởng|Giám đốc|Chủ tịch|Bí thư|Văn phòng)$")
POLITBURO_RE = re.compile(r"bộ chính trị", re.IGNORECASE)
EACH_RE = re.compile(r"^(?:mỗi|từng) (?=[^\W\d_])", re.IGNORECASE)  # Mỗi | tỉnh ủy, thành ủy
COMRADES_RE = re.compile(r"^(?:các )?đồng chí (?=[^\W\d_])", re.IGNORECASE)  # các đồng chí | bí thư tỉnh ủy
USUAL_CASE = (
    (re.compile(r"trực thuộc trung ương"), "trực thuộc Trung ương"),
    (re.compile(r"^Ban chấp hành"), "Ban Chấp hành"),
)
OFFICES = r"(?:(?:thủ trưởng|giám đốc|lãnh đạo|người đứng đầu) )?"
DEPARTMENTS_RE = re.compile(rf"{OFFICES}các sở, (?:ban,? )?ngành|giám đốc (?:các )?sở", re.IGNORECASE)
UNITS_RE = re.compile(rf"{OFFICES}các (?:vụ|cục)(?:, (?:vụ|cục|tổng cục))*", re.IGNORECASE)
UNION_RE = re.compile(r"(?:tổng )?(?:liên đoàn|công đoàn|hội |đoàn )", re.IGNORECASE)
CENTRAL_RE = re.compile(
    r"(?:bộ |tổng cục |chính phủ|thủ tướng|văn phòng chính phủ|quốc hội|ban bí thư)|.*(?:trung ương|việt nam)$",
    re.IGNORECASE,
)
PLACE_TITLE_RE = re.compile(r"(?:tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)


@lru_cache(maxsize=8_192)  # a document names the same few bodies again and again
def full_name(mention: str, place: str | None = None, issuers: tuple[str, ...] = (), aliases: Aliases = ()) -> str:
    """Name a mention in full, as far as the abbreviations, the issuers and the place of issue decide it.

    >>> full_name("LĐLĐ tỉnh", "Lai Châu"), full_name("CĐCTVN")
    ('Liên đoàn Lao động tỉnh Lai Châu', 'Công đoàn Công Thương Việt Nam')
    >>> full_name("UBND tỉnh", "Hà Nội", ("Bộ Tài chính",)), full_name("Bộ", "Hà Nội", ("Bộ Tài chính",))
    ('Ủy ban nhân dân tỉnh', 'Bộ Tài chính')
    """
    name = expand(BRACKET_RE.sub("", " ".join(mention.split())).strip(), aliases)
    name = _without_person(COMRADES_RE.sub("", EACH_RE.sub("", name)))
    for pattern, usual in USUAL_CASE:
        name = pattern.sub(usual, name)
    name = _canonical().get(tone_key(name), name)
    name = _with_ministry(name, issuers)
    name = _with_place(name, place, issuers)
    name = _with_owner(name, place, issuers)
    return capitalise(_with_organisation(name, issuers))


def expand(name: str, aliases: Aliases = ()) -> str:
    """Expand the abbreviations in a name; short forms that the document itself introduces come first.

    >>> expand("Sở TT&TT"), expand("Tổng LĐLĐ Việt Nam")
    ('Sở Thông tin và Truyền thông', 'Tổng Liên đoàn Lao động Việt Nam')
    """
    for short, long in aliases:
        if tone_key(short) == tone_key(name) and "," not in short:  # "Bộ, ngành" is a class, no short form
            return long
    return _abbreviation_re().sub(lambda match: _meanings()[match["abbr"]], name)


def locality(place: str | None, issuers: tuple[str, ...]) -> dict[str, str]:
    """Say where the issuers are: level of administration to the name with its level.

    >>> locality("Bắc Ninh", ("Ủy ban nhân dân tỉnh Bắc Ninh",))
    {'tỉnh': 'tỉnh Bắc Ninh'}
    """
    found = {lower(match["level"]): match[0] for issuer in issuers if (match := PLACE_RE.search(issuer))}
    if found or not place or any(CENTRAL_RE.match(issuer) for issuer in issuers):
        return found
    bare = PLACE_TITLE_RE.sub("", place)
    level = "thành phố" if tone_key(bare) in _cities() else "tỉnh"
    return {level: f"{level} {bare}"}


def host_province(title: str | None, issuers: tuple[str, ...]) -> str | None:
    """Name the province that a central body's conclusion is about, from the title.

    >>> host_province("Kết luận tại buổi làm việc với lãnh đạo tỉnh Điện Biên", ("Văn phòng Chính phủ",))
    'Điện Biên'
    """
    if not title or not any(CENTRAL_RE.match(issuer) for issuer in issuers):
        return None
    low = f" {lower(title)} "
    named = (row["name"] for row in table("places"))
    return next((name for name in named if f" {lower(name)} " in low), None)


def _without_person(name: str) -> str:
    """ "Phó Thủ tướng Nguyễn Thành Long" is the office: who holds it changes."""
    person = next((match for match in person_re().finditer(name) if match.end() == len(name)), None)
    return name[: person.start()] if person and HOLDER_RE.search(name[: person.start()]) else name


def _with_ministry(name: str, issuers: tuple[str, ...]) -> str:
    """ "Bộ" and "Bộ trưởng" are the issuer's."""
    ministry = next((body for body in issuers if body.startswith("Bộ ") and not POLITBURO_RE.match(body)), None)
    if ministry is None:
        return name
    if name[:1].isupper() and MINISTER_RE.fullmatch(name):  # never "các đồng chí | bộ trưởng"
        return f"{name} {ministry}"
    return MINISTRY_RE.sub(ministry, name)


def _with_place(name: str, place: str | None, issuers: tuple[str, ...]) -> str:
    places = locality(place, issuers)
    bare = BARE_LEVEL_RE.search(name)
    if bare and name[: bare.start()].strip() and not PLURAL_RE.search(name[: bare.start()]):
        known = places.get(lower(bare["level"]))
        return f"{name[: bare.start()]}{known}" if known else name
    province = places.get("tỉnh") or places.get("thành phố")
    if province is None:
        return name
    if PARTY_RE.search(name):  # Tỉnh ủy Bắc Ninh, Thành ủy Thành phố Hồ Chí Minh
        short = PLACE_TITLE_RE.sub("", province)
        return f"{name} {province if tone_key(short) == tone_key('Hồ Chí Minh') else short}"
    if DEPARTMENT_RE.match(name) and not PLACE_RE.search(name):
        return f"{name} {province}"
    return name


def _with_owner(name: str, place: str | None, issuers: tuple[str, ...]) -> str:
    """ "các sở, ban, ngành" are the issuing province's, "các Vụ, Cục" the issuing ministry's."""
    places = locality(place, issuers)
    province = places.get("tỉnh") or places.get("thành phố")
    if province and DEPARTMENTS_RE.fullmatch(name):
        return f"{name} {province}"
    ministry = next((body for body in issuers if body.startswith("Bộ ") and not POLITBURO_RE.match(body)), None)
    return f"{name} {ministry}" if ministry and UNITS_RE.fullmatch(name) else name


def _with_organisation(name: str, issuers: tuple[str, ...]) -> str:
    """A union's or an association's organ without a name is the issuer's own."""
    if tone_key(name) in _organs() and len(issuers) == 1 and UNION_RE.match(issuers[0]):
        return f"{name} {issuers[0]}"
    return name


@cache
def _meanings() -> dict[str, str]:
    return {row["abbr"]: row["meaning"] for row in table("abbreviations")}


@cache
def _abbreviation_re() -> re.Pattern[str]:
    """Longest first, whole words: LĐLĐ never inside TLĐLĐVN."""
    return re.compile(rf"(?<![\w&/])(?P<abbr>{alternatives(column('abbreviations', 'abbr'))})(?![\w&/])")


@cache
def _canonical() -> dict[str, str]:
    rows = [(row["canonical"], variant) for row in table("bodies") for variant in row["variants"].split(";")]
    return {tone_key(variant): canonical for canonical, variant in rows if variant.strip()}


@cache
def _organs() -> frozenset[str]:
    return frozenset(tone_key(row["canonical"]) for row in table("bodies") if row["level"] == "organ")


@cache
def _cities() -> frozenset[str]:
    """The cities that are no province: in 2004 and in 2025."""
    cities = [row["name"] for row in table("places") if row["kind"] == "thành phố"]
    return frozenset(tone_key(PLACE_TITLE_RE.sub("", name)) for name in cities)
