"""Is a value a goal? The section it stands in and the words around it decide; every word is data.

A goal is set by a section of targets ("Chỉ tiêu", "Mục tiêu cụ thể") or, elsewhere, by a word of striving
before it: "phấn đấu", "đảm bảo", "giải ngân 100%". No goals: what was reached ("đã đạt 98%", "ước đạt"), a
condition ("nếu dưới 50%"), a rate of law, pay or loan ("kinh phí công đoàn 2%"), a threshold of a population
("doanh nghiệp có từ 25 lao động trở lên"), a number that is a name ("xã 135"), time, lists ("03 nhóm giải pháp"),
what stands in quotation marks. Outside sections of targets a bare count needs a pledge: "phấn đấu … 02 mô hình".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import column
from extractors.goal_cues import Cues, any_of, cues_of, goal_re
from extractors.values import Value
from schemas.vocabulary import Comparator

AIM_NEAR = 30
NEAR = 60  # characters within which an "aim" verb governs a value
PLEDGE_NEAR = 220  # … a pledge governs a count

SURE, LIKELY, FAIR, WEAK = 0.95, 0.9, 0.8, 0.7
REACHING_RE = re.compile(r"(?:đạt|khoảng|là|lên|tăng|giảm|còn|thêm|mức|bằng|từ|được|thu|chi|vốn|:|,)\s+$")
TIMES_MORE_RE = re.compile(r"(?:gấp|tăng|giảm)\s+(?:\w+\s+){0,2}$")
#: "tại 20 xã, 100% hộ …", "trong 03 đơn vị": where a goal holds, not what is counted
AT_PLACE_RE = re.compile(r"(?:tại|trong|của|thuộc|với|gồm|từ|các|những|cả|theo|và|giữa|này|sau)\s+$")
LED_RE = re.compile(r"(?:[;:,]\s*|\b(?:và|trong đó|có)\s+|\bcho\s+|\btại\s+)$")
TIES_RE = re.compile(r"[,;:]|(?<!\w)(?:và|trong đó|đồng thời|hoặc)(?!\w)")
FORMULA_RE = re.compile(r"\s*[x×*=]\s*[\d(]")  # "3,6% x (0,15d + 1,5đ)"
OPERATOR_RE = re.compile(r"[×*=]\s*$")
OPENS_RE = re.compile(r"(?:có\s+)?")  # "Có ít nhất 02 vùng …"
FRESH = frozenset({";", "trong đó", "đồng thời"})  # a new clause begins
REACH_RE = re.compile(r"đạt\s+$")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a value stands: ``goals`` in a section that sets goals, ``review`` in one that looks back."""

    goals: bool
    review: bool
    working: bool  # tasks, organisation: orders are given here
    normative: bool  # statutes, rules: numbers are conditions


@dataclass(frozen=True, slots=True)
class Case:
    """A value in its sentence; ``low`` is the lower-cased text, ``before`` what the sentence says before it."""

    low: str
    value: Value
    sentence: tuple[int, int]
    setting: Setting
    cues: Cues
    before: str

    @property
    def pledged(self) -> bool:
        """Does a pledge govern the value from near?"""
        return self.cues.pledge is not None and self.cues.pledge <= PLEDGE_NEAR


def confidence_of(
    low: str, value: Value, sentence: tuple[int, int], setting: Setting, *, previous: Value | None = None
) -> float:
    """How surely a value is a goal, 0 where it is none.

    Args:
        low: the lower-cased text.
        value: the value phrase.
        sentence: span of its sentence.
        setting: what its section is for.
        previous: the last value of the same sentence that was a goal.
    """
    before = low[sentence[0] : value.start]
    bare = value.unit is None and value.kind != "fraction"
    if bare or value.kind == "idle" or _quoted(before) or (not value.compared and _numbered_re().search(before)):
        return 0.0
    if value.kind != "percent" and _within_population(low, value, previous):
        return 0.0
    case = Case(low, value, sentence, setting, cues_of(low, value, sentence), before)
    if _refused(case):
        return 0.0
    sure = _percent(case) if value.kind == "percent" else _count(case)
    bracket = before.rfind("(") if before.count("(") > before.count(")") else -1
    if bracket < 0:
        return sure
    pledged = case.cues.pledge is not None and case.cues.pledge < len(before) - bracket
    return min(sure, WEAK) if value.compared or pledged else 0.0  # "(năm 2023 là 92%)"


