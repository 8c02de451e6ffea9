"""Are the short cuts of the reference readers only short cuts? Each is held against the pattern that it spares.

Every beginning of every line of real documents, cut behind each word, is what a pattern that looks backwards is
given. Where the pattern finds something, the last word must have let it look.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.fold import lower
from extractors import citation, issuers, law_names, pinpoints, programme_names, relations, type_words
from extractors.reference_gate import citing_line, may_cite
from extractors.word_ends import last_word

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))
LINES = [line for path in DOCUMENTS for line in path.read_text(encoding="utf-8").split("\n")]
REACH = 80
BEGINNINGS = sorted(
    {line[max(0, m.end() - REACH) : m.end()] for line in LINES for m in re.finditer(r"\w[ “\":]*", line)}
)


@pytest.mark.parametrize(
    ("pattern", "ends"),
    [
        (programme_names.FUTURE_RE, programme_names.FUTURE_ENDS),
        (programme_names.GOVERNED_RE, programme_names.GOVERNED_ENDS),
    ],
    ids=["future", "governed"],
)
def test_last_word_lets_verbs_through(pattern, ends):
    found = [before for before in BEGINNINGS if pattern.search(" " + lower(before))]

    assert found
    assert all(last_word(before) in ends for before in found)


@pytest.mark.parametrize(
    ("pattern", "ends"),
    [(citation.DECOY_RE, citation.DECOY_ENDS), (law_names.BEFORE_RE, law_names.NO_LAWS)],
    ids=["decoy", "no law"],
)
def test_last_word_lets_refusals_through(pattern, ends):
    found = [before for before in BEGINNINGS if pattern.search(before)]

    assert found
    assert all(last_word(before) in ends for before in found)


def test_last_word_lets_type_words_through():
    stretches = [before.rstrip(" :") for before in BEGINNINGS]
    found = [stretch for stretch in stretches if type_words._type_at_end_re().search(stretch)]

    assert found
    for stretch in found:
        match = type_words.type_at_end(stretch)
        assert match is not None, stretch
        assert match.span() == type_words._type_at_end_re().search(stretch).span(), stretch


def test_last_word_lets_units_of_pinpoints_through():
    found = [before for before in BEGINNINGS if pinpoints.UNIT_RE.search(before)]

    assert found
    assert all(pinpoints._ends_in_a_unit(before) for before in found)


@pytest.mark.parametrize("name", sorted(issuers._inner_names()))
def test_words_side_by_side_let_names_through(name):
    text = f"Bộ {name} quy định"
    cut = re.search(r",|[ ](?:và|về)[ ]", name)
    end = issuers._known_end(text, 0, len("Bộ ") + cut.start())

    assert end is not None
    assert end >= len("Bộ ") + cut.end()


def test_parts_of_a_sentence_keep_its_relation():
    befores = [line[: match.start()] for line in LINES for match in re.finditer(r"số \d|Luật|Chương trình", line)]
    whole = [relations._of_part(b, relations._triggers(b, 0, len(b)), introduces=False) for b in befores]

    assert len(set(whole)) > 4
    assert whole == [relations.governing(before) for before in befores]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_gate_of_the_whole_text_misses_no_line(path):
    text = path.read_text(encoding="utf-8")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    read, index = set(), citing_line(text, starts, 0)
    while index < len(starts):
        read.add(index)
        index = citing_line(text, starts, index + 1)

    citing = {index for index, line in enumerate(text.split("\n")) if may_cite(line)}
    assert citing
    assert citing <= read < set(range(len(starts)))
