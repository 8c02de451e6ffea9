"""Words around a number that make it a goal, or keep it from being one, and how far from it they stand.

"phấn đấu" before "90%" is a pledge, "đảm bảo" a word of striving, "giải ngân" an aim; "đã" tells the past, "nếu" a
condition, "lãi suất" a rate. Which words these are is data (goal_words.tsv, no_goal_words.tsv); what they mean
together, goals.py says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.fold import tone_key
from corpus.lexicon.load import column, table
from extractors.spelling import TONE_FORMS, TONE_RE
from extractors.values import Value

NEAR = 60  # characters within which a word right before the number is looked for
FAR = 160  # … a condition or a rate
PLEDGE_FAR = 1_200  # … a pledge: "Phấn đấu: A tăng 10%; B tăng 5%; …"


@dataclass(frozen=True, slots=True)
class Cues:
    """How far before a value, in characters, its nearest word of each kind stands; None where none does."""

    pledge: int | None
    strive: int | None
    aim: int | None
    past: int | None
    condition: int | None
    rate: int | None
    strict: bool  # the nearest past, condition or rate word holds in sections of targets too


def cues_of(low: str, value: Value, sentence: tuple[int, int]) -> Cues:
    """The cues around a value, each by its nearest word in the sentence."""
    start, at = sentence[0], value.start
    goal: dict[str, int] = {}
    for match in goal_re().finditer(low, max(start, at - PLEDGE_FAR), at):
        goal[_strength()[_key(match)]] = at - match.end()
    against: dict[str, int] = {}
    strict = False
    for distance, reason, holds in [*_before(low, value, sentence), *_beside(low, value, sentence)]:
        against[reason] = distance
        strict = strict or (holds and reason != "neutral")
    return Cues(
        goal.get("pledge"), goal.get("strive"), goal.get("aim"),
        against.get("past"), against.get("condition"), against.get("rate"), strict,
    )  # fmt: skip


def _before(low: str, value: Value, sentence: tuple[int, int]) -> Iterator[tuple[int, str, bool]]:
    """Words before the value; what tells the past holds for the whole sentence, the rest for its clause."""
    start, at = sentence[0], value.start
    clause = max(start, low.rfind(";", start, at) + 1)
    for match in _against_re("before").finditer(low, start, at):
        reason, holds = _reasons()["before", _key(match)]
        distance = at - match.end()
        if match.start() < clause and (reason != "past" or match[0] == "đã"):
            continue
        if reason == "past" or distance <= FAR:
            yield distance, reason, holds


def _beside(low: str, value: Value, sentence: tuple[int, int]) -> Iterator[tuple[int, str, bool]]:
    """Words behind the value in its clause, and the one right before its number."""
    at = value.start
    semicolon = low.find(";", value.end, sentence[1])
    stop = semicolon if semicolon >= 0 else sentence[1]
    behind = _against_re("after").search(low, value.end, min(stop, value.end + FAR))
    if behind:
        yield 0, *_reasons()["after", _key(behind)]
    for match in _against_re("near").finditer(low, max(sentence[0], at - NEAR), at):
        if at - match.end() <= 1:
            yield 0, *_reasons()["near", _key(match)]


def _key(match: re.Match[str]) -> str:
    return tone_key(match[0])


@cache
def goal_re() -> re.Pattern[str]:
    """Any word of goal_words.tsv."""
    return any_of(column("goal_words", "phrase"))


def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for whole phrases, the longest first, however wide their blanks are."""
    words = sorted(phrases, key=len, reverse=True)
    pattern = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{either_tone(pattern)})(?!\w)")


def either_tone(pattern: str) -> str:
    """Let a pattern of lower-cased words take both places of a tone mark: "số hóa", "số hoá"."""
    return TONE_RE.sub(lambda match: TONE_FORMS[match[0]], pattern)


def strength_of(match: re.Match[str]) -> str:
    """What a word of goal_words.tsv, as printed, makes of the number behind it."""
    return _strength()[_key(match)]


@cache
def _strength() -> dict[str, str]:
    return {tone_key(row["phrase"]): row["strength"] for row in table("goal_words")}


@cache
def _against_re(place: str) -> re.Pattern[str]:
    return any_of(tuple(row["phrase"] for row in table("no_goal_words") if row["place"] == place))


@cache
def _reasons() -> dict[tuple[str, str], tuple[str, bool]]:
    rows = table("no_goal_words")
    return {(row["place"], tone_key(row["phrase"])): (row["reason"], row["strict"] == "yes") for row in rows}
