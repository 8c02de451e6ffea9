"""References: every mention of an instrument, by number or by name.

"Nghị quyết số 20-NQ/TW ngày 28/01/2008 của … về …", "Luật Thi đua, khen thưởng", "Khoản 1, Điều 4, Điều lệ
Hội LHPN Việt Nam", "Nghị quyết 6b". Not the document's own number or title, not "Kế hoạch này", no movements,
campaigns, forms or mentions without identity ("các nghị quyết của Tổng Liên đoàn"). What is found is what is
printed; which instrument it is, the resolver says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from corpus.fold import fold
from extractors.citation import find_citations, same_number
from extractors.citation_tails import issued_before, issuer_before, read_issuer_after, read_tail
from extractors.congress_resolutions import find_resolutions
from extractors.law_names import find_laws
from extractors.mention import Mention, Spans, places_of
from extractors.mention_relations import Introductions, opens, relate
from extractors.pinpoints import read_pinpoint
from extractors.programme_names import find_programmes
from extractors.reference_gate import citing_line, may_cite
from extractors.short_forms import ShortForm, find_short_forms, find_uses
from extractors.stage import Context, Facts, Found, stage
from schemas.vocabulary import Part, Role

READ = frozenset({Part.PREAMBLE, Part.BODY, Part.CLOSING, Part.SIGNATURES, Part.APPENDIX})
ATTACHED_RE = re.compile(r"^\W*(?:\(|\*)?[ ]?(?:ban hành )?kèm[ ]theo", re.IGNORECASE)
LIST_RE = re.compile(r"[ ]?(?:,|;)?[ ]?(?:và|hoặc)?[ ]?(?:các[ ])?")
NO_FACTS = Facts()
GUIDE_RE = re.compile(r"(?<!\w)Hướng dẫn (?:thi hành|thực hiện) $")
GUESSED = 0.7  # confidence of a name that nothing but its verb speaks for
OWN_WORDS = 5  # of a name, to find it in the document's own title
OWN_BLANKS = 8  # between the words in front of it and the name
LONGEST_FOLDED = 4  # characters that fold to one: a letter with three marks


@stage("references", version=5, requires=("header",))
def find_references(context: Context) -> Iterator[Found]:
    """Yield each mention of an instrument in reading order.

    Title and header lines hold none; what an appendix lists is cited and nothing more, an attached plan is read
    as a body is.
    """
    forms: list[ShortForm] = []
    introductions = Introductions(context, READ)
    attached = Spans(_attached(context))
    for index in _lines_to_read(context, forms):
        start, end = context.lines[index]
        part = context.outline.part_at(start)
        if start >= end or part not in READ:
            continue
        line = context.text[start:end]
        mentions = read_line(line, context.facts) if forms else _mentions(line, context.facts)
        forms += find_short_forms(line, mentions)
        mentions = _with_short_forms(line, mentions, forms) if forms else mentions
        appendix = part == Part.APPENDIX and not attached.meets(start, end)
        listed = not appendix and mentions and opens(line, mentions[0].start)
        relate(line, mentions, intro=introductions.of(index) if listed else None, appendix=appendix)
        for mention in mentions:
            if mention.relation == "cites" and _in_own_name(line, mention, context.facts):
                continue
            yield Found(start + mention.start, start + mention.end, mention.fields(), mention.confidence)


def _attached(context: Context) -> Iterator[tuple[int, int]]:
    """The appendices that are plans of their own, such as one that a decision issues: their items have roles."""
    nodes = context.outline.nodes
    for index, node in enumerate(nodes):
        if node.kind == "appendix":
            roles = {nodes[child].role for child in context.outline.children(index)}
            if roles - {Role.APPENDIX, Role.OTHER}:
                yield node.start, node.end


def _lines_to_read(context: Context, forms: Sequence[ShortForm]) -> Iterator[int]:
    """Yield the index of each line that may cite, and of every one from where the text has given a short form."""
    starts = [start for start, _ in context.lines]
    index = citing_line(context.text, starts, 0)
    while index < len(starts):
        yield index
        index = index + 1 if forms else citing_line(context.text, starts, index + 1)


def read_line(line: str, facts: Facts = NO_FACTS) -> list[Mention]:
    """Read the mentions of one line, with everything but their relation.

    >>> [m.number or m.title for m in read_line("theo Luật Công đoàn và Quyết định số 217-QĐ/TW")]
    ['Luật Công đoàn', '217-QĐ/TW']
    """
    return _mentions(line, facts) if may_cite(line) else []


def _mentions(line: str, facts: Facts) -> list[Mention]:
    cited = find_citations(line)
    places = places_of(cited)
    resolutions = list(find_resolutions(line))
    taken = places_of(resolutions)
    programmes = [m for m in find_programmes(line, places) if not taken.meets(m.core, m.core + 1)]
    named = [*resolutions, *find_laws(line), *programmes]
    if named:
        named = [m for m in named if m.described or not places.meets(m.start, m.end)]
        named = _without_twins(m for m in named if not _is_own_name(m, facts))
        named += _guides(line, named)
    mentions = [m for m in cited if not _is_own(m, line, facts)]
    mentions = sorted(mentions + named, key=_order) if named else mentions
    starts = sorted({m.core for m in mentions}) if len(mentions) > 1 else [m.core for m in mentions]
    for mention in mentions:
        read_pinpoint(line, mention)
        if mention.number is not None:
            _read_numbered(line, mention, starts)
        elif mention.issuer is None:
            read_issuer_after(line, mention)
    if len(cited) > 1:
        _share(line, [m for m in mentions if m.number is not None])
    return mentions


def _with_short_forms(line: str, mentions: list[Mention], forms: list[ShortForm]) -> list[Mention]:
    """Add the uses of short forms; a short form that was defined beats a name that was guessed at its place."""
    sure = [m for m in mentions if m.confidence > GUESSED or m.number is not None]
    uses = list(find_uses(line, forms, sure))
    taken = places_of(uses)
    kept = [m for m in mentions if not (m.confidence <= GUESSED and taken.meets(m.core, m.core + 1))]
    return sorted([*kept, *uses], key=_order)


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
        verb = line.endswith(("hành ", "hiện "), 0, mention.core)
        match = GUIDE_RE.search(line, max(0, mention.core - 24), mention.core) if verb else None
        if match is None or opens(line, match.start()):
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
    if not mention.number.startswith("/") or ATTACHED_RE.match(line) is None:
        return False
    return mention.number.endswith(re.sub(r"^[\w]*?(?=[/-])", "", facts.number))


def _is_own_name(mention: Mention, facts: Facts) -> bool:
    """A plan or programme named like the document itself."""
    if facts.type is None or facts.title is None or mention.type != facts.type:
        return False
    name, own = _words(mention.title or "") - _words(mention.type), _words(facts.title)
    return bool(name) and len(name & own) >= 0.85 * len(name) and len(name & own) >= 0.5 * len(own)


_folded = lru_cache(maxsize=256)(fold)  # the title, and the first words of names


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
    words = _folded(" ".join(line[mention.core : mention.end].split()[:OWN_WORDS]))
    before = own.partition(words)[0].strip() if words in own else ""
    if " " not in before:
        return False
    reach = LONGEST_FOLDED * (len(before) + OWN_BLANKS)
    return fold(line[max(0, mention.core - reach) : mention.core]).rstrip().endswith(before)
