"""What other programs call: ``import pipeline`` gives it all, typed, and reads nothing before it is asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from schemas.record import SCHEMA_VERSION
from tests.pipeline.linked import linked_database

ROOT = Path(__file__).parents[2]
NAMES = ["SCHEMA_VERSION", "export", "extract", "open_database", "search"]


def test_import_pipeline_gives_what_other_programs_need() -> None:
    with pipeline.open_database(linked_database()) as db:
        hits = pipeline.search(db, "binh dang gioi", limit=3).hits
        files = pipeline.export(db, "deadlines", "ics", alarm_days=3)

    assert sorted(pipeline.__all__) == NAMES
    assert set(NAMES) <= set(dir(pipeline))
    assert len(hits) == 3
    assert files[""].startswith(b"BEGIN:VCALENDAR")
    assert pipeline.SCHEMA_VERSION == SCHEMA_VERSION
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pipeline.nothing  # type: ignore[attr-defined]


def test_no_module_takes_the_place_of_a_function() -> None:
    """An import of ``pipeline.search`` would make ``pipeline.search`` that module for the rest of the process."""
    modules = {path.stem for path in (ROOT / "pipeline").iterdir() if path.suffix == ".py" or path.is_dir()}

    assert not modules & set(NAMES)


def _python(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_import_reads_no_library() -> None:
    heavy = "spacy", "pydantic", "sqlite_utils", "typer", "pipeline.api", "schemas.record"
    script = f"import sys, pipeline; print([name for name in {heavy} if name in sys.modules])"

    assert _python("-c", script).strip() == "[]"


def test_a_type_checker_sees_the_types(tmp_path: Path) -> None:
    script = tmp_path / "use.py"
    script.write_text(
        "from pathlib import Path\n"
        "import pipeline\n"
        'with pipeline.open_database(Path("d.db")) as db:\n'
        '    reveal_type(pipeline.search(db, "a").hits[0].page)\n'
        '    reveal_type(pipeline.export(db, "tasks", "csv"))\n'
        'reveal_type(pipeline.extract(b"", "a.txt"))\n'
        "pipeline.search(1)\n"
        "pipeline.nothing\n",
        encoding="utf-8",
    )
    said = _python("-m", "mypy", "--strict", "--follow-imports=silent", str(script))

    assert re.findall(r'Revealed type is "([^"]+)"', said) == [
        "int | None",
        "dict[str, bytes]",
        "schemas.record.DirectiveRecord",
    ]
    assert sorted(re.findall(r"\[([a-z-]+)\]$", said, re.MULTILINE)) == ["arg-type", "attr-defined", "call-arg"]


def test_example_of_the_docs_runs(tmp_path: Path) -> None:
    page = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert block
    source = ROOT / "corpus/documents/ke-hoach-tra-vinh-2021.txt"
    script = block[1].replace("outputs/directives.db", str(linked_database())).replace("ke-hoach.docx", str(source))
    said = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{script}"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert "bình đẳng giới" in said.stdout.casefold()
    assert (tmp_path / "deadlines.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
