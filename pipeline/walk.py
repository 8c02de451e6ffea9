"""The walk of a document: bytes, source, text, outline, spaCy Doc, record."""

from __future__ import annotations

from pathlib import PurePath

from pipeline.build import build_record
from pipeline.nlp import analyse
from pipeline.outline import build_outline
from pipeline.readers.registry import read
from pipeline.text import compose
from schemas.record import DirectiveRecord


def extract_record(data: bytes, name: str) -> DirectiveRecord:
    """See ``pipeline.extract``, which this function is."""
    source = read(data, PurePath(name).name)
    text = compose(source)
    outline = build_outline(text)
    return build_record(source, text, outline, analyse(text, outline))
