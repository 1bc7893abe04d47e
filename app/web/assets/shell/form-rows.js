// A list of rows as a table: rows are moved by dragging or with the keyboard, several are chosen at once.
import Sortable from "sortablejs/modular/sortable.core.esm.js";
import { element, whenever } from "./dom.js";
import { addRow, changed } from "./record-form.js";
import { send } from "./send.js";
import { word } from "./words.js";

whenever("[data-sortable-rows]", (rows) => {
  Sortable.create(rows, { handle: ".drag-handle", animation: 120, onEnd: () => changed(rows) });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move-row]");
  if (!button) return;
  event.preventDefault();
  move(button.closest("[data-row]"), button.dataset.moveRow);
  button.focus();
});

document.addEventListener("keydown", (event) => {
  const direction = event.altKey && { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const row = direction && event.target.closest(".form-table-row");
  if (!row) return;
  event.preventDefault();
  const focused = /** @type {HTMLElement} */ (document.activeElement);
  move(row, direction);
  focused.focus();
});

function move(row, direction) {
  if (direction === "up") row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  changed(row.parentElement);
}

// Choosing several
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick-several]");
  if (button) chooseSeveral(button);
});

function chooseSeveral(button) {
  const list = button.closest("[data-form-list]");
  const search = element("input", { type: "search", className: "form-control", ariaLabel: word("search") });
  const found = element("ul", { className: "pick-list" });
  const add = element("button", { type: "button", className: "btn btn-primary", disabled: true }, word("add"));
  const cancel = element("button", { type: "button", className: "btn" }, word("cancel"));
  const dialog = element("dialog", { className: "pick-dialog" }, search, found, element("div", { className: "form-table-buttons" }, add, cancel));
  dialog.setAttribute("aria-label", button.textContent.trim());
  const chosen = new Map();
  let asked = 0;

  async function look() {
    const question = ++asked;
    const address = new URL(button.dataset.pickerUrl, location.href);
    address.searchParams.set("q", search.value);
    try {
      const answer = await send(address);
      if (answer.ok && question === asked) show(await answer.json());
    } catch {
      found.replaceChildren(element("li", {}, word("nothingFound")));
    }
  }

  function show(options) {
    const lines = options.map((option) => line(option));
    found.replaceChildren(...(lines.length ? lines : [element("li", {}, word("nothingFound"))]));
  }

  function line(option) {
    const box = element("input", { type: "checkbox", className: "form-check-input", checked: chosen.has(option.value) });
    box.addEventListener("change", () => {
      if (box.checked) chosen.set(option.value, option);
      else chosen.delete(option.value);
      add.disabled = chosen.size === 0;
    });
    const hint = option.hint ? [element("span", { className: "picker-hint" }, option.hint)] : [];
    return element("li", {}, element("label", { className: "form-check" }, box, element("span", {}, option.text), ...hint));
  }

  search.addEventListener("input", look);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  add.addEventListener("click", () => {
    for (const option of chosen.values()) fill(addRow(list), button.dataset.pickSeveral, option);
    dialog.close();
    changed(list);
  });
  // inside the page's own dialog when there is one: what lies behind it cannot be reached
  (button.closest("dialog") ?? document.body).append(dialog);
  dialog.showModal();
  search.focus();
  look();
}

function fill(row, key, option) {
  const control = [...row.querySelectorAll("select")].find((each) => each.name.endsWith(`-${key}`));
  if (control.tomselect) {
    control.tomselect.addOption(option);
    control.tomselect.setValue(option.value);
  } else {
    control.append(new Option(option.text, option.value, true, true));
  }
}
