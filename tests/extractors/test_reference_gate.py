"""Is a line that the gate shuts out really without a mention, whatever a reader would find in it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.lexicon.load import table
from extractors.citation import find_citations
from extractors.congress_resolutions import find_resolutions
from extractors.law_names import find_laws
from extractors.mention import Spans
from extractors.programme_names import find_programmes
from extractors.reference_gate import may_cite

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))
CITED = [
    "Quyết định số 217-QĐ/TW",
    "theo văn bản số 1693 QĐ/UB",
    "Kế hoạch số       /KH-UBND",  # stamped on later
    "Nghị quyết 6b",
    "CHỈ THỊ SỐ 03 VỀ",
    "công văn số: 12 của",
    "luật bình đẳng giới",
    "BỘ LUẬT LAO ĐỘNG",
    "Điều lệ Đảng",
    "nghị quyết Đại hội XIII",
    "Hiến pháp năm 2013",
    "thực hiện Chiến lược quốc gia",
]
NOT_CITED = ["- Tổ chức tuyên truyền, phổ biến pháp luật", "Tỷ lệ đạt 95%", "ngày 20/5/2024", "giải ngân 12 tỷ đồng"]


@pytest.mark.parametrize("line", [*CITED, *sorted({row["example"] for row in table("law_names")})])
def test_gate_opens_for_mentions(line):
    assert may_cite(line)


@pytest.mark.parametrize("line", NOT_CITED)
def test_gate_shuts_out_what_cites_nothing(line):
    assert not may_cite(line)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_gate_shuts_out_no_mention(path):
    shut = [line for line in path.read_text(encoding="utf-8").split("\n") if not may_cite(line)]

    assert shut
    for line in shut:
        assert not [*find_citations(line), *find_laws(line), *find_resolutions(line)], line
        assert not list(find_programmes(line, Spans([]))), line
