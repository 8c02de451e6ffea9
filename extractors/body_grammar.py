"""The words of the mention grammar, compiled from the lexicon.

Vietnamese prints no mark where a name ends and its verb begins ("Sở Nội vụ chủ trì"), so a name
ends where a word begins that cannot be inside one: a verb of doing, a preposition, a conjunction.
Phrases are looked up longest first, with the tone mark in either place ("ủy", "uỷ").
"""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import capitalise, lower
from corpus.lexicon.load import column, table
from extractors.phrase_trie import at_word_start, letters, trie_pattern

OLD_TONES = dict(
    zip(
        ("óa", "òa", "ỏa", "õa", "ọa", "óe", "òe", "ỏe", "õe", "ọe", "úy", "ùy", "ủy", "ũy", "ụy", "Ủy", "Ùy", "Úy"),
        ("oá", "oà", "oả", "oã", "oạ", "oé", "oè", "oẻ", "oẽ", "oẹ", "uý", "uỳ", "uỷ", "uỹ", "uỵ", "Uỷ", "Uỳ", "Uý"),
        strict=True,
    )
)
TONE_PLACE_RE = re.compile(rf"(?:{'|'.join(OLD_TONES)})(?![^\W\d_])")  # only where the syllable ends
LEVEL = (
    r"(?:tỉnh(?!\ (?:ủy|uỷ|đoàn|hội)\b)|thành\ phố|thành(?!\ (?:lập|viên|phần|tích|công))|huyện|quận|thị\ xã|xã|phường"
    r"|thị\ trấn|đặc\ khu|TP|TX)"
)
CAPITALS = "".join(char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper())
CAPITAL = rf"(?:[{CAPITALS}][^\W\d_]*)"
#: A capital that begins a name, not a document's type: "trình UBND tỉnh | Kế hoạch …".
DOCUMENT = (
    r"(?:Nghị\ (?:quyết|định)|Quyết\ định|Kế\ hoạch|Chỉ\ thị|Thông\ (?:tư|báo|tri)|Báo\ cáo|Đề\ án|Chương\ trình"
    r"|Công\ văn|Tờ\ trình|Văn\ bản|Luật|Dự\ (?:án|thảo)|Hướng\ dẫn|Quy\ (?:chế|định|hoạch))(?!\w)"
)
PROPER = rf"(?!{DOCUMENT}){CAPITAL}"
PREFIX_RE = re.compile(
    r"""
    (?: (?P<plural> (?:tất\ cả\ )?(?:các|những)(?:\ đồng\ chí)?          # các | Sở, ngành
            | mỗi | từng | toàn\ thể | hai
            | hệ\ thống(?=\ (?:Trung\ tâm|trung\ tâm|thư\ viện|các|công\ đoàn|thương\ vụ)) )
        | một | (?:các\ )?đồng\ chí | ông | bà                              # đồng chí | Giám đốc Sở Y tế
    )\ +
    """,
    re.VERBOSE | re.IGNORECASE,
)
PREFIXES = ("các", "những", "mỗi", "từng", "toàn thể", "tất cả", "hệ thống", "đồng chí", "hai", "một")
PREFIX_STARTS = frozenset("tTcCnNmMhHđĐôÔbB")  # what a prefix may begin with: most places hold none
LEVEL_STARTS = frozenset("tThHqQxXpPđĐcC")  # the same of a level, with "của", "các", "cấp"
LEVELS_RE = re.compile(
    rf"""
    \ + (?:(?:của\ )?(?:các|cấp)\ )?
    {LEVEL}\b (?:(?:\s*,\s*|\ -\ )(?:các\ )?{LEVEL}\b){{0,5}}                        # xã, phường, thị trấn
    (?:\ (?:và|hoặc)\ (?:các\ )?{LEVEL}\b)?                                # | và đặc khu
    (?:\ trực\ thuộc\ (?:trung\ ương|tỉnh|thành\ phố))?                    # … trực thuộc Trung ương
    (?:\ (?-i:{PROPER}(?:\ ?-\ ?{CAPITAL})?)){{0,4}}                       # tỉnh | Đắk Lắk
    """,
    re.VERBOSE | re.IGNORECASE,
)
PARTY_LEVEL = r"(?:tỉnh|thành|huyện|quận|đảng)\ (?:ủy|uỷ)"
PARTY_LEVELS_RE = re.compile(  # Ban Tuyên giáo | các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương
    rf"""
    \ (?:của\ )?(?:các\ )?{PARTY_LEVEL}(?!\w) (?:(?:,\ |\ và\ )(?:các\ )?{PARTY_LEVEL}(?!\w)){{0,4}}
    (?:\ trực\ thuộc\ (?:trung\ ương|tỉnh|thành\ phố))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
ZONE = (
    r"(?:kinh\ tế(?:\ (?:cửa\ khẩu|mở|ven\ biển))?|công\ nghiệp|chế\ xuất|công\ nghệ\ cao|thương\ mại|du\ lịch"
    r"|nông\ nghiệp\ (?:ứng\ dụng\ )?công\ nghệ\ cao)"
)
ZONES_RE = re.compile(  # Ban Quản lý | các khu công nghệ cao và khu công nghiệp
    rf"(?<=uản\ lý)\ (?:các\ )?Khu\ {ZONE}(?!\w)(?:(?:,\ |\ và\ )(?:các\ )?(?:(?:khu|cụm)\ )?{ZONE}(?!\w)){{0,3}}",
    re.VERBOSE | re.IGNORECASE,
)
NAMED_LEVEL_RE = re.compile(  # tỉnh Đắk Lắk
    rf"{LEVEL}(?:\ (?-i:{PROPER}(?:\ ?-\ ?{CAPITAL})?)){{1,4}}", re.VERBOSE | re.IGNORECASE
)
SHORT_RE = re.compile(
    r"""
    \ ?\( (?: [A-ZĐ][\w&.-]{1,14}                                        # (VNCERT)
            | (?:Sở|Bộ|Vụ|Cục|Ban|Hội)\ [A-ZĐ][\w&-]{1,12} ) \)            # (Sở TT&TT)
    """,
    re.VERBOSE,
)
BARE_LEVELS = frozenset({"Tỉnh", "Thành phố"})  # "Trong thời gian tới, | Tỉnh | tổ chức": with a capital, one of them
OWNER_RE = re.compile(r" +(?:trực thuộc|thuộc|của)(?= )")  # các đơn vị | thuộc | Bộ
OWNERS_RE = re.compile(r" +(?:Bộ|Ngành|ngành|Tỉnh|tỉnh|Thành phố|thành phố|huyện|trường|đơn vị)(?!\w)")
DASHED_RE = re.compile(rf" ?[-–] ?(?!Cơ quan|Thường trực|Trưởng|Phó){CAPITAL}")  # Tuyên giáo | - Nữ | công
NAME_WORD_RE = re.compile(  # Trung tâm | Hội | chợ; Báo | và Phát | thanh; Sở | TT&TT; Quân khu | 5
    rf" +(?:và (?={CAPITAL}))?(?:{PROPER}|[A-ZĐ][A-ZĐ][\w&-]*|\d+[A-Z]*)(?![\w&])"
)
#: A doing that begins a new line of the source, joined to the name: "Giao Sở Xây dựng | Theo dõi …". None is in a name.
CAPITAL_DOING_RE = re.compile(
    r" (?:Khẩn trương|Chủ động|Tiếp tục|Thường xuyên|Kịp thời|Tích cực|Đẩy mạnh|Tăng cường|Tập trung|Chủ trì|Phối hợp"
    r"|Chỉ đạo|Theo dõi|Tham mưu|Rà soát|Triển khai|Hướng dẫn|Tổ chức thực hiện|Tổ chức triển khai)(?!\w)"
)
SYLLABLE_RE = re.compile(r" [^\W\d_]+(?!\w)")
PLAIN_WORD_RE = re.compile(r" +[^\W\d_]+(?: ?- ?[^\W\d_]+)?(?!\w)")  # chính trị | - xã hội
CONJUNCTION_RE = re.compile(
    r"""
    (?:\s*\((?!\s*(?:qua|thông\ qua))[^()\n]{0,160}\))?                 # X (sau đây gọi là …) | và Y
    \s*(?:[,;/]\s*)?(?:(?:và|cùng|hoặc)(?=\s)\s*)?
    """,
    re.VERBOSE,
)
TO_CHUC_RE = re.compile(  # "các cơ quan, tổ chức | liên quan", never "các sở, ngành | tổ chức | thực hiện"
    r"""
    \s* (?: [,;.):/] | $
        | (?:và|hoặc|có\ liên\ quan|liên\ quan|khác|chính\ trị|xã\ hội|hội|đảng|đoàn|đoàn\ thể|cá\ nhân|được|thuộc
             |trực\ thuộc|trong|thành\ viên|Hội|Đảng|Đoàn
             |phi|tôn\ giáo|kinh\ tế|tín\ dụng|nhà\ nước|trên|cơ\ sở)(?!\w) )
    """,
    re.VERBOSE,
)


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
def with_trait(trait: str) -> frozenset[str]:
    """The heads that have a trait (see body_heads.tsv)."""
    rows = [row for row in table("body_heads") if trait in row["traits"].split()]
    return frozenset(spelling for row in rows for spelling in spellings(row["head"]))


@cache
def head_re() -> re.Pattern[str]:
    """One head, longest first."""
    return re.compile(rf"(?P<head>{alternatives(tuple(heads()))})(?![\w&])")


@cache
def any_head_re() -> re.Pattern[str]:
    """Where a mention may begin: a prefix or a head at the start of a word; "Chính quyền" opens a sentence."""
    classes = (head for head, kinds in heads().items() if "class" in kinds and " " in head and head[0].islower())
    opening = tuple(capitalise(head) for head in classes if head not in with_trait("plural"))
    names = {spelling for word in (*heads(), *opening) for spelling in spellings(word)}
    begins = ((case, word[1:]) for word in PREFIXES for case in (word[0], word[0].upper()))
    units = [[first, *letters(rest, any_case=True), r"(?!\w)"] for first, rest in begins]
    begin = at_word_start([*units, *map(letters, names)], letter=r"[\w&]")
    return re.compile(rf"{begin}(?![\w&])")


@cache
def begins_re() -> re.Pattern[str]:
    """What a mention begins with, at a place: a prefix in any case, a head, a class noun with a capital."""
    prefixes = (letters(word, any_case=True) for word in (*PREFIXES, "ông", "bà"))
    classes = tuple(capitalise(head) for head, kinds in heads().items() if "class" in kinds)
    return re.compile(rf"(?:{trie_pattern(prefixes)}(?!\w)|{alternatives((*heads(), *classes))}(?![\w&]))")


@cache
def lookalike_re(kind: str) -> re.Pattern[str]:
    """A word that holds a head and names no body; ``behind`` ends with the head."""
    phrases = tuple(row["phrase"] for row in table("body_lookalikes") if row["kind"] == kind)
    ending = "$" if kind == "behind" else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases, any_case=True)}){ending}")


@cache
def lookalike_ends() -> frozenset[str]:
    """The last words of the phrases that end with a head, lower-cased."""
    phrases = (row["phrase"] for row in table("body_lookalikes") if row["kind"] == "behind")
    return frozenset(lower(word).rsplit(" ", 1)[-1] for phrase in phrases for word in spellings(phrase))


@cache
def place_starts() -> frozenset[str]:
    """What a place, or the level in front of it, may begin with."""
    first = {name[0] for name in column("places", "name")} | {"t"}
    return frozenset(":" + "".join(char.lower() + char.upper() for char in first))


@cache
def attribute_re() -> re.Pattern[str]:
    """ "cơ quan chủ trì:" introduces bodies, as the head of a column too, and is none."""
    return re.compile(rf"{alternatives(column('attribute_lines', 'phrase'), any_case=True)}\s*(?::|\n|$)")


@cache
def unit_re(*kinds: str) -> re.Pattern[str]:
    """A phrase of sector_names of these kinds, with the blank in front of it."""
    names = tuple(row["name"] for row in table("sector_names") if row["kind"] in kinds)
    return re.compile(rf" +(?:{alternatives(names)})(?![\w&])")


@cache
def sector_re() -> re.Pattern[str]:
    """A sector behind its head, also in small letters: "Tổng cục | thuế", "Sở | giáo dục và đào tạo"."""
    names = tuple(row["name"] for row in table("sector_names") if row["kind"] == "sector")
    return re.compile(rf" +{alternatives(names, any_case=True)}(?![\w&])")


@cache
def person_re() -> re.Pattern[str]:
    """A person's name behind an office: "Phó Thủ tướng | Nguyễn Thành Long"."""
    return re.compile(rf" (?:{alternatives(column('surnames', 'surname'))})(?: {CAPITAL}){{1,3}}(?!\w)")


