"""A database of the whole corpus, made by the pipeline once a session, for the tests that ask across documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pipeline import extract
from pipeline.index import refresh
from pipeline.store import Store
from schemas.record import DirectiveRecord

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*.txt"))


@cache
def records() -> dict[str, DirectiveRecord]:
    """The records of the corpus by the name of their file, without its ending."""
    return {file.stem: extract(file.read_bytes(), file.name) for file in DOCUMENTS}


@cache
def linked_database() -> Path:
    """The path of a database with all records, resolved and indexed."""
    path = Path(mkdtemp(prefix="chidao-test-")) / "corpus.db"
    with Store.open(path) as store, store.run(len(DOCUMENTS)):
        for record in records().values():
            store.save(record, "test")
    refresh(path)
    return path
