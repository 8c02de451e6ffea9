"""What was read from a scan and may be something else: pages, the header, numbers that were repaired.

The record keeps the words as the engine read them, beside the number that the lexicon made of them, and what the
stamp of a digital signature says beside what is printed. Where the two differ a person compares them with the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.fold import fold
from pipeline.review.fields import HEADER
from pipeline.review.queue.needs import UNJUDGED, Doubt, Wanted
from pipeline.review.reasons import Need
from schemas.sqlite import Database

Asked = dict[str, str | None]  # the one document, if it is one

#: Findings of pages that read badly, and of a header that was read unsurely.
CODES = ("low_quality_page", "page_without_text", "unsure_reading")


def scans(db: Database, wanted: Wanted) -> Iterator[Doubt]:
    """Yield the doubts about what was read: header first, then references, then pages."""
    yield from _stamps(db, {"only": wanted.only})
    yield from _repaired(db, {"only": wanted.only})
    yield from _pages(db, {"only": wanted.only})


def _stamps(db: Database, asked: Asked) -> Iterator[Doubt]:
    sql = """SELECT id, number, issued_on, stamps, stamped FROM documents
        WHERE stamps <> '{}' AND (:only IS NULL OR id = :only) ORDER BY id"""
    for document, number, issued, stamps, stamped in db.execute(sql, asked).fetchall():
        said, filled = json.loads(stamps), json.loads(stamped)
        for name, printed, other in (("number", number, said.get("number")), ("issued_on", issued, said.get("date"))):
            if other and printed and name not in filled and not _agree(printed, other) and _is_open(db, document, name):
                why = f"{name}: the stamp of the signature says {other}"
                yield Doubt(Need.SCAN, document, HEADER, "", why, printed, name, other, degree=0.0)


def _agree(printed: str, stamped: str) -> bool:
    """A stamp may have the digits only.

    >>> _agree("12/QĐ-UBND", "12"), _agree("12/QĐ-UBND", "21/QĐ-UBND")
    (True, False)
    """
    one, other = _plain(printed), _plain(stamped)
    return one == other or (stamped.isalnum() and printed.partition("/")[0].lstrip("0") == stamped.lstrip("0"))


def _repaired(db: Database, asked: Asked) -> Iterator[Doubt]:
    """Numbers of references that do not stand in the words as the engine read them."""
    sql = """SELECT x.document_id, x.id, x.section, x.quote, x.number, x.confidence
        FROM citations x JOIN documents d ON d.id = x.document_id
        WHERE d.ocr = 1 AND x.status = 'auto' AND x.number IS NOT NULL AND (:only IS NULL OR d.id = :only)
        ORDER BY x.document_id, x.ordinal"""
    for document, key, path, quote, number, confidence in db.execute(sql, asked).fetchall():
        if _plain(number) not in _plain(quote):
            why = f"the number was repaired: {number}"
            yield Doubt(Need.SCAN, document, "references", path, why, quote, key, number, degree=1.0 + confidence)


def _pages(db: Database, asked: Asked) -> Iterator[Doubt]:
    places = ", ".join(map(repr, CODES))
    sql = f"""SELECT f.document_id, f.id, f.section, f.quote, f.code, f.message FROM findings f
        WHERE f.code IN ({places}) AND (:only IS NULL OR f.document_id = :only) AND {UNJUDGED}
        ORDER BY f.document_id, f.ordinal"""
    for document, key, path, quote, code, message in db.execute(sql, asked).fetchall():
        degree = 0.5 if code == "unsure_reading" else 3.0
        yield Doubt(Need.SCAN, document, "findings", path, f"{code}: {message}", quote, key, degree=degree)


def _is_open(db: Database, document: str, field: str) -> bool:
    """Has nobody corrected the field, or written a comment to the header? A header has no other word of agreement."""
    sql = """SELECT 1 FROM correction_outcomes o JOIN corrections c ON c.id = o.correction_id
        WHERE o.document_id = ? AND c.kind = ? AND (c.field = ? OR c.action = 'comment')"""
    return db.execute(sql, [document, HEADER, field]).fetchone() is None


def _plain(text: str) -> str:
    """Letters and digits only, without case and accents: OCR's blanks and dashes are no difference."""
    return "".join(char for char in fold(text) if char.isalnum())
