"""Tasks: the leaves of the outline that say what is to be done.

A leaf under a section of tasks or of organisation is a task. What only states an attribute of the
item above it ("Cơ quan chủ trì: …", "Thời gian thực hiện: …") is none: then that item is the task.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import islice

from corpus.fold import lower
from corpus.lexicon.load import table
from extractors.bodies import read_list
from extractors.stage import Context, Found, stage
from extractors.words import tag
from schemas.outline import Node, Outline
from schemas.vocabulary import Role

WORKING_ROLES = frozenset({Role.TASK, Role.ORGANISATION})
ACTION_CHARS = 400
MIN_SYLLABLES, MAX_SYLLABLES = 4, 16  # shorter is no whole phrase ("Tuyên truyền, phổ biến …"), longer no action
CONTEXT = 8  # syllables behind those that a part of speech may depend on: more change none in 1,280 phrases
SYLLABLE_RE = re.compile(r"\S+")
CLAUSE_RE = re.compile(r",\s|\s[-–]\s")
SENTENCE_END_RE = re.compile(r"[;:(]|\.(?=\s|$)")
LEAD_IN_RE = re.compile(
    r"(?i)(?:h[àằ]ng (?:năm|quý|tháng|tuần|ngày)|định kỳ(?: h[àằ]ng \w+)?|thường xuyên|(?:căn cứ|trên cơ sở|để|nhằm"
    r"|đối với|trong|nhân dịp|từ|trước|chậm nhất|sau khi|theo|tùy|hết)\s[^,]{2,90}),\s+"
)
NAMED_RE = re.compile(r"[^:.;]+:\s+(?=[^\W\d_])")
CHARGE_RE = re.compile(r"(?i)(?:giao|đề nghị|yêu cầu|phân công)(?: cho)?:?\s+")
PARTNER_RE = re.compile(r"(?i)(?:chủ trì,? )?(?:chỉ đạo|phối hợp(?: chặt chẽ)?(?: với)?|hướng dẫn|đôn đốc)\s+")
DUTY_RE = re.compile(r"(?i),?\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần|phải)?\s*(?=\w)")
PREPOSITIONS = frozenset({"E", "C"})  # underthesea: preposition, conjunction


@stage("tasks", version=2, requires=("themes",))
def find_tasks(context: Context) -> Iterator[Found]:
    """Yield each task in reading order; the span is the item's whole text without its label."""
    slogans = sorted({(theme.start, theme.end) for theme in context.found.get("themes", ())})
    for index, node in enumerate(context.outline.nodes):
        if not is_task(context.outline, index, context.text):
            continue
        start, end = node.content, node.own_end
        near = slogans[bisect_left(slogans, (start, 0)) : bisect_left(slogans, (end + 1, 0))]
        if any(b <= end and (b - a) > 0.8 * (end - start) for a, b in near):
            continue
        yield Found(start, end, {"path": node.path, "action": leading_action(context.text[start:end])}, 0.9)


def is_task(outline: Outline, index: int, text: str) -> bool:
    """Is the node a task: a working leaf, or an item that has only attributes below it?"""
    node = outline.nodes[index]
    if node.role not in WORKING_ROLES or attribute_of(text[node.content : node.own_end]):
        return False
    if not text[node.content : node.own_end].strip():
        return False
    if outline.is_leaf(index):
        return not (node.kind == "paragraph" and text[node.content : node.own_end].rstrip().endswith(":"))
    return all(attribute_of(_own(outline.nodes[child], text)) for child in outline.children(index))


def attribute_of(line: str) -> str | None:
    """The attribute (lead, coordinate, time, other) that a line states of the item above it, or None.

    >>> attribute_of("Cơ quan phối hợp: Sở Tài chính"), attribute_of("Tổ chức tập huấn")
    ('coordinate', None)
    """
    head, colon, _ = line.partition(":")
    if not colon or len(head) > 60:
        return None
    return _attributes().get(" ".join(lower(head).strip(" *-").split()))


def leading_action(item: str) -> str | None:
    """The verb phrase that a task opens with: its first clause, without the time, the ground or the body before it.

    >>> leading_action("Hằng năm, Sở Nội vụ có trách nhiệm tổ chức tập huấn nghiệp vụ, gửi báo cáo.")
    'tổ chức tập huấn nghiệp vụ'
    """
    head = item[:ACTION_CHARS].replace("\n", " ")
    named = NAMED_RE.match(head)
    if named and read_list(head, 0, named.end()):
        head = head[named.end() :]  # "Tổng cục Thuế: Chỉ đạo …"
    sentence = SENTENCE_END_RE.split(head, maxsplit=1)[0]
    start = _past_lead_in(sentence)
    stop = len(sentence)
    partners = _past_partners(sentence, start)
    for comma in CLAUSE_RE.finditer(sentence, partners):
        clause = sentence[start : comma.start()]
        if len(clause.split()) >= MIN_SYLLABLES and clause.count("“") == clause.count("”"):
            stop = comma.start()
            break
    phrase = sentence[start:stop].strip(" .")
    if len(phrase.split()) > MAX_SYLLABLES:
        phrase = _cut_at_preposition(phrase, partners - start)
    return phrase if any(map(str.isalpha, phrase)) else None


def _past_lead_in(sentence: str) -> int:
    """Where the action begins, behind "Hằng năm,", "Căn cứ …," and the body that is to act."""
    start = 0
    while lead := LEAD_IN_RE.match(sentence, start):
        start = _past_nouns(sentence, lead.end())
    charge = CHARGE_RE.match(sentence, start)
    bodies = read_list(sentence, charge.end() if charge else start, len(sentence))
    if bodies is None:
        return start
    after = DUTY_RE.match(sentence, bodies.end)
    return after.end() if after and after.end() < len(sentence) else start


def _past_partners(sentence: str, start: int) -> int:
    """Past the bodies that are led or worked with: the commas of "Chỉ đạo Văn phòng, các Ban …" end no clause."""
    verb = PARTNER_RE.match(sentence, start)
    bodies = read_list(sentence, verb.end(), len(sentence)) if verb else None
    return bodies.end if bodies else start


def _past_nouns(sentence: str, start: int) -> int:
    """Past the further members of a list of grounds: "Căn cứ chương trình, tình hình thực tế, nghiên cứu …"."""
    while (comma := sentence.find(", ", start)) >= 0:
        if any(part == "V" for _, _, part in tag(sentence[start:comma])):
            break
        start = comma + 2
    return start


def _cut_at_preposition(phrase: str, partners: int) -> str:
    """A long phrase up to the last preposition within the first words behind its partners' names."""
    cut = len(phrase)
    for begin, _, part in tag(phrase[: _after_syllables(phrase, partners, MAX_SYLLABLES + CONTEXT)]):
        syllables = len(phrase[partners:begin].split())
        if part in PREPOSITIONS and MIN_SYLLABLES <= syllables <= MAX_SYLLABLES:
            cut = begin
    return phrase[:cut].rstrip(" ,")


def _after_syllables(phrase: str, start: int, count: int) -> int:
    """Where the last of the first ``count`` syllables behind ``start`` ends."""
    last = next(islice(SYLLABLE_RE.finditer(phrase, start), count - 1, None), None)
    return last.end() if last else len(phrase)


def _own(node: Node, text: str) -> str:
    return text[node.content : node.own_end]


@cache
def _attributes() -> dict[str, str]:
    return {row["phrase"]: row["attribute"] for row in table("attribute_lines")}
