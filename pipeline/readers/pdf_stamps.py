"""Stamps of digital signatures on a PDF: "Ký bởi: …", "Thời gian ký: 14.03.2021 10:20:33 +07:00", "Số: 12/QĐ-UBND".

They stand in annotations, which are no part of the page's text, or are printed into it by the office's
software. The printed ones are taken out of the text; of both kinds the number, the date, the signer and the
time of signing are kept. A number alone ("12") in an annotation is the number that the clerk stamped on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.readers.pdf_geometry import Page, Segment, read_page, segments_of
from pipeline.readers.pdf_letters import Flags, Letters

SIGNED_RE = re.compile(
    r"^\s*(?:(?:được\s+)?ký\s+(?:số\s+)?bởi|người\s+ký|(?:digitally\s+)?signed\s+by)\s*:?\s*(?P<name>\S.*)?$",
    re.IGNORECASE,
)
KEY_RE = re.compile(
    r"^\s*(?:e-?mail|cơ\s+quan|tổ\s+chức|đơn\s+vị|chức\s+vụ|(?:thời\s+gian|ngày|giờ)\s+ký|date|time|reason|location)\s*:",
    re.IGNORECASE,
)
WHEN_RE = re.compile(
    r"(?:(?:thời\s+gian|ngày|giờ)\s+ký|date|time)\s*:?\D{0,12}(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)
NUMBER_RE = re.compile(r"(?:số\s*:?\s*)?(?P<number>\d{1,6}[a-zđ]?\s?[/-]\s?[A-ZĐ0-9][\w&/.-]{1,40})", re.IGNORECASE)
BARE_RE = re.compile(r"^\s*(?:số\s*:?\s*)?(?P<number>\d{1,6}[a-zđ]?)\s*$", re.IGNORECASE)
DATE_RE = re.compile(r"ngày\s*(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>(?:19|20)\d\d)", re.IGNORECASE)
ANNOTATIONS = (3, 13, 20)  # pdfium's FreeText, Stamp, Widget
NEAR = 2.2  # of the letter height: the next line of a stamp is no further below


def take_stamps(document: Any, pages: list[Page], annotated: set[int]) -> tuple[list[Page], dict[str, str]]:
    """The pages without printed stamps, and what all stamps say: number, date, signed_by, signed_at.

    ``annotated`` are the numbers of the pages that may have a stamp among their annotations.
    """
    found: dict[str, str] = {}
    out = []
    for page in pages:
        kept, lines = _without_printed(page)
        _note(lines, found, annotation=False)
        for lines in _annotated(document, page) if page.number in annotated else ():
            _note(lines, found, annotation=True)
        out.append(kept)
    return out, found


def _note(lines: list[str], found: dict[str, str], *, annotation: bool) -> None:
    text = "\n".join(lines)
    for line in lines:
        signed = SIGNED_RE.match(line)
        if signed and signed["name"]:
            found.setdefault("signed_by", signed["name"].strip())
    when = WHEN_RE.search(text)
    if when:
        found.setdefault("signed_at", _iso(when))
    if not annotation:
        return
    day = DATE_RE.search(text)
    if day:
        found.setdefault("date", _iso(day))
    rest = DATE_RE.sub("", WHEN_RE.sub("", text))
    number = NUMBER_RE.search(rest) or BARE_RE.match(rest)
    if number and "@" not in text:
        found.setdefault("number", re.sub(r"\s", "", number["number"]))


def _iso(match: re.Match[str]) -> str:
    return f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"


def _without_printed(page: Page) -> tuple[Page, list[str]]:
    """The page without the lines of a printed stamp: "Ký bởi: …" and the keyed lines under it."""
    segments = page.segments
    taken = [segment for start in segments if SIGNED_RE.match(start.text) for segment in _block(start, segments)]
    if not any(KEY_RE.match(segment.text) for segment in taken):
        return page, []  # "Người ký: …" in a sentence or a form
    return replace(page, letters=page.letters.at(~_stand_in(page.letters, taken))), [one.text for one in taken]


def _block(first: Segment, segments: Sequence[Segment]) -> Iterator[Segment]:
    """A stamp's lines: keyed ones below each other, with the rest of a long value between them."""
    below = sorted((one for one in segments if one.base < first.base), key=lambda one: -one.base)
    yield first
    held: list[Segment] = []
    last = first
    for one in below:
        if last.base - one.base > NEAR * last.size or one.base == last.base:
            break
        if abs(one.x0 - first.x0) > 3 * first.size:
            continue
        held.append(one)
        last = one
        if KEY_RE.match(one.text):
            yield from held
            held = []


def _stand_in(letters: Letters, segments: list[Segment]) -> Flags:
    """Which letters are those of the segments?"""
    out = np.zeros(len(letters), np.bool_)
    for one in segments:
        beside = np.abs(one.base - letters.base) < 0.35 * one.size
        out |= beside & (one.x0 - 0.5 <= letters.x0) & (letters.x0 <= one.x1)
    return out


def _annotated(document: Any, page: Page) -> list[list[str]]:
    """The lines of each annotation of a page that shows text: one list, as they are printed together."""
    import pypdfium2.raw as raw

    shown = document[page.number - 1]
    try:
        if raw.FPDFPage_Flatten(shown, 0) != raw.FLATTEN_SUCCESS:
            return []
    finally:
        shown.close()
    flat = document[page.number - 1]
    try:
        both = read_page(flat, page.number)
    finally:
        flat.close()
    known = set(_places(page.letters))
    added = np.array([place not in known for place in _places(both.letters)], np.bool_)
    return list(_stacks(segments_of(both.letters.at(added))))


def _places(letters: Letters) -> list[tuple[str, int, int]]:
    xs, bases = np.rint(letters.x0).astype(int), np.rint(letters.base).astype(int)
    return list(zip(letters.text.tolist(), xs.tolist(), bases.tolist(), strict=True))


def _stacks(segments: list[Segment]) -> Iterator[list[str]]:
    """Segments under each other as one stamp each."""
    stacks: list[list[Segment]] = []
    for segment in segments:
        home = next((one for one in stacks if _is_under(segment, one[-1])), None)
        if home is None:
            stacks.append([segment])
        else:
            home.append(segment)
    yield from ([segment.text for segment in stack] for stack in stacks)


def _is_under(segment: Segment, last: Segment) -> bool:
    return 0 < last.base - segment.base < NEAR * last.size and abs(segment.x0 - last.x0) < 3 * last.size


def may_be_stamped(page: Any) -> bool:
    """Has a pdfium page annotations that show text?"""
    import pypdfium2.raw as raw

    return any(_kind(page, index) in ANNOTATIONS for index in range(raw.FPDFPage_GetAnnotCount(page)))


def _kind(page: Any, index: int) -> int:
    import pypdfium2.raw as raw

    annotation = raw.FPDFPage_GetAnnot(page, index)
    try:
        return int(raw.FPDFAnnot_GetSubtype(annotation))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
