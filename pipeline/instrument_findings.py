"""Findings across documents: what a careful reader would query in how instruments are cited.

One instrument with two dates, symbols, issuing organs or titles; a name with other years than the official one; one
number for two instruments; a congress whose ordinal contradicts another mention; a citation of what was issued
later, or of a law that was still a bill. No finding: a title that is only shorter, a date written 5/7 and 05/7,
an organisation in one place and its organ in another ("Tổng Liên đoàn", "ĐCT Tổng Liên đoàn").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.fold import capitalise, fold
from extractors.type_words import types_of_symbol
from pipeline.claims import Claim
from pipeline.instrument_names import congress_of, differ
from pipeline.instruments import ORGANS, number_slug
from pipeline.resolver import Instrument, Resolution

ORGAN_RE = re.compile(
    r"\b(?:(?P<bch>ban chap hanh|bch)|(?P<dct>doan chu tich|dct)|(?P<btv>ban thuong vu|btv)|(?P<bct>bo chinh tri)"
    r"|(?P<bbt>ban bi thu)|(?P<bttr>ban thuong truc))\b"
)
ORGAN_NAMES = {
    "bch": "Ban Chấp hành", "dct": "Đoàn Chủ tịch", "btv": "Ban Thường vụ", "bct": "Bộ Chính trị", "bbt": "Ban Bí thư",
    "bttr": "Ban Thường trực",
}  # fmt: skip
MAX_RELATED = 10


@dataclass(frozen=True, slots=True)
class CrossFinding:
    """A finding at one mention, with the mentions that it contradicts."""

    code: str
    message: str
    claim: Claim
    related: tuple[Claim, ...] = ()


def find_conflicts(found: Resolution) -> Iterator[CrossFinding]:
    """Yield the findings about the instruments and mentions of a resolution, in no particular order."""
    for instrument in found.instruments.values():
        mentions = [claim for claim in instrument.claims if claim.citation is not None]
        if mentions:
            yield from _of_instrument(instrument, mentions)
    yield from _of_numbers(found)
    for claims in _by_document(found).values():
        yield from _congress_twins(claims)
    for claim in found.claims:
        yield from _of_mention(claim)


def _of_instrument(instrument: Instrument, mentions: list[Claim]) -> Iterator[CrossFinding]:
    printed = [claim for claim in mentions if not claim.alias]
    whole = [claim for claim in printed if claim.number and not claim.number.bare]
    own = [claim for claim in instrument.claims if claim.citation is None and claim.source.id]
    yield from _differing("two_dates", "ngày", [*own, *printed], lambda claim: claim.day)
    yield from _differing("two_symbols", "ký hiệu", [*own, *whole], _symbol, lambda claim: claim.printed)
    yield from _differing(
        "two_issuers", "cơ quan ban hành", printed, _organ, lambda claim: ORGAN_NAMES[_organ(claim) or ""]
    )
    if whole:
        yield from _titles([*own, *(claim for claim in printed if claim.number)])


def _differing(
    code: str,
    what: str,
    claims: list[Claim],
    key: Callable[[Claim], object],
    shown: Callable[[Claim], str | None] | None = None,
) -> Iterator[CrossFinding]:
    """The first mention of each value beyond the first value."""
    first: dict[object, Claim] = {}
    for claim in claims:
        value = key(claim)
        if value is None or value in first:
            continue
        first[value] = claim
        if len(first) > 1 and claim.citation is not None:
            others = [other for other in first.values() if other is not claim]
            show = shown or (lambda one: one.day)
            values = " và ".join(str(show(one)) for one in (*others, claim))
            yield CrossFinding(code, f"{_name(claim)} được dẫn với hai {what}: {values}.", claim, tuple(others))


def _titles(claims: list[Claim]) -> Iterator[CrossFinding]:
    seen: list[Claim] = []
    documents: set[str] = set()
    for claim in claims:
        if not claim.title:
            continue
        other = next((one for one in seen if differ(one.title or "", claim.title)), None)
        if other is not None and claim.citation is not None and claim.source.id not in documents:
            documents.add(claim.source.id)
            message = f"{_name(claim)} được dẫn với hai trích yếu: “{_short(other.title)}” và “{_short(claim.title)}”."
            yield CrossFinding("two_titles", message, claim, (other,))
        if len(seen) < MAX_RELATED and all(one.title != claim.title for one in seen):
            seen.append(claim)


def _of_numbers(found: Resolution) -> Iterator[CrossFinding]:
    """One printed number that is two instruments: in one document, or where its symbol names only an organ."""
    numbered: dict[str, list[Instrument]] = defaultdict(list)
    for instrument in found.instruments.values():
        if instrument.number:
            numbered[number_slug(instrument.number)].append(instrument)
    for family in numbered.values():
        first: dict[str, Claim] = {}
        anywhere: Claim | None = None
        for instrument in family[:MAX_RELATED] if len(family) > 1 else ():
            mentions = [claim for claim in instrument.claims if claim.citation and not claim.alias and claim.day]
            for claim in mentions[:1] if anywhere else mentions:
                other = first.get(claim.source.id) or (anywhere if _is_organs(claim) else None)
                if other is not None and other.links != claim.links:
                    yield CrossFinding("number_of_two", _two_message(other, claim), claim, (other,))
                    break
            for claim in mentions:
                first.setdefault(claim.source.id, claim)
            anywhere = anywhere or next(iter(mentions), None)


def _two_message(one: Claim, other: Claim) -> str:
    return f"Số {other.printed} là hai văn bản khác nhau: ngày {one.day} và ngày {other.day}."


def _congress_twins(claims: list[Claim]) -> Iterator[CrossFinding]:
    """A local congress with the ordinal of the national one: localities count their own."""
    national: dict[str, tuple[int, Claim]] = {}
    local: dict[str, tuple[int, Claim]] = {}
    for claim in claims:
        if claim.type != "nghị quyết" or claim.number:
            continue
        congress = congress_of(claim.title or "", claim.source.home)
        if congress is None or congress.ordinal is None:
            continue
        whose = " ".join(congress.body.split()[:2]).replace("dang bo", "dang")
        side = local if re.search(r"\b(?:tinh|thanh pho)\b", congress.body) else national
        side.setdefault(whose, (congress.ordinal, claim))
    for whose, (ordinal, claim) in local.items():
        if whose in national and national[whose][0] == ordinal:
            other = national[whose][1]
            both = f"“{_quote(claim)}” và “{_quote(other)}”"
            message = f"Đại hội của địa phương mang cùng số thứ tự với đại hội toàn quốc: {both}."
            yield CrossFinding("congress_number", message, claim, (other,))


def _of_mention(claim: Claim) -> Iterator[CrossFinding]:
    issued = claim.source.date if claim.source.date and len(claim.source.date) == len("2024-01-31") else None
    if claim.day and issued and claim.day > issued and not claim.alias:
        message = f"{_name(claim)} ngày {claim.day} được ban hành sau văn bản này ({issued})."
        yield CrossFinding("cites_later", message, claim)
    if claim.reason == "law_bill":
        yield CrossFinding("cites_bill", f"“{_quote(claim)}” còn là dự án luật vào ngày của văn bản này.", claim)
    if claim.alias == "named_other_years":
        message = f"“{_quote(claim)}”: tên chính thức có thời kỳ khác ({claim.printed})."
        yield CrossFinding("other_period", message, claim)
    if claim.reason == "congress_transposed":
        message = f"“{_quote(claim)}” mâu thuẫn với các chỗ khác của văn bản: số La Mã viết đảo."
        yield CrossFinding("congress_number", message, claim)
    if claim.reason == "congress" and not re.search(r"\b(?:dai hoi|dh)\b", fold(claim.title or "")):
        yield CrossFinding("congress_word", f"“{_quote(claim)}” thiếu chữ “Đại hội”.", claim)
    if _is_untyped(claim):
        message = f"Ký hiệu {claim.printed} không có mã của tên loại “{claim.type}”."
        yield CrossFinding("symbol_without_type", message, claim)


def _is_untyped(claim: Claim) -> bool:
    """Has a symbol no type code, though its type has one? Letters and acts of the Assembly have none."""
    if claim.number is None or claim.alias or claim.citation is None or not claim.printed or claim.number.bare:
        return False
    if claim.type in ("công văn", "luật", "bộ luật", "pháp lệnh") or "QH" in claim.printed:
        return False
    return not types_of_symbol("-".join(re.split(r"[-/]", claim.printed)[1:]))


def _by_document(found: Resolution) -> dict[str, list[Claim]]:
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in found.claims:
        grouped[claim.source.id].append(claim)
    return grouped


def _symbol(claim: Claim) -> tuple[str, ...] | None:
    """The codes of a symbol in any order and with any separators: 27/NQ-TW is 27-NQ/TW."""
    if claim.number is None or claim.number.bare or claim.alias:
        return None
    return tuple(sorted(fold(code) for code in claim.number.codes))


def _organ(claim: Claim) -> str | None:
    match = ORGAN_RE.search(fold(claim.issuer or ""))
    return match.lastgroup if match else None


def _is_organs(claim: Claim) -> bool:
    return claim.number is not None and bool(claim.number.codes) and claim.number.codes[0] in ORGANS


def _name(claim: Claim) -> str:
    return f"{capitalise(claim.type)} {claim.printed}" if claim.printed else f"“{_quote(claim)}”"


def _quote(claim: Claim) -> str:
    return claim.citation.quote if claim.citation else claim.title or ""


def _short(title: str | None, size: int = 120) -> str:
    text = " ".join((title or "").split())
    return text if len(text) <= size else f"{text[: size - 1]}…"
