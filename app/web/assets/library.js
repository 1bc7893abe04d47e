// The page of a folder: files that are chosen, or dropped anywhere on the page, go up one after the other, each with its
// progress; the list is read again after each. Without scripts the form sends them.
import { element, icon } from "./shell/dom.js";
import { transmit } from "./shell/transmit.js";
import { word } from "./shell/words.js";

const form = () => /** @type {any} */ (document.querySelector("[data-library-upload]"));
const zone = () => document.querySelector("[data-library]");
let last = Promise.resolve();

document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.form !== form() || input.type !== "file" || !input.files.length) return;
  const chosen = [...input.files];
  input.value = "";
  handOver(chosen);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const { dataTransfer } = /** @type {DragEvent} */ (event);
    if (!form() || document.querySelector("dialog[open]") || ![...(dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    zone().classList.toggle("file-over", kind === "dragover");
    if (kind === "drop") handOver([...dataTransfer.files]);
  });
}

function handOver(files) {
  const { action } = form(); // of this folder, wherever one has gone when it is their turn
  for (const refused of document.querySelectorAll(".library-progress .file-refused")) refused.closest("li").remove();
  for (const file of files) {
    const stop = new AbortController();
    const item = waiting(file, stop);
    last = last.then(() => one(action, file, item, stop));
  }
}

async function one(address, file, item, stop) {
  if (stop.signal.aborted) return;
  const bar = item.querySelector("progress");
  const { status, body, givenUp } = await transmit(address, file, { progress: (part) => (bar.value = part), signal: stop.signal });
  if (status === 201) item.remove();
  else if (!givenUp) refuse(item, body?.message ?? word("uploadFailed", { name: file.name }));
  document.body.dispatchEvent(new CustomEvent("libraryChanged"));
}

function waiting(file, stop) {
  const bar = element("progress", { max: 1, value: 0, "aria-label": word("uploading", { name: file.name }) });
  const item = element("li", { className: "file-item" }, element("span", { className: "file-name" }, file.name), bar);
  item.append(
    remove(() => {
      stop.abort();
      item.remove();
    }),
  );
  document.querySelector("[data-library-progress]").append(item);
  return item;
}

function refuse(item, message) {
  item.replaceChildren(element("span", { className: "file-refused", role: "alert" }, message), remove(() => item.remove()));
}

function remove(act) {
  return element("button", { type: "button", className: "icon-button", "aria-label": word("remove"), title: word("remove"), onclick: act }, icon("x"));
}

// What is under way would be lost with the page.
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector(".library-progress progress")) event.preventDefault();
});
