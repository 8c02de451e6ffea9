"""Parses XML that strangers made: no entities, no files, no network, no trees without end."""

from __future__ import annotations

from typing import Any

from schemas.errors import DamagedFileError


def parse_xml(data: bytes, what: str, name: str) -> Any:
    """Root element of an XML document.

    Raises:
        DamagedFileError: it is broken, or declares a DTD.
    """
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise DamagedFileError(f"{what} declares XML entities, which no office program does", where=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFileError(f"{what} is broken ({error})", where=name) from error
    if root.getroottree().docinfo.doctype:
        raise DamagedFileError(f"{what} declares XML entities, which no office program does", where=name)
    return root
