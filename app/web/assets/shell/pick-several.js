// `data-pick-several="product"`: records are chosen at once, each becomes a row. `data-pick-asks="quantity"`: a number is
// asked for beside each of them, and goes into that field of its row.
import { element } from "./dom.js";
import { addRow, changed } from "./record-form.js";
import { send } from "./send.js";
import { put } from "./table-cells.js";
import { word } from "./words.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick-several]");
  if (button) chooseSeveral(button);
});

function chooseSeveral(button) {
  const list = button.closest("[data-form-list]");
  const { pickSeveral, pickAsks, pickAsksLabel } = button.dataset;
  const search = element("input", { type: "search", className: "form-control", ariaLabel: word("search"), placeholder: word("search") });
  const found = element("ul", { className: "pick-list" });
  const add = element("button", { type: "button", className: "btn btn-primary", disabled: true }, word("add"));
  const cancel = element("button", { type: "button", className: "btn" }, word("cancel"));
  const dialog = element("dialog", { className: "pick-dialog" }, search, found, element("div", { className: "form-table-buttons" }, add, cancel));
  dialog.setAttribute("aria-label", button.textContent.trim());
  const chosen = new Map();
  const numbers = new Map();
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
    const label = element("label", { className: "form-check" }, box, element("span", {}, option.text), ...hint);
    return element("li", {}, label, ...(pickAsks ? [number(option, box)] : []));
  }

  /** How much of it: who writes that has chosen it. */
  function number(option, box) {
    const asked = element("input", { type: "text", inputMode: "decimal", className: "form-control", value: numbers.get(option.value) ?? "" });
    asked.setAttribute("aria-label", `${pickAsksLabel}: ${option.text}`);
    asked.placeholder = pickAsksLabel;
    asked.addEventListener("input", () => {
      numbers.set(option.value, asked.value);
      if (asked.value === "" || box.checked) return;
      box.checked = true;
      box.dispatchEvent(new Event("change"));
    });
    asked.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // it would send the form of the page
      if (!add.disabled) add.click();
    });
    return asked;
  }

  search.addEventListener("input", look);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  add.addEventListener("click", () => {
    for (const option of chosen.values()) {
      const row = addRow(list);
      fill(row, pickSeveral, option);
      const number = numbers.get(option.value);
      if (number) put(controlOf(row, pickAsks), number);
    }
    dialog.close();
    changed(list);
  });
  // inside the page's own dialog when there is one: what lies behind it cannot be reached
  (button.closest("dialog") ?? document.body).append(dialog);
  dialog.showModal();
  search.focus();
  look();
}

const controlOf = (row, key) => [...row.querySelectorAll("select, input")].find((each) => each.name.endsWith(`-${key}`));

function fill(row, key, option) {
  const control = controlOf(row, key);
  if (control.tomselect) {
    control.tomselect.addOption(option);
    control.tomselect.setValue(option.value);
  } else {
    control.append(new Option(option.text, option.value, true, true));
  }
}
