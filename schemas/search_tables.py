"""The tables of instruments, bodies and search: what is computed from the documents and can be made anew.

Never edited after release, like the migration that makes them (m004).
"""

from __future__ import annotations

INSTRUMENTS = """
CREATE TABLE instruments (
    id TEXT PRIMARY KEY,                -- canonical id (/akn/vn/doc/…) where the date is known, else key:…
    akn TEXT,                           -- the canonical id, or null
    type TEXT NOT NULL,
    number TEXT,
    number_key TEXT,
    date TEXT,
    system TEXT,                        -- who issued it, as in the id
    title TEXT,
    document_id TEXT REFERENCES documents(id) ON DELETE SET NULL,  -- the document of this database that it is
    mentions INTEGER NOT NULL           -- mentions that mean it and nothing else
) STRICT;
CREATE INDEX instruments_number_key ON instruments(number_key);
CREATE INDEX instruments_document_id ON instruments(document_id);

CREATE TABLE citation_instruments (
    document_id TEXT NOT NULL,
    citation_id TEXT NOT NULL,
    instrument_id TEXT NOT NULL,        -- empty where nothing is known
    status TEXT NOT NULL CHECK (status IN ('one', 'candidates', 'unknown')),
    reason TEXT NOT NULL,               -- code, see labels (resolution_reason)
    cited_on TEXT NOT NULL,             -- date of the citing document, empty where it has none
    PRIMARY KEY (document_id, citation_id, instrument_id),
    FOREIGN KEY (document_id, citation_id) REFERENCES citations(document_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX citation_instruments_instrument_id ON citation_instruments(instrument_id, cited_on);

CREATE TABLE cross_findings (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    section TEXT NOT NULL,
    page INTEGER,
    related TEXT NOT NULL CHECK (json_valid(related))  -- the other places: document, path, page, quote
) STRICT;
CREATE INDEX cross_findings_code ON cross_findings(code);
CREATE INDEX cross_findings_document_id ON cross_findings(document_id);
"""

BODIES = """
CREATE TABLE bodies (
    id TEXT PRIMARY KEY,                -- the name without accents, joined by hyphens
    name TEXT NOT NULL,
    system TEXT NOT NULL,               -- party, state, union, women, youth, front, association, other
    level TEXT NOT NULL,                -- central, province, district, commune, unit, unknown
    parent_id TEXT,
    assignments INTEGER NOT NULL        -- how often it has a part in a task
) STRICT;
CREATE INDEX bodies_parent_id ON bodies(parent_id);

CREATE TABLE body_successors (
    body_id TEXT NOT NULL REFERENCES bodies(id) ON DELETE CASCADE,
    successor_id TEXT NOT NULL,
    successor TEXT NOT NULL,            -- its name
    since TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (body_id, successor_id)
) STRICT;
CREATE INDEX body_successors_successor_id ON body_successors(successor_id);
"""

SEARCH = """
CREATE TABLE indexed_documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- row of search_text; never used twice
    document_id TEXT NOT NULL UNIQUE REFERENCES documents(id) ON DELETE CASCADE,
    program TEXT NOT NULL                  -- version of the index's code that wrote it
) STRICT;

CREATE VIRTUAL TABLE search_text USING fts5(
    title, exact, folded, issuer, body, facts,
    content='', tokenize="unicode61 remove_diacritics 0"
);
"""

