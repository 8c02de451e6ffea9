"""The parts of a document: which lines are frame, header, preamble, body, closing, tail and appendices.

They partition the text: each part begins where the one before ends, and nothing is between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.fold import is_upper
from extractors.layout import RECIPIENTS_RE, is_authority
from pipeline.labels import find_label
from pipeline.tail import Cuts
from pipeline.text import Text
from schemas.outline import PartSpan
from schemas.vocabulary import Part


@dataclass(frozen=True, slots=True)
class Bounds:
    """Line numbers where the parts of a document begin and end."""

    header: tuple[int, int]
    body: int | None  # its first line; before it is preamble, and all is where nothing hangs
    closing: int | None
    cuts: Cuts


def find_parts(text: Text, lines: Sequence[str], bounds: Bounds) -> tuple[PartSpan, ...]:
    """Partition the text, line by line."""
    kinds: list[Part] = []
    tail = Part.SIGNATURES
    for index, line in enumerate(lines):
        if bounds.cuts.tail <= index < bounds.cuts.appendix:
            tail = _of_tail(line, tail)
        kinds.append(_part(index, bounds) or tail)
    return _merge(text, kinds)


def _part(index: int, bounds: Bounds) -> Part | None:
    """The part that a line is in; none for the tail, where the words of the line tell."""
    cuts = bounds.cuts
    if index < bounds.header[0] or index >= cuts.end:
        return Part.FRAME
    if index < bounds.header[1]:
        return Part.HEADER
    if index >= cuts.appendix:
        return Part.APPENDIX
    if index >= cuts.tail:
        return None
    if bounds.body is None or index < bounds.body:
        return Part.PREAMBLE
    return Part.CLOSING if bounds.closing is not None and index >= bounds.closing else Part.BODY


def _of_tail(line: str, before: Part) -> Part:
    """Recipients or signatures: what a line of the tail begins, or goes on with."""
    if RECIPIENTS_RE.match(line):
        return Part.RECIPIENTS
    if is_authority(line) or (before == Part.RECIPIENTS and is_upper(line) and find_label(line) is None):
        return Part.SIGNATURES
    return before


def _merge(text: Text, kinds: list[Part]) -> tuple[PartSpan, ...]:
    """Runs of lines of one part; each reaches to the start of the next, so that nothing is between them."""
    spans: list[PartSpan] = []
    for line, kind in zip(text.lines, kinds, strict=True):
        if spans and spans[-1].part == kind:
            spans[-1] = replace(spans[-1], end=line.end)
        else:
            if spans:
                spans[-1] = replace(spans[-1], end=line.start)
            spans.append(PartSpan(kind, line.start, line.end))
    return tuple(spans)
