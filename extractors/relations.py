"""What the document does with an instrument: the verb that governs the mention, looked for from it backwards.

The nearest trigger wins; in a chain ("tuyên truyền, phổ biến, quán triệt", "tổng kết 10 năm thi hành") the
one that says most. Members of a list share it; what is nested in a title has its own. Titles and issuers of
earlier mentions are not searched: their verbs are theirs. The words are in relation_triggers.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.fold import lower, tone_key
from corpus.lexicon.load import table
from extractors.mention import Mention
from extractors.spelling import any_of, words_for

HIDDEN = "-"
HANDS_ON = "+"
REACH = 900
FEW = 60  # characters up to which words come again and again: half of all, in a fifth of so many forms
NEAR_RE = re.compile(
    rf"[ ,“\"]*(?:(?:{words_for('before_near', any_case=True)}|\d+[a-zđ]?|[a-zđ]|[IVX]{{1,4}})[ ,“\"]+){{0,10}}$",
    re.IGNORECASE,
)  # sửa đổi, bổ sung | một số điều của | Luật
CHAIN_RE = re.compile(
    rf"[ ,]*(?:(?:{words_for('chain', any_case=True)}|\d+ (?:năm|tháng))[ ,]*){{0,8}}", re.IGNORECASE
)  # tổng kết | 10 năm | thi hành
DOCUMENTS_RE = re.compile(r"(?<!\w)(?:văn bản|tài liệu|công văn)[ ](?:chỉ đạo,[ ])?$", re.IGNORECASE)
SMALL_RE = re.compile(r"[a-zà-ỹđ]")
CARRYING_OUT_RE = re.compile(r"(?:thực hiện|thi hành)$", re.IGNORECASE)
APART_RE = re.compile(r"[,;:…]")
WHEN_RE = re.compile(r"(?<!quy định )(?<!\w)khi $", re.IGNORECASE)  # never "thực hiện các quy định | khi Luật …"
IN_FORCE_RE = re.compile(r"[ ](?:chính thức )?có hiệu lực(?!\w)")
EXPIRES_RE = re.compile(r"[^.;\n]{0,60}?(?:hết hiệu lực|chấm dứt hiệu lực|ngưng hiệu lực|bị bãi bỏ|được bãi bỏ)")


class Trigger(NamedTuple):
    """A trigger word at ``text[start:end]``."""

    start: int
    end: int
    relation: str
    near: bool


def governing(before: str, *, introduces: bool = False) -> str | None:
    """The relation that the words in front of a mention give it, or None.

    Args:
        before: the words of the sentence in front of the mention, earlier mentions masked.
        introduces: is it a line with a colon, above a list? Then no trigger has to be near.

    >>> governing("Quán triệt và triển khai thực hiện tốt "), governing("tuyên truyền, phổ biến, quán triệt ")
    ('implements', 'implements')
    >>> governing("tổng kết 10 năm thi hành "), governing("theo dõi "), governing("theo quy định của ")
    ('reviews', None, 'basis')
    """
    return (_governing_few if len(before) <= FEW else _governing)(before, introduces)


def _governing(before: str, introduces: bool) -> str | None:
    end = len(before)
    while end >= 0:
        start = _part(before, end)
        relation = _of_part(before, _triggers(before, start, end), introduces=introduces)
        if relation is not None:
            return relation
        end = start - 1
    return None


_governing_few = lru_cache(maxsize=4_096)(_governing)


def _of_part(before: str, triggers: Sequence[Trigger], *, introduces: bool) -> str | None:
    """The relation that the triggers of one part of the sentence give."""
    for index in range(len(triggers) - 1, -1, -1):
        trigger = triggers[index]
        far = introduces or not trigger.near
        if trigger.relation == HIDDEN or not (far or NEAR_RE.fullmatch(before, trigger.end)):
            continue
        if introduces and DOCUMENTS_RE.search(before, 0, trigger.start):
            continue  # "triển khai các văn bản | hướng dẫn | của cấp trên, nhất là:": a kind of documents
        if _reviews_a_thing(before, trigger):
            continue
        if _hands_on_a_basis(before, triggers[:index], trigger):
            return "basis"
        return _strongest(before, triggers[: index + 1])
    return None


def based(before: str) -> bool:
    """Do the words right in front of a mention make it a basis, within a sentence? All that counts in an appendix.

    >>> based("theo các mẫu biểu quy định tại "), based("Căn cứ "), based("theo kết quả thực hiện ")
    (True, False, False)
    """
    start = _part(before, len(before))
    triggers = [trigger for trigger in _triggers(before, start, len(before)) if trigger.relation != HIDDEN]
    if not triggers or not NEAR_RE.fullmatch(before, triggers[-1].end):
        return False
    last = triggers[-1]
    if last.relation == "basis":  # never grounds as a form lists them: "Căn cứ | Luật …"
        return before[: last.start].strip(" -–+•*") != ""
    return _hands_on_a_basis(before, triggers[:-1], last)


def expires_after(after: str) -> bool:
    """Do the words behind a mention say that it ceases to have effect?

    >>> expires_after(" hết hiệu lực kể từ ngày 01/7/2025"), expires_after(" có hiệu lực thi hành")
    (True, False)
    """
    told = "hiệu lực" in after or "bãi bỏ" in after
    return told and EXPIRES_RE.match(after) is not None


def is_a_time(before: str, after: str) -> bool:
    """Does the sentence only say when an instrument takes effect?

    >>> is_a_time("thực hiện việc định giá đất khi ", " có hiệu lực thi hành"), is_a_time("thực hiện ", " có hiệu lực")
    (True, False)
    """
    return (
        "hiệu lực" in after and IN_FORCE_RE.match(after) is not None and WHEN_RE.search(before[-20:]) is not None
    )  # no longer than its words


def sentence_start(line: str, offset: int) -> int:
    """Where the sentence that holds ``offset`` begins; semicolons do not end it, lists are written with them."""
    start, end = max(0, offset - REACH), offset
    while True:
        at = max(line.rfind(". ", start, end), line.rfind("! ", start, end), line.rfind("? ", start, end))
        if at < 0:
            return start
        if not SMALL_RE.match(line, at + 2):
            return at + 1
        end = at + 1


def masked(line: str, start: int, end: int, mentions: Sequence[Mention]) -> str:
    """``line[start:end]`` without the mentions in it and what they are followed by: their verbs are theirs."""
    if not mentions:
        return line[start:end]
    pieces = []
    at = start
    for mention in mentions:
        if mention.core < at or mention.core >= end:
            continue
        pieces.append(line[at : mention.core])
        pieces.append("…")
        at = min(max(mention.tail, mention.end), end)
    pieces.append(line[at:end])
    return "".join(pieces)


def _hands_on_a_basis(before: str, earlier: Sequence[Trigger], trigger: Trigger) -> bool:
    """ "theo | các mẫu biểu | quy định tại", with no comma between; never "giám sát các văn bản | quy định tại"."""
    if trigger.relation != HANDS_ON:
        return False
    last = next((other for other in reversed(earlier) if other.relation != HIDDEN), None)
    if last is None or last.relation != "basis" or last.near:
        return False  # near: "xem | xét | văn bản quy phạm pháp luật quy định tại"
    return APART_RE.search(before, last.end, trigger.start) is None


def _reviews_a_thing(before: str, trigger: Trigger) -> bool:
    """ "sơ kết đợt cao điểm … (| Thông báo số 341/TB-VPCP": what is reviewed stands in front of the bracket."""
    if trigger.relation != "reviews" or not before.endswith("(") or "…" in before[trigger.end :]:
        return False
    return CARRYING_OUT_RE.search(before, trigger.start, trigger.end) is None


def _strongest(before: str, triggers: Sequence[Trigger]) -> str:
    """Of the chain that ends with the last trigger: a review first, then the last that is more than a citation."""
    last = triggers[-1]
    chain = [last]
    for trigger in reversed(triggers[:-1]):
        if trigger.relation == HIDDEN or not CHAIN_RE.fullmatch(before, trigger.end, chain[-1].start):
            break
        chain.append(trigger)
    relations = [trigger.relation for trigger in chain]
    if "reviews" in relations:
        return "reviews"
    return next((relation for relation in relations if relation not in ("cites", HANDS_ON)), "cites")


def _part(text: str, end: int) -> int:
    """Where the part that ends at ``end`` begins: signs that no trigger and no chain of them has divide the parts.

    "…" also stands for an earlier mention.
    """
    return max(text.rfind(";", 0, end), text.rfind(":", 0, end), text.rfind("…", 0, end)) + 1


def _triggers(text: str, start: int, end: int) -> list[Trigger]:
    """The triggers of a part of the text."""
    found = []
    low = lower(text[start:end]).replace("qui định", "quy định")  # one word in two spellings
    for match in _trigger_re().finditer(" " + low):
        relation, near = _meaning(match[1])
        found.append(Trigger(start + match.start(), start + match.end() - 1, relation, near))
    return found


@lru_cache(maxsize=4_096)
def _meaning(words: str) -> tuple[str, bool]:
    key = re.sub(r"^(?:\d+|một|hai|ba|năm|mười) năm", "n năm", tone_key(words).replace(",", ""))
    return _meanings()[key]


@cache
def _meanings() -> dict[str, tuple[str, bool]]:
    return {
        tone_key(row["phrase"]).replace(",", ""): (row["relation"], row["reach"] == "near")
        for row in table("relation_triggers")
    }


@cache
def _trigger_re() -> re.Pattern[str]:
    """The triggers in small letters behind the sign in front of them: far fewer places to look at than letters."""
    phrases = [lower(row["phrase"]) for row in table("relation_triggers")]
    counted = any_of(phrase.split(" ", 1)[1] for phrase in phrases if phrase.startswith("n năm"))
    plain = any_of(phrase for phrase in phrases if not phrase.startswith("n năm"))
    return re.compile(rf"\W({plain}|(?:\d+|một|hai|ba|năm|mười)[ ]{counted})(?!\w)")
