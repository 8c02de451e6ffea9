"""What the words around a list of bodies say of its part: lead, coordinate, advise, recipient or none.

Words in front decide first ("phối hợp với | Sở Y tế", "giao | Sở Nội vụ"), then what the bodies do
("| Sở Nội vụ | chủ trì …" at the start of a clause). "tham mưu | UBND tỉnh" and "do | Chính phủ |
phát động" give no part, and a body that no rule claims has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table
from extractors.body_grammar import alternatives, person_re, phrase_re, spellings
from schemas.vocabulary import AssignmentRole as Role

UNCLOSED = 80  # "Căn cứ tình hình thực tế | các đơn vị có kế hoạch": an opening without its comma is short
LONGEST_CLAUSE = 1_000
LEFT_REACH = 200  # how far in front of a list its trigger is sought
LONGEST_HOLDER = 60
REACH = 200  # how far a predicate may stand behind its subject
BOUNDARY_RE = re.compile(r"[.;:!?…\n](?:(?<=\n)|\s+|(?<=[.;:])$)")
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
COMPLEMENT_RE = re.compile(  # an adverbial that goes on: "căn cứ | chức năng, nhiệm vụ"
    r"căn cứ|theo|trên cơ sở|trong|tùy|tuỳ|từ|với|trước|chậm nhất|ngoài|xuất phát|định kỳ", re.IGNORECASE
)
ENUMERATION_RE = re.compile(  # "Các doanh nghiệp bưu chính|, viễn thông tổ chức": the subject goes on without a head
    r"(?:,| và| hoặc)(?! (?:đã|đang|được|là|có)\b) [^.;:()\n]"
)
COLON_RE = re.compile(r"(?P<phrase>[^\W\d_][^;:.()\n]{2,50}):\s*$")
BRACKET_RE = re.compile(r"\s*\([^()\n]{0,160}\)")
THEN_RE = re.compile(r"(?<!\w)thì\s*$", re.IGNORECASE)  # nếu có vướng mắc thì | các đơn vị | báo cáo
NEED_RE = re.compile(  # nếu thấy cần sửa đổi, bổ sung | các sở, ngành | đề xuất
    r"nếu (?:thấy |có |cần |gặp |phát sinh )[^;:.()\n]{0,60}(?:bổ sung|sửa đổi|điều chỉnh|vướng mắc|phát sinh)\s*$",
    re.IGNORECASE,
)
RELATIVE_RE = re.compile(r"\s*(?:có|đang|được|là|đóng|tham gia|thuộc|nằm)\s", re.IGNORECASE)
AHEAD_RE = re.compile(r"\s*(?:trong )?thời gian tới", re.IGNORECASE)  # what is still to be done, among results
EXECUTION_RE = re.compile(r"(?:chịu|có) trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) \w+ \w+ này", re.IGNORECASE)
#: The last words, lower-cased, with which the patterns above can end: hardly any list stands behind one of them.
NOUN_ENDS = frozenset({"trình", "giao", "cho", "cầu", "nghị", "đạo", "dẫn", "cáo", "công", "qua"})
COORDINATE_ENDS = frozenset({"với", "cùng", "của"})
DIRECTING_ENDS = frozenset({"dẫn", "đốc", "tra", "sát", "dõi", "nhở", "đạo"})
REPORT_ENDS = frozenset({"gửi", "cáo", "ánh", "nộp", "ký", "trình", "về", "tới", "đến", "với", "lên", "cho"})
BULLETS = " \t-–+•*"
PREPOSITIONS = frozenset({"về", "cho", "với"})


class Subjects(StrEnum):
    """Which subjects of a sentence are ordered to do what it says."""

    ALL = "all"
    OBLIGED = "obliged"  # where results are told: only "cần", "phải", "tiếp tục" …
    NONE = "none"


class Predicate(StrEnum):
    """What a list of bodies is said to do."""

    NONE = "none"
    DOES = "does"
    ADVISES = "advises"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The part of a list, or None, and how sure it is; ``why`` names the rule or the words."""

    role: Role | None
    confidence: float
    why: str


NOTHING = Verdict(None, 0.0, "none")


def judge(left: str, right: str, *, subjects: Subjects = Subjects.ALL, before: Verdict | None = None) -> Verdict:
    """Judge a list between ``left`` and ``right``, the words of its own clause.

    ``before`` is the verdict on the list in front of it; ``subjects`` is NONE where sentences
    only tell (targets), so that no subject is taken for an order.

    >>> judge("Giao ", " làm đầu mối tham mưu").role, judge("", " chủ trì").role, judge("tham mưu ", "").role
    (<AssignmentRole.ADVISE: 'advise'>, <AssignmentRole.LEAD: 'lead'>, None)
    """
    left = _without_holder(left)
    trigger = _before(left, right, before)
    if trigger is not None:
        told = subjects is Subjects.OBLIGED and trigger.role in (Role.COORDINATE, Role.RECIPIENT)
        return NOTHING if told and not phrase_re("obliged").search(left) else trigger
    if subjects is Subjects.NONE or (subjects is Subjects.OBLIGED and not (_obliged(right) or AHEAD_RE.match(left))):
        return NOTHING
    return _subject(left, right)


