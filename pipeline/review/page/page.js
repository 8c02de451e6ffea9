"use strict";
// The page of one document. Words of the document are only ever set as text (textContent, value), never as markup.
const token = document.body.dataset.token, key = document.body.dataset.key;
const address = `/${token}/data/${encodeURIComponent(key)}`;
const WORDS = {
  vi: { saved: "đã lưu", failed: "chưa lưu", hint: "? phím tắt", confirmed: "đã xác nhận", corrected: "đã sửa",
    rejected: "đã loại", added: "thêm vào", auto: "máy đọc", quote: "chữ trong văn bản", comment: "ghi chú", kind: "loại mục",
    keys: { "j k": "mục sau, mục trước", n: "mục cần xem tiếp theo", c: "xác nhận", x: "loại", e: "sửa",
      "Ctrl+Enter": "lưu khi đang sửa", Esc: "thôi sửa", m: "lấy chữ đang bôi đen cho mục này; không bôi thì sửa chữ",
      a: "thêm mục từ chữ đang bôi đen", u: "hoàn tác", l: "English", "?": "bảng này" } },
  en: { saved: "saved", failed: "not saved", hint: "? keys", confirmed: "confirmed", corrected: "corrected",
    rejected: "rejected", added: "added", auto: "by the program", quote: "words", comment: "comment", kind: "kind",
    keys: { "j k": "next, previous item", n: "next doubtful item", c: "confirm", x: "reject", e: "edit",
      "Ctrl+Enter": "save while editing", Esc: "leave editing", m: "give the selected words to this item, else edit its words",
      a: "add an item from the selected words", u: "undo", l: "Tiếng Việt", "?": "this table" } },
};
let data, sheet, at = 0, editing = null, language = "vi", undo = [];
const say = (name) => WORDS[language][name] || name;
const find = (id) => document.getElementById(id);

function make(tag, values = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (name in node && name !== "list") node[name] = value; else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Offsets of the text are code points; those of JavaScript are not.
const points = (text) => Array.from(text);

function showText() {
  const chars = points(data.text), edges = new Set([0, chars.length]);
  const placed = sheet.items.map((item, number) => ({ item, number })).filter(({ item }) => item.place);
  for (const { item } of placed) item.place.forEach((edge) => edges.add(edge));
  const sorted = [...edges].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    const inside = placed.filter(({ item }) => item.place[0] <= start && end <= item.place[1]);
    const words = chars.slice(start, end).join("");
    if (!inside.length) { nodes.push(words); continue; }
    inside.sort((a, b) => (a.item.place[1] - a.item.place[0]) - (b.item.place[1] - b.item.place[0]));
    const top = inside[0];
    const node = make("span", { className: `${top.item.kind} ${top.item.status}`, textContent: words });
    if (inside.some(({ number }) => number === at)) node.classList.add("on");
    node.addEventListener("click", () => { if (getSelection().isCollapsed) choose(top.number, "card"); });
    nodes.push(node);
  }
  find("text").replaceChildren(...nodes);
}

function card(item, number) {
  const box = make("div", { className: `card ${item.status}`, id: `card-${number}`, tabIndex: -1 });
  if (number === at) box.classList.add("on");
  box.append(make("span", { className: `tag ${item.kind}`, textContent: item.kind }),
    ` ${item.section || ""} · ${say(item.status)} · ${item.confidence ?? ""} `,
    make("div", { textContent: item.quote.length > 160 ? item.quote.slice(0, 160) + "…" : item.quote }));
  for (const why of item.why || []) box.append(make("div", { className: "why", textContent: why }));
  if (editing === number) box.append(form(item, number));
  else box.append(make("div", { className: "tag", textContent: Object.entries(item.fields).filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join(" · ") }));
  box.addEventListener("click", () => { if (editing === null && at !== number) choose(number, "text"); });
  return box;
}

function field(label, control) { return make("label", {}, label, control); }

