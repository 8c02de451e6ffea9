"""The tasks of a plan beside those of the plan above: kept, changed, missing, added; doubtful ones for a person.

Each task of both plans stands in at least one step. A paragraph that takes over several tasks stands beside each of
them, and so does a task that the lower plan splits. Nothing is said to be the same on a doubtful likeness.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.cascade_model import Side, Step
from pipeline.cascade_words import Pairs, TaskLink, TaskWords, compare_tasks, subject_of, syllable_pairs
from pipeline.indicator_similarity import Verdict

#: Puts the own document into force, and is no task that another could take over.
ENACTING_RE = re.compile(
    r"(?:(?:chịu|có) trách nhiệm|có hiệu lực) thi hành\b.{0,40}$|^Phê duyệt\b.{0,400}(?:sau đây|như sau|sau)\W*$",
    re.DOTALL | re.IGNORECASE,
)
FEWEST_PAIRS, FEWEST_COMMON = 3, 2
Found = dict[tuple[int, int], TaskLink]


@dataclass(frozen=True, slots=True)
class TaskText:
    """A task as the cascade needs it: ``words`` is what is compared, ``due`` are its days as ISO 8601, in order."""

    id: str
    quote: str
    words: str
    due: tuple[str, ...] = ()
    responsible: str = ""
    path: str = ""
    page: int | None = None


def cascade_tasks(
    mine: list[TaskText], its: list[TaskText], lower: str, upper: str, subject: Pairs = frozenset()
) -> Iterator[Step]:
    """Lay the tasks of a plan beside those of the plan above, in the order of the plan above, what is added last.

    ``subject`` are the pairs of syllables that both titles have: what all tasks of both plans are about.
    """
    mine, its = (list(filter(_says_something, tasks)) for tasks in (mine, its))
    links = _links(mine, its, subject)
    shown: set[int] = set()
    for at, above in enumerate(its):
        own = min((key for key in links if key[1] == at), key=lambda key: _rank(links[key], key[0]), default=None)
        if own is None:
            yield Step(lower, upper, "task", "missing", None, _side(above))
        else:
            shown.add(own[0])
            yield _step(mine[own[0]], above, links[own], lower, upper)
    for at, task in enumerate(mine):
        if at not in shown:
            beside = min(
                (key for key in links if key[0] == at), key=lambda key: _rank(links[key], key[1]), default=None
            )
            if beside is None:
                yield Step(lower, upper, "task", "added", _side(task), None)
            else:
                yield _step(task, its[beside[1]], links[beside], lower, upper)


def _says_something(task: TaskText) -> bool:
    """A row of a table that only names bodies, and the clause that puts a decision into force, order nothing."""
    return len(syllable_pairs(task.words)) >= FEWEST_PAIRS and not ENACTING_RE.search(task.quote)


def _links(mine: list[TaskText], its: list[TaskText], subject: Pairs) -> Found:
    """All pairs that are the same or doubtful; an index of pairs of syllables spares comparing all with all."""
    texts, above = _words(mine, its, subject)
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, words in enumerate(texts):
        for pair in words.own:
            index[pair].append(at)
    found: Found = {}
    for at, words in enumerate(above):
        common = Counter(own for pair in words.own for own in index.get(pair, ()))
        for own in sorted(own for own, count in common.items() if count >= FEWEST_COMMON):
            link = compare_tasks(texts[own], words)
            if link.verdict is not Verdict.DIFFERENT:
                found[own, at] = link
    return found


def _words(mine: list[TaskText], its: list[TaskText], subject: Pairs) -> tuple[list[TaskWords], list[TaskWords]]:
    texts, above = ([syllable_pairs(one.words) for one in tasks] for tasks in (mine, its))
    about = subject | subject_of(texts) | subject_of(above)
    return [TaskWords(pairs, pairs - about) for pairs in texts], [TaskWords(pairs, pairs - about) for pairs in above]


def _rank(link: TaskLink, at: int) -> tuple[bool, float, int]:
    """The same before the doubtful, then the more alike, then the earlier."""
    return link.verdict is not Verdict.SAME, -max(link.score, link.held), at


def _step(own: TaskText, above: TaskText, link: TaskLink, lower: str, upper: str) -> Step:
    differences = [*_days_differ(own.due, above.due)]
    if not link.kept:
        differences.append("lời văn")
    what = "doubtful" if link.verdict is Verdict.DOUBTFUL else "changed" if differences else "kept"
    return Step(lower, upper, "task", what, _side(own), _side(above), link.score, "; ".join(differences))


def _days_differ(own: tuple[str, ...], above: tuple[str, ...]) -> Iterator[str]:
    """What differs in the days by which it is due, in Vietnamese."""
    if set(own) == set(above):
        return
    if not above:
        yield f"thêm thời hạn {', '.join(own)}"
    elif not own:
        yield f"không ghi thời hạn {', '.join(above)}"
    else:
        earlier = max(own) < max(above)
        later = max(own) > max(above)
        word = "sớm hơn" if earlier else "muộn hơn" if later else "khác"
        yield f"thời hạn {word}: {', '.join(own)}, cấp trên {', '.join(above)}"


def _side(task: TaskText) -> Side:
    return Side(task.id, " ".join(task.quote.split()), ", ".join(task.due), task.responsible, task.path, task.page)
