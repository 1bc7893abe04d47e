// The card: a value becomes a control by a click, Enter saves, Esc gives it back; folded widgets are remembered.
import "./card/comments.js";
import { whenever } from "./shell/dom.js";
import { isDirty } from "./shell/guard.js";
import htmx from "./shell/htmx.js";
import { send } from "./shell/send.js";
import { reload } from "./shell/toasts.js";

const CONTROL = "input:not([type=hidden]), select, textarea, [contenteditable=true]";

document.addEventListener("click", (event) => {
  const property = event.target.closest(".property-editable");
  if (!property || event.target.closest("a, button, input, select, textarea, label, form, summary")) return;
  if (String(document.getSelection())) return; // somebody marks text to copy it
  property.querySelector("[data-edit-field]")?.click();
});

whenever("[data-inline-edit]", (form) => focusControl(form, 30));

// Pickers and text editors take the place of their control a moment later.
function focusControl(form, tries) {
  const control = form.querySelector(CONTROL);
  const late = control?.matches("[data-picker], [data-picker-url], [data-rich-text]");
  const ready = late ? control.tomselect || form.querySelector(".ql-editor") : control;
  if (!ready) {
    if (tries) requestAnimationFrame(() => focusControl(form, tries - 1));
    return;
  }
  if (control.tomselect) control.tomselect.focus();
  else (form.querySelector(".ql-editor") ?? control).focus();
  if (control.matches("input:not([type=checkbox]):not([type=radio])")) control.select?.();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const form = event.target.closest?.("[data-inline-edit]");
  if (!form || form.querySelector(".ts-wrapper.dropdown-active")) return;
  event.preventDefault();
  event.stopPropagation();
  form.querySelector("[data-inline-cancel]")?.click();
}, true);

// The pencil gets the focus back when its control is gone.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const property = event.detail.target;
  if (property.classList?.contains("property") && !property.querySelector("form")) property.querySelector("[data-edit-field]")?.focus();
});

// A widget that arrives open raises `toggle`, too: only what a person folds is remembered.
document.addEventListener("click", (event) => {
  const widget = event.target.closest("details[data-widget] > summary")?.parentElement;
  widget?.addEventListener("toggle", () => remember(/** @type {HTMLDetailsElement} */ (widget)), { once: true });
});

function remember(widget) {
  const body = new URLSearchParams({ widget: widget.dataset.widget, folded: String(!widget.open) });
  send("/card/fold", { method: "POST", body, keepalive: true, quiet: true }).catch(() => {}); // folded here it is
}

// The task that the address names comes into view.
const asked = new URLSearchParams(location.search).get("task");
const box = asked && document.getElementById(`task-${asked}`);
if (box) {
  box.scrollIntoView({ block: "center" });
  box.querySelector(CONTROL)?.focus({ preventScroll: true });
}

// A dialog has changed the record: the page shows it anew, unless somebody types; then each widget that nobody types into.
document.body.addEventListener("recordsChanged", () => {
  const dialog = document.getElementById("dialog");
  if (dialog.open) dialog.addEventListener("close", () => setTimeout(refresh, 50), { once: true });
  else refresh();
});

function refresh() {
  const typing = [...document.querySelectorAll("main form")].filter(isDirty);
  if (!typing.length) {
    reload();
    return;
  }
  document.querySelectorAll(".widget").forEach((widget) => {
    const button = widget.querySelector(".widget-buttons [hx-get]");
    if (button && !typing.some((form) => widget.contains(form))) htmx.trigger(button, "click");
  });
}
