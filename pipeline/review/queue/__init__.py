"""The queue: what a person should look at next, most needed first.

Conflicts and orphans of corrections, disagreements of reviewers, what the program is not sure of, disagreements of
sources (two documents, a table and the text, a scan, two wordings of an indicator), findings. What somebody has
confirmed, corrected, rejected or decided does not come again.
"""

from __future__ import annotations

from pipeline.review.queue.line import doubts_of, next_rows

__all__ = ["doubts_of", "next_rows"]
