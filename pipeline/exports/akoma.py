"""Akoma Ntoso 3.0: the document with its outline as nested containers and its citations as references.

Every character of the text that XML may hold stands in the file, in order; what stands before the first section is the
preface. Labels stay in the text of their paragraphs, as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from corpus.fold import fold
from schemas.record import DirectiveRecord, Reference, Section

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UNDATED = "0001-01-01"


def akoma_ntoso(record: DirectiveRecord) -> bytes:
    """The record as an Akoma Ntoso document."""
    sections = sorted(record.sections, key=lambda section: section.start)
    first = sections[0].start if sections else len(record.text)
    references = sorted(record.references, key=lambda one: (one.start, one.end))
    writer = _Body(record.text, references)
    body = "".join(writer.containers(sections)) or writer.hcontainer("body", 0, 0, "body")
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<akomaNtoso xmlns="{NAMESPACE}">\n<doc name="{_slug(record.document.type or "doc")}">\n',
        _meta(record),
        f'<preface eId="preface">\n{writer.paragraphs(0, first, "preface")}</preface>\n' if first else "",
        f"<mainBody>\n{body}</mainBody>\n</doc>\n</akomaNtoso>\n",
    ]
    return "".join(parts).encode()


def frbr_uri(record: DirectiveRecord) -> str:
    """The address of the work: /akn/vn/doc/DATE/NUMBER.

    >>> bool(frbr_uri)
    True
    """
    document = record.document
    date = document.issued_on or UNDATED[:4]
    return f"/akn/vn/doc/{date}/{_slug(document.number or document.id)}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "x"


def _meta(record: DirectiveRecord) -> str:
    uri, document = frbr_uri(record), record.document
    date = document.issued_on if document.issued_on and len(document.issued_on) == len(UNDATED) else UNDATED
    lines = ['<meta>\n<identification source="#chidao">\n']
    for level, suffix in (("Work", ""), ("Expression", "/vie@"), ("Manifestation", "/vie@.xml")):
        own = (
            '<FRBRcountry value="vn"/>'
            if level == "Work"
            else '<FRBRlanguage language="vie"/>'
            if level == "Expression"
            else ""
        )
        this = uri + (f"{suffix[:5]}/!main{suffix[5:]}" if suffix else "/!main")
        lines.append(
            f'<FRBR{level}><FRBRthis value="{this}"/><FRBRuri value="{uri}{suffix}"/>'
            f'<FRBRdate date="{date}" name="issued"/>'
            f'<FRBRauthor href="#issuer"/>{own}</FRBR{level}>\n'
        )
    issuer = quoteattr("; ".join(document.issuers) or "—")
    lines.append(
        '</identification>\n<references source="#chidao">\n'
        f'<TLCOrganization eId="issuer" href="/ontology/organization/vn/{_slug("; ".join(document.issuers))}" '
        f"showAs={issuer}/>\n"
        ""
        '<TLCOrganization eId="chidao" href="/ontology/organization/chidao" showAs="chidao"/>\n</references>\n</meta>\n'
    )
    return "".join(lines)


class _Body:
    """Writes stretches of the text; references are marked where they stand."""

    def __init__(self, text: str, references: list[Reference]) -> None:
        self._text = text
        self._references = references

    def containers(self, sections: list[Section]) -> Iterator[str]:
        """Nested by path; a section's own text runs to the next section."""
        if not sections:
            return
        ends = [*(section.start for section in sections[1:]), len(self._text)]
        open_paths: list[str] = []
        for at, (section, end) in enumerate(zip(sections, ends, strict=True), 1):
            while open_paths and not _inside(section.path, open_paths[-1]):
                open_paths.pop()
                yield "</hcontainer>\n"
            child = at < len(sections) and _inside(sections[at].path, section.path)
            name = f"sec_{at}"
            yield f'<hcontainer name={quoteattr(section.role)} eId="{name}" title={quoteattr(section.path)}>\n'
            tag = "intro" if child else "content"
            yield f'<{tag} eId="{name}__{tag}">\n{self.paragraphs(section.start, end, f"{name}__{tag}")}</{tag}>\n'
            if child:
                open_paths.append(section.path)
            else:
                yield "</hcontainer>\n"
        yield from ("</hcontainer>\n" for _ in open_paths)

    def hcontainer(self, name: str, start: int, end: int, eid: str) -> str:
        content = self.paragraphs(start, end, eid)
        return f'<hcontainer name="{name}" eId="{eid}"><content eId="{eid}__content">{content}</content></hcontainer>\n'

    def paragraphs(self, start: int, end: int, eid: str) -> str:
        """One paragraph a line; at least one, for an element may not be empty."""
        lines, at = [], start
        for line in self._text[start:end].split("\n"):
            if line.strip():
                lines.append(self._inline(at, at + len(line)))
            at += len(line) + 1
        return "".join(f'<p eId="{eid}__p_{n}">{line}</p>\n' for n, line in enumerate(lines or [""], 1))

    def _inline(self, start: int, end: int) -> str:
        out, at = [], start
        for one in self._references:
            if one.start < at or one.end > end or one.start < start:
                continue
            out += [
                _clean(self._text[at : one.start]),
                f"<ref href={quoteattr(_target(one))}>{_clean(one.quote)}</ref>",
            ]
            at = one.end
        return "".join([*out, _clean(self._text[at:end])])


def _inside(path: str, parent: str) -> bool:
    return path.startswith(parent) and path[len(parent) : len(parent) + 1] in (".", "[")


def _target(reference: Reference) -> str:
    if reference.number:
        return f"/akn/vn/doc/{reference.date or UNDATED[:4]}/{_slug(reference.number)}"
    return f"#{_slug(reference.instrument or reference.type)}"


def _clean(text: str) -> str:
    return escape("".join(char for char in text if char >= " " or char == "\t"))
