"""The words of the mention grammar, compiled from the lexicon.

Vietnamese prints no mark where a name ends and its verb begins ("Sở Nội vụ chủ trì"), so a name
ends where a word begins that cannot be inside one: a verb of doing, a preposition, a conjunction.
Phrases are looked up longest first; a pattern reads each character once.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.lexicon.load import column, table

LEVEL = r"(?:tỉnh(?!\ (?:ủy|uỷ|đoàn|hội)\b)|thành\ phố|thành|huyện|quận|thị\ xã|xã|phường|thị\ trấn|đặc\ khu|TP|TX)"
CAPITALS = "".join(char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper() and char.isalpha())
CAPITAL = rf"(?:[{CAPITALS}][^\W\d_]*)"
PLACE = rf"(?-i:{CAPITAL}(?:[ \t]+{CAPITAL}){{1,3}})"
#: a capital that begins a name, not a document's type: "trình UBND tỉnh | Kế hoạch …"
PROPER = (
    r"(?!(?:Nghị|Quyết|Kế|Chỉ|Thông|Báo\ cáo|Đề|Chương|Công\ văn|Tờ|Văn\ bản|Luật|Dự|Hướng|Quy)(?:\ |$))" + CAPITAL
)
PREFIX_RE = re.compile(
    r"""
    (?:
        (?P<plural>(?:tất\ cả\ )?(?:các|những)(?:\ đồng\ chí)?|mỗi|từng|toàn\ thể|hệ\ thống(?=\ (?:Trung\ tâm|trung\ tâm|thư\ viện|các|công\ đoàn))|hai)
        | một | (?:các\ )?đồng\ chí | ông | bà
    )[ \t]+                                                # các | Sở, ngành; đồng chí | Giám đốc Sở Y tế
    """,
    re.VERBOSE | re.IGNORECASE,
)
LEVELS_RE = re.compile(
    rf"""
    [ \t]+ (?:(?:của[ \t]+)?(?:các|cấp)[ \t]+)?
    {LEVEL}\b (?:\s*,\s*(?:các[ \t]+)?{LEVEL}\b){{0,5}} (?:[ \t]+(?:và|hoặc)[ \t]+(?:các[ \t]+)?{LEVEL}\b)?   # | xã, phường và đặc khu
    (?:[ \t]+trực[ \t]+thuộc[ \t]+(?:trung[ \t]+ương|tỉnh|thành[ \t]+phố))?                         # … trực thuộc Trung ương
    (?:[ \t]+(?-i:{PROPER}(?:\s*-\s*{CAPITAL})?)){{0,4}}                                # tỉnh | Đắk Lắk
    """,
    re.VERBOSE | re.IGNORECASE,
)
SHORT_RE = re.compile(
    r"""
    \s*\( (?: [A-ZĐ][\w&.-]{1,14} | (?:Sở|Bộ|Vụ|Cục|Ban|Hội)\s[A-ZĐ][\w&-]{1,12} ) \)   # (VNCERT), (Sở TT&TT)
    """,
    re.VERBOSE,
)
NAMED_LEVEL_RE = re.compile(rf"{LEVEL}(?:[ \t]+(?-i:{PROPER}(?:\s*-\s*{CAPITAL})?)){{1,4}}", re.VERBOSE | re.IGNORECASE)
OWNER_RE = re.compile(r"[ \t]+(?:trực thuộc|thuộc|của)(?=\s)")  # các đơn vị | thuộc | Bộ
OWNERS_RE = re.compile(r"[ \t]+(?:Bộ|Ngành|ngành|Tỉnh|tỉnh|Thành phố|thành phố|huyện|trường|đơn vị)(?!\w)")
DASHED_RE = re.compile(rf" ?[-–] ?(?!Cơ quan|Thường trực|Trưởng|Phó){CAPITAL}")  # Tuyên giáo | - Nữ | công
NAME_WORD_RE = re.compile(rf"[ \t]+(?:và[ \t]+(?={CAPITAL}))?(?:{PROPER}|[A-ZĐ][A-ZĐ][\w&-]*|\d+[A-Z]*)(?![\w&])")
SYLLABLE_RE = re.compile(r" [^\W\d_]+(?!\w)")
PLAIN_WORD_RE = re.compile(r"[ \t]+[^\W\d_]+(?:\s*-\s*[^\W\d_]+)?(?!\w)")
CONJUNCTION_RE = re.compile(r"(?:\s*\((?!\s*(?:qua|thông qua))[^()\n]{0,160}\))?\s*(?:[,;/]\s*)?(?:(?:và|cùng|cùng với|hoặc)(?=\s)\s*)?")


@cache
def heads() -> dict[str, tuple[str, ...]]:
    """Each head with its kinds; abbreviations that name a body are heads too."""
    out: dict[str, tuple[str, ...]] = {}
    for row in table("body_heads"):
        for head in spellings(row["head"]):
            out[head] = (*out.get(head, ()), row["kind"])
    for row in table("abbreviations"):
        if row["body"] == "yes":
            out.setdefault(row["abbr"], ("whole",))
    return out


@cache
def head_re() -> re.Pattern[str]:
    """One head, longest first."""
    return re.compile(rf"(?P<head>{_alternatives(tuple(heads()))})(?![\w&])")


@cache
def any_head_re() -> re.Pattern[str]:
    """Where a mention may begin: a prefix or a head at the start of a word."""
    prefixes = r"(?:các|những|mỗi|từng|toàn\ thể|tất\ cả|hệ\ thống|đồng\ chí|hai|một)(?!\w)"
    return re.compile(rf"(?<![\w&])(?:(?i:{prefixes})|(?:{_alternatives(tuple(heads()))}))(?![\w&])")


@cache
def unit_re(*kinds: str) -> re.Pattern[str]:
    """A phrase of sector_names of these kinds, with the blank in front of it."""
    names = tuple(row["name"] for row in table("sector_names") if row["kind"] in kinds)
    return re.compile(rf"[ \t]+(?:{_alternatives(names)})(?![\w&])")


@cache
def sector_re() -> re.Pattern[str]:
    """A sector behind its head, also in small letters: "Tổng cục | thuế", "Sở | giáo dục và đào tạo"."""
    return re.compile(unit_re("sector").pattern, re.IGNORECASE)


@cache
def places_re() -> re.Pattern[str]:
    """Several provinces behind their level: "các tỉnh | Nghệ An, Quảng Ngãi và Cao Bằng"."""
    place = rf"(?:(?:tỉnh|thành\ phố|TP\.?)\ )?(?:{_alternatives(column('places', 'name'))})(?!\w)"
    return re.compile(rf"[ ]?:?[ ]?{place}(?:(?:\s*[,;]\s*|\ và\ )(?:và\ )?{place}){{1,40}}", re.VERBOSE | re.IGNORECASE)


@cache
def stop_re(*, long_verbs: bool = False) -> re.Pattern[str]:
    """A word that ends a name: verb, adverb in front of one, preposition, conjunction.

    Inside a run of small letters a verb of one syllable is rather the end of a compound:
    "Ứng cứu khẩn | cấp".
    """
    rows = [row for row in table("assignment_triggers") if row["kind"] in ("verb", "modal", "stop")]
    words = tuple(r["phrase"] for r in rows if not long_verbs or r["kind"] != "verb" or " " in r["phrase"])
    return re.compile(rf"[ \t]+(?:{_alternatives(words)})(?!\w)")


@cache
def phrases_re(kind: str, role: str | None = None) -> re.Pattern[str]:
    """The trigger phrases of a kind (and role), longest first, case ignored."""
    rows = [r for r in table("assignment_triggers") if r["kind"] == kind and (role is None or r["role"] == role)]
    return re.compile(rf"(?:{_alternatives(tuple(r['phrase'] for r in rows))})(?!\w)", re.IGNORECASE)


@cache
def lone_classes() -> frozenset[str]:
    """Heads of a class that are a mention without "các" in front: "chính quyền", "cấp ủy"."""
    return frozenset(name for name in column("body_heads", "head") if "class" in heads()[name]) - NEEDS_PLURAL


#: Words that only look like a class of bodies: "các cơ sở | dữ liệu", "các trường | hợp", "các đơn vị | hành chính".
NO_CLASS_RE = re.compile(
    r"""
    (?: cơ\ sở\ (?:dữ\ liệu|vật\ chất|hạ\ tầng|pháp\ lý|lý\ luận|khoa\ học|thực\ tiễn|đó|để)
      | trường\ hợp | ngành,?\ nghề | cấp\ độ | vụ\ (?:việc|án|vi\ phạm) | hội\ (?:nghị|thảo|thi|chợ|trường|đàm|viên|đồng\ thi)
      | phòng\ học | khoa\ học | viện\ trợ | sở\ (?:hữu|thích) | cá\ nhân\ hóa | ban\ hành
      | đơn\ vị\ (?:hành\ chính(?!\ sự\ nghiệp|,)|tính|sản\ phẩm|đo)
      | bộ\ (?:tiêu\ chí|thủ\ tục|tài\ liệu|chỉ\ số|chỉ\ tiêu|máy|luật|phận|dữ\ liệu|mã|quy\ tắc) )(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: … and a syllable that belongs to the word in front: "cán | bộ", "nhiệm | vụ", "cơ | sở", "cung | cấp".
COMPOUND_RE = re.compile(
    r"(?<!\w)(?:(?:cán|toàn|đồng|tiến|nội|đường|thổ|tuyên)\ bộ|(?:cơ|trụ)\ sở|(?:đảng)\ (?:viên)"
    r"|(?:nhiệm|dịch|nghiệp|công|phục|chức|thời|giáo|đặc)\ vụ|(?:cung|trợ|sơ|trung|cao|khẩn|phân|tranh|cao)\ cấp"
    r"|(?:xã|cơ|đại|lễ|dạ)\ hội|(?:văn)\ phòng|(?:liên|chuyên)\ ngành|(?:thi|chấp)\ hành)$",
    re.IGNORECASE,
)
NEEDS_PLURAL = frozenset(
    {
        "tổ chức", "cấp", "cá nhân", "hội", "ban", "bên", "cơ sở", "viện", "khoa", "ngành", "trường", "vụ", "sở", "cục", "bộ",
        "phòng", "Bộ", "Sở", "Hội", "Vụ", "Cục", "Tổng cục", "Ban", "Phòng", "đài", "báo", "văn phòng", "tỉnh", "Tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "Thành phố",
        "thị trấn", "đặc khu", "hệ thống", "nhà hát", "trung tâm", "đơn vị", "địa phương", "học viện", "lực lượng",
    }
)  # fmt: skip


def spellings(word: str) -> tuple[str, ...]:
    """A word with its tone marks in the new and in the old place.

    >>> spellings("Tỉnh ủy"), spellings("sở")
    (('Tỉnh ủy', 'Tỉnh uỷ'), ('sở',))
    """
    old = TONE_PLACE_RE.sub(lambda match: OLD_TONES[match[0]], word)
    return (word,) if old == word else (word, old)


def _alternatives(words: tuple[str, ...]) -> str:
    every = {spelling for word in words for spelling in spellings(word)}
    return "|".join(re.escape(word) for word in sorted(every, key=lambda w: (-len(w), w)))


OLD_TONES = dict(
    zip(
        ("óa", "òa", "ỏa", "õa", "ọa", "óe", "òe", "ỏe", "õe", "ọe", "úy", "ùy", "ủy", "ũy", "ụy", "Ủy", "Ùy", "Úy"),
        ("oá", "oà", "oả", "oã", "oạ", "oé", "oè", "oẻ", "oẽ", "oẹ", "uý", "uỳ", "uỷ", "uỹ", "uỵ", "Uỷ", "Uỳ", "Uý"),
        strict=True,
    )
)
TONE_PLACE_RE = re.compile(rf"(?:{'|'.join(OLD_TONES)})(?![^\W\d_])")  # only where the syllable ends
