"""Names of bodies as a person types them in ``issuer:`` and ``body:``, as the index has them."""

from __future__ import annotations

from functools import cache

from corpus.fold import fold
from corpus.lexicon.load import table
from pipeline.body_register import identify
from pipeline.search_keys import folded


def name_forms(value: str) -> tuple[str, ...]:
    """A body's name as the index has it; abbreviations are known without accents too.

    >>> name_forms("LĐLĐ tỉnh Trà Vinh"), name_forms("ldld tinh tra vinh")
    (('lien doan lao dong tinh tra vinh',), ('ldld tinh tra vinh', 'lien doan lao dong tinh tra vinh'))
    """
    name = folded(identify(value).name)
    spelled = " ".join(_abbreviations().get(word, word) for word in name.split())
    return tuple(dict.fromkeys((name, spelled)))


@cache
def _abbreviations() -> dict[str, str]:
    return {fold(row["abbr"]): folded(row["meaning"]) for row in table("abbreviations") if len(row["abbr"]) > 2}
