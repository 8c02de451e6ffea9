"""Codes, laws, ordinances, charters and the Constitution cited by name: "Bộ luật Lao động năm 2019".

A name of the list is read in any case ("luật bình đẳng giới") and with its commas; a law that the list
lacks needs the capital that its name begins with ("Luật Nhà giáo"). No mention: "pháp luật lao động",
"Luật này", "luật gia", "các luật".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from corpus.fold import lower, lower_line
from corpus.lexicon.load import table
from extractors.citation_dates import DATE_RE, date_at
from extractors.issuers import issuer_at
from extractors.mention import Mention, places_of
from extractors.phrase_trie import at_word_start, matches_at
from extractors.spelling import GAP, any_of, words_for
from extractors.word_ends import last_word, last_words

#: pháp luật lao động, kỷ luật, ngành luật, đại học Luật; a bill is none yet
BEFORE = (
    "pháp", "kỷ", "quy", "ngành", "khoa", "trường", "học", "chuyên", "cử nhân", "dự án", "dự thảo", "án"
)  # fmt: skip
NO_LAWS = last_words(BEFORE)
BEFORE_RE = re.compile(rf"(?<!\w)(?:{'|'.join(BEFORE)})[ ]$", re.IGNORECASE)
BILL_RE = re.compile(r"(?:dự\ án|dự\ thảo|án)[ ]$", re.IGNORECASE)
SUFFIX_RE = re.compile(
    r"""
    (?:
        [ ]?\((?:sửa\ đổi|SĐ|mới)[^()\n]{0,40}\)                  # (sửa đổi) | (sửa đổi, bổ sung năm 2017)
      | [ ]sửa\ đổi(?=[ ]?(?:$|[,;.)(]|và[ ]|năm[ ]))             # Luật Bảo hiểm xã hội sửa đổi
    )?
    (?:,?[ ](?:ban\ hành\ )?năm[ ](?:19|20)\d\d(?!\d)|[ ](?:19|20)\d\d(?![\d/-]))?   # năm 2019 | Luật Đất đai 2024
    (?:[ ]?\((?:sửa\ đổi)[^()\n]{0,40}\))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNKNOWN_RE = re.compile(
    rf"""
    (?P<word>Bộ[ ][Ll]uật|Luật|Pháp[ ]lệnh)[ ]
    (?P<name>[A-ZĐÀ-Ỵ][\w&]*(?:[ ](?!{words_for("law_name_end")}(?!\w))[a-zà-ỹđ]+){{0,7}})        # Luật | Nhà giáo
    """,
    re.VERBOSE,
)
NOT_NAMES = frozenset({"Việt", "Quốc", "Nhà", "Gia", "Sư"})  # Luật Việt Nam, Luật Quốc tế: no name of one law
CONSTITUTION_RE = re.compile(
    r"(?<!\w)Hiến pháp(?:[ ]nước[ ]Cộng[ ]h(?:òa|oà)[ ](?:xã|Xã)[ ]hội[ ]chủ[ ]nghĩa[ ]Việt[ ]Nam)?"
    r"(?:,?[ ]năm[ ](?:19|20)\d\d|[ ](?:19|20)\d\d)?(?![ ]này)(?!\w)"
)
CHARTER_RE = re.compile(r"(?<!\w)(?i:Điều[ ]lệ)[ ](?=[A-ZĐÀ-Ỵ]|trường[ ])(?!Giải|Hội thi|Hội thao|Cuộc thi)")
PARTY_RE = re.compile(r"Đảng(?: Cộng sản Việt Nam)?(?: \(?[Kk](?:hóa|hoá) [IVX]+\)?)?(?! (?:bộ|ủy|uỷ))")
AMENDING_RE = re.compile(
    r"(?<!\w)(?P<word>Bộ luật|Luật|Pháp lệnh)[ ][Ss]ửa đổi,?[ ]bổ sung[ ]"
    r"(?:một số điều[ ])?(?:của[ ])?(?:các[ ]Luật:?[ ])?"  # Luật sửa đổi, bổ sung một số điều của | Luật Quy hoạch
)

MAX_AMENDED = 40  # a law may amend many


def find_laws(line: str) -> Iterator[Mention]:
    """Yield the laws and charters that a line cites by name.

    >>> [line[m.start:m.end] for line in ["theo Luật Thi đua, khen thưởng, Luật này"] for m in find_laws(line)]
    ['Luật Thi đua, khen thưởng']
    >>> list(find_laws("pháp luật lao động, kỷ luật lao động, luật gia, các luật"))
    []
    """
    low = lower_line(line)
    if any(map(low.__contains__, _kinds())):
        places = list(_places(low))
        known = list(_known(line, places))
        taken = places_of(known)
        unknown = [m for m in _unknown(line, places) if not taken.meets(m.start, m.end)]
        laws = sorted(known + unknown, key=lambda mention: mention.start) if unknown else known
        amending = list(_amending(line, laws))  # first: it takes a date from the law it amends
        yield from laws
        yield from amending
    if "Hiến pháp" in line:
        yield from _constitution(line)
    if "điều lệ" in low:
        yield from _charters(line)


