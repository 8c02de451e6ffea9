"""References: every mention of an instrument, by number or by name.

"Nghị quyết số 20-NQ/TW ngày 28/01/2008 của … về …", "Luật Thi đua, khen thưởng", "Khoản 1, Điều 4, Điều lệ
Hội LHPN Việt Nam", "Nghị quyết 6b". Not the document's own number or title, not "Kế hoạch này", no movements,
campaigns, forms or mentions without identity ("các nghị quyết của Tổng Liên đoàn"). What is found is what is
printed; which instrument it is, the resolver says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.fold import fold
from extractors.citation import find_citations, same_number
from extractors.citation_tails import issued_before, issuer_before, read_issuer_after, read_tail
from extractors.congress_resolutions import find_resolutions
from extractors.law_names import find_laws
from extractors.mention import Mention, Spans
from extractors.pinpoints import read_pinpoint
from extractors.programme_names import find_programmes
from extractors.reference_gate import may_cite
from extractors.relations import based, expires_after, governing, is_a_time, masked, sentence_start
from extractors.short_forms import ShortForm, find_short_forms, find_uses
from extractors.stage import Context, Facts, Found, stage
from schemas.vocabulary import Part

READ = frozenset({Part.PREAMBLE, Part.BODY, Part.CLOSING, Part.SIGNATURES, Part.APPENDIX})
ATTACHED_RE = re.compile(r"^\W*(?:\(|\*)?[ ]?(?:ban hành )?kèm[ ]theo", re.IGNORECASE)
LABEL_RE = re.compile(r"^\W*(?:(?:\d{1,2}|[IVX]{1,5}|[a-zđ])[.)/]\W*){0,3}$")
MAX_LABEL = 24
LIST_RE = re.compile(r"[ ]?(?:,|;)?[ ]?(?:và|hoặc)?[ ]?(?:các[ ])?")
SIBLING_RE = re.compile(r"[”\"]?[ ]?(?:,|;|và|hoặc)[ ]?(?:các[ ]|và[ ]|hoặc[ ])?[“\"]?")
NO_FACTS = Facts()
GUIDE_RE = re.compile(r"(?<!\w)Hướng dẫn (?:thi hành|thực hiện) $")
GUESSED = 0.7  # confidence of a name that nothing but its verb speaks for
OWN_WORDS = 5  # of a name, to find it in the document's own title
NEIGHBOURS = 40  # mentions of a line that are looked at for a list or a title


@stage("references", version=4, requires=("header",))
def find_references(context: Context) -> Iterator[Found]:
    """Yield each mention of an instrument in reading order.

    Title and header lines hold none; in an appendix every mention is a citation and nothing more.
    """
    forms: list[ShortForm] = []
    intro: str | None = None
    for start, end in context.lines:
        part = context.outline.part_at(start)
        if start >= end or part not in READ:
            continue
        line = context.text[start:end]
        mentions = read_line(line, context.facts)
        forms += find_short_forms(line, mentions) if mentions else ()
        mentions = _with_short_forms(line, mentions, forms) if forms else mentions
        appendix = part == Part.APPENDIX
        relate(line, mentions, intro=None if appendix else intro, appendix=appendix)
        intro = _intro_of(line, intro)
        for mention in mentions:
            if mention.relation == "cites" and _in_own_name(line, mention, context.facts):
                continue
            yield Found(start + mention.start, start + mention.end, mention.fields(), mention.confidence)


def read_line(line: str, facts: Facts = NO_FACTS) -> list[Mention]:
    """Read the mentions of one line, with everything but their relation.

    >>> [m.number or m.title for m in read_line("theo Luật Công đoàn và Quyết định số 217-QĐ/TW")]
    ['Luật Công đoàn', '217-QĐ/TW']
    """
    if not may_cite(line):
        return []
    cited = list(find_citations(line))
    places = Spans((m.start, m.end) for m in cited)
    resolutions = list(find_resolutions(line))
    taken = Spans((m.start, m.end) for m in resolutions)
    programmes = [m for m in find_programmes(line, places) if not taken.meets(m.core, m.core + 1)]
    named = [*resolutions, *find_laws(line), *programmes]
    named = [m for m in named if m.described or not places.meets(m.start, m.end)]
    named = _without_twins(m for m in named if not _is_own_name(m, facts))
    named += _guides(line, named)
    mentions = sorted([*(m for m in cited if not _is_own(m, line, facts)), *named], key=_order)
    starts = sorted({m.core for m in mentions})
    for mention in mentions:
        read_pinpoint(line, mention)
        if mention.number is not None:
            _read_numbered(line, mention, starts)
        elif mention.issuer is None:
            read_issuer_after(line, mention)
    _share(line, [m for m in mentions if m.number is not None])
    return mentions


def relate(line: str, mentions: list[Mention], *, intro: str | None = None, appendix: bool = False) -> None:
    """Set the relation of each mention of a line; ``intro`` is that of the line that introduces it."""
    for index, mention in enumerate(mentions):
        earlier = mentions[max(0, index - NEIGHBOURS) : index]
        mention.relation = (_in_appendix if appendix else _relation)(line, mention, earlier, intro)


def _with_short_forms(line: str, mentions: list[Mention], forms: list[ShortForm]) -> list[Mention]:
    """Add the uses of short forms; a short form that was defined beats a name that was guessed at its place."""
    sure = [m for m in mentions if m.confidence > GUESSED or m.number is not None]
    uses = list(find_uses(line, forms, sure))
    taken = Spans((use.start, use.end) for use in uses)
    kept = [m for m in mentions if not (m.confidence <= GUESSED and taken.meets(m.core, m.core + 1))]
    return sorted([*kept, *uses], key=_order)


def _relation(line: str, mention: Mention, earlier: list[Mention], intro: str | None) -> str:
    outer = next((m for m in reversed(earlier) if m.holds(mention.core) and m.core < mention.core), None)
    sibling = _sibling(line, mention, outer, earlier)
    if outer is None and expires_after(line[mention.tail : mention.tail + 90]):
        while sibling is not None:  # "Nghị định A và Nghị định B hết hiệu lực"
            sibling.relation = "repeals"
            sibling = _sibling(line, sibling, None, [m for m in earlier if m.core < sibling.core])
        return "repeals"
    if sibling is not None:
        return sibling.relation or "cites"
    if outer is None and is_a_time(line[: mention.start], line[mention.tail : mention.tail + 90]):
        return "cites"
    if outer is None:
        before = masked(line, sentence_start(line, mention.start), mention.start, earlier)
        return governing(before) or _from_intro(line, mention, intro) or "cites"
    begin = outer.inside or 0
    inside = [m for m in earlier if m is not outer and m.core >= begin]
    return governing(masked(line, begin, mention.start, inside)) or outer.relation or "cites"


def _in_appendix(line: str, mention: Mention, earlier: list[Mention], _: str | None) -> str:
    """An appendix lists instruments; only its guides follow one: "theo mẫu quy định tại Thông tư A và Thông tư B"."""
    if any(m.holds(mention.core) and m.core < mention.core for m in earlier):
        return "cites"
    sibling = _sibling(line, mention, None, earlier)
    if sibling is not None:
        return sibling.relation or "cites"
    before = masked(line, sentence_start(line, mention.start), mention.start, earlier)
    return "basis" if based(before) else "cites"


def _sibling(line: str, mention: Mention, outer: Mention | None, earlier: list[Mention]) -> Mention | None:
    """The member of the list right before this one, when nothing but a separator stands between."""
    for other in reversed(earlier):
        if other is outer or (outer is not None and other.core < outer.core):
            return None
        if outer is None and any(m.holds(other.core) and m is not other and m.core < other.core for m in earlier):
            continue  # nested in an earlier title
        end = max(other.tail, other.end)
        return other if end <= mention.start and SIBLING_RE.fullmatch(line[end : mention.start]) else None
    return None


def _order(mention: Mention) -> tuple[int, int]:
    return mention.core, -mention.end


def _read_numbered(line: str, mention: Mention, starts: list[int]) -> None:
    gap = mention.gap
    read_tail(line, mention, starts)
    if gap is not None:
        words = line[gap[0] : gap[1]].strip(" ,:")
        if words.startswith("của ") and mention.issuer is None:
            mention.issuer = words[4:]
        elif mention.title is None and mention.type in ("luật", "bộ luật", "pháp lệnh"):
            mention.title = line[mention.core : gap[0]] + " " + words
    if mention.issuer is None:
        mention.issuer = issuer_before(line, mention.start) or _issuer_of_list(line, mention)
    if mention.issuer is None:
        mention.issuer, date = issued_before(line, mention.start)
        mention.date = mention.date or date


def _issuer_of_list(line: str, mention: Mention) -> str | None:
    """ "các Quyết định của Ủy ban nhân dân tỉnh: số 1697/QĐ-UBND …; số 932/QĐ-UBND …": named once, in front."""
    if not mention.elliptical:
        return None
    match = re.search(
        r"của[ ](?P<issuer>[A-ZĐÀ-Ỵ][^:;.()]{3,80}?)(?:[ ]tại[^:;.]{0,60})?:[^:.]*$",
        line[max(0, mention.start - 400) : mention.start],
    )
    return match["issuer"] if match else None


def _share(line: str, numbered: list[Mention]) -> None:
    """Members of a list take the issuer, the title and a loose date of the next member."""
    for before, after in zip(reversed(numbered[:-1]), reversed(numbered[1:]), strict=True):
        gap = line[before.end : after.core] if before.end <= after.core else ";"
        if not LIST_RE.fullmatch(gap):
            continue
        if ";" in gap:
            bare = before.issuer is None and before.title is None and before.type == after.type
            if bare and _same_organ(before, after):
                before.title = after.title if _in_series(line, before, after) else None
                before.issuer = after.issuer  # "Quyết định số 1/QĐ-TTg; Quyết định số 2/QĐ-TTg của Thủ tướng Chính phủ"
            continue
        if before.type != after.type:
            if before.issuer is None and _organ(before) == _organ(after):
                before.issuer = after.issuer  # "Chỉ thị số 35-CT/TW và Quy định số 11-QĐ/TW của Bộ Chính trị"
            continue
        if _is_a_persons(line, before, after) or (before.issuer is None and before.title is None):
            before.issuer, before.title = after.issuer, after.title
        if before.date is None and (after.loose_date or ("và" in gap and _in_series(line, before, after))):
            before.date, before.loose_date = after.date, True


def _in_series(line: str, one: Mention, other: Mention) -> bool:
    """ "Các Công điện: | số 07/CĐ-UBND, số 08/CĐ-UBND và số 09/CĐ-UBND …": one type word for all of them."""
    series = rf"các[ ]{one.type}[ ]?:[^.:]*$"
    return other.elliptical and _same_organ(one, other) and bool(re.search(series, line[: one.end], re.IGNORECASE))


def _is_a_persons(line: str, one: Mention, other: Mention) -> bool:
    """ "chỉ đạo của Phó Thủ tướng tại Văn bản số 1/VPCP và số 2/VPCP | của Văn phòng Chính phủ": whose symbol is it?"""
    if not (other.elliptical and other.issuer and one.issuer and one.title is None and _same_organ(one, other)):
        return False
    return issuer_before(line, one.start) == one.issuer


def _same_organ(one: Mention, other: Mention) -> bool:
    """Do two symbols name one body? "TW" does not: several bodies of the Party sign with it."""
    return "-" in _organ(one) and _organ(one) == _organ(other)


def _organ(mention: Mention) -> str:
    return (mention.number or "").rpartition("/")[2]


def _from_intro(line: str, mention: Mention, intro: str | None) -> str | None:
    """A mention that opens its line is governed by the line that introduces the list."""
    return intro if intro and _opens(line, mention.start) else None


def _opens(line: str, start: int) -> bool:
    """Does nothing but a label stand in front of ``start``?"""
    return start <= MAX_LABEL and LABEL_RE.match(line[:start]) is not None


def _intro_of(line: str, before: str | None) -> str | None:
    """The relation that a line hands on to the list below it."""
    stripped = line.rstrip()
    if stripped.endswith(":"):
        return governing(stripped[:-1] + " ", introduces=True)
    return before if stripped.endswith((";", ",")) else None


def _without_twins(named: Iterable[Mention]) -> list[Mention]:
    """Two readers may find one mention; the longer one is kept."""
    kept: list[Mention] = []
    for mention in sorted(named, key=_order):
        if not kept or kept[-1].core != mention.core:
            kept.append(mention)
    return kept


def _guides(line: str, named: list[Mention]) -> Iterator[Mention]:
    """ "Hướng dẫn thi hành Điều lệ Công đoàn Việt Nam": a guide named by what it guides."""
    for mention in named:
        match = GUIDE_RE.search(line, max(0, mention.core - 24), mention.core)
        if match is None or _opens(line, match.start()):
            continue  # none, or the verb that opens a task: "- Hướng dẫn thi hành Điều lệ"
        start = match.start()
        yield Mention(
            start, mention.end, "hướng dẫn", title=line[start : mention.end], confidence=0.75,
            inside=start + len("Hướng dẫn"), described=True,
        )  # fmt: skip


def _is_own(mention: Mention, line: str, facts: Facts) -> bool:
    """The document's own number, also where the appendix says what it is attached to."""
    if mention.number is None:
        return False
    if facts.number is None:  # "(Kèm theo Hướng dẫn số 40-HD/BTGDVTW …)" where the file has lost its letterhead
        return mention.type == facts.type and ATTACHED_RE.match(line) is not None
    if same_number(mention.number, facts.number):
        return mention.date is None or facts.issued_on is None or mention.date == facts.issued_on
    symbol = re.sub(r"^[\w]*?(?=[/-])", "", facts.number)
    return bool(ATTACHED_RE.match(line) and mention.number.startswith("/") and mention.number.endswith(symbol))


def _is_own_name(mention: Mention, facts: Facts) -> bool:
    """A plan or programme named like the document itself."""
    if facts.type is None or facts.title is None or mention.type != facts.type:
        return False
    name, own = _words(mention.title or "") - _words(mention.type), _words(facts.title)
    return bool(name) and len(name & own) >= 0.85 * len(name) and len(name & own) >= 0.5 * len(own)


_folded = lru_cache(maxsize=16)(fold)


@lru_cache(maxsize=256)
def _words(printed: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(printed)))


def _in_own_name(line: str, mention: Mention, facts: Facts) -> bool:
    """What the document's own title names, where the title is printed: "Kế hoạch giám sát | Chương trình A".

    A verb in the title makes it a reference all the same: "Kế hoạch thực hiện Chương trình A".
    """
    if mention.number is not None or facts.type is None or facts.title is None:
        return False
    own = _folded(f"{facts.type} {facts.title}")
    words = " ".join(fold(line[mention.core : mention.end]).split()[:OWN_WORDS])
    before = own.partition(words)[0] if words in own else ""
    return " " in before.strip() and fold(line[: mention.core]).rstrip().endswith(before.strip())
