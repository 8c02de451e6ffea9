"""Strategies, programmes, plans, schemes and rules cited by name, without a number.

"Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030", "Đề án “Xây dựng xã hội học tập”", "Quy chế
khen thưởng của tổ chức Công đoàn". A name is taken for an instrument when it has a period, stands in
quotation marks, is what the document carries out, or is what a cited decision approves. Refused: "Kế hoạch
này", "kế hoạch công tác năm 2024", what is still to be drawn up, movements, campaigns and events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fold import capitalise, lower
from extractors.issuers import begins_issuer, issuer_at
from extractors.mention import Mention, Spans
from extractors.phrase_trie import at_word_start, letters
from extractors.spelling import words_for
from extractors.word_ends import last_word, last_words, last_words_for

TYPES = {
    "Chương trình phối hợp": "chương trình phối hợp", "Chương trình hành động": "chương trình",
    "Kế hoạch hành động": "kế hoạch", "Kế hoạch phối hợp": "kế hoạch phối hợp", "Quy chế phối hợp": "quy chế phối hợp",
    "Chiến lược": "chiến lược", "Chương trình": "chương trình", "Kế hoạch": "kế hoạch", "Đề án": "đề án",
    "Dự án": "dự án", "Quy hoạch": "quy hoạch", "Quy chế": "quy chế", "Công ước": "công ước",
    "Hiệp định": "hiệp định", "Nghị quyết": "nghị quyết", "Nghị định": "nghị định", "Thông tư": "thông tư",
    "Quyết định": "quyết định", "Chỉ thị": "chỉ thị", "Hướng dẫn": "hướng dẫn", "Kết luận": "kết luận",
}  # fmt: skip
SMALL = ("quy hoạch", "chiến lược", "chương trình mục")  # phê duyệt | quy hoạch …
SMALL_WORDS = ([*"quy hoạch"], [*"chiến lược"], [*"chương trình", "(?= mục tiêu [Qq]uốc gia)"])
HEAD_RE, EITHER_RE = (  # the second for the few lines that have a small one: it costs
    re.compile(rf"{at_word_start([*map(letters, TYPES), *small])}(?= [\w“\"])") for small in ((), SMALL_WORDS)
)
#: Types whose names are titles of acts: they need "của ISSUER về …" or a period, a bare title is too weak.
ACTS = frozenset({"nghị quyết", "nghị định", "thông tư", "quyết định", "chỉ thị", "hướng dẫn", "kết luận"})
PROMISING = frozenset(
    {"chiến lược", "chương trình", "kế hoạch", "đề án", "quy hoạch", "quy chế"}
    | {"chương trình phối hợp", "kế hoạch phối hợp", "quy chế phối hợp"}
)
TREATIES = frozenset({"công ước", "hiệp định"})
YEAR = r"(?:năm[ ])?\d{4}"
AHEAD = r"(?:năm[ ])?20\d\d"
NATIONAL_RE = re.compile(  # a national target programme is known by its field: … | giảm nghèo bền vững năm 2025
    r"[ ]mục[ ]tiêu[ ][Qq]uốc[ ]gia[ ](?!(?:giai[ ]đoạn|thời[ ]kỳ|năm|này|khi|trên|phù|theo|sẽ)(?!\w))"
)
SINGLE_YEAR_RE = re.compile(r",?[ ]năm[ ]20\d\d(?![\d/])")
NAMED_PERIOD = rf"""
        (?:giai[ ]đoạn|thời[ ]kỳ|nhiệm[ ]kỳ)[ ](?:I{{1,3}}:?[ ])?(?:từ[ ])?
            {YEAR}[ ]?(?:-|–|đến)[ ]?{YEAR}                                       # giai đoạn 2021-2030
      | đến[ ](?:hết[ ])?{AHEAD}                                                  # đến năm 2030
