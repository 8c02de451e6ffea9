"""The commands that ask across documents: cites, cited-by, graph, search, browse, index.

They parse, call one function of the library and print, as the commands in ``pipeline.cli`` do.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.files import write_whole
from pipeline.options import DEFAULT_DB, Db, FormatOption
from pipeline.output import Format, emit, rows_text, tell

Row = dict[str, Any]
CITES = ("number", "relation_label", "cited_type", "cited_number", "cited_date", "resolution", "path", "page", "quote")
CITED_BY = ("document", "number", "issuer", "relation_label", "resolution", "path", "page", "quote")
HITS = ("document", "number", "issuer", "path", "page", "snippet")
Depth = Annotated[int, typer.Option("--depth", min=1, max=9, help="How many steps of the chain to follow.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100_000, help="At most so many rows.")]


class GraphFormat(StrEnum):
    """How the graph comes out."""

    GRAPHML = "graphml"
    JSON = "json"
    DOT = "dot"


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: chidao search 'cong doan kind:task due<6/2025'")(search)
    app.command(epilog="Example: chidao cites 13/CTr-LĐLĐ --depth 2")(cites)
    app.command("cited-by", epilog="Example: chidao cited-by 12b/NQ-BCH --format csv")(cited_by)
    app.command(epilog="Example: chidao graph --format graphml --out citations.graphml")(graph)
    app.command(epilog="Example: chidao browse --port 8001")(browse)
    app.command(epilog="Example: chidao index --db outputs/directives.db")(index)


def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY...", help="Words, phrases, numbers, filters.")],
    db: Db = DEFAULT_DB,
    format: FormatOption = Format.TABLE,
    limit: Limit = 20,
) -> None:
    """Search the texts, tasks, targets, deadlines, citations and bodies in the database.

    Type with or without accents. Filters: type: issuer: year: body: cites: kind: due<, see docs/search.md.
    """
    from pipeline.database import read_database
    from pipeline.search_run import search as find

    with read_database(db) as database:
        _tell_if_behind(database)
        answer = find(database, " ".join(query), limit)
    for note in answer.notes:
        tell(f"chidao: {note}")
    if answer.accents_ignored:
        tell("chidao: không có kết quả đúng dấu; tìm không dấu")
    if not answer.hits:
        tell("chidao: không tìm thấy (nothing found)")
    emit(rows_text([hit.row() for hit in answer.hits], format, HITS))


def cites(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its number, id or file name.")],
    db: Db = DEFAULT_DB,
    format: FormatOption = Format.TABLE,
    depth: Depth = 1,
    limit: Limit = 1000,
) -> None:
    """List what a document cites, for what, and in which words; with --depth what those cite in turn."""
    from pipeline.citations import cites as find

    _list_citations(db, partial(find, depth=depth, limit=limit), document, format, CITES, depth)


def cited_by(
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="Its number, name or id, in any spelling.")],
    db: Db = DEFAULT_DB,
    format: FormatOption = Format.TABLE,
    depth: Depth = 1,
    limit: Limit = 100,
) -> None:
    """List who cites an instrument, for what, and in which words, newest first."""
    from pipeline.citations import cited_by as find

    _list_citations(db, partial(find, depth=depth, limit=limit), instrument, format, CITED_BY, depth)


def graph(
    db: Db = DEFAULT_DB,
    format: Annotated[GraphFormat, typer.Option("--format", help="How the graph comes out.")] = GraphFormat.GRAPHML,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it here.")] = None,
) -> None:
    """Print the graph of all citations: documents, instruments, and who cites whom for what."""
    from pipeline.database import read_database
    from pipeline.graph import graph_text

    with read_database(db) as database:
        _tell_if_behind(database)
        text = graph_text(database, format.value)
    if out is None:
        emit(text)
    else:
        write_whole(out, text)
        tell(f"chidao: wrote {out}")


def browse(
    db: Db = DEFAULT_DB,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8001,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a web browser.")] = False,
) -> None:
    """Browse the database with Datasette, on this machine only, reading only."""
    from pipeline.browse import browse as serve

    raise typer.Exit(serve(db, port=port, open_page=not no_open))


def index(db: Db = DEFAULT_DB, format: FormatOption = Format.TABLE) -> None:
    """Bring instruments, bodies, findings across documents and the search index up to date.

    `chidao run` does it at its end; it is needed only for a database that was filled otherwise.
    """
    from dataclasses import asdict

    from pipeline.index import refresh

    emit(rows_text([asdict(refresh(db))], format))


def _list_citations(
    db: Path, find: Callable[..., list[Row]], of: str, format: Format, columns: tuple[str, ...], depth: int
) -> None:
    from pipeline.database import read_database

    with read_database(db) as database:
        _tell_if_behind(database)
        rows = find(database, of)
    if not rows:
        tell("chidao: không tìm thấy (nothing found)")
    emit(rows_text(rows, format, ("depth", *columns) if depth > 1 else columns))


def _tell_if_behind(database: Any) -> None:
    from pipeline.search_index import is_current

    if not is_current(database):
        tell("chidao: the index is behind the documents; run: chidao index")
