// The cells of a table of rows: arrows and Enter go from cell to cell, rows of a spreadsheet are pasted, and
// `data-fill-column="discount"` puts one value into all rows.
import { addRow, changed } from "./record-form.js";
import { send } from "./send.js";
import { showToast } from "./toasts.js";
import { word } from "./words.js";

const CELL = ".form-table-row > td[data-label]";
const CONTROL = "select, textarea, input:not([type=hidden], [type=file])";

const controlIn = (cell) => cell?.querySelector(CONTROL) ?? null;
const cellsOf = (row) => [...row.querySelectorAll(":scope > td[data-label]")].filter((cell) => controlIn(cell) && !controlIn(cell).disabled);
const rowsOf = (list) => [...list.querySelector("[data-form-rows]").children];

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(CELL);
  if (!cell || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (isBusy(event, cell)) return;
  if (!go(cell, event)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

/** Whether the key is the control's own: a list that is open, a text of several lines, a choice that arrows change. */
function isBusy(event, cell) {
  const control = controlIn(cell);
  if (!control || event.target.closest("button, a") || control instanceof HTMLTextAreaElement) return true;
  if (control.tomselect) return control.tomselect.isOpen || event.key !== "Enter";
  return event.key !== "Enter" && control.type !== "text";
}

function go(cell, event) {
  const row = cell.parentElement;
  const column = cellsOf(row).indexOf(cell);
  switch (event.key) {
    case "ArrowUp":
      return focus(row.previousElementSibling, column);
    case "ArrowDown":
      return focus(row.nextElementSibling, column);
    case "Enter":
      return event.shiftKey ? focus(row.previousElementSibling, column) : focus(row.nextElementSibling ?? anotherRow(row), column);
    case "ArrowLeft":
      return isAtEdge(event.target, 0) && focus(row, column - 1);
    case "ArrowRight":
      return isAtEdge(event.target, event.target.value.length) && focus(row, column + 1);
    default:
      return false;
  }
}

const isAtEdge = ({ selectionStart, selectionEnd }, edge) => selectionStart === edge && selectionEnd === edge;

function anotherRow(row) {
  const list = row.closest("[data-form-list]");
  if (!list.querySelector("[data-add-row]")) return null;
  const added = addRow(list);
  changed(list);
  return added;
}

function focus(row, column) {
  const control = row && controlIn(cellsOf(row)[column]);
  if (!control) return false;
  if (control.tomselect) control.tomselect.focus();
  else control.focus();
  if (control.type === "text") control.select();
  return true;
}

/** Put a value into a control as if it was typed. */
export function put(control, text) {
  control.value = text;
  control.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { typed: true } }));
}

// Rows of a spreadsheet
document.addEventListener("paste", (event) => {
  const cell = event.target.closest?.(CELL);
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "") ?? "";
  if (!cell || !/[\t\n]/.test(text) || controlIn(cell) instanceof HTMLTextAreaElement) return;
  event.preventDefault();
  paste(cell, cellsOfText(text));
});

/** The cells of what spreadsheets copy: tabs and lines, and quotation marks around what has them inside. */
function cellsOfText(text) {
  const lines = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g)) {
    lines.at(-1).push((quoted?.replaceAll('""', '"') ?? plain ?? "").trim());
    if (end === "\n") lines.push([]);
    if (end === "") break;
  }
  return lines;
}

async function paste(cell, lines) {
  const list = cell.closest("[data-form-list]");
  const first = rowsOf(list).indexOf(cell.parentElement);
  const column = cellsOf(cell.parentElement).indexOf(cell);
  const most = Number(list.dataset.mostRows);
  if (first + lines.length > most) {
    showToast({ message: word("tooManyRows", { count: most }), kind: "warning" });
    return;
  }
  const asked = new Map();
  const missing = new Set();
  for (const [number, values] of lines.entries()) {
    const row = rowsOf(list)[first + number] ?? addRow(list);
    const cells = cellsOf(row).slice(column);
    for (const [place, text] of values.slice(0, cells.length).entries()) {
      if (!(await give(controlIn(cells[place]), text, asked))) missing.add(text);
    }
  }
  changed(list);
  focus(rowsOf(list)[first], column);
  showToast({ message: word("pasted", { count: lines.length }), kind: "success" });
  if (missing.size) showToast({ message: word("pastedNotFound", { names: [...missing].slice(0, 10).join(", ") }), kind: "warning" });
}

/** Put a text of a spreadsheet into a control; false when it names nothing that can be chosen. */
async function give(control, text, asked) {
  if (!control.matches("select")) {
    put(control, text);
    return true;
  }
  const found = text === "" ? { value: "" } : (optionOf(control, text) ?? (await lookUp(control, text, asked)));
  if (!found) return false;
  if (control.tomselect) {
    if (found.value !== "") control.tomselect.addOption(found);
    control.tomselect.setValue(found.value);
  } else {
    put(control, found.value);
  }
  return true;
}

const isSame = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

function optionOf(control, text) {
  const option = [...control.options].find((each) => each.value !== "" && isSame(each.text, text));
  return option && { value: option.value, text: option.text };
}

async function lookUp(control, text, asked) {
  const { pickerUrl } = control.dataset;
  if (!pickerUrl) return null;
  const key = `${pickerUrl} ${text}`;
  if (!asked.has(key)) asked.set(key, ask(pickerUrl, text));
  return asked.get(key);
}

async function ask(pickerUrl, text) {
  const address = new URL(pickerUrl, location.href);
  address.searchParams.set("q", text);
  try {
    const answer = await send(address);
    const found = answer.ok ? await answer.json() : [];
    return found.find((each) => isSame(each.text, text) || isSame(each.hint ?? "", text)) ?? (found.length === 1 ? found[0] : null);
  } catch {
    return null;
  }
}

// One value for all rows
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill-column]");
  if (!button) return;
  const list = button.closest("[data-form-list]");
  const value = button.parentElement.querySelector("input").value;
  for (const row of rowsOf(list)) {
    const control = row.querySelector(`[name$="-${button.dataset.fillColumn}"]`);
    if (control) put(control, value);
  }
  changed(list);
});

document.addEventListener("keydown", (event) => {
  const button = event.key === "Enter" && event.target.closest?.(".fill-column")?.querySelector("[data-fill-column]");
  if (!button || event.target === button) return;
  event.preventDefault();
  button.click();
});
