"""The number of a document: "Số: 13/KH-UBND"; without digits it keeps its blank, "/KH-UBND"."""

from __future__ import annotations

import re

from extractors.header_text import HeaderText
from extractors.stage import Found

NUMBER_RE = re.compile(
    r"""
    (?:\bluật\s+)?\bsố\s*:?\s*                                  # Số: | Luật số: | SỐ
    (?P<digits>\d{1,6}(?:\.\d{1,3})?[a-zđ]?|[._…\s]{0,30}?)\s*  # 13 | 1500b | 66.7 | blank, stamped on later
    (?P<symbol>
        (?:/\s?(?:19|20)\d\d\s?)?                               # /2008
        [/-]\s?(?P<codes>[A-ZĐƯ][\w&.]*(?:\s?[-/]\s?[A-ZĐƯ][A-Za-zĐđƯư&.\d]*)*)
    )(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_number(page: HeaderText) -> Found | None:
    """The number in the head that is not a cited one, else the one in the note over the own appendix."""
    for match in NUMBER_RE.finditer(page.head.text):
        if not match["codes"][0].isupper() or page.cites(match.start()):
            continue
        digits = match["digits"].strip("._… \n")
        value = re.sub(r"\s", "", f"{digits}{match['symbol']}").rstrip(".")
        return page.head.item("number", value, *match.span(), 0.97 if digits else 0.9)
    return page.from_own_note("number", NUMBER_RE, _value)


def _value(match: re.Match[str]) -> str:
    """Digits and symbol as they are printed, without blanks; only a blank number has no digits."""
    return re.sub(r"\s", "", f"{match['digits']}{match['symbol']}")
