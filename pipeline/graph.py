"""The citation graph as GraphML, JSON or DOT: instruments and documents, and who cites whom for what.

A document of the database that is a cited instrument is one node. Edges say the relation, how sure the resolver is,
the pinpoint and the words. GraphML opens in Gephi and yEd, DOT in Graphviz.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from schemas.sqlite import Database

Row = dict[str, Any]
FORMATS = ("graphml", "json", "dot")
NODE_FIELDS = ("label", "kind", "type", "number", "date", "title", "document")
EDGE_FIELDS = ("relation", "resolution", "pinpoint", "path", "page", "quote")
_DOCUMENTS = "SELECT id, type, number, issued_on AS date, title FROM documents ORDER BY id"
_INSTRUMENTS = "SELECT id, type, number, date, title, document_id FROM instruments ORDER BY id"
_EDGES = """
    SELECT l.document_id AS source, l.instrument_id AS target, c.relation, l.status AS resolution, c.article, c.clause,
        c.point, c.section AS path, c.page, c.quote
    FROM citation_instruments l JOIN citations c ON c.document_id = l.document_id AND c.id = l.citation_id
    WHERE l.instrument_id <> '' AND c.status <> 'rejected' ORDER BY l.document_id, c.ordinal, l.instrument_id"""


def graph_text(db: Database, form: str) -> str:
    """The whole graph of a database in one of ``FORMATS``; the same database gives the same text."""
    nodes, edges = graph(db)
    return {"json": _json, "graphml": _graphml, "dot": _dot}[form](nodes, edges)


def graph(db: Database) -> tuple[list[Row], list[Row]]:
    """Nodes and edges of the graph."""
    nodes: dict[str, Row] = {}
    same: dict[str, str] = {}  # a document that is an instrument: its node
    for row in db.query(_INSTRUMENTS):
        document = row.pop("document_id")
        if document:
            same[document] = row["id"]
        nodes[row["id"]] = {**row, "kind": "instrument", "document": document, "label": _label(row)}
    for row in db.query(_DOCUMENTS):
        if row["id"] not in same:
            nodes[row["id"]] = {**row, "kind": "document", "document": row["id"], "label": _label(row)}
    edges = []
    for row in db.query(_EDGES):
        parts = (("Điều", row.pop("article")), ("khoản", row.pop("clause")), ("điểm", row.pop("point")))
        pinpoint = " ".join(f"{word} {value}" for word, value in reversed(parts) if value)
        edges.append({**row, "source": same.get(row["source"], row["source"]), "pinpoint": pinpoint or None})
    return list(nodes.values()), edges


def _label(row: Row) -> str:
    words = f"{row['type'] or 'văn bản'} {row['number'] or row['title'] or ''}".strip()
    return words if len(words) <= 80 else f"{words[:79]}…"


def _json(nodes: list[Row], edges: list[Row]) -> str:
    return json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, indent=1) + "\n"


def _graphml(nodes: list[Row], edges: list[Row]) -> str:
    return "".join(_graphml_lines(nodes, edges))


def _graphml_lines(nodes: list[Row], edges: list[Row]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for name in fields:
            yield f' <key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="string"/>\n'
    yield ' <graph edgedefault="directed">\n'
    for node in nodes:
        yield f"  <node id={_attribute(node['id'])}>{_data('node', NODE_FIELDS, node)}</node>\n"
    for edge in edges:
        ends = f"source={_attribute(edge['source'])} target={_attribute(edge['target'])}"
        yield f"  <edge {ends}>{_data('edge', EDGE_FIELDS, edge)}</edge>\n"
    yield " </graph>\n</graphml>\n"


def _data(owner: str, fields: tuple[str, ...], row: Row) -> str:
    return "".join(
        f'<data key="{owner}_{name}">{_escaped(row[name])}</data>' for name in fields if row.get(name) is not None
    )


def _escaped(value: object) -> str:
    return _clean(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: object) -> str:
    return quoteattr(_clean(value))


def _clean(value: object) -> str:
    """Without the control characters that XML forbids."""
    return "".join(char for char in str(value) if char >= " " or char in "\t\n")


def _dot(nodes: list[Row], edges: list[Row]) -> str:
    lines = ["digraph citations {", " rankdir=LR;", ' node [shape=box, fontname="sans-serif"];']
    for node in nodes:
        style = ", style=bold" if node["document"] else ""
        lines.append(f" {_quoted(node['id'])} [label={_quoted(node['label'])}{style}];")
    for edge in edges:
        style = "" if edge["resolution"] == "one" else ", style=dashed"
        lines.append(
            f" {_quoted(edge['source'])} -> {_quoted(edge['target'])} [label={_quoted(edge['relation'])}{style}];"
        )
    return "\n".join([*lines, "}", ""])


def _quoted(value: object) -> str:
    text = _clean(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{text}"'
