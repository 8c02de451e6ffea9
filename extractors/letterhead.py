"""Who issued a document: the letterhead's lowest body, or else the subject of "… ban hành … như sau:".

Organs (Ban Thường vụ, Ban Chấp hành, Đoàn Chủ tịch) sign for an organisation; the organisation is
the issuer. A body of a province that does not name its place takes the superior's or the place line's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.fold import lower, tone_key
from corpus.lexicon.load import column, table

MOTTO_RE = re.compile(
    r"(CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc"
    r"|ĐOÀN\s+TNCS\s+HỒ\s+CHÍ\s+MINH$)",
    re.IGNORECASE,
)
HEAD_RE = re.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|BỘ |BỘ$|SỞ |LIÊN ĐOÀN|TỔNG |CÔNG ĐOÀN|HỘI |ĐOÀN |BAN |VĂN PHÒNG|VP\.? "
    r"|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|HUYỆN ỦY|HUYỆN UỶ|QUẬN ỦY|THỊ ỦY|ĐẢNG ỦY|ĐẢNG UỶ|ĐẢNG BỘ|CHI CỤC|CỤC "
    r"|TRƯỜNG |PHÒNG |TRUNG TÂM|THỦ TƯỚNG|CHÍNH PHỦ"
    r"|QUỐC HỘI|ỦY BAN THƯỜNG VỤ|MẶT TRẬN|VIỆN |HỌC VIỆN|ĐẠI HỌC|BẢO HIỂM|KHO BẠC|NGÂN HÀNG"
    r"|THANH TRA|TÒA ÁN|TOÀ ÁN|KIỂM TOÁN|TỈNH ĐOÀN|THÀNH ĐOÀN|HUYỆN ĐOÀN|CÔNG AN|BCH |BỆNH VIỆN|ĐÀI |BÁO "
    r"|QUỸ |TẬP ĐOÀN|CÔNG TY|XÍ NGHIỆP|CHỦ TỊCH)"
)
PLACE_RE = re.compile(r"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+")
OFFICE_RE = re.compile(r"(?<=\S) +(?=VĂN PHÒNG *(?:\n|$))")  # TỈNH ỦY | VĂN PHÒNG, on one line
DASH_RE = re.compile(r"\s+[-–]\s*|\s*[-–]\s+")
ORGAN_RE = re.compile(
    r"^(?:ban\s+thường\s+vụ|ban\s+chấp\s+hành|đoàn\s+chủ\s+tịch|ban\s+thường\s+trực|thường\s+trực|btv|bch|đct)\s+(?=\S)",
    re.IGNORECASE,
)
VERBS = (
    "hướng dẫn|ban hành|xây dựng|yêu cầu|đề nghị|chỉ thị|thống nhất|quyết nghị|thông báo|kết luận|triển khai|tổ chức"
    "|phát động|quyết định|lập kế hoạch|kế hoạch|chỉ đạo|giao"
)
SUBJECT_RE = re.compile(
    r"(?:^|[,;.:]\s+|\n)(?P<subject>[A-ZĐÀ-Ỹ][^,;.:\n]{3,140}?)\s+(?:đã\s+)?(?P<verb>" + VERBS + r")\b"
)
SHORT_BODY_RE = re.compile(
    r"^(?:ban|sở|bộ(?!\s+trưởng)|liên đoàn|lđlđ|công đoàn|hội|đoàn|ủy ban|uỷ ban|ubnd|tổng|tỉnh|thành|đảng|văn phòng"
    r"|cục|trường)\b"
)


def bodies_of_letterhead(lines: Sequence[str]) -> list[str]:
    """The bodies that letterhead lines name, the superior first; lines in capitals or not.

    >>> bodies_of_letterhead(["UỶ BAN NHÂN DÂN", "TỈNH BẮC NINH", "-------"])
    ['UỶ BAN NHÂN DÂN TỈNH BẮC NINH']
    """
    bodies: list[str] = []
    held = ""  # the beginning of a name that is broken in its first words
    for line in OFFICE_RE.sub("\n", MOTTO_RE.sub("\n", "\n".join(lines))).split("\n"):
        words = line.strip(" -–—_*.=|:")
        if not any(char.isalpha() for char in words):
            continue
        if not bodies and held and HEAD_RE.match(f"{held} {words}".upper()):
            words = f"{held} {words}"  # THỦ | TƯỚNG CHÍNH PHỦ
        held = words if not bodies and len(words.split()) <= 2 else ""
        starts = HEAD_RE.match(words.upper()) is not None
        if starts and not (bodies and _is_open(bodies[-1])):
            bodies.append(words)
        elif bodies:
            bodies[-1] = f"{bodies[-1]} {words}"
    return [" ".join(body.split()) for body in bodies]


def joint_bodies(body: str) -> list[str]:
    """The bodies that a dash joins in one line of a letterhead; a dash inside a name joins none.

    >>> joint_bodies("SỞ Y TẾ - CÔNG ĐOÀN NGÀNH"), joint_bodies("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")
    (['SỞ Y TẾ', 'CÔNG ĐOÀN NGÀNH'], ['SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI'])
    """
    parts: list[str] = []
    for words in DASH_RE.split(body):
        if parts and HEAD_RE.match(words.upper()) is None:
            parts[-1] = f"{parts[-1]} - {words}"
        else:
            parts.append(words)
    return parts if len(parts) > 1 and HEAD_RE.match(parts[0].upper()) else [body]


def _is_open(body: str) -> bool:
    """Does a body's name have to go on: "HỘI LIÊN HIỆP", "BỘ", "ỦY BAN", "LIÊN ĐOÀN LAO"?"""
    low = lower(body)
    return low.endswith(
        (
            " và",
            " liên",
            "liên hiệp",
            "ủy ban",
            "uỷ ban",
            "bộ",
            "sở",
            "ban",
            "lao",
            ",",
            " -",
            "công đoàn",
            "hội",
        )
    )


