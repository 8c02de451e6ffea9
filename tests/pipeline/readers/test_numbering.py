"""Are the labels that Word prints and does not store the ones a reader of the page sees?"""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.readers.registry import read


def level(number: int, form: str, text: str, more: str = "") -> str:
    """A level of a list definition."""
    written = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{written}{more}</w:lvl>'


def definition(number: int, *levels: str) -> str:
    """A list definition."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def instance(number: int, of: int, more: str = "") -> str:
    """A list of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(list_id: int, at: int = 0, text: str = "x") -> str:
    """A paragraph of a list."""
    reference = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{reference}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


ROMAN = level(0, "upperRoman", "%1.")
START_AT_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
LISTS = "".join(
    (
        definition(0, ROMAN, level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."), level(3, "lowerLetter", "%4)")),
        definition(1, level(0, "bullet", "-"), level(1, "bullet", "\uf0b7"), level(2, "bullet", "o")),
        definition(2, level(0, "decimal", "Điều %1."), level(1, "lowerRoman", "(%2)")),
        definition(3, ROMAN, level(1, "decimal", "%1.%2", "<w:isLgl/>")),
        definition(4, ROMAN, level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')),
        *(instance(number, of) for number, of in ((1, 0), (2, 1), (3, 2), (4, 2), (6, 3), (7, 4))),
        instance(5, 2, START_AT_5),
    )
)

# fmt: off
CASES = [
    # a plan: Roman, arabic, dotted without the Roman part, letters
    ([(1, 0), (1, 1), (1, 2), (1, 2), (1, 3)],   ["I.", "1.", "1.1.", "1.2.", "a)"]),
    # an inner level starts anew under the next outer number
    ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],   ["I.", "1.", "2.", "II.", "1."]),
    # an inner level whose outer one never came shows the outer start
    ([(1, 2)],                                   ["1.1."]),
    # bullets: a dash stays, signs of symbol fonts become what they look like
    ([(2, 0), (2, 1), (2, 2)],                   ["-", "•", "○"]),
    # words in the label; two lists of one definition go on counting
    ([(3, 0), (3, 0), (4, 0), (3, 1)],           ["Điều 1.", "Điều 2.", "Điều 3.", "(i)"]),
    # startOverride starts once, then counts
    ([(3, 0), (5, 0), (5, 0)],                   ["Điều 1.", "Điều 5.", "Điều 6."]),
    # legal numbering shows the Roman level as arabic
    ([(6, 0), (6, 0), (6, 1)],                   ["I.", "II.", "2.1"]),
    # lvlRestart 0: the inner level never starts anew
    ([(7, 0), (7, 1), (7, 0), (7, 1)],           ["I.", "1.", "II.", "2."]),
    # numId 0 takes a paragraph out of its list; an unknown list numbers nothing
    ([(1, 0), (0, 0), (99, 0), (1, 0)],          ["I.", "", "", "II."]),
]
# fmt: on


@pytest.mark.parametrize(("items", "labels"), CASES)
def test_numbering_labels(word_file, items: list[tuple[int, int]], labels: list[str]) -> None:
    """Labels as the page shows them."""
    body = "".join(item(list_id, at) for list_id, at in items)

    assert [block.label for block in read(word_file(body, LISTS), "a.docx").blocks] == labels


def test_numbering_by_style(word_file) -> None:
    """A style hands its list down, and the level whose ``pStyle`` names the style."""
    document = docx.Document(io.BytesIO(word_file("", LISTS)))
    heading = document.styles["Heading 1"].element
    heading.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
    document.add_heading("MỤC ĐÍCH", 1)
    document.add_heading("NHIỆM VỤ", 1)
    out = io.BytesIO()
    document.save(out)

    blocks = read(out.getvalue(), "a.docx").blocks
    assert [(block.label, block.text, block.heading) for block in blocks] == [
        ("I.", "MỤC ĐÍCH", 1),
        ("II.", "NHIỆM VỤ", 1),
    ]


def test_numbering_skips_empty_paragraphs(word_file) -> None:
    """An empty line between two items takes no number: nobody sees one."""
    body = item(1) + item(1, text="") + item(1)

    assert [block.label for block in read(word_file(body, LISTS), "a.docx").blocks] == ["I.", "II."]
