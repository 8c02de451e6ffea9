"""Why an extractor took or refused a candidate: what an audit prints beside the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """A candidate at ``text[start:end]``: taken or not, a short code and the reason as an English sentence."""

    start: int
    end: int
    accepted: bool
    code: str
    reason: str
