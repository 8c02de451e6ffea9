"""Themes: the slogan under "chủ đề", or introduced by "với chủ đề", and the messages under "thông điệp".

The span is the slogan without its quotation marks. A quoted movement or campaign is no theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fold import lower
from extractors.stage import Context, Found, stage
from schemas.outline import Node
from schemas.vocabulary import Role, ThemeKind

QUOTED_RE = re.compile(r"[“\"]\s*(?P<slogan>[^“”\"\n]{8,400}?)\s*[”\"]")
#: "với chủ đề: “…”", "có chủ đề “…”", "theo chủ đề “…”", "chủ đề năm 2025 là “…”"
INTRODUCED_RE = re.compile(
    r"(?:với|có|theo|mang|lấy)?\s*(?P<word>chủ đề|thông điệp|khẩu hiệu)(?:[^“”\"\n.;:]{0,40})?\s*(?:là|:)?\s*"
    r"[“\"]\s*(?P<slogan>[^“”\"\n]{5,400}?)\s*[”\"]",
    re.IGNORECASE,
)
INTRODUCER_RE = re.compile("chủ đề|thông điệp|khẩu hiệu")
EVENT_CHARS = 200  # in front of a slogan, in which its event is looked for
REACH_BEFORE, REACH_AFTER = 8, 520  # what the words before and behind the introducer can take
EVENT_RE = re.compile(r"(?:Ngày|Tháng|Tuần lễ|Tuần|Năm)\s+[^“”\"\n;.:]{3,90}$")
FULL_STOP_RE = re.compile(r"[\s.;,]+$")


@stage("themes", version=1, requires=("header",))
def find_themes(context: Context) -> Iterator[Found]:
    """Yield each slogan and message in reading order."""
    found = [*_under_headings(context), *_introduced(context)]
    seen: set[tuple[int, int]] = set()
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not any(a < item.end and item.start < b for a, b in seen):
            seen.add((item.start, item.end))
            yield item


def _under_headings(context: Context) -> Iterator[Found]:
    nodes = context.outline.nodes
    for index, node in enumerate(nodes):
        if node.role != Role.THEME or not context.outline.is_leaf(index):
            continue
        heading = nodes[node.parent] if node.parent is not None else node
        words = lower(context.text[heading.content : heading.own_end])
        message = words.startswith("thông điệp") or "khẩu hiệu" in words
        kind = ThemeKind.MESSAGE if message else ThemeKind.MOTTO
        start, end = _slogan(context.text, node)
        if start < end:
            yield Found(start, end, {"kind": kind.value, "event": None}, 0.95)


def _introduced(context: Context) -> Iterator[Found]:
    for match in _slogans(context.text):
        message = lower(match["word"]) != "chủ đề"
        kind = ThemeKind.MESSAGE if message else ThemeKind.MOTTO
        line_start = context.text.rfind("\n", 0, match.start()) + 1
        before = context.text[max(line_start, match.start() - EVENT_CHARS) : match.start()].rstrip()
        event = EVENT_RE.search(before)
        start, end = match.span("slogan")
        yield Found(start, end, {"kind": kind.value, "event": event[0].strip() if event else None}, 0.9)


def _slogans(text: str) -> Iterator[re.Match[str]]:
    """Matches of ``INTRODUCED_RE``, looked for around its rare words only: from every character it is slow."""
    done = 0
    for word in INTRODUCER_RE.finditer(lower(text)):
        start = max(done, word.start() - REACH_BEFORE)
        match = INTRODUCED_RE.search(text, start, word.end() + REACH_AFTER) if word.start() >= done else None
        if match and match.start("word") == word.start():
            done = match.end()
            yield match


def _slogan(text: str, node: Node) -> tuple[int, int]:
    own = text[node.content : node.own_end]
    quoted = QUOTED_RE.search(own)
    if quoted and len(quoted["slogan"]) > 0.6 * len(own):
        return node.content + quoted.start("slogan"), node.content + quoted.end("slogan")
    stripped = FULL_STOP_RE.sub("", own)
    lead = len(stripped) - len(stripped.lstrip('“" '))
    return node.content + lead, node.content + len(stripped.rstrip('”" '))
