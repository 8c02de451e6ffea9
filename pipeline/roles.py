"""Roles of sections: what a heading's words say its section is for. The words are data (section_roles.tsv)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache
from itertools import islice

from corpus.fold import fold, is_upper, lower, tone_key
from corpus.lexicon.load import table
from extractors.layout import type_of_line
from extractors.tasks import attribute_of
from pipeline.headings import order_words
from schemas.outline import Node
from schemas.vocabulary import Role

#: Words before the word that says what a heading is for.
LEADING = ("về", "các", "một số", "những", "một vài")
OUTER_KINDS = frozenset({"part", "chapter", "upper", "roman", "caps", "section", "article"})
#: Types whose items are orders unless a heading says otherwise.
DIRECTIVE_TYPES = frozenset(
    {
        "chỉ thị", "kế hoạch", "chương trình", "chương trình phối hợp", "hướng dẫn", "công điện", "thông báo",
        "kết luận", "nghị quyết", "đề án", "chương trình hành động", "kế hoạch hành động", "phương án",
        "kế hoạch phối hợp", "hướng dẫn liên tịch", "kế hoạch liên tịch", "thông tri", "quyết định",
    }
)  # fmt: skip
LETTER_TYPES = frozenset({"công văn", "báo cáo", "tờ trình"})
_PRAISE = "(?:ghi nhận|đánh giá cao|hoan nghênh|biểu dương|trân trọng|cảm ơn)"
#: "1. Ghi nhận, đánh giá cao và biểu dương sự nỗ lực …" of a notice: nobody's task, unlike "Biểu dương các tập thể …"
PRAISE_RE = re.compile(
    rf"{_PRAISE}(?:(?:,| và)? {_PRAISE})* (?:sự|những|(?:các )?kết quả|tinh thần|nỗ lực|cố gắng)(?!\w)",
    re.IGNORECASE,
)
FUNDING = ("kinh phí ", "nguồn kinh phí ")
LONGEST_FUNDING = 400  # a longer item says more than where money comes from
HEADING_WORDS = 14  # of a heading that is not set in capitals
ORDERS_SHARE = 0.3  # of a letter's items, to read them all as tasks
#: The sentence above the items of a letter: "… yêu cầu các sở thực hiện một số nội dung sau:", "Bộ trưởng giao:"
ORDERING_RE = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|lưu ý)(?!\w)")
DOING_RE = re.compile(r"(?<!\w)(?:thực hiện|triển khai|nhiệm vụ|công việc)(?!\w)")
#: A guide that is to be carried out: "hướng dẫn quy trình như sau: … đề nghị các sở triển khai thực hiện"
GUIDING_RE = re.compile(r"(?<!\w)hướng dẫn(?!\w)")
ASKED_RE = re.compile(r"(?<!\w)(?:đề nghị|yêu cầu)\s[^.;:]{3,400}?\s(?:triển khai|tổ chức) thực hiện(?!\w)")
SENTENCE_END_RE = re.compile(r"[.;]\s")
AS_FOLLOWS = 3  # words between an ordering verb and the colon: "chỉ đạo | như sau:"
#: "Ban hành kèm theo Quyết định này Kế hoạch …": what an article does by itself is nobody's task.
ENACTING_RE = re.compile(r"(?:nay )?(?:ban hành|phê duyệt|công bố) kèm theo [\w ]{4,24} này(?!\w)", re.IGNORECASE)
#: "1. Yêu cầu chung" of a letter: what it demands, no demands on how something is done.
DEMAND_RE = re.compile(r"yêu cầu(?: chung| cụ thể)?\W*$", re.IGNORECASE)
#: The sentence above a list in a part that otherwise tells: "… cần tập trung thực hiện một số nhiệm vụ sau đây:"
ORDERED_RE = re.compile(
    r"(?<!\w)(?:cần|phải|yêu cầu|đề nghị|giao)(?!\w)[^.;:]{0,200}?(?<!\w)(?:tập trung|thực hiện|triển khai)(?!\w)"
    r"[^.;:]{0,60}?(?<!\w)(?:nhiệm vụ|giải pháp|công việc|nội dung|biện pháp)(?!\w)[^.;:]{0,40}"
    r"(?<!\w)(?:sau|sau đây|dưới đây)\s*:$",
    re.IGNORECASE,
)
NUMBER_RE = re.compile(r"\d\s?%|phần trăm|\b(?:ít nhất|tối thiểu|trên|khoảng|từ)\s+\d|\b\d[\d.,]*\s+[^\W\d_]")


def assign_roles(nodes: tuple[Node, ...], text: str, doc_type: str | None) -> tuple[Node, ...]:
    """Give every node its role: its own heading's, else its parent's, else the type's default."""
    default = _default(doc_type)
    if doc_type in LETTER_TYPES and _gives_orders(nodes, text):
        default = Role.TASK
    letter = doc_type is None or doc_type in LETTER_TYPES
    below_appendix = Role.APPENDIX
    ordered: set[int | None] = set()  # parents of lists that a sentence above them orders
    out: list[Node] = []
    for node in nodes:
        if node.kind == "appendix":
            below_appendix = _role_below(node, text)
            out.append(replace(node, role=Role.APPENDIX))
            continue
        inherited = default
        if node.parent is not None:
            parent = out[node.parent]
            inherited = below_appendix if parent.kind == "appendix" else parent.role
        if node.parent in ordered:
            inherited = Role.TASK
        words = text[node.content : node.own_end].lstrip()
        if node.is_heading or node.kind == "article":
            own = Role.OTHER if ENACTING_RE.match(words) else _own_role(node, nodes, text, inherited)
            if letter and own == Role.PURPOSE and DEMAND_RE.match(words):
                own = None
        else:
            own = _role_of_item(words)
        out.append(replace(node, role=own or inherited))
        if default == Role.TASK and inherited == Role.OTHER and ORDERED_RE.search(words.rstrip()):
            ordered.add(node.parent)
    return tuple(out)


