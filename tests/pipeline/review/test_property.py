"""Whatever happens to a text and to the rules: is every correction applied, in conflict or an orphan, and never moved?

A document is a list of sentences that look alike (``Sở 3 báo cáo trước ngày 5/6``); two of them are the very same. It
is edited, read by other rules, and corrections are put over it in any order, with a break in between.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.review.anchors import Sentences, make_anchor
from pipeline.review.log import Correction, Home, holding
from pipeline.review.merge import merged
from schemas.record import Deadline, DirectiveRecord, Document, SourceInfo

HOME = Home("kh", "kh", "0")
SLOW = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))

sentence = st.builds(
    lambda body, day, month: f"Sở {body} báo cáo trước ngày {day}/{month}",
    st.integers(1, 3), st.integers(1, 4), st.integers(5, 6),
)  # fmt: skip
edit = st.one_of(
    st.tuples(st.just("delete"), st.integers(0, 30)),
    st.tuples(st.just("insert"), st.integers(0, 30), sentence),
    st.tuples(st.just("change"), st.integers(0, 30), sentence),
    st.tuples(st.just("copy"), st.integers(0, 30), st.integers(0, 30)),
    st.tuples(st.just("move"), st.integers(0, 30), st.integers(0, 30)),
    st.tuples(st.just("wrap"), st.integers(0, 30)),
    st.tuples(st.just("label"), st.integers(0, 30)),
)


def _edited(lines, edits):
    """Sentences with their identity after the edits; a changed one is another sentence."""
    lines, fresh = list(lines), 1000
    for number, (what, at, *rest) in enumerate(edits):
        if not lines:
            break
        at %= len(lines)
        if what == "delete":
            del lines[at]
        elif what in ("insert", "change"):
            lines[at : at + (what == "change")] = [(fresh + number, rest[0], 0)]
        elif what == "copy":
            lines.insert(rest[0] % len(lines), lines[at])
        elif what == "move":
            one = lines.pop(at)
            lines.insert(rest[0] % (len(lines) + 1), one)
        else:
            lines[at] = (*lines[at][:2], lines[at][2] ^ (1 if what == "wrap" else 2))
    return lines


def _record(lines, rule=0):
    """The record of a text; the rules differ in what they find and in the values that they give."""
    text, items, identity = "", [], {}
    for number, (uid, words, form) in enumerate(lines):
        text += f"{number + 1}. " if form & 2 else ""
        shown = words.replace(" ", "  ", 2) if form & 1 else words
        start = len(text) + shown.index("trước")
        end = len(text) + len(shown) - (2 if rule == 3 else 0)
        text += f"{shown};\n"
        identity[start] = (uid, words, number)
        if rule == 2 and number % 2:
            continue
        day = words.rsplit(" ", 1)[1].split("/")
        value = f"2024-0{day[1]}-0{day[0]}" if rule != 1 else f"2025-0{day[1]}-0{day[0]}"
        items.append(Deadline(
            id=f"ddl-{number}-{rule}", quote=text[start:end], start=start, end=end, section="", kind="due",
            bound="before", ends_on=value,
        ))  # fmt: skip
    source = SourceInfo(name="kh.txt", sha256="0", media_type="text/plain")
    document = Document(
        id="kh", type=None, number=None, issued_on=None, place=None, title=None, issuers=(), source=source
    )  # fmt: skip
    empty = dict.fromkeys(("sections", "themes", "tasks", "targets", "assignments", "references", "findings"), ())
    record = DirectiveRecord(pipeline="x", document=document, text=text, deadlines=tuple(items), **empty)
    return record, identity


def _corrections(record, chosen):
    sentences = Sentences(record.text)
    for number, (index, action) in enumerate(chosen, start=1):
        item = record.deadlines[index % len(record.deadlines)]
        common = {
            "home": HOME, "reviewer": "lan", "kind": "deadlines", "item_id": item.id, "id": number,
            "anchor": make_anchor(sentences, item.start, item.end, ""),
        }  # fmt: skip
        fields = item.model_dump(mode="json", include={"kind", "bound", "ends_on"})
        if action == "correct":
            yield Correction(
                **common, action="correct", field="ends_on", old=item.ends_on, new="2030-01-01", base={"fields": fields}
            )
        else:
            yield Correction(**common, action=action, base={"fields": fields})


def _is_its_own(lines, before, after_lines, after):
    """Is the sentence the corrected one? While that one stands, only one with the same words and neighbours will do."""
    (uid, words, at), (its, its_words, now) = before, after
    if uid == its:
        return True
    if words != its_words:
        return False
    return all(one[0] != uid for one in after_lines) or _window(lines, at) == _window(after_lines, now)


def _window(lines, at):
    return ["", *(one[1] for one in lines), ""][at : at + 3]


def _trial(sentences, twin, edits, rule, chosen, order):
    lines = [(uid, words, 0) for uid, words in enumerate(dict.fromkeys(sentences))]
    lines.append((len(lines), lines[twin % len(lines)][1], 0))  # one sentence stands twice
    record, before = _record(lines)
    said = list(_corrections(record, chosen))
    after_lines = _edited(lines, edits)
    again, after = _record(after_lines, rule)
    said_in_order = [said[i] for i in sorted(range(len(said)), key=lambda i: order[i % len(order)])]
    said_in_order = [replace(one, id=number) for number, one in enumerate(said_in_order, start=1)]
    result = merged(again, said_in_order)

    active = holding(said_in_order)
    assert sorted(one.correction.id for one in result.outcomes) == [one.id for one in active]  # each exactly once
    assert {one.outcome for one in result.outcomes} <= {"applied", "conflict", "orphan"}
    assert merged(again, said_in_order) == result  # a break in between: what is computed again is the same
    items = {item.id: item for item in result.record.deadlines}
    for one in result.outcomes:
        if one.outcome == "orphan" or not one.item_id:
            continue
        item = items[one.item_id]
        assert again.text[item.start : item.end] == item.quote
        assert _is_its_own(lines, before[one.correction.anchor.start], after_lines, after[item.start])
    touched = {one.item_id for one in result.outcomes}
    machine = {item.id: item for item in again.deadlines}
    assert all(items[key] == item for key, item in machine.items() if key not in touched)  # nothing else moved
    if not edits and rule == 0:
        assert {one.outcome for one in result.outcomes} <= {"applied"}


ARGUMENTS = {
    "sentences": st.lists(sentence, min_size=3, max_size=10), "twin": st.integers(0, 9),
    "edits": st.lists(edit, max_size=6), "rule": st.integers(0, 3),
    "chosen": st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["correct", "confirm", "reject"])), min_size=1, max_size=6),
    "order": st.lists(st.integers(0, 99), min_size=6, max_size=6),
}  # fmt: skip


@QUICK
@given(**ARGUMENTS)
def test_property_no_correction_is_lost_or_moved(sentences, twin, edits, rule, chosen, order):
    _trial(sentences, twin, edits, rule, chosen, order)


@pytest.mark.slow
@SLOW
@given(**ARGUMENTS)
def test_property_ten_thousand_trials(sentences, twin, edits, rule, chosen, order):
    _trial(sentences, twin, edits, rule, chosen, order)
