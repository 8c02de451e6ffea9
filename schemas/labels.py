"""The words that people read for the codes of the vocabularies.

One row a code: vocabulary, code, Vietnamese, English. A test holds them against
``schemas.vocabulary``, so that no code is without a word. They are copied into the database by a
migration; a changed word needs a new one.
"""

from __future__ import annotations

LABELS: tuple[tuple[str, str, str, str], ...] = (
    ("section_role", "theme", "chủ đề, thông điệp", "theme"),
    ("section_role", "purpose", "mục đích, yêu cầu", "purpose"),
    ("section_role", "objective", "mục tiêu chung", "objective"),
    ("section_role", "target", "chỉ tiêu, mục tiêu cụ thể", "target"),
    ("section_role", "task", "nhiệm vụ, giải pháp", "task"),
    ("section_role", "organisation", "tổ chức thực hiện", "organisation"),
    ("section_role", "funding", "kinh phí", "funding"),
    ("section_role", "appendix", "phụ lục", "appendix"),
    ("section_role", "other", "khác", "other"),
    ("assignment_role", "lead", "chủ trì", "leads"),
    ("assignment_role", "coordinate", "phối hợp", "coordinates"),
    ("assignment_role", "advise", "tham mưu", "advises"),
    ("assignment_role", "recipient", "nhận báo cáo", "receives"),
    ("relation", "basis", "căn cứ", "is based on"),
    ("relation", "implements", "thực hiện", "implements"),
    ("relation", "guides", "hướng dẫn", "guides"),
    ("relation", "amends", "sửa đổi, bổ sung", "amends"),
    ("relation", "replaces", "thay thế", "replaces"),
    ("relation", "repeals", "bãi bỏ", "repeals"),
    ("relation", "reviews", "sơ kết, tổng kết", "reviews"),
    ("relation", "cites", "dẫn chiếu", "cites"),
    ("deadline_kind", "due", "thời hạn", "done by"),
    ("deadline_kind", "window", "khoảng thời gian", "done within"),
    ("deadline_kind", "event", "ngày, tháng kỷ niệm", "tied to a named day or month"),
    ("bound", "before", "trước", "before"),
    ("bound", "by", "chậm nhất, đến", "by"),
    ("bound", "on", "vào", "on"),
    ("bound", "from", "từ", "from"),
    ("bound", "during", "trong", "during"),
    ("theme_kind", "motto", "chủ đề", "motto"),
    ("theme_kind", "message", "thông điệp", "message"),
    ("comparator", "=", "bằng", "exactly"),
    ("comparator", ">=", "từ … trở lên, ít nhất", "at least"),
    ("comparator", ">", "trên", "more than"),
    ("comparator", "<=", "không quá", "at most"),
    ("comparator", "<", "dưới", "less than"),
    ("comparator", "~", "khoảng", "about"),
    ("comparator", "range", "từ … đến …", "between"),
    ("change", "increase", "tăng", "increase"),
    ("change", "decrease", "giảm", "decrease"),
    ("status", "auto", "máy đọc", "read by the program"),
    ("status", "confirmed", "đã xác nhận", "confirmed"),
    ("status", "corrected", "đã sửa", "corrected"),
    ("status", "rejected", "đã loại", "rejected"),
    ("status", "added", "thêm vào", "added by a person"),
)
