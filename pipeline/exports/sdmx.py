"""SDMX-CSV 2.0 of the indicator catalogue with its structure (SDMX-JSON 2.0: concepts, codelists, DSD, dataflow).

A target is no observation: what it bounds and how stands in the attributes COMPARATOR and UPPER_VALUE, where it was set
in SOURCE and TARGET, which are dimensions because two plans may set one indicator for one year.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from corpus.fold import fold
from pipeline.exports.flat import plain
from pipeline.indicator_catalogue import Catalogue, Point

AGENCY, VERSION = "CHIDAO", "1.0.0"
DIMENSIONS = ("INDICATOR", "REF_AREA", "SOURCE", "TARGET", "TIME_PERIOD")
ATTRIBUTES = ("COMPARATOR", "UPPER_VALUE", "UNIT_MEASURE", "CHANGE", "DUE", "OBS_STATUS")
NAMES = {
    "INDICATOR": "Chỉ tiêu",
    "REF_AREA": "Địa bàn",
    "SOURCE": "Văn bản",
    "TARGET": "Mục trong văn bản",
    "TIME_PERIOD": "Năm",
    "OBS_VALUE": "Giá trị",
    "COMPARATOR": "So sánh",
    "UPPER_VALUE": "Giá trị trên",
    "UNIT_MEASURE": "Đơn vị",
    "CHANGE": "Tăng giảm",
    "DUE": "Thời hạn",
    "OBS_STATUS": "Trạng thái",
}
COMPARATORS = {"=": "EQ", ">=": "GE", ">": "GT", "<=": "LE", "<": "LT", "~": "ABOUT", "range": "RANGE"}


def sdmx(catalogue: Catalogue) -> dict[str, bytes]:
    """``data.csv`` and ``structure.json``."""
    rows = [_row(entry.code, point) for entry in catalogue.indicators for point in entry.points]
    columns = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: tuple(str(row[name]) for name in DIMENSIONS)))
    return {"data.csv": file.getvalue().encode(), "structure.json": _structure(catalogue, rows)}


def code(text: str | None) -> str:
    """An SDMX code of a name.

    >>> code("Trà Vinh"), code("%"), code(None)
    ('TRA_VINH', 'PT', '_Z')
    """
    if text == "%":
        return "PT"
    return re.sub(r"[^A-Z0-9]+", "_", fold(text or "").upper()).strip("_") or "_Z"


def _row(indicator: str, point: Point) -> dict[str, Any]:
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": f"{AGENCY}:DF_TARGETS({VERSION})",
        "ACTION": "I",
        "INDICATOR": indicator,
        "REF_AREA": code(point.area),
        "SOURCE": code(point.document),
        "TARGET": code(point.target),
        "TIME_PERIOD": _year(point),
        "OBS_VALUE": plain(point.value),
        "COMPARATOR": COMPARATORS[point.comparator],
        "UPPER_VALUE": plain(point.value_max),
        "UNIT_MEASURE": code(point.unit),
        "CHANGE": code(point.change),
        "DUE": point.due or "",
        "OBS_STATUS": {"auto": "E", "rejected": "M"}.get(point.status, "A"),
    }


def _year(point: Point) -> str:
    """The year it is due, else the year it was set; 9999 where neither is known."""
    for day in (point.due, point.issued_on):
        if day and not day.startswith("--"):
            return day[:4]
    return "9999"


def _structure(catalogue: Catalogue, rows: list[dict[str, Any]]) -> bytes:
    points = [point for entry in catalogue.indicators for point in entry.points]
    lists = {
        "INDICATOR": {entry.code: entry.name for entry in catalogue.indicators},
        "REF_AREA": {code(point.area): point.area or "—" for point in points},
        "SOURCE": {code(point.document): f"{point.number or ''} {point.document}".strip() for point in points},
        "COMPARATOR": {value: key for key, value in COMPARATORS.items()},
        "UNIT_MEASURE": {code(point.unit): point.unit or "—" for point in points},
        "CHANGE": {code(point.change): point.change or "—" for point in points},
        "OBS_STATUS": {"A": "confirmed by a person", "E": "read by the program", "M": "rejected"},
    }
    data = {
        "conceptSchemes": [
            {**_named("CS_TARGETS", "Khái niệm"), "concepts": [{"id": name, "name": NAMES[name]} for name in NAMES]}
        ],
        "codelists": [
            {**_named(f"CL_{name}", NAMES[name]), "codes": [{"id": one, "name": values[one]} for one in sorted(values)]}
            for name, values in lists.items()
        ],
        "dataStructures": [
            {**_named("DSD_TARGETS", "Chỉ tiêu trong văn bản chỉ đạo"), "dataStructureComponents": _components(lists)}
        ],
        "dataflows": [
            {
                **_named("DF_TARGETS", "Chỉ tiêu trong văn bản chỉ đạo"),
                "structure": _urn("datastructure.DataStructure", "DSD_TARGETS"),
            }
        ],
    }
    meta = {
        "id": "chidao",
        "test": False,
        "prepared": "2000-01-01T00:00:00Z",
        "sender": {"id": AGENCY},
        "contentLanguages": ["vi"],
        "schema": "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/"
        "sdmx-json-structure-schema.json",
    }
    return (json.dumps({"meta": meta, "data": data}, ensure_ascii=False, indent=1) + "\n").encode()


def _named(name: str, vietnamese: str) -> dict[str, Any]:
    return {"id": name, "agencyID": AGENCY, "version": VERSION, "name": vietnamese, "names": {"vi": vietnamese}}


def _urn(kind: str, name: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{name}({VERSION})"


def _concept(name: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CS_TARGETS({VERSION}).{name}"


def _components(lists: dict[str, dict[str, str]]) -> dict[str, Any]:
    def local(name: str) -> dict[str, Any]:
        if name in lists:
            return {"enumeration": _urn("codelist.Codelist", f"CL_{name}")}
        kind = (
            "ObservationalTimePeriod"
            if name == "TIME_PERIOD"
            else "Double"
            if name in ("OBS_VALUE", "UPPER_VALUE")
            else "String"
        )
        return {"format": {"dataType": kind}}

    def component(name: str) -> dict[str, Any]:
        return {"id": name, "conceptIdentity": _concept(name), "localRepresentation": local(name)}

    return {
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": [{**component(name), "position": at} for at, name in enumerate(DIMENSIONS[:-1], 1)],
            "timeDimension": component("TIME_PERIOD"),
        },
        "measureList": {"id": "MeasureDescriptor", "measures": [component("OBS_VALUE")]},
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": [
                {**component(name), "usage": "optional", "attributeRelationship": {"observation": {}}}
                for name in ATTRIBUTES
            ],
        },
    }
