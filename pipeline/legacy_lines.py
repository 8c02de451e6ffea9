"""Finds lines in TCVN3, VNI or Windows-1258 where no font tells, and gives their letters back.

The words of a line decide: in the right encoding they are Vietnamese syllables, in the wrong one
hardly any is. A line that is good as it stands, or has nothing but ASCII, is never touched. A line
with a single telling word ("§iÒu 1.") follows the nearest lines that are sure; a document as a
whole is never converted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.fold import fold
from corpus.legacy import Encoding, decode
from corpus.syllables import is_syllable
from pipeline.source import Block, PrintedLine, Source

#: Letters that only Unicode text has: nobody's bytes look like them.
UNICODE_RE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u036f]")
#: What Windows-1252 and Latin-1 show for bytes that are letters in an old encoding.
HIGH_RE = re.compile("[\x01-\x06\x11-\x17\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
TOKEN_RE = re.compile(r"[^\s!-@\[-`{-~]+")  # between blanks and ASCII signs
SIGNS = "“”‘’„–—…•°"
PART_RE = re.compile(rf"[^{SIGNS}]+")
VOWEL_RE = re.compile("[aeiouy]")
LETTERS_RE = re.compile(r"[^\W\d_]+")
IN_UNICODE = (Encoding.TCVN3, Encoding.TCVN, Encoding.VNI)
IN_BYTES = (*IN_UNICODE, Encoding.CP1258)
FAMILIES = dict.fromkeys((Encoding.TCVN3, Encoding.TCVN), (Encoding.TCVN3, Encoding.TCVN))
SURE = 2  # telling words


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is: None is Unicode. ``sure`` lines decide for their neighbours."""

    encoding: Encoding | None
    sure: bool


def repair(source: Source) -> Source:
    """The source with its legacy lines in Unicode; a note says how many there were."""
    if not HIGH_RE.search(source.raw):
        return source
    found = _encodings([block.text for block in source.blocks], IN_UNICODE)
    counts = Counter(encoding for encoding in found if encoding is not None)
    if not counts:
        return source
    raw, blocks, before, at = [], [], 0, 0
    for block, encoding in zip(source.blocks, found, strict=True):
        line = decode(block.text, encoding) if encoding else block.text
        gap = source.raw[at : block.raw_start]
        at = block.raw_start + len(block.text)
        raw += [gap, line]
        blocks.append(replace(block, text=line, raw_start=before + len(gap)))
        before += len(gap) + len(line)
    raw.append(source.raw[at:])
    printed = tuple(_moved(source, blocks, found))
    notes = (*source.notes, *notes_of(counts))
    return replace(source, raw="".join(raw), blocks=tuple(blocks), printed=printed, notes=notes)


def _moved(source: Source, blocks: list[Block], found: Sequence[Encoding | None]) -> Iterator[PrintedLine]:
    """The printed lines by their new places; a line ends with a whole letter, so what is before it decodes alone."""
    starts = [block.raw_start for block in source.blocks]
    for line in source.printed:
        index = bisect_right(starts, line.start) - 1
        old, new, encoding = source.blocks[index], blocks[index], found[index]
        places = (old.text[: place - old.raw_start] for place in (line.start, line.end))
        start, end = (new.raw_start + len(decode(part, encoding) if encoding else part) for part in places)
        yield replace(line, start=start, end=end)


def repair_lines(lines: Sequence[str], encodings: Sequence[Encoding]) -> tuple[list[str], Counter[Encoding]]:
    """The lines in Unicode, and how many of them were in which encoding.

    >>> repair_lines(["KÕ ho¹ch c«ng t¸c", "Điều 1", "plain", "été"], IN_UNICODE)[0]
    ['Kế hoạch công tác', 'Điều 1', 'plain', 'été']
    """
    found = _encodings(lines, encodings)
    out = [decode(line, encoding) if encoding else line for line, encoding in zip(lines, found, strict=True)]
    return out, Counter(encoding for encoding in found if encoding is not None)


def _encodings(lines: Sequence[str], encodings: Sequence[Encoding]) -> list[Encoding | None]:
    """The old encoding of each line; None where it is good as it stands."""
    verdicts = [judge(line, encodings) for line in lines]
    before = _nearest(verdicts)
    after = _nearest(verdicts[::-1])[::-1]
    return [_settled(verdicts[i], before[i], after[i], line) for i, line in enumerate(lines)]


def notes_of(counts: Counter[Encoding]) -> tuple[str, ...]:
    """What a reviewer should know."""
    return tuple(f"{number} lines were in {encoding.value}" for encoding, number in sorted(counts.items()))


def judge(line: str, encodings: Iterable[Encoding]) -> Verdict | None:
    """The encoding of one line; None where it says nothing."""
    if UNICODE_RE.search(line):
        return Verdict(None, sure=True)
    if not HIGH_RE.search(line):
        return None
    good, bad = _score(line)
    best, standing = Verdict(None, sure=good >= SURE and not bad), good - 2 * bad
    for encoding in encodings:
        hits, misses = _score(decode(line, encoding))
        if hits - 2 * misses > standing and bad and 4 * misses <= hits:
            best, standing = Verdict(encoding, sure=hits >= SURE), hits - 2 * misses
    return best


def _settled(
    verdict: Verdict | None, before: Encoding | str | None, after: Encoding | str | None, line: str
) -> Encoding | None:
    """The encoding to decode with: the line's own where it is sure, else one that its neighbours are in."""
    if verdict is None or verdict.sure:
        return verdict.encoding if verdict else None
    near = {one for one in (before, after) if one is not None}
    family = {one for known in near if isinstance(known, Encoding) for one in FAMILIES.get(known, (known,))}
    best, most = None, -1
    if near <= family and (len(near) == 1 or family == set(FAMILIES[Encoding.TCVN])):
        for encoding in (one for one in IN_BYTES if one in family):
            decoded = decode(line, encoding)
            hits, misses = _score(decoded)
            if not misses and hits > most and decoded != line:
                best, most = encoding, hits
    return best


def _nearest(verdicts: Sequence[Verdict | None]) -> list[Encoding | str | None]:
    """For each line the encoding of the last sure line before it; "Unicode" for Unicode."""
    last: Encoding | str | None = None
    out = []
    for verdict in verdicts:
        out.append(last)
        if verdict is not None and verdict.sure:
            last = verdict.encoding or "Unicode"
    return out


def _score(line: str) -> tuple[int, int]:
    """Words with a letter beyond ASCII: how many could be Vietnamese, and how many could not."""
    good = bad = 0
    for token in TOKEN_RE.findall(line):
        for part in PART_RE.findall(token):
            if part.isascii():
                bad += bool(HIGH_RE.search(part))
            elif not LETTERS_RE.fullmatch(part):
                bad += any(char.isalpha() for char in part)
            elif len(part) > 1 and VOWEL_RE.search(fold(part)):  # "LĐLĐ" says nothing
                is_good = is_syllable(part) and not _breaks_case(part)
                good += is_good
                bad += not is_good
    return good, bad


def _breaks_case(word: str) -> bool:
    """Does a capital follow a small letter, as in "vỔ"?"""
    return any(one.islower() and other.isupper() for one, other in pairwise(word))
