"""Are the stamps of digital signatures kept apart from the text, and do they fill the blanks of the header?"""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from pipeline import extract
from pipeline.readers.registry import read

BODY = [
    (72, 400 - 14 * i, f"Can cu ke hoach so {i} cua Tong Lien doan ve cong tac nu cong trong nam hoc") for i in range(6)
]
RESOURCES = DictionaryObject({
    NameObject("/Font"): DictionaryObject({
        NameObject("/F1"): DictionaryObject({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        })
    })
})  # fmt: skip
HEAD = [(72, 700, "UBND TINH"), (72, 686, "So:      /QD-UBND")]


def with_annotation(data: bytes, kind: str, lines: list[tuple[float, float, str]]) -> bytes:
    """Put an annotation that shows lines of Helvetica 10 on the first page."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    page = writer.pages[0]
    form = StreamObject()
    form.set_data("".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET " for x, y, text in lines).encode())
    box = ArrayObject([FloatObject(value) for value in (0, 0, 595, 842)])
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    form.update({NameObject("/BBox"): box, NameObject("/Resources"): RESOURCES})
    annotation = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind), NameObject("/Rect"): box,
        NameObject("/F"): NumberObject(4), NameObject("/Contents"): TextStringObject(""),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(form)}),
    })  # fmt: skip
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# fmt: off
STAMPS = [
    # the clerk's number over the blank
    ("/FreeText", [(95, 686, "12")],                                                  {"number": "12"}),
    ("/Stamp",    [(95, 760, "12/QD-UBND")],                                          {"number": "12/QD-UBND"}),
    # what a signing program shows
    ("/Widget",   [(400, 800, "Signed by: UBND TINH"), (400, 788, "Email: a@b.gov.vn"),
                   (400, 776, "Date: 14.03.2021 10:20:33 +07:00")],
     {"signed_by": "UBND TINH", "signed_at": "2021-03-14"}),
    # a reader's remark says nothing
    ("/FreeText", [(400, 800, "xem lai")],                                            {}),
    # a link or a highlight is no stamp
    ("/Highlight", [(95, 686, "12")],                                                 {}),
]
# fmt: on


@pytest.mark.parametrize(("kind", "lines", "expected"), STAMPS)
def test_annotation(pdf_file, kind: str, lines: list[tuple[float, float, str]], expected: dict[str, str]) -> None:
    """Kept as metadata; the text stays as without it."""
    plain = pdf_file([HEAD + BODY])
    source = read(with_annotation(plain, kind, lines), "a.pdf")

    assert source.stamps == expected
    assert source.raw == read(plain, "a.pdf").raw


def test_printed_stamp_is_taken_out(pdf_file) -> None:
    """Its lines are none of the document's, its signer and time are kept."""
    stamp = [(400, 800, "Signed by: UBND TINH"), (400, 788, "Email: a@b.gov.vn"), (400, 776, "Date: 14.03.2021")]
    source = read(pdf_file([stamp + HEAD + BODY]), "a.pdf")

    assert source.stamps == {"signed_by": "UBND TINH", "signed_at": "2021-03-14"}
    assert source.raw == read(pdf_file([HEAD + BODY]), "a.pdf").raw


def test_sentence_about_signing_stays(pdf_file) -> None:
    """A line that begins alike and has no keyed line under it is text."""
    page = [(72, 760, "Signed by: the head of the office")]

    source = read(pdf_file([page + HEAD + BODY]), "a.pdf")
    assert source.stamps == {}
    assert source.raw.startswith("Signed by: the head")


@pytest.mark.parametrize(
    ("name", "number", "filled"),
    [("seeds/ke-hoach-tra-vinh-2021.pdf", "99/KH-UBND", ("number",)), ("letterhead.pdf", "12/KH-CĐN", ())],
)
def test_stamp_fills_the_record(data_file, name: str, number: str, filled: tuple[str, ...]) -> None:
    """A number that the paper lacks comes from the stamp, and the record says so; a printed one stands."""
    stamped = with_annotation(data_file(name), "/Stamp", [(400, 800, "99/KH-UBND")])

    found = extract(stamped, "a.pdf").document
    assert (found.number, found.source.stamped) == (number, filled)
    assert found.source.stamps == {"number": "99/KH-UBND"}
