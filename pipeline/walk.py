"""The walk of a document: bytes, source, text, outline, spaCy Doc, record."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath

from extractors.symbol_repair import repair_symbols
from extractors.unread import blank_unread
from pipeline.build import build_record
from pipeline.nlp import analyse
from pipeline.outline import build_outline
from pipeline.readers.registry import read
from pipeline.text import Text, compose
from pipeline.trace import step
from schemas.record import DirectiveRecord

READABLE = 0.2  # digits of the head that were read less surely are blank: in 24 scans both such numbers were wrong


def extract_record(data: bytes, name: str) -> DirectiveRecord:
    """See ``pipeline.extract``, which this function is."""
    with step("read"):
        source = read(data, PurePath(name).name)
    with _uncollected():
        with step("text"):
            text = compose(source)
        with step("outline"):
            outline = build_outline(text)
        doc = analyse(_as_meant(text), outline)
        with step("record"):
            return build_record(source, text, outline, doc)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: it would look at all that was found in a long document again and again.

    Nothing that is found is in a cycle; what libraries leave behind is collected before the next document.
    """
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def _as_meant(text: Text) -> Text:
    """The text that the extractors see: slips of recognition put right, what is unread blank; quotes are as read."""
    spans = [(run.start, run.end) for run in text.recognised]
    if not spans:
        return text
    doubtful = [(run.start, run.end) for run in text.recognised if run.confidence < READABLE]
    return replace(text, string=blank_unread(repair_symbols(text.string, spans), doubtful))