def _refused(case: Case) -> bool:
    """Words and forms that no section makes a goal."""
    setting, cues, value = case.setting, case.cues, case.value
    if setting.review or (setting.normative and not (setting.goals and cues.pledge is not None)):
        return True
    against = [d for d in (cues.past, cues.condition, cues.rate) if d is not None]
    if against and (cues.strict or not setting.goals) and (cues.pledge is None or min(against) < cues.pledge):
        return True
    if FORMULA_RE.match(case.low, value.end, case.sentence[1]) or OPERATOR_RE.search(case.before):
        return True
    if value.headed and not REACH_RE.search(case.before):
        return True  # "nâng từ 30% lên 50%": a level to start from
    return value.threshold and not _striven_threshold(case)


def _striven_threshold(case: Case) -> bool:
    """ "đạt từ 80% trở lên", "Có từ 02 sáng kiến trở lên"; not "doanh nghiệp có từ 25 lao động trở lên"."""
    pledge = case.cues.pledge
    if case.value.kind == "percent" and (case.setting.goals or pledge is not None):
        return True
    opens = bool(OPENS_RE.fullmatch(case.before)) or (pledge is not None and pledge <= 6)
    return opens or bool(REACH_RE.search(case.before))


def _percent(case: Case) -> float:
    value, cues = case.value, case.cues
    if case.setting.goals:
        return SURE
    if cues.pledge is not None:
        return LIKELY
    if value.comparator in (Comparator.AT_MOST, Comparator.LESS):
        return 0.0  # "tỷ lệ không quá 10% tập thể": a limit, where nobody strives for it
    if cues.strive is not None and cues.strive <= PLEDGE_NEAR:
        return FAIR
    if not case.setting.working:
        return 0.0
    if cues.aim is not None and cues.aim <= NEAR:
        return FAIR
    if value.compared and value.comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return WEAK
    return WEAK if not case.before or LED_RE.search(case.before) else 0.0


def _count(case: Case) -> float:
    """Counts of things and amounts: sure only where goals are set, or where somebody pledges them."""
    value, cues, goals = case.value, case.cues, case.setting.goals
    if not _countable(case):
        return 0.0
    if value.compared and goals:
        return LIKELY
    if goals or case.pledged:
        return FAIR if value.compared or not AT_PLACE_RE.search(case.before) else 0.0
    ordered = any(d is not None and d <= NEAR for d in (cues.strive, cues.aim)) or OPENS_RE.fullmatch(case.before)
    floor = value.compared and value.comparator in (Comparator.AT_LEAST, Comparator.RANGE)
    return WEAK if value.kind == "count" and floor and ordered and case.setting.working else 0.0


def _countable(case: Case) -> bool:
    """Is the unit one that a goal can count, here?"""
    value, before = case.value, case.before
    wanted = case.setting.goals or case.pledged
    if lower(value.unit or "") == "lần":
        return wanted and bool(TIMES_MORE_RE.search(before))  # "gấp 1,5 lần", not "02 lần mỗi tuần"
    if value.kind == "fraction":
        return wanted
    if value.kind == "unknown":
        return wanted and value.compared
    if value.kind == "age":
        return "tuổi thọ" in before[-AIM_NEAR:]
    if value.kind == "measure":
        aimed = case.cues.aim is not None and case.cues.aim <= AIM_NEAR
        return value.compared or aimed or not before or bool(REACHING_RE.search(before))
    return True


def _within_population(low: str, value: Value, previous: Value | None) -> bool:
    """ "100% cơ quan sử dụng ít nhất 01 ứng dụng": part of what the percentage before is about."""
    if previous is None or previous.kind != "percent":
        return False
    ties = list(TIES_RE.finditer(low, previous.end, value.start))
    if not ties:
        return True
    own = low[ties[-1].end() : value.start].strip()
    return not (ties[-1][0] in FRESH or own in ("", "có") or goal_re().search(own))


def _quoted(before: str) -> bool:
    return before.count("“") > before.count("”") or (before.count('"') % 2 == 1 and "“" not in before)


@cache
def _numbered_re() -> re.Pattern[str]:
    """The number names the noun before it: "xã 135", "cấp độ 4"."""
    return re.compile(any_of(column("numbered_nouns", "phrase")).pattern + r"\s+(?:số\s+)?$")
