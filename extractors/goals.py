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


#: Why a value is a goal, or is none: a code and what it means.
REASONS = {
    "goals": "It stands in a section that sets goals.",
    "pledge": "A word of pledging stands before it.",
    "strive": "A word of striving stands before it.",
    "aim": "The verb of an order governs it.",
    "compared": "An order names it as the least to reach.",
    "opens": "It opens a clause of an order.",
    "row": "It is the value of a row in a table of targets.",
    "figure": "It stands behind the colon of what is planned.",
    "bare": "A number without a unit.",
    "idle": "It counts time, parts of a text or items of a list.",
    "quoted": "It stands in quotation marks.",
    "name": "The number is part of a name.",
    "population": "It says which part of the population before it is meant.",
    "review": "Its section looks back.",
    "rules": "The document states rules: the number is a condition.",
    "past": "It tells what was reached.",
    "condition": "It is a condition or a threshold.",
    "rate": "It is a rate of law, pay, loan or price.",
    "formula": "It is part of a formula.",
    "start": "It is the level to start from.",
    "threshold": "It bounds a population and is not striven for.",
    "limit": "It is an upper limit that nobody strives for.",
    "bracket": "A bracket tells it beside what is said.",
    "uncounted": "Its unit is none that a goal counts here.",
    "place": "It says where a goal holds.",
    "unstriven": "No word of striving and no section of goals stands over it.",
    "citation": "It is part of a citation or of a time.",
    "passed": "It was due before the year of issue.",
    "table": "It is a cell of a table that names no goal.",
    "part": "It stands outside of the document's body.",
}
Judgement = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a value stands: ``goals`` in a section that sets goals, ``review`` in one that looks back."""

    goals: bool
    review: bool
    working: bool  # tasks, organisation: orders are given here
    normative: bool  # statutes, rules: numbers are conditions
    unnamed: bool = False  # a section whose heading does not say what it is for: only a verb makes a goal


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


def judge(
    low: str, value: Value, sentence: tuple[int, int], setting: Setting, *, previous: Value | None = None
) -> Judgement:
    """How surely a value is a goal, 0 where it is none, and why, as a code of ``REASONS``.

    Args:
        low: the lower-cased text.
        value: the value phrase.
        sentence: span of its sentence.
        setting: what its section is for.
        previous: the last value of the same sentence that was a goal.
    """
    before = low[sentence[0] : value.start]
    if value.unit is None and value.kind != "fraction":
        return 0.0, "bare"
    if value.kind == "idle":
        return 0.0, "idle"
    if _quoted(before):
        return 0.0, "quoted"
    if not value.compared and _numbered_re().search(before):
        return 0.0, "name"
    if value.kind != "percent" and _within_population(low, value, previous):
        return 0.0, "population"
    case = Case(low, value, sentence, setting, cues_of(low, value, sentence), before)
    refused = _refusal(case)
    if refused:
        return 0.0, refused
    sure, code = _percent(case) if value.kind == "percent" else _count(case)
    bracket = before.rfind("(") if before.count("(") > before.count(")") else -1
    if bracket < 0:
        return sure, code
    pledged = case.cues.pledge is not None and case.cues.pledge < len(before) - bracket
    return (min(sure, WEAK), code) if value.compared or pledged else (0.0, "bracket")  # "(năm 2023 là 92%)"


def _refusal(case: Case) -> str | None:
    """Words and forms that no section makes a goal."""
    setting, cues, value = case.setting, case.cues, case.value
    if setting.review:
        return "review"
    if setting.normative and not (setting.goals and cues.pledge is not None):
        return "rules"
    against = {name: d for name in ("past", "condition", "rate") if (d := getattr(cues, name)) is not None}
    nearest = min(against, key=lambda name: against[name]) if against else None
    if nearest and (cues.strict or not setting.goals) and (cues.pledge is None or against[nearest] < cues.pledge):
        return nearest
    if FORMULA_RE.match(case.low, value.end, case.sentence[1]) or OPERATOR_RE.search(case.before):
        return "formula"
    if value.headed and not REACH_RE.search(case.before):
        return "start"  # "nâng từ 30% lên 50%": a level to start from
    return "threshold" if value.threshold and not _striven_threshold(case) else None


def _striven_threshold(case: Case) -> bool:
    """ "đạt từ 80% trở lên", "Có từ 02 sáng kiến trở lên"; not "doanh nghiệp có từ 25 lao động trở lên"."""
    pledge = case.cues.pledge
    if case.value.kind == "percent" and (case.setting.goals or pledge is not None):
        return True
    opens = bool(OPENS_RE.fullmatch(case.before)) or (pledge is not None and pledge <= 6)
    return opens or bool(REACH_RE.search(case.before))


def _percent(case: Case) -> Judgement:
    value, cues = case.value, case.cues
    if case.setting.goals:
        return SURE, "goals"
    if cues.pledge is not None:
        return LIKELY, "pledge"
    if value.comparator in (Comparator.AT_MOST, Comparator.LESS):
        return 0.0, "limit"  # "tỷ lệ không quá 10% tập thể": a limit, where nobody strives for it
    if cues.strive is not None and cues.strive <= PLEDGE_NEAR:
        return FAIR, "strive"
    if not case.setting.working:
        return 0.0, "unstriven"
    if cues.aim is not None and cues.aim <= NEAR:
        return FAIR, "aim"
    if case.setting.unnamed:
        return 0.0, "unstriven"
    if value.compared and value.comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return WEAK, "compared"
    return (WEAK, "opens") if not case.before or LED_RE.search(case.before) else (0.0, "unstriven")


def _count(case: Case) -> Judgement:
    """Counts of things and amounts: sure only where goals are set, or where somebody pledges them."""
    value, cues, goals = case.value, case.cues, case.setting.goals
    if not _countable(case):
        return 0.0, "uncounted"
    code = "goals" if goals else "pledge"
    if value.compared and goals:
        return LIKELY, code
    if goals or case.pledged:
        return (FAIR, code) if value.compared or not AT_PLACE_RE.search(case.before) else (0.0, "place")
    ordered = any(d is not None and d <= NEAR for d in (cues.strive, cues.aim)) or OPENS_RE.fullmatch(case.before)
    floor = value.compared and value.comparator in (Comparator.AT_LEAST, Comparator.RANGE)
    accepted = value.kind == "count" and floor and ordered and case.setting.working
    return (WEAK, "aim") if accepted else (0.0, "unstriven")


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
