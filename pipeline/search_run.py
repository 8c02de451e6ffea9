"""Search: who says what where, in a moment, typed with or without accents.

Documents are found through the index, ranked by how well their best paragraph answers (all words near each other,
accents as typed, words in the title), the newest first among equals. An accented query is first taken at its word;
only if nothing has these accents are they ignored, so what is typed without accents finds at least as much. Every
hit is a document, a path, a page and the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from corpus.fold import lower
from pipeline.resolve import number_key
from pipeline.search_items import item_hits
from pipeline.search_keys import folded, folded_word, token
from pipeline.search_match import Matcher, paragraphs
from pipeline.search_names import name_forms
from pipeline.search_query import Query, Term, clean, parse
from schemas.sqlite import Database

CANDIDATES = 20  # documents whose paragraphs are weighed, at least
CANDIDATES_FOR_ITEMS = 150  # documents whose items are looked through, until enough are found
Row = dict[str, Any]
_COLUMNS = """x.id AS row, d.id, d.number, d.number_key, d.title, d.issued_on, d.pages, d.source_name,
    (SELECT group_concat(name, '; ')
        FROM (SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal)) AS issuer"""
_DUE = """ AND (EXISTS (SELECT 1 FROM deadlines l
        WHERE l.document_id = x.document_id AND l.ends_on BETWEEN :due_from AND :due_to)
    OR EXISTS (SELECT 1 FROM milestones m
        WHERE m.document_id = x.document_id AND m.due BETWEEN :due_from AND :due_to))"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer. ``snippet`` is the quote, shortened, with the words found between « and »."""

    document: str
    number: str | None
    title: str | None
    issuer: str | None
    issued_on: str | None
    kind: str
    path: str
    page: int | None
    quote: str
    snippet: str
    start: int
    end: int
    source: str

    def row(self) -> Row:
        """As a row to print."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of a query, what of it was not understood, and whether accents had to be ignored."""

    hits: tuple[Hit, ...]
    notes: tuple[str, ...]
    accents_ignored: bool = False


def search(db: Database, text: str, limit: int = 20) -> Answer:
    """Answer a query. Nothing that a person types is an error."""
    query = parse(text)
    if query.empty:
        return Answer((), (*query.notes, "không có gì để tìm"))
    limit = max(1, limit)
    for ignore in (False, True) if any(term.accented for term in query.terms) else (True,):
        hits = tuple(_hits(db, query, limit, ignore_accents=ignore))
        if hits:
            return Answer(hits, tuple(query.notes), ignore and any(term.accented for term in query.terms))
    if query.numbers:  # no such number: look for its letters and digits
        return _as_words(db, query, limit)
    return Answer((), tuple(query.notes))


def _as_words(db: Database, query: Query, limit: int) -> Answer:
    for key in query.numbers:
        parts = tuple(key.split("-"))
        query.groups.append([Term(parts, tuple(map(folded_word, parts)), accented=False)])
    notes = (*query.notes, f"không có văn bản số {', '.join(query.numbers)}; tìm theo chữ")
    query.numbers = []
    hits = tuple(_hits(db, query, limit, ignore_accents=True))
    return Answer(hits, notes)


def _hits(db: Database, query: Query, limit: int, *, ignore_accents: bool) -> Iterator[Hit]:
    matcher = Matcher(query, ignore_accents=ignore_accents)
    items = bool(set(query.kinds) - {"documents"}) or query.due or (bool(query.bodies) and not query.kinds)
    enough = CANDIDATES_FOR_ITEMS if items else max(CANDIDATES, limit)
    found = candidates(db, query, enough, ignore_accents=ignore_accents)
    count = 0
    if items:
        for document in found:
            for row in item_hits(db, query, matcher, document):
                yield _hit(document, row, matcher)
                count += 1
                if count == limit:
                    return
        return
    weighed = [(_weigh(db, query, matcher, document), document) for document in found]
    weighed.sort(key=lambda pair: -pair[0][0])  # stable: the newest first among equals
    for (_, row), document in weighed[:limit]:
        yield _hit(document, row, matcher)


