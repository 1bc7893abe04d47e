// `<form data-draft="lead-new">`: what is typed is kept in this browser and put back when the form is opened again,
// after a closed tab or a broken connection. The name says which form it is, with the id of the record where there is
// one. Passwords, files and hidden fields are never kept. A draft goes when the server has said that it is saved, or
// after 30 days. `<form data-draft-of>`: saving this form saves what that draft holds.
import { element, kept, whenever } from "./dom.js";
import { handedOver } from "./files.js";
import { forget } from "./guard.js";
import { isDone } from "./repeats.js";
import { word } from "./words.js";

const FILES = "_files"; // what was handed over: it has no control before it is put back
const DAYS_30 = 30 * 24 * 3600 * 1000;
const owner = document.body.dataset.person;
const nameOf = (form) => form.dataset.draft ?? form.dataset.draftOf;
const keyOf = (form) => `draft:${owner}:${document.documentElement.lang}:${nameOf(form)}`; // numbers and dates are of a language
const timers = new Map();

function controls(form) {
  return [...form.elements].filter(
    (control) => control.name && control.name !== "csrf_token" && !/^(hidden|password|file|submit|button)$/.test(control.type),
  );
}

function read(form) {
  const files = handedOver(form);
  const values = files.length ? { [FILES]: files } : {};
  for (const control of controls(form)) {
    values[control.name] ??= [];
    const list = values[control.name];
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) list.push(control.value);
    } else if (control.multiple) list.push(...[...control.selectedOptions].map((option) => option.value));
    else list.push(control.value);
  }
  return values;
}

function write(form, values) {
  const left = structuredClone(values);
  if (left[FILES]) form.dispatchEvent(new CustomEvent("draftfiles", { bubbles: true, detail: left[FILES] }));
  for (const control of controls(form)) {
    const list = left[control.name];
    if (!list) continue;
    if (control.type === "checkbox" || control.type === "radio") control.checked = list.includes(control.value);
    else if (control.multiple) [...control.options].forEach((option) => (option.selected = list.includes(option.value)));
    else if (list.length) control.value = list.shift();
    control.dispatchEvent(new CustomEvent("draft", { bubbles: true }));
  }
}

function forgetTimer(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
}

function save(form) {
  forgetTimer(form);
  kept.write(keyOf(form), { at: Date.now(), values: read(form) });
}

document.addEventListener("input", (event) => {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form?.dataset.draft) return;
  forgetTimer(form);
  timers.set(form, setTimeout(() => save(form), 300));
});

window.addEventListener("pagehide", () => [...timers.keys()].forEach(save));

whenever("form[data-draft]", (form) => {
  const before = read(form);
  const draft = kept.read(keyOf(form));
  if (form.querySelector(".has-error, [data-given-back]")) {
    save(form); // the server has given back what was typed
    return;
  }
  if (!draft || Date.now() - draft.at > DAYS_30) {
    kept.write(keyOf(form), null);
    return;
  }
  if (JSON.stringify(draft.values) === JSON.stringify(before)) return;
  write(form, draft.values);
  const discard = element("button", { type: "button", className: "btn btn-sm" }, word("draftDiscard"));
  const note = element("div", { className: "draft-note", role: "status" }, element("span", {}, word("draftRestored")), discard);
  discard.addEventListener("click", () => {
    write(form, before);
    forgetTimer(form);
    kept.write(keyOf(form), null);
    forget(form);
    note.remove();
  });
  form.prepend(note);
});

const sentForm = ({ requestConfig }) =>
  requestConfig.verb === "get" ? null : requestConfig.elt.closest?.("form[data-draft], form[data-draft-of]");

// Before the answer is shown: it may bring the same form anew, which is not to get back what was just sent.
document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  const form = sentForm(event.detail);
  if (!form || !isDone(event.detail)) return;
  forgetTimer(form);
  kept.write(keyOf(form), null);
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const form = sentForm(event.detail);
  if (!form || isDone(event.detail)) return;
  forgetTimer(form);
  if (form.dataset.draft) save(form);
});