@cache
def places_re() -> re.Pattern[str]:
    """Several provinces behind their level: "các tỉnh | Nghệ An, Quảng Ngãi và Cao Bằng"."""
    level = alternatives(("tỉnh ", "thành phố ", "TP ", "TP. "), any_case=True)
    place = rf"(?:{level})?{alternatives(column('places', 'name'), any_case=True)}(?!\w)"
    return re.compile(rf" ?:? ?{place}(?:(?:\s*[,;]\s*| (?:v|V)(?:à|À) )(?:(?:v|V)(?:à|À) )?{place}){{1,40}}")


@cache
def place_range_re() -> re.Pattern[str]:
    """A row of provinces by its two ends: "các tỉnh, thành phố | từ Hà Tĩnh đến Lâm Đồng"."""
    place = alternatives(column("places", "name"))
    return re.compile(rf" từ (?:tỉnh )?(?:{place}) (?:đến|tới|trở (?:vào|ra)) ?(?:tỉnh )?(?:{place})(?!\w)")


@cache
def stop_re(*, long_verbs: bool = False) -> re.Pattern[str]:
    """A word that ends a name: verb, adverb in front of one, preposition, conjunction.

    Inside a run of small letters a verb of one syllable is rather the end of a compound:
    "Ứng cứu khẩn | cấp".
    """
    rows = [row for row in table("assignment_triggers") if row["kind"] in ("verb", "modal", "stop")]
    words = tuple(r["phrase"] for r in rows if not long_verbs or r["kind"] != "verb" or " " in r["phrase"])
    return re.compile(rf" +(?:{alternatives(words)})(?!\w)")


