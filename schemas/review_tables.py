"""The tables of reviews: what people said of the records. Never edited after release, like the migrations that make
them (m006, m008).

``corrections`` is a log: rows are added, never changed and never taken away, and it belongs to no document row, so
that what a person said outlives every extraction. What became of each correction, and which documents show them, is
computed (``correction_outcomes``, ``reviewed_documents``) and can be made anew.
"""

from __future__ import annotations

REVIEWS = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,              -- UTC
    reviewer TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank IN (0, 1)),  -- 1: settles a disagreement or conflict
    document_id TEXT NOT NULL,          -- the document it was made in; it need not be there any more
    record_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,                 -- list of the record, or document
    item_id TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('correct', 'confirm', 'reject', 'add', 'comment', 'withdraw')),
    field TEXT NOT NULL,                -- of a correct: which field
    old_value TEXT CHECK (old_value IS NULL OR json_valid(old_value)),  -- what the program had said
    new_value TEXT CHECK (new_value IS NULL OR json_valid(new_value)),
    reason TEXT NOT NULL,
    section TEXT NOT NULL,
    quote TEXT NOT NULL,                -- the words that the correction is about
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    start_char INTEGER NOT NULL,        -- a hint only
    anchor TEXT CHECK (anchor IS NULL OR json_valid(anchor)),  -- how the words are found again
    base TEXT CHECK (base IS NULL OR json_valid(base)),  -- the item as it was
    export TEXT NOT NULL,               -- the review file it came in; empty for the page
    withdraws INTEGER REFERENCES corrections(id)
) STRICT;
CREATE INDEX corrections_document_id ON corrections(document_id);
CREATE INDEX corrections_record_id ON corrections(record_id);
CREATE INDEX corrections_sha256 ON corrections(sha256);
CREATE TRIGGER corrections_are_kept BEFORE UPDATE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are never changed'); END;
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are never deleted'); END;

CREATE TABLE correction_outcomes (
    correction_id INTEGER NOT NULL REFERENCES corrections(id),
    document_id TEXT NOT NULL,          -- the document it was tried on; empty where there is none
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'conflict', 'orphan')),
    item_id TEXT NOT NULL,              -- the item there; empty for an orphan
    machine_value TEXT,                 -- what the program says now
    note TEXT NOT NULL,
    PRIMARY KEY (correction_id, document_id)
) STRICT;
CREATE INDEX correction_outcomes_document_id ON correction_outcomes(document_id);

CREATE TABLE reviewed_documents (
    document_id TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
    state TEXT NOT NULL                 -- hash of the corrections that its items show
) STRICT;
"""

LINKS = """
CREATE TABLE indicator_decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,              -- UTC
    reviewer TEXT NOT NULL,
    one TEXT NOT NULL,                  -- the two wordings
    other TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'open')),  -- open: taken back
    reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER indicator_decisions_are_kept BEFORE UPDATE ON indicator_decisions
BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER indicator_decisions_stay BEFORE DELETE ON indicator_decisions
BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
"""

#: Where the page of a review finds the pictures of a document's pages.
SOURCES = """
CREATE TABLE source_files (
    sha256 TEXT PRIMARY KEY REFERENCES documents(sha256) ON DELETE CASCADE,
    path TEXT NOT NULL,                 -- where a run read it last
    members TEXT NOT NULL CHECK (json_valid(members))  -- the way to it in an archive: places, from 0
) STRICT;
"""

VIEWS = {
    "v_corrections": """
SELECT o.document_id, d.title AS document_title, d.number AS document_number,
    (SELECT group_concat(name, '; ')
        FROM (SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal)) AS issuer,
    c.id, c.made_at, c.reviewer, c.kind, c.action, c.field, c.old_value, c.new_value, o.machine_value, o.outcome,
    o.note, c.reason, c.section AS path, c.quote, o.item_id
FROM corrections c
JOIN correction_outcomes o ON o.correction_id = c.id
LEFT JOIN documents d ON d.id = o.document_id
ORDER BY o.document_id, c.id""",
}
