"""Is a document the same record in every format that an office sends?

LibreOffice makes the five documents of the corpus anew in each format, and the readers take them
apart again; each kind of item may differ from the text's by two points in a hundred. The two
formats that have a second way without LibreOffice are read that way, too.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from pipeline.build import build_record
from pipeline.nlp import analyse
from pipeline.outline import build_outline
from pipeline.readers.office import find_office
from pipeline.readers.opendocument import read_opendocument_plainly
from pipeline.readers.registry import read
from pipeline.readers.rtf import read_rtf_plainly
from pipeline.source import Source
from pipeline.text import compose
from schemas.record import DirectiveRecord

ROOT = Path(__file__).parents[3]
SEEDS = sorted(path.stem for path in (ROOT / "tests" / "data" / "seeds").glob("*.docx"))
TEXTS = [ROOT / "corpus" / "documents" / f"{seed}.txt" for seed in SEEDS]
FROM_TEXT = "Text (encoded):UTF8,LF,Liberation Serif,vi-VN"
FORMATS = ("docx", "doc", "rtf", "odt", "html", "pdf")
KINDS = ("sections", "tasks", "themes", "targets", "deadlines", "assignments", "references")
FACTS = ("type", "number", "issued_on", "place", "issuers", "signers", "addressees", "recipients", "period")
TOLERANCE = 0.02
PLAINLY = {"rtf": read_rtf_plainly, "odt": read_opendocument_plainly}


@pytest.fixture(scope="session")
def converted(tmp_path_factory) -> Path:
    """A folder with the five documents in every format; one call of LibreOffice a format."""
    office = find_office()
    if not office:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer), so nothing can be converted")
    folder = tmp_path_factory.mktemp("formats")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in FORMATS:
        source = [f"--infilter={FROM_TEXT}", *TEXTS] if kind == "docx" else sorted(folder.glob("*.docx"))
        command = [office, profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", folder, *source]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture(scope="session")
def texts() -> dict[str, DirectiveRecord]:
    """The records of the documents as text."""
    return {path.stem: record(read(path.read_bytes(), path.name)) for path in TEXTS}


def record(source: Source) -> DirectiveRecord:
    text = compose(source)
    outline = build_outline(text)
    return build_record(source, text, outline, analyse(text, outline))


def items(found: list[DirectiveRecord], kind: str) -> Counter[tuple[str, str, str]]:
    """Items by document, section and words; blanks do not count, because line ends are blanks."""
    path = "path" if kind in ("sections", "tasks") else "section"
    return Counter(
        (one.document.source.name.split(".")[0], getattr(item, path), "".join(item.quote.split()))
        for one in found
        for item in getattr(one, kind)
    )


def check_same(texts: dict[str, DirectiveRecord], others: dict[str, DirectiveRecord]) -> None:
    assert set(others) == set(texts)
    agreed = {}
    for kind in KINDS:
        one, other = items(list(texts.values()), kind), items(list(others.values()), kind)
        agreed[kind] = 2 * (one & other).total() / max(1, one.total() + other.total())
    assert {kind: share for kind, share in agreed.items() if share < 1 - TOLERANCE} == {}
    for stem, text in texts.items():
        assert [getattr(others[stem].document, name) for name in FACTS] == [
            getattr(text.document, name) for name in FACTS
        ]


@pytest.mark.parametrize("kind", FORMATS)
def test_same_record_in_every_format(converted, texts, kind: str) -> None:
    others = {path.stem: record(read(path.read_bytes(), path.name)) for path in sorted(converted.glob(f"*.{kind}"))}

    check_same(texts, others)


@pytest.mark.parametrize("kind", PLAINLY)
def test_same_record_without_office(converted, texts, kind: str) -> None:
    others = {
        path.stem: record(PLAINLY[kind](path.read_bytes(), path.name)) for path in sorted(converted.glob(f"*.{kind}"))
    }

    check_same(texts, others)
