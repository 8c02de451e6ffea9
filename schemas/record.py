"""The directive record, version 1: what the pipeline makes of one document.

All offsets are code points into ``DirectiveRecord.text``; spans are half-open and
``text[start:end] == quote`` holds for every item. Dates are ISO 8601 strings and may be
partial: ``2026-03`` is a month whose day was left blank, ``--11-01`` a day of every year.
Nothing here knows how a value was found.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.vocabulary import (
    AssignmentRole,
    Bound,
    Change,
    Comparator,
    DeadlineKind,
    Relation,
    Role,
    Status,
    ThemeKind,
)

SCHEMA_VERSION = 1

IsoDate = Annotated[
    str,
    StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|--\d{2}-\d{2})$"),
    Field(examples=["2024-05-20", "2026-03", "--11-01"]),
]
Confidence = Annotated[float, Field(ge=0, le=1)]


def _is_empty(value: tuple[object, ...]) -> bool:
    return not value


class Model(BaseModel):
    """Frozen, closed, plain values only: a record crosses processes and becomes JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=True, validate_default=True)


class SourceInfo(Model):
    """The file a record was made from."""

    name: str = Field(description="File name, without its folder.", examples=["ke-hoach-tra-vinh-2021.txt"])
    sha256: str = Field(description="SHA-256 of the file's bytes, in hexadecimal.")
    media_type: str = Field(examples=["text/plain", "application/pdf"])
    pages: int | None = Field(default=None, description="Number of pages, where the format has them.")
    ocr: bool = Field(default=False, description="True when text was read from page images.")
    stamps: dict[str, str] = Field(
        default_factory=dict,
        description="What the stamp of a digital signature says: number, date, signed_by, signed_at; of the signature "
        "itself signature_by, signature_at.",
        examples=[{"number": "12/QĐ-UBND", "signed_by": "UBND tỉnh", "signed_at": "2021-03-14"}],
    )
    stamped: tuple[str, ...] = Field(
        default=(),
        description="Fields of the document that are blank in the text and were filled from the stamps.",
        examples=[["number"]],
    )


class Signer(Model):
    """A person who signed, with office (chức vụ) and authority line (thẩm quyền ký)."""

    name: str = Field(examples=["Lê Thị Đức"])
    position: str | None = Field(default=None, examples=["Phó Chủ tịch"])
    capacity: str | None = Field(default=None, examples=["TM. BAN THƯỜNG VỤ"])


class Period(Model):
    """The time a document plans for, from its title or preamble."""

    start: IsoDate | None = None
    end: IsoDate | None = None


class Document(Model):
    """What the header, the signatures and the list of recipients say."""

    id: str = Field(description="Stable slug of issuer, number and date; of the content's hash where missing.")
    type: str | None = Field(description="Tên loại, lower case.", examples=["kế hoạch", "chỉ thị"])
    number: str | None = Field(
        description="Số/ký hiệu without spaces; /KH-UBND where the number was left blank.",
        examples=["04/CTPH-LĐLĐ-HLHPN"],
    )
    issued_on: IsoDate | None = Field(description="Date of issue; 2026-03 where the day was left blank.")
    place: str | None = Field(description="Địa danh.", examples=["Lai Châu"])
    title: str | None = Field(description="Trích yếu, without the type word, as printed.")
    issuers: tuple[str, ...] = Field(description="Full names of the issuing bodies.")
    signers: tuple[Signer, ...] = ()
    addressees: tuple[str, ...] = Field(default=(), description="Kính gửi, as printed.")
    recipients: tuple[str, ...] = Field(default=(), description="Nơi nhận, one entry a line.")
    period: Period | None = None
    source: SourceInfo


class Item(Model):
    """Something found at one place of the text."""

    id: str = Field(description="Stable: the same document gives the same ids, and an edit elsewhere changes none.")
    quote: str = Field(description="The words themselves: text[start:end].")
    start: int = Field(ge=0, description="First code point.")
    end: int = Field(ge=0, description="One past the last code point.")
    section: str = Field(description='Path of the outline node it stands in; "" before the first node.')
    page: int | None = Field(default=None, description="Page of its first character, from 1.")
    confidence: Confidence = 1.0
    status: Status = Status.AUTO


class Section(Item):
    """A node of the outline: heading, numbered item, bullet or item-like paragraph."""

    path: str = Field(examples=["II.1", "IV.1[2]", "Chương I.Điều 4.1.a"])
    label: str | None = Field(description="As printed.", examples=["II.", "1.3.", "(2)", "-", "a)"])
    heading: str | None = Field(description="Text of the line when the node is a heading.")
    role: Role


class Theme(Item):
    """A slogan or a message, without its quotation marks."""

    kind: ThemeKind
    event: str | None = Field(default=None, description="The month or day it belongs to.")


