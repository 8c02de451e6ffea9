// The page of the indicators' doubtful links: two wordings beside each other, the same or not.
import { address, find, make, post, report, reportFaults, showKeys } from "./dom.js";
import { say, switchLanguage } from "./words.js";

let data, at = 0;

function side(entry) {
  const values = entry.values.map((one) => make("li", {},
    make("a", { href: `${address(`doc/${encodeURIComponent(one.document)}`)}#${encodeURIComponent(one.item)}`, textContent: one.number || one.document }),
    ` ${one.path}: ${one.value}`));
  const others = entry.wordings.filter((wording) => wording !== entry.name);
  return make("td", {}, make("b", { textContent: entry.name }), make("small", { textContent: ` ${entry.code}` }),
    ...others.map((wording) => make("div", { className: "comment", textContent: wording })), make("ul", {}, ...values));
}

function show() {
  const rows = data.links.map((link, number) => {
    const row = make("tr", { id: `link-${number}` }, make("td", { className: "why", textContent: `${link.score}: ${link.reason}` }), side(link.one), side(link.other));
    row.addEventListener("click", () => choose(number));
    return row;
  });
  find("links").replaceChildren(...rows);
  find("count").textContent = data.open ? `${say("left")} ${data.open}` : say("no_links");
  find("hint").textContent = `${data.undo ? `u: ${data.undo.slice(0, 80)} · ` : ""}s: ${say("same")} · d: ${say("different")} · ${say("hint")}`;
  choose(at);
}

function choose(number) {
  find(`link-${at}`)?.classList.remove("on");
  at = Math.max(0, Math.min(number, data.links.length - 1));
  find(`link-${at}`)?.classList.add("on");
  find(`link-${at}`)?.scrollIntoView({ block: "nearest" });
}

async function decide(verdict) {
  const link = data.links[at];
  if (link) await send({ one: link.one.name, other: link.other.name, verdict });
}

async function send(values) {
  const { ok, result } = await post("link-data", values);
  if (!ok) { reportFaults(result.faults); return; }
  report(say(values.undo ? "undone" : "saved"));
  data = result; show();
}

const KEYS = {
  j: () => choose(at + 1), k: () => choose(at - 1), ArrowDown: () => choose(at + 1), ArrowUp: () => choose(at - 1),
  s: () => decide("same"), d: () => decide("different"), u: () => send({ undo: true }),
  l: () => { switchLanguage(); show(); }, "?": () => showKeys(say("link_keys")),
};

document.addEventListener("keydown", (event) => {
  if (!data || find("help").open || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault(); KEYS[event.key]();
});

fetch(address("link-data")).then((answer) => answer.json()).then((found) => { data = found; show(); });
