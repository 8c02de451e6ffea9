"""The rules of ``chidao lint`` by code: severity, what they say, what to check."""

from __future__ import annotations

from pipeline.lint_model import Rule

RULES: dict[str, Rule] = {
    "outline_gap": Rule(
        "warning",
        "Đánh số bị thiếu.",
        "A number is missing in a numbered list.",
        "Xem có mục nào bị bỏ sót hay chỉ đánh số nhầm.",
    ),
    "duplicate_label": Rule(
        "warning", "Một số dùng hai lần.", "A number is used twice at one level.", "Đánh lại số các mục sau."
    ),
    "letter_order": Rule(
        "info",
        "Sau d là e: thiếu đ.",
        "After d comes e: the letter đ is missing.",
        "Bảng chữ cái tiếng Việt có đ sau d; nhiều cơ quan bỏ qua. Chỉ sửa nếu cơ quan theo thứ tự đủ chữ.",
    ),
    "two_dates": Rule(
        "error",
        "Một văn bản được dẫn với hai ngày.",
        "One instrument is cited with two dates.",
        "Đối chiếu ngày với văn bản gốc.",
    ),
    "impossible_date": Rule("error", "Ngày không có trong lịch.", "There is no such day.", "Sửa ngày, tháng."),
    "malformed_date": Rule("warning", "Ngày viết sai dạng.", "The date is malformed.", "Viết lại ngày, tháng, năm."),
    "weekday_mismatch": Rule(
        "error", "Thứ không khớp với ngày.", "The weekday is not that of the date.", "Xem lịch, sửa thứ hoặc ngày."
    ),
    "year_outside_period": Rule(
        "warning",
        "Thời gian nằm ngoài thời kỳ của văn bản.",
        "The time is outside the document's period.",
        "Xem năm có chép lại từ văn bản năm trước không.",
    ),
    "date_before_issue": Rule(
        "warning",
        "Thời gian đã qua khi văn bản được ban hành.",
        "The time had passed when the document was issued.",
        "Xem lại thời hạn hoặc ngày ban hành.",
    ),
    "cites_later": Rule(
        "error",
        "Văn bản được dẫn ban hành sau văn bản này.",
        "The cited instrument is later than this document.",
        "Đối chiếu ngày của văn bản được dẫn.",
    ),
    "symbol_without_type": Rule(
        "warning",
        "Ký hiệu không có mã tên loại.",
        "The symbol lacks the code of its type.",
        "Đối chiếu ký hiệu với văn bản gốc.",
    ),
    "party_symbol": Rule(
        "info",
        "Ký hiệu văn bản Đảng viết theo kiểu nhà nước.",
        "A Party symbol is written the state's way.",
        "Văn bản của Đảng viết số-LOẠI/CƠ QUAN, ví dụ 27-NQ/TW.",
    ),
    "odd_symbol": Rule(
        "info",
        "Số văn bản có ba chữ số, bắt đầu bằng 0.",
        "The number has three digits and begins with 0.",
        "Số nhỏ hơn 10 viết hai chữ số.",
    ),
    "congress_number": Rule(
        "warning",
        "Đại hội của một tổ chức mang hai số thứ tự đảo nhau.",
        "One body's congress has two ordinals, one the other's letters swapped.",
        "Xác định đúng lần thứ của đại hội.",
    ),
    "congress_word": Rule(
        "warning", "Thiếu chữ “Đại hội”.", "The word “Đại hội” is missing.", "Viết đủ tên nghị quyết."
    ),
    "issuer_mismatch": Rule(
        "info",
        "Phần mở đầu và phần ký nêu hai cơ quan.",
        "Preamble and signature name two organs.",
        "Xem ai ban hành văn bản và ký thay mặt ai.",
    ),
    "unclosed_quote": Rule(
        "warning", "Dấu ngoặc kép không khép.", "A quotation mark is not closed.", "Thêm dấu ” vào cuối chỗ trích."
    ),
    "unopened_quote": Rule(
        "warning", "Dấu ngoặc kép không mở.", "A quotation mark is not opened.", "Thêm dấu “ vào đầu chỗ trích."
    ),
    "typo": Rule("warning", "Có thể viết sai chính tả.", "This may be a typo.", "Sửa lại nếu đúng là lỗi."),
    "repeated_word": Rule("warning", "Từ lặp hai lần.", "A word stands twice.", "Bỏ một từ."),
    "missing_word": Rule("warning", "Tên cơ quan thiếu chữ.", "A word of a body's name is missing.", "Viết đủ tên."),
    "stray_stop": Rule("warning", "Dấu chấm thừa giữa câu.", "A stray full stop.", "Bỏ dấu chấm hoặc tách câu."),
    "target_without_year": Rule(
        "info",
        "Chỉ tiêu không có năm, văn bản không có thời kỳ.",
        "The target has no year and the document no period.",
        "Ghi rõ đến năm nào.",
    ),
    "task_without_body": Rule(
        "info",
        "Việc có thời hạn nhưng không rõ ai làm.",
        "A task with a deadline names nobody responsible.",
        "Ghi rõ cơ quan, đơn vị thực hiện.",
    ),
}
