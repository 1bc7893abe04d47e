// `[data-files]`: the files of one field of a form. With `data-upload` a file is handed over as soon as it is chosen or
// dropped, with its progress; the form then names it by its id, as the boxes of files that are there do. A form waits for
// what is under way. Without scripts the files come with the form.
import { element, icon } from "./dom.js";
import { transmit } from "./transmit.js";
import { word } from "./words.js";

const underWay = new WeakMap(); // how many files of a form are being handed over
const waiting = new WeakMap(); // the button by which a form was sent meanwhile

document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const field = input.matches?.("input[type=file]") && input.closest("[data-upload]");
  if (!field || !input.files.length) return;
  const chosen = [...input.files];
  input.value = "";
  handOver(field, chosen);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const { dataTransfer } = /** @type {DragEvent} */ (event);
    const field = /** @type {Element} */ (event.target).closest?.("[data-upload]");
    if (!field || ![...(dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    field.classList.toggle("file-over", kind === "dragover");
    if (kind === "drop") handOver(field, [...dataTransfer.files]);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove-file]");
  if (!button) return;
  const field = button.closest("[data-files]");
  button.closest("[data-file]").remove();
  tell(field);
  field.querySelector("input[type=file]")?.focus();
});

// What is sent while files are under way would be sent without them: it is sent when they are there.
document.addEventListener(
  "submit",
  (event) => {
    if (!underWay.get(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.set(event.target, event.submitter);
  },
  true,
);

// A draft brings back the files that its form named.
document.addEventListener("draftfiles", (event) => {
  const form = /** @type {Element} */ (event.target);
  for (const { field: name, id, text, size } of /** @type {CustomEvent} */ (event).detail) {
    const field = form.querySelector(`[data-files="${CSS.escape(name)}"]`);
    if (!field || field.querySelector(`input[type=checkbox][value="${CSS.escape(id)}"]`)) continue;
    makeRoom(field);
    list(field).append(line(field, { id, name: text, size }));
  }
});

/** The files that were handed over in a form, for its draft. */
export function handedOver(form) {
  return [...form.querySelectorAll("[data-handed-over]")].map((item) => JSON.parse(item.dataset.handedOver));
}

function handOver(field, files) {
  const several = "several" in field.dataset;
  if (!several) for (const before of field.querySelectorAll(".file-refused")) before.closest("li").remove();
  for (const file of several ? files : files.slice(0, 1)) send(field, file);
}

function send(field, file) {
  const form = field.closest("form");
  const bar = element("progress", { max: 1, value: 0, "aria-label": word("uploading", { name: file.name }) });
  const item = element("li", { className: "file-item" }, element("span", { className: "file-name" }, file.name), bar);
  item.dataset.file = "";
  list(field).append(item);
  underWay.set(form, (underWay.get(form) ?? 0) + 1);
  handOverOne(field, item, file);
}

async function handOverOne(field, item, file) {
  const form = field.closest("form");
  const bar = item.querySelector("progress");
  const stop = new AbortController();
  item.append(remove(() => stop.abort()));
  const { status, body, givenUp } = await transmit(field.dataset.upload, file, { progress: (part) => (bar.value = part), signal: stop.signal });
  if (status === 201) taken(field, item, body);
  else if (!givenUp) refused(item, body?.message ?? word("uploadFailed", { name: file.name }));
  finished(form);
}

function taken(field, item, file) {
  if (!item.isConnected) return; // it was given up meanwhile
  makeRoom(field);
  item.replaceWith(line(field, file));
  tell(field);
}

function refused(item, message) {
  item.replaceChildren(element("span", { className: "file-refused", role: "alert" }, message), remove());
}

/** A field that takes one file has the new one in the place of the old. */
function makeRoom(field) {
  if ("several" in field.dataset) return;
  for (const box of field.querySelectorAll("[data-file] input[type=checkbox]")) box.closest("[data-file]").remove();
}

function line(field, { id, name, size }) {
  const box = element("input", { type: "checkbox", className: "form-check-input", name: field.dataset.files, value: id, checked: true });
  const words = element("span", { className: "form-check-label" }, icon("file"), element("span", { className: "file-name" }, name));
  const item = element("li", { className: "file-item" }, element("label", { className: "form-check" }, box, words));
  item.append(element("span", { className: "file-size" }, size), remove());
  item.dataset.file = "";
  item.dataset.handedOver = JSON.stringify({ field: field.dataset.files, id: String(id), text: name, size });
  return item;
}

function remove(act = () => {}) {
  const button = element("button", { type: "button", className: "icon-button", "aria-label": word("remove"), title: word("remove") }, icon("x"));
  button.dataset.removeFile = "";
  button.addEventListener("click", act);
  return button;
}

function finished(form) {
  underWay.set(form, underWay.get(form) - 1);
  if (underWay.get(form) || !waiting.has(form)) return;
  const button = waiting.get(form);
  waiting.delete(form);
  if (!form.querySelector(".file-refused")) form.requestSubmit(button);
}

/** Say that the value has changed: drafts, guards and computed values follow. */
function tell(field) {
  field.querySelector("input[type=hidden]").dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { typed: true } }));
}

const list = (field) => field.querySelector("[data-file-list]");