def _without_holder(left: str) -> str:
    """ "Giao đồng chí Nguyễn Văn A | - Phó Chủ tịch LĐLĐ tỉnh": who holds the office stands in front of it.

    >>> _without_holder("Giao cho đồng chí Nguyễn Văn A - ")
    'Giao cho '
    """
    holder = _holder_re().search(left, max(0, len(left) - LONGEST_HOLDER))
    if holder is None or (holder[0].rstrip().endswith(",") and not left[: holder.start()].strip(BULLETS)):
        return left  # "; đồng chí Nguyễn Văn Y, Phó Trưởng Ban …, chức danh …": one of a list of persons
    return left[: holder.start()]


def clause_start(text: str, start: int, at: int) -> int:
    """Find where the clause that holds ``at`` begins, not before ``start``."""
    last = max(start, at - LONGEST_CLAUSE)
    for match in BOUNDARY_RE.finditer(text, last, at):
        last = match.end()
    return last


def clause_end(text: str, at: int, end: int) -> int:
    """Find where the clause that holds ``at`` ends, its punctuation included."""
    last = min(end, at + LONGEST_CLAUSE)
    match = BOUNDARY_RE.search(text, at, last)
    return match.start() + 1 if match else last


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


def parts_at_semicolon(left: str, right: str) -> bool:
    """Does a new clause begin inside a list: "tham mưu | UBND tỉnh; các sở, ngành | triển khai"?

    Where the list is ordered as a whole ("yêu cầu | Sở Y tế; Sở Tài chính | thực hiện"), it does not.

    >>> parts_at_semicolon("tham mưu ", " triển khai"), parts_at_semicolon("yêu cầu ", " thực hiện")
    (True, False)
    """
    trigger = _before(left, "", None)
    governed = trigger is not None and trigger.role not in (Role.LEAD, Role.ADVISE)
    return governed and predicate(right) is not Predicate.NONE


def parts_at_comma(left: str, right: str) -> bool:
    """Does an opening end before the last of a list: "Khi có văn bản của | Sở Y tế, Sở Tài chính | trình"?

    >>> parts_at_comma("Khi có văn bản của ", " xem xét trình"), parts_at_comma("ý kiến của ", " xem xét trình")
    (True, False)
    """
    bare = left.lstrip(BULLETS)
    return (
        _ends_with(left, "governs")
        and phrase_re("opening").match(bare) is not None
        and predicate(right) is not Predicate.NONE
    )


def executes(left: str, right: str) -> bool:
    """Is the list one of those at the head of a decision's last article: "…, các Sở | chịu trách nhiệm thi hành"?

    >>> executes("", " các dân tộc Việt Nam, Chánh Thanh tra Bộ chịu trách nhiệm thi hành Quyết định này.")
    True
    """
    told = "rách nhiệm" in right or "RÁCH NHIỆM" in right
    return told and EXECUTION_RE.search(right) is not None and not _ends_with(left, "governs")


def says_something(right: str) -> bool:
    """Is it a verb of saying that follows: "UBND tỉnh | yêu cầu", which orders others?"""
    return phrase_re("saying").match(right.lstrip(" ,")) is not None


def predicate(right: str) -> Predicate:
    """Say what the words behind a list let it do.

    >>> predicate(" căn cứ chức năng, nhiệm vụ tổ chức thực hiện"), predicate(" đã ban hành")
    (<Predicate.DOES: 'does'>, <Predicate.NONE: 'none'>)
    """
    rest = right[:REACH]
    if rest.lstrip().startswith("("):
        rest = BRACKET_RE.sub("", rest, count=1)
    rest = rest.lstrip(" ,")
    least = Predicate.DOES if _obliged(rest) else Predicate.NONE
    for _ in range(4):
        if phrase_re("advise").match(rest):
            return Predicate.ADVISES
        modal, verb = phrase_re("modal").match(rest), phrase_re("verb").match(rest)
        if _tells(rest):
            return Predicate.NONE
        if verb is not None and (modal is None or verb.end() >= modal.end()):
            return Predicate.DOES
        if modal is None:
            return least
        rest = rest[modal.end() :].lstrip(" ,")
        if COMPLEMENT_RE.match(modal[0]):
            return max(least, _behind_complement(rest), key=list(Predicate).index)
        least = Predicate.DOES  # an adverb or a duty in front says as much as the verb behind it
    return Predicate.DOES


def _tells(rest: str) -> bool:
    """ "đã ban hành", "là …" tell; "được giao", "là đầu mối" do not."""
    return phrase_re("past").match(rest) is not None and phrase_re("duty").match(rest) is None


