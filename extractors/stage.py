"""Stages: how an extractor is declared, what it is given and what it yields.

A stage is a spaCy component. It is given a ``Context`` (the text, its outline, what the header
said, what earlier stages found) and yields ``Found`` items; the wrapper writes them as one span
group of the Doc, whose ``attrs["fields"]`` holds the items' fields beside the spans. Extractors
touch no file, clock or network; the same text gives the same items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from schemas.outline import Outline, TableCell

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """An item at ``text[start:end]``; ``fields`` are plain values named as in the record."""

    start: int
    end: int
    fields: Fields = field(default_factory=dict)
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header, the signatures and the preamble say of the document as a whole.

    ``period`` is (first day, last day) in ISO 8601, each may be None. ``aliases`` are short
    forms that the text introduces ("sau đây gọi tắt là …"), as (short form, full form).
    """

    type: str | None = None
    number: str | None = None
    issued_on: str | None = None
    place: str | None = None
    title: str | None = None
    issuers: tuple[str, ...] = ()
    signers: tuple[Fields, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    period: tuple[str | None, str | None] | None = None
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """All that an extractor may look at.

    ``lines`` are (start, end) of the text's paragraphs; ``blanks`` says of each whether the
    file had a blank line before it. ``cells`` are the cells of its tables, in reading order.
    """

    text: str
    outline: Outline
    lines: tuple[tuple[int, int], ...]
    facts: Facts = Facts()
    found: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)
    blanks: tuple[bool, ...] = ()
    cells: tuple[TableCell, ...] = ()


class Groups(Mapping[str, tuple[Found, ...]]):
    """What the stages left in a Doc, by stage; a group is read when somebody asks for it."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._read: dict[str, tuple[Found, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Found, ...]:
        if name not in self._read:
            if name not in self._doc.spans:
                raise KeyError(name)
            self._read[name] = read_group(self._doc, name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._doc.spans)

    def __len__(self) -> int:
        return len(self._doc.spans)


def _extend(name: str, **kwargs: Any) -> None:
    """Give every Doc an attribute ``doc._.name``; spaCy keeps them for the whole process."""
    if not Doc.has_extension(name):
        Doc.set_extension(name, **kwargs)


for _name in ("outline", "lines", "blanks", "string", "cells"):
    _extend(_name, default=None)

LISTS = ("issuers", "signers", "addressees", "recipients", "aliases")

Extractor = Callable[[Context], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A declared extractor: ``version`` goes up whenever its output can change."""

    name: str
    version: int
    requires: tuple[str, ...]
    run: Extractor

    @property
    def component(self) -> str:
        """Name of the spaCy component."""
        return f"chidao_{self.name}"


def stage(name: str, *, version: int, requires: tuple[str, ...] = ()) -> Callable[[Extractor], Stage]:
    """Declare an extractor as a stage that runs after ``requires`` and fills ``doc.spans[name]``."""

    def declare(run: Extractor) -> Stage:
        made = Stage(name, version, requires, run)

        def component(doc: Doc) -> Doc:
            write_group(doc, name, tuple(run(read_context(doc))))
            return doc

        _extend(name, getter=partial(read_group, name=name))
        Language.component(
            made.component,
            func=component,
            assigns=["doc.spans", f"doc._.{name}"],
            requires=["doc._.outline", *(f"doc._.{other}" for other in requires)],
        )
        return made

    return declare


def read_context(doc: Doc) -> Context:
    """The context that a Doc carries."""
    found = Groups(doc)
    facts = facts_of(found.get("header", ()))
    text = doc._.string or doc.text  # spaCy would join all tokens anew for every stage
    return Context(text, doc._.outline, doc._.lines, facts, found, doc._.blanks or (), doc._.cells or ())


def facts_of(items: tuple[Found, ...]) -> Facts:
    """The facts that the header stage found: each item has a ``field`` of Facts and its ``value``."""
    single: dict[str, Any] = {
        item.fields["field"]: item.fields["value"] for item in items if item.fields["field"] not in LISTS
    }
    several: dict[str, Any] = {
        name: tuple(i.fields["value"] for i in items if i.fields["field"] == name) for name in LISTS
    }
    period, aliases = single.pop("period", None), several.pop("aliases")
    return Facts(
        **single,
        **several,
        period=(period[0], period[1]) if period else None,
        aliases=tuple((short, full) for short, full in aliases),
    )


def read_group(doc: Doc, name: str) -> tuple[Found, ...]:
    """The items that a stage left in a Doc, in its order."""
    group = doc.spans[name] if name in doc.spans else None  # noqa: SIM401 - SpanGroups.get makes a group
    return tuple(Found(**item) for item in group.attrs["fields"]) if group is not None else ()


def write_group(doc: Doc, name: str, items: tuple[Found, ...]) -> None:
    """Write items as a span group; a span that begins or ends inside a token is widened to it."""
    spans = [doc.char_span(item.start, item.end, label=name, alignment_mode="expand") for item in items]
    fields = [
        {"start": item.start, "end": item.end, "fields": item.fields, "confidence": item.confidence} for item in items
    ]
    kept = [span for span in spans if span is not None]
    doc.spans[name] = SpanGroup(doc, name=name, spans=kept, attrs={"fields": fields})
