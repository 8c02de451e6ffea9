"""Is the lexicon what an official can rely on: readable, sourced, without contradiction?"""

from __future__ import annotations

import unicodedata

import pytest

from corpus.lexicon.load import FOLDER, names, table


@pytest.mark.parametrize("name", names())
def test_lexicon_rows_have_example_and_source(name: str) -> None:
    rows = table(name)

    assert rows, f"{name}.tsv has no rows"
    for row in rows:
        assert row.get("example"), f"{name}: no example in {dict(row)}"
        assert row.get("source"), f"{name}: no source in {dict(row)}"


@pytest.mark.parametrize("name", names())
def test_lexicon_is_nfc_and_rectangular(name: str) -> None:
    raw = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in raw.splitlines() if line.strip() and not line.startswith("#")]

    assert raw == unicodedata.normalize("NFC", raw)
    assert len({line.count("\t") for line in lines}) == 1, f"{name}.tsv: rows of different length"


@pytest.mark.parametrize("name", names())
def test_lexicon_has_no_repeated_row(name: str) -> None:
    keys = [tuple(value for key, value in row.items() if key not in ("example", "source")) for row in table(name)]

    assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]
