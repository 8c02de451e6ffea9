// The page of one document: its header and items as cards, the keys, what is saved and taken back.
import { address, find, make, post, report, reportFaults, showKeys } from "./dom.js";
import { makeForm, readForm, showFaults } from "./form.js";
import { markPages, showPages, togglePages, zoomPages } from "./pages.js";
import { markText, selected, showText } from "./text.js";
import { label, say, switchLanguage } from "./words.js";

const key = document.body.dataset.key, place = encodeURIComponent(key);
let data, cards = [], at = 0, editing = false, fresh = null;

// The header is the first card, and an item that is being added the last.
const entries = () => [header(), ...data.sheet.items, ...(fresh ? [fresh] : [])];
const header = () => ({ ...data.sheet.header, kind: "document", status: "auto", quote: data.sheet.header.fields.title || "" });
const current = () => entries()[at];

function card(item, number) {
  const box = make("div", { className: `card ${item.status}`, id: `card-${number}`, tabIndex: -1 });
  const facts = [item.section, item.kind === "document" ? "" : say(item.status), item.confidence == null ? "" : `${say("confidence")} ${item.confidence}`];
  box.append(make("span", { className: `tag ${item.kind}`, textContent: say(item.kind) }), ` ${facts.filter((one) => one).join(" · ")}`,
    make("div", { className: "words", textContent: item.quote.length > 160 ? item.quote.slice(0, 160) + "…" : item.quote }));
  for (const why of item.why || []) box.append(make("div", { className: "why", textContent: why }));
  if (editing && number === at) {
    const kinds = fresh === item ? Object.keys(data.shapes).filter((name) => !["document", "findings"].includes(name)) : null;
    box.append(makeForm(item, data.shapes[item.kind], kinds, (kind) => { fresh.kind = kind; fresh.fields = {}; redraw(at); focusForm(); }));
  } else {
    box.append(make("div", { className: "fields", textContent: summary(item) }));
    if (item.comment) box.append(make("div", { className: "comment", textContent: `${say("comment")}: ${item.comment}` }));
  }
  box.addEventListener("click", () => { if (!editing && at !== number) choose(number, "text"); });
  return box;
}

function summary(item) {
  const shown = (value) => Array.isArray(value) ? value.map(shown).join(", ")
    : value && typeof value === "object" ? Object.values(value).filter((one) => one !== null).map(shown).join(" ") : value;
  return Object.entries(item.fields).filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && !value.length))
    .map(([name, value]) => `${label(name)}: ${shown(value)}`).join(" · ");
}

function showCards() {
  cards = entries().map(card);
  find("cards").replaceChildren(...cards);
}

function redraw(number) {
  const made = card(entries()[number], number);
  cards[number].replaceWith(made);
  cards[number] = made;
  made.classList.toggle("on", number === at);
}

// All of it, after something was saved or the language changed.
function show() {
  showText(data.text, data.sheet.items, (number) => { if (!editing) choose(number + 1, "card"); });
  showCards();
  const items = data.sheet.items;
  find("count").textContent = `${items.filter((item) => item.status !== "auto").length}/${items.length}`;
  find("title").textContent = data.sheet.header.fields.title || data.sheet.document.source_name;
  find("hint").textContent = `${data.undo.steps ? `u: ${data.undo.last.join("; ").slice(0, 60)} · ` : ""}${say("hint")}`;
  choose(at);
}

function choose(number, scroll = "both") {
  cards[at]?.classList.remove("on");
  at = Math.max(0, Math.min(number, cards.length - 1));
  cards[at].classList.add("on");
  const mark = markText(at - 1);
  if (scroll !== "text") cards[at].scrollIntoView({ block: scroll === "card" ? "center" : "nearest" });
  if (scroll !== "card" && mark) mark.scrollIntoView({ block: "center" });
  if (!at) find("text").scrollTop = 0;
  markPages(at ? current() : { page: 1 }, key);
}

function nextDoubtful() {
  const all = entries();
  for (let i = 1; i < all.length; i++) {
    const number = (at + i) % all.length;
    if (all[number].status === "auto" && (all[number].why || []).length) return choose(number);
  }
  return choose(at + 1);
}