class Task(Item):
    """A leaf of the outline that says what is to be done."""

    path: str
    action: str | None = Field(default=None, description="Its leading verb phrase.")
    deadlines: tuple[str, ...] = Field(default=(), description="Ids of the deadlines inside it.")
    targets: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ()


class Milestone(Model):
    """One value of a target and the time it is for."""

    quote: str = Field(examples=["80% trở lên", "ít nhất 01 hoạt động"])
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    comparator: Comparator
    value: float
    value_max: float | None = None
    unit: str | None = Field(default=None, examples=["%", "hoạt động"])
    change: Change | None = None
    per: str | None = Field(default=None, examples=["mỗi công đoàn cơ sở"])
    due: IsoDate | None = None
    recurrence: str | None = Field(default=None, examples=["FREQ=YEARLY"])


class Target(Item):
    """An indicator of one population and the values set for it."""

    indicator: str = Field(description="What is measured, without the value, the time and verbs of striving.")
    milestones: tuple[Milestone, ...]


class Deadline(Item):
    """A time limit, window or recurrence in which something has to be done.

    ``starts_on`` and ``ends_on`` differ where the text names a period, because inventing a
    day would be a lie. A limit relative to an event keeps its ``offset`` and ``anchor``.
    """

    kind: DeadlineKind
    bound: Bound
    starts_on: IsoDate | None = None
    ends_on: IsoDate | None = None
    recurrence: str | None = Field(default=None, description="RFC 5545 RRULE value.", examples=["FREQ=YEARLY"])
    offset: str | None = Field(default=None, description="ISO 8601 duration after the anchor.", examples=["P15D"])
    anchor: str | None = Field(default=None, description="The event an offset counts from, as printed.")
    action: str | None = Field(default=None, description="What has to be done, in the document's words.")
    year_from: str | None = Field(
        default=None,
        description="The rule that gave a year that is not printed.",
        examples=["period", "range"],
    )


class Assignment(Item):
    """Which body has which part in what."""

    body: str = Field(description="Full name, abbreviation and local short form resolved.")
    role: AssignmentRole
    task: str = Field(description='Path of the node it applies to; "" for the whole document.')


class Pinpoint(Model):
    """The place inside the cited instrument, bare numbers as printed."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    chapter: str | None = None


class Reference(Item):
    """One mention of an instrument."""

    type: str = Field(examples=["nghị quyết", "luật", "điều lệ"])
    number: str | None = Field(default=None, examples=["1500b/KL-TLĐ", "145/2020/NĐ-CP", "6b"])
    date: IsoDate | None = None
    issuer: str | None = None
    title: str | None = None
    pinpoint: Pinpoint | None = None
    relation: Relation
    instrument: str | None = Field(default=None, description="Id of the cited instrument, the same for every mention.")


class Finding(Model):
    """What a careful reader would query."""

    id: str
    code: str = Field(examples=["outline_gap", "duplicate_label"])
    message: str
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    section: str = ""
    related: tuple[str, ...] = ()


class PrintedLine(Model):
    """A line as it is printed: ``text[start:end]`` and its box, in points from the upper left corner of the page."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    x0: float
    y0: float
    x1: float
    y1: float
    words: Annotated[str, StringConstraints(pattern=r"^-?\d+( -?\d+)*$")] = Field(
        description="Left edge of each of its words, with blanks between; a list would take thrice the room.",
        examples=["85 112 140"],
    )


class PrintedPage(Model):
    """A page of the file and the lines on it, so that every span has its place there."""

    number: int = Field(ge=1)
    width: float = Field(description="In points, as the page is shown.")
    height: float
    turned: float = Field(
        default=0.0,
        description="Degrees by which its picture was turned anticlockwise about its middle to be read; "
        "the boxes are those of the turned page.",
    )
    lines: tuple[PrintedLine, ...]


class DirectiveRecord(Model):
    """One document's record."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_enum_values=True,
        validate_default=True,
        serialize_by_alias=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    schema_version: int = Field(default=SCHEMA_VERSION, alias="schema")
    pipeline: str = Field(description="Version of the program and of its stages that made the record.")
    document: Document
    text: str
    sections: tuple[Section, ...]
    themes: tuple[Theme, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    assignments: tuple[Assignment, ...]
    references: tuple[Reference, ...]
    findings: tuple[Finding, ...]
    layout: tuple[PrintedPage, ...] = Field(
        default=(),
        exclude_if=_is_empty,
        description="Where the lines of the text are printed; left out where the format has no pages.",
    )

    def to_json(self) -> str:
        """The record as indented UTF-8 JSON with a final newline; Vietnamese is not escaped."""
        return self.model_dump_json(indent=1, by_alias=True) + "\n"
