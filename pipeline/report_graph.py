"""The citation graph of one document as a drawing: it on the left, what it cites on the right, grouped by relation.

Plain SVG, made from the record alone: no script, no font and nothing from the network; the same record gives the same
drawing. Each instrument stands once, under its first relation in the order of the vocabulary, those cited most often
first. What does not fit on a page (``ROWS``) is left out from the longest groups, each of which says how many more
there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from corpus.fold import lower
from schemas.labels import LABELS
from schemas.record import DirectiveRecord, Reference

ROWS = 34  # with the groups' gaps, as high as a page of A4 at the width of its text
RELATIONS = {code: vietnamese for vocabulary, code, vietnamese, _ in LABELS if vocabulary == "relation"}
COLOURS = ("#1f4e79", "#2e6b3a", "#8a4b08", "#6b2d73", "#8b1e2d", "#31588a", "#555555")
WIDTH, ROW, GAP = 960, 26, 14
OWN, HUB, LIST = (1, 205), (240, 160), (435, 524)  # left edge and width of the three columns
WIDE, NARROW = 9.2, 6.2  # of a capital and another letter at 13 px, rather too much than too little


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument as the drawing shows it."""

    relation: str
    label: str
    title: str
    count: int


def citation_graph(record: DirectiveRecord) -> str:
    """The drawing, or nothing where the document cites nothing."""
    groups = _groups(record)
    if not groups:
        return ""
    most = _most([len(cited) for cited in groups.values()])
    rows = {relation: _shown(cited, most) for relation, cited in groups.items()}
    height = sum(len(shown) * ROW + GAP for shown in rows.values())
    own = record.document
    name = f"{(own.type or 'văn bản').capitalize()} {own.number or ''}".strip()
    middle = height / 2
    parts = [
        f'<svg class=graph viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'aria-label="Sơ đồ văn bản được dẫn" font-size="13">\n'
    ]
    boxes, top = [], 0.0
    for at, (relation, shown) in enumerate(rows.items()):
        colour = COLOURS[at % len(COLOURS)]
        centre = top + (len(shown) * ROW + GAP) / 2
        parts.append(_curve(OWN[0] + OWN[1], middle, HUB[0], centre, colour, 2))
        boxes.append(_box(HUB, centre, f"{RELATIONS[relation]} ({len(groups[relation])})", colour, "", filled=True))
        for place, one in enumerate(shown):
            line = top + (place + 0.5) * ROW + GAP / 2
            parts.append(_curve(HUB[0] + HUB[1], centre, LIST[0], line, colour, 1))
            boxes.append(_box(LIST, line, one.label, colour, one.title))
        top += len(shown) * ROW + GAP
    boxes.append(_box(OWN, middle, name, "#1b1b1b", own.title or "", filled=True))
    return "".join([*parts, *boxes, "</svg>"])


def _groups(record: DirectiveRecord) -> dict[str, list[Cited]]:
    """The instruments by relation, in the order of the vocabulary; in each the most cited first."""
    mentions: dict[str, list[Reference]] = defaultdict(list)
    for one in record.references:
        mentions[one.instrument or one.id].append(one)
    groups: dict[str, list[Cited]] = {relation: [] for relation in RELATIONS}
    for same in mentions.values():
        cited = _cited(same)
        groups[cited.relation].append(cited)
    return {relation: sorted(cited, key=lambda one: -one.count) for relation, cited in groups.items() if cited}


def _cited(same: list[Reference]) -> Cited:
    best = max(same, key=lambda one: sum(map(bool, (one.number, one.date, one.title))))
    order = list(RELATIONS)
    relations = Counter(one.relation for one in same)
    relation = min(relations, key=order.index)
    times = f" · {len(same)} lần" if len(same) > 1 else ""
    name = _name(best)
    date = f" ({'/'.join(reversed(best.date.split('-')))})" if best.date and not best.date.startswith("--") else ""
    others = [RELATIONS[code] for code in order if code in relations and code != relation]
    full = [f"{name}{date}", best.title or "", f"cũng: {', '.join(others)}" if others else "", *_places(same)]
    about = f": {best.title}" if best.number and best.title else ""
    return Cited(relation, f"{name}{date}{times}{about}", "\n".join(filter(None, full)), len(same))


def _name(one: Reference) -> str:
    """ "Nghị quyết 20-NQ/TW"; by its title where it has no number, which may say the type itself."""
    called = one.number or one.title or ""
    kind = "" if lower(called).startswith(lower(one.type)) else one.type
    words = f"{kind} {called}".strip()
    return words[:1].upper() + words[1:]


def _places(same: list[Reference]) -> Iterator[str]:
    places = list(dict.fromkeys(one.section for one in same if one.section))
    if places:
        yield f"ở mục {', '.join(places[:12])}{' …' if len(places) > 12 else ''}"


def _most(sizes: list[int]) -> int:
    """How many rows a group may have, so that all groups together fit.

    >>> _most([3, 4, 65]), _most([2, 3])
    (27, 34)
    """
    return next(most for most in range(ROWS, 0, -1) if sum(min(size, most) for size in sizes) <= ROWS or most == 1)


def _shown(cited: list[Cited], most: int) -> list[Cited]:
    """The rows of a group, the last of which says how many are left out."""
    if len(cited) <= most:
        return cited
    left = cited[most - 1 :]
    more = "\n".join(one.label for one in left)
    return [*cited[: most - 1], Cited("", f"… và {len(left)} văn bản nữa (xem bảng)", more, len(left))]


def _curve(x: float, y: float, to_x: float, to_y: float, colour: str, width: int) -> str:
    half = (x + to_x) / 2
    return (
        f'<path d="M{x:g} {y:g} C{half:g} {y:g} {half:g} {to_y:g} {to_x:g} {to_y:g}" fill="none" stroke="{colour}" '
        f'stroke-width="{width}" stroke-opacity=".55"/>\n'
    )


def _box(column: tuple[int, int], middle: float, text: str, colour: str, title: str, *, filled: bool = False) -> str:
    left, width = column
    ink, ground = ("#fff", colour) if filled else ("#1b1b1b", "#fff")
    return (
        f'<g><title>{escape(title or text)}</title><rect x="{left}" y="{middle - 10.5:g}" width="{width}" height="21" '
        f'rx="4" fill="{ground}" stroke="{colour}"/>'
        f'<text x="{left + 8}" y="{middle + 4.5:g}" fill="{ink}">{escape(fitted(text, width - 16))}</text></g>\n'
    )


def fitted(text: str, width: float) -> str:
    """The text as far as it fits; a font cannot be asked, so letters are counted.

    >>> fitted("Luật", 100), fitted("Luật Công đoàn", 60)
    ('Luật', 'Luật Cô…')
    """
    used = 0.0
    for at, char in enumerate(text):
        used += WIDE if char.isupper() else NARROW
        if used > width:
            return f"{text[: max(0, at - 1)]}…"
    return text