def issuer_of_bodies(bodies: Sequence[str], code: str | None) -> list[str]:
    """The issuer among letterhead bodies: the lowest one, with the superior's place where it names none.

    ``code`` is the issuer's code in the symbol; where the lexicon knows it as a body of its own, the
    name there completes a name that is broken over columns.
    """
    if not bodies:
        return []
    lowest = bodies[-1]
    if len(bodies) > 1 and ORGAN_RE.match(f"{lowest} x") and len(lowest.split()) <= 4:
        return [in_ordinary_case(bodies[-2])]
    known = names_by_code().get(code or "", "")
    whole = tone_key(known)
    printed = whole.startswith(tone_key(lowest)) or whole in tone_key(" ".join(bodies))
    if known and printed and (len(known.split()) > 2 or whole == tone_key(lowest)):
        return [in_ordinary_case(lowest) if tone_key(lowest).startswith(whole) else known]
    name = in_ordinary_case(lowest)
    if len(bodies) > 1 and lower(lowest) == "văn phòng":
        return [f"{name} {in_ordinary_case(bodies[-2])}"]  # ĐẢNG ỦY CHÍNH PHỦ, VĂN PHÒNG
    place = next((found for body in reversed(bodies[:-1]) if (found := place_in(body))), None)
    if (
        place
        and not place_in(lowest)
        and "việt nam" not in lower(lowest)
        and not lower(lowest).startswith(("bộ ", "cục ", "vụ "))
    ):
        name = f"{name} {place}"
    return [name]


def place_in(body: str) -> str | None:
    """The place at the end of a body's name, with its kind: "tỉnh Lai Châu".

    >>> place_in("LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HỒ CHÍ MINH")
    'Thành phố Hồ Chí Minh'
    """
    match = re.search(
        r"\b(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(?P<name>\S.*)$",
        lower(body),
    )
    if match is None:
        return None
    printed = body[match.start("name") :]
    name = _known_place(printed) or _title_case(printed)
    kind = "thành phố" if match[1].startswith("tp") else match[1]
    if lower(name).startswith("thành phố"):
        return name
    return f"{'Thành phố' if name == 'Hồ Chí Minh' else kind} {name}"


def subjects_of_preamble(preamble: str) -> list[str]:
    """The bodies that issue a document by the sentence before "như sau:", organs left out.

    >>> subjects_of_preamble("Căn cứ Luật; Ban Thường vụ LĐLĐ tỉnh ban hành kế hoạch như sau:")
    ['LĐLĐ tỉnh']
    """
    last = [line for line in preamble.split("\n") if line.strip()][-2:]
    for line in reversed(last):
        found = [
            match["subject"] for match in SUBJECT_RE.finditer(line) if SHORT_BODY_RE.match(lower(match["subject"]))
        ]
        if found:
            return [ORGAN_RE.sub("", part).strip() for part in _split_joint(found[-1])]
    return []


def _split_joint(subject: str) -> list[str]:
    parts = re.split(r"\s+và\s+", subject)
    if len(parts) == 2 and all(SHORT_BODY_RE.match(lower(part)) for part in parts):
        return parts
    return [subject]


def in_ordinary_case(name: str) -> str:
    """A name set in capitals, in the case it has in running text.

    >>> in_ordinary_case("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU")
    'Liên đoàn Lao động tỉnh Lai Châu'
    """
    key = tone_key(name)
    for known in _known_names():
        if tone_key(known) == key:
            return known
    best = max((known for known in _known_names() if key.startswith(tone_key(known) + " ")), key=len, default="")
    rest = name[len(best) :].strip() if best else name
    place = place_in(rest) if rest else None
    if place:
        before = rest[: _place_start(rest)].strip()
        rest = " ".join(part for part in (_phrase_case(before, first=not best), place) if part)
    elif rest:
        rest = _phrase_case(rest, first=not best)
    return " ".join(part for part in (best, rest) if part)


def _place_start(words: str) -> int:
    match = re.search(r"\b(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+\S", lower(words))
    return match.start() if match else len(words)


def _phrase_case(words: str, *, first: bool) -> str:
    low = lower(words) if words.isupper() else words
    low = re.sub(r"\bviệt nam\b", "Việt Nam", low)
    return low[:1].upper() + low[1:] if low else low


def _title_case(words: str) -> str:
    return " ".join(word[:1].upper() + lower(word[1:]) for word in words.split())


def _known_place(words: str) -> str | None:
    key = tone_key(words)
    return next((name for name in column("places", "name") if tone_key(name.removeprefix("Thành phố ")) == key), None)


@cache
def names_by_code() -> dict[str, str]:
    """The body that each code of a symbol stands for."""
    return {row["code"]: row["name"] for row in table("issuer_codes")}


@cache
def _known_names() -> tuple[str, ...]:
    return tuple(dict.fromkeys([*column("issuer_codes", "name"), *column("issuing_bodies", "name")]))