function form(item, number) {
  const box = make("div", { id: "form" });
  if (!item.id) {
    const kind = make("select", { id: "field-kind-of-item" }, ...Object.keys(data.fields).filter((name) => name !== "findings")
      .map((name) => make("option", { value: name, textContent: name })));
    kind.value = item.kind;
    kind.addEventListener("change", () => { item.kind = kind.value; item.fields = {}; showCards(); focusForm(); });
    box.append(field(say("kind"), kind));
  }
  box.append(field(say("quote"), make("textarea", { id: "field-quote", value: item.quote, rows: 2 })));
  for (const [name, choices] of Object.entries(data.fields[item.kind])) {
    const value = item.fields[name] ?? null;
    let control;
    if (choices.length) {
      control = make("select", {}, make("option", { value: "", textContent: "—" }),
        ...choices.map((code) => make("option", { value: code, textContent: code })));
      control.value = value ?? "";
    } else if (name === "milestones" || (value !== null && typeof value === "object") || name === "pinpoint") {
      control = make("textarea", { value: value === null ? "" : JSON.stringify(value, null, 1), rows: 4 });
      control.dataset.json = "1";
    } else control = make("input", { value: value ?? "" });
    control.dataset.field = name; control.id = `field-${name}`;
    box.append(field(name, control));
  }
  box.append(field(say("comment"), make("input", { id: "field-comment", value: item.comment || "" })),
    make("div", { className: "faults", id: "faults" }));
  return box;
}

function read(item) {
  const made = structuredClone(item);
  made.quote = find("field-quote").value; made.comment = find("field-comment").value;
  for (const control of find("form").querySelectorAll("[data-field]")) {
    const text = control.value.trim(), empty = item.fields[control.dataset.field] === "" ? "" : null;
    try { made.fields[control.dataset.field] = text === "" ? empty : control.dataset.json ? JSON.parse(text) : text; }
    catch (error) { made.fields[control.dataset.field] = text; }
  }
  if (made.id && JSON.stringify(made.fields) + made.quote !== JSON.stringify(item.fields) + item.quote && made.status !== "added")
    made.status = "corrected";
  return made;
}

async function save(number, item, { drop = false } = {}) {
  const before = sheet.items[number], next = structuredClone(sheet);
  if (drop) next.items.splice(number, 1); else next.items[number] = item;
  const sent = structuredClone(next);
  for (const one of sent.items) delete one.place;
  const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) });
  const result = await answer.json();
  if (!answer.ok) {
    find("state").textContent = say("failed");
    const faults = result.faults.map((fault) => fault.replace(/^\$\.items\[\d+\]\.?/, "")).join("\n");
    if (find("faults")) { find("faults").textContent = faults; find("faults").scrollIntoView({ block: "nearest" }); } else find("state").textContent += ": " + faults;
    return false;
  }
  if (before && before.quote !== item?.quote && item) locate(item);
  sheet = next;
  if (item && !drop) sheet.items[number] = item;
  find("state").textContent = say("saved") + (result.diff.length ? ` (${result.diff.length})` : "");
  return true;
}

function locate(item) {
  const near = item.place ? item.place[0] : 0, places = [];
  for (let i = data.text.indexOf(item.quote); i >= 0; i = data.text.indexOf(item.quote, i + 1)) places.push(points(data.text.slice(0, i)).length);
  const best = item.nth ? places[item.nth - 1] : places.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0];
  if (best !== undefined) item.place = [best, best + points(item.quote).length];
}

async function change(values) {
  const item = sheet.items[at];
  if (!item) return;
  const old = structuredClone(item);
  if (await save(at, { ...structuredClone(item), ...values })) undo.push({ number: at, item: old });
  show();
}

async function finish() {
  const number = editing, old = sheet.items[number], item = read(old);
  if (!item.id) locate(item);
  if (!(await save(number, item))) return;
  undo.push(old.fresh ? { number, drop: true } : { number, item: structuredClone(old) });
  delete sheet.items[number].fresh;
  editing = null; show(); find(`card-${number}`).focus();
}

function leave() {
  if (editing !== null && sheet.items[editing].fresh) { sheet.items.splice(editing, 1); at = Math.max(0, at - 1); }
  editing = null; show();
}