def candidates(db: Database, query: Query, limit: int, *, ignore_accents: bool = True) -> list[Row]:
    """Documents that meet a query: those whose title has its words first, each group newest first."""
    expression = match_expression(query, ignore_accents=ignore_accents)
    if expression == "":
        return _documents(db, query, None, limit)
    found: dict[str, Row] = {}
    if query.groups and not query.numbers:
        titled = match_expression(query, ignore_accents=True, column="title")
        for row in _documents(db, query, titled, limit // 2):
            found[row["id"]] = row
        if len(query.groups) > 1:  # the words side by side, before the words anywhere
            together = " ".join(word for group in query.groups for word in group[0].folded)
            for row in _documents(db, query, f'folded : "{together}" AND ({expression})', limit // 2):
                found.setdefault(row["id"], row)
    for key in query.numbers:  # the document that bears the number, before those that cite it
        for row in _documents(db, query, f'{expression} AND facts : "{token("n", key)}"', limit // 2):
            found[row["id"]] = row
    for row in _documents(db, query, expression, limit):
        found.setdefault(row["id"], row)
    return list(found.values())[:limit]


def match_expression(query: Query, *, ignore_accents: bool, column: str | None = None) -> str:
    """The FTS5 expression of a query: every word of it quoted, and of letters and digits only."""
    parts = []
    for group in query.groups:
        parts.append(" OR ".join(_of_term(term, column, ignore_accents=ignore_accents) for term in group))
    if column in (None, "title"):
        parts += [f'facts : ("{token("n", key)}" OR "{token("c", key)}")' for key in query.numbers]
        parts += _filters(query)
    expression = " AND ".join(f"({part})" for part in parts)
    excluded = " OR ".join(_of_term(term, None, ignore_accents=ignore_accents) for term in query.excluded)
    return f"({expression}) NOT ({excluded})" if expression and excluded and column is None else expression


def _of_term(term: Term, column: str | None, *, ignore_accents: bool) -> str:
    exact = term.accented and not ignore_accents
    spelled = term.exact if exact else term.folded
    name = column or ("exact" if exact else "folded")
    star = " *" if term.prefix else ""
    if column is None and not exact:
        return f'{{folded title}} : "{" ".join(spelled)}"{star}'
    return f'{name} : "{" ".join(spelled)}"{star}'


def _filters(query: Query) -> Iterator[str]:
    if query.types:
        yield "facts : (" + " OR ".join(f'"{token("t", kind)}"' for kind in query.types) + ")"
    if query.years:
        yield "facts : (" + " OR ".join(f'"y{year}"' for year in query.years[:100]) + ")"
    for column, values in (("issuer", query.issuers), ("body", query.bodies)):
        if values:
            names = dict.fromkeys(form for value in values for form in name_forms(value))
            yield f"{column} : (" + " OR ".join(f'"{name}"' for name in names) + ")"


def _documents(db: Database, query: Query, expression: str | None, limit: int) -> list[Row]:
    """Documents by index, newest first. All values are parameters; the SQL itself has none of the query's words."""
    where, values = _restrictions(db, query)
    if expression is None:
        start = "FROM indexed_documents x JOIN documents d ON d.id = x.document_id WHERE 1"
        order = "x.id"
    else:
        start = (
            "FROM search_text f CROSS JOIN indexed_documents x ON x.id = f.rowid "
            "JOIN documents d ON d.id = x.document_id WHERE search_text MATCH :match"
        )
        order = "f.rowid"
    sql = f"SELECT {_COLUMNS} {start} {where} ORDER BY {order} DESC LIMIT :limit"
    return list(db.query(sql, {"match": expression, "limit": limit, **values}))


def _restrictions(db: Database, query: Query) -> tuple[str, Row]:
    """What the columns of the index do not say: what is cited (as resolved), and what is due."""
    where = ""
    values: Row = {}
    for index, cited in enumerate(query.cites):
        ids = cited_ids(db, cited)
        names = [f":c{index}_{place}" for place in range(len(ids))]
        values |= dict(zip((name[1:] for name in names), ids, strict=True))
        where += (
            f" AND x.document_id IN (SELECT l.document_id FROM citation_instruments l "
            f"WHERE l.instrument_id IN ({','.join(names)}))"
        )
    if query.due:
        values |= {"due_from": query.due_from or "0", "due_to": query.due_to or "9"}
        where += _DUE
    return where, values


def cited_ids(db: Database, text: str, limit: int = 50) -> list[str]:
    """Ids of the instruments that a number or a name means.

    A number in any spelling; a name by its words, most cited first.
    """
    text = clean(text)
    if text.startswith(("/akn/", "key:")):
        return [text]
    key = number_key(lower(text)) if any(char.isdigit() for char in text) else ""
    rows = db.execute("SELECT id FROM instruments WHERE number_key = ? LIMIT ?", [key, limit]).fetchall()
    if not rows:
        wanted = folded(text)
        by_name = "SELECT id, title, type FROM instruments WHERE title IS NOT NULL ORDER BY mentions DESC LIMIT 20000"
        named = ((one, folded(f"{kind} {title}")) for one, title, kind in db.execute(by_name))
        rows = [(one,) for one, name in named if wanted and wanted in name][:limit]
    return [row[0] for row in rows]


def _weigh(db: Database, query: Query, matcher: Matcher, document: Row) -> tuple[float, Row]:
    """How well the document's best paragraph answers, and that paragraph."""
    text, spans = paragraphs(db, document["id"])
    title = set(folded(document["title"] or "").split())
    bonus = sum(2.0 for term in query.terms if set(term.folded) <= title)
    own = document["number_key"] in query.numbers
    if own:
        bonus += 100.0
    best: tuple[float, int, int] = (0.0, *(spans[0] if spans else (0, 0)))
    cited = _citation(db, query, document["id"]) if (query.numbers or query.cites) and not own else None
    if cited:
        best = (1.0, cited["start"], cited["end"])
    elif query.groups:
        best = matcher.best(text, spans)
    elif document["title"]:
        place = text.find(document["title"])
        best = (0.0, place, place + len(document["title"])) if place >= 0 else best
    score, start, end = best
    if cited:
        return score + bonus, cited
    where = _place(db, document, start)
    return score + bonus, {"quote": text[start:end], "start": start, "end": end, "kind": "documents", **where}


def _citation(db: Database, query: Query, document: str) -> Row | None:
    """The first place where a document cites what is asked for."""
    ids = [one for cited in query.cites for one in cited_ids(db, cited)]
    by_number, by_id = (",".join("?" * len(values)) for values in (query.numbers, ids))
    sql = f"""SELECT quote, start_char AS start, end_char AS end, section AS path, page, 'citations' AS kind
        FROM citations c WHERE document_id = ? AND status <> 'rejected' AND (number_key IN ({by_number}) OR EXISTS (
            SELECT 1 FROM citation_instruments l
            WHERE l.document_id = c.document_id AND l.citation_id = c.id AND l.instrument_id IN ({by_id})))
        ORDER BY ordinal LIMIT 1"""
    return next(db.query(sql, [document, *query.numbers, *ids]), None)


def _place(db: Database, document: Row, offset: int) -> Row:
    """Path and page of the outline's node that an offset stands in."""
    sql = "SELECT path, page FROM sections WHERE document_id = ? AND start_char <= ? ORDER BY start_char DESC LIMIT 1"
    found = next(db.query(sql, [document["id"], offset]), None)
    return found or {"path": "", "page": 1 if document["pages"] else None}


def _hit(document: Row, row: Row, matcher: Matcher) -> Hit:
    return Hit(
        document["id"], document["number"], document["title"], document["issuer"], document["issued_on"], row["kind"],
        row["path"], row["page"], row["quote"], matcher.snippet(row["quote"]), row["start"], row["end"],
        document["source_name"],
    )  # fmt: skip
