"""What a person sees in Datasette: descriptions, facets and ready questions, Vietnamese and English side by side."""

from __future__ import annotations

from typing import Any

DATABASE_DESCRIPTION = (
    "Bắt đầu từ các khung nhìn v_… hoặc các câu hỏi có sẵn. · Start with the views v_… or the ready questions. "
    "Chỉ đọc, chỉ trên máy này. · Read-only, on this machine only."
)
_VIEWS = {
    "v_documents": ("Văn bản · Documents", ["type", "issuer"]),
    "v_tasks": ("Nhiệm vụ · Tasks", ["document_number", "role_label", "leads"]),
    "v_targets": ("Chỉ tiêu · Targets", ["document_number", "unit", "due"]),
    "v_deadlines": ("Thời hạn · Deadlines", ["document_number", "kind_label"]),
    "v_assignments": ("Phân công · Assignments", ["body", "role_label"]),
    "v_citations": ("Viện dẫn · Citations", ["relation_label", "type"]),
    "v_findings": ("Điểm cần xem lại · Findings in one document", ["code"]),
    "v_cited_by": ("Văn bản được dẫn bởi · Cited by", ["cited_type", "relation_label", "resolution"]),
    "v_cross_findings": ("Mâu thuẫn giữa các văn bản · Findings across documents", ["code"]),
}
_TABLES = {
    "documents": ("Bảng văn bản · Table of documents", ["type"], "title"),
    "instruments": ("Văn bản được viện dẫn · Instruments", ["type", "system"], "number"),
    "bodies": ("Cơ quan, tổ chức · Bodies", ["system", "level"], "name"),
    "body_successors": ("Cơ quan kế thừa sau sắp xếp · Successors after mergers", ["since"], "successor"),
}
TABLES: dict[str, dict[str, Any]] = {
    **{name: {"title": title, "facets": facets} for name, (title, facets) in _VIEWS.items()},
    **{
        name: {"title": title, "facets": facets, "label_column": label}
        for name, (title, facets, label) in _TABLES.items()
    },
    **{name: {"hidden": True} for name in ("search_text", "indexed_documents", "_sqlite_migrations")},
}

QUERIES: dict[str, dict[str, Any]] = {
    "cited_by": {
        "title": "Ai viện dẫn văn bản này? · Who cites this instrument?",
        "description": "Nhập số hiệu, ví dụ 12b/NQ-BCH. · Type a number such as 12b/NQ-BCH.",
        "sql": """SELECT document_number, document_title, issuer, relation_label, resolution, reason_label,
    path, page, quote
FROM v_cited_by
WHERE replace(replace(lower(cited_number), ' ', ''), '–', '-') = replace(replace(lower(:number), ' ', ''), '–', '-')
ORDER BY issued_on DESC""",
    },
    "body_tasks": {
        "title": "Cơ quan này phải làm gì? · What does this body have to do?",
        "description": "Nhập một phần tên cơ quan. · Type a part of the body's name.",
        "sql": """SELECT document_number, document_title, body, role_label, task_path, task_quote, page
FROM v_assignments WHERE body LIKE '%' || :body || '%' ORDER BY document_id, task_path LIMIT 500""",
    },
    "due_before": {
        "title": "Việc gì đến hạn trước ngày này? · What is due before this day?",
        "description": "Ngày dạng 2025-06-01. · A day such as 2025-06-01.",
        "sql": """SELECT document_number, issuer, ends_on, action, quote, path, page
FROM v_deadlines WHERE ends_on LIKE '2%' AND ends_on < :day ORDER BY ends_on DESC LIMIT 500""",
    },
    "same_indicator": {
        "title": "Chỉ tiêu nào nói về …? · Which targets speak of …?",
        "description": "Nhập một phần tên chỉ tiêu. · Type a part of the indicator.",
        "sql": """SELECT document_number, issuer, indicator, comparator, value, unit, due, quote, path, page
FROM v_targets WHERE indicator LIKE '%' || :indicator || '%' ORDER BY due, document_id LIMIT 500""",
    },
    "most_cited": {
        "title": "Văn bản được dẫn nhiều nhất · Most cited instruments",
        "sql": "SELECT type, number, date, title, mentions, id FROM instruments ORDER BY mentions DESC, id LIMIT 100",
    },
    "unclear": {
        "title": "Viện dẫn chưa rõ là văn bản nào · Citations that are not settled",
        "sql": """SELECT document_number, resolution, reason_label, quote, cited_number, cited_date, cited_title,
    path, page
FROM v_cited_by WHERE resolution <> 'one' ORDER BY document_id, path LIMIT 500""",
    },
    "conflicts": {
        "title": "Mâu thuẫn trong viện dẫn và chỉ tiêu · Conflicts in citations and targets",
        "sql": """SELECT document_number, code, message, quote, path, page, related
FROM v_cross_findings ORDER BY document_id, code""",
    },
}
