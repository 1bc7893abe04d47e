// `.record-form`: the fields of a form file (app/records/forms). `data-form-evaluate`: what is typed goes there, a patch
// says what to hide, what is computed and what empty inputs get; what is typed is never touched. Rows of lists, tabs, grouped amounts.
import htmx from "htmx.org";
import { whenever } from "./dom.js";
import { send } from "./send.js";

const WAIT = 250;
const pending = new WeakMap();

function ask(root) {
  clearTimeout(pending.get(root)?.timer);
  pending.get(root)?.abort?.abort();
  pending.set(root, { timer: setTimeout(() => evaluate(root), WAIT) });
}

async function evaluate(root) {
  const abort = new AbortController();
  pending.set(root, { abort });
  const body = new FormData(root.closest("form") ?? undefined);
  for (const input of root.querySelectorAll("input[type=file]")) body.delete(input.name); // contents decide nothing
  body.set("_scope", root.dataset.formScope ?? "");
  try {
    const answer = await send(root.dataset.formEvaluate, { method: "POST", body, signal: abort.signal, quiet: true });
    if (answer.ok) apply(root, await answer.json());
  } catch {
    // left as it is: the server looks at everything again when the form is sent
  }
}

function apply(root, patch) {
  for (const part of root.querySelectorAll("[data-component]")) {
    const place = placeOf(part, part.dataset.component);
    if (place in patch.hidden) part.hidden = patch.hidden[place];
  }
  for (const part of root.querySelectorAll("[data-computed]")) {
    const place = placeOf(part, part.dataset.computed);
    if (place in patch.computed) part.textContent = patch.computed[place];
  }
  const filled = [...root.querySelectorAll("[data-component]")].filter((part) => fill(part, patch.filled?.[placeOf(part, part.dataset.component)]));
  if (filled.length) ask(root);
}

/** Put into an empty input what a picked record brings along. */
function fill(part, given) {
  const control = given && part.querySelector("input:not([type=hidden]), select, textarea");
  if (control?.value !== "" || control === document.activeElement) return false;
  if (control.tomselect) {
    control.tomselect.addOption({ value: given.value, text: given.text ?? given.value });
    control.tomselect.setValue(given.value, true);
  } else if (control instanceof HTMLSelectElement) {
    control.append(new Option(given.text ?? given.value, given.value, true, true));
  } else {
    control.value = given.value;
  }
  return control.value !== "";
}

/** The server counts the rows as they stand now; their addresses on the page are those that they were drawn with. */
function placeOf(part, address) {
  const row = part.closest("[data-row]");
  if (!row) return address;
  const list = row.closest("[data-form-list]").closest("[data-component]").dataset.component;
  const drawn = `${list}-${row.dataset.row}-`;
  const index = [...row.parentElement.children].indexOf(row);
  return address.startsWith(drawn) ? `${list}-${index}-${address.slice(drawn.length)}` : address;
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const root = event.target.closest(".record-form[data-form-evaluate]");
    if (root) ask(root);
  });
}

// Rows of a list
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-row]");
  const remove = event.target.closest("[data-remove-row]");
  if (!add && !remove) return;
  event.preventDefault();
  const list = event.target.closest("[data-form-list]");
  if (add) addRow(list);
  else removeRow(list, remove.closest("[data-row]"));
  changed(list);
});

/** Say that rows came, went or changed places: drafts and computed values follow. */
export function changed(part) {
  const list = part.closest("[data-form-list]");
  list.querySelector("input[type=hidden]").dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { typed: true } }));
}

/** Add an empty row to a list and answer it. */
export function addRow(list) {
  const rows = list.querySelector("[data-form-rows]");
  const numbers = [...rows.children].map((row) => Number(row.dataset.row));
  const number = numbers.length ? Math.max(...numbers) + 1 : 0;
  const holder = document.createElement("template");
  holder.innerHTML = list.querySelector("template[data-form-row]").innerHTML.replaceAll("__row__", number);
  const row = holder.content.firstElementChild;
  rows.append(row);
  htmx.process(row);
  htmx.trigger(row, "htmx:load", { elt: row });
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  return row;
}

function removeRow(list, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next?.querySelector("input:not([type=hidden]), select, textarea") ?? list.querySelector("[data-add-row]"))?.focus();
}

// Only one row of a list has the mark.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-at-most-one]:checked")) return;
  for (const other of event.target.closest("[data-form-list]").querySelectorAll("[data-at-most-one]:checked")) {
    if (other !== event.target) other.checked = false;
  }
});

// Amounts are grouped while they are typed, as the language of the page does it; the caret stays behind the same digit.
// Whoever types or pastes commas has grouped the digits already, or means something else: that is left to the server.
const GAP = new Intl.NumberFormat(document.documentElement.lang).formatToParts(12345.6).find(({ type }) => type === "group").value;
const GAPS = GAP === "," ? /[\s\u00a0\u202f,]/g : /[\s\u00a0\u202f]/g;
const byHand = new WeakMap();
document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches?.("input[data-money]")) return;
  const { data = "", inputType = "" } = /** @type {InputEvent} */ (event);
  const commas = data?.includes(",") || (!inputType.startsWith("delete") && inputType !== "insertText" && input.value.includes(","));
  byHand.set(input, input.value !== "" && (byHand.get(input) || (GAP === "," && commas)));
  if (byHand.get(input)) return;
  const [, whole, rest] = (GAP === "," ? /^([^.]*)([\s\S]*)$/ : /^([^.,]*)([\s\S]*)$/).exec(input.value);
  const digits = whole.replace(GAPS, "");
  if (!/^\d+$/.test(digits)) return;
  const text = digits.replace(/\B(?=(\d{3})+$)/g, GAP) + rest;
  if (text === input.value) return;
  const before = input.value.slice(0, input.selectionStart).replace(GAPS, "").length;
  input.value = text;
  let caret = 0;
  for (let seen = 0; seen < before && caret < text.length; caret += 1) if (text[caret] !== GAP) seen += 1;
  input.setSelectionRange(caret, caret);
});

// Tabs
function open(tab, focus = false) {
  for (const other of tab.closest("[role=tablist]").querySelectorAll("[role=tab]")) {
    const chosen = other === tab;
    other.classList.toggle("active", chosen);
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).classList.toggle("tab-closed", !chosen);
  }
  if (focus) tab.focus();
}

whenever("[data-form-tabs]", (list) => {
  for (const tab of list.querySelectorAll("[role=tab]")) {
    const panel = document.getElementById(tab.getAttribute("aria-controls")).closest("[data-component]");
    panel.id ||= `${tab.id}-panel`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", panel.id);
  }
  open(list.querySelector("[aria-selected=true]"));
  list.addEventListener("click", (event) => event.target.closest("[role=tab]") && open(event.target.closest("[role=tab]")));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...list.querySelectorAll("[role=tab]")];
    open(tabs.at((tabs.indexOf(event.target) + step) % tabs.length), true);
  });
});

// A link to a field (the list of errors) opens the tab and the folded group that it is in.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!field) return;
  const panel = field.closest("[role=tabpanel]");
  if (panel) open(document.getElementById(panel.getAttribute("aria-labelledby")));
  field.closest("details")?.setAttribute("open", "");
});
