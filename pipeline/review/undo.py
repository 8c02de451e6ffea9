"""Takes back what a reviewer did last on the page: by withdrawals, which are corrections like others.

What is saved together on the page is a step and has a mark of its own (``Correction.export``), so that it can be
taken back together, also after the page was loaded anew. What came in by a file is not touched.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import replace

from pipeline.review.log import Correction, active, append, belonging
from schemas.sqlite import Database

MARK = "page:"


def new_mark() -> str:
    """The mark of the next step. Two pages that are open at once never share one."""
    return MARK + secrets.token_hex(8)


def steps(db: Database, document_id: str, reviewer: str) -> list[list[Correction]]:
    """What the reviewer did on the page of a document and still holds, step by step, oldest first."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for one in active(belonging(db, document_id)):
        if one.reviewer == reviewer and one.export.startswith(MARK):
            found[one.export].append(one)
    return sorted(found.values(), key=lambda step: step[-1].id)


def undo(db: Database, document_id: str, reviewer: str) -> list[Correction]:
    """Withdraw the last step, inside a transaction of the caller; give what was withdrawn."""
    done = steps(db, document_id, reviewer)
    if not done:
        return []
    last = done[-1]
    append(db, [replace(one, action="withdraw", withdraws=one.id, id=0, made_at="", base=None) for one in last])
    return last
