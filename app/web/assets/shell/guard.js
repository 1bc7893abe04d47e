// `<form data-guard>`: leaving the page, or closing the dialog, asks first while something typed is not sent.
// In a dialog every form is guarded. A picker or editor that changes a control by script raises `input` on it.
import { isDone } from "./repeats.js";

const touched = new WeakSet();
let leaving = false;

/** Whether something was typed into the form and not saved: what the server gave back with errors is still to be lost. */
export const isDirty = (form) => touched.has(form) || form.querySelector(".has-error") !== null;

/** The form has been sent or given up: nothing in it would be lost. */
export const forget = (form) => touched.delete(form);

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.form ?? event.target.closest?.("form");
    if (form && (event.isTrusted || event.detail?.typed)) touched.add(form);
  });
}

// a form that the browser sends itself
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) leaving = true;
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form && isDone(event.detail) && event.detail.requestConfig.verb !== "get") touched.delete(form);
});

window.addEventListener("beforeunload", (event) => {
  const forms = document.querySelectorAll("form[data-guard], #dialog form");
  if (!leaving && [...forms].some(isDirty)) event.preventDefault();
});

window.addEventListener("pageshow", () => (leaving = false));