#: Codes of the reasons, with the words that people read.
REASONS: tuple[tuple[str, str, str], ...] = (
    ("number_and_date", "trùng số, ký hiệu và ngày", "number and date agree"),
    ("number_alone", "chỉ có số, ký hiệu, không có ngày", "number without a date, and nothing to compare it with"),
    ("same_document", "văn bản này dẫn đầy đủ ở chỗ khác", "the same document cites it in full elsewhere"),
    ("short_form", "dạng viết tắt của văn bản đã dẫn trong cùng tài liệu", "short form of what it cites in full"),
    ("number_and_title", "trùng số và trích yếu", "number and title agree"),
    ("same_title", "trùng số và trích yếu, khác ngày", "number and title agree, the dates differ"),
    ("only_candidate", "văn bản duy nhất có số này trong cơ sở dữ liệu", "the only one of this number that is known"),
    ("several_issuers", "nhiều cơ quan ban hành cùng số, cùng ngày", "several issuers have this number and date"),
    ("no_date", "không có ngày, nhiều văn bản cùng số", "no date is given and several have this number"),
    ("bare_number", "chỉ có số, không có ký hiệu", "a number without its symbol"),
    ("no_name", "không đủ tên để nhận ra", "the name says too little"),
    ("nothing_known", "không có gì để nhận ra", "nothing to know it by"),
    ("name", "trùng tên", "the name agrees"),
    ("named", "tên có trong bảng, kèm số và ngày", "the table of names has its number and date"),
    ("named_other_years", "tên có trong bảng nhưng khác năm", "the table has the name with other years"),
    ("adopted_by", "văn bản nêu quyết định ban hành ngay sau tên", "the text names the act that adopted it"),
    ("title_in_document", "trùng tên với văn bản dẫn bằng số trong cùng tài liệu", "cited there with a number"),
    ("title_of_document", "trùng tên, cơ quan, thời kỳ với một tài liệu", "title, issuer and period of a document"),
    ("several_titles", "nhiều tài liệu cùng tên", "several documents have this title"),
    ("congress", "đại hội và lần thứ", "the congress and its ordinal"),
    ("congress_transposed", "đại hội lần thứ viết đảo chữ số La Mã", "its ordinal has letters swapped"),
    ("no_ordinal", "không rõ đại hội lần thứ mấy", "the ordinal of the congress is missing"),
    ("law_year", "luật có nêu năm", "the law's year is given"),
    ("law_year_unknown", "không có luật này ở năm đó", "the table has no such law of that year"),
    ("law_only_edition", "chỉ có một luật tên này", "there is one law of this name"),
    ("law_in_force", "luật có hiệu lực vào ngày văn bản", "the edition in force at the document's date"),
    ("law_two_editions", "luật mới đã thông qua, chưa có hiệu lực", "the new edition was passed but not in force"),
    ("law_to_implement", "văn bản triển khai thi hành luật mới", "the document prepares the new law"),
    ("law_no_date", "văn bản không có ngày để xác định luật nào", "the document's date is not known"),
    ("law_before_first", "chưa có luật này vào ngày văn bản", "no such law was passed by then"),
    ("law_revised", "luật sửa đổi, bản mới nhất", "the revised law, newest edition"),
    ("law_revised_no_date", "luật sửa đổi, văn bản không có ngày", "the revised law; the document has no date"),
    ("law_bill", "còn là dự án luật vào ngày văn bản", "still a bill at the document's date"),
)  # fmt: skip

STATUSES: tuple[tuple[str, str, str], ...] = (
    ("one", "một văn bản", "one instrument"),
    ("candidates", "có thể là một trong", "may be one of"),
    ("unknown", "chưa rõ", "not known"),
)

VIEWS = {
    "v_cited_by": """
SELECT d.id AS document_id, d.title AS document_title, d.number AS document_number,
    (SELECT group_concat(name, '; ')
        FROM (SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal)) AS issuer,
    d.issued_on, x.section AS path, i.id AS instrument_id, i.type AS cited_type, i.number AS cited_number,
    i.date AS cited_date, i.title AS cited_title, x.relation,
    (SELECT vietnamese FROM labels WHERE vocabulary = 'relation' AND code = x.relation) AS relation_label,
    l.status AS resolution, l.reason,
    (SELECT vietnamese FROM labels WHERE vocabulary = 'resolution_reason' AND code = l.reason) AS reason_label,
    x.article, x.clause, x.point, x.quote, x.page, x.confidence, x.status, x.id
FROM citation_instruments l
JOIN citations x ON x.document_id = l.document_id AND x.id = l.citation_id
JOIN documents d ON d.id = l.document_id
LEFT JOIN instruments i ON i.id = l.instrument_id
WHERE x.status <> 'rejected'""",
    "v_cross_findings": """
SELECT d.id AS document_id, d.title AS document_title, d.number AS document_number,
    (SELECT group_concat(name, '; ')
        FROM (SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal)) AS issuer,
    x.section AS path, x.code, x.message, x.quote, x.page, x.related, x.id
FROM cross_findings x
JOIN documents d ON d.id = x.document_id""",
}
