// The page's own words, Vietnamese and English.
export const WORDS = {
  vi: {
    saved: "đã lưu", failed: "chưa lưu", undone: "đã hoàn tác", nothing: "không có gì để hoàn tác", hint: "? phím tắt",
    confirmed: "đã xác nhận", corrected: "đã sửa", rejected: "đã loại", added: "thêm vào", auto: "máy đọc",
    quote: "chữ trong văn bản", comment: "ghi chú", kind_of_item: "loại mục", one_a_line: "mỗi dòng một mục",
    more: "thêm dòng", gone: "Tệp gốc không còn ở nơi máy đã đọc nó, nên không xem được ảnh trang: ",
    changed: "Ở nơi đó nay là một tệp khác, nên không xem được ảnh trang: ",
    page: "trang", no_verdict: "phần đầu văn bản chỉ có thể sửa (e)",
    unreachable: "máy chủ không trả lời: hãy kiểm tra chương trình `chidao review serve` còn chạy rồi thử lại", same: "cùng một chỉ tiêu",
    different: "hai chỉ tiêu khác nhau", no_links: "Không còn cặp nào cần quyết định.", left: "còn",
    save_keys: "Ctrl+Enter: lưu · Esc: thôi", confidence: "độ chắc",
    document: "văn bản", sections: "đề mục", themes: "chủ đề", tasks: "nhiệm vụ", targets: "chỉ tiêu",
    deadlines: "thời hạn", assignments: "phân công", references: "viện dẫn", findings: "phát hiện",
    fields: {
      type: "tên loại", number: "số, ký hiệu", issued_on: "ngày ban hành", place: "địa danh", title: "trích yếu",
      issuers: "cơ quan ban hành", signers: "người ký", addressees: "kính gửi", recipients: "nơi nhận", period: "thời kỳ",
      start: "từ", end: "đến", name: "họ tên", position: "chức vụ", capacity: "thẩm quyền ký", path: "vị trí",
      label: "số thứ tự", heading: "tên đề mục", role: "vai trò", kind: "loại", event: "dịp", action: "việc",
      indicator: "chỉ tiêu", milestones: "giá trị", quote: "chữ", comparator: "so sánh", value: "số", value_max: "số trên",
      unit: "đơn vị", change: "tăng, giảm", per: "tính cho", due: "đến hạn", recurrence: "lặp lại", bound: "mốc",
      starts_on: "bắt đầu", ends_on: "kết thúc", offset: "sau", anchor: "kể từ", body: "cơ quan", task: "nhiệm vụ số",
      date: "ngày", issuer: "cơ quan", pinpoint: "chỗ dẫn", article: "điều", clause: "khoản", point: "điểm",
      chapter: "chương", relation: "quan hệ",
    },
    keys: {
      "j k": "mục sau, mục trước", h: "phần đầu văn bản", n: "mục cần xem tiếp theo", c: "xác nhận", x: "loại", e: "sửa",
      "Ctrl+Enter": "lưu khi đang sửa", Esc: "thôi sửa", m: "lấy chữ đang bôi đen cho mục này; không bôi thì sửa chữ",
      a: "thêm mục từ chữ đang bôi đen; không bôi thì gõ chữ", u: "hoàn tác, cả khi đã tải lại trang",
      i: "ẩn, hiện ảnh trang", "+ -": "phóng to, thu nhỏ ảnh trang", l: "English", "?": "bảng này",
    },
    link_keys: {
      "j k": "cặp sau, cặp trước", s: "cùng một chỉ tiêu", d: "hai chỉ tiêu khác nhau", u: "hoàn tác", l: "English",
      "?": "bảng này",
    },
  },
  en: {
    saved: "saved", failed: "not saved", undone: "undone", nothing: "nothing to undo", hint: "? keys",
    confirmed: "confirmed", corrected: "corrected", rejected: "rejected", added: "added", auto: "by the program",
    quote: "words", comment: "comment", kind_of_item: "kind", one_a_line: "one a line", more: "one more",
    gone: "The file is not where it was read, so its pages cannot be shown: ",
    changed: "Another file lies there now, so its pages cannot be shown: ",
    page: "page", no_verdict: "the header can only be edited (e)",
    unreachable: "the server does not answer: see that `chidao review serve` runs, and try again", same: "one indicator", different: "two indicators",
    no_links: "There is no pair left to decide.", left: "left", save_keys: "Ctrl+Enter: save · Esc: leave",
    confidence: "confidence", document: "document", sections: "section", themes: "theme", tasks: "task",
    targets: "target", deadlines: "deadline", assignments: "assignment", references: "reference", findings: "finding",
    fields: {},
    keys: {
      "j k": "next, previous item", h: "the document's header", n: "next doubtful item", c: "confirm", x: "reject",
      e: "edit", "Ctrl+Enter": "save while editing", Esc: "leave editing",
      m: "give the selected words to this item, else edit its words",
      a: "add an item from the selected words, else type them", u: "undo, also after the page was loaded anew",
      i: "hide, show the pages", "+ -": "enlarge, shrink the pages", l: "Tiếng Việt", "?": "this table",
    },
    link_keys: {
      "j k": "next, previous pair", s: "one indicator", d: "two indicators", u: "undo", l: "Tiếng Việt", "?": "this table",
    },
  },
};

let language = "vi";
export const say = (name) => WORDS[language][name] ?? name;
export const label = (name) => WORDS[language].fields[name] ?? name.replaceAll("_", " ");
export const code = (choice) => (choice[language] === choice.code ? choice.code : `${choice.code} – ${choice[language]}`);

export function switchLanguage() {
  language = language === "vi" ? "en" : "vi";
  document.documentElement.lang = language;
}