def _places(low: str) -> Iterator[int]:
    """Where a law's name may begin, in order: "bộ luật" is also the place of a "luật", as in "đồng bộ Luật …"."""
    for match in _kind_re().finditer(low):
        yield match.start()
        if " " in match[0]:
            yield match.start() + match[0].rindex(" ") + 1


def _known(line: str, places: Iterable[int]) -> Iterator[Mention]:
    for match in matches_at(_known_re(), line, places):
        key = match.lastgroup or ""  # the name's group is the last to close
        word, name = match[key.replace("name", "word")], match[key]
        capital = word[0].isupper()
        before = line[max(0, match.start() - 12) : match.start()]
        if _is_no_law(before) and not (capital and BILL_RE.search(before)):
            continue
        if not capital and " " not in name:
            continue  # "luật giá": a word of everyday speech
        if " " not in name and re.match(r"[ ](?!và|của|là|có|được|năm|số|để|theo)[a-zà-ỹđ]", line[match.end() :]):
            continue  # Luật Giá | trị gia tăng
        yield _mention(line, match.start(), match.end(), word, 0.95)


def _is_no_law(before: str) -> bool:
    return last_word(before) in NO_LAWS and BEFORE_RE.search(before) is not None


def _unknown(line: str, places: Iterable[int]) -> Iterator[Mention]:
    for match in matches_at(UNKNOWN_RE, line, places):
        before = line[max(0, match.start() - 12) : match.start()]
        if _is_no_law(before) and not BILL_RE.search(before):
            continue
        name = match["name"].rstrip(" ,/")
        if len(name) < 3:
            continue  # Luật KH, CN và ĐMST: a name cut at its first comma
        if name.split()[0] in NOT_NAMES and lower(name) not in ("nhà giáo", "nhà ở"):
            continue
        yield _mention(line, match.start(), match.start("name") + len(name), match["word"], 0.75)


def _mention(line: str, start: int, end: int, word: str, confidence: float) -> Mention:
    suffix = SUFFIX_RE.match(line, end)
    name_end = suffix.end() if suffix else end
    mention = Mention(start, name_end, lower(" ".join(word.split())), title=line[start:name_end], confidence=confidence)
    date = (
        date_at(line, name_end) if DATE_RE.match(line, name_end) or line[name_end : name_end + 6] == " ngày " else None
    )
    if date is not None and date.value is not None:
        mention.end, mention.date, mention.tail = date.end, date.value, date.end
    return mention


def _amending(line: str, laws: list[Mention]) -> Iterator[Mention]:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B ngày …": its date is its own, not Luật B's."""
    if "ửa đổi" not in line:
        return
    starts = [law.start for law in laws]
    for match in AMENDING_RE.finditer(line):
        index = bisect_left(starts, match.end())
        if index == len(laws) or starts[index] != match.end():
            continue
        last = laws[index]
        for law in laws[index + 1 : index + 1 + MAX_AMENDED]:
            if not re.fullmatch(r",?[ ]?(?:và[ ])?", line[last.end : law.start]):
                break
            last = law
        end = last.end
        made = Mention(
            match.start(), end, lower(match["word"]), date=last.date, confidence=0.85, inside=match.end("word")
        )
        if last.date is not None:
            last.date, last.end = None, last.start + len(last.title or "")
            last.tail = last.end
        made.title = line[made.start : last.end]
        yield made


def _constitution(line: str) -> Iterator[Mention]:
    for match in CONSTITUTION_RE.finditer(line):
        yield Mention(match.start(), match.end(), "hiến pháp", title=match[0], confidence=0.9)


def _charters(line: str) -> Iterator[Mention]:
    """The body that a charter is of; the type word in lower case needs a capital name too."""
    for match in CHARTER_RE.finditer(line):
        party = PARTY_RE.match(line, match.end())
        end = party.end() if party else issuer_at(line, match.end())
        of = line.find(" của ", match.end(), end)  # "Quy định thi hành Điều lệ Đảng | của Ban Chấp hành Trung ương"
        end = of if of > 0 else end
        if end > match.end():
            yield Mention(match.start(), end, "điều lệ", title=line[match.start() : end], confidence=0.93)


@cache
def _kinds() -> tuple[str, ...]:
    """The last words of "bộ luật", "luật" and "pháp lệnh": no law is named without one."""
    return tuple({lower(row["type"]).split()[-1] for row in table("law_names")})


@cache
def _kind_re() -> re.Pattern[str]:
    kinds = sorted({lower(row["type"]).replace(" ", GAP) for row in table("law_names")})
    return re.compile(at_word_start([kind[0], kind[1:]] for kind in kinds))


@cache
def _known_re() -> re.Pattern[str]:
    """One branch a type; "Luật" before a name that is only a code's is left to the grammar of unknown names."""
    groups: dict[str, list[str]] = {}
    for row in table("law_names"):
        groups.setdefault(row["type"], []).append(row["name"])
    kinds = sorted(groups, key=len, reverse=True)
    branches = "|".join(
        rf"(?P<word{i}>{any_of([kind], any_case=True)})[ ]+(?P<name{i}>{any_of(groups[kind], any_case=True)})"
        for i, kind in enumerate(kinds)
    )
    return re.compile(rf"(?:{branches})(?!\w)")
