// `select[data-picker]`: search among its options. `select[data-picker-url="/…"]`: asks the server with `?q=`, which
// answers [{"value", "text", "hint"}]. `data-create-url`: a page (opened as a dialog, given `?name=`) that adds one; it
// raises the event `picked` with {field, value, text} through HX-Trigger.
import TomSelect from "tom-select/base";
import clearButton from "tom-select/dist/esm/plugins/clear_button/plugin.js";
import removeButton from "tom-select/dist/esm/plugins/remove_button/plugin.js";
import { openDialog } from "./dialogs.js";
import { element } from "./dom.js";
import { send } from "./send.js";
import { word } from "./words.js";

TomSelect.define("clear_button", clearButton);
TomSelect.define("remove_button", removeButton);

export function enhance(control) {
  if (control.tomselect) return;
  const { pickerUrl, createUrl, placeholder } = control.dataset;
  const labelled = control.labels?.[0]?.textContent.trim();
  let answered = new Set();
  let asked = 0;
  let chosen = false;
  const select = new TomSelect(control, {
    plugins: control.multiple ? { remove_button: { title: word("remove") } } : control.required ? {} : { clear_button: { title: word("clear") } },
    placeholder: placeholder || control.querySelector('option[value=""]')?.textContent || "",
    maxOptions: 200,
    refreshThrottle: 0,
    searchField: ["text", "hint"],
    valueField: "value",
    labelField: "text",
    allowEmptyOption: false,
    closeAfterSelect: !control.multiple,
    preload: pickerUrl ? "focus" : false,
    loadThrottle: 200,
    load: pickerUrl ? load : null,
    shouldLoad: () => true,
    score: pickerUrl ? () => (option) => Number(answered.has(String(option.value))) : undefined, // the server has sought
    create: createUrl ? /** @type {any} */ (create) : false, // its answer comes later
    render: {
      option: (data) => line(data),
      item: (data) => element("div", {}, data.text),
      no_results: () => element("div", { className: "no-results" }, word("nothingFound")),
      loading: () => element("div", { className: "no-results" }, word("loading")),
      option_create: (data) => element("div", { className: "create" }, word("create", { name: data.input })),
    },
  });
  control.setAttribute("aria-hidden", "true"); // the text field beside it speaks for it
  if (labelled) select.control_input.setAttribute("aria-label", labelled);
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (control.hasAttribute(name)) select.control_input.setAttribute(name, control.getAttribute(name));
  }
  select.on("change", () => control.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { typed: true } })));
  control.addEventListener("draft", () => select.sync());
  select.on("type", (text) => select.wrapper.classList.toggle("is-typing", text !== ""));
  select.on("item_add", () => (chosen = true));
  for (const event of ["type", "dropdown_open"]) select.on(event, () => (chosen = false));
  select.on("blur", () => select.wrapper.classList.remove("is-typing"));
  select.on("item_add", () => select.wrapper.classList.remove("is-typing"));
  if (control.closest("dialog")) keepInSight(select);
  if (control.dataset.pickerNarrow) select.on("focus", () => select.load(select.lastValue ?? ""));

  async function load(query, done) {
    const question = ++asked;
    const address = new URL(pickerUrl, location.href);
    address.searchParams.set("q", query);
    narrow(address, control);
    try {
      const answer = await send(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const found = await answer.json();
      if (question !== asked) {
        give(done, []); // a later question is under way, or answered already
        return;
      }
      select.clearOptions((option) => select.items.includes(String(option.value)));
      answered = new Set(found.map((option) => String(option.value)));
      give(done, found);
    } catch {
      give(done, []);
    }
  }

  // Tom Select opens the list with every answer, also when the choice was made before it came.
  function give(done, found) {
    const made = chosen && !control.multiple;
    done(found);
    if (!made) return;
    select.close();
    chosen = true;
  }

  function create(name, done) {
    const address = new URL(createUrl, location.href);
    address.searchParams.set("name", name);
    address.searchParams.set("field", control.name);
    narrow(address, control);
    openDialog(address.href, { push: false });
    const take = (event) => {
      if (event.detail.field && event.detail.field !== control.name) return;
      document.body.removeEventListener("picked", take);
      done({ value: String(event.detail.value), text: event.detail.text });
    };
    document.body.addEventListener("picked", take);
    document.getElementById("dialog").addEventListener("close", () => setTimeout(() => done(), 300), { once: true });
  }
}

/** A dialog scrolls, so that it would cut the list: in it the list floats over its edge, upwards where there is no room. */
function keepInSight(select) {
  const list = select.dropdown;
  const place = () => {
    const field = select.control.getBoundingClientRect();
    const upwards = innerHeight - field.bottom < 240 && field.top > innerHeight - field.bottom;
    Object.assign(list.style, {
      position: "fixed",
      left: `${field.left}px`,
      width: `${field.width}px`,
      top: upwards ? "auto" : `${field.bottom + 4}px`,
      bottom: upwards ? `${innerHeight - field.top + 4}px` : "auto",
    });
  };
  select.on("dropdown_open", () => {
    place();
    document.addEventListener("scroll", place, true);
    window.addEventListener("resize", place);
  });
  select.on("dropdown_close", () => {
    document.removeEventListener("scroll", place, true);
    window.removeEventListener("resize", place);
  });
}

/** `data-picker-narrow="counterparty"`: only what has the same there as the form, and what is made has it, too. */
function narrow(address, control) {
  for (const name of control.dataset.pickerNarrow?.split(" ") ?? []) {
    const value = control.form?.elements.namedItem(name)?.value;
    if (value) address.searchParams.set(name, value);
  }
}

function line(data) {
  const made = element("div", {}, element("span", {}, data.text));
  if (data.hint) made.append(element("span", { className: "picker-hint" }, data.hint));
  return made;
}
