"""What the words in front of a list of bodies say of its part: "giao | Sở Nội vụ", "phối hợp với | Sở Y tế".

Most triggers are phrases of the lexicon; the patterns here are those that a list of phrases cannot hold.
The names of things ("chương trình phối hợp với |") and what is done already ("đã trình |") give no part.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table
from extractors.assignment_predicates import Predicate, predicate
from extractors.assignment_verdict import NOTHING, Verdict
from extractors.body_grammar import alternatives, phrase_re, spellings
from schemas.vocabulary import AssignmentRole as Role

LEFT_REACH = 200  # how far in front of a list its trigger is sought
LAST_WORD_RE = re.compile(r"[^\W_]+(?=\s*$)")
LONGEST_WORD = 24  # characters in which the last word is looked for
COORDINATE_RE = re.compile(
    r"phối (?:kết )?hợp(?:(?:,? (?!giữa )[^\W\d_]+){0,8} (?:với|cùng)|(?: chặt chẽ)? của)\s*$", re.IGNORECASE
)
BETWEEN_RE = re.compile(r"phối (?:kết )?hợp(?:,? [^\W\d_]+){0,10} giữa\s*$", re.IGNORECASE)  # phối hợp … giữa | A
BETWEEN_TOO_RE = re.compile(r"\s*giữa\s*", re.IGNORECASE)  # …; | giữa | C với D
NO_DOING_RE = re.compile(  # "chương trình phối hợp với | X" is a thing, not a doing
    r"(?:chương trình|quy chế|kế hoạch|thỏa thuận|thoả thuận) phối hợp(?: [^\W\d_]+){0,4}\s*$", re.IGNORECASE
)
REPORT_RE = re.compile(
    r"""
    (?<!\w)(?: gửi | báo\ cáo | phản\ (?:ánh|hồi) | nộp | đăng\ ký
             | (?<!chương\ )(?<!quá\ )(?<!công\ )(?<!quy\ )(?<!lộ\ )trình(?!\ tự|\ độ|\ diễn) )(?!\w)
    (?: [^;:.()\n]{0,160}?\s(?:về|tới|đến|với|lên)          # báo cáo kết quả năm 2024 | về | UBND tỉnh
      | [^;:.(),\n]{0,40}?\scho )\s*$                       # gửi văn bản | cho | Sở Y tế
    """,
    re.VERBOSE | re.IGNORECASE,
)
NOUN_BEFORE_RE = re.compile(
    r"""
    (?<!\w)(?: (?:quá|chương|công|quy|lộ|tiến|giáo|hành|truyền|tờ)\ trình      # chương trình | LĐLĐ tỉnh
        | (?:bàn|chuyển|được)\ giao(?:\ cho)?                                     # bàn giao | Sở Y tế
        | (?:theo|tại|của|các|có|sự|những|về|đáp\ ứng|khi\ có)\                   # theo yêu cầu | UBND tỉnh
          (?:yêu\ cầu|đề\ nghị|chỉ\ đạo|hướng\ dẫn|báo\ cáo|phân\ công)
        | (?:vượt|trải|trong|vừa)\ qua )\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