"""
FOUR_RE = re.compile(r"[0-9]{4}")  # digits of a year
PERIOD_RE = re.compile(  # by its first sign, for which re skips
    rf"""
    (?:
        ,[ ](?:{NAMED_PERIOD})
      | [ ](?:{NAMED_PERIOD} | (?:0?5[ ]năm[ ])?\d{{4}}[ ]?[-–][ ]?\d{{4}})        # trung hạn 2026-2030
    )(?![\d/])
    (?:
        ,?[ ](?:và[ ])?(?:có[ ])?(?:tầm[ ]nhìn|định[ ]hướng)[ ](?:(?:đến|tới)[ ])?{AHEAD}   # , tầm nhìn đến năm 2050
      | ,[ ]giai[ ]đoạn[ ](?:I{{1,3}}|\d)(?::[ ][Tt]ừ[ ]{YEAR}[ ]đến[ ]{YEAR})?  # , giai đoạn I: từ năm 2021 đến …
    )?
    """,
    re.VERBOSE,
)
OTHER = (
    r"(?:Chiến lược|Chương trình|Kế hoạch|Đề án|Dự án|Quy hoạch|Quy chế|Nghị quyết|Nghị định|Thông tư|Quyết định"
    r"|Chỉ thị|Luật|Bộ luật|Điều lệ|Kết luận)(?!\w)"
).replace(" ", "[ ]")
FOLLOWS = rf"[ ](?:các[ ])?(?=(?:[A-ZĐ]\w*[ ]){{0,2}}?{OTHER})"
NAME_STOP_RE = re.compile(
    rf"""
    [ ]{words_for("name_end")}(?!\w)                                      # … | được phê duyệt
    | ,{FOLLOWS} | [ ]và{FOLLOWS}                                          # … | và Chiến lược Dân số
    | \. | ; | : | \( | \) | \n | “ | ” | " | \|
    """,
    re.VERBOSE,
)
SOFT_STOP_RE = re.compile(
    rf"""
    ,(?<![Pp]hòng.)(?![ ]nhất[ ]là)
    | [ ](?<!đối.)với(?!\w)
    | [ ]{words_for("short_name_end")}(?!\w)                              # … | trên địa bàn tỉnh
    | [ ]và[ ](?:các|những|việc|gửi|báo[ ]cáo|đề[ ]xuất|\d)(?!\w)
    | [ ]của[ ](?P<of>\w)
    """,
    re.VERBOSE,
)
GENERIC_RE = re.compile(rf"(?:{words_for('no_name')}|\d+)(?!\w)")  # Kế hoạch | này; kế hoạch | công tác năm 2024
YEARLY_RE = re.compile(r"(?<!\w)(?:hàng|hằng)[ ](?:năm|quý|tháng)(?!\w)")
SUBJECT_RE = re.compile(r"(?<!\w)(?:về|về[ ]việc|định[ ]hướng)[ ]$")  # Nghị quyết … về | chiến lược phát triển …
PLURAL_RE = re.compile(r"(?<!\w)(?:các|những|mọi)[ ]$", re.IGNORECASE)
DRAFTED, CARRIED_OUT, HOW = map(words_for, ("drafted", "carried_out", "how"))  # of small letters, behind a sign
FUTURE_RE = re.compile(
    rf"\W{DRAFTED}(?:[ ](?:và[ ])?(?:tổ chức[ ])?(?:triển khai|thực hiện))?:?[ ](?:các[ ]|và[ ]|[“\"])*$"
)
FUTURE_ENDS = last_words_for("drafted") | last_words(("triển khai", "thực hiện", "các", "và"))
GOVERNED_RE = re.compile(rf"\W{CARRIED_OUT}[ ](?:{HOW}[ ]){{0,4}}$")
GOVERNED_ENDS = last_words_for("carried_out", "how")
APPROVED_RE = re.compile(r"(?:phê\ duyệt|ban\ hành)[ ](?:kèm theo[ ])?[“\"]?$", re.IGNORECASE)
ISSUED_RE = re.compile(r"[ ](?:được[ ])?(?:ban\ hành\ )?(?:kèm\ )?theo[ ](?:Quyết|Nghị|Thông|quyết|nghị)")
OF_RE = re.compile(r"[ ]của[ ](?=[A-ZĐÀ-Ỵ])")
ABOUT_RE = re.compile(r"[ ](?:về|quy\ định|hướng\ dẫn|v/v|thực\ hiện|triển\ khai)[ ]")
QUOTED_RE = re.compile(r"[ ][“\"](?P<name>[^“”\"\n]{6,250})[”\"]")
BETWEEN_RE = re.compile(r"(?<!\w)giữa[ ]")
CLOSING_RE = re.compile(r"[”\"]")
#: A plan to carry something out is cited only where it is itself carried out.
PLAN_TO_RE = re.compile(r"[ ](?:thực hiện|triển khai|hành động thực hiện|thi hành)")
LISTED_RE = re.compile(r"(?:Luật|Nghị|Quyết|Điều lệ|Chiến lược|Chương trình|Quy chế)[^.;:]{3,60}(?:,|[ ]và)[ ]$")
GOAL_RE = re.compile(
    r"[ ](?:đạt|có|phấn đấu|tối thiểu|ít nhất|trên(?! địa bàn)|giảm|tăng|hoàn thành|\d)"
)  # …, đến năm 2025 | đạt 80%
MAX_NAME = 260
LEFT = 70  # characters in front of a name that say what is done with it
MIN_SYLLABLES = 6  # a shorter name without a period is a phrase: "Kế hoạch thực hiện Đề án"
DISTINCT = {"chiến lược": 4, "quy chế": 4}  # types that few things share


def find_programmes(line: str, cited: Spans) -> Iterator[Mention]:
    """Yield what a line cites by a name; ``cited`` are the places of its citations by number.

    >>> line = "thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030 trong CNVCLĐ"
    >>> [line[m.start:m.end] for m in find_programmes(line, Spans([]))]
    ['Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030']
    >>> list(find_programmes("Căn cứ Kế hoạch này, xây dựng Kế hoạch công tác năm 2024.", Spans([])))
    []
    """
    heads = EITHER_RE if any(map(line.__contains__, SMALL)) else HEAD_RE
    for match in heads.finditer(line):
        if cited.meets(match.start(), match.end()):
            continue
        kind = TYPES[capitalise(match[0])]
        limit = min(match.end() + MAX_NAME, len(line), cited.next_start(match.end()) or len(line))
        mention = _read(line, match, kind, limit, approved=_approved(line, match.start(), cited))
        if mention is not None:
            yield mention


def _read(line: str, match: re.Match[str], kind: str, limit: int, *, approved: bool) -> Mention | None:
    start, at = match.start(), match.end()
    before = line[max(0, start - LEFT) : start]
    if not approved and last_word(before) in FUTURE_ENDS and FUTURE_RE.search(" " + lower(before)):
        return None  # "xây dựng Kế hoạch …": it does not exist yet
    governed = approved or _governed(before, kind)
    if kind == "chương trình" and NATIONAL_RE.match(line, at) and not PLURAL_RE.search(before):
        return _national(line, match, limit)
    if match[0][0].islower() and not (_with_period(line, at, limit) and (governed or SUBJECT_RE.search(before))):
        return None  # "rà soát quy hoạch mạng lưới …": a kind of plans, not one
    quoted = QUOTED_RE.match(line, at, limit)
    if quoted:
        return _quoted(line, start, quoted, kind, governed=governed)
    if kind in ACTS:
        return _act(line, match, kind, limit)
    if GENERIC_RE.match(line, at + 1):
        return _of_issuer(line, start, at, kind, limit)
    closing = CLOSING_RE.search(line, at, limit) if before.endswith(("“", '"')) else None
    if closing:
        return _named(line, match, closing.start(), kind, 0.9)
    period = _with_period(line, at, limit)
    if period and (kind != "dự án" or approved) and (governed or not PLAN_TO_RE.match(line, at)):
        return _named(line, match, period, kind, 0.9)
    if kind in TREATIES:
        return _named(line, match, _name_end(line, at, limit), kind, 0.8)
    return _without_period(line, match, kind, limit, governed=governed, approved=approved)


def _national(line: str, match: re.Match[str], limit: int) -> Mention:
    """ "Chương trình mục tiêu quốc gia giảm nghèo bền vững | năm 2025": its field says which."""
    period = _with_period(line, match.end(), limit)
    end = period or _name_end(line, match.end(), limit)
    year = SINGLE_YEAR_RE.match(line, end)
    if period is None and year is not None:
        end = year.end()
    return _named(line, match, end, "chương trình", 0.9 if period else 0.8)


def _without_period(
    line: str, match: re.Match[str], kind: str, limit: int, *, governed: bool, approved: bool
) -> Mention | None:
    """A long enough name of something that is carried out, approved or issued."""
    end = _name_end(line, match.end(), limit)
    if len(line[match.end() : end].split()) < DISTINCT.get(kind, MIN_SYLLABLES):
        return None
    if line.startswith(" về ", match.end()) or PLURAL_RE.search(line, max(0, match.start() - 8), match.start()):
        return None
    if YEARLY_RE.search(line, match.end(), min(limit, end + 40)):
        return None
    if approved or (kind in PROMISING and (governed or ISSUED_RE.match(line, end))):
        return _named(line, match, end, kind, 0.7)
    return None


def _approved(line: str, start: int, cited: Spans) -> bool:
    """Does a cited decision approve or issue what begins at ``start``?"""
    if not APPROVED_RE.search(line, max(0, start - 24), start):
        return False
    end = cited.last_end(start)
    if end is None or start - end > MAX_NAME or re.search(r"[;.](?=\s)", line[end:start]):
        return False
    commas = re.finditer(r",[ ]", line[end:start])
    return not any(begins_issuer(line, end + comma.end()) for comma in commas)  # …, UBND tỉnh ban hành Kế hoạch


def _governed(before: str, kind: str) -> bool:
    """Is it what somebody carries out, follows or reviews, or the next member of such a list?"""
    left = before.rstrip('“"')
    if last_word(left) in GOVERNED_ENDS and GOVERNED_RE.search(" " + lower(left)):
        return True
    return kind in ("quy chế", "chiến lược", "đề án") and LISTED_RE.search(left) is not None


def _with_period(line: str, at: int, limit: int) -> int | None:
    """The end of the period that closes the name, unless a verb or another instrument comes first."""
    period = PERIOD_RE.search(line, at, limit) if FOUR_RE.search(line, at, limit) else None
    if period is None or GOAL_RE.match(line, period.end()):
        return None
    return None if NAME_STOP_RE.search(line, at, period.start()) else period.end()


def _name_end(line: str, at: int, limit: int) -> int:
    hard = NAME_STOP_RE.search(line, at, limit)
    end = hard.start() if hard else limit
    for soft in SOFT_STOP_RE.finditer(line, at, end):
        if soft["of"] and not begins_issuer(line, soft.start("of")):
            continue  # "của tổ chức Công đoàn" is part of the name
        end = soft.start()
        break
    return at + len(line[at:end].rstrip(" ,-–"))


def _quoted(line: str, start: int, quoted: re.Match[str], kind: str, *, governed: bool) -> Mention | None:
    """Programmes in quotation marks are campaigns more often than not; they need a period or a verb."""
    period = PERIOD_RE.match(line, quoted.end())
    inner = PERIOD_RE.search(quoted["name"])
    weak = kind in ("chương trình", "kế hoạch", "dự án")
    if kind in ACTS | TREATIES or (weak and not (period or inner or (governed and len(quoted["name"].split()) > 5))):
        return None
    end = period.end() if period else quoted.end()
    return Mention(start, end, kind, title=quoted["name"].strip(), confidence=0.85, inside=quoted.start())


def _act(line: str, match: re.Match[str], kind: str, limit: int) -> Mention | None:
    """ "Nghị định của Chính phủ quy định …"; "Nghị quyết đẩy mạnh … đến năm 2028" where it is carried out."""
    start, at = match.start(), match.end()
    made = _of_issuer(line, start, at, kind, limit)
    if made is not None or GENERIC_RE.match(line, at + 1):
        return made
    period = _with_period(line, at, limit)
    if period and _governed(line[max(0, start - LEFT) : start], kind) and len(line[at:period].split()) > 5:
        return _named(line, match, period, kind, 0.75)
    return None


def _of_issuer(line: str, start: int, at: int, kind: str, limit: int) -> Mention | None:
    """TYPE của ISSUER về TITLE: described by who made it and what it is about."""
    of = OF_RE.match(line, at)
    if of is None:
        return None
    end = issuer_at(line, of.end())
    about = ABOUT_RE.match(line, end)
    if about is None or not begins_issuer(line, of.end()):
        return None
    period = _with_period(line, end, limit)
    stop = period or _name_end(line, about.end(), limit)
    if len(line[about.end() : stop].split()) < 3:
        return None
    title = line[about.start() + 1 : stop] if kind in ACTS else line[start:stop]
    return Mention(start, stop, kind, issuer=line[of.end() : end], title=title, confidence=0.7, inside=about.start())


def _named(line: str, match: re.Match[str], end: int, kind: str, confidence: float) -> Mention:
    start, word_end = match.span()
    mention = Mention(start, end, kind, title=line[start:end], confidence=confidence, inside=word_end, described=True)
    between = BETWEEN_RE.search(line, word_end, end)
    of = between or OF_RE.search(line, word_end, end)
    if of and begins_issuer(line, of.end()):
        stop = issuer_at(line, of.end(), joint=between is not None)
        if stop <= end:
            mention.issuer = line[of.end() : stop]
    return mention