def _behind_complement(rest: str) -> Predicate:
    """ "căn cứ chức năng, nhiệm vụ | tham mưu ban hành": the first verb behind the complement counts."""
    for word in re.finditer(r"(?<!\w)\w", rest):
        if phrase_re("advise").match(rest, word.start()):
            return Predicate.ADVISES
        if phrase_re("duty").match(rest, word.start()):
            return Predicate.DOES
        verb = phrase_re("verb").match(rest, word.start())
        if verb is not None and " " in verb[0]:  # "chương | trình", "chức | năng" are no verbs
            return Predicate.DOES
    return Predicate.NONE


def _before(left: str, right: str, before: Verdict | None) -> Verdict | None:
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
    if any(word in low for word in ("đã", "vừa", "từng")) and PAST_RE.search(tail):
        return True
    return "phối hợp" in low and NO_DOING_RE.search(tail) is not None


def _last_word(left: str) -> str:
    """The word that ends a stretch, lower-cased; empty where a sign does."""
    match = LAST_WORD_RE.search(left, max(0, len(left) - LONGEST_WORD))
    return lower(match[0]) if match else ""


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


def _trigger(tail: str) -> tuple[str, str] | None:
    """Role and phrase of the trigger that ends right in front of the list, the longest."""
    match = _trigger_re().search(tail)
    if match is None:
        return None
    phrase = " ".join(lower(match["phrase"]).split())
    return _triggers().get(phrase, "none"), phrase


def _subject(left: str, right: str) -> Verdict:
    """A body at the start of its clause that does something is ordered to do it."""
    first = _is_first(left)
    if first and right.lstrip().startswith(":"):
        return Verdict(Role.LEAD, 0.93, "colon")
    if THEN_RE.search(left) or NEED_RE.search(left):
        first = True
    does = predicate(right)
    bare = BRACKET_RE.sub("", right, count=1) if right.lstrip().startswith("(") else right
    if does is Predicate.NONE and first and (ENUMERATION_RE.match(bare) or _is_relative(right)):
        does = _behind_complement(bare[:REACH])
    if does is Predicate.NONE or _ends_with(left, "governs"):
        return NOTHING
    role = Role.ADVISE if does is Predicate.ADVISES else Role.LEAD
    if first:
        return Verdict(role, 0.9, "subject")
    if right.startswith(","):
        return NOTHING  # an enumeration goes on
    if _opens(left):
        return Verdict(role, 0.8, "subject behind an opening")
    if phrase_re("duty").match(right.lstrip()):
        return Verdict(role, 0.7, "subject of a duty")
    return NOTHING


def _is_relative(right: str) -> bool:
    """ "UBND các địa phương | có nông sản xuất khẩu | thường xuyên cập nhật": a clause says which, another what."""
    if not RELATIVE_RE.match(right) or _tells(right.lstrip()):
        return False
    return any(match.start() > 3 for match in phrase_re("modal").finditer(right[:REACH].split(",")[0]))


def _is_first(left: str) -> bool:
    """Is nothing in front of the list in its clause but a bullet and a linking word ("Đồng thời, |")?"""
    bare = left.lstrip(BULLETS).rstrip(" ,")
    return not bare or phrase_re("link").fullmatch(bare) is not None


def _ends_with(left: str, kind: str) -> bool:
    last = left.rstrip()[-20:]
    return any(match.end() == len(last) for match in phrase_re(kind).finditer(last))


def _obliged(right: str) -> bool:
    bare = right.lstrip(" ,")
    return bare.startswith(":") or any(phrase_re(kind).match(bare) is not None for kind in ("obliged", "duty"))


def _opens(left: str) -> bool:
    """ "Trên cơ sở Kế hoạch này, |": an adverbial opens the clause, and a comma or a blank ends it."""
    bare = left.lstrip(BULLETS).rstrip()
    opening = phrase_re("opening").match(bare)
    if opening is None or bare.endswith(","):
        return opening is not None
    if "," in bare or len(bare) > UNCLOSED or phrase_re("clausal").match(bare):
        return False
    return not any(" " in verb[0] for verb in phrase_re("verb").finditer(bare, opening.end()))


@cache
def _holder_re() -> re.Pattern[str]:
    return re.compile(rf"(?:đồng chí|ông|bà){person_re().pattern},?\s*[-–,]\s*$", re.IGNORECASE)


@cache
def _triggers() -> dict[str, str]:
    return {row["phrase"]: row["role"] for row in reversed(table("assignment_triggers")) if row["kind"] == "before"}


@cache
def _trigger_ends() -> frozenset[str]:
    return frozenset(_last_word(spelling) for phrase in _triggers() for spelling in spellings(phrase))


@cache
def _trigger_re() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<phrase>{alternatives(tuple(_triggers()), any_case=True)})\s*$")


@cache
def _attributes() -> dict[str, Role]:
    rows = [row for row in table("attribute_lines") if row["attribute"] in ("lead", "coordinate")]
    return {row["phrase"]: Role(row["attribute"]) for row in rows}
