"""Reads the mentions of a database for the resolver, and writes what it found.

Resolution is made anew for the whole database, in one transaction: a document that arrives may settle what another
one left open. What a reviewer rejected is no mention.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.claims import Citation, Source
from pipeline.resolve import number_key
from pipeline.resolver import Resolution
from schemas.sqlite import Database

MAX_BETWEEN = 200  # characters between two mentions that say how they belong together


def read_sources(db: Database) -> list[Source]:
    """The documents of a database, oldest first, those without a date last; bounds are found for these."""
    issuers: dict[str, list[str]] = defaultdict(list)
    for document, name in db.execute("SELECT document_id, name FROM issuers ORDER BY document_id, ordinal"):
        issuers[document].append(name)
    earliest, latest = _bounds(db)
    sql = """SELECT id, type, number, issued_on, title, place, period_start, period_end FROM documents
        ORDER BY issued_on IS NULL, issued_on, id"""
    return [
        Source(
            key,
            kind,
            number,
            date,
            title,
            tuple(issuers[key]),
            place,
            (first, last),
            earliest.get(key),
            latest.get(key),
        )
        for key, kind, number, date, title, place, first, last in db.execute(sql)
    ]


def read_citations(db: Database) -> Iterator[Citation]:
    """The mentions of a database, in the order of the texts, with the words up to the next mention."""
    sql = f"""SELECT c.document_id, c.id, c.type, c.number, c.date, c.issuer, c.title, c.relation, c.quote,
            c.start_char, c.end_char,
            lead(c.start_char) OVER (PARTITION BY c.document_id ORDER BY c.start_char) AS next,
            CASE WHEN c.number IS NULL THEN substr(d.text, c.end_char + 1, {MAX_BETWEEN}) END AS following
        FROM citations c JOIN documents d ON d.id = c.document_id
        WHERE c.status <> 'rejected' ORDER BY c.document_id, c.start_char"""
    for document, key, kind, number, date, issuer, title, relation, quote, start, end, *ahead in db.execute(sql):
        following_start, following = ahead
        gap = following_start - end if following_start is not None else -1
        between = following[:gap] if following and 0 <= gap <= MAX_BETWEEN else ""
        yield Citation(document, key, kind, number, date, issuer, title, relation, quote, start, end, between)


def write_resolution(db: Database, found: Resolution) -> None:
    """Put a resolution in the place of the one before; inside a transaction of the caller."""
    db.execute("DELETE FROM citation_instruments")
    db.execute("DELETE FROM instruments")
    certain = Counter(link.instruments[0] for link in found.links if link.status == "one")
    db.conn.executemany(
        "INSERT INTO instruments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                one.id, one.akn, one.type, one.number, number_key(one.number) if one.number else None, one.date,
                one.system, one.title, one.document, certain[one.id],
            )
            for one in found.instruments.values()
        ),
    )  # fmt: skip
    dates = {claim.source.id: claim.source.date or "" for claim in found.claims}
    db.conn.executemany(
        "INSERT INTO citation_instruments VALUES (?, ?, ?, ?, ?, ?)",
        (
            (link.document, link.citation, instrument, link.status, link.reason, dates[link.document])
            for link in found.links
            for instrument in link.instruments or ("",)
        ),
    )


def _bounds(db: Database) -> tuple[dict[str, str], dict[str, str]]:
    """A document without a date was issued after what it cites and before its first due date."""
    undated = "SELECT id FROM documents WHERE issued_on IS NULL OR length(issued_on) < 10"
    first = db.execute(
        f"SELECT document_id, max(date) FROM citations WHERE length(date) = 10 AND date LIKE '2%' "
        f"AND document_id IN ({undated}) GROUP BY document_id"
    )
    last = db.execute(
        f"SELECT document_id, min(ends_on) FROM deadlines WHERE kind = 'due' AND length(ends_on) = 10 "
        f"AND ends_on LIKE '2%' AND document_id IN ({undated}) GROUP BY document_id"
    )
    return dict(first.fetchall()), dict(last.fetchall())
