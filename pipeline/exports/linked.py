"""Linked data: the citation graph and the data set (DCAT 3) as JSON-LD, every item as a W3C Web Annotation.

Contexts stand in the files, so that nothing has to be fetched to read them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from pipeline.exports.flat import LICENCE, csv_package, documents_of, json_bytes
from pipeline.exports.table_model import Table
from schemas.item_tables import KINDS
from schemas.record import DirectiveRecord

Row = dict[str, Any]
BASE = "urn:chidao:"
AROUND = 32
GRAPH_CONTEXT = {
    "dcterms": "http://purl.org/dc/terms/",
    "chidao": BASE,
    "title": "dcterms:title",
    "number": "dcterms:identifier",
    "date": "dcterms:date",
    "type": "dcterms:type",
    "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@language": "vi"},
    **{
        name: {"@id": f"chidao:{name}", "@type": "@id"}
        for name in (
            "basis",
            "implements",
            "guides",
            "amends",
            "replaces",
            "repeals",
            "reviews",
            "cites",
            "citing",
            "cited",
        )
    },
    **{
        name: f"chidao:{name}"
        for name in ("relation", "resolution", "pinpoint", "path", "page", "quote", "document", "kind")
    },
}
DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(name: object) -> str:
    """An IRI for an id of the database.

    >>> iri("akn/vn 1")
    'urn:chidao:akn/vn%201'
    """
    return BASE + quote(str(name), safe="/:~-._")


def graph_json_ld(nodes: list[Row], edges: list[Row]) -> bytes:
    """The graph: nodes with their relations, and each citation with its words."""
    items: dict[str, Row] = {}
    for node in nodes:
        kept = {key: value for key, value in node.items() if value is not None and key != "id"}
        items[node["id"]] = {"@id": iri(node["id"]), "@type": f"chidao:{node['kind']}", **kept}
    mentions = []
    for edge in edges:
        if edge["source"] in items and edge["resolution"] == "one":
            said = items[edge["source"]].setdefault(edge["relation"], [])
            if iri(edge["target"]) not in said:
                said.append(iri(edge["target"]))
        own = {key: value for key, value in edge.items() if value is not None and key not in ("source", "target")}
        mentions.append(
            {"@type": "chidao:Citation", "citing": iri(edge["source"]), "cited": iri(edge["target"]), **own}
        )
    return json_bytes({"@context": GRAPH_CONTEXT, "@graph": [*items.values(), *mentions]})


def dcat(tables: list[Table], name: str) -> bytes:
    """The data set and its CSV files, as a catalogue such as a data portal reads."""
    distributions = [
        {
            "@type": "dcat:Distribution",
            "dcterms:title": path,
            "dcat:downloadURL": {"@id": path},
            "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(data))},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:checksumValue": hashlib.sha256(data).hexdigest(),
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            },
        }
        for path, data in csv_package(tables, name).items()
        if path.endswith(".csv")
    ]
    return json_bytes(
        {
            "@context": DCAT_CONTEXT,
            "@id": iri(f"dataset/{name}"),
            "@type": "dcat:Dataset",
            "dcterms:title": {"@language": "vi", "@value": tables[0].heading},
            "dcterms:language": "vi",
            "dcterms:license": {"@id": LICENCE["path"]},
            "dcterms:identifier": f"chidao-{name}",
            "dcterms:source": [{"@id": iri(document)} for document in documents_of(tables)],
            "dcat:distribution": distributions,
        }
    )


def web_annotations(record: DirectiveRecord, document: str) -> bytes:
    """Every item as an annotation of the document's text: its place, its words, and what was read from them."""
    text = record.text
    items = []
    for kind in KINDS:
        for item in getattr(record, kind):
            fields = item.model_dump(exclude={"id", "quote", "start", "end", "section", "page"}, exclude_none=True)
            items.append(
                {
                    "id": f"{iri(document)}#{item.id}",
                    "type": "Annotation",
                    "motivation": "classifying",
                    "body": [
                        {"type": "TextualBody", "value": kind, "purpose": "tagging"},
                        {
                            "type": "TextualBody",
                            "format": "application/json",
                            "purpose": "describing",
                            "value": json.dumps(fields, ensure_ascii=False, sort_keys=True),
                        },
                    ],
                    "target": {"source": iri(document), "selector": _selectors(text, item.start, item.end)},
                }
            )
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{iri(document)}/annotations",
        "type": "AnnotationPage",
        "items": items,
    }
    return json_bytes(page)


def _selectors(text: str, start: int, end: int) -> list[Row]:
    """The place by numbers, and by words in case the text is another's copy."""
    words = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": text[start:end], **words},
    ]
