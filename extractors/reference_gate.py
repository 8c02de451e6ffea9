"""Can a line hold a mention of an instrument at all? Six lines in seven cannot, and one pattern tells.

It looks for what a mention cannot do without: the stroke or dash of a symbol, a type word with a number behind it,
"Luật", "Pháp lệnh", "Điều lệ", "Hiến pháp", "nghị quyết", or the capital word that opens a programme's name. Each
branch begins with its letter, the rarest of its word, so that ``re`` skips from one such letter to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.citation import BARE_NUMBER, SEPARATED
from extractors.phrase_trie import letters, word_starts
from extractors.programme_names import TYPES

NAMED = r"(?= [\w“\"])(?! này(?!\w))"  # behind the word that opens a programme's name: never "Kế hoạch này"
#: In any case, by a letter that is rare or at the end: what follows the letter, with what stands before it.
SYLLABLES = {
    "ậẬ": r"(?<=[lL][uU].)[tT](?!\w)(?<![hH][áÁ][pP] ....)",  # luật, never "pháp luật"
    "ệỆ": r"(?<=[lL].)(?:(?<=[uU] ..)|(?<=[pP] ..)[nN][hH])",  # điều lệ, pháp lệnh
    "qQ": r"(?<=[ịỊ] .)[uU][yY][ếẾ][tT] ",  # nghị quyết
}
#: Programmes in small letters: the last letter that nothing else so often has, and what must stand around it.
SMALL = ("quy hoạch", "ợ(?<=chiến lượ)c", "ụ(?<=chương trình mụ)c")


def may_cite(line: str) -> bool:
    """Is there anything in the line that a mention needs?

    >>> may_cite("theo Luật Công đoàn"), may_cite("Quyết định số 217-QĐ/TW"), may_cite("tuyên truyền pháp luật 24/7")
    (True, True, False)
    """
    return GATE_RE.search(line) is not None


def citing_line(text: str, starts: Sequence[int], index: int) -> int:
    """Give the first line, from line ``index`` on, that may cite, or the number of lines, which begin at ``starts``.

    >>> citing_line("Một | Hai | theo Luật Công đoàn", [0, 6, 12], 0)
    2
    """
    hit = GATE_RE.search(text, starts[index]) if index < len(starts) else None
    return len(starts) if hit is None else max(index, bisect_right(starts, hit.start()) - 1)


def _branches() -> list[str]:
    return [
        *(letter + around for both, around in SYLLABLES.items() for letter in both),
        *SMALL,
        "Hiến pháp",
        *(branch + NAMED for branch in word_starts(map(letters, TYPES))),
        *(sign + SEPARATED for sign in "/-"),
        *(digit + BARE_NUMBER for digit in "0123456789"),
    ]


GATE_RE = re.compile("|".join(_branches()))