def _role_of_item(item: str) -> Role | None:
    """What an item says of itself, whatever it stands below: where money comes from, or praise."""
    if _is_funding(item):
        return Role.FUNDING
    return Role.OTHER if PRAISE_RE.match(item) else None


def _is_funding(item: str) -> bool:
    """Does an item say where money comes from ("Kinh phí khen thưởng: …")? Attributes say it of a task."""
    return len(item) <= LONGEST_FUNDING and lower(item[:20]).startswith(FUNDING) and attribute_of(item) is None


def _gives_orders(nodes: tuple[Node, ...], text: str) -> bool:
    """Does a letter order what it lists, or do its items open with words of ordering? Others state terms or facts."""
    if nodes and _introduces_orders(text[: nodes[0].start].rstrip().rpartition("\n")[2], text[nodes[0].start :]):
        return True
    parents = {node.parent for node in nodes}
    leaves = [tone_key(text[n.content : n.own_end]) for i, n in enumerate(nodes) if i not in parents]
    orders = sum(leaf.startswith(order_words()) or " de nghi " in f" {fold(leaf[:120])} " for leaf in leaves)
    return orders >= ORDERS_SHARE * len(leaves) > 0


def _introduces_orders(line: str, below: str) -> bool:
    """Does the line above the items order somebody to do them, or a guide be carried out as what stands below asks?

    >>> _introduces_orders("Giám đốc Sở đề nghị Thủ trưởng đơn vị thực hiện một số nội dung sau:", "")
    True
    >>> _introduces_orders("đề nghị Thủ trưởng phổ biến Chương trình cho vay vốn ưu đãi với nội dung như sau:", "")
    False
    >>> _introduces_orders("Bộ hướng dẫn quy trình thực hiện như sau:", "1. … Đề nghị các sở sớm triển khai thực hiện.")
    True
    """
    if not line.endswith(":"):
        return False
    sentence = SENTENCE_END_RE.split(lower(line))[-1]
    verbs = list(ORDERING_RE.finditer(sentence))
    if verbs:
        last = sentence[verbs[-1].end() :].rstrip(":").split()
        return len(last) <= AS_FOLLOWS or DOING_RE.search(sentence, verbs[0].end()) is not None
    return GUIDING_RE.search(sentence) is not None and ASKED_RE.search(lower(below)) is not None


