// The text with its items marked. Offsets of the text are code points; those of JavaScript are not.
import { find, make } from "./dom.js";

let marks = []; // { node, items: numbers of the items whose words it is part of }

export function showText(text, items, choose) {
  const chars = Array.from(text), edges = new Set([0, chars.length]);
  const placed = items.map((item, number) => ({ item, number })).filter(({ item }) => item.place);
  for (const { item } of placed) item.place.forEach((edge) => edges.add(edge));
  const sorted = [...edges].sort((a, b) => a - b);
  const opening = new Map(), closing = new Map(), open = new Set(), nodes = [];
  for (const one of placed) {
    if (one.item.place[0] >= one.item.place[1]) continue;
    opening.set(one.item.place[0], [...(opening.get(one.item.place[0]) || []), one]);
    closing.set(one.item.place[1], [...(closing.get(one.item.place[1]) || []), one]);
  }
  marks = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    for (const one of closing.get(start) || []) open.delete(one);
    for (const one of opening.get(start) || []) open.add(one);
    const words = chars.slice(start, end).join("");
    if (!open.size) { nodes.push(words); continue; }
    const inside = [...open].sort((a, b) => length(a.item) - length(b.item)), top = inside[0];
    const node = make("span", { className: `${top.item.kind} ${top.item.status}`, textContent: words });
    node.addEventListener("click", () => { if (getSelection().isCollapsed) choose(top.number); });
    marks.push({ node, items: new Set(inside.map(({ number }) => number)) });
    nodes.push(node);
  }
  find("text").replaceChildren(...nodes);
}

const length = (item) => item.place[1] - item.place[0];

export function markText(number) {
  for (const { node, items } of marks) node.classList.toggle("on", items.has(number));
  return marks.find(({ items }) => items.has(number))?.node;
}

// The words that are selected in the text, and which of the places it is where they stand more than once.
export function selected(text) {
  const chosen = getSelection();
  if (chosen.isCollapsed || !find("text").contains(chosen.anchorNode)) return null;
  const range = chosen.getRangeAt(0), before = document.createRange();
  before.selectNodeContents(find("text")); before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString(), quote = words.trim();
  const start = before.toString().length + words.indexOf(quote);
  let nth = 0;
  for (let i = text.indexOf(quote); i >= 0 && i <= start; i = text.indexOf(quote, i + 1)) nth++;
  return quote ? { quote, nth: Math.max(nth, 1) } : null;
}
