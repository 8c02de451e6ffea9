"""Which edition of a law a name means, by the date of the citing document.

"Luật Công đoàn" in January 2024 is 12/2012/QH13. In February 2025 the new law was passed but not in force: the
name alone may mean either, and both are given; "Luật Công đoàn (sửa đổi)" is the new one. A "sửa đổi" law of
which no new edition was passed yet is a bill: it is no instrument yet, and the citing document is told so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from corpus.fold import fold
from corpus.lexicon.load import table
from extractors.body_names import expand

REVISED_RE = re.compile(r"\bsua doi\b")
YEAR_RE = re.compile(r"\b(?:nam )?(?P<year>(?:19|20)\d\d)$")
BRACKET_RE = re.compile(r"\([^)]*\)")
ABBREVIATED = (("qppl", "quy pham phap luat"), ("bhxh", "bao hiem xa hoi"), ("bhyt", "bao hiem y te"))


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a law. ``number`` is that of the law, or the name of a constitution."""

    name: str
    number: str
    passed: str
    in_force: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The editions a mention may mean and why; ``bill``: a draft at the time, the edition that it became, if any."""

    editions: tuple[Edition, ...]
    reason: str
    bill: Edition | None = None


def choose(title: str, date: str | None, *, earliest: str | None = None, latest: str | None = None) -> Choice | None:
    """Choose the edition that a law's name means; None for a law that the table does not have.

    ``date`` is the citing document's; where it has none, ``earliest`` and ``latest`` bound it.

    >>> choose("Luật Công đoàn", "2024-01-31").editions[0].number
    '12/2012/QH13'
    >>> [edition.number for edition in choose("Luật Công đoàn", "2025-02-27").editions]
    ['12/2012/QH13', '50/2024/QH15']
    >>> choose("Luật Công đoàn (sửa đổi)", "2025-02-27").editions[0].number
    '50/2024/QH15'
    >>> choose("Luật Việc làm (sửa đổi)", "2025-02-27").bill.number
    '74/2025/QH15'
    """
    key, revised, year = law_key(title)
    editions = _editions().get(key)
    if editions is None:
        return None
    if year:
        named = tuple(edition for edition in editions if edition.passed.startswith(year))
        return Choice(named, "law_year") if named else Choice((), "law_year_unknown")
    first, last = date or earliest, date or latest
    if revised:
        return _revised(editions, first, last)
    return _plain(editions, first, last)


def law_key(title: str) -> tuple[str, bool, str | None]:
    """The folded name of a law without commas, whether it is a "sửa đổi" one, and the year it prints.

    >>> law_key("Luật Phòng chống bạo lực gia đình"), law_key("Bộ luật Lao động năm 2019")
    (('luat phong chong bao luc gia dinh', False, None), ('bo luat lao dong', False, '2019'))
    """
    text = fold(expand(title))
    revised = bool(REVISED_RE.search(text))
    text = BRACKET_RE.sub(" ", text)
    text = re.sub(r"\bsua doi\b.*$", " ", text)
    text = " ".join(re.sub(r"[^\w\s]", " ", text).split())
    for short, long in ABBREVIATED:
        text = re.sub(rf"\b{short}\b", long, text)
    year = YEAR_RE.search(text)
    return (text[: year.start()].strip() if year else text), revised, year["year"] if year else None


def _plain(editions: tuple[Edition, ...], first: str | None, last: str | None) -> Choice:
    """The name alone: the edition in force, and with it one that was passed and waits."""
    if len(editions) == 1:
        return Choice(editions, "law_only_edition")
    if last is None:
        return Choice(editions, "law_no_date")
    passed = [edition for edition in editions if edition.passed <= last]
    if not passed:
        return Choice((), "law_before_first")
    in_force = [edition for edition in passed if edition.in_force <= (first or last)]
    waiting = [edition for edition in passed if edition.in_force > (first or last)]
    chosen = (*in_force[-1:], *waiting)
    return Choice(chosen, "law_in_force" if len(chosen) == 1 else "law_two_editions")


def _revised(editions: tuple[Edition, ...], first: str | None, last: str | None) -> Choice:
    """ "(sửa đổi)": the newest edition passed, if it is new; else a bill."""
    if last is None:
        return Choice(editions[-1:], "law_revised_no_date")
    passed = [edition for edition in editions if edition.passed <= last]
    fresh = [edition for edition in passed if edition is not editions[0] and edition.in_force > (first or last)]
    if fresh:
        return Choice((fresh[-1],), "law_revised")
    later = next((edition for edition in editions if edition.passed > last), None)
    if later is not None or len(passed) < 2:
        return Choice((), "law_bill", later)
    return Choice((passed[-1],), "law_revised")


@cache
def _editions() -> dict[str, tuple[Edition, ...]]:
    found: dict[str, list[Edition]] = defaultdict(list)
    for row in table("law_editions"):
        found[law_key(row["name"])[0]].append(Edition(row["name"], row["number"], row["passed"], row["in_force"]))
    return {key: tuple(sorted(rows, key=lambda edition: edition.passed)) for key, rows in found.items()}
