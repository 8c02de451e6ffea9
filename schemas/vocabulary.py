"""The closed vocabularies of a record. ``docs/terms.md`` gives the Vietnamese term of each."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """The part of a document that a stretch of text belongs to; every character is in exactly one."""

    HEADER = "header"
    PREAMBLE = "preamble"
    BODY = "body"
    CLOSING = "closing"
    SIGNATURES = "signatures"
    RECIPIENTS = "recipients"
    APPENDIX = "appendix"
    FRAME = "frame"  # words of the web page or mail that the document was taken from


class Role(StrEnum):
    """What a section of the outline is for."""

    THEME = "theme"  # chủ đề, thông điệp
    PURPOSE = "purpose"  # mục đích, yêu cầu, quan điểm
    OBJECTIVE = "objective"  # mục tiêu chung
    TARGET = "target"  # chỉ tiêu, mục tiêu cụ thể
    TASK = "task"  # nhiệm vụ, giải pháp
    ORGANISATION = "organisation"  # tổ chức thực hiện
    FUNDING = "funding"  # kinh phí
    APPENDIX = "appendix"  # phụ lục
    OTHER = "other"


class Status(StrEnum):
    """``auto``, or what a reviewer made of the item."""

    AUTO = "auto"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"


class ThemeKind(StrEnum):
    """A slogan (chủ đề) or a message (thông điệp)."""

    MOTTO = "motto"
    MESSAGE = "message"


class Comparator(StrEnum):
    """How a target's value bounds what is measured."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"
    RANGE = "range"


class Change(StrEnum):
    """Set when a target's value is an amount of change and not a level."""

    INCREASE = "increase"
    DECREASE = "decrease"


class DeadlineKind(StrEnum):
    """Done by a day, done within a time, or tied to a named day or month."""

    DUE = "due"
    WINDOW = "window"
    EVENT = "event"


class Bound(StrEnum):
    """How the printed time bounds the action."""

    BEFORE = "before"
    BY = "by"
    ON = "on"
    FROM = "from"
    DURING = "during"


class AssignmentRole(StrEnum):
    """The part a body has in a task."""

    LEAD = "lead"  # chủ trì, giao, chịu trách nhiệm
    COORDINATE = "coordinate"  # phối hợp
    ADVISE = "advise"  # tham mưu, đầu mối
    RECIPIENT = "recipient"  # gửi về, báo cáo, trình


class Relation(StrEnum):
    """What the document does with an instrument it cites."""

    BASIS = "basis"
    IMPLEMENTS = "implements"
    GUIDES = "guides"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    REVIEWS = "reviews"
    CITES = "cites"
