// Forms for the fields of an item, made of the shapes that the server takes from its models.
import { find, make } from "./dom.js";
import { code, label, say } from "./words.js";

export function makeForm(item, shapes, kinds, onKind) {
  const box = make("div", { id: "form" });
  if (kinds) {
    const kind = make("select", { id: "field-kind-of-item" }, ...kinds.map((name) => make("option", { value: name, textContent: say(name) })));
    kind.value = item.kind;
    kind.addEventListener("change", () => onKind(kind.value));
    box.append(row(say("kind_of_item"), kind));
  }
  if (item.kind !== "document") box.append(row(say("quote"), make("textarea", { id: "field-quote", value: item.quote, rows: 2 })));
  for (const shape of shapes) box.append(control(shape, item.fields[shape.name], `field-${shape.name}`));
  box.append(row(say("comment"), make("input", { id: "field-comment", value: item.comment || "" })),
    make("div", { className: "hint", textContent: say("save_keys") }), make("div", { className: "faults", id: "faults", role: "alert" }));
  return box;
}

const row = (name, node) => make("label", {}, name, node);

function control(shape, value, id) {
  if (shape.type === "object" || shape.type === "objects") return group(shape, value, id);
  let node;
  if (shape.type === "choice") {
    node = make("select", {}, make("option", { value: "", textContent: "—" }),
      ...shape.choices.map((choice) => make("option", { value: choice.code, textContent: code(choice) })));
    node.value = value ?? "";
  } else if (shape.type === "lines") {
    node = make("textarea", { value: (value || []).join("\n"), rows: Math.min(6, Math.max(2, (value || []).length + 1)), placeholder: say("one_a_line") });
  } else if (shape.type === "long") node = make("textarea", { value: value ?? "", rows: 2 });
  else node = make("input", { value: value ?? "", inputMode: shape.type === "number" ? "decimal" : "text" });
  node.id = id;
  return row(label(shape.name), node);
}

function group(shape, value, id) {
  const box = make("fieldset", { id }, make("legend", { textContent: label(shape.name) }));
  const many = shape.type === "objects", parts = many ? value || [] : [value || {}];
  const add = (part) => {
    const at = box.querySelectorAll(":scope > .part").length;
    const one = make("div", { className: "part" }, ...shape.parts.map((below) => control(below, part[below.name], `${id}-${at}-${below.name}`)));
    box.insertBefore(one, box.querySelector(":scope > button"));
    return one;
  };
  if (many) {
    const more = make("button", { type: "button", id: `${id}-more`, textContent: `+ ${say("more")}` });
    more.addEventListener("click", () => add({}).querySelector("input, select, textarea").focus());
    box.append(more);
  }
  for (const part of parts) add(part);
  return box;
}

// The fields as the form has them; what is left empty was never said.
export function readForm(item, shapes) {
  const made = structuredClone(item);
  if (item.kind !== "document") made.quote = find("field-quote").value;
  made.comment = find("field-comment").value;
  for (const shape of shapes) made.fields[shape.name] = read(shape, `field-${shape.name}`, item.fields[shape.name]);
  return made;
}

function read(shape, id, before) {
  if (shape.type === "object") return part(shape, `${id}-0`, before || {});
  if (shape.type === "objects") {
    const parts = find(id).querySelectorAll(":scope > .part");
    return [...parts].map((_, at) => part(shape, `${id}-${at}`, (before || [])[at] || {})).filter((one) => one !== null);
  }
  const text = find(id).value.trim();
  if (shape.type === "lines") return text.split("\n").map((line) => line.trim()).filter((line) => line);
  if (text === "") return before === "" || (shape.required && shape.type !== "choice" && shape.type !== "number" && before !== undefined) ? "" : null;
  if (shape.type !== "number") return text;
  const number = Number(text.replace(",", "."));
  return Number.isNaN(number) ? text : number;
}

// One object; null where all of it is empty.
function part(shape, id, before) {
  const made = {};
  for (const below of shape.parts) made[below.name] = read(below, `${id}-${below.name}`, before[below.name]);
  return Object.values(made).every((value) => value === null || value === "") ? null : made;
}

// What is wrong, with the names of the fields, and the cursor in the first of them.
export function showFaults(faults) {
  const box = find("faults");
  box.textContent = faults.map((fault) => fault.replace(/^\$\.(?:items\[\d+\]|header)\.?(?:fields\.)?/, "")).join("\n");
  const named = faults[0]?.match(/fields\.(\w+)(?:\[(\d+)\])?(?:\.(\w+))?/);
  const wrong = named && (find(["field", named[1], named[2] ?? (named[3] ? "0" : null), named[3]].filter((one) => one != null).join("-")) || find(`field-${named[1]}`));
  (wrong || (/quote/.test(faults[0] || "") && find("field-quote")) || box).focus();
  box.scrollIntoView({ block: "nearest" });
}
