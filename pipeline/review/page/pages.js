// The pictures of the pages, with the words of the chosen item marked on them.
import { address, find, make } from "./dom.js";
import { say } from "./words.js";

let boxes = [], sheets = [], wide = 1, asked = 0;

export function showPages(pages, key) {
  const pane = find("pages");
  document.body.classList.toggle("pictured", pages.state !== "none");
  if (pages.state === "none") return;
  if (pages.state !== "there") {
    pane.replaceChildren(make("p", { className: "gone", textContent: say(pages.state) + pages.name }));
    return;
  }
  sheets = pages.sizes.map(([width, height], index) => {
    const source = address(`page/${index + 1}/${encodeURIComponent(key)}`);
    const picture = make("img", { loading: "lazy", src: source, alt: `${say("page")} ${index + 1}` });
    const sheet = make("div", { className: "sheet" }, picture);
    sheet.style.aspectRatio = `${Math.max(width, 1)} / ${Math.max(height, 1)}`;
    return sheet;
  });
  pane.replaceChildren(...sheets);
}

export const togglePages = () => document.body.classList.toggle("unpictured");

export function zoomPages(factor) {
  wide = Math.min(3, Math.max(1, wide * factor));
  for (const sheet of sheets) sheet.style.width = `${100 * wide}%`;
  boxes[0]?.scrollIntoView({ block: "center", inline: "nearest" });
}

// Mark an item and bring its page up; where its place on the page is not known, the page alone.
export async function markPages(item, key) {
  boxes.forEach((box) => box.remove());
  boxes = [];
  if (!sheets.length || !item) return;
  const turn = ++asked;
  const found = item.place ? await ask(item.place, key) : [];
  if (turn !== asked) return; // another item was chosen meanwhile
  for (const { page, shares } of found) {
    if (!sheets[page - 1]) continue;
    const box = make("div", { className: "box" });
    ["left", "top", "width", "height"].forEach((side, index) => { box.style[side] = `${100 * shares[index]}%`; });
    sheets[page - 1].append(box);
    boxes.push(box);
  }
  if (boxes.length) bring(boxes[0], 0.35);
  else if (item.page && sheets[item.page - 1]) bring(sheets[item.page - 1], 0);
}

async function ask([start, end], key) {
  try {
    const answer = await fetch(address(`boxes/${start}/${end}/${encodeURIComponent(key)}`));
    return answer.ok ? await answer.json() : [];
  } catch {
    return []; // the server does not answer; the next key that saves says so
  }
}

function bring(node, share) {
  const pane = find("pages"), up = node.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += up - share * pane.clientHeight;
}