PAST_RE = re.compile(  # "đã trình | Chính phủ" is done, and so is "có văn bản số 15/VPTW gửi | Chính phủ"
    r"(?<!\w)(?:(?:đã|vừa|từng)(?: [^\W\d_]+){1,5}"
    r"|(?:đã (?:ban hành|có)|có (?:văn bản|công văn|tờ trình|báo cáo) số)(?!\w)[^;.\n]{0,160})\s*$",
    re.IGNORECASE,
)
DIRECTING_RE = re.compile(  # "chỉ đạo, hướng dẫn, đôn đốc | các xã": one verb of a chain directs, so the whole does
    r"""
    (?<!\w)(?:lãnh\ đạo|chỉ\ đạo)
    (?:(?:,\ |\ và\ |\ )(?:hướng\ dẫn|đôn\ đốc|kiểm\ tra|giám\ sát|theo\ dõi|nhắc\ nhở|chỉ\ đạo)){1,5}\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
ADDRESS_RE = re.compile(  # "gửi trực tiếp theo địa chỉ: | Sở Nội vụ"
    r"(?<!\w)(?:gửi|nộp|đăng ký|báo cáo)(?!\w)[^.;:\n]{0,120}địa chỉ[^.;:\n]{0,30}:\s*$", re.IGNORECASE
)
COLON_RE = re.compile(r"(?P<phrase>[^\W\d_][^;:.()\n]{2,50}):\s*$")
#: The last words, lower-cased, with which the patterns above can end: hardly any list stands behind one of them.
NOUN_ENDS = frozenset({"trình", "giao", "cho", "cầu", "nghị", "đạo", "dẫn", "cáo", "công", "qua"})
COORDINATE_ENDS = frozenset({"với", "cùng", "của"})
DIRECTING_ENDS = frozenset({"dẫn", "đốc", "tra", "sát", "dõi", "nhở", "đạo"})
REPORT_ENDS = frozenset({"gửi", "cáo", "ánh", "nộp", "ký", "trình", "về", "tới", "đến", "với", "lên", "cho"})
PREPOSITIONS = frozenset({"về", "cho", "với"})


def before_list(left: str, right: str, before: Verdict | None) -> Verdict | None:
    """The part that the words in front of the list give it; None where they say nothing."""
    tail = left[-LEFT_REACH:]
    low, last = lower(tail), _last_word(tail)
    if _is_noun_or_past(tail, low, last):
        return NOTHING
    if (last == "giữa" and BETWEEN_RE.search(tail)) or (
        before is not None and before.why == "between" and BETWEEN_TOO_RE.fullmatch(tail)
    ):
        return Verdict(Role.COORDINATE, 0.8, "between")
    if last in COORDINATE_ENDS and "phối" in low and COORDINATE_RE.search(tail):
        # "sự phối hợp của công đoàn | với người sử dụng lao động": the partner is still to come
        return NOTHING if right.startswith(" với ") else Verdict(Role.COORDINATE, 0.93, "coordinate")
    if last in DIRECTING_ENDS and DIRECTING_RE.search(tail):
        return _by_kind("lead", "chỉ đạo", right, before)
    found = _trigger(tail) if last in _trigger_ends() else None
    if found is not None and found[0] != "none":
        return _by_kind(*found, right, before)
    reported = found is None or found[1] in PREPOSITIONS
    if reported and last in REPORT_ENDS and REPORT_RE.search(tail):
        return Verdict(Role.RECIPIENT, 0.85, "recipient")
    return Verdict(None, 0.0, found[1]) if found else None


def _is_noun_or_past(tail: str, low: str, last: str) -> bool:
    """Do the words name a thing ("chương trình phối hợp với |") or tell what is done ("đã trình |")?"""
    if last in NOUN_ENDS and NOUN_BEFORE_RE.search(tail):
        return True
    if any(word in low for word in ("đã", "vừa", "từng", "có ")) and PAST_RE.search(tail):
        return True
    return "phối hợp" in low and NO_DOING_RE.search(tail) is not None


def _by_kind(kind: str, phrase: str, right: str, before: Verdict | None) -> Verdict:
    if kind == "coordinate":
        return Verdict(Role.COORDINATE, 0.93, kind)
    if kind == "recipient":
        return Verdict(Role.RECIPIENT, 0.9, kind)
    if kind == "channel":
        near = before is not None and before.role == Role.RECIPIENT
        return Verdict(Role.RECIPIENT, 0.9, kind) if near else NOTHING
    does = predicate(right)
    if kind == "urged":
        return Verdict(Role.LEAD, 0.6, kind) if does is Predicate.DOES else NOTHING
    if phrase == "chỉ đạo" and before is not None and before.why.startswith("tham mưu"):
        return NOTHING  # "tham mưu cấp ủy chỉ đạo | chính quyền": it is the adviser who acts
    role = Role.ADVISE if does is Predicate.ADVISES else Role.LEAD
    return Verdict(role, 0.92 if does is not Predicate.NONE else 0.75, kind)


def introduced(left: str) -> Verdict | None:
    """Judge a list by the words before a colon, when they state an attribute.

    >>> introduced("Tổ chức tập huấn (cơ quan phối hợp: ").role
    <AssignmentRole.COORDINATE: 'coordinate'>
    """
    if ADDRESS_RE.search(left):
        return Verdict(Role.RECIPIENT, 0.85, "address")
    match = COLON_RE.search(left[-LEFT_REACH:]) if left.rstrip().endswith(":") else None
    words = lower(match["phrase"]).split() if match else []
    for first in range(len(words)):
        attribute = _attributes().get(" ".join(words[first:]))
        if attribute is not None:
            return Verdict(attribute, 0.95, "attribute")
    return None


def governs(left: str) -> bool:
    """Do the words in front end with one that a body depends on: "ý kiến của | Sở Y tế"?"""
    last = left.rstrip()[-20:]
    return any(match.end() == len(last) for match in phrase_re("governs").finditer(last))


def _last_word(left: str) -> str:
    """The word that ends a stretch, lower-cased; empty where a sign does."""
    match = LAST_WORD_RE.search(left, max(0, len(left) - LONGEST_WORD))
    return lower(match[0]) if match else ""


def _trigger(tail: str) -> tuple[str, str] | None:
    """Role and phrase of the trigger that ends right in front of the list, the longest."""
    match = _trigger_re().search(tail)
    if match is None:
        return None
    phrase = " ".join(lower(match["phrase"]).split())
    return _triggers().get(phrase, "none"), phrase


@cache
def _trigger_re() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<phrase>{alternatives(tuple(_triggers()), any_case=True)})\s*$")


@cache
def _trigger_ends() -> frozenset[str]:
    return frozenset(_last_word(spelling) for phrase in _triggers() for spelling in spellings(phrase))


@cache
def _triggers() -> dict[str, str]:
    return {row["phrase"]: row["role"] for row in reversed(table("assignment_triggers")) if row["kind"] == "before"}


@cache
def _attributes() -> dict[str, Role]:
    rows = [row for row in table("attribute_lines") if row["attribute"] in ("lead", "coordinate")]
    return {row["phrase"]: Role(row["attribute"]) for row in rows}