@cache
def phrase_re(kind: str) -> re.Pattern[str]:
    """The trigger phrases of a kind, longest first, case ignored, whole words."""
    phrases = tuple(row["phrase"] for row in table("assignment_triggers") if row["kind"] == kind)
    return re.compile(rf"(?<!\w)(?P<phrase>{alternatives(phrases, any_case=True)})(?!\w)")


def spellings(word: str) -> tuple[str, ...]:
    """A word with its tone marks in the new and in the old place.

    >>> spellings("Tỉnh ủy"), spellings("sở")
    (('Tỉnh ủy', 'Tỉnh uỷ'), ('sở',))
    """
    old = TONE_PLACE_RE.sub(lambda match: OLD_TONES[match[0]], word)
    return (word,) if old == word else (word, old)


def alternatives(words: tuple[str, ...], *, any_case: bool = False) -> str:
    """The words as a pattern, the longest first, each in both spellings; ``any_case`` needs no IGNORECASE.

    >>> alternatives(("sở", "sở, ngành", "ủy ban"))
    '(?:sở(?:,\\\\ ngành|)|uỷ\\\\ ban|ủy\\\\ ban)'
    """
    every = {spelling for word in words for spelling in spellings(word)}
    pattern = trie_pattern(letters(spelling, any_case=any_case) for spelling in every)
    return f"(?-i:{pattern})" if any_case else pattern
