"""Bodies with an identity: canonical name, system, level, parent, and who took over after a merger.

"LĐLĐ tỉnh" in a document of Trà Vinh is "Liên đoàn Lao động tỉnh Trà Vinh", of the province, below the Tổng Liên
đoàn; since 1 July 2025 its work is with "Liên đoàn Lao động tỉnh Vĩnh Long". The successor is a link: the document
still names the body that it names. A class of bodies ("các công đoàn cơ sở") has a name and no parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.fold import fold, tone_key
from corpus.lexicon.load import table
from extractors.body_names import full_name
from pipeline.instruments import Home, slug

PLACE_RE = re.compile(
    r"\b(?P<kind>tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu) (?P<name>[a-z][a-z \-]*)$"
)
LEVELS = {
    "tinh": "province", "thanh pho": "province", "huyen": "district", "quan": "district", "thi xa": "district",
    "xa": "commune", "phuong": "commune", "thi tran": "commune", "dac khu": "commune",
}  # fmt: skip
SYSTEMS = (
    ("union", r"\bcong doan\b|\blien doan lao dong\b|\bnu cong\b"),
    ("women", r"\blien hiep phu nu\b|\bhoi phu nu\b"),
    ("youth", r"\bdoan thanh nien\b|\btinh doan\b|\bthanh doan\b|\bhoi sinh vien\b|\blien hiep thanh nien\b"),
    ("front", r"\bmat tran to quoc\b"),
    ("party", r"\bdang\b|\btinh uy\b|\bthanh uy\b|\bhuyen uy\b|\bdang uy\b|\bdang bo\b|\bchi bo\b|\bban bi thu\b"
              r"|\bbo chinh tri\b|\btrung uong\b"),
    ("association", r"^hoi |^lien hiep "),
    ("state", r"^uy ban nhan dan\b|^hoi dong nhan dan\b|^so |^bo |^cuc |^chi cuc |^vu |^tong cuc |^phong "
              r"|^chinh phu|^thu tuong|^quoc hoi|^van phong|^thanh tra|^kho bac|^cong an|^toa an|^vien kiem sat"
              r"|^ban dan toc"),
)  # fmt: skip
# A body of a kind in a place has its parent there; the first that fits. {place} is "tỉnh Lai Châu".
PARENTS = (
    (r"^lien doan lao dong (?:tinh|thanh pho) ", "Tổng Liên đoàn Lao động Việt Nam"),
    (r"^hoi lien hiep phu nu (?:tinh|thanh pho) ", "Hội Liên hiệp Phụ nữ Việt Nam"),
    (r"^uy ban nhan dan (?:tinh|thanh pho) ", "Chính phủ"),
    (r"^bo (?!chinh tri)", "Chính phủ"),
    (r"^(?:so|thanh tra|ban dan toc|cong an) .*(?:tinh|thanh pho) ", "Ủy ban nhân dân {place}"),
    (r"^uy ban nhan dan (?:xa|phuong|dac khu|huyen|quan) ", None),
)
ORGAN_RE = re.compile(
    r"^(?:Ban Chấp hành|Ban Thường vụ|Đoàn Chủ tịch|Ủy ban Kiểm tra|Văn phòng|Thường trực|Ban Nữ công|Ban Tuyên giáo"
    r"(?: (?:-|và) Nữ công| và Dân vận)?|Ban Chính sách - Pháp luật|Ban Tổ chức|Ban Tài chính|Lãnh đạo|Chủ tịch"
    r"|Giám đốc|Chánh Văn phòng|Bộ trưởng)\s+(?P<whole>(?:Tổng Liên|Liên|Công|Hội|Đoàn|Ủy ban|Sở|Bộ|Đảng|Tỉnh).*)$"
)  # Ban Nữ công | Tổng Liên đoàn Lao động Việt Nam


@dataclass(frozen=True, slots=True)
class Body:
    """A body. ``id`` is its name without accents; ``parent`` the name of the body above it, where a rule knows it."""

    id: str
    name: str
    system: str
    level: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Successor:
    """The body that took over, since when, and the text that says so."""

    name: str
    since: str
    source: str


@lru_cache(maxsize=50_000)
def identify(mention: str, home: Home | None = None) -> Body:
    """The body that a mention names, in the document of ``home``.

    >>> body = identify("LĐLĐ tỉnh", Home("Trà Vinh"))
    >>> body.name, body.system, body.level, body.parent
    ('Liên đoàn Lao động tỉnh Trà Vinh', 'union', 'province', 'Tổng Liên đoàn Lao động Việt Nam')
    >>> identify("Ban Nữ công TLĐ").parent
    'Tổng Liên đoàn Lao động Việt Nam'
    """
    where = home or Home()
    name = full_name(mention, where.place, where.issuers)
    folded = fold(name)
    return Body(slug(name), name, _system(name, folded), _level(name, folded), _parent(name, folded))


def successors(name: str) -> Iterator[Successor]:
    """The bodies that took over from a body: by its kind, by its place, or by both.

    >>> [one.name for one in successors("Liên đoàn Lao động tỉnh Trà Vinh")]
    ['Liên đoàn Lao động tỉnh Vĩnh Long']
    >>> [one.name for one in successors("Sở Thông tin và Truyền thông tỉnh Trà Vinh")]
    ['Sở Khoa học và Công nghệ tỉnh Vĩnh Long']
    >>> list(successors("Liên đoàn Lao động tỉnh Lai Châu"))
    []
    """
    new, since, sources = name, "", []
    for row in table("body_successors"):
        if re.match(rf"{re.escape(row['former'])}(?!\w)", new):
            new, since = row["successor"] + new[len(row["former"]) :], max(since, row["since"])
            sources.append(row["source"])
            break
    for key, merger in _mergers():
        found = re.search(rf"(?<!\w){key}$", new, re.IGNORECASE)
        if found:
            new, since = new[: found.start()] + merger["successor"], max(since, merger["since"])
            sources.append(merger["source"])
            break
    if new != name:
        yield Successor(new, since, "; ".join(sources))


@lru_cache(maxsize=50_000)
def names_in_time(name: str) -> tuple[str, ...]:
    """A body's name, its successors' and the names it may have had before: for searches that cross a merger.

    >>> names_in_time("Liên đoàn Lao động tỉnh Vĩnh Long")[1:]
    ('Liên đoàn Lao động tỉnh Bến Tre', 'Liên đoàn Lao động tỉnh Trà Vinh')
    """
    found = [name, *(one.name for one in successors(name))]
    for _key, row in _mergers():
        if name.endswith(row["successor"]):
            found.append(name[: -len(row["successor"])] + row["former"])
    return tuple(dict.fromkeys(found))


def _system(name: str, folded: str) -> str:
    known = _known().get(tone_key(name))
    if known:
        return known.split(",")[0]
    return next((system for system, pattern in SYSTEMS if re.search(pattern, folded)), "other")


def _level(name: str, folded: str) -> str:
    known = _known().get(tone_key(name))
    if known and "central" in known:
        return "central"
    place = PLACE_RE.search(folded)
    if place:
        return LEVELS[place["kind"]]
    if re.search(r"\btrung uong$|\bviet nam$|^bo |^chinh phu|^quoc hoi", folded):
        return "central"
    return "unit" if re.search(r"\bco so\b|\bdon vi\b|\bdoanh nghiep\b", folded) else "unknown"


def _parent(name: str, folded: str) -> str | None:
    organ = ORGAN_RE.match(name)
    if organ:
        return organ["whole"]
    place = re.search(r"(?:tỉnh|thành phố)\s.*$", name, re.IGNORECASE)
    for pattern, parent in PARENTS:
        if re.match(pattern, folded):
            return parent.format(place=place[0] if place else "") if parent else None
    return None


@cache
def _known() -> dict[str, str]:
    return {tone_key(row["canonical"]): row["level"] for row in table("bodies")}


@cache
def _mergers() -> tuple[tuple[str, dict[str, str]], ...]:
    return tuple((re.escape(row["former"]), dict(row)) for row in table("place_mergers"))