async function undoLast() {
  const last = undo.pop();
  if (!last) return;
  if (last.drop) { await save(last.number, null, { drop: true }); at = Math.min(at, sheet.items.length - 1); }
  else { await save(last.number, last.item); at = last.number; }
  show();
}

function selected() {
  const chosen = getSelection();
  if (chosen.isCollapsed || !find("text").contains(chosen.anchorNode)) return null;
  const range = chosen.getRangeAt(0), before = document.createRange();
  before.selectNodeContents(find("text")); before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString(), quote = words.trim();
  const start = before.toString().length + words.indexOf(quote);
  let nth = 0;
  for (let i = data.text.indexOf(quote); i >= 0 && i <= start; i = data.text.indexOf(quote, i + 1)) nth++;
  return quote ? { quote, nth: Math.max(nth, 1) } : null;
}

async function move() {
  const chosen = selected();
  if (!chosen) { edit(); find("field-quote").focus(); return; }
  const item = structuredClone(sheet.items[at]), old = structuredClone(item);
  Object.assign(item, chosen, { status: item.status === "added" ? "added" : "corrected" });
  if (await save(at, item)) { undo.push({ number: at, item: old }); locate(sheet.items[at]); }
  show();
}

function add() {
  const chosen = selected() || { quote: sheet.items[at]?.quote || "" };
  sheet.items.push({ ...chosen, kind: "deadlines", status: "added", fields: {}, comment: "", fresh: undefined });
  at = sheet.items.length - 1; delete sheet.items[at].fresh;
  Object.defineProperty(sheet.items[at], "fresh", { value: true, configurable: true, enumerable: false });
  edit();
}

function edit() { editing = at; show(); focusForm(); }
function focusForm() { find("form").querySelector("select, input, textarea").focus(); }

function choose(number, scroll = "both") {
  at = Math.max(0, Math.min(number, sheet.items.length - 1)); show(scroll);
}

function nextDoubtful() {
  for (let i = 1; i <= sheet.items.length; i++) {
    const number = (at + i) % sheet.items.length;
    if (sheet.items[number].status === "auto" && (sheet.items[number].why || []).length) return choose(number);
  }
  choose(at + 1);
}

function showCards() { find("cards").replaceChildren(...sheet.items.map(card)); }

function show(scroll = "both") {
  showText(); showCards();
  const done = sheet.items.filter((item) => item.status !== "auto").length;
  find("count").textContent = `${done}/${sheet.items.length}`;
  find("hint").textContent = say("hint");
  document.documentElement.lang = language;
  if (scroll !== "text") find(`card-${at}`)?.scrollIntoView({ block: "nearest" });
  if (scroll !== "card") document.querySelector("#text .on")?.scrollIntoView({ block: "center" });
  if (scroll === "card") find(`card-${at}`)?.scrollIntoView({ block: "center" });
}

function help() {
  const rows = Object.entries(WORDS[language].keys).map(([name, what]) =>
    make("tr", {}, make("td", {}, make("kbd", { textContent: name })), make("td", { textContent: what })));
  find("help").replaceChildren(make("table", {}, ...rows));
  find("help").showModal();
}

const KEYS = {
  j: () => choose(at + 1), k: () => choose(at - 1), ArrowDown: () => choose(at + 1), ArrowUp: () => choose(at - 1),
  n: nextDoubtful, c: () => change({ status: "confirmed" }), x: () => change({ status: "rejected" }), e: edit, m: move,
  a: add, u: undoLast, "?": help, l: () => { language = language === "vi" ? "en" : "vi"; show(); },
};

document.addEventListener("keydown", (event) => {
  if (find("help").open) return;
  if (editing !== null) {
    if (event.key === "Escape") { event.preventDefault(); leave(); }
    if (event.key === "Enter" && (event.ctrlKey || event.target.tagName === "INPUT")) { event.preventDefault(); finish(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault(); KEYS[event.key]();
});

fetch(address).then((answer) => answer.json()).then((found) => {
  data = found; sheet = found.sheet;
  find("title").textContent = sheet.header.fields.title || sheet.document.source_name;
  show();
});