def _default(doc_type: str | None) -> Role:
    return Role.TASK if doc_type is None or doc_type in DIRECTIVE_TYPES else Role.OTHER


def _role_below(node: Node, text: str) -> Role:
    """What the items of an appendix are: those of an attached plan are its own, those of a list of duties are tasks."""
    title = text[node.start : node.own_end]
    found = type_of_line(title.split("\n", 1)[0]) if node.label is None else None
    if found is not None:
        return _default(lower(found[0]))
    head = title.split("\n")[1:3]
    return (
        Role.TASK
        if any(role_of_heading(line, outer=True) in ("task", "organisation") for line in head)
        else Role.APPENDIX
    )


def _own_role(node: Node, nodes: tuple[Node, ...], text: str, inherited: Role) -> Role | None:
    heading = text[node.content : node.own_end]
    found = role_of_heading(heading, outer=node.kind in OUTER_KINDS or is_upper(heading))
    if found == "goal":
        if inherited == Role.TARGET:
            return Role.TARGET
        first, last = (bisect_left(nodes, offset, key=_start) for offset in (node.start + 1, node.end))
        below = (text[other.content : other.own_end] for other in islice(nodes, first, last))
        return Role.TARGET if any(NUMBER_RE.search(words) for words in below) else Role.OBJECTIVE
    return Role(found) if found else None


def _start(node: Node) -> int:
    return node.start


def role_of_heading(heading: str, *, outer: bool) -> str | None:
    """The role that a heading's words name, ``goal`` for a bare "Mục tiêu", or None.

    >>> role_of_heading("NỘI DUNG VÀ CHỦ ĐỀ, THÔNG ĐIỆP CHÍNH", outer=True)
    'task'
    >>> role_of_heading("Công tác lãnh đạo, chỉ đạo và tổ chức thực hiện", outer=False) is None
    True
    """
    if len(heading.split()) > HEADING_WORDS and not is_upper(heading):
        return None  # an order that opens with "Tổ chức triển khai …", "Yêu cầu …"
    key = tone_key(heading)
    stripped = _leading_re().sub("", key)
    offset = len(key) - len(stripped)
    best: tuple[int, int, str] | None = None
    for phrase, role, where in _phrases():
        if key.startswith(phrase) and _whole(key, 0, len(phrase)) and _stands(key, phrase, where, outer):
            candidate = (-1, -len(phrase), role)
            best = candidate if best is None or candidate < best else best
            continue
        if where in ("outer", "whole"):
            continue
        at = stripped.find(phrase) if where == "any" and outer else (0 if stripped.startswith(phrase) else -1)
        if at < 0 or not _whole(stripped, at, len(phrase)):
            continue
        candidate = (at + offset, -len(phrase), role)
        if best is None or candidate < best:
            best = candidate
    return best[2] if best else None


def _stands(key: str, phrase: str, where: str, outer: bool) -> bool:
    """May the phrase that a heading begins with name its role, by the table's "where"?"""
    return outer if where == "outer" else where != "whole" or key.rstrip(" .:") == phrase


def _whole(text: str, at: int, length: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + length] if at + length < len(text) else " "
    return not before.isalnum() and not after.isalnum()


@cache
def _leading_re() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{'|'.join(map(tone_key, LEADING))})\s+)+")


@cache
def _phrases() -> tuple[tuple[str, str, str], ...]:
    return tuple((tone_key(row["phrase"]), row["role"], row["where"]) for row in table("section_roles"))