// Send one edited item, or the header; the server answers with the review as it then is.
async function send(item) {
  const sheet = { ...data.sheet, items: [] };
  if (item.kind === "document") sheet.header = { ...data.sheet.header, fields: item.fields, comment: item.comment };
  else { const { place: _, ...sent } = item; sheet.items = [sent]; }
  const { ok, result } = await post(`data/${place}`, sheet);
  if (!ok) { report(say("failed"), true); return result.faults; }
  report(say("saved") + (result.diff.length ? ` (${result.diff.length})` : ""));
  const id = result.touched.find((one) => one) || item.id;
  fresh = null; editing = false;
  take(result, id);
  return null;
}

function take(result, id) {
  const sheet = result.sheet, number = sheet.items.findIndex((item) => item.id === id);
  data = { ...data, sheet, undo: result.undo };
  if (number >= 0) at = number + 1;
  show();
}

async function judge(status) {
  if (!at) { report(say("no_verdict"), true); return; }
  const faults = await send({ ...structuredClone(current()), status });
  if (faults) reportFaults(faults);
}

function edit() { editing = true; redraw(at); cards[at].scrollIntoView({ block: "nearest" }); focusForm(); }
function focusForm() { find("form").querySelector("select, input, textarea").focus(); }

async function finish() {
  const item = current(), made = readForm(item, data.shapes[item.kind]);
  const edited = JSON.stringify([made.fields, made.quote]) !== JSON.stringify([item.fields, item.quote]);
  if (made.id && edited && made.status !== "added") made.status = "corrected";
  const faults = await send(made);
  if (faults) showFaults(faults); else cards[at].focus({ preventScroll: true });
}

function leave() {
  editing = false;
  if (fresh) { fresh = null; showCards(); }
  else redraw(at);
  choose(Math.min(at, cards.length - 1));
}

async function undo() {
  const { ok, result } = await post(`undo/${place}`, {});
  if (!ok) { reportFaults(result.faults); return; }
  const id = at ? current().id : "";
  report(result.diff.length ? `${say("undone")}: ${result.diff.join("; ").slice(0, 80)}` : say("nothing"));
  take(result, id);
}

async function move() {
  const chosen = selected(data.text);
  if (!at) return;
  if (!chosen) { edit(); find("field-quote").focus(); return; }
  const item = structuredClone(current());
  const faults = await send({ ...item, ...chosen, status: item.status === "added" ? "added" : "corrected" });
  if (faults) reportFaults(faults);
}

function add() {
  const chosen = selected(data.text) || { quote: at ? current().quote : "" };
  fresh = { ...chosen, kind: "deadlines", status: "added", fields: {}, comment: "" };
  showCards();
  choose(cards.length - 1, "card");
  edit();
}

const KEYS = {
  j: () => choose(at + 1), k: () => choose(at - 1), ArrowDown: () => choose(at + 1), ArrowUp: () => choose(at - 1),
  h: () => choose(0), n: nextDoubtful, c: () => judge("confirmed"), x: () => judge("rejected"), e: edit, m: move, a: add,
  u: undo, i: togglePages, "+": () => zoomPages(1.25), "-": () => zoomPages(0.8), "?": () => showKeys(say("keys")),
  l: () => { switchLanguage(); showPages(data.pages, key); show(); },
};

document.addEventListener("keydown", (event) => {
  if (!data || find("help").open) return;
  if (editing) {
    if (event.key === "Escape") { event.preventDefault(); leave(); }
    if (event.key === "Enter" && (event.ctrlKey || event.target.tagName === "INPUT")) { event.preventDefault(); finish(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault(); KEYS[event.key]();
});

fetch(address(`data/${place}`)).then((answer) => answer.json()).then((found) => {
  data = found;
  const wanted = decodeURIComponent(location.hash.slice(1));
  at = Math.max(0, data.sheet.items.findIndex((item) => item.id === wanted) + 1);
  showPages(data.pages, key);
  show();
});
