"""Who and what is meant: one id for all mentions of an instrument.

Within one document for now. A numbered instrument is its number and symbol without spaces,
leading zeros and separators, with its date where one is known; one cited by name is its name.
Nothing is guessed: a bare number takes a symbol only from a mention in the same document that
agrees in type and number and is alone in that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from corpus.fold import fold
from extractors.stage import Facts

SPLIT_RE = re.compile(r"^0*(?P<number>\d+[a-zđ]?)(?P<symbol>.*)$")


def instrument_ids(references: Sequence[dict[str, Any]], facts: Facts) -> list[str | None]:
    """Ids of the instruments that references (their fields) mean, in the same order.

    >>> a = {"type": "kế hoạch", "number": "120/KH-TLĐ", "date": "2021-07-05", "title": None}
    >>> b = {"type": "kế hoạch", "number": "120/KH-TLĐ", "date": None, "title": None}
    >>> ids = instrument_ids([a, b], Facts())
    >>> ids[0] == ids[1], ids[0]
    (True, 'ke-hoach/120-kh-tld/2021-07-05')
    """
    dates: dict[str, set[str]] = defaultdict(set)
    symbols: dict[tuple[str, str], set[str]] = defaultdict(set)
    for ref in references:
        number = ref.get("number")
        if number:
            if ref.get("date"):
                dates[number_key(number)].add(ref["date"])
            bare, symbol = _split(number)
            if symbol:
                symbols[(ref["type"], bare)].add(number_key(number))
    return [_identify(ref, dates, symbols) for ref in references]


def number_key(number: str) -> str:
    """One key for all spellings of a số hiệu.

    >>> number_key("05/KL- TLĐ") == number_key("5/KL-TLĐ"), number_key("21-CT/TW")
    (True, '21-ct-tw')
    """
    bare, symbol = _split(number)
    parts = re.findall(r"[\w&.]+", fold(symbol))
    return "-".join([bare, *parts])


def _split(number: str) -> tuple[str, str]:
    match = SPLIT_RE.match(re.sub(r"\s", "", number))
    return (match["number"], match["symbol"]) if match else ("", number)


def _identify(ref: dict[str, Any], dates: dict[str, set[str]], symbols: dict[tuple[str, str], set[str]]) -> str | None:
    kind = "-".join(fold(ref["type"]).split())
    number = ref.get("number")
    if not number:
        name = "-".join(re.findall(r"\w+", fold(ref.get("title") or "")))
        return f"{kind}/{name}" if name else None
    key = number_key(number)
    bare, symbol = _split(number)
    if not symbol:
        known = symbols.get((ref["type"], bare), set())
        key = next(iter(known)) if len(known) == 1 else key
    date = ref.get("date")
    if date is None and len(dates[key]) == 1:
        date = next(iter(dates[key]))
    return "/".join(part for part in (kind, key, date) if part)
