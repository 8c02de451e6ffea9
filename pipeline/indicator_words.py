"""The key of an indicator: one sequence of words for all wordings of one thing measured.

"tỉ lệ nữ trong BCH Công đoàn khóa mới", "cán bộ nữ tham gia Ban Chấp hành công đoàn các cấp" → nữ ban chấp hành công
đoàn. What is left out or rewritten is in ``indicator_words.tsv``, what tells two indicators apart (sex, sector, level,
area) in ``indicator_facets.tsv``. Nothing else is reworded: two keys are equal only where the words are, in order.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table
from extractors.spelling import TONE_PAIRS, TONE_RE

WORD_RE = re.compile(r"\w+")
YEAR_RE = re.compile(r"\bnăm(?: học)? (?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?\b")
PART_RE = re.compile(r":\s+(?P<part>[^:]{1,60})$")
TONE_END_RE = re.compile(rf"(?:{TONE_RE.pattern})(?!\w)")  # "oà" of "hoà" moves, "oà" of "đoàn" is where it belongs
FILLERS = frozenset(
    {"và", "các", "những", "của", "được", "đạt", "là", "có", "ở", "tại", "trong", "với", "cho", "từ", "về"}
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a wording measures: its words in order, its facets, unit, direction of change and counted group."""

    words: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    unit: str
    change: str
    per: str
    part: str = ""

    @property
    def text(self) -> str:
        """The key as one line; the code of an indicator is its hash."""
        return "|".join((" ".join(self.words), self.unit, self.change, self.per, self.part))


def key_of(wording: str, unit: str | None, change: str | None = None, per: str | None = None) -> Key:
    """Make the key of a wording.

    >>> key_of("tỉ lệ nữ trong Ban Chấp hành Công đoàn khóa mới", "%").text
    'nữ ban chấp hành công đoàn|%|||'
    >>> key_of("cán bộ nữ tham gia BCH công đoàn các cấp", "%").text
    'nữ ban chấp hành công đoàn|%|||'
    """
    part = PART_RE.search(wording)
    whole = wording[: part.start()] if part else wording
    text = _rewritten(whole)
    return Key(
        words=tuple(word for word in WORD_RE.findall(text) if word not in FILLERS),
        facets=_facets(text),
        unit=_plain(unit or ""),
        change=change or "",
        per=" ".join(_rewritten(per or "").removeprefix(_plain("mỗi")).split()),
        part=_plain(part["part"]) if part else "",
    )


@cache
def phrase_re(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Find any of the phrases as whole words, the longest first; written in the key's spelling."""
    ordered = sorted({_plain(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def _plain(text: str) -> str:
    """Lower case, one place of the tone mark, one blank between words: "Uỷ  ban" is "ủy ban"."""
    return " ".join(
        TONE_END_RE.sub(lambda match: _first_forms()[match[0]], lower(unicodedata.normalize("NFC", text))).split()
    )


@cache
def _first_forms() -> dict[str, str]:
    return {form: pair[0] for pair in TONE_PAIRS for form in pair}


@cache
def _kind(kind: str) -> dict[str, str]:
    return {_plain(row["phrase"]): _plain(row["becomes"]) for row in table("indicator_words") if row["kind"] == kind}


def _rewritten(wording: str) -> str:
    """The wording in the key's spelling, variants as one and without what says nothing."""
    text = _plain(wording)
    mapping = _kind("same")
    for _ in range(2):  # an abbreviation may hide a phrase: "DN khu vực ngoài nhà nước"
        text = phrase_re(tuple(mapping)).sub(lambda match: mapping[match[0]], text)
    text = _membership_re().sub(lambda match: f"nữ {match['organ']}", text)
    text = _lead_re().sub("", text)
    text = phrase_re(tuple(_kind("stop"))).sub(" ", YEAR_RE.sub(" ", text))
    return " ".join(text.split())


@cache
def _membership_re() -> re.Pattern[str]:
    def group(kind: str) -> str:
        return "|".join(map(re.escape, sorted(_kind(kind), key=len, reverse=True)))

    return re.compile(rf"(?<!\w)(?:{group('woman')}) (?:{group('member')}) (?P<organ>{group('organ')})(?!\w)")


@cache
def _lead_re() -> re.Pattern[str]:
    lead = "|".join(map(re.escape, sorted(_kind("lead"), key=len, reverse=True)))
    organ = "|".join(map(re.escape, _kind("organ")))
    return re.compile(rf"^(?:(?:{lead}),? )+(?=nữ (?:{organ})(?!\w))")


def _facets(text: str) -> tuple[tuple[str, str], ...]:
    rows = {_plain(row["phrase"]): (row["facet"], row["value"]) for row in table("indicator_facets")}
    found = {rows[match[0]] for match in phrase_re(tuple(rows)).finditer(text)} - {("-", "-")}
    numbers = {("number", match[0]) for match in re.finditer(r"\b\w*\d\w*\b", text)}
    return tuple(sorted(found | numbers))
