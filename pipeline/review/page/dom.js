import { say } from "./words.js";

// Nodes of the page. Words of a document are only ever set as text (textContent, value), never as markup.
export const find = (id) => document.getElementById(id);
export const token = document.body.dataset.token;
export const address = (path) => `/${token}/${path}`;

export function make(tag, values = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (name in node && name !== "list") node[name] = value; else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// What the server answers; where it does not, a fault that says so.
export async function post(path, values) {
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch(address(path), { method: "POST", headers, body: JSON.stringify(values) });
    return { ok: answer.ok, result: await answer.json() };
  } catch {
    return { ok: false, result: { faults: [say("unreachable")] } };
  }
}

// What became of the last key, in the line above.
export function report(words, bad = false) {
  find("state").textContent = words;
  find("state").classList.toggle("bad", bad);
}

export const reportFaults = (faults) => report(`${say("failed")}: ${faults.join("; ")}`, true);

// A table of keys in a dialog.
export function showKeys(keys) {
  const rows = Object.entries(keys).map(([name, what]) => make("tr", {},
    make("td", {}, ...name.split(" ").map((key) => make("kbd", { textContent: key }))), make("td", { textContent: what })));
  find("help").replaceChildren(make("table", {}, ...rows));
  find("help").showModal();
}
