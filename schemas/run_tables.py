"""The tables of runs, versions and near duplicates.

Never edited after release, like the migration that makes them (m005).

``versions`` does not go with a document: what an older file said stays known when a newer one takes its place.
"""

from __future__ import annotations

RUNS = """
ALTER TABLE runs ADD COLUMN copies INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN jobs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN seconds REAL;           -- wall clock; null while it runs, and after a crash

ALTER TABLE failures ADD COLUMN path TEXT;          -- where the file was
ALTER TABLE failures ADD COLUMN stage TEXT;         -- the step in hand: read, text, outline, tokens, references, …
ALTER TABLE failures ADD COLUMN log TEXT;           -- what the program said, for those who mend it

CREATE TABLE run_stages (
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    stage TEXT NOT NULL,
    documents INTEGER NOT NULL,         -- documents that went through the step
    seconds REAL NOT NULL,              -- sum over them
    PRIMARY KEY (run_id, stage)
) STRICT;

CREATE TABLE run_items (
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    items INTEGER NOT NULL,             -- in the documents that the run stored
    PRIMARY KEY (run_id, kind)
) STRICT;
"""

VERSIONS = """
CREATE TABLE versions (
    document_id TEXT NOT NULL,          -- the newer document
    sha256 TEXT NOT NULL,               -- its bytes
    old_sha256 TEXT NOT NULL,           -- the bytes of the older one
    old_document_id TEXT NOT NULL,      -- its id: the same where the newer one took its place
    old_source_name TEXT NOT NULL,
    same_text INTEGER NOT NULL CHECK (same_text IN (0, 1)),
    old_record TEXT NOT NULL CHECK (json_valid(old_record)),
    PRIMARY KEY (sha256, old_sha256)
) STRICT;
CREATE INDEX versions_document_id ON versions(document_id);

CREATE TABLE version_changes (
    sha256 TEXT NOT NULL,
    old_sha256 TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,                 -- document, or the list of the record
    change TEXT NOT NULL CHECK (change IN ('added', 'removed', 'changed')),
    path TEXT NOT NULL,                 -- place in the outline of the newer record, of the older one if removed
    what TEXT NOT NULL,                 -- the field, indicator, action, body or instrument
    old_value TEXT,
    new_value TEXT,
    PRIMARY KEY (sha256, old_sha256, ordinal),
    FOREIGN KEY (sha256, old_sha256) REFERENCES versions(sha256, old_sha256) ON DELETE CASCADE
) STRICT;
"""

DUPLICATES = """
CREATE TABLE sketches (
    document_id TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
    sketch TEXT NOT NULL                -- 32 numbers; two texts share as many of them as they share phrases
) STRICT;

CREATE TABLE sketch_bands (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    band INTEGER NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (band, key, document_id)
) STRICT;
CREATE INDEX sketch_bands_document_id ON sketch_bands(document_id);

CREATE TABLE near_duplicates (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    other_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    similarity REAL NOT NULL CHECK (similarity BETWEEN 0 AND 1),  -- estimated share of common phrases
    PRIMARY KEY (document_id, other_id),
    CHECK (document_id < other_id)
) STRICT;
CREATE INDEX near_duplicates_other_id ON near_duplicates(other_id);
"""

VIEWS = {
    "v_runs": """
SELECT r.id AS run, r.started_at, r.finished_at, r.seconds, r.program, r.jobs, r.files, r.stored, r.unchanged, r.copies,
    r.failed,
    (SELECT group_concat(code || ' × ' || n, '; ') FROM (
        SELECT code, count(*) AS n FROM failures WHERE run_id = r.id GROUP BY code ORDER BY code)) AS reasons,
    (SELECT sum(items) FROM run_items WHERE run_id = r.id) AS items
FROM runs r
ORDER BY r.id""",
    "v_changes": """
SELECT v.document_id, d.title AS document_title, d.number AS document_number,
    (SELECT group_concat(name, '; ')
     FROM (SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal)) AS issuer,
    c.path, c.kind, c.change, c.what, c.old_value, c.new_value, v.old_document_id, v.old_source_name
FROM versions v
JOIN version_changes c ON c.sha256 = v.sha256 AND c.old_sha256 = v.old_sha256
LEFT JOIN documents d ON d.sha256 = v.sha256
ORDER BY v.document_id, v.old_sha256, c.ordinal""",
}
